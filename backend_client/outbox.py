"""Writes that survive whatever happens to this program: kept first, then sent in order.

A write keeps its idempotency key over restarts, so the backend does it once however often it is
sent. One that is past its deadline isn't sent any more: an order to go somewhere an hour ago may
be wrong by now, so the person is asked.

What is done to an event names the version that was seen. Several steps for one event were made
without hearing an answer between: each goes to the version that the answer before it told. Where
only the version moved on meanwhile (a limit ran out, somebody moved) a step is taken to the newest
one; where the event stands otherwise, or the step before wasn't taken, a person is asked.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from backend_client.consultations import is_ops_path
from backend_client.errors import (
    BackendAwayError,
    BackendFaultError,
    BadAnswerError,
    ConflictError,
    NotSignedInError,
    Problem,
    ProblemError,
)
from backend_client.kept_ops import UNEXPLAINED, is_presence
from backend_client.local_store import LocalStore, OutState, OutWrite
from backend_client.mirror import LINES
from backend_client.records import Event
from backend_client.transport import Transport, new_key

STEP_BEFORE = "step_before"
"""Why a step was refused: the one before it wasn't taken. The other codes are the backend's."""
_ACTIONS = "/actions/"
_TRIES = 3
_FAULTS = 5
"""So often what was done at a table may end in a fault that nobody explains."""


@dataclass(frozen=True, slots=True)
class Flushed:
    """What one round of sending did; `is_away`: the rest waits for the backend."""

    sent: int
    expired: int
    refused: int
    is_away: bool


def stands_of(told: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what of an event's JSON says that it stands as it was, whatever its version."""
    facts = told.get("facts") or {}
    return (told.get("state"), told.get("grade"), facts.get("owner"), facts.get("lead"))


def event_stands(event: Event) -> tuple[Any, ...]:
    """Return the same of an event that was read."""
    return stands_of({"state": event.state, "grade": event.grade, "facts": event.facts})


