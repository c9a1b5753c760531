"""The shapes of what is put down with one click: each is known without its colour."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from resources import colours
from widgets.drawing_values import StrokeColour, StrokeSymbol

INK: Final = {
    StrokeColour.RED: colours.LOST,
    StrokeColour.AMBER: colours.STALE,
    StrokeColour.BLUE: colours.ACCENT,
    StrokeColour.GREEN: colours.LIVE,
    StrokeColour.WHITE: colours.ON_ACCENT,
}
"""Bright enough for a dark ground; a dark edge makes them stand out from a bright one."""
EDGE: Final = colours.LETTERBOX
_ICON_PX = 20


def ink_colour(colour: str) -> QColor:
    """The colour of a stroke; one that isn't known is white."""
    known = colour in INK
    return QColor(INK[StrokeColour(colour)] if known else colours.ON_ACCENT)


def paint_symbol(painter: QPainter, symbol: str, box: QRectF, colour: QColor) -> None:
    """Paint a symbol into a square: filled, with a dark edge and a dark sign in it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    painter.scale(box.width() / 2, box.height() / 2)
    edge = QPen(QColor(EDGE), 0.28, Qt.PenStyle.SolidLine)
    edge.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    body = _body(symbol)
    painter.strokePath(body, edge)
    painter.fillPath(body, colour)
    _paint_sign(painter, symbol)
    painter.restore()


def symbol_icon(symbol: str, colour: str, ratio: float = 2.0) -> QIcon:
    """The symbol as an icon of a menu or a button."""
    side = round(_ICON_PX * ratio)
    pixmap = QPixmap(side, side)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_symbol(painter, symbol, QRectF(2, 2, _ICON_PX - 4, _ICON_PX - 4), ink_colour(colour))
    painter.end()
    return QIcon(pixmap)


def _body(symbol: str) -> QPainterPath:
    path = QPainterPath()
    if symbol == StrokeSymbol.POLICE:
        path.moveTo(0, -1)
        path.lineTo(0.88, -0.68)
        path.cubicTo(0.92, 0.1, 0.55, 0.7, 0, 1)
        path.cubicTo(-0.55, 0.7, -0.92, 0.1, -0.88, -0.68)
        path.closeSubpath()
    elif symbol == StrokeSymbol.FIRE:
        path.moveTo(0.08, -1)
        path.cubicTo(0.2, -0.45, 0.8, -0.25, 0.8, 0.3)
        path.cubicTo(0.8, 0.75, 0.45, 1, 0, 1)
        path.cubicTo(-0.45, 1, -0.8, 0.75, -0.8, 0.3)
        path.cubicTo(-0.8, -0.05, -0.55, -0.25, -0.5, -0.55)
        path.cubicTo(-0.28, -0.4, -0.2, -0.25, -0.2, -0.05)
        path.cubicTo(0.1, -0.35, 0.15, -0.65, 0.08, -1)
    elif symbol == StrokeSymbol.MEDICAL:
        path.addRoundedRect(QRectF(-0.9, -0.9, 1.8, 1.8), 0.3, 0.3)
    elif symbol == StrokeSymbol.DANGER:
        path.addPolygon(QPolygonF([QPointF(0, -1), QPointF(1, 0.82), QPointF(-1, 0.82)]))
        path.closeSubpath()
    elif symbol == StrokeSymbol.GATHER:
        path.moveTo(0, 1)
        path.cubicTo(-0.2, 0.55, -0.8, 0.2, -0.8, -0.25)
        path.arcTo(QRectF(-0.8, -1.0, 1.6, 1.5), 180, -180)
        path.cubicTo(0.8, 0.2, 0.2, 0.55, 0, 1)
    else:
        path.addEllipse(QPointF(0, 0), 0.92, 0.92)
    return path


def _paint_sign(painter: QPainter, symbol: str) -> None:
    """The dark sign inside."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(EDGE))
    if symbol == StrokeSymbol.POLICE:
        painter.drawPolygon(_star(0.5))
    elif symbol == StrokeSymbol.FIRE:
        drop = QPainterPath(QPointF(0.1, 0.05))
        drop.cubicTo(0.3, 0.35, 0.42, 0.45, 0.36, 0.68)
        drop.cubicTo(0.25, 0.95, -0.25, 0.95, -0.36, 0.68)
        drop.cubicTo(-0.4, 0.45, 0.05, 0.35, 0.1, 0.05)
        painter.drawPath(drop)
    elif symbol == StrokeSymbol.MEDICAL:
        painter.drawRect(QRectF(-0.2, -0.6, 0.4, 1.2))
        painter.drawRect(QRectF(-0.6, -0.2, 1.2, 0.4))
    elif symbol == StrokeSymbol.DANGER:
        painter.drawRoundedRect(QRectF(-0.13, -0.42, 0.26, 0.66), 0.1, 0.1)
        painter.drawEllipse(QPointF(0, 0.5), 0.15, 0.15)
    elif symbol == StrokeSymbol.BLOCK:
        painter.drawRoundedRect(QRectF(-0.6, -0.18, 1.2, 0.36), 0.08, 0.08)
    elif symbol == StrokeSymbol.GATHER:
        _paint_people(painter)


def _paint_people(painter: QPainter) -> None:
    for x, size in ((-0.4, 0.8), (0.4, 0.8), (0.0, 1.0)):
        painter.drawEllipse(QPointF(x, -0.52), 0.17 * size, 0.17 * size)
        body = QRectF(x - 0.22 * size, -0.32, 0.44 * size, 0.62 * size)
        painter.drawChord(body, 0, 180 * 16)


def _star(size: float) -> QPolygonF:
    corners = []
    for step in range(10):
        far = size if step % 2 == 0 else size * 0.42
        turn = math.pi * step / 5
        corners.append(QPointF(far * math.sin(turn), -far * math.cos(turn) - 0.08))
    return QPolygonF(corners)
