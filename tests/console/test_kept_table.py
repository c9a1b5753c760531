"""A console that ends while the backend is away loses nothing of a table."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from backend_client.client import Client
from backend_client.kept_ops import KeptOps
from backend_client.local_store import LocalStore, OutState
from backend_client.records import Entry, Who
from backend_client.transport import Limits, Transport
from console.controllers import consult_follower, wall_tables
from console.controllers.backend_link import BackendLink, LinkState
from console.controllers.consult_controller import ConsultController
from tests.backend_client.test_consult_sender import EVENT, Backend, problem, serving
from tests.console.consult_hands import AtTable
from tests.console.room import Room, SeatOpener, desk_of
from tests.console.test_outbox_decisions import rows

SAID = "断网时说的话"
FUMES = "饭店晚上偷排油烟"


def called(room: Room) -> str:
    """An event whose consultation is open."""
    event = room.report(FUMES)
    event = room.client("op1").events.do(event.id, event.version, "take")
    commander = room.client("commander")
    called = {"platforms": ["SJ", "ZF"]}
    return commander.events.do(event.id, event.version, "open_consultation", called).id


def an_entry(seq: int, **consultation: Any) -> Entry:
    """Somebody invites a party."""
    change = {"changed": {"consultation": consultation}} if consultation else {}
    at = datetime(2026, 11, 24, 2, tzinfo=UTC)
    return Entry(seq, at, "FX", Who("c", "c"), "event.invite", EVENT, change, "", "")


def test_what_was_said_without_the_backend_is_there_after_a_restart(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    event = called(room)
    table = AtTable(qtbot, open_seat("commander", panes="1"))
    table.join(event)
    link = desk_of(table.console).link
    room.served.stop()
    qtbot.waitUntil(lambda: link.state is LinkState.AWAY)
    table.say(SAID)
    qtbot.waitUntil(lambda: bool(link.store and link.store.outbox(OutState.AT_TABLE)))
    assert rows(desk_of(table.console)) == []  # the table itself shows it
    table.console.window.close()
    room.served.start()

    console = open_seat("commander", panes="1")
    client = room.client("commander")

    def said() -> list[str]:
        puts = [one.change.get("put", {}) for one in client.journal.all(event=event)]
        items = [item for put in puts for item in put.values()]
        return [one["text"] for one in items if one["kind"] == "message"]

    qtbot.waitUntil(lambda: bool(said()))
    qtbot.waitUntil(lambda: desk_of(console).link.waiting() == [])
    assert said() == [SAID]


def linked(transport: Transport, folder: Path) -> BackendLink:
    return BackendLink(transport.addresses, folder, "en")


def test_what_is_refused_after_the_table_was_left_isnt_told_at_the_next(
    qtbot: QtBot, tmp_path: Path
) -> None:
    backend = Backend(problem(409, "state_conflict"))
    refused: list[object] = []
    with serving(backend) as transport, closing(linked(transport, tmp_path)) as link:
        link.store = LocalStore(tmp_path / "seat.db")
        link.kept = KeptOps(link.store, "", lambda: datetime.now(UTC))
        table = ConsultController(link)
        table.refused.connect(lambda *told: refused.append(told))
        table.open(EVENT)
        table.put({"kind": "message", "text": SAID})
        while not backend.asked:  # it is answered while the next table is opened
            time.sleep(0.001)
        table.open("f" * 32)
        qtbot.waitUntil(lambda: bool(link.store and link.store.outbox(OutState.REFUSED)))
        assert refused == []
        table.close(ends=True)


def test_what_the_feed_tells_hides_no_gap_of_what_couldnt_be_read(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consult_follower, "SEATS_MS", 1)
    # reading ends in faults there
    with serving(Backend()) as transport, closing(linked(transport, tmp_path)) as link:
        table = ConsultController(link)
        failed: list[object] = []
        table.failed.connect(failed.append)
        table.open(EVENT)
        qtbot.waitUntil(lambda: bool(failed))
        link.entries_arrived.emit([an_entry(5)])
        assert table.table.seq == 0
        qtbot.waitUntil(lambda: len(failed) > 1)
        table.close(ends=True)


def test_a_wall_reads_again_what_couldnt_be_read(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wall_tables, "AGAIN_MS", 1)
    asked: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []
    with Client("http://127.0.0.1:9", Limits(repeats=1)) as client:
        tables = wall_tables.WallTables(client, lambda *one: asked.append(one))
        tables.set_linked(linked=True)
        tables.want(EVENT)
        work, done = asked.pop()
        done(work())  # nobody answers there
        tables.take([an_entry(5)])
        qtbot.waitUntil(lambda: bool(asked))
        tables.take([an_entry(6)])
    table = tables.table(EVENT)
    assert table is not None
    assert table.seq == 0
    asked.pop()[1]([an_entry(4, is_open=True), an_entry(5)])
    assert (table.seq, table.consultation) == (6, {"is_open": True})
