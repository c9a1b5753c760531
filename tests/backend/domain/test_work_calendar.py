"""Working time against a slow model that looks at every minute, in zones that change clocks too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.calendar_data import parse_calendar
from backend.domain.limits import Unit
from backend.domain.work_calendar import (
    CalendarYear,
    DayKind,
    SeasonalHours,
    Shift,
    SpecialDay,
    Week,
    WorkCalendar,
)
from backend.domain.work_time import Scale, year_table

DATA = Path(__file__).parents[3] / "backend" / "data" / "calendar_2026.json"
CHINA = ZoneInfo("Asia/Shanghai")
MINUTE = timedelta(minutes=1)
# Where something happens to the clocks: an hour, half an hour, at midnight, just after it, a
# whole day that never was, the turn of the year, and nothing at all.
CHANGES = [
    ("Asia/Shanghai", date(2026, 9, 30)),
    ("Asia/Shanghai", date(2026, 12, 31)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/Sao_Paulo", date(2018, 2, 18)),
    ("America/St_Johns", date(2006, 10, 29)),
    ("Pacific/Apia", date(2011, 12, 30)),
]
WINDOW_DAYS = 5


def china(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)


@pytest.fixture
def sample() -> WorkCalendar:
    return parse_calendar(json.loads(DATA.read_text(encoding="utf-8")))


# The slow model: a list of minutes


@lru_cache(maxsize=len(CHANGES))
def minutes_around(zone: str, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """Every minute of some days before and after, in UTC and on the wall."""
    first = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=WINDOW_DAYS)
    moments = (first + MINUTE * n for n in range(2 * WINDOW_DAYS * 1440))
    key = ZoneInfo(zone)
    return tuple((at, at.astimezone(key).replace(tzinfo=None)) for at in moments)


def index_when(minutes: tuple[tuple[datetime, datetime], ...], wall: datetime) -> int:
    """The first minute at which the wall clock shows so much or more."""
    return next((n for n, (_, shown) in enumerate(minutes) if shown >= wall), len(minutes))


@dataclass(frozen=True)
class Model:
    """Minutes from `first`, each with the part of a working and of a natural day that it is."""

    first: datetime
    is_work: tuple[bool, ...]
    of_work_day: tuple[Fraction, ...]
    of_day: tuple[Fraction, ...]


def model_of(calendar: WorkCalendar, minutes: tuple[tuple[datetime, datetime], ...]) -> Model:
    size = len(minutes)
    of_work_day, of_day = [Fraction(0)] * size, [Fraction(0)] * size
    first_day, last_day = minutes[0][1].date(), minutes[-1][1].date()
    days = [first_day + timedelta(n) for n in range(1, (last_day - first_day).days)]
    for day in days:
        midnight = datetime(day.year, day.month, day.day)
        bounds = [index_when(minutes, midnight), index_when(minutes, midnight + timedelta(1))]
        for n in range(*bounds):
            of_day[n] = Fraction(1, bounds[1] - bounds[0])
        spans = [
            range(*(index_when(minutes, midnight + MINUTE * m) for m in (shift.start, shift.end)))
            for shift in calendar.day(day).shifts
        ]
        length = sum(len(span) for span in spans)
        for span in spans:
            for n in span:
                of_work_day[n] = Fraction(1, length)
    is_work = tuple(part > 0 for part in of_work_day)
    return Model(minutes[0][0], is_work, tuple(of_work_day), tuple(of_day))


@st.composite
def shifts(draw: st.DrawFn) -> tuple[Shift, ...]:
    edges = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
    spans = [Shift(a * 15, b * 15) for a, b in pairwise(edges)]
    return tuple(spans[::2])


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    week = [draw(shifts()) for _ in range(7)]
    if not any(week):
        week[draw(st.integers(0, 6))] = (Shift(480, 720), Shift(800, 1440))
    return tuple(week)


@st.composite
def calendars(draw: st.DrawFn, zone: str, day: date) -> WorkCalendar:
    """Calendars with something special around the day."""
    days = [day + timedelta(n) for n in range(-4, 5)]
    special: dict[date, SpecialDay] = draw(
        st.dictionaries(
            st.sampled_from(days),
            st.builds(SpecialDay, st.just("x"), st.none() | st.integers(0, 6)),
            max_size=4,
        )
    )
    years: dict[int, CalendarYear] = {}
    for year in {some.year for some in days}:
        own: Mapping[date, SpecialDay] = MappingProxyType(
            {some: what for some, what in special.items() if some.year == year}
        )
        season = SeasonalHours(draw(st.sampled_from(days)), days[-1], draw(weeks()))
        seasons = (season,) if draw(st.booleans()) else ()
        if draw(st.integers(0, 3)):
            years[year] = CalendarYear("", own, seasons)
    return WorkCalendar("", True, ZoneInfo(zone), draw(weeks()), MappingProxyType(years))


@st.composite
def cases(draw: st.DrawFn) -> tuple[WorkCalendar, Model, int, int]:
    """A calendar, its slow model and two minutes of the model well inside it."""
    zone, day = draw(st.sampled_from(CHANGES))
    calendar = draw(calendars(zone, day))
    inside = st.integers(2 * 1440, (2 * WINDOW_DAYS - 2) * 1440)
    a, b = sorted((draw(inside), draw(inside)))
    return calendar, model_of(calendar, minutes_around(zone, day)), a, b


@settings(max_examples=25, deadline=None)
@given(cases())
def test_working_time_is_what_the_minutes_say(case: tuple[WorkCalendar, Model, int, int]) -> None:
    calendar, model, a, b = case
    start, end = model.first + MINUTE * a, model.first + MINUTE * b
    assert calendar.between(start, end) == MINUTE * sum(model.is_work[a:b])
    assert calendar.between(end, start) == -calendar.between(start, end)
    assert calendar.measure(start, end, Unit.WORK_DAY) == sum(model.of_work_day[a:b])
    assert calendar.measure(start, end, Unit.NATURAL_DAY) == sum(model.of_day[a:b])
    assert calendar.measure(start, end, Unit.URGENT_HOUR) == Fraction(b - a, 60)
    assert calendar.is_working(start) == model.is_work[a]


@settings(max_examples=25, deadline=None)
@given(cases())
def test_added_time_ends_where_the_minutes_say(case: tuple[WorkCalendar, Model, int, int]) -> None:
    calendar, model, a, b = case
    start, end = model.first + MINUTE * a, model.first + MINUTE * b
    worked = [n for n in range(a, b) if model.is_work[n]]
    for amount in {1, len(worked) // 2, len(worked)} - {0}:
        if amount <= len(worked):
            work = MINUTE * amount
            assert calendar.add(start, work) == model.first + MINUTE * (worked[amount - 1] + 1)
            assert calendar.subtract(end, work) == model.first + MINUTE * worked[-amount]
    days = sum(model.of_work_day[a:b])
    if days:
        moved = calendar.move(start, days, Unit.WORK_DAY)
        assert moved == model.first + MINUTE * (worked[-1] + 1)


@pytest.mark.parametrize(("zone", "day"), CHANGES)
@pytest.mark.parametrize(
    "spans",
    [
        (Shift(0, 150), Shift(165, 720), Shift(780, 1440)),
        (Shift(15, 45), Shift(105, 135), Shift(150, 190), Shift(1410, 1440)),
        (Shift(30, 1380),),
    ],
)
def test_clock_changes_inside_and_between_shifts(
    zone: str, day: date, spans: tuple[Shift, ...]
) -> None:
    calendar = WorkCalendar("", True, ZoneInfo(zone), (spans,) * 7, {})
    model = model_of(calendar, minutes_around(zone, day))
    begin, size = 2 * 1440, len(model.is_work) - 2 * 1440
    start, done = model.first + MINUTE * begin, 0
    for n in range(begin, size):
        if n % 15 == 0:
            now = model.first + MINUTE * n
            assert calendar.between(start, now) == MINUTE * done, now
        done += model.is_work[n]
    end = model.first + MINUTE * size
    assert calendar.measure(start, end, Unit.WORK_DAY) == sum(model.of_work_day[begin:size])
    assert calendar.measure(start, end, Unit.NATURAL_DAY) == sum(model.of_day[begin:size])


# Rules that need no model

INSTANTS = st.datetimes(
    datetime(2010, 1, 1), datetime(2020, 1, 1), timezones=st.just(UTC), allow_imaginary=False
)
AMOUNTS = st.timedeltas(timedelta(0), timedelta(days=40))
SOME = st.sampled_from(CHANGES).flatmap(lambda change: calendars(*change))
UNITS = st.sampled_from([unit for unit in Unit if unit is not Unit.PLAN])


@settings(max_examples=25, deadline=None)
@given(SOME, INSTANTS, AMOUNTS)
def test_add_then_measure_gives_it_back(
    calendar: WorkCalendar, at: datetime, work: timedelta
) -> None:
    assert calendar.between(at, calendar.add(at, work)) == work
    assert calendar.between(calendar.subtract(at, work), at) == work


@settings(max_examples=25, deadline=None)
@given(SOME, INSTANTS, st.integers(1, 100), UNITS)
def test_moved_by_a_unit_measures_as_much(
    calendar: WorkCalendar, at: datetime, amount: int, unit: Unit
) -> None:
    # A part of an odd day may lie between two microseconds: rounded up forwards, down back.
    tiny = Fraction(1, 10**7)
    assert 0 <= calendar.measure(at, calendar.move(at, amount, unit), unit) - amount < tiny
    assert 0 <= calendar.measure(calendar.move(at, -amount, unit), at, unit) - amount < tiny


@settings(max_examples=25, deadline=None)
@given(SOME, INSTANTS, INSTANTS, st.integers(0, 100), UNITS)
def test_later_start_ends_no_earlier(
    calendar: WorkCalendar, one: datetime, other: datetime, amount: int, unit: Unit
) -> None:
    first, second = sorted((one, other))
    ends = [calendar.move(at, amount, unit) for at in (first, second)]
    assert ends == sorted(ends)


@settings(max_examples=25, deadline=None)
@given(SOME, st.lists(INSTANTS, min_size=3, max_size=3), UNITS)
def test_parts_add_up(calendar: WorkCalendar, times: list[datetime], unit: Unit) -> None:
    a, b, c = sorted(times)
    parts = calendar.measure(a, b, unit) + calendar.measure(b, c, unit)
    assert parts == calendar.measure(a, c, unit)
    assert calendar.measure(a, b, unit) >= 0


# The sample calendar


@pytest.mark.parametrize(
    ("day", "kind", "hours"),
    [
        (date(2026, 1, 2), DayKind.HOLIDAY, 0),
        (date(2026, 1, 4), DayKind.MAKE_UP, 7.5),
        (date(2026, 2, 14), DayKind.MAKE_UP, 7.5),
        (date(2026, 2, 16), DayKind.HOLIDAY, 0),
        (date(2026, 2, 24), DayKind.WORKDAY, 7.5),
        (date(2026, 3, 7), DayKind.WEEKEND, 0),
        (date(2026, 10, 7), DayKind.HOLIDAY, 0),
    ],
)
def test_days_of_2026(sample: WorkCalendar, day: date, kind: DayKind, hours: float) -> None:
    found = sample.day(day)
    assert (found.kind, found.known) == (kind, True)
    assert sum(shift.end - shift.start for shift in found.shifts) == hours * 60


def test_2026_has_its_248_working_days(sample: WorkCalendar) -> None:
    special = sample.years[2026].special
    off = [day for day, what in special.items() if what.works_as is None and day.weekday() < 5]
    made_up = [day for day, what in special.items() if what.works_as is not None]
    assert (len(off), len(made_up)) == (19, 6)
    assert all(day.weekday() >= 5 for day in made_up)
    assert sample.measure(china(2026, 1, 1), china(2027, 1, 1), Unit.WORK_DAY) == 248


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        # through lunch, through the night
        (china(2026, 3, 10, 11, 30), 1, Unit.WORK_HOUR, china(2026, 3, 10, 14)),
        (china(2026, 3, 10, 16, 30), 2, Unit.WORK_HOUR, china(2026, 3, 11, 9, 30)),
        (china(2026, 3, 10, 10), 1, Unit.WORK_DAY, china(2026, 3, 11, 10)),
        # reported at night: the whole next working day, not a minute of the one after
        (china(2026, 3, 10, 22), 1, Unit.WORK_DAY, china(2026, 3, 11, 17, 30)),
        (china(2026, 3, 10, 12, 30), 30, Unit.WORK_MINUTE, china(2026, 3, 10, 14)),
        # into the make-up Saturday before Spring Festival, and over the festival
        (china(2026, 2, 13, 17), 1, Unit.WORK_HOUR, china(2026, 2, 14, 9)),
        (china(2026, 2, 13, 17), 2, Unit.WORK_DAY, china(2026, 2, 24, 17)),
        (china(2026, 2, 13, 17), 30, Unit.NATURAL_DAY, china(2026, 3, 15, 17)),
        (china(2026, 2, 13, 17), 24, Unit.URGENT_HOUR, china(2026, 2, 14, 17)),
        (china(2026, 9, 30, 17, 29), 1, Unit.WORK_HOUR, china(2026, 10, 8, 9, 29)),
    ],
)
def test_limits_end_where_people_expect(
    sample: WorkCalendar, start: datetime, amount: int, unit: Unit, end: datetime
) -> None:
    assert sample.move(start, amount, unit) == end


def test_working_day_is_a_whole_day_whatever_its_length() -> None:
    long, short = (Shift(480, 1080),), (Shift(480, 780),)  # ten hours and five
    calendar = WorkCalendar("", True, CHINA, (long, short, *(() for _ in range(5))), {})
    half_monday = china(2026, 3, 9, 13)
    assert calendar.move(half_monday, 1, Unit.WORK_DAY) == china(2026, 3, 10, 10, 30)


def test_year_without_data_knows_its_weekends_and_says_so(sample: WorkCalendar) -> None:
    national_day = sample.day(date(2027, 10, 1))
    assert (national_day.kind, national_day.known) == (DayKind.WORKDAY, False)
    assert sample.day(date(2027, 10, 2)).kind is DayKind.WEEKEND
    assert sample.unknown_years(china(2026, 12, 1), china(2028, 1, 1)) == (2027, 2028)
    assert sample.unknown_years(china(2026, 1, 1), china(2026, 12, 31, 23, 59)) == ()


def test_year_ends_with_its_last_working_hour(sample: WorkCalendar) -> None:
    year_end, year_begin = china(2026, 12, 31, 17, 30), china(2027, 1, 1, 8, 30)
    hour = timedelta(hours=1)
    assert sample.add(year_end - hour, hour) == year_end
    assert sample.subtract(year_begin + hour, hour) == year_begin
    assert sample.between(year_end, year_begin) == timedelta(0)


def test_position_outside_a_year_stays_at_its_edge() -> None:
    table = year_table(2026, CHINA, lambda _: [(0, 1440)])
    for scale in (Scale.WORK_TIME, Scale.WORK_DAYS, Scale.DAYS):
        assert table.position(table.starts[0] - 1, scale) == 0
        assert table.position(table.starts[-1] + 1, scale) == table.total(scale)


def test_nothing_added_moves_nothing(sample: WorkCalendar) -> None:
    night = china(2026, 3, 10, 22)
    assert sample.add(night, timedelta(0)) == night


def test_times_are_given_in_utc(sample: WorkCalendar) -> None:
    assert sample.add(china(2026, 3, 10, 9), timedelta(hours=1)).tzinfo is UTC


def test_time_without_an_offset_is_refused(sample: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="offset"):
        sample.add(datetime(2026, 3, 10, 9), timedelta(hours=1))
    with pytest.raises(ValueError, match="offset"):
        sample.between(china(2026, 3, 10), datetime(2026, 3, 10, 9))


def test_limit_by_plan_can_t_be_reckoned_with(sample: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="plan"):
        sample.move(china(2026, 3, 10), 1, Unit.PLAN)


def test_amounts_without_end_are_refused(sample: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="year"):
        sample.add(china(2026, 3, 10), timedelta(days=30_000))


def test_calendar_without_work_is_refused() -> None:
    with pytest.raises(ValueError, match="worked"):
        WorkCalendar("", True, CHINA, ((),) * 7, {})
