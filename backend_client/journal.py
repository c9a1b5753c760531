"""The journal, for reading."""

from __future__ import annotations

from collections.abc import Iterator

from backend_client.records import Entry, JournalPage, read_record
from backend_client.transport import BASE, Transport


class Journal:
    """What happened, in order."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def page(self, after: int = 0, limit: int = 500, event: str | None = None) -> JournalPage:
        """Return entries after a `seq`; go on from the page's `seq`."""
        answer = self._transport.get(f"{BASE}/journal", after=after, limit=limit, event=event)
        return read_record(JournalPage, answer)

    def all(self, after: int = 0, event: str | None = None) -> Iterator[Entry]:
        """Go through every entry that this person may see."""
        while True:
            page = self.page(after, event=event)
            yield from page.items
            if page.seq == after:
                return
            after = page.seq
