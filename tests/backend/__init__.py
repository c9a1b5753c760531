"""The rules and the service of the backend."""
