"""How long somebody takes to a place: on a straight line until there is a road graph."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from backend.domain.geo import Position, distance_m

DETOUR: Final = 1.4
"""So much longer than the straight line a way is taken to be."""


class Mode(StrEnum):
    """How a person moves."""

    WALK = "walk"
    E_BIKE = "e_bike"

    @property
    def speed_m_s(self) -> float:
        """Metres a second with stops: 4.5 km/h on foot, 18 km/h by e-bike (of the 25 allowed)."""
        return 1.25 if self is Mode.WALK else 5.0


class TravelSource(StrEnum):
    """What a travel time comes from; the list of people says so."""

    STRAIGHT_LINE = "straight_line"
    ROADS = "roads"


@dataclass(frozen=True, slots=True)
class TravelTime:
    """Seconds and metres of a way; raises ValueError unless finite and not negative."""

    seconds: float
    metres: float
    source: TravelSource

    def __post_init__(self) -> None:
        if not (0 <= self.seconds < math.inf and 0 <= self.metres < math.inf):
            raise ValueError("a way takes a finite time and length")


Travel = Callable[[Position, Position, Mode], TravelTime | None]
"""From, to, how; None where it knows no way, which the straight line then stands in for."""


def straight_line(start: Position, end: Position, mode: Mode) -> TravelTime:
    """Return the straight line's length times 1.4 at the mode's speed."""
    metres = distance_m(start, end) * DETOUR
    return TravelTime(metres / mode.speed_m_s, metres, TravelSource.STRAIGHT_LINE)
