"""Pages: the only code that knows both widgets and controllers."""
