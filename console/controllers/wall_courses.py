"""What happened to the events that a wall shows: read from the journal, followed by the feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from backend_client.client import Client
from backend_client.consult_table import ON_TABLE
from backend_client.records import Entry

MOST: Final = 60
"""Of a course only so much is kept: no screen has room for more."""
Read = Callable[[Callable[[], Any], Callable[[Any], None]], None]
"""Has something read beside the GUI thread, and hands over what was read."""


class WallCourses(QObject):
    """Knows the courses that are shown.

    Signals:
        changed: More happened to an event (its id).
    """

    changed = Signal(str)

    def __init__(self, client: Client, read: Read, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._read = read
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._is_linked = False

    def want(self, event: str) -> None:
        """Read an event's course, and follow it from then on."""
        if event not in self._entries:
            self._entries[event] = ()
            if self._is_linked:
                self._read_on(event)

    def of(self, event: str) -> Sequence[Entry]:
        """What happened to an event, the newest first."""
        return self._entries.get(event, ())[::-1]

    def set_linked(self, *, linked: bool) -> None:
        """The backend is there, or away: what was missed is read when it is back."""
        self._is_linked = linked
        for event in self._entries if linked else ():
            self._read_on(event)

    def take(self, entries: Iterable[Entry]) -> None:
        """The feed tells of these."""
        for one in entries:
            if one.event in self._entries:
                self._add(str(one.event), [one])

    def forget(self) -> None:
        """Know nothing any more."""
        self._entries = dict.fromkeys(self._entries, ())

    def _read_on(self, event: str) -> None:
        journal = self._client.journal
        after = max((one.seq for one in self._entries[event]), default=0)
        self._read(
            lambda: list(journal.all(after, event=event)), lambda read: self._add(event, read)
        )

    def _add(self, event: str, more: Iterable[Entry]) -> None:
        """Those that came twice are there once; strokes on a table are no steps of an event."""
        known = {one.seq: one for one in self._entries.get(event, ())}
        known |= {one.seq: one for one in more if one.what != ON_TABLE}
        self._entries[event] = tuple(known[seq] for seq in sorted(known))[-MOST:]
        self.changed.emit(event)
