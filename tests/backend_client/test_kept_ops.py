"""What is done at a table while the backend is away, against the real server: nothing is lost."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend_client import kept_ops
from backend_client.client import Client
from backend_client.consult_sender import ConsultSender
from backend_client.consultations import Consultations
from backend_client.errors import ClientError
from backend_client.kept_ops import ORDER_HOLDS, UNEXPLAINED, KeptOps, Waiting
from backend_client.local_store import LocalStore, OutState
from backend_client.mirror import Mirror
from backend_client.outbox import Outbox
from backend_client.transport import new_key
from tests.backend_client.test_consult_contract import opened, put
from tests.backend_client.test_consult_sender import EVENT, Backend, problem, serving
from tests.backend_client.test_contract import clients, now
from tests.backend_client.test_decisions import DECISION
from tests.backend_parts import Served, migrated_sqlite_url
from tests.backend_table import measure, message, stroke
from tests.backend_town import PASSWORD, TOWN
from tests.guards.patience import PATIENCE_S

__all__ = ["clients"]

AWAY_OPS = (
    {"verb": "join"},
    put(new_key(), message("断网时说的话")),
    put(new_key(), stroke()),
)


@pytest.fixture
def migrated_url(tmp_path: Path) -> str:
    """The backend's kind of database is of no account here."""
    return migrated_sqlite_url(tmp_path)


def comes(is_so: Callable[[], object]) -> bool:
    until = time.monotonic() + PATIENCE_S
    while not is_so():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


class Seat:
    """One run of a console that somebody sits at: its store, its outbox, a table that is open."""

    def __init__(self, client: Client, file: Path, person: str = "sj") -> None:
        self.client, self.file = client, file
        self.store = LocalStore(file)
        self.kept = KeptOps(self.store, person, now)
        self.outbox = Outbox(self.store, client.transport, now, person)
        self.done: list[str] = []
        self.refused: list[Mapping[str, Any]] = []
        self.sender: ConsultSender | None = None

    def sit_down(self, event: str, consultations: Consultations | None = None) -> ConsultSender:
        self.sender = ConsultSender(
            consultations or self.client.consultations,
            event,
            self.note_refused,
            self.done.append,
            kept=self.kept,
        )
        return self.sender

    def note_refused(self, key: str, op: Mapping[str, Any], _: ClientError) -> None:
        self.refused.append(op)
        assert self.sender is not None
        self.sender.told(key)

    def has_kept(self, count: int) -> bool:
        return comes(lambda: len(self.store.outbox()) == count)

    def close(self) -> None:
        self.kept.close()
        if self.sender is not None:
            self.sender.close(0)
        self.store.close()


@contextmanager
def sitting(client: Client, file: Path, person: str = "sj") -> Iterator[Seat]:
    seat = Seat(client, file, person)
    try:
        yield seat
    finally:
        seat.close()


def kept_while_away(client: Client, served: Served, event: str, folder: Path) -> list[Waiting]:
    """Somebody works at the table without the backend, and the console is killed: `killed.db`."""
    with sitting(client, folder / "seat.db") as seat:
        Mirror(client, seat.store, TOWN).read_all()
        served.stop()
        sender = seat.sit_down(event)
        made = [Waiting(sender.send(op), op) for op in AWAY_OPS]
        assert seat.has_kept(len(made))
        for end in ("", "-wal"):  # as it lies there when the process is no more
            shutil.copy(folder / f"seat.db{end}", folder / f"killed.db{end}")
    assert comes(lambda: not any(one.name == "consult-sender" for one in threading.enumerate()))
    served.start()
    return made


def done_at(client: Client, event: str) -> list[tuple[str, str]]:
    """Who did what at the table, by key, as it happened."""
    entries = client.journal.all(event=event)
    ops = (one for one in entries if one.what == "consultation.op")
    return [(one.who.id, one.change["op"]) for one in ops]


@pytest.mark.parametrize("is_opened", [True, False], ids=["by the table", "by the outbox"])
def test_what_a_killed_console_left_is_done_once_in_order(
    clients: Any, served: Served, tmp_path: Path, is_opened: bool
) -> None:
    event, sj = opened(clients), clients("sj")
    made = kept_while_away(sj, served, event, tmp_path)
    keys = [one.key for one in made]
    sj.consultations.do(event, made[0].op, made[0].key)  # it came, its answer didn't
    with sitting(sj, tmp_path / "killed.db") as seat:
        left = seat.store.outbox()
        assert [(one.key, one.state) for one in left] == [(key, OutState.WAITING) for key in keys]
        assert {one.label for one in left} == {sj.events.one(event).number}
        if is_opened:
            sender = seat.sit_down(event)
            keys.append(sender.send(put(new_key(), message("回来了"))))
            assert comes(lambda: seat.done == keys)
        assert not seat.outbox.flush().is_away
        assert seat.has_kept(0)
    assert done_at(sj, event) == [("sj", key) for key in keys]


