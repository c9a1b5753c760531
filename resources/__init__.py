"""Icons, stylesheet, translations and fonts, and their cached loaders."""
