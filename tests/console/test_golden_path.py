"""The golden path through the real window: from a report to a closed event, with keys."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.app import Console
from console.desk import Desk
from tests.backend_parts import day_clock
from tests.console.room import Room, SeatOpener, desk_of


def open_first(qtbot: QtBot, desk: Desk, title: str) -> None:
    """Wait for an event in the inbox and open it with Enter."""
    qtbot.waitUntil(lambda: desk.model.rowCount() > 0 and desk.model.line(0).title == title)
    desk.inbox_page.table.setFocus()
    desk.inbox_page.table.choose(0)
    qtbot.keyClick(desk.inbox_page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.events.shown is not None and desk.stage.go.isEnabled())


def press(qtbot: QtBot, console: Console, key: Qt.Key) -> None:
    qtbot.keyClick(console.window, key)


def test_three_keys_from_inbox_to_everybody_told(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    room.put_people_on_duty()
    console = open_seat("op1")
    desk = desk_of(console)
    event = room.report("有村民在出租房内屠宰家禽,数量不少", camera=None)
    open_first(qtbot, desk, event.title)
    qtbot.waitUntil(lambda: len(desk.stage.people.picks()) == 1)
    press(qtbot, console, Qt.Key.Key_F9)
    op = room.client("op1")
    qtbot.waitUntil(lambda: op.events.one(event.id).state != "reported")
    qtbot.waitUntil(lambda: not desk.events.is_acting)
    after = op.events.one(event.id)
    assert after.facts["owner"] == "op1"
    assert len(op.sending.sent(event.id)) == 1
    qtbot.waitUntil(lambda: desk.stage.sent.count() == 1)


def test_the_towns_cameras_fill_the_board(qtbot: QtBot, open_seat: SeatOpener) -> None:
    console = open_seat("op1", panes="")
    board = console.video.controller
    qtbot.waitUntil(lambda: sum(bool(one) for one in board.board.cameras) == 40)


def test_limits_run_by_the_backends_clock(qtbot: QtBot, open_seat: SeatOpener) -> None:
    link = desk_of(open_seat("op1")).link
    qtbot.waitUntil(lambda: abs(link.now() - day_clock()) < timedelta(minutes=1))
