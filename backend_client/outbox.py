"""Writes that survive whatever happens to this program: kept first, then sent in order.

A write keeps its idempotency key over restarts, so the backend does it once however often it is
sent. One that is past its deadline isn't sent any more: an order to go somewhere an hour ago may
be wrong by now, so the person is asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from backend_client.errors import (
    BackendAwayError,
    BackendFaultError,
    BadAnswerError,
    NotSignedInError,
    ProblemError,
)
from backend_client.local_store import LocalStore, OutState, OutWrite
from backend_client.transport import Transport, new_key


@dataclass(frozen=True, slots=True)
class Flushed:
    """What one round of sending did; `is_away`: the rest waits for the backend."""

    sent: int
    expired: int
    refused: int
    is_away: bool


class Outbox:
    """Keeps and sends writes. `clock` gives the instant, aware."""

    def __init__(
        self, store: LocalStore, transport: Transport, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._transport = transport
        self._clock = clock
        self._lock = threading.Lock()

    def put(
        self,
        method: str,
        path: str,
        body: Any,
        label: str,
        expires_at: datetime | None = None,
        key: str | None = None,
    ) -> int:
        """Keep a write, which is on the disk when this returns; gives its id.

        `key` is that of a try whose answer was lost: it may have taken effect.
        """
        write = (method, path, body)
        return self._store.put_out(write, key or new_key(), label, self._clock(), expires_at)

    def flush(self, on_done: Callable[[OutWrite, Any], None] = lambda *_: None) -> Flushed:
        """Send what waits, in order, until the backend is away; one round at a time."""
        with self._lock:
            return self._flush(on_done)

    def send_anyway(self, id: int, expires_at: datetime | None = None) -> None:  # noqa: A002
        """The person wants an expired or refused write sent again, with a new deadline."""
        self._store.mark(id, OutState.WAITING, None, expires_at)

    def give_up(self, id: int) -> None:  # noqa: A002
        """The person doesn't want it any more."""
        self._store.done(id)

    def _flush(self, on_done: Callable[[OutWrite, Any], None]) -> Flushed:
        sent = expired = refused = 0
        for one in self._store.outbox(OutState.WAITING):
            if one.expires_at is not None and one.expires_at <= self._clock():
                self._store.mark(one.id, OutState.EXPIRED, None, one.expires_at)
                expired += 1
                continue
            try:
                answer = self._transport.write(one.method, one.path, one.body, one.key)
            except (BackendAwayError, NotSignedInError, BackendFaultError, BadAnswerError):
                return Flushed(sent, expired, refused, is_away=True)
            except ProblemError as error:
                self._store.mark(one.id, OutState.REFUSED, asdict(error.problem), one.expires_at)
                refused += 1
                continue
            self._store.done(one.id)
            sent += 1
            on_done(one, answer)
        return Flushed(sent, expired, refused, is_away=False)
