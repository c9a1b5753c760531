"""A picture as the ground of a drawing: it fits, and wheel and hand zoom and move it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from resources import colours
from widgets.drawing_surface import Floats
from widgets.drawing_values import Point
from widgets.pacing import Pace

ZOOM_MOST: Final = 40.0
REST_MS = 90
_NOTCH = 120
_STEP = 1.25
_PAN_PX = 60.0
_WHOLE: Final = QRectF(0, 0, 1, 1)


class PictureSurface(QWidget):
    """Places are 0…1 of the picture, to the right and down. It is its own mapper.

    Keys: + − zoom, 0 shows the whole, arrows move. A double click shows the whole, too.

    Signals:
        zoom_changed: The person zoomed or moved: the part in view, None for the whole; at most
            8 times a second.
        moved: Places are at other pixels now.
    """

    zoom_changed = Signal(object)
    moved = Signal()
    decimals = 4
    basis: Hashable = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self._words = ""
        self._zooms = True
        self._view = QRectF(_WHOLE)
        """The part that is to be in view; more of the picture is, where there is room."""
        self._grabbed: QPointF | None = None
        self._picture = QImage()
        self._of: object = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.update)
        self._pace = Pace(self)
        self._pace.due.connect(lambda: self.zoom_changed.emit(self.zoom))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 90)
        self._retranslate()

    # -- what is shown

    def set_image(self, image: QImage) -> None:
        """Show this picture; the zoom stays."""
        self.image = image
        self._of = None
        self._moved()

    def set_words(self, words: str) -> None:
        """What stands there while there is no picture."""
        self._words = words
        self.update()

    @property
    def zoom(self) -> QRectF | None:
        """The part in view: left, top, width and height in 0…1; None for the whole."""
        return None if self._view == _WHOLE else QRectF(self._view)

    def set_zoom(self, zoom: QRectF | None) -> None:
        """Bring this part into view; nothing is told."""
        part = _WHOLE if zoom is None else zoom & _WHOLE
        if part.width() <= 0 or part.height() <= 0:
            part = _WHOLE
        if part != self._view:
            self._view = QRectF(part)
            self._moved()

    def set_zooms(self, zooms: bool) -> None:
        """Whether the hand zooms; else somebody else says what is looked at."""
        self._zooms = zooms
        self._grabbed = None
        self._show_cursor()

    # -- places

    def to_plane(self, points: Floats) -> Floats:
        """The plane is the picture."""
        return points

    def transform(self) -> QTransform:
        """From 0…1 to pixels."""
        shown = self.shown_rect()
        return QTransform(shown.width(), 0, 0, shown.height(), shown.left(), shown.top())

    def to_surface(self, at: QPointF) -> Point | None:
        """The picture's place at a pixel."""
        shown = self.shown_rect()
        if shown.isEmpty():
            return None
        x, y = (at.x() - shown.left()) / shown.width(), (at.y() - shown.top()) / shown.height()
        return (x, y) if 0 <= x <= 1 and 0 <= y <= 1 else None

    def shown_rect(self) -> QRectF:
        """Where the whole picture lies, what is out of view included."""
        if self.image.isNull():
            return QRectF()
        whole, view = QSizeF(self.image.size()), self._view
        scale = min(
            self.width() / (whole.width() * view.width()),
            self.height() / (whole.height() * view.height()),
        )
        size = whole * scale
        middle = QRectF(self.rect()).center()
        left = _placed(middle.x() - view.center().x() * size.width(), size.width(), self.width())
        top = _placed(middle.y() - view.center().y() * size.height(), size.height(), self.height())
        return QRectF(left, top, size.width(), size.height())

    # -- the hand

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nearer or further, about the place under the mouse."""
        steps = event.angleDelta().y() / _NOTCH
        if self._zooms and steps and not self.image.isNull():
            self.zoom_by(_STEP**steps, event.position())
        event.accept()

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom as by hand; above 1 nearer."""
        shown = self.shown_rect()
        at = QRectF(self.rect()).center() if about is None else about
        least = self._fit_width()
        width = min(max(shown.width() * factor, least), least * ZOOM_MOST)
        if shown.isEmpty() or width <= least * 1.001:
            self._look_at(_WHOLE)
            return
        grown = width / shown.width()
        left = at.x() - (at.x() - shown.left()) * grown
        top = at.y() - (at.y() - shown.top()) * grown
        self._look_at(self._part(QRectF(left, top, width, shown.height() * grown)))

    def pan(self, right_px: float, down_px: float) -> None:
        """Move the picture as by hand."""
        if self.zoom is not None:
            self._look_at(self._part(self.shown_rect().translated(right_px, down_px)))

    def _fit_width(self) -> float:
        wide, high = max(1, self.image.width()), max(1, self.image.height())
        return wide * min(self.width() / wide, self.height() / high)

    def _part(self, shown: QRectF) -> QRectF:
        """The part of the picture in view if it lay there."""
        width, height = shown.width(), shown.height()
        left = _placed(shown.left(), width, self.width())
        top = _placed(shown.top(), height, self.height())
        part = QRectF(-left / width, -top / height, self.width() / width, self.height() / height)
        return part & _WHOLE

    def _look_at(self, part: QRectF) -> None:
        if part != self._view:
            self._view = QRectF(part)
            self._moved()
            self._pace.want()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() is Qt.MouseButton.LeftButton and self._zooms and self.zoom is not None:
            self._grabbed = event.position()
            self._show_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if self._grabbed is not None:
            way = event.position() - self._grabbed
            self._grabbed = event.position()
            self.pan(way.x(), way.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of it."""
        self._grabbed = None
        self._show_cursor()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """The whole picture again."""
        if self._zooms:
            self._look_at(_WHOLE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom and move with keys."""
        ways = {
            Qt.Key.Key_Left: (_PAN_PX, 0.0),
            Qt.Key.Key_Right: (-_PAN_PX, 0.0),
            Qt.Key.Key_Up: (0.0, _PAN_PX),
            Qt.Key.Key_Down: (0.0, -_PAN_PX),
        }
        key = event.key()
        if not self._zooms:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self._look_at(_WHOLE)
        elif key in ways:
            self.pan(*ways[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _show_cursor(self) -> None:
        if self._grabbed is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._zooms and self.zoom is not None:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    # -- drawing

    def _moved(self) -> None:
        self._rest.start()
        self._show_cursor()
        self.update()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size fits in another way."""
        super().resizeEvent(event)
        self._moved()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture on its dark ground: quick while it moves, fine at rest."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colours.LETTERBOX))
        if self.image.isNull():
            painter.setPen(QColor(colours.TEXT_QUIET))
            painter.drawText(
                self.rect(),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                self._words,
            )
        elif self._rest.isActive():
            painter.drawImage(self.shown_rect(), self.image)
        else:
            self._paint_fine(painter)
        painter.end()

    def _paint_fine(self, painter: QPainter) -> None:
        """The part in view, scaled once for as long as it stands still."""
        ratio, shown = self.devicePixelRatioF(), self.shown_rect()
        place = (shown.getRect(), self.size().toTuple(), ratio)
        if place != self._of:
            self._of = place
            self._picture = self._scaled(shown, ratio)
        painter.drawImage(0, 0, self._picture)

    def _scaled(self, shown: QRectF, ratio: float) -> QImage:
        picture = QImage(self.size() * ratio, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(colours.LETTERBOX))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wide = shown.width() * ratio
        image, box = self.image, shown
        if wide < image.width():  # as many pixels as are seen: each the mean of those it stands for
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaledToWidth(max(1, round(wide)), smooth)
        painter.drawImage(box, image)
        painter.end()
        return picture

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Picture"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _placed(start: float, length: float, room: float) -> float:
    """Where something begins that fills the room, or stands in its middle."""
    if length <= room:
        return (room - length) / 2
    return min(0.0, max(room - length, start))
