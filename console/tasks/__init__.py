"""Calls of the backend: what runs them beside the GUI thread."""
