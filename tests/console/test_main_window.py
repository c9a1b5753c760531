"""The console's window as an operator works with it, on live cameras of the town."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from console.app import Console
from console.session_store import SessionStore
from console.state.camera import Camera
from console.state.load_guard import FULL, LoadGuard
from console.state.stream_state import Phase
from tests.video.live_town import HASTY

Opener = Callable[..., Console]
LIVE = Phase.LIVE


def actions(window: QMainWindow) -> dict[str, QAction]:
    """Every action of a window's menus by its words, without the mnemonic."""
    found: dict[str, QAction] = {}
    waiting = list(window.menuBar().actions())
    while waiting:
        action = waiting.pop(0)
        found.setdefault(action.text().replace("&", "").strip(), action)
        menu = action.menu()
        if isinstance(menu, QMenu):
            waiting += menu.actions()
    return found


def wait_live(console: Console, count: int, qtbot: QtBot) -> None:
    phases = console.video.controller.phases
    qtbot.waitUntil(lambda: list(phases().values()) == [LIVE] * count)


@pytest.mark.parametrize(
    ("name", "panes"),
    [("1", 1), ("4", 4), ("9", 9), ("16", 16), ("25", 25), ("36", 36), ("40", 40), ("64", 64)],
)
def test_number_of_panes_is_chosen_in_the_menu(open_console: Opener, name: str, panes: int) -> None:
    console = open_console([], layout="1")
    actions(console.window)[name].trigger()
    assert console.window.page.board.pane_count() == panes


def test_fewer_panes_and_back_keep_who_hung_there(
    open_console: Opener, cameras: list[Camera], qtbot: QtBot
) -> None:
    console = open_console(layout="9")
    before = list(console.video.controller.board.cameras)
    menu = actions(console.window)
    for name in ("1", "1 + 5", "64", "4", "9"):
        menu[name].trigger()
    assert list(console.video.controller.board.cameras) == before
    wait_live(console, len([camera for camera in before if camera]), qtbot)


def answer(window: QWidget, text: str) -> None:
    """Type into the question that is open beside the window."""
    (dialog,) = [one for one in window.findChildren(QInputDialog) if one.isVisible()]
    assert not dialog.isModal()
    dialog.setTextValue(text)
    dialog.accept()


def test_saved_layout_is_called_renamed_and_deleted(
    open_console: Opener, data: Path, qtbot: QtBot
) -> None:
    console = open_console(layout="4")
    window = console.window
    before = list(console.video.controller.board.cameras)
    window.on_save_layout_chosen()
    answer(window, "早班")
    actions(window)["Clear the board"].trigger()
    assert not any(console.video.controller.board.cameras)
    window.saved_caller("早班")()
    assert list(console.video.controller.board.cameras) == before
    window.saved_renamer("早班")()
    answer(window, "夜班")
    qtbot.waitUntil(lambda: SessionStore(data).load().saved.names == ("夜班",))
    window.saved_deleter("夜班")()
    qtbot.waitUntil(lambda: not SessionStore(data).load().saved.names)


def test_language_changes_everywhere_at_once(open_console: Opener, qtbot: QtBot) -> None:
    console = open_console(layout="4")
    wait_live(console, 4, qtbot)
    english = set(actions(console.window))
    qtbot.waitUntil(lambda: console.window.page.board.view(0).status_text == "Live")
    actions(console.window)["简体中文"].trigger()
    qtbot.waitUntil(lambda: console.window.page.board.view(0).status_text == "实时")
    chinese = set(actions(console.window))
    kept = {word for word in english & chinese if word and not word[0].isdigit()}
    assert kept <= {"English", "简体中文"}
    assert all("Camera" not in word for word in chinese)
    actions(console.window)["English"].trigger()
    qtbot.waitUntil(lambda: console.window.page.board.view(0).status_text == "Live")
    assert set(actions(console.window)) == english


def test_full_screen_and_back_by_key(open_console: Opener, qtbot: QtBot) -> None:
    console = open_console(layout="4")
    window = console.window
    QTest.keyClick(window, Qt.Key.Key_F11)
    qtbot.waitUntil(window.isFullScreen)
    qtbot.waitUntil(lambda: window.menuBar().height() == 0)
    assert not window.statusBar().isVisible()
    QTest.keyClick(window, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    qtbot.waitUntil(lambda: window.menuBar().height() > 0)
    assert window.statusBar().isVisible()


def test_too_much_load_slows_panes_and_says_so_until_it_is_over(
    open_console: Opener, qtbot: QtBot
) -> None:
    console = open_console(layout="9")
    wait_live(console, 9, qtbot)
    controller, board = console.video.controller, console.window.page.board
    controller.guard = LoadGuard(HASTY)
    budgets = [controller.feed(pane) for pane in range(9)]

    def fed(percent: float) -> Callable[[], bool]:
        def slow() -> bool:
            controller.on_load_measured(percent)
            controller.on_refresh_tick()
            return any(board.view(pane).shed for pane in range(9))

        return slow

    qtbot.waitUntil(fed(100.0))
    qtbot.waitUntil(lambda: not fed(5.0)())
    assert all(feed is not None and feed.budget == FULL for feed in budgets)


@pytest.mark.parametrize("words", ["市场东门", "shichangdongmen", "scdm", "C002"])
def test_camera_is_found_by_name_pinyin_initials_and_number(
    open_console: Opener, words: str
) -> None:
    console = open_console(layout="4")
    tree = console.window.tree
    console.window.on_find_chosen()
    assert tree.field.hasFocus()
    if words.isascii():
        QTest.keyClicks(tree.field, words)
    else:
        tree.field.setText(words)  # Chinese comes from an input method, not from keys
    tree.view.selectAll()
    mime = tree.drag_data()
    assert "C002" in bytes(mime.data(mime.formats()[0]).data()).decode().split("\n")


def test_session_comes_back_after_close_and_after_a_crash(
    open_console: Opener, data: Path, qtbot: QtBot
) -> None:
    first = open_console(layout="4")
    actions(first.window)["9"].trigger()
    first.window.page.board.remove_requested.emit(1)
    kept = list(first.video.controller.board.cameras)
    first.window.close()
    second = open_console()
    assert list(second.video.controller.board.cameras) == kept
    second.window.page.board.remove_requested.emit(0)
    qtbot.waitUntil(
        lambda: SessionStore(data).load().board.cameras[0] is None,
    )
    third = open_console()  # the second never closed
    assert list(third.video.controller.board.cameras) == [None, *kept[1:]]