def test_nothing_is_sent_in_the_name_of_who_sits_down_next(
    clients: Any, served: Served, tmp_path: Path
) -> None:
    class Counted(Consultations):
        """Says how often it was asked."""

        asked = 0

        def do(self, *args: Any) -> str:
            self.asked += 1
            return super().do(*args)

    event, seen = opened(clients), clients("commander")
    client = clients("sj")
    made = kept_while_away(client, served, event, tmp_path)
    with sitting(client, tmp_path / "killed.db") as seat:
        client.sessions.sign_in("farmer", PASSWORD)
        consultations = Counted(client.transport)
        sender = seat.sit_down(event, consultations)
        while consultations.asked < 3:
            sender.wake()
            time.sleep(0.01)
        assert seat.outbox.flush().sent == 0
        with sitting(client, tmp_path / "farmer.db", "farmer") as other:
            assert other.store.outbox() == []
            other.sit_down(event)
            assert other.outbox.flush().sent == 0
        sender.close(0)
        assert comes(lambda: len(seat.store.outbox(OutState.WAITING)) == len(made))
        assert (done_at(seen, event), seat.outbox.flush().is_away) == ([], True)
        client.sessions.sign_in("sj", PASSWORD)
        assert seat.outbox.flush().sent == len(made)
    assert done_at(seen, event) == [("sj", one.key) for one in made]


@pytest.mark.parametrize("is_opened", [True, False], ids=["by the table", "by the outbox"])
def test_when_the_table_is_over_each_is_refused_with_its_words(
    clients: Any, served: Served, tmp_path: Path, is_opened: bool
) -> None:
    event, sj = opened(clients), clients("sj")
    made = kept_while_away(sj, served, event, tmp_path)
    commander = clients("commander")
    decision = {**DECISION, "people": [], "absent": ["SJ", "ZF", DECISION["lead"]]}
    commander.decisions.sign(event, commander.events.one(event).version, **decision)
    with sitting(sj, tmp_path / "killed.db") as seat:
        if is_opened:
            seat.sit_down(event)
            assert comes(lambda: len(seat.store.outbox(OutState.REFUSED)) == 2)
        else:
            assert seat.outbox.flush().refused == 2
        assert seat.has_kept(2)  # that nobody sits down any more needs no words
        refused = seat.store.outbox()
        assert [one.body for one in refused] == [one.op for one in made[1:]]
        assert [(one.problem or {})["errors"][0]["code"] for one in refused] == [
            "table.not_consulting"
        ] * 2
        assert seat.refused == []  # there is no table to tell it at
        seat.outbox.give_up(refused[1].id)
        seat.outbox.send_anyway(refused[0].id)
        assert seat.outbox.flush().refused == 1
    assert done_at(sj, event) == []


def test_a_measure_that_another_changed_meanwhile_is_changed_after_all(
    clients: Any, tmp_path: Path
) -> None:
    event, sj = opened(clients), clients("sj")
    plan = new_key()
    clients("farmer").consultations.do(event, put(plan, measure()))
    with sitting(sj, tmp_path / "seat.db") as seat:
        late = Waiting(new_key(), put(plan, measure("联合检查"), seen=1))
        seat.kept.keep(event, late)
        seat.kept.leave([late.key])
        assert comes(lambda: bool(seat.store.outbox(OutState.WAITING)))
        assert seat.outbox.flush().refused == 1
        (refused,) = seat.store.outbox()
        seat.outbox.send_anyway(refused.id)
        assert seat.outbox.flush().sent == 1
        assert seat.store.outbox() == []
    newest = list(sj.journal.all(event=event))[-1]
    assert newest.change["put"][plan]["text"] == "联合检查"


def test_what_is_refused_at_once_is_told_at_the_table_alone(clients: Any, tmp_path: Path) -> None:
    event = opened(clients)
    with sitting(clients("sj"), tmp_path / "seat.db") as seat:
        sender = seat.sit_down(event)
        sender.send({"verb": "undo"})
        key = sender.send(put(new_key(), message()))
        assert comes(lambda: seat.done == [key])
        assert seat.refused == [{"verb": "undo"}]
        sender.close()
        seat.kept.close()
        assert seat.store.outbox() == []


