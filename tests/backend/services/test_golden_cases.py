"""The five cases that everybody must get right, from the report on, on both databases."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert, select

from backend.domain.actions import Action
from backend.domain.areas import Area, polygon_of
from backend.domain.event_facts import PhotoKind, Source, Stance
from backend.domain.grids import Grid, GridKind
from backend.domain.lifecycle import Allowed
from backend.domain.limits import Limit
from backend.domain.limits import Unit as LimitUnit
from backend.domain.payload import Payload
from backend.domain.people import Grant, Kind, Person
from backend.domain.refusals import Why
from backend.domain.words import Grade, Platform, Role, State
from backend.services.acting import Order, act, actions_for
from backend.services.faults import KeyReusedError, NotFoundError, RefusedError, StaleError
from backend.services.once import Answer, once
from backend.services.reporting import NewReport, take_report
from backend.services.town_rules import RuleShelf
from backend.storage.database import writing
from backend.storage.events import EventRecord, find_event
from backend.storage.journal import Entry, read, verify
from backend.storage.places import add_grids
from backend.storage.tables import dispatch, place, region
from backend.storage.tables import person as people
from backend.storage.unit_of_work import Actor, Store, Unit

TOWN, VILLAGE, GRID = "FX", "FX01", "FX01-05"
START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # ten in the morning in town
FARMING, MARKET = "农业农村办", "市场监管分局"


def actor(id: str, name: str, role: Role, **scope: object) -> Actor:  # noqa: A002
    return Actor(Person(id, (Grant(role, TOWN, **scope),)), name)  # type: ignore[arg-type]


MEMBER = actor("member", "吴网格", Role.FULL_TIME, grids=frozenset({GRID}))
STRANGER = actor("stranger", "远网格", Role.FULL_TIME, grids=frozenset({"FX02-01"}))
SEAT, OTHER_SEAT = actor("op1", "陈值班", Role.OPERATOR), actor("op2", "李值班", Role.OPERATOR)
LEADER = actor("leader", "王值班长", Role.SHIFT_LEADER)
COMMANDER = actor("commander", "赵指挥", Role.COMMANDER)
FARMER = actor("farmer", "农办", Role.DEPARTMENT, department=FARMING)
MARKET_LEAD = actor("sj", "市监平台", Role.PLATFORM_LEAD, platform=Platform.MARKET)
ENFORCEMENT_LEAD = actor("zf", "执法平台", Role.PLATFORM_LEAD, platform=Platform.ENFORCEMENT)
CITIZEN = Actor(Person("citizen", kind=Kind.CITIZEN), "市民")


@dataclass
class Town:
    """A town's store with a clock that only the test moves."""

    store: Store
    shelf: RuleShelf
    ids: itertools.count[int] = field(default_factory=itertools.count)

    def reports(self, who: Actor, text: str, source: Source, **more: object) -> EventRecord:
        new = NewReport(TOWN, source, "key-00000001", text, 120.2, 29.7, **more)  # type: ignore[arg-type]
        make_id: Callable[[], str] = lambda: f"e{next(self.ids)}"  # noqa: E731
        return self.store.do(who, lambda unit: take_report(unit, self.shelf, new, make_id))

    def does(self, who: Actor, record: EventRecord, action: Action, **given: object) -> EventRecord:
        parent = given.pop("parent_id", None)
        payload = Payload(**given)  # type: ignore[arg-type]
        order = Order(record.facts.id, record.version, action, payload, parent)  # type: ignore[arg-type]
        return self.store.do(who, lambda unit: act(unit, self.shelf, order))

    def journal(self, record: EventRecord) -> list[Entry]:
        with self.store.reading() as connection:
            assert list(verify(connection)) == []
            return read(connection, 0, 100, record.facts.id)


@pytest.fixture(scope="module")
def shelf() -> RuleShelf:
    return RuleShelf()


@pytest.fixture
def town(engine: Engine, shelf: RuleShelf) -> Town:
    area = polygon_of((120.1, 29.6), (120.3, 29.6), (120.3, 29.8), (120.1, 29.8))
    with writing(engine) as connection, connection.begin():
        connection.execute(insert(region).values(code=TOWN, kind="town", name="枫桥"))
        add_grids(connection, TOWN, [Grid(GRID, "五网格", GridKind.RESIDENTIAL, Area((area,)))])
        rows: list[dict[str, object]] = [
            {"id": one, "region": TOWN, "name": one, "capabilities": []}
            for one in ("member", "stranger")
        ]
        connection.execute(insert(people), rows)
    ticks = itertools.count()
    return Town(Store(engine, lambda: START + timedelta(seconds=next(ticks))), shelf)


