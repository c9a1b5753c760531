"""What one person does at tables, kept on this workplace until the backend answered it.

Most is answered within moments and never written. What isn't is in the local store under its
idempotency key, in its order. As long as its table is open there, the table's sender sends it;
after that, and when the program begins anew, the outbox does, which also tells of refusals.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import DBAPIError

from backend_client.consultations import ops_path
from backend_client.errors import ClientError, Problem, ProblemError
from backend_client.local_store import LocalStore, OutState, OutWrite
from backend_client.mirror import LINES

KEPT_AFTER_S = 0.1
"""What is answered sooner costs no disk."""
ORDER_HOLDS = timedelta(minutes=10)
"""An order to somebody that couldn't be sent for longer isn't sent without asking."""
UNEXPLAINED = "unexplained"
"""Why an operation was refused that ended in a fault again and again."""
_AGAIN_S = 2.0
"""A disk that is full is tried again."""
_ORDERS = frozenset({"undo", "clear", "present", "mute"})
_SHOWING = frozenset({"pane", "view"})
"""Done late, these would change what others did or look at meanwhile."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An operation on its way, under the key that it keeps until the backend answered.

    After `expires_at` it isn't sent without asking; None for no end.
    """

    key: str
    op: Mapping[str, Any]
    expires_at: datetime | None = None


class KeptOps:
    """The operations of `person`; safe for threads, written by a thread of its own.

    `changed` is told, there, that the outbox has something else. `clock` gives the instant, aware.
    Making, `take` and `close` write to the disk at once, where it takes it.
    """

    def __init__(
        self,
        store: LocalStore,
        person: str,
        clock: Callable[[], datetime],
        changed: Callable[[], object] = lambda: None,
    ) -> None:
        self.person = person
        self._store = store
        self._clock = clock
        self._changed = changed
        self._made: dict[str, tuple[str, OutWrite]] = {}
        self._marked: dict[str, tuple[OutState, Mapping[str, Any] | None]] = {}
        self._done: set[str] = set()
        self._news = threading.Condition()
        self._writes = threading.Lock()
        self._is_closed = False
        self._thread: threading.Thread | None = None
        with suppress(DBAPIError):
            left = store.outbox(OutState.AT_TABLE)  # the program ended while a table was open
            if left:
                self.leave(one.key for one in left)
                self._write()

    def deadline(self, op: Mapping[str, Any]) -> datetime | None:
        """Return until when an operation that is made now is sent without asking."""
        is_order = op.get("verb") in _ORDERS or (op.get("item") or {}).get("kind") in _SHOWING
        return self._clock() + ORDER_HOLDS if is_order else None

    def is_late(self, one: Waiting) -> bool:
        """Whether the person is to be asked before it is sent."""
        return one.expires_at is not None and one.expires_at <= self._clock()

    def keep(self, event: str, one: Waiting) -> None:
        """Keep an operation; those of one event are kept in the order of these calls."""
        made_at, state = self._clock(), OutState.AT_TABLE
        path, body = ops_path(event), dict(one.op)
        until = one.expires_at
        write = OutWrite(0, one.key, "POST", path, body, "", made_at, until, state, 0, None)
        with self._news:
            if not self._is_closed:
                self._made[one.key] = event, write
                self._wake()

    def done(self, key: str) -> None:
        """The backend did it, or its refusal was told where it was made: forget it."""
        with self._news:
            if not self._is_closed and self._made.pop(key, None) is None:
                self._done.add(key)
                self._wake()

    def refuse(self, one: Waiting, error: ClientError) -> None:
        """It was refused when nobody looked any more: the outbox tells of it."""
        if is_presence(one.op):
            self.done(one.key)
            return
        told = error.problem if isinstance(error, ProblemError) else Problem(UNEXPLAINED, 0, "", "")
        self._mark([one.key], OutState.REFUSED, asdict(told))

    def leave(self, keys: Iterable[str]) -> None:
        """Their table isn't open any more: the outbox sends them."""
        self._mark(keys, OutState.WAITING)

    def take(self, event: str) -> list[Waiting]:
        """Return what is left of an event, oldest first: the table that is open now sends it.

        What waited too long is left to the outbox, which asks; so is all where the disk fails.
        """
        if self._is_closed or not self._write():
            return []
        with suppress(DBAPIError):
            waiting = self._store.outbox(OutState.WAITING, OutState.AT_TABLE)
            mine = [one for one in waiting if one.path == ops_path(event)]
            left = [Waiting(one.key, one.body, one.expires_at) for one in mine]
            late = [one for one in left if self.is_late(one)]
            taken = [one for one in left if one not in late]
            marked = {one.key: (OutState.WAITING, None) for one in late}
            marked |= {one.key: (OutState.AT_TABLE, None) for one in taken}
            if marked:
                self._store.settle(marked=marked)
                self._changed()
            return taken
        return []

    def close(self) -> None:
        """Write what isn't written; from now on nothing is kept, sent or forgotten."""
        with self._news:
            self._is_closed = True
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join()
        self._write()

    def _mark(
        self, keys: Iterable[str], state: OutState, problem: Mapping[str, Any] | None = None
    ) -> None:
        with self._news:
            if not self._is_closed:
                self._marked.update((key, (state, problem)) for key in keys)
                self._wake()

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="kept-ops", daemon=True)
            self._thread.start()
        self._news.notify_all()

    def _run(self) -> None:
        wait_s = KEPT_AFTER_S
        while True:
            with self._news:
                self._news.wait_for(
                    lambda: self._is_closed or self._made or self._marked or self._done
                )
                if self._news.wait_for(lambda: self._is_closed, wait_s):
                    return
            wait_s = KEPT_AFTER_S if self._write() else _AGAIN_S

    def _write(self) -> bool:
        """Write everything that is new in one step; False where the disk doesn't take it."""
        with self._writes:
            with self._news:
                made, self._made = self._made, {}
                marked, self._marked = self._marked, {}
                done, self._done = self._done, set()
            if not (made or marked or done):
                return True
            try:
                rows = [replace(one, label=self._number(event)) for event, one in made.values()]
                self._store.settle(rows, marked, done)
            except DBAPIError:
                with self._news:
                    self._made = {**made, **self._made}
                    self._marked = {**marked, **self._marked}
                    self._done |= done
                return False
        if marked:
            self._changed()
        return True

    def _number(self, event: str) -> str:
        """What people call the event, empty where it isn't known here."""
        known = self._store.known_one(LINES, event)
        return "" if known is None else str(known["number"])


def is_presence(op: Mapping[str, Any]) -> bool:
    """Whether it only says who is there or what is looked at.

    Refused or too late it is of no account, and nobody is asked.
    """
    return op.get("verb") in ("join", "leave") or (op.get("item") or {}).get("kind") == "view"
