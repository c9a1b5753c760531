"""Playback with sound through libvlc: files, recordings and the enlarged live pane.

libvlc's calls may block (``stop()`` for ever, while its source stalls), so a worker thread makes
all of them. The GUI only leaves commands and looks at the worker's newest status; it never waits.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import vlc
from PySide6.QtCore import QObject, QTimer, Signal

from console.video.vlc_feed import VlcFeed
from console.video.vlc_frames import VlcFrames

POLL_S = 0.1
CALL_LIMIT_S = 5.0  # a libvlc call that takes longer is taken for hung
RATE_MIN, RATE_MAX = 0.25, 8.0
FRAME_MS = 40.0  # one frame back where the file doesn't tell its rate
OPTIONS = ("--quiet", "--no-video-title-show", "--no-sub-autodetect-file", "--no-snapshot-preview")
PlayState = Literal["idle", "opening", "playing", "paused", "ended", "failed"]
_STATES: dict[int, PlayState] = {
    0: "idle",
    1: "opening",
    2: "opening",
    3: "playing",
    4: "paused",
    5: "idle",
    6: "ended",
    7: "failed",
}


@dataclass(frozen=True, slots=True)
class PlayerStatus:
    """What the player does. Times in seconds; ``length_s`` is 0 for a live stream."""

    state: PlayState = "idle"
    position_s: float = 0.0
    length_s: float = 0.0
    rate: float = 1.0
    volume: int = 100
    muted: bool = False
    reason: str = ""  # a word for a failure: missing, refused, login, timeout, no_video, hung …
    source: int = 0  # counts what was opened, so that news of an older one can be told apart
    first_frame: int = 0  # frames up to this number belong to an older source


class _Worker(threading.Thread):
    """Owns libvlc's objects and makes every call on them; knows nothing of Qt."""

    def __init__(self, frames: VlcFrames, options: tuple[str, ...]) -> None:
        super().__init__(name="vlc-player", daemon=True)
        self._options = options
        self._frames = frames
        self._commands: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._player: Any = None
        self._instance: Any = None
        self._media: Any = None
        self._feed: VlcFeed | None = None
        self._closing = False
        self._rate, self._volume, self._muted = 1.0, 100, False
        self._source = self._first_frame = 0
        self._has_sound = False
        self._target_ms: float | None = None  # libvlc's clock stands still while it is paused
        self.status = PlayerStatus()
        self.busy_since: float | None = None

    # --- called on the GUI thread: never blocks ---
    def post(self, command: Callable[[], None]) -> None:
        self._commands.put(command)

    def cut_feed(self) -> None:
        feed = self._feed
        if feed is not None:
            feed.cut()

    def shut(self) -> None:
        self._closing = True
        self.cut_feed()
        self._commands.put(None)

    # --- the thread ---
    def run(self) -> None:
        self._instance = vlc.Instance(list(self._options))
        if self._instance is None:
            self.status = PlayerStatus("failed", reason="no_libvlc")
            return
        self._player = self._instance.media_player_new()
        self._frames.attach(self._player)
        while not self._closing:
            self._one_turn()
        self._release()

    def _one_turn(self) -> None:
        try:
            command = self._commands.get(timeout=POLL_S)
        except queue.Empty:
            command = self._look
        if command is None:
            return
        self.busy_since = time.monotonic()
        command()
        self._look()
        self.busy_since = None

    def _look(self) -> None:
        player, old = self._player, self.status
        if self._media is None:
            return
        state = _STATES.get(int(player.get_state().value), "idle")
        reason = old.reason
        if self._feed is not None and state in ("ended", "failed") and not reason:
            reason = self._feed.reason()
            state = "failed"
        elif state == "failed" or (state == "ended" and not self._gave_anything()):
            state, reason = "failed", reason or "unreadable"
        elif reason:
            state = "failed"
        self._has_sound = self._has_sound or player.audio_get_track_count() > 0
        size = player.video_get_size(0)
        if size and min(size) > 0:
            self._frames.visible = (int(size[0]), int(size[1]))
        length_s = max(0, player.get_length()) / 1000
        position_s = length_s if state == "ended" else self._now_ms() / 1000
        self._tell(state, reason, position_s, length_s)

    def _tell(
        self, state: PlayState, reason: str = "", position_s: float = 0.0, length_s: float = 0.0
    ) -> None:
        self.status = PlayerStatus(
            state,
            position_s,
            length_s,
            self._rate,
            self._volume,
            self._muted,
            reason,
            self._source,
            self._first_frame,
        )

    def _gave_anything(self) -> bool:
        if self._has_sound or self._frames.sequence() > self._first_frame:
            return True
        # A short sound may begin and end between two looks; libvlc's counts outlive it.
        counts = vlc.MediaStats()
        return bool(self._media.get_stats(counts)) and counts.decoded_audio > 0

    def _now_ms(self) -> float:
        return max(0.0, self._player.get_time() if self._target_ms is None else self._target_ms)

    def _release(self) -> None:
        self.busy_since = time.monotonic()
        self._drop_media()
        self._player.release()
        self._instance.release()
        self.busy_since = None

    def _drop_media(self) -> None:
        if self._feed is not None:
            self._feed.cut()  # first the source, then stop(): the other way round may hang
        self._player.stop()
        if self._media is not None:
            self._media.release()
            self._media = None
        if self._feed is not None:
            self._feed.close()
            self._feed = None

    def _start(self, media: Any) -> None:
        self._media = media
        self._target_ms = None
        self._frames.visible = None
        self._player.set_media(media)
        self._tell("opening")
        self._player.play()
        self._player.audio_set_volume(self._volume)
        self._player.audio_set_mute(self._muted)
        self._player.set_rate(self._rate)

    def _refuse(self, reason: str) -> None:
        self._tell("failed", reason)

    # --- commands ---
    def _begin(self, source: int) -> None:
        self._drop_media()
        self._source, self._first_frame = source, self._frames.sequence()
        self._has_sound = False

    def open_file(self, source: int, path: Path) -> None:
        self._begin(source)
        try:
            regular = path.is_file()  # a pipe or a device could stall libvlc
        except OSError:
            regular = False
        if not regular:
            self._refuse("missing")
            return
        self._start(self._instance.media_new_path(str(path.absolute())))

    def open_feed(self, source: int, url: str, user: str, password: str) -> None:
        self._begin(source)
        try:
            self._feed = VlcFeed(url, user, password)
        except OSError:
            self._refuse("failed")
            return
        media = self._instance.media_new_fd(self._feed.descriptor)
        media.add_option(":file-caching=300")
        media.add_option(":demux=ts")
        self._start(media)

    def open_direct(self, source: int, url: str, user: str, password: str) -> None:
        self._begin(source)
        media = self._instance.media_new_location(url)
        for option in ("rtsp-tcp", "network-caching=300"):
            media.add_option(f":{option}")
        if user:
            media.add_option(f":rtsp-user={user}")
            media.add_option(f":rtsp-pwd={password}")
        self._start(media)

    def play(self) -> None:
        if self.status.state == "ended":
            self._player.stop()  # libvlc plays a file again only from the start
        self._target_ms = None
        self._player.play()

    def pause(self) -> None:
        self._player.set_pause(1)

    def stop(self) -> None:
        self._drop_media()
        self._tell("idle")

    def seek(self, position_s: float) -> None:
        if self.status.state == "ended":
            self._player.stop()
            self._player.play()
        self._player.set_time(int(position_s * 1000))
        if self.status.state == "paused":
            self._target_ms = position_s * 1000

    def step(self, frames: int) -> None:
        fps = self._player.get_fps()
        frame_ms = 1000 / fps if fps > 0 else FRAME_MS
        target = max(0.0, self._now_ms() + (frame_ms if frames > 0 else -frame_ms))
        if frames > 0:
            self._player.next_frame()  # pauses by itself
        else:
            self._player.set_pause(1)
            self._player.set_time(int(target))
        self._target_ms = target

    def set_rate(self, rate: float) -> None:
        self._rate = rate
        self._player.set_rate(rate)

    def set_volume(self, volume: int) -> None:
        self._volume = volume
        self._player.audio_set_volume(volume)

    def set_muted(self, muted: bool) -> None:
        self._muted = muted
        self._player.audio_set_mute(muted)


