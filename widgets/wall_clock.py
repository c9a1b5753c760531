"""A wall's clock: time, date, weekday and the town's name."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from resources import colours
from widgets.wall_sheet import (
    Align,
    WallSheet,
    column,
    fitted_px,
    type_of,
    width_of,
    write,
)

_SMALL = 0.24
"""Size of the lines beside the time's."""


class WallClock(WallSheet):
    """Shows the time that it is told, in the time's own zone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at: datetime | None = None
        self._town = ""

    def show_time(self, at: datetime, town: str) -> None:
        """Show this time and town."""
        if (at.replace(microsecond=0), town) != (self._at, self._town):
            self._at, self._town = at.replace(microsecond=0), town
            self.update()

    def date_words(self) -> str:
        """The date and the day of the week."""
        if self._at is None:
            return ""
        day = self.tr("{year}-{month:02d}-{day:02d}").format(
            year=self._at.year, month=self._at.month, day=self._at.day
        )
        weekday = QLocale().standaloneDayName(self._at.isoweekday(), QLocale.FormatType.LongFormat)
        return f"{day}  {weekday}"

    def paint_sheet(self, painter: QPainter, box: QRectF) -> None:
        if self._at is None:
            return
        inner = box.adjusted(self.text_px, self.text_px * 0.6, -self.text_px, -self.text_px * 0.6)
        family = self.font().family()
        texts = [self._town, "", self.date_words()]
        most = fitted_px("00:00:00", family, inner.width(), inner.height() * 0.62, self.text_px)
        small = max(self.text_px, round(most * _SMALL))
        longest = max(texts, key=lambda text: width_of(text, type_of(family, small)))
        small = min(small, fitted_px(longest, family, inner.width(), inner.height(), self.text_px))

        def place(at: int, part: QRectF) -> None:
            if at == 1:
                self._paint_time(painter, part, most)
            else:
                colour = colours.TEXT if at == 0 else colours.TEXT_QUIET
                write(painter, part, texts[at], type_of(family, small), colour, Align.AlignCenter)

        column(inner, [small * 1.3, most * 1.12, small * 1.3], small * 0.5, place)

    def _paint_time(self, painter: QPainter, box: QRectF, px: int) -> None:
        """Hours and minutes, then the seconds quieter; digits stay where they are."""
        assert self._at is not None
        font = type_of(self.font().family(), px)
        left = box.center().x() - width_of("00:00:00", font) / 2
        hours = f"{self._at:%H:%M}"
        write(
            painter, QRectF(left, box.top(), box.width(), box.height()), hours, font, colours.TEXT
        )
        left += width_of("00:00", font)
        rest = QRectF(left, box.top(), box.width(), box.height())
        write(painter, rest, f":{self._at:%S}", font, colours.TEXT_QUIET)
