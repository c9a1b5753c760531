"""What the backend keeps of heads: presets, tours, where they go when idle, their calibration."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from backend_client.client import Client
from backend_client.ptz_records import PtzHead, PtzPreset, PtzState, PtzStep, PtzTour
from backend_client.records import Entry
from console.controllers.backend_link import BackendLink
from console.controllers.ptz_controller import PtzController
from console.controllers.ptz_lease import PtzLeases
from console.ptz.head import Goal
from console.ptz.steering_link import SteeringLink
from console.state.camera import Camera
from console.state.head_geometry import HeadModel
from console.state.head_json import from_json
from console.state.head_optics import HeadPosition, Optics
from console.state.ptz_tour import TourRun, TourStep
from console.tasks.task_queue import Priority

TICK_MS = 250
MOST_HEADS = 64
MOST_PRESETS = 256
ROUGH_TILT_DEG = 90.0


class PtzKept(QObject):
    """Presets and tours of the camera at hand; calibrations of all.

    Attributes:
        kept: All that is kept of the camera at hand; None while it isn't known.
        models: Calibrations by camera.
        run: The tour under way.

    Signals:
        changed: Any of these.
        failed: The backend refused a change (a ``ClientError``).
        head_failed: The camera refused one: a reason of ``HeadError`` and its words.
    """

    changed = Signal()
    failed = Signal(object)
    head_failed = Signal(str, str)

    def __init__(
        self,
        link: BackendLink,
        leases: PtzLeases,
        steering: SteeringLink,
        ptz: PtzController,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._leases = leases
        self._steering = steering
        self._ptz = ptz
        self._clock = clock
        self._cameras: dict[str, Camera] = {}
        self._home_due: dict[str, float] = {}
        self.kept: PtzState | None = None
        self.models: dict[str, HeadModel] = {}
        self.run: TourRun | None = None
        self._tick = QTimer(self, interval=TICK_MS)
        self._connect()

    def _connect(self) -> None:
        self._tick.timeout.connect(self.on_tick)
        self._ptz.begun.connect(self.on_begun)
        self._ptz.ended.connect(self.on_ended)
        self._ptz.touched.connect(self.on_touched)
        self._ptz.refused.connect(lambda _: self.stop_tour())
        self._link.read_anew.connect(self.on_read_anew)
        self._link.entries_arrived.connect(self.on_entries_arrived)

    def set_cameras(self, cameras: Sequence[Camera]) -> None:
        """Know these cameras."""
        self._cameras = {one.number: one for one in cameras if one.ptz_url}
        self.on_read_anew()

    # -- presets

    def preset(self, number: int) -> PtzPreset | None:
        """A preset of the camera at hand."""
        presets = () if self.kept is None else self.kept.presets
        return next((one for one in presets if one.number == number), None)

    @property
    def free_number(self) -> int:
        """The least number that no preset has."""
        taken = {one.number for one in (() if self.kept is None else self.kept.presets)}
        return next(number for number in range(1, MOST_PRESETS + 2) if number not in taken)

    def call(self, number: int, speed: float = 1.0, *, by_hand: bool = True) -> bool:
        """Turn to a preset; False where there is none."""
        preset = self.preset(number)
        if preset is None:
            return False
        if self._ptz.abilities.absolute:  # also when the camera has lost its own
            zoom = preset.zoom if self._ptz.abilities.zoom else None
            goal = Goal(preset.pan, preset.tilt, zoom, speed)
            self._ptz.go_to(goal, by_hand=by_hand)
        else:
            self._ptz.go_token(preset.token, speed, by_hand=by_hand)
        return True

    def keep(self, number: int, name: str, picture: bytes | None) -> None:
        """Keep where the camera at hand looks, in the backend and in the camera itself."""
        camera, old = self._ptz.camera, self.preset(number)
        if camera is None or not self._ptz.may_move:
            return

        def placed(told: Mapping[str, Any]) -> None:
            at = HeadPosition(told["pan"] or 0.0, told["tilt"] or 0.0, told["zoom"] or 0.0)
            if not self._ptz.abilities.presets:
                self._keep(camera, number, name, at, "", picture)
                return
            self._steering.ask(
                camera.number,
                "keep_preset",
                lambda token: self._keep(camera, number, name, at, str(token), picture),
                # One that the camera no longer knows is made anew there.
                lambda *_: self._keep_new(camera, number, name, at, picture),
                name=name,
                token="" if old is None else old.token,
            )

        self._steering.ask(camera.number, "status", placed, self.head_failed.emit)

    def _keep_new(
        self, camera: Camera, number: int, name: str, at: HeadPosition, picture: bytes | None
    ) -> None:
        def without(*_: object) -> None:
            # The backend's own copy is enough for a camera that turns to positions.
            if self._ptz.abilities.absolute:
                self._keep(camera, number, name, at, "", picture)
            else:
                self.head_failed.emit("unable", "SetPreset")

        self._steering.ask(
            camera.number,
            "keep_preset",
            lambda token: self._keep(camera, number, name, at, str(token), picture),
            without,
            name=f"{number} {name}",
            token="",
        )

    def _keep(
        self,
        camera: Camera,
        number: int,
        name: str,
        at: HeadPosition,
        token: str,
        picture: bytes | None,
    ) -> None:
        old = self.preset(number)
        preset = PtzPreset(
            number, name, at.pan, at.tilt, at.zoom, token, None, old.version if old else 0
        )
        town, client = self._town, self._link.client
        self._change(
            camera.number, lambda: client.ptz.keep_preset(town, camera.number, preset, picture)
        )

    def rename(self, number: int, name: str) -> None:
        """Give a preset another name."""
        camera, old, client, town = self._ptz.camera, self.preset(number), self._client, self._town
        if camera is not None and old is not None:
            preset = replace(old, name=name)
            self._change(camera.number, lambda: client.ptz.keep_preset(town, camera.number, preset))

    def remove(self, number: int) -> None:
        """Forget a preset, in the camera too."""
        camera, old, client, town = self._ptz.camera, self.preset(number), self._client, self._town
        if camera is None or old is None:
            return
        self._change(camera.number, lambda: client.ptz.remove_preset(town, camera.number, old))
        if old.token:
            self._steering.ask(camera.number, "remove_preset", _nothing, _nothing, token=old.token)

    # -- tours

    def keep_tour(self, name: str, steps: Sequence[TourStep]) -> None:
        """Keep a tour of the camera at hand."""
        camera, client, town = self._ptz.camera, self._client, self._town
        if camera is None or self.kept is None:
            return
        old = next((one for one in self.kept.tours if one.name == name), None)
        tour = PtzTour(
            name,
            tuple(PtzStep(one.preset, one.dwell_s, one.speed) for one in steps),
            old.version if old else 0,
        )
        self._change(camera.number, lambda: client.ptz.keep_tour(town, camera.number, tour))

    def remove_tour(self, name: str) -> None:
        """Forget a tour."""
        camera, client, town = self._ptz.camera, self._client, self._town
        old = next((one for one in self._tours if one.name == name), None)
        if camera is not None and old is not None:
            self._change(camera.number, lambda: client.ptz.remove_tour(town, camera.number, old))

    @property
    def _tours(self) -> Sequence[PtzTour]:
        return () if self.kept is None else self.kept.tours

    def start_tour(self, name: str) -> bool:
        """Begin a tour of the camera at hand; False where it has no step that there still is."""
        tour = next((one for one in self._tours if one.name == name), None)
        if tour is None or not self._ptz.may_move or self._ptz.camera is None:
            return False
        steps = tuple(TourStep(one.preset, one.dwell_s, one.speed) for one in tour.steps)
        self.run = TourRun(name, steps, due_s=self._clock())
        self._leases.take(self._ptz.camera.number, _nothing, _nothing, is_tour=True)
        self._tick.start()
        self.on_tick()
        return self.run is not None

    def stop_tour(self) -> None:
        """End it; the camera stays with us for a while."""
        if self.run is not None:
            self.run = None
            if self._ptz.camera is not None and self._leases.is_ours(self._ptz.camera.number):
                self._leases.take(self._ptz.camera.number, _nothing, _nothing)
            self.changed.emit()

    def on_touched(self, _: str) -> None:
        """A hand is stronger than a tour."""
        self.stop_tour()

    def on_tick(self) -> None:
        """The tour goes on when its time has come; idle cameras go home."""
        now = self._clock()
        if self.run is not None and self.run.is_due(now):
            self._go_on(now)
        for camera in [one for one, due in self._home_due.items() if now >= due]:
            del self._home_due[camera]
            self._send_home(camera)
        if self.run is None and not self._home_due:
            self._tick.stop()

    def _go_on(self, now: float) -> None:
        known = [one.number for one in (() if self.kept is None else self.kept.presets)]
        self.run = None if self.run is None else self.run.gone_on(now, known)
        if self.run is not None:
            self._ptz.keep_awake()
            self.call(self.run.step.preset, self.run.step.speed, by_hand=False)
        self.changed.emit()

    # -- home when idle

    def hurry_home(self) -> None:
        """Cameras that wait to turn home do so at once."""
        self._home_due = dict.fromkeys(self._home_due, 0.0)
        self.on_tick()

    def _send_home(self, number: str) -> None:
        """Nobody has steered it for a while: turn it to where it belongs."""
        camera = self._cameras.get(number)
        at_hand = self._ptz.camera is not None and self._ptz.camera.number == number
        if camera is None or at_hand or number in self._leases.others():
            return
        client, town = self._client, self._town

        def read(kept: PtzState) -> None:
            self._leases.take(number, lambda: self._turn_home(camera, kept), _nothing)

        self._link.tasks.run(
            lambda: client.ptz.state(town, number), read, _nothing, priority=Priority.UPKEEP
        )

    def _turn_home(self, camera: Camera, kept: PtzState) -> None:
        def over(*_: object) -> None:
            at_hand = self._ptz.camera is not None and self._ptz.camera.number == camera.number
            if not at_hand:
                self._leases.give_back(camera.number)

        presets = {one.number: one for one in kept.presets}
        home = presets.get(kept.head.home_preset or 0)
        self._steering.know_head(camera.number, camera.ptz_url, camera.user, camera.password)
        if home is None:
            self._steering.ask(camera.number, "go_home", over, over)
            return
        goal = {"pan": home.pan, "tilt": home.tilt, "zoom": home.zoom, "speed": 1.0}
        by_token: Callable[..., None] = over
        if home.token:  # a camera that can't turn to positions may know its own preset

            def by_token(*_: object) -> None:
                self._steering.ask(
                    camera.number, "go_preset", over, over, token=home.token, speed=1.0
                )

        self._steering.ask(camera.number, "go", over, by_token, goal=goal)

    def change_head(self, head: PtzHead) -> None:
        """Change the settings of the camera at hand."""
        camera, client, town = self._ptz.camera, self._client, self._town
        if camera is not None:
            self._change(camera.number, lambda: client.ptz.change_head(town, camera.number, head))

    # -- reading

    @property
    def _town(self) -> str:
        return "" if self._link.seat is None else self._link.seat.town

    @property
    def _client(self) -> Client:
        return self._link.client

    def _change(self, camera: str, work: Callable[[], object]) -> None:
        self._link.tasks.run(
            work, lambda _: self.read(camera), self.failed.emit, priority=Priority.ORDER
        )

    def on_begun(self, camera: Camera) -> None:
        """A camera came to hand."""
        self._home_due.pop(camera.number, None)
        self.kept = None
        self._set_model(camera)
        self.read(camera.number)

    def on_ended(self, camera: Camera) -> None:
        """It went: it turns home in a while."""
        self.run = None
        kept, self.kept = self.kept, None
        if kept is not None and kept.head.home_after_s:
            self._home_due[camera.number] = self._clock() + kept.head.home_after_s
            self._tick.start()
        self.changed.emit()

    def on_read_anew(self) -> None:
        """Calibrations of all heads: a click on the map has to find the one that sees it."""
        if self._link.seat is not None:
            for number in list(self._cameras)[:MOST_HEADS]:
                self.read(number)

    def on_entries_arrived(self, entries: Sequence[Entry]) -> None:
        """Somebody changed what is kept."""
        whats = ("ptz.preset", "ptz.tour", "ptz.head")
        changed = {
            str(entry.change.get("camera", "")) for entry in entries if entry.what.startswith(whats)
        }
        for number in changed & self._cameras.keys():
            self.read(number)

    def read(self, number: str) -> None:
        """Read what is kept of a camera."""
        client, town = self._client, self._town
        if not town:
            return

        def done(kept: PtzState) -> None:
            try:
                model = None if kept.head.calibration is None else from_json(kept.head.calibration)
            except ValueError:  # another version's, or somebody's mischief
                model = None
            if model is None:
                self.models.pop(number, None)
            else:
                self.models[number] = model
            camera = self._ptz.camera
            if camera is not None and camera.number == number:
                self.kept = kept
                self._set_model(camera)
            self.changed.emit()

        self._link.tasks.run(
            lambda: client.ptz.state(town, number), done, _nothing, priority=Priority.UPKEEP
        )

    def _set_model(self, camera: Camera) -> None:
        known = self.models.get(camera.number)
        self._ptz.set_model(known or rough_model(camera), is_calibrated=known is not None)


def rough_model(camera: Camera) -> HeadModel:
    """What most heads are: a whole turn, straight down to straight up, 60° and thirty times."""
    return HeadModel(
        camera.longitude or 0.0,
        camera.latitude or 0.0,
        10.0,
        camera.direction_deg or 0.0,
        180.0,
        0.0,
        ROUGH_TILT_DEG,
        optics=Optics(),
    )


def _nothing(*_: object) -> None:
    """Nobody waits for it."""
