"""A notice on a wall, in the largest type that it fits in; what fits in none goes page by page."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from resources import colours
from widgets.wall_paging import pages, rows_that_fit
from widgets.wall_sheet import WallSheet, largest_lines, type_of, write

SPACING = 1.45
_LEAST_LINES = 5.0
"""At least so many lines have room: a short notice isn't blown up without end."""


class WallNotices(WallSheet):
    """One text; paragraphs are kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._heading = ""
        self._least_lines = _LEAST_LINES

    def set_least_lines(self, count: float) -> None:
        """At least so many lines have room, however short the text is."""
        self._least_lines = count
        self.update()

    def set_heading(self, heading: str) -> None:
        """What stands above it instead of the usual word."""
        self._heading = heading
        self.update()

    def show_text(self, text: str) -> None:
        """Show this text from its beginning."""
        if text != self._text:
            self._text = text
            self.update()

    def page_count(self) -> int:
        """How many pages the text takes at its least size."""
        return len(self._pages()[1])

    def _inner(self) -> QRectF:
        pad = self.text_px * 1.5
        # The last line's room is kept for the number of the page.
        head, foot = self.text_px * 2.6, self.text_px * 2.0
        return QRectF(self.rect()).adjusted(pad, head, -pad, -foot)

    def _pages(self) -> tuple[int, list[list[str]]]:
        """Size of type, and the lines of each page: as many on each."""
        inner = self._inner()
        most = int(inner.height() / self._least_lines / SPACING)
        px, lines = largest_lines(
            self._text, self.font().family(), inner, self.text_px, most, SPACING
        )
        count = pages(len(lines), rows_that_fit(inner.height(), px * SPACING))
        each = pages(len(lines), count)
        return px, [lines[first : first + each] for first in range(0, max(1, len(lines)), each)]

    def paint_sheet(self, painter: QPainter, box: QRectF) -> None:
        u, inner = self.text_px, self._inner()
        painter.fillRect(QRectF(inner.left(), u * 1.0, u * 0.2, u * 1.1), QColor(colours.ACCENT))
        head = QRectF(inner.left() + u * 0.6, u * 0.8, inner.width(), u * 1.5)
        heading = self._heading or self.tr("Notice")
        write(painter, head, heading, self.font_at(bold=True), colours.TEXT_QUIET)
        px, all_lines = self._pages()
        page = self.turn % len(all_lines)
        shown, step, top = all_lines[page], px * SPACING, inner.top()
        if len(all_lines) == 1:
            top += (inner.height() - len(shown) * step) / 2
        font = type_of(self.font().family(), px)
        for line in shown:
            write(painter, QRectF(inner.left(), top, inner.width(), step), line, font, colours.TEXT)
            top += step
        if len(all_lines) > 1:
            foot = QRectF(inner.left(), box.bottom() - u * 1.7, inner.width(), u * 1.4)
            words = f"{page + 1} / {len(all_lines)}"
            write(painter, foot, words, self.font_at(), colours.TEXT_QUIET)
