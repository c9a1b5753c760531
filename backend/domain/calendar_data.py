"""A work calendar as JSON: reading with every fault at once, and writing.

    {"format": 1, "label": "…", "sample": false, "time_zone": "Asia/Shanghai",
     "hours": {"mon": ["08:30-12:00", "13:30-17:30"], …, "sat": [], "sun": []},
     "years": {"2026": {
       "source": "…",
       "holidays": [{"name": "元旦", "from": "2026-01-01", "to": "2026-01-03"}],
       "make_up": [{"name": "元旦", "date": "2026-01-04", "as": "fri"}],
       "seasons": [{"from": "2026-06-01", "to": "2026-09-30", "hours": {…}}]}}}

"as" says whose hours a make-up day has ("mon" if left out); "sample", "make_up" and "seasons"
may be left out. A date belongs to the year that it is in, also where the notice of another
year laid it down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from backend.domain.work_calendar import (
    CalendarYear,
    SeasonalHours,
    Shift,
    SpecialDay,
    Week,
    WorkCalendar,
)
from backend.domain.work_time import FIRST_YEAR, LAST_YEAR

FORMAT = 1
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MAX_TEXT, MAX_ENTRIES, MAX_FAULTS = 400, 400, 1000
"""Longest text, most entries of one list, most faults that are told."""

_SHIFT = re.compile(r"([0-9]{2}):([0-5][0-9])-([0-9]{2}):([0-5][0-9])")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")


class CalendarFaultCode(StrEnum):
    """What can be wrong with one value; `why` has the words."""

    MISSING = "calendar.missing"
    UNKNOWN_KEY = "calendar.unknown_key"
    WRONG_TYPE = "calendar.wrong_type"
    TOO_LONG = "calendar.too_long"
    FORMAT = "calendar.format"
    ZONE = "calendar.zone"
    SHIFT = "calendar.shift"
    SHIFT_ORDER = "calendar.shift_order"
    NO_WORK = "calendar.no_work"
    WEEKDAY = "calendar.weekday"
    YEAR = "calendar.year"
    DATE = "calendar.date"
    OTHER_YEAR = "calendar.other_year"
    ORDER = "calendar.order"
    TWICE = "calendar.twice"
    ALREADY_WORKED = "calendar.already_worked"
    NO_HOURS = "calendar.no_hours"


@dataclass(frozen=True, slots=True)
class CalendarFault:
    """One fault: where ("years.2026.holidays[2].to"), what, and the text that is wrong."""

    path: str
    code: CalendarFaultCode
    text: str = ""


class CalendarInvalidError(ValueError):
    """The data is no calendar; `faults` has every reason."""

    def __init__(self, faults: tuple[CalendarFault, ...]) -> None:
        super().__init__("; ".join(f"{fault.path}: {fault.code}" for fault in faults[:5]))
        self.faults = faults


def parse_calendar(data: object) -> WorkCalendar:
    """Return the calendar of decoded JSON; raises CalendarInvalidError with every fault."""
    reader = _Reader()
    calendar = _calendar(reader, data)
    if calendar is None or reader.faults:
        raise CalendarInvalidError(tuple(reader.faults))
    return calendar


@dataclass(slots=True)
class _Reader:
    """Takes values out of decoded JSON and remembers what is wrong with them."""

    faults: list[CalendarFault] = field(default_factory=list)

    def fault(self, path: str, code: CalendarFaultCode, text: object = "") -> None:
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(CalendarFault(path, code, str(text)[:40]))

    def fields(
        self, path: str, value: object, needed: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> Mapping[str, object]:
        """The object with just these keys; empty, and faults told, where it isn't one."""
        if not isinstance(value, dict):
            self.fault(path, CalendarFaultCode.WRONG_TYPE, "{}")
            return {}
        for key in value:
            if key not in needed and key not in optional:
                self.fault(_under(path, key), CalendarFaultCode.UNKNOWN_KEY, key)
        for key in needed:
            if key not in value:
                self.fault(_under(path, key), CalendarFaultCode.MISSING, key)
        return value

    def entries(self, path: str, value: object) -> Iterator[tuple[str, object]]:
        """Each entry of a list with its path."""
        if not isinstance(value, list):
            self.fault(path, CalendarFaultCode.WRONG_TYPE, "[]")
            return
        if len(value) > MAX_ENTRIES:
            self.fault(path, CalendarFaultCode.TOO_LONG, len(value))
            return
        for index, entry in enumerate(value):
            yield f"{path}[{index}]", entry

    def text(self, path: str, value: object) -> str:
        if not isinstance(value, str):
            self.fault(path, CalendarFaultCode.WRONG_TYPE, '""')
            return ""
        if len(value) > MAX_TEXT:
            self.fault(path, CalendarFaultCode.TOO_LONG, len(value))
        return value

    def date_in(self, path: str, value: object, year: int) -> date | None:
        """The date, which has to be in the year."""
        text = self.text(path, value)
        try:
            found = date.fromisoformat(text) if _DATE.fullmatch(text) else None
        except ValueError:
            found = None
        if found is None:
            self.fault(path, CalendarFaultCode.DATE, text)
        elif found.year != year:
            self.fault(path, CalendarFaultCode.OTHER_YEAR, text)
            return None
        return found


