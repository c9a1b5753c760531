"""The video wall, driven from the window: a real backend, and a wall's own client."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from backend_client.client import Client
from backend_client.wall_records import Shown, WallScreen, WallScreenHealth
from console.app import Console
from console.pages.wall_forms import KeyDialog, NoticeForm, SceneForm, WallForm
from console.pages.wall_page import WallPage
from console.wall_desk import WallDesk
from simulator.town_files import TOWN
from tests.console.room import Room, SeatOpener, desk_of
from widgets.pane_view import CAMERA_MIME
from widgets.screens_view import ScreensView

NAME = "指挥大厅"
SCREENS = (
    WallScreen("A-1", 0, 0, 1920, 1080, name="左屏"),
    WallScreen("A-2", 1920, 0, 1920, 1080),
    WallScreen("A-3", 3840, 0, 1080, 1920),
)


def desk(console: Console) -> WallDesk:
    """The console's wall."""
    assert console.wall is not None
    return console.wall


def page_of(console: Console) -> WallPage:
    return desk(console).page


@pytest.fixture
def wall(room: Room) -> Iterator[Client]:
    """A wall's own client: it has a key and has told its screens."""
    leader = room.client("leader")
    leader.walls.make(TOWN, NAME, 6.0, 1.21)
    key = leader.walls.make_key(TOWN, NAME)
    client = Client(room.address)
    client.sessions.sign_in_wall(TOWN, NAME, key)
    client.walls.tell_screens(TOWN, NAME, SCREENS)
    yield client
    client.close()


@pytest.fixture
def drive(qtbot: QtBot, open_seat: SeatOpener) -> Callable[..., Console]:
    """Opens a seat with the wall in view, by its key."""

    def drive_it(login: str = "op1", **more: object) -> Console:
        console = open_seat(login, **more)
        qtbot.waitUntil(lambda: desk(console).walls.wall is not None)
        qtbot.waitUntil(lambda: bool(page_of(console).small.view.screens))
        qtbot.waitUntil(lambda: console.video.controller.camera("C001") is not None)
        qtbot.keyClick(
            console.window.page,
            Qt.Key.Key_W,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
        )
        qtbot.waitUntil(page_of(console).small.view.hasFocus)
        return console

    return drive_it


def shown(wall: Client) -> Shown:
    """What the wall itself is told to show."""
    return wall.walls.one(TOWN, NAME).shown


def shows(wall: Client, kind: str) -> bool:
    """Whether the first screen shows that."""
    return bool(shown(wall).get("A-1", {}).get("kind") == kind)


def choose(console: Console, text: str) -> None:
    """An entry of the menu that a key opens."""
    page = page_of(console)
    page.fill_show_menu()
    entry = next(one for one in page.show_menu.actions() if one.text().startswith(text))
    assert entry.isEnabled()
    entry.trigger()


def manage(page: WallPage, text: str) -> None:
    """An entry of the menu of walls and keys."""
    page.fill_manage_menu()
    entries = page.manage_menu.actions()
    entry = next(one for one in entries if one.text().startswith(text))
    assert entry.isEnabled()
    entry.trigger()


def questions(page: WallPage) -> list[QDialog]:
    """What is asked again just now."""
    found = (one for one in page.findChildren(QDialog) if one.accessibleDescription())
    return [one for one in found if one.isVisible()]


def answer(qtbot: QtBot, page: WallPage, word: str) -> str:
    """Answer with a button; the key that is under the hand does nothing. Returns the words."""
    qtbot.waitUntil(lambda: bool(questions(page)))
    dialog = questions(page)[0]
    assert not dialog.isModal()
    buttons = {one.text(): one for one in dialog.findChildren(QPushButton)}
    assert buttons["Cancel"].isDefault()
    words = dialog.accessibleDescription()
    qtbot.keyClick(buttons[word], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not questions(page))
    return words


