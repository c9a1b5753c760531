"""One piece of work beside the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

_LOOK_MS = 30


class JobControl:
    """What the work and its owner share; safe from both threads.

    Attributes:
        percent: How far the work is; -1 while that isn't known.
    """

    def __init__(self) -> None:
        self.percent = -1
        self._stop = threading.Event()

    @property
    def stopped(self) -> bool:
        """Whether nobody waits for the result any more."""
        return self._stop.is_set()

    def tell(self, percent: int) -> None:
        """Say how far the work is."""
        self.percent = percent

    def stop(self) -> None:
        """Ask the work to end; its result will be thrown away."""
        self._stop.set()


class BackgroundJob(QObject):
    """Runs ``work`` on a thread and hands its result over on the GUI thread.

    The thread never touches Qt, so an owner may be deleted at any moment: the work then runs out
    unseen. An exception of the work reaches the hooks for unhandled ones, like any other.

    Signals:
        progressed: How far it is, in percent; -1 when unknown.
        done: The result of the work.
        failed: The work ended in an exception.
    """

    progressed = Signal(int)
    done = Signal(object)
    failed = Signal()

    def __init__(self, work: Callable[[JobControl], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._control = JobControl()
        self._results: list[object] = []
        self._thread = threading.Thread(
            target=_run, args=(work, self._control, self._results), name="camera-list"
        )
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.on_looked)

    def start(self) -> None:
        """Begin; once only."""
        self._thread.start()
        self._timer.start()

    def cancel(self) -> None:
        """Ask the work to end and say nothing about it any more; never waits."""
        self._control.stop()
        self._timer.stop()

    def on_looked(self) -> None:
        """Tell what has happened on the thread since the last look."""
        if self._thread.is_alive():
            self.progressed.emit(self._control.percent)
            return
        self._timer.stop()
        if self._results:
            self.done.emit(self._results[0])
        else:
            self.failed.emit()


def _run(work: Callable[[JobControl], object], control: JobControl, results: list[object]) -> None:
    results.append(work(control))
