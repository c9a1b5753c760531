"""The minutes of consultations: their versions, the files, and amending them."""

from __future__ import annotations

from typing import Literal

from pydantic.dataclasses import dataclass

from backend_client.records import Instant, Who, read_record, read_records
from backend_client.transport import BASE, Transport

Format = Literal["docx", "pdf"]


@dataclass(frozen=True, slots=True)
class MinutesFile:
    """A file that was given out before."""

    format: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class MinutesVersion:
    """A version; `kind` is "decided", or "amended" with its `text` and `reason`."""

    version: int
    kind: str
    at: Instant
    by: Who
    text: str = ""
    reason: str = ""
    files: tuple[MinutesFile, ...] = ()


class Minutes:
    """Minutes of events."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def versions(self, event: str) -> tuple[MinutesVersion, ...]:
        """Return the versions, the first one first; none before the decision is signed."""
        return read_records(MinutesVersion, self._transport.get(f"{BASE}/events/{event}/minutes"))

    def file(self, event: str, version: int, format: Format) -> bytes:  # noqa: A002
        """Return a version as a file; the first time it is made, which takes seconds."""
        path = f"{BASE}/events/{event}/minutes/{version}.{format}"
        return self._transport.send("GET", path).content

    def amend(self, event: str, text: str, reason: str, key: str | None = None) -> MinutesVersion:
        """Add to the minutes as a new version: a shift leader or commander."""
        body = {"text": text, "reason": reason}
        path = f"{BASE}/events/{event}/minutes"
        return read_record(MinutesVersion, self._transport.write("POST", path, body, key))