def test_a_leader_makes_a_wall_and_sees_its_key_once(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("leader")
    page = page_of(console)
    console.window.raise_dock("wall")
    qtbot.waitUntil(page.make.isVisible)
    assert page.empty.text()
    qtbot.keyClick(page.make, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(page.findChildren(WallForm)))
    form = page.findChildren(WallForm)[0]
    qtbot.keyClicks(form.name, "Hall 1")
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.findChildren(KeyDialog)))
    dialog = page.findChildren(KeyDialog)[0]
    started = shlex.split(dialog.command.text())
    assert started[:4] == ["fengqiao-console", "wall", "--name", "Hall 1"]
    assert started[4:8] == ["--backend", room.address, "--town", TOWN]
    client = Client(room.address)
    client.sessions.sign_in_wall(TOWN, "Hall 1", dialog.key.text())
    client.walls.tell_screens(TOWN, "Hall 1", SCREENS)
    qtbot.waitUntil(lambda: len(page.small.view.screens) == 3)
    dialog.close()
    manage(page, "Take the key back")
    answer(qtbot, page, "Take the key back")
    qtbot.waitUntil(lambda: not room.client("leader").walls.one(TOWN, "Hall 1").has_key)
    qtbot.waitUntil(lambda: page.walls.wall is not None and not page.walls.wall.has_key)
    manage(page, "New key")
    qtbot.waitUntil(lambda: bool(page.findChildren(KeyDialog)))
    assert not questions(page), "there was none to be lost"
    client.close()


def test_a_wall_is_renamed_read_from_elsewhere_and_removed(
    qtbot: QtBot, room: Room, wall: Client, drive: Callable[..., Console]
) -> None:
    leader = room.client("leader").walls
    console = drive("leader")
    page, walls = page_of(console), desk(console).walls
    leader.make(TOWN, "B", 4.0, 1.2)
    qtbot.waitUntil(lambda: "B" in walls.walls)
    manage(page, "Change name")
    form = page.findChildren(WallForm)[0]
    assert (form.name.text(), form.distance.value(), form.width_m.value()) == (NAME, 6.0, 1.21)
    assert "30 mm" in form.type_height.text()
    ok = form.buttons.button(QDialogButtonBox.StandardButton.Ok)
    for bad in ("B", "a/b", ".x", ""):
        form.name.setText(bad)
        assert not ok.isEnabled(), bad
        assert bool(form.fault.text()) is bool(bad)
    form.name.setText("二楼")
    form.distance.setValue(8.0)
    # Another picture in between is no reason not to.
    leader.show(TOWN, NAME, {"A-1": {"kind": "clock"}}, leader.one(TOWN, NAME).version)
    qtbot.keyClick(ok, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: walls.chosen == "二楼" and "二楼" in walls.walls)
    qtbot.waitUntil(lambda: walls.walls["二楼"].viewing_m == 8.0)
    assert sorted(walls.walls) == ["B", "二楼"]
    assert (leader.one(TOWN, "二楼").viewing_m, leader.one(TOWN, "二楼").has_key) == (8.0, True)
    assert wall.walls.one(TOWN, "二楼").shown == {"A-1": {"kind": "clock"}}
    manage(page, "Remove the wall")
    answer(qtbot, page, "Cancel")
    manage(page, "Remove the wall")
    assert "二楼" in answer(qtbot, page, "Remove the wall")
    qtbot.waitUntil(lambda: list(walls.walls) == ["B"])
    assert [one.name for one in leader.list(TOWN)] == ["B"]


def test_who_may_not_drive_has_no_wall(
    qtbot: QtBot, room: Room, wall: Client, open_seat: SeatOpener, drive: Callable[..., Console]
) -> None:
    console = open_seat(room.members[0])
    assert not console.window.is_dock_offered("wall")
    assert not page_of(console).isVisible()
    menus = [one.text() for one in console.window.menuBar().actions()]
    assert "&Wall" not in menus
    other = drive("op1", name="second")
    assert not page_of(other).manage.isVisible()
    assert not page_of(other).make.isVisible()


