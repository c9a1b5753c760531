"""Hands on the board of the console's own window, on live cameras of the town."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import psutil
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.app import Console
from console.camera_store import CameraStore
from console.state.camera import Camera
from console.state.stream_state import Phase
from tests.guards.patience import PATIENCE_MS
from widgets.pane_view import PaneLook

Opener = Callable[..., Console]


def numbers(console: Console) -> list[str | None]:
    return list(console.video.controller.board.cameras)


def all_live(console: Console, count: int) -> Callable[[], bool]:
    controller = console.video.controller
    return lambda: list(controller.phases().values()) == [Phase.LIVE] * count


def centre(console: Console, pane: int) -> QPoint:
    """Middle of a pane; the tests' screen has a scale of 1."""
    return console.window.page.board.pane_rect(pane).center()


def key(
    console: Console,
    pressed: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.keyClick(console.window.page.board, pressed, modifier)


def dragged_to(widget: QWidget, at: QPoint) -> None:
    """The mouse moves with its left button held; QTest moves it with none."""
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        widget.mapToGlobal(QPointF(at)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, move)


def drop_from_tree(console: Console, search: str, pane: int) -> None:
    """Search, select what is found, and drop it as the tree's own drag would."""
    tree, board = console.window.tree, console.window.page.board
    tree.field.setText(search)
    tree.view.selectAll()
    mime, at = tree.drag_data(), QPointF(centre(console, pane))
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton)
    enter = QDragEnterEvent(at.toPoint(), *how, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(board, enter)
    assert enter.isAccepted()
    drop = QDropEvent(at, *how, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(board, drop)


def test_camera_dragged_from_the_tree_hangs_where_it_was_dropped(
    open_console: Opener, cameras: list[Camera], qtbot: QtBot
) -> None:
    console = open_console(layout="4")
    drop_from_tree(console, cameras[9].number, 2)
    one, two, _, four = (camera.number for camera in cameras[:4])
    assert numbers(console) == [one, two, cameras[9].number, four]
    qtbot.waitUntil(all_live(console, 4), timeout=PATIENCE_MS)


def test_panes_swap_by_mouse_and_empty_by_key(open_console: Opener, cameras: list[Camera]) -> None:
    console = open_console(layout="4")
    board = console.window.page.board
    first, second, third, fourth = (camera.number for camera in cameras[:4])
    QTest.mousePress(board, Qt.MouseButton.LeftButton, pos=centre(console, 0))
    for pane in (1, 3):
        dragged_to(board, centre(console, pane))
    QTest.mouseRelease(board, Qt.MouseButton.LeftButton, pos=centre(console, 3))
    assert numbers(console) == [fourth, second, third, first]
    QTest.mouseClick(board, Qt.MouseButton.LeftButton, pos=centre(console, 1))
    key(console, Qt.Key.Key_Delete)
    assert numbers(console) == [fourth, None, third, first]
    assert board.view(1).look is PaneLook.EMPTY


def test_arrows_move_and_swap(open_console: Opener, cameras: list[Camera]) -> None:
    console = open_console(layout="4")
    controller = console.video.controller
    key(console, Qt.Key.Key_Right)
    key(console, Qt.Key.Key_Down)
    assert controller.board.selected == 3
    key(console, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    first, second, third, fourth = (camera.number for camera in cameras[:4])
    assert numbers(console) == [first, second, fourth, third]


def test_enlarged_pane_gets_the_main_stream_without_black_and_comes_back(
    open_console: Opener, cameras: list[Camera], qtbot: QtBot
) -> None:
    console = open_console(layout="16")
    controller, board = console.video.controller, console.window.page.board
    qtbot.waitUntil(all_live(console, 16), timeout=PATIENCE_MS)
    before = controller.board
    QTest.mouseDClick(board, Qt.MouseButton.LeftButton, pos=centre(console, 5))
    looks: list[str] = []
    feed = controller.feed(5)
    assert feed is not None

    def main_is_shown() -> bool:
        looks.append(board.view(5).look)
        assert feed.acquire() is not None
        return feed.kind == "main"

    qtbot.waitUntil(main_is_shown, timeout=PATIENCE_MS)
    # A machine that is held up for two seconds shows an old picture, never none.
    assert set(looks) <= {PaneLook.LIVE, PaneLook.STALE}
    assert board.enlarged() == 5
    key(console, Qt.Key.Key_Escape)
    assert board.enlarged() is None
    assert controller.board.cameras == before.cameras
    assert controller.board.layout == before.layout
    assert [pane.zoom for pane in controller.board.panes] == [p.zoom for p in before.panes]


def test_wheel_zooms_the_enlarged_pane_and_0_shows_all_again(open_console: Opener) -> None:
    console = open_console(layout="4")
    controller, board = console.video.controller, console.window.page.board
    key(console, Qt.Key.Key_Return)
    at = QPointF(board.rect().center())
    wheel = QWheelEvent(
        at,
        board.mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(board, wheel)
    assert controller.board.panes[0].zoom.factor > 1.5
    key(console, Qt.Key.Key_0)
    assert controller.board.panes[0].zoom.factor == 1.0


def test_snapshot_says_which_camera_it_is_and_proves_itself(
    open_console: Opener, cameras: list[Camera], data: Path, qtbot: QtBot
) -> None:
    console = open_console(layout="4")
    qtbot.waitUntil(all_live(console, 4), timeout=PATIENCE_MS)
    # Live is what was decoded; a moment later it is there to be kept.
    qtbot.waitUntil(lambda: console.video.controller.is_ready(cameras[1].number))
    key(console, Qt.Key.Key_Right)
    key(console, Qt.Key.Key_S)
    folder = data / "snapshots"
    qtbot.waitUntil(lambda: len(list(folder.glob("*.json"))) == 1, timeout=PATIENCE_MS)
    facts = json.loads(next(folder.glob("*.json")).read_text(encoding="utf-8"))
    image = next(folder.glob("*.png"))
    assert facts["file"] == image.name
    assert facts["sha256"] == hashlib.sha256(image.read_bytes()).hexdigest()
    assert facts["camera"]["number"] == cameras[1].number
    assert facts["camera"]["name"] == cameras[1].name
    assert (facts["width"], facts["height"]) == (640, 360)


def test_key_mark_is_kept_and_reopens_no_stream(
    open_console: Opener, cameras: list[Camera], data: Path, qtbot: QtBot
) -> None:
    console = open_console(layout="4")
    qtbot.waitUntil(all_live(console, 4), timeout=PATIENCE_MS)
    streams = console.video.controller.streams()
    was = cameras[0].key
    key(console, Qt.Key.Key_K)
    assert CameraStore(data).load().cameras[0].key is not was
    assert console.window.page.board.view(0).key is not was
    assert console.video.controller.streams() == streams


def test_mark_in_an_opened_list_is_not_kept(
    open_console: Opener, cameras: list[Camera], data: Path
) -> None:
    CameraStore(data).save(cameras[:2])
    console = open_console(cameras, layout="4")
    key(console, Qt.Key.Key_K)
    assert console.window.page.board.view(0).key is not cameras[0].key
    assert list(CameraStore(data).load().cameras) == cameras[:2]
    assert "not kept" in console.window.notices.model.notice(0).text


def test_menu_of_a_pane_offers_what_makes_sense(open_console: Opener) -> None:
    console = open_console(layout="4")
    page = console.window.page
    menu = page.pane_menu(0)
    able = {action.text().split("\t")[0]: action.isEnabled() for action in menu.actions()}
    assert able["Enlarge"]
    assert able["Snapshot"]
    assert not able["Back to all panes"]
    assert not able["Whole picture"]
    menu.actions()[-1].trigger()
    assert numbers(console)[0] is None
    assert not any(action.isEnabled() for action in page.pane_menu(0).actions())


def test_decoder_killed_is_said_and_its_panes_come_back(open_console: Opener, qtbot: QtBot) -> None:
    console = open_console(layout="4")
    controller = console.video.controller
    qtbot.waitUntil(all_live(console, 4), timeout=PATIENCE_MS)
    (dead,) = controller.decoder_ids
    with qtbot.waitSignal(controller.pool.decoder_restarted, timeout=PATIENCE_MS):
        psutil.Process(dead).kill()
    assert "was started again" in console.window.notices.model.notice(0).text
    qtbot.waitUntil(all_live(console, 4), timeout=PATIENCE_MS)
    assert controller.decoder_ids != [dead]
