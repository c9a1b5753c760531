"""Runs calls of the backend beside the GUI thread, the urgent ones first.

A call blocks for as long as its own time limits allow, never longer; its result or its error comes
back on the GUI thread. Who no longer wants a result cancels its ticket: the call then runs out
unseen.
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import structlog
from PySide6.QtCore import QObject, Qt, Signal

from backend_client.errors import BackendAwayError, ClientError

WORKERS = 3
Done = Callable[[Any], None]
Failed = Callable[[ClientError], None]


class Priority(IntEnum):
    """What goes first: what a person waits for before what keeps lists up to date."""

    ORDER = 0
    """Somebody is sent or told."""
    SIGHT = 1
    """Somebody waits to see it."""
    UPKEEP = 2


class GivenUpError(ClientError):
    """The person didn't want to wait any longer; what was sent may still take effect."""


_log = structlog.get_logger(__name__)


def _nothing(_: object) -> None:
    """What is done with a result that nobody wants."""


def _note(error: ClientError) -> None:
    """What is done with an error that nobody handles; that it is away is told elsewhere."""
    level = logging.INFO if isinstance(error, BackendAwayError) else logging.WARNING
    _log.log(level, "a call of the backend failed", reason=str(error))


@dataclass(eq=False, slots=True)
class Ticket:
    """One call. ``label`` says in the person's words what is waited for; empty: not shown."""

    work: Callable[[], Any]
    done: Done
    failed: Failed
    label: str
    since_s: float
    is_cancelled: bool = False

    def cancel(self) -> None:
        """Want nothing of it any more; the call itself may still take effect."""
        self.is_cancelled = True


@dataclass(order=True, slots=True)
class _Place:
    priority: int
    number: int
    ticket: Ticket | None = field(compare=False)


class TaskQueue(QObject):
    """Threads that take calls off one queue.

    An exception other than ``ClientError`` is raised again on the GUI thread: it is a fault of
    ours, and the hook for unhandled ones shows it.

    Signals:
        changed: A call was added or is over.
    """

    changed = Signal()
    _over = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None, workers: int = WORKERS) -> None:
        super().__init__(parent)
        self._places: queue.PriorityQueue[_Place] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._open: list[Ticket] = []
        self._is_closed = False
        self._over.connect(self._on_over, Qt.ConnectionType.QueuedConnection)
        self._threads = [
            threading.Thread(target=self._serve, name=f"backend-call-{number}", daemon=True)
            for number in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def run(
        self,
        work: Callable[[], Any],
        done: Done = _nothing,
        failed: Failed = _note,
        *,
        priority: Priority = Priority.SIGHT,
        label: str = "",
    ) -> Ticket:
        """Have ``work`` done; ``done`` or ``failed`` is called on the GUI thread."""
        ticket = Ticket(work, done, failed, label, time.monotonic())
        self._open.append(ticket)
        self._places.put(_Place(priority, next(self._numbers), ticket))
        self.changed.emit()
        return ticket

    @property
    def waiting(self) -> tuple[Ticket, ...]:
        """Calls that somebody still waits for, oldest first."""
        return tuple(ticket for ticket in self._open if not ticket.is_cancelled)

    def longest(self) -> tuple[str, float]:
        """What somebody has waited for longest, in words, and seconds; empty and 0 for nothing."""
        shown = [ticket for ticket in self.waiting if ticket.label]
        if not shown:
            return "", 0.0
        first = min(shown, key=lambda ticket: ticket.since_s)
        return first.label, time.monotonic() - first.since_s

    def give_up(self, after_s: float) -> None:
        """The person waits no longer for what takes longer than that; each learns of it."""
        now = time.monotonic()
        for ticket in self.waiting:
            if ticket.label and now - ticket.since_s >= after_s:
                ticket.cancel()
                ticket.failed(GivenUpError())
        self.changed.emit()

    def close(self, within_s: float = 3.0) -> bool:
        """Take no more calls; True once the threads are over, False where one still waits."""
        self._is_closed = True
        for ticket in self._open:
            ticket.cancel()
        for _ in self._threads:
            self._places.put(_Place(-1, next(self._numbers), None))
        deadline = time.monotonic() + within_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _serve(self) -> None:
        while True:
            ticket = self._places.get().ticket
            if ticket is None:
                return
            result: Any = None
            error: BaseException | None = None
            if not ticket.is_cancelled:
                try:
                    result = ticket.work()
                except Exception as fault:
                    error = fault
            if not self._is_closed:
                self._over.emit(ticket, result, error)

    def _on_over(self, ticket: Ticket, result: object, error: BaseException | None) -> None:
        self._open.remove(ticket)
        if not ticket.is_cancelled and not self._is_closed:
            if error is None:
                ticket.done(result)
            elif isinstance(error, ClientError):
                ticket.failed(error)
            else:
                raise error
        self.changed.emit()
