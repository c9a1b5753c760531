"""How strokes are painted: bright ink with a dark edge, so that it reads on every ground."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
    QTransform,
)

from widgets.drawing_surface import Floats, Mapper
from widgets.drawing_symbols import EDGE, ink_colour, paint_symbol
from widgets.drawing_values import DrawingTool, Stroke

SYMBOL_GAP_PX: Final = 4.0
"""Between a symbol and its words."""
_TEXT_WIDE_PX = 400.0
_EDGE_PX = 1.4
_EDGE_ALPHA, _FILL_ALPHA = 170, 64


class Placed:
    """A stroke whose points lie on the plane; its smooth line is worked out once.

    Attributes:
        plane: Its points, rows of two.
        box: The least and the greatest of them: x, y, x, y.
    """

    __slots__ = ("_path", "box", "plane", "stroke")

    def __init__(self, stroke: Stroke, plane: Floats, box: tuple[float, ...]) -> None:
        self.stroke = stroke
        self.plane = plane
        self.box = box
        self._path: QPainterPath | None = None

    def path(self) -> QPainterPath:
        """The line through the points, on the plane."""
        if self._path is None:
            is_area = self.stroke.tool is DrawingTool.AREA
            self._path = smooth_path(self.plane.tolist(), closed=is_area)
        return self._path


def place(strokes: Sequence[Stroke], mapper: Mapper) -> list[Placed]:
    """Strokes of at least one point on the plane, all in one step."""
    if not strokes:
        return []
    points = [point for stroke in strokes for point in stroke.points]
    plane = mapper.to_plane(np.array(points, dtype=np.float64).reshape(-1, 2))
    ends = np.cumsum([len(stroke.points) for stroke in strokes])
    starts = np.concatenate(((0,), ends[:-1]))
    low, high = (edge.reduceat(plane, starts) for edge in (np.minimum, np.maximum))
    boxes = np.hstack((low, high)).tolist()
    parts = np.split(plane, ends[:-1])
    rows = zip(strokes, parts, boxes, strict=True)
    return [Placed(stroke, part, tuple(box)) for stroke, part, box in rows]


def smooth_path(points: Sequence[Sequence[float]], *, closed: bool = False) -> QPainterPath:
    """A curve that bends at the points and runs through the middles between them."""
    path = QPainterPath()
    if not points:
        return path
    if closed:
        (x, y), (to_x, to_y) = points[-1], points[0]
        path.moveTo((x + to_x) / 2, (y + to_y) / 2)
        points = [*points, points[0]]
    else:
        path.moveTo(*points[0])
    for (x, y), (to_x, to_y) in pairwise(points if closed else points[1:]):
        path.quadTo(x, y, (x + to_x) / 2, (y + to_y) / 2)
    if closed:
        path.closeSubpath()
    else:
        path.lineTo(*points[-1])
    return path


def paint_strokes(
    painter: QPainter, strokes: Sequence[Stroke], mapper: Mapper, factor: float = 1.0
) -> None:
    """Paint strokes once, without a layer; ``factor`` enlarges what is measured in pixels."""
    transform = mapper.transform()
    paint_placed(painter, place(strokes, mapper), transform, factor)


def paint_placed(
    painter: QPainter, placed: Iterable[Placed], transform: QTransform, factor: float = 1.0
) -> None:
    """Paint strokes, the first one lowest."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for one in placed:
        _PAINT[one.stroke.tool](painter, one, transform, factor)
    painter.restore()


def reach_px(stroke: Stroke) -> float:
    """How far a stroke reaches beyond its points, edges and words included."""
    if stroke.tool in (DrawingTool.PEN, DrawingTool.AREA):
        return stroke.width / 2 + 2 * _EDGE_PX
    if stroke.tool is DrawingTool.ARROW:
        return _head_px(stroke.width)
    return _TEXT_WIDE_PX + symbol_px(stroke.width)


def text_box(stroke: Stroke, at: QPointF) -> QRectF:
    """What a stroke's words take of the widget, written at a pixel."""
    letters, _ = _letters(stroke.text, stroke.width)
    return letters.boundingRect().translated(at)


def to_pixels(plane: Floats, transform: QTransform) -> Floats:
    """Places of the plane as pixels: rows of two."""
    turn = np.array(((transform.m11(), transform.m12()), (transform.m21(), transform.m22())))
    pixels: Floats = plane @ turn + np.array((transform.dx(), transform.dy()))
    return pixels


def text_px(width: int) -> int:
    """How large a text of that width is written."""
    return 13 + 2 * width


def text_font(width: int) -> QFont:
    """What a text of that width is written with."""
    font = QFont()
    font.setPixelSize(text_px(width))
    font.setBold(True)
    return font


# -- one function for each tool