def test_a_key_takes_a_pane_to_the_wall(
    qtbot: QtBot, wall: Client, drive: Callable[..., Console]
) -> None:
    console = drive()
    board_page = console.window.page
    board_page.show_camera("C001")
    board_page.setFocus()
    qtbot.keyClick(board_page.board, Qt.Key.Key_W)
    alone = {"kind": "panes", "layout": "1", "cameras": ["C001"]}
    qtbot.waitUntil(lambda: shown(wall).get("A-1") == alone)
    desk(console).walls.drop("A-2", -1, ["C002", "C003", "C004"])
    qtbot.waitUntil(lambda: "A-2" in shown(wall))
    board_page.show_camera("C005")
    qtbot.keyClick(board_page.board, Qt.Key.Key_W)
    four = ["C002", "C003", "C004", "C005"]
    qtbot.waitUntil(lambda: shown(wall)["A-2"]["cameras"] == four)
    assert "Take to the wall\tW" in [one.text() for one in board_page.pane_menu(0).actions()]
    small = page_of(console).small
    qtbot.waitUntil(lambda: console.video.wall.is_ready("C001"))
    qtbot.waitUntil(small.live.isVisible)
    qtbot.waitUntil(lambda: small.live.board.shown_count(0) > 0)
    console.window.raise_dock("map")
    qtbot.waitUntil(lambda: console.video.wall.open_count == 0)


def test_cameras_are_dropped_on_screens(
    qtbot: QtBot, wall: Client, drive: Callable[..., Console]
) -> None:
    console = drive()
    view = page_of(console).small.view
    drop(view, "A-3", "C001\nC002")
    qtbot.waitUntil(lambda: shown(wall).get("A-3", {}).get("layout") == "4")
    qtbot.waitUntil(lambda: len(view.screens[2].cells) == 4)
    drop(view, "A-3", "C007", cell=3)
    cameras = ["C001", "C002", None, "C007"]
    qtbot.waitUntil(lambda: shown(wall)["A-3"]["cameras"] == cameras)


def drop(view: ScreensView, screen: str, numbers: str, cell: int = -1) -> None:
    """Let cameras go over a screen, as the tree does."""
    look = next(one for one in view.screens if one.id == screen)
    box = view.box(look) if cell < 0 else view.cell_box(look, look.cells[cell])
    mime = QMimeData()
    mime.setData(CAMERA_MIME, numbers.encode())
    how = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton
    none, at = Qt.KeyboardModifier.NoModifier, box.center()
    QApplication.sendEvent(view, QDragEnterEvent(at.toPoint(), *how, none))
    QApplication.sendEvent(view, QDragMoveEvent(at.toPoint(), *how, none))
    QApplication.sendEvent(view, QDropEvent(at, *how, none))


def test_keys_alone_choose_a_screen_and_what_it_shows(
    qtbot: QtBot, room: Room, wall: Client, drive: Callable[..., Console]
) -> None:
    console = drive()
    page, walls = page_of(console), desk(console).walls
    view = page.small.view
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert walls.screen == "A-2"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(page.show_menu.isVisible)
    clock = next(one for one in page.show_menu.actions() if one.text() == "Clock")
    while page.show_menu.activeAction() is not clock:
        qtbot.keyClick(page.show_menu, Qt.Key.Key_Down)
    qtbot.keyClick(page.show_menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(wall).get("A-2") == {"kind": "clock"})
    qtbot.waitUntil(lambda: "Clock" in view.accessibleDescription())
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown(wall)["A-2"] == {"kind": "empty"})


def test_everything_the_seat_has_can_be_shown(
    qtbot: QtBot, room: Room, wall: Client, drive: Callable[..., Console]
) -> None:
    event = room.report("桥上有人")
    console = drive()
    console.window.page.show_camera("C001")
    desk_of(console).open_event(event.id)
    qtbot.waitUntil(lambda: desk_of(console).events.shown is not None)
    desk_of(console).map_page.map.show_place(120.0, 29.9, 1000.0)
    for text, kind in (
        ("Cameras", "panes"),
        ("The board", "panes"),
        ("The map", "map"),
        ("Event at hand", "event"),
        ("Event board", "board"),
        ("Figures", "figures"),
    ):
        choose(console, text)
        qtbot.waitUntil(partial(shows, wall, kind))
    choose(console, "Notice")
    qtbot.waitUntil(lambda: bool(page_of(console).findChildren(NoticeForm)))
    form = page_of(console).findChildren(NoticeForm)[0]
    form.text.setPlainText("今晚值班")
    form.accept()
    qtbot.waitUntil(lambda: shown(wall)["A-1"] == {"kind": "notices", "text": "今晚值班"})
    choose(console, "The camera over")
    over = {"kind": "camera_span", "camera": "C001"}
    qtbot.waitUntil(lambda: shown(wall).get("span") == over)
    # It can be ended once this console knows that it is there.
    qtbot.waitUntil(lambda: "span" in desk(console).walls.walls[NAME].shown)
    choose(console, "No camera over")
    qtbot.waitUntil(lambda: "span" not in shown(wall))


