"""Fitting a head's numbers to places that a person brought to the picture's middle.

Least squares over the angle between where the head points and where the place is, in shares of the
picture's width at that zoom, by Levenberg and Marquardt's method (Marquardt 1963). Weak priors, as
strong as the person's own error of centring, keep what the points don't tell near what is usual:
from far places alone a high lens with a wide range of tilt can't be told from a low one with a
narrow range, but few heads have a lowest tilt that doesn't look straight down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from console.state.head_geometry import leaned

CENTRING: Final = 0.005
"""How far off the middle a person leaves a place, as a share of the picture's width."""
SHARPEST_DEG: Final = 5.0
"""A place on a map is known no better than fits this field of view; closer looks count like it."""
ROUNDS: Final = 25

PAN_ZERO, PAN_SCALE, TILT_ZERO, TILT_SCALE, LOG_HEIGHT = range(5)
EAST, NORTH, LEAN_NORTH, LEAN_EAST = range(5, 9)
BASE: Final = (PAN_ZERO, PAN_SCALE, TILT_ZERO, TILT_SCALE, LOG_HEIGHT)
EYE: Final = (EAST, NORTH)
LEAN: Final = (LEAN_NORTH, LEAN_EAST)

USUAL_PAN_DEG, PAN_SIGMA_DEG = 180.0, 60.0
STOP_SIGMA_DEG, STOP_MOST = 3.0, 3.0
HEIGHT_SIGMA, EYE_SIGMA_M, LEAN_SIGMA_DEG = 1.0, 10.0, 1.5

PAN_SCALES: Final = np.arange(30.0, 361.0, 5.0)
TILT_SCALES: Final = (25.0, 150.0)
HEIGHT_REACH: Final = 10.0
"""The lens is at most so many times higher or lower than it was guessed."""
HEIGHTS: Final = np.geomspace(1.0 / HEIGHT_REACH, HEIGHT_REACH, 64)


@dataclass(frozen=True, slots=True)
class Sights:
    """The points in arrays.

    Attributes:
        pan, tilt: where the head stood, n numbers each.
        places: metres east, north and up from the foot of the lens as it is on the map, n × 3.
        fov: the picture's width in degrees, n numbers.
    """

    pan: np.ndarray
    tilt: np.ndarray
    places: np.ndarray
    fov: np.ndarray

    def of(self, chosen: np.ndarray) -> Sights:
        """Return some of them, by index or by yes and no."""
        return Sights(self.pan[chosen], self.tilt[chosen], self.places[chosen], self.fov[chosen])

    def without(self, index: int) -> Sights:
        """Return the others."""
        return self.of(np.arange(len(self.pan)) != index)

    def off(self, params: np.ndarray) -> np.ndarray:
        """Return how far each is from the middle, across and up, in shares of the width: n × 2.

        For many sets of numbers at once: those axes of ``params`` come first.
        """
        eye = np.concatenate(
            [params[..., EAST:LEAN_NORTH], np.exp(params[..., LOG_HEIGHT, None])], -1
        )
        ways = (self.places - eye[..., None, :]) @ leaned(
            params[..., LEAN_NORTH], params[..., LEAN_EAST]
        )
        bearing, lift = angles(ways)
        pan = params[..., PAN_ZERO, None] + params[..., PAN_SCALE, None] * self.pan
        tilt = params[..., TILT_ZERO, None] + params[..., TILT_SCALE, None] * self.tilt
        across = wrapped(bearing - pan) * np.cos(np.radians(lift))
        shares: np.ndarray = np.stack([across, lift - tilt], axis=-1) / self.fov[:, None]
        return shares

    def distances(self, params: np.ndarray) -> np.ndarray:
        """Return ``off`` as one length for each."""
        lengths: np.ndarray = np.hypot(*self.off(params).T)
        return lengths


@dataclass(frozen=True, slots=True)
class Fit:
    """Numbers, by the names above, and the sum of squares that they leave."""

    params: np.ndarray
    cost: float


