"""The seat: who sits there, what happens without the backend, events from panes, departments."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from console.app import Console
from console.controllers.backend_link import LinkState
from console.desk import Desk
from console.pages.event_words import action_words
from console.state.inbox_filter import View
from tests.backend_town import jpeg
from tests.console.room import PASSWORD, Room, SeatOpener, desk_of, sign_in

STALL = "商铺门口占道堆物,影响通行"


def test_a_wrong_password_is_said_and_nothing_is_seen(qtbot: QtBot, open_seat: SeatOpener) -> None:
    console = open_seat("")
    panel = desk_of(console).panel
    panel.login.setText("op1")
    panel.password.setText("falsch")
    qtbot.keyClick(panel.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.fault.isVisible() and panel.enter.isEnabled())
    assert console.window.is_covered
    assert panel.fault.text()
    sign_in(qtbot, console, "op1")
    assert not console.window.page.isHidden()


def test_the_lock_lets_no_key_through_and_opens_without_the_backend(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    desk = desk_of(console)
    qtbot.keyClick(console.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert console.window.is_covered
    layout = console.window.board_state.layout
    qtbot.keyClick(console.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert console.window.board_state.layout == layout
    room.served.stop()
    desk.panel.password.setText("falsch")
    qtbot.keyClick(desk.panel.password, Qt.Key.Key_Return)
    qtbot.waitUntil(desk.panel.fault.isVisible)
    desk.panel.password.setText(PASSWORD)
    qtbot.keyClick(desk.panel.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not console.window.is_covered)
    qtbot.waitUntil(lambda: desk.link.state is LinkState.AWAY)


def test_without_the_backend_what_is_done_waits_and_is_done_once(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    room.put_people_on_duty()
    console = open_seat("op1")
    desk = desk_of(console)
    event = room.report(STALL)
    open_event(qtbot, desk, event.id)
    for client in room.clients.values():
        client.close()
    room.clients.clear()
    room.served.stop()
    qtbot.waitUntil(lambda: desk.link.state is LinkState.AWAY)
    qtbot.waitUntil(console.window.banner.isVisible)
    assert desk.model.row_of(event.id) is not None
    qtbot.keyClick(console.window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(desk.link.waiting()) >= 2)
    assert desk.outbox.list.count() >= 2
    room.served.start()
    qtbot.waitUntil(lambda: desk.link.state is LinkState.LIVE)
    qtbot.waitUntil(lambda: not desk.link.waiting())
    trail = [one.what for one in room.client("commander").journal.all(event=event.id)]
    assert trail.count("event.take") == 1
    assert trail.count("event.assign") == 1
    assert not console.window.banner.isVisible()


def test_key_e_on_a_pane_reports_with_its_picture(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    room.put_people_on_duty()
    console = open_seat("op1")
    desk, controller = desk_of(console), console.video.controller
    qtbot.waitUntil(lambda: controller.board.pane_of("C001") is not None)
    pane = controller.board.pane_of("C001")
    assert pane is not None
    controller.change_board(controller.board.with_selected(pane))
    qtbot.waitUntil(lambda: controller.state(pane).phase.value == "live")
    qtbot.keyClick(console.window.page.board, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: "C001" in desk.reports.shots)
    (words,) = desk.stage.form.findChildren(QPlainTextEdit)
    qtbot.keyClicks(words, "chehuo")
    words.setPlainText("路口两车相撞,有人受伤流血")
    qtbot.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.events.shown is not None and desk.stage.go.isEnabled())
    shown = desk.events.shown
    assert shown is not None
    assert (shown.camera, shown.grade, shown.facts["source"]) == ("C001", 4, "pane")
    assert shown.state == "triage"  # taken by itself: the operator has the pane open
    (photo,) = room.client("op1").attachments.of_event(shown.id)
    assert photo.width > 0
    qtbot.waitUntil(lambda: len(desk.stage.people.picks()) == 2)
    qtbot.keyClick(console.window, Qt.Key.Key_F9)
    op = room.client("op1")
    qtbot.waitUntil(lambda: op.events.one(shown.id).state == "assigned")
    assert len(op.sending.sent(shown.id)) == 2


def test_a_department_signs_and_feeds_back_and_another_verifies(
    qtbot: QtBot, room: Room, open_seat: SeatOpener, tmp_path_factory: pytest.TempPathFactory
) -> None:
    room.put_people_on_duty()
    event = room.report(STALL)
    console = open_seat("op1")
    desk = desk_of(console)
    open_event(qtbot, desk, event.id)
    qtbot.keyClick(console.window, Qt.Key.Key_F9)
    op = room.client("op1")
    qtbot.waitUntil(lambda: op.events.one(event.id).state == "assigned")
    lead = op.events.one(event.id).facts["lead"]
    staff = next(
        one.id
        for one in op.towns.people("FX")
        if any(grant.department == lead for grant in one.grants)
    )
    change_person(qtbot, console, staff)
    qtbot.waitUntil(lambda: [one.id for one in desk.model.lines()] == [event.id])
    open_event(qtbot, desk, event.id)
    press(qtbot, desk, "sign")
    qtbot.waitUntil(lambda: op.events.one(event.id).state == "handling")
    photo = tmp_path_factory.mktemp("photo") / "after.jpg"
    photo.write_bytes(jpeg())
    press(qtbot, desk, "feed_back")
    desk.stage.form.set_files("attachments", [str(photo)])
    words = desk.stage.form.findChildren(QPlainTextEdit)[0]
    words.setPlainText("已清理")
    qtbot.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: op.events.one(event.id).state == "verifying")
    change_person(qtbot, console, "leader")
    desk.inbox_page.show_view(View.TO_VERIFY)
    open_event(qtbot, desk, event.id)
    press(qtbot, desk, "verify")
    seen = desk.stage.form.given()
    assert "is_evidence_seen" in seen
    desk.stage.form.on_send_clicked()
    assert desk.stage.form.fault.isVisible()  # not looked at yet
    desk.stage.form.tick("is_evidence_seen")
    desk.stage.form.on_send_clicked()
    qtbot.waitUntil(lambda: op.events.one(event.id).state == "closed")


def test_what_is_typed_survives_the_end_of_the_program(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    event = room.report(STALL)
    console = open_seat("op1")
    desk = desk_of(console)
    open_event(qtbot, desk, event.id)
    room.client("op1").events.do(event.id, event.version, "take")
    qtbot.waitUntil(lambda: "reject" in allowed(desk))
    begin(desk, "reject")
    desk.stage.form.findChildren(QPlainTextEdit)[0].setPlainText("写到一半")
    console.window.close()
    again = desk_of(open_seat("op1"))
    open_event(qtbot, again, event.id)
    begin(again, "reject")
    assert again.stage.form.findChildren(QPlainTextEdit)[0].toPlainText() == "写到一半"


def test_the_seat_is_handed_over_with_its_events(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    desk = desk_of(console)
    event = room.report(STALL)
    op = room.client("op1")
    op.events.do(event.id, event.version, "take")
    desk.on_hand_over_chosen()
    dialogs = console.window.findChildren(QInputDialog)
    assert [one.isModal() for one in dialogs] == [False]  # an urgent event could come now
    names = {one.id: one.name for one in op.towns.people("FX")}
    dialogs[0].setTextValue(names["op2"])
    dialogs[0].accept()
    qtbot.waitUntil(lambda: console.window.is_covered)  # who handed over is signed out
    assert room.client("op2").events.one(event.id).facts["owner"] == "op2"


def test_m_on_a_pane_shows_its_camera_on_the_map(qtbot: QtBot, open_seat: SeatOpener) -> None:
    console = open_seat("op1")
    desk, controller = desk_of(console), console.video.controller
    qtbot.waitUntil(lambda: controller.board.pane_of("C001") is not None)
    pane = controller.board.pane_of("C001")
    assert pane is not None
    controller.change_board(controller.board.with_selected(pane))
    qtbot.keyClick(console.window.page.board, Qt.Key.Key_M)
    assert controller.camera("C001") is not None
    assert "迎宾路口" in desk.map_page.told.text()


def open_event(qtbot: QtBot, desk: Desk, event: str) -> None:
    """Choose an event in the inbox and open it with Enter."""
    qtbot.waitUntil(lambda: desk.model.row_of(event) is not None)
    desk.inbox_page.select_event(event)
    qtbot.keyClick(desk.inbox_page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.events.shown is not None and desk.events.shown.id == event)


def allowed(desk: Desk) -> set[str]:
    shown = desk.events.shown
    return {one.action for one in (shown.allowed or ())} if shown else set()


def begin(desk: Desk, action: str) -> None:
    shown = desk.events.shown
    assert shown is not None
    desk.stage.begin(next(one for one in shown.allowed or () if one.action == action))


def press(qtbot: QtBot, desk: Desk, action: str) -> None:
    """Press an action's button."""
    word = action_words()[action]

    def found() -> list[QPushButton]:
        made = desk.stage.acting.findChildren(QPushButton)
        return [one for one in made if one.text().startswith(word) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def change_person(qtbot: QtBot, console: Console, login: str) -> None:
    """Sign out and in as another."""
    desk = desk_of(console)
    desk.link.sign_out()
    qtbot.waitUntil(lambda: console.window.is_covered)
    sign_in(qtbot, console, login)
