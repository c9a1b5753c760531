"""The event at hand: everything known of it, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from backend_client.client import Client
from backend_client.errors import BackendAwayError, ClientError, ConflictError
from backend_client.local_store import OutState
from backend_client.records import Event, Line, Sent, read_record
from backend_client.transport import BASE
from console.controllers.backend_link import BackendLink, LinkState, Write
from console.state.dispatch_plan import Plan, Step, left_out, next_step, steps_unseen
from console.state.known_parts import KnownParts
from console.tasks.task_queue import Priority, Ticket

_TRIES = 3
_SHOWN_AWAY = frozenset({"candidates", "sent", "same", "trail"})
"""What is shown of an event without the backend; pictures have to be read."""
_NOT_THERE = frozenset({"sent", "accepted", "on_the_way"})


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a plan: the event as it is, steps done, steps that weren't allowed.

    ``unanswered`` is a step that may have taken effect: it is only sent again with its own key.
    """

    event: Event
    done: tuple[str, ...]
    left_out: tuple[str, ...]
    error: ClientError | None = None
    unanswered: Write | None = None


class EventController(QObject):
    """Loads one event at a time; a change that the feed tells of loads it again.

    Signals:
        opened: Another event is at hand (its id).
        loaded: The event itself (an ``Event``).
        part_loaded: A part of it: its name and value (candidates, same, sent, files, trail).
        failed: A part or the event couldn't be read: name and ``ClientError``.
        carried: A plan was carried out (a ``Carried``).
        acted: An action was done (its name and the ``Event``).
        act_failed: An action wasn't done: its name and ``ClientError``.
        people_sent: People were sent by this seat just now (the ``Event`` and who).
        queued_changed: Other events have something waiting in the outbox.
        acting_ended: Another action may be done now, to whatever event is at hand by then.
        kept_for_later: The backend is away: what was to be done waits in the outbox (its words).
    """

    opened = Signal(str)
    loaded = Signal(object)
    part_loaded = Signal(str, object)
    failed = Signal(str, object)
    carried = Signal(object)
    acted = Signal(str, object)
    act_failed = Signal(str, object)
    people_sent = Signal(object, object)
    queued_changed = Signal()
    acting_ended = Signal()
    kept_for_later = Signal(str)

    def __init__(
        self, link: BackendLink, name: Callable[[str], str], parent: QObject | None = None
    ) -> None:
        """``name`` says what an action is called, for what waits in the outbox."""
        super().__init__(parent)
        self._link = link
        self._name = name
        self.event_id = ""
        self.shown: Event | None = None
        self.is_acting = False
        self.queued: frozenset[str] = frozenset()
        self._tickets: list[Ticket] = []
        self._known = KnownParts()
        link.state_changed.connect(self.on_state_changed)
        link.lines_changed.connect(self.on_lines_changed)
        link.signed_out.connect(self.on_signed_out)
        link.outbox_changed.connect(self.on_outbox_changed)

    def now(self) -> datetime:
        """The backend's time."""
        return self._link.now()

    # -- reading

    def open_event(self, event: str) -> None:
        """Take an event to hand."""
        if event != self.event_id:
            self.event_id, self.shown = event, None
            self.opened.emit(event)
        if self._link.state is LinkState.AWAY:
            self._show_known()
        self.read_again()

    def read_again(self) -> None:
        """Read everything of the event anew."""
        self._drop()
        if not self.event_id:
            return
        event, client = self.event_id, self._link.client
        self._read("event", lambda: client.events.one(event), self.tr("Reading the event"))
        self._read("candidates", lambda: client.sending.candidates(event))
        self._read("sent", lambda: client.sending.sent(event))
        self._read("files", lambda: client.attachments.of_event(event))
        self._read("same", lambda: client.sending.same(event))
        self._read("trail", lambda: tuple(client.journal.all(event=event)))

    def close_event(self) -> None:
        """Put the event away."""
        self._drop()
        self.event_id, self.shown = "", None
        self.opened.emit("")

    def on_lines_changed(self, lines: Sequence[Line]) -> None:
        """The event at hand changed elsewhere."""
        mine = [line for line in lines if line.id == self.event_id]
        if mine and not self.is_acting:
            self.read_again()

    def on_signed_out(self, is_ended: bool) -> None:
        """Whoever comes next begins with nothing at hand."""
        if not is_ended:
            self.close_event()
            self._known.clear()

    def on_state_changed(self, state: LinkState) -> None:
        """The backend is back: the event at hand may be one that could only be looked at."""
        if state is LinkState.LIVE and not self.is_acting:
            self.read_again()

    def on_outbox_changed(self) -> None:
        """What waits for an event isn't done to it a second time."""
        waiting = [one.path for one in self._link.waiting() if one.state is OutState.WAITING]
        # …/events/{event}/actions/{action}
        queued = frozenset(path.split("/")[-3] for path in waiting if "/actions/" in path)
        if queued != self.queued:
            self.queued = queued
            self.queued_changed.emit()

    def _drop(self) -> None:
        for ticket in self._tickets:
            ticket.cancel()
        self._tickets.clear()

    def _read(self, part: str, work: Callable[[], Any], label: str = "") -> None:
        event = self.event_id

        def done(value: Any) -> None:
            if part == "event":
                self._take(value)
            else:
                self._known.keep(event, part, value)
                self.part_loaded.emit(part, value)

        def failed(error: ClientError) -> None:
            if part == "event" and isinstance(error, BackendAwayError) and self.shown is None:
                self._show_known()
            self.failed.emit(part, error)

        self._tickets.append(self._link.tasks.run(work, done, failed, label=label))

    def _show_known(self) -> None:
        """Show what this workplace knows of the event, while the backend can't be asked."""
        parts, mirror = self._known.of_event(self.event_id), self._link.mirror
        event: Event | None = parts.get("event")
        if event is None and mirror is not None:
            event = mirror.event(self.event_id)
        if event is not None:
            self._show(event)
        for part in _SHOWN_AWAY & parts.keys():
            self.part_loaded.emit(part, parts[part])

    def _take(self, event: Event) -> None:
        self._known.keep(event.id, "event", event)
        self._show(event)

    def _show(self, event: Event) -> None:
        if event.id == self.event_id:
            self.shown = event
            self.loaded.emit(event)

    def read_thumbnail(self, photo: str, done: Callable[[bytes], None]) -> None:
        """Read a small picture of a file; who closes the event first doesn't get it."""
        client = self._link.client
        ticket = self._link.tasks.run(
            lambda: client.attachments.thumbnail(photo), done, priority=Priority.UPKEEP
        )
        self._tickets.append(ticket)

    def read_file(self, photo: str, words: str, done: Callable[[bytes], None]) -> None:
        """Read a whole file."""
        client = self._link.client
        self._link.tasks.run(
            lambda: client.attachments.content(photo),
            done,
            lambda error: self.act_failed.emit("read", error),
            label=words,
        )

    # -- doing

    def act(
        self,
        action: str,
        given: Mapping[str, Any],
        words: str,
        files: Sequence[tuple[str, str | None]] = (),
    ) -> None:
        """Do one action to the event as it is shown; ``words`` say what, for the outbox.

        ``files``, each with what the photo shows, are sent first; without the backend an action
        with files isn't kept, it fails.
        """
        event, client = self.shown, self._link.client
        if event is None or self.is_acting:
            return
        write = Write(_path(event, action), {**given, "version": event.version})
        if self._link.state is LinkState.AWAY and not files:
            self._keep(event, [write], words)
            return
        self.is_acting = True

        def work() -> Event:
            town = event.facts["town"]
            sent = [client.attachments.send_file(Path(one), town, kind) for one, kind in files]
            body = dict(write.body)
            if sent:
                body["attachments"] = [one.id for one in sent]
            return read_record(Event, client.transport.write("POST", write.path, body, write.key))

        def done(after: Event) -> None:
            self._end_acting()
            self._take(after)
            self.acted.emit(action, after)
            self._tell_sent(event, after)
            self.read_again()

        def failed(error: ClientError) -> None:
            self._end_acting()
            if isinstance(error, BackendAwayError) and not files:
                self._keep(event, [write], words)
                return
            self.act_failed.emit(action, error)
            self.read_again()

        self._link.tasks.run(work, done, failed, priority=Priority.ORDER, label=words)

    def carry_out(self, plan: Plan, words: str) -> None:
        """Take the event, send people and tell departments: one after the other, at once."""
        event = self.shown
        if event is None or self.is_acting or plan.missing() is not None:
            return
        if self._link.state is LinkState.AWAY:
            self._keep(event, self._unseen(event, plan), words)
            return
        self.is_acting = True
        client = self._link.client

        def done(carried: Carried) -> None:
            self._end_acting()
            if isinstance(carried.error, BackendAwayError):
                self._keep_rest(carried, self._unseen(carried.event, plan), words)
            self._take(carried.event)
            self.carried.emit(carried)
            self._tell_sent(event, carried.event)
            self.read_again()

        self._link.tasks.run(
            lambda: _carry(client, event, plan), done, priority=Priority.ORDER, label=words
        )

    def take_steps(self, steps: Sequence[Step], words: str) -> None:
        """Do actions one after the other, those left out that the event doesn't allow any more."""
        event, client = self.shown, self._link.client
        if event is None or self.is_acting:
            return
        if self._link.state is LinkState.AWAY:
            self._keep(event, _writes(event, _open_steps(event, steps)), words)
            return
        self.is_acting = True

        def done(carried: Carried) -> None:
            self._end_acting()
            after = carried.event
            self._take(after)
            if carried.error is None:
                self.acted.emit(steps[-1][0], after)
            elif isinstance(carried.error, BackendAwayError):
                left = _open_steps(after, [one for one in steps if one[0] not in carried.done])
                self._keep_rest(carried, _writes(after, left), words)
            else:
                self.act_failed.emit(steps[-1][0], carried.error)
            self.read_again()

        self._link.tasks.run(
            lambda: _do_all(client, event, steps), done, priority=Priority.ORDER, label=words
        )

    def take_status(self, sent: Sent, to: str, reason: str, words: str) -> None:
        """Take another status for somebody who was sent: withdrawn, or what they said by radio."""
        event = self.shown
        if event is None:
            return
        client = self._link.client

        def done(people: tuple[Sent, ...]) -> None:
            self.part_loaded.emit("sent", people)
            self.read_again()

        self._link.tasks.run(
            lambda: client.sending.take_status(event.id, sent, to, reason),
            done,
            lambda error: self.act_failed.emit(to, error),
            priority=Priority.ORDER,
            label=words,
        )

    def withdraw(self, event: str, people: Sequence[str], reason: str, words: str) -> None:
        """Take people back who were sent and aren't at it yet; the others stay where they are."""
        client = self._link.client

        def work() -> None:
            for one in client.sending.sent(event):
                if one.person in people and one.status in _NOT_THERE and "withdrawn" in one.next:
                    client.sending.take_status(event, one, "withdrawn", reason)

        self._link.tasks.run(
            work,
            lambda _: self.read_again(),
            lambda error: self.act_failed.emit("withdraw", error),
            priority=Priority.ORDER,
            label=words,
        )

    def _end_acting(self) -> None:
        self.is_acting = False
        self.acting_ended.emit()

    def _tell_sent(self, before: Event, after: Event) -> None:
        was = before.facts.get("sent", ())
        new = tuple(one for one in after.facts.get("sent", ()) if one not in was)
        if new:
            self.people_sent.emit(after, new)

    def _unseen(self, event: Event, plan: Plan) -> list[Write]:
        is_taken = event.state != "reported"
        return _writes(
            event, steps_unseen(plan, is_taken=is_taken, sent=event.facts.get("sent", ()))
        )

    def _keep_rest(self, carried: Carried, writes: list[Write], words: str) -> None:
        """Keep what is left of a plan; its first step may have taken effect."""
        first = carried.unanswered
        if first is not None and writes and writes[0].path == first.path:
            writes[0] = first
        self._keep(carried.event, writes, words)

    def _keep(self, event: Event, writes: Sequence[Write], words: str) -> None:
        for write in writes:
            action = write.path.rpartition("/")[2]
            self._link.put_out(write, f"{event.number} {self._name(action)}")
        self.kept_for_later.emit(words)


