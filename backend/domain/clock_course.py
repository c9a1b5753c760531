"""How much of one limit is used, followed through what happened to its clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from backend.domain.limits import Limit
from backend.domain.work_calendar import WorkCalendar

REWORK_SHARE = Fraction(1, 5)
"""What rework finds left of a limit at least."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A time that doesn't count, between two runs; `end` None: as long as nobody ends it."""

    start: datetime
    end: datetime | None
    is_hand_in: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One limit followed through a clock's record to an instant."""

    limit: Limit
    used: Fraction
    """In the limit's own unit."""
    reached_at: datetime
    """When the share that was asked for is, or is going to be, used."""
    stands_at: datetime
    """The last instant that counted: now, the beginning of the pause, the stop."""
    ends_at: datetime
    """`reached_at`, in a pause as it would be without it: which limit is first stands still."""
    late_before: bool
    """Whether a hand-in that came back was late."""

    def left(self, calendar: WorkCalendar) -> timedelta:
        """From `stands_at` to `ends_at`, in working time for working limits."""
        if self.limit.unit.on_work_calendar:
            return calendar.between(self.stands_at, self.ends_at)
        return self.ends_at - self.stands_at


@dataclass(slots=True)
class _Course:
    """One limit on its way through a clock's record."""

    limit: Limit
    calendar: WorkCalendar
    at: datetime
    """Up to where it was followed; in an open gap where the next run begins."""
    target: Fraction
    used: Fraction = Fraction(0)
    reached_at: datetime | None = None
    late_before: bool = False

    def run(self, end: datetime) -> None:
        """Count from where it is to `end`."""
        step = self.calendar.measure(self.at, end, self.limit.unit)
        if self.reached_at is None and self.used + step >= self.target:
            self.reached_at = self.projected(self.at)
        self.used += step
        self.at = end

    def hand_in(self) -> None:
        """Come back from a hand-in with at least REWORK_SHARE left."""
        if self.reached_at is not None and self.at > self.reached_at:
            self.late_before = True
        most = self.limit.amount * (1 - REWORK_SHARE)
        if self.used > most:
            self.used = most
            self.reached_at = None

    def projected(self, start: datetime) -> datetime:
        """When the target is used if it runs from `start` without a gap."""
        left = max(Fraction(0), self.target - self.used)
        return self.calendar.move(start, left, self.limit.unit)


def follow(
    limit: Limit,
    calendar: WorkCalendar,
    started_at: datetime,
    share: Fraction,
    gaps: Sequence[Gap],
    now: datetime,
) -> Reading:
    """Follow a limit from its start to now, through gaps in order of which only the last is open.

    The limit isn't by plan; `share` of it is what `reached_at` and `ends_at` are about.
    """
    course = _Course(limit, calendar, started_at, limit.amount * share)
    stands_at = now
    for gap in gaps:
        course.run(gap.start)
        if gap.is_hand_in:
            course.hand_in()
        if gap.end is None or gap.end > now:
            stands_at = gap.start
        course.at = now if gap.end is None else gap.end
    if course.at < now:
        course.run(now)
    reached_at = course.reached_at or course.projected(course.at)
    ends_at = reached_at
    if course.reached_at is None and stands_at < course.at:
        ends_at = course.projected(stands_at)
    return Reading(limit, course.used, reached_at, stands_at, ends_at, course.late_before)