def _under(path: str, key: object) -> str:
    return f"{path}.{key}"[:200] if path else str(key)[:200]


def _calendar(reader: _Reader, data: object) -> WorkCalendar | None:
    top = reader.fields("", data, ("format", "label", "time_zone", "hours", "years"), ("sample",))
    if not top:
        return None
    # By type too: true equals 1.
    if "format" in top and (type(top["format"]) is not int or top["format"] != FORMAT):
        reader.fault("format", CalendarFaultCode.FORMAT, top["format"])
    label = reader.text("label", top.get("label", ""))
    sample = top.get("sample", False)
    if not isinstance(sample, bool):
        reader.fault("sample", CalendarFaultCode.WRONG_TYPE, "true")
    zone = _zone(reader, top["time_zone"]) if "time_zone" in top else None
    week = _week(reader, "hours", top["hours"]) if "hours" in top else None
    years = _years(reader, top.get("years", {}), week)
    if zone is None or week is None or reader.faults:
        return None
    return WorkCalendar(label, sample is True, zone, week, MappingProxyType(years))


def _zone(reader: _Reader, value: object) -> ZoneInfo | None:
    key = reader.text("time_zone", value)
    try:
        return ZoneInfo(key)
    except (ValueError, OSError, KeyError):  # no such zone, a path, a folder, a NUL
        reader.fault("time_zone", CalendarFaultCode.ZONE, key)
        return None


def _week(reader: _Reader, path: str, value: object) -> Week | None:
    hours = reader.fields(path, value, WEEKDAYS)
    shifts = {
        day: _shifts(reader, _under(path, day), hours[day]) for day in WEEKDAYS if day in hours
    }
    if len(shifts) < len(WEEKDAYS):
        return None
    week = tuple(shifts[day] for day in WEEKDAYS)
    if not any(week):
        reader.fault(path, CalendarFaultCode.NO_WORK)
        return None
    return week


def _shifts(reader: _Reader, path: str, value: object) -> tuple[Shift, ...]:
    shifts: list[Shift] = []
    for at, entry in reader.entries(path, value):
        shift = _shift(reader, at, entry)
        if shift is None:
            continue
        if shifts and shift.start < shifts[-1].end:
            reader.fault(at, CalendarFaultCode.SHIFT_ORDER, entry)
        shifts.append(shift)
    return tuple(shifts)


def _shift(reader: _Reader, path: str, value: object) -> Shift | None:
    text = reader.text(path, value)
    match = _SHIFT.fullmatch(text)
    if match is not None:
        hours = [int(group) for group in match.groups()]
        start, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
        if start < end <= 1440:
            return Shift(start, end)
    reader.fault(path, CalendarFaultCode.SHIFT, text)
    return None


def _years(reader: _Reader, value: object, week: Week | None) -> dict[int, CalendarYear]:
    if not isinstance(value, dict):
        reader.fault("years", CalendarFaultCode.WRONG_TYPE, "{}")
        return {}
    years: dict[int, CalendarYear] = {}
    for key, entry in value.items():
        number = int(key) if isinstance(key, str) and _YEAR.fullmatch(key) else 0
        if FIRST_YEAR <= number <= LAST_YEAR:
            years[number] = _year(reader, _under("years", key), entry, number, week)
        else:
            reader.fault(_under("years", key), CalendarFaultCode.YEAR, key)
    return years


def _year(reader: _Reader, path: str, value: object, year: int, week: Week | None) -> CalendarYear:
    entry = reader.fields(path, value, ("source", "holidays"), ("make_up", "seasons"))
    source = reader.text(_under(path, "source"), entry.get("source", ""))
    special: dict[date, SpecialDay] = {}
    _holidays(reader, _under(path, "holidays"), entry.get("holidays", []), year, special)
    seasons = _seasons(reader, _under(path, "seasons"), entry.get("seasons", []), year)
    for at, made in reader.entries(_under(path, "make_up"), entry.get("make_up", [])):
        found = _make_up(reader, at, made, year)
        if found is None:
            continue
        day, what = found
        if day in special:
            reader.fault(at, CalendarFaultCode.TWICE, day)
        elif week is not None:
            _check_make_up(reader, at, day, what, _hours_on(day, week, seasons))
        special[day] = what
    return CalendarYear(source, MappingProxyType(special), seasons)


