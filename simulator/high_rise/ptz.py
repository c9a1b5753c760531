"""The mechanics of the high-rise camera's head: moves, limits, presets; time is passed in.

ONVIF's generic spaces, as this head maps them:

* pan −1…1 ↔ −180…180°, tilt −1…1 ↔ −90…20°, both linear (a translation of 1 is 180° or 55°);
* zoom 0…1 ↔ 1…30×, logarithmic: ``magnification = 30 ** zoom``, so equal steps look equal;
* velocity −1…1 of full speed. Full speed of pan and tilt is 120 and 60 °/s divided by the
  magnification at the moment of the command; zoom takes 2 s from end to end.

Absolute, relative and preset moves run at the undivided speed times the speed asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from simulator.high_rise.geometry import (
    MAX_MAGNIFICATION,
    TILT_LIMITS_DEG,
    Pose,
    wrap_pan,
)
from simulator.high_rise.motion import AxisMotion, at_velocity, to_position

PAN_SPEED_DEG_S = 120.0
TILT_SPEED_DEG_S = 60.0
ZOOM_SPEED_S = 0.5
PAN_ACCELERATION = 240.0
TILT_ACCELERATION = 160.0
ZOOM_ACCELERATION = 2.0
MAX_PRESETS = 256
MAX_NAME_LENGTH = 64


class PtzError(Exception):
    """A command the head can't carry out.

    PtzError
    ├── UnknownPreset: no preset has this token
    ├── TooManyPresets: all places are taken
    ├── PresetNameTaken: another preset has this name
    └── InvalidPosition: a number outside its space, or not a number
    """


class UnknownPreset(PtzError):  # noqa: N818 — named after ONVIF's subcode
    """No preset has this token."""


class TooManyPresets(PtzError):  # noqa: N818
    """All places for presets are taken."""


class PresetNameTaken(PtzError):  # noqa: N818
    """Another preset has this name."""


class InvalidPosition(PtzError):  # noqa: N818
    """A number outside its space, or not a number."""


@dataclass(frozen=True, slots=True)
class Position:
    """A position in ONVIF's generic spaces: pan and tilt −1…1, zoom 0…1."""

    pan: float
    tilt: float
    zoom: float

    @property
    def pose(self) -> Pose:
        """The same position in degrees and times."""
        low, high = TILT_LIMITS_DEG
        return Pose(
            wrap_pan(self.pan * 180.0),
            low + (self.tilt + 1.0) / 2.0 * (high - low),
            MAX_MAGNIFICATION**self.zoom,
        )

    @staticmethod
    def of(pose: Pose) -> Position:
        """The position in the generic spaces of degrees and times."""
        low, high = TILT_LIMITS_DEG
        return Position(
            wrap_pan(pose.pan_deg) / 180.0,
            (pose.tilt_deg - low) / (high - low) * 2.0 - 1.0,
            math.log(pose.magnification) / math.log(MAX_MAGNIFICATION),
        )


@dataclass(frozen=True, slots=True)
class Preset:
    """A stored position. ``token`` is unique for the head's life, ``name`` among its presets."""

    token: str
    name: str
    position: Position


@dataclass(frozen=True, slots=True)
class HeadStatus:
    """Where the head is and which of its axes move."""

    position: Position
    pan_tilt_moving: bool
    zoom_moving: bool


