"""The inbox's list: asked for page by page, kept true by the feed, there without the backend."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence, Set
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
MOST_AT_ONCE = 500
"""A list that is read again is read so far."""
TIMED_MS = 5000
MOST_IDS = 100


class InboxController(QObject):
    """Fills the model.

    Attributes:
        total: How many events the list has in all; None while unknown.
        is_known_only: The list is what this workplace knows by itself.
        is_flood: So much arrives that lists are grouped, where that is wanted.
        is_reading: A list was asked for that isn't there yet.

    Signals:
        filled: The list was asked for and has its first page.
        fill_failed: Why it hasn't (a ``ClientError``).
        told: Something that arrived is to be told of (a ``Telling``).
        flood_changed: A flood begins, or is over.
    """

    filled = Signal()
    fill_failed = Signal(object)
    told = Signal(object)
    flood_changed = Signal(bool)

    def __init__(self, link: BackendLink, model: InboxModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._model = model
        self._me = Me()
        self.wanted = InboxFilter()
        self.total: int | None = None
        self.is_known_only = False
        self.is_flood = False
        self.is_reading = False
        self._groups_wanted = True
        self._arrivals = Arrivals()
        self._known: set[str] = set()
        self._has_read = False
        self._asked: Ticket | None = None
        self._reading: set[Ticket] = set()
        self._meanwhile: dict[str, Line] = {}
        self._has_more = False
        self._list_number = 0
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

    def begin_with(self, wanted: InboxFilter) -> None:
        """Show this list as soon as somebody signs in."""
        self.wanted = wanted

    def ask(self, wanted: InboxFilter) -> None:
        """Show another list; without the backend at once what is known of it."""
        self.wanted = wanted
        if self._link.state is LinkState.AWAY:
            self._fill_from_known()
        else:
            self._fill()

    # -- the flood

    def set_groups_wanted(self, is_wanted: bool) -> None:
        """Whether a flood's events are to be grouped."""
        self._groups_wanted = is_wanted
        self._model.set_grouped(self.is_flood and is_wanted)

    def watch_flood(self, now: datetime) -> None:
        """Look whether a flood began, or is over: rows go behind others, or come back."""
        is_flood = self._arrivals.is_flood(now)
        if is_flood != self.is_flood:
            self.is_flood = is_flood
            self._model.set_grouped(is_flood and self._groups_wanted)
            self.flood_changed.emit(is_flood)

    # -- what happens

    def on_signed_in(self) -> None:
        """Somebody sits down."""
        seat = self._link.seat
        assert seat is not None
        grants = [one for one in seat.session.grants if one.town == seat.town]
        departments = [one.department for one in grants if one.department]
        self._me = Me(seat.session.person, departments[0] if departments else None)
        self._model.set_me(self._me.person)
        self._timed.start()

    def on_signed_out(self, is_ended: bool) -> None:
        """Nobody is signed in; only what a session's end leaves behind stays in view."""
        self._timed.stop()
        if not is_ended:
            self._known.clear()
            self._has_read = False
            self.total = None
            self._list_number += 1
            self._stop_asking()
            self._model.set_fetch(None)
            self._has_more = False
            self._meanwhile.clear()
            self._model.replace(self.wanted, ())

    def on_read_anew(self, lines: Sequence[Line]) -> None:
        """The lists were read anew: so is the inbox; what came meanwhile arrives now."""
        new = [line for line in lines if line.id not in self._known]
        if new and self._has_read:
            self._arrive(new)
        self._known.update(line.id for line in new)
        self._has_read = True
        self._fill()

    def on_state_changed(self, state: LinkState) -> None:
        """Without the backend the list is what is known here, and no longer than that."""
        if state is LinkState.AWAY and not self._model.lines():
            self._fill_from_known()
        elif state is LinkState.LIVE and self.is_known_only:
            self._fill()

    def on_lines_changed(self, lines: Sequence[Line]) -> None:
        """Events changed: those that belong are put in their place, the others leave."""
        new = {line.id for line in lines if line.id not in self._known}
        self._known |= new
        if self._reading:
            # What is being read may be older than this: it is said again after it.
            self._meanwhile.update((line.id, line) for line in lines)
        self._take_in(lines, new)
        self._arrive([line for line in lines if line.id in new])

    def _arrive(self, lines: Iterable[Line]) -> None:
        """What nobody has accepted yet is marked, and told of."""
        now = self._link.now()
        arrived = [line for line in lines if line.state == "reported"]
        self._model.set_unseen((line.id for line in arrived), unseen=True)
        telling = self._arrivals.take([line for line in arrived if not line.is_drill], now)
        self.watch_flood(now)
        if telling.grade:
            self.told.emit(telling)

    def on_timed(self) -> None:
        """Batches become due; a flood ebbs; to some lists lines come with the time alone."""
        now = self._link.now()
        telling = self._arrivals.due(now)
        if telling.grade:
            self.told.emit(telling)
        self.watch_flood(now)
        if self.wanted.is_timed and not self._reading and self._link.state is LinkState.LIVE:
            self._fill(keep=True)

    def _take_in(self, lines: Sequence[Line], new: Collection[str] = ()) -> None:
        if self.wanted.needs_backend and not self.is_known_only:
            for at in range(0, len(lines), MOST_IDS):
                self._ask_which(lines[at : at + MOST_IDS], new)
        else:
            found = chosen(lines, self.wanted, self._me, self._link.now())
            self._put(lines, {one.id for one in found}, new)

    def _put(self, lines: Sequence[Line], belong: Set[str], new: Collection[str]) -> None:
        """Those that belong are shown, but for what stands below the last page that was read."""
        if self._model.wanted != self.wanted:
            return  # another list is being read: they are put into that one
        has = self._model.has
        gone = [line.id for line in lines if line.id not in belong and has(line.id)]
        shown = [line for line in lines if line.id in belong]
        if self.total is not None:
            self.total += sum(line.id in new for line in shown) - len(gone)
        if self._has_more:
            shown = [line for line in shown if has(line.id) or not self._model.is_below(line)]
        self._model.remove(gone)
        self._model.put(shown)

    def _ask_which(self, lines: Sequence[Line], new: Collection[str]) -> None:
        """Of a text only the backend knows what belongs."""
        wanted, ids = self.wanted, [line.id for line in lines]
        asked = dict(wanted.query(self._me, self._link.now()))

        def done(page: Page) -> None:
            if wanted == self.wanted:
                self._put(lines, {line.id for line in page.items}, new)

        self._link.tasks.run(
            lambda: self._link.client.events.page(limit=MOST_IDS, id=ids, **asked),
            done,
            priority=Priority.UPKEEP,
        )

    # -- asking

    def _fill(self, *, keep: bool = False) -> None:
        """Read the list's first page; ``keep`` adds to what is shown."""
        self._stop_asking()
        wanted, asked = self.wanted, dict(self.wanted.query(self._me, self._link.now()))
        limit = min(MOST_AT_ONCE, max(PAGE, len(self._model.lines())))

        def done(page: Page) -> None:
            self._asked, self.is_reading = None, False
            self.is_known_only = False
            self.total = page.total
            if keep:
                self._model.append(page.items)
            else:
                self._model.show(wanted, page.items)
                self._list_number += 1
                self._set_fetch(wanted, page)
            self._end_reading(ticket)
            self.filled.emit()

        def failed(error: ClientError) -> None:
            self._asked, self.is_reading = None, False
            self._end_reading(ticket)
            if isinstance(error, BackendAwayError) and not keep:
                self._fill_from_known()
            elif not keep:
                if self._model.wanted != wanted:
                    self._model.replace(wanted, ())
                self.fill_failed.emit(error)

        ticket = self._link.tasks.run(
            lambda: self._link.client.events.page(limit=limit, counted=True, **asked),
            done,
            failed,
            label="" if keep else self.tr("Reading the inbox"),
        )
        self._asked, self.is_reading = ticket, not keep
        self._reading.add(ticket)

    def _stop_asking(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._reading.discard(self._asked)
            self._asked, self.is_reading = None, False

    def _end_reading(self, ticket: Ticket) -> None:
        """What changed while a page was read holds against what the page says."""
        self._reading.discard(ticket)
        meanwhile = list(self._meanwhile.values())
        if not self._reading:
            self._meanwhile.clear()
        if meanwhile:
            self._take_in(meanwhile)

    def _set_fetch(self, wanted: InboxFilter, page: Page) -> None:
        self._has_more = page.next is not None
        if page.next is None:
            self._model.set_fetch(None)
            return
        cursor, asked = page.next, dict(wanted.query(self._me, self._link.now()))
        number = self._list_number

        def fetch() -> None:
            def done(following: Page) -> None:
                if number == self._list_number:
                    self._model.append(following.items)
                    self._set_fetch(wanted, following)
                self._end_reading(ticket)

            def failed(_: ClientError) -> None:
                if number == self._list_number:
                    self._set_fetch(wanted, page)
                self._end_reading(ticket)

            ticket = self._link.tasks.run(
                lambda: self._link.client.events.page(cursor, PAGE, **asked), done, failed
            )
            self._reading.add(ticket)

        self._model.set_fetch(fetch)

    def _fill_from_known(self) -> None:
        mirror = self._link.mirror
        if mirror is None:
            return
        self._stop_asking()
        self.is_known_only = True
        self._list_number += 1
        self._has_more = False
        self._model.set_fetch(None)
        found = chosen(mirror.lines(), self.wanted, self._me, self._link.now())
        self._model.show(self.wanted, found)
        self.total = len(found)
        self.filled.emit()