def test_poultry_slaughtered_in_a_rented_house(town: Town) -> None:
    record = town.reports(MEMBER, "有村民在出租房内屠宰家禽,数量不少", Source.FIELD)
    assert (record.facts.subcategory.code, record.facts.grid) == ("0501", GRID)
    assert record.number == "20261124-0001"
    proposal = record.sheet.proposal
    assert proposal is not None
    assert (proposal.lead_platform, proposal.lead) == (Platform.MARKET, FARMING)
    assert MARKET in proposal.cooperating
    assert proposal.consults
    assert proposal.paper == "整改通知书"
    assert proposal.why_zh
    called = frozenset(proposal.platforms)
    record = town.does(SEAT, record, Action.TAKE)
    record = town.does(SEAT, record, Action.PROPOSE_CONSULTATION, platforms=called)
    record = town.does(COMMANDER, record, Action.OPEN_CONSULTATION, platforms=called)
    for one in sorted(called):
        lead = actor(f"lead{one}", one, Role.PLATFORM_LEAD, platform=one)
        record = town.does(lead, record, Action.STATE_POSITION, stance=Stance.AGREED)
    record = town.does(
        COMMANDER,
        record,
        Action.SIGN_DECISION,
        lead=FARMING,
        cooperating=frozenset({MARKET}),
        limit=Limit(1, LimitUnit.WORK_DAY),
        text="联合执法,下达整改通知书",
        is_signed=True,
    )
    record = town.does(FARMER, record, Action.SIGN)
    record = town.does(
        FARMER, record, Action.FEED_BACK, text="已取缔", photos=frozenset({PhotoKind.AFTER})
    )
    with pytest.raises(RefusedError) as own:
        town.does(FARMER, record, Action.VERIFY, is_evidence_seen=True)
    assert own.value.refusal.code is Why.HANDLER
    record = town.does(LEADER, record, Action.VERIFY, is_evidence_seen=True)
    assert record.facts.state is State.CLOSED
    assert all(clock.stopped_at is not None for clock in record.clocks)
    trail = town.journal(record)
    assert [entry.what for entry in trail][:3] == [
        "event.report",
        "event.take",
        "event.propose_consultation",
    ]
    assert trail[-1].change["to"] == "closed"
    assert (trail[-1].who, trail[-1].who_name) == ("leader", "王值班长")
    assert [entry.change["version"] for entry in trail] == list(range(1, record.version + 1))


@pytest.mark.parametrize(
    ("text", "subcategory"), [("饭店晚上偷排油烟", "0601"), ("有人组织传销", "0504")]
)
def test_what_three_platforms_settle_is_proposed_by_itself(
    town: Town, text: str, subcategory: str
) -> None:
    record = town.reports(MEMBER, text, Source.FIELD)
    assert record.facts.subcategory.code == subcategory
    record = town.does(SEAT, record, Action.TAKE)
    assert record.facts.consultation is not None
    assert len(record.facts.consultation.platforms) == 3
    last = town.journal(record)[-1]
    assert (last.what, last.who) == ("event.propose_consultation", "")
    boss = SEAT if record.facts.grade < Grade.MAJOR else COMMANDER
    with pytest.raises(RefusedError) as refused:
        town.does(boss, record, Action.ASSIGN, lead=FARMING, reason="急")
    assert refused.value.refusal.code is Why.CONSULTATION_PENDING


@pytest.mark.parametrize(
    ("text", "subcategory", "source", "who"),
    [
        ("迎宾路口发生交通事故,两车相撞,有人受伤", "0302", Source.PANE, SEAT),
        ("居民楼着火了,有人被困", "0301", Source.FIELD, MEMBER),
    ],
)
def test_what_is_urgent_goes_to_people_and_department_at_once(
    town: Town, text: str, subcategory: str, source: Source, who: Actor
) -> None:
    record = town.reports(who, text, source, camera="C001")
    assert (record.facts.subcategory.code, record.facts.grade) == (subcategory, Grade.URGENT)
    if source is Source.PANE:
        assert (record.facts.state, record.facts.owner) == (State.TRIAGE, "op1")
    else:
        record = town.does(SEAT, record, Action.TAKE)
    sent = frozenset({"member", "stranger"})
    record = town.does(SEAT, record, Action.DISPATCH, people=sent)
    assert record.sheet.proposal is not None
    record = town.does(SEAT, record, Action.ASSIGN, lead=record.sheet.proposal.lead)
    assert (record.facts.state, record.facts.sent) == (State.ASSIGNED, sent)
    with town.store.reading() as connection:
        rows = connection.execute(select(dispatch).order_by(dispatch.c.person)).all()
    assert [(row.person, row.status, row.sent_by) for row in rows] == [
        ("member", "sent", "op1"),
        ("stranger", "sent", "op1"),
    ]


