"""Twelve at one table, over connections that fail at random: in the end all have the same."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import quantiles

import pytest
from argon2 import PasswordHasher

from backend.bootstrap import build
from backend.domain.actions import Action
from backend.domain.event_facts import Source
from backend.domain.payload import Payload
from backend.domain.people import Grant
from backend.domain.words import Platform, Role
from backend.services.acting import Order, act
from backend.services.consulting import table_of
from backend.services.parts import Backend
from backend.services.reporting import NewReport, take_report
from backend.services.town_rules import RuleShelf
from backend.storage.events import find_event
from backend.storage.journal import Entry, read, verify
from backend.storage.people import add_person
from backend.storage.unit_of_work import Unit
from backend_client.client import Client
from backend_client.consult_table import ConsultTable
from tests.backend_client.at_the_table import Fault, Participant
from tests.backend_parts import day_clock, migrated_sqlite_url
from tests.backend_town import FARMING, PASSWORD, TOWN, actor_of, set_up
from tests.console.backend_process import BackendProcess
from tests.guards.patience import PATIENCE_S

LATE, INVITED_LATE = "op4", "builder"
MORE = {
    "second": Grant(Role.COMMANDER, TOWN),
    "op3": Grant(Role.OPERATOR, TOWN),
    LATE: Grant(Role.OPERATOR, TOWN),
    "farmer2": Grant(Role.DEPARTMENT, TOWN, department=FARMING),
    INVITED_LATE: Grant(Role.DEPARTMENT, TOWN, department="城建办"),
}
TWELVE = ("commander", "leader", "op1", "op2", "sj", "zf", "farmer", *MORE)
REFUSALS = {
    "stale_version",
    "table.nothing_to_undo",
    "table.item_gone",
    "table.not_presenter",
    "table.full",
    "table.too_much_drawn",
}
"""What may become of something done while others do the same."""


@dataclass(frozen=True)
class Plan:
    """How long it goes on, and how much is done; seconds."""

    lasts_s: float
    pause_s: float
    calm_s: float
    longest_fault_s: float
    kills: int


SHORT = Plan(lasts_s=5, pause_s=0.3, calm_s=0.4, longest_fault_s=1.5, kills=0)
LONG = Plan(lasts_s=600, pause_s=1.0, calm_s=1.0, longest_fault_s=15, kills=4)


@dataclass
class Room:
    """One event's consultation, behind one or two backend processes."""

    here: Backend
    event: str
    processes: list[BackendProcess]
    faults: Counter[str] = field(default_factory=Counter)

    def entries(self) -> list[Entry]:
        with self.here.store.reading() as connection:
            assert list(verify(connection)) == []
            return read(connection, 0, 1_000_000, self.event)

    def invites(self, department: str) -> None:
        _acts(self.here, self.event, "commander", Action.INVITE_PARTIES, {department})


def _acts(
    here: Backend, event: str, who: str, action: Action, departments: set[str] | None = None
) -> None:
    def work(unit: Unit) -> None:
        record = find_event(unit.connection, event, to_change=True)
        assert record is not None
        platforms = frozenset(Platform) if action is Action.OPEN_CONSULTATION else frozenset()
        payload = Payload(platforms=platforms, departments=frozenset(departments or ()))
        act(unit, here.shelf, Order(event, record.version, action, payload))

    here.store.do(actor_of(here, who), work)


def _prepared(here: Backend) -> str:
    """Make the town's people and an event that is consulted about; its id."""
    set_up(here)
    new = NewReport(TOWN, Source.FIELD, "key-00000001", "饭店晚上偷排油烟", 120.2, 29.7)

    def work(unit: Unit) -> str:
        for login, grant in MORE.items():
            add_person(unit.connection, login, login, TOWN, [grant])
            here.accounts.add(unit, login, login, PASSWORD, must_change=False)
        return take_report(unit, here.shelf, new, here.make_id).facts.id

    event = here.store.do(actor_of(here, "member"), work)
    _acts(here, event, "op1", Action.TAKE)
    _acts(here, event, "commander", Action.OPEN_CONSULTATION, {FARMING})
    return event


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)])
def room(
    request: pytest.FixtureRequest, tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher
) -> Iterator[Room]:
    """SQLite behind one process, PostgreSQL behind two."""
    if request.param == "sqlite":
        url, count = migrated_sqlite_url(tmp_path), 1
    else:
        url, count = request.getfixturevalue("migrated_postgres_url"), 2
    here = build(url, tmp_path, day_clock, hasher, shelf)
    event = _prepared(here)
    processes = [BackendProcess(tmp_path, database=url) for _ in range(count)]
    for one in processes:
        one.start()
    yield Room(here, event, processes)
    for one in processes:
        one.stop()
    here.close()


