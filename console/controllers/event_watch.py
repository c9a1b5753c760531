"""Watches all open events: which 紧急 ones nobody has accepted, and what happens to one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from backend_client.records import Entry, Line
from console.controllers.backend_link import BackendLink
from console.state.arrivals import URGENT
from console.state.followed import matters
from console.state.inbox_filter import ENDED
from console.state.roles import ROOM_ROLES


class EventWatch(QObject):
    """Knows the lines of the open events that concern this person.

    Signals:
        urgent_changed: Other 紧急 events wait to be accepted, or none any more.
        followed: Something happened to an own event: its ``Line``, the ``Entry``, how much it
            matters (1 or 2).
    """

    urgent_changed = Signal()
    followed = Signal(object, object, int)

    def __init__(self, link: BackendLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._urgent: dict[str, Line] = {}
        self._mine: dict[str, Line] = {}
        self._first: Line | None = None
        link.read_anew.connect(self.on_read_anew)
        link.lines_changed.connect(self.on_lines_changed)
        link.entries_arrived.connect(self.on_entries_arrived)
        link.signed_out.connect(self.on_signed_out)

    @property
    def urgent_count(self) -> int:
        """How many 紧急 events nobody has accepted."""
        return len(self._urgent)

    @property
    def most_pressing(self) -> Line | None:
        """The one of them that is due first; None without any."""
        first = self._first
        if first is None or self._urgent.get(first.id) is not first:
            self._first = min(self._urgent.values(), key=_pressing, default=None)
        return self._first

    def on_read_anew(self, lines: Sequence[Line]) -> None:
        """Everything known was read again."""
        self._urgent.clear()
        self._mine.clear()
        self._take(lines)
        self.urgent_changed.emit()

    def on_lines_changed(self, lines: Sequence[Line]) -> None:
        """Events changed."""
        before = [self._urgent.get(line.id) for line in lines]
        self._take(lines)
        if before != [self._urgent.get(line.id) for line in lines]:
            self.urgent_changed.emit()

    def on_signed_out(self, is_ended: bool) -> None:
        """Who comes next sees nothing of it."""
        if not is_ended:
            self._urgent.clear()
            self._mine.clear()
            self.urgent_changed.emit()

    def on_entries_arrived(self, entries: Sequence[Entry]) -> None:
        """Somebody else did something to an event of this seat."""
        seat = self._link.seat
        me = "" if seat is None else seat.session.person
        for entry in entries:
            line = self._mine.get(entry.event or "")
            if line is not None and entry.who.id != me:
                level = matters(entry.what.removeprefix("event."), entry.change)
                if level:
                    self.followed.emit(line, entry, level)

    def _take(self, lines: Iterable[Line]) -> None:
        seat = self._link.seat
        if seat is None:
            return
        accepts, me = bool(seat.roles & ROOM_ROLES), seat.session.person
        for line in lines:
            waits = accepts and line.grade == URGENT and line.state == "reported"
            _keep(self._urgent, line, belongs=waits)
            # In a storm thousands wait: looking through all of them each time would be felt.
            if waits and self._first is not None and _pressing(line) < _pressing(self._first):
                self._first = line
            _keep(self._mine, line, belongs=line.owner == me and line.state not in ENDED)


def _pressing(line: Line) -> tuple[datetime, str]:
    """What is pressing comes first."""
    return line.due_at or line.reported_at, line.id


def _keep(lines: dict[str, Line], line: Line, *, belongs: bool) -> None:
    if belongs:
        lines[line.id] = line
    else:
        lines.pop(line.id, None)
