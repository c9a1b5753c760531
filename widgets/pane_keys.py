"""What each key does on the pane board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from widgets.pane_geometry import Direction

if TYPE_CHECKING:
    from widgets.pane_board import PaneBoard

_ARROWS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_PAN: dict[Direction, QPointF] = {
    "left": QPointF(-1, 0),
    "right": QPointF(1, 0),
    "up": QPointF(0, -1),
    "down": QPointF(0, 1),
}
_PAN_SHARE = 0.2
"""Share of the shown part that one key press moves it by."""
ZOOM_RESET_STEPS = -50.0


def handle_key(board: PaneBoard, event: QKeyEvent) -> bool:
    """Turn a key into one of the board's signals; False if the key means nothing here.

    Arrows move the selection, Ctrl+arrows swap, Shift+arrows pan; +, - and 0 zoom.
    """
    key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == Qt.Key.Key_Escape:
        if board.enlarged() is None:
            return False
        board.restore_requested.emit()
        return True
    if key in _ARROWS:
        return _arrow(board, _ARROWS[key], modifiers)
    selected = board.selected()
    plain = not modifiers & ~Qt.KeyboardModifier.ShiftModifier
    return selected >= 0 and plain and (_act(board, key, selected) or _zoom(board, key, selected))


def _arrow(board: PaneBoard, direction: Direction, modifiers: Qt.KeyboardModifier) -> bool:
    selected = board.selected()
    if modifiers == Qt.KeyboardModifier.NoModifier:
        board.move_requested.emit(direction)
    elif selected < 0:
        return False
    elif modifiers == Qt.KeyboardModifier.ControlModifier:
        other = board.neighbour(selected, direction)
        if board.enlarged() is None and other != selected:
            board.panes_swapped.emit(selected, other)
    elif modifiers == Qt.KeyboardModifier.ShiftModifier and board.is_zoomed(selected):
        share = board.zoom(selected).width() * _PAN_SHARE
        board.pan_requested.emit(selected, _PAN[direction] * share)
    else:
        return False
    return True


def _act(board: PaneBoard, key: int, selected: int) -> bool:
    enlarged = board.enlarged() is not None
    enlarge = Qt.Key.Key_Return, Qt.Key.Key_Enter
    if key in enlarge and enlarged:
        board.restore_requested.emit()
    elif key in enlarge:
        board.pane_enlarge_requested.emit(selected)
    elif key == Qt.Key.Key_Delete:
        board.remove_requested.emit(selected)
    elif key == Qt.Key.Key_S:
        board.snapshot_requested.emit(selected)
    elif key == Qt.Key.Key_E:
        board.event_requested.emit(selected)
    elif key == Qt.Key.Key_M:
        board.map_requested.emit(selected)
    elif key == Qt.Key.Key_P:
        board.steering_requested.emit(selected)
    elif key == Qt.Key.Key_W:
        board.wall_requested.emit(selected)
    elif key == Qt.Key.Key_K:
        board.key_mark_requested.emit(selected)
    else:
        return False
    return True


def _zoom(board: PaneBoard, key: int, selected: int) -> bool:
    steps = {
        Qt.Key.Key_Plus: 1.0,
        Qt.Key.Key_Equal: 1.0,
        Qt.Key.Key_Minus: -1.0,
        Qt.Key.Key_0: ZOOM_RESET_STEPS,
    }.get(Qt.Key(key))
    if steps is None:
        return False
    board.zoom_requested.emit(selected, board.zoom(selected).center(), steps)
    return True
