"""The table of a consultation at this seat: followed, and worked at."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from backend_client.consult_sender import ConsultSender
from backend_client.consult_table import ON_TABLE, ConsultTable
from backend_client.errors import BackendAwayError, ClientError, ConflictError
from backend_client.feed_protocol import Passing
from backend_client.records import Entry, Event
from console.controllers.backend_link import BackendLink, LinkState
from console.state.consult_seats import (
    Items,
    Party,
    Powers,
    Presence,
    Sitter,
    parties_of,
    powers_of,
    sitters_of,
)
from console.state.roles import LEADERS
from console.tasks.task_queue import Priority, Ticket

LIFE_MS: Final = 8000
"""How often somebody who sits gives a sign of life."""
SEATS_MS: Final = 2000
END_S: Final = 1.0
Pointed = tuple[str, tuple[float, float] | None, Mapping[str, Any] | None]
"""A surface, the place there, and what is being drawn."""


class ConsultController(QObject):
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
        conflicted: Somebody else changed a measure first: its id.
        refused: Something wasn't laid on the table: what was asked for, and a ``ClientError``.
        decided: The decision was signed (the ``Event``).
        sign_failed: It wasn't signed (a ``ClientError``).
    """

    opened = Signal(str)
    changed = Signal()
    seats_changed = Signal()
    passed = Signal(object)
    failed = Signal(object)
    conflicted = Signal(str)
    refused = Signal(object, object)
    decided = Signal(object)
    sign_failed = Signal(object)
    _refused = Signal(object, str, object, object)

    def __init__(
        self,
        link: BackendLink,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._clock = clock
        self.event_id = ""
        self.record: Event | None = None
        self.table = ConsultTable()
        self.course: list[Entry] = []
        self._sender: ConsultSender | None = None
        self._early: list[Entry] = []
        self._is_reading = False
        self._echoes: dict[str, tuple[str, Mapping[str, Any]]] = {}
        self._heard: dict[str, float] = {}
        self._reasons: dict[str, str] = {}
        self._seats: tuple[Sitter, ...] = ()
        self._pointing: Pointed | None = None
        self._is_pointing = False
        self._pointed_at = 0.0
        self._tickets: list[Ticket] = []
        self._life = QTimer(self, interval=LIFE_MS)
        self._watch = QTimer(self, interval=SEATS_MS)
        # What came at once is shown at once: a busy seat shows the newest, not one after another.
        self._came = QTimer(self, singleShot=True, interval=0)
        self._connect()

    def _connect(self) -> None:
        """All signals of this object, in one place."""
        link = self._link
        link.entries_arrived.connect(self.on_entries)
        link.passing_arrived.connect(self.on_passing)
        link.read_anew.connect(lambda _: self.read_on())
        link.signed_out.connect(self.on_signed_out)
        link.state_changed.connect(self.on_state_changed)
        self._life.timeout.connect(self.on_life)
        self._came.timeout.connect(self.changed)
        self._watch.timeout.connect(self.on_watch)
        self._refused.connect(self.on_refused, Qt.ConnectionType.QueuedConnection)

    # -- what there is

    @property
    def me(self) -> str:
        """Who sits here."""
        return "" if self._link.seat is None else self._link.seat.session.person

    @property
    def items(self) -> Items:
        """What lies on the table, with what of this seat's is still on its way."""
        waiting = {id_: one for id_, (_, one) in self._echoes.items()}
        return {**self.table.items, **waiting} if waiting else self.table.items

    def now(self) -> datetime:
        """The backend's time."""
        return self._link.now()

    @property
    def leads(self) -> bool:
        """Whether this person may amend what was written down."""
        roles = frozenset() if self._link.seat is None else self._link.seat.roles
        return bool(roles & LEADERS)

    def is_waiting(self, item: str) -> bool:
        """Whether something is shown here that the backend doesn't have yet."""
        return item in self._echoes

    @property
    def parties(self) -> tuple[Party, ...]:
        """Who was invited, and what they said."""
        return parties_of(self.table.consultation, self._reasons)

    @property
    def sitters(self) -> tuple[Sitter, ...]:
        """Who sits or sat at the table."""
        return sitters_of(self.table.items, self._heard, self._clock())

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

    # -- coming and going

    def open(self, event: str) -> None:
        """Sit down at an event's table; the one before is left."""
        if event == self.event_id:
            return
        self.close()
        self.event_id = event
        client = self._link.client
        self._sender = ConsultSender(client.consultations, event, self._tell_refused)
        self._life.start()
        self._watch.start()
        self.opened.emit(event)
        self.read_on(sits_down=True)

    def close(self, *, ends: bool = False) -> None:
        """Leave the table; ``ends``: with the program, which waits a moment for what is sent."""
        sender, self._sender = self._sender, None
        if sender is None:
            return
        if self.powers.sits:
            sender.send({"verb": "leave"})
        if ends:
            sender.close(END_S)
        else:  # off this thread: what is on its way may still wait for its answer
            self._link.tasks.run(sender.close, failed=lambda _: None, priority=Priority.UPKEEP)
        for ticket in self._tickets:
            ticket.cancel()
        self._tickets.clear()
        for timer in (self._life, self._watch, self._came):
            timer.stop()
        self._pointing = None
        self.event_id, self.record, self.table = "", None, ConsultTable()
        self.course, self._early, self._is_reading = [], [], False
        self._echoes.clear()
        self._heard.clear()
        self._reasons.clear()
        self._seats = ()
        self.opened.emit("")
        self.changed.emit()

    def read_on(self, *, sits_down: bool = False) -> None:
        """Read the event, and its journal from where it was heard last."""
        if not self.event_id or self._is_reading:
            return
        self._is_reading = True
        event, client, after = self.event_id, self._link.client, self.table.seq

        def work() -> tuple[Event, list[Entry]]:
            return client.events.one(event), list(client.journal.all(after, event=event))

        def done(read: tuple[Event, list[Entry]]) -> None:
            self._is_reading = False
            self.record = read[0]
            early, self._early = self._early, []
            self._fold([*read[1], *early])
            if sits_down and self.powers.sits:
                self._send({"verb": "join"})
                self.point("", None)
            self.changed.emit()

        def failed(error: ClientError) -> None:
            self._is_reading = False
            if isinstance(error, BackendAwayError) and self.event_id == event:
                QTimer.singleShot(SEATS_MS, self, lambda: self.read_on(sits_down=sits_down))
            self.failed.emit(error)

        self._keep(self._link.tasks.run(work, done, failed, label=self.tr("Reading the table")))

    def _keep(self, ticket: Ticket) -> None:
        self._tickets = [one for one in self._tickets if one in self._link.tasks.waiting]
        self._tickets.append(ticket)

    def on_state_changed(self, state: LinkState) -> None:
        """The backend is there again: what waits is sent at once."""
        if self._sender is not None and state is LinkState.LIVE:
            self._sender.wake()

    def on_signed_out(self, is_ended: bool) -> None:
        """Whoever comes next sits at no table."""
        if not is_ended:
            self.close()

    # -- what comes

    def on_entries(self, entries: Sequence[Entry]) -> None:
        """The feed tells of this event."""
        mine = [one for one in entries if one.event == self.event_id]
        if not mine or not self.event_id:
            return
        if self._is_reading:
            self._early += mine
            return
        self._fold(mine)
        if any(one.what.startswith("event.") for one in mine):
            self._read_event()
        self._came.start()

    def _fold(self, entries: Sequence[Entry]) -> None:
        now, here = self._clock(), self._link.now()
        for one in entries:
            if one.seq <= self.table.seq:
                continue
            self.table.take(one)
            if one.what != ON_TABLE:
                self.course.append(one)
                self._note(one)
            age_s = max(0.0, (here - one.at).total_seconds())
            self._heard[one.who.id] = max(self._heard.get(one.who.id, -1e9), now - age_s)
            self._end_echo(one.change.get("op"))
        self.on_watch()

    def _end_echo(self, key: object) -> None:
        """What was shown at once has arrived, or won't."""
        self._echoes = {id_: pair for id_, pair in self._echoes.items() if pair[0] != key}

    def _note(self, entry: Entry) -> None:
        """Why a party objected stands in what was given with its word."""
        if entry.what == "event.state_position":
            stances = (entry.change.get("changed") or {}).get("consultation") or {}
            said = stances.get("stances") or ()
            given = entry.change.get("given") or {}
            if said:
                self._reasons[str(said[-1][0])] = str(
                    given.get("reason") or given.get("text") or ""
                )

    def _read_event(self) -> None:
        event, client = self.event_id, self._link.client

        self._keep(
            self._link.tasks.run(
                lambda: client.events.one(event), self._take_record, self.failed.emit
            )
        )

    def _take_record(self, read: Event) -> None:
        if read.id == self.event_id:  # not of a table that was left meanwhile
            self.record = read
            self.changed.emit()

    def on_passing(self, passing: Passing) -> None:
        """Somebody points, draws, or gives a sign of life."""
        if passing.event != self.event_id:
            return
        self._heard[passing.person] = self._clock()
        if not any(
            one.person == passing.person and one.presence is Presence.PRESENT for one in self._seats
        ):
            self.on_watch()
        if passing.person != self.me:
            self.passed.emit(passing)

    def on_watch(self) -> None:
        """Who fell silent is away."""
        if self._sender is not None and self.powers.sits:
            self._heard[self.me] = self._clock()
        if self.sitters != self._seats:
            self._seats = self.sitters
            self.seats_changed.emit()

    # -- what this person does

    def put(self, item: Mapping[str, Any], id_: str = "", seen: int | None = None) -> str:
        """Lay something on the table, or in another's place; returns its id."""
        id_ = id_ or secrets.token_hex(8)
        body: dict[str, Any] = {"verb": "put", "id": id_, "item": dict(item)}
        if seen is not None:
            body["seen"] = seen
        key = self._send(body)
        if key and item["kind"] == "message":  # what is drawn is shown by who draws
            seat = self._link.seat
            name = "" if seat is None else seat.session.name
            told = {"by": self.me, "name": name, "at": self._link.now().isoformat()}
            self._echoes[id_] = key, {**item, **told, "seq": 1 << 60, "first": 1 << 60}
            self.changed.emit()
        return id_

    def drop(self, id_: str) -> None:
        """Take something off the table."""
        self._send({"verb": "drop", "id": id_})

    def undo(self) -> None:
        """Take back what this person did last."""
        self._send({"verb": "undo"})

    def clear(self, surface: str) -> None:
        """Wipe every drawing off a surface."""
        self._send({"verb": "clear", "surface": surface})

    def present(self, person: str) -> None:
        """Let somebody say what is looked at."""
        self._send({"verb": "present", "person": person})

    def mute(self, person: str, *, is_muted: bool) -> None:
        """Let somebody be heard, or not."""
        self._send({"verb": "mute", "person": person, "is_muted": is_muted})

    def point(
        self,
        surface: str,
        point: tuple[float, float] | None,
        drawing: Mapping[str, Any] | None = None,
    ) -> None:
        """Tell the others where this person points; the newest waits while one is on its way."""
        if not self.powers.sits:
            return
        self._pointing = surface or "timeline", point, drawing
        if not self._is_pointing:
            self._tell_pointing()

    def _tell_pointing(self) -> None:
        told, self._pointing = self._pointing, None
        self._is_pointing = told is not None
        if told is None:
            return
        self._pointed_at = self._clock()
        event, client = self.event_id, self._link.client

        def over(_: object) -> None:
            self._tell_pointing()

        # Others wait to see it; one by one, so that none overtakes another.
        self._link.tasks.run(lambda: client.consultations.point(event, *told), over, over)

    def on_life(self) -> None:
        """Whoever pointed a moment ago needs no other sign of life; it would end the pointing."""
        if self._clock() - self._pointed_at >= LIFE_MS / 1000:
            self.point("", None)

    def add_file(
        self, file: Path, title: str, camera: str = "", done: Callable[[str], object] = str
    ) -> None:
        """Put a photo, video or snapshot on the table; ``done`` gets its id there."""
        client, seat = self._link.client, self._link.seat
        if seat is None or not self.event_id:
            return
        event = self.event_id

        def sent(read: Any) -> None:
            if self.event_id != event:
                return
            facts = {"media_type": read.media_type, "width": read.width, "height": read.height}
            item = {"kind": "file", "attachment": read.id, "title": title, "camera": camera}
            done(self.put({**item, **facts}))

        self._link.tasks.run(
            lambda: client.attachments.send_file(file, seat.town),
            sent,
            self.failed.emit,
            label=self.tr("Sending {file}").format(file=file.name),
        )

    def act(self, action: str, given: Mapping[str, Any]) -> None:
        """Invite, or say what one's party thinks."""
        event, client = self.record, self._link.client
        if event is None:
            return
        self._link.tasks.run(
            lambda: client.events.do(event.id, event.version, action, given),
            self._take_record,
            self.failed.emit,
            priority=Priority.ORDER,
            label=self.tr("Telling the backend"),
        )

    def sign(self, given: Mapping[str, Any]) -> None:
        """Sign the decision; ``decided`` or ``sign_failed`` follows."""
        event, client = self.record, self._link.client
        if event is None:
            return

        def done(after: Event) -> None:
            self._take_record(after)
            self.decided.emit(after)

        self._link.tasks.run(
            lambda: client.decisions.sign(event.id, event.version, **given),
            done,
            self.sign_failed.emit,
            priority=Priority.ORDER,
            label=self.tr("Signing the decision"),
        )

    def _send(self, body: dict[str, Any]) -> str:
        return "" if self._sender is None else self._sender.send(body)

    def _tell_refused(self, key: str, body: Mapping[str, Any], error: ClientError) -> None:
        """On the sender's thread."""
        self._refused.emit(self._sender, key, body, error)

    def on_refused(
        self, sender: object, key: str, body: Mapping[str, Any], error: ClientError
    ) -> None:
        """What was shown at once goes again; a measure keeps what was typed."""
        if sender is not self._sender:
            return
        self._end_echo(key)
        if isinstance(error, ConflictError) and "seen" in body:
            self.conflicted.emit(str(body["id"]))
        else:
            self.refused.emit(body, error)
        self.changed.emit()
