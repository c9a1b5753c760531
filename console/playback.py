"""Playing recordings and hearing cameras: what is there only where libvlc is found."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from console.pages.player_window import PlayerWindow
from console.pages.player_words import failure_words
from console.state.camera import Camera
from console.video.vlc_probe import VlcProbe, probe_vlc
from widgets.asking import choose_files

if TYPE_CHECKING:
    from console.video.vlc_engine import VlcPlayer

Probe = Callable[[], VlcProbe]


def found_vlc(probe: Probe) -> VlcProbe:
    """What the probe says, and the engine loaded if it may be; blocks, so in a thread."""
    found = probe()
    if found.available:
        try:
            import console.video.vlc_engine  # noqa: F401, PLC0415  it loads libvlc
        except (ImportError, OSError, AttributeError, NotImplementedError):
            return VlcProbe(False, reason="libvlc can't be loaded")
    return found


class Playback(QObject):
    """The one player window, and the sound of the enlarged pane.

    Signals:
        probed: Whether anything can be played on this machine; once.
        sound_failed: An enlarged camera can't be heard (its name, and why in words).
    """

    probed = Signal(bool)
    sound_failed = Signal(str, str)
    _found = Signal(object)

    def __init__(self, parent: QWidget, probe: Probe = probe_vlc) -> None:
        super().__init__(parent)
        self._owner = parent
        self._probe = probe
        self._vlc = VlcProbe(False)
        self.window: PlayerWindow | None = None
        self._heard: tuple[Camera, VlcPlayer] | None = None
        self._ending: list[VlcPlayer] = []
        self._found.connect(self.on_found)

    @property
    def possible(self) -> bool:
        """Whether libvlc is there, as far as is known by now."""
        return self._vlc.available

    def start(self) -> None:
        """Look for libvlc in the background; ``probed`` says what came out."""
        threading.Thread(target=self._look, name="vlc-probe", daemon=True).start()

    def _look(self) -> None:
        found = found_vlc(self._probe)
        with contextlib.suppress(RuntimeError):  # the console went in the meantime
            self._found.emit(found)

    def on_found(self, found: VlcProbe) -> None:
        """The probe came back, on the GUI thread."""
        self._vlc = found
        self.probed.emit(found.available)

    def _make_player(self, *options: str) -> VlcPlayer:
        from console.video.vlc_engine import VlcPlayer  # noqa: PLC0415  loaded by the probe

        return VlcPlayer(self, direct_rtsp=self._vlc.rtsp, options=options)

    # -- the player window

    def on_player_chosen(self) -> None:
        """Ask for a recording and play it."""
        if not self.possible:
            return
        title, every = self.tr("Play a recording"), self.tr("All files (*)")
        choose_files(self._owner, title, every, lambda names: self.play_file(Path(names[0])))

    def play_file(self, path: Path) -> None:
        """Play a recording in the player window."""
        self._shown_window().open_file(path)

    def play_camera(self, camera: Camera) -> None:
        """Open a camera with sound in the player window; nothing without libvlc."""
        if self.possible:
            self.be_silent()
            self._shown_window().open_camera(camera)

    def _shown_window(self) -> PlayerWindow:
        if self.window is None:
            self.window = PlayerWindow(self._make_player())
            self.window.closed.connect(self.on_window_closed)
        window = self.window
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def on_window_closed(self) -> None:
        """The player went with its window; the next one is made anew."""
        if self.window is not None:
            self._ending.append(self.window.player)
            self.window.deleteLater()
            self.window = None

    # -- sound of the enlarged pane

    def heard(self) -> VlcPlayer | None:
        """The player that makes the enlarged camera heard."""
        return None if self._heard is None else self._heard[1]

    def hear(self, camera: Camera) -> None:
        """Let a camera be heard, without a picture: the pane already shows one."""
        if not self.possible or (self._heard is not None and self._heard[0] == camera):
            return
        self.be_silent()
        player = self._make_player("--no-video")
        player.failed.connect(self.on_sound_failed)
        self._heard = (camera, player)
        player.open_live(camera.main_url or camera.sub_url, camera.user, camera.password)

    def be_silent(self) -> None:
        """End the sound of the enlarged pane."""
        if self._heard is not None:
            player = self._heard[1]
            self._heard = None
            player.failed.disconnect(self.on_sound_failed)
            player.close()
            self._ending.append(player)

    def on_sound_failed(self, reason: str) -> None:
        """The enlarged camera isn't heard any more."""
        if self._heard is not None:
            name = self._heard[0].name
            self.be_silent()
            self.sound_failed.emit(name, failure_words(reason, live=True))

    # -- the end

    def close(self) -> None:
        """Close window and sound; returns at once."""
        self.be_silent()
        if self.window is not None:
            self.window.close()

    def wait_closed(self, limit_s: float) -> bool:
        """After ``close()``: whether libvlc let go of each player within ``limit_s`` seconds."""
        return all(player.wait_closed(limit_s) for player in self._ending)
