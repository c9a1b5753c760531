"""One pane of the board: its view, its place, and what it last painted."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from widgets import pane_colours as colours
from widgets.pane_decor import DecorOptions, DecorPiece, build_decor, decor_key
from widgets.pane_geometry import WHOLE, picture_rect
from widgets.pane_view import EMPTY_VIEW, PaneLook, PaneView

_STILL_LOOKS = (PaneLook.STALE, PaneLook.LOST)


class PaneTile:
    """State and painting of one pane; all rectangles are device pixels of the board.

    Attributes:
        view: what the pane shows.
        rect: where it lies now (the whole board while enlarged).
        zoom: part of the picture shown, 0..1.
        fill: crop the picture to the pane instead of fitting it in.
        painted_sequence: the frame that is on the screen.
        shown_count: frames shown since the pane exists.
    """

    def __init__(self) -> None:
        self.view = EMPTY_VIEW
        self.rect = QRect()
        self.zoom = QRectF(WHOLE)
        self.fill = False
        self.painted_sequence = 0
        self.shown_count = 0
        self._still: QImage | None = None
        self._picture_size = QSize()
        self.picture_changed = False
        self._decor: tuple[DecorPiece, ...] = ()
        self._decor_key: Hashable = None
        self._decor_for: tuple[object, ...] = (None,) * 4
        self._placed = QRect()
        self._placed_for: tuple[object, ...] = (None,) * 3

    def show_view(self, view: PaneView, options: DecorOptions, dpr: float) -> bool:
        """Take a new view; True if the pane has to be painted again."""
        old, self.view = self.view, view
        other_source = view.source is not old.source
        if other_source:
            self.painted_sequence = 0
        if (view.number, view.title) != (old.number, old.title):
            self._still = None
            self.zoom = QRectF(WHOLE)
            self._picture_size = QSize()
        self._keep_still(taken_anew=view.look is not old.look or other_source)
        size = self.rect.size()
        return other_source or self._decor_key != decor_key(view, size, dpr, options)

    def _keep_still(self, *, taken_anew: bool) -> None:
        """A pane that isn't live shows a grey copy, so nothing moves in it by itself."""
        if self.view.look not in _STILL_LOOKS:
            self._still = None
            return
        source = self.view.source
        if not taken_anew or source is None:
            return
        frame = source.acquire()
        if frame is not None and not frame.isNull():
            grey = frame.convertToFormat(QImage.Format.Format_Grayscale8)
            self._still = grey.convertToFormat(QImage.Format.Format_RGB32)

    def has_new_frame(self) -> bool:
        """Whether a frame waits that isn't on the screen yet; only live panes move."""
        view = self.view
        return (
            view.source is not None
            and view.look is PaneLook.LIVE
            and view.source.sequence() != self.painted_sequence
        )

    def placed(self) -> QRect:
        """Where the picture lies; the whole pane before the first picture."""
        if self._picture_size.isEmpty():
            return self.rect
        made_for = (self._picture_size, self.rect, self.fill)
        if not _same_objects(made_for, self._placed_for):
            self._placed = picture_rect(self._picture_size, self.rect, fill=self.fill)
            self._placed_for = made_for
        return self._placed

    def picture_point(self, position: QPointF) -> QPointF:
        """A board position (device pixels) as a point of the whole picture, within 0..1."""
        placed = self.placed()
        across = (position.x() - placed.x()) / max(1, placed.width())
        down = (position.y() - placed.y()) / max(1, placed.height())
        x = self.zoom.x() + min(1.0, max(0.0, across)) * self.zoom.width()
        y = self.zoom.y() + min(1.0, max(0.0, down)) * self.zoom.height()
        return QPointF(x, y)

    def picture_delta(self, moved: QPointF) -> QPointF:
        """How far the shown part moves when the picture is dragged by ``moved`` device pixels."""
        placed = self.placed()
        return QPointF(
            -moved.x() / max(1, placed.width()) * self.zoom.width(),
            -moved.y() / max(1, placed.height()) * self.zoom.height(),
        )

    def frame_rect(self) -> QRect:
        """What a new frame of the same size changes: the bars beside it stay as they are."""
        if self._picture_size.isEmpty() or self.is_zoomed():
            return self.rect
        return self.placed() & self.rect

    def is_zoomed(self) -> bool:
        """Whether only a part of the picture is shown."""
        return self.zoom != WHOLE

    def paint(self, painter: QPainter, options: DecorOptions, dpr: float) -> bool:
        """Paint the pane in device pixels, clipped to it; True if a new frame was shown."""
        painter.setClipRect(self.rect)
        shown = self._paint_picture(painter)
        self._paint_decor(painter, options, dpr)
        if self.is_zoomed() and not self._picture_size.isEmpty():
            self._paint_navigator(painter, dpr)
        return shown

    def _paint_picture(self, painter: QPainter) -> bool:
        look = self.view.look
        if look is PaneLook.LIVE:
            return self._paint_live(painter)
        if look in _STILL_LOOKS and self._still is not None:
            self._draw(painter, self._still)
            lost = look is PaneLook.LOST
            painter.fillRect(self.rect, colours.DIM_LOST if lost else colours.DIM_STALE)
            if self.view.hatched and not lost:
                painter.fillRect(self.rect, QBrush(colours.HATCH, Qt.BrushStyle.BDiagPattern))
        else:
            painter.fillRect(self.rect, colours.PANE)
        return False

    def _paint_live(self, painter: QPainter) -> bool:
        """The newest frame. A frame that comes in between is painted again, never missed."""
        source = self.view.source
        sequence = source.sequence() if source is not None else 0
        frame = source.acquire() if source is not None else None
        if frame is None or frame.isNull():
            painter.fillRect(self.rect, colours.PANE)
            return False
        self._draw(painter, frame)
        new = sequence != self.painted_sequence
        self.painted_sequence = sequence
        self.shown_count += new
        return new

    def _draw(self, painter: QPainter, picture: QImage) -> None:
        size = picture.size()
        self.picture_changed = size != self._picture_size
        if self.picture_changed:
            self._picture_size = size
        if size == self.rect.size() and not self.is_zoomed():
            painter.drawImage(self.rect.topLeft(), picture)
            return
        placed = self.placed()
        for bar in _bars(placed, self.rect):
            painter.fillRect(bar, colours.LETTERBOX)
        if self.is_zoomed():
            part = _part(self.zoom, size)
            painter.drawImage(QRectF(placed), picture, part)
        elif placed.size() == size:
            painter.drawImage(placed.topLeft(), picture)
        else:
            painter.drawImage(placed, picture)

    def _paint_decor(self, painter: QPainter, options: DecorOptions, dpr: float) -> None:
        made_for = (self.view, options, dpr, self.rect)
        if not _same_objects(made_for, self._decor_for):
            self._renew_decor(options, dpr)
            self._decor_for = made_for
        corner = self.rect.topLeft()
        for piece in self._decor:
            painter.drawImage(corner + piece.offset, piece.image)

    def _renew_decor(self, options: DecorOptions, dpr: float) -> None:
        key = decor_key(self.view, self.rect.size(), dpr, options)
        if key != self._decor_key:
            self._decor = build_decor(self.view, self.rect.size(), dpr, options)
            self._decor_key = key

    def _paint_navigator(self, painter: QPainter, dpr: float) -> None:
        """The whole picture as a small frame, the shown part as a bright one inside it."""
        placed = self.placed()
        width = min(round(120 * dpr), self.rect.width() // 4)
        height = max(1, width * placed.height() // max(1, placed.width()))
        inset = round(8 * dpr)
        corner = self.rect.bottomRight() - QPoint(width + inset, height + inset + round(22 * dpr))
        painter.fillRect(QRect(corner, QSize(width, height)), colours.STRIP)
        outline(painter, QRect(corner, QSize(width, height)), colours.TEXT_QUIET, 1)
        part = _part(self.zoom, QSize(width, height)).translated(corner).toRect()
        outline(painter, part, colours.TEXT, max(1, round(dpr)))


def _bars(placed: QRect, rect: QRect) -> tuple[QRect, ...]:
    """What of a pane its picture leaves free: beside it, or above and below."""
    if placed.contains(rect):
        return ()
    x, y, width, height = rect.x(), rect.y(), rect.width(), rect.height()
    left, top = max(0, placed.x() - x), max(0, placed.y() - y)
    right = max(0, rect.right() - placed.right())
    bottom = max(0, rect.bottom() - placed.bottom())
    bars = (
        QRect(x, y, left, height),
        QRect(x + width - right, y, right, height),
        QRect(x, y, width, top),
        QRect(x, y + height - bottom, width, bottom),
    )
    return tuple(bar for bar in bars if not bar.isEmpty())


def _same_objects(these: tuple[object, ...], those: tuple[object, ...]) -> bool:
    return all(one is other for one, other in zip(these, those, strict=True))


def _part(zoom: QRectF, size: QSize) -> QRectF:
    width, height = size.width(), size.height()
    return QRectF(zoom.x() * width, zoom.y() * height, zoom.width() * width, zoom.height() * height)


def outline(painter: QPainter, rect: QRect, colour: QColor, width: int) -> None:
    """A frame of ``width`` px inside ``rect``, sharp on every screen."""
    inner = rect.adjusted(width, width, -width, -width)
    painter.fillRect(rect.x(), rect.y(), rect.width(), width, colour)
    painter.fillRect(rect.x(), inner.bottom() + 1, rect.width(), width, colour)
    painter.fillRect(rect.x(), inner.y(), width, inner.height(), colour)
    painter.fillRect(inner.right() + 1, inner.y(), width, inner.height(), colour)
