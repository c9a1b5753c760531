"""The event at hand: corrections, merging, refusals, taking back, what waits, cameras beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from console.app import Console
from console.desk import Desk
from tests.console.room import HERE, Room, SeatOpener, desk_of
from tests.console.test_desk import STALL, change_person, open_event

FIRE = "民房起火,火很大,有人被困"


def press(qtbot: QtBot, console: Console, key: Qt.Key, *, ctrl: bool = False) -> None:
    """A key of the window."""
    none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(console.window, key, control if ctrl else none)


def notices(console: Console) -> str:
    """Everything that was said, newest first."""
    model = console.window.notices.model
    return "\n".join(model.notice(row).text for row in range(model.rowCount()))


def chips(desk: Desk) -> dict[str, QToolButton]:
    """The corrections by their keys."""
    found = desk.stage.plan.corrections.findChildren(QToolButton)
    return {one.text().rpartition("  ")[2]: one for one in found if one.isVisible()}


def test_one_key_accepts_an_event_as_another_kind(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    desk = desk_of(console)
    event = room.report(STALL)
    open_event(qtbot, desk, event.id)
    qtbot.waitUntil(lambda: "Alt+6" in chips(desk))
    other = (event.proposal or {})["others"][0]
    qtbot.keyClick(console.window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    op = room.client("op1")
    qtbot.waitUntil(lambda: op.events.one(event.id).facts["subcategory"]["code"] == other)
    after = op.events.one(event.id)
    assert (after.state, after.facts["owner"]) == ("triage", "op1")
    qtbot.waitUntil(lambda: desk.stage.plan.lead.currentData() == after.facts["route"]["lead"])


def test_the_same_again_is_merged_after_a_word_of_a_person(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    desk = desk_of(console)
    first = room.report(STALL)
    second = room.report(STALL, room.members[1])
    op = room.client("op1")
    op.events.do(second.id, second.version, "take")
    open_event(qtbot, desk, second.id)
    qtbot.waitUntil(lambda: desk.stage.same.count() == 1)
    merge = [one for one in desk.stage.same.findChildren(QToolButton) if one.text() == "Merge…"]
    qtbot.mouseClick(merge[0], Qt.MouseButton.LeftButton)
    assert desk.stage.form.given()["parent"] == first.id
    assert op.events.one(second.id).state == "triage"  # nothing happens without the person's word
    qtbot.keyClick(desk.stage.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: op.events.one(second.id).state == "merged")


def test_a_refusal_is_told_and_the_next_one_is_sent_with_one_key(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    room.put_people_on_duty()
    console = open_seat("op1")
    desk = desk_of(console)
    event = room.report(STALL)
    open_event(qtbot, desk, event.id)
    qtbot.waitUntil(lambda: bool(desk.stage.people.picks()))
    (first,) = desk.stage.people.picks()
    room.client(first).sending.change_duty(first, on_duty=True, on_break=True)
    press(qtbot, console, Qt.Key.Key_F5)
    press(qtbot, console, Qt.Key.Key_F9)  # before it is known who can go now
    op = room.client("op1")
    qtbot.waitUntil(lambda: len(op.sending.sent(event.id)) == 1)
    qtbot.waitUntil(lambda: desk.stage.sent.count() == 1)
    (sent,) = op.sending.sent(event.id)
    assert sent.person != first
    room.client(sent.person).sending.take_status(event.id, sent, "refused", "家中有急事")
    qtbot.waitUntil(lambda: "家中有急事" in notices(console))
    press(qtbot, console, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(op.sending.sent(event.id)) == 2)


def test_who_was_ticked_by_hand_stays_ticked(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    room.put_people_on_duty()
    console = open_seat("op1")
    desk = desk_of(console)
    event = room.report(STALL)
    open_event(qtbot, desk, event.id)
    people = desk.stage.people
    qtbot.waitUntil(lambda: bool(people.picks()))
    proposed = people.picks()
    people.setCurrentRow(3)
    qtbot.keyClick(people, Qt.Key.Key_Space)
    mine = people.picks()
    assert mine != proposed
    with qtbot.waitSignal(
        desk.events.part_loaded, check_params_cb=lambda part, _: part == "candidates"
    ):
        press(qtbot, console, Qt.Key.Key_F5)
    assert people.picks() == mine


def test_ctrl_z_takes_back_who_was_sent(qtbot: QtBot, room: Room, open_seat: SeatOpener) -> None:
    room.put_people_on_duty()
    console = open_seat("op1")
    desk = desk_of(console)
    event = room.report(STALL)
    open_event(qtbot, desk, event.id)
    qtbot.waitUntil(lambda: bool(desk.stage.people.picks()))
    press(qtbot, console, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: bool(desk.undo.words))
    press(qtbot, console, Qt.Key.Key_Z, ctrl=True)
    op = room.client("op1")
    assert "Taken back" not in notices(console)  # the backend hasn't agreed yet
    qtbot.waitUntil(lambda: "Taken back" in notices(console))
    assert [one.status for one in op.sending.sent(event.id)] == ["withdrawn"]
    assert not desk.undo.words
    press(qtbot, console, Qt.Key.Key_Z, ctrl=True)  # nothing more to take back


def test_an_urgent_event_stands_above_everything_until_it_is_accepted(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    room.put_people_on_duty()
    console = open_seat("op1")
    desk, window = desk_of(console), console.window
    event = room.report(STALL)
    open_event(qtbot, desk, event.id)
    fire = room.report(FIRE, room.members[1])
    assert fire.grade == 4
    qtbot.waitUntil(window.urgent.isVisible)
    assert fire.title in window.urgent.words.text()
    assert desk.events.event_id == event.id  # nothing is taken out of the hand
    press(qtbot, console, Qt.Key.Key_L, ctrl=True)
    qtbot.waitUntil(desk.panel.alarm.isVisible)
    assert fire.title not in desk.panel.alarm.text()  # who passes by learns nothing
    window.uncover()
    press(qtbot, console, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: desk.events.shown is not None and desk.events.shown.id == fire.id)
    qtbot.waitUntil(desk.stage.go.isEnabled)
    press(qtbot, console, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: not window.urgent.isVisible())


def test_the_cameras_that_see_the_place_are_live_beside_the_event(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    desk = desk_of(console)
    event = room.report(STALL)
    open_event(qtbot, desk, event.id)
    near = console.near.board
    qtbot.waitUntil(lambda: near.board.pane_of("C001") is not None)
    pane = near.board.pane_of("C001")
    assert pane is not None
    qtbot.waitUntil(lambda: near.state(pane).phase.value == "live")
    assert console.near_page.isVisible()
    board = console.video.controller.board
    press(qtbot, console, Qt.Key.Key_F8)
    assert "C001" in console.video.controller.board.cameras
    assert len(console.video.controller.board.panes) == len(near.board.panes)
    press(qtbot, console, Qt.Key.Key_F8)
    assert console.video.controller.board == board
    press(qtbot, console, Qt.Key.Key_W, ctrl=True)
    qtbot.waitUntil(lambda: not console.near_page.isVisible())
    assert not any(near.board.cameras)


def test_a_report_that_was_not_sent_is_there_after_a_restart(
    qtbot: QtBot, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    begin_report(qtbot, console, "C002").setPlainText("路面有积水")
    console.window.close()
    again = open_seat("op1")
    qtbot.waitUntil(lambda: "路面有积水" in notices(again))
    assert begin_report(qtbot, again, "C002").toPlainText() == "路面有积水"


def begin_report(qtbot: QtBot, console: Console, number: str) -> QPlainTextEdit:
    """E on a camera's pane."""
    controller = console.video.controller
    qtbot.waitUntil(lambda: controller.board.pane_of(number) is not None)
    pane = controller.board.pane_of(number)
    assert pane is not None
    controller.change_board(controller.board.with_selected(pane))
    qtbot.waitUntil(lambda: controller.state(pane).phase.value == "live")
    qtbot.keyClick(console.window.page.board, Qt.Key.Key_E)
    (words,) = desk_of(console).stage.form.findChildren(QPlainTextEdit)
    return words


