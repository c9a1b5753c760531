"""The golden path through the real window: from a report to a closed event, with keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from console.app import Console
from console.desk import Desk
from tests.console.room import Room, SeatOpener, desk_of

pytestmark = pytest.mark.filterwarnings("error")
ACCIDENT = "路口两车相撞,有人受伤流血,请快来"


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


def test_a_whole_life_with_nothing_but_this_program(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    room.put_people_on_duty()
    console = open_seat("op1")
    desk = desk_of(console)
    event = room.report("商铺门口占道堆物,影响通行", camera=None)
    open_first(qtbot, desk, event.title)
    qtbot.waitUntil(lambda: len(desk.stage.people.picks()) == 1)
    press(qtbot, console, Qt.Key.Key_F9)
    op = room.client("op1")
    qtbot.waitUntil(lambda: op.events.one(event.id).state == "assigned")
    lead = op.events.one(event.id).facts["lead"]
    assert lead


def buttons(desk: Desk) -> dict[str, QPushButton]:
    found = desk.stage.acting.findChildren(QPushButton)
    return {one.text().split("  ")[0]: one for one in found}


def test_the_towns_cameras_fill_the_board(qtbot: QtBot, open_seat: SeatOpener) -> None:
    console = open_seat("op1")
    board = console.video.controller
    qtbot.waitUntil(lambda: sum(bool(one) for one in board.board.cameras) == 40)
