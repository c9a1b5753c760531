"""Which cameras see a place: those that look at it first, then the near ones."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from console.state.camera import Camera

EARTH_M: Final = 6_371_000.0
SEES_M: Final = 150.0
"""Further away a camera shows nothing of use, wherever it looks."""
MOST_M: Final = 600.0
COUNT: Final = 4


def distance_m(lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """Return metres between two places in degrees, near each other."""
    x = math.radians(to_lon - lon) * math.cos(math.radians((lat + to_lat) / 2))
    return EARTH_M * math.hypot(x, math.radians(to_lat - lat))


def bearing_deg(lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """Return the direction to a place, clockwise from north, 0 to 360."""
    x = math.radians(to_lon - lon) * math.cos(math.radians((lat + to_lat) / 2))
    return math.degrees(math.atan2(x, math.radians(to_lat - lat))) % 360


def looks_at(camera: Camera, lon: float, lat: float) -> bool:
    """Whether a place is in a camera's field of view and near enough; unknown is no."""
    if camera.longitude is None or camera.latitude is None:
        return False
    if distance_m(camera.longitude, camera.latitude, lon, lat) > SEES_M:
        return False
    if camera.ptz_url:
        return True
    if camera.direction_deg is None or camera.view_deg is None:
        return False
    to = bearing_deg(camera.longitude, camera.latitude, lon, lat)
    off = abs((to - camera.direction_deg + 180) % 360 - 180)
    return off <= camera.view_deg / 2


def nearest_cameras(
    cameras: Iterable[Camera], lon: float, lat: float, count: int = COUNT
) -> list[Camera]:
    """Return the cameras to open beside an event at a place, the best first."""
    ranked = []
    for camera in cameras:
        if camera.longitude is None or camera.latitude is None:
            continue
        far = distance_m(camera.longitude, camera.latitude, lon, lat)
        if far <= MOST_M:
            ranked.append((not looks_at(camera, lon, lat), far, camera.number, camera))
    return [camera for *_, camera in sorted(ranked, key=lambda one: one[:3])[:count]]
