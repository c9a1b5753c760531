"""None, True and False keep their reference counts over Qt calls.

PySide6 6.12 loses references to them on Python 3.11 until the interpreter aborts, which is why
6.11 is pinned; this test says when another version may be taken. Objects are made once: with
6.11.3 each new QImage that is painted on adds six references to None for good, which costs
nothing and can't abort, but would hide a loss.
"""

from __future__ import annotations

import gc
import sys

import pytest
from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

CALLS = 300
SLACK = 40
"""Counts move by a few with what the interpreter itself does; one lost a call would be 300."""


class Emitter(QObject):
    told = Signal(bool)


def exercise(widget: QWidget, label: QLabel, emitter: Emitter, image: QImage) -> None:
    """Calls that return or take None, True and False, through slots and painting too."""
    label.setVisible(True)
    label.setEnabled(label.isEnabled())
    label.setText("枫桥")
    widget.setUpdatesEnabled(True)
    widget.repaint()
    emitter.told.emit(True)
    emitter.told.emit(False)
    widget.findChild(QTimer)
    widget.parentWidget()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRect(0, 0, 4, 4), Qt.GlobalColor.black)
    painter.end()
    QApplication.processEvents()


@pytest.mark.parametrize("value", [None, True, False])
def test_counts_stay_flat(qtbot: QtBot, value: bool | None) -> None:
    widget, emitter = QWidget(), Emitter()
    label, image = QLabel(widget), QImage(8, 8, QImage.Format.Format_RGB32)
    qtbot.addWidget(widget)
    emitter.told.connect(lambda _on: None)
    widget.show()
    for _ in range(50):
        exercise(widget, label, emitter, image)
    gc.collect()
    before = sys.getrefcount(value)
    for _ in range(CALLS):
        exercise(widget, label, emitter, image)
    gc.collect()
    assert abs(sys.getrefcount(value) - before) < SLACK