def _path(event: Event, action: str) -> str:
    return f"{BASE}/events/{event.id}/actions/{action}"


def _writes(event: Event, steps: Sequence[Step]) -> list[Write]:
    """Steps for the outbox, each to the version that the one before will leave."""
    return [
        Write(_path(event, action), {**given, "version": event.version + number})
        for number, (action, given) in enumerate(steps)
    ]


def _open_steps(event: Event, steps: Sequence[Step]) -> list[Step]:
    """Leave out steps that were taken already, but never the last."""
    allowed = {one.action for one in event.allowed or ()} | {steps[-1][0]} if steps else set()
    return [step for step in steps if step[0] in allowed]


def _do_all(client: Client, event: Event, steps: Sequence[Step]) -> Carried:
    """Take steps one after the other; one that was taken already is left out, but for the last."""
    done: list[str] = []
    for step in steps:
        if step not in _open_steps(event, [step, steps[-1]]):
            continue
        action, given = step
        tried: list[Write] = []
        try:
            event = _do(client, event, action, given, tried)
        except ClientError as error:
            return Carried(event, tuple(done), (), error, *tried)
        done.append(action)
    return Carried(event, tuple(done), ())


def _carry(client: Client, event: Event, plan: Plan) -> Carried:
    """Take step after step, each to the version that the last one left."""
    done: list[str] = []
    sent_before = tuple(event.facts.get("sent", ()))
    while True:
        allowed = [one.action for one in event.allowed or ()]
        step = next_step(plan, allowed, tuple(event.facts.get("sent", ())), done)
        if step is None:
            return Carried(event, tuple(done), left_out(plan, done, sent_before))
        action, given = step
        tried: list[Write] = []
        try:
            event = _do(client, event, action, given, tried)
        except ClientError as error:
            left = left_out(plan, done, sent_before)
            return Carried(event, tuple(done), left, error, *tried)
        done.append(action)


def _do(
    client: Client, event: Event, action: str, given: Mapping[str, Any], tried: list[Write]
) -> Event:
    """Do an action; where only the version moved on, do it to that one.

    ``tried`` is left with the write that got no answer.
    """
    for number in range(_TRIES):
        write = Write(_path(event, action), {**given, "version": event.version})
        tried[:] = [write]
        try:
            answer = client.transport.write("POST", write.path, write.body, write.key)
            return read_record(Event, answer)
        except ConflictError:
            tried.clear()
            now = client.events.one(event.id)
            stands = (now.state, now.grade, now.facts.get("owner"), now.facts.get("lead"))
            stood = (event.state, event.grade, event.facts.get("owner"), event.facts.get("lead"))
            if stands != stood or number == _TRIES - 1:
                raise
            event = now
    raise AssertionError
