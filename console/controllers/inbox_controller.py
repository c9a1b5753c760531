"""The inbox's list: asked for page by page, kept true by the feed, there without the backend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from backend_client.errors import BackendAwayError, ClientError
from backend_client.records import Line, Page
from console.controllers.backend_link import BackendLink, LinkState
from console.models.inbox_model import InboxModel
from console.state.arrivals import Arrivals, Mode
from console.state.inbox_filter import InboxFilter, Me, chosen
from console.tasks.task_queue import Priority, Ticket

PAGE = 200
TIMED_MS = 5000
MOST_IDS = 100


class InboxController(QObject):
    """Fills the model.

    Attributes:
        total: How many events the list has in all; None while unknown.
        is_known_only: The list is what this workplace knows by itself.

    Signals:
        filled: The list was asked for and has its first page.
        fill_failed: Why it hasn't (a ``ClientError``).
        told: Something that arrived is to be told of (a ``Telling``).
    """

    filled = Signal()
    fill_failed = Signal(object)
    told = Signal(object)

    def __init__(self, link: BackendLink, model: InboxModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._model = model
        self._me = Me()
        self.wanted = InboxFilter()
        self.total: int | None = None
        self.is_known_only = False
        self._arrivals = Arrivals()
        self._known: set[str] = set()
        self._asked: Ticket | None = None
        self._timed = QTimer(self, interval=TIMED_MS)
        self._timed.timeout.connect(self.on_timed)
        link.signed_in.connect(lambda _: self.on_signed_in())
        link.read_anew.connect(self.on_read_anew)
        link.lines_changed.connect(self.on_lines_changed)
        link.state_changed.connect(self.on_state_changed)
        link.signed_out.connect(self.on_signed_out)

    @property
    def me(self) -> Me:
        """Whose inbox it is."""
        return self._me

    def now(self) -> datetime:
        """The backend's time."""
        return self._link.now()

    def mode(self) -> Mode:
        """How busy it is."""
        return self._arrivals.mode(self._link.now())

    def ask(self, wanted: InboxFilter) -> None:
        """Show another list."""
        self.wanted = wanted
        self._fill()

    def on_signed_in(self) -> None:
        """Somebody sits down."""
        seat = self._link.seat
        assert seat is not None
        grants = [one for one in seat.session.grants if one.town == seat.town]
        departments = [one.department for one in grants if one.department]
        self._me = Me(seat.session.person, departments[0] if departments else None)
        self._timed.start()

    def on_signed_out(self, is_ended: bool) -> None:
        """Nobody is signed in; only what a session's end leaves behind stays in view."""
        self._timed.stop()
        if not is_ended:
            self._known.clear()
            self.total = None
            self._model.set_fetch(None)
            self._model.replace(self.wanted, ())

    def on_read_anew(self) -> None:
        """The lists were read anew: so is the inbox."""
        mirror = self._link.mirror
        if mirror is not None:
            self._known.update(line.id for line in mirror.lines())
        self._fill()

    def on_state_changed(self, state: LinkState) -> None:
        """Without the backend the list is what is known here."""
        if state is LinkState.AWAY and not self._model.rowCount():
            self._fill_from_known()

    def on_lines_changed(self, lines: Sequence[Line]) -> None:
        """Events changed: those that belong are put in their place, the others leave."""
        now = self._link.now()
        new = [line for line in lines if line.id not in self._known]
        self._known.update(line.id for line in new)
        arrived = [line for line in new if line.state == "reported"]
        self._model.set_unseen((line.id for line in arrived), unseen=True)
        if self.wanted.needs_backend and not self.is_known_only:
            self._ask_which(lines)
        else:
            self._put(lines, {one.id for one in chosen(lines, self.wanted, self._me, now)})
        telling = self._arrivals.take([line for line in arrived if not line.is_drill], now)
        if telling.grade:
            self.told.emit(telling)

    def on_timed(self) -> None:
        """Batches become due; some lists change with the time alone."""
        telling = self._arrivals.due(self._link.now())
        if telling.grade:
            self.told.emit(telling)
        if self.wanted.is_timed:
            wanted, now = self.wanted, self._link.now()
            lines = self._model.lines()
            gone = [one.id for one in lines if not wanted.matches(one, self._me, now)]
            self._model.remove(gone)
            if self._link.mirror is not None and self._asked is None:
                self._fill(keep=True)

    def _put(self, lines: Iterable[Line], belong: set[str]) -> None:
        before = self._model.rowCount()
        self._model.remove(line.id for line in lines if line.id not in belong)
        self._model.put(line for line in lines if line.id in belong)
        if self.total is not None:
            self.total += self._model.rowCount() - before

    def _ask_which(self, lines: Sequence[Line]) -> None:
        """Of a text only the backend knows what belongs."""
        wanted = self.wanted
        ids = [line.id for line in lines][:MOST_IDS]

        def done(page: Page) -> None:
            if wanted == self.wanted:
                self._put(lines, {line.id for line in page.items})

        asked = dict(wanted.query(self._me, self._link.now()))
        self._link.tasks.run(
            lambda: self._link.client.events.page(limit=MOST_IDS, id=ids, **asked),
            done,
            priority=Priority.UPKEEP,
        )

    # -- asking

    def _fill(self, *, keep: bool = False) -> None:
        if self._asked is not None:
            self._asked.cancel()
        wanted, asked = self.wanted, dict(self.wanted.query(self._me, self._link.now()))

        def done(page: Page) -> None:
            self._asked = None
            self.is_known_only = False
            self.total = page.total
            if keep:
                self._model.put(page.items)
            else:
                self._model.replace(wanted, page.items)
            self._set_fetch(wanted, page)
            self.filled.emit()

        def failed(error: ClientError) -> None:
            self._asked = None
            if isinstance(error, BackendAwayError) and not keep:
                self._fill_from_known()
            elif not keep:
                self.fill_failed.emit(error)

        self._asked = self._link.tasks.run(
            lambda: self._link.client.events.page(limit=PAGE, counted=True, **asked),
            done,
            failed,
            label=self.tr("Reading the inbox"),
        )

    def _set_fetch(self, wanted: InboxFilter, page: Page) -> None:
        if page.next is None:
            self._model.set_fetch(None)
            return
        cursor, asked = page.next, dict(wanted.query(self._me, self._link.now()))
        # A list by time goes on from the instant that its first page was asked at.

        def done(following: Page) -> None:
            if wanted == self.wanted:
                self._model.append(following.items)
                self._set_fetch(wanted, following)

        def failed(_: ClientError) -> None:
            if wanted == self.wanted:
                self._set_fetch(wanted, page)

        def fetch() -> None:
            self._link.tasks.run(
                lambda: self._link.client.events.page(cursor, PAGE, **asked), done, failed
            )

        self._model.set_fetch(fetch)

    def _fill_from_known(self) -> None:
        mirror = self._link.mirror
        if mirror is None:
            return
        self.is_known_only = True
        self._model.set_fetch(None)
        found = chosen(mirror.lines(), self.wanted, self._me, self._link.now())
        self._model.replace(self.wanted, found)
        self.total = len(found)
        self.filled.emit()
