"""Where panes and pictures lie: pure functions over rectangles, in device pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize

Direction = Literal["left", "right", "up", "down"]

WHOLE = QRectF(0.0, 0.0, 1.0, 1.0)
ZOOM_STEP = 1.25
ZOOM_MAX = 16.0
_ROUNDING_PX = 2
"""Decoders round to even sizes; a picture this close to its box is drawn as it is."""


def cell_rects(cells: Sequence[QRectF], board: QSize, gap: int) -> list[QRect]:
    """Device-pixel rectangles of cells given in 0..1, with ``gap`` px between neighbours.

    Edges are rounded once each, so neighbours never overlap nor leave an odd line between.
    """
    return [_cell_rect(cell, board, gap) for cell in cells]


def _cell_rect(cell: QRectF, board: QSize, gap: int) -> QRect:
    left, right = _span(cell.left(), cell.right(), board.width(), gap)
    top, bottom = _span(cell.top(), cell.bottom(), board.height(), gap)
    return QRect(left, top, max(1, right - left), max(1, bottom - top))


def _span(start: float, end: float, length: int, gap: int) -> tuple[int, int]:
    first = math.floor(start * length + 0.5)
    last = math.floor(end * length + 0.5)
    return first, last if last >= length else last - gap


def picture_rect(picture: QSize, box: QRect, *, fill: bool) -> QRect:
    """Where a picture lies in its box: 1:1 and centred where it was made for it, else scaled.

    In fill mode the result may be larger than the box; clip to the box.
    """
    width, height = picture.width(), picture.height()
    if width <= 0 or height <= 0:
        return QRect(box.topLeft(), QSize(0, 0))
    if not _made_for(width, height, box, fill=fill):
        across, down = box.width() / width, box.height() / height
        scale = max(across, down) if fill else min(across, down)
        width, height = max(1, round(width * scale)), max(1, round(height * scale))
    left = box.x() + (box.width() - width) // 2
    return QRect(left, box.y() + (box.height() - height) // 2, width, height)


def _made_for(width: int, height: int, box: QRect, *, fill: bool) -> bool:
    across, down = box.width() - width, box.height() - height
    near = min(abs(across), abs(down)) <= _ROUNDING_PX
    if fill:
        return near and across <= _ROUNDING_PX and down <= _ROUNDING_PX
    return near and across >= 0 and down >= 0


def zoomed(zoom: QRectF, point: QPointF, steps: float) -> QRectF:
    """The part of the picture shown after zooming ``steps`` in (+) or out (-) about ``point``.

    All in 0..1 of the whole picture; the point stays where it is on the screen.
    """
    steps = max(-50.0, min(50.0, steps))
    side = min(1.0, max(1.0 / ZOOM_MAX, zoom.width() / ZOOM_STEP**steps))
    ratio = side / zoom.width()
    left = point.x() - (point.x() - zoom.x()) * ratio
    top = point.y() - (point.y() - zoom.y()) * ratio
    return _kept_inside(left, top, side)


def panned(zoom: QRectF, delta: QPointF) -> QRectF:
    """The part of the picture shown after moving by ``delta`` (0..1 of the whole picture)."""
    return _kept_inside(zoom.x() + delta.x(), zoom.y() + delta.y(), zoom.width())


def _kept_inside(left: float, top: float, side: float) -> QRectF:
    room = 1.0 - side
    return QRectF(min(max(left, 0.0), room), min(max(top, 0.0), room), side, side)


def neighbour(rects: Sequence[QRect], start: int, direction: Direction) -> int:
    """The pane next to ``start`` in a direction, or ``start`` itself at the edge."""
    here = rects[start].center()
    best, best_cost = start, math.inf
    for index, rect in enumerate(rects):
        there = rect.center()
        right, down = there.x() - here.x(), there.y() - here.y()
        ahead, aside = {
            "left": (-right, down),
            "right": (right, down),
            "up": (-down, right),
            "down": (down, right),
        }[direction]
        cost = ahead + 3 * abs(aside)
        if ahead > 0 and abs(aside) <= 2 * ahead and cost < best_cost:
            best, best_cost = index, cost
    return best
