"""The monitors of this PC as they come, go and move."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from console.state.wall_monitors import Monitor
from console.state.wall_plan import Frame

SETTLED_MS = 300
"""A cable that is put in makes several changes within a moment: they are taken together."""


class WallScreens(QObject):
    """Tells of monitors; a monitor without a size, as one stands in where there is none, is none.

    Signals:
        monitors_changed: Monitors came, went or moved.
        monitor_lost: One went, this moment (its connector).
    """

    monitors_changed = Signal()
    monitor_lost = Signal(str)

    def __init__(self, app: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._soon = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._soon.timeout.connect(self.monitors_changed)
        app.screenAdded.connect(self.on_screen_added)
        app.screenRemoved.connect(self.on_screen_removed)
        for screen in app.screens():
            self._watch(screen)

    def monitors(self) -> list[Monitor]:
        """The monitors there are now."""
        return [_monitor(screen) for screen in self._app.screens() if _is_real(screen)]

    def screen_of(self, connector: str) -> QScreen | None:
        """Qt's screen of a monitor."""
        found = (screen for screen in self._app.screens() if screen.name() == connector)
        return next(found, None)

    def on_screen_added(self, screen: QScreen) -> None:
        """A monitor came."""
        self._watch(screen)
        self._soon.start()

    def on_screen_removed(self, screen: QScreen) -> None:
        """A monitor went."""
        self.monitor_lost.emit(screen.name())
        self._soon.start()

    def close(self) -> None:
        """Tell of nothing any more."""
        self._soon.stop()
        self._app.screenAdded.disconnect(self.on_screen_added)
        self._app.screenRemoved.disconnect(self.on_screen_removed)

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self.on_geometry_changed)

    def on_geometry_changed(self) -> None:
        """A monitor moved, or has another size."""
        self._soon.start()


def _is_real(screen: QScreen) -> bool:
    return bool(screen.name()) and not screen.geometry().isEmpty()


def _monitor(screen: QScreen) -> Monitor:
    rect = screen.geometry()
    desk = Frame(rect.x(), rect.y(), rect.width(), rect.height())
    return Monitor(screen.name(), desk, screen.serialNumber())