def angles(ways: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return bearing and elevation in degrees of each row."""
    east, north, up = ways[..., 0], ways[..., 1], ways[..., 2]
    return np.degrees(np.arctan2(east, north)), np.degrees(np.arctan2(up, np.hypot(east, north)))


def wrapped(degrees: np.ndarray) -> np.ndarray:
    """Return the same angles within ±180°."""
    turned: np.ndarray = (degrees + 180.0) % 360.0 - 180.0
    return turned


def fit(
    sights: Sights,
    height_guess_m: float,
    free: tuple[int, ...] = BASE,
    start: np.ndarray | None = None,
) -> Fit:
    """Return the best fit of the free numbers, from a start or from several of its own."""
    problem = _Problem(sights, float(np.log(height_guess_m)), np.array(free))
    starts = [start] if start is not None else _starts(sights, height_guess_m)
    return min((problem.descend(one) for one in starts), key=lambda one: one.cost)


@dataclass(frozen=True, slots=True)
class _Problem:
    sights: Sights
    log_guess: float
    free: np.ndarray

    def residuals(self, params: np.ndarray) -> np.ndarray:
        """What is squared and added up: the points', then the priors'."""
        priors = [
            (abs(params[..., PAN_SCALE]) - USUAL_PAN_DEG) / PAN_SIGMA_DEG,
            _stop(params[..., TILT_ZERO], params[..., TILT_SCALE]),
            (params[..., LOG_HEIGHT] - self.log_guess) / HEIGHT_SIGMA,
            params[..., EAST] / EYE_SIGMA_M,
            params[..., NORTH] / EYE_SIGMA_M,
            params[..., LEAN_NORTH] / LEAN_SIGMA_DEG,
            params[..., LEAN_EAST] / LEAN_SIGMA_DEG,
        ]
        off = self.sights.off(params)
        points = off.reshape(*off.shape[:-2], -1)
        return np.concatenate([points, CENTRING * np.stack(priors, axis=-1)], axis=-1)

    def descend(self, start: np.ndarray) -> Fit:
        """Go downhill until it is flat."""
        params = self._bounded(start)
        left = self.residuals(params)
        cost, damping = float(left @ left), 1e-3
        for _ in range(ROUNDS):
            slope = self._slope(params)
            square, pull = slope.T @ slope, slope.T @ left
            gained = 0.0
            while gained <= 0.0 and damping < 1e8:
                damped = square + damping * np.diag(np.diag(square) + 1e-12)
                tried = params.copy()
                tried[self.free] -= np.linalg.solve(damped, pull)
                tried = self._bounded(tried)
                after = self.residuals(tried)
                gained = cost - float(after @ after)
                damping *= 8.0
            if gained <= 1e-6 * cost:
                break
            params, left, cost, damping = tried, after, cost - gained, damping / 64.0
        return Fit(params, cost)

    def _bounded(self, params: np.ndarray) -> np.ndarray:
        """What no head has isn't tried: seen from an orbit all places lie below, and all fit."""
        bounded = params.copy()
        reach = float(np.log(HEIGHT_REACH))
        bounded[LOG_HEIGHT] = np.clip(
            params[LOG_HEIGHT], self.log_guess - reach, self.log_guess + reach
        )
        size = np.clip(abs(params[TILT_SCALE]), *TILT_SCALES)
        bounded[TILT_SCALE] = np.copysign(size, params[TILT_SCALE])
        return bounded

    def _slope(self, params: np.ndarray) -> np.ndarray:
        steps = 1e-5 * np.eye(len(params))[self.free]
        ahead, behind = self.residuals(np.stack([params + steps, params - steps]))
        slope: np.ndarray = (ahead - behind).T / 2e-5
        return slope


def _stop(zero: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """How unusual it is where the lowest tilt looks; beyond a bound it doesn't matter any more."""
    off = (zero - abs(scale) + 90.0) / STOP_SIGMA_DEG
    unusual: np.ndarray = off / np.sqrt(1.0 + (off / STOP_MOST) ** 2)
    return unusual


def _starts(sights: Sights, height_guess_m: float) -> list[np.ndarray]:
    """Pan and tilt are found apart: what leaves the least by itself."""
    return [
        np.array([*pan, *tilt, 0.0, 0.0, 0.0, 0.0])
        for pan in (_pan_start(sights, PAN_SCALES), _pan_start(sights, -PAN_SCALES))
        for tilt in _tilt_starts(sights, height_guess_m)
    ]


def _pan_start(sights: Sights, scales: np.ndarray) -> tuple[float, float]:
    """The zero and the scale under which the bearings agree best."""
    bearing, _ = angles(sights.places)
    left = np.radians(bearing - scales[:, None] * sights.pan)
    zeros = np.degrees(np.arctan2(np.sin(left).sum(axis=1), np.cos(left).sum(axis=1)))
    off = (wrapped(np.degrees(left) - zeros[:, None]) ** 2).sum(axis=1)
    best = int(np.argmin(off))
    return float(zeros[best]), float(scales[best])


def _tilt_starts(sights: Sights, height_guess_m: float) -> list[tuple[float, float, float]]:
    """Zero, scale and logarithm of the height: what fits best, what stops as usual, and both."""
    rows = np.stack([np.ones_like(sights.tilt), sights.tilt], axis=1)
    heights = HEIGHTS * height_guess_m
    eyes = np.stack([np.zeros_like(heights), np.zeros_like(heights), heights], axis=1)
    _, lift = angles(sights.places - eyes[:, None, :])
    zeros, scales = np.linalg.lstsq(rows, lift.T, rcond=None)[0]
    left = lift - zeros[:, None] - scales[:, None] * sights.tilt
    off = ((left / sights.fov) ** 2).sum(axis=1)
    unusual = (CENTRING * _stop(zeros, scales)) ** 2
    best = [int(np.argmin(one)) for one in (off, unusual, off + unusual)]
    return [(float(zeros[i]), float(scales[i]), float(np.log(heights[i]))) for i in best]
