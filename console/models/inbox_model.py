"""The inbox as Qt shows it: pages of the backend's list, kept true by what the feed tells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from datetime import UTC, datetime
from typing import ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from backend_client.records import Line
from console.models.inbox_rows import InboxRows, Key
from console.models.inbox_words import NO_WORDS, InboxWords
from console.state.flood_groups import FloodGroups
from console.state.inbox_filter import InboxFilter, Order, remaining
from widgets.inbox_roles import Column, InboxRole, Index, RowLook

_NOWHERE = QModelIndex()
_FEW = 50
"""More changed rows than that are told of as one stretch."""
_MANY = 150
"""More rows than that come, go and move in one step, which keeps cursor and place."""


class InboxModel(QAbstractTableModel):
    """Lines in the filter's order; changes move rows one by one, nothing is reset under a hand.

    Rows are kept rising by their key, and most orders show them from the end. In a flood a line
    may have no row of its own: it stands behind its group's head.

    Signals:
        folding: Rows are about to go behind others (a mapping of event to the head's event).
    """

    folding = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = NO_WORDS
        self._filter = InboxFilter()
        self._groups: FloodGroups[Line] = FloodGroups(self._filter)
        self._is_grouped = False
        self._known: dict[str, Line] = {}
        self._rows = InboxRows()
        self._unseen: set[str] = set()
        self._me = ""
        self._now = datetime.now(UTC)
        self._fetch: Callable[[], None] | None = None

    # -- what there is

    @property
    def wanted(self) -> InboxFilter:
        """Which list it is."""
        return self._filter

    def replace(self, wanted: InboxFilter, lines: Iterable[Line]) -> None:
        """Begin a list anew, because another one was asked for."""
        self.beginResetModel()
        self._filter = wanted
        self._groups = FloodGroups(wanted, is_on=self._groups_here)
        self._known = {line.id: line for line in lines}
        self._groups.put(self._known.values())
        keys = map(self._groups.key, self._known.values())
        shown = (key for key in keys if key is not None)
        self._rows = InboxRows(shown, is_rising=wanted.order is Order.DUE)
        self.endResetModel()

    def show(self, wanted: InboxFilter, lines: Sequence[Line]) -> None:
        """Show a list from its beginning: another one anew, of the same one what differs."""
        if wanted != self._filter:
            self.replace(wanted, lines)
            return
        fresh = {line.id for line in lines}
        self._known.update((line.id, line) for line in lines)
        gone = self._known.keys() - fresh
        self._follow(self._groups.drop(gone) | self._groups.put(lines), gone)

    def append(self, lines: Iterable[Line]) -> None:
        """Add the next page; what is known better already stays."""
        known = self._known
        self.put(
            line for line in lines if line.id not in known or known[line.id].version <= line.version
        )

    def put(self, lines: Iterable[Line]) -> None:
        """Add lines or bring them up to date, each where it belongs."""
        given = list(lines)
        self._known.update((line.id, line) for line in given)
        self._follow(self._groups.put(given))

    def remove(self, events: Iterable[str]) -> None:
        """Take lines out that no longer belong."""
        gone = self._known.keys() & set(events)
        self._follow(self._groups.drop(gone), gone)

    def has(self, event: str) -> bool:
        """Whether the list has an event, with a row of its own or behind another."""
        return event in self._known

    def line(self, row: int) -> Line:
        """Return a row's line."""
        return self._known[self._rows.event(row)]

    def lines(self) -> Collection[Line]:
        """Return every line that was read, in no special order."""
        return self._known.values()

    def is_below(self, line: Line) -> bool:
        """Whether a line would stand below every line that was read."""
        return self._rows.is_below(self._filter.key(line))

    def row_of(self, event: str) -> int | None:
        """Return where an event stands, None for nowhere."""
        return self._rows.row_of(event)

    # -- groups of a flood

    @property
    def _groups_here(self) -> bool:
        """Who searches wants to see each event that is found."""
        return self._is_grouped and not self._filter.text.strip()

    def set_grouped(self, is_grouped: bool) -> None:
        """Let events of one place and kind stand as one row, or each for itself."""
        self._is_grouped = is_grouped
        self._follow(self._groups.turn(self._known.values(), is_on=self._groups_here))

    def open_group(self, event: str, *, is_open: bool) -> bool:
        """Show or hide the rows behind an event's; whether there was something to do."""
        touched = self._groups.open_group(event, is_open=is_open)
        self._follow(touched)
        return bool(touched)

    def head_of(self, event: str) -> str:
        """Return the event whose row stands for another; itself where it has its own."""
        group = self._groups.group(event)
        return event if group is None else group.head

    def grouped_counts(self) -> tuple[int, int]:
        """Return how many events stand in groups, and in how many."""
        groups = self._groups.groups()
        return sum(group.count for group in groups), len(groups)

    # -- rows follow lines

    def _follow(self, touched: Iterable[str], gone: Set[str] = frozenset()) -> None:
        """Bring the rows of these events to where they belong now; forget who is gone."""
        coming: list[Key] = []
        moving: list[Key] = []
        going: list[str] = []
        changed: list[str] = []
        for event in touched:
            old = self._rows.key_of(event)
            key = None if event in gone else self._groups.key(self._known[event])
            if key is None:
                going += [event] if old is not None else []
            elif old is None:
                coming.append(key)
            elif old != key:
                moving.append(key)
            else:
                changed.append(event)
        if self._rows.count_runs(coming) + len(moving) + len(going) > _MANY:
            self._lay_anew([*coming, *moving], going)
        else:
            self._insert(coming)
            for key in moving:
                self._move(key)
            self._fold([event for event in going if event not in gone])
            self._delete(going)
        for event in gone:
            del self._known[event]
        self._say_changed(changed)

    def _insert(self, coming: list[Key]) -> None:
        coming.sort()
        while coming:
            place, run = self._rows.cut_run(coming)
            row = self._rows.first_row(place)
            self.beginInsertRows(_NOWHERE, row, row + len(run) - 1)
            self._rows.insert(place, run)
            self.endInsertRows()

    def _move(self, key: Key) -> None:
        before, after = self._rows.places_of_move(key)
        row, to = self._rows.row(before), self._rows.row(after)
        if moves := row != to:
            self.beginMoveRows(_NOWHERE, row, row, _NOWHERE, to + 1 if to > row else to)
        self._rows.move(before, after, key)
        if moves:
            self.endMoveRows()
        self._say_changed([key[-1]])

    def _fold(self, going: Sequence[str]) -> None:
        """Say which rows go behind others, which are there by now."""
        if going:
            self.folding.emit({event: self.head_of(event) for event in going})

    def _delete(self, going: Iterable[str]) -> None:
        for first, last in self._rows.runs_of(going):
            low, high = sorted((self._rows.row(first), self._rows.row(last)))
            self.beginRemoveRows(_NOWHERE, low, high)
            self._rows.delete(first, last)
            self.endRemoveRows()

    def _lay_anew(self, placed: Iterable[Key], going: Iterable[str]) -> None:
        """Change many rows in one step: who stands on one stays on it, or on its group's."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        events = [self._rows.event(index.row()) for index in before]
        self._rows.change(placed, going)
        now = [
            self._index_of(self.head_of(event), index.column())
            for event, index in zip(events, before, strict=True)
        ]
        self.changePersistentIndexList(before, now)
        self.layoutChanged.emit()

    def _index_of(self, event: str, column: int) -> QModelIndex:
        row = self.row_of(event)
        return QModelIndex() if row is None else self.index(row, column)

    # -- marks and time

    def set_me(self, person: str) -> None:
        """Know who sits here."""
        self._me = person
        self._say_changed(self._known)

    def set_unseen(self, events: Iterable[str], *, unseen: bool) -> None:
        """Mark events as not opened yet, or as opened."""
        given = set(events)
        self._unseen = self._unseen | given if unseen else self._unseen - given
        self._say_changed(given)

    def unseen_count(self) -> int:
        """How many of the list's events carry the mark."""
        return sum(event in self._known for event in self._unseen)

    def set_now(self, now: datetime) -> None:
        """Count down to another instant; who shows it repaints what it shows."""
        self._now = now

    def set_words(self, words: InboxWords) -> None:
        """Speak another language, or know other names."""
        self._words = words
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self._say_changed(self._known)

    def _say_changed(self, events: Collection[str]) -> None:
        """Rows are to be painted anew: single ones, or all where there are many."""
        last = len(Column) - 1
        if len(events) > _FEW:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, last))
            return
        for event in events:
            row = self._rows.row_of(self.head_of(event))
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    # -- paging

    def set_fetch(self, fetch: Callable[[], None] | None) -> None:
        """What asks for the next page; None at the end."""
        self._fetch = fetch

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._fetch is not None

    def fetchMore(self, parent: Index) -> None:
        fetch, self._fetch = self._fetch, None
        if not parent.isValid() and fetch is not None:
            fetch()

    # -- Qt's questions

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.headers[Column(section)]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        tell = self._TOLD.get(role)
        if tell is None or not index.isValid() or index.row() >= len(self._rows):
            return None
        return tell(self, index.row(), Column(index.column()))

    def look(self, row: int) -> RowLook:
        """Return a row as it is painted."""
        line = self.line(row)
        found = self._groups.group(line.id)
        is_head = found is not None and found.head == line.id
        closed = found if found is not None and not found.is_open else None
        left = remaining(line if closed is None else closed.soonest, self._now)
        unseen = self._unseen
        return RowLook(
            self._words.texts(line, left, self._now),
            self._words.second(line, self._now, is_group=closed is not None),
            int(line.grade),
            left.light.value,
            line.id in unseen if closed is None else not unseen.isdisjoint(closed.lines),
            bool(self._me) and line.owner == self._me,
            found.count if found is not None and is_head else 0,
            found is not None and found.is_open,
            found is not None and not is_head,
        )

    def _spoken(self, row: int, column: Column) -> str:
        """What a screen reader says of a cell: of a group's title, how many there are."""
        look = self.look(row)
        text = look.texts[column]
        return f"{text} ×{look.count}" if look.count and column is Column.TITLE else text

    _TOLD: ClassVar[Mapping[int, Callable[[InboxModel, int, Column], object]]] = {
        InboxRole.LOOK: lambda self, row, _: self.look(row),
        InboxRole.EVENT: lambda self, row, _: self._rows.event(row),
        Qt.ItemDataRole.DisplayRole: lambda self, row, column: self.look(row).texts[column],
        Qt.ItemDataRole.AccessibleTextRole: _spoken,
        Qt.ItemDataRole.ToolTipRole: lambda self, row, column: self._words.tip(
            self.line(row), column
        ),
    }
