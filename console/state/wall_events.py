"""What a wall knows of events, and in which order it shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from console.state.inbox_filter import ENDED, Light, Remaining


@dataclass(frozen=True, slots=True)
class WallEvent:
    """One event as a wall shows it; times are aware, `state` is the backend's word.

    `facts` are further names and values that the sheet of one event shows.
    """

    id: str
    number: str
    title: str
    state: str
    grade: int
    reported_at: datetime
    place: str = ""
    due_at: datetime | None = None
    amber_at: datetime | None = None
    lon: float | None = None
    lat: float | None = None
    lead: str = ""
    is_drill: bool = False
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WallStep:
    """One thing that happened to an event."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class WallAlert:
    """What runs round every screen: a grade and the words for it."""

    grade: int
    text: str


def open_events(events: Iterable[WallEvent]) -> list[WallEvent]:
    """Return the open events, the gravest first, then what is due first."""
    return sorted((event for event in events if event.state not in ENDED), key=_rank)


def _rank(event: WallEvent) -> tuple[int, bool, float, str]:
    due = event.due_at or event.reported_at
    return -event.grade, event.due_at is None, due.timestamp(), event.id


def remaining_of(event: WallEvent, now: datetime) -> Remaining:
    """Return what is left of an open event's limit."""
    if event.due_at is None or event.state in ENDED:
        return Remaining(Light.NONE)
    left_s = int((event.due_at - now).total_seconds() // 1)
    if left_s < 0:
        return Remaining(Light.RED, left_s)
    if event.amber_at is not None and event.amber_at <= now:
        return Remaining(Light.AMBER, left_s)
    return Remaining(Light.GREEN, left_s)


def open_by_grade(events: Iterable[WallEvent]) -> tuple[int, int, int, int]:
    """Return how many are open of each grade; drills don't count."""
    grades = [event.grade for event in events if event.state not in ENDED and not event.is_drill]
    return grades.count(1), grades.count(2), grades.count(3), grades.count(4)
