"""Cameras that turn, steered from the window: a real head over ONVIF, a real backend."""

from __future__ import annotations

import math
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from backend_client.ptz_records import PtzPreset
from console.app import Console
from console.controllers.ptz_controller import PtzState
from console.pages.ptz_calibrating import PtzCalibrating
from console.ptz.head import Goal
from console.ptz.onvif_head import OnvifHead
from console.state.head_calibration import CalibrationPoint
from console.state.head_json import to_json
from console.state.head_optics import HeadPosition
from console.state.ptz_limits import PtzLimits
from simulator import town as sim_town
from simulator.cameras import TOWN_CAMERAS
from simulator.high_rise.geometry import Point, View
from simulator.high_rise.ptz import Position
from simulator.high_rise.service import EYE_HEIGHT_M
from simulator.town_files import TOWN
from tests.console.room import Room, SeatOpener, desk_of
from tests.state.head_truth import Head

NUMBER = "C065"
ASPECT = 16 / 9


@pytest.fixture
def head(room: Room) -> Iterator[OnvifHead]:
    """The camera's own word, on a connection of the test's."""
    told = next(one for one in room.client("op1").towns.cameras(TOWN) if one.id == NUMBER)
    found = OnvifHead(told.ptz_url, told.user_name, told.password, PtzLimits())
    found.go_home()
    while found.status().is_moving:
        time.sleep(0.05)
    yield found
    found.close()


def at(head: OnvifHead) -> HeadPosition:
    """Where it looks."""
    told = head.status()
    assert told.pan is not None
    assert told.tilt is not None
    return HeadPosition(told.pan, told.tilt, told.zoom or 0.0)


def is_at(head: OnvifHead, pan: float, tilt: float) -> bool:
    return (at(head).pan, at(head).tilt) == pytest.approx((pan, tilt), abs=1e-4)


def has_more(points: list[CalibrationPoint], count: int) -> bool:
    return len(points) == count + 1


def is_still(head: OnvifHead) -> bool:
    return head.status().is_moving is False


@pytest.fixture
def steer(qtbot: QtBot, open_seat: SeatOpener) -> Callable[..., Console]:
    """Opens a seat with the camera at hand, by its key."""

    def steer_it(login: str = "op1", *, wait: bool = True, **more: object) -> Console:
        console = open_seat(login, **more)
        page, board = console.window.page, console.video.controller
        qtbot.waitUntil(lambda: board.camera(NUMBER) is not None)
        page.show_camera(NUMBER)
        qtbot.waitUntil(lambda: board.is_ready(NUMBER))
        page.setFocus()
        qtbot.keyClick(page.board, Qt.Key.Key_P)
        if wait:
            kept = console.ptz.kept
            assert kept is not None
            qtbot.waitUntil(lambda: console.ptz.ptz.may_move and kept.kept is not None)
            qtbot.waitUntil(lambda: console.ptz.ptz.abilities.absolute)
        return console

    return steer_it


