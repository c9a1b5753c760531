"""Two simple charts for a wall: bars by grade, and bars by the hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from resources import colours
from widgets.grade_mark import grade_colour
from widgets.wall_grades import GRADES, grade_width, write_grade
from widgets.wall_sheet import Align, width_of, write

_RIGHT = Align.AlignRight | Align.AlignVCenter
_STEPS = (1, 2, 5)
HOURS = 24
"""So many hours have room beside one another."""


@dataclass(frozen=True, slots=True)
class HourCount:
    """One hour: which of the day, and how many were reported and how many closed in it."""

    hour: int
    reported: int
    closed: int


@dataclass(frozen=True, slots=True)
class HoursChart:
    """The hours in order, the last one at the right, and what the two bars of each are."""

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


def paint_hours(painter: QPainter, box: QRectF, chart: HoursChart, font: QFont) -> None:
    """Paint two bars for each hour: one full, one hollow, named above as they look."""
    u, hours = font.pixelSize(), chart.hours[-HOURS:]
    top = nice_top(max((max(one.reported, one.closed) for one in hours), default=1))
    plot = box.adjusted(width_of(str(top), font) + u * 0.4, u * 2.1, -u * 0.4, -u * 1.5)
    if plot.width() <= 0 or plot.height() <= 0:
        return
    _paint_scale(painter, plot, top, font)
    _paint_names(painter, QRectF(plot.left(), box.top(), plot.width(), u * 1.4), chart.words, font)
    slot = plot.width() / HOURS
    for at, one in enumerate(hours, HOURS - len(hours)):
        left = plot.left() + at * slot
        _paint_hour(painter, QRectF(left, plot.top(), slot, plot.height()), one, top)
        _paint_hour_word(painter, QRectF(left, plot.bottom(), slot, u * 1.5), one.hour, font)


def _paint_hour(painter: QPainter, box: QRectF, hour: HourCount, top: int) -> None:
    wide = box.width() * 0.4
    for which, count in enumerate((hour.reported, hour.closed)):
        high = box.height() * count / top
        left = box.left() + box.width() * 0.1 + which * wide
        _paint_bar(painter, QRectF(left, box.bottom() - high, wide, high), which)


def _paint_bar(painter: QPainter, bar: QRectF, which: int) -> None:
    """A full bar or a hollow one: they aren't told apart by their colours alone."""
    if bar.height() < 1:
        return
    line = max(2.0, min(bar.width() * 0.22, bar.height() * 0.5))
    painter.fillRect(bar, QColor(_BARS[which]))
    if which:
        hole = bar.adjusted(line, line, -line, 0)
        painter.fillRect(hole, QColor(colours.PANEL))


_BARS = (colours.ACCENT, colours.LIVE)


def _paint_scale(painter: QPainter, plot: QRectF, top: int, font: QFont) -> None:
    u = font.pixelSize()
    for value in (0, top // 2, top):
        y = plot.bottom() - plot.height() * value / top
        painter.fillRect(QRectF(plot.left(), y - 1, plot.width(), 2), QColor(colours.LINE))
        label = QRectF(plot.left() - u * 10.3, y - u * 0.7, u * 10, u * 1.4)
        write(painter, label, str(value), font, colours.TEXT_QUIET, _RIGHT)


def _paint_hour_word(painter: QPainter, box: QRectF, hour: int, font: QFont) -> None:
    """The hours that have room for their word, each below its bars."""
    every = 6 if box.width() * 6 > width_of("00:00", font) * 1.3 else 12
    if hour % every == 0:
        u = font.pixelSize()
        label = QRectF(box.center().x() - u * 2, box.top() + u * 0.2, u * 4, u * 1.4)
        write(painter, label, f"{hour}:00", font, colours.TEXT_QUIET, Align.AlignCenter)


def _paint_names(painter: QPainter, box: QRectF, words: tuple[str, str], font: QFont) -> None:
    u, left = font.pixelSize(), box.left()
    for which, word in enumerate(words):
        middle = box.center().y()
        _paint_bar(painter, QRectF(left, middle - u * 0.4, u * 0.5, u * 0.8), which)
        place = QRectF(left + u * 0.8, box.top(), width_of(word, font) + 2, box.height())
        write(painter, place, word, font, colours.TEXT)
        left = place.right() + u * 1.2
