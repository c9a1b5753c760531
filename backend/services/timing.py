"""What time alone does to events: reminders, supervision proposed, waiting over, the archive.

And to the rest of the room: a PTZ camera becomes free when nothing more is heard of who steers it,
walls show scenes by hours and by grade.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta
from functools import partial

from sqlalchemy import delete, select

from backend.domain.actions import Action
from backend.domain.clocks import proposed_supervision
from backend.domain.lifecycle import decide
from backend.domain.payload import Payload
from backend.domain.refusals import Refusal
from backend.domain.words import State, Supervision
from backend.services.acting import EVENT, do, with_clocks
from backend.services.parts import Backend
from backend.services.ptz_leases import end_leases
from backend.services.town_rules import TownRules
from backend.services.wall_rounds import turn_walls
from backend.storage.events import EventRecord, find_event, keep_times, scope_of
from backend.storage.faults import StoreError
from backend.storage.tables import event, idempotency, token
from backend.storage.unit_of_work import ITSELF, Unit

EVERY_S = 2.0
BATCH = 200
TIDY_EVERY_S = 3600.0
ANSWERS_KEPT = timedelta(days=30)
"""An outbox may send that late what it couldn't send before."""
_BY_STATE = {
    State.SUSPENDED: Action.RESUME,
    State.CLOSED: Action.BEGIN_APPRAISAL,
    State.APPRAISAL: Action.ARCHIVE,
}

log = logging.getLogger(__name__)


def look_after(backend: Backend) -> int:
    """Do what has come due; returns how many events were looked at. Raises StoreError."""
    now = backend.store.clock()
    query = select(event.c.id).where(event.c.look_at <= now).order_by(event.c.look_at).limit(BATCH)
    with backend.store.reading() as connection:
        due = list(connection.execute(query).scalars())
    for id_ in due:
        backend.store.do(ITSELF, partial(_look_at, backend, id_))
    return len(due)


def _look_at(backend: Backend, id: str, unit: Unit) -> None:  # noqa: A002
    record = find_event(unit.connection, id, to_change=True)
    query = select(event.c.look_at).where(event.c.id == id)
    look_at = unit.connection.execute(query).scalar_one_or_none()
    if record is None or look_at is None or look_at > unit.now:
        return  # another process was quicker
    rules = backend.shelf.of(unit.connection, record.facts.town, unit.now)
    _note_lights(unit, rules, record)
    level = _level(unit, rules, record)
    if level is not None:
        record = _tried(unit, rules, record, Action.PROPOSE_SUPERVISION, Payload(level=level))
    action = _BY_STATE.get(record.facts.state)
    if action is not None:
        record = _tried(unit, rules, record, action, Payload())
    keep_times(unit.connection, record, unit.now, rules.calendar)


def _tried(
    unit: Unit, rules: TownRules, record: EventRecord, action: Action, payload: Payload
) -> EventRecord:
    facts = with_clocks(record, rules, unit.now)
    if isinstance(decide(ITSELF.person, facts, action, payload, unit.now), Refusal):
        return record
    return do(unit, rules, record, action, payload, by_itself=True)


def _note_lights(unit: Unit, rules: TownRules, record: EventRecord) -> None:
    """Say in the trail which clocks are nearly due or overdue: consoles remind by it."""
    running = [clock for clock in record.clocks if clock.stopped_at is None]
    lights = {clock.kind.value: clock.light(unit.now, rules.calendar).value for clock in running}
    if lights:
        unit.note(f"{EVENT}clock", scope_of(record.facts), {"lights": lights}, record.facts.id)


def _level(unit: Unit, rules: TownRules, record: EventRecord) -> Supervision | None:
    facts = record.facts
    if not facts.is_open:
        return None
    held = max(facts.supervision, facts.supervision_proposed)
    levels = [
        proposed_supervision(clock, held, unit.now, rules.calendar) for clock in record.clocks
    ]
    return max((level for level in levels if level is not None), default=None)


def tidy(backend: Backend) -> None:
    """Forget answers that nobody asks for again, sessions that are over and unfinished uploads."""
    now = backend.store.clock()

    def forget(unit: Unit) -> None:
        unit.connection.execute(delete(idempotency).where(idempotency.c.at < now - ANSWERS_KEPT))
        unit.connection.execute(delete(token).where(token.c.expires_at < now))
        if unit.connection.dialect.name == "sqlite":
            unit.connection.exec_driver_sql("PRAGMA optimize")  # the planner's figures

    backend.store.do(ITSELF, forget)
    backend.files.forget_old_uploads()


class Timer:
    """Looks after events every few seconds, in a thread of its own, until it is closed."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._is_closed = threading.Event()
        self._tidy_at = 0.0
        self._thread = threading.Thread(target=self._run, name="timer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End, after what is being done."""
        self._is_closed.set()
        self._thread.join()

    def _run(self) -> None:
        works = (self._tidy, self._look_after, self._end_leases, self._turn_walls)
        while not self._is_closed.wait(EVERY_S):
            for work in works:  # each for itself: a fault of one holds no other up
                try:
                    work()
                except StoreError as error:
                    log.warning("Time can't do its work now: %s", error)
                    break
                except Exception:
                    log.exception("A fault of ours in what time does")

    def _tidy(self) -> None:
        if time.monotonic() >= self._tidy_at:
            tidy(self._backend)
            self._tidy_at = time.monotonic() + TIDY_EVERY_S

    def _look_after(self) -> None:
        while look_after(self._backend) == BATCH and not self._is_closed.is_set():
            pass

    def _end_leases(self) -> None:
        end_leases(self._backend)

    def _turn_walls(self) -> None:
        turn_walls(self._backend)
