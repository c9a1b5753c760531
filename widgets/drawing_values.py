"""Drawings as values: strokes, who points where, and how a line is thinned out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Point = tuple[float, float]
"""A place of a surface: longitude and latitude on a map, else 0…1 to the right and down."""

WIDTHS: Final = (2, 3, 5)
"""Widths to choose from, in logical pixels."""
POINTS_MOST: Final = 1000
LEAST_PX: Final = 1.5
"""Points of a line that are nearer to each other than this are one."""


class DrawingTool(StrEnum):
    """What a hand does on a surface; no tool is ``None``."""

    PEN = "pen"
    ARROW = "arrow"
    AREA = "area"
    SYMBOL = "symbol"
    TEXT = "text"
    ERASER = "eraser"
    """Chooses strokes to be taken away, and makes none."""


LEAST_POINTS: Final = {
    DrawingTool.PEN: 2,
    DrawingTool.ARROW: 2,
    DrawingTool.AREA: 3,
    DrawingTool.SYMBOL: 1,
    DrawingTool.TEXT: 1,
}
"""So many points make a stroke; fewer are a slip of the hand."""


class StrokeColour(StrEnum):
    """The colours of strokes."""

    RED = "red"
    AMBER = "amber"
    BLUE = "blue"
    GREEN = "green"
    WHITE = "white"


class StrokeSymbol(StrEnum):
    """What is put down with one click, each with a shape of its own."""

    POLICE = "police"
    FIRE = "fire"
    MEDICAL = "medical"
    DANGER = "danger"
    BLOCK = "block"
    """A closed road."""
    GATHER = "gather"
    """Where people gather."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One thing drawn. ``colour`` and ``symbol`` are those above; ``by`` and ``name`` say who."""

    id: str
    tool: DrawingTool
    colour: str
    width: int
    points: tuple[Point, ...]
    text: str = ""
    symbol: str = ""
    by: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pointing:
    """Where somebody else points on this surface, and what they are drawing there."""

    person: str
    name: str
    point: Point | None
    drawing: Stroke | None = None


def kept_places(points: Sequence[Point], least: float, most: int = POINTS_MOST) -> list[int]:
    """Which points of a line to keep: those nearer than ``least`` to the one before are left out.

    Both ends stay. Where more than ``most`` (at least 2) are left, ``least`` grows until they fit.
    """
    kept = _thinned(points, range(len(points)), least)
    while len(kept) > most:
        least = max(least * 1.3, 1e-9)
        kept = _thinned(points, kept, least)
    return kept


def _thinned(points: Sequence[Point], places: Sequence[int], least: float) -> list[int]:
    kept = list(places[:1])
    for at in places[1:]:
        if math.dist(points[kept[-1]], points[at]) >= least:
            kept.append(at)
    if len(places) > 1 and kept[-1] != places[-1]:
        if len(kept) > 1:
            kept.pop()
        kept.append(places[-1])
    return kept


def simplified(points: Sequence[Point], least: float, most: int = POINTS_MOST) -> list[Point]:
    """The points of a line that are kept; see ``kept_places``."""
    return [points[at] for at in kept_places(points, least, most)]


def rounded(points: Iterable[Point], decimals: int) -> tuple[Point, ...]:
    """The points with so many decimals; those that fall on the one before are left out."""
    found: list[Point] = []
    for x, y in points:
        point = (round(x, decimals), round(y, decimals))
        if not found or point != found[-1]:
            found.append(point)
    return tuple(found)
