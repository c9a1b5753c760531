"""Reports and events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from backend_client.records import Event, Line, Page, read_record
from backend_client.transport import BASE, Transport


class Events:
    """Reporting, the inbox, and everything of an event's life."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def report(self, report: Mapping[str, Any], key: str | None = None) -> Event:
        """Report something; returns the new event as the program understood it."""
        return read_record(Event, self._transport.write("POST", f"{BASE}/reports", report, key))

    def page(self, cursor: str | None = None, limit: int = 100, **wanted: Any) -> Page:
        """Return a page of the inbox; `wanted` as the description of `GET /events` names it."""
        query = {**wanted, "cursor": cursor, "limit": limit}
        return read_record(Page, self._transport.get(f"{BASE}/events", **query))

    def all(self, **wanted: Any) -> Iterator[Line]:
        """Go through every page."""
        cursor: str | None = None
        while True:
            page = self.page(cursor, 500, **wanted)
            yield from page.items
            cursor = page.next
            if cursor is None:
                return

    def one(self, event: str) -> Event:
        """Return an event with what may be done to it; raises NotFoundError."""
        return read_record(Event, self._transport.get(f"{BASE}/events/{event}"))

    def do(
        self,
        event: str,
        version: int,
        action: str,
        given: Mapping[str, Any] | None = None,
        key: str | None = None,
    ) -> Event:
        """Do an action to the version that was seen; raises ConflictError with how it stands."""
        body = {**(given or {}), "version": version}
        path = f"{BASE}/events/{event}/actions/{action}"
        return read_record(Event, self._transport.write("POST", path, body, key))

    def classify(self, town: str, text: str) -> Mapping[str, Any]:
        """Return how a text would be understood; nothing is kept."""
        body = {"town": town, "text": text}
        found: Mapping[str, Any] = self._transport.ask("POST", f"{BASE}/classify", body)
        return found
