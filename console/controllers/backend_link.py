"""The console's connection to the backend: who is signed in, what is known, what waits to be sent.

Whatever blocks runs in the task queue; the feed has a thread of its own. Everything else is the
GUI thread's.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from sqlalchemy.exc import DBAPIError

from backend_client.client import Client
from backend_client.errors import BackendAwayError, ClientError, NotSignedInError
from backend_client.feed_protocol import Message, Told
from backend_client.feed_reader import FeedReader
from backend_client.kept_ops import ORDER_HOLDS, KeptOps
from backend_client.local_store import LocalStore, OutState, OutWrite
from backend_client.mirror import Mirror
from backend_client.outbox import Flushed, Outbox
from backend_client.records import Entry, Line, Session
from backend_client.transport import new_key
from console.tasks.task_queue import Priority, TaskQueue

COALESCE_MS = 100
"""Changes are taken up at most ten times a second."""
AGAIN_MS = 2000
CALLS_END_S = 1.0
"""So long calls may take to end by themselves when the console ends."""
MOST_WAITING = 20_000

_hasher = PasswordHasher()
_log = structlog.get_logger(__name__)


class LinkState(StrEnum):
    """How it stands with the backend."""

    NOT_CONFIGURED = "not_configured"
    SIGNED_OUT = "signed_out"
    READING = "reading"
    """Signed in; lists are being read."""
    LIVE = "live"
    AWAY = "away"
    """Signed in, and the backend doesn't answer: what is known stays, writes wait."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits where, in which shift."""

    session: Session
    town: str
    seat: str
    shift: str

    @property
    def roles(self) -> frozenset[str]:
        """The person's roles in the town."""
        return frozenset(one.role for one in self.session.grants if one.town == self.town)


@dataclass(frozen=True, slots=True)
class Write:
    """Something to be posted; the key makes it happen once, however often it is sent."""

    path: str
    body: Mapping[str, Any]
    key: str = field(default_factory=new_key)


