"""What waits and needs a person's word: too old, refused; sessions that end; several addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from backend_client.local_store import OutState
from backend_client.transport import BASE
from console.app import Console
from console.controllers.backend_link import LinkState
from console.desk import Desk
from tests.backend_parts import Served
from tests.console.cable import Cable
from tests.console.room import Room, SeatOpener, desk_of, sign_in
from tests.console.test_desk import STALL, allowed, begin, open_event

FIRST, OWN = "初次-密码-2026", "自己-密码-2026"
SHIFT = Qt.KeyboardModifier.ShiftModifier


def trail(room: Room, event: str) -> Counter[str]:
    """How often each thing happened to an event."""
    return Counter(one.what for one in room.client("commander").journal.all(event=event))


def press_go(qtbot: QtBot, console: Console, event: str) -> None:
    """F9 without the backend: its steps wait."""
    desk = desk_of(console)
    qtbot.waitUntil(lambda: desk.link.state is LinkState.AWAY)
    qtbot.keyClick(console.window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: any(event in one.path for one in desk.link.waiting()))


def rows(desk: Desk) -> list[str]:
    """What the outbox shows."""
    return [desk.outbox.list.item(row).text() for row in range(desk.outbox.list.count())]


def go_to_outbox(qtbot: QtBot, console: Console) -> None:
    """With its key."""
    outbox = desk_of(console).outbox
    qtbot.keyClick(console.window, Qt.Key.Key_F6, SHIFT)
    qtbot.waitUntil(lambda: outbox.list.hasFocus() and outbox.isVisible())


def press(qtbot: QtBot, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


@pytest.fixture
def known_room(room: Room) -> Room:
    """Everybody whom these tests ask is signed in, before the network goes."""
    room.put_people_on_duty()
    for login in ("op1", "op2", "commander"):
        room.client(login)
    return room


@pytest.fixture
def cable(known_room: Room) -> Iterator[Cable]:
    """The network before the room's backend."""
    served = known_room.served
    assert isinstance(served, Served)
    made = Cable(served.port)
    yield made
    made.close()


@contextmanager
def seen_at(room: Room, address: str) -> Iterator[None]:
    """Consoles that are opened now find the backend at another address."""
    before, room.address = room.address, address
    yield
    room.address = before


def test_an_order_that_waited_too_long_asks_before_it_is_sent(
    qtbot: QtBot, known_room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    desk = desk_of(console)
    event = known_room.report(STALL)
    open_event(qtbot, desk, event.id)
    qtbot.waitUntil(desk.stage.go.isEnabled)
    known_room.served.stop()
    press_go(qtbot, console, event.id)
    qtbot.waitUntil(lambda: not desk.link.tasks.waiting)  # nothing is on its way any more
    store, waiting = desk.link.store, desk.link.waiting()
    assert store is not None
    assert len(waiting) >= 2
    for one in waiting:  # made longer ago than an order holds
        store.mark(one.id, OutState.WAITING, None, datetime.now(UTC) - timedelta(seconds=1))
    known_room.served.start()
    qtbot.waitUntil(lambda: all(one.state is OutState.EXPIRED for one in desk.link.waiting()))
    qtbot.waitUntil(lambda: all("too old" in row for row in rows(desk)))
    assert trail(known_room, event.id)["event.take"] == 0
    go_to_outbox(qtbot, console)
    assert desk.outbox.send.isEnabled()
    press(qtbot, Qt.Key.Key_Return)  # accepting it is still right
    qtbot.waitUntil(lambda: len(rows(desk)) == len(waiting) - 1)
    for _ in rows(desk):  # the others aren't
        press(qtbot, Qt.Key.Key_Delete)
    qtbot.waitUntil(desk.outbox.empty.isVisible)
    happened = trail(known_room, event.id)
    assert (happened["event.take"], happened["event.assign"]) == (1, 0)


def test_what_others_did_meanwhile_is_told_with_what_was_refused(
    qtbot: QtBot, known_room: Room, cable: Cable, open_seat: SeatOpener
) -> None:
    with seen_at(known_room, cable.start()):
        console = open_seat("op1")
    desk = desk_of(console)
    event = known_room.report(STALL)
    open_event(qtbot, desk, event.id)
    qtbot.waitUntil(desk.stage.go.isEnabled)
    cable.cut()
    qtbot.waitUntil(console.window.banner.isVisible)
    press_go(qtbot, console, event.id)
    known_room.client("op2").events.do(event.id, event.version, "take")
    cable.mend()
    qtbot.waitUntil(lambda: desk.link.state is LinkState.LIVE)
    qtbot.waitUntil(lambda: all("refused" in row for row in rows(desk)))
    taken, *others = rows(desk)
    assert desk.link.waiting()[0].problem is not None
    assert str((desk.link.waiting()[0].problem or {})["detail"]) in taken
    assert all("the step before it wasn't taken" in row for row in others)
    happened = trail(known_room, event.id)
    assert (happened["event.take"], happened["event.dispatch"]) == (1, 0)
    go_to_outbox(qtbot, console)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "waits" not in rows(desk)[0] and rows(desk)[0] != taken)
    assert trail(known_room, event.id)["event.take"] == 1  # another seat has it: still refused
    for _ in rows(desk):
        press(qtbot, Qt.Key.Key_Delete)
    qtbot.waitUntil(desk.outbox.empty.isVisible)


