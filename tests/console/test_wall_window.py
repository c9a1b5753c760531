"""One screen of the wall: what comes takes over without black, and hands do nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.pages.wall_faces import NoticesFace, WallFace
from console.pages.wall_window import READY_WITHIN_S, WallWindow
from widgets.wall_frame import Alert

RED, GREEN = QColor("#ff0000"), QColor("#00ff00")


class Plain(QWidget):
    """One colour."""

    def __init__(self, colour: QColor) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.colour = colour

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.colour)
        painter.end()


class PlainFace(WallFace):
    """A face that is ready when the test says so."""

    def __init__(self, colour: QColor, *, is_ready: bool) -> None:
        super().__init__(Plain(colour))
        self.ready = is_ready
        self.is_released = False
        self.ticks: list[datetime] = []

    def is_ready(self) -> bool:
        return self.ready

    def tick(self, now: datetime) -> None:
        self.ticks.append(now)

    def release(self) -> None:
        self.is_released = True


class Clock:
    """Time as the test has it."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, clock: Clock) -> Iterator[WallWindow]:
    """A window over the test's whole screen."""
    made = WallWindow("w-1", clock)
    made.set_text_px(30)
    made.place_on(qapp.primaryScreen())
    qtbot.waitExposed(made)
    yield made
    made.end()
    qapp.processEvents()


def seen(window: WallWindow) -> str:
    return window.grab().toImage().pixelColor(window.rect().center()).name()


def test_it_covers_its_screen_without_frame_or_pointer(
    qapp: QApplication, window: WallWindow
) -> None:
    assert window.geometry() == qapp.primaryScreen().geometry()
    assert window.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert window.cursor().shape() is Qt.CursorShape.BlankCursor
    assert window.connector == qapp.primaryScreen().name()


def test_what_was_shown_stays_until_what_comes_is_ready(qtbot: QtBot, window: WallWindow) -> None:
    old, new = PlainFace(RED, is_ready=True), PlainFace(GREEN, is_ready=False)
    window.show_face(old)
    assert window.face is old
    window.show_face(new)
    qtbot.wait(200)
    assert window.face is old
    assert not old.is_released
    assert seen(window) == RED.name()
    new.ready = True
    qtbot.waitUntil(lambda: window.face is new)
    assert old.is_released
    assert seen(window) == GREEN.name()


def test_nobody_waits_longer_than_three_seconds(
    qtbot: QtBot, window: WallWindow, clock: Clock
) -> None:
    window.show_face(PlainFace(RED, is_ready=True))
    never = PlainFace(GREEN, is_ready=False)
    window.show_face(never)
    clock.now += READY_WITHIN_S - 0.1
    window.on_look()
    assert window.coming is never
    clock.now += 0.2
    window.on_look()
    assert window.face is never
    assert READY_WITHIN_S == 3.0


def test_a_third_face_takes_the_place_of_the_one_that_waited(window: WallWindow) -> None:
    first, second = PlainFace(RED, is_ready=True), PlainFace(GREEN, is_ready=False)
    third = PlainFace(GREEN, is_ready=True)
    for face in (first, second, third):
        window.show_face(face)
    assert window.face is third
    assert first.is_released
    assert second.is_released


def test_the_first_face_is_shown_at_once(window: WallWindow) -> None:
    face = PlainFace(GREEN, is_ready=False)
    window.show_face(face)
    assert window.face is face


def test_time_goes_to_what_is_shown_and_to_what_comes(window: WallWindow) -> None:
    old, new = PlainFace(RED, is_ready=True), PlainFace(GREEN, is_ready=False)
    window.show_face(old)
    window.show_face(new)
    now = datetime.now(UTC)
    window.tick(now)
    assert old.ticks == new.ticks == [now]


def test_only_ctrl_q_is_heard(qtbot: QtBot, window: WallWindow) -> None:
    window.show_face(NoticesFace("防汛"))
    before = window.grab().toImage()
    ends: list[None] = []
    window.end_wanted.connect(lambda: ends.append(None))
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_Q, Qt.Key.Key_Menu):
        QTest.keyClick(window, key)
    QTest.keyClick(window, Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(window, Qt.MouseButton.RightButton, pos=window.rect().center())
    assert window.isVisible()
    assert QApplication.activePopupWidget() is None
    assert window.grab().toImage() == before
    assert not ends
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert len(ends) == 1


def test_an_alert_and_the_mark_leave_room_for_each_other(window: WallWindow) -> None:
    window.show_face(PlainFace(GREEN, is_ready=True))
    window.show_alert(Alert(4, "沿江公路三车追尾"))
    window.show_away("12:03")
    assert window.away.isVisibleTo(window)
    assert window.frame.inner().toRect().contains(window.away.geometry())
    assert seen(window) == GREEN.name()
    window.show_alert(None)
    window.show_away("")
    assert not window.away.isVisibleTo(window)


def test_the_mark_leaves_the_names_of_pictures_and_the_counts_of_sheets(window: WallWindow) -> None:
    window.show_away("12:03")
    window.show_face(PlainFace(GREEN, is_ready=True))
    assert window.away.geometry().bottom() < window.height() / 2
    window.show_face(NoticesFace("防汛"))
    assert window.away.geometry().top() > window.height() / 2