def test_a_scene_is_kept_with_hours_called_and_removed(
    qtbot: QtBot, wall: Client, drive: Callable[..., Console]
) -> None:
    console = drive()
    page, walls = page_of(console), desk(console).walls
    choose(console, "Clock")
    # A scene is what this console knows that the wall shows.
    qtbot.waitUntil(lambda: walls.wall is not None and "A-1" in walls.wall.shown)
    qtbot.waitUntil(page.scenes.keep.isEnabled)
    qtbot.keyClick(page.scenes.keep, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(page.findChildren(SceneForm)))
    form = page.findChildren(SceneForm)[0]
    qtbot.keyClicks(form.name, "day")
    form.has_hours.setChecked(True)
    form.grade.setCurrentIndex(4)
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.scenes.list.count() == 1)
    kept = wall.walls.one(TOWN, NAME).scenes[0]
    assert kept.grade == 4
    assert kept.hours[0] == {"days": [1, 2, 3, 4, 5], "from": "08:30", "to": "17:30"}
    choose(console, "Figures")
    qtbot.waitUntil(lambda: shown(wall)["A-1"] == {"kind": "figures"})
    page.scenes.list.setFocus()
    page.scenes.list.setCurrentRow(0)
    qtbot.keyClick(page.scenes.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(wall)["A-1"] == {"kind": "clock"})
    qtbot.waitUntil(lambda: walls.wall is not None and walls.wall.scene == "day")
    menus = [one.menu() for one in console.window.menuBar().actions() if one.text() == "&Wall"]
    entries = [one.text() for menu in menus if isinstance(menu, QMenu) for one in menu.actions()]
    assert "Scene day" in entries
    page.scenes.list.setCurrentRow(0)
    qtbot.keyClick(page.scenes.list, Qt.Key.Key_Delete)
    answer(qtbot, page, "Cancel")
    qtbot.keyClick(page.scenes.list, Qt.Key.Key_Delete)
    assert "day" in answer(qtbot, page, "Remove the scene")
    qtbot.waitUntil(lambda: page.scenes.list.count() == 0)
    assert wall.walls.one(TOWN, NAME).scenes == ()


def test_what_another_shows_appears_and_stays_below(
    qtbot: QtBot, room: Room, wall: Client, drive: Callable[..., Console]
) -> None:
    console = drive()
    walls = desk(console).walls
    others = room.client("commander").walls
    version = others.one(TOWN, NAME).version
    changed = others.show(TOWN, NAME, {"A-1": {"kind": "board"}}, version)
    # Before the feed has told of it: the own change goes on top.
    choose(console, "Clock")
    walls.choose(NAME, "A-2")
    choose(console, "Figures")
    both = {"A-1": {"kind": "clock"}, "A-2": {"kind": "figures"}}
    qtbot.waitUntil(lambda: dict(shown(wall)) == both)
    version = others.one(TOWN, NAME).version
    assert version > changed.version
    others.show(TOWN, NAME, {"A-3": {"kind": "board"}}, version)
    view = page_of(console).small.view
    qtbot.waitUntil(lambda: view.screens[2].text == "Event board")
    assert view.screens[0].text == "Nothing"


def test_how_the_wall_is_and_that_it_is_away(
    qtbot: QtBot, room: Room, wall: Client, drive: Callable[..., Console]
) -> None:
    wall.walls.tell_health(TOWN, NAME, [WallScreenHealth("A-1", 25.0, 3, 4)], 31.5, 0)
    console = drive()
    page, walls = page_of(console), desk(console).walls
    qtbot.waitUntil(lambda: page.health.text().startswith("●"))
    assert "25 fps" in page.small.view.screens[0].title
    assert "3/4 live" in page.small.view.screens[0].title
    qtbot.waitUntil(lambda: walls.age_s(NAME) is not None)
    later = walls._clock() + 120.0
    walls._clock = lambda: later
    page.on_changed()
    assert page.health.text().startswith("▲ Not heard of since ")
    assert page.health.objectName() == "fault"
    assert page.small.view.screens[0].is_lost
