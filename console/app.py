"""Composition root: everything is made here and handed to who needs it."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from console import config, log
from console.camera_store import CameraSaveError, CameraStore
from console.config import ConfigError, Configuration, Settings
from console.consult_desk import ConsultDesk
from console.controllers.board_controller import BoardController, StreamOptions
from console.controllers.near_cameras import NearCameras
from console.controllers.patrol_controller import PatrolController
from console.desk import Desk
from console.live_run import LivePlan, LiveRun, open_board
from console.live_video import make_video
from console.main_window import MainWindow
from console.models.camera_tree_model import CameraTreeModel
from console.pages.board_page import BoardPage
from console.pages.camera_export import CameraExportDialog
from console.pages.camera_import import CameraImportDialog
from console.pages.camera_words import load_fault_words
from console.pages.patrol_menu import PatrolMenu
from console.playback import Playback, Probe
from console.ptz_desk import PtzDesk
from console.session_store import SessionStore
from console.snapshots import describe_snapshot, snapshot_path
from console.sounds import SoundPlayer
from console.state.board import BoardState
from console.state.camera import Camera
from console.state.camera_search import CameraIndex
from console.state.layouts import PaneLayout, layout_for
from console.state.loop_filter import LoopFilterSkip
from console.state.nearest_cameras import nearest_cameras
from console.unhandled import FaultNotice, UnhandledExceptions
from console.video.vlc_probe import probe_vlc
from console.wall_desk import WallDesk
from resources import fonts, style
from resources.translation import Translator
from widgets.asking import show_beside
from widgets.camera_tree import CameraTree
from widgets.notice_list import NoticeLevel

_log = structlog.get_logger(__name__)
PLAYER_END_LIMIT_S = 3.0
CALL_GRADE = 3
"""A call to a consultation sounds like an event of this grade."""
_SETTLED_MS = 60_000


def make_application(arguments: Sequence[str]) -> QApplication:
    """The Qt application in the console's look."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName(config.APP_NAME)
    style.apply(app)
    return app


