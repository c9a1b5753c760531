"""Learning a head's numbers from places that a person brought to the picture's middle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from console.state.head_fit import (
    BASE,
    CENTRING,
    EAST,
    EYE,
    LEAN,
    LEAN_EAST,
    LEAN_NORTH,
    LOG_HEIGHT,
    NORTH,
    PAN_SCALE,
    PAN_ZERO,
    SHARPEST_DEG,
    TILT_SCALE,
    TILT_ZERO,
    Fit,
    Sights,
    angles,
    fit,
    wrapped,
)
from console.state.head_geometry import HeadModel, local_m, place_at
from console.state.head_optics import HeadPosition, Optics

FEWEST: Final = 4
FEWEST_FOR_MORE: Final = 6
"""From so many points on the eye's place and the mount's lean may be told from the rest."""
LIMIT: Final = 0.02
"""A point further from the middle, as a share of the picture's width, wasn't meant so …"""
MAP_M: Final = 1.0
"""… unless the map alone may be off by as much: metres on the ground."""
CLEARLY: Final = 0.7
SURELY: Final = 4.0
APART_DEG: Final = 2.0
SPAN_DEG: Final = 45.0
NEAR_TO_FAR: Final = 1.5


class Unfit(StrEnum):
    """Why points give no numbers.

    TOO_FEW: fewer than four.
    SAME_PLACE: too near each other, in one direction, or all equally far.
    NO_FIT: no head sees these places from there under these numbers.
    """

    TOO_FEW = "too_few"
    SAME_PLACE = "same_place"
    NO_FIT = "no_fit"


class CalibrationError(Exception):
    """Points that give no numbers.

    Attributes:
        reason: why.
        worst: the largest error that the best numbers leave; None unless the reason is NO_FIT.
        culprit: index of the one point without which the others agree; None where it isn't one.
    """

    def __init__(
        self, reason: Unfit, worst: float | None = None, culprit: int | None = None
    ) -> None:
        super().__init__(reason.value if culprit is None else f"{reason.value}: point {culprit}")
        self.reason, self.worst, self.culprit = reason, worst, culprit


@dataclass(frozen=True, slots=True)
class CalibrationPoint:
    """A place (degrees; metres above the ground) and where the head had it in the middle."""

    lon: float
    lat: float
    position: HeadPosition
    height_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the points gave.

    Attributes:
        errors: how far each point is from the middle under the model, as a share of the picture's
            width at the zoom at which it was taken.
        worst: the largest of them.
    """

    model: HeadModel
    errors: tuple[float, ...]
    worst: float


def calibrate(
    points: Sequence[CalibrationPoint],
    eye_lon: float,
    eye_lat: float,
    optics: Optics,
    height_guess_m: float = 30.0,
) -> Calibration:
    """Return the head that sees the points where the person saw them.

    The guess of the lens' height may be wrong several times over. Best are a place near the foot,
    one far away, and directions all around. Raises CalibrationError.
    """
    if len(points) < FEWEST:
        raise CalibrationError(Unfit.TOO_FEW)
    sights = _sights(points, eye_lon, eye_lat, optics)
    _need_spread(sights, height_guess_m)
    found = _best(sights, height_guess_m)
    if not _agrees(sights, found):
        worst = float(sights.distances(found.params).max())
        raise CalibrationError(Unfit.NO_FIT, worst, _culprit(sights, height_guess_m))
    model = _model(found.params, eye_lon, eye_lat, optics)
    errors = tuple(_error(model, point) for point in points)
    return Calibration(model, errors, max(errors))


def _sights(
    points: Sequence[CalibrationPoint], eye_lon: float, eye_lat: float, optics: Optics
) -> Sights:
    places = [(*local_m(eye_lon, eye_lat, one.lon, one.lat), one.height_m) for one in points]
    return Sights(
        np.array([one.position.pan for one in points]),
        np.array([one.position.tilt for one in points]),
        np.array(places),
        np.array([max(optics.fov_deg(one.position.zoom), SHARPEST_DEG) for one in points]),
    )


