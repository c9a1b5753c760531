"""The same place again: three times in seven days raises an event's grade.

A place is a circle of 50 m around the new event: what a phone's position and a house are wide. A
grid is no place, so events without a position on the map don't count. Only events of the same
category count, or every market square would be a repeat.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from backend.domain.event_brief import LEFT_OUT_STATES, EventBrief


@dataclass(frozen=True, slots=True)
class RepeatRule:
    """How often, how near and how long counts as the same place again."""

    times: int = 3
    radius_m: float = 50.0
    within: timedelta = timedelta(days=7)
    same_category: bool = True


@dataclass(frozen=True, slots=True)
class Repeats:
    """The earlier events at a place, the newest first, and whether it is often enough.

    `times` counts the new event too.
    """

    event_ids: tuple[str, ...]
    is_repeat: bool

    @property
    def times(self) -> int:
        """How often it happened, this time included."""
        return len(self.event_ids) + 1


def repeats_of(
    new: EventBrief, others: Iterable[EventBrief], rule: RepeatRule | None = None
) -> Repeats:
    """Return what happened at an event's place up to when it was reported.

    Merged events are one with their parent, rejected ones are none; drills count with drills.
    """
    rule = rule or RepeatRule()
    earlier = {
        other.id: other.reported_at
        for other in others
        if other.id != new.id and _same_place_before(new, other, rule)
    }
    newest_first = sorted(earlier, key=lambda event_id: (earlier[event_id], event_id), reverse=True)
    return Repeats(tuple(newest_first), len(earlier) + 1 >= rule.times)


def _same_place_before(new: EventBrief, other: EventBrief, rule: RepeatRule) -> bool:
    before = new.reported_at - other.reported_at
    if not timedelta() <= before <= rule.within or other.state in LEFT_OUT_STATES:
        return False
    if new.drill != other.drill or (rule.same_category and new.category != other.category):
        return False
    distance = new.distance_m(other)
    return distance is not None and distance <= rule.radius_m
