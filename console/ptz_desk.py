"""Cameras that turn: made here and joined to board, map and backend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import QImage

from backend_client.ptz_records import PtzPreset
from console.controllers.backend_link import BackendLink
from console.controllers.board_controller import BoardController
from console.controllers.map_controller import grids_of, points_of
from console.controllers.ptz_calibration import PtzCalibration
from console.controllers.ptz_controller import PtzController, PtzState
from console.controllers.ptz_homing import PtzHoming
from console.controllers.ptz_kept import PtzKept
from console.controllers.ptz_lease import PtzLeases
from console.controllers.ptz_tours import PtzTours
from console.pages.board_page import BoardPage
from console.pages.fault_words import fault_words as backend_words
from console.pages.map_page import MapPage
from console.pages.ptz_calibrating import PtzCalibrating
from console.pages.ptz_page import PtzPage
from console.pages.ptz_words import fault_words, refusal_words
from console.ptz.gamepad import Gamepad
from console.ptz.steering_link import SteeringLink
from console.state.camera import Camera
from console.state.nearest_cameras import distance_m
from console.state.place_names import NamedArea, NamedPlace, PlaceNames, Whereabouts
from console.state.ptz_limits import PtzLimits
from console.state.ptz_steering import Velocity, keys_velocity, picture_velocity
from console.state.roles import LEADERS
from console.tasks.task_queue import Priority
from widgets.asking import show_beside
from widgets.pane_steering import SteeringHand

SEEN_M = 60.0
"""So much of a place fills the picture's width when the camera is turned to it."""
FAR_M = 3000.0
WHEEL_SPEED = 0.6
PICTURE_PX = 480
PICTURE_QUALITY = 80


