"""The live board: the pane board widget and its controller, joined."""

from __future__ import annotations

import time
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from console.controllers.board_controller import BoardController
from console.pages.stream_words import overlay_lines, state_words, tooltip_words
from console.state.board import BoardState, PictureFit
from console.state.layouts import Direction
from console.state.stream_state import Phase
from widgets.pane_board import PaneBoard
from widgets.pane_view import EMPTY_VIEW, PaneLook, PaneView

ZOOM_STEP = 1.25
_LOOKS = {
    Phase.IDLE: PaneLook.EMPTY,
    Phase.CONNECTING: PaneLook.CONNECTING,
    Phase.LIVE: PaneLook.LIVE,
    Phase.STALE: PaneLook.STALE,
    Phase.LOST: PaneLook.LOST,
}


class BoardPage(QWidget):
    """Shows the controller's board and turns what hands do on it into its next state.

    Signals:
        snapshot_wanted: A pane's picture is to be kept (its index).
        key_mark_wanted: A camera's 重点 mark is to be turned over (its number).
        event_wanted: An event is seen in a pane (its index).
        map_wanted: A camera is to be shown on the map (its number).
        wall_wanted: A camera is to be shown on the video wall (its number).
        sound_wanted: A camera is to be heard in the player (its number).
        steering_wanted: A pane's camera is to be turned, or left alone again (its index).
    """

    snapshot_wanted = Signal(int)
    key_mark_wanted = Signal(str)
    sound_wanted = Signal(str)
    event_wanted = Signal(int)
    map_wanted = Signal(str)
    wall_wanted = Signal(str)
    steering_wanted = Signal(int)

    def __init__(self, controller: BoardController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.board = PaneBoard(self)
        self._overlay = False
        self.is_wall_offered = False  # there is a video wall for who sits here
        self._steered_by: Mapping[str, str] = {}
        self._shown: dict[int, tuple[float, int]] = {}
        self._shown_fps: dict[int, float] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.board)
        self.setFocusProxy(self.board)
        self._layout_name = ""
        self._connect()
        self.on_board_changed()

    def _connect(self) -> None:
        """All signals of this page, in one place."""
        board, change = self.board, self.controller.change_board
        board.pane_selected.connect(lambda pane: change(self._now().with_selected(pane)))
        board.move_requested.connect(self.on_move_requested)
        board.pane_enlarge_requested.connect(lambda pane: change(self._now().enlarge(pane)))
        board.restore_requested.connect(self.on_restore_requested)
        board.panes_swapped.connect(lambda one, two: change(self._now().swapped(one, two)))
        board.camera_dropped.connect(self.on_camera_dropped)
        board.cameras_dropped.connect(self.on_cameras_dropped)
        board.remove_requested.connect(lambda pane: change(self._now().removed(pane)))
        board.zoom_requested.connect(self.on_zoom_requested)
        board.pan_requested.connect(self.on_pan_requested)
        board.snapshot_requested.connect(self.snapshot_wanted)
        board.event_requested.connect(self.event_wanted)
        board.map_requested.connect(self.on_map_requested)
        board.wall_requested.connect(self.on_wall_requested)
        board.steering_requested.connect(self.steering_wanted)
        board.key_mark_requested.connect(self.on_key_mark_requested)
        board.context_menu_requested.connect(self.on_context_menu_requested)
        board.pane_boxes_changed.connect(self.on_pane_boxes_changed)
        self.controller.board_changed.connect(self.on_board_changed)
        self.controller.refreshed.connect(self.on_refreshed)

    def _now(self) -> BoardState:
        return self.controller.board

    # -- what hands do

    def on_move_requested(self, direction: str) -> None:
        """An arrow key moves the selection."""
        self.controller.change_board(self._now().moved(Direction[direction.upper()]))

    def on_restore_requested(self) -> None:
        """Esc: back from the enlarged pane, or out of a zoomed one."""
        state = self._now()
        if state.enlarged is not None:
            self.controller.change_board(state.restored())
        else:
            self.controller.change_board(state.unzoomed(state.selected))

    def on_camera_dropped(self, pane: int, number: str) -> None:
        """A camera from the tree lands in a pane."""
        if self.controller.camera(number):
            self.controller.change_board(self._now().assigned(pane, number).with_selected(pane))

    def on_cameras_dropped(self, pane: int, numbers: list[str]) -> None:
        """Several cameras fill panes, the first where they were dropped."""
        known = [number for number in numbers if self.controller.camera(number)]
        state = self._now()
        for target, number in zip(range(pane, len(state.panes)), known, strict=False):
            state = state.assigned(target, number)
        self.controller.change_board(state)

    def show_camera(self, number: str) -> None:
        """Show a camera: select it where it hangs, else put it into a free or the chosen pane."""
        state = self._now()
        pane = state.pane_of(number)
        if pane is None:
            free = state.next_free()
            pane = state.selected if free is None else free
            state = state.assigned(pane, number)
        if state.enlarged is not None and state.enlarged.pane != pane:
            state = state.restored()
        self.controller.change_board(state.with_selected(pane))

    def on_zoom_requested(self, pane: int, point: QPointF, steps: float) -> None:
        """The wheel: the point under the mouse stays where it is."""
        zoom = self._now().panes[pane].zoom
        at = ((point.x() - zoom.left) / zoom.span, (point.y() - zoom.top) / zoom.span)
        self.controller.change_board(self._now().zoomed(pane, at, ZOOM_STEP**steps))

    def on_pan_requested(self, pane: int, moved: QPointF) -> None:
        """A drag inside a zoomed picture."""
        span = self._now().panes[pane].zoom.span
        by = (-moved.x() / span, -moved.y() / span)
        self.controller.change_board(self._now().panned(pane, by))

    def on_key_mark_requested(self, pane: int) -> None:
        """K: mark or unmark."""
        number = self._now().panes[pane].camera
        if number:
            self.key_mark_wanted.emit(number)

    def on_map_requested(self, pane: int) -> None:
        """M: where the pane's camera hangs."""
        number = self._now().panes[pane].camera
        if number:
            self.map_wanted.emit(number)

    def on_wall_requested(self, pane: int) -> None:
        """W: the pane's camera goes to the video wall."""
        number = self._now().panes[pane].camera
        if number and self.is_wall_offered:
            self.wall_wanted.emit(number)

    def on_context_menu_requested(self, pane: int, at: QPoint) -> None:
        """What can be done with a pane."""
        menu = self.pane_menu(pane)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def pane_menu(self, pane: int) -> QMenu:
        """The menu of one pane; entries that make no sense now are disabled."""
        menu = QMenu(self)
        state, change = self._now(), self.controller.change_board
        content = state.panes[pane]
        camera = self.controller.camera(content.camera)
        big = state.enlarged is not None
        entries = (
            (self.tr("Back to all panes\tEsc"), big, lambda: change(state.restored())),
            (self.tr("Enlarge\tEnter"), not big, lambda: change(state.enlarge(pane))),
            (self.tr("Whole picture"), content.zoom.span < 1, lambda: change(state.unzoomed(pane))),
            (self.tr("Report an event\tE"), True, lambda: self.event_wanted.emit(pane)),
            (self.tr("Show on the map\tM"), True, lambda: self.on_map_requested(pane)),
            (
                self.tr("Turn the camera\tP"),
                camera is not None and bool(camera.ptz_url),
                lambda: self.steering_wanted.emit(pane),
            ),
            (self.tr("Snapshot\tS"), True, lambda: self.snapshot_wanted.emit(pane)),
            (
                self.tr("Remove key mark\tK")
                if camera and camera.key
                else self.tr("Mark as key\tK"),
                True,
                lambda: self.on_key_mark_requested(pane),
            ),
            (
                self.tr("Open with sound"),
                camera is not None and camera.sound,
                lambda: self.sound_wanted.emit(content.camera),
            ),
            (self.tr("Remove from board\tDel"), True, lambda: change(state.removed(pane))),
        )
        wall = self.tr("Take to the wall\tW"), True, lambda: self.on_wall_requested(pane)
        for text, possible, act in (*entries, wall) if self.is_wall_offered else entries:
            action = menu.addAction(text)
            action.setEnabled(possible and content.camera is not None)
            action.triggered.connect(act)
        return menu

    # -- what is shown

    def set_steered_by(self, names: Mapping[str, str]) -> None:
        """Say on panes who turns their cameras: names by camera."""
        self._steered_by = names
        self.on_refreshed()

    def set_overlay_visible(self, visible: bool) -> None:
        """Show or hide the information on all panes."""
        self._overlay = visible
        self.board.set_overlay_visible(visible)
        self.on_refreshed()

    def on_pane_boxes_changed(self) -> None:
        """Panes have other sizes: decoders scale to them."""
        board = self.board
        sizes = [board.pane_box(pane) for pane in range(board.pane_count())]
        self.controller.set_boxes([(size.width(), size.height()) for size in sizes])

    def on_board_changed(self) -> None:
        """Arrange the widget as the state says."""
        state = self._now()
        layout = state.layout
        if layout.name != self._layout_name:
            self._layout_name = layout.name
            self._shown.clear()
            self.board.set_cells(
                [
                    QRectF(
                        cell.column / layout.columns,
                        cell.row / layout.rows,
                        cell.column_span / layout.columns,
                        cell.row_span / layout.rows,
                    )
                    for cell in layout.cells
                ]
            )
        self.board.set_fill(state.fit is PictureFit.FILL)
        self.board.set_enlarged(state.enlarged.pane if state.enlarged else None)
        self.board.set_selected(state.selected)
        for pane, content in enumerate(state.panes):
            zoom = content.zoom
            self.board.set_zoom(pane, QRectF(zoom.left, zoom.top, zoom.span, zoom.span))
        self.on_pane_boxes_changed()
        self.on_refreshed()

    def on_refreshed(self) -> None:
        """Read states and figures anew."""
        now = time.monotonic()
        for pane in range(self.board.pane_count()):
            self.board.set_view(pane, self._view(pane, now))

    def _view(self, pane: int, now: float) -> PaneView:
        camera = self.controller.camera(self._now().panes[pane].camera)
        if camera is None:
            return EMPTY_VIEW
        feed = self.controller.feed(pane)
        state = self.controller.state(pane)
        retry = feed.stream.retry_at if feed else None
        overlay: tuple[str, ...] = ()
        if self._overlay and feed is not None and feed.stream.codec:
            overlay = overlay_lines(feed, self._measure_fps(pane, now), state.age_s)
        return PaneView(
            title=camera.name,
            number=camera.number,
            look=_LOOKS[state.phase],
            status_text=state_words(state, retry - now if retry else None),
            age_s=state.age_s if state.phase is Phase.STALE else None,
            hatched=state.hatched,
            key=camera.key,
            source=feed,
            overlay_lines=overlay,
            shed=feed is not None and not feed.budget.is_full,
            sound=camera.sound,
            steered_by=self._steered_by.get(camera.number, ""),
            tooltip=tooltip_words(camera.number, camera.name, camera.village, state),
        )

    def _measure_fps(self, pane: int, now: float) -> float:
        count = self.board.shown_count(pane)
        then, before = self._shown.get(pane, (now, count))
        if now - then >= 1.0 or pane not in self._shown:
            self._shown[pane] = (now, count)
            self._shown_fps[pane] = (count - before) / (now - then) if now > then else 0.0
        return max(0.0, self._shown_fps.get(pane, 0.0))

    def changeEvent(self, event: QEvent) -> None:
        """Another language: the words of all panes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.on_refreshed()
        super().changeEvent(event)
