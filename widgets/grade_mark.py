"""The four grades as shape and colour; the word stands beside it, never the colour alone."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap, QPolygonF

from resources import colours

_COLOURS = {
    1: QColor(colours.GRADE_GENERAL),
    2: QColor(colours.GRADE_LARGER),
    3: QColor(colours.GRADE_MAJOR),
    4: QColor(colours.GRADE_URGENT),
}


def grade_colour(grade: int) -> QColor:
    """The colour of a grade, 1 to 4."""
    return _COLOURS[grade]


def paint_grade(painter: QPainter, box: QRectF, grade: int) -> None:
    """Paint a grade's shape into a square: circle, square, diamond, triangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_COLOURS[grade])
    if grade == 1:
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    elif grade == 2:
        painter.drawRect(box.adjusted(1, 1, -1, -1))
    else:
        painter.drawPolygon(_diamond(box) if grade == 3 else _triangle(box))
    painter.restore()


@cache
def grade_pixmap(grade: int, size: int) -> QPixmap:
    """The shape as a picture of ``size`` pixels. Needs a QGuiApplication; made once."""
    ratio = max((s.devicePixelRatio() for s in QGuiApplication.screens()), default=1.0)
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_grade(painter, QRectF(0, 0, size, size), grade)
    painter.end()
    return pixmap


def _diamond(box: QRectF) -> QPolygonF:
    middle = box.center()
    return QPolygonF(
        [
            QPointF(middle.x(), box.top()),
            QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()),
            QPointF(box.left(), middle.y()),
        ]
    )


def _triangle(box: QRectF) -> QPolygonF:
    return QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()])
