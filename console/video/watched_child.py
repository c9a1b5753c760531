"""A process of its own that is started when it is spoken to, watched, and replaced."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from console.video.child_link import ChildLink

WATCH_MS = 250
HELD_UP_S = 1.0
"""Who watches was held up itself where it looks so late, or the machine slept."""
STEADY_S = 2.0
AGAIN_MS = 1000
"""One that lived shorter than that isn't started again at once."""


class WatchedChild(QObject):
    """Starts a process, one of our modules, with the first order; kills it when it is mute.

    Each new process is told what ``first`` gives before anything else: all that a dead one leaves
    to be done belongs there. It may be silent for ``start_s`` until it first says something, and
    for ``mute_s`` from then on.

    Signals:
        told: A message from the process.
        watched: Again and again while there is a process.
        ended: The process is gone, for whatever reason but :meth:`close`; ``due`` follows after
            so many milliseconds, and no other process begins before that.
        due: Now another one may begin; it has where an order waited.
    """

    told = Signal(dict)
    watched = Signal()
    ended = Signal(int)
    due = Signal()

    def __init__(
        self,
        module: str,
        first: Callable[[], Iterable[Mapping[str, Any]]],
        *,
        start_s: float,
        mute_s: float,
        options: Sequence[str] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._module = module
        self._first = first
        self._start_s = start_s
        self._mute_s = mute_s
        self._options = tuple(options)
        self._link: ChildLink | None = None
        self._waiting: list[Mapping[str, Any]] = []
        self._is_closed = False
        self._silent_until = self._began_at = self._watched_at = 0.0
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self.on_watch_due)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.on_again)

    @property
    def pid(self) -> int:
        """The process's number; 0 while there is none."""
        return 0 if self._link is None else self._link.pid

    def start(self) -> None:
        """Start the process unless it is there, or one that just died holds it up."""
        if self._link is None and not self._again.isActive() and not self._is_closed:
            self._start()

    def send(self, message: Mapping[str, Any]) -> None:
        """Send one order; a process that isn't there is started, and told as soon as it is."""
        if self._link is not None:
            self._link.send(message)
        elif not self._is_closed:
            self._waiting.append(message)
            self.start()

    def send_there(self, message: Mapping[str, Any]) -> None:
        """Send one order that only a process which is there has to know."""
        if self._link is not None:
            self._link.send(message)

    def close(self, within_s: float) -> None:
        """End the process, for good; what it still does may take so long."""
        self._is_closed = True
        self._watch.stop()
        self._again.stop()
        link, self._link = self._link, None
        if link is not None:
            link.let_end(int(within_s * 1000))

    def _start(self) -> None:
        self._link = link = ChildLink(self._module, self, self._options)
        link.told.connect(self.on_told)
        link.ended.connect(self.on_ended)
        self._began_at = self._watched_at = time.monotonic()
        self._silent_until = self._began_at + self._start_s
        self._watch.start()
        waiting, self._waiting = self._waiting, []
        link.start()
        for message in (*self._first(), *waiting):
            link.send(message)

    def on_told(self, message: dict[str, Any]) -> None:
        """News from the process."""
        self._silent_until = time.monotonic() + self._mute_s
        self.told.emit(message)

    def on_watch_due(self) -> None:
        """A process that hangs is killed."""
        now = time.monotonic()
        was_held_up = now - self._watched_at > HELD_UP_S
        self._watched_at = now
        if was_held_up:
            self._silent_until = max(self._silent_until, now + self._mute_s)
        if now > self._silent_until and self._link is not None:
            self._link.kill()  # ``ended`` follows
        self.watched.emit()

    def on_ended(self) -> None:
        """It is gone: whoever needs another one is told when."""
        self._watch.stop()
        if self._link is not None:
            self._link.deleteLater()
            self._link = None
        wait_ms = 0 if time.monotonic() - self._began_at > STEADY_S else AGAIN_MS
        self._again.start(wait_ms)
        self.ended.emit(wait_ms)

    def on_again(self) -> None:
        """Another one may begin."""
        if self._waiting:
            self.start()
        self.due.emit()
