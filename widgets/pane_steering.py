"""A hand on a camera that turns, in its own pane: mouse and keys become where it should go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)

if TYPE_CHECKING:
    from widgets.pane_board import PaneBoard

HOLD_MS = 180
"""A button held for so long steers; let go before, it is a click."""
_NOTCH = 120
_LEAST_BOX = 0.02
_INK = QColor(255, 255, 255, 220)
_SHADE = QColor(0, 0, 0, 140)

KEYS: dict[int, str] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Plus: "in",
    Qt.Key.Key_Equal: "in",
    Qt.Key.Key_Minus: "out",
    Qt.Key.Key_PageUp: "in",
    Qt.Key.Key_PageDown: "out",
    Qt.Key.Key_BracketLeft: "near",
    Qt.Key.Key_BracketRight: "far",
}
_DIGITS = range(int(Qt.Key.Key_1), int(Qt.Key.Key_9) + 1)


@dataclass(frozen=True, slots=True)
class SteeringHand:
    """What a hand does now: a point of the picture (0…1, y down) it is held at, and held keys."""

    point: QPointF | None = None
    keys: frozenset[str] = frozenset()


class PaneSteering:
    """Steers one pane of a board while it is on; everything else of the board goes on as ever.

    A held left button steers towards the mouse, the faster the further from the middle; a click
    brings a point to the middle; Ctrl or the right button draws a box to zoom into.
    """

    def __init__(self, board: PaneBoard) -> None:
        self._board = board
        self.pane = -1
        self._keys: set[str] = set()
        self._pressed_at: QPointF | None = None
        self._mouse: QPointF | None = None
        self._is_box = False
        self._held = QElapsedTimer()
        self._hold = QTimer(board, singleShot=True, interval=HOLD_MS)
        self._hold.timeout.connect(self._begin_hold)

    def set_pane(self, pane: int) -> None:
        """Steer this pane; -1 for none."""
        if pane != self.pane:
            self.let_go()
            self.pane = pane
            self._board.update()

    def let_go(self) -> None:
        """Whatever is held is let go of: the window lost the keyboard, the pane went."""
        self._hold.stop()
        was = bool(self._keys) or self._mouse is not None or self._pressed_at is not None
        self._keys.clear()
        self._pressed_at = self._mouse = None
        self._is_box = False
        if was and self.pane >= 0:
            self._tell()
            self._board.update()

    # -- keys

    def key_press(self, event: QKeyEvent) -> bool:
        """Whether the key steers."""
        if self.pane < 0:
            return False
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if key in KEYS:
            if not event.isAutoRepeat():
                self._keys.add(KEYS[key])
                self._tell()
            return True
        if event.isAutoRepeat():
            return key == Qt.Key.Key_Home or key in _DIGITS
        if key in _DIGITS:
            self._board.preset_requested.emit(key - int(Qt.Key.Key_0))
        elif key == Qt.Key.Key_Home:
            self._board.home_requested.emit()
        elif key == Qt.Key.Key_Escape:
            self._board.steering_left.emit()
        else:
            return False
        return True

    def key_release(self, event: QKeyEvent) -> bool:
        """Whether the key steered."""
        if self.pane < 0 or event.key() not in KEYS:
            return False
        if not event.isAutoRepeat() and KEYS[event.key()] in self._keys:
            self._keys.discard(KEYS[event.key()])
            self._tell()
        return True

    # -- mouse

    def press(self, event: QMouseEvent) -> bool:
        """Whether the press belongs to the steered pane."""
        if not self._is_mine(event.position()):
            return False
        right = event.button() is Qt.MouseButton.RightButton
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.button() is not Qt.MouseButton.LeftButton and not right:
            return False
        self._is_box = right or control
        self._pressed_at = self._mouse = event.position()
        if not self._is_box:
            self._hold.start()
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Whether the mouse steers or draws."""
        if self._pressed_at is None:
            return False
        self._mouse = event.position()
        far = (event.position() - self._pressed_at).manhattanLength()
        if self._hold.isActive() and far >= QGuiApplication.styleHints().startDragDistance():
            self._hold.stop()
            self._held.start()
        if not self._is_box and not self._hold.isActive():
            self._tell()
        self._board.update()
        return True

    def release(self, event: QMouseEvent) -> bool:
        """Whether something ended."""
        if self._pressed_at is None:
            return False
        begun, was_click = self._pressed_at, self._hold.isActive()
        box = self._box(event.position()) if self._is_box else None
        self._hold.stop()
        self._pressed_at = self._mouse = None
        self._is_box = False
        if box is not None and min(box.width(), box.height()) >= _LEAST_BOX:
            self._board.box_requested.emit(box)
        elif was_click:
            self._board.centre_requested.emit(self._board.tile_point(self.pane, begun))
        else:
            self._tell()
        self._board.update()
        return True

    def double_click(self, event: QMouseEvent) -> bool:
        """A double click is two clicks here: nothing is enlarged or left by it."""
        return self._is_mine(event.position())

    def wheel(self, event: QWheelEvent) -> bool:
        """Whether the wheel zooms the lens."""
        steps = event.angleDelta().y() / _NOTCH
        if not self._is_mine(event.position()) or not steps:
            return False
        self._board.lens_requested.emit(steps)
        event.accept()
        return True

    def _is_mine(self, position: QPointF) -> bool:
        return self.pane >= 0 and self._board.pane_at(position) == self.pane

    def _begin_hold(self) -> None:
        self._tell()
        self._board.update()

    def _tell(self) -> None:
        point = None
        if self._mouse is not None and not self._is_box and not self._hold.isActive():
            point = self._board.tile_point(self.pane, self._mouse)
        self._board.hand_changed.emit(SteeringHand(point, frozenset(self._keys)))

    def _box(self, to: QPointF) -> QRectF:
        assert self._pressed_at is not None
        one = self._board.tile_point(self.pane, self._pressed_at)
        two = self._board.tile_point(self.pane, to)
        return QRectF(one, two).normalized()

    # -- what is drawn over the picture

    def paint(self, painter: QPainter, placed: QRectF, dpr: float) -> None:
        """A cross in the middle; the arrow of a hand, or the box that it draws (device pixels)."""
        if self.pane < 0:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = placed.center()
        self._cross(painter, middle, dpr)
        if self._mouse is None or self._hold.isActive() or self._pressed_at is None:
            return
        to = self._board.device_point(self._mouse)
        if self._is_box:
            start = self._board.device_point(self._pressed_at)
            self._stroke(painter, dpr, lambda: painter.drawRect(QRectF(start, to).normalized()))
        else:
            self._stroke(painter, dpr, lambda: painter.drawLine(middle, to))
            self._stroke(painter, dpr, lambda: painter.drawEllipse(to, 5 * dpr, 5 * dpr))

    def _cross(self, painter: QPainter, middle: QPointF, dpr: float) -> None:
        inner, outer = 6 * dpr, 16 * dpr
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            way = QPointF(x, y)
            self._stroke(
                painter,
                dpr,
                lambda way=way: painter.drawLine(middle + way * inner, middle + way * outer),
            )

    @staticmethod
    def _stroke(painter: QPainter, dpr: float, draw: object) -> None:
        assert callable(draw)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_SHADE, 4.0), (_INK, 1.6)):
            painter.setPen(QPen(colour, width * dpr))
            draw()
