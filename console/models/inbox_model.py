"""The inbox as Qt shows it: pages of the backend's list, kept true by what the feed tells."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from backend_client.records import Line
from console.state.inbox_filter import InboxFilter, Order, Remaining, remaining
from widgets.inbox_roles import InboxRole, Index

_NOWHERE = QModelIndex()
_FEW = 50
"""More changed rows than that are told of as one stretch."""


class Column(IntEnum):
    """The inbox's columns; their order is that of the values."""

    GRADE = 0
    TITLE = 1
    REMAINING = 2
    STATE = 3
    OWNER = 4
    SOURCE = 5
    GRID = 6
    KIND = 7
    LEAD = 8
    PLATFORM = 9
    REPORTED = 10
    NUMBER = 11


@dataclass(frozen=True, slots=True)
class InboxWords:
    """What cells say, in the language chosen now."""

    headers: Mapping[Column, str]
    grade: Callable[[int], str]
    state: Callable[[str], str]
    source: Callable[[str, str], str]
    platform: Callable[[str | None], str]
    person: Callable[[str | None], str]
    kind: Callable[[str], str]
    at: Callable[[datetime], str]
    left: Callable[[int], str]
    drill: str


_NO_WORDS = InboxWords(
    dict.fromkeys(Column, ""),
    str,
    str,
    lambda source, _: source,
    lambda platform: platform or "",
    lambda person: person or "",
    str,
    str,
    str,
    "",
)
"""Before a page says the words of its language."""


