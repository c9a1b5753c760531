"""People in the field as sending them needs them, and the event they may be sent to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from backend.domain.geo import Position
from backend.domain.travel import Mode
from backend.domain.words import FIELD_ROLES, Grade, Role

SEEN_AMBER: Final = timedelta(minutes=5)
"""A position older than this is amber."""
SEEN_LOST: Final = timedelta(minutes=30)
"""Nobody with an older position is picked by itself."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person with a role in the field; raises ValueError for times without offset.

    `grids` are the grids the person answers for, `stands_in` the one that holds the position,
    worked out when the position came in. `on_duty_since` is None off duty.
    """

    id: str
    roles: frozenset[Role]
    grids: tuple[str, ...] = ()
    stands_in: str | None = None
    on_duty_since: datetime | None = None
    on_break: bool = False
    mode: Mode = Mode.WALK
    position: Position | None = None
    seen_at: datetime | None = None
    open_tasks: int = 0

    def __post_init__(self) -> None:
        if not self.id or self.open_tasks < 0:
            raise ValueError("a member has an id and no fewer than 0 tasks")
        for at in (self.on_duty_since, self.seen_at):
            if at is not None and at.utcoffset() is None:
                raise ValueError("a time without offset")

    @property
    def is_field(self) -> bool:
        """Whether one of the 四员一警."""
        return not FIELD_ROLES.isdisjoint(self.roles)

    def is_present(self, now: datetime) -> bool:
        """Whether on duty, not on a break, and seen in the last 30 minutes: a grid has somebody."""
        return (
            self.is_field
            and self.on_duty_since is not None
            and self.on_duty_since <= now
            and not self.on_break
            and self.position is not None
            and self.seen_at is not None
            and abs(now - self.seen_at) <= SEEN_LOST
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """An event that somebody is sent to.

    `position` is None where only the grid is known; `grid_middle` then stands in for it.
    `refused_by` are people who refused this event, `sent` those who have an order for it.
    """

    event_id: str
    subcategory: str
    grade: Grade
    grid: str | None
    position: Position | None = None
    grid_middle: Position | None = None
    refused_by: frozenset[str] = frozenset()
    sent: frozenset[str] = frozenset()

    @property
    def goal(self) -> Position | None:
        """Where to go: the place, or the middle of the grid."""
        return self.position or self.grid_middle


def presence(members: Iterable[Member], now: datetime) -> Counter[str]:
    """Count the people present by the grids they answer for."""
    return Counter(grid for m in members if m.is_present(now) for grid in set(m.grids))
