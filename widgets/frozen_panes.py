"""Pictures that stand still over panes of a board, each with the words that say so."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from resources import colours
from widgets.pane_board import PaneBoard
from widgets.wall_panes import WallPanes

_AROUND_PX = 9


class FrozenPanes(QWidget):
    """Lies over a board and lets every hand through."""

    def __init__(self, board: PaneBoard | WallPanes) -> None:
        super().__init__(board)
        self._board = board
        self._images: dict[int, QImage] = {}
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(board.rect())
        board.installEventFilter(self)
        board.pane_boxes_changed.connect(self.update)

    def show_frozen(self, images: Mapping[int, QImage], words: str) -> None:
        """Let these panes stand still, an empty picture while it is being read."""
        if images or self._images:
            self._images, self._words = dict(images), words
            self.update()
        self.setVisible(bool(images))

    def set_text_px(self, text_px: int) -> None:
        """The size of the words, as on a wall."""
        font = self.font()
        font.setPixelSize(text_px)
        self.setFont(font)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the board."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._board.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """The pictures, each fitted into its pane."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio, high = self.devicePixelRatioF(), self.fontMetrics().height() + _AROUND_PX
        for pane, image in self._images.items():
            if pane >= self._board.pane_count() or not self._board.is_on_screen(pane):
                continue
            told = self._board.pane_rect(pane)
            rect = QRectF(
                told.x() / ratio, told.y() / ratio, told.width() / ratio, told.height() / ratio
            )
            painter.fillRect(rect, QColor(colours.BOARD))
            if not image.isNull():
                size = image.size().scaled(rect.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
                fitted = QRect(0, 0, size.width(), size.height())
                fitted.moveCenter(rect.center().toPoint())
                painter.drawImage(fitted, image)
            band = QRectF(rect.x(), rect.bottom() - high, rect.width(), high)
            painter.fillRect(band, QColor(0, 0, 0, 180))
            painter.setPen(QColor(colours.TEXT))
            painter.drawText(band, Qt.AlignmentFlag.AlignCenter, self._words)
