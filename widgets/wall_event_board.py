"""The open events on a wall: a row each, page after page where they don't fit together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from resources import colours
from widgets.wall_grades import GRADES, grade_width, write_grade
from widgets.wall_paging import page_rows, pages, rows_that_fit
from widgets.wall_sheet import Align, WallSheet, write

_RIGHT = Align.AlignRight | Align.AlignVCenter
LIGHTS = {
    "none": (colours.TEXT_QUIET, ""),
    "green": (colours.TEXT, ""),
    "amber": (colours.STALE, "■ "),
    "red": (colours.LOST, "▲ "),
}
_WIDE, _LANE = 40.0, 60.0
"""In sizes of the type: from the one on an event takes one line; the other is a list's width."""
_ROW, _TALL_ROW, _HEAD, _FOOT = 1.9, 3.3, 2.6, 1.9
"""Heights in sizes of the type."""
_ROOMY = 30
"""With room for more rows than that the type grows instead."""
_COLUMNS = (("state", 6.0), ("number", 8.5), ("place", 9.5))
"""From the right to the left, and how wide they become at most, in sizes of the type."""
_LEFT_MOST, _BETWEEN = 8.5, 0.9


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event in words. `light`: none, green, amber or red, as far as its limit is."""

    grade: int
    number: str
    title: str
    place: str
    state: str
    left: str
    light: str = "none"


class WallEventBoard(WallSheet):
    """Rows in the order they are given; None before anything is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[EventRow, ...] | None = None

    def show_rows(self, rows: Sequence[EventRow] | None) -> None:
        """Show these events; None: it isn't known yet which there are."""
        given = None if rows is None else tuple(rows)
        if given != self._rows:
            self._rows = given
            self.update()

    def unit(self) -> float:
        """Size of the rows' type: the least, larger where there is room for very many."""
        return max(float(self.text_px), self.height() / (_ROOMY * _ROW))

    def rows_per_page(self) -> int:
        """How many rows have room."""
        return self._rows_high() * self._lanes()

    def _rows_high(self) -> int:
        u = self.unit()
        room = self.height() - (_HEAD + _FOOT) * u
        return rows_that_fit(room, self._row_height() * u)

    def _lanes(self) -> int:
        """How many lists stand side by side: no eye finds its way along a line of five metres."""
        return max(1, int(self.width() // (_LANE * self.unit())))

    def page_count(self) -> int:
        """How many pages there are."""
        return pages(len(self._rows or ()), self.rows_per_page())

    def _is_wide(self) -> bool:
        return self.width() / self._lanes() >= _WIDE * self.unit()

    def _row_height(self) -> float:
        return _ROW if self._is_wide() else _TALL_ROW

    # -- painting

    def paint_sheet(self, painter: QPainter, box: QRectF) -> None:
        u = self.unit()
        inner = box.adjusted(u, 0, -u, 0)
        self._paint_head(painter, QRectF(inner.left(), u * 0.4, inner.width(), u * 2.0))
        if self._rows:
            foot = QRectF(inner.left(), box.bottom() - _FOOT * u, inner.width(), u * 1.6)
            body = QRectF(inner.left(), _HEAD * u, inner.width(), foot.top() - _HEAD * u)
            self._paint_rows(painter, body, self._rows)
            self._paint_foot(painter, foot)
            return
        waiting = self.tr("Waiting for the backend")
        words = waiting if self._rows is None else self.tr("No open events")
        write(painter, inner, words, self.font_at(1.6), colours.TEXT_QUIET, Align.AlignCenter)

    def _paint_rows(self, painter: QPainter, box: QRectF, rows: Sequence[EventRow]) -> None:
        high, lanes = self._rows_high(), self._lanes()
        # What is left over of the height goes to all rows alike.
        height, gap = box.height() / high, 2 * self.unit()
        width = (box.width() - (lanes - 1) * gap) / lanes
        font = self.font_at(self.unit() / self.text_px)
        columns = self._columns(rows, font)
        for at, shown in enumerate(page_rows(len(rows), self.rows_per_page(), self.turn)):
            row = rows[shown]
            left, top = at // high * (width + gap), at % high * height
            place = QRectF(box.left() + left, box.top() + top, width, height)
            self._paint_ground(painter, place, at % high)
            if self._is_wide():
                self._paint_line(painter, place, row, font, columns)
            else:
                self._paint_tall(painter, place, row, font, columns)

    def _columns(self, rows: Sequence[EventRow], font: QFont) -> Mapping[str, float]:
        """Width of each column: of its longest text on any page, so that none moves."""
        u, metrics = font.pixelSize(), QFontMetricsF(font)
        found = {}
        for name, most in (*_COLUMNS, ("left", _LEFT_MOST)):
            mark = LIGHTS["red"][1] if name == "left" else ""
            texts = {mark + str(getattr(row, name)) for row in rows}
            widest = max(metrics.horizontalAdvance(text) for text in texts)
            found[name] = min(widest, most * u) + _BETWEEN * u
        return found

    def _paint_head(self, painter: QPainter, box: QRectF) -> None:
        font = self.font_at(self.unit() / self.text_px, bold=True)
        counts = {grade: self._count(grade) for grade in GRADES}
        left = box.right()
        for grade, count in reversed(counts.items()):
            words = str(count)
            width = grade_width(grade, font, words)
            left -= width
            write_grade(painter, QRectF(left, box.top(), width, box.height()), grade, font, words)
            left -= font.pixelSize() * 1.1
        words = self.tr("Open events {count}").format(count=len(self._rows or ()))
        room = QRectF(box.left(), box.top(), left - box.left(), box.height())
        write(painter, room, words, font, colours.TEXT)
        painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 2), QColor(colours.LINE))

    def _count(self, grade: int) -> int:
        return sum(row.grade == grade for row in self._rows or ())

    def _paint_ground(self, painter: QPainter, box: QRectF, at: int) -> None:
        """Every other row on a panel: a long line leads the eye from the title to its time."""
        if at % 2 == 0:
            u = self.unit()
            painter.fillRect(box.adjusted(-u * 0.4, 0, u * 0.4, 0), QColor(colours.PANEL))

    def _paint_line(
        self,
        painter: QPainter,
        box: QRectF,
        row: EventRow,
        font: QFont,
        columns: Mapping[str, float],
    ) -> None:
        """Grade, title, place, number, state and what is left, side by side."""
        between = _BETWEEN * font.pixelSize()
        right = self._paint_left(painter, box, row, font, columns)
        for name, _ in _COLUMNS:
            left = right - columns[name]
            place = QRectF(left, box.top(), columns[name] - between, box.height())
            write(painter, place, getattr(row, name), font, colours.TEXT_QUIET)
            right = left
        self._paint_title(
            painter, QRectF(box.left(), box.top(), right - box.left(), box.height()), row, font
        )

    def _paint_tall(
        self,
        painter: QPainter,
        box: QRectF,
        row: EventRow,
        font: QFont,
        columns: Mapping[str, float],
    ) -> None:
        """The title with its grade and time above, the rest quieter below."""
        u, middle = font.pixelSize(), box.center().y()
        upper = QRectF(box.left(), middle - u * 1.5, box.width(), u * 1.5)
        right = self._paint_left(painter, upper, row, font, columns)
        self._paint_title(
            painter,
            QRectF(upper.left(), upper.top(), right - upper.left(), upper.height()),
            row,
            font,
        )
        below = " · ".join(part for part in (row.place, row.state, row.number) if part)
        left = box.left() + self._grade_width(font)
        rest = QRectF(left, middle, box.right() - left, u * 1.5)
        write(painter, rest, below, font, colours.TEXT_QUIET)

    def _paint_title(self, painter: QPainter, box: QRectF, row: EventRow, font: QFont) -> None:
        grade = self._grade_width(font)
        write_grade(painter, QRectF(box.left(), box.top(), grade, box.height()), row.grade, font)
        title = box.adjusted(grade, 0, -_BETWEEN * font.pixelSize(), 0)
        write(painter, title, row.title, font, colours.TEXT)

    def _paint_left(
        self,
        painter: QPainter,
        box: QRectF,
        row: EventRow,
        font: QFont,
        columns: Mapping[str, float],
    ) -> float:
        """What is left of the limit, at the right edge; returns where its column begins."""
        colour, mark = LIGHTS[row.light]
        left = box.right() - columns["left"]
        place = QRectF(left, box.top(), columns["left"], box.height())
        write(painter, place, f"{mark}{row.left}", font, colour, _RIGHT)
        return left

    def _grade_width(self, font: QFont) -> float:
        widest = max(grade_width(grade, font) for grade in GRADES)
        return widest + font.pixelSize() * 0.7

    def _paint_foot(self, painter: QPainter, box: QRectF) -> None:
        count = self.page_count()
        if count > 1:
            words = f"{self.turn % count + 1} / {count}"
            write(painter, box, words, self.font_at(), colours.TEXT_QUIET)
