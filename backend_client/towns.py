"""What a town has: lists, map, figures, files in and out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from backend_client.records import (
    Camera,
    Figures,
    Hour,
    Person,
    items_of,
    read_record,
    read_records,
)
from backend_client.transport import BASE, Transport, new_key

Record = TypeVar("Record")


class Towns:
    """A town's lists by its code."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def regions(self) -> list[Mapping[str, Any]]:
        """Return the regions that this person has to do with."""
        return list(items_of(self._transport.get(f"{BASE}/regions")))

    def grids(self, town: str) -> Mapping[str, Any]:
        """Return the grids as GeoJSON."""
        found: Mapping[str, Any] = self._transport.get(f"{BASE}/towns/{town}/grids")
        return found

    def taxonomy(self, town: str) -> Mapping[str, Any]:
        """Return the dictionary that holds now."""
        found: Mapping[str, Any] = self._transport.get(f"{BASE}/towns/{town}/taxonomy")
        return found

    def cards(self, town: str) -> Mapping[str, Any]:
        """Return what to do on the spot, by subcategory."""
        found: Mapping[str, Any] = self._transport.get(f"{BASE}/towns/{town}/cards")["cards"]
        return found

    def cameras(self, town: str) -> tuple[Camera, ...]:
        """Return every camera."""
        return self._all(Camera, town, "cameras")

    def people(self, town: str) -> tuple[Person, ...]:
        """Return everybody with their roles."""
        return self._all(Person, town, "people")

    def list(self, town: str, kind: str) -> tuple[Mapping[str, Any], ...]:
        """Return speakers, places or departments as they are told."""
        found: list[Mapping[str, Any]] = []
        after = ""
        while True:
            answer = self._transport.get(f"{BASE}/towns/{town}/{kind}", after=after or None)
            found += items_of(answer)
            after = answer.get("next") or ""
            if not after:
                return tuple(found)

    def map(
        self, town: str, window: tuple[float, float, float, float], *layers: str
    ) -> Mapping[str, Any]:
        """Return what a window (west, south, east, north) shows."""
        west, south, east, north = window
        query = {"west": west, "south": south, "east": east, "north": north}
        found: Mapping[str, Any] = self._transport.get(
            f"{BASE}/towns/{town}/map", **query, layers=list(layers) or None
        )
        return found

    def figures(
        self, town: str, since: datetime, until: datetime, by: str = "nothing"
    ) -> tuple[Figures, ...]:
        """Return figures of events reported in a span of time, by group."""
        query = {"since": since.isoformat(), "until": until.isoformat(), "by": by}
        return read_records(Figures, self._transport.get(f"{BASE}/towns/{town}/figures", **query))

    def hours(self, town: str, since: datetime, hours: int = 24) -> tuple[Hour, ...]:
        """Return each of so many hours from an instant on, in order."""
        query = {"since": since.isoformat(), "hours": hours}
        answer = self._transport.get(f"{BASE}/towns/{town}/figures/hours", **query)
        return read_records(Hour, answer)

    def import_file(
        self, town: str, kind: str, data: bytes, *, dry_run: bool = True, datum: str = "wgs84"
    ) -> Mapping[str, Any]:
        """Try a file, or take it in; returns what happened or would, and every fault."""
        answer = self._transport.send(
            "POST",
            f"{BASE}/towns/{town}/import/{kind}",
            params={"dry_run": str(dry_run).lower(), "datum": datum},
            data=data,
            headers={"Idempotency-Key": new_key()},
        )
        found: Mapping[str, Any] = self._transport.read_json(answer)
        return found

    def export_file(self, town: str, kind: str, form: str, reason: str) -> bytes:
        """Return a list as a file; the reason is kept in the journal."""
        answer = self._transport.send(
            "POST",
            f"{BASE}/towns/{town}/export/{kind}",
            params={"form": form},
            json_body={"reason": reason},
        )
        return answer.content

    def _all(self, kind: type[Record], town: str, name: str) -> tuple[Record, ...]:
        return tuple(read_record(kind, one) for one in self.list(town, name))
