"""The GUI's line to the voice process, and the watch over it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from console.state.voice_limits import VoiceLimits
from console.video.child_link import ChildLink
from console.voice.messages import (
    Devices,
    VoicePass,
    VoicePerson,
    devices_message,
    hear_message,
    join_message,
    leave_message,
    talk_message,
    use_message,
)

WATCH_MS = 500
START_S = 20.0
"""A process that just began may be silent for so long: it loads a lot."""
AGAIN_MS = 1000
"""One that died at once isn't started again at once."""


class VoiceLink(QObject):
    """Speaks with the voice process; starts it when it is needed, and again when it is gone.

    Signals:
        joined: Sound flows both ways; again after each lost connection.
        left: One isn't there any more: ``asked``, ``over`` (the consultation) or ``replaced`` (the
            same person joined elsewhere).
        speaking_changed: Who is there and speaks (a tuple of ``VoicePerson``); empty when lost.
        level_changed: How loud the own microphone is while one speaks, in dB, -96 to 0.
        sound_changed: Whether a microphone and a loudspeaker work.
        failed: Something doesn't work (a ``Failure``'s value) and seconds until it is tried
            again, -1 where it isn't.
        devices_found: What there is (a ``Devices``), after ``look_for_devices``.
    """

    joined = Signal()
    left = Signal(str)
    speaking_changed = Signal(object)
    level_changed = Signal(int)
    sound_changed = Signal(bool, bool)
    failed = Signal(str, float)
    devices_found = Signal(object)

    def __init__(
        self, limits: VoiceLimits, parent: QObject | None = None, options: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self._limits = limits
        self._options = tuple(options)
        self._link: ChildLink | None = None
        self._given: VoicePass | None = None
        self._used = ("", "")
        self._is_hearing = True
        self._heard_at = self._began_at = self._watched_at = 0.0
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self.on_watch_due)

    @property
    def process_id(self) -> int:
        """The voice process's number; 0 while there is none."""
        return 0 if self._link is None else self._link.pid

    def join(self, given: VoicePass) -> None:
        """Join a room and stay there until ``leave``; another one is left."""
        self._given = given
        self._send(join_message(given))

    def talk(self, is_talking: bool) -> None:
        """Speak, or stop; ``speaking_changed`` says when others hear it."""
        if self._given is not None:
            self._send(talk_message(is_talking))

    def hear(self, is_hearing: bool) -> None:
        """Let the loudspeaker be heard, or not."""
        self._is_hearing = is_hearing
        if self._link is not None:
            self._send(hear_message(is_hearing))

    def leave(self) -> None:
        """Leave the room."""
        if self._given is not None:
            self._given = None
            self._send(leave_message())

    def look_for_devices(self) -> None:
        """Look what there is; ``devices_found`` answers."""
        self._send(devices_message())

    def use_devices(self, microphone: str, loudspeaker: str) -> None:
        """Use these from now on; empty: what the machine prefers."""
        self._used = (microphone, loudspeaker)
        if self._link is not None:
            self._send(use_message(microphone, loudspeaker))

    def close(self) -> None:
        """End, and the process with it."""
        self._given = None
        self._watch.stop()
        link, self._link = self._link, None
        if link is not None:
            link.let_end(int((self._limits.end_s + 1.0) * 1000))

    # -- the process

    def _send(self, message: dict[str, Any]) -> None:
        if self._link is None:
            self._start()
        assert self._link is not None
        self._link.send(message)

    def _start(self) -> None:
        self._link = ChildLink("console.voice.voice", self, self._options)
        self._link.told.connect(self.on_told)
        self._link.ended.connect(self.on_process_ended)
        self._began_at = self._watched_at = time.monotonic()
        self._heard_at = self._began_at + START_S
        self._link.start()
        self._watch.start()
        if self._used != ("", ""):
            self._link.send(use_message(*self._used))
        if not self._is_hearing:
            self._link.send(hear_message(False))

    def on_watch_due(self) -> None:
        """A process that hangs is replaced."""
        now = time.monotonic()
        was_held_up = now - self._watched_at > 2.0  # this program itself, or the machine slept
        self._watched_at = now
        if was_held_up:
            self._heard_at = max(self._heard_at, now)
        if now - self._heard_at > self._limits.mute_s and self._link is not None:
            self._link.kill()  # ``ended`` follows

    def on_process_ended(self) -> None:
        """Another process goes back to where this one was."""
        if self._link is not None:
            self._link.deleteLater()
            self._link = None
        self._watch.stop()
        self.speaking_changed.emit(())
        if self._given is not None:
            wait_ms = 0 if time.monotonic() - self._began_at > 2.0 else AGAIN_MS
            self.failed.emit("away", wait_ms / 1000)
            QTimer.singleShot(wait_ms, self, self._join_again)

    def _join_again(self) -> None:
        if self._given is not None and self._link is None:
            self._send(join_message(self._given))

    def on_told(self, message: dict[str, Any]) -> None:
        """News from the process."""
        self._heard_at = time.monotonic()
        kind = message["is"]
        if kind == "joined":
            self.joined.emit()
        elif kind == "people":
            self.speaking_changed.emit(tuple(VoicePerson(**one) for one in message["people"]))
        elif kind == "level":
            self.level_changed.emit(message["level"])
        elif kind == "sound":
            self.sound_changed.emit(message["microphone"], message["loudspeaker"])
        elif kind == "devices":
            found = Devices(tuple(message["microphones"]), tuple(message["loudspeakers"]))
            self.devices_found.emit(found)
        elif kind == "left":
            self._gone(message["why"])
        elif kind == "failed":
            self._not_working(message["reason"], message["again_s"])

    def _gone(self, why: str) -> None:
        if why != "asked":
            self._given = None
        self.speaking_changed.emit(())
        self.left.emit(why)

    def _not_working(self, reason: str, again_s: float | None) -> None:
        if reason != "microphone":
            self.speaking_changed.emit(())
            if again_s is None:
                self._given = None
        self.failed.emit(reason, -1.0 if again_s is None else again_s)