def end_on_signals(app: QCoreApplication) -> QTimer:
    """Let SIGINT and SIGTERM end the program in order; keep the timer."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # Not at once: before the program's loop runs, quit() would be forgotten.
        signal.signal(number, lambda *_: QTimer.singleShot(0, app, app.quit))
    # Python runs its handlers only when it runs: a slow beat lets it.
    beat = QTimer(app, interval=300)
    beat.timeout.connect(lambda: None)
    beat.start()
    return beat


def run_live(settings: Settings, cameras: list[Camera], layout: PaneLayout, plan: LivePlan) -> int:
    """A board on the given cameras and nothing else; returns the exit code."""
    app = make_application([])
    beat = end_on_signals(app)
    fonts.apply(app)
    Translator(app).switch(settings.language)
    board = open_board(settings, cameras, layout, app)
    title = QCoreApplication.translate("Live", "Live: {count} streams")
    board.page.setWindowTitle(title.format(count=len(cameras)))
    run = LiveRun(board.page, board.page, board.video.controller, plan)
    code = app.exec()
    beat.stop()
    board.close()
    return code or run.exit_code()


class Console(QObject):
    """The console itself: the window, and what the window asks for."""

    def __init__(
        self,
        app: QApplication,
        configuration: Configuration,
        cameras: Sequence[Camera] | None,
        probe_player: Probe = probe_vlc,
    ) -> None:
        super().__init__(app)
        settings = configuration.settings
        self._configuration = configuration
        self._translator = Translator(app)
        self._translator.switch(settings.language)
        font_warning = fonts.apply(app)
        self._sessions = SessionStore(settings.data_folder)
        self._cameras = CameraStore(settings.data_folder)
        self._snapshots = settings.data_folder / "snapshots"
        self._keeps_cameras = cameras is None
        self._pending: dict[str, tuple[Camera, str]] = {}
        self._known: list[Camera] = []
        session = self._sessions.load()
        self.video = make_video(settings, session.board, self)
        self._model = CameraTreeModel(self)
        tree = CameraTree(self._model, lambda _text: [])
        self.window = MainWindow(
            self.video.controller,
            self._model,
            tree,
            session,
            language=settings.language,
            zone=settings.zone,
            player_possible=False,
        )
        self.playback = Playback(self.window, probe_player)
        self.desk: Desk | None = None
        self.near = NearCameras(self.video.near, self)
        self.near_page = BoardPage(self.video.near)
        if settings.addresses:
            self.desk = Desk(settings, self.window, self)
        self.ptz = PtzDesk(
            self.video.controller,
            self.window.page,
            None if self.desk is None else self.desk.link,
            None if self.desk is None else self.desk.map_page,
            self,
        )
        self.window.add_ptz(self.ptz.page)
        self.wall: WallDesk | None = None
        self.consult: ConsultDesk | None = None
        if self.desk is not None:
            board, small = self.video.controller, self.video.wall
            self.wall = WallDesk(board, small, self.window, self.desk, settings.zone, self)
            self.consult = ConsultDesk(
                self.video.table, self.window, self.desk, settings.zone, session.sound, self
            )
        self._sound = session.sound
        self.patrols = PatrolController(
            self.video.controller,
            session.patrols,
            lambda: self.window.saved_layouts,
            settings.zone,
            parent=self,
        )
        self.patrol_menu = PatrolMenu(
            self.patrols,
            self.window,
            lambda: self._known,
            lambda: self.window.saved_layouts.names,
        )
        self.window.fill_patrol_menu = self.patrol_menu.fill
        self.window.menus.build()
        self._sounds = SoundPlayer(parent=self)
        self._for_event: set[str] = set()
        self._board_before: BoardState | None = None
        self._connect()
        self._load_cameras(cameras, fill=not self._sessions.exists)
        tree.set_expanded_groups(session.open_groups)
        if font_warning:
            self.window.add_notice(NoticeLevel.WARNING, font_warning)

    def _connect(self) -> None:
        """All signals of the console, in one place."""
        window, page = self.window, self.window.page
        window.session_changed.connect(self.on_session_changed)
        window.language_chosen.connect(self.on_language_chosen)
        window.options_chosen.connect(self.on_options_chosen)
        window.snapshots_chosen.connect(self.on_snapshots_chosen)
        window.import_chosen.connect(self.on_import_chosen)
        window.export_chosen.connect(self.on_export_chosen)
        window.closed.connect(self.on_window_closed)
        window.tree.key_mark_chosen.connect(self.on_key_mark_chosen)
        pool = self.video.controller.pool
        pool.snapshot_taken.connect(self.on_snapshot_taken)
        pool.decoder_restarted.connect(self.on_decoder_restarted)
        self.video.probe.probed.connect(window.on_hardware_probed)
        for board in (page, self.near_page):
            take, report = self._snapshot_taker(board), self._reporter(board)
            board.snapshot_wanted.connect(take)
            board.event_wanted.connect(report)
            board.key_mark_wanted.connect(self.on_key_mark_wanted)
            if self.desk is not None:
                board.map_wanted.connect(self.desk.show_on_map)
            board.sound_wanted.connect(self.on_sound_wanted)
            self.video.clock.add(board.board.render_tick)
        self.ptz.said.connect(self.on_ptz_said)
        self.ptz.shown.connect(lambda: window.raise_dock("ptz"))
        if self.wall is not None:
            self.wall.said.connect(self.on_ptz_said)
            self.video.clock.add(self.wall.page.small.live.board.render_tick)
        if self.consult is not None:
            self.consult.said.connect(self.on_ptz_said)
            self.consult.called.connect(lambda: self._sounds.play(CALL_GRADE))
            self.video.clock.add(self.consult.panes.board.render_tick)
        window.player_chosen.connect(self.playback.on_player_chosen)
        self.playback.probed.connect(self.on_player_probed)
        self.playback.sound_failed.connect(self.on_sound_failed)
        self.video.controller.board_changed.connect(self.on_board_changed)
        self.patrols.changed.connect(self.on_patrol_changed)
        self.patrols.plans_changed.connect(self.on_patrol_changed)
        self.video.controller.refreshed.connect(self.show_patrol)
        self.patrol_menu.said.connect(self.on_patrol_said)
        if self.desk is not None:
            self.desk.watch.urgent_changed.connect(self.on_urgent_changed)
            self.desk.cameras_read.connect(self.on_cameras_read)
            self.desk.cameras_denied.connect(self.on_cameras_denied)
            self.desk.near_wanted.connect(self.on_near_wanted)
            self.desk.pointing_wanted.connect(self.on_pointing_wanted)
            self.desk.place_shown.connect(self.on_place_shown)
            self.desk.stage.set_near(self.near_page, self.near.shown)
            self.desk.cameras_wanted.connect(self.show_large)
            self.desk.play_wanted.connect(self.on_play_wanted)
            self.desk.sound_wanted.connect(self._sounds.play)

    def start(self) -> None:
        """Show the window and begin."""
        self.window.show_first()
        self.window.page.on_pane_boxes_changed()
        self.video.clock.start()
        self.playback.start()
        # What is there by then stays: a search for garbage through all of it holds panes up.
        QTimer.singleShot(_SETTLED_MS, self, gc.freeze)
        if self.desk is not None:
            self.desk.start()

    # -- cameras

    def on_play_wanted(self, file: str) -> None:
        """A video of an event, where there is a player."""
        if self.playback.possible:
            self.playback.play_file(Path(file))
        else:
            text = self.tr("Without libvlc videos can't be played.")
            self.window.add_notice(NoticeLevel.WARNING, text)

    def on_near_wanted(self, lon: float, lat: float) -> None:
        """The cameras that see a place, large; asked for again, the board of before."""
        if self._board_before is not None:
            self.video.controller.change_board(self._board_before)
            self._board_before = None
            self.patrols.set_held(held=False)
            return
        shown = [number for number in self.near.board.board.cameras if number]
        near = [camera.number for camera in nearest_cameras(self._known, lon, lat)]
        self.show_large(shown or near)

    def show_large(self, numbers: Sequence[str]) -> None:
        """These cameras and no others, until F8 brings the board of before back."""
        controller = self.video.controller
        if numbers:
            self._board_before = self._board_before or controller.board
            self.patrols.set_held(held=True)
            controller.change_board(BoardState.empty(layout_for(len(numbers))).filled(numbers))

    def on_place_shown(self, place: tuple[float, float] | None) -> None:
        """The event at hand has a place: its cameras open beside it."""
        if place is None:
            self.near.clear()
        else:
            self.near.show_place(*place)

    def on_cameras_read(self, cameras: list[Camera]) -> None:
        """The town's list holds, but for a list that was opened from a file."""
        self.window.set_board_shown(shown=True)
        if self._keeps_cameras and cameras != self._known:
            first = not self._known
            self.change_cameras(cameras)
            if first:
                controller = self.video.controller
                numbers = [camera.number for camera in self._known]
                controller.change_board(controller.board.filled(numbers))

    def on_cameras_denied(self) -> None:
        """Who may see no cameras sees neither the board nor the list of who sat here before."""
        if self._keeps_cameras:
            self._take_cameras(())
            self.window.set_board_shown(shown=False)

    def _load_cameras(self, cameras: Sequence[Camera] | None, *, fill: bool) -> None:
        if cameras is None:
            outcome = self._cameras.load()
            cameras = outcome.cameras
            if outcome.fault is not None:
                self.window.add_notice(NoticeLevel.ERROR, load_fault_words(outcome))
        self._take_cameras(cameras)
        if fill:
            numbers = [camera.number for camera in self._known]
            controller = self.video.controller
            controller.change_board(controller.board.filled(numbers))

    def _take_cameras(self, cameras: Sequence[Camera]) -> None:
        self._known = list(cameras)
        self._model.set_cameras(self._known)
        self.window.tree.set_search(CameraIndex(self._known).search)
        self.window.set_camera_count(len(self._known))
        self.video.controller.set_cameras(self._known)
        self.near.set_cameras(self._known)
        self.patrols.set_cameras(self._known)
        self.ptz.set_cameras(self._known)
        if self.wall is not None:
            self.wall.set_cameras(self._known)
        if self.consult is not None:
            self.consult.set_cameras(self._known)
        self._model.set_on_board(n for n in self.video.controller.board.cameras if n)

    def change_cameras(self, cameras: Sequence[Camera]) -> None:
        """Keep and use another list of cameras; on a fault the old one stays."""
        try:
            if self._keeps_cameras:
                self._cameras.save(cameras)
            else:
                text = self.tr("This list was opened from a file: changes of it are not kept.")
                self.window.add_notice(NoticeLevel.INFO, text)
        except CameraSaveError as error:
            text = self.tr("The list of cameras could not be saved: {reason}")
            self.window.add_notice(NoticeLevel.ERROR, text.format(reason=error))
            return
        self._take_cameras(cameras)

    def on_import_chosen(self) -> None:
        """Take cameras from a file."""
        dialog = CameraImportDialog(self._known, self.window)
        dialog.cameras_accepted.connect(self.change_cameras)
        show_beside(dialog)

    def on_export_chosen(self) -> None:
        """Write the cameras into a file."""
        show_beside(CameraExportDialog(self._known, self.window))

    def on_key_mark_wanted(self, number: str) -> None:
        """Turn a camera's 重点 mark over."""
        camera = self.video.controller.camera(number)
        if camera is not None:
            self.on_key_mark_chosen([number], not camera.key)

    def on_key_mark_chosen(self, numbers: list[str], key: bool) -> None:
        """Set or clear 重点 marks."""
        chosen = set(numbers)
        self.change_cameras(
            [replace(each, key=key) if each.number in chosen else each for each in self._known]
        )

    # -- patrols

    def on_patrol_changed(self) -> None:
        """Another patrol, or other plans: the menu shows them, the disk keeps them."""
        self.window.menus.build()
        self.show_patrol()
        self.window.keep_soon()

    def show_patrol(self) -> None:
        """Which patrol runs, in the status bar."""
        is_still = self.patrols.paused_s > 0
        self.window.status.set_patrol(self.patrol_menu.words(), is_still=is_still)

    def on_patrol_said(self, text: str) -> None:
        """A patrol can't begin."""
        self.window.add_notice(NoticeLevel.WARNING, text)

    def on_urgent_changed(self) -> None:
        """Something pressing happened: what is in view stays in view for a while."""
        if self.desk is not None and self.desk.watch.urgent_count:
            self.patrols.pause()

    # -- cameras that turn

    def on_ptz_said(self, level: int, text: str) -> None:
        """Something is to be said of a camera that turns."""
        levels = (NoticeLevel.INFO, NoticeLevel.WARNING, NoticeLevel.ERROR)
        self.window.add_notice(levels[level], text)

    def on_pointing_wanted(self, lon: float, lat: float) -> None:
        """The high camera is to look at a place."""
        if not self.ptz.look_at(lon, lat):
            text = self.tr("No calibrated camera can look there.")
            self.window.add_notice(NoticeLevel.WARNING, text)

    # -- snapshots

    def _reporter(self, page: BoardPage) -> Callable[[int], None]:
        return lambda pane: self.on_event_wanted(page.controller, pane)

    def _snapshot_taker(self, page: BoardPage) -> Callable[[int], None]:
        return lambda pane: self.on_snapshot_wanted(page.controller, pane)

    def on_event_wanted(self, controller: BoardController, pane: int) -> None:
        """Key E: an event is seen in a pane; its picture goes with the report."""
        camera = controller.camera(controller.board.panes[pane].camera)
        if camera is None or self.desk is None:
            return
        if self.desk.begin_report(camera):
            self._for_event.add(camera.number)
            self.on_snapshot_wanted(controller, pane)

    def on_snapshot_wanted(self, controller: BoardController, pane: int) -> None:
        """Ask the decoder for the pane's next picture."""
        camera, feed = controller.camera(controller.board.panes[pane].camera), controller.feed(pane)
        if camera is None or feed is None:
            return
        try:
            at = datetime.now(self._configuration.settings.zone)
            path = snapshot_path(self._snapshots, camera, at)
        except OSError as error:
            self._say_snapshot_failed(error.strerror or "")
            return
        if controller.take_snapshot(pane, str(path)):
            self._pending[str(path)] = (camera, feed.kind)
        else:
            self._say_snapshot_failed(self.tr("the pane has no picture yet"))

    def on_snapshot_taken(self, news: dict[str, Any]) -> None:
        """The PNG is there: describe it."""
        camera, kind = self._pending.pop(news["path"], (None, ""))
        if camera is None:
            return
        if news["fault"]:
            self._for_event.discard(camera.number)
            self._say_snapshot_failed(news["fault"])
            return
        path, at = Path(news["path"]), datetime.fromtimestamp(news["at"], UTC)
        try:
            describe_snapshot(path, camera, at, tuple(news["size"]), kind)
        except OSError as error:
            self._say_snapshot_failed(error.strerror or "")
            return
        if self.desk is not None and camera.number in self._for_event:
            self._for_event.discard(camera.number)
            self.desk.reports.take_shot(camera, path)
        text = self.tr("Snapshot of {camera} saved: {file}")
        self.window.add_notice(NoticeLevel.INFO, text.format(camera=camera.name, file=path))

    def _say_snapshot_failed(self, reason: str) -> None:
        text = self.tr("The snapshot was not saved: {reason}").format(reason=reason)
        self.window.add_notice(NoticeLevel.ERROR, text)

    def on_snapshots_chosen(self) -> None:
        """Show the folder of snapshots."""
        self._snapshots.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._snapshots)))

    # -- recordings and sound

    def on_player_probed(self, possible: bool) -> None:
        """Offer the player, or say once why there is none."""
        self.window.player_possible = possible
        self.window.menus.build()
        if possible:
            self.on_board_changed()
            return
        text = self.tr(
            "No libvlc: recordings can't be played and cameras can't be heard."
            " Debian: apt-get install libvlc5 vlc-plugin-base"
        )
        self.window.add_notice(NoticeLevel.WARNING, text)

    def on_sound_wanted(self, number: str) -> None:
        """Open a camera with sound in the player."""
        camera = self.video.controller.camera(number)
        if camera is not None:
            self.playback.play_camera(camera)

    def on_board_changed(self) -> None:
        """Where the settings want libvlc for the enlarged pane, let it be heard."""
        board = self.video.controller.board
        if self._configuration.settings.enlarged_engine != "vlc":
            return
        number = board.panes[board.enlarged.pane].camera if board.enlarged else None
        camera = self.video.controller.camera(number)
        if camera is not None and camera.sound:
            self.playback.hear(camera)
        else:
            self.playback.be_silent()

    def on_sound_failed(self, name: str, reason: str) -> None:
        """Say why an enlarged camera isn't heard."""
        text = self.tr("{camera} can't be heard: {reason}").format(camera=name, reason=reason)
        self.window.add_notice(NoticeLevel.WARNING, text)

    # -- the rest

    def on_decoder_restarted(self, streams: int) -> None:
        """Say that some panes stood still for a moment."""
        text = self.tr("A decoder failed and was started again ({count} streams).")
        self.window.add_notice(NoticeLevel.WARNING, text.format(count=streams))

    def on_session_changed(self) -> None:
        """Keep the session."""
        try:
            session = self.window.session()
            before = self.patrols.board_before or self._board_before
            if before is not None:
                session = replace(session, board=before)
            sound = self._sound if self.consult is None else self.consult.sound
            self._sessions.save(replace(session, patrols=self.patrols.plans, sound=sound))
        except OSError as error:
            _log.warning("session not kept", reason=error.strerror)

    def on_language_chosen(self, code: str) -> None:
        """Switch the language, and remember it."""
        if self._translator.switch(code):
            self.window.language = code
            self.window.menus.build()
            if self.desk is not None:
                self.desk.on_language_changed()
            self._remember({"language": code})

    def on_options_chosen(self, options: StreamOptions) -> None:
        """Remember how streams are opened."""
        changes: dict[str, object] = {
            "transport": options.transport,
            "skip_loop_filter": options.loop_filter is not LoopFilterSkip.OFF,
        }
        if self.window.hardware_found:
            changes["hardware_decode"] = bool(options.hardware)
        self._remember(changes)

    def _remember(self, changes: dict[str, object]) -> None:
        try:
            config.save(changes, self._configuration.file)
        except ConfigError as error:
            self.window.add_notice(NoticeLevel.WARNING, str(error))

    def on_window_closed(self) -> None:
        """End the streams and the connection with the window."""
        self.ptz.close()
        if self.consult is not None:
            self.consult.close()
        if self.desk is not None:
            self.desk.close()
        self.patrols.close()
        self._sounds.stop()
        self.playback.close()
        self.video.close()


def run_console(
    configuration: Configuration, cameras: Sequence[Camera] | None, log_folder: Path
) -> int:
    """The console until its window is closed; returns the exit code."""
    app = make_application([])
    beat = end_on_signals(app)
    log.take_qt_messages()
    faults = UnhandledExceptions(app)
    faults.install()
    console = Console(app, configuration, cameras)
    notice = FaultNotice(console.window, str(log_folder))
    faults.fault_found.connect(notice.on_fault_found, Qt.ConnectionType.QueuedConnection)
    console.start()
    code = app.exec()
    beat.stop()
    console.window.close()
    if not console.playback.wait_closed(PLAYER_END_LIMIT_S):
        _log.warning("libvlc did not let go in time")
    faults.uninstall()
    return code
