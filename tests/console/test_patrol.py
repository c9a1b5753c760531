"""Patrols through the real window on real cameras: no black in between, touched, resumed, kept."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from console.app import Console
from console.pages.patrol_editor import PatrolEditor
from console.state.patrol_plan import ALL, PatrolPlan, PatrolPlans
from console.state.stream_state import Phase
from tests.console.conftest import Opener


def run_patrol(console: Console, plan: PatrolPlan) -> None:
    console.patrols.set_plans(PatrolPlans((plan,)))
    assert console.patrols.start(plan.name)


def live(console: Console) -> bool:
    """Whether every pane shows a picture."""
    board = console.video.controller
    return all(board.state(pane).phase is Phase.LIVE for pane in range(len(board.board.panes)))


def test_cameras_pass_through_the_panes_and_no_pane_goes_black(
    qtbot: QtBot, open_console: Opener
) -> None:
    console = open_console(layout="4")
    board = console.video.controller
    qtbot.waitUntil(lambda: live(console))
    before = board.board
    run_patrol(console, PatrolPlan("老街", groups=(ALL,), dwell_s=5))
    seen: set[str] = set()
    dark: list[int] = []
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < 40_000 and len(seen) < 7:
        qtbot.wait(40)
        seen |= {camera for camera in board.board.cameras if camera}
        dark += [p for p in range(4) if board.feed(p) is None or not board.feed(p).sequence()]  # type: ignore[union-attr]
    assert len(seen) >= 7
    assert dark == []  # whoever came had a picture already
    assert board.open_count <= 4 + 4
    console.patrols.stop()
    assert board.board == before
    qtbot.waitUntil(lambda: board.open_count == 4)


def test_whoever_touches_the_board_has_it(qtbot: QtBot, open_console: Opener) -> None:
    console = open_console(layout="4")
    run_patrol(console, PatrolPlan("老街", groups=(ALL,), dwell_s=5))
    board = console.window.page.board
    qtbot.keyClick(board, Qt.Key.Key_Right)
    assert console.patrols.paused_s > 50
    qtbot.waitUntil(lambda: "老街" in console.window.status.patrol_words())
    now = console.video.controller.board
    qtbot.wait(1500)
    assert console.video.controller.board == now
    console.patrols.go_on()
    assert console.patrols.paused_s == 0


def test_a_plan_is_made_with_the_form_and_kept(qtbot: QtBot, open_console: Opener) -> None:
    console = open_console(layout="4")
    console.patrol_menu.edit(None)
    (editor,) = console.window.findChildren(PatrolEditor)
    assert not editor.isModal()
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert editor.fault.isVisible()  # no name yet
    editor.name.setText("夜间巡查")
    editor.groups.list.item(0).setCheckState(Qt.CheckState.Checked)
    editor.dwell.setValue(20)
    editor.by_clock.setChecked(True)
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    (plan,) = console.patrols.plans.plans
    assert (plan.name, plan.groups, plan.dwell_s) == ("夜间巡查", (ALL,), 20)
    assert plan.hours is not None
    console.window.close()
    again = open_console()
    assert again.patrols.plans.plans == (plan,)
    assert not [one for one in again.window.findChildren(QDialog) if one.isVisible()]


def test_ctrl_t_begins_and_ends(qtbot: QtBot, open_console: Opener) -> None:
    console = open_console(layout="1")
    console.patrols.set_plans(PatrolPlans((PatrolPlan("甲", groups=(ALL,)),)))
    window, control = console.window, Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_T, control)
    assert console.patrols.name == "甲"
    qtbot.keyClick(window, Qt.Key.Key_T, control | Qt.KeyboardModifier.ShiftModifier)
    assert console.patrols.paused_s > 3600
    qtbot.keyClick(window, Qt.Key.Key_T, control)
    assert console.patrols.name == ""
    console.patrols.set_plans(PatrolPlans((PatrolPlan("乙", ("C999",)),)))
    qtbot.keyClick(window, Qt.Key.Key_T, control)
    assert console.patrols.name == ""  # none of its cameras is there
