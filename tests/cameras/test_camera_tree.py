"""The tree in a real window: the model keeps Qt's rules, keys and drags do what they should."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from console.models.camera_tree_model import CameraTreeModel
from console.state.camera import Camera
from console.state.stream_state import Phase
from tests.cameras.town import by_name, town
from widgets.camera_roles import Light, TreeRole
from widgets.camera_tree import CameraTree
from widgets.pane_view import CAMERA_MIME

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(qtbot: QtBot) -> CameraTreeModel:
    made = CameraTreeModel()
    made.set_cameras(town())
    return made


@pytest.fixture
def tree(qtbot: QtBot, model: CameraTreeModel) -> CameraTree:
    made = CameraTree(model, by_name(town()))
    qtbot.addWidget(made)
    made.resize(320, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def dragged(tree: CameraTree) -> list[str]:
    return bytes(tree.drag_data().data(CAMERA_MIME).data()).decode().split("\n")


def select(tree: CameraTree, index: QModelIndex) -> None:
    tree.view.setCurrentIndex(tree.filter.mapFromSource(index))


def test_model_keeps_the_rules_of_qt(model: CameraTreeModel) -> None:
    tester = QAbstractItemModelTester(model, STRICT)
    model.set_states({"C0001": Phase.LIVE, "C0009": Phase.LOST})
    model.set_on_board(["C0001"])
    model.set_cameras(town(10))
    model.set_cameras([])
    assert tester.model() is model


def test_filter_keeps_the_rules_of_qt(tree: CameraTree, model: CameraTreeModel) -> None:
    model.set_cameras(town(60))  # the tester asks about each, again and again
    tester = QAbstractItemModelTester(tree.filter, STRICT)
    tree.field.setText("东门")
    tree.field.setText("nothing like it")
    tree.field.clear()
    assert tester.model() is tree.filter


def test_states_come_as_few_changes_and_without_a_reset(
    qtbot: QtBot, model: CameraTreeModel
) -> None:
    changes: list[QModelIndex] = []
    resets: list[None] = []
    model.dataChanged.connect(lambda top, *_: changes.append(top))
    model.modelReset.connect(lambda: resets.append(None))
    model.set_states(dict.fromkeys((c.number for c in town()), Phase.LIVE))
    # 40 grids with their cameras, 8 villages with their grids, the row of villages.
    assert len(changes) == 40 + 8 + 1
    assert not resets
    changes.clear()
    model.set_states(dict.fromkeys((c.number for c in town()), Phase.LIVE))
    assert not changes


def test_counts_follow_states(model: CameraTreeModel) -> None:
    model.set_states({"C0001": Phase.LIVE, "C0041": Phase.LIVE, "C0081": Phase.LOST})
    model.set_states({"C0041": Phase.STALE, "unknown": Phase.LIVE})
    grid = model.parent(model.index_of("C0001"))
    village = model.parent(grid)
    for group, total in ((grid, 25), (village, 125)):
        assert group.data(TreeRole.LIVE.value) == 1
        assert group.data(TreeRole.LOST.value) == 1
        assert group.data(TreeRole.TOTAL.value) == total
    assert model.index_of("C0041").data(TreeRole.LIGHT.value) == Light.STALE
    assert model.index_of("C0002").data(TreeRole.LIGHT.value) == Light.UNKNOWN


def test_every_state_has_its_own_words(model: CameraTreeModel) -> None:
    words = set()
    for phase in Phase:
        model.set_states({"C0002": phase})
        words.add(model.index_of("C0002").data(Qt.ItemDataRole.ToolTipRole))
    assert len(words) == len(Phase)
    assert not any("secret-word" in word or "rtsp" in word for word in words)


def test_states_and_board_marks_outlive_a_new_list(model: CameraTreeModel) -> None:
    model.set_states({"C0003": Phase.LIVE})
    model.set_on_board(["C0003"])
    model.set_cameras(town(20))
    index = model.index_of("C0003")
    assert index.data(TreeRole.LIGHT.value) == Light.LIVE
    assert index.data(TreeRole.ON_BOARD.value)
    assert model.parent(index).data(TreeRole.LIVE.value) == 1


def test_equal_grids_of_two_villages_stay_apart(model: CameraTreeModel) -> None:
    model.set_cameras([Camera("A", "a", "甲村", "01", ""), Camera("B", "b", "乙村", "01", "")])
    grids = {model.parent(model.index_of(n)).data(TreeRole.ID.value) for n in "AB"}
    assert len(grids) == 2


def test_a_camera_a_grid_and_a_village_are_dragged(
    tree: CameraTree, model: CameraTreeModel
) -> None:
    camera = model.index_of("C0001")
    select(tree, camera)
    assert dragged(tree) == ["C0001"]
    select(tree, model.parent(camera))
    assert dragged(tree) == [f"C{n:04d}" for n in range(1, 1000, 40)]
    select(tree, model.parent(model.parent(camera)))
    assert len(dragged(tree)) == len(set(dragged(tree))) == 125
    tree.view.selectAll()
    assert len(dragged(tree)) == 1000


def test_a_group_drags_only_what_the_search_leaves(
    tree: CameraTree, model: CameraTreeModel
) -> None:
    tree.field.setText("枫源村东门")
    select(tree, model.parent(model.parent(model.index_of("C0001"))))
    names = [camera.name for number in dragged(tree) if (camera := model.camera(number))]
    assert names
    assert all("枫源村东门" in name for name in names)
    assert tree.selected_numbers() == dragged(tree)


def test_keys_alone_find_and_open_a_camera(qtbot: QtBot, tree: CameraTree) -> None:
    tree.focus_search()
    QTest.keyClicks(tree.field, "c0777")
    assert tree.count_label.text() == "1 of 1000 cameras"
    QTest.keyClick(tree.field, Qt.Key.Key_Down)
    qtbot.waitUntil(tree.view.hasFocus)
    with qtbot.waitSignal(tree.camera_activated) as opened:
        QTest.keyClick(tree.view, Qt.Key.Key_Return)
    assert opened.args == ["C0777"]
    QTest.keyClick(tree.view, Qt.Key.Key_Escape)
    assert tree.field.text() == ""
    assert tree.field.hasFocus()
    assert tree.count_label.text() == "1000 cameras"


def test_enter_in_the_field_opens_the_first_match(qtbot: QtBot, tree: CameraTree) -> None:
    tree.focus_search()
    QTest.keyClicks(tree.field, "C0123")
    with qtbot.waitSignal(tree.camera_activated) as opened:
        QTest.keyClick(tree.field, Qt.Key.Key_Return)
    assert opened.args == ["C0123"]


def test_enter_opens_and_closes_a_group(qtbot: QtBot, tree: CameraTree) -> None:
    tree.focus_search()
    QTest.keyClick(tree.field, Qt.Key.Key_Down)
    village = tree.view.currentIndex()
    QTest.keyClick(tree.view, Qt.Key.Key_Return)
    assert tree.view.isExpanded(village)
    QTest.keyClick(tree.view, Qt.Key.Key_Return)
    assert not tree.view.isExpanded(village)
    QTest.keyClick(tree.view, Qt.Key.Key_Up)
    qtbot.waitUntil(tree.field.hasFocus)


def test_open_groups_come_back_after_a_search_and_a_new_list(
    tree: CameraTree, model: CameraTreeModel
) -> None:
    village = tree.filter.index(2, 0)
    tree.view.expand(village)
    tree.view.expand(tree.filter.index(1, 0, village))
    before = tree.expanded_groups()
    assert len(before) == 2
    tree.field.setText("C0001")
    assert tree.expanded_groups() == before
    tree.field.setText("nothing like it")
    model.set_cameras(town(900))
    tree.field.clear()
    assert tree.expanded_groups() == before
    assert tree.view.isExpanded(tree.filter.index(2, 0))
    assert not tree.view.isExpanded(tree.filter.index(0, 0))


def test_a_search_without_result_says_so(tree: CameraTree) -> None:
    tree.field.setText("<b>不存在</b>")
    assert tree.empty_label.isVisible()
    assert "<b>不存在</b>" in tree.empty_label.text()
    assert tree.empty_label.textFormat() == Qt.TextFormat.PlainText
    tree.field.clear()
    assert tree.view.isVisible()


def test_an_empty_town_says_what_to_do(tree: CameraTree, model: CameraTreeModel) -> None:
    model.set_cameras([])
    assert tree.empty_label.isVisible()
    assert "Import" in tree.empty_label.text()


def test_the_menu_speaks_for_all_selected_cameras(
    qtbot: QtBot, tree: CameraTree, model: CameraTreeModel
) -> None:
    select(tree, model.parent(model.index_of("C0001")))
    menu = tree.build_menu()
    with qtbot.waitSignal(tree.key_mark_chosen) as marked:
        menu.actions()[1].trigger()
    assert marked.args is not None
    assert len(marked.args[0]) == 25
    assert marked.args[1] is True
    tree.view.clearSelection()
    assert not tree.build_menu().actions()[0].isEnabled()


def test_a_double_click_activates(qtbot: QtBot, tree: CameraTree, model: CameraTreeModel) -> None:
    tree.field.setText("C0500")
    place = tree.view.visualRect(tree.filter.mapFromSource(model.index_of("C0500"))).center()
    viewport = tree.view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(tree.camera_activated) as opened:
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["C0500"]


def test_the_chosen_row_comes_back_after_searches_and_a_new_list(
    tree: CameraTree, model: CameraTreeModel
) -> None:
    select(tree, model.index_of("C0500"))
    tree.field.setText("C05")
    assert tree.selected_numbers() == ["C0500"]
    tree.field.setText("nothing like it")
    tree.field.clear()
    assert tree.selected_numbers() == ["C0500"]
    model.set_cameras(town(900))
    assert tree.selected_numbers() == ["C0500"]


def test_every_match_is_open_to_see_whatever_was_closed_before(
    tree: CameraTree, model: CameraTreeModel
) -> None:
    tree.field.setText("C05")
    tree.view.collapseAll()
    tree.field.setText("C")
    tree.field.setText("C05")
    place = tree.filter.mapFromSource(model.index_of("C0500"))
    assert tree.view.isExpanded(place.parent())
    assert tree.view.isExpanded(place.parent().parent())
    assert tree.filter.shown_count() == 100
    model.set_cameras(town(520))
    assert tree.filter.shown_count() == 21
