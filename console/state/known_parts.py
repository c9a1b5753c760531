"""What was read of events lately, so that they can be looked at while the backend is away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MOST_EVENTS = 200
"""The event that was read longest ago is forgotten first; its line in the inbox stays."""


class KnownParts:
    """Parts of events by name, as they were read last."""

    def __init__(self, most_events: int = MOST_EVENTS) -> None:
        self._most = most_events
        self._events: dict[str, dict[str, Any]] = {}

    def keep(self, event: str, part: str, value: Any) -> None:
        """Keep a part of an event."""
        parts = self._events.pop(event, {})
        parts[part] = value
        self._events[event] = parts
        if len(self._events) > self._most:
            del self._events[next(iter(self._events))]

    def of_event(self, event: str) -> Mapping[str, Any]:
        """Return what is known of an event."""
        return self._events.get(event, {})

    def clear(self) -> None:
        """Forget everything."""
        self._events.clear()
