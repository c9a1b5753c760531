"""Lists of events: only what a person may see, each once, in order, page by page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from backend.domain.calendar_data import parse_calendar
from backend.domain.clocks import Clock
from backend.domain.event_facts import EventFacts, Source, Subcategory
from backend.domain.limits import Limit, LimitKind, Unit
from backend.domain.people import Grant, Person
from backend.domain.sight import Sight, sight_of
from backend.domain.words import Grade, Platform, Role, State
from backend.storage.database import writing
from backend.storage.events import EventRecord, Sheet, add_event, scope_of
from backend.storage.inbox import (
    CursorError,
    Line,
    Sort,
    Wanted,
    count_events,
    list_events,
)
from backend.storage.tables import region

DATA = Path(__file__).parents[3] / "backend" / "data" / "calendar_2026.json"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
STATES = (State.REPORTED, State.TRIAGE, State.HANDLING, State.CLOSED)
OPERATOR = sight_of(Person("op", (Grant(Role.OPERATOR, "FX"),)))


def a_record(number: int) -> EventRecord:
    at = NOW - timedelta(minutes=number // 2)  # some at the same moment
    facts = EventFacts(
        id=f"e{number:03d}",
        town="FX" if number % 5 else "YZ",
        state=STATES[number % 4],
        grade=Grade(number % 4 + 1),
        subcategory=Subcategory("0501" if number % 2 else "0302"),
        source=Source.FIELD,
        reporters=frozenset({f"p{number % 3}"}),
        reported_at=at,
        village=f"FX0{number % 3}",
        grid=f"FX0{number % 3}-0{number % 2}",
        lead="综合执法队" if number % 4 == 2 else None,
        closed_at=at if number % 4 == 3 else None,
        returned=number % 2,
    )
    clocks: tuple[Clock, ...] = ()
    if facts.is_open:
        clocks = (Clock.start(LimitKind.ACCEPT, at, (Limit(number + 1, Unit.MINUTE),)),)
    sheet = Sheet(
        f"事件{number}",
        platform=Platform.MARKET if number % 2 else None,
        channel="河长通" if number % 3 == 1 else "",
    )
    return EventRecord(facts, clocks, sheet, f"20261124-{number:04d}")


RECORDS = [a_record(number) for number in range(40)]


@pytest.fixture
def filled(engine: Engine) -> Engine:
    calendar = parse_calendar(json.loads(DATA.read_text(encoding="utf-8")))
    with writing(engine) as connection, connection.begin():
        for code in ("FX", "YZ"):
            connection.execute(insert(region).values(code=code, kind="town", name=code))
        for record in RECORDS:
            add_event(connection, record, NOW, calendar)
    return engine


def everything(engine: Engine, sight: Sight, wanted: Wanted, limit: int = 7) -> list[Line]:
    lines: list[Line] = []
    cursor: str | None = None
    with engine.connect() as connection:
        while True:
            page, cursor = list_events(connection, sight, wanted, limit, cursor)
            lines += page
            if cursor is None:
                assert count_events(connection, sight, wanted) >= len(lines)
                return lines


@pytest.mark.parametrize("sort", Sort)
def test_pages_hold_each_event_once_and_in_order(filled: Engine, sort: Sort) -> None:
    lines = everything(filled, OPERATOR, Wanted(sort=sort))
    shown = [r for r in RECORDS if r.facts.town == "FX" and (sort is not Sort.DUE or r.clocks)]
    assert sorted(line.id for line in lines) == [record.facts.id for record in shown]
    if sort is Sort.DUE:
        keys: list[tuple[object, ...]] = [(line.due_at, line.id) for line in lines]
        assert keys == sorted(keys)
    else:
        newest = [(line.reported_at, line.id) for line in lines]
        graded = [(line.grade, line.reported_at, line.id) for line in lines]
        falling = newest if sort is Sort.NEWEST else graded
        assert falling == sorted(falling, reverse=True)


PEOPLE = [
    Person("op", (Grant(Role.OPERATOR, "FX"),)),
    Person("both", (Grant(Role.COUNTY, "FX"), Grant(Role.COUNTY, "YZ"))),
    Person("member", (Grant(Role.FULL_TIME, "FX", grids=frozenset({"FX01-00"})),)),
    Person("instructor", (Grant(Role.INSTRUCTOR, "FX", villages=frozenset({"FX02"})),)),
    Person("staff", (Grant(Role.DEPARTMENT, "FX", department="综合执法队"),)),
    Person("p1"),
    Person("nobody"),
    Person("admin", (Grant(Role.ADMINISTRATOR, "FX"), Grant(Role.OPERATOR, "FX"))),
    Person("auditor", (Grant(Role.AUDITOR, "FX"),)),
    Person.itself(),
]


def test_a_list_shows_what_the_rule_of_sight_says(filled: Engine) -> None:
    for sight in map(sight_of, PEOPLE):
        seen = {line.id for line in everything(filled, sight, Wanted())}
        assert seen == {r.facts.id for r in RECORDS if sight.sees(scope_of(r.facts))}, sight


FILTERS: list[tuple[Wanted, Callable[[EventFacts], bool]]] = [
    (Wanted(states=(State.TRIAGE, State.CLOSED)), lambda f: f.state in STATES[1::2]),
    (Wanted(is_open=True), lambda f: f.is_open),
    (Wanted(grades=(Grade.URGENT,)), lambda f: f.grade is Grade.URGENT),
    (Wanted(subcategory="0302"), lambda f: f.subcategory.code == "0302"),
    (Wanted(lead="综合执法队"), lambda f: f.lead is not None),
    (Wanted(is_returned=True), lambda f: f.returned > 0),
    (Wanted(platforms=(Platform.MARKET,)), lambda f: f.subcategory.code == "0501"),
    (Wanted(sources=("河长通",)), lambda f: int(f.id[1:]) % 3 == 1),
    (Wanted(sources=("field", "pane")), lambda f: int(f.id[1:]) % 3 != 1),
    (Wanted(is_drill=True), lambda f: f.is_drill),
    (Wanted(owner="op"), lambda f: f.owner == "op"),
    (Wanted(grid="FX01-01"), lambda f: f.grid == "FX01-01"),
    (Wanted(town="YZ"), lambda f: False),
]


def test_filters(filled: Engine) -> None:
    for wanted, rule in FILTERS:
        lines = everything(filled, OPERATOR, wanted)
        expected = {r.facts.id for r in RECORDS if r.facts.town == "FX" and rule(r.facts)}
        assert {line.id for line in lines} == expected
        with filled.connect() as connection:
            assert count_events(connection, OPERATOR, wanted) == len(expected)


def test_a_line_says_what_the_event_is(filled: Engine) -> None:
    line = everything(filled, OPERATOR, Wanted(subcategory="0501"))[0]
    record = next(r for r in RECORDS if r.facts.id == line.id)
    facts = record.facts
    assert (line.title, line.number) == (record.sheet.title, record.number)
    assert (line.state, line.grade, line.reported_at) == (
        facts.state,
        facts.grade,
        facts.reported_at,
    )


MADE_UP = ["", "x", "事件", "e30=", "W10=", "WyJuZXdlc3QiLDEsMl0=", "[" * 999]


def test_a_cursor_that_was_made_up_is_a_clear_fault(engine: Engine) -> None:
    with engine.connect() as connection:
        for cursor in MADE_UP:
            with pytest.raises(CursorError):
                list_events(connection, OPERATOR, Wanted(), 5, cursor)


def test_a_cursor_of_another_order_is_a_clear_fault(filled: Engine) -> None:
    with filled.connect() as connection:
        _, cursor = list_events(connection, OPERATOR, Wanted(), 5)
        with pytest.raises(CursorError):
            list_events(connection, OPERATOR, replace(Wanted(), sort=Sort.GRADE), 5, cursor)
