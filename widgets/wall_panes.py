"""Live panes for a wall: painted like the board's, with large captions, and without hands."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

from widgets import pane_colours as colours
from widgets.pane_decor import TEXT_PX, DecorOptions, DecorWords
from widgets.pane_geometry import cell_rects
from widgets.pane_tile import PaneTile
from widgets.pane_view import PaneView
from widgets.wall_sheet import USUAL_TEXT_PX

_GAP = 2
_ROOMY = 14
"""So wide, in sizes of the type, a pane says more than its camera's name."""


class WallPanes(QWidget):
    """Paints all panes itself; a render clock calls `render_tick`, as for the board.

    Signals:
        pane_boxes_changed: Panes have other sizes.
    """

    pane_boxes_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text_px = USUAL_TEXT_PX
        self._cells: list[QRectF] = []
        self._tiles: list[PaneTile] = []
        self._gaps = QRegion()
        self._options = self._made_options()

    def set_text_px(self, text_px: int) -> None:
        """The least size of the captions' type."""
        self._text_px = text_px
        self.update()

    def set_cells(self, cells: Sequence[QRectF]) -> None:
        """Lay out one pane per cell, in 0..1 of the whole."""
        self._cells = [QRectF(cell) for cell in cells]
        self._tiles = [PaneTile() for _ in cells]
        self._place()

    def pane_count(self) -> int:
        """How many panes there are."""
        return len(self._tiles)

    def pane_box(self, index: int) -> QSize:
        """Size of a pane in device pixels."""
        return QSize(self._tiles[index].rect.size())

    def pane_rect(self, index: int) -> QRect:
        """A pane's place in device pixels."""
        return QRect(self._tiles[index].rect)

    def is_on_screen(self, index: int) -> bool:
        """Whether a pane is visible: here all are."""
        return 0 <= index < len(self._tiles)

    def is_roomy(self, index: int) -> bool:
        """Whether a pane has room for more than the camera's name."""
        letters = self._tiles[index].rect.width() / (self.devicePixelRatioF() * self._text_px)
        return letters >= _ROOMY

    def set_view(self, index: int, view: PaneView) -> None:
        """Show `view` in a pane."""
        tile = self._tiles[index]
        if view != tile.view and tile.show_view(view, self._options, self._scale()):
            self.update(self._logical(tile.rect))

    def view(self, index: int) -> PaneView:
        """What a pane shows."""
        return self._tiles[index].view

    def render_tick(self) -> int:
        """Ask Qt to repaint the panes that have a new frame; returns how many."""
        if not self.isVisible():
            return 0
        changed = [tile for tile in self._tiles if tile.has_new_frame()]
        for tile in changed:
            self.update(self._logical(tile.frame_rect()))
        return len(changed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter, event.region())
        finally:
            # A painter that outlives its widget's paint event ends the whole program.
            painter.end()

    def _paint(self, painter: QPainter, region: QRegion) -> None:
        ratio = self.devicePixelRatioF()
        painter.scale(1.0 / ratio, 1.0 / ratio)
        for tile in self._tiles:
            if region.intersects(self._logical(tile.rect)):
                tile.paint(painter, self._options, self._scale())
                if tile.picture_changed:
                    tile.picture_changed = False
                    self.update(self._logical(tile.rect))
        painter.setClipRegion(self._gaps)
        painter.fillRect(self._gaps.boundingRect(), colours.BOARD)

    def _scale(self) -> float:
        """What lies over the pictures is drawn for small type, and enlarged to the wall's."""
        return self.devicePixelRatioF() * max(1.0, self._text_px / TEXT_PX)

    def _place(self) -> None:
        ratio = self.devicePixelRatioF()
        board = QSize(math.ceil(self.width() * ratio), math.ceil(self.height() * ratio))
        gaps = QRegion(QRect(QPoint(0, 0), board))
        rects = cell_rects(self._cells, board, round(_GAP * ratio))
        for tile, rect in zip(self._tiles, rects, strict=True):
            tile.rect = rect
            gaps -= QRegion(rect)
        self._gaps = gaps
        self.update()
        self.pane_boxes_changed.emit()

    def _logical(self, rect: QRect) -> QRect:
        ratio = self.devicePixelRatioF()
        if ratio == 1.0:
            return rect
        corner = QRectF(rect.x() / ratio, rect.y() / ratio, 0, 0)
        corner.setSize(QRectF(rect).size() / ratio)
        return corner.toAlignedRect()

    def _made_options(self) -> DecorOptions:
        words = DecorWords(
            empty_hint="",
            age=self.tr("{age} s"),
            shed=self.tr("Reduced"),
            key=self.tr("Key"),
        )
        family = self.font().family()
        return DecorOptions(numbers=False, overlay=False, words=words, font_family=family)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._options = self._made_options()
            self.update()
        super().changeEvent(event)
