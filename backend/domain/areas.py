"""Areas on the map: polygons with holes, several to an area; edges belong to them.

Edges are straight in longitude and latitude (RFC 7946, 3.1.1). An area over the date line isn't
supported and refused.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from backend.domain.geo import LocalPlane, Position, Window

EDGE_TOLERANCE_DEG: Final = 1e-9
"""So near to an edge (0.1 mm) a position is on it."""

Ring = tuple[Position, ...]
Edge = tuple[Position, Position]
Metres = tuple[float, float]


def _ring(points: Sequence[Position]) -> Ring:
    """The ring without its repeated last point; raises ValueError below three corners."""
    ring = tuple(points[:-1]) if len(points) > 1 and points[0] == points[-1] else tuple(points)
    if len(set(ring)) < 3:
        raise ValueError("a ring has at least three corners")
    if max(p.longitude for p in ring) - min(p.longitude for p in ring) > 180.0:
        raise ValueError("a ring doesn't go over the date line")
    return ring


def edges(ring: Ring) -> Iterator[Edge]:
    """Yield each edge of a ring, the last back to the first corner."""
    for i, corner in enumerate(ring):
        yield ring[i - 1], corner


@dataclass(frozen=True, slots=True)
class Polygon:
    """An outer ring and its holes; rings may be given closed or open.

    Raises ValueError for a ring below three corners or over the date line.
    """

    outer: Ring
    holes: tuple[Ring, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "outer", _ring(self.outer))
        object.__setattr__(self, "holes", tuple(_ring(hole) for hole in self.holes))

    @property
    def rings(self) -> tuple[Ring, ...]:
        """The outer ring, then the holes."""
        return (self.outer, *self.holes)

    def contains(self, position: Position) -> bool:
        """Whether a position is inside, or on an edge of the outer ring or of a hole."""
        side = _side(self.outer, position)
        if side <= 0:
            return side == 0
        # A hole's edge is the polygon's own edge, whatever the other holes say.
        return all(_side(hole, position) <= 0 for hole in self.holes)


def _side(ring: Ring, position: Position) -> int:
    """1 inside, 0 on an edge, -1 outside; even-odd rule."""
    x, y = position.longitude, position.latitude
    inside = False
    for a, b in edges(ring):
        if _on_edge(a, b, x, y):
            return 0
        if (a.latitude > y) != (b.latitude > y):
            rise = (y - a.latitude) / (b.latitude - a.latitude)
            if x < a.longitude + rise * (b.longitude - a.longitude):
                inside = not inside
    return 1 if inside else -1


def _on_edge(a: Position, b: Position, x: float, y: float) -> bool:
    low, high = (
        (a.longitude, b.longitude) if a.longitude < b.longitude else (b.longitude, a.longitude)
    )
    if x < low - EDGE_TOLERANCE_DEG or x > high + EDGE_TOLERANCE_DEG:
        return False
    low, high = (a.latitude, b.latitude) if a.latitude < b.latitude else (b.latitude, a.latitude)
    if y < low - EDGE_TOLERANCE_DEG or y > high + EDGE_TOLERANCE_DEG:
        return False
    gap = segment_distance((x, y), (a.longitude, a.latitude), (b.longitude, b.latitude))
    return gap <= EDGE_TOLERANCE_DEG


def segment_distance(point: Metres, a: Metres, b: Metres) -> float:
    """Distance of a point from a segment in the plane, in the unit of the points."""
    across, along = b[0] - a[0], b[1] - a[1]
    square = across**2 + along**2
    if square == 0:
        return math.hypot(point[0] - a[0], point[1] - a[1])
    part = ((point[0] - a[0]) * across + (point[1] - a[1]) * along) / square
    part = min(1.0, max(0.0, part))
    return math.hypot(point[0] - a[0] - part * across, point[1] - a[1] - part * along)


@dataclass(frozen=True, slots=True)
class Area:
    """One polygon or more; `window` is the smallest that holds them.

    Raises ValueError without a polygon.
    """

    polygons: tuple[Polygon, ...]
    window: Window = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.polygons:
            raise ValueError("an area has at least one polygon")
        corners = [corner for polygon in self.polygons for corner in polygon.outer]
        longitudes = [corner.longitude for corner in corners]
        latitudes = [corner.latitude for corner in corners]
        window = Window(min(longitudes), min(latitudes), max(longitudes), max(latitudes))
        object.__setattr__(self, "window", window)

    @property
    def middle(self) -> Position:
        """The middle of its window; it needn't lie in the area."""
        w = self.window
        return Position((w.west + w.east) / 2, (w.south + w.north) / 2)

    def contains(self, position: Position) -> bool:
        """Whether a position is in one of its polygons, edges included."""
        w = self.window
        if not (
            w.west - EDGE_TOLERANCE_DEG <= position.longitude <= w.east + EDGE_TOLERANCE_DEG
            and w.south - EDGE_TOLERANCE_DEG <= position.latitude <= w.north + EDGE_TOLERANCE_DEG
        ):
            return False
        return any(polygon.contains(position) for polygon in self.polygons)

    def distance_m(self, position: Position) -> float:
        """Metres to the nearest edge, 0 inside; raises ValueError at a pole."""
        if self.contains(position):
            return 0.0
        plane = LocalPlane(position)
        return min(
            segment_distance((0.0, 0.0), plane.metres(a), plane.metres(b))
            for polygon in self.polygons
            for ring in polygon.rings
            for a, b in edges(ring)
        )

    @property
    def size_m2(self) -> float:
        """Square metres without the holes, on the plane at its middle."""
        plane = LocalPlane(self.middle)
        return sum(
            _ring_size(polygon.outer, plane) - sum(_ring_size(h, plane) for h in polygon.holes)
            for polygon in self.polygons
        )


def _ring_size(ring: Ring, plane: LocalPlane) -> float:
    corners = [plane.metres(corner) for corner in ring]
    double = 0.0
    for i, (x, y) in enumerate(corners):
        before_x, before_y = corners[i - 1]
        double += before_x * y - x * before_y
    return abs(double) / 2


def polygon_of(*corners: tuple[float, float]) -> Polygon:
    """Return a polygon without holes from (longitude, latitude) pairs."""
    return Polygon(tuple(Position(*corner) for corner in corners))
