"""Mouse, keys and drops on the pane board."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.widgets.synthetic_frames import SyntheticSource, grid
from widgets.pane_board import PaneBoard
from widgets.pane_view import CAMERA_MIME, PaneLook, PaneView

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def board(qtbot: QtBot) -> PaneBoard:
    """A shown board of 2×2 live panes; pane 3 is empty."""
    board = PaneBoard()
    qtbot.addWidget(board)
    board.resize(640, 360)
    board.set_cells(grid(2, 2))
    for index in range(3):
        source = SyntheticSource(318, 178)
        source.publish(QColor("#336699"))
        board.set_view(
            index,
            PaneView(title=f"C{index}", look=PaneLook.LIVE, source=source, tooltip=f"tip {index}"),
        )
    with qtbot.waitExposed(board):
        board.show()
    return board


def centre(board: PaneBoard, index: int) -> QPoint:
    return board.pane_rect(index).center()


def heard(signal: object) -> list[tuple[object, ...]]:
    """Everything a signal says from now on."""
    said: list[tuple[object, ...]] = []
    connect: Callable[[Callable[..., None]], object] = signal.connect  # type: ignore[attr-defined]
    connect(lambda *values: said.append(values))
    return said


def drag(board: PaneBoard, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(board, LEFT, pos=start)
    QTest.mouseMove(board, start + QPoint(15, 15))
    QTest.mouseMove(board, end)
    QTest.mouseRelease(board, LEFT, pos=end)


def test_click_selects(board: PaneBoard) -> None:
    selected = heard(board.pane_selected)
    QTest.mouseClick(board, LEFT, pos=centre(board, 2))
    assert board.selected() == 2
    assert selected == [(2,)]


def test_dragging_a_pane_onto_another_swaps(board: PaneBoard) -> None:
    swapped = heard(board.panes_swapped)
    drag(board, centre(board, 0), centre(board, 3))
    assert swapped == [(0, 3)]
    drag(board, centre(board, 3), centre(board, 0))
    drag(board, centre(board, 1), centre(board, 1) + QPoint(30, 20))
    assert swapped == [(0, 3)]


def test_dragging_in_a_zoomed_pane_pans(board: PaneBoard) -> None:
    panned, swapped = heard(board.pan_requested), heard(board.panes_swapped)
    board.set_zoom(0, QRectF(0.25, 0.25, 0.5, 0.5))
    board.repaint()
    drag(board, centre(board, 0), centre(board, 0) - QPoint(60, 0))
    assert not swapped
    moved = [delta for _, delta in panned if isinstance(delta, QPointF)]
    assert sum(delta.x() for delta in moved) == pytest.approx(60 / 319 * 0.5, rel=0.02)


def test_double_click_enlarges_and_comes_back(board: PaneBoard) -> None:
    enlarge, restore = heard(board.pane_enlarge_requested), heard(board.restore_requested)
    QTest.mouseDClick(board, LEFT, pos=centre(board, 1))
    assert enlarge == [(1,)]
    board.set_enlarged(1)
    QTest.mouseDClick(board, LEFT, pos=board.rect().center())
    assert restore == [()]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Key.Key_Return, "pane_enlarge_requested"),
        (Key.Key_Enter, "pane_enlarge_requested"),
        (Key.Key_Delete, "remove_requested"),
        (Key.Key_S, "snapshot_requested"),
        (Key.Key_K, "key_mark_requested"),
    ],
)
def test_keys_act_on_the_selected_pane(board: PaneBoard, key: Qt.Key, name: str) -> None:
    said = heard(getattr(board, name))
    QTest.keyClick(board, key)
    assert said == []
    board.set_selected(2)
    QTest.keyClick(board, key)
    assert said == [(2,)]


def test_arrows_move_and_control_arrows_swap(board: PaneBoard) -> None:
    moves, swapped = heard(board.move_requested), heard(board.panes_swapped)
    board.set_selected(0)
    for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down):
        QTest.keyClick(board, key)
    assert moves == [("left",), ("right",), ("up",), ("down",)]
    QTest.keyClick(board, Key.Key_Down, CONTROL)
    QTest.keyClick(board, Key.Key_Up, CONTROL)
    assert swapped == [(0, 2)]


def test_escape_restores_only_while_enlarged(board: PaneBoard) -> None:
    restore = heard(board.restore_requested)
    QTest.keyClick(board, Key.Key_Escape)
    assert restore == []
    board.set_enlarged(0)
    QTest.keyClick(board, Key.Key_Escape)
    assert restore == [()]


def wheel(board: PaneBoard, position: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(position),
        QPointF(board.mapToGlobal(position)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(board, event)


def test_wheel_zooms_with_control_or_when_enlarged(board: PaneBoard) -> None:
    zoom = heard(board.zoom_requested)
    wheel(board, centre(board, 0), Qt.KeyboardModifier.NoModifier)
    assert zoom == []
    wheel(board, centre(board, 0), CONTROL)
    board.set_enlarged(1)
    wheel(board, board.rect().center(), Qt.KeyboardModifier.NoModifier)
    assert [(said[0], said[2]) for said in zoom] == [(0, 1.0), (1, 1.0)]
    point = zoom[1][1]
    assert isinstance(point, QPointF)
    assert (point - QPointF(0.5, 0.5)).manhattanLength() < 0.01


def drop(board: PaneBoard, position: QPoint, raw: bytes) -> bool:
    data = QMimeData()
    data.setData(CAMERA_MIME, raw)
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(board, QDragEnterEvent(position, action, data, LEFT, none))
    QApplication.sendEvent(board, QDragMoveEvent(position, action, data, LEFT, none))
    event = QDropEvent(QPointF(position), action, data, LEFT, none)
    QApplication.sendEvent(board, event)
    return event.isAccepted()


def test_cameras_dropped_on_a_pane(board: PaneBoard) -> None:
    one, many = heard(board.camera_dropped), heard(board.cameras_dropped)
    assert drop(board, centre(board, 3), "枫-0012".encode())
    assert drop(board, centre(board, 1), b"1\n2\n\n2\n3\n")
    assert one == [(3, "枫-0012")]
    assert many == [(1, ["1", "2", "3"])]


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"x" * 65, b"a\x00b", b"1\n" * 70_000])
def test_malformed_drops_change_nothing(board: PaneBoard, raw: bytes) -> None:
    one, many = heard(board.camera_dropped), heard(board.cameras_dropped)
    assert not drop(board, centre(board, 0), raw)
    assert one == many == []


def test_tooltip_follows_the_mouse(board: PaneBoard, qtbot: QtBot) -> None:
    def shows(tip: str) -> bool:
        return board.toolTip() == tip

    for pane, tip in ((0, "tip 0"), (1, "tip 1"), (3, "")):
        QTest.mouseMove(board, centre(board, pane))
        qtbot.waitUntil(partial(shows, tip))
