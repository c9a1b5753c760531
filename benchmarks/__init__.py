"""Programs that measure, each beside its alternative on the same work."""
