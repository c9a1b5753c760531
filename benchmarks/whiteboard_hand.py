"""The hand of ``whiteboard``: draws, speaks and moves the map at one console's table."""

from __future__ import annotations

import math
import time
from random import Random
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

from console.pages.consult_surfaces import MAP
from console.pages.consult_window import ConsultWindow
from widgets.drawing_values import DrawingTool, Point, Stroke, rounded
from widgets.map_surface import MapSurface

STROKE_S: Final = 1.0
MOVE_MS: Final = 16
"""A mouse tells sixty times a second where it is."""
STEP_PX: Final = 6.0
_NONE, _LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton


class Hand(QObject):
    """Mouse and keyboard go to the widgets as Qt hands them over.

    Signals:
        drawn: A stroke ended: when each place of it was drawn, when the pen was lifted, its id.
    """

    drawn = Signal(object)

    def __init__(self, window: ConsultWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._words = window.words
        self._surfaces = window.centre.surfaces
        self._layer = self._surfaces.layer(MAP)
        self._ground = MapSurface(self._surfaces.map)
        self._bar = window.centre.bar
        self._way: list[QPointF] = []
        self._told: dict[str, Any] = {}
        self._next = QTimer(self, interval=MOVE_MS, timerType=Qt.TimerType.PreciseTimer)
        self._next.timeout.connect(self.on_next)
        self._surfaces.stroke_made.connect(self.on_stroke_made)

    def draw(self, seed: int) -> None:
        """Press, draw for a second, lift the pen; another seed, another line."""
        self._bar.choose_tool(DrawingTool.PEN)
        self._way = way_of(seed, self._layer.width(), self._layer.height())
        self._told = {"places": [], "lifted": 0.0, "stroke": ""}
        self._send(QEvent.Type.MouseButtonPress, self._way.pop(0), _LEFT, _LEFT)
        self._next.start()

    def on_next(self) -> None:
        """Some pixels further, or it is done."""
        if len(self._way) > 1:
            self._send(QEvent.Type.MouseMove, self._way.pop(0), _NONE, _LEFT)
            return
        self._next.stop()
        self._told["lifted"] = self._send(
            QEvent.Type.MouseButtonRelease, self._way.pop(), _LEFT, _NONE
        )
        self.drawn.emit(self._told)

    def on_stroke_made(self, _: str, stroke: Stroke) -> None:
        """The stroke has a name now."""
        self._told["stroke"] = stroke.id

    def _send(
        self, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, held: Qt.MouseButton
    ) -> float:
        """Let the mouse tell something; when it did."""
        there = QPointF(self._layer.mapToGlobal(at))
        event = QMouseEvent(kind, at, there, button, held, Qt.KeyboardModifier.NoModifier)
        place = self._ground.to_surface(at)
        now = time.monotonic()
        if place is not None:
            (lon, lat) = rounded([place], self._ground.decimals)[0]
            self._told["places"].append([now, lon, lat, there.x(), there.y()])
        QCoreApplication.sendEvent(self._layer, event)
        return now

    def say(self, text: str) -> float:
        """Write something and send it; when Enter was pressed."""
        entry = self._words.chat.entry
        entry.insertPlainText(text)
        now = time.monotonic()
        QTest.keyClick(entry, Qt.Key.Key_Return)
        return now

    def move_map(self, way: str) -> dict[str, Any]:
        """Move the map by a key, left or right; when, and where it is then."""
        now = time.monotonic()
        key = Qt.Key.Key_Left if way == "left" else Qt.Key.Key_Right
        QTest.keyClick(self._surfaces.map, key)
        return {"at": now, "map": self._surfaces.view()["map"]}


def way_of(seed: int, width: float, height: float) -> list[QPointF]:
    """A line that winds about; it turns back before it comes to the edge."""
    rng = Random(seed)
    x, y = rng.uniform(0.2, 0.8) * width, rng.uniform(0.2, 0.8) * height
    towards, turn = rng.uniform(0, math.tau), rng.uniform(-0.06, 0.06)
    way: list[Point] = [(x, y)]
    for _ in range(round(1000 * STROKE_S / MOVE_MS)):
        if not (0.1 * width < x < 0.9 * width and 0.1 * height < y < 0.9 * height):
            towards = math.atan2(height / 2 - y, width / 2 - x)
        towards += turn
        x, y = x + STEP_PX * math.cos(towards), y + STEP_PX * math.sin(towards)
        way.append((x, y))
    return [QPointF(round(x), round(y)) for x, y in way]
