"""Where a PTZ camera looks: from a head's position to places on the map, and back.

Conventions:

* World: a plane around the lens in metres, x east, y north, z up from the ground. A degree of
  latitude is 111 320 m, a degree of longitude that times the cosine of the lens' latitude. Over
  10 km this plane is off by up to 0.5 % of a distance and 0.15° of a bearing (the Earth is no
  sphere), and the ground falls away by 7.8 m (it curves); within 1 km by 8 cm.
* The head turns by ``pan_zero_deg + pan_scale_deg · pan`` clockwise from north and lifts by
  ``tilt_zero_deg + tilt_scale_deg · tilt`` above the horizon. Then its whole mount leans: the top
  of its axis goes over by ``lean_north_deg`` to the north and ``lean_east_deg`` to the east.
* Picture: a pinhole with square pixels; u to the right and v down, both 0…1. ``aspect`` is the
  picture's width divided by its height.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from console.state.head_optics import HeadPosition, Optics

METRES_PER_DEGREE: Final = 111_320.0
FARTHEST_M: Final = 30_000.0
"""A ray that comes down further away than this sees the horizon, for what the plane is worth."""
SLACK_DEG: Final = 0.5
"""A fitted scale is never exact: what lies this little past a stop is aimed at from the stop."""
CIRCLE: Final = 180

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class HeadModel:
    """A camera's place and how its numbers turn into directions (see the module).

    Attributes:
        lon, lat, height_m: where the lens is: WGS-84 degrees, metres above the ground.
        pan_scale_deg, tilt_scale_deg: degrees for each 1 of pan or tilt; negative where the
            device counts the other way round.
    """

    lon: float
    lat: float
    height_m: float
    pan_zero_deg: float
    pan_scale_deg: float
    tilt_zero_deg: float
    tilt_scale_deg: float
    lean_north_deg: float = 0.0
    lean_east_deg: float = 0.0
    optics: Optics = field(default_factory=Optics)

    def bearing_elevation(self, position: HeadPosition) -> Pair:
        """Return the optical axis: degrees clockwise from north, 0…360, and above the horizon."""
        x, y, z = self._axes(position)[2]
        bearing = math.degrees(math.atan2(x, y)) % 360.0
        return bearing, math.degrees(math.atan2(z, math.hypot(x, y)))

    def aim(self, lon: float, lat: float, height_m: float = 0.0) -> Pair | None:
        """Return pan and tilt that bring a place to the picture's middle; None out of reach."""
        found = self._pan_tilt(self._lean().T @ self._towards(lon, lat, height_m), 0.0)
        over = max(
            (abs(found[0]) - 1.0) * abs(self.pan_scale_deg),
            (abs(found[1]) - 1.0) * abs(self.tilt_scale_deg),
        )
        return _within(found) if over <= SLACK_DEG else None

    def centre_on(self, position: HeadPosition, u: float, v: float, aspect: float) -> Pair:
        """Return pan and tilt that bring a point of the picture to its middle, or nearest to it."""
        ray = self._lean().T @ self._ray(position, u, v, aspect)
        return _within(self._pan_tilt(ray, position.pan))

    def box_zoom(
        self,
        position: HeadPosition,
        left: float,
        top: float,
        width: float,
        height: float,
        aspect: float,
    ) -> HeadPosition:
        """Return the position whose picture a rectangle of this picture fills, none of it cut."""
        pan, tilt = self.centre_on(position, left + width / 2, top + height / 2, aspect)
        seen = self._axes(HeadPosition(pan, tilt, 0.0))
        reach = 0.0
        for u in (left, left + width):
            for v in (top, top + height):
                across, above, depth = seen @ self._ray(position, u, v, aspect)
                if depth <= 1e-9:
                    return HeadPosition(pan, tilt, 0.0)
                reach = max(reach, abs(across / depth), abs(above / depth) * aspect)
        fov = 2.0 * math.degrees(math.atan(reach))
        return HeadPosition(pan, tilt, self.optics.zoom_for_fov(fov))

    def ground_at(self, position: HeadPosition, u: float, v: float, aspect: float) -> Pair | None:
        """Return the place, in degrees, seen at a point of the picture; None above the horizon."""
        x, y, z = self._ray(position, u, v, aspect)
        if z >= 0.0 or self.height_m * math.hypot(x, y) > FARTHEST_M * -z:
            return None
        return place_at(self.lon, self.lat, -x * self.height_m / z, -y * self.height_m / z)

    def footprint(self, position: HeadPosition, aspect: float, far_m: float) -> list[Pair]:
        """Return the outline of the ground that is seen within ``far_m``, as places in degrees.

        A convex polygon; empty where no ground is seen. The far edge is a polygon's instead of a
        circle's and comes short of ``far_m`` by up to 0.02 %.
        """
        right, up, forward = self._axes(position)
        wide = self._half_width(position.zoom)
        outline = [
            (far_m * math.sin(turn), far_m * math.cos(turn))
            for turn in (2.0 * math.pi * step / CIRCLE for step in range(CIRCLE))
        ]
        for side, reach in ((right, wide), (up, wide / aspect)):
            for sign in (-1.0, 1.0):
                outline = _cut(outline, forward * reach + side * sign, self.height_m)
        return [place_at(self.lon, self.lat, x, y) for x, y in outline]

    def zoom_to_see(self, lon: float, lat: float, width_m: float) -> float:
        """Return the zoom, 0…1, at which ``width_m`` across at a place fill the picture's width."""
        distance = float(np.linalg.norm(self._towards(lon, lat, 0.0)))
        fov = 2.0 * math.degrees(math.atan2(width_m / 2.0, distance))
        return self.optics.zoom_for_fov(fov)

    def project(
        self, position: HeadPosition, lon: float, lat: float, height_m: float, aspect: float
    ) -> Pair | None:
        """Return u and v of a place, outside 0…1 where it isn't seen; None behind the camera."""
        across, above, depth = self._axes(position) @ self._towards(lon, lat, height_m)
        if depth <= 1e-9:
            return None
        scale = 0.5 / (self._half_width(position.zoom) * depth)
        return float(0.5 + across * scale), float(0.5 - above * scale * aspect)

    def _towards(self, lon: float, lat: float, height_m: float) -> np.ndarray:
        """The way from the lens to a place in the world's metres."""
        x, y = local_m(self.lon, self.lat, lon, lat)
        return np.array([x, y, height_m - self.height_m])

    def _half_width(self, zoom: float) -> float:
        return math.tan(math.radians(self.optics.fov_deg(zoom)) / 2.0)

    def _lean(self) -> np.ndarray:
        return leaned(self.lean_north_deg, self.lean_east_deg)

    def _axes(self, position: HeadPosition) -> np.ndarray:
        """The picture's right and up and the optical axis: one row each, in the world."""
        pan = math.radians(self.pan_zero_deg + self.pan_scale_deg * position.pan)
        tilt = math.radians(self.tilt_zero_deg + self.tilt_scale_deg * position.tilt)
        right = (math.cos(pan), -math.sin(pan), 0.0)
        up = (-math.sin(pan) * math.sin(tilt), -math.cos(pan) * math.sin(tilt), math.cos(tilt))
        forward = (math.sin(pan) * math.cos(tilt), math.cos(pan) * math.cos(tilt), math.sin(tilt))
        axes: np.ndarray = np.array([right, up, forward]) @ self._lean().T
        return axes

    def _ray(self, position: HeadPosition, u: float, v: float, aspect: float) -> np.ndarray:
        """The direction seen at a point of the picture, in the world, not of length 1."""
        right, up, forward = self._axes(position)
        wide = 2.0 * self._half_width(position.zoom)
        ray: np.ndarray = forward + (u - 0.5) * wide * right + (0.5 - v) * wide / aspect * up
        return ray

    def _pan_tilt(self, ray: np.ndarray, near_pan: float) -> Pair:
        """Pan and tilt of a direction in the head's own frame, stops not heeded.

        Of the turns that a head can have, the one nearest to ``near_pan`` that it can reach.
        """
        x, y, z = ray
        bearing, lift = (
            math.degrees(math.atan2(x, y)),
            math.degrees(math.atan2(z, math.hypot(x, y))),
        )
        turn = 360.0 / abs(self.pan_scale_deg)
        first = (bearing - self.pan_zero_deg) / self.pan_scale_deg
        first += round((near_pan - first) / turn) * turn
        slack = SLACK_DEG / abs(self.pan_scale_deg)
        choices = (first, first - turn, first + turn)
        reached = [pan for pan in choices if abs(pan) <= 1.0 + slack]
        pan = (
            min(reached, key=lambda pan: abs(pan - near_pan)) if reached else min(choices, key=abs)
        )
        return pan, (lift - self.tilt_zero_deg) / self.tilt_scale_deg


