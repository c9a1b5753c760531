"""The main window: the board in the middle, cameras and notices beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, tzinfo
from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.controllers.board_controller import BoardController, StreamOptions
from console.main_menu import MainMenu
from console.models.camera_tree_model import CameraTreeModel
from console.pages.board_page import BoardPage
from console.pages.help_dialogs import AboutDialog, KeysDialog
from console.pages.inbox_page import InboxPage
from console.session_store import Session
from console.state.board import BoardState, PictureFit
from console.state.layouts import PaneLayout
from console.state.load_guard import LoadLevel
from console.state.loop_filter import LoopFilterSkip
from console.state.saved_layouts import SavedLayouts
from console.state.stream_state import Phase
from widgets.asking import ask_text, show_beside
from widgets.camera_tree import CameraTree
from widgets.command_palette import CommandPalette, entries_of
from widgets.notice_list import NoticeLevel, NoticeList
from widgets.status_strip import LoadState, StatusStrip, StatusView
from widgets.urgent_strip import UrgentStrip

_KEEP_MS = 1000
_ALERT_GAP_PX = 16
_MAXIMIZED_WITHIN_MS = 500
_LOADS = {
    LoadLevel.NORMAL: LoadState.CALM,
    LoadLevel.WARN: LoadState.WARN,
    LoadLevel.SHED: LoadState.SHED,
}


class MainWindow(QMainWindow):
    """Board, camera tree, notices, menus and status; it asks for what needs disk or network.

    Signals:
        session_changed: Something that should come back after a restart (at most once a second).
        language_chosen: Another language (its code).
        options_chosen: Streams are to be opened or decoded in another way.
        import_chosen, export_chosen, player_chosen, snapshots_chosen: Entries of the menu.
        closed: The window goes.
        dock_seen: A dock of those that lie behind one another is in view, or not (its name).
    """

    session_changed = Signal()
    language_chosen = Signal(str)
    options_chosen = Signal(object)
    import_chosen = Signal()
    export_chosen = Signal()
    player_chosen = Signal()
    snapshots_chosen = Signal()
    closed = Signal()
    dock_seen = Signal(str, bool)

    def __init__(
        self,
        controller: BoardController,
        tree_model: CameraTreeModel,
        tree: CameraTree,
        session: Session,
        *,
        language: str,
        zone: tzinfo,
        player_possible: bool,
    ) -> None:
        super().__init__()
        self._controller = controller
        self._tree_model = tree_model
        self.tree = tree
        self.saved_layouts = session.saved
        self.language = language
        self._zone = zone
        self.hardware_found = ""
        self.player_possible = player_possible
        self.overlay_visible = session.overlay
        self.numbers_visible = session.numbers
        self._camera_count = 0
        self._shape = (controller.board.layout, controller.board.fit)
        self.page = BoardPage(controller, self)
        self.notices = NoticeList(self)
        self.status = StatusStrip(self)
        self.banner = QLabel(self)
        self.banner.setObjectName("banner")
        self.banner.setTextFormat(Qt.TextFormat.PlainText)
        # What is too long is cut, with the whole in the tooltip: it never makes the window wider.
        self.banner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.banner.hide()
        self.urgent = UrgentStrip(self)
        self._alerts = self._make_alerts()
        self.cover: QWidget | None = None
        self.fill_seat_menu: Callable[[QMenu], None] | None = None
        self.fill_patrol_menu: Callable[[QMenu], None] | None = None
        self.fill_wall_menu: Callable[[QMenu], None] | None = None
        self.docks: tuple[QDockWidget, ...] = self._make_docks()
        self._session = session
        self._inbox: InboxPage | None = None
        self._middle = middle = QWidget(self)
        box = QVBoxLayout(middle)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.page, 1)
        self.setCentralWidget(middle)
        self.statusBar().addPermanentWidget(self.status, 1)
        self.statusBar().setSizeGripEnabled(False)
        self._keep = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._keep.timeout.connect(self.session_changed)
        self._tick = QTimer(self, interval=1000)
        self._restore(session)
        self.menus = MainMenu(self)
        self._connect()
        self._retranslate()
        self.page.setFocus()

    def _make_alerts(self) -> QWidget:
        """A line over the free part of the menu bar: what it tells moves nothing else."""
        alerts = QWidget(self)
        row = QHBoxLayout(alerts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.banner, 1)
        row.addWidget(self.urgent, 1)
        alerts.hide()
        return alerts

    def _make_docks(self) -> tuple[QDockWidget, QDockWidget]:
        cameras, notices = QDockWidget(self), QDockWidget(self)
        cameras.setObjectName("cameras")
        notices.setObjectName("notices")
        cameras.setWidget(self.tree)
        notices.setWidget(self.notices)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, cameras)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, notices)
        self.resizeDocks([cameras], [300], Qt.Orientation.Horizontal)
        self.resizeDocks([cameras, notices], [700, 180], Qt.Orientation.Vertical)
        return cameras, notices

    def _connect(self) -> None:
        """All signals of this window, in one place."""
        self.tree.camera_activated.connect(self.page.show_camera)
        self.tree.board_chosen.connect(self.on_board_chosen)
        self._controller.board_changed.connect(self.on_board_changed)
        self._controller.refreshed.connect(self.on_refreshed)
        self._tick.timeout.connect(self.on_second)
        self._tick.start()
        for dock in self.docks:
            dock.visibilityChanged.connect(self.keep_soon)
            dock.dockLocationChanged.connect(self.keep_soon)

    def _restore(self, session: Session) -> None:
        if session.geometry.isEmpty() or not self.restoreGeometry(session.geometry):
            self.resize(1600, 900)
            self.setWindowState(Qt.WindowState.WindowMaximized)
        if not session.docks.isEmpty():
            self.restoreState(session.docks)
        self.page.set_overlay_visible(session.overlay)
        self.page.board.set_numbers_visible(session.numbers)
        if session.full_screen:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)
        self._show_chrome(not session.full_screen)

    # -- the seat at the backend

    def add_desk(
        self, inbox: InboxPage, stage: QWidget, outbox: QWidget, town_map: QWidget
    ) -> None:
        """Take in what belongs to the backend: inbox left, event at hand right, map below."""
        inbox.restore(self._session.inbox)
        inbox.kept_changed.connect(self.keep_soon)
        self._inbox = inbox
        area = Qt.DockWidgetArea
        made = {
            "inbox": (inbox, area.LeftDockWidgetArea),
            "outbox": (outbox, area.LeftDockWidgetArea),
            "stage": (stage, area.RightDockWidgetArea),
            "map": (town_map, area.BottomDockWidgetArea),
        }
        docks = []
        for name, (widget, side) in made.items():
            dock = QDockWidget(self)
            dock.setObjectName(name)
            dock.setWidget(widget)
            self.addDockWidget(side, dock)
            dock.visibilityChanged.connect(self.keep_soon)
            dock.dockLocationChanged.connect(self.keep_soon)
            docks.append(dock)
        cameras, notices = self.docks
        self.docks = (cameras, notices, *docks)
        inbox_dock, outbox_dock, stage_dock, map_dock = docks
        for corner, side in (
            (Qt.Corner.BottomLeftCorner, area.LeftDockWidgetArea),
            (Qt.Corner.BottomRightCorner, area.RightDockWidgetArea),
        ):
            self.setCorner(corner, side)
        self.tabifyDockWidget(cameras, inbox_dock)
        self.tabifyDockWidget(notices, outbox_dock)
        inbox_dock.raise_()
        notices.raise_()
        self.resizeDocks([inbox_dock, stage_dock], [520, 440], Qt.Orientation.Horizontal)
        self.resizeDocks([inbox_dock, notices], [760, 180], Qt.Orientation.Vertical)
        self.resizeDocks([map_dock], [520], Qt.Orientation.Vertical)
        if not self._session.docks.isEmpty():
            self.restoreState(self._session.docks)
        self._retranslate()

    def add_ptz(self, panel: QWidget) -> None:
        """Take in the panel of cameras that turn; it is there when one is at hand."""
        dock = QDockWidget(self)
        dock.setObjectName("ptz")
        dock.setWidget(panel)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        stage = next((one for one in self.docks if one.objectName() == "stage"), None)
        if stage is not None:
            self.tabifyDockWidget(stage, dock)
            stage.raise_()
        else:
            dock.hide()
        dock.visibilityChanged.connect(self.keep_soon)
        dock.dockLocationChanged.connect(self.keep_soon)
        self.docks = (*self.docks, dock)
        if not self._session.docks.isEmpty():
            self.restoreDockWidget(dock)
        self._retranslate()

    def add_wall(self, panel: QWidget) -> None:
        """Take in the video wall: it shares the map's place."""
        dock = QDockWidget(self)
        dock.setObjectName("wall")
        dock.setWidget(panel)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        town_map = next(one for one in self.docks if one.objectName() == "map")
        for one in (town_map, dock):
            seen = partial(self.dock_seen.emit, one.objectName())
            one.visibilityChanged.connect(seen)
        self.tabifyDockWidget(town_map, dock)
        town_map.raise_()
        dock.visibilityChanged.connect(self.keep_soon)
        dock.dockLocationChanged.connect(self.keep_soon)
        self.docks = (*self.docks, dock)
        if not self._session.docks.isEmpty():
            self.restoreDockWidget(dock)
        self._retranslate()

    def set_dock_offered(self, name: str, *, offered: bool) -> None:
        """A dock is there for who may use it, and else neither seen nor in the menu."""
        for dock in self.docks:
            if dock.objectName() == name and dock.toggleViewAction().isVisible() is not offered:
                dock.toggleViewAction().setVisible(offered)
                dock.setVisible(offered and not self.isFullScreen())

    def is_dock_offered(self, name: str) -> bool:
        """Whether a dock is there for who sits here."""
        found = (one for one in self.docks if one.objectName() == name)
        return any(one.toggleViewAction().isVisible() for one in found)

    def set_board_shown(self, *, shown: bool) -> None:
        """Without cameras there is no board either: inbox, event and map have the room."""
        if self._middle.isHidden() is shown:
            self._middle.setVisible(shown)
            for dock in self.docks:
                if dock.objectName() == "cameras":
                    dock.setVisible(shown)

    def raise_dock(self, name: str) -> None:
        """Bring a dock into view."""
        for dock in self.docks:
            if dock.objectName() == name:
                dock.show()
                dock.raise_()

    def set_banner(self, text: str) -> None:
        """Say what holds for the whole window; empty takes it away."""
        if text != self.banner.text():
            self.banner.setText(text)
            self.banner.setToolTip(text)
        self.banner.setVisible(bool(text))
        self._show_alerts()

    def set_urgent(self, words: str) -> None:
        """Say which 紧急 event waits; empty takes it away."""
        self.urgent.show_words(words)
        self._show_alerts()

    def _show_alerts(self) -> None:
        shown = not self.banner.isHidden() or not self.urgent.isHidden()
        if shown:
            bar = self.menuBar()
            last = bar.actionGeometry(bar.actions()[-1]) if bar.height() else QRect()
            left = last.right() + _ALERT_GAP_PX
            height = bar.height() or self._alerts.sizeHint().height()
            self._alerts.setGeometry(left, 0, self.width() - left, height)
        self._alerts.setVisible(shown)
        self._alerts.raise_()
        if self.is_covered and self.cover is not None:
            self.cover.raise_()

    def show_cover(self) -> None:
        """Cover everything: nothing behind it is seen, and no key reaches it."""
        if self.cover is None:
            return
        for part in self._parts():
            part.setEnabled(False)
        self.cover.setGeometry(self.rect())
        self.cover.show()
        self.cover.raise_()

    def uncover(self) -> None:
        """Show what is behind the cover."""
        if self.cover is None:
            return
        self.cover.hide()
        for part in self._parts():
            part.setEnabled(True)
        self.page.setFocus()

    @property
    def is_covered(self) -> bool:
        """Whether the cover is up."""
        return self.cover is not None and not self.cover.isHidden()

    def _parts(self) -> list[QWidget]:
        return [self.menuBar(), self._middle, *self.docks]

    # -- what others ask

    def show_first(self) -> None:
        """Show the window as it was last; the first time it takes the whole screen."""
        self.show()
        if self.isMaximized():
            QTimer.singleShot(_MAXIMIZED_WITHIN_MS, self, self.on_maximizing_due)

    def on_maximizing_due(self) -> None:
        """Take the screen ourselves where no window manager did."""
        free = self.screen().availableGeometry()
        # Frames and rounding make a maximized window some pixels smaller than the screen.
        if self.isMaximized() and self.width() < free.width() * 0.9:
            self.setGeometry(free)

    @property
    def board_state(self) -> BoardState:
        """The board as it is."""
        return self._controller.board

    @property
    def stream_options(self) -> StreamOptions:
        """How streams are opened and decoded."""
        return self._controller.options

    def session(self) -> Session:
        """What should come back after a restart."""
        return Session(
            self.board_state,
            self.saved_layouts,
            self.saveGeometry(),
            self.saveState(),
            self.isFullScreen(),
            self.overlay_visible,
            self.numbers_visible,
            self.tree.expanded_groups(),
            self._session.inbox if self._inbox is None else self._inbox.kept(),
        )

    def set_camera_count(self, count: int) -> None:
        """How many cameras there are in all."""
        self._camera_count = count

    def add_notice(self, level: NoticeLevel, text: str) -> None:
        """Add a line to the notices."""
        self.notices.add(datetime.now(self._zone), level, text)

    def hardware_words(self) -> str:
        """The entry for hardware decoding: with what, or that there is none."""
        if self.hardware_found:
            return self.tr("Hardware decoding ({name})").format(name=self.hardware_found)
        return self.tr("Hardware decoding (none found)")

    # -- menus

    def layout_setter(self, layout: PaneLayout) -> Callable[[], None]:
        """What the menu entry of a layout does."""
        return lambda: self._controller.change_board(self.board_state.with_layout(layout))

    def language_setter(self, code: str) -> Callable[[], None]:
        """What the menu entry of a language does."""
        return lambda: self.language_chosen.emit(code)

    def transport_setter(self, name: str) -> Callable[[], None]:
        """What the menu entry of a transport does."""
        return lambda: self._set_options(replace(self.stream_options, transport=name))

    def saved_caller(self, name: str) -> Callable[[], None]:
        """Call up a saved layout."""
        return lambda: self._controller.change_board(self.saved_layouts.board(name))

    def saved_deleter(self, name: str) -> Callable[[], None]:
        """Forget a saved layout."""
        return lambda: self._set_saved(self.saved_layouts.deleted(name))

    def saved_renamer(self, name: str) -> Callable[[], None]:
        """Ask for another name of a saved layout."""

        def rename(new: str) -> None:
            self._try_saved(lambda: self.saved_layouts.renamed(name, new))

        return lambda: self._ask_name(self.tr("Rename layout"), name, rename)

    def on_save_layout_chosen(self) -> None:
        """Save the board under a name."""
        self._ask_name(
            self.tr("Save layout"),
            "",
            lambda name: self._try_saved(lambda: self.saved_layouts.saved(name, self.board_state)),
        )

    def _ask_name(self, title: str, before: str, done: Callable[[str], None]) -> None:
        ask_text(self, title, self.tr("Name of the layout"), done, before)

    def _try_saved(self, change: Callable[[], SavedLayouts]) -> None:
        try:
            self._set_saved(change())
        except ValueError:
            self.add_notice(
                NoticeLevel.WARNING,
                self.tr(
                    "The layout was not saved: a name of at most 40 characters is needed that no"
                    " other layout has."
                ),
            )

    def _set_saved(self, saved: SavedLayouts) -> None:
        self.saved_layouts = saved
        self.menus.fill_saved()
        self.keep_soon()

    def on_fill_toggled(self) -> None:
        """Fit or fill."""
        fill = self.board_state.fit is PictureFit.FIT
        fit = PictureFit.FILL if fill else PictureFit.FIT
        self._controller.change_board(self.board_state.with_fit(fit))

    def on_overlay_toggled(self) -> None:
        """Information on panes on or off."""
        self.overlay_visible = not self.overlay_visible
        self.page.set_overlay_visible(self.overlay_visible)
        self.keep_soon()

    def on_numbers_toggled(self) -> None:
        """Camera numbers on or off."""
        self.numbers_visible = not self.numbers_visible
        self.page.board.set_numbers_visible(self.numbers_visible)
        self.keep_soon()

    def on_hardware_toggled(self) -> None:
        """Hardware decoding on or off."""
        hardware = "" if self.stream_options.hardware else self.hardware_found
        self._set_options(replace(self.stream_options, hardware=hardware))

    def on_loop_filter_toggled(self) -> None:
        """Skipping the loop filter on or off."""
        on = self.stream_options.loop_filter is LoopFilterSkip.OFF
        skip = LoopFilterSkip.AUTO if on else LoopFilterSkip.OFF
        self._set_options(replace(self.stream_options, loop_filter=skip))

    def on_hardware_probed(self, found: str) -> None:
        """Offer the hardware that was found."""
        self.hardware_found = found
        if found:
            self.menus.build()

    def _set_options(self, options: StreamOptions) -> None:
        self._controller.set_options(options)
        self.options_chosen.emit(options)

    def on_clear_chosen(self) -> None:
        """Take all cameras off the board."""
        self._controller.change_board(BoardState.empty(self.board_state.layout))

    def on_find_chosen(self) -> None:
        """Ctrl+F: to the search field."""
        self.docks[0].show()
        self.tree.focus_search()

    def on_fill_free_chosen(self) -> None:
        """Put cameras that aren't on the board into its free panes."""
        self.on_board_chosen(self._tree_model.numbers_under([]))

    def on_board_chosen(self, numbers: list[str]) -> None:
        """Cameras of the tree go to free panes."""
        self._controller.change_board(self.board_state.filled(numbers))

    def on_open_snapshots_chosen(self) -> None:
        """Show where snapshots are."""
        self.snapshots_chosen.emit()

    def on_full_screen_toggled(self) -> None:
        """F11: nothing but the board."""
        full = not self.isFullScreen()
        self._show_chrome(not full)
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        self.menus.build()
        self.keep_soon()

    def _show_chrome(self, shown: bool) -> None:
        # A hidden menu bar would take its shortcuts along, so it is only made flat.
        self.menuBar().setMaximumHeight(16_777_215 if shown else 0)
        self.statusBar().setVisible(shown)
        if not shown:
            self._docks_before = [dock.isVisible() for dock in self.docks]
            for dock in self.docks:
                dock.hide()
        else:
            for dock, was in zip(self.docks, getattr(self, "_docks_before", []), strict=False):
                dock.setVisible(was)

    def on_keys_chosen(self) -> None:
        """F1: every key."""
        KeysDialog(self).show()

    def on_palette_chosen(self) -> None:
        """Ctrl+K: everything that the menus can do."""
        menus = [one.menu() for one in self.menuBar().actions()]
        found = entries_of(menu for menu in menus if isinstance(menu, QMenu))
        palette = CommandPalette(found, self)
        palette.finished.connect(lambda _: self.activateWindow())
        show_beside(palette)

    def on_about_chosen(self) -> None:
        """What this is."""
        AboutDialog(self).show()

    # -- what happens

    def on_board_changed(self) -> None:
        """Mark what hangs on the board, and keep it."""
        self._tree_model.set_on_board([number for number in self.board_state.cameras if number])
        shape = (self.board_state.layout, self.board_state.fit)
        if shape != self._shape:  # the menu shows these two
            self._shape = shape
            self.menus.build()
        self.keep_soon()

    def on_refreshed(self) -> None:
        """State lights of the tree and the status strip."""
        phases = self._controller.phases()
        self._tree_model.set_states(phases)
        guard = self._controller.guard
        load = guard.load_percent
        decoders = self._controller.decoder_ids
        self.status.set_view(
            StatusView(
                cameras_live=sum(phase is Phase.LIVE for phase in phases.values()),
                cameras_total=len(phases),
                cpu_share=None if load is None else load / 100,
                load=_LOADS[guard.level],
                decoders_up=sum(pid > 0 for pid in decoders),
                decoders_total=len(decoders),
            )
        )

    def on_second(self) -> None:
        """The clock."""
        self.status.set_now(datetime.now(self._zone))

    def keep_soon(self) -> None:
        """Keep the session within a second; a burst of changes is kept once."""
        if not self._keep.isActive():
            self._keep.start()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Fengqiao Console"))
        titles = {
            "cameras": self.tr("Cameras"),
            "notices": self.tr("Notices"),
            "inbox": self.tr("Inbox"),
            "outbox": self.tr("Outbox"),
            "stage": self.tr("Event at hand"),
            "map": self.tr("Map"),
            "ptz": self.tr("Camera control"),
            "wall": self.tr("Video wall"),
        }
        for dock in self.docks:
            dock.setWindowTitle(titles[dock.objectName()])
        self._tree_model.retranslate()
        self.menus.build()

    def changeEvent(self, event: QEvent) -> None:
        """Another language, or another window state."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.WindowStateChange:
            self.keep_soon()
        super().changeEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Another place."""
        self.keep_soon()
        super().moveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size."""
        super().resizeEvent(event)
        if self.cover is not None:
            self.cover.setGeometry(self.rect())
        self._show_alerts()
        self.keep_soon()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything and go."""
        self._keep.stop()
        self.session_changed.emit()
        self.closed.emit()
        super().closeEvent(event)