def test_a_department_is_offered_only_what_it_may_do(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    people = room.client("op1").towns.people("FX")
    staff = next(one.id for one in people if any(g.role == "department" for g in one.grants))
    entries = seat_entries(console)
    assert {"Hand the seat over…", "Cameras near the event"} <= entries
    change_person(qtbot, console, staff)
    assert not {"Hand the seat over…", "Cameras near the event"} & seat_entries(console)
    room.report(FIRE)
    qtbot.wait(500)
    assert not console.window.urgent.isVisible()  # a department doesn't accept events
    camera = console.video.controller.camera("C001")
    if camera is not None:
        assert not desk_of(console).begin_report(camera)


def seat_entries(console: Console) -> set[str]:
    """What the seat's menu offers."""
    menus = [one.menu() for one in console.window.menuBar().actions()]
    seat = [one for one in menus if isinstance(one, QMenu) and one.title() == "&Seat"]
    return {action.text() for action in seat[0].actions()}


def test_what_happens_to_an_own_event_elsewhere_is_told(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    desk = desk_of(console)
    event = room.report(STALL, position=HERE)
    op = room.client("op1")
    taken = op.events.do(event.id, event.version, "take")
    lead = taken.facts["route"]["lead"]
    op.events.do(event.id, taken.version, "assign", {"lead": lead})
    staff = next(
        one.id
        for one in op.towns.people("FX")
        if any(grant.department == lead for grant in one.grants)
    )
    qtbot.waitUntil(lambda: desk.model.row_of(event.id) is not None)
    client = room.client(staff)
    signed = client.events.do(event.id, client.events.one(event.id).version, "sign")
    client.events.do(event.id, signed.version, "ask_help", {"text": "需要拖车"})
    qtbot.waitUntil(lambda: "Ask for help" in notices(console))
