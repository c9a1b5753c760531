"""What lies on the table of a consultation: kinds of items, their ids and their limits.

An item is plain JSON. Items of people have ids that their clients make; of the others there is one
each, under a fixed id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

Item = Mapping[str, Any]
"""JSON with its `kind`, whose it is (`by`, `name`, `at`), and once on the table `seq`, `first`."""

MAX_ITEMS = 5000
MAX_POINTS = 100_000
"""Of all strokes on the table together: a cleared table comes back as one entry."""
MAX_STROKE = 1000
MAX_PASSING = 200
"""Points of one stroke, and of one that is being drawn."""


class Kind(StrEnum):
    """What an item is."""

    SEAT = "seat"
    PRESENTER = "presenter"
    MUTE = "mute"
    STROKE = "stroke"
    FILE = "file"
    MESSAGE = "message"
    MEASURE = "measure"
    PANE = "pane"
    VIEW = "view"


class Tool(StrEnum):
    """What a stroke was drawn with."""

    PEN = "pen"
    ARROW = "arrow"
    AREA = "area"
    SYMBOL = "symbol"
    TEXT = "text"


MADE = frozenset({Kind.STROKE, Kind.FILE, Kind.MESSAGE, Kind.MEASURE})
"""Kinds of which people make as many as they like."""
SHOWING = frozenset({Kind.PANE, Kind.VIEW})
"""What the presenter chooses for all."""
PRESENTER, VIEW = "presenter", "view"
MAP = "map"
SURFACES = frozenset({MAP, "panes", "timeline"})
"""What is drawn on besides pictures."""

_MADE_ID = re.compile(r"[a-z0-9-]{8,32}")
_PANE_ID = re.compile(r"pane:[1-4]")
_FEWEST = {Tool.PEN: 2, Tool.ARROW: 2, Tool.AREA: 3, Tool.SYMBOL: 1, Tool.TEXT: 1}


def is_document(media_type: str) -> bool:
    """Whether a file is neither photo nor video: it is read, and not drawn on."""
    return not media_type.startswith(("image/", "video/"))


def seat_of(person: str) -> str:
    """Return the id of a person's seat."""
    return f"seat:{person}"


def mute_of(person: str) -> str:
    """Return the id of what mutes a person."""
    return f"mute:{person}"


def is_id_of(kind: Kind, id: str) -> bool:  # noqa: A002
    """Whether an item of a kind that comes from a client may have the id."""
    if kind is Kind.PANE:
        return _PANE_ID.fullmatch(id) is not None
    if kind is Kind.VIEW:
        return id == VIEW
    is_free = id not in SURFACES and id != PRESENTER
    return kind in MADE and is_free and _MADE_ID.fullmatch(id) is not None


def stroke_fault(tool: Tool, count: int, text: str, symbol: str) -> str | None:
    """Return what is wrong with a stroke of so many points, None for nothing."""
    fewest = _FEWEST[tool]
    if count < fewest or (fewest == 1 and count > 1):
        return f"{tool} has {'exactly' if fewest == 1 else 'at least'} {fewest} points"
    if (tool is Tool.TEXT) is not bool(text.strip()):
        return "a text, and nothing else, has words"
    if (tool is Tool.SYMBOL) is not bool(symbol):
        return "a symbol, and nothing else, names its symbol"
    return None


def placed(surface: str, points: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return points as they are kept; raises ValueError for one that is off the surface.

    On the map longitude and latitude with six decimals; else 0 to 1 of the picture, down, with
    four.
    """
    digits, (low_x, low_y), (high_x, high_y) = 4, (0.0, 0.0), (1.0, 1.0)
    if surface == MAP:
        digits, (low_x, low_y), (high_x, high_y) = 6, (-180.0, -90.0), (180.0, 90.0)
    if not all(low_x <= x <= high_x and low_y <= y <= high_y for x, y in points):
        raise ValueError("a point lies off the surface")
    return [[round(float(x), digits) + 0.0, round(float(y), digits) + 0.0] for x, y in points]


def points_of(item: Item) -> int:
    """Return how many points an item has."""
    return len(item["points"]) if item["kind"] == Kind.STROKE else 0
