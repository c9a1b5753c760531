"""How large a wall's type is, so that it can be read from where people sit."""

from __future__ import annotations

from math import ceil, cos, radians
from typing import Final

from console.state.wall_plan import DISTANCE_M, WIDTH_M

HEIGHT_SHARE: Final = 1 / 200
"""Height of a character by the distance it is read from; about 17 minutes of arc."""
CHARACTER_SHARE: Final = 0.92
"""Height of a Chinese character by its font's size, as fonts for screens draw it."""
USUAL_DISTANCE_M: Final = 4.0
USUAL_WIDTH_M: Final = 1.21
"""Of a screen of 55 inches: for monitors that don't tell, or tell nonsense."""
LEAST_PX: Final = 13
"""Nothing is smaller than the console's own type."""
_EQUATOR_M: Final = 40_075_016.686
_TILE_PX: Final = 256


def character_mm(distance_m: float) -> float:
    """Return the least height of a character that is read from so far away."""
    return _within(distance_m, DISTANCE_M) * HEIGHT_SHARE * 1000


def text_px(distance_m: float, width_m: float, width_px: int) -> int:
    """Return the least size of a font, in pixels of a screen so wide."""
    mm_per_px = _within(width_m, WIDTH_M) * 1000 / max(1, width_px)
    return max(LEAST_PX, ceil(character_mm(distance_m) / mm_per_px / CHARACTER_SHARE))


def width_of_monitor_m(told_mm: float) -> float:
    """Return the width of a monitor's picture; the usual one where what it tells can't be."""
    told_m = told_mm / 1000
    return told_m if WIDTH_M[0] <= told_m <= WIDTH_M[1] else USUAL_WIDTH_M


def map_width_m(zoom: float, lat: float, width_px: float) -> float:
    """Return how many metres of ground a map of a zoom, as web maps count, is wide."""
    return _EQUATOR_M * cos(radians(lat)) / 2**zoom / _TILE_PX * width_px


def _within(value: float, bounds: tuple[float, float]) -> float:
    return min(bounds[1], max(bounds[0], value))
