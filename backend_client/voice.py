"""Voice of a consultation: asking for what one joins with."""

from __future__ import annotations

from backend_client.records import read_record
from backend_client.transport import BASE, Transport
from backend_client.voice_pass import VoicePass


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