class PtzDesk(QObject):
    """Everything of PTZ in one place.

    Signals:
        said: Something is to be told: how much it matters (0…2), and the words.
        shown: The panel is to be brought into view.
    """

    said = Signal(int, str)
    shown = Signal()

    def __init__(
        self,
        board: BoardController,
        page: BoardPage,
        link: BackendLink | None,
        map_page: MapPage | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        limits = PtzLimits()
        self._board = board
        self._page = page
        self._link = link
        self._map = map_page
        self._names = PlaceNames()
        self._cameras: dict[str, Camera] = {}
        self._look_at: tuple[float, float] | None = None
        self._seen: object = None
        self.steering = SteeringLink(limits, self)
        self.leases = None if link is None else PtzLeases(link, self)
        self.ptz = PtzController(self.steering, self.leases, limits, parent=self)
        self.kept: PtzKept | None = None
        self.tours: PtzTours | None = None
        self.homing: PtzHoming | None = None
        self.calibration: PtzCalibration | None = None
        if link is not None and self.leases is not None:
            self.kept = PtzKept(link, self.steering, self.ptz, self)
            self.tours = PtzTours(self.kept, self.leases, self.ptz, parent=self)
            self.homing = PtzHoming(
                link, self.kept, self.leases, self.steering, self.ptz, parent=self
            )
            self.calibration = PtzCalibration(self.ptz, self.kept, self.steering, self)
        self.page = PtzPage(self.ptz, self.kept, self.tours)
        self.gamepad = Gamepad(parent=self)
        self._connect()

    def _connect(self) -> None:
        """All signals of PTZ, in one place."""
        board = self._page.board
        self._page.steering_wanted.connect(self.on_steering_wanted)
        board.hand_changed.connect(self.on_hand_changed)
        board.centre_requested.connect(self.on_centre_requested)
        board.box_requested.connect(self.on_box_requested)
        board.lens_requested.connect(self.on_lens_requested)
        board.preset_requested.connect(self.on_preset_requested)
        board.home_requested.connect(self.page.on_home_clicked)
        board.steering_left.connect(self.ptz.end)
        self.gamepad.moved.connect(self.on_stick_moved)
        self.gamepad.preset_wanted.connect(self.on_preset_requested)
        self.gamepad.gone.connect(self.ptz.release)
        self._board.board_changed.connect(self.on_board_changed)
        self.ptz.ended.connect(lambda _: self.show_steered())
        self.ptz.changed.connect(self.on_changed)
        self.ptz.refused.connect(self.on_refused)
        self.steering.restarted.connect(lambda: self.said.emit(2, fault_words("lost", "")))
        self.page.keep_wanted.connect(self.on_keep_wanted)
        self.page.picture_wanted.connect(self.on_picture_wanted)
        self.page.calibration_wanted.connect(self.on_calibration_wanted)
        if self.leases is not None:
            self.leases.changed.connect(self.show_holders)
        if self.kept is not None:
            self.kept.failed.connect(lambda error: self.said.emit(2, backend_words(error)))
            self.kept.head_failed.connect(lambda *why: self.said.emit(2, fault_words(*why)))
        if self.calibration is not None:
            self.calibration.failed.connect(lambda *why: self.said.emit(2, fault_words(*why)))
        if self._link is not None:
            self._link.read_anew.connect(self.on_read_anew)
            self._link.signed_out.connect(self.on_signed_out)
        if self._map is not None:
            self._map.map.place_chosen.connect(self.on_place_chosen)

    def set_cameras(self, cameras: Sequence[Camera]) -> None:
        """Know these cameras."""
        self._cameras = {one.number: one for one in cameras}
        if self.kept is not None:
            self.kept.set_cameras(cameras)

    def close(self) -> None:
        """Stop what moves, and end."""
        self.gamepad.close()
        self.ptz.end()
        self.steering.close()

    # -- hands on the picture

    def on_steering_wanted(self, pane: int) -> None:
        """P on a pane: turn its camera, or leave it alone again."""
        camera = self._board.camera(self._board.board.panes[pane].camera)
        if camera is None:
            return
        if not camera.ptz_url:
            text = self.tr("{camera} doesn't turn: it has no PTZ address.")
            self.said.emit(1, text.format(camera=camera.name))
        elif self.ptz.camera == camera:
            self.ptz.end()
        else:
            self.begin(camera)

    def begin(self, camera: Camera) -> None:
        """Take a camera to hand, large on the board."""
        self._page.show_camera(camera.number)
        state = self._board.board
        pane = state.pane_of(camera.number)
        if pane is not None and state.enlarged is None and len(state.panes) > 1:
            self._board.change_board(state.enlarge(pane))
        seat = None if self._link is None else self._link.seat
        self.page.may_calibrate = seat is not None and bool(seat.roles & LEADERS)
        self.ptz.begin(camera)
        self.show_steered()
        self.shown.emit()
        self._page.setFocus()

    def show_steered(self) -> None:
        """Mouse and keys belong to the camera's pane while it is at hand."""
        camera = self.ptz.camera
        pane = None if camera is None else self._board.board.pane_of(camera.number)
        self._page.board.set_steered(-1 if pane is None else pane)

    def on_board_changed(self) -> None:
        """A camera that left the board is left alone."""
        camera = self.ptz.camera
        if camera is not None and self._board.board.pane_of(camera.number) is None:
            self.ptz.end()
        self.show_steered()

    def on_hand_changed(self, hand: SteeringHand) -> None:
        """Mouse or keys are held in the picture, or were let go of."""
        velocity = Velocity()
        if hand.point is not None:
            velocity = picture_velocity(hand.point.x(), hand.point.y())
        elif hand.keys:
            velocity = keys_velocity(hand.keys, self.page.speed.value() / 100.0)
        else:
            self.ptz.release()
            return
        self.ptz.press(velocity)

    def on_stick_moved(self, velocity: Velocity) -> None:
        """The sticks of a game-pad moved."""
        if velocity.is_still:
            self.ptz.release()
        else:
            self.ptz.press(velocity)

    def on_centre_requested(self, point: Any) -> None:
        """A click in the picture."""
        self.ptz.centre_on(point.x(), point.y(), self._aspect)

    def on_box_requested(self, box: Any) -> None:
        """A box was drawn in the picture."""
        self.ptz.zoom_into((box.x(), box.y(), box.width(), box.height()), self._aspect)

    def on_lens_requested(self, steps: float) -> None:
        """The wheel turned."""
        self.ptz.pulse(Velocity(zoom=WHEEL_SPEED if steps > 0 else -WHEEL_SPEED))

    def on_preset_requested(self, number: int) -> None:
        """A digit: call a preset."""
        if self.ptz.may_move and self.kept is not None and not self.kept.call(number):
            self.said.emit(1, self.tr("There is no preset {number}.").format(number=number))

    @property
    def _aspect(self) -> float:
        pane = self._page.board.steered
        return self._page.board.picture_aspect(pane) if pane >= 0 else 16 / 9

    # -- point and look

    def on_place_chosen(self, lon: float, lat: float) -> None:
        """A place on the map was clicked: it is a point of a calibration, or to be looked at."""
        if self.calibration is not None and self.calibration.is_on:
            self.calibration.add(lon, lat)
        elif self.ptz.may_move and self.ptz.is_calibrated and not self._turn(lon, lat):
            self.said.emit(1, self.tr("The camera can't look there."))

    def look_at(self, lon: float, lat: float) -> bool:
        """Turn the nearest calibrated camera that reaches a place to it; False without one."""
        models = {} if self.kept is None else self.kept.models
        able = [
            (distance_m(model.lon, model.lat, lon, lat), number)
            for number, model in models.items()
            if number in self._cameras and model.aim(lon, lat) is not None
        ]
        if not able:
            return False
        camera = self._cameras[min(able)[1]]
        if self.ptz.camera == camera and self.ptz.may_move:
            return self._turn(lon, lat)
        self._look_at = lon, lat
        self.begin(camera)
        return True

    def _turn(self, lon: float, lat: float) -> bool:
        return self.ptz.look_at(lon, lat, SEEN_M)

    # -- what is shown

    def on_changed(self) -> None:
        """Where the camera looks is drawn on the map and named."""
        if self._look_at is not None and self.ptz.may_move and self.ptz.is_calibrated:
            place, self._look_at = self._look_at, None
            self._turn(*place)
        if self.ptz.state in (PtzState.OFF, PtzState.TAKEN):
            self._look_at = None
        seen = (self.ptz.camera, self.ptz.position, self.ptz.model, self.ptz.is_calibrated)
        if seen != self._seen:
            self._seen = seen
            self._show_view()

    def _show_view(self) -> None:
        model, position = self.ptz.model, self.ptz.position
        where, outline = Whereabouts(), np.zeros((0, 2))
        if model is not None and position is not None and self.ptz.is_calibrated:
            middle = model.ground_at(position, 0.5, 0.5, self._aspect)
            where = Whereabouts() if middle is None else self._names.at(*middle)
            outline = np.array(model.footprint(position, self._aspect, FAR_M)).reshape(-1, 2)
        self.page.set_where(where)
        if self._map is not None:
            self._map.map.set_seen(outline)

    def show_holders(self) -> None:
        """Who else turns cameras, on their panes."""
        if self.leases is not None:
            self._page.set_steered_by(self.leases.others())

    def on_refused(self, why: str) -> None:
        """It isn't moved any more, and why."""
        camera = self.ptz.camera
        name = self.tr("The camera") if camera is None else camera.name
        self.said.emit(0 if why == "idle" else 1, refusal_words(why, name))

    def on_signed_out(self, has_expired: bool) -> None:
        """Nobody sits here: nothing moves, and nothing of who sat here stays."""
        self.ptz.end()
        if self.kept is not None and not has_expired:
            self.kept.known.clear()

    def on_read_anew(self) -> None:
        """Grids and places have names."""
        link = self._link
        if link is None or link.store is None or link.seat is None:
            return
        grids = link.store.known_one("grids", link.seat.town) or {}
        areas = [NamedArea(one.code, one.name, (one.outline.tolist(),)) for one in grids_of(grids)]
        places = points_of(link.store.known("places"))
        self._names = PlaceNames(areas, [NamedPlace(one.label, one.lon, one.lat) for one in places])

    # -- presets' pictures

    def on_keep_wanted(self, number: int, name: str) -> None:
        """Keep the view with what the pane shows."""
        kept, pane = self.kept, self._page.board.steered
        if kept is None:
            return
        feed = self._board.feed(pane) if pane >= 0 else None
        image = None if feed is None else feed.acquire()
        kept.keep(number, name, None if image is None else _small(image))

    def on_picture_wanted(self, preset: PtzPreset) -> None:
        """A preset's picture is read when it is first shown."""
        camera, link = self.ptz.camera, self._link
        if camera is None or link is None or link.seat is None:
            return
        town, number = link.seat.town, camera.number
        link.tasks.run(
            lambda: link.client.ptz.picture(town, number, preset.number),
            lambda data: self.page.take_picture(preset, data),
            lambda _: None,
            priority=Priority.UPKEEP,
        )

    def on_calibration_wanted(self) -> None:
        """Collect places for the camera at hand."""
        if self.calibration is not None and not self.calibration.is_on:
            show_beside(PtzCalibrating(self.calibration, self.page.window()))


def _small(image: QImage) -> bytes:
    small = image.scaledToWidth(PICTURE_PX, Qt.TransformationMode.SmoothTransformation)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    small.save(buffer, "JPEG", PICTURE_QUALITY)  # type: ignore[call-overload]
    return bytes(data.data())
