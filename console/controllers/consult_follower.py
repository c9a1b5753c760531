"""The table of a consultation as the journal tells it, and who sits there."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from backend_client.consult_table import ON_TABLE, ConsultTable
from backend_client.errors import ClientError
from backend_client.feed_protocol import Passing
from backend_client.records import Entry, Event
from console.controllers.backend_link import BackendLink
from console.state.consult_seats import (
    Items,
    Lies,
    Party,
    Powers,
    Presence,
    Sitter,
    parties_of,
    powers_of,
    sitters_of,
)
from console.state.roles import LEADERS
from console.tasks.task_queue import Ticket

SEATS_MS: Final = 2000


class ConsultFollower(QObject):
    """One table at a time.

    Attributes:
        event_id: The event whose table is open; empty for none.
        record: The event as it was read last; None while it is being read.
        table: What lies on the table, as far as the journal was heard.
        course: What else happened to the event, oldest first.

    Signals:
        opened: Another table is open, or none (the event's id).
        changed: The table or its event is another one.
        seats_changed: Somebody came, went or fell silent.
        passed: Somebody else points or draws (a ``Passing``).
        failed: Something couldn't be read or done (a ``ClientError``).
    """

    opened = Signal(str)
    changed = Signal()
    seats_changed = Signal()
    passed = Signal(object)
    failed = Signal(object)

    def __init__(self, link: BackendLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.event_id = ""
        self.record: Event | None = None
        self.table = ConsultTable()
        self.course: list[Entry] = []
        self._early: list[Entry] = []
        self._is_whole = False
        self._then: Callable[[], object] | None = None
        self._reading: Ticket | None = None
        self._heard: dict[str, float] = {}
        self._reasons: dict[str, str] = {}
        self._seats: tuple[Sitter, ...] = ()
        self._watch = QTimer(self, interval=SEATS_MS)
        self._again = QTimer(self, singleShot=True, interval=SEATS_MS)
        # What came at once is shown at once: a busy seat shows the newest, not one after another.
        self._came = QTimer(self, singleShot=True, interval=0)
        self._connect()

    def _connect(self) -> None:
        """All signals of this object, in one place."""
        link = self._link
        link.entries_arrived.connect(self.on_entries)
        link.passing_arrived.connect(self.on_passing)
        link.read_anew.connect(lambda _: self.read_on())
        self._came.timeout.connect(self.changed)
        self._again.timeout.connect(self.read_on)
        self._watch.timeout.connect(self.on_watch)

    # -- what there is

    @property
    def me(self) -> str:
        """Who sits here."""
        return "" if self._link.seat is None else self._link.seat.session.person

    @property
    def items(self) -> Items:
        """What lies on the table."""
        return self.table.items

    def items_of(self, kind: str) -> Lies:
        """What is of a kind there: the same object until some of it changes."""
        return self.table.items_of(kind)

    def now(self) -> datetime:
        """The backend's time."""
        return self._link.now()

    @property
    def leads(self) -> bool:
        """Whether this person may amend what was written down."""
        roles = frozenset() if self._link.seat is None else self._link.seat.roles
        return bool(roles & LEADERS)

    @property
    def parties(self) -> tuple[Party, ...]:
        """Who was invited, and what they said."""
        return parties_of(self.table.consultation, self._reasons)

    @property
    def sitters(self) -> tuple[Sitter, ...]:
        """Who sits or sat at the table."""
        seats = self.table.items_of("seat")
        return sitters_of(seats, self.table.items, self._heard, time.monotonic())

    @property
    def powers(self) -> Powers:
        """What this person may do here now."""
        seat = self._link.seat
        if seat is None or not self.event_id:
            return Powers()
        grants = [
            {"role": one.role, "department": one.department, "platform": one.platform}
            for one in seat.session.grants
            if one.town == seat.town
        ]
        facts = {} if self.record is None else self.record.facts
        involved = [str(facts.get("lead") or ""), *(facts.get("cooperating") or ())]
        return powers_of(self.table.items, self.table.consultation, self.me, grants, involved)

    # -- reading

    def _follow(self, event: str) -> None:
        """Know nothing of the table before; empty: of none."""
        if self._reading is not None:
            self._reading.cancel()
        self.event_id, self.record, self.table = event, None, ConsultTable()
        self.course, self._early, self._reading = [], [], None
        self._is_whole, self._then = False, None
        self._heard, self._reasons, self._seats = {}, {}, ()
        self._came.stop()
        self._again.stop()
        (self._watch.start if event else self._watch.stop)()
        self.opened.emit(event)

    def read_on(self, then: Callable[[], object] | None = None) -> None:
        """Read the event, and its journal from where it was heard last; ``then`` do this.

        Until that is read, what the feed tells waits: taken in before, it would hide a gap.
        """
        self._then = then or self._then
        if not self.event_id or self._reading is not None:
            return
        self._is_whole = False
        self._again.stop()
        event, client, after = self.event_id, self._link.client, self.table.seq

        def work() -> tuple[Event, list[Entry]]:
            return client.events.one(event), list(client.journal.all(after, event=event))

        def done(read: tuple[Event, list[Entry]]) -> None:
            self.record = read[0]
            early, self._early, self._reading = self._early, [], None
            self._is_whole = True
            self._fold([*read[1], *early])
            then, self._then = self._then, None
            if then is not None:
                then()
            self.changed.emit()

        def failed(error: ClientError) -> None:
            self._reading = None
            self._again.start()
            self.failed.emit(error)

        label = self.tr("Reading the table")
        self._reading = self._link.tasks.run(work, done, failed, label=label)

    def _take_record(self, read: Event) -> None:
        if read.id == self.event_id:  # not of a table that was left meanwhile
            self.record = read
            self.changed.emit()

    # -- what comes

    def on_entries(self, entries: Sequence[Entry]) -> None:
        """The feed tells of this event."""
        mine = [one for one in entries if one.event == self.event_id]
        if not mine or not self.event_id:
            return
        if not self._is_whole:
            self._early += mine
            return
        self._fold(mine)
        if any(one.what.startswith("event.") for one in mine):
            event, read = self.event_id, self._link.client.events.one
            self._link.tasks.run(lambda: read(event), self._take_record, self.failed.emit)
        self._came.start()

    def _fold(self, entries: Sequence[Entry]) -> None:
        now, here = time.monotonic(), self._link.now()
        for one in entries:
            if one.seq <= self.table.seq:
                continue
            self.table.take(one)
            if one.what != ON_TABLE:
                self.course.append(one)
                self._note(one)
            age_s = max(0.0, (here - one.at).total_seconds())
            self._heard[one.who.id] = max(self._heard.get(one.who.id, -1e9), now - age_s)
        self.on_watch()

    def _note(self, entry: Entry) -> None:
        """Why a party objected stands in what was given with its word."""
        if entry.what == "event.state_position":
            stances = (entry.change.get("changed") or {}).get("consultation") or {}
            given = entry.change.get("given") or {}
            for party, _ in list(stances.get("stances") or ())[-1:]:
                self._reasons[str(party)] = str(given.get("reason") or given.get("text") or "")

    def on_passing(self, passing: Passing) -> None:
        """Somebody points, draws, or gives a sign of life."""
        if passing.event != self.event_id:
            return
        self._heard[passing.person] = time.monotonic()
        here = (one.person for one in self._seats if one.presence is Presence.PRESENT)
        if passing.person not in here:
            self.on_watch()
        if passing.person != self.me:
            self.passed.emit(passing)

    def on_watch(self) -> None:
        """Who fell silent is away."""
        if self.powers.sits:
            self._heard[self.me] = time.monotonic()
        sitters = self.sitters
        if sitters != self._seats:
            self._seats = sitters
            self.seats_changed.emit()