def test_keys_and_mouse_turn_the_camera_and_letting_go_stops_it(
    qtbot: QtBot, steer: Callable[..., Console], head: OnvifHead
) -> None:
    console = steer()
    board = console.window.page.board
    begun = at(head)
    qtbot.keyPress(board, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: at(head).pan > begun.pan + 0.01)
    qtbot.keyRelease(board, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: is_still(head))
    turned = at(head)
    middle = QPoint(board.width() // 2, board.height() // 2)
    left = middle - QPoint(board.width() // 3, 0)
    qtbot.mousePress(board, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(board, left)
    qtbot.waitUntil(lambda: at(head).pan < turned.pan - 0.01)
    qtbot.mouseRelease(board, Qt.MouseButton.LeftButton, pos=left)
    qtbot.waitUntil(lambda: is_still(head))
    qtbot.keyPress(board, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: at(head).zoom > 0.1)
    qtbot.keyRelease(board, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: is_still(head))
    qtbot.keyClick(board, Qt.Key.Key_Escape)
    assert console.ptz.ptz.state is PtzState.OFF
    assert board.steered == -1


def test_what_is_held_stops_when_the_keyboard_goes_elsewhere(
    qtbot: QtBot, steer: Callable[..., Console], head: OnvifHead
) -> None:
    console = steer()
    board = console.window.page.board
    begun = at(head)
    qtbot.keyPress(board, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: at(head).pan != begun.pan)
    desk_of(console).inbox_page.table.setFocus()
    qtbot.waitUntil(lambda: is_still(head))
    board.setFocus()
    qtbot.keyPress(board, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: not is_still(head))
    console.window.close()
    qtbot.waitUntil(lambda: is_still(head))


def test_it_stops_when_the_steering_process_dies_or_hangs(
    qtbot: QtBot, steer: Callable[..., Console], head: OnvifHead
) -> None:
    console = steer()
    board, link = console.window.page.board, console.ptz.steering
    for signal_number in (signal.SIGKILL, signal.SIGSTOP):
        before = link.process_id
        qtbot.keyPress(board, Qt.Key.Key_Left)
        qtbot.waitUntil(lambda: not is_still(head))
        os.kill(before, signal_number)
        qtbot.waitUntil(lambda: is_still(head))
        qtbot.keyRelease(board, Qt.Key.Key_Left)
        gone = (0, before)
        qtbot.waitUntil(lambda gone=gone: link.process_id not in gone)  # type: ignore[misc]
        qtbot.waitUntil(lambda: console.ptz.ptz.fault is None)


def test_a_click_centres_and_a_box_fills_the_picture(
    qtbot: QtBot, room: Room, steer: Callable[..., Console], head: OnvifHead
) -> None:
    keep_truth(room)
    console = steer()
    board = console.window.page.board
    qtbot.waitUntil(lambda: console.ptz.ptz.is_calibrated)
    view = seen(at(head))
    wanted = view.pan_tilt_at(0.7 * view.width, 0.6 * view.height)
    board.centre_requested.emit(QPointF(0.7, 0.6))

    def is_there() -> bool:
        pose = Position(*as_tuple(at(head))).pose
        return (pose.pan_deg, pose.tilt_deg) == pytest.approx(wanted, abs=0.05)

    qtbot.waitUntil(is_there)
    console.ptz.on_box_requested(_Box(0.4, 0.4, 0.2, 0.2))
    qtbot.waitUntil(lambda: is_still(head) and at(head).zoom > 0.3)
    fov = 2 * math.degrees(math.atan(0.2 * math.tan(math.radians(30.0))))
    assert Position(*as_tuple(at(head))).pose.magnification == pytest.approx(60.0 / fov, rel=0.02)


def test_presets_have_pictures_are_called_by_key_and_survive_the_cameras_loss(
    qtbot: QtBot, room: Room, steer: Callable[..., Console], head: OnvifHead
) -> None:
    console = steer()
    board, kept = console.window.page.board, console.ptz.kept
    assert kept is not None
    console.ptz.ptz.go_to(Goal(0.2, 0.6, 0.2))
    qtbot.waitUntil(lambda: abs(at(head).pan - 0.2) < 1e-4 and is_still(head))
    console.ptz.page.keep.click()
    qtbot.waitUntil(lambda: bool(console.window.findChildren(QInputDialog)))
    dialog = console.window.findChildren(QInputDialog)[0]
    dialog.setTextValue("大桥")
    dialog.accept()
    qtbot.waitUntil(lambda: kept.preset(1) is not None)
    preset = kept.preset(1)
    assert preset is not None
    assert preset.name == "大桥"
    assert preset.pan == pytest.approx(0.2, abs=1e-4)
    assert preset.picture is not None
    assert room.client("op1").ptz.picture(TOWN, NUMBER, 1).startswith(b"\xff\xd8")
    assert console.ptz.page.presets.item(0).text().endswith("大桥")
    head.remove_preset(preset.token)  # as devices do
    console.ptz.ptz.go_to(Goal(-0.3, 0.5, 0.0))
    qtbot.waitUntil(lambda: abs(at(head).pan + 0.3) < 1e-4)
    qtbot.keyClick(board, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: abs(at(head).pan - 0.2) < 1e-4 and is_still(head))
    kept.keep(2, "广场", None)
    qtbot.waitUntil(lambda: kept.preset(2) is not None)
    trail = room.client("commander").journal.all()
    assert [one.what for one in trail if one.what == "ptz.preset_kept"] == ["ptz.preset_kept"] * 2


def test_without_the_backend_presets_are_those_last_known_or_the_cameras_own(
    qtbot: QtBot, room: Room, steer: Callable[..., Console], head: OnvifHead
) -> None:
    keep_preset(room, 1, 0.1)
    token = head.keep_preset("岗亭 <b>", "")  # where it looks now: home
    home = at(head)
    console = steer()
    board, page, kept = console.window.page.board, console.ptz.page, console.ptz.kept
    assert kept is not None
    assert page.away.isHidden()
    for client in room.clients.values():
        client.close()
    room.clients.clear()
    room.served.stop()
    qtbot.waitUntil(lambda: not page.away.isHidden())
    page.presets.item(0).setSelected(True)
    assert not any(one.isEnabled() for one in (page.keep, page.rename, page.remove))
    qtbot.keyClick(board, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: abs(at(head).pan - 0.1) < 1e-4 and is_still(head))
    last_known = page.away.text()
    qtbot.keyClick(board, Qt.Key.Key_Escape)
    kept.known.clear()  # as if it had never been read
    qtbot.keyClick(board, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: bool(kept.own) and console.ptz.ptz.may_move)
    assert page.away.text() != last_known
    assert not page.keep.isEnabled()
    item = page.presets.findItems("岗亭 <b>", Qt.MatchFlag.MatchEndsWith)[0]
    page.presets.itemActivated.emit(item)
    qtbot.waitUntil(lambda: is_at(head, home.pan, home.tilt))
    room.served.start()
    kept.on_again()
    qtbot.waitUntil(lambda: page.away.isHidden() and page.keep.isEnabled())
    desk_of(console).link.sign_out()
    console.ptz.ptz.begin(kept.cameras[NUMBER])
    qtbot.waitUntil(lambda: bool(kept.own))
    assert page.away.text().startswith("Nobody is signed in: the camera's own presets")
    head.remove_preset(token)


def test_a_tour_goes_on_by_itself_and_a_hand_ends_it(
    qtbot: QtBot, room: Room, steer: Callable[..., Console], head: OnvifHead
) -> None:
    for number, pan in ((1, 0.1), (2, -0.1)):
        keep_preset(room, number, pan)
    console = steer()
    tours, page = console.ptz.tours, console.ptz.page
    assert tours is not None
    qtbot.waitUntil(lambda: page.presets.count() == 2)
    page.dwell.setValue(3)
    page.new_tour.click()
    qtbot.waitUntil(lambda: bool(console.window.findChildren(QInputDialog)))
    dialog = console.window.findChildren(QInputDialog)[0]
    dialog.setTextValue("夜间")
    dialog.accept()
    qtbot.waitUntil(lambda: page.tours.count() == 1)
    page.tour.click()
    qtbot.waitUntil(lambda: abs(at(head).pan - 0.1) < 1e-4)
    qtbot.waitUntil(lambda: abs(at(head).pan + 0.1) < 1e-4)
    assert tours.run is not None
    qtbot.keyPress(console.window.page.board, Qt.Key.Key_Up)
    assert tours.run is None
    qtbot.keyRelease(console.window.page.board, Qt.Key.Key_Up)


def test_left_alone_for_long_enough_it_turns_home(
    qtbot: QtBot, room: Room, steer: Callable[..., Console], head: OnvifHead
) -> None:
    keep_preset(room, 1, 0.4)
    console = steer("leader")
    kept, homing, page = console.ptz.kept, console.ptz.homing, console.ptz.page
    assert kept is not None
    assert homing is not None
    qtbot.waitUntil(lambda: page.presets.count() == 1)
    page.presets.item(0).setSelected(True)
    page.home_here.click()
    qtbot.waitUntil(lambda: kept.kept is not None and kept.kept.head.home_preset == 1)
    page.idle.setValue(1)
    page.idle.editingFinished.emit()
    qtbot.waitUntil(lambda: kept.kept is not None and kept.kept.head.home_after_s == 60)
    qtbot.keyClick(console.window.page.board, Qt.Key.Key_Escape)
    assert at(head).pan == pytest.approx(0.0, abs=1e-3)
    homing.hurry()
    console.ptz.begin(kept.cameras[NUMBER])  # in the very moment in which it was to turn
    qtbot.waitUntil(lambda: console.ptz.ptz.may_move and not desk_of(console).link.tasks.waiting)
    heard: list[object] = []
    console.ptz.steering.ask(NUMBER, "status", heard.append, lambda *why: heard.append(why))
    qtbot.waitUntil(lambda: bool(heard))
    assert is_still(head)
    assert at(head).pan == pytest.approx(0.0, abs=1e-3)
    qtbot.keyClick(console.window.page.board, Qt.Key.Key_Escape)
    homing.hurry()
    qtbot.waitUntil(lambda: abs(at(head).pan - 0.4) < 1e-4)
    qtbot.waitUntil(lambda: not room.client("op1").ptz.leases(TOWN))


def test_four_places_teach_it_where_it_looks(
    qtbot: QtBot, room: Room, steer: Callable[..., Console], head: OnvifHead
) -> None:
    console = steer("leader")
    desk, found = desk_of(console), console.ptz.calibration
    assert found is not None
    console.ptz.page.calibrate.click()
    dialog = console.window.findChildren(PtzCalibrating)[0]
    truth = Head().model()
    for number in ("C001", "C010", "C020", "C033", "C042"):
        camera = next(one for one in TOWN_CAMERAS if one.number == number)
        place = camera.longitude, camera.latitude
        aim = truth.aim(*place)
        assert aim is not None
        console.ptz.ptz.go_to(Goal(*aim, 0.5))
        qtbot.waitUntil(partial(is_at, head, *aim))
        count = len(found.points)
        desk.map_page.map.place_chosen.emit(*place)
        qtbot.waitUntil(partial(has_more, found.points, count))
    qtbot.waitUntil(dialog.keep.isEnabled)
    assert dialog.points.count() == 5
    dialog.keep.click()
    qtbot.waitUntil(lambda: console.ptz.ptz.is_calibrated)
    model = console.ptz.ptz.model
    assert model is not None
    other = next(one for one in TOWN_CAMERAS if one.number == "C050")
    wanted = truth.aim(other.longitude, other.latitude)
    assert model.aim(other.longitude, other.latitude) == pytest.approx(wanted, abs=1e-3)


def test_one_steers_at_a_time_and_a_higher_rank_takes_over(
    qtbot: QtBot, room: Room, steer: Callable[..., Console], head: OnvifHead
) -> None:
    first = steer("op1")
    other = steer("leader", wait=False, name="second")
    ptz = other.ptz.ptz
    qtbot.waitUntil(lambda: ptz.state is PtzState.TAKEN)
    assert ptz.holder
    assert other.ptz.page.told.text()
    begun = at(head)
    qtbot.keyClick(other.window.page.board, Qt.Key.Key_Right)
    assert at(head) == begun
    pane = other.window.page.board.steered
    assert other.window.page.board.view(pane).steered_by
    other.ptz.page.take_over.click()
    qtbot.waitUntil(lambda: ptz.may_move)
    qtbot.waitUntil(lambda: first.ptz.ptz.state is PtzState.TAKEN)
    qtbot.keyClick(other.window.page.board, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: first.ptz.ptz.may_move)


def test_a_click_on_the_map_turns_it_there_and_says_what_it_sees(
    qtbot: QtBot, room: Room, steer: Callable[..., Console], head: OnvifHead
) -> None:
    keep_truth(room)
    console = steer()
    desk = desk_of(console)
    qtbot.waitUntil(lambda: console.ptz.ptz.is_calibrated)
    camera = next(one for one in TOWN_CAMERAS if one.number == "C001")
    desk.map_page.map.place_chosen.emit(camera.longitude, camera.latitude)
    qtbot.waitUntil(lambda: is_still(head) and at(head).zoom > 0.1)
    view = seen(at(head))
    x, y = sim_town.local(camera.longitude, camera.latitude)
    pixel = view.project(Point(x, y, 0.0))
    assert pixel is not None
    assert abs(pixel[0] / view.width - 0.5) < 0.01
    assert abs(pixel[1] / view.width - 0.5 / ASPECT) < 0.01
    qtbot.waitUntil(lambda: bool(console.ptz.page.where.grid))
    assert len(desk.map_page.map._seen) >= 3


class _Box:
    """A box of the picture, as Qt's rectangle tells it."""

    def __init__(self, *sides: float) -> None:
        self._sides = sides

    def x(self) -> float:
        return self._sides[0]

    def y(self) -> float:
        return self._sides[1]

    def width(self) -> float:
        return self._sides[2]

    def height(self) -> float:
        return self._sides[3]


def as_tuple(position: HeadPosition) -> tuple[float, float, float]:
    return position.pan, position.tilt, position.zoom


def seen(position: HeadPosition) -> View:
    """What the camera truly shows there."""
    camera = next(one for one in TOWN_CAMERAS if one.ptz)
    x, y = sim_town.local(camera.longitude, camera.latitude)
    return View(Point(x, y, EYE_HEIGHT_M), Position(*as_tuple(position)).pose, 1920, 1080)


def keep_truth(room: Room) -> None:
    """The backend knows the camera's true calibration."""
    client = room.client("leader")
    head = client.ptz.state(TOWN, NUMBER).head
    client.ptz.change_head(TOWN, NUMBER, replace(head, calibration=to_json(Head().model())))


def keep_preset(room: Room, number: int, pan: float) -> None:
    preset = PtzPreset(number, f"点{number}", pan, 0.5, 0.0, "", None, 0)
    room.client("op1").ptz.keep_preset(TOWN, NUMBER, preset)