class BackendLink(QObject):
    """Signs in, follows the feed, keeps what is known, sends what waits.

    Signals:
        state_changed: Another ``LinkState``.
        signed_in: A person sits down (a ``Seat``).
        sign_in_failed: Why not (a ``ClientError``).
        signed_out: Nobody is signed in any more; True where the backend ended the session.
        entries_arrived: Entries of the journal, as they come.
        passing_arrived: Somebody points or draws at a consultation's table (a ``Passing``).
        lines_changed: Events as a list shows them, after such entries.
        read_anew: Everything known was read again: every open event's ``Line``, newest first.
        read_failed: Why it couldn't be read, other than for a backend that is away.
        outbox_changed: Something waits, was sent, has expired or was refused, or the outbox is
            somebody else's: every ``OutWrite`` in it, oldest first.
    """

    state_changed = Signal(object)
    signed_in = Signal(object)
    sign_in_failed = Signal(object)
    signed_out = Signal(bool)
    entries_arrived = Signal(object)
    passing_arrived = Signal(object)
    lines_changed = Signal(object)
    read_anew = Signal(object)
    read_failed = Signal(object)
    outbox_changed = Signal(object)
    _told = Signal(object, object)
    _connected = Signal(object, bool)
    _kept_changed = Signal()

    def __init__(
        self, addresses: Sequence[str], folder: Path, language: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self.tasks = TaskQueue(self)
        self._own_tasks = TaskQueue(self, workers=1)  # never behind calls that hang
        self.client = Client(addresses, language=language.replace("_", "-"))
        self.seat: Seat | None = None
        self.store: LocalStore | None = None
        self.mirror: Mirror | None = None
        self.outbox: Outbox | None = None
        self.kept: KeptOps | None = None
        self.state = LinkState.SIGNED_OUT if addresses else LinkState.NOT_CONFIGURED
        self.heard_at: datetime | None = None
        self.delay_s: float | None = None
        self._live_since: datetime | None = None
        self._proof: str | None = None
        self._feed: FeedReader | None = None
        self._ahead = timedelta()
        self._ending: list[FeedReader] = []
        self._entries: list[Entry] = []
        self._is_taking = self._is_flushing = self._is_checking = False
        self._reading: Mirror | None = None
        self._has_missed = self._has_more = False
        self._take_soon = QTimer(self, singleShot=True, interval=COALESCE_MS)
        self._again = QTimer(self, interval=AGAIN_MS)
        self._connect()

    def _connect(self) -> None:
        """All signals of this object, in one place."""
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self._connected.connect(self._on_connected, Qt.ConnectionType.QueuedConnection)
        self._kept_changed.connect(self._on_kept_changed, Qt.ConnectionType.QueuedConnection)
        self._take_soon.timeout.connect(self._take)
        self._again.timeout.connect(self.on_again)

    def now(self) -> datetime:
        """The backend's time, by which limits run: this machine's clock may be wrong."""
        if self._feed is not None:
            self._ahead = self._feed.ahead
        return datetime.now(UTC) + self._ahead

    # -- who

    def sign_in(self, login: str, password: str, seat: str, shift: str) -> None:
        """Begin a session; ``signed_in`` or ``sign_in_failed`` follows."""

        def work() -> Seat:
            place = " ".join(word for word in (seat, shift) if word)
            session = self.client.sessions.sign_in(login, password, place or None)
            return Seat(session, _town_of(session), seat, shift)

        self._sit_down(work, password)

    def change_password(self, old: str, new: str) -> None:
        """Replace a password that somebody else set; then everything begins."""

        def work() -> Seat:
            assert self.seat is not None
            self.client.sessions.change_password(old, new)
            return Seat(self.client.sessions.me(), self.seat.town, self.seat.seat, self.seat.shift)

        self._sit_down(work, new)

    def _sit_down(self, work: Callable[[], Seat], password: str) -> None:
        def prove() -> None:
            self._proof = _hasher.hash(password)

        def done(seat: Seat) -> None:
            # Beside everything else: who signs in doesn't wait for it. The lock's question comes
            # after it, in the same line.
            self._own_tasks.run(prove)
            self._on_signed_in(seat)

        self.tasks.run(work, done, self.sign_in_failed.emit)

    def check_password(self, password: str, done: Callable[[bool], None]) -> None:
        """Whether it is the password of who sits here; the backend isn't asked."""

        def work() -> bool:
            proof = self._proof
            try:
                return proof is not None and _hasher.verify(proof, password)
            except VerifyMismatchError:
                return False

        self._own_tasks.run(work, done)

    def sign_out(self) -> None:
        """End the session; what waits in the outbox stays for this person's next one."""
        if self.seat is None:
            return
        token = self.client.transport.token
        self._leave()
        self._tell_waiting()
        other = Client(self.client.transport.addresses)
        other.transport.token = token
        self.tasks.run(lambda: _end(other))
        self.signed_out.emit(False)

    def _on_signed_in(self, seat: Seat) -> None:
        before = self.seat
        same = before is not None and before.session.person == seat.session.person
        if before is not None and not same:  # nothing of who sat here stays in view
            self._leave_store()
            self._tell_waiting()
            self.signed_out.emit(False)
        self.seat = seat
        if seat.session.must_change_password:
            self.signed_in.emit(seat)
            return
        if self.store is not None and same:  # the lock was opened, or the session renewed
            if self._feed is None:
                self._begin()
            self.signed_in.emit(seat)
            return
        self._leave_store()
        name = hashlib.sha256(f"{seat.session.login}@{seat.town}".encode()).hexdigest()[:16]
        self.store = LocalStore(self._folder / f"{name}.db")
        self.mirror = Mirror(self.client, self.store, seat.town)
        person, clock = seat.session.person, partial(datetime.now, UTC)
        self.outbox = Outbox(self.store, self.client.transport, clock, person)
        self.kept = KeptOps(self.store, person, clock, self._kept_changed.emit)
        self.signed_in.emit(seat)
        self._tell_waiting()
        self._begin()

    def _begin(self) -> None:
        self._entries.clear()  # what is read now has them
        self._set_state(LinkState.READING)
        self._again.start()
        self._read_all()

    def _leave(self) -> None:
        self._end_feed()
        self._again.stop()
        self._entries.clear()
        self.seat = None
        self.client.transport.token = ""
        self._leave_store()
        self._set_state(LinkState.SIGNED_OUT)

    def _leave_store(self) -> None:
        if self.outbox is not None:
            self.outbox.close()
        if self.kept is not None:
            self.kept.close()
        if self.store is not None:
            self.store.close()
        self.store = self.mirror = self.outbox = self.kept = None

    def _expired(self) -> None:
        """The backend ended the session: what is known stays, somebody has to sign in again."""
        self._end_feed()
        self._again.stop()
        self._set_state(LinkState.SIGNED_OUT)
        self.signed_out.emit(True)

    def close(self) -> None:
        """End everything; what waits is on the disk."""
        self._end_feed()
        self._again.stop()
        self._take_soon.stop()
        for feed in self._ending:
            feed.close()
        if not self.tasks.close(CALLS_END_S):
            self.client.close()  # calls that wait for a backend that hangs fail
            if not self.tasks.close():
                _log.warning("a call of the backend did not end in time")
        self._own_tasks.close()
        self.client.close()
        self._leave_store()

    # -- what is known

    def _read_all(self) -> None:
        mirror = self.mirror
        if mirror is None:
            return
        if self._reading is mirror:
            self._has_missed = True  # it is read once more when that is done
            return
        self._reading, self._has_missed = mirror, False
        self.tasks.run(
            mirror.read_all,
            lambda lines: self._on_read(mirror, lines),
            lambda error: self._on_read_failed(mirror, error),
        )

    def _on_read(self, mirror: Mirror, lines: Sequence[Line]) -> None:
        if mirror is not self._reading:
            return  # of who sat here before
        self._reading = None
        self.heard_at = datetime.now(UTC)
        self.read_anew.emit(lines)
        if self._feed is None:
            self._set_state(LinkState.LIVE)
            self._begin_feed(mirror.seq)
        if self._has_missed:
            self._read_all()
        self.flush()

    def _on_read_failed(self, mirror: Mirror, error: ClientError) -> None:
        if mirror is not self._reading:
            return
        self._reading, self._has_missed = None, True  # `on_again` tries again
        if isinstance(error, NotSignedInError):
            self._expired()
            return
        if not isinstance(error, BackendAwayError):
            self.read_failed.emit(error)
        if self._feed is None:
            self._set_state(LinkState.AWAY)

    def _begin_feed(self, after: int) -> None:
        feed = FeedReader(
            self.client.transport,
            lambda message: self._told.emit(feed, message),
            after,
            lambda is_connected: self._connected.emit(feed, is_connected),
        )
        self._feed = feed
        feed.start()

    def _end_feed(self) -> None:
        if self._feed is not None:
            self._feed.stop()
            self._ending.append(self._feed)
            self._feed = None

    def _on_told(self, feed: FeedReader, message: Message) -> None:
        if feed is not self._feed:
            return
        self.heard_at = datetime.now(UTC)
        if message.passing is not None:
            self.passing_arrived.emit(message.passing)
            return
        if message.kind is Told.GAP or len(self._entries) > MOST_WAITING:
            self._entries.clear()
            self._read_all()
            return
        self._note_delay(message)
        self._entries += message.entries
        self.entries_arrived.emit(message.entries)
        if not self._take_soon.isActive() and not self._is_taking:
            self._take_soon.start()

    def _note_delay(self, message: Message) -> None:
        """How old the newest entry is as it comes; what was missed while away doesn't count."""
        if message.entries and self._live_since is not None:
            at = message.entries[-1].at
            if at >= self._live_since:
                self.delay_s = max(0.0, (self.now() - at).total_seconds())

    def _on_connected(self, feed: FeedReader, is_connected: bool) -> None:
        if feed is not self._feed:
            return
        if is_connected:
            self.heard_at = datetime.now(UTC)
            self._live_since = self.now()
            self._set_state(LinkState.LIVE)
            if self._has_missed:
                self._read_all()
            self.flush()
            return
        if self.state is LinkState.LIVE:
            self.heard_at = datetime.now(UTC) - timedelta(seconds=feed.silent_s)
        self._set_state(LinkState.AWAY)
        self._check_session()

    def _check_session(self) -> None:
        """A feed also ends when the session does: ask, so that nobody waits in vain."""

        def done(_: Session) -> None:
            self._is_checking = False

        def failed(error: ClientError) -> None:
            self._is_checking = False
            if isinstance(error, NotSignedInError) and self.state is LinkState.AWAY:
                self._expired()

        if not self._is_checking:
            self._is_checking = True
            self.tasks.run(self.client.sessions.me, done, failed, priority=Priority.UPKEEP)

    def _take(self) -> None:
        mirror = self.mirror
        if mirror is None or not self._entries or self._is_taking:
            return
        entries, self._entries = self._entries, []
        self._is_taking = True

        def failed(_: ClientError) -> None:
            self._is_taking = False
            self._entries[:0] = entries  # tried again with what comes, or by `on_again`

        def done(lines: tuple[Line, ...]) -> None:
            self._is_taking = False
            if mirror is self.mirror:
                self.lines_changed.emit(lines)
            if self._entries:
                self._take_soon.start()

        self.tasks.run(lambda: mirror.take(entries, entries[-1].seq), done, failed)

    def on_again(self) -> None:
        """Every two seconds: what failed is tried again."""
        if self.seat is not None and (self._feed is None or self._has_missed):
            self._read_all()
        elif self._entries:
            self._take()
        if self.state is LinkState.LIVE:
            self.flush()

    # -- what is sent

    def put_out(self, write: Write, label: str) -> None:
        """Keep a write and send it as soon as the backend is there."""
        assert self.outbox is not None
        expires_at = datetime.now(UTC) + ORDER_HOLDS
        self.outbox.put("POST", write.path, write.body, label, expires_at, write.key)
        self._tell_waiting()
        self.flush()

    def waiting(self) -> list[OutWrite]:
        """Every write that wasn't acknowledged yet, oldest first; tables tell of their own."""
        if self.store is None:
            return []
        with contextlib.suppress(DBAPIError):
            return self.store.outbox(*(state for state in OutState if state != OutState.AT_TABLE))
        return []

    def flush(self) -> None:
        """Send what waits."""
        outbox, store = self.outbox, self.store
        if self._is_flushing:
            self._has_more = True  # one that began without the backend finds nobody
            return
        if outbox is None or store is None or not store.count_out(OutState.WAITING):
            return
        self._is_flushing, self._has_more = True, False

        def work() -> Flushed:
            try:
                return outbox.flush()
            except DBAPIError as error:  # a full disk: tried again, with what is kept as it is
                _log.warning("the outbox can't be kept", reason=str(error.orig))
                return Flushed(0, 0, 0, is_away=True)

        def done(flushed: Flushed) -> None:
            self._is_flushing = False
            if flushed.sent or flushed.expired or flushed.refused:
                self._tell_waiting()
            if self._has_more:
                self.flush()

        def failed(_: ClientError) -> None:
            self._is_flushing = False

        self.tasks.run(work, done, failed, priority=Priority.ORDER)

    def send_anyway(self, number: int) -> None:
        """An expired or refused write is wanted after all."""
        assert self.outbox is not None
        self.outbox.send_anyway(number, datetime.now(UTC) + ORDER_HOLDS)
        self._tell_waiting()
        self.flush()

    def give_up(self, number: int) -> None:
        """A write isn't wanted any more."""
        assert self.outbox is not None
        self.outbox.give_up(number)
        self._tell_waiting()

    def _on_kept_changed(self) -> None:
        """Something of a table is the outbox's now, or the other way round."""
        self._tell_waiting()
        if self.state is LinkState.LIVE:
            self.flush()

    def _tell_waiting(self) -> None:
        self.outbox_changed.emit(self.waiting())

    def _set_state(self, state: LinkState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)


def _town_of(session: Session) -> str:
    """The town of the session's first role that has one."""
    return session.grants[0].town if session.grants else ""


def _end(client: Client) -> None:
    """End a session; where the backend is away, it ends by itself after hours."""
    with contextlib.suppress(ClientError):
        client.sessions.sign_out()
    client.close()
