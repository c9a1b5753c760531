"""Datums of maps in China: WGS-84, GCJ-02 (Amap, Tencent) and BD-09 (Baidu).

GCJ-02 and BD-09 were never published by their makers; the formulas are those that the public
knows, which agree with the services of the makers within centimetres to decimetres. Outside the
box around China nothing is shifted; within 1 km of its border, at sea or abroad, the way back
may be off by a shift.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from backend.domain.areas import Area
from backend.domain.geo import Position, distance_m

_CHINA: Final = (72.004, 0.8293, 137.8347, 55.8271)
_MAJOR_AXIS_M: Final = 6_378_245.0
_ECCENTRICITY_2: Final = 0.00669342162296594323
"""Krasovsky's ellipsoid, to which the shift's metres are turned into degrees."""
_BAIDU_WAVE: Final = math.pi * 3000.0 / 180.0
_STEPS: Final = 30
_CLOSE_DEG: Final = 1e-11

Coordinates = tuple[float, float]
"""Longitude and latitude of a datum that isn't WGS-84, in degrees."""


class Datum(StrEnum):
    """What coordinates are measured in."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def in_china(longitude: float, latitude: float) -> bool:
    """Whether a point is in the box in which maps are shifted; it holds neighbours' land too."""
    west, south, east, north = _CHINA
    return west <= longitude <= east and south <= latitude <= north


def to_datum(position: Position, datum: Datum) -> Coordinates:
    """Return a WGS-84 position's coordinates in another datum."""
    point = (position.longitude, position.latitude)
    if datum is Datum.WGS84 or not in_china(*point):
        return point
    return _gcj(point) if datum is Datum.GCJ02 else _baidu(_gcj(point))


def from_datum(datum: Datum, longitude: float, latitude: float) -> Position:
    """Return the WGS-84 position of a datum's coordinates, by iteration to less than 1 mm.

    Raises PositionError for coordinates that are no position.
    """
    given = Position(longitude, latitude)
    if datum is Datum.WGS84 or not in_china(longitude, latitude):
        return given
    point = (given.longitude, given.latitude)
    if datum is Datum.BD09:
        point = _undone(_baidu, point)
    return Position(*_undone(_gcj, point))


def _undone(shift: Callable[[Coordinates], Coordinates], target: Coordinates) -> Coordinates:
    """The point that is shifted to a target; the shift changes slowly, so steps shrink fast."""
    x, y = target
    for _ in range(_STEPS):
        shifted_x, shifted_y = shift((x, y))
        off_x, off_y = shifted_x - target[0], shifted_y - target[1]
        x, y = x - off_x, y - off_y
        if abs(off_x) < _CLOSE_DEG and abs(off_y) < _CLOSE_DEG:
            break
    return x, y


def _gcj(point: Coordinates) -> Coordinates:
    longitude, latitude = point
    x, y = longitude - 105.0, latitude - 35.0
    sine = math.sin(math.radians(latitude))
    bend = 1 - _ECCENTRICITY_2 * sine**2
    north_m = _MAJOR_AXIS_M * (1 - _ECCENTRICITY_2) / bend**1.5
    east_m = _MAJOR_AXIS_M / math.sqrt(bend) * math.cos(math.radians(latitude))
    return (
        longitude + math.degrees(_east_shift_m(x, y) / east_m),
        latitude + math.degrees(_north_shift_m(x, y) / north_m),
    )


def _waves(value: float, *waves: tuple[float, float]) -> float:
    """Two thirds of a sum of sines; each wave is its height and its half turns a degree."""
    return sum(height * math.sin(math.pi * turns * value) for height, turns in waves) * 2 / 3


def _north_shift_m(x: float, y: float) -> float:
    plain = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    return (
        plain
        + _waves(x, (20, 6), (20, 2))
        + _waves(y, (20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30))
    )


def _east_shift_m(x: float, y: float) -> float:
    plain = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    return plain + _waves(x, (20, 6), (20, 2), (20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30))


