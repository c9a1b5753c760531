"""Reusable widgets; they know nothing of the backend, the network or the database."""