def _holidays(
    reader: _Reader, path: str, value: object, year: int, special: dict[date, SpecialDay]
) -> None:
    for at, entry in reader.entries(path, value):
        holiday = reader.fields(at, entry, ("name", "from", "to"))
        name = reader.text(_under(at, "name"), holiday.get("name", ""))
        for day in _days(reader, at, holiday, year):
            if day in special:
                reader.fault(at, CalendarFaultCode.TWICE, day)
            special[day] = SpecialDay(name)


def _days(reader: _Reader, path: str, entry: Mapping[str, object], year: int) -> list[date]:
    """The days from "from" to "to"; empty, with the fault told, where there are none."""
    if "from" not in entry or "to" not in entry:
        return []
    first = reader.date_in(_under(path, "from"), entry["from"], year)
    last = reader.date_in(_under(path, "to"), entry["to"], year)
    if first is None or last is None:
        return []
    if last < first:
        reader.fault(path, CalendarFaultCode.ORDER, f"{first} > {last}")
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def _seasons(reader: _Reader, path: str, value: object, year: int) -> tuple[SeasonalHours, ...]:
    seasons: list[SeasonalHours] = []
    taken: set[date] = set()
    for at, entry in reader.entries(path, value):
        season = reader.fields(at, entry, ("from", "to", "hours"))
        days = _days(reader, at, season, year)
        week = _week(reader, _under(at, "hours"), season["hours"]) if "hours" in season else None
        if not taken.isdisjoint(days):
            reader.fault(at, CalendarFaultCode.TWICE, min(taken.intersection(days)))
        taken.update(days)
        if days and week is not None:
            seasons.append(SeasonalHours(days[0], days[-1], week))
    return tuple(seasons)


def _make_up(
    reader: _Reader, path: str, value: object, year: int
) -> tuple[date, SpecialDay] | None:
    entry = reader.fields(path, value, ("name", "date"), ("as",))
    name = reader.text(_under(path, "name"), entry.get("name", ""))
    works_as = reader.text(_under(path, "as"), entry.get("as", WEEKDAYS[0]))
    if works_as not in WEEKDAYS:
        reader.fault(_under(path, "as"), CalendarFaultCode.WEEKDAY, works_as)
        return None
    day = reader.date_in(_under(path, "date"), entry["date"], year) if "date" in entry else None
    return None if day is None else (day, SpecialDay(name, WEEKDAYS.index(works_as)))


def _hours_on(day: date, week: Week, seasons: tuple[SeasonalHours, ...]) -> Week:
    return next((s.week for s in seasons if s.first <= day <= s.last), week)


def _check_make_up(reader: _Reader, path: str, day: date, what: SpecialDay, week: Week) -> None:
    if week[day.weekday()] and week[day.weekday()] == week[what.works_as or 0]:
        reader.fault(path, CalendarFaultCode.ALREADY_WORKED, day)
    if not week[what.works_as or 0]:
        reader.fault(path, CalendarFaultCode.NO_HOURS, WEEKDAYS[what.works_as or 0])


def calendar_data(calendar: WorkCalendar) -> dict[str, object]:
    """Return the calendar as JSON that parse_calendar() takes back unchanged."""
    return {
        "format": FORMAT,
        "label": calendar.label,
        "sample": calendar.sample,
        "time_zone": calendar.zone.key,
        "hours": _week_data(calendar.week),
        "years": {f"{year:04d}": _year_data(known) for year, known in calendar.years.items()},
    }


def _week_data(week: Week) -> dict[str, object]:
    return {
        name: [f"{_clock(shift.start)}-{_clock(shift.end)}" for shift in shifts]
        for name, shifts in zip(WEEKDAYS, week, strict=True)
    }


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _year_data(year: CalendarYear) -> dict[str, object]:
    return {
        "source": year.source,
        "holidays": [
            {"name": name, "from": first.isoformat(), "to": last.isoformat()}
            for name, first, last in _runs(year.special)
        ],
        "make_up": [
            {"name": what.name, "date": day.isoformat(), "as": WEEKDAYS[what.works_as]}
            for day, what in sorted(year.special.items(), key=lambda item: item[0])
            if what.works_as is not None
        ],
        "seasons": [
            {
                "from": season.first.isoformat(),
                "to": season.last.isoformat(),
                "hours": _week_data(season.week),
            }
            for season in year.seasons
        ],
    }


def _runs(special: Mapping[date, SpecialDay]) -> list[tuple[str, date, date]]:
    """Holidays of one name that follow each other, as name, first and last day."""
    runs: list[tuple[str, date, date]] = []
    for day in sorted(day for day, what in special.items() if what.works_as is None):
        name = special[day].name
        if runs and runs[-1][0] == name and runs[-1][2] == day - timedelta(1):
            runs[-1] = (name, runs[-1][1], day)
        else:
            runs.append((name, day, day))
    return runs
