"""The list of cameras: tree, search, store, import."""
