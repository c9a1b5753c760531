"""What the scene is made of: flat faces with details, solids of faces, pieces of ground."""

from __future__ import annotations

import math
from dataclasses import dataclass

import skia

Rgb = tuple[int, int, int]
Vector = tuple[float, float, float]

SUN: Vector = (-0.48, -0.60, 0.64)
"""Unit vector towards the sun: from the south-west, so the town's centre is lit."""


@dataclass(frozen=True, slots=True)
class Detail:
    """Something painted on a face, in its metres; left out below ``min_ppm`` pixels per metre."""

    path: skia.Path
    rgb: Rgb
    min_ppm: float = 0.0


@dataclass(frozen=True, slots=True)
class Face:
    """A flat polygon: ``origin`` + u·``across`` + v·``along``, all in world metres."""

    origin: Vector
    across: Vector
    along: Vector
    normal: Vector
    path: skia.Path
    rgb: Rgb
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Solid:
    """A convex thing of faces, drawn whole. ``reach`` is the radius that holds it, in metres."""

    x: float
    y: float
    height: float
    reach: float
    faces: tuple[Face, ...]


@dataclass(frozen=True, slots=True)
class GroundPiece:
    """A painted piece of ground in world metres; left out below ``min_ppm``."""

    path: skia.Path
    rgb: Rgb
    x: float
    y: float
    reach: float
    min_ppm: float = 0.0


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree: a trunk and a crown of ``radius`` metres with its top at ``height``."""

    x: float
    y: float
    height: float
    radius: float
    rgb: Rgb


def polygon(*points: tuple[float, float]) -> skia.Path:
    """A closed path through points."""
    return skia.Path.Polygon([skia.Point(x, y) for x, y in points], True)


def rectangles(boxes: list[tuple[float, float, float, float]]) -> skia.Path:
    """One path of many rectangles, each left, bottom, width, height."""
    path = skia.Path()
    for left, bottom, width, height in boxes:
        path.addRect(skia.Rect.MakeXYWH(left, bottom, width, height))
    return path


def lit(rgb: Rgb, normal: Vector) -> Rgb:
    """A colour under the sun and the sky on a surface that faces ``normal``."""
    sun = max(0.0, sum(n * s for n, s in zip(normal, SUN, strict=True)))
    light = 0.62 + 0.16 * max(0.0, normal[2]) + 0.38 * sun
    return (
        min(255, round(rgb[0] * light)),
        min(255, round(rgb[1] * light)),
        min(255, round(rgb[2] * light * 0.99 + 3)),
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """A place and heading for building a solid: local right and forward in the world."""

    x: float
    y: float
    heading_deg: float

    @property
    def right(self) -> Vector:
        """The unit vector to the right of the heading."""
        angle = math.radians(self.heading_deg)
        return (math.cos(angle), -math.sin(angle), 0.0)

    @property
    def ahead(self) -> Vector:
        """The unit vector of the heading."""
        angle = math.radians(self.heading_deg)
        return (math.sin(angle), math.cos(angle), 0.0)

    def at(self, right: float, ahead: float, z: float = 0.0) -> Vector:
        """The world point at a local offset in metres."""
        r, a = self.right, self.ahead
        return (self.x + right * r[0] + ahead * a[0], self.y + right * r[1] + ahead * a[1], z)


def wall(
    frame: Frame, start: tuple[float, float], end: tuple[float, float], base: float,
    path: skia.Path,
    rgb: Rgb, details: tuple[Detail, ...] = (),
) -> Face:  # fmt: skip
    """An upright face from ``start`` to ``end`` (local, seen from outside left to right)."""
    origin, to = frame.at(*start, base), frame.at(*end, base)
    length = math.dist(origin, to)
    across = ((to[0] - origin[0]) / length, (to[1] - origin[1]) / length, 0.0)
    normal = (across[1], -across[0], 0.0)
    return Face(origin, across, (0.0, 0.0, 1.0), normal, path, lit(rgb, normal), details)


def lid(
    frame: Frame, width: float, depth: float, z: float, rgb: Rgb, details: tuple[Detail, ...] = ()
) -> Face:
    """A level rectangle around the frame's origin at height ``z``."""
    path = rectangles([(0.0, 0.0, width, depth)])
    up = (0.0, 0.0, 1.0)
    origin = frame.at(-width / 2, -depth / 2, z)
    return Face(origin, frame.right, frame.ahead, up, path, lit(rgb, up), details)


def corners(width: float, depth: float) -> list[tuple[float, float]]:
    """The corners of a rectangle, counter-clockwise from the right rear."""
    return [
        (-width / 2, -depth / 2),
        (width / 2, -depth / 2),
        (width / 2, depth / 2),
        (-width / 2, depth / 2),
    ]
