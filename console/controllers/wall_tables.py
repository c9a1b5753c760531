"""Tables of consultations as a wall shows them: read from the journal, followed by the feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from backend_client.client import Client
from backend_client.consult_table import ConsultTable
from backend_client.errors import ClientError, NotSignedInError
from backend_client.records import Entry
from console.controllers.wall_courses import Read

AGAIN_MS: Final = 3000
"""So long after a try that failed a table, or a picture in view, is read again."""
MOST_PAGES: Final = 8
Found = TypeVar("Found")


class WallTables(QObject):
    """Knows the tables that are shown.

    Signals:
        changed: A table is another one (its event).
        picture_read: A picture of a table came (the attachment's id), or one that failed may be
            asked for again.
    """

    changed = Signal(str)
    picture_read = Signal(str)

    def __init__(self, client: Client, read: Read, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._read = read
        self._tables: dict[str, ConsultTable] = {}
        self._early: dict[str, list[Entry]] = {}
        self._pictures: dict[str, QImage] = {}
        self._asked: set[str] = set()
        self._is_linked = False

    def table(self, event: str) -> ConsultTable | None:
        """A table, None until it was asked for."""
        return self._tables.get(event)

    def want(self, event: str) -> None:
        """Read an event's table, and follow it from then on."""
        if event not in self._tables:
            self._tables[event] = ConsultTable()
            if self._is_linked:
                self._read_on(event)

    def set_linked(self, *, linked: bool) -> None:
        """The backend is there, or away: what was missed is read when it is back."""
        self._is_linked = linked
        self._early.clear()  # what is still being read isn't waited for
        if not linked:
            self._asked = set(self._pictures)
        for event in self._tables if linked else ():
            self._read_on(event)

    def _read_on(self, event: str) -> None:
        early = self._early[event] = []
        after, journal = self._tables[event].seq, self._client.journal

        def done(read: list[Entry]) -> None:
            if self._early.get(event) is early:  # else a later reading is waited for
                del self._early[event]
                self._fold(event, [*read, *early])

        def again() -> None:
            # What the feed told until now was kept apart: there is a gap.
            if self._early.get(event) is early:
                self._read_on(event)

        self._read_or_again(lambda: list(journal.all(after, event=event)), done, again)

    def _read_or_again(
        self, work: Callable[[], Found], done: Callable[[Found], object], again: Callable[[], None]
    ) -> None:
        """Read something; where that fails, ``again`` is called after a while."""

        def tried() -> Found | None:
            try:
                return work()
            except NotSignedInError:
                raise  # with the next session everything is read
            except ClientError:
                return None

        def came(read: Found | None) -> None:
            if read is None:
                QTimer.singleShot(AGAIN_MS, self, again)
            else:
                done(read)

        self._read(tried, came)

    def take(self, entries: Iterable[Entry]) -> None:
        """The feed tells of these."""
        for one in entries:
            if one.event in self._early:
                self._early[str(one.event)].append(one)
            elif one.event in self._tables:
                self._fold(str(one.event), [one])

    def _fold(self, event: str, entries: Iterable[Entry]) -> None:
        table = self._tables[event]
        for one in entries:
            table.take(one)
        self.changed.emit(event)

    def picture(self, attachment: str, page: int = 0) -> QImage | None:
        """A picture, or a page of a PDF; None until it is read, ``picture_read`` follows then."""
        key = f"{attachment}/{page}" if page else attachment
        if self._is_linked and key not in self._asked:
            self._asked.add(key)
            files = self._client.attachments

            def work() -> QImage:
                data = files.page(attachment, page) if page else files.content(attachment)
                return QImage.fromData(data)

            def done(image: QImage) -> None:
                self._pictures[key] = image
                self._forget_pages()
                self.picture_read.emit(attachment)

            def again() -> None:
                self._asked.discard(key)
                self.picture_read.emit(attachment)

            self._read_or_again(work, done, again)
        return self._pictures.get(key)

    def _forget_pages(self) -> None:
        """Of the pages of documents only the last ones are held: a document may have hundreds."""
        for key in [one for one in self._pictures if "/" in one][:-MOST_PAGES]:
            del self._pictures[key]
            self._asked.discard(key)

    def forget(self) -> None:
        """Know nothing any more."""
        self._tables = {event: ConsultTable() for event in self._tables}
        self._early.clear()
        self._pictures.clear()
        self._asked.clear()
