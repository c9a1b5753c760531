"""Two simple charts for a wall: bars by grade, and the day's course by the hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from resources import colours
from widgets.grade_mark import grade_colour
from widgets.wall_grades import GRADES, grade_width, write_grade
from widgets.wall_sheet import Align, width_of, write

_RIGHT = Align.AlignRight | Align.AlignVCenter
_STEPS = (1, 2, 5)
_HOURS = 24


@dataclass(frozen=True, slots=True)
class HourCount:
    """One hour of the day: how many were reported and how many closed in it."""

    hour: int
    reported: int
    closed: int


@dataclass(frozen=True, slots=True)
class DayChart:
    """The hours in order, and the two lines' names."""

    hours: Sequence[HourCount]
    words: tuple[str, str]


def nice_top(most: int) -> int:
    """Return the end of a scale: 1, 2 or 5 times a power of ten, no less than the most."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power >= most:
                return max(2, step * power)
        power *= 10


def paint_bars(
    painter: QPainter, box: QRectF, counts: tuple[int, int, int, int] | None, font: QFont
) -> None:
    """Paint a bar for each grade with its shape, word and number."""
    if counts is None:
        return
    gutter = max(grade_width(grade, font) for grade in GRADES) + font.pixelSize() * 0.6
    room = width_of("0000", font)
    longest = max(*counts, 1)
    row = box.height() / len(GRADES)
    for at, grade in enumerate(GRADES):
        place = QRectF(box.left(), box.top() + at * row, box.width(), row)
        write_grade(painter, QRectF(place.left(), place.top(), gutter, row), grade, font)
        whole = max(0.0, box.width() - gutter - room)
        length = whole * counts[grade - 1] / longest
        high = min(row * 0.55, font.pixelSize() * 1.2)
        bar = QRectF(place.left() + gutter, place.center().y() - high / 2, length, high)
        painter.fillRect(bar, grade_colour(grade))
        number = QRectF(bar.right() + font.pixelSize() * 0.4, place.top(), room, row)
        write(painter, number, str(counts[grade - 1]), font, colours.TEXT)


def paint_day(painter: QPainter, box: QRectF, chart: DayChart, font: QFont) -> None:
    """Paint two lines over the hours: one whole, one dashed, named above with their colours."""
    u = font.pixelSize()
    top = nice_top(max((max(one.reported, one.closed) for one in chart.hours), default=1))
    plot = box.adjusted(width_of(str(top), font) + u * 0.4, u * 1.7, -u * 0.4, -u * 1.5)
    if plot.width() <= 0 or plot.height() <= 0:
        return
    _paint_scale(painter, plot, top, font)
    _paint_names(painter, QRectF(plot.left(), box.top(), plot.width(), u * 1.4), chart.words, font)
    for which, (colour, style) in enumerate(_LINES):
        corners = [
            QPointF(
                plot.left() + plot.width() * (one.hour + 0.5) / _HOURS,
                plot.bottom() - plot.height() * (one.reported, one.closed)[which] / top,
            )
            for one in chart.hours
        ]
        painter.setPen(QPen(QColor(colour), max(2.0, u * 0.12), style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(corners))


_LINES = ((colours.ACCENT, Qt.PenStyle.SolidLine), (colours.LIVE, Qt.PenStyle.DashLine))


def _paint_scale(painter: QPainter, plot: QRectF, top: int, font: QFont) -> None:
    u = font.pixelSize()
    for value in (0, top // 2, top):
        y = plot.bottom() - plot.height() * value / top
        painter.fillRect(QRectF(plot.left(), y - 1, plot.width(), 2), QColor(colours.LINE))
        label = QRectF(plot.left() - u * 10.3, y - u * 0.7, u * 10, u * 1.4)
        write(painter, label, str(value), font, colours.TEXT_QUIET, _RIGHT)
    step = 6 if plot.width() > 5 * width_of("00:00", font) * 1.3 else 12
    for hour in range(0, _HOURS + 1, step):
        x = plot.left() + plot.width() * hour / _HOURS
        label = QRectF(x - u * 2, plot.bottom() + u * 0.2, u * 4, u * 1.4)
        write(painter, label, str(hour), font, colours.TEXT_QUIET, Align.AlignCenter)


def _paint_names(painter: QPainter, box: QRectF, words: tuple[str, str], font: QFont) -> None:
    u, left = font.pixelSize(), box.left()
    for word, (colour, style) in zip(words, _LINES, strict=True):
        y = box.center().y()
        painter.setPen(QPen(QColor(colour), max(2.0, u * 0.12), style))
        painter.drawLine(QPointF(left, y), QPointF(left + u * 1.6, y))
        place = QRectF(left + u * 1.9, box.top(), width_of(word, font) + 2, box.height())
        write(painter, place, word, font, colours.TEXT)
        left = place.right() + u * 1.2
