"""Stops asking a backend that fails again and again, and tries it now and then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from backend_client.errors import CircuitOpenError


@dataclass(frozen=True, slots=True)
class BreakerRule:
    """After how many failures in a row, and for how long, in seconds, it isn't asked."""

    failures: int = 5
    first_wait_s: float = 1.0
    longest_wait_s: float = 5.0
    """A backend that is back is found within it."""


class CircuitBreaker:
    """Counts failures in a row; `clock` gives seconds that only grow. Safe for threads."""

    def __init__(
        self, clock: Callable[[], float], rng: Random, rule: BreakerRule | None = None
    ) -> None:
        self._clock = clock
        self._rng = rng
        self._rule = rule or BreakerRule()
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_until = 0.0
        self._is_trying = False

    def enter(self) -> bool:
        """Ask for leave; whether it is a trial: one at a time, after a wait.

        Raises CircuitOpenError.
        """
        with self._lock:
            if self._failures < self._rule.failures:
                return False
            wait_s = self._closed_until - self._clock()
            if wait_s > 0 or self._is_trying:
                raise CircuitOpenError(max(wait_s, 0.1))
            self._is_trying = True
            return True

    def succeeded(self) -> None:
        """Note an answer, whatever it said."""
        with self._lock:
            self._failures, self._is_trying = 0, False

    def failed(self) -> None:
        """Note that none came."""
        with self._lock:
            self._failures, self._is_trying = self._failures + 1, False
            over = self._failures - self._rule.failures
            if over >= 0:
                wait_s = min(self._rule.longest_wait_s, self._rule.first_wait_s * 2 ** min(over, 6))
                self._closed_until = self._clock() + wait_s * self._rng.uniform(0.7, 1.0)

    def trip(self) -> None:
        """Note from elsewhere that the backend is away."""
        with self._lock:
            self._failures = max(self._failures, self._rule.failures)
            self._closed_until = self._clock() + self._rule.first_wait_s

    @property
    def is_open(self) -> bool:
        """Whether the backend counts as away."""
        return self._failures >= self._rule.failures
