"""Paints the inbox's rows from their look: texts cut to their width once, words painted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from resources import colours
from widgets.grade_mark import grade_colour, grade_pixmap
from widgets.inbox_roles import Column, RowLook

ROW_PX = 44
_MARK_PX = 14
_PAD_PX = 6
_BAR_PX = 3
_INDENT_PX = 16
_CHIP_PX, _CHIP_PAD_PX = 20, 7
_MOST_CUT, _MOST_WORDS = 8000, 1500
"""Texts whose cut, and words whose picture is remembered."""
_LIGHTS = {
    "none": (colours.TEXT_QUIET, ""),
    "green": (colours.TEXT, ""),
    "amber": (colours.STALE, "■ "),
    "red": (colours.LOST, "▲ "),
}
_QUIET_COLUMNS = frozenset(
    {Column.SOURCE, Column.GRID, Column.KIND, Column.PLATFORM, Column.REPORTED, Column.NUMBER}
)
_FEW_WORDS = frozenset({Column.STATE, Column.SOURCE, Column.KIND, Column.LEAD, Column.PLATFORM})
"""Columns that say the same few words again and again."""
_ink = cache(QColor)


@dataclass(frozen=True, slots=True)
class Span:
    """A column's place in the view."""

    column: Column
    left: int
    width: int


@dataclass(frozen=True, slots=True)
class RowState:
    """What hands do with a row: the cursor is on it, it has the keys, the mouse is over it."""

    is_chosen: bool = False
    has_keys: bool = False
    is_under_mouse: bool = False

    @property
    def ground(self) -> str:
        """The colour under the row's texts."""
        if self.is_chosen:
            return colours.ROW_CHOSEN
        return colours.RAISED if self.is_under_mouse else colours.PANEL