class Outbox:
    """Keeps and sends writes, only in the name of `person` where one is given.

    `clock` gives the instant, aware.
    """

    def __init__(
        self,
        store: LocalStore,
        transport: Transport,
        clock: Callable[[], datetime],
        person: str = "",
    ) -> None:
        self._store = store
        self._transport = transport
        self._clock = clock
        self._person = person
        self._lock = threading.Lock()
        self._is_closed = False

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

        `key` is that of a try whose answer was lost: it may have taken effect. A step that waits
        already isn't kept a second time.
        """
        write, made_at = (method, path, body), self._clock()
        event = _event_path(path)
        waiting = self._store.outbox(OutState.WAITING) if event else ()
        for one in waiting:
            if (one.method, one.path, one.body) == write:
                return one.id
        stands = self._known_stands(event, body)
        return self._store.put_out(write, key or new_key(), label, made_at, expires_at, stands)

    def flush(self, on_done: Callable[[OutWrite, Any], None] = lambda *_: None) -> Flushed:
        """Send what waits, in order, until the backend is away; one round at a time."""
        with self._lock:
            return self._flush(on_done)

    def send_anyway(self, id: int, expires_at: datetime | None = None) -> None:  # noqa: A002
        """The person wants an expired or refused write sent again, with a new deadline.

        One that was refused because the event had moved on goes to the event as it was told then.
        What was done at a table goes there anew: the backend keeps a refusal under its key. What
        ended in a fault that nobody explains keeps it: it may have taken effect.
        """
        for one in self._store.outbox(OutState.REFUSED):
            problem = one.problem or {}
            current = problem.get("current") or {}
            if one.id != id or problem.get("code") == UNEXPLAINED:
                continue
            if is_ops_path(one.path):
                self._store.revise([_anew(one, current)])
            elif "version" in one.body and "version" in current:
                self._store.revise([_aimed(one, current)])
        self._store.mark(id, OutState.WAITING, None, expires_at)

    def give_up(self, id: int) -> None:  # noqa: A002
        """The person doesn't want it any more."""
        self._store.done(id)

    def close(self) -> None:
        """Send nothing more; what waits stays for this person's next session."""
        self._is_closed = True

    def _known_stands(self, event: str, body: Any) -> tuple[Any, ...] | None:
        """Return how an event stands that the person saw in this version, None if not known."""
        known = self._store.known_one(LINES, event.rpartition("/")[2]) if event else None
        if known is None or known["version"] != body.get("version"):
            return None
        return stands_of({**known, "facts": known})

    def _flush(self, on_done: Callable[[OutWrite, Any], None]) -> Flushed:
        counts: Counter[OutState | None] = Counter()
        held = set[str]()
        is_away = False
        while not self._is_closed and not is_away:
            waiting = self._store.outbox(OutState.WAITING)
            if not waiting:
                break
            one = waiting[0]
            try:
                became = self._settle(one, held, on_done)
            except (BackendAwayError, NotSignedInError, BackendFaultError, BadAnswerError):
                is_away = True
                continue
            counts[became] += 1
            if became is not None:
                held.add(_event_path(one.path))
        return Flushed(
            counts[None], counts[OutState.EXPIRED], counts[OutState.REFUSED], is_away=is_away
        )

    def _settle(
        self, one: OutWrite, held: Collection[str], on_done: Callable[[OutWrite, Any], None]
    ) -> OutState | None:
        """Send one write; returns what it became, None for done."""
        if one.expires_at is not None and one.expires_at <= self._clock():
            return self._put_aside(one, OutState.EXPIRED)
        event = _event_path(one.path)
        if event and event in held:
            return self._refuse(one, Problem(STEP_BEFORE, 409, "", ""))
        try:
            answer = self._send(one)
        except (BackendFaultError, BadAnswerError):
            if not is_ops_path(one.path):
                raise
            if one.tries < _FAULTS:  # orders behind it don't wait for it for ever
                self._store.mark(one.id, OutState.WAITING, None, one.expires_at)
                raise
            return self._refuse(one, Problem(UNEXPLAINED, 0, "", ""))
        except NotSignedInError:
            raise
        except ProblemError as error:
            return self._refuse(one, error.problem)
        following = []
        if event and isinstance(answer, Mapping) and "version" in answer:
            waiting = self._store.outbox(OutState.WAITING)
            same = [w for w in waiting if w.id != one.id and _event_path(w.path) == event]
            following = [_aimed(write, answer) for write in same]
        self._store.revise(following, done=one.id)
        on_done(one, answer)
        return None

    def _send(self, one: OutWrite) -> Any:
        for number in range(_TRIES):
            try:
                return self._transport.write(
                    one.method, one.path, one.body, one.key, person=self._person
                )
            except ConflictError as error:
                current = error.problem.current or {}
                if number == _TRIES - 1 or not _moved_on(one, current):
                    raise
                one = _aimed(one, current)
                self._store.revise([one])
        raise AssertionError

    def _refuse(self, one: OutWrite, problem: Problem) -> OutState | None:
        return self._put_aside(one, OutState.REFUSED, asdict(problem))

    def _put_aside(
        self, one: OutWrite, state: OutState, problem: Mapping[str, Any] | None = None
    ) -> OutState | None:
        """Keep a write for the person to decide, unless it is of no account by now."""
        if is_ops_path(one.path) and is_presence(one.body):
            self._store.done(one.id)
            return None
        self._store.mark(one.id, state, problem, one.expires_at)
        return state


def _event_path(path: str) -> str:
    """Return the path of the event that a write changes, empty for another write."""
    event, action, _ = path.rpartition(_ACTIONS)
    return event if action else ""


def _moved_on(one: OutWrite, current: Mapping[str, Any]) -> bool:
    """Whether the event has another version now and stands as it did."""
    is_other = "version" in current and current["version"] != one.body.get("version")
    return is_other and stands_of(current) == one.stands


def _anew(one: OutWrite, current: Mapping[str, Any]) -> OutWrite:
    """Return what was refused at a table as the person wants it after all.

    What they change they have seen as it was told then; what is gone is laid there again.
    """
    body = {name: value for name, value in one.body.items() if name != "seen"}
    if "seen" in one.body and "seq" in current:
        body["seen"] = current["seq"]
    return replace(one, key=new_key(), body=body)


def _aimed(one: OutWrite, told: Mapping[str, Any]) -> OutWrite:
    """Return a write to the event as it was told; its key stays: it didn't take effect."""
    return replace(one, body={**one.body, "version": told["version"]}, stands=stands_of(told))