class VlcPlayer(QObject):
    """One libvlc player for the GUI thread.

    Attributes:
        frames: The picture, a ``widgets.FrameSource``; stays the same object.
        status: The newest ``PlayerStatus``.
        source: How many sources were opened; a status of an earlier one is out of date.

    Signals:
        status_changed: ``PlayerStatus``, at most ten times a second.
        ended: The file played to its end.
        failed: The reason, one word (see ``PlayerStatus.reason``).
    """

    status_changed = Signal(object)
    ended = Signal()
    failed = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        direct_rtsp: bool = False,
        options: tuple[str, ...] = (),
    ) -> None:
        """``direct_rtsp`` from ``VlcProbe.rtsp``; ``options`` are added to libvlc's own."""
        super().__init__(parent)
        self.frames = VlcFrames()
        self.status = PlayerStatus()
        self.source = 0
        self._direct = direct_rtsp
        self._worker = _Worker(self.frames, (*OPTIONS, *options))
        self._worker.start()
        self._timer = QTimer(self)
        self._timer.setInterval(int(POLL_S * 1000))
        self._timer.timeout.connect(self.on_poll_due)
        self._timer.start()

    def open_file(self, path: Path) -> None:
        """Play a file from its start."""
        self._worker.cut_feed()
        self.source += 1
        source = self.source
        self._worker.post(lambda: self._worker.open_file(source, path))

    def open_live(self, url: str, user: str = "", password: str = "") -> None:
        """Play a stream; by libvlc itself where it has RTSP, else through a ``VlcFeed``."""
        self._worker.cut_feed()
        self.source += 1
        worker, source = self._worker, self.source
        opened = worker.open_direct if self._direct else worker.open_feed
        worker.post(lambda: opened(source, url, user, password))

    def play(self) -> None:
        """Go on; from the start after the end."""
        self._worker.post(self._worker.play)

    def pause(self) -> None:
        """Hold the picture."""
        self._worker.post(self._worker.pause)

    def stop(self) -> None:
        """Let go of the source."""
        self._worker.cut_feed()
        self._worker.post(self._worker.stop)

    def seek(self, position_s: float) -> None:
        """Go to a position, kept within the file (seconds)."""
        position = min(max(0.0, position_s), max(0.0, self.status.length_s))
        self._worker.post(lambda: self._worker.seek(position))

    def step(self, frames: int) -> None:
        """One frame on (positive) or back (negative), paused."""
        self._worker.post(lambda: self._worker.step(frames))

    def set_rate(self, rate: float) -> None:
        """Speed, kept within 0.25–8."""
        kept = min(max(RATE_MIN, rate), RATE_MAX)
        self._worker.post(lambda: self._worker.set_rate(kept))

    def set_volume(self, volume: int) -> None:
        """Loudness, 0–100."""
        kept = min(max(0, volume), 100)
        self._worker.post(lambda: self._worker.set_volume(kept))

    def set_muted(self, muted: bool) -> None:
        """Sound off or on."""
        self._worker.post(lambda: self._worker.set_muted(muted))

    def close(self) -> None:
        """Cut the source and let the worker end; returns at once, whatever libvlc does."""
        self._timer.stop()
        self._worker.shut()

    def wait_closed(self, limit_s: float) -> bool:
        """After ``close()``: whether libvlc let go within ``limit_s`` seconds."""
        self._worker.join(limit_s)
        return not self._worker.is_alive()

    def on_poll_due(self) -> None:
        """Hand on what the worker saw."""
        since, status = self._worker.busy_since, self._worker.status
        if since is not None and time.monotonic() - since > CALL_LIMIT_S:
            self._worker.cut_feed()
            status = PlayerStatus("failed", reason="hung", source=self.source)
        if status == self.status:
            return
        before, self.status = self.status.state, status
        self.status_changed.emit(status)
        if status.state != before and status.state == "ended":
            self.ended.emit()
        if status.state != before and status.state == "failed":
            self.failed.emit(status.reason)
