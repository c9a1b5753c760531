"""The wall's program: monitors become screens, and each shows what its source says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

import structlog
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication

from console.controllers.wall_source import WallSource
from console.controllers.wall_video import WallVideo
from console.pages.wall_face_maker import WallFaceMaker
from console.pages.wall_window import WallWindow
from console.pages.wall_words import time_words
from console.state.wall_contents import Content, EmptyContent
from console.state.wall_legible import USUAL_DISTANCE_M, text_px, width_of_monitor_m
from console.state.wall_monitors import assign, learnt, merged
from console.state.wall_plan import WallScreen
from console.wall_screens import WallScreens
from console.wall_store import Kept, WallStore
from widgets.wall_frame import Alert

TICK_MS = 1000
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class WallOptions:
    """What this wall program was told: its name, the town's time, and from how far it is read."""

    name: str
    zone: tzinfo
    distance_m: float = USUAL_DISTANCE_M


class WallRun(QObject):
    """Keeps a window on each monitor, and in each what its screen shows.

    It shows what was kept from the last time before the source has told anything.
    """

    def __init__(
        self,
        app: QApplication,
        options: WallOptions,
        source: WallSource,
        video: WallVideo,
        maker: WallFaceMaker,
        store: WallStore,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(app)
        self._app = app
        self._options = options
        self._source = source
        self._video = video
        self._maker = maker
        self._store = store
        self._now = now
        self._known: tuple[WallScreen, ...] = ()
        self._windows: dict[str, WallWindow] = {}
        self._shown: dict[str, tuple[Content, tuple[WallScreen, ...]]] = {}
        self._is_begun = False
        self.screens = WallScreens(app, self)
        self._tick = QTimer(self, interval=TICK_MS)
        self._connect()

    def _connect(self) -> None:
        """All signals of the wall, in one place."""
        self.screens.monitors_changed.connect(self.on_monitors_changed)
        self.screens.monitor_lost.connect(self.on_monitor_lost)
        source = self._source
        source.screens_changed.connect(self.on_screens_changed)
        source.shown_changed.connect(self.on_shown_changed)
        source.cameras_changed.connect(self.on_cameras_changed)
        source.alert_changed.connect(self.on_alert_changed)
        source.link_changed.connect(self.on_link_changed)
        self._tick.timeout.connect(self.on_tick)

    @property
    def windows(self) -> dict[str, WallWindow]:
        """The windows by their screens' ids."""
        return dict(self._windows)

    def start(self) -> None:
        """Show what was shown last, then begin to read."""
        kept = self._store.load()
        self._known = kept.screens
        self._source.town = kept.town
        self._source.set_cameras(kept.cameras)
        self._source.set_screens(kept.screens)
        self._source.set_shown(kept.shown)
        self._is_begun = True
        self.on_monitors_changed()
        self._tick.start()
        self._source.start()

    def close(self) -> None:
        """End the windows and their streams."""
        self._tick.stop()
        self.screens.close()
        self._source.close()
        for window in self._windows.values():
            window.end()
        self._windows.clear()
        self._video.close()

    def render_tick(self) -> None:
        """Look for new frames; called by the render clock."""
        for window in self._windows.values():
            window.render_tick()

    # -- monitors

    def on_monitors_changed(self) -> None:
        """Other monitors, or in other places."""
        name, monitors = self._options.name, self.screens.monitors()
        self._known = learnt(name, self._known, monitors)
        self._source.tell_screens(name, self._known)
        placed = {screen: connector for connector, screen in assign(self._known, monitors).items()}
        for gone in self._windows.keys() - placed.keys():
            self._windows.pop(gone).end()
            self._shown.pop(gone, None)
        for screen in self._known:
            found = self.screens.screen_of(placed.get(screen.id, ""))
            if found is not None:
                self._place(screen, found)
        self.on_shown_changed()

    def on_monitor_lost(self, connector: str) -> None:
        """A cable was pulled: Qt would show its window over another screen."""
        screen = next((one for one in self._windows.values() if one.connector == connector), None)
        if screen is not None:
            screen.hide()

    def on_screens_changed(self) -> None:
        """People said something else of a screen: its size, its distance, its place."""
        known = merged(self._options.name, self._known, self._source.screens)
        if known != self._known:
            self._known = known
            self.on_monitors_changed()
        else:
            self._source.tell_screens(self._options.name, known)
            self.on_shown_changed()

    def _place(self, screen: WallScreen, on: QScreen) -> None:
        window = self._windows.get(screen.id)
        if window is None:
            window = self._windows[screen.id] = WallWindow(screen.id)
            window.end_wanted.connect(self._app.quit)
            window.show_alert(self._alert())
            window.show_away(self._away())
        window.set_text_px(self._text_px(screen, on))
        window.place_on(on)

    def _text_px(self, screen: WallScreen, on: QScreen) -> int:
        """The least size of type there, in the window's own pixels."""
        ratio = on.devicePixelRatio()
        width_m = screen.width_m or width_of_monitor_m(on.physicalSize().width())
        pixels = text_px(
            screen.distance_m or self._options.distance_m,
            width_m,
            round(on.geometry().width() * ratio),
        )
        return round(pixels / ratio + 0.49)

    # -- what is shown

    def on_shown_changed(self) -> None:
        """Screens show something else; what stays the same isn't touched."""
        for screen, window in self._windows.items():
            content = self._source.shown.of(screen)
            wanted = (content, self._maker.shared(content))
            if self._shown.get(screen) != wanted:
                self._shown[screen] = wanted
                self._show(window, content)
        self._keep()

    def _show(self, window: WallWindow, content: Content) -> None:
        if isinstance(content, EmptyContent) and content.reason:
            _log.warning("a screen stays empty", screen=window.screen_id, reason=content.reason)
        try:
            face = self._maker.make(content, window.screen_id)
            face.tick(self._now())
        except Exception:
            # A fault of ours in one content must not keep the other screens from theirs.
            _log.exception("a content can't be shown", screen=window.screen_id)
            face = self._maker.make(EmptyContent(), window.screen_id)
        window.show_face(face)

    def on_cameras_changed(self) -> None:
        """Other cameras, or other addresses of theirs."""
        self._video.set_cameras(self._source.cameras)
        self._keep()

    def on_alert_changed(self) -> None:
        """Something that everybody has to know, or no more."""
        for window in self._windows.values():
            window.show_alert(self._alert())

    def on_link_changed(self) -> None:
        """The backend went away, or is back."""
        for window in self._windows.values():
            window.show_away(self._away())

    def on_tick(self) -> None:
        """A second went by."""
        now = self._now()
        for window in self._windows.values():
            window.tick(now)

    def _alert(self) -> Alert | None:
        alert = self._source.alert
        return None if alert is None else Alert(max(1, min(4, alert.grade)), alert.text)

    def _away(self) -> str:
        since = self._source.away_since
        return "" if since is None else time_words(since, self._now(), self._options.zone)

    def _keep(self) -> None:
        source = self._source
        if self._is_begun:  # not while what was kept is only half taken up
            self._store.save(Kept(self._known, source.shown, source.town, source.cameras))
