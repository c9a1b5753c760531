"""Every control says what it is, and the keyboard alone reaches what an operator needs."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from console.app import Console
from console.main_window import MainWindow
from tests.console.room import Room, SeatOpener, desk_of
from tests.console.test_desk import STALL, begin, open_event

_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QPlainTextEdit)
_OF_ANOTHER = (QHeaderView,)
"""Part of a control that has a name itself."""


def controls(window: QWidget) -> Iterator[QWidget]:
    """What can be worked with and is in view."""
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, _CONTROLS) or isinstance(widget, _OF_ANOTHER):
            continue
        inner = isinstance(widget.parent(), QComboBox | QLineEdit)
        if inner or not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        yield widget


def nameless(window: QWidget) -> list[str]:
    """Controls in view that a screen reader would have no word for."""
    found = []
    for widget in controls(window):
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not widget.accessibleName() and not text:
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_every_control_has_a_name(qtbot: QtBot, room: Room, open_seat: SeatOpener) -> None:
    room.put_people_on_duty()
    console = open_seat("")
    assert nameless(console.window) == []
    console.window.close()
    console = open_seat("op1", name="other")
    desk = desk_of(console)
    event = room.report(STALL)
    open_event(qtbot, desk, event.id)
    qtbot.waitUntil(lambda: desk.stage.people.count() > 0)
    assert sum(1 for _ in controls(console.window)) > 25
    for dock in console.window.docks:
        dock.show()
        dock.raise_()
        assert nameless(console.window) == []
    room.client("op1").events.do(event.id, event.version, "take")
    qtbot.waitUntil(lambda: desk.events.shown is not None and desk.events.shown.state == "triage")
    for action in ("reject", "reclassify", "propose_consultation", "assign"):
        begin(desk, action)
        assert nameless(console.window) == []
        qtbot.keyClick(desk.stage.form, Qt.Key.Key_Escape)


def test_tab_goes_round_through_inbox_board_map_and_event(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    desk = desk_of(console)
    event = room.report(STALL)
    open_event(qtbot, desk, event.id)
    qtbot.waitUntil(desk.stage.go.isEnabled)
    reached = round_trip(qtbot, console)
    for part in (desk.inbox_page, console.window.page, desk.map_page, desk.stage):
        assert any(part is one or part.isAncestorOf(one) for one in reached), part


def round_trip(qtbot: QtBot, console: Console) -> list[QWidget]:
    """Press Tab until the focus is where it was, and return everything that had it."""
    window: MainWindow = console.window
    window.page.setFocus()
    found: list[QWidget] = []
    for _ in range(200):
        focused = QApplication.focusWidget()
        if focused is None or focused in found:
            break
        found.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    return found
