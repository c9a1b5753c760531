"""Calendars as JSON: read back as written, and every fault told at its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.calendar_data import (
    MAX_FAULTS,
    CalendarFaultCode,
    CalendarInvalidError,
    calendar_data,
    parse_calendar,
)
from backend.domain.work_calendar import Shift

DATA = Path(__file__).parents[3] / "backend" / "data" / "calendar_2026.json"
SAMPLE: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
SUMMER = {
    "from": "2026-06-01",
    "to": "2026-09-30",
    "hours": {**SAMPLE["hours"], "fri": ["08:00-12:00", "14:30-24:00"]},
}

C = CalendarFaultCode
Change = Callable[[dict[str, Any]], object]


def year(data: dict[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = data["years"]["2026"]
    return known


def faults_of(data: object) -> list[tuple[str, CalendarFaultCode]]:
    with pytest.raises(CalendarInvalidError) as caught:
        parse_calendar(data)
    return [(fault.path, fault.code) for fault in caught.value.faults]


def test_sample_says_that_it_is_one() -> None:
    calendar = parse_calendar(SAMPLE)
    assert calendar.sample
    assert "示例" in calendar.label
    assert "国务院办公厅" in calendar.years[2026].source


def test_calendar_is_read_back_as_written() -> None:
    data = deepcopy(SAMPLE)
    year(data)["seasons"] = [SUMMER]
    data["years"]["2027"] = {"source": "", "holidays": []}
    calendar = parse_calendar(data)
    written = json.loads(json.dumps(calendar_data(calendar)))
    assert parse_calendar(written) == calendar
    assert written["years"]["2026"]["holidays"] == year(SAMPLE)["holidays"]


def test_season_has_its_own_hours() -> None:
    data = deepcopy(SAMPLE)
    year(data)["seasons"] = [SUMMER]
    calendar = parse_calendar(data)
    assert calendar.day(date(2026, 7, 3)).shifts[1] == Shift(14 * 60 + 30, 1440)
    assert calendar.day(date(2026, 10, 9)).shifts[1] == Shift(13 * 60 + 30, 17 * 60 + 30)


def test_season_has_its_first_and_its_last_day() -> None:
    data = deepcopy(SAMPLE)
    year(data)["seasons"] = [{**SUMMER, "from": "2026-06-05", "to": "2026-07-03"}]
    calendar = parse_calendar(data)
    fridays = [date(2026, 5, 29), date(2026, 6, 5), date(2026, 7, 3), date(2026, 7, 10)]
    ends = [calendar.day(day).shifts[-1].end for day in fridays]
    assert ends == [17 * 60 + 30, 1440, 1440, 17 * 60 + 30]


def test_shifts_may_touch() -> None:
    data = deepcopy(SAMPLE)
    data["hours"]["tue"] = ["08:00-12:00", "12:00-13:00"]
    assert len(parse_calendar(data).day(date(2026, 7, 7)).shifts) == 2


def test_half_saturday_may_be_made_up_as_a_whole_day() -> None:
    data = deepcopy(SAMPLE)
    data["hours"]["sat"] = ["08:30-12:00"]
    calendar = parse_calendar(data)
    assert calendar.day(date(2026, 7, 4)).shifts == (Shift(510, 720),)
    assert len(calendar.day(date(2026, 2, 14)).shifts) == 2


def test_make_up_day_is_worked_as_the_weekday_it_names() -> None:
    data = deepcopy(SAMPLE)
    data["hours"]["fri"] = ["08:30-12:00"]
    year(data)["make_up"][0]["as"] = "fri"
    calendar = parse_calendar(data)
    assert calendar.day(date(2026, 1, 4)).shifts == (Shift(510, 720),)
    assert len(calendar.day(date(2026, 2, 14)).shifts) == 2


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        (lambda d: d.pop("hours"), "hours", C.MISSING),
        (lambda d: d.update(more=1), "more", C.UNKNOWN_KEY),
        (lambda d: d.update(format=2), "format", C.FORMAT),
        (lambda d: d.update(format=True), "format", C.FORMAT),
        (lambda d: d.update(label=None), "label", C.WRONG_TYPE),
        (lambda d: d.update(label="x" * 401), "label", C.TOO_LONG),
        (lambda d: d.update(sample="yes"), "sample", C.WRONG_TYPE),
        (lambda d: d.update(time_zone="China/Fengqiao"), "time_zone", C.ZONE),
        (lambda d: d.update(time_zone="../../etc/passwd"), "time_zone", C.ZONE),
        (lambda d: d.update(time_zone=""), "time_zone", C.ZONE),
        (lambda d: d.update(time_zone="Asia/\0"), "time_zone", C.ZONE),
        (lambda d: d.update(time_zone="Asia"), "time_zone", C.ZONE),
        (lambda d: d.update(time_zone=8), "time_zone", C.WRONG_TYPE),
        (lambda d: d["hours"].pop("sun"), "hours.sun", C.MISSING),
        (lambda d: d["hours"].update(mon="08:30"), "hours.mon", C.WRONG_TYPE),
        (lambda d: d["hours"].update(mon=["8:30-12:00"]), "hours.mon[0]", C.SHIFT),
        (lambda d: d["hours"].update(mon=["12:00-08:30"]), "hours.mon[0]", C.SHIFT),
        (lambda d: d["hours"].update(mon=["08:30-08:30"]), "hours.mon[0]", C.SHIFT),
        (lambda d: d["hours"].update(mon=["08:30-24:01"]), "hours.mon[0]", C.SHIFT),
        (
            lambda d: d["hours"].update(mon=["08:30-12:00", "11:00-17:00"]),
            "hours.mon[1]",
            C.SHIFT_ORDER,
        ),
        (lambda d: d.update(hours={key: [] for key in d["hours"]}), "hours", C.NO_WORK),
        (lambda d: d.update(years=[]), "years", C.WRONG_TYPE),
        (lambda d: d["years"].update({"26": year(d)}), "years.26", C.YEAR),
        (lambda d: d["years"].update({"9999": year(d)}), "years.9999", C.YEAR),
        (lambda d: year(d).pop("source"), "years.2026.source", C.MISSING),
        (
            lambda d: year(d)["holidays"][2].update({"from": "2026-04-31"}),
            "years.2026.holidays[2].from",
            C.DATE,
        ),
        (
            lambda d: year(d)["holidays"][2].update({"from": "20260404"}),
            "years.2026.holidays[2].from",
            C.DATE,
        ),
        (
            lambda d: year(d)["holidays"][0].update({"from": "2025-12-31"}),
            "years.2026.holidays[0].from",
            C.OTHER_YEAR,
        ),
        (
            lambda d: year(d)["holidays"][1].update({"to": "2026-02-01"}),
            "years.2026.holidays[1]",
            C.ORDER,
        ),
        (
            lambda d: year(d)["holidays"].append(year(d)["holidays"][3]),
            "years.2026.holidays[7]",
            C.TWICE,
        ),
        (
            lambda d: year(d)["make_up"][1].update(date="2026-02-15"),
            "years.2026.make_up[1]",
            C.TWICE,
        ),
        (
            lambda d: year(d)["make_up"][1].update(date="2026-02-13"),
            "years.2026.make_up[1]",
            C.ALREADY_WORKED,
        ),
        (
            lambda d: year(d)["make_up"][1].update({"as": "sun"}),
            "years.2026.make_up[1]",
            C.NO_HOURS,
        ),
        (
            lambda d: year(d)["make_up"][1].update({"as": "friday"}),
            "years.2026.make_up[1].as",
            C.WEEKDAY,
        ),
        (
            lambda d: year(d).update(seasons=[SUMMER, {**SUMMER, "from": "2026-09-30"}]),
            "years.2026.seasons[1]",
            C.TWICE,
        ),
        (
            lambda d: year(d).update(seasons=[{**SUMMER, "hours": {}}]),
            "years.2026.seasons[0].hours.mon",
            C.MISSING,
        ),
    ],
)
def test_fault_is_told_at_its_place(change: Change, path: str, code: CalendarFaultCode) -> None:
    data = deepcopy(SAMPLE)
    change(data)
    assert (path, code) in faults_of(data)


def test_every_fault_is_told_at_once() -> None:
    data = deepcopy(SAMPLE)
    data["time_zone"] = "Nowhere"
    data["hours"]["mon"] = ["late"]
    del data["hours"]["sat"]
    year(data)["holidays"][0]["to"] = "soon"
    year(data)["make_up"][5]["as"] = "someday"
    assert {path for path, _ in faults_of(data)} == {
        "time_zone",
        "hours.mon[0]",
        "hours.sat",
        "years.2026.holidays[0].to",
        "years.2026.make_up[5].as",
    }


def test_faults_of_a_flood_are_bounded() -> None:
    data = deepcopy(SAMPLE)
    data["years"].update({str(n): 0 for n in range(10 * MAX_FAULTS)})
    assert len(faults_of(data)) == MAX_FAULTS


def test_list_without_end_is_not_read() -> None:
    data = deepcopy(SAMPLE)
    year(data)["holidays"] = [0] * 1000
    assert faults_of(data) == [("years.2026.holidays", C.TOO_LONG)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*SAMPLE, *SAMPLE["hours"], "from", "to", "2026"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(JSON, st.sampled_from([*SAMPLE, "holidays", "make_up", "seasons", "mon", "source"]))
def test_whatever_comes_is_read_or_refused(value: object, key: str) -> None:
    data = deepcopy(SAMPLE)
    place = data if key in data else data["hours"] if key == "mon" else year(data)
    place[key] = value
    try:
        calendar = parse_calendar(data)
    except CalendarInvalidError as error:
        reasons = error.faults
    else:
        assert parse_calendar(calendar_data(calendar)) == calendar
        return
    assert reasons
