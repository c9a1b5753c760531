"""A console that ends while the backend is away loses nothing of a table."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from backend_client.local_store import OutState
from console.controllers.backend_link import LinkState
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