def test_of_two_seats_that_take_it_one_wins_and_the_other_is_told_who(town: Town) -> None:
    record = town.reports(MEMBER, "路灯不亮", Source.FIELD)
    taken = town.does(SEAT, record, Action.TAKE)
    with pytest.raises(StaleError) as stale:
        town.does(OTHER_SEAT, record, Action.TAKE)
    assert stale.value.current.facts.owner == "op1"
    with pytest.raises(RefusedError) as refused:
        town.does(OTHER_SEAT, taken, Action.REJECT, reason_code="untrue")
    assert refused.value.refusal.code is Why.OWNED_BY_OTHER
    assert [entry.what for entry in town.journal(taken)] == ["event.report", "event.take"]


def test_what_is_not_for_ones_eyes_is_not_there(town: Town) -> None:
    record = town.reports(MEMBER, "路灯不亮", Source.FIELD)
    far = Actor(Person("far", (Grant(Role.OPERATOR, "YZ"),)), "外镇")
    for who in (STRANGER, far, CITIZEN):
        with pytest.raises(NotFoundError):
            town.does(who, record, Action.PROGRESS, text="看看")


def test_what_may_be_done_comes_with_the_event(town: Town) -> None:
    record = town.reports(MEMBER, "路灯不亮", Source.FIELD)
    with town.store.reading() as connection:
        rules = town.shelf.of(connection, TOWN, START)
    now = START + timedelta(minutes=1)
    answers = actions_for(SEAT.person, record, rules, now)
    may = {answer.action for answer in answers if isinstance(answer, Allowed)}
    assert Action.TAKE in may
    assert Action.ASSIGN not in may


def test_a_merged_report_closes_with_its_parent(town: Town) -> None:
    parent = town.reports(MEMBER, "路灯不亮", Source.FIELD)
    child = town.reports(CITIZEN, "这里路灯坏了", Source.CITIZEN)
    child = town.does(SEAT, child, Action.TAKE)
    child = town.does(SEAT, child, Action.MERGE, parent_id=parent.facts.id, is_confirmed=True)
    with town.store.reading() as connection:
        grown = find_event(connection, parent.facts.id)
    assert grown is not None
    assert grown.version == parent.version + 1
    assert grown.facts.reporters == {"member", "citizen"}
    town.does(COMMANDER, grown, Action.FORCE_CLOSE, reason="已修复")
    with town.store.reading() as connection:
        closed = find_event(connection, child.facts.id)
    assert closed is not None
    assert closed.facts.closed_at is not None


def test_a_lost_answer_asked_for_again_has_one_effect(town: Town) -> None:
    record = town.reports(MEMBER, "路灯不亮", Source.FIELD)
    order = Order(record.facts.id, record.version, Action.TAKE)

    def take(unit: Unit) -> Answer:
        return Answer(200, str(act(unit, town.shelf, order).version))

    def asked(unit: Unit, body: bytes) -> Answer:
        return once(unit, "key-12345678", body, lambda: take(unit))

    first = town.store.do(SEAT, lambda unit: asked(unit, b"take"))
    again = town.store.do(SEAT, lambda unit: asked(unit, b"take"))
    assert again == replace(first, is_replayed=True)
    with pytest.raises(KeyReusedError):
        town.store.do(SEAT, lambda unit: asked(unit, b"other"))
    with pytest.raises(StaleError):
        town.store.do(OTHER_SEAT, lambda unit: asked(unit, b"take"))
    assert len(town.journal(record)) == 2


def test_a_call_for_help_with_nothing_but_a_position_reaches_a_leader(town: Town) -> None:
    record = town.reports(MEMBER, "", Source.FIELD, is_one_key=True)
    assert record.facts.grade is Grade.MAJOR
    assert record.facts.grid == GRID


def test_a_school_nearby_raises_the_grade(town: Town) -> None:
    far = town.reports(MEMBER, "路面有个大坑", Source.FIELD)
    with writing(town.store.engine) as connection, connection.begin():
        school = {"id": "s1", "town": TOWN, "name": "小学", "kind": "school"}
        connection.execute(insert(place).values(**school, lon=120.2003, lat=29.7003))
    near = town.reports(MEMBER, "路面有个大坑", Source.FIELD)
    assert near.facts.grade > far.facts.grade