def local_m(lon: float, lat: float, to_lon: float, to_lat: float) -> Pair:
    """Return metres east and north from one place to another, on the first one's plane."""
    east = METRES_PER_DEGREE * math.cos(math.radians(lat))
    return (to_lon - lon) * east, (to_lat - lat) * METRES_PER_DEGREE


def place_at(lon: float, lat: float, east_m: float, north_m: float) -> Pair:
    """Return the place, in degrees, so far from another: the inverse of ``local_m``."""
    east = METRES_PER_DEGREE * math.cos(math.radians(lat))
    return float(lon + east_m / east), float(lat + north_m / METRES_PER_DEGREE)


def leaned(north_deg: float | np.ndarray, east_deg: float | np.ndarray) -> np.ndarray:
    """Return the rotation from the head's frame to the world (Rodrigues' formula).

    3 × 3, or that for each pair of angles: the array's axes come first.
    """
    x, y = np.radians(-north_deg), np.radians(east_deg)
    angle = np.hypot(x, y)
    first, second = np.sinc(angle / np.pi), np.sinc(angle / (2.0 * np.pi)) ** 2 / 2.0
    rows = np.array(
        [
            [1.0 - second * y * y, second * x * y, first * y],
            [second * x * y, 1.0 - second * x * x, -first * x],
            [-first * y, first * x, np.cos(angle)],
        ]
    )
    return np.moveaxis(rows, (0, 1), (-2, -1))


def _within(pan_tilt: Pair) -> Pair:
    pan, tilt = pan_tilt
    return float(min(max(pan, -1.0), 1.0)), float(min(max(tilt, -1.0), 1.0))


def _cut(outline: list[Pair], inwards: np.ndarray, height_m: float) -> list[Pair]:
    """The part of a convex polygon on the ground on the inner side of a plane through the lens."""
    x_part, y_part, offset = inwards[0], inwards[1], -inwards[2] * height_m
    inside = [x_part * x + y_part * y + offset for x, y in outline]
    kept: list[Pair] = []
    for index, (point, depth) in enumerate(zip(outline, inside, strict=True)):
        before, depth_before = outline[index - 1], inside[index - 1]
        if (depth < 0.0) != (depth_before < 0.0):
            part = depth_before / (depth_before - depth)
            kept.append(
                (
                    before[0] + part * (point[0] - before[0]),
                    before[1] + part * (point[1] - before[1]),
                )
            )
        if depth >= 0.0:
            kept.append(point)
    return kept
