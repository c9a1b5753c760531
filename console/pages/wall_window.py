"""One screen of the wall: a window that nobody touches."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QWidget

from console.controllers.pane_feed import PaneFeed
from console.pages.wall_faces import WallFace
from widgets.wall_frame import Alert, AlertFrame, AwayMark
from widgets.wall_sheet import USUAL_TEXT_PX

READY_WITHIN_S = 3.0
"""What was shown before stays for so long at most, while what comes has nothing to show."""
_LOOK_MS = 50


class WallWindow(QWidget):
    """Shows one face over a whole screen: no frame, no pointer, no menu; only Ctrl+Q is heard.

    Signals:
        end_wanted: Somebody typed Ctrl+Q.
    """

    end_wanted = Signal()

    def __init__(self, screen_id: str, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(
            None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        )
        self.screen_id = screen_id
        self.connector = ""
        self._clock = clock
        self._text_px = USUAL_TEXT_PX
        self._face: WallFace | None = None
        self._coming: WallFace | None = None
        self._coming_since = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setWindowTitle(screen_id)
        self.frame = AlertFrame(self)
        self.away = AwayMark(self)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self.on_look)

    @property
    def face(self) -> WallFace | None:
        """What is in view."""
        return self._face

    @property
    def coming(self) -> WallFace | None:
        """What will be in view as soon as it has something to show."""
        return self._coming

    # -- where it stands

    def place_on(self, screen: QScreen) -> None:
        """Cover a screen, whichever it covered before."""
        self.connector = screen.name()
        if self.isVisible() and self.geometry() == screen.geometry():
            return
        self.hide()
        self.winId()  # there has to be a window before it can be put on a screen
        handle = self.windowHandle()
        if handle is not None:
            handle.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.raise_()

    def set_text_px(self, text_px: int) -> None:
        """The least size of type on this screen."""
        self._text_px = text_px
        self.frame.set_text_px(text_px)
        self.away.set_text_px(text_px)
        for face in self._faces():
            face.set_text_px(text_px)
        self._place()

    # -- what it shows

    def show_face(self, face: WallFace) -> None:
        """Show something else, as soon as it has something to show."""
        if self._coming is not None:
            self._drop(self._coming)
        face.set_text_px(self._text_px)
        self.frame.add_content(face.widget)
        self._coming, self._coming_since = face, self._clock()
        self.on_look()
        if self._coming is not None:
            self._look.start()

    def on_look(self) -> None:
        """Take over what comes, once it is ready or was waited for long enough."""
        coming = self._coming
        if coming is None:
            return
        waited_s = self._clock() - self._coming_since
        if self._face is not None and not coming.is_ready() and waited_s < READY_WITHIN_S:
            return
        self._look.stop()
        before, self._face, self._coming = self._face, coming, None
        coming.widget.raise_()
        if before is not None:
            self._drop(before)
        self._place()

    def feeds(self) -> Sequence[PaneFeed]:
        """The streams that it shows now."""
        return () if self._face is None else self._face.feeds()

    def show_alert(self, alert: Alert | None) -> None:
        """Run a border round the screen, or none."""
        self.frame.set_alert(alert)
        self._place()

    def show_away(self, since: str) -> None:
        """Say since when the backend is away; empty: it is there."""
        self.away.show_since(since)
        self._place()

    def tick(self, now: datetime) -> None:
        """A second went by."""
        self.frame.beat()
        for face in self._faces():
            face.tick(now)

    def render_tick(self) -> None:
        """Look for new frames."""
        for face in self._faces():
            face.render_tick()

    def end(self) -> None:
        """Let go of everything, and close."""
        self._look.stop()
        for face in self._faces():
            self._drop(face)
        self._face = self._coming = None
        self.close()
        self.deleteLater()

    def _faces(self) -> list[WallFace]:
        return [face for face in (self._face, self._coming) if face is not None]

    def _drop(self, face: WallFace) -> None:
        face.release()
        self.frame.drop_content(face.widget)
        face.widget.deleteLater()

    def _place(self) -> None:
        self.frame.setGeometry(self.rect())
        inner = self.frame.inner().toRect()
        margin = round(self._text_px * 0.4)
        # Pictures have their names below, sheets what they count above.
        is_below = self._face is not None and self._face.has_foot
        top = inner.bottom() - self.away.height() - margin if is_below else inner.top() + margin
        self.away.move(inner.right() - self.away.width() - margin, top)
        self.away.raise_()

    # -- hands, which it hasn't

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_Q:
            self.end_wanted.emit()
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody but the program closes it: what comes from outside isn't heard."""
        event.setAccepted(not event.spontaneous())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)
