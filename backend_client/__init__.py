"""The typed client of the central backend: requests, the live feed, the local store, the outbox.

Nothing here knows a screen. `client.Client` is where to begin.
"""
