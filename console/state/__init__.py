"""Rules and state of the console, without Qt, I/O or a clock of their own."""