def test_orders_dont_wait_for_ever_for_what_ends_in_a_fault(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "seat.db")
    kept = KeptOps(store, "", now)
    one = Waiting(new_key(), put(new_key(), message()))
    kept.keep(EVENT, one)
    kept.leave([one.key])
    kept.close()
    with serving(Backend(*[problem(500, "internal")] * 9)) as transport:
        outbox = Outbox(store, transport, now)
        rounds = 1
        while outbox.flush().is_away:
            rounds += 1
    (refused,) = store.outbox(OutState.REFUSED)
    assert (rounds, (refused.problem or {})["code"]) == (6, UNEXPLAINED)
    outbox.send_anyway(refused.id)  # it may have taken effect: it is the same as before
    (again,) = store.outbox(OutState.WAITING)
    assert (again.key, again.body) == (one.key, one.op)
    store.close()


def test_what_is_answered_soon_costs_no_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_ops, "KEPT_AFTER_S", 1e6)
    store = LocalStore(tmp_path / "seat.db")
    kept = KeptOps(store, "sj", now)
    for number in range(3):
        one = Waiting(new_key(), {"verb": "undo"})
        kept.keep("e", one)
        if number < 2:
            kept.done(one.key)
    kept.close()
    (last,) = store.outbox()
    assert (last.key, last.id) == (one.key, 1)  # the first that was ever written
    kept.keep("e", Waiting(new_key(), {"verb": "undo"}))
    assert kept.take("e") == []
    store.close()


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.at = now()

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self) -> None:
        self.at += ORDER_HOLDS + timedelta(seconds=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LocalStore]:
    made = LocalStore(tmp_path / "seat.db")
    yield made
    made.close()


LATE: list[dict[str, Any]] = [
    {"verb": "clear", "surface": "map"},
    {"verb": "undo"},
    {"verb": "put", "id": "view", "item": {"kind": "view", "surface": "map"}},
]


def test_what_would_wipe_away_what_others_drew_meanwhile_is_asked_for(store: LocalStore) -> None:
    clock = Clock()
    kept = KeptOps(store, "sj", clock)
    said = put(new_key(), message())
    for op in (*LATE, said):
        kept.keep(EVENT, Waiting(new_key(), op, kept.deadline(op)))
    kept.close()
    clock.pass_by()
    again = KeptOps(store, "sj", clock)
    assert [one.op for one in again.take(EVENT)] == [said]
    again.close()
    with serving(Backend()) as transport:
        assert Outbox(store, transport, clock, "").flush().expired == len(LATE) - 1
    # Where somebody looked then is of no account now.
    assert [one.body for one in store.outbox(OutState.WAITING, OutState.EXPIRED)][:2] == LATE[:2]
    assert store.outbox(OutState.AT_TABLE)[0].body == said


def test_an_open_table_leaves_what_waited_too_long_to_the_outbox(store: LocalStore) -> None:
    clock, done, refused = Clock(), list[str](), list[object]()
    kept = KeptOps(store, "", clock)
    backend = Backend(problem(401, "not_signed_in"))
    backend.held.clear()
    with serving(backend) as transport:
        consultations = Consultations(transport)
        sender = ConsultSender(
            consultations, EVENT, lambda *told: refused.append(told), done.append, kept=kept
        )
        sender.send(LATE[0])
        key = sender.send(put(new_key(), message()))
        clock.pass_by()
        backend.held.set()
        assert comes(lambda: done == [key])
        assert sender.close() == ()
        kept.close()
    assert [one.body for one in store.outbox(OutState.WAITING)] == [LATE[0]]
    assert refused == []


def test_what_is_refused_when_the_table_was_left_the_outbox_tells(store: LocalStore) -> None:
    kept, refused = KeptOps(store, "", now), list[object]()
    backend = Backend(problem(409, "state_conflict"))
    backend.held.clear()
    with serving(backend) as transport:
        consultations = Consultations(transport)
        sender = ConsultSender(consultations, EVENT, lambda *told: refused.append(told), kept=kept)
        said = put(new_key(), message())
        sender.send(said)
        sender.end()  # at once, though its answer is still on the way
        backend.held.set()
        assert sender.close() == ()
        kept.close()
    assert [one.body for one in store.outbox(OutState.REFUSED)] == [said]
    assert refused == []


def test_a_full_disk_is_tried_again_and_hinders_nobody(store: LocalStore, tmp_path: Path) -> None:
    kept = KeptOps(store, "sj", now)
    kept.keep(EVENT, Waiting(new_key(), put(new_key(), message())))
    kept.close()
    disk = sqlite3.connect(tmp_path / "seat.db")
    full = "BEFORE UPDATE ON outbox BEGIN SELECT RAISE(FAIL, 'disk is full'); END"
    disk.execute(f"CREATE TRIGGER full {full}")
    again = KeptOps(store, "sj", now)
    assert again.take(EVENT) == []
    disk.execute("DROP TRIGGER full")
    disk.close()
    again.close()
    assert len(store.outbox(OutState.WAITING)) == 1
