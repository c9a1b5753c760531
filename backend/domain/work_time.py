"""One year of a town's time as tables, so that years of it are reckoned without walking days.

Instants are whole microseconds since 1970 in UTC. Everything here is monotonic also where a
time zone changes its clocks: a wall time that never was counts as the moment of the change,
one that was twice as its first time.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

from backend.domain.limits import Unit

Span = tuple[int, int]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAY_US = 86_400_000_000
_MINUTE_US = 60_000_000
FIRST_YEAR, LAST_YEAR = 1971, 2200
"""The years that can be reckoned with: a limit that leaves them is a fault in the data."""


def to_us(at: datetime) -> int:
    """Microseconds since 1970 of an aware datetime; ValueError for a naive one."""
    if at.utcoffset() is None:
        raise ValueError(f"a time without an offset: {at!r}")
    return (at - _EPOCH) // _MICROSECOND


def from_us(us: int) -> datetime:
    """The instant in UTC."""
    return _EPOCH + timedelta(microseconds=us)


class Scale(Enum):
    """Along what a limit is measured."""

    ELAPSED = auto()
    """Microseconds, day and night."""
    WORK_TIME = auto()
    """Microseconds of working time."""
    WORK_DAYS = auto()
    """Working days, each whole whatever its length."""
    DAYS = auto()
    """Days of the time zone, each whole whatever its length."""


SCALES: Mapping[Unit, tuple[Scale, int]] = MappingProxyType(
    {
        Unit.MINUTE: (Scale.ELAPSED, _MINUTE_US),
        Unit.URGENT_HOUR: (Scale.ELAPSED, 60 * _MINUTE_US),
        Unit.WORK_MINUTE: (Scale.WORK_TIME, _MINUTE_US),
        Unit.WORK_HOUR: (Scale.WORK_TIME, 60 * _MINUTE_US),
        Unit.WORK_DAY: (Scale.WORK_DAYS, 1),
        Unit.NATURAL_DAY: (Scale.DAYS, 1),
    }
)
"""For each unit the scale and how much of it one unit is; a limit by plan has none."""


def instant_of(day: date, minute: int, zone: ZoneInfo) -> int:
    """The instant of a wall time, as minutes after the day's midnight."""
    wall = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minute)
    first, second = to_us(wall), to_us(wall.replace(fold=1))
    if second >= first:  # once, or twice
        return first
    return _change_between(second, first, zone)  # never


def _change_between(before: int, after: int, zone: ZoneInfo) -> int:
    """The first instant of the new offset, which is in force at `after`, not at `before`."""
    new = from_us(after).astimezone(zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if from_us(middle).astimezone(zone).utcoffset() == new:
            after = middle
        else:
            before = middle
    return after


@dataclass(frozen=True, slots=True)
class YearTable:
    """Where each day begins, when it is worked, and sums up to each day.

    For n days: `starts` n + 1 instants, `spans` n tuples of working spans in order, and
    `work_time`, `work_days`, `days` n + 1 sums, the first 0.
    """

    starts: tuple[int, ...]
    spans: tuple[tuple[Span, ...], ...]
    work_time: tuple[int, ...]
    work_days: tuple[int, ...]
    days: tuple[int, ...]

    def total(self, scale: Scale) -> int:
        """How much the year has in all."""
        return self._sums(scale)[-1]

    def position(self, us: int, scale: Scale) -> Fraction:
        """How much of the year is over at an instant; outside the year nothing or all of it."""
        index = min(max(bisect_right(self.starts, us), 1), len(self.starts) - 1) - 1
        spans = self._spans(index, scale)
        done = sum(max(0, min(us, end) - start) for start, end in spans)
        before = self._sums(scale)[index]
        if scale is Scale.WORK_TIME:
            return Fraction(before + done)
        length = _length(spans)
        return before + (Fraction(done, length) if length else Fraction(0))

    def first_at(self, position: Fraction, scale: Scale) -> int:
        """The first instant at a position, 0 < position <= total; rounded up."""
        sums = self._sums(scale)
        index = bisect_left(sums, position) - 1
        spans = self._spans(index, scale)
        rest = math.ceil(_in_us(position - sums[index], spans, scale))
        for start, end in spans:
            if rest <= end - start:
                return start + rest
            rest -= end - start
        raise AssertionError("a position inside a day that has no such part")

    def last_at(self, position: Fraction, scale: Scale) -> int:
        """The last instant at a position, 0 <= position < total; rounded down."""
        sums = self._sums(scale)
        index = bisect_right(sums, position) - 1
        spans = self._spans(index, scale)
        rest = math.floor(_in_us(position - sums[index], spans, scale))
        for start, end in spans:
            if rest < end - start:
                return start + rest
            rest -= end - start
        raise AssertionError("a position inside a day that has no such part")

    def _sums(self, scale: Scale) -> tuple[int, ...]:
        if scale is Scale.WORK_TIME:
            return self.work_time
        return self.work_days if scale is Scale.WORK_DAYS else self.days

    def _spans(self, index: int, scale: Scale) -> Sequence[Span]:
        if scale is Scale.DAYS:
            return ((self.starts[index], self.starts[index + 1]),)
        return self.spans[index]


def _length(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


def _in_us(rest: Fraction, spans: Sequence[Span], scale: Scale) -> Fraction:
    return rest if scale is Scale.WORK_TIME else rest * _length(spans)


def year_table(
    year: int, zone: ZoneInfo, minutes_of: Callable[[date], Sequence[tuple[int, int]]]
) -> YearTable:
    """Tabulate a year; `minutes_of` gives a day's working spans in minutes after midnight.

    Raises ValueError for a year that can't be reckoned with.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"not a year between {FIRST_YEAR} and {LAST_YEAR}: {year}")
    first = date(year, 1, 1)
    days = [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days + 1)]
    starts = [instant_of(day, 0, zone) for day in days]
    spans = [
        _spans_of(day, start, end, zone, minutes_of(day))
        for day, (start, end) in zip(days, pairwise(starts), strict=False)
    ]
    lengths = [_length(of_day) for of_day in spans]
    lasts = [end - start for start, end in pairwise(starts)]
    return YearTable(
        tuple(starts),
        tuple(spans),
        _sums_of(lengths),
        _sums_of([int(length > 0) for length in lengths]),
        _sums_of([int(last > 0) for last in lasts]),
    )


def _spans_of(
    day: date, start: int, end: int, zone: ZoneInfo, minutes: Sequence[tuple[int, int]]
) -> tuple[Span, ...]:
    if end - start == _DAY_US:  # no clock is changed: the quick way
        return tuple((start + a * _MINUTE_US, start + b * _MINUTE_US) for a, b in minutes)
    return tuple((instant_of(day, a, zone), instant_of(day, b, zone)) for a, b in minutes)


def _sums_of(amounts: Sequence[int]) -> tuple[int, ...]:
    sums = [0]
    for amount in amounts:
        sums.append(sums[-1] + amount)
    return tuple(sums)
