"""The command-room console: the desktop program."""
