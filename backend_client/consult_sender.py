"""What one person does at a table, sent in order though the backend may be away for a while."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from backend_client.consultations import Consultations
from backend_client.errors import (
    BackendAwayError,
    BackendFaultError,
    BadAnswerError,
    CircuitOpenError,
    ClientError,
    NotSignedInError,
    NotTakenError,
)
from backend_client.kept_ops import KeptOps, Waiting
from backend_client.transport import new_key

MAX_WAITING = 1000
CLOSE_S = 3.0
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.2, 2.0
_FAULTS = 5
"""So often one operation may end in a fault that nobody explains."""

Refused = Callable[[str, Mapping[str, Any], ClientError], None]
"""Told the key, empty for what wasn't taken, the operation, and why."""


class ConsultSender:
    """Sends operations one at a time, in their order, each until the backend answers it.

    While the backend is away, or nobody is signed in, it tries again and again. What is refused
    goes to `refused`, what was done to `done`, on the sender's own thread; then the next follows.

    With `kept` nothing is lost when this program ends, and nothing is sent in another's name:
    what an earlier table left goes first, what this one leaves is the outbox's, as is what waited
    too long to be sent without asking. Of what is refused after it was left the outbox tells; else
    `refused` has it heard, and says so by `told`, or by `untold` where nobody looks any more.
    Safe for threads.
    """

    def __init__(
        self,
        consultations: Consultations,
        event: str,
        refused: Refused,
        done: Callable[[str], None] = lambda _: None,
        rng: Random | None = None,
        kept: KeptOps | None = None,
    ) -> None:
        self._consultations = consultations
        self._event = event
        self._refused = refused
        self._done = done
        self._rng = rng or Random()
        self._kept = kept
        self._waiting: deque[Waiting] = deque([] if kept is None else kept.take(event))
        self._left = frozenset(one.key for one in self._waiting)
        self._news = threading.Condition()
        self._is_closed = self._is_woken = False
        self._thread: threading.Thread | None = None
        if self._waiting:
            self._begin()

    @property
    def waiting(self) -> int:
        """How many aren't answered yet."""
        return len(self._waiting)

    def send(self, op: Mapping[str, Any]) -> str:
        """Take an operation; returns its key, empty where it is refused at once."""
        one = Waiting(new_key(), op, None if self._kept is None else self._kept.deadline(op))
        with self._news:
            is_taken = not self._is_closed and len(self._waiting) < MAX_WAITING
            if is_taken:
                self._waiting.append(one)
                if self._kept is not None:
                    self._kept.keep(self._event, one)
                self._news.notify_all()
                self._begin()
        if is_taken:
            return one.key
        self._refused("", op, NotTakenError("closed" if self._is_closed else "too much waits"))
        return ""

    def wake(self) -> None:
        """The backend is there again: what waits before it tries again waits no longer."""
        with self._news:
            self._is_woken = True
            self._news.notify_all()

    def told(self, key: str) -> None:
        """What `refused` was told of was heard at the table: forget it."""
        if self._kept is not None and key:
            self._kept.done(key)

    def untold(self, key: str, op: Mapping[str, Any], error: ClientError) -> None:
        """Nobody looks at the table any more: the outbox tells of it."""
        if self._kept is not None and key:
            self._kept.refuse(Waiting(key, op), error)

    def end(self) -> None:
        """Take nothing more, and let the outbox tell of refusals; doesn't wait."""
        with self._news:
            self._is_closed = True
            self._news.notify_all()

    def close(self, patience_s: float = CLOSE_S) -> tuple[Waiting, ...]:
        """End when all is sent, or after a while; returns what isn't answered by then.

        The thread is over at the latest when the call that it is in is.
        """
        self.end()
        with self._news:
            self._news.wait_for(lambda: not self._waiting, patience_s)
            left = tuple(self._waiting)
            self._waiting.clear()
            if self._kept is not None:
                self._kept.leave(one.key for one in left)
            self._news.notify_all()
        if self._thread is not None and not left:
            self._thread.join(patience_s)
        return left

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="consult-sender", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while (one := self._next()) is not None:
            error = self._answer(one)
            with self._news:
                if not self._is_wanted(one):
                    return  # given up meanwhile
                self._waiting.popleft()
                self._news.notify_all()
            self._tell(one, error)

    def _tell(self, one: Waiting, error: ClientError | None) -> None:
        """Whoever made it hears what became of it, at the table or by the outbox."""
        kept = self._kept
        if error is None:
            self.told(one.key)
            self._done(one.key)
        elif kept is not None and isinstance(error, NotTakenError):
            kept.leave([one.key])
        elif kept is not None and (self._is_closed or one.key in self._left):
            kept.refuse(one, error)
        else:
            self._refused(one.key, one.op, error)

    def _next(self) -> Waiting | None:
        """Wait for something to send; None when it is over."""
        with self._news:
            self._news.wait_for(lambda: self._waiting or self._is_closed)
            return self._waiting[0] if self._waiting else None

    def _is_wanted(self, one: Waiting) -> bool:
        return bool(self._waiting) and self._waiting[0] is one

    def _answer(self, one: Waiting) -> ClientError | None:
        """Send until there is an answer; returns what was refused, None for done."""
        wait_s, faults = _FIRST_WAIT_S, 0
        person = "" if self._kept is None else self._kept.person
        while self._is_wanted(one):
            least_s = 0.0
            if self._kept is not None and self._kept.is_late(one):
                return NotTakenError("too late")
            try:
                self._consultations.do(self._event, one.op, one.key, person)
            except CircuitOpenError as error:
                least_s = error.wait_s
            except (BackendAwayError, NotSignedInError):
                pass
            except (BackendFaultError, BadAnswerError) as error:
                faults += 1
                if faults == _FAULTS:
                    return error
            except ClientError as error:
                return error
            else:
                return None
            self._rest(one, max(least_s, self._rng.uniform(0.5, 1.0) * wait_s))
            wait_s = min(_LONGEST_WAIT_S, wait_s * 2)
        return None

    def _rest(self, one: Waiting, wait_s: float) -> None:
        with self._news:
            self._is_woken = False
            self._news.wait_for(lambda: self._is_woken or not self._is_wanted(one), wait_s)
