"""The player's picture: one source, fitted in, with a message over it where it has none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from resources import colours
from widgets.frame_source import FrameSource
from widgets.pane_colours import LETTERBOX

_MESSAGE_WIDTH = 460


def fitted(picture: tuple[int, int], room: tuple[int, int]) -> QRectF:
    """Where a picture lies in a room (both width, height) so that all of it shows, centred."""
    factor = min(room[0] / max(1, picture[0]), room[1] / max(1, picture[1]))
    width, height = picture[0] * factor, picture[1] * factor
    return QRectF((room[0] - width) / 2, (room[1] - height) / 2, width, height)


class PlayerView(QWidget):
    """Shows a frame source; nothing but black before its first picture.

    Signals:
        clicked, double_clicked: The mouse on the picture.
        retry_chosen: The button below the message.
    """

    clicked = Signal()
    double_clicked = Signal()
    retry_chosen = Signal()

    def __init__(self, source: FrameSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 180)
        self._source = source
        self._first = self._painted = 0
        self._covered = True
        self._message = self._make_message()
        box = QVBoxLayout(self)
        box.addWidget(self._message, 0, Qt.AlignmentFlag.AlignCenter)
        self._message.hide()

    def _make_message(self) -> QFrame:
        frame = QFrame(self)
        frame.setObjectName("message")
        frame.setStyleSheet(
            f"#message {{ background: {colours.PANEL}; border: 1px solid {colours.LINE};"
            " border-radius: 4px; }"
        )
        self._title, self._words = QLabel(frame), QLabel(frame)
        self._title.setStyleSheet("font-size: 16px; font-weight: 600;")
        self._retry = QPushButton(frame)
        self._retry.clicked.connect(self.retry_chosen)
        box = QVBoxLayout(frame)
        box.setContentsMargins(24, 18, 24, 18)
        box.setSpacing(10)
        for label in (self._title, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            box.addWidget(label)
        box.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignCenter)
        frame.setFixedWidth(_MESSAGE_WIDTH)
        return frame

    def cover(self) -> None:
        """Show no picture until ``uncover``: what there is belongs to something else."""
        self._covered = True
        self.update()

    def uncover(self, first: int) -> None:
        """Show pictures from frame number ``first + 1`` on."""
        if self._covered or first != self._first:
            self._covered, self._first = False, first
            self.update()

    def has_picture(self) -> bool:
        """Whether a picture of this source can be seen."""
        return not self._covered and self._source.sequence() > self._first

    def show_message(self, title: str, words: str = "", retry: str = "") -> None:
        """Put words over the picture, with a button unless ``retry`` is empty; none hides them."""
        for label, text in ((self._title, title), (self._words, words)):
            label.setText(text)
            label.setVisible(bool(text))
        self._retry.setText(retry)
        self._retry.setVisible(bool(retry))
        self._message.setVisible(bool(title))
        self._message.setAccessibleName(title)
        self._message.setAccessibleDescription(words)

    def message(self) -> str:
        """The words that can be read over the picture; empty when there are none."""
        if self._message.isHidden():
            return ""
        return f"{self._title.text()}\n{self._words.text()}".strip()

    def retry_button(self) -> QPushButton:
        """The button below the message."""
        return self._retry

    def render_tick(self) -> bool:
        """Paint if there is a new picture; says whether there was one."""
        new = self._source.sequence() != self._painted
        if new:
            self.update()
        return new

    def paintEvent(self, event: QPaintEvent) -> None:
        """The newest picture, at most as sharp as it came."""
        painter = QPainter(self)
        self._painted = self._source.sequence()
        image = self._source.acquire() if self.has_picture() else None
        painter.fillRect(event.rect(), LETTERBOX)
        if image is not None:
            self._paint(painter, image)
        painter.end()

    def _paint(self, painter: QPainter, image: QImage) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = (self.width(), self.height())
        painter.drawImage(fitted((image.width(), image.height()), room), image)
        if not self._message.isHidden():
            painter.fillRect(self.rect(), QColor(0x05, 0x07, 0x09, 0xA0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes the keys here."""
        self.setFocus()
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.double_clicked.emit()
