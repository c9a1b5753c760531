"""What a stroke takes of a widget, and whether a pixel lies on it."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF, QTransform

from widgets.drawing_painting import (
    SYMBOL_GAP_PX,
    Placed,
    reach_px,
    symbol_px,
    text_box,
    to_pixels,
)
from widgets.drawing_surface import Floats
from widgets.drawing_values import DrawingTool

HIT_PX: Final = 7.0
"""So far from a line a pixel still counts as on it."""
_AROUND_PX = 8.0
_LINES: Final = (DrawingTool.PEN, DrawingTool.ARROW, DrawingTool.AREA)


def pixel_box(one: Placed, transform: QTransform) -> QRectF:
    """What a stroke takes of the widget, without what its edge adds."""
    low, high = to_pixels(np.array(one.box).reshape(2, 2), transform).tolist()
    box = QRectF(QPointF(*low), QPointF(*high)).normalized()
    if one.stroke.tool in _LINES:
        return box
    half = symbol_px(one.stroke.width) / 2
    if one.stroke.tool is DrawingTool.TEXT:
        return text_box(one.stroke, box.topLeft())
    sign = box.adjusted(-half, -half, half, half)
    beside = QPointF(sign.right() + SYMBOL_GAP_PX, box.top())
    return sign | text_box(one.stroke, beside) if one.stroke.text else sign


def painted_box(one: Placed, transform: QTransform) -> QRectF:
    """What a stroke takes of the widget, edges included."""
    far = max(_AROUND_PX, reach_px(one.stroke) if one.stroke.tool in _LINES else 0.0)
    return pixel_box(one, transform).adjusted(-far, -far, far, far)


def is_on_line(one: Placed, at: QPointF, transform: QTransform) -> bool:
    """Whether a pixel is on a stroke's line, its symbol or its words."""
    pixels = to_pixels(one.plane, transform)
    if one.stroke.tool in _LINES:
        if one.stroke.tool is DrawingTool.AREA:
            pixels = np.vstack((pixels, pixels[:1]))
        if one.stroke.tool is DrawingTool.ARROW:
            pixels = pixels[[0, -1]]
        return _distance(pixels, at) <= one.stroke.width / 2 + HIT_PX
    far = HIT_PX / 2
    return pixel_box(one, transform).adjusted(-far, -far, far, far).contains(at)


def is_inside(one: Placed, at: QPointF, transform: QTransform) -> bool:
    """Whether a pixel is inside an area."""
    if one.stroke.tool is not DrawingTool.AREA:
        return False
    corners = [QPointF(x, y) for x, y in to_pixels(one.plane, transform).tolist()]
    return QPolygonF(corners).containsPoint(at, Qt.FillRule.OddEvenFill)


def _distance(line: Floats, at: QPointF) -> float:
    """How far a pixel is from a line of at least one point."""
    point = np.array((at.x(), at.y()))
    if len(line) == 1:
        return float(np.hypot(*(line[0] - point)))
    start, way = line[:-1], np.diff(line, axis=0)
    length = np.maximum((way**2).sum(axis=1), 1e-12)
    share = np.clip(((point - start) * way).sum(axis=1) / length, 0, 1)[:, None]
    return float(np.hypot(*(start + share * way - point).T).min())
