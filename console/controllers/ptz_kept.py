"""What is kept of heads: presets, settings and calibrations, in the backend and in the camera."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from backend_client.ptz import Ptz
from backend_client.ptz_records import PtzHead, PtzPreset, PtzState
from backend_client.records import Entry
from console.controllers.backend_link import BackendLink, LinkState
from console.controllers.ptz_controller import PtzController
from console.ptz.head import Goal
from console.ptz.steering_link import SteeringLink
from console.state.camera import Camera
from console.state.head_geometry import HeadModel
from console.state.head_json import from_json
from console.state.ptz_own import MOST_PRESETS, OwnPreset, own_presets, rough_model
from console.tasks.task_queue import Priority

AGAIN_MS = 5000
MOST_HEADS = 64


class PtzKept(QObject):
    """Presets and settings of the camera at hand; calibrations of all.

    Attributes:
        cameras: Those that turn, by number.
        kept: All that the backend keeps of the camera at hand, as last known.
        own: The camera's own presets, where the backend can't be asked and never was.
        is_away: The backend couldn't be asked: presets can be called, not changed.
        known: What the backend was last known to keep, by camera.
        models: Calibrations by camera.

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
        steering: SteeringLink,
        ptz: PtzController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._steering = steering
        self._ptz = ptz
        self.cameras: dict[str, Camera] = {}
        self.kept: PtzState | None = None
        self.own: tuple[OwnPreset, ...] = ()
        self.is_away = False
        self.known: dict[str, PtzState] = {}
        self.models: dict[str, HeadModel] = {}
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._connect()

    def _connect(self) -> None:
        self._again.timeout.connect(self.on_again)
        self._ptz.begun.connect(self.on_begun)
        self._ptz.ended.connect(self.on_ended)
        self._link.read_anew.connect(self.on_read_anew)
        self._link.entries_arrived.connect(self.on_entries_arrived)
        self._link.state_changed.connect(self.on_link_changed)

    def set_cameras(self, cameras: Sequence[Camera]) -> None:
        """Know these cameras."""
        self.cameras = {one.number: one for one in cameras if one.ptz_url}
        self.on_read_anew()

    # -- presets

    @property
    def presets(self) -> Sequence[PtzPreset | OwnPreset]:
        """Those of the camera at hand that can be called."""
        return self.own if self.kept is None else self.kept.presets

    @property
    def is_signed_out(self) -> bool:
        """Whether the backend can't be asked because nobody is signed in."""
        return self._link.state is LinkState.SIGNED_OUT

    @property
    def may_change(self) -> bool:
        """Whether the backend can be asked to change what it keeps."""
        return self.kept is not None and not self.is_away

    def preset(self, number: int) -> PtzPreset | None:
        """A preset that the backend keeps of the camera at hand."""
        presets = () if self.kept is None else self.kept.presets
        return next((one for one in presets if one.number == number), None)

    @property
    def free_number(self) -> int:
        """The least number that no preset has."""
        taken = {one.number for one in self.presets}
        return next(number for number in range(1, MOST_PRESETS + 2) if number not in taken)

    def call(self, number: int, speed: float = 1.0, *, by_hand: bool = True) -> bool:
        """Turn to a preset; False where there is none."""
        preset = next((one for one in self.presets if one.number == number), None)
        if preset is None:
            return False
        if isinstance(preset, PtzPreset) and self._ptz.abilities.absolute:
            zoom = preset.zoom if self._ptz.abilities.zoom else None
            goal = Goal(preset.pan, preset.tilt, zoom, speed)
            self._ptz.go_to(goal, by_hand=by_hand)  # also when the camera has lost its own
        else:
            self._ptz.go_token(preset.token, speed, by_hand=by_hand)
        return True

    def keep(self, number: int, name: str, picture: bytes | None) -> None:
        """Keep where the camera at hand looks, in the backend and in the camera itself."""
        camera, old = self._ptz.camera, self.preset(number)
        if camera is None or not self._ptz.may_move:
            return

        def placed(told: Mapping[str, Any]) -> None:
            pan, tilt, zoom = (float(told[axis] or 0.0) for axis in ("pan", "tilt", "zoom"))
            version = 0 if old is None else old.version

            def done(token: str) -> None:
                preset = PtzPreset(number, name, pan, tilt, zoom, token, None, version)
                self.change(
                    camera.number,
                    lambda ptz, town: ptz.keep_preset(town, camera.number, preset, picture),
                )

            # One that the camera no longer knows is made anew there; a name may be taken.
            tries = [(name, old.token if old else ""), (f"{number} {name}", "")]
            self._keep_there(camera, tries if self._ptz.abilities.presets else [], done)

        self._steering.ask(camera.number, "status", placed, self.head_failed.emit)

    def _keep_there(
        self, camera: Camera, tries: list[tuple[str, str]], done: Callable[[str], None]
    ) -> None:
        """Keep it in the camera by the first name and token that it takes."""
        if tries:
            (name, token), *others = tries
            self._steering.ask(
                camera.number,
                "keep_preset",
                done,
                lambda *_: self._keep_there(camera, others, done),
                name=name,
                token=token,
            )
        elif self._ptz.abilities.absolute:
            done("")  # the backend's own copy is enough for a camera that turns to positions
        else:
            self.head_failed.emit("unable", "SetPreset")

    def rename(self, number: int, name: str) -> None:
        """Give a preset another name."""
        camera, old = self._ptz.camera, self.preset(number)
        if camera is not None and old is not None:
            of, preset = camera.number, replace(old, name=name)
            self.change(of, lambda ptz, town: ptz.keep_preset(town, of, preset))

    def remove(self, number: int) -> None:
        """Forget a preset, in the camera too."""
        camera, old = self._ptz.camera, self.preset(number)
        if camera is None or old is None:
            return
        of = camera.number
        self.change(of, lambda ptz, town: ptz.remove_preset(town, of, old))
        if old.token:
            self._steering.ask(of, "remove_preset", _nothing, _nothing, token=old.token)

    def change_head(self, head: PtzHead) -> None:
        """Change the settings of the camera at hand."""
        camera = self._ptz.camera
        if camera is not None:
            of = camera.number
            self.change(of, lambda ptz, town: ptz.change_head(town, of, head))

    def change(self, number: str, work: Callable[[Ptz, str], object]) -> None:
        """Have the backend change something of a camera (``work`` gets its calls and the town)."""
        ptz, town = self._link.client.ptz, self._town
        self._link.tasks.run(
            lambda: work(ptz, town),
            lambda _: self.read(number),
            self.failed.emit,
            priority=Priority.ORDER,
        )

    # -- reading

    @property
    def _town(self) -> str:
        return "" if self._link.seat is None else self._link.seat.town

    def on_begun(self, camera: Camera) -> None:
        """A camera came to hand."""
        self.kept, self.own, self.is_away = None, (), False
        self._set_model(camera)
        if self._link.state is LinkState.AWAY:  # a call might hang for long
            self._miss(camera.number)
        else:
            self.read(camera.number)

    def on_ended(self, _: Camera) -> None:
        """It went."""
        self.kept, self.own, self.is_away = None, (), False
        self._again.stop()
        self.changed.emit()

    def on_link_changed(self, state: LinkState) -> None:
        """Without the backend what is known has to do."""
        if state is LinkState.AWAY and self._ptz.camera is not None:
            self._miss(self._ptz.camera.number)

    def on_again(self) -> None:
        """Perhaps the backend is there again."""
        if self._ptz.camera is not None:
            self.read(self._ptz.camera.number)

    def on_read_anew(self) -> None:
        """Calibrations of all heads: a click on the map has to find the one that sees it."""
        if self._link.seat is not None:
            for number in list(self.cameras)[:MOST_HEADS]:
                self.read(number)

    def on_entries_arrived(self, entries: Sequence[Entry]) -> None:
        """Somebody changed what is kept."""
        whats = ("ptz.preset", "ptz.tour", "ptz.head")
        changed = {
            str(entry.change.get("camera", "")) for entry in entries if entry.what.startswith(whats)
        }
        for number in changed & self.cameras.keys():
            self.read(number)

    def read(self, number: str) -> None:
        """Read what is kept of a camera."""
        client, town = self._link.client, self._town
        if town:
            self._link.tasks.run(
                lambda: client.ptz.state(town, number),
                partial(self._take, number),
                lambda _: self._miss(number),
                priority=Priority.UPKEEP,
            )
        elif self._link.state is not LinkState.NOT_CONFIGURED:  # nobody is signed in
            self._miss(number)

    def _take(self, number: str, kept: PtzState) -> None:
        self.known[number] = kept
        try:
            model = None if kept.head.calibration is None else from_json(kept.head.calibration)
        except ValueError:  # another version's, or somebody's mischief
            model = None
        if model is None:
            self.models.pop(number, None)
        else:
            self.models[number] = model
        camera = self._at_hand(number)
        if camera is not None:
            self.kept, self.own, self.is_away = kept, (), False
            self._again.stop()
            self._set_model(camera)
        self.changed.emit()

    def _miss(self, number: str) -> None:
        """The backend's presets are those it last had, or else the camera's own."""
        camera = self._at_hand(number)
        if camera is None:
            return
        self.kept, self.is_away = self.known.get(number), True
        if self.kept is None:
            self._steering.ask(number, "presets", partial(self._take_own, number), _nothing)
        self._again.start()
        self.changed.emit()

    def _take_own(self, number: str, told: Sequence[Mapping[str, str]]) -> None:
        if self._at_hand(number) is None or not self.is_away or self.kept is not None:
            return
        self.own = own_presets(told)
        self.changed.emit()

    def _at_hand(self, number: str) -> Camera | None:
        camera = self._ptz.camera
        return camera if camera is not None and camera.number == number else None

    def _set_model(self, camera: Camera) -> None:
        known = self.models.get(camera.number)
        self._ptz.set_model(known or rough_model(camera), is_calibrated=known is not None)


def _nothing(*_: object) -> None:
    """Nobody waits for it."""
