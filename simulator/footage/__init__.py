"""Pictures of the town, drawn and encoded once, then replayed."""
