"""The wall program's composition root: everything of it is made here."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog
from PySide6.QtCore import QLockFile, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from console import log
from console.app import end_on_signals, make_application
from console.config import Settings
from console.controllers.wall_backend import BackendSource, WallLogin
from console.controllers.wall_source import WallSource
from console.controllers.wall_video import WallVideo
from console.live_video import limits_of, options_of
from console.map_tiles import MbTiles, TileFileError
from console.pages.event_parts import step_words
from console.pages.wall_face_maker import WallFaceMaker
from console.state.wall_watch import BEAT_S
from console.unhandled import UnhandledExceptions
from console.video.decoder_pool import DecoderPool
from console.video.hardware_probe import HardwareProbe
from console.video.load_meter import LoadMeter
from console.video.render_clock import RenderClock
from console.wall_file import FileSource
from console.wall_health import WallHealth
from console.wall_run import WallOptions, WallRun
from console.wall_store import WallStore, wall_folder
from resources import fonts
from resources.translation import Translator

EXIT_TAKEN = 2
"""Another wall of this name runs here."""
SourceOpener = Callable[[QObject], WallSource]
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class WallParts:
    """What runs while the wall does."""

    run: WallRun
    probe: HardwareProbe
    clock: RenderClock
    tiles: MbTiles | None

    def close(self) -> None:
        """End it."""
        self.clock.stop()
        self.probe.close()
        self.run.close()
        if self.tiles is not None:
            self.tiles.close()


class Beat(QObject):
    """Says once a second on standard output that the window's thread works.

    Where nobody listens any more, the program ends.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._output = sys.stdout.fileno()
        with contextlib.suppress(OSError, AttributeError):  # not on Windows
            # A supervisor that stands still must not make the wall stand still.
            os.set_blocking(self._output, False)
        self._timer = QTimer(self, interval=round(BEAT_S * 1000))
        self._timer.timeout.connect(self.on_timeout)

    def start(self) -> None:
        """Begin, at once."""
        QTimer.singleShot(0, self, self.on_timeout)
        self._timer.start()

    def stop(self) -> None:
        """Say nothing more."""
        self._timer.stop()

    def on_timeout(self) -> None:
        """One sign of life."""
        try:
            os.write(self._output, b"beat\n")
        except BlockingIOError:
            pass
        except OSError:
            self._app.quit()


def source_opener(plan: Path | None, login: WallLogin, settings: Settings) -> SourceOpener:
    """A file's plan where there is one, else the backend's."""

    def open_it(parent: QObject) -> WallSource:
        if plan is not None:
            return FileSource(plan, parent)
        return BackendSource(login, settings.zone, words=step_words, parent=parent)

    return open_it


def make_wall(
    app: QApplication, settings: Settings, options: WallOptions, open_source: SourceOpener
) -> WallParts:
    """The wall's objects, connected and not yet begun."""
    limits = limits_of(settings)
    pool = DecoderPool(settings.streams_per_process, limits, parent=app)
    load, probe, clock = LoadMeter(app), HardwareProbe(app), RenderClock(app)
    video = WallVideo(pool, options_of(settings), limits, load, app)
    probe.probed.connect(lambda found: video.set_hardware(options_of(settings, found).hardware))
    source, tiles = open_source(app), _open_base_map(settings, app)
    maker = WallFaceMaker(source, video, options.zone, tiles)
    store = WallStore(wall_folder(settings, options.name))
    run = WallRun(app, options, source, video, maker, store)
    clock.add(run.render_tick)
    if isinstance(source, BackendSource):
        source.health = WallHealth(run, load, limits).read
    return WallParts(run, probe, clock, tiles)


def run_wall(
    settings: Settings, options: WallOptions, open_source: SourceOpener, *, has_beat: bool
) -> int:
    """The wall until it is asked to end; returns the exit code."""
    folder = wall_folder(settings, options.name)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)
    if not lock.tryLock(100):
        _log.error("a wall of this name runs here already", name=options.name)
        return EXIT_TAKEN
    app = _make_application(settings)
    signals, beat = end_on_signals(app), Beat(app) if has_beat else None
    faults = UnhandledExceptions(app)
    faults.install()
    parts = make_wall(app, settings, options, open_source)
    parts.run.start()
    parts.clock.start()
    parts.probe.start()
    if beat is not None:
        beat.start()
    code = app.exec()
    signals.stop()
    if beat is not None:
        beat.stop()
    parts.close()
    faults.uninstall()
    lock.unlock()
    return code


def _make_application(settings: Settings) -> QApplication:
    """The application in the console's look, without a pointer, and not ended by its windows."""
    app = make_application([])
    # A wall without any monitor waits for one.
    app.setQuitOnLastWindowClosed(False)
    app.setOverrideCursor(Qt.CursorShape.BlankCursor)
    log.take_qt_messages()
    warning = fonts.apply(app)
    Translator(app).switch(settings.language)
    if warning:
        _log.warning("no font with Chinese characters", advice=warning)
    return app


def _open_base_map(settings: Settings, parent: QObject) -> MbTiles | None:
    if settings.base_map is None:
        return None
    is_gcj02, is_dark = settings.base_map_datum == "gcj02", settings.base_map_look == "map"
    try:
        return MbTiles(settings.base_map, is_gcj02=is_gcj02, is_dark=is_dark, parent=parent)
    except TileFileError as error:
        _log.warning("the base map can't be used", reason=str(error))
        return None
