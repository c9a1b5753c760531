"""What is to be seen of a wall while its program doesn't run: black, the town's name, the time.

It is a program of its own that the supervisor keeps, and lies below the wall's windows: when
they go, it is what is left, and never the desktop.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QRasterWindow,
    QScreen,
)

from console.config import Settings
from console.wall_store import WallStore, wall_folder
from resources import colours, fonts

GROUND = "#000000"
_LOOK_MS = 1000
_TOWN_SHARE, _TIME_SHARE = 0.045, 0.09
"""Height of the words by the screen's."""


class CoverWindow(QRasterWindow):
    """One screen, black with two lines of words; below everything but the desktop."""

    def __init__(self, screen: QScreen, family: str) -> None:
        super().__init__()
        self._family = family
        self._words = ("", "")
        kinds = Qt.WindowType
        self.setFlags(
            kinds.FramelessWindowHint
            | kinds.WindowStaysOnTopHint
            | kinds.WindowDoesNotAcceptFocus
            | kinds.Tool
        )
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setScreen(screen)
        self.place()
        # Below before it is seen: it must not flash over a wall that is there.
        self.create()
        self.lower()
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.setVisible(True)
        self.lower()

    def place(self) -> None:
        """Cover the whole screen."""
        self.setGeometry(self.screen().geometry())

    def show_words(self, town: str, time: str) -> None:
        """Say the town's name and the time."""
        if (town, time) != self._words:
            self._words = (town, time)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        box = QRectF(0, 0, self.width(), self.height())
        painter.fillRect(box, QColor(GROUND))
        town, time = self._words
        middle = box.center().y()
        self._write(painter, QRectF(0, 0, box.width(), middle), town, _TOWN_SHARE)
        self._write(painter, QRectF(0, middle, box.width(), middle), time, _TIME_SHARE)
        painter.end()

    def _write(self, painter: QPainter, box: QRectF, text: str, share: float) -> None:
        font = QFont(self._family)
        font.setPixelSize(max(1, round(self.height() * share)))
        painter.setFont(font)
        painter.setPen(QColor(colours.TEXT_OFF))
        is_upper = box.top() == 0
        side = Qt.AlignmentFlag.AlignBottom if is_upper else Qt.AlignmentFlag.AlignTop
        painter.drawText(box, (side | Qt.AlignmentFlag.AlignHCenter).value, text)


class WallCover(QObject):
    """Keeps a window on every screen there is, and the words in them true.

    Signals:
        left_alone: Whoever started this program is gone.
    """

    left_alone = Signal()

    def __init__(self, app: QGuiApplication, settings: Settings, name: str) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._store = WallStore(wall_folder(settings, name))
        self._family = fonts.chinese_family() or app.font().family()
        self._windows: dict[QScreen, CoverWindow] = {}
        self._minute = ""
        self._town = ""
        self._look = QTimer(self, interval=_LOOK_MS)
        self._connect()

    def _connect(self) -> None:
        """All signals of the cover, in one place."""
        self._look.timeout.connect(self.on_look)
        self._app.screenAdded.connect(self.on_screen_added)
        self._app.screenRemoved.connect(self.on_screen_removed)
        self.left_alone.connect(self._app.quit)

    def start(self) -> None:
        """Cover the screens, and listen for the end of who started this."""
        for screen in self._app.screens():
            self.on_screen_added(screen)
        self._look.start()
        threading.Thread(target=self._listen, name="cover-parent", daemon=True).start()

    def close(self) -> None:
        """Uncover them."""
        self._look.stop()
        for window in self._windows.values():
            window.destroy()
        self._windows.clear()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while os.read(sys.stdin.fileno(), 1):
                pass
        self.left_alone.emit()

    def on_screen_added(self, screen: QScreen) -> None:
        """One more monitor; one that stands in where there is none has no size."""
        if not screen.name() or screen.geometry().isEmpty():
            return
        window = self._windows[screen] = CoverWindow(screen, self._family)
        screen.geometryChanged.connect(window.place)
        window.show_words(self._town, self._minute)

    def on_screen_removed(self, screen: QScreen) -> None:
        """Its window must not go over another screen."""
        window = self._windows.pop(screen, None)
        if window is not None:
            window.destroy()
            window.deleteLater()

    def on_look(self) -> None:
        """Another minute: the town's name may have become known, too."""
        minute = f"{datetime.now(UTC).astimezone(self._settings.zone):%H:%M}"
        if minute == self._minute:
            return
        self._minute, self._town = minute, self._store.load().town
        for window in self._windows.values():
            window.show_words(self._town, minute)


def run_cover(settings: Settings, name: str) -> int:
    """The cover until it is asked to end, or left alone; returns the exit code."""
    # It has nothing to put in order: signals end it as they end any program.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = QGuiApplication([sys.argv[0]])
    app.setQuitOnLastWindowClosed(False)
    cover = WallCover(app, settings, name)
    cover.on_look()
    cover.start()
    code = app.exec()
    cover.close()
    return code
