"""All live panes of a board, painted by one widget."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from widgets import pane_colours as colours
from widgets.camera_drop import dropped_numbers
from widgets.paint_stats import PaintStats
from widgets.pane_decor import DecorOptions, DecorWords
from widgets.pane_geometry import WHOLE, Direction, cell_rects, neighbour
from widgets.pane_gestures import PaneGestures
from widgets.pane_keys import handle_key
from widgets.pane_steering import PaneSteering
from widgets.pane_tile import PaneTile, outline
from widgets.pane_view import CAMERA_MIME, PaneView

_GAP = 2
_FRAME = 2
_RESIZE_QUIET_MS = 100


class PaneBoard(QWidget):
    """Paints every pane itself: one paint event for all panes that have a new frame.

    A render clock calls `render_tick`; nothing else asks for pictures. Frames are drawn 1:1
    in device pixels, scaled only until the decoder has followed a resize.

    Signals carry pane indices; points and deltas are in 0..1 of the pane's whole picture.
    While a pane is steered (`set_steered`), mouse and keys in it turn its camera: `hand_changed`
    (a `SteeringHand`), `centre_requested`, `box_requested`, `lens_requested` (notches),
    `preset_requested` (a number), `home_requested`, `steering_left`.
    """

    pane_selected = Signal(int)
    pane_enlarge_requested = Signal(int)
    restore_requested = Signal()
    panes_swapped = Signal(int, int)
    camera_dropped = Signal(int, str)
    cameras_dropped = Signal(int, list)
    remove_requested = Signal(int)
    zoom_requested = Signal(int, QPointF, float)
    pan_requested = Signal(int, QPointF)
    snapshot_requested = Signal(int)
    event_requested = Signal(int)
    map_requested = Signal(int)
    wall_requested = Signal(int)
    key_mark_requested = Signal(int)
    context_menu_requested = Signal(int, QPoint)
    pane_boxes_changed = Signal()
    move_requested = Signal(str)
    steering_requested = Signal(int)
    hand_changed = Signal(object)
    centre_requested = Signal(QPointF)
    box_requested = Signal(QRectF)
    lens_requested = Signal(float)
    preset_requested = Signal(int)
    home_requested = Signal()
    steering_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setMinimumSize(160, 90)
        self.paint_stats = PaintStats()
        self._tiles: list[PaneTile] = []
        self._cells: list[QRectF] = []
        self._cell_rects: list[QRect] = []
        self._on_screen: list[PaneTile] = []
        self._gap_region = QRegion()
        self._selected = -1
        self._enlarged: int | None = None
        self._drop_target = -1
        self._hovered = -1
        self._fill = False
        self._dpr = 1.0
        self._offset = QPointF()
        self._options = DecorOptions(
            numbers=True, overlay=False, words=self._words(), font_family=self.font().family()
        )
        self._gestures = PaneGestures(self)
        self._steering = PaneSteering(self)
        self._resize_timer = QTimer(self, singleShot=True, interval=_RESIZE_QUIET_MS)
        self._resize_timer.timeout.connect(self.pane_boxes_changed)
        self._say_selected()

    # -- what is shown ---------------------------------------------------------------------

    def set_cells(self, cells: Sequence[QRectF]) -> None:
        """Lay out one pane per cell (0..1 of the board); views of kept indices stay."""
        self._cells = [QRectF(cell) for cell in cells]
        del self._tiles[len(cells) :]
        while len(self._tiles) < len(cells):
            self._tiles.append(PaneTile())
            self._tiles[-1].fill = self._fill
        if self._enlarged is not None and self._enlarged >= len(cells):
            self._enlarged = None
        self._selected = min(self._selected, len(cells) - 1)
        self._gestures.forget()
        self._place_tiles()
        self._say_selected()

    def pane_count(self) -> int:
        """Number of panes laid out."""
        return len(self._tiles)

    def set_view(self, index: int, view: PaneView) -> None:
        """Show ``view`` in a pane; paints again only if something visible changed."""
        tile = self._tiles[index]
        if tile.view == view:
            return
        spoken = (tile.view.title, tile.view.number, tile.view.status_text, tile.view.look)
        if tile.show_view(view, self._options, self._dpr) and tile in self._on_screen:
            self.update(self._logical(tile.rect))
        if index == self._hovered:
            self.setToolTip(view.tooltip)
        if index == self._selected and spoken != (
            view.title,
            view.number,
            view.status_text,
            view.look,
        ):
            self._say_selected()

    def view(self, index: int) -> PaneView:
        """What a pane shows."""
        return self._tiles[index].view

    def set_selected(self, index: int) -> None:
        """Select a pane (-1 for none); the frame and the accessible name follow."""
        index = index if 0 <= index < len(self._tiles) else -1
        if index == self._selected:
            return
        for changed in (self._selected, index):
            self._repaint_pane(changed)
        self._selected = index
        self._say_selected()

    def selected(self) -> int:
        """The selected pane, -1 if none."""
        return self._selected

    def set_enlarged(self, index: int | None) -> None:
        """Let one pane cover the whole board; None brings back exactly what was there."""
        if index == self._enlarged or (index is not None and not 0 <= index < len(self._tiles)):
            return
        self._enlarged = index
        self._gestures.forget()
        self._place_tiles()

    def enlarged(self) -> int | None:
        """The enlarged pane, if any."""
        return self._enlarged

    def set_fill(self, fill: bool) -> None:
        """Crop pictures to their panes (True) or fit them in with bars (False)."""
        self._fill = fill
        for tile in self._tiles:
            tile.fill = fill
        self.update()

    def set_zoom(self, index: int, zoom: QRectF) -> None:
        """Show only a part of the picture (0..1); the whole is QRectF(0, 0, 1, 1)."""
        self._tiles[index].zoom = QRectF(zoom) & WHOLE if not zoom.isEmpty() else QRectF(WHOLE)
        self._repaint_pane(index)

    def zoom(self, index: int) -> QRectF:
        """The part of the picture a pane shows, 0..1."""
        return QRectF(self._tiles[index].zoom)

    def set_overlay_visible(self, visible: bool) -> None:
        """Show or hide the information overlay of all panes."""
        self._set_options(numbers=self._options.numbers, overlay=visible)

    def set_numbers_visible(self, visible: bool) -> None:
        """Show or hide the cameras' numbers before their names."""
        self._set_options(numbers=visible, overlay=self._options.overlay)

    def pane_box(self, index: int) -> QSize:
        """Size of a pane's picture area in device pixels; hidden panes keep their cell's."""
        return QSize(self._tiles[index].rect.size())

    def pane_rect(self, index: int) -> QRect:
        """A pane's place in device pixels of the board."""
        return QRect(self._tiles[index].rect)

    def is_on_screen(self, index: int) -> bool:
        """Whether a pane is visible: all are, unless another one is enlarged."""
        return self._tiles[index] in self._on_screen

    def shown_count(self, index: int) -> int:
        """Frames of a pane painted so far."""
        return self._tiles[index].shown_count

    def neighbour(self, index: int, direction: Direction) -> int:
        """The pane beside another one, itself at the edge; the first from none."""
        if not 0 <= index < len(self._tiles):
            return 0 if self._tiles else -1
        return neighbour(self._cell_rects, index, direction)

    def pane_at(self, position: QPointF) -> int:
        """The pane under a widget position (logical pixels), -1 between panes."""
        point = self._device(position).toPoint()
        for index, tile in enumerate(self._tiles):
            if tile in self._on_screen and tile.rect.contains(point):
                return index
        return -1

    def tile_point(self, index: int, position: QPointF) -> QPointF:
        """A widget position as a point of the pane's whole picture, 0..1."""
        return self._tiles[index].picture_point(self._device(position))

    def tile_delta(self, index: int, moved: QPointF) -> QPointF:
        """A mouse movement (logical pixels) as a movement of the shown part, 0..1."""
        return self._tiles[index].picture_delta(moved * self._dpr)

    def is_zoomed(self, index: int) -> bool:
        """Whether a pane shows only a part of its picture."""
        return self._tiles[index].is_zoomed()

    def set_steered(self, index: int) -> None:
        """Let mouse and keys turn this pane's camera; -1 for none."""
        self._steering.set_pane(index if 0 <= index < len(self._tiles) else -1)

    @property
    def steered(self) -> int:
        """The pane whose camera is steered, -1 for none."""
        return self._steering.pane

    def device_point(self, position: QPointF) -> QPointF:
        """A widget position in device pixels of the board."""
        return self._device(position)

    def picture_aspect(self, index: int) -> float:
        """Width by height of a pane's whole picture."""
        placed = self._tiles[index].placed()
        return placed.width() / max(1, placed.height())

    def set_drop_target(self, index: int) -> None:
        """Outline the pane a drag would land on, -1 for none."""
        if index != self._drop_target:
            self._repaint_pane(self._drop_target)
            self._repaint_pane(index)
            self._drop_target = index

    # -- painting --------------------------------------------------------------------------

    def render_tick(self) -> int:
        """Ask Qt to repaint the panes that have a new frame; returns how many."""
        if not self.isVisible():
            return 0
        changed = [tile.frame_rect() for tile in self._on_screen if tile.has_new_frame()]
        if changed:
            region = QRegion()
            for rect in changed:
                region += self._logical(rect)
            self.update(region)
        return len(changed)

    def paintEvent(self, event: QPaintEvent) -> None:
        start = time.perf_counter()
        if self._geometry_key() != (self._dpr, self._offset):
            self._place_tiles()
        painter = QPainter(self)
        painter.translate(self._offset / self._dpr)
        painter.scale(1.0 / self._dpr, 1.0 / self._dpr)
        region = event.region()
        painted = 0
        bounds = region.boundingRect()
        for tile in self._on_screen:
            place = self._logical(tile.rect)
            if bounds.intersects(place) and region.intersects(place):
                self.paint_stats.frames_shown += tile.paint(painter, self._options, self._dpr)
                painted += 1
                if tile.picture_changed:
                    tile.picture_changed = False
                    self.update(self._logical(tile.rect))
        if self._dpr != 1.0 or self._gap_region.intersects(region):
            painter.setClipRegion(self._gap_region)
            painter.fillRect(self._gap_region.boundingRect(), colours.BOARD)
        self._paint_frames(painter)
        if 0 <= self.steered < len(self._tiles) and self.is_on_screen(self.steered):
            self._steering.paint(painter, QRectF(self._tiles[self.steered].placed()), self._dpr)
        painter.end()
        self.paint_stats.add(time.perf_counter() - start, painted)

    def _paint_frames(self, painter: QPainter) -> None:
        painter.setClipping(False)
        width = max(1, math.floor(_FRAME * self._dpr + 0.5))
        if 0 <= self._selected < len(self._tiles):
            tile = self._tiles[self._selected]
            colour = colours.SELECTED if self.hasFocus() else colours.SELECTED_IDLE
            if tile in self._on_screen:
                outline(painter, tile.rect, colour, width)
        if 0 <= self._drop_target < len(self._tiles):
            outline(painter, self._tiles[self._drop_target].rect, colours.DROP_TARGET, width + 1)

    # -- places ----------------------------------------------------------------------------

    def _geometry_key(self) -> tuple[float, QPointF]:
        """Scale, and how far the board's corner lies from the next whole device pixel."""
        dpr = self.devicePixelRatioF()
        corner = QPointF(self.mapTo(self.window(), QPoint(0, 0))) * dpr
        offset = QPointF(
            math.ceil(corner.x() - 1e-6) - corner.x(), math.ceil(corner.y() - 1e-6) - corner.y()
        )
        return dpr, offset

    def _place_tiles(self) -> None:
        self._dpr, self._offset = self._geometry_key()
        board = QSize(
            math.floor(self.width() * self._dpr - self._offset.x() + 1e-6),
            math.floor(self.height() * self._dpr - self._offset.y() + 1e-6),
        )
        self._cell_rects = cell_rects(self._cells, board, math.floor(_GAP * self._dpr + 0.5))
        for tile, rect in zip(self._tiles, self._cell_rects, strict=True):
            tile.rect = rect
        self._on_screen = list(self._tiles)
        whole = QRect(QPoint(0, 0), board)
        if self._enlarged is not None:
            self._on_screen = [self._tiles[self._enlarged]]
            self._on_screen[0].rect = whole
        gaps = QRegion(whole.adjusted(-1, -1, 1, 1))
        for tile in self._on_screen:
            gaps -= QRegion(tile.rect)
        self._gap_region = gaps
        self._resize_timer.start()
        self.update()

    def _device(self, position: QPointF) -> QPointF:
        return position * self._dpr - self._offset

    def _logical(self, rect: QRect) -> QRect:
        """The smallest widget rectangle that holds a device-pixel rectangle."""
        dpr, offset = self._dpr, self._offset
        if dpr == 1.0:
            return rect
        left = (rect.x() + offset.x()) / dpr
        top = (rect.y() + offset.y()) / dpr
        return QRectF(left, top, rect.width() / dpr, rect.height() / dpr).toAlignedRect()

    def _repaint_pane(self, index: int) -> None:
        if 0 <= index < len(self._tiles):
            self.update(self._logical(self._tiles[index].rect))

    # -- words -----------------------------------------------------------------------------

    def _words(self) -> DecorWords:
        return DecorWords(
            empty_hint=self.tr("Drag a camera here"),
            age=self.tr("{age} s"),
            shed=self.tr("Reduced"),
            key=self.tr("Key"),
        )

    def _set_options(self, *, numbers: bool, overlay: bool) -> None:
        self._options = DecorOptions(
            numbers=numbers,
            overlay=overlay,
            words=self._words(),
            font_family=self.font().family(),
        )
        self.update()

    def _say_selected(self) -> None:
        if self._selected < 0:
            self.setAccessibleName(self.tr("Live panes"))
            self.setAccessibleDescription(self.tr("No pane selected"))
            return
        view = self._tiles[self._selected].view
        name = self.tr("Pane {number}: {title}").format(
            number=self._selected + 1, title=view.title or self.tr("empty")
        )
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"{self._look_word(view)} {view.status_text}".strip())

    def _look_word(self, view: PaneView) -> str:
        return {
            "empty": self.tr("Empty"),
            "connecting": self.tr("Connecting"),
            "live": self.tr("Live"),
            "stale": self.tr("Stale"),
            "lost": self.tr("Lost"),
        }[view.look]

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._set_options(numbers=self._options.numbers, overlay=self._options.overlay)
            self._say_selected()
        super().changeEvent(event)

    # -- hands -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_tiles()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._steering.key_press(event) and not handle_key(self, event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._steering.key_release(event):
            super().keyReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._steering.press(event):
            self._gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._steering.move(event):
            self._gestures.move(event)
        hovered = self.pane_at(event.position())
        if hovered != self._hovered:
            self._hovered = hovered
            self.setToolTip(self._tiles[hovered].view.tooltip if hovered >= 0 else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._steering.release(event):
            self._gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._steering.double_click(event):
            self._gestures.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self._steering.wheel(event):
            self._gestures.wheel(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self._selected if keyboard else self.pane_at(QPointF(event.pos()))
        if index < 0 or (index == self.steered and not keyboard):  # there it draws a box
            return
        place = event.globalPos()
        if keyboard:
            place = self.mapToGlobal(self._logical(self._tiles[index].rect).center())
        self.context_menu_requested.emit(index, place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._repaint_pane(self._selected)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._steering.let_go()
        self._repaint_pane(self._selected)
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._steering.let_go()
        super().hideEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CAMERA_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        target = self.pane_at(event.position())
        self.set_drop_target(target)
        if target >= 0:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.set_drop_target(-1)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.set_drop_target(-1)
        target = self.pane_at(event.position())
        numbers = dropped_numbers(event.mimeData())
        if target < 0 or not numbers:
            event.ignore()
            return
        event.acceptProposedAction()
        if len(numbers) == 1:
            self.camera_dropped.emit(target, numbers[0])
        else:
            self.cameras_dropped.emit(target, numbers)
