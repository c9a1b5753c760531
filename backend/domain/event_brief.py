"""What comparing events needs of each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backend.domain.geo import Position, distance_m
from backend.domain.words import State

CLOSED_STATES = frozenset({State.CLOSED, State.APPRAISAL, State.ARCHIVED})
"""The event was dealt with: another one is a repeat, not a double."""
LEFT_OUT_STATES = frozenset({State.MERGED, State.REJECTED})
"""Merged events speak through their parent; rejected ones weren't events."""


@dataclass(frozen=True, slots=True)
class EventBrief:
    """An event in brief. Raises ValueError for a time without offset or an empty subcategory.

    `position` is None where only the grid is known.
    """

    id: str
    subcategory: str
    reported_at: datetime
    state: State
    text: str
    position: Position | None
    grid: str | None
    drill: bool = False

    def __post_init__(self) -> None:
        if self.reported_at.utcoffset() is None:
            raise ValueError("a time without offset")
        if not self.subcategory:
            raise ValueError("an event without subcategory")

    @property
    def category(self) -> str:
        """The category's code: the first two digits."""
        return self.subcategory[:2]

    def distance_m(self, other: EventBrief) -> float | None:
        """Return metres between the two places, None unless both are known."""
        if self.position is None or other.position is None:
            return None
        return distance_m(self.position, other.position)
