"""Steering one camera at a time: the lease, the hand on it, and where it looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from backend_client.errors import CameraTakenError, ClientError
from console.controllers.ptz_lease import Holder, PtzLeases
from console.ptz.head import Goal, HeadAbilities, HeadStatus
from console.ptz.steering_link import SteeringLink
from console.state.camera import Camera
from console.state.head_geometry import HeadModel
from console.state.head_optics import HeadPosition
from console.state.ptz_limits import PtzLimits
from console.state.ptz_steering import Velocity

IDLE_S = 60.0
"""A camera that nobody has moved for so long is given back."""
ZOOM_PULSE_MS = 250
"""One notch of the wheel zooms for so long."""


class PtzState(StrEnum):
    """How it stands with the camera at hand."""

    OFF = "off"
    ASKING = "asking"
    OURS = "ours"
    TAKEN = "taken"


class PtzController(QObject):
    """One camera is at hand, or none. Nothing moves unless its lease is ours.

    Attributes:
        camera: The camera at hand.
        state: Whether it may be moved.
        holder: Who steers it instead, in words; ``may_take_over``: our rank is higher.
        abilities, status: What its head can do and where it looks, as far as it said so.
        fault: Why the last command failed: a reason of ``HeadError``, and the camera's words.
        model: Its calibration; a guess that is good enough for small steps without one.

    Signals:
        changed: Any of these.
        begun, ended: A camera came to hand, or went (its ``Camera``).
        touched: A hand moved the camera (its number): what moves it by itself lets go.
        refused: It isn't ours any more, and why: ``lost``, ``idle``, or ``silent``, ``long``.
    """

    changed = Signal()
    begun = Signal(object)
    ended = Signal(object)
    touched = Signal(str)
    refused = Signal(str)

    def __init__(
        self,
        steering: SteeringLink,
        leases: PtzLeases | None,
        limits: PtzLimits,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._steering = steering
        self._leases = leases
        self._clock = clock
        self.camera: Camera | None = None
        self.state = PtzState.OFF
        self.holder = ""
        self.may_take_over = False
        self.abilities = HeadAbilities()
        self.status: HeadStatus | None = None
        self.fault: tuple[str, str] | None = None
        self.model: HeadModel | None = None
        self.is_calibrated = False
        self._touched_at = 0.0
        self._is_asking = False
        self._look = QTimer(self, interval=int(limits.status_s * 1000))
        self._pulse = QTimer(self, singleShot=True, interval=ZOOM_PULSE_MS)
        self._connect()

    def _connect(self) -> None:
        self._look.timeout.connect(self.on_look_due)
        self._pulse.timeout.connect(self.release)
        self._steering.faulted.connect(self.on_faulted)
        self._steering.ended.connect(self.on_press_ended)
        self._steering.restarted.connect(self.on_restarted)
        if self._leases is not None:
            self._leases.lost.connect(self.on_lease_lost)
            self._leases.changed.connect(self.on_leases_changed)

    # -- which camera

    def begin(self, camera: Camera, *, take_over: bool = False) -> None:
        """Take a camera to hand."""
        if self.camera != camera:
            self.end()
        self.camera, self.state, self.fault = camera, PtzState.ASKING, None
        self._touched_at = self._clock()
        self._know(camera)
        self._steering.ask(camera.number, "describe", self._take_abilities, self._take_fault)
        self.on_look_due()
        self._look.start()
        if self._leases is None:
            self._own()
        else:
            self._leases.take(camera.number, self._own, self._be_refused, take_over=take_over)
        self.begun.emit(camera)
        self.changed.emit()

    def end(self) -> None:
        """Let go of the camera at hand."""
        camera = self.camera
        if camera is None:
            return
        self.release()
        self._look.stop()
        if self._leases is not None:
            self._leases.give_back(camera.number)
        self.camera, self.state, self.status, self.fault = None, PtzState.OFF, None, None
        self.abilities, self.model, self.is_calibrated = HeadAbilities(), None, False
        self.ended.emit(camera)
        self.changed.emit()

    @property
    def may_move(self) -> bool:
        """Whether a hand moves the camera now."""
        return self.state is PtzState.OURS and self.camera is not None

    @property
    def position(self) -> HeadPosition | None:
        """Where it looks, if the camera says so."""
        told = self.status
        if told is None or told.pan is None or told.tilt is None:
            return None
        return HeadPosition(told.pan, told.tilt, told.zoom or 0.0)

    def set_model(self, model: HeadModel, *, is_calibrated: bool) -> None:
        """How its numbers turn into directions."""
        self.model, self.is_calibrated = model, is_calibrated
        self.changed.emit()

    def _know(self, camera: Camera) -> None:
        self._steering.know_head(camera.number, camera.ptz_url, camera.user, camera.password)

    # -- the hand

    def press(self, velocity: Velocity) -> None:
        """A hand moves it; again with another velocity as the hand goes on."""
        if self.may_move and self.camera is not None:
            self._pulse.stop()
            self._touch()
            self._steering.press(self.camera.number, velocity)

    def release(self) -> None:
        """The hand lets go: it stops."""
        self._pulse.stop()
        self._steering.release()

    def pulse(self, velocity: Velocity) -> None:
        """Move for a moment, as a notch of the wheel does."""
        self.press(velocity)
        if self.may_move:
            self._pulse.start()

    def stop(self) -> None:
        """Stop it, whatever moves it."""
        if self.camera is not None:
            self._pulse.stop()
            self._steering.stop(self.camera.number)

    def go_to(self, goal: Goal, *, by_hand: bool = True) -> None:
        """Turn to a position."""
        self._go("go", by_hand=by_hand, goal=asdict(goal))

    def go_token(self, token: str, speed: float, *, by_hand: bool = True) -> None:
        """Turn to a position that only the camera knows."""
        self._go("go_preset", by_hand=by_hand, token=token, speed=speed)

    def go_home(self, *, by_hand: bool = True) -> None:
        """Turn to the camera's own home position."""
        self._go("go_home", by_hand=by_hand)

    def _go(self, what: str, *, by_hand: bool, **more: object) -> None:
        if not self.may_move or self.camera is None:
            return
        if by_hand:
            self._touch()
        self._steering.ask(self.camera.number, what, self._take_done, self._take_fault, **more)

    def centre_on(self, u: float, v: float, aspect: float) -> None:
        """Bring a point of the picture (0…1, v down) to its middle."""
        self._aim(lambda model, at: Goal(*model.centre_on(at, u, v, aspect)))

    def zoom_into(self, box: tuple[float, float, float, float], aspect: float) -> None:
        """Fill the picture with a rectangle of it: left, top, width, height in 0…1."""

        def goal(model: HeadModel, at: HeadPosition) -> Goal:
            found = model.box_zoom(at, *box, aspect)
            return Goal(found.pan, found.tilt, found.zoom)

        self._aim(goal)

    def look_at(self, lon: float, lat: float, width_m: float) -> bool:
        """Turn to a place, ``width_m`` of it across the picture; False if it can't be seen."""
        if self.model is None or not self.is_calibrated:
            return False
        aim = self.model.aim(lon, lat)
        if aim is None:
            return False
        zoom = self.model.zoom_to_see(lon, lat, width_m) if self.abilities.zoom else None
        self.go_to(Goal(*aim, zoom))
        return True

    def _aim(self, goal: Callable[[HeadModel, HeadPosition], Goal]) -> None:
        """Ask where it looks this very moment, and go on from there."""
        camera, model = self.camera, self.model
        if not self.may_move or camera is None or model is None:
            return
        self._touch()

        def done(told: Mapping[str, Any]) -> None:
            self._take_status(told)
            at = self.position
            if at is not None and self.camera == camera:
                self.go_to(goal(model, at))

        self._steering.ask(camera.number, "status", done, self._take_fault)

    def _touch(self) -> None:
        self._touched_at = self._clock()
        if self.camera is not None:
            self.touched.emit(self.camera.number)

    # -- what comes back

    def on_look_due(self) -> None:
        """Where it looks now; and whether anybody still steers."""
        if self.camera is None:
            return
        if self.may_move and self._clock() - self._touched_at > IDLE_S:
            self.end()
            self.refused.emit("idle")
            return
        if self._is_asking:
            return
        self._is_asking = True

        def done(told: Mapping[str, Any]) -> None:
            self._is_asking = False
            self._take_status(told)

        def failed(reason: str, words: str) -> None:
            self._is_asking = False
            self._take_fault(reason, words)

        self._steering.ask(self.camera.number, "status", done, failed)

    def keep_awake(self) -> None:
        """Something of ours moves it by itself: it isn't idle."""
        self._touched_at = self._clock()

    def _take_status(self, told: Mapping[str, Any]) -> None:
        status = HeadStatus(**told)
        if status != self.status or self.fault is not None:
            self.status, self.fault = status, None
            self.changed.emit()

    def _take_abilities(self, told: Mapping[str, Any]) -> None:
        self.abilities = HeadAbilities(**told)
        self.changed.emit()

    def _take_done(self, _: object) -> None:
        if self.fault is not None:
            self.fault = None
            self.changed.emit()

    def _take_fault(self, reason: str, words: str) -> None:
        if self.camera is not None and self.fault != (reason, words):
            self.fault = reason, words
            self.changed.emit()

    def on_faulted(self, camera: str, reason: str, words: str) -> None:
        """A press couldn't be carried out."""
        if self.camera is not None and self.camera.number == camera:
            self._take_fault(reason, words)

    def on_press_ended(self, camera: str, why: str) -> None:
        """The steering process ended a press by itself."""
        if self.camera is not None and self.camera.number == camera:
            self.refused.emit(why)

    def on_restarted(self) -> None:
        """The steering process died: what it moved is being stopped."""
        self._is_asking = False

    # -- the lease

    def _own(self) -> None:
        if self.camera is not None:
            self.state, self.holder = PtzState.OURS, ""
            self.changed.emit()

    def _be_refused(self, error: ClientError) -> None:
        if self.camera is None:
            return
        self.state = PtzState.TAKEN
        if isinstance(error, CameraTakenError):
            self.holder = f"{error.name} {error.seat}".strip()
            self.may_take_over = error.may_take_over
        else:
            self.holder, self.may_take_over = "", False
        self.changed.emit()

    def take_over(self) -> None:
        """Take the camera at hand from who has it."""
        if self.camera is not None and self.state is PtzState.TAKEN:
            self.begin(self.camera, take_over=self.may_take_over)

    def on_lease_lost(self, camera: str, holder: Holder | None) -> None:
        """Somebody of a higher rank took it, or nobody sits here any more."""
        if self.camera is None or self.camera.number != camera:
            return
        self._steering.stop(camera)
        self.state = PtzState.TAKEN
        self.holder = "" if holder is None else f"{holder.name} {holder.seat}".strip()
        self.may_take_over = False
        self.refused.emit("lost")
        self.changed.emit()

    def on_leases_changed(self) -> None:
        """Who had it may have given it back: then it is asked for again."""
        camera = self.camera
        if camera is None or self.state is not PtzState.TAKEN or self._leases is None:
            return
        if camera.number not in self._leases.others():
            self.begin(camera)
