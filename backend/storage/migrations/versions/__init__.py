"""One module for each step, up and down."""