class PtzHead:
    """A pan, tilt and zoom head. Not safe for threads: its owner takes the lock.

    Attributes: ``home``, the position GotoHomePosition goes to.
    """

    def __init__(self, home: Position, now: float) -> None:
        """Stands at ``home``. ``now`` is in seconds, of any clock that is used for all calls."""
        self.home = home
        pose = home.pose
        self._pan = AxisMotion(now, pose.pan_deg)
        self._tilt = AxisMotion(now, pose.tilt_deg, low=TILT_LIMITS_DEG[0], high=TILT_LIMITS_DEG[1])
        self._zoom = AxisMotion(now, home.zoom, low=0.0, high=1.0)
        self._presets: dict[str, Preset] = {}
        self._tokens_given = 0

    def pose(self, now: float) -> Pose:
        """Where the camera looks at ``now``."""
        return Pose(
            wrap_pan(self._pan.at(now)[0]),
            self._tilt.at(now)[0],
            MAX_MAGNIFICATION ** self._zoom.at(now)[0],
        )

    def status(self, now: float) -> HeadStatus:
        """Position and what moves at ``now``."""
        moving = [abs(axis.at(now)[1]) > 1e-6 for axis in (self._pan, self._tilt, self._zoom)]
        return HeadStatus(Position.of(self.pose(now)), moving[0] or moving[1], moving[2])

    def move_continuously(
        self,
        now: float,
        pan_tilt: tuple[float, float] | None,
        zoom: float | None,
        timeout_s: float | None = None,
    ) -> None:
        """Run at velocities of −1…1 until told otherwise or for ``timeout_s``.

        An axis given as None goes on with what it does. Raises InvalidPosition.
        """
        _need_within(-1.0, 1.0, *(pan_tilt or ()), *(() if zoom is None else (zoom,)))
        if pan_tilt is not None:
            slow = 1.0 / self.pose(now).magnification
            self._pan = at_velocity(
                now, self._pan, pan_tilt[0] * PAN_SPEED_DEG_S * slow, PAN_ACCELERATION, timeout_s
            )
            self._tilt = at_velocity(
                now, self._tilt, pan_tilt[1] * TILT_SPEED_DEG_S * slow, TILT_ACCELERATION, timeout_s
            )
        if zoom is not None:
            self._zoom = at_velocity(
                now, self._zoom, zoom * ZOOM_SPEED_S, ZOOM_ACCELERATION, timeout_s
            )

    def move_to(
        self,
        now: float,
        pan_tilt: tuple[float, float] | None,
        zoom: float | None,
        pan_tilt_speed: tuple[float, float] = (1.0, 1.0),
        zoom_speed: float = 1.0,
    ) -> None:
        """Go to a position in the generic spaces, pan on the shorter way round.

        Speeds are 0…1 of full speed. Raises InvalidPosition.
        """
        _need_within(0.0, 1.0, *pan_tilt_speed, zoom_speed, *(() if zoom is None else (zoom,)))
        if pan_tilt is not None:
            _need_within(-1.0, 1.0, *pan_tilt)
            pose = Position(*pan_tilt, 0.0).pose
            now_at = self._pan.at(now)[0]
            self._go(now, now_at + wrap_pan(pose.pan_deg - now_at), pose.tilt_deg, pan_tilt_speed)
        if zoom is not None:
            self._go_zoom(now, zoom, zoom_speed)

    def move_by(
        self,
        now: float,
        pan_tilt: tuple[float, float] | None,
        zoom: float | None,
        pan_tilt_speed: tuple[float, float] = (1.0, 1.0),
        zoom_speed: float = 1.0,
    ) -> None:
        """Go on from here by a translation in the generic spaces; limits stop it.

        Raises InvalidPosition.
        """
        _need_within(0.0, 1.0, *pan_tilt_speed, zoom_speed)
        _need_within(-1.0, 1.0, *(pan_tilt or ()), *(() if zoom is None else (zoom,)))
        if pan_tilt is not None:
            span = TILT_LIMITS_DEG[1] - TILT_LIMITS_DEG[0]
            pan = self._pan.at(now)[0] + pan_tilt[0] * 180.0
            tilt = self._tilt.at(now)[0] + pan_tilt[1] * span / 2.0
            self._go(now, pan, tilt, pan_tilt_speed)
        if zoom is not None:
            self._go_zoom(now, self._zoom.at(now)[0] + zoom, zoom_speed)

    def stop(self, now: float, pan_tilt: bool = True, zoom: bool = True) -> None:
        """Brake to rest."""
        if pan_tilt:
            self._pan = at_velocity(now, self._pan, 0.0, PAN_ACCELERATION, None)
            self._tilt = at_velocity(now, self._tilt, 0.0, TILT_ACCELERATION, None)
        if zoom:
            self._zoom = at_velocity(now, self._zoom, 0.0, ZOOM_ACCELERATION, None)

    def presets(self) -> tuple[Preset, ...]:
        """All presets in the order they were made."""
        return tuple(self._presets.values())

    def set_preset(self, now: float, name: str, token: str | None = None) -> str:
        """Store where the head is; a known ``token`` is overwritten. Gives the token.

        Raises UnknownPreset, TooManyPresets or PresetNameTaken.
        """
        if token is None and len(self._presets) >= MAX_PRESETS:
            raise TooManyPresets
        if token is not None and token not in self._presets:
            raise UnknownPreset
        name = name[:MAX_NAME_LENGTH]
        if name and any(p.name == name and p.token != token for p in self._presets.values()):
            raise PresetNameTaken
        if token is None:
            self._tokens_given += 1
            token = f"P{self._tokens_given}"
        known = self._presets.get(token)
        name = name or (known.name if known else token)
        self._presets[token] = Preset(token, name, self.status(now).position)
        return token

    def goto_preset(
        self,
        now: float,
        token: str,
        pan_tilt_speed: tuple[float, float] = (1.0, 1.0),
        zoom_speed: float = 1.0,
    ) -> None:
        """Go to a stored position. Raises UnknownPreset or InvalidPosition."""
        if token not in self._presets:
            raise UnknownPreset
        self._goto(now, self._presets[token].position, pan_tilt_speed, zoom_speed)

    def remove_preset(self, token: str) -> None:
        """Forget a stored position. Raises UnknownPreset."""
        if self._presets.pop(token, None) is None:
            raise UnknownPreset

    def forget_presets(self) -> None:
        """Lose all stored positions, as heads do when their memory is reset."""
        self._presets.clear()

    def goto_home(
        self,
        now: float,
        pan_tilt_speed: tuple[float, float] = (1.0, 1.0),
        zoom_speed: float = 1.0,
    ) -> None:
        """Go to the home position. Raises InvalidPosition."""
        self._goto(now, self.home, pan_tilt_speed, zoom_speed)

    def set_home(self, now: float) -> None:
        """Make where the head is the home position."""
        self.home = self.status(now).position

    def _goto(
        self, now: float, to: Position, pan_tilt_speed: tuple[float, float], zoom_speed: float
    ) -> None:
        self.move_to(now, (to.pan, to.tilt), to.zoom, pan_tilt_speed, zoom_speed)

    def _go(self, now: float, pan: float, tilt: float, speed: tuple[float, float]) -> None:
        self._pan = to_position(
            now, self._pan, pan, _at_least(speed[0]) * PAN_SPEED_DEG_S, PAN_ACCELERATION
        )
        self._tilt = to_position(
            now, self._tilt, tilt, _at_least(speed[1]) * TILT_SPEED_DEG_S, TILT_ACCELERATION
        )

    def _go_zoom(self, now: float, zoom: float, speed: float) -> None:
        self._zoom = to_position(
            now, self._zoom, zoom, _at_least(speed) * ZOOM_SPEED_S, ZOOM_ACCELERATION
        )


def _at_least(speed: float) -> float:
    # A speed of 0 would never arrive; real heads creep.
    return max(speed, 0.01)


def _need_within(low: float, high: float, *values: float) -> None:
    if not all(math.isfinite(value) and low <= value <= high for value in values):
        raise InvalidPosition