@contextmanager
def _bad_weather(room: Room, people: list[Participant], plan: Plan) -> Iterator[None]:
    """Meanwhile connections fail, and now and then a backend is killed."""
    rng, is_over = Random(1), threading.Event()

    def storm() -> None:
        kill_at = plan.lasts_s / (plan.kills + 1) if plan.kills else plan.lasts_s * 2
        killed_at = time.monotonic()
        while not is_over.wait(rng.uniform(0, plan.calm_s)):
            fault = rng.choice(tuple(Fault))
            for_s = rng.uniform(0.05, plan.longest_fault_s)
            hit = rng.choice(people)
            room.faults[fault.value] += 1
            threads.append(threading.Thread(target=hit.suffer, args=(fault, for_s, is_over)))
            threads[-1].start()
            if time.monotonic() - killed_at > kill_at:
                killed_at = time.monotonic()
                room.faults["killed"] += 1
                with ExitStack() as unwell:
                    for one in people:
                        unwell.enter_context(one.unwell())
                    _kill(rng.choice(room.processes))

    threads = [threading.Thread(target=storm)]
    threads[0].start()
    try:
        yield
    finally:
        is_over.set()
        for one in threads:
            one.join()


def _kill(process: BackendProcess) -> None:
    process.signal(signal.SIGKILL)
    process.wait_gone()
    process.start()


def _work(one: Participant, plan: Plan, lasts_s: float) -> threading.Thread:
    """Have somebody sit down and do things for a while."""

    def work() -> None:
        until = time.monotonic() + lasts_s
        one.sit_down()
        while time.monotonic() < until:
            one.act()
            one.is_over.wait(one.rng.uniform(0, plan.pause_s))

    thread = threading.Thread(target=work)
    thread.start()
    return thread


@pytest.mark.timeout(1800)
def test_all_end_with_the_same_table(room: Room, is_soak: bool) -> None:
    plan = LONG if is_soak else SHORT
    with ExitStack() as open_:
        ports = cycle(one.port for one in room.processes)
        people = [
            open_.enter_context(closing(Participant(who, next(ports), room.event, seed)))
            for seed, who in enumerate(TWELVE)
        ]
        late = [one for one in people if one.who in {LATE, INVITED_LATE}]
        with _bad_weather(room, people, plan):
            threads = [_work(one, plan, plan.lasts_s) for one in people if one not in late]
            threading.Event().wait(plan.lasts_s / 2)
            room.invites("城建办")
            threads += [_work(one, plan, plan.lasts_s / 2) for one in late]
            for thread in threads:
                thread.join()
        for one in people:
            assert one.is_answered(PATIENCE_S), one.who
        entries = room.entries()
        for one in people:
            assert one.comes_to(entries[-1].seq, PATIENCE_S), one.who
        _all_have_the_same(room, people)
    _nothing_is_missing_or_twice(people, entries)
    _says_how_it_was(room, people, entries)


def _all_have_the_same(room: Room, people: list[Participant]) -> None:
    with room.here.store.reading() as connection:
        whole = table_of(connection, room.event).canonical()
    with Client(room.processes[0].address) as fresh:
        fresh.sessions.sign_in("mayor", PASSWORD)
        table = ConsultTable()
        for entry in fresh.journal.all(event=room.event):
            table.take(entry)
    assert table.canonical() == whole
    for one in people:
        assert one.table.canonical() == whole, one.who
    assert len(table.items) > len(TWELVE)


def _nothing_is_missing_or_twice(people: list[Participant], entries: list[Entry]) -> None:
    journal = [(one.who, one.change["op"]) for one in entries if one.what == "consultation.op"]
    assert len(set(journal)) == len(journal)
    for one in people:
        mine = [op for who, op in journal if who == one.who]
        assert mine == one.done  # each once, and in the order in which they were done
        assert one.done == [key for key in one.sent if key not in one.refused]
        assert set(one.refused) <= set(one.sent)
        assert set(one.refused.values()) <= REFUSALS, one.refused
    said = sum(
        "message" in {item["kind"] for item in one.change["put"].values()}
        for one in entries
        if one.what == "consultation.op"
    )
    assert said == len(people[0].table.items_of("message"))


def _says_how_it_was(room: Room, people: list[Participant], entries: list[Entry]) -> None:
    refused = Counter(code for one in people for code in one.refused.values())
    print(
        f"\n{sum(len(one.done) for one in people)} done, {refused.total()} refused {dict(refused)},"
        f" {len(entries)} entries, {len(people[0].table.items)} things on the table;"
        f" faults {dict(room.faults)}, gaps {sum(one.gaps for one in people)};"
        f" {sum(one.passed.total() for one in people)} pointers heard;"
        f" on the others' tables after {_spread([s for one in people for s in one.late_s])},"
        f" with a connection that is well {_spread([s for one in people for s in one.calm_s])}"
    )


def _spread(late_s: list[float]) -> str:
    if len(late_s) < 2:
        return "nothing"
    cuts = quantiles([1000 * one for one in late_s], n=100)
    told = ", ".join(f"p{at} {cuts[at - 1]:.0f}" for at in (50, 90, 95, 99))
    return f"{told}, at most {1000 * max(late_s):.0f} ms ({len(late_s)})"
