"""A town's work calendar: when people work, and how much working time lies between instants.

`calendar_data` reads and writes it as JSON. A year without data knows no holidays and no
make-up days, only its weekends; `unknown_years` says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

from backend.domain.limits import Unit
from backend.domain.work_time import SCALES, Scale, YearTable, from_us, to_us, year_table

_MICROSECOND = timedelta(microseconds=1)


class DayKind(StrEnum):
    """What a day is to the town's offices."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"

    @property
    def zh(self) -> str:
        """The word that people say."""
        return {"workday": "工作日", "weekend": "周末", "holiday": "节假日", "make_up": "调休上班"}[
            self
        ]


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """A span of work in minutes after midnight, 0 <= start < end <= 1440."""

    start: int
    end: int


Week = tuple[tuple[Shift, ...], ...]
"""Seven days from Monday, each with its shifts in order; a day off has none."""


@dataclass(frozen=True, slots=True)
class SeasonalHours:
    """Other working hours between two days, both included."""

    first: date
    last: date
    week: Week


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A holiday, or a make-up day worked as the weekday `works_as` (0 is Monday)."""

    name: str
    works_as: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """What was laid down for one year, and where."""

    source: str
    special: Mapping[date, SpecialDay]
    seasons: tuple[SeasonalHours, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """One day: `known` is false where its year has no data."""

    kind: DayKind
    name: str
    shifts: tuple[Shift, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The calendar of one town; every time handed in is aware, every time given is UTC.

    At least one weekday of `week` has working hours. Reckons with the years 1971 to 2200 and
    raises ValueError outside them.
    """

    label: str
    sample: bool
    zone: ZoneInfo
    week: Week
    years: Mapping[int, CalendarYear]
    _tables: dict[int, YearTable] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        if len(self.week) != 7 or not any(self.week):
            raise ValueError("a week has seven days, and at least one is worked")

    def day(self, day: date) -> Day:
        """What a day is, and when it is worked."""
        year = self.years.get(day.year)
        special = None if year is None else year.special.get(day)
        week = self._week_of(day, year)
        if special is None:
            shifts = week[day.weekday()]
            kind = DayKind.WORKDAY if shifts else DayKind.WEEKEND
            return Day(kind, "", shifts, year is not None)
        if special.works_as is None:
            return Day(DayKind.HOLIDAY, special.name, (), True)
        return Day(DayKind.MAKE_UP, special.name, week[special.works_as], True)

    def unknown_years(self, start: datetime, end: datetime) -> tuple[int, ...]:
        """The years between two instants whose holidays nobody has entered."""
        first, last = sorted((start.astimezone(self.zone).year, end.astimezone(self.zone).year))
        return tuple(year for year in range(first, last + 1) if year not in self.years)

    def is_working(self, at: datetime) -> bool:
        """Whether the instant is inside working time."""
        us = to_us(at)
        return self._measure(us, us + 1, Scale.WORK_TIME) > 0

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from one instant to another; negative if `end` is the earlier."""
        return _MICROSECOND * int(self._measure(to_us(start), to_us(end), Scale.WORK_TIME))

    def add(self, at: datetime, work: timedelta) -> datetime:
        """The first instant when so much working time has passed; nothing added moves nothing."""
        return from_us(self._move(to_us(at), Fraction(work // _MICROSECOND), Scale.WORK_TIME))

    def subtract(self, at: datetime, work: timedelta) -> datetime:
        """The last instant from which so much working time leads to `at`."""
        return self.add(at, -work)

    def measure(self, start: datetime, end: datetime, unit: Unit) -> Fraction:
        """How many of a unit lie between two instants; ValueError for the unit by plan."""
        scale, size = _scale_of(unit)
        return self._measure(to_us(start), to_us(end), scale) / size

    def move(self, at: datetime, amount: Fraction | int, unit: Unit) -> datetime:
        """The first instant when so many of a unit have passed, to the microsecond rounded up.

        A negative amount gives the last instant from which so many lead to `at`, rounded down.
        """
        scale, size = _scale_of(unit)
        return from_us(self._move(to_us(at), Fraction(amount) * size, scale))

    def _week_of(self, day: date, year: CalendarYear | None) -> Week:
        for season in () if year is None else year.seasons:
            if season.first <= day <= season.last:
                return season.week
        return self.week

    def _table(self, year: int) -> YearTable:
        # Kept: a table is a pure function of the calendar, and each is asked for many times.
        table = self._tables.get(year)
        if table is None:
            table = year_table(year, self.zone, self._minutes_of)
            self._tables[year] = table
        return table

    def _minutes_of(self, day: date) -> tuple[tuple[int, int], ...]:
        return tuple((shift.start, shift.end) for shift in self.day(day).shifts)

    def _year_of(self, us: int) -> int:
        return from_us(us).astimezone(self.zone).year

    def _measure(self, start: int, end: int, scale: Scale) -> Fraction:
        if end < start:
            return -self._measure(end, start, scale)
        if scale is Scale.ELAPSED:
            return Fraction(end - start)
        first, last = self._year_of(start), self._year_of(end)
        rest = self._table(last).position(end, scale) - self._table(first).position(start, scale)
        return rest + sum(self._table(year).total(scale) for year in range(first, last))

    def _move(self, us: int, amount: Fraction, scale: Scale) -> int:
        if amount == 0:
            return us
        if scale is Scale.ELAPSED:
            return us + (math.ceil(amount) if amount > 0 else math.floor(amount))
        year = self._year_of(us)
        target = self._table(year).position(us, scale) + amount
        if amount > 0:
            while target > (total := self._table(year).total(scale)):
                target -= total
                year += 1
            return self._table(year).first_at(target, scale)
        while target < 0:
            year -= 1
            target += self._table(year).total(scale)
        return self._table(year).last_at(target, scale)


def _scale_of(unit: Unit) -> tuple[Scale, int]:
    scale = SCALES.get(unit)
    if scale is None:
        raise ValueError("a limit by plan can't be reckoned with")
    return scale
