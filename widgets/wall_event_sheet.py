"""One event on a wall, to be read from afar: what, where, how long, who, and what happened last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QWidget

from resources import colours
from widgets.wall_event_board import LIGHTS
from widgets.wall_grades import grade_width, write_grade
from widgets.wall_sheet import Align, WallSheet, lines_of, rounded, width_of, write

_RIGHT = Align.AlignRight | Align.AlignVCenter
_TITLE_LINES, _VALUE_LINES = 2, 2
_LINE, _AFTER = 1.45, 0.3
"""Height of a line and room after a row, in sizes of the type."""
_INDENT = 0.9
"""Room of a course's points, in sizes of the type."""
_Rows = Sequence[tuple[str, str]]
_STEPS = 8
"""The type grows by so many tenths where there is room."""


@dataclass(frozen=True, slots=True)
class EventText:
    """An event in words.

    Attributes:
        left, light: What is left of its limit, and how near it is: none, green, amber, red.
        facts: Names and values, the weightiest first.
        steps: Times and words of what happened, the newest first.
    """

    grade: int
    number: str
    title: str
    state: str
    left: str = ""
    light: str = "none"
    facts: tuple[tuple[str, str], ...] = ()
    steps: tuple[tuple[str, str], ...] = ()


class WallEventSheet(WallSheet):
    """Shows one event; None while nothing is known of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text: EventText | None = None

    def show_event_text(self, text: EventText | None) -> None:
        """Show this event."""
        if text != self._text:
            self._text = text
            self.update()

    def paint_sheet(self, painter: QPainter, box: QRectF) -> None:
        u = self.text_px
        inner = box.adjusted(u, u * 0.6, -u, -u * 1.9)
        text = self._text
        if text is None:
            words = self.tr("Nothing is known of this event yet")
            write(painter, inner, words, self.font_at(1.4), colours.TEXT_QUIET, Align.AlignCenter)
            return
        top = self._paint_head(painter, inner, text)
        body = QRectF(inner.left(), top + u * 0.8, inner.width(), inner.bottom() - top - u * 0.8)
        tables = (
            *zip(_halves(body, u * 0.8), (text.facts, text.steps), (False, True), strict=True),
        )
        font = min(
            (self._largest(rows, self._inside(box), is_course) for box, rows, is_course in tables),
            key=QFont.pixelSize,
        )
        for place, rows, is_course in tables:
            rounded(painter, place, colours.PANEL, u * 0.25)
            _paint_table(painter, self._inside(place), rows, font, is_course=is_course)

    def _paint_head(self, painter: QPainter, box: QRectF, text: EventText) -> float:
        """Grade, number, state and time, then the title; returns where it ends."""
        u, font = self.text_px, self.font_at(1.2, bold=True)
        line = QRectF(box.left(), box.top(), box.width(), u * 2.0)
        write_grade(painter, line, text.grade, font)
        colour, mark = LIGHTS[text.light]
        left = f"{mark}{text.left}"
        write(painter, line, left, font, colour, _RIGHT)
        words = "  ·  ".join(part for part in (text.state, text.number) if part)
        begin = grade_width(text.grade, font) + 1.2 * u
        middle = line.adjusted(begin, 0, -width_of(left, font) - u, 0)
        write(painter, middle, words, self.font_at(1.2), colours.TEXT_QUIET)
        return self._paint_title(painter, box, line.bottom() + u * 0.2, text.title)

    def _paint_title(self, painter: QPainter, box: QRectF, top: float, title: str) -> float:
        font = self.font_at(1.9, bold=True)
        for one in _at_most(_TITLE_LINES, lines_of(title, font, box.width())):
            place = QRectF(box.left(), top, box.width(), font.pixelSize() * 1.35)
            write(painter, place, one, font, colours.TEXT)
            top = place.bottom()
        return top

    def _inside(self, panel: QRectF) -> QRectF:
        return panel.adjusted(*(self.text_px * share for share in (0.7, 0.5, -0.7, -0.5)))

    def _largest(self, rows: _Rows, box: QRectF, is_course: bool) -> QFont:
        """Return the largest type in which all rows have room, or the least."""
        for step in range(_STEPS, 0, -1):
            font = self.font_at(1.0 + step * 0.1)
            u = font.pixelSize()
            wide = box.width() - _gutter(rows, font, is_course=is_course)
            counts = [min(_VALUE_LINES, len(lines_of(value, font, wide)) or 1) for _, value in rows]
            if sum(counts) * u * _LINE + len(rows) * u * _AFTER <= box.height() and wide > 8 * u:
                return font
        return self.font_at()


def _gutter(rows: _Rows, font: QFont, *, is_course: bool) -> float:
    """Return the room of the short words, and of a course's points before them."""
    widest = max((width_of(name, font) for name, _ in rows), default=0.0)
    return widest + font.pixelSize() * (0.8 + (_INDENT if is_course else 0.0))


def _paint_table(
    painter: QPainter, box: QRectF, rows: _Rows, font: QFont, *, is_course: bool
) -> None:
    """Short words and long ones beside them; a course has points, and its newest is bright."""
    gutter, u, top = _gutter(rows, font, is_course=is_course), font.pixelSize(), box.top()
    for at, (name, value) in enumerate(rows):
        lines = _at_most(_VALUE_LINES, lines_of(value, font, box.width() - gutter)) or [""]
        if top + len(lines) * u * _LINE > box.bottom() + 1:
            break
        head = QRectF(box.left(), top, gutter, u * _LINE)
        if is_course:
            _paint_point(painter, QRectF(box.left(), top, u * 0.4, u * _LINE), is_new=at == 0)
            head.setLeft(box.left() + _INDENT * u)
        write(painter, head, name, font, colours.TEXT_QUIET)
        colour = colours.TEXT if at == 0 or not is_course else colours.TEXT_QUIET
        for one in lines:
            place = QRectF(box.left() + gutter, top, box.width() - gutter, u * _LINE)
            write(painter, place, one, font, colour)
            top += u * _LINE
        top += u * _AFTER


def _at_most(count: int, lines: Sequence[str]) -> list[str]:
    """So many lines; what is left over makes the last one too long, and is cut with an ellipsis."""
    return [*lines[: count - 1], *(["".join(lines[count - 1 :])] if len(lines) >= count else [])]


def _halves(box: QRectF, gap: float) -> tuple[QRectF, QRectF]:
    """Facts and course side by side, or one above the other where it is narrow."""
    if box.width() > box.height() * 1.2:
        half = box.width() * 0.45
        return (
            QRectF(box.left(), box.top(), half, box.height()),
            box.adjusted(half + gap, 0, 0, 0),
        )
    half = box.height() * 0.5
    return QRectF(box.left(), box.top(), box.width(), half), box.adjusted(0, half + gap, 0, 0)


def _paint_point(painter: QPainter, box: QRectF, *, is_new: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.ACCENT if is_new else colours.TEXT_OFF))
    radius = box.width() / 2
    painter.drawEllipse(box.center(), radius, radius)
