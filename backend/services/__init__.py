"""What a person can do: one function for each thing, on a unit of work."""
