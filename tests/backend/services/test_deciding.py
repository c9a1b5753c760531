"""The signed decision on both databases: one key, one signature, everything or nothing of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, select, update

from backend.bootstrap import build
from backend.domain.actions import Action
from backend.domain.event_facts import Source, Stance
from backend.domain.limits import Limit
from backend.domain.limits import Unit as LimitUnit
from backend.domain.payload import Payload
from backend.domain.people import Grant
from backend.domain.refusals import Why
from backend.domain.words import Platform, Role, State
from backend.services.accounts import Session, WrongPasswordError
from backend.services.acting import Order, act
from backend.services.administration import reset_password
from backend.services.deciding import SignedDecision, find_decision, sign_decision
from backend.services.faults import RefusedError, StaleError, UnfitError
from backend.services.parts import Backend
from backend.services.reporting import NewReport, take_report
from backend.services.signatures import verify_signatures
from backend.services.signing import Pen, SigningKeyChangedError, find_key, until_unchanged
from backend.services.town_rules import RuleShelf
from backend.storage.database import writing
from backend.storage.events import EventRecord, find_event
from backend.storage.faults import StoreBusyError
from backend.storage.journal import read, verify
from backend.storage.people import add_person
from backend.storage.tables import account, dispatch, signing_key
from backend.storage.unit_of_work import ITSELF, Actor, Unit
from tests.backend_town import FARMING, PASSWORD, TOWN, StandingClock, actor_of, set_up

NEW_PASSWORD = "新的密码-枫桥-2027"
PLATFORMS = frozenset({Platform.MARKET, Platform.ENFORCEMENT})
DECISION: dict[str, Any] = {
    "lead": FARMING,
    "limit": Limit(1, LimitUnit.WORK_DAY),
    "text": "联合执法,下达整改通知书",
    "absent": frozenset({"ZF"}),
}
ROUNDS = 4


@dataclass
class Room:
    """Two backends with one clock, and a commander who sits at either."""

    backends: list[Backend]
    clock: StandingClock
    sessions: dict[tuple[str, int], Session] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        return actor_of(self.backends[0], who)

    def session(self, who: str, at: int = 0) -> Session:
        if (who, at) not in self.sessions:
            self.sessions[who, at] = self.backends[at].accounts.sign_in(who, PASSWORD)
        return self.sessions[who, at]

    def does(self, who: str, record: EventRecord, action: Action, **given: Any) -> EventRecord:
        order = Order(record.facts.id, record.version, action, Payload(**given))
        backend = self.backends[0]
        return backend.store.do(self.actor(who), lambda unit: act(unit, backend.shelf, order))

    def consulted(self) -> EventRecord:
        """An event that waits for its decision."""
        backend = self.backends[0]
        new = NewReport(TOWN, Source.FIELD, "key-00000001", "有村民在出租房内屠宰家禽", 120.2, 29.7)
        record = backend.store.do(
            self.actor("member"),
            lambda unit: take_report(unit, backend.shelf, new, backend.make_id),
        )
        record = self.does("op1", record, Action.TAKE)
        if record.facts.consultation is None:
            record = self.does("op1", record, Action.PROPOSE_CONSULTATION, platforms=PLATFORMS)
        record = self.does("commander", record, Action.OPEN_CONSULTATION, platforms=PLATFORMS)
        agreed = {"stance": Stance.AGREED, "text": "同意"}
        return self.does("sj", record, Action.STATE_POSITION, **agreed)

    def signs(
        self,
        record: EventRecord,
        who: str = "commander",
        *,
        at: int = 0,
        password: str = PASSWORD,
        **changes: Any,
    ) -> EventRecord:
        """Sign as the interface does: the password first, then the transaction."""
        backend, session = self.backends[at], self.session(who, at)

        def signed() -> EventRecord:
            pen = backend.accounts.pen(session, password)
            return backend.store.do(session.actor, self.signing(backend, record, pen, **changes))

        return until_unchanged(signed)

    def signing(
        self, backend: Backend, record: EventRecord, pen: Pen, **changes: Any
    ) -> Callable[[Unit], EventRecord]:
        payload = Payload(**{**DECISION, **changes})
        order = Order(record.facts.id, record.version, Action.SIGN_DECISION, payload)
        return lambda unit: sign_decision(unit, backend.shelf, backend.tables, order, pen)

    def decision(self, record: EventRecord) -> SignedDecision:
        with self.backends[0].store.reading() as connection:
            return find_decision(connection, self.actor("commander").person, record.facts.id)

    def whats(self, *prefixes: str) -> list[str]:
        with self.backends[0].store.reading() as connection:
            found = [one.what for one in read(connection, 0, 10_000)]
        return [one for one in found if one.startswith(prefixes)]

    def at_once(self, *works: Callable[[], object]) -> list[object]:
        """Do them together, and give back what each gave or raised."""
        start = threading.Barrier(len(works))

        def done(work: Callable[[], object]) -> object:
            start.wait()
            try:
                return work()
            except (StaleError, RefusedError) as error:
                return error

        with ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(done, works))


@pytest.fixture
def room(
    engine: Engine, tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher
) -> Iterator[Room]:
    url, clock = engine.url.render_as_string(hide_password=False), StandingClock()
    backends = [build(url, tmp_path, clock, hasher, shelf) for _ in range(2)]
    set_up(backends[0])
    yield Room(backends, clock)
    with backends[0].store.reading() as connection:
        assert list(verify(connection)) == []
        assert list(verify_signatures(connection)) == []
    for backend in backends:
        backend.close()


def test_the_first_signature_makes_a_key_and_the_next_takes_it(room: Room) -> None:
    signed = [room.signs(room.consulted()) for _ in range(2)]
    assert [one.facts.state for one in signed] == [State.ASSIGNED, State.ASSIGNED]
    decisions = [room.decision(one) for one in signed]
    assert decisions[0].key_id == decisions[1].key_id
    assert [one.is_valid for one in decisions] == [True, True]
    assert (decisions[0].signed_by, decisions[0].signed_by_name) == ("commander", "commander")
    assert decisions[0].signed_at == room.clock.now
    assert room.whats("signing.") == ["signing.key_made"]


def test_the_text_says_who_said_what_and_up_to_where_the_table_was_read(room: Room) -> None:
    record = room.consulted()
    with room.backends[0].store.reading() as connection:
        before = read(connection, 0, 1000, record.facts.id)[-1]
    text = json.loads(room.decision(room.signs(record)).text)
    assert text["journal"] == {"seq": before.seq, "hash": before.hash}
    agreed, absent = text["parties"]
    assert (agreed["party"], agreed["stance"], agreed["words"]) == ("SJ", "agreed", "同意")
    assert (agreed["by"]["id"], absent["party"], absent["by"]) == ("sj", "ZF", None)
    assert (text["event"], text["lead"], text["limit"]) == (record.facts.id, FARMING, "1WD")
    assert text["chair"]["id"] == text["signed_by"]["id"] == "commander"


def test_people_are_sent_and_departments_assigned_with_the_signature(room: Room) -> None:
    record = room.consulted()
    record = room.does("op1", record, Action.DISPATCH, people=frozenset({"police"}))
    people = frozenset({"member", "police"})
    after = room.signs(record, people=people, cooperating=frozenset({"市场监管分局"}))
    facts = after.facts
    assert (facts.state, facts.lead, facts.cooperating) == (
        State.ASSIGNED,
        FARMING,
        frozenset({"市场监管分局"}),
    )
    assert facts.decision is not None
    assert facts.sent == facts.decision.people == people
    with room.backends[0].store.reading() as connection:
        rows = connection.execute(select(dispatch).order_by(dispatch.c.person)).all()
        entries = read(connection, 0, 1000, facts.id)[-3:]
    assert [(row.person, row.round, row.sent_by) for row in rows] == [
        ("member", 1, "commander"),
        ("police", 1, "op1"),  # on the way already
    ]
    assert [one.what for one in entries] == [
        "event.sign_decision",
        "consultation.decided",
        "event.dispatch",
    ]
    assert {(one.who, one.at) for one in entries} == {("commander", room.clock.now)}


def test_what_is_refused_leaves_nothing_behind(room: Room) -> None:
    record = room.consulted()
    with pytest.raises(UnfitError):
        room.signs(record, people=frozenset({"nobody"}))
    with pytest.raises(RefusedError) as refused:
        room.signs(record, absent=frozenset())
    assert refused.value.refusal.code is Why.STANCES_MISSING
    with pytest.raises(RefusedError) as other:
        room.signs(record, "leader")
    assert other.value.refusal.code is Why.NOT_YOURS
    with room.backends[0].store.reading() as connection:
        now = find_event(connection, record.facts.id)
        assert connection.execute(select(signing_key)).all() == []
        assert connection.execute(select(dispatch)).all() == []
    assert now == record
    assert room.whats("signing.", "event.sign", "consultation.") == []


def test_of_two_who_sign_at_once_one_does(room: Room) -> None:
    for _ in range(ROUNDS):
        record = room.consulted()
        room.session("commander", 0), room.session("commander", 1)
        found = room.at_once(
            lambda record=record: room.signs(record, at=0),  # type: ignore[misc]
            lambda record=record: room.signs(record, at=1),  # type: ignore[misc]
        )
        assert {type(one) for one in found} == {EventRecord, StaleError}
    assert room.whats("signing.") == ["signing.key_made"]
    assert len(room.whats("consultation.decided")) == ROUNDS


def test_two_first_signatures_at_once_are_by_one_key(room: Room) -> None:
    first, second = room.consulted(), room.consulted()
    room.session("commander", 0), room.session("commander", 1)
    found = room.at_once(lambda: room.signs(first, at=0), lambda: room.signs(second, at=1))
    assert {type(one) for one in found} == {EventRecord}
    assert room.decision(first).key_id == room.decision(second).key_id
    assert room.whats("signing.") == ["signing.key_made"]


def test_a_new_password_opens_the_same_key_and_the_old_one_none(room: Room) -> None:
    accounts, session = room.backends[0].accounts, room.session("commander")
    first = room.decision(room.signs(room.consulted()))
    with room.backends[0].store.reading() as connection:
        before = find_key(connection, "commander")
    accounts.change_password(session.token, PASSWORD, NEW_PASSWORD)
    with room.backends[0].store.reading() as connection:
        after = find_key(connection, "commander")
    assert before is not None
    assert after is not None
    assert (after.key_id, after.public_key) == (before.key_id, before.public_key)
    assert (after.sealed, after.salt) != (before.sealed, before.salt)
    record = room.consulted()
    with pytest.raises(WrongPasswordError):
        room.signs(record)
    second = room.decision(room.signs(record, password=NEW_PASSWORD))
    assert (second.key_id, second.is_valid) == (first.key_id, True)
    assert room.whats("signing.") == ["signing.key_made"]


def test_a_reset_voids_the_key_and_what_was_signed_stays(room: Room) -> None:
    record = room.signs(room.consulted())
    accounts, store = room.backends[0].accounts, room.backends[0].store
    store.do(
        room.actor("keeper"),
        lambda unit: reset_password(unit, accounts, "commander", NEW_PASSWORD),
    )
    with store.reading() as connection:
        assert find_key(connection, "commander") is None
    session = accounts.sign_in("commander", NEW_PASSWORD)
    accounts.change_password(session.token, NEW_PASSWORD, PASSWORD)
    room.sessions.clear()
    again = room.decision(room.signs(room.consulted()))
    first = room.decision(record)
    assert again.key_id != first.key_id
    assert (first.is_valid, again.is_valid) == (True, True)
    assert room.whats("signing.") == ["signing.key_made"] * 2


def test_a_password_changed_in_between_signs_nothing(room: Room) -> None:
    backend, session, record = room.backends[0], room.session("commander"), room.consulted()
    pen = backend.accounts.pen(session, PASSWORD)
    backend.accounts.change_password(session.token, PASSWORD, NEW_PASSWORD)
    with pytest.raises(SigningKeyChangedError):
        backend.store.do(session.actor, room.signing(backend, record, pen))
    with pytest.raises(WrongPasswordError):
        room.signs(record)
    assert room.whats("consultation.decided") == []


def test_an_account_disabled_in_between_signs_nothing(room: Room) -> None:
    backend, session, record = room.backends[0], room.session("commander"), room.consulted()
    pen = backend.accounts.pen(session, PASSWORD)
    backend.store.do(
        ITSELF, lambda unit: backend.accounts.set_disabled(unit, "commander", is_disabled=True)
    )
    with pytest.raises(SigningKeyChangedError):
        backend.store.do(session.actor, room.signing(backend, record, pen))


def test_an_account_that_never_stands_still_is_busy() -> None:
    def work() -> None:
        raise SigningKeyChangedError("commander")

    with pytest.raises(StoreBusyError):
        until_unchanged(work)


def test_two_commanders_have_two_keys(room: Room) -> None:
    backend = room.backends[0]

    def add(unit: Unit) -> None:
        add_person(unit.connection, "deputy", "副指挥", TOWN, [Grant(Role.COMMANDER, TOWN)])
        backend.accounts.add(unit, "deputy", "deputy", PASSWORD, must_change=False)

    backend.store.do(ITSELF, add)
    signed = [room.signs(room.consulted(), who) for who in ("commander", "deputy")]
    decisions = [room.decision(one) for one in signed]
    assert decisions[0].key_id != decisions[1].key_id
    assert json.loads(decisions[1].text)["chair"]["id"] == "commander"
    assert json.loads(decisions[1].text)["signed_by"] == {"id": "deputy", "name": "副指挥"}


def test_right_passwords_forget_wrong_ones_before_them(room: Room) -> None:
    record = room.consulted()
    for _ in range(3):
        with pytest.raises(WrongPasswordError):
            room.signs(record, password="wrong-password")
    failures = select(account.c.failures).where(account.c.login == "commander")
    with room.backends[0].store.reading() as connection:
        assert connection.execute(failures).scalar_one() == 3
    room.signs(record)
    with room.backends[0].store.reading() as connection:
        assert connection.execute(failures).scalar_one() == 0


@pytest.mark.allow_logs("can't be opened: it is void")
def test_a_key_that_was_put_in_somebody_s_place_is_not_signed_with(room: Room) -> None:
    first = room.decision(room.signs(room.consulted()))
    with writing(room.backends[0].store.engine) as connection, connection.begin():
        connection.execute(update(signing_key).values(sealed=b"\0" * 60))
    record = room.signs(room.consulted())
    assert room.decision(record).key_id != first.key_id
    assert room.whats("signing.") == ["signing.key_made"] * 2
