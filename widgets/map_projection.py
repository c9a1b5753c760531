"""Where a place stands on the map: Web Mercator metres, and the shift of Chinese map tiles.

Web Mercator is EPSG:3857. The shift from WGS-84 to GCJ-02 is the published approximation that every
map service in China applies; it is good to a few metres and used for display only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RADIUS_M: Final = 6_378_137.0
_MAX_LAT: Final = 85.051128
_GCJ_AXIS_M: Final = 6_378_245.0
_GCJ_ECCENTRICITY: Final = 0.00669342162296594323


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to metres east and north of an origin, so that numbers stay small.

    ``shifts``: places are moved to GCJ-02 first, where the base map is in it.
    """

    origin_lon: float = 0.0
    origin_lat: float = 0.0
    shifts: bool = False

    def to_plane(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """WGS-84 degrees to metres; arrays of any, but the same, shape."""
        if self.shifts:
            lon, lat = gcj02(lon, lat)
        x0, y0 = _mercator(np.array([self.origin_lon]), np.array([self.origin_lat]))
        x, y = _mercator(lon, lat)
        return x - x0[0], y - y0[0]

    def to_degrees(self, x: float, y: float) -> tuple[float, float]:
        """Metres to WGS-84 degrees."""
        x0, y0 = _mercator(np.array([self.origin_lon]), np.array([self.origin_lat]))
        lon = float(np.degrees((x + x0[0]) / RADIUS_M))
        lat = float(np.degrees(2 * np.arctan(np.exp((y + y0[0]) / RADIUS_M)) - np.pi / 2))
        if self.shifts:
            lon, lat = _wgs84(lon, lat)
        return lon, lat

    def scale_at(self, lat: float) -> float:
        """How many metres of the map one metre on the ground takes."""
        return float(1.0 / np.cos(np.radians(lat)))


def _mercator(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    bounded = np.clip(lat, -_MAX_LAT, _MAX_LAT)
    x = RADIUS_M * np.radians(lon)
    y = RADIUS_M * np.log(np.tan(np.pi / 4 + np.radians(bounded) / 2))
    return x, y


def _wgs84(lon: float, lat: float) -> tuple[float, float]:
    """GCJ-02 degrees to WGS-84: the shift hardly changes over its own length, so steps converge."""
    found_lon, found_lat = lon, lat
    for _ in range(4):
        there_lon, there_lat = gcj02(np.array([found_lon]), np.array([found_lat]))
        found_lon += lon - float(there_lon[0])
        found_lat += lat - float(there_lat[0])
    return found_lon, found_lat


def gcj02(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """WGS-84 degrees to GCJ-02 degrees, inside China; elsewhere there is no such shift."""
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    wave = 20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)
    d_lat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    d_lat += (wave + 20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    d_lat += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    d_lon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    d_lon += (wave + 20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    d_lon += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    magic = 1 - _GCJ_ECCENTRICITY * np.sin(np.radians(lat)) ** 2
    d_lat = np.degrees(d_lat * magic**1.5 / (_GCJ_AXIS_M * (1 - _GCJ_ECCENTRICITY)))
    d_lon = np.degrees(d_lon * np.sqrt(magic) / (_GCJ_AXIS_M * np.cos(np.radians(lat))))
    inside = (lon > 73.66) & (lon < 135.05) & (lat > 3.86) & (lat < 53.55)
    return np.where(inside, lon + d_lon, lon), np.where(inside, lat + d_lat, lat)