class InboxModel(QAbstractTableModel):
    """Lines in the filter's order; changes move rows one by one, nothing is reset under a hand.

    Lines are kept rising by the filter's key, and most orders show them from the end.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = _NO_WORDS
        self._filter = InboxFilter()
        self._keys: list[tuple[Any, ...]] = []
        self._lines: list[Line] = []
        self._key_of: dict[str, tuple[Any, ...]] = {}
        self._unseen: set[str] = set()
        self._now = datetime.now(UTC)
        self._fetch: Callable[[], None] | None = None

    # -- what there is

    def replace(self, wanted: InboxFilter, lines: Sequence[Line]) -> None:
        """Begin a list anew, because another one was asked for."""
        self.beginResetModel()
        self._filter = wanted
        pairs = sorted(((wanted.key(line), line) for line in lines), key=lambda pair: pair[0])
        self._keys = [key for key, _ in pairs]
        self._lines = [line for _, line in pairs]
        self._key_of = {line.id: key for key, line in pairs}
        self.endResetModel()

    def append(self, lines: Sequence[Line]) -> None:
        """Add the next page, below all there is; what is there already moves."""
        new = [line for line in lines if line.id not in self._key_of]
        self.put(line for line in lines if line.id in self._key_of)
        if not new:
            return
        count = len(self._lines)
        rising = self._is_rising
        ordered = sorted(new, key=self._filter.key)
        keys = [self._filter.key(line) for line in ordered]
        fits = not self._keys or (keys[0] > self._keys[-1] if rising else keys[-1] < self._keys[0])
        if not fits:
            self.put(new)
            return
        self.beginInsertRows(_NOWHERE, count, count + len(new) - 1)
        at = count if rising else 0
        self._keys[at:at] = keys
        self._lines[at:at] = ordered
        self._key_of.update((line.id, key) for line, key in zip(ordered, keys, strict=True))
        self.endInsertRows()

    def put(self, lines: Iterable[Line]) -> None:
        """Add lines or bring them up to date, each where it belongs."""
        changed: list[int] = []
        for line in lines:
            key, old = self._filter.key(line), self._key_of.get(line.id)
            if old == key:
                at = bisect.bisect_left(self._keys, key)
                if self._lines[at] != line:
                    self._lines[at] = line
                    changed.append(self._row(at))
                continue
            if old is not None:
                self.remove([line.id])
            at = bisect.bisect_left(self._keys, key)
            row = at if self._is_rising else len(self._keys) - at
            self.beginInsertRows(_NOWHERE, row, row)
            self._keys.insert(at, key)
            self._lines.insert(at, line)
            self._key_of[line.id] = key
            self.endInsertRows()
        self._say_changed(changed)

    def remove(self, events: Iterable[str]) -> None:
        """Take lines out that no longer belong."""
        for event in events:
            key = self._key_of.pop(event, None)
            if key is None:
                continue
            at = bisect.bisect_left(self._keys, key)
            row = self._row(at)
            self.beginRemoveRows(_NOWHERE, row, row)
            del self._keys[at], self._lines[at]
            self.endRemoveRows()

    def has(self, event: str) -> bool:
        """Whether the list has an event."""
        return event in self._key_of

    def line(self, row: int) -> Line:
        """Return a row's line."""
        return self._lines[self._row(row)]

    def lines(self) -> Sequence[Line]:
        """Return every line that was read, in no special order."""
        return self._lines

    def row_of(self, event: str) -> int | None:
        """Return where an event stands, None for nowhere."""
        key = self._key_of.get(event)
        return None if key is None else self._row(bisect.bisect_left(self._keys, key))

    @property
    def _is_rising(self) -> bool:
        return self._filter.order is Order.DUE

    def _row(self, at: int) -> int:
        """Place in the lists to row, and back: the same either way."""
        return at if self._is_rising else len(self._keys) - 1 - at

    # -- marks and time

    def set_unseen(self, events: Iterable[str], *, unseen: bool) -> None:
        """Mark events as not opened yet, or as opened."""
        given = set(events)
        self._unseen = self._unseen | given if unseen else self._unseen - given
        self._say_changed([row for one in given if (row := self.row_of(one)) is not None])

    def unseen_count(self) -> int:
        """How many rows carry the mark."""
        return sum(event in self._key_of for event in self._unseen)

    def set_now(self, now: datetime) -> None:
        """Count down to another instant; who shows it repaints what it shows."""
        self._now = now

    def set_words(self, words: InboxWords) -> None:
        """Speak another language, or know other names."""
        self._words = words
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self._say_changed(range(len(self._lines)))

    def _say_changed(self, rows: Sequence[int]) -> None:
        last = len(Column) - 1
        if len(rows) > _FEW:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), last))
            return
        for row in rows:
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
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.headers[Column(section)]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line, column = self.line(index.row()), Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.number}\n{line.title}"
        if role == InboxRole.EVENT:
            return line.id
        if role == InboxRole.UNSEEN:
            return line.id in self._unseen
        return self._mark(line, column, role)

    def _mark(self, line: Line, column: Column, role: int) -> object:
        if role == InboxRole.GRADE and column is Column.GRADE:
            return int(line.grade)
        if role == InboxRole.LIGHT and column is Column.REMAINING:
            return self._left(line).light.value
        if role == InboxRole.SECOND and column is Column.TITLE:
            return self._second(line)
        return None

    def _left(self, line: Line) -> Remaining:
        return remaining(line, self._now)

    def _text(self, line: Line, column: Column) -> str:
        if column is Column.REMAINING:
            left = self._left(line)
            return "" if left.left_s is None else self._words.left(left.left_s)
        return _TEXTS[column](self._words, line)

    def _second(self, line: Line) -> str:
        words = self._words
        parts = (words.at(line.reported_at), line.grid, words.kind(line.subcategory), line.lead)
        return " · ".join(part for part in parts if part)


_TEXTS: Mapping[Column, Callable[[InboxWords, Line], str]] = {
    Column.GRADE: lambda words, line: words.grade(line.grade),
    Column.TITLE: lambda words, line: (
        f"【{words.drill}】{line.title}" if line.is_drill else line.title
    ),
    Column.STATE: lambda words, line: words.state(line.state),
    Column.OWNER: lambda words, line: words.person(line.owner),
    Column.SOURCE: lambda words, line: words.source(line.source, line.channel),
    Column.GRID: lambda _, line: line.grid or "",
    Column.KIND: lambda words, line: words.kind(line.subcategory),
    Column.LEAD: lambda _, line: line.lead or "",
    Column.PLATFORM: lambda words, line: words.platform(line.platform),
    Column.REPORTED: lambda words, line: words.at(line.reported_at),
    Column.NUMBER: lambda _, line: line.number,
}
