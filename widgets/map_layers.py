"""What a map shows: grids and layers of points, kept as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from widgets.map_projection import Floats, Projection

CLUSTER_PX = 44
MOST_SINGLE = 400
"""With more points than that in view, near ones are drawn as one with their number."""


class Layer(StrEnum):
    """What can be shown and hidden."""

    BASE = "base"
    GRIDS = "grids"
    PEOPLE = "people"
    EVENTS = "events"
    CAMERAS = "cameras"
    SPEAKERS = "speakers"
    PLACES = "places"
    HEAT = "heat"
    COVERAGE = "coverage"


STILL = (Layer.PLACES, Layer.SPEAKERS, Layer.CAMERAS)
"""Layers of points that don't move: they are drawn with the ground."""
MOVING = (Layer.PEOPLE, Layer.EVENTS)
POINTS = (*STILL, *MOVING)
"""Layers of points, the uppermost last."""


@dataclass(frozen=True, slots=True)
class MapGrid:
    """One grid: its outline in WGS-84 degrees, an array of [longitude, latitude] rows."""

    code: str
    name: str
    outline: Floats


@dataclass(frozen=True, slots=True)
class MapPoint:
    """One point in WGS-84 degrees.

    Attributes:
        look: Which symbol of the layer: a grade of events, freshness of people.
        direction_deg, view_deg, view_m: Of cameras: where they look, how wide and how far.
    """

    id: str
    label: str
    lon: float
    lat: float
    look: int = 0
    direction_deg: float | None = None
    view_deg: float | None = None
    view_m: float | None = None


@dataclass(slots=True)
class PointLayer:
    """A layer's points as arrays of metres."""

    points: Sequence[MapPoint] = ()
    x: Floats = field(default_factory=lambda: np.zeros(0))
    y: Floats = field(default_factory=lambda: np.zeros(0))
    look: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    place: Mapping[str, int] = field(default_factory=dict)

    @staticmethod
    def of(points: Sequence[MapPoint], projection: Projection) -> PointLayer:
        """Make the arrays."""
        lon = np.array([point.lon for point in points], np.float64)
        lat = np.array([point.lat for point in points], np.float64)
        x, y = projection.to_plane(lon, lat)
        look = np.array([point.look for point in points], np.int64)
        return PointLayer(points, x, y, look, {one.id: at for at, one in enumerate(points)})

    def inside(self, left: float, bottom: float, right: float, top: float) -> NDArray[np.int64]:
        """Places of the points in a window of metres."""
        kept = (self.x >= left) & (self.x <= right) & (self.y >= bottom) & (self.y <= top)
        return np.flatnonzero(kept)

    def within(self, ring: Floats) -> list[str]:
        """Ids of the points inside a closed line of [x, y] rows (even-odd rule)."""
        inside = np.zeros(len(self.x), bool)
        ends = np.roll(ring, -1, axis=0)
        for (ax, ay), (bx, by) in zip(ring, ends, strict=True):
            if ay == by:
                continue
            crosses = (ay > self.y) != (by > self.y)
            inside ^= crosses & (self.x < (bx - ax) * (self.y - ay) / (by - ay) + ax)
        return [self.points[int(at)].id for at in np.flatnonzero(inside)]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Near points as one: where, how many, the highest look, one of them."""

    x: float
    y: float
    count: int
    look: int
    first: int


def clusters(
    px: Floats, py: Floats, look: NDArray[np.int64], places: NDArray[np.int64]
) -> list[Cluster]:
    """Put points, in pixels, together by cells of ``CLUSTER_PX``."""
    if not len(places):
        return []
    cells = np.floor(px / CLUSTER_PX).astype(np.int64) * 100_000
    cells += np.floor(py / CLUSTER_PX).astype(np.int64)
    _, first, which, counts = np.unique(
        cells, return_index=True, return_inverse=True, return_counts=True
    )
    xs = np.bincount(which, px) / counts
    ys = np.bincount(which, py) / counts
    highest = np.zeros(len(counts), np.int64)
    np.maximum.at(highest, which, look)
    return [
        Cluster(float(xs[n]), float(ys[n]), int(counts[n]), int(highest[n]), int(places[first[n]]))
        for n in range(len(counts))
    ]
