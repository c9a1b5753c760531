"""The central backend: carries every event from report to verified end."""