def test_the_backend_ends_the_session_and_nothing_is_lost(
    qtbot: QtBot, known_room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    desk = desk_of(console)
    event = known_room.report(STALL)
    known_room.client("op1").events.do(event.id, event.version, "take")
    open_event(qtbot, desk, event.id)
    qtbot.waitUntil(lambda: "reject" in allowed(desk))
    begin(desk, "reject")
    (words,) = desk.stage.form.findChildren(QPlainTextEdit)
    words.setPlainText("写到一半")
    desk.link.client.transport.send("DELETE", f"{BASE}/session")
    qtbot.waitUntil(lambda: console.window.is_covered and desk.panel.login.isVisible())
    assert desk.panel.login.text() == "op1"
    other = known_room.report("路灯不亮,夜里看不清")
    sign_in(qtbot, console, "op1")
    assert words.isVisible()
    assert words.toPlainText() == "写到一半"
    assert desk.events.shown is not None
    assert desk.events.shown.id == event.id
    qtbot.waitUntil(lambda: desk.model.row_of(other.id) is not None)
    assert desk.link.state is LinkState.LIVE


def test_after_a_session_s_end_another_person_sees_nothing_of_the_first(
    qtbot: QtBot, known_room: Room, open_seat: SeatOpener
) -> None:
    """Not even one who has to choose a password first."""
    console = open_seat("op1")
    desk = desk_of(console)
    open_event(qtbot, desk, known_room.report(STALL).id)
    store, panel = desk.link.store, desk.panel
    assert store is not None
    store.keep("draft", [{"id": "report/C001", "typed": {"text": "写到一半"}}])
    known_room.client("keeper").accounts.reset_password("op2", FIRST)
    desk.link.client.transport.send("DELETE", f"{BASE}/session")
    qtbot.waitUntil(lambda: console.window.is_covered and panel.login.isVisible())
    panel.login.setText("op2")
    panel.password.setText(FIRST)
    panel.on_enter()
    qtbot.waitUntil(panel.new.isVisible)
    assert desk.events.event_id == ""
    assert desk.link.store is None
    panel.password.setText(FIRST)
    panel.new.setText(OWN)
    panel.again.setText(OWN)
    panel.on_enter()
    qtbot.waitUntil(lambda: not console.window.is_covered)
    qtbot.waitUntil(lambda: desk.link.state is LinkState.LIVE)
    assert desk.link.store is not None
    assert desk.link.store.known("draft") == []
    assert desk.link.seat is not None
    assert desk.link.seat.session.login == "op2"


def test_of_two_addresses_the_first_may_be_dead(
    qtbot: QtBot, known_room: Room, open_seat: SeatOpener
) -> None:
    with seen_at(known_room, f"http://127.0.0.1:9,{known_room.address}"):
        console = open_seat("op1")
    desk = desk_of(console)
    first = known_room.report(STALL)
    qtbot.waitUntil(lambda: desk.model.row_of(first.id) is not None)
    known_room.served.stop()
    qtbot.waitUntil(console.window.banner.isVisible)
    known_room.served.start()
    qtbot.waitUntil(lambda: desk.link.state is LinkState.LIVE)
    second = known_room.report("路灯不亮,夜里看不清")
    qtbot.waitUntil(lambda: desk.model.row_of(second.id) is not None)


def test_an_event_never_opened_shows_what_its_line_tells_until_the_backend_is_back(
    qtbot: QtBot, known_room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    desk = desk_of(console)
    event = known_room.report(STALL)
    qtbot.waitUntil(lambda: desk.model.row_of(event.id) is not None)
    known_room.served.stop()
    qtbot.waitUntil(console.window.banner.isVisible)
    open_event(qtbot, desk, event.id)
    shown = desk.events.shown
    assert shown is not None
    assert (shown.title, shown.state, shown.allowed) == (event.title, "reported", None)
    assert event.title in desk.stage.head.heading.text()
    assert not desk.stage.go.isVisible()
    known_room.served.start()
    qtbot.waitUntil(lambda: desk.stage.go.isVisible() and desk.stage.go.isEnabled())


def test_a_second_press_of_the_key_isnt_kept_twice(
    qtbot: QtBot, known_room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    desk = desk_of(console)
    event = known_room.report(STALL)
    open_event(qtbot, desk, event.id)
    qtbot.waitUntil(desk.stage.go.isEnabled)
    known_room.served.stop()
    press_go(qtbot, console, event.id)
    waiting = desk.link.waiting()
    qtbot.keyClick(console.window, Qt.Key.Key_F9)
    desk.stage.on_go()
    assert desk.link.waiting() == waiting
