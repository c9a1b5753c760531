"""The shapes of a drawing's symbols, in a square from -1 to 1 with y down: as on the screen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

Point = tuple[float, float]
Shape = tuple[Point, ...]
_STEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Symbol:
    """A filled body, and the dark shapes in it."""

    body: Shape
    signs: tuple[Shape, ...]


def ellipse(x: float, y: float, half_width: float, half_height: float | None = None) -> Shape:
    """Return the points around a middle."""
    half_height = half_width if half_height is None else half_height
    turns = (2 * math.pi * step / 48 for step in range(48))
    return tuple((x + half_width * math.cos(a), y + half_height * math.sin(a)) for a in turns)


def _curve(*points: Point) -> Shape:
    """Cubic Béziers one after another: a start, then two handles and an end for each."""
    found = [points[0]]
    for at in range(0, len(points) - 1, 3):
        a, b, c, d = points[at : at + 4]
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            u = 1 - t
            shares = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            x = sum(share * one[0] for share, one in zip(shares, (a, b, c, d), strict=True))
            y = sum(share * one[1] for share, one in zip(shares, (a, b, c, d), strict=True))
            found.append((x, y))
    return tuple(found)


def _box(left: float, top: float, width: float, height: float) -> Shape:
    right, bottom = left + width, top + height
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _star(size: float) -> Shape:
    turns = [(size if step % 2 == 0 else size * 0.42, math.pi * step / 5) for step in range(10)]
    return tuple((far * math.sin(a), -far * math.cos(a) - 0.08) for far, a in turns)


def _half_moon(x: float, y: float, half_width: float, half_height: float) -> Shape:
    turns = (math.pi + math.pi * step / 24 for step in range(25))
    return tuple((x + half_width * math.cos(a), y + half_height * math.sin(a)) for a in turns)


def _people() -> tuple[Shape, ...]:
    places = ((-0.4, 0.8), (0.4, 0.8), (0.0, 1.0))
    heads = tuple(ellipse(x, -0.52, 0.17 * size) for x, size in places)
    return heads + tuple(_half_moon(x, 0.0, 0.22 * size, 0.31 * size) for x, size in places)


_ROUND: Final = ellipse(0, 0, 0.92)
_SHIELD: Final = _curve(
    (0.88, -0.68), (0.92, 0.1), (0.55, 0.7), (0, 1), (-0.55, 0.7), (-0.92, 0.1), (-0.88, -0.68)
)
_FLAME: Final = _curve(
    *((0.08, -1), (0.2, -0.45), (0.8, -0.25), (0.8, 0.3), (0.8, 0.75), (0.45, 1), (0, 1)),
    *((-0.45, 1), (-0.8, 0.75), (-0.8, 0.3), (-0.8, -0.05), (-0.55, -0.25), (-0.5, -0.55)),
    *((-0.28, -0.4), (-0.2, -0.25), (-0.2, -0.05), (0.1, -0.35), (0.15, -0.65), (0.08, -1)),
)
_DROP: Final = _curve(
    *((0.1, 0.05), (0.3, 0.35), (0.42, 0.45), (0.36, 0.68), (0.25, 0.95), (-0.25, 0.95)),
    *((-0.36, 0.68), (-0.4, 0.45), (0.05, 0.35), (0.1, 0.05)),
)
_PIN: Final = (
    *_curve((0, 1), (-0.2, 0.55), (-0.8, 0.2), (-0.8, -0.25)),
    *_half_moon(0, -0.25, 0.8, 0.75),
    *_curve((0.8, -0.25), (0.8, 0.2), (0.2, 0.55), (0, 1)),
)
PLAIN: Final = Symbol(_ROUND, ())
"""A symbol that isn't known."""
SYMBOLS: Final[Mapping[str, Symbol]] = MappingProxyType(
    {
        "police": Symbol(((0, -1), *_SHIELD), (_star(0.5),)),
        "fire": Symbol(_FLAME, (_DROP,)),
        "medical": Symbol(
            _box(-0.9, -0.9, 1.8, 1.8), (_box(-0.2, -0.6, 0.4, 1.2), _box(-0.6, -0.2, 1.2, 0.4))
        ),
        "danger": Symbol(
            ((0, -1), (1, 0.82), (-1, 0.82)),
            (_box(-0.13, -0.42, 0.26, 0.66), ellipse(0, 0.5, 0.15)),
        ),
        "block": Symbol(_ROUND, (_box(-0.6, -0.18, 1.2, 0.36),)),
        "gather": Symbol(_PIN, _people()),
    }
)
