"""Whom to send, how those who were sent are getting on, where people are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic.dataclasses import dataclass

from backend_client.records import Same, Sent, WhoToSend, read_record, read_records
from backend_client.transport import BASE, Transport


@dataclass(frozen=True, slots=True)
class _Taken:
    news: int


class Sending:
    """People in the field."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def candidates(self, event: str) -> WhoToSend:
        """Return whom to send, with why and why not for each."""
        return read_record(WhoToSend, self._transport.get(f"{BASE}/events/{event}/candidates"))

    def same(self, event: str) -> tuple[Same, ...]:
        """Return events that may be the same, the likeliest first."""
        return read_records(Same, self._transport.get(f"{BASE}/events/{event}/same"))

    def sent(self, event: str) -> tuple[Sent, ...]:
        """Return who was sent."""
        return read_records(Sent, self._transport.get(f"{BASE}/events/{event}/sent"))

    def take_status(
        self, event: str, sent: Sent, to: str, reason: str = "", key: str | None = None
    ) -> tuple[Sent, ...]:
        """Take a status of one person; raises ConflictError where it stands otherwise."""
        body = {"version": sent.version, "to": to, "reason": reason}
        path = f"{BASE}/events/{event}/sent/{sent.person}/status"
        return read_records(Sent, self._transport.write("POST", path, body, key))

    def tell_positions(self, positions: Sequence[Mapping[str, Any]]) -> int:
        """Tell where people are; returns how many were news."""
        body = {"positions": list(positions)}
        answer = self._transport.ask("POST", f"{BASE}/positions", body)
        return read_record(_Taken, answer).news

    def change_duty(self, person: str, *, on_duty: bool, on_break: bool = False) -> None:
        """Begin or end duty or a break."""
        body = {"on_duty": on_duty, "on_break": on_break}
        self._transport.write("PUT", f"{BASE}/people/{person}/duty", body)
