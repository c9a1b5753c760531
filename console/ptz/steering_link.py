"""The GUI's line to the steering process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from console.ptz.messages import ask_message, head_message, press_message, release_message
from console.state.ptz_limits import PtzLimits
from console.state.ptz_steering import Velocity
from console.video.watched_child import WatchedChild

START_S = 7.0
"""A process that just began may be silent for so long."""
ASK_S = 12.0
RECENT_S = 60.0
"""What was moved longer ago stands by itself, and may be somebody else's by now."""
LOST = "lost"
"""The reason of an ask whose process died, or that nobody answered."""

Done = Callable[[Any], None]
Failed = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What waits for an answer."""

    done: Done
    failed: Failed
    until: float


class SteeringLink(QObject):
    """Speaks with the steering process; starts it when it is needed, and again when it is gone.

    Signals:
        stopped: A head stands still after a release (its camera).
        ended: A press was ended by the process: its camera, ``silent`` or ``long``.
        faulted: A press couldn't be carried out: its camera, the reason, the camera's words.
        restarted: The process died or hung; what it moved is being stopped by another one.
    """

    stopped = Signal(str)
    ended = Signal(str, str)
    faulted = Signal(str, str, str)
    restarted = Signal()

    def __init__(self, limits: PtzLimits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limits = limits
        self._heads: dict[str, tuple[str, str, str]] = {}
        self._moved_at: dict[str, float] = {}
        self._asked: dict[int, _Asked] = {}
        self._asks = self._presses = 0
        self._held: tuple[str, Velocity] | None = None
        self._beat = QTimer(self, interval=int(limits.beat_s * 1000))
        self._beat.timeout.connect(self._say_press)
        self._child = WatchedChild(
            "console.ptz.steering",
            self._first,
            start_s=START_S,
            mute_s=limits.mute_s,
            parent=self,
        )
        self._child.told.connect(self.on_told)
        self._child.watched.connect(self.on_watched)
        self._child.ended.connect(self.on_process_ended)
        self._child.due.connect(self._stop_what_moved)

    @property
    def process_id(self) -> int:
        """The steering process's number; 0 while there is none."""
        return self._child.pid

    def know_head(self, camera: str, address: str, user: str, password: str) -> None:
        """Know where a camera's head is asked."""
        to = (address, user, password)
        if self._heads.get(camera) != to:
            self._heads[camera] = to
            self._child.send_there(head_message(camera, *to))
            self._child.start()  # another process is told when it begins

    def press(self, camera: str, velocity: Velocity) -> None:
        """Move a head until ``release``; called again with another velocity as the hand moves."""
        if self._held is None or self._held[0] != camera:
            self.release()
            self._presses += 1
        self._held = camera, velocity
        self._beat.start()
        self._say_press()

    def release(self) -> None:
        """Let go of what is held: it stops."""
        self._beat.stop()
        if self._held is not None:
            camera, self._held = self._held[0], None
            self._say_release(camera)

    def stop(self, camera: str) -> None:
        """Stop a head, whatever moves it."""
        if self._held is not None and self._held[0] == camera:
            self.release()
        else:
            self._say_release(camera)

    def ask(self, camera: str, what: str, done: Done, failed: Failed, **more: object) -> None:
        """Ask a head for one thing (see ``messages``); one of the two is called, once."""
        self._asks += 1
        self._asked[self._asks] = _Asked(done, failed, time.monotonic() + ASK_S)
        self._child.send(ask_message(camera, self._asks, what, **more))
        if what.startswith("go"):
            self._moved_at[camera] = time.monotonic()

    def close(self) -> None:
        """End; the process stops what moves before it goes."""
        self._beat.stop()
        self._held = None
        self._child.close(self._limits.end_s + 0.5)

    # -- the process

    def _first(self) -> Iterator[dict[str, Any]]:
        for camera, to in self._heads.items():
            yield head_message(camera, *to)
        for camera in self._moved_lately():
            yield release_message(camera)

    def _moved_lately(self) -> list[str]:
        """What a dead process may have left moving."""
        since = time.monotonic() - RECENT_S
        return sorted(camera for camera, at in self._moved_at.items() if at >= since)

    def _say_press(self) -> None:
        if self._held is not None:
            camera, velocity = self._held
            self._child.start()  # the next beat tells one that can't begin yet
            self._child.send_there(press_message(camera, self._presses, velocity))
            self._moved_at[camera] = time.monotonic()

    def _say_release(self, camera: str) -> None:
        self._child.send(release_message(camera))
        self._moved_at[camera] = time.monotonic()

    def on_watched(self) -> None:
        """Asks that nobody answers are over."""
        now = time.monotonic()
        for number, asked in list(self._asked.items()):
            if now > asked.until:
                del self._asked[number]
                asked.failed(LOST, "")

    def on_process_ended(self) -> None:
        """Another process will stop what the dead one moved."""
        self._beat.stop()
        self._held = None
        asked, self._asked = self._asked, {}
        for one in asked.values():
            one.failed(LOST, "")
        self.restarted.emit()

    def _stop_what_moved(self) -> None:
        if self._moved_lately():
            self._child.start()

    def on_told(self, message: dict[str, Any]) -> None:
        """News from the process."""
        kind = message["is"]
        if kind in ("done", "failed"):
            asked = self._asked.pop(message["ask"], None)
            if asked is not None and kind == "done":
                asked.done(message["result"])
            elif asked is not None:
                asked.failed(message["reason"], message["words"])
        elif kind == "stopped":
            if self._held is None or self._held[0] != message["camera"]:
                self._moved_at.pop(message["camera"], None)
            self.stopped.emit(message["camera"])
        elif kind == "ended":
            self._beat.stop()
            self._held = None
            self.ended.emit(message["camera"], message["why"])
        elif kind == "fault":
            self.faulted.emit(message["camera"], message["reason"], message["words"])