def _need_spread(sights: Sights, height_guess_m: float) -> None:
    bearing, lift = angles(sights.places - [0.0, 0.0, height_guess_m])
    far = np.hypot(sights.places[:, 0], sights.places[:, 1])
    kept: list[int] = []
    for index in range(len(bearing)):
        across = wrapped(bearing[kept] - bearing[index]) * math.cos(math.radians(lift[index]))
        if np.all(np.hypot(across, lift[kept] - lift[index]) >= APART_DEG):
            kept.append(index)
    around = np.sort(bearing % 360.0)
    span = 360.0 - float(np.diff(around, append=around[0] + 360.0).max())
    alike = float(far.max()) < NEAR_TO_FAR * float(far.min())
    if len(kept) < FEWEST or span < SPAN_DEG or alike:
        raise CalibrationError(Unfit.SAME_PLACE)


def _best(sights: Sights, height_guess_m: float) -> Fit:
    """The plain fit, or one with more numbers where the points foretell each other better by it."""
    plain = fit(sights, height_guess_m)
    few = len(sights.pan) < FEWEST_FOR_MORE
    if few or float(sights.distances(plain.params).max()) <= 2.0 * CENTRING:
        return plain
    tried = [(_foretold(sights, height_guess_m, BASE, plain), plain)]
    for more in (EYE, LEAN, EYE + LEAN):
        richer = fit(sights, height_guess_m, BASE + more)
        tried.append((_foretold(sights, height_guess_m, BASE + more, richer), richer))
    one_more = min(tried[1:3], key=lambda one: one[0])
    chosen = tried[0]
    for missed, richer in (one_more, tried[3]):
        if missed < CLEARLY * chosen[0]:
            chosen = missed, richer
    return chosen[1]


def _foretold(sights: Sights, height_guess_m: float, free: tuple[int, ...], whole: Fit) -> float:
    """How far off each point is under the fit of all the others: the root of the mean square."""
    missed = []
    for index in range(len(sights.pan)):
        others = fit(sights.without(index), height_guess_m, free, whole.params)
        missed.append(float(sights.distances(others.params)[index]))
    return math.sqrt(sum(one * one for one in missed) / len(missed))


def _agrees(sights: Sights, found: Fit) -> bool:
    ways = sights.places - [0.0, 0.0, math.exp(found.params[LOG_HEIGHT])]
    map_deg = np.degrees(MAP_M / np.linalg.norm(ways, axis=1))
    return bool(np.all(sights.distances(found.params) <= np.hypot(LIMIT, map_deg / sights.fov)))


def _culprit(sights: Sights, height_guess_m: float) -> int | None:
    """The point without which the others agree, and far better than without any other."""
    left: list[tuple[float, int]] = []
    agree: set[int] = set()
    for index in range(len(sights.pan)):
        others = sights.without(index)
        found = fit(others, height_guess_m)
        if len(others.pan) >= FEWEST_FOR_MORE:
            found = fit(others, height_guess_m, BASE + EYE + LEAN, found.params)
        left.append((found.cost, index))
        if _agrees(others, found):
            agree.add(index)
    (least, likely), (second, _) = sorted(left)[:2]
    return likely if likely in agree and second > SURELY * least else None


def _model(params: np.ndarray, eye_lon: float, eye_lat: float, optics: Optics) -> HeadModel:
    lon, lat = place_at(eye_lon, eye_lat, float(params[EAST]), float(params[NORTH]))
    return HeadModel(
        lon,
        lat,
        math.exp(params[LOG_HEIGHT]),
        float(wrapped(params[PAN_ZERO])),
        float(params[PAN_SCALE]),
        float(params[TILT_ZERO]),
        float(params[TILT_SCALE]),
        float(params[LEAN_NORTH]),
        float(params[LEAN_EAST]),
        optics,
    )


def _error(model: HeadModel, point: CalibrationPoint) -> float:
    """How far from the middle a model sees a point, in shares of the picture's width."""
    seen = model.project(point.position, point.lon, point.lat, point.height_m, 1.0)
    return math.inf if seen is None else math.hypot(seen[0] - 0.5, seen[1] - 0.5)
