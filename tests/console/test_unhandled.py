"""An exception in a slot or a thread is logged, shown once, and ends nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from console.unhandled import FaultNotice, UnhandledExceptions

pytestmark = [
    pytest.mark.allow_logs("unhandled exception"),
    pytest.mark.qt_no_exception_capture,
]


class Emitter(QObject):
    pressed = Signal()


@pytest.fixture
def unhandled(qtbot: QtBot) -> Iterator[UnhandledExceptions]:
    hooks = UnhandledExceptions()
    hooks.install()
    yield hooks
    hooks.uninstall()


def fail() -> None:
    raise ValueError("rtsp://a:hunter22@h/ is bad")


def test_same_fault_is_told_once(unhandled: UnhandledExceptions) -> None:
    told: list[str] = []
    unhandled.fault_found.connect(told.append)
    emitter = Emitter()
    emitter.pressed.connect(fail)
    for _ in range(3):
        emitter.pressed.emit()
    assert told == ["ValueError: rtsp://***@h/ is bad"]


def test_fault_of_a_thread_is_told(unhandled: UnhandledExceptions, qtbot: QtBot) -> None:
    with qtbot.waitSignal(unhandled.fault_found) as caught:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert caught.args == ["ValueError: rtsp://***@h/ is bad"]


def test_window_lets_the_console_go_on(unhandled: UnhandledExceptions, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    notice = FaultNotice(window, "/logs")
    unhandled.fault_found.connect(notice.on_fault_found, Qt.ConnectionType.QueuedConnection)
    window.show()
    emitter = Emitter()
    emitter.pressed.connect(fail)
    emitter.pressed.emit()
    (box,) = window.findChildren(QMessageBox)
    qtbot.waitUntil(box.isVisible)
    assert not box.isModal()
    assert "/logs" in box.informativeText()
    assert "hunter22" not in box.detailedText()
    assert window.isVisible()
