"""Heads of cameras that turn: a process that steers them, and the console's line to it."""
