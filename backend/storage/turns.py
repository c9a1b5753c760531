"""Writers of one process wait for each other in line.

SQLite takes one writer at a time and lets the others sleep and look again: who sleeps longest comes
last, for seconds in a storm. In line each waits for those before it and no longer.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from backend.storage.faults import StoreBusyError


class Turns:
    """First come, first served; a turn is handed on, so that nobody slips in between."""

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s
        self._guard = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Lock] = deque()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Wait for a turn and have it. Raises StoreBusyError when it doesn't come."""
        self._wait()
        try:
            yield
        finally:
            with self._guard:
                if self._waiting:
                    self._waiting.popleft().release()
                else:
                    self._is_taken = False

    def _wait(self) -> None:
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return
            place = threading.Lock()
            place.acquire()
            self._waiting.append(place)
        if place.acquire(timeout=self._patience_s):
            return
        with self._guard:
            if place in self._waiting:
                self._waiting.remove(place)
                raise StoreBusyError("the writers before took too long")
        # It was handed over in the very moment in which the patience ended.
