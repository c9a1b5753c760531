"""The table of a consultation at this seat: followed, and worked at."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from backend_client.consult_sender import ConsultSender
from backend_client.errors import ClientError, ConflictError
from backend_client.records import Entry, Event
from console.controllers.backend_link import BackendLink, LinkState
from console.controllers.consult_follower import ConsultFollower
from console.state.consult_seats import Item, Lies
from console.tasks.task_queue import Done, Priority

LIFE_MS: Final = 8000
"""How often somebody who sits gives a sign of life."""
END_S: Final = 1.0
Point = tuple[float, float]


class ConsultController(ConsultFollower):
    """What a person does at the table that is followed; drawings show who draws them.

    Signals:
        conflicted: Somebody else changed a measure first: its id.
        refused: Something wasn't laid on the table: what was asked for, and a ``ClientError``.
        decided: The decision was signed (the ``Event``).
        sign_failed: It wasn't signed (a ``ClientError``).
    """

    conflicted = Signal(str)
    refused = Signal(object, object)
    decided = Signal(object)
    sign_failed = Signal(object)
    _refused = Signal(object, str, object, object)

    def __init__(self, link: BackendLink, parent: QObject | None = None) -> None:
        super().__init__(link, parent)
        self._sender: ConsultSender | None = None
        self._said: dict[str, tuple[str, Item]] = {}
        """By their keys, messages that are shown here and still on their way."""
        self._drawn: dict[str, tuple[str, str]] = {}
        """By their keys, surfaces and ids of strokes that are on their way."""
        self._pointing: tuple[str, Point | None, Item | None] | None = None
        self._is_pointing = False
        self._pointed_at = 0.0
        self._life = QTimer(self, interval=LIFE_MS)
        self._life.timeout.connect(self.on_life)
        link.signed_out.connect(self.on_signed_out)
        link.state_changed.connect(self.on_state_changed)
        self._refused.connect(self.on_refused, Qt.ConnectionType.QueuedConnection)

    def items_of(self, kind: str) -> Lies:
        """What is of a kind there; of this seat's messages those on their way, without ``seq``."""
        lies = super().items_of(kind)
        return [*lies, *self._said.values()] if self._said and kind == "message" else lies

    # -- coming and going

    def open(self, event: str) -> None:
        """Sit down at an event's table; the one before is left."""
        if event == self.event_id:
            return
        self.close()

        def refused(key: str, body: Mapping[str, Any], error: ClientError) -> None:
            self._refused.emit(sender, key, body, error)  # on the sender's thread

        consultations = self._link.client.consultations
        sender = ConsultSender(consultations, event, refused, kept=self._link.kept)
        self._sender = sender
        self._life.start()
        self._follow(event)
        self.read_on(self._join)

    def _join(self) -> None:
        if self.powers.sits:
            self._send({"verb": "join"})
            self.point("", None)

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
            sender.end()
            self._link.tasks.run(sender.close, failed=lambda _: None, priority=Priority.UPKEEP)
        self._life.stop()
        self._pointing = None
        self._said.clear()
        self._drawn.clear()
        self._follow("")
        self.changed.emit()

    def on_state_changed(self, state: LinkState) -> None:
        """The backend is there again: what waits is sent at once."""
        if self._sender is not None and state is LinkState.LIVE:
            self._sender.wake()

    def on_signed_out(self, is_ended: bool) -> None:
        """Whoever comes next sits at no table."""
        if not is_ended:
            self.close()

    def _fold(self, entries: Sequence[Entry]) -> None:
        for one in entries:
            self._forget(str(one.change.get("op")))
        super()._fold(entries)

    def _forget(self, key: str) -> None:
        """It isn't on its way any more."""
        self._said.pop(key, None)
        self._drawn.pop(key, None)

    @property
    def drawn(self) -> Mapping[str, Collection[str]]:
        """Ids of this seat's strokes that are on their way, by surface."""
        found: dict[str, set[str]] = {}
        for surface, id_ in self._drawn.values():
            found.setdefault(surface, set()).add(id_)
        return found

    # -- what is laid on the table

    def _send(self, body: dict[str, Any]) -> str:
        return "" if self._sender is None else self._sender.send(body)

    def put(self, item: Item, id_: str = "", seen: int | None = None) -> str:
        """Lay something on the table, or in another's place; returns its id."""
        id_ = id_ or secrets.token_hex(8)
        body: dict[str, Any] = {"verb": "put", "id": id_, "item": dict(item)}
        if seen is not None:
            body["seen"] = seen
        key = self._send(body)
        seat = self._link.seat
        if key and item["kind"] == "stroke":
            self._drawn[key] = str(item["surface"]), id_
        if key and seat and item["kind"] == "message":  # what is drawn is shown by who draws
            told = {"by": self.me, "name": seat.session.name, "at": self.now().isoformat()}
            self._said[key] = id_, {**item, **told}
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

    def on_refused(
        self, sender: ConsultSender, key: str, body: Mapping[str, Any], error: ClientError
    ) -> None:
        """What was shown at once goes again; a measure keeps what was typed."""
        if sender is not self._sender:
            sender.untold(key, body, error)
            return
        self._forget(key)
        if isinstance(error, ConflictError) and "seen" in body:
            self.conflicted.emit(str(body["id"]))
        else:
            self.refused.emit(body, error)
        sender.told(key)
        self.changed.emit()

    # -- what passes

    def point(self, surface: str, point: Point | None, drawing: Item | None = None) -> None:
        """Tell the others where this person points; the newest waits while one is on its way."""
        if not self.powers.sits:
            return
        self._pointing = surface or "timeline", point, drawing
        if not self._is_pointing:
            self._tell_pointing()

    def _tell_pointing(self, _: object = None) -> None:
        told, self._pointing = self._pointing, None
        self._is_pointing = told is not None
        if told is None:
            return
        self._pointed_at = time.monotonic()
        event, passing = self.event_id, self._link.client.consultations
        over = self._tell_pointing
        # Others wait to see it; one by one, so that none overtakes another.
        self._link.tasks.run(lambda: passing.point(event, *told), over, over)

    def on_life(self) -> None:
        """Whoever pointed a moment ago needs no other sign of life; it would end the pointing."""
        if time.monotonic() - self._pointed_at >= LIFE_MS / 1000:
            self.point("", None)

    # -- what the backend does for the event

    def add_file(
        self, file: Path, title: str, camera: str = "", done: Callable[[str], object] = str
    ) -> None:
        """Put a file or snapshot on the table; ``done`` gets its id there."""
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
        do, label = self._link.client.events.do, self.tr("Telling the backend")
        self._order(partial(do, action=action, given=given), self._take_record, self.failed, label)

    def sign(self, given: Mapping[str, Any]) -> None:
        """Sign the decision; ``decided`` or ``sign_failed`` follows."""

        def done(after: Event) -> None:
            self._take_record(after)
            self.decided.emit(after)

        sign, label = self._link.client.decisions.sign, self.tr("Signing the decision")
        self._order(partial(sign, **given), done, self.sign_failed, label)

    def _order(
        self, work: Callable[[str, int], Event], done: Done, failed: SignalInstance, label: str
    ) -> None:
        event, tasks = self.record, self._link.tasks
        if event is not None:
            call = partial(work, event.id, event.version)
            tasks.run(call, done, failed.emit, priority=Priority.ORDER, label=label)