class InboxPainter:
    """Knows the fonts, how long texts are in them, and what words look like."""

    def __init__(self, font: QFont, ratio: float = 1.0) -> None:
        self._plain, self._bold = QFont(font), QFont(font)
        self._bold.setBold(True)
        self._metrics = {False: QFontMetrics(self._plain), True: QFontMetrics(self._bold)}
        plain = self._metrics[False]
        self._rise = (plain.ascent() - plain.descent()) // 2
        # No character of the fonts in use is wider: shorter texts needn't be measured.
        self._widest = round(plain.height() * 1.1)
        self._ratio = ratio
        self._cut: dict[tuple[str, int, bool], str] = {}
        self._words: dict[tuple[str, str, str, bool], QPixmap] = {}

    def set_ratio(self, ratio: float) -> None:
        """Words are painted for a screen with so many pixels to one."""
        if ratio != self._ratio:
            self._ratio = ratio
            self._words.clear()

    # -- what is where

    def chip_of(self, look: RowLook, span: Span, top: int) -> QRect:
        """Where the number of a group's events stands; empty for a row of its own."""
        if not look.count:
            return QRect()
        width = self._chip_width(_chip_text(look), bold=True)
        return QRect(span.left + span.width - _PAD_PX - width, top + 2, width, _CHIP_PX)

    def _chip_width(self, text: str, *, bold: bool) -> int:
        return self._metrics[bold].horizontalAdvance(text) + 2 * _CHIP_PAD_PX

    # -- a row

    def paint_row(
        self, painter: QPainter, look: RowLook, spans: Sequence[Span], top: int, state: RowState
    ) -> None:
        """Paint a row's cells; the spans are the columns that are needed."""
        left = spans[0].left
        width = spans[-1].left + spans[-1].width - left
        ground = state.ground
        self._paint_ground(painter, QRect(left, top, width, ROW_PX), state)
        painter.setFont(self._plain)
        for span in spans:
            if span.column is Column.TITLE:
                self._paint_title(painter, look, span, top, ground)
            elif span.column is Column.GRADE:
                self._paint_grade(painter, look, span, top, ground)
            elif span.column is Column.OWNER:
                self._paint_owner(painter, look, span, top, ground)
            else:
                self._paint_cell(painter, look, span, top, ground)

    def _paint_ground(self, painter: QPainter, box: QRect, state: RowState) -> None:
        painter.fillRect(box, _ink(state.ground))
        edge = colours.ACCENT if state.is_chosen and state.has_keys else colours.LINE
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, _ink(edge))
        if edge is colours.ACCENT:
            painter.fillRect(box.left(), box.top(), box.width(), 1, _ink(edge))

    def _paint_cell(
        self, painter: QPainter, look: RowLook, span: Span, top: int, ground: str
    ) -> None:
        text, column, room = look.texts[span.column], span.column, span.width - 2 * _PAD_PX
        if not text or room <= 0:
            return
        colour = colours.TEXT_QUIET if column in _QUIET_COLUMNS else colours.TEXT
        left = span.left + _PAD_PX
        if column in _FEW_WORDS:
            self._paint_word(painter, self.cut(text, room), left, top + 12, colour, ground)
            return
        if column is Column.REMAINING:
            colour, mark = _LIGHTS[look.light]
            text = mark + text
        self._paint_text(painter, text, left, top + ROW_PX // 2, room, colour)

    def _paint_grade(
        self, painter: QPainter, look: RowLook, span: Span, top: int, ground: str
    ) -> None:
        if look.is_unseen:
            painter.fillRect(span.left, top + 1, _BAR_PX, ROW_PX - 2, _ink(colours.ACCENT))
        middle = span.left + span.width // 2
        painter.drawPixmap(middle - _MARK_PX // 2, top + 6, grade_pixmap(look.grade, _MARK_PX))
        word = self.cut(look.texts[Column.GRADE], span.width - 2 * _BAR_PX)
        left = middle - self._metrics[False].horizontalAdvance(word) // 2
        colour = grade_colour(look.grade).name()
        self._paint_word(painter, word, left, top + 22, colour, ground)

    def _paint_title(
        self, painter: QPainter, look: RowLook, span: Span, top: int, ground: str
    ) -> None:
        left, room = span.left + _PAD_PX, span.width - 2 * _PAD_PX
        if look.is_member:
            painter.fillRect(left + 3, top, 2, ROW_PX - 1, _ink(colours.ACCENT_FILL))
            left, room = left + _INDENT_PX, room - _INDENT_PX
        above, second = room, colours.TEXT_QUIET
        if look.count:
            chip = self.chip_of(look, span, top)
            above = chip.left() - left - _PAD_PX
            painter.drawPixmap(chip.topLeft(), self._chip(_chip_text(look), ground, bold=True))
            second = second if look.is_open else colours.TEXT
        title = look.texts[Column.TITLE]
        self._paint_text(painter, title, left, top + 12, above, colours.TEXT, bold=look.is_unseen)
        self._paint_text(painter, look.second, left, top + 32, room, second)

    def _paint_owner(
        self, painter: QPainter, look: RowLook, span: Span, top: int, ground: str
    ) -> None:
        if look.texts[Column.OWNER]:
            name = self.cut(look.texts[Column.OWNER], span.width - 4 - 2 * _CHIP_PAD_PX)
            chip = self._chip(name, ground, is_quiet=not look.is_mine)
            painter.drawPixmap(span.left + 2, top + (ROW_PX - _CHIP_PX) // 2, chip)

    # -- texts and words

    def _paint_text(
        self,
        painter: QPainter,
        text: str,
        left: int,
        middle: int,
        room: int,
        colour: str,
        *,
        bold: bool = False,
    ) -> None:
        if not text or room <= 0:
            return
        painter.setPen(_ink(colour))
        if bold:
            painter.setFont(self._bold)
        painter.drawText(left, middle + self._rise, self.cut(text, room, bold=bold))
        if bold:
            painter.setFont(self._plain)

    def cut(self, text: str, room: int, *, bold: bool = False) -> str:
        """Return a text as it fits, cut with an ellipsis."""
        if len(text) * self._widest <= room and text.isprintable():
            return text
        key = (text, room, bold)
        found = self._cut.get(key)
        if found is None:
            if len(self._cut) > _MOST_CUT:
                self._cut.clear()
            plain = text if text.isprintable() else " ".join(text.split())
            found = self._metrics[bold].elidedText(plain, Qt.TextElideMode.ElideRight, room)
            self._cut[key] = found
        return found

    def _paint_word(
        self, painter: QPainter, text: str, left: int, top: int, colour: str, ground: str
    ) -> None:
        """A word that comes again: its picture, with the ground as smooth letters need it."""
        key = (text, colour, ground, False)
        picture = self._words.get(key)
        if picture is None:
            width = self._metrics[False].horizontalAdvance(text)
            picture = self._picture(width, _CHIP_PX, ground)
            inner = self._begin(picture)
            self._paint_text(inner, text, 0, _CHIP_PX // 2, width + 1, colour)
            inner.end()
            self._keep(key, picture)
        painter.drawPixmap(left, top, picture)

    def _chip(
        self, text: str, ground: str, *, bold: bool = False, is_quiet: bool = False
    ) -> QPixmap:
        fill = colours.RAISED if is_quiet else colours.ACCENT_FILL
        edge = colours.LINE if is_quiet else fill
        key = (text, edge, ground, True)
        picture = self._words.get(key)
        if picture is None:
            width = self._chip_width(text, bold=bold)
            picture = self._picture(width, _CHIP_PX, ground)
            inner = self._begin(picture)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            inner.setPen(_ink(edge))
            inner.setBrush(_ink(fill))
            box = QRectF(0.5, 0.5, width - 1, _CHIP_PX - 1)
            inner.drawRoundedRect(box, _CHIP_PX / 2 - 0.5, _CHIP_PX / 2 - 0.5)
            colour = colours.TEXT if is_quiet else colours.ON_ACCENT
            middle = _CHIP_PX // 2
            self._paint_text(inner, text, _CHIP_PAD_PX, middle, width, colour, bold=bold)
            inner.end()
            self._keep(key, picture)
        return picture

    def _picture(self, width: int, height: int, ground: str) -> QPixmap:
        picture = QPixmap(round(max(1, width) * self._ratio), round(height * self._ratio))
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(_ink(ground))
        return picture

    def _begin(self, picture: QPixmap) -> QPainter:
        painter = QPainter(picture)
        painter.setFont(self._plain)
        return painter

    def _keep(self, key: tuple[str, str, str, bool], picture: QPixmap) -> None:
        if len(self._words) > _MOST_WORDS:
            self._words.clear()
        self._words[key] = picture


def _chip_text(look: RowLook) -> str:
    return f"{'▾' if look.is_open else '▸'} ×{look.count}"