def _baidu(point: Coordinates) -> Coordinates:
    x, y = point
    length = math.hypot(x, y) + 0.00002 * math.sin(y * _BAIDU_WAVE)
    angle = math.atan2(y, x) + 0.000003 * math.cos(x * _BAIDU_WAVE)
    return length * math.cos(angle) + 0.0065, length * math.sin(angle) + 0.006


SHIFTED: Final = (Datum.GCJ02, Datum.BD09)
_ENOUGH_POINTS: Final = 3
_MOST: Final = 0.6
_AHEAD: Final = 0.2


@dataclass(frozen=True, slots=True)
class PlacedPoint:
    """Something with a position that is said to be in a grid: a camera, a person, an event."""

    key: str
    grid: str
    position: Position


@dataclass(frozen=True, slots=True)
class DatumSuspicion:
    """A point outside its own grid that is inside if it is taken for another datum."""

    key: str
    grid: str
    outside_m: float
    """How far it is from its grid as it stands."""
    datums: tuple[Datum, ...]
    """The datums that bring it inside, the smaller move first."""
    moves_m: tuple[float, ...]
    """How far each of them moves it."""


@dataclass(frozen=True, slots=True)
class DatumReport:
    """What a list of points says about its datum.

    `inside` counts the points that are in their own grid if the list is taken for that datum;
    `unknown_grids` are named in the list and not among the areas.
    """

    suspicions: tuple[DatumSuspicion, ...]
    inside: tuple[tuple[Datum, int], ...]
    checked: int
    unknown_grids: tuple[str, ...]

    @property
    def whole_list(self) -> Datum | None:
        """The datum that the whole list seems to be in, None if WGS-84 or not clear.

        At least three points, 60 % of them inside with it, and 20 % more than as they stand.
        """
        counts = dict(self.inside)
        best = max(SHIFTED, key=lambda datum: counts[datum])
        most = counts[best]
        tied = sum(counts[datum] == most for datum in SHIFTED) > 1
        clear = most - counts[Datum.WGS84] >= _AHEAD * self.checked
        enough = self.checked >= _ENOUGH_POINTS and most >= _MOST * self.checked
        return best if enough and clear and not tied else None


def suspected_datum(points: Iterable[PlacedPoint], areas: Mapping[str, Area]) -> DatumReport:
    """Flag points that are outside their own grid, but inside as GCJ-02 or BD-09.

    The converted point differs from the given one by just the datum's offset at that place, so
    a point that is off by another distance or direction isn't flagged. Points of unknown grids
    aren't judged.
    """
    suspicions: list[DatumSuspicion] = []
    inside: Counter[Datum] = Counter()
    unknown: set[str] = set()
    checked = 0
    for point in points:
        area = areas.get(point.grid)
        if area is None:
            unknown.add(point.grid)
            continue
        checked += 1
        fits = _fits(point.position, area)
        inside.update(datum for datum, _ in fits)
        if fits and all(datum is not Datum.WGS84 for datum, _ in fits):
            suspicions.append(
                DatumSuspicion(
                    point.key,
                    point.grid,
                    area.distance_m(point.position),
                    tuple(datum for datum, _ in fits),
                    tuple(move for _, move in fits),
                )
            )
    counts = tuple((datum, inside[datum]) for datum in Datum)
    return DatumReport(tuple(suspicions), counts, checked, tuple(sorted(unknown)))


def _fits(position: Position, area: Area) -> list[tuple[Datum, float]]:
    """Each datum that puts a position into an area, with how far it moves it, nearest first."""
    fits = []
    for datum in Datum:
        meant = from_datum(datum, position.longitude, position.latitude)
        moved = datum is Datum.WGS84 or meant != position
        if moved and area.contains(meant):
            fits.append((datum, distance_m(position, meant)))
    return sorted(fits, key=lambda fit: fit[1])
