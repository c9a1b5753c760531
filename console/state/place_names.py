"""What a point on the ground is called: its grid, and the nearest place that has a name; pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from console.state.head_geometry import METRES_PER_DEGREE

Ring = Sequence[Sequence[float]]
NEAR_M = 300.0
"""Places further away say nothing about a point."""


@dataclass(frozen=True, slots=True)
class NamedArea:
    """A grid: code, name and the outer ring of [longitude, latitude] of each part."""

    code: str
    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """Something with a name: WGS-84 degrees."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a point is; empty where nothing is known."""

    grid: str = ""
    place: str = ""
    place_m: float = 0.0


class PlaceNames:
    """Names of a town's points."""

    def __init__(self, areas: Sequence[NamedArea] = (), places: Sequence[NamedPlace] = ()) -> None:
        self._areas = [(area, _box(area)) for area in areas]
        self._places = places

    def at(self, lon: float, lat: float) -> Whereabouts:
        """What lies at a point, or near it."""
        grid = next(
            (
                " ".join(part for part in (area.code, area.name) if part)
                for area, box in self._areas
                if box[0] <= lon <= box[2]
                and box[1] <= lat <= box[3]
                and any(_is_inside(ring, lon, lat) for ring in area.rings)
            ),
            "",
        )
        measured = [(_distance_m(one, lon, lat), one.name) for one in self._places]
        metres, name = min(measured, default=(math.inf, ""))
        return Whereabouts(grid, name, metres) if metres <= NEAR_M else Whereabouts(grid)


def _box(area: NamedArea) -> tuple[float, float, float, float]:
    points = [point for ring in area.rings for point in ring]
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    if not points:
        return math.inf, math.inf, -math.inf, -math.inf
    return min(lons), min(lats), max(lons), max(lats)


def _is_inside(ring: Ring, lon: float, lat: float) -> bool:
    """Whether a ray to the east crosses the ring an odd number of times."""
    inside = False
    for one, two in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (one[1] > lat) != (two[1] > lat):
            crossing = one[0] + (lat - one[1]) / (two[1] - one[1]) * (two[0] - one[0])
            inside ^= lon < crossing
    return inside


def _distance_m(place: NamedPlace, lon: float, lat: float) -> float:
    east = (place.lon - lon) * math.cos(math.radians(lat))
    return math.hypot(east, place.lat - lat) * METRES_PER_DEGREE
