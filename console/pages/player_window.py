"""The player's window: recordings, and live cameras with sound."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from console.pages.player_words import failure_title, failure_words
from console.state.camera import Camera
from widgets.asking import show_beside
from widgets.player_bar import SPEEDS, PlayerBar, PlayerBarView
from widgets.player_view import PlayerView

if TYPE_CHECKING:  # libvlc may be absent: only who has found it imports the engine
    from console.video.vlc_engine import PlayerStatus, VlcPlayer

TICK_MS = 20
SEEK_STEP_S = 5.0
VOLUME_STEP = 5
WAITING_AFTER_S = 2.0
BAR_HIDES_MS = 3000
SUFFIXES = "*.mp4 *.mkv *.avi *.mov *.ts *.ps *.mpg *.flv *.wmv *.webm *.dav *.264 *.h264 *.265"


class PlayerWindow(QWidget):
    """Plays one recording or camera at a time; it owns its player and closes it.

    Signals:
        closed: The window goes, and its player with it.
    """

    closed = Signal()

    def __init__(self, player: VlcPlayer, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.player = player
        self._playing: Path | Camera | None = None
        self._status: PlayerStatus = player.status
        self._rate = 1.0
        self._volume, self._muted = player.status.volume, player.status.muted
        self._new_picture_at = time.monotonic()
        self.view = PlayerView(player.frames, self)
        self.bar = PlayerBar(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.view, 1)
        box.addWidget(self.bar)
        self.setAcceptDrops(True)
        self.resize(1120, 680)
        self._tick = QTimer(self, interval=TICK_MS)
        self._bar_hides = QTimer(self, singleShot=True, interval=BAR_HIDES_MS)
        self._connect()
        self._tick.start()
        self._show()
        self.view.setFocus()

    def _connect(self) -> None:
        """All signals of this window, in one place."""
        bar, view = self.bar, self.view
        self.player.status_changed.connect(self.on_status_changed)
        self._tick.timeout.connect(self.on_tick)
        self._bar_hides.timeout.connect(self.on_hands_rested)
        bar.play_pause_chosen.connect(self.on_play_pause_chosen)
        bar.mute_chosen.connect(self.on_mute_chosen)
        bar.full_screen_chosen.connect(self.on_full_screen_chosen)
        bar.open_chosen.connect(self.on_open_chosen)
        bar.step_chosen.connect(self.on_step_chosen)
        bar.position_chosen.connect(self.player.seek)
        bar.speed_chosen.connect(self.set_speed)
        bar.volume_chosen.connect(self.set_volume)
        view.double_clicked.connect(self.on_full_screen_chosen)
        view.retry_chosen.connect(self.on_retry_chosen)
        view.installEventFilter(self)

    # -- what is played

    @property
    def is_live(self) -> bool:
        """Whether a camera is open."""
        return isinstance(self._playing, Camera)

    def open_file(self, path: Path) -> None:
        """Play a recording from its start."""
        self._begin(path)
        self.player.open_file(path)

    def open_camera(self, camera: Camera) -> None:
        """Play a camera's main stream with its sound."""
        self._begin(camera)
        url = camera.main_url or camera.sub_url
        self.player.open_live(url, camera.user, camera.password)

    def _begin(self, playing: Path | Camera) -> None:
        self._playing = playing
        self.view.cover()
        self.set_speed(1.0)
        self._new_picture_at = time.monotonic()
        self._status = type(self._status)("opening", volume=self._volume, muted=self._muted)
        self._show()

    def on_retry_chosen(self) -> None:
        """Open the same once more."""
        if isinstance(self._playing, Camera):
            self.open_camera(self._playing)
        elif self._playing is not None:
            self.open_file(self._playing)

    def on_open_chosen(self) -> None:
        """Ask for a recording; the window stays usable meanwhile."""
        dialog = QFileDialog(self, self.tr("Play a recording"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Recordings ({suffixes})").format(suffixes=SUFFIXES), self.tr("All files (*)")]
        )
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name)))
        show_beside(dialog)

    # -- what hands do

    def on_play_pause_chosen(self) -> None:
        """Go on or hold; a held camera is opened anew, because what it sent meanwhile is old."""
        if self._playing is None:
            return
        if self._status.state in {"playing", "opening"}:
            self.player.pause()
        elif self._status.state == "failed" or (self.is_live and self._status.state == "paused"):
            self.on_retry_chosen()
        else:
            self.player.play()

    def on_step_chosen(self, frames: int) -> None:
        """One frame on or back."""
        if self._can_seek():
            self.player.step(frames)

    def _can_seek(self) -> bool:
        known = self._status.state in {"playing", "paused", "ended"}
        return isinstance(self._playing, Path) and known

    def _seek_by(self, seconds: float) -> None:
        if self._can_seek():
            self.player.seek(self._status.position_s + seconds)

    def set_speed(self, speed: float) -> None:
        """Play faster or slower; a camera has only its own speed."""
        wanted = 1.0 if self.is_live else speed
        if wanted != self._rate:
            self._rate = wanted
            self.player.set_rate(wanted)
            self._show()

    def _change_speed(self, steps: int) -> None:
        near = min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - self._rate))
        self.set_speed(SPEEDS[min(max(0, near + steps), len(SPEEDS) - 1)])

    def set_volume(self, volume: int) -> None:
        """Loudness, 0–100; turning it up takes a mute away."""
        if volume > self._volume and self._muted:
            self.on_mute_chosen()
        self._volume = min(max(0, volume), 100)
        self.player.set_volume(self._volume)
        self._show()

    def on_mute_chosen(self) -> None:
        """Sound off or on."""
        self._muted = not self._muted
        self.player.set_muted(self._muted)
        self._show()

    def on_full_screen_chosen(self) -> None:
        """Nothing but the picture, or back; the bar comes with the mouse."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        self._wake()

    def _wake(self) -> None:
        self.bar.show()
        self.unsetCursor()
        if self.isFullScreen():
            self._bar_hides.start()
        else:
            self._bar_hides.stop()

    def on_hands_rested(self) -> None:
        """Full screen and no mouse for a while: only the picture."""
        if self.isFullScreen() and not self.bar.underMouse():
            self.bar.hide()
            self.setCursor(Qt.CursorShape.BlankCursor)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The mouse on the picture brings the bar back."""
        if watched is self.view and event.type() is QEvent.Type.MouseMove:
            self._wake()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the player; what has the focus takes its own first."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain or not self._key(event.key()):
            super().keyPressEvent(event)
        else:
            self._wake()

    def _key(self, key: int) -> bool:
        keys = Qt.Key
        acts = {
            keys.Key_Space: self.on_play_pause_chosen,
            keys.Key_Left: lambda: self._seek_by(-SEEK_STEP_S),
            keys.Key_Right: lambda: self._seek_by(SEEK_STEP_S),
            keys.Key_Comma: lambda: self.on_step_chosen(-1),
            keys.Key_Period: lambda: self.on_step_chosen(1),
            keys.Key_BracketLeft: lambda: self._change_speed(-1),
            keys.Key_BracketRight: lambda: self._change_speed(1),
            keys.Key_M: self.on_mute_chosen,
            keys.Key_Up: lambda: self.set_volume(self._volume + VOLUME_STEP),
            keys.Key_Down: lambda: self.set_volume(self._volume - VOLUME_STEP),
            keys.Key_F: self.on_full_screen_chosen,
            keys.Key_O: self.on_open_chosen,
            keys.Key_Escape: self.on_full_screen_chosen if self.isFullScreen() else self.close,
        }
        act = acts.get(keys(key))
        if act is not None:
            act()
        return act is not None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this machine may be dropped here."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Play the first file that was dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.open_file(Path(files[0]))

    # -- what is shown

    def on_status_changed(self, status: PlayerStatus) -> None:
        """News of the player; what it says of an older source is out of date."""
        if status.source < self.player.source and status.reason != "no_libvlc":
            return
        self._status = status
        if status.state in {"playing", "paused", "ended", "failed"}:
            self.view.uncover(status.first_frame)
        self._show()

    def on_tick(self) -> None:
        """A new picture, or a while without one."""
        now = time.monotonic()
        if self.view.render_tick() or self._status.state != "playing":
            self._new_picture_at = now
        elif self.is_live and now - self._new_picture_at > WAITING_AFTER_S:
            self._show_bar()

    def _show(self) -> None:
        name = ""
        if self._playing is not None:
            name = self._playing.name
        title = self.tr("Player")
        self.setWindowTitle(f"{name} – {title}" if name else title)
        self.setAccessibleName(title)
        self.view.setAccessibleName(self.tr("Picture of {name}").format(name=name or "–"))
        self._show_message(name)
        self._show_bar()

    def _show_message(self, name: str) -> None:
        status, live = self._status, self.is_live
        if self._playing is None:
            drop = self.tr("Drop a recording here, or press O.")
            self.view.show_message(self.tr("Nothing to play yet"), drop)
        elif status.state == "failed":
            again = self.tr("Connect again") if live else self.tr("Try again")
            self.view.show_message(
                failure_title(status.reason, live=live),
                f"{name}\n{failure_words(status.reason, live=live)}",
                "" if status.reason in {"hung", "no_libvlc"} else again,
            )
        elif status.state == "opening":
            opening = self.tr("Connecting…") if live else self.tr("Opening…")
            self.view.show_message(opening, name)
        else:
            self.view.show_message("")

    def _show_bar(self) -> None:
        status = self._status
        self.bar.set_view(
            PlayerBarView(
                playing=status.state in {"playing", "opening"},
                live=self.is_live,
                possible=self._playing is not None,
                position_s=status.position_s,
                length_s=status.length_s,
                speed=self._rate,
                volume=self._volume,
                muted=self._muted,
                state_text=self._state_words(),
            )
        )

    def _state_words(self) -> str:
        if self._playing is None:
            return ""
        quiet_s = int(time.monotonic() - self._new_picture_at)
        if self.is_live and self._status.state == "playing":
            if quiet_s >= WAITING_AFTER_S:
                return self.tr("No new picture for {seconds} s").format(seconds=quiet_s)
            return self.tr("Live")
        words = {
            "opening": self.tr("Buffering…"),
            "playing": "",
            "paused": self.tr("Paused"),
            "ended": self.tr("End"),
            "failed": self.tr("Stopped"),
        }
        return words.get(self._status.state, "")

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cut the source and go; libvlc ends in its own thread."""
        self._tick.stop()
        self._bar_hides.stop()
        self.player.close()
        self.closed.emit()
        super().closeEvent(event)
