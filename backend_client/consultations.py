"""The table of a consultation: doing something on it, and saying where one points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic.dataclasses import dataclass

from backend_client.records import read_record
from backend_client.transport import BASE, Transport


@dataclass(frozen=True, slots=True)
class _Done:
    op: str


class Consultations:
    """What is done at an event's table; what comes of it is told by the journal and the feed."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def do(
        self, event: str, op: Mapping[str, Any], key: str | None = None, person: str = ""
    ) -> str:
        """Do an operation, `verb` and what comes with it; returns what the journal calls it.

        With `person` it is only sent in that person's name, see Transport.send.
        Raises ConflictError where it can't be done as the table stands; of a measure that another
        changed first, `problem.current` is how it stands.
        """
        answer = self._transport.write("POST", ops_path(event), dict(op), key, person=person)
        return read_record(_Done, answer).op

    def point(
        self,
        event: str,
        surface: str,
        point: Sequence[float] | None = None,
        drawing: Mapping[str, Any] | None = None,
    ) -> None:
        """Say where one points and what one is drawing, or with neither that one is there.

        Said once: the next comes soon.
        """
        body = {
            "surface": surface,
            "point": None if point is None else list(point),
            "drawing": None if drawing is None else dict(drawing),
        }
        self._transport.send("POST", _path(event, "pointer"), json_body=body)


def ops_path(event: str) -> str:
    """Return where the operations of an event's table are sent."""
    return _path(event, "ops")


def is_ops_path(path: str) -> bool:
    """Whether something is sent to a table."""
    return path.endswith("/consultation/ops")


def _path(event: str, what: str) -> str:
    return f"{BASE}/events/{event}/consultation/{what}"
