"""Voice of a consultation: a process of its own, and the console's line to it."""
