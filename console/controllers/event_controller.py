"""The event at hand: everything known of it, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from backend_client.client import Client
from backend_client.errors import BackendAwayError, ClientError, ConflictError
from backend_client.local_store import OutState, OutWrite
from backend_client.outbox import event_stands
from backend_client.records import Event, Line, Sent, read_record
from backend_client.transport import BASE
from console.controllers.backend_link import BackendLink, LinkState, Write
from console.state.dispatch_plan import (
    Plan,
    Step,
    left_out,
    next_step,
    open_steps,
    steps_unseen,
)
from console.state.known_parts import KnownParts
from console.tasks.task_queue import Done, Failed, Priority, Ticket

_TRIES = 3
_SHOWN_AWAY = frozenset({"candidates", "sent", "same", "trail"})
"""What is shown of an event without the backend; pictures have to be read."""
_NOT_THERE = frozenset({"sent", "accepted", "on_the_way"})
_File = tuple[str, str | None]
"""A file, and what the photo shows."""
_Following = Callable[[Event, Sequence[str]], Step | None]
"""What is to be done to an event next, after what was done so far; None for nothing more."""


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
        held_back: An action wasn't begun, because another is still on its way (its words).
        status_taken: Somebody's status at an event was taken: event, person and status.
        withdrawn: The backend took people back (what was done in words, how many of them).
        people_sent: People were sent by this seat just now (the ``Event`` and who).
        queued_changed: Other events have something waiting in the outbox.
        acting_ended: Another action may be done now, to whatever event is at hand by then.
        kept_for_later: The backend is away: what was to be done waits in the outbox (its words).
        link_changed: The backend is there, or away.
    """

    opened = Signal(str)
    loaded = Signal(object)
    part_loaded = Signal(str, object)
    failed = Signal(str, object)
    carried = Signal(object)
    acted = Signal(str, object)
    act_failed = Signal(str, object)
    held_back = Signal(str)
    status_taken = Signal(str, str, str)
    withdrawn = Signal(str, int)
    people_sent = Signal(object, object)
    queued_changed = Signal()
    acting_ended = Signal()
    kept_for_later = Signal(str)
    link_changed = Signal()

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
        self._reading: set[str] = set()
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

    @property
    def is_reading(self) -> bool:
        """Whether the event and who can go may be otherwise in a moment than they are shown."""
        is_away = self._link.state is LinkState.AWAY
        return not is_away and not self._reading.isdisjoint(("event", "candidates"))

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
        self.link_changed.emit()

    def on_outbox_changed(self, writes: Sequence[OutWrite]) -> None:
        """What waits for an event isn't done to it a second time."""
        waiting = [one.path for one in writes if one.state is OutState.WAITING]
        # …/events/{event}/actions/{action}
        queued = frozenset(path.split("/")[-3] for path in waiting if "/actions/" in path)
        if queued != self.queued:
            self.queued = queued
            self.queued_changed.emit()

    def _drop(self) -> None:
        for ticket in self._tickets:
            ticket.cancel()
        self._tickets.clear()
        self._reading.clear()

    def _read(self, part: str, work: Callable[[], Any], label: str = "") -> None:
        event = self.event_id
        self._reading.add(part)

        def done(value: Any) -> None:
            self._reading.discard(part)
            if part == "event":
                self._take(value)
            else:
                self._known.keep(event, part, value)
                self.part_loaded.emit(part, value)

        def failed(error: ClientError) -> None:
            self._reading.discard(part)
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
        files: Sequence[_File] = (),
    ) -> None:
        """Do one action to the event as it is shown; ``words`` say what, for the outbox.

        ``files``, each with what the photo shows, are sent first; without the backend an action
        with files isn't kept, it fails.
        """
        event, client = self._free_event(words), self._link.client
        if event is None:
            return
        write = Write(_path(event, action), {**given, "version": event.version})
        if self._link.state is LinkState.AWAY and not files:
            self._keep(event, [write], words)
            return

        def done(after: Event) -> None:
            self._take(after)
            self.acted.emit(action, after)
            self._tell_sent(event, after)

        def failed(error: ClientError) -> None:
            if isinstance(error, BackendAwayError) and not files:
                self._keep(event, [write], words)
            else:
                self.act_failed.emit(action, error)

        self._order(lambda: _send(client, event, write, files), done, failed, words)

    def carry_out(self, plan: Plan, words: str) -> None:
        """Take the event, send people and tell departments: one after the other, at once."""
        event, client = self._free_event(words), self._link.client
        if event is None or plan.missing() is not None:
            return
        if self._link.state is LinkState.AWAY:
            self._keep(event, self._unseen(event, plan), words)
            return

        def done(carried: Carried) -> None:
            if isinstance(carried.error, BackendAwayError):
                self._keep_rest(carried, self._unseen(carried.event, plan), words)
            self._take(carried.event)
            self.carried.emit(carried)
            self._tell_sent(event, carried.event)

        def failed(error: ClientError) -> None:
            self.act_failed.emit("take", error)

        self._order(lambda: _carry(client, event, plan), done, failed, words)

    def take_steps(self, steps: Sequence[Step], words: str) -> None:
        """Do actions one after the other, those left out that the event doesn't allow any more."""
        event, client = self._free_event(words), self._link.client
        if event is None:
            return
        if self._link.state is LinkState.AWAY:
            self._keep(event, _writes(event, open_steps(steps, _allowed(event), ())), words)
            return

        def done(carried: Carried) -> None:
            after = carried.event
            self._take(after)
            if carried.error is None:
                self.acted.emit(steps[-1][0], after)
            elif isinstance(carried.error, BackendAwayError):
                left = open_steps(steps, _allowed(after), carried.done)
                self._keep_rest(carried, _writes(after, left), words)
            else:
                failed(carried.error)

        def failed(error: ClientError) -> None:
            self.act_failed.emit(steps[-1][0], error)

        self._order(lambda: _do_all(client, event, steps), done, failed, words)

    def take_status(self, sent: Sent, to: str, reason: str, words: str) -> None:
        """Take another status for somebody who was sent: withdrawn, or what they said by radio.

        Without the backend it isn't kept, it fails: by the time the outbox is sent they may be
        somewhere else.
        """
        event, client = self._free_event(words), self._link.client
        if event is None:
            return

        def done(people: tuple[Sent, ...]) -> None:
            self.status_taken.emit(event.id, sent.person, to)
            if event.id == self.event_id:
                self.part_loaded.emit("sent", people)

        def failed(error: ClientError) -> None:
            self.act_failed.emit(to, error)

        if self._link.state is LinkState.AWAY:
            failed(BackendAwayError("not kept"))
            return
        self._order(
            lambda: client.sending.take_status(event.id, sent, to, reason), done, failed, words
        )

    def withdraw(
        self,
        event: str,
        people: Sequence[str],
        reason: str,
        words: str,
        undone: Callable[[], object],
    ) -> None:
        """Take people back who were sent and aren't at it yet; the others stay where they are.

        ``withdrawn`` follows, or ``act_failed``, and ``undone``: it can be tried again.
        """
        client = self._link.client

        def work() -> int:
            count = 0
            for one in client.sending.sent(event):
                if one.person in people and one.status in _NOT_THERE and "withdrawn" in one.next:
                    client.sending.take_status(event, one, "withdrawn", reason)
                    count += 1
            return count

        def done(count: int) -> None:
            self.withdrawn.emit(words, count)
            self.read_again()

        def failed(error: ClientError) -> None:
            undone()
            self.act_failed.emit("withdraw", error)

        self._link.tasks.run(work, done, failed, priority=Priority.ORDER, label=words)

    def _free_event(self, words: str) -> Event | None:
        """The event at hand, None while something else is being done; then that is said."""
        if self.shown is not None and self.is_acting:
            self.held_back.emit(words)
            return None
        return self.shown

    def _order(self, work: Callable[[], Any], done: Done, failed: Failed, words: str) -> None:
        """Do something to the event at hand, and read it again; nothing else is begun meanwhile."""
        self.is_acting = True

        def over(tell: Callable[[Any], object], what: object) -> None:
            self.is_acting = False
            self.acting_ended.emit()
            tell(what)
            self.read_again()

        self._link.tasks.run(
            work, partial(over, done), partial(over, failed), priority=Priority.ORDER, label=words
        )

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


