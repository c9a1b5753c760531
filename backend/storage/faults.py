"""What can go wrong with the store itself.

StoreError
├── StoreFullError      no room on the disk: read-only until there is
├── StoreBusyError      another writer held it for too long
└── StoreAwayError      the database doesn't answer
"""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, OperationalError


class StoreError(Exception):
    """The store couldn't do it; nothing of the unit of work is kept."""


class StoreFullError(StoreError):
    """No room on the disk."""


class StoreBusyError(StoreError):
    """Another writer held the store for too long, or two waited for each other."""


class StoreAwayError(StoreError):
    """The database doesn't answer."""


_FULL = ("database or disk is full", "disk i/o error", "no space left", "could not extend file")
_BUSY = ("database is locked", "deadlock detected", "could not serialize", "lock timeout")
_FULL_STATES = frozenset({"53100"})
_BUSY_STATES = frozenset({"40001", "40P01", "55P03"})


def store_fault(error: DBAPIError) -> StoreError | None:
    """Return what a database error means for the store, None for a fault of our own."""
    words = str(error.orig).lower()
    state = getattr(error.orig, "sqlstate", None) or ""
    if state in _FULL_STATES or any(word in words for word in _FULL):
        return StoreFullError(words)
    if state in _BUSY_STATES or any(word in words for word in _BUSY):
        return StoreBusyError(words)
    if error.connection_invalidated or isinstance(error, OperationalError):
        return StoreAwayError(words)
    return None
