"""The high-rise camera's geometry: world metres, pan and tilt, pixels; pure functions.

Conventions, which everything that aims this camera relies on:

* World: a flat local frame in metres, x east, y north, z up, z = 0 on the ground.
* Pan: degrees clockwise from north, −180 (included) to 180 (excluded). Tilt: degrees above the
  horizon, −90 straight down. The camera has no roll.
* Optics: a pinhole without distortion and square pixels. The horizontal field of view is
  60° divided by the magnification: 60° at 1×, 2° at 30×. The focal length in pixels is
  ``(width / 2) / tan(field of view / 2)``.
* Pixels: x to the right, y down, (0, 0) is the picture's top left corner, so the optical axis
  goes through (width / 2, height / 2).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

WIDEST_FOV_DEG = 60.0
MAX_MAGNIFICATION = 30.0
PAN_LIMITS_DEG = (-180.0, 180.0)
TILT_LIMITS_DEG = (-90.0, 20.0)


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the world, or a direction between two of them, in metres."""

    x: float
    y: float
    z: float = 0.0

    def __sub__(self, other: Point) -> Point:
        return Point(self.x - other.x, self.y - other.y, self.z - other.z)

    def dot(self, other: Point) -> float:
        """The scalar product."""
        return self.x * other.x + self.y * other.y + self.z * other.z

    @property
    def length(self) -> float:
        """Distance from the origin in metres."""
        return math.sqrt(self.dot(self))


def wrap_pan(degrees: float) -> float:
    """The same direction within −180 (included) to 180 (excluded) degrees."""
    wrapped = (degrees + 180.0) % 360.0 - 180.0
    return -180.0 if wrapped >= 180.0 else wrapped


def horizontal_fov_deg(magnification: float) -> float:
    """Horizontal field of view in degrees at a magnification of 1 to 30."""
    return WIDEST_FOV_DEG / magnification


def focal_length_px(magnification: float, width: int) -> float:
    """Focal length in pixels for a picture ``width`` pixels wide."""
    return width / 2.0 / math.tan(math.radians(horizontal_fov_deg(magnification)) / 2.0)


def direction(pan_deg: float, tilt_deg: float) -> Point:
    """The unit vector towards a pan and a tilt."""
    pan, tilt = math.radians(pan_deg), math.radians(tilt_deg)
    return Point(math.sin(pan) * math.cos(tilt), math.cos(pan) * math.cos(tilt), math.sin(tilt))


def pan_tilt_of(towards: Point) -> tuple[float, float]:
    """Pan and tilt in degrees of a direction of any length but zero."""
    tilt = math.degrees(math.atan2(towards.z, math.hypot(towards.x, towards.y)))
    return wrap_pan(math.degrees(math.atan2(towards.x, towards.y))), tilt


def aim_at(eye: Point, target: Point) -> tuple[float, float]:
    """Pan and tilt in degrees that bring ``target`` to the middle of the picture."""
    return pan_tilt_of(target - eye)


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the camera looks: degrees, degrees, times (1 to 30)."""

    pan_deg: float
    tilt_deg: float
    magnification: float = 1.0


@dataclass(frozen=True, slots=True)
class View:
    """One picture's projection: an eye, a pose and a size in pixels."""

    eye: Point
    pose: Pose
    width: int
    height: int

    @property
    def focal_px(self) -> float:
        """Focal length in pixels."""
        return focal_length_px(self.pose.magnification, self.width)

    @property
    def forward(self) -> Point:
        """The optical axis."""
        return direction(self.pose.pan_deg, self.pose.tilt_deg)

    @property
    def right(self) -> Point:
        """The world direction of the picture's +x."""
        pan = math.radians(self.pose.pan_deg)
        return Point(math.cos(pan), -math.sin(pan), 0.0)

    @property
    def up(self) -> Point:
        """The world direction of the picture's −y."""
        pan, tilt = math.radians(self.pose.pan_deg), math.radians(self.pose.tilt_deg)
        sin_tilt = math.sin(tilt)
        return Point(-math.sin(pan) * sin_tilt, -math.cos(pan) * sin_tilt, math.cos(tilt))

    def project(self, point: Point) -> tuple[float, float] | None:
        """The pixel of a world point; None where it isn't in front of the camera."""
        ray = point - self.eye
        depth = ray.dot(self.forward)
        if depth <= 1e-9:
            return None
        scale = self.focal_px / depth
        return (
            self.width / 2.0 + scale * ray.dot(self.right),
            self.height / 2.0 - scale * ray.dot(self.up),
        )

    def ray(self, x: float, y: float) -> Point:
        """The world direction seen at a pixel, not normalised."""
        across = (x - self.width / 2.0) / self.focal_px
        above = (self.height / 2.0 - y) / self.focal_px
        f, r, u = self.forward, self.right, self.up
        return Point(
            f.x + across * r.x + above * u.x,
            f.y + across * r.y + above * u.y,
            f.z + across * r.z + above * u.z,
        )

    def pan_tilt_at(self, x: float, y: float) -> tuple[float, float]:
        """Pan and tilt in degrees of what is seen at a pixel."""
        return pan_tilt_of(self.ray(x, y))

    def pixel_of(self, pan_deg: float, tilt_deg: float) -> tuple[float, float] | None:
        """The pixel in which a pan and tilt is seen; None where it is behind the camera."""
        d = direction(pan_deg, tilt_deg)
        return self.project(Point(self.eye.x + d.x, self.eye.y + d.y, self.eye.z + d.z))

    def on_plane(self, x: float, y: float, z: float = 0.0) -> Point | None:
        """The world point at height ``z`` seen at a pixel; None where the ray never gets there."""
        ray = self.ray(x, y)
        if abs(ray.z) < 1e-12:
            return None
        distance = (z - self.eye.z) / ray.z
        if distance <= 0.0:
            return None
        return Point(self.eye.x + distance * ray.x, self.eye.y + distance * ray.y, z)
