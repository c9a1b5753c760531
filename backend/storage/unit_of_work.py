"""One change: a transaction that ends by appending what it did to the journal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from backend.domain.people import Person
from backend.domain.sight import Scope
from backend.storage.database import BUSY_S, writing
from backend.storage.faults import StoreBusyError, store_fault
from backend.storage.journal import Draft, append, last_seq
from backend.storage.turns import Turns

CHANNEL = "fengqiao_journal"
"""PostgreSQL's NOTIFY channel: it only wakes the feeds."""
PASSING_CHANNEL = "fengqiao_passing"
"""Another, for what is told to every process and kept nowhere."""
TRIES = 4

log = logging.getLogger(__name__)
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: the person as the rules know them, and the name for the trail."""

    person: Person
    name: str


ITSELF = Actor(Person.itself(), "系统")
"""The program, where it does a thing by itself."""


@dataclass(slots=True)
class Unit:
    """A transaction in work. `now` is its one instant; `seq` is known once it is over."""

    connection: Connection
    actor: Actor
    now: datetime
    drafts: list[Draft] = field(default_factory=list)

    def note(
        self, what: str, scope: Scope, change: Mapping[str, Any], event: str | None = None
    ) -> None:
        """Write into the journal what is being done."""
        draft = Draft(self.actor.person.id, self.actor.name, what, scope, change, event)
        self.drafts.append(draft)

    def note_by_itself(
        self, what: str, scope: Scope, change: Mapping[str, Any], event: str | None = None
    ) -> None:
        """Write what the program does by itself in the course of it."""
        self.drafts.append(Draft(ITSELF.person.id, ITSELF.name, what, scope, change, event))


@dataclass(frozen=True, slots=True)
class Store:
    """Where units of work begin. `clock` gives the instant, aware; `on_append` is called after."""

    engine: Engine
    clock: Callable[[], datetime]
    on_append: list[Callable[[], None]] = field(default_factory=list)
    turns: Turns = field(default_factory=lambda: Turns(BUSY_S))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for looking; one state of the database throughout."""
        with _told_as_store_faults(), self.engine.connect() as connection:
            yield connection

    def last_seq(self) -> int:
        """Return the newest `seq` of the journal."""
        with self.reading() as connection:
            return last_seq(connection)

    def tell_processes(self, notice: str) -> None:
        """Tell every process on this database something of less than 8000 bytes: PostgreSQL only.

        Raises StoreError.
        """
        with _told_as_store_faults(), self.engine.connect() as plain:
            connection = plain.execution_options(isolation_level="AUTOCOMMIT")
            told = {"channel": PASSING_CHANNEL, "notice": notice}
            connection.execute(text("SELECT pg_notify(:channel, :notice)"), told)

    def do(self, actor: Actor, work: Callable[[Unit], Done]) -> Done:
        """Do a piece of work whole or not at all; two that waited for each other try again.

        `work` may run again, so it touches nothing but its unit. Raises StoreError.
        """
        for _ in range(TRIES - 1):
            try:
                return self._told(self._do(actor, work))
            except StoreBusyError:
                log.info("Two writers got in each other's way: trying again")
        return self._told(self._do(actor, work))

    def _told(self, done: Done) -> Done:
        for call in self.on_append:
            call()
        return done

    def _do(self, actor: Actor, work: Callable[[Unit], Done]) -> Done:
        # PostgreSQL's writers wait at the rows that they share, in line.
        turn = self.turns.mine() if self.engine.dialect.name == "sqlite" else nullcontext()
        with _told_as_store_faults(), turn, writing(self.engine) as connection, connection.begin():
            unit = Unit(connection, actor, self.clock())
            done = work(unit)
            if unit.drafts:
                append(connection, unit.drafts, unit.now)
                if connection.dialect.name == "postgresql":
                    connection.execute(text(f"NOTIFY {CHANNEL}"))
            return done


@contextmanager
def _told_as_store_faults() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        fault = store_fault(error)
        if fault is None:
            raise
        raise fault from error