def _allowed(event: Event) -> list[str]:
    return [one.action for one in event.allowed or ()]


def _send(client: Client, event: Event, write: Write, files: Sequence[_File]) -> Event:
    """Send an action with the files that belong to it."""
    town, body = event.facts["town"], dict(write.body)
    sent = [client.attachments.send_file(Path(one), town, kind) for one, kind in files]
    if sent:
        body["attachments"] = [one.id for one in sent]
    return read_record(Event, client.transport.write("POST", write.path, body, write.key))


def _do_all(client: Client, event: Event, steps: Sequence[Step]) -> Carried:
    """Take steps one after the other; one that was taken already is left out, but for the last."""

    def following(now: Event, done: Sequence[str]) -> Step | None:
        return next(iter(open_steps(steps, _allowed(now), done)), None)

    return _do_each(client, event, following)


def _carry(client: Client, event: Event, plan: Plan) -> Carried:
    """Take the plan's steps one after the other, as far as they are allowed."""

    def following(now: Event, done: Sequence[str]) -> Step | None:
        return next_step(plan, _allowed(now), now.facts.get("sent", ()), done)

    carried = _do_each(client, event, following)
    left = left_out(plan, carried.done, event.facts.get("sent", ()))
    return replace(carried, left_out=left)


def _do_each(client: Client, event: Event, following: _Following) -> Carried:
    """Take step after step, each to the version that the last one left."""
    done: list[str] = []
    while (step := following(event, done)) is not None:
        tried: list[Write] = []
        try:
            event = _do(client, event, *step, tried)
        except ClientError as error:
            return Carried(event, tuple(done), (), error, *tried)
        done.append(step[0])
    return Carried(event, tuple(done), ())


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
            if event_stands(now) != event_stands(event) or number == _TRIES - 1:
                raise
            event = now
    raise AssertionError
