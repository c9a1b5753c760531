"""What the mouse does on the pane board: select, swap, pan, zoom, enlarge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWheelEvent

from widgets.pane_view import PaneLook

if TYPE_CHECKING:
    from widgets.pane_board import PaneBoard

_WHEEL_NOTCH = 120


class PaneGestures:
    """Remembers one press of the left button until it is a click, a swap or a pan."""

    def __init__(self, board: PaneBoard) -> None:
        self._board = board
        self._pressed = -1
        self._pressed_at = QPointF()
        self._panned_to = QPointF()
        self._dragging = False

    def forget(self) -> None:
        """Drop a drag in progress: the panes it began on moved away."""
        if self._dragging:
            self._board.unsetCursor()
        self._pressed, self._dragging = -1, False
        self._board.set_drop_target(-1)

    def press(self, event: QMouseEvent) -> None:
        """Select the pane under the mouse and remember where a drag may begin."""
        index = self._board.pane_at(event.position())
        if index < 0:
            return
        if index != self._board.selected():
            self._board.set_selected(index)
            self._board.pane_selected.emit(index)
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragging = index, False
            self._pressed_at = self._panned_to = event.position()

    def move(self, event: QMouseEvent) -> None:
        """Pan a zoomed pane, or show where a dragged pane would land."""
        if self._pressed < 0 or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if not self._dragging and not self._begin(event.position()):
            return
        if self._board.is_zoomed(self._pressed):
            moved = event.position() - self._panned_to
            self._panned_to = event.position()
            self._board.pan_requested.emit(
                self._pressed, self._board.tile_delta(self._pressed, moved)
            )
            return
        target = self._board.pane_at(event.position())
        self._board.set_drop_target(target if target != self._pressed else -1)

    def _begin(self, position: QPointF) -> bool:
        far = (position - self._pressed_at).manhattanLength()
        if far < QGuiApplication.styleHints().startDragDistance():
            return False
        zoomed = self._board.is_zoomed(self._pressed)
        empty = self._board.view(self._pressed).look is PaneLook.EMPTY
        if not zoomed and (empty or self._board.enlarged() is not None):
            return False
        self._dragging = True
        self._board.setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def release(self, event: QMouseEvent) -> None:
        """End a drag; dropped on another pane the two swap."""
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed < 0:
            return
        pressed, swapping = self._pressed, self._dragging
        target = self._board.pane_at(event.position())
        swapping = swapping and not self._board.is_zoomed(pressed)
        self.forget()
        if swapping and target >= 0 and target != pressed:
            self._board.panes_swapped.emit(pressed, target)

    def double_click(self, event: QMouseEvent) -> None:
        """Enlarge the pane, or come back."""
        index = self._board.pane_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or index < 0:
            return
        self._pressed = -1
        if self._board.enlarged() is not None:
            self._board.restore_requested.emit()
        else:
            self._board.pane_enlarge_requested.emit(index)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom: with Ctrl anywhere; plainly where a pane is enlarged or zoomed already."""
        index = self._board.pane_at(event.position())
        steps = event.angleDelta().y() / _WHEEL_NOTCH
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        plain = index >= 0 and (self._board.enlarged() == index or self._board.is_zoomed(index))
        if index < 0 or not steps or not (control or plain):
            event.ignore()
            return
        point = self._board.tile_point(index, event.position())
        self._board.zoom_requested.emit(index, point, steps)
        event.accept()
