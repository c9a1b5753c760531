"""Positions on the earth: WGS-84 degrees, distances in metres, windows, local metres.

Everything stored is WGS-84; other datums are converted at the edge (`datum`). Polygons are in
`areas`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

MEAN_RADIUS_M: Final = 6_371_008.8
"""Mean radius of the earth, IUGG."""
MAJOR_AXIS_M: Final = 6_378_137.0
FLATTENING: Final = 1 / 298.257223563
"""WGS-84's ellipsoid (NGA.STND.0036)."""
_MINOR_AXIS_M: Final = MAJOR_AXIS_M * (1 - FLATTENING)
_ECCENTRICITY_2: Final = FLATTENING * (2 - FLATTENING)
_WINDOW_MARGIN_DEG: Final = 1e-9
_MAX_STEPS: Final = 100
_MAX_TEXT: Final = 40


class PositionFault(StrEnum):
    """What is wrong with a pair of coordinates."""

    NOT_A_NUMBER = "not_a_number"
    """Text, nothing, truth values, infinity or NaN."""
    LONGITUDE_RANGE = "longitude_range"
    LATITUDE_RANGE = "latitude_range"
    SWAPPED = "swapped"
    """Latitude first: it would be a position the other way round."""
    NO_FIX = "no_fix"
    """0, 0: what receivers send that don't know where they are."""


class PositionError(ValueError):
    """Coordinates that are no position; `fault` says why."""

    def __init__(self, fault: PositionFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """WGS-84 degrees: longitude -180..180, latitude -90..90; raises PositionError otherwise."""

    longitude: float
    latitude: float

    def __post_init__(self) -> None:
        # Comparisons are false for NaN, so they are written to hold for what is good.
        if not -90.0 <= self.latitude <= 90.0:
            raise PositionError(_range_fault(self.longitude, self.latitude))
        if not -180.0 <= self.longitude <= 180.0:
            raise PositionError(_range_fault(self.longitude, self.latitude))


def _range_fault(longitude: float, latitude: float) -> PositionFault:
    if not (abs(longitude) < math.inf and abs(latitude) < math.inf):
        return PositionFault.NOT_A_NUMBER
    if abs(latitude) > 90.0:
        return (
            PositionFault.SWAPPED
            if abs(latitude) <= 180.0 and abs(longitude) <= 90.0
            else PositionFault.LATITUDE_RANGE
        )
    return PositionFault.LONGITUDE_RANGE


def parse_position(longitude: object, latitude: object) -> Position:
    """Return the position of what came from outside: numbers, or text of plain numbers.

    Raises PositionError; 0, 0 is no position but a receiver without a fix.
    """
    position = Position(_number(longitude), _number(latitude))
    if position.longitude == 0 and position.latitude == 0:
        raise PositionError(PositionFault.NO_FIX)
    return position


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise PositionError(PositionFault.NOT_A_NUMBER)
    if isinstance(value, str) and (len(value) > _MAX_TEXT or "_" in value):
        raise PositionError(PositionFault.NOT_A_NUMBER)
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise PositionError(PositionFault.NOT_A_NUMBER) from None
    if not math.isfinite(number):
        raise PositionError(PositionFault.NOT_A_NUMBER)
    return number


def distance_m(a: Position, b: Position) -> float:
    """Great-circle distance in metres by the haversine formula; within 0.6 % of the geodesic."""
    latitude_a, latitude_b = math.radians(a.latitude), math.radians(b.latitude)
    half_latitude = math.sin((latitude_b - latitude_a) / 2)
    half_longitude = math.sin(math.radians(b.longitude - a.longitude) / 2)
    chord = half_latitude**2 + math.cos(latitude_a) * math.cos(latitude_b) * half_longitude**2
    return 2 * MEAN_RADIUS_M * math.asin(min(1.0, math.sqrt(chord)))


def geodesic_m(a: Position, b: Position) -> float:
    """Distance on WGS-84's ellipsoid in metres, to a millimetre.

    T. Vincenty, Survey Review XXIII 176 (1975), inverse formula. Nearly opposite points, for
    which it doesn't converge, get the great-circle distance.
    """
    reduced_a = math.atan((1 - FLATTENING) * math.tan(math.radians(a.latitude)))
    reduced_b = math.atan((1 - FLATTENING) * math.tan(math.radians(b.latitude)))
    sines = math.sin(reduced_a), math.sin(reduced_b)
    cosines = math.cos(reduced_a), math.cos(reduced_b)
    difference = math.radians(b.longitude - a.longitude)
    longitude = difference
    for _ in range(_MAX_STEPS):
        arc = _Arc.of(sines, cosines, longitude)
        if arc.sine == 0:
            return 0.0 if arc.cosine > 0 else distance_m(a, b)
        before, longitude = longitude, difference + arc.correction
        if abs(longitude) > math.pi:
            # Past the opposite point, or measured the long way round the date line.
            return distance_m(a, b) if abs(difference) <= math.pi else geodesic_m(*_near(a, b))
        if abs(longitude - before) < 1e-12:
            return arc.length_m
    return distance_m(a, b)


def _near(a: Position, b: Position) -> tuple[Position, Position]:
    """The same pair turned so that the date line isn't between them."""
    turned = [Position((p.longitude % 360.0) - 180.0, p.latitude) for p in (a, b)]
    return turned[0], turned[1]


@dataclass(frozen=True, slots=True)
class _Arc:
    """One step of Vincenty's iteration: the arc between two reduced latitudes."""

    sine: float
    cosine: float
    sigma: float
    cosine_2_azimuth: float
    cosine_middle: float
    sine_azimuth: float

    @classmethod
    def of(cls, sines: tuple[float, float], cosines: tuple[float, float], longitude: float) -> _Arc:
        across = cosines[1] * math.sin(longitude)
        along = cosines[0] * sines[1] - sines[0] * cosines[1] * math.cos(longitude)
        sine = math.hypot(across, along)
        cosine = sines[0] * sines[1] + cosines[0] * cosines[1] * math.cos(longitude)
        sine_azimuth = cosines[0] * across / sine if sine else 0.0
        square = 1 - sine_azimuth**2
        middle = cosine - 2 * sines[0] * sines[1] / square if square > 1e-15 else 0.0
        return cls(sine, cosine, math.atan2(sine, cosine), square, middle, sine_azimuth)

    @property
    def correction(self) -> float:
        f, square, middle = FLATTENING, self.cosine_2_azimuth, self.cosine_middle
        c = f / 16 * square * (4 + f * (4 - 3 * square))
        bent = middle + c * self.cosine * (2 * middle**2 - 1)
        return (1 - c) * f * self.sine_azimuth * (self.sigma + c * self.sine * bent)

    @property
    def length_m(self) -> float:
        u = self.cosine_2_azimuth * (MAJOR_AXIS_M**2 / _MINOR_AXIS_M**2 - 1)
        a = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)))
        b = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)))
        middle = self.cosine_middle
        inner = self.cosine * (2 * middle**2 - 1) - b / 6 * middle * (4 * self.sine**2 - 3) * (
            4 * middle**2 - 3
        )
        return _MINOR_AXIS_M * a * (self.sigma - b * self.sine * (middle + b / 4 * inner))