def _paint_pen(painter: QPainter, one: Placed, transform: QTransform, factor: float) -> None:
    path = transform.map(one.path())
    _draw_line(painter, path, ink_colour(one.stroke.colour), one.stroke.width * factor, factor)


def _paint_area(painter: QPainter, one: Placed, transform: QTransform, factor: float) -> None:
    path = transform.map(one.path())
    colour = ink_colour(one.stroke.colour)
    fill = QColor(colour)
    fill.setAlpha(_FILL_ALPHA)
    painter.fillPath(path, fill)
    _draw_line(painter, path, colour, one.stroke.width * factor, factor)


def _paint_arrow(painter: QPainter, one: Placed, transform: QTransform, factor: float) -> None:
    start, end = (transform.map(QPointF(*one.plane[at])) for at in (0, -1))
    way = end - start
    far = math.hypot(way.x(), way.y())
    if far < 1:
        return
    unit = way / far
    head = min(_head_px(one.stroke.width) * factor, far)
    base, side = end - unit * head, QPointF(-unit.y(), unit.x()) * head * 0.42
    path = QPainterPath(start)
    path.lineTo(base + unit)
    colour = ink_colour(one.stroke.colour)
    tip = QPainterPath()
    tip.addPolygon(QPolygonF([end, base + side, base - side]))
    tip.closeSubpath()
    _draw_edge(painter, tip, 2 * _EDGE_PX * factor)
    _draw_line(painter, path, colour, one.stroke.width * factor, factor)
    painter.fillPath(tip, colour)


def _paint_symbol(painter: QPainter, one: Placed, transform: QTransform, factor: float) -> None:
    at = transform.map(QPointF(*one.plane[0]))
    half = symbol_px(one.stroke.width) * factor / 2
    colour = ink_colour(one.stroke.colour)
    box = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
    paint_symbol(painter, one.stroke.symbol, box, colour)
    if one.stroke.text:
        beside = QPointF(box.right() + SYMBOL_GAP_PX * factor, at.y())
        _draw_text(painter, one.stroke, beside, colour, factor)


def _paint_text(painter: QPainter, one: Placed, transform: QTransform, factor: float) -> None:
    at = transform.map(QPointF(*one.plane[0]))
    _draw_text(painter, one.stroke, at, ink_colour(one.stroke.colour), factor)


_PAINT: Final = {
    DrawingTool.PEN: _paint_pen,
    DrawingTool.AREA: _paint_area,
    DrawingTool.ARROW: _paint_arrow,
    DrawingTool.SYMBOL: _paint_symbol,
    DrawingTool.TEXT: _paint_text,
}


def symbol_px(width: int) -> int:
    """The side of a symbol of that width."""
    return 22 + 3 * width


def _head_px(width: float) -> float:
    return 9 + 3.2 * width


def _draw_line(
    painter: QPainter, path: QPainterPath, colour: QColor, width: float, factor: float
) -> None:
    _draw_edge(painter, path, width + 2 * _EDGE_PX * factor)
    painter.strokePath(path, _pen(colour, width))


def _draw_edge(painter: QPainter, path: QPainterPath, width: float) -> None:
    edge = QColor(EDGE)
    edge.setAlpha(_EDGE_ALPHA)
    painter.strokePath(path, _pen(edge, width))


def _pen(colour: QColor, width: float) -> QPen:
    round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(colour, width, Qt.PenStyle.SolidLine, round_cap, round_join)


def _draw_text(
    painter: QPainter, stroke: Stroke, at: QPointF, colour: QColor, factor: float
) -> None:
    letters, halo = _letters(stroke.text, stroke.width)
    painter.save()
    painter.translate(at)
    painter.scale(factor, factor)
    edge = QColor(EDGE)
    edge.setAlpha(230)
    painter.fillPath(halo, edge)
    painter.fillPath(letters, colour)
    painter.restore()


@lru_cache(maxsize=512)
def _letters(text: str, width: int) -> tuple[QPainterPath, QPainterPath]:
    """A text's letters and their halo, broken into lines; its left and middle are the origin."""
    font = text_font(width)
    metrics = QFontMetricsF(font)
    words = QTextLayout(text, font)
    words.setTextOption(_wraps())
    words.beginLayout()
    lines = []
    while (line := words.createLine()).isValid():
        line.setLineWidth(_TEXT_WIDE_PX)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()])
    words.endLayout()
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    top = -metrics.height() * len(lines) / 2 + metrics.ascent()
    for row, part in enumerate(lines):
        path.addText(QPointF(0, top + row * metrics.height()), font, part.rstrip())
    stroker = QPainterPathStroker(_pen(QColor(EDGE), 4.5))
    return path, stroker.createStroke(path)


def _wraps() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
