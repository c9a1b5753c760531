"""Voice of a consultation: what one joins with."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from backend_client.records import read_record
from backend_client.transport import BASE, Transport


@dataclass(frozen=True, slots=True)
class VoicePass:
    """Where the voice server is, the room, and the token for this person; the token is a secret.

    It holds for twelve hours, through any number of lost connections.
    """

    url: str
    room: str
    token: str
    id: str
    name: str


class Voice:
    """The way to the voice of a consultation."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def give_pass(self, event: str) -> VoicePass:
        """Return what a person who sits at the table joins with.

        Raises VoiceAwayError where there is no voice, and ConflictError or MayNotError for who
        doesn't sit there.
        """
        answer = self._transport.get(f"{BASE}/events/{event}/consultation/voice")
        return read_record(VoicePass, answer)