@dataclass(frozen=True, slots=True)
class Window:
    """Degrees from west to east and south to north; west > east goes over the date line.

    Raises ValueError where south > north, PositionError for corners that are no positions.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        Position(self.west, self.south)
        Position(self.east, self.north)
        if self.south > self.north:
            raise ValueError("a window's south lies north of its north")

    def contains(self, position: Position) -> bool:
        """Whether a position is in it or on its border."""
        if not self.south <= position.latitude <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= position.longitude <= self.east
        return position.longitude >= self.west or position.longitude <= self.east


def window_around(centre: Position, radius_m: float) -> Window:
    """Return a window with every position within a distance; it may hold others too.

    Over a pole it holds all longitudes. Raises ValueError for a distance that isn't finite
    or is negative.
    """
    if not 0 <= radius_m < math.inf:
        raise ValueError("a radius is a finite number of metres from 0")
    angle = radius_m / MEAN_RADIUS_M
    height = math.degrees(angle) + _WINDOW_MARGIN_DEG
    south, north = centre.latitude - height, centre.latitude + height
    if south <= -90.0 or north >= 90.0 or angle >= math.pi / 2:
        return Window(-180.0, max(south, -90.0), 180.0, min(north, 90.0))
    # The circle is widest where a meridian touches it, which isn't at its centre's latitude.
    ratio = math.sin(angle) / math.cos(math.radians(centre.latitude))
    width = math.degrees(math.asin(min(1.0, ratio))) + _WINDOW_MARGIN_DEG
    # Close to a pole the sine loses digits; a part in 1e7 more is less than a metre.
    width *= 1 + 1e-7
    if width >= 180.0:
        return Window(-180.0, south, 180.0, north)
    return Window(
        _turned(centre.longitude - width), south, _turned(centre.longitude + width), north
    )


def _turned(longitude: float) -> float:
    if longitude < -180.0:
        return longitude + 360.0
    return longitude - 360.0 if longitude > 180.0 else longitude


@dataclass(frozen=True, slots=True, order=True)
class Near:
    """A named place and how far it is."""

    distance_m: float
    key: str


def nearest(
    centre: Position,
    places: Iterable[tuple[str, Position]],
    count: int = 1,
    within_m: float = math.inf,
) -> tuple[Near, ...]:
    """Return at most `count` places by distance, then by key; none farther than `within_m`."""
    window = None if math.isinf(within_m) else window_around(centre, within_m)
    near = [
        Near(distance_m(centre, position), key)
        for key, position in places
        if window is None or window.contains(position)
    ]
    return tuple(sorted(n for n in near if n.distance_m <= within_m)[: max(count, 0)])


@dataclass(frozen=True, slots=True)
class LocalPlane:
    """Metres east and north of an origin, on the ellipsoid's radii of curvature there.

    Distances are true to 0.1 % within 50 km of an origin below 60° of latitude; a place on the
    other side of the date line is measured over it. The origin can't be within 0.01° of a pole
    (ValueError).
    """

    origin: Position
    metres_per_degree: tuple[float, float] = field(init=False, repr=False, compare=False)
    """Metres per degree of longitude and of latitude."""

    def __post_init__(self) -> None:
        if abs(self.origin.latitude) > 89.99:
            raise ValueError("no local plane at a pole")
        latitude = math.radians(self.origin.latitude)
        bend = 1 - _ECCENTRICITY_2 * math.sin(latitude) ** 2
        east = MAJOR_AXIS_M / math.sqrt(bend) * math.cos(latitude)
        north = MAJOR_AXIS_M * (1 - _ECCENTRICITY_2) / bend**1.5
        scale = (math.radians(east), math.radians(north))
        object.__setattr__(self, "metres_per_degree", scale)

    def metres(self, position: Position) -> tuple[float, float]:
        """Return x to the east and y to the north."""
        east, north = self.metres_per_degree
        longitude = _turned(position.longitude - self.origin.longitude)
        return longitude * east, (position.latitude - self.origin.latitude) * north

    def position(self, x: float, y: float) -> Position:
        """The inverse of `metres`; raises PositionError beyond a pole or half the earth."""
        east, north = self.metres_per_degree
        longitude = _turned(self.origin.longitude + x / east)
        return Position(longitude, self.origin.latitude + y / north)
