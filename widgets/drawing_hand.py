"""A hand that draws: presses and moves of the mouse become a stroke."""

from __future__ import annotations

import uuid
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF

from widgets.drawing_painting import to_pixels
from widgets.drawing_surface import Mapper
from widgets.drawing_values import (
    LEAST_POINTS,
    LEAST_PX,
    WIDTHS,
    DrawingTool,
    Point,
    Stroke,
    StrokeColour,
    StrokeSymbol,
    kept_places,
    rounded,
)

TOLD_MOST: Final = 200
"""Points of a stroke in the making that the others are told of."""
_CLICK_PX = 4.0
"""An arrow shorter than this, or an area smaller, was a click."""


class DrawingHand:
    """One stroke in the making, or none; what it is made with may change in between.

    Attributes:
        tool: What a press begins; None for nothing.
        colour, width, symbol: Of the next stroke.
    """

    def __init__(self, mapper: Mapper) -> None:
        self._mapper = mapper
        self._points: list[Point] = []
        self._last = QPointF()
        self.tool: DrawingTool | None = None
        self.colour: str = StrokeColour.RED
        self.width = WIDTHS[1]
        self.symbol: str = StrokeSymbol.POLICE

    @property
    def is_drawing(self) -> bool:
        """Whether a stroke is in the making."""
        return bool(self._points)

    def press(self, at: QPointF) -> bool:
        """Begin a stroke; False beside the surface."""
        point = self._mapper.to_surface(at)
        if point is None or self.tool in (None, DrawingTool.ERASER):
            return False
        self._points = [point]
        self._last = at
        return True

    def move(self, at: QPointF) -> bool:
        """Whether the stroke grew."""
        point = self._mapper.to_surface(at)
        far = (at - self._last).manhattanLength()
        if not self._points or point is None or far < LEAST_PX:
            return False
        if self.tool is DrawingTool.ARROW:
            self._points = [self._points[0], point]
        elif self.tool in (DrawingTool.PEN, DrawingTool.AREA):
            self._points.append(point)
        else:
            self._points = [point]
        self._last = at
        return True

    def release(self) -> Stroke | None:
        """End the stroke; None where it was a slip of the hand."""
        stroke = self._stroke(self._kept(LEAST_PX), uuid.uuid4().hex)
        is_slip = self._is_slip(stroke)
        self.give_up()
        return None if is_slip else stroke

    def give_up(self) -> None:
        """Make nothing of it."""
        self._points = []

    def put_text(self, at: Point, text: str) -> Stroke:
        """A text at a place of the surface."""
        return self._stroke([at], uuid.uuid4().hex, text)

    def in_the_making(self) -> Stroke | None:
        """The stroke as far as it goes, every point of it."""
        return self._stroke(self._points) if self._points else None

    def told(self) -> Stroke | None:
        """The stroke as far as it goes, with few enough points to be told."""
        return self._stroke(self._kept(LEAST_PX, TOLD_MOST)) if self._points else None

    def _kept(self, least: float, most: int = 1000) -> list[Point]:
        pixels = self._pixels()
        return [self._points[at] for at in kept_places(pixels, least, most)]

    def _pixels(self) -> list[Point]:
        if not self._points:
            return []
        plane = self._mapper.to_plane(np.array(self._points, dtype=np.float64))
        return [(x, y) for x, y in to_pixels(plane, self._mapper.transform()).tolist()]

    def _is_slip(self, stroke: Stroke) -> bool:
        tool = stroke.tool
        if len(stroke.points) < LEAST_POINTS[tool]:
            return True
        if tool not in (DrawingTool.ARROW, DrawingTool.AREA):
            return False
        spread = np.ptp(np.array(self._pixels()), axis=0)
        return bool(spread.max() < _CLICK_PX)

    def _stroke(self, points: list[Point], id_: str = "", text: str = "") -> Stroke:
        assert self.tool is not None
        symbol = self.symbol if self.tool is DrawingTool.SYMBOL else ""
        placed = rounded(points, self._mapper.decimals)
        return Stroke(id_, self.tool, self.colour, self.width, placed, text, symbol)
