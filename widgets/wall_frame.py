"""What runs round a wall screen's content: the border of an alert, and that the backend is away."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from resources import colours
from widgets.grade_mark import grade_colour
from widgets.wall_grades import grade_width, write_grade
from widgets.wall_sheet import USUAL_TEXT_PX, rounded, type_of, width_of, write

_BORDER, _BAND = 0.4, 1.9
"""Width of the border and height of the band above, in sizes of the type."""
_DIMMED = 180
"""How much darker the border is in its quieter half, in percent as Qt counts."""


@dataclass(frozen=True, slots=True)
class Alert:
    """What everybody has to know: a grade and a line of words."""

    grade: int
    text: str


class AlertFrame(QWidget):
    """Holds contents and, while there is an alert, a border round them in its grade's colour.

    The border is brighter and quieter by turns, from one beat to the next: a beat a second, so
    that it never flashes faster than every two seconds.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._alert: Alert | None = None
        self._text_px = USUAL_TEXT_PX
        self._is_bright = True
        self._contents: list[QWidget] = []

    @property
    def alert(self) -> Alert | None:
        """The alert that is shown."""
        return self._alert

    def set_text_px(self, text_px: int) -> None:
        """The least size of type."""
        self._text_px = text_px
        self._place()

    def set_alert(self, alert: Alert | None) -> None:
        """Show an alert, or none."""
        if alert != self._alert:
            self._alert = alert
            self._place()

    def beat(self) -> None:
        """Half a turn of the border; called once a second."""
        self._is_bright = not self._is_bright
        if self._alert is not None:
            self.update()

    def add_content(self, content: QWidget) -> None:
        """Hold one more content, below those that are there."""
        content.setParent(self)
        self._contents.append(content)
        content.setGeometry(self.inner().toRect())
        content.lower()
        content.show()

    def drop_content(self, content: QWidget) -> None:
        """Let go of a content."""
        self._contents.remove(content)
        content.hide()
        content.setParent(None)

    def inner(self) -> QRectF:
        """Where contents lie."""
        whole = QRectF(self.rect())
        if self._alert is None:
            return whole
        border = round(self._text_px * _BORDER)
        return whole.adjusted(border, border + round(self._text_px * _BAND), -border, -border)

    def _place(self) -> None:
        for content in self._contents:
            content.setGeometry(self.inner().toRect())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.WINDOW))
        if self._alert is not None:
            self._paint_alert(painter, self._alert)
        painter.end()

    def _paint_alert(self, painter: QPainter, alert: Alert) -> None:
        colour = grade_colour(alert.grade)
        if not self._is_bright:
            colour = colour.darker(_DIMMED)
        painter.fillRect(self.rect(), colour)
        u, border = self._text_px, self._text_px * _BORDER
        band = QRectF(border, border, self.width() - 2 * border, u * _BAND)
        painter.fillRect(band, QColor(colours.PANEL))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = type_of(self.font().family(), u, bold=True)
        line = band.adjusted(u * 0.6, 0, -u * 0.6, 0)
        write_grade(painter, line, alert.grade, font)
        words = line.adjusted(grade_width(alert.grade, font) + u * 0.9, 0, 0, 0)
        write(painter, words, alert.text, font, colours.TEXT)


class AwayMark(QWidget):
    """A small plate that says since when the backend is away; hidden while it is there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text_px = USUAL_TEXT_PX
        self._since = ""
        self.hide()

    def set_text_px(self, text_px: int) -> None:
        """The least size of type."""
        self._text_px = text_px
        self._fit()

    def show_since(self, since: str) -> None:
        """Say since when, as a time of day; empty: it is there."""
        self._since = since
        self._fit()
        self.setVisible(bool(since))

    def words(self) -> str:
        """What the plate says."""
        return self.tr("Backend away since {time}").format(time=self._since)

    def _fit(self) -> None:
        u = self._text_px
        width = width_of(self.words(), type_of(self.font().family(), u))
        self.resize(round(width + u * 2.2), round(u * 1.6))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        u, box = self._text_px, QRectF(self.rect())
        rounded(painter, box, colours.BOARD, u * 0.2)
        mark = QRectF(u * 0.5, box.center().y() - u * 0.3, u * 0.6, u * 0.6)
        painter.fillRect(mark, QColor(colours.STALE))
        words = box.adjusted(u * 1.5, 0, 0, 0)
        write(painter, words, self.words(), type_of(self.font().family(), u), colours.STALE)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._fit()
        super().changeEvent(event)
