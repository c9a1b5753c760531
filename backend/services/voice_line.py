"""This process's line to the voice server: short messages, short waits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from websockets.exceptions import InvalidURI, WebSocketException
from websockets.sync.client import connect

from backend.domain.voice import order_seal
from backend.services.faults import VoiceAwayError

ANSWER_S = 2.0
CLOSE_S = 0.5


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """Where the voice server is.

    `url` is what consoles are told as well. `read_secret` may raise OSError: a voice server that
    never ran has none yet. `answer_s`: how long it may take to answer.
    """

    url: str
    read_secret: Callable[[], str]
    answer_s: float = ANSWER_S

    def secret(self) -> str:
        """Return the secret shared with the voice server; raises VoiceAwayError."""
        try:
            secret = self.read_secret()
        except OSError as error:
            raise VoiceAwayError("the voice server's secret isn't there") from error
        if not secret:
            raise VoiceAwayError("the voice server's secret is empty")
        return secret

    def tell(self, room: str, seq: int, muted: Iterable[str], *, is_over: bool) -> None:
        """Tell how a room stands as of an entry of the journal; older news changes nothing.

        Raises VoiceAwayError. Waits, so never in a transaction.
        """
        told = {"room": room, "seq": seq, "muted": sorted(muted), "is_over": is_over}
        text = json.dumps(told)
        message = {"do": "tell", "text": text, "seal": order_seal(self.secret(), text)}
        try:
            with connect(
                self.url,
                open_timeout=self.answer_s,
                close_timeout=CLOSE_S,
                compression=None,
                proxy=None,  # it stands in the same building
            ) as line:
                line.send(json.dumps(message))
                answer = json.loads(line.recv(timeout=self.answer_s))
        except (OSError, TimeoutError, ValueError, WebSocketException, InvalidURI) as error:
            raise VoiceAwayError("the voice server doesn't answer") from error
        if answer != {"is": "told"}:
            raise VoiceAwayError("it answers, but it isn't a voice server")
