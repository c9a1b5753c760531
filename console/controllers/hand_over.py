"""Somebody else takes the seat: every open event of it goes along."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from backend_client.client import Client
from backend_client.errors import ClientError, ProblemError
from console.controllers.backend_link import BackendLink
from console.tasks.task_queue import Priority

_ACTION = "hand_over_seat"


class HandOver(QObject):
    """Gives the events of this seat to another person.

    Signals:
        done: How many were given, and how many stay because they changed meanwhile.
        failed: Why nothing more could be given (a ``ClientError``).
    """

    done = Signal(int, int)
    failed = Signal(object)

    def __init__(self, link: BackendLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link

    def begin(self, person: str) -> None:
        """Give everything to a person."""
        seat, client = self._link.seat, self._link.client
        if seat is None:
            return

        def done(counts: tuple[int, int]) -> None:
            self.done.emit(*counts)

        def failed(error: ClientError) -> None:
            self.failed.emit(error)

        self._link.tasks.run(
            lambda: _give_all(client, seat.town, seat.session.person, person),
            done,
            failed,
            priority=Priority.ORDER,
            label=self.tr("Handing the seat over"),
        )


def _give_all(client: Client, town: str, owner: str, person: str) -> tuple[int, int]:
    given = kept = 0
    for line in client.events.all(town=town, owner=owner, is_open=True):
        event = client.events.one(line.id)
        if _ACTION not in {one.action for one in event.allowed or ()}:
            continue
        try:
            client.events.do(event.id, event.version, _ACTION, {"people": [person]})
            given += 1
        except ProblemError:
            kept += 1  # it changed while it was handed over: it stays with this seat
    return given, kept
