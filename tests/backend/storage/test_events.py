"""An event comes back as it was kept, and two who change it at once don't both win."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, insert, select

from backend.domain.calendar_data import parse_calendar
from backend.domain.clocks import Clock
from backend.domain.event_facts import (
    Consultation,
    ConsultationReason,
    Decision,
    EventFacts,
    PhotoKind,
    Route,
    Routing,
    Source,
    Stance,
    Subcategory,
)
from backend.domain.limits import Limit, LimitKind, Unit
from backend.domain.words import Grade, Platform, State, Supervision
from backend.domain.work_calendar import WorkCalendar
from backend.storage.database import writing
from backend.storage.events import (
    EventRecord,
    Sheet,
    StaleVersionError,
    add_event,
    change_event,
    facts_data,
    find_event,
    scope_of,
)
from backend.storage.tables import event, party, region

DATA = Path(__file__).parents[3] / "backend" / "data" / "calendar_2026.json"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
FACTS = EventFacts(
    id="e1",
    town="FX",
    state=State.HANDLING,
    grade=Grade.LARGER,
    subcategory=Subcategory("0501", allows_self_handling=True),
    source=Source.FIELD,
    reporters=frozenset({"p1"}),
    reported_at=NOW,
    village="FX01",
    grid="FX01-05",
    route=Route("r1", 3, "农业农村办"),
    lead="农业农村办",
    cooperating=frozenset({"市场监管分局"}),
    routing=Routing("r1", 3),
    sent=frozenset({"p2"}),
    photos=frozenset({PhotoKind.AFTER}),
    close_share_left=Fraction(1, 3),
    supervision=Supervision.YELLOW,
    ratings=(("p1", 5),),
)
CLOCKS = (
    Clock.start(LimitKind.ACCEPT, NOW, (Limit(15, Unit.MINUTE),)).stop(NOW + timedelta(minutes=2)),
    Clock.start(LimitKind.CLOSE, NOW, (Limit(24, Unit.URGENT_HOUR),)),
)
SHEET = Sheet("屠宰家禽", "有村民在出租房内屠宰家禽", lon=120.2, lat=29.7, platform=Platform.MARKET)
RECORD = EventRecord(FACTS, CLOCKS, SHEET, "20261124-0001")


@pytest.fixture
def calendar() -> WorkCalendar:
    return parse_calendar(json.loads(DATA.read_text(encoding="utf-8")))


@pytest.fixture
def town(engine: Engine, calendar: WorkCalendar) -> Engine:
    """A database with a town and one event."""
    with writing(engine) as connection, connection.begin():
        connection.execute(insert(region).values(code="FX", kind="town", name="枫桥"))
        add_event(connection, RECORD, NOW, calendar)
    return engine


def parties(connection: Connection) -> set[tuple[str, str]]:
    return {(row.kind, row.id) for row in connection.execute(select(party))}


def test_an_event_comes_back_as_it_was_kept(town: Engine) -> None:
    with town.connect() as connection:
        assert find_event(connection, "e1") == RECORD
        assert find_event(connection, "e2") is None
        row = connection.execute(select(event)).one()
    assert (row.state, row.grade, row.category, row.lead) == ("handling", 2, "05", "农业农村办")
    assert row.due_at == NOW + timedelta(hours=24)
    assert row.amber_at == NOW + timedelta(hours=16.8)
    assert row.look_at == row.amber_at


def test_a_change_is_kept_with_whom_it_concerns_now(town: Engine, calendar: WorkCalendar) -> None:
    facts = replace(FACTS, sent=frozenset({"p3"}), copied_to=frozenset({"环保所"}))
    with writing(town) as connection, connection.begin():
        assert change_event(connection, replace(RECORD, facts=facts), NOW, calendar) == 2
    with town.connect() as connection:
        assert find_event(connection, "e1") == replace(RECORD, facts=facts, version=2)
        kept = parties(connection)
    scope = scope_of(facts)
    assert kept == {("department", one) for one in scope.departments} | {
        ("person", one) for one in scope.people
    }
    assert scope.people == {"p1", "p3"}
    assert scope.departments == {"农业农村办", "市场监管分局", "环保所"}


def test_of_two_changes_to_one_version_one_wins(town: Engine, calendar: WorkCalendar) -> None:
    with writing(town) as connection, connection.begin():
        change_event(connection, RECORD, NOW, calendar)
    with writing(town) as connection, connection.begin():
        with pytest.raises(StaleVersionError) as stale:
            change_event(connection, RECORD, NOW, calendar)
        assert stale.value.current == 2
        with pytest.raises(StaleVersionError) as gone:
            change_event(connection, replace(RECORD, facts=replace(FACTS, id="x")), NOW, calendar)
        assert gone.value.current is None


def test_a_paused_event_is_not_due(town: Engine, calendar: WorkCalendar) -> None:
    until = NOW + timedelta(hours=5)
    clocks = (CLOCKS[0], CLOCKS[1].extend(NOW + timedelta(hours=1), until, calendar))
    facts = replace(FACTS, state=State.SUSPENDED, suspended_until=until)
    record = replace(RECORD, facts=facts, clocks=clocks)
    now = NOW + timedelta(hours=2)
    with writing(town) as connection, connection.begin():
        change_event(connection, record, now, calendar)
        row = connection.execute(select(event)).one()
    assert (row.due_at, row.amber_at, row.look_at) == (None, None, until)


def _optional(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


_at = st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC))
_names = st.frozensets(st.text(max_size=8), max_size=3)
_parties = st.sampled_from([*map(str, Platform), "农业农村办"])
_stances = st.lists(st.tuples(_parties, st.sampled_from(Stance)), max_size=3).map(tuple)
_consultations = st.builds(
    Consultation,
    reason=st.sampled_from(ConsultationReason),
    platforms=st.frozensets(st.sampled_from(Platform)),
    is_open=st.booleans(),
    stances=_stances,
    departments=_names,
)
_decisions = st.builds(
    Decision,
    signed_by=st.text(max_size=8),
    lead=st.text(max_size=8),
    cooperating=_names,
    limit=st.builds(Limit, st.integers(1, 99), st.sampled_from([Unit.WORK_DAY, Unit.MINUTE])),
    measures=st.text(max_size=30),
    stances=_stances,
    people=_names,
)
_events: st.SearchStrategy[EventFacts] = st.builds(
    replace,
    st.just(FACTS),
    state=st.sampled_from(State),
    grade=st.sampled_from(Grade),
    reporters=_names,
    cooperating=_names,
    consultation=_optional(_consultations),
    decision=_optional(_decisions),
    photos=st.frozensets(st.sampled_from(PhotoKind)),
    close_share_left=_optional(st.fractions()),
    closed_at=_optional(_at),
    suspended_until=_optional(_at),
    supervision=st.sampled_from(Supervision),
)


@given(facts=_events)
def test_what_the_rules_know_survives_being_json(facts: EventFacts) -> None:
    adapter: TypeAdapter[EventFacts] = TypeAdapter(EventFacts)
    read: Callable[[bytes], EventFacts] = adapter.validate_json
    assert read(adapter.dump_json(facts)) == facts


def test_what_was_kept_before_departments_were_invited_is_read() -> None:
    old = facts_data(FACTS) | {
        "consultation": {
            "reason": "operator",
            "platforms": ["SJ", "ZF"],
            "is_open": False,
            "stances": [["SJ", "agreed"], ["ZF", "absent"]],
        },
        "decision": {
            "signed_by": "p1",
            "lead": "农业农村办",
            "cooperating": [],
            "limit": {"amount": 1, "unit": "WD"},
            "measures": "取缔",
            "stances": [["SJ", "agreed"], ["ZF", "absent"]],
        },
    }
    facts = TypeAdapter(EventFacts).validate_python(old)
    assert facts.consultation is not None
    assert facts.consultation.parties == {"SJ", "ZF"}
    assert facts.consultation.missing() == frozenset()
    assert facts.decision is not None
    assert facts.decision.people == frozenset()


def test_the_same_facts_are_written_the_same_way() -> None:
    names = ["农业农村办", "市场监管分局", "综合执法队", "环保所"]
    consultation = Consultation(
        ConsultationReason.OPERATOR, frozenset(Platform), departments=frozenset(names)
    )
    limit = Limit(1, Unit.WORK_DAY)
    decision = Decision("p1", names[0], frozenset(names[1:]), limit, "", (), frozenset("bca"))
    written = facts_data(replace(FACTS, consultation=consultation, decision=decision))
    assert written["consultation"]["departments"] == sorted(names)
    assert written["consultation"]["platforms"] == sorted(Platform)
    assert written["decision"]["cooperating"] == sorted(names[1:])
    assert written["decision"]["people"] == ["a", "b", "c"]


def test_an_invited_department_is_concerned() -> None:
    consultation = Consultation(
        ConsultationReason.OPERATOR, frozenset(Platform), departments=frozenset({"环保所"})
    )
    assert "环保所" in scope_of(replace(FACTS, consultation=consultation)).departments
