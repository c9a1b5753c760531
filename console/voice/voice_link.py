"""The GUI's line to the voice process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from backend_client.voice_pass import VoicePass
from console.state.sound_choice import SoundChoice
from console.state.voice_limits import VoiceLimits
from console.video.watched_child import WatchedChild
from console.voice.messages import (
    Devices,
    VoicePerson,
    Working,
    devices_message,
    join_message,
    leave_message,
    talk_message,
    use_message,
)

START_S = 30.0
"""A process that just began may be silent for so long: it loads a lot."""


class VoiceLink(QObject):
    """Speaks with the voice process; starts it when it is needed, and again when it is gone.

    Signals:
        joined: Sound flows both ways; again after each lost connection.
        left: One isn't there any more: ``asked``, ``over`` (the consultation) or ``replaced`` (the
            same person joined elsewhere).
        speaking_changed: Who is there and speaks (a tuple of ``VoicePerson``); empty when lost.
        level_changed: How loud the own microphone is while one speaks, in dB, -96 to 0.
        sound_changed: Which devices work (a ``Working``).
        failed: Something doesn't work (a ``Failure``'s value) and seconds until it is tried
            again, -1 where it isn't.
        devices_found: What there is (a ``Devices``), after ``look_for_devices``.
    """

    joined = Signal()
    left = Signal(str)
    speaking_changed = Signal(object)
    level_changed = Signal(int)
    sound_changed = Signal(object)
    failed = Signal(str, float)
    devices_found = Signal(object)

    def __init__(
        self, limits: VoiceLimits, parent: QObject | None = None, options: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self._limits = limits
        self._given: VoicePass | None = None
        self._chosen = SoundChoice()
        self._child = WatchedChild(
            "console.voice.voice",
            self._first,
            start_s=START_S,
            mute_s=limits.mute_s,
            options=options,
            parent=self,
        )
        self._child.told.connect(self.on_told)
        self._child.ended.connect(self.on_process_ended)
        self._child.due.connect(self._join_again)

    @property
    def process_id(self) -> int:
        """The voice process's number; 0 while there is none."""
        return self._child.pid

    def join(self, given: VoicePass) -> None:
        """Join a room and stay there until ``leave``; another one is left."""
        self._given = given
        self._child.send_there(join_message(given))
        self._child.start()  # another process is told when it begins

    def talk(self, is_talking: bool) -> None:
        """Speak, or stop; ``speaking_changed`` says when others hear it."""
        if self._given is not None:
            self._child.send_there(talk_message(is_talking))

    def leave(self) -> None:
        """Leave the room."""
        if self._given is not None:
            self._given = None
            self._child.send_there(leave_message())

    def look_for_devices(self) -> None:
        """Look what there is; ``devices_found`` answers."""
        self._child.send(devices_message())

    def use_devices(self, chosen: SoundChoice) -> None:
        """Use these from now on; what the machine prefers in place of one that isn't there."""
        self._chosen = chosen
        self._child.send_there(use_message(chosen))

    def close(self) -> None:
        """End, and the process with it."""
        self._given = None
        self._child.close(self._limits.end_s + 1.0)

    # -- the process

    def _first(self) -> Iterator[dict[str, Any]]:
        yield use_message(self._chosen)
        if self._given is not None:
            yield join_message(self._given)

    def on_process_ended(self, wait_ms: int) -> None:
        """Another process will go back to where this one was."""
        self.speaking_changed.emit(())
        if self._given is not None:
            self.failed.emit("away", wait_ms / 1000)

    def _join_again(self) -> None:
        if self._given is not None:
            self._child.start()

    def on_told(self, message: dict[str, Any]) -> None:
        """News from the process."""
        kind = message["is"]
        if kind == "joined":
            self.joined.emit()
        elif kind == "people":
            self.speaking_changed.emit(tuple(VoicePerson(**one) for one in message["people"]))
        elif kind == "level":
            self.level_changed.emit(message["level"])
        elif kind == "sound":
            gone = tuple(message["gone"])
            working = Working(message["microphone"], message["loudspeaker"], gone)
            self.sound_changed.emit(working)
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
        elif self._given is not None:
            return  # it left one room for the next
        self.speaking_changed.emit(())
        self.left.emit(why)

    def _not_working(self, reason: str, again_s: float | None) -> None:
        if reason != "microphone":
            self.speaking_changed.emit(())
            if again_s is None:
                self._given = None
        self.failed.emit(reason, -1.0 if again_s is None else again_s)
