"""This screen's part of a picture that lies over many screens."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from resources import colours
from widgets.frame_source import FrameSource
from widgets.wall_sheet import USUAL_TEXT_PX, rounded, type_of, width_of, write


class WallSpan(QWidget):
    """Paints a part of each frame over the whole widget; words in a corner where they are told.

    The last frame stays when no more come: then the words say so.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text_px = USUAL_TEXT_PX
        self._source: FrameSource | None = None
        self._part = QRectF(0, 0, 1, 1)
        self._painted = 0
        self._words = ""

    def set_text_px(self, text_px: int) -> None:
        """The least size of type."""
        self._text_px = text_px
        self.update()

    def set_source(self, source: FrameSource | None) -> None:
        """Take frames from here."""
        if source is not self._source:
            self._source, self._painted = source, 0
            self.update()

    def set_part(self, part: QRectF) -> None:
        """Show this part of each frame, in 0..1 of its width and height."""
        if part != self._part:
            self._part = QRectF(part)
            self.update()

    def show_words(self, words: str) -> None:
        """Say something in the corner; empty: nothing."""
        if words != self._words:
            self._words = words
            self.update()

    def render_tick(self) -> int:
        """Ask Qt to repaint where there is a new frame; returns 1 then."""
        if self._source is None or self._source.sequence() == self._painted:
            return 0
        self.update()
        return 1

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        try:
            self._paint_picture(painter)
            if self._words:
                self._paint_words(painter)
        finally:
            # A painter that outlives its widget's paint event ends the whole program.
            painter.end()

    def _paint_picture(self, painter: QPainter) -> None:
        source = self._source
        sequence = source.sequence() if source is not None else 0
        frame = source.acquire() if source is not None else None
        if frame is None or frame.isNull():
            painter.fillRect(self.rect(), QColor(colours.BOARD))
            return
        self._painted = sequence
        width, height = frame.width(), frame.height()
        part = QRectF(
            self._part.x() * width,
            self._part.y() * height,
            self._part.width() * width,
            self._part.height() * height,
        )
        ratio = self.devicePixelRatioF()
        is_exact = (
            abs(part.width() - self.width() * ratio) < 1.5
            and abs(part.height() - self.height() * ratio) < 1.5
        )
        # Pixel for pixel where it was made so; smoothing would cost and show nothing.
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=not is_exact)
        painter.drawImage(QRectF(self.rect()), frame, part)

    def _paint_words(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        u = self._text_px
        font = type_of(self.font().family(), u)
        lines = self._words.splitlines()
        width = min(max(width_of(line, font) for line in lines) + u * 1.4, self.width() - 2.0 * u)
        height = u * (1.5 * len(lines) + 0.4)
        plate = QRectF(u, self.height() - height - u, width, height)
        rounded(painter, plate, colours.BOARD, u * 0.2)
        for at, line in enumerate(lines):
            place = QRectF(plate.left() + u * 0.7, plate.top() + u * (0.2 + 1.5 * at), 0, u * 1.5)
            place.setRight(plate.right() - u * 0.5)
            write(painter, place, line, font, colours.TEXT)
