"""The gate before Janus: a WebSocket on which people come to talk, and the backend to tell.

A person's first message is `{"do": "join", "room", "id", "name", "token", "sdp"}`, with an offer.
The answer is `{"is": "joined", "sdp"}`; `{"is": "people", "people": [{"id", "name", "is_talking",
"is_heard", "is_muted"}]}` comes then and at every change. Afterwards they may say `{"do": "talk",
"on": true|false}`. That is all they can: whatever else Janus would do stays behind the gate.

The backend's only message is `{"do": "tell", "text", "seal"}`, where the text is JSON: `room`,
`seq`, `muted`, `is_over`; the answer is `{"is": "told"}`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from backend.domain.voice import Speaker, is_order, is_token
from backend.voice.faults import JanusGoneError
from backend.voice.janus_line import RefusedError
from backend.voice.room_book import Told
from backend.voice.rooms import Out, OutError, Rooms, Seat

FIRST_S = 10.0
MAX_OFFER = 16_000
"""Characters: an offer has a thousand, and a hundred for each address of its machine."""
MAX_MESSAGE = 2 * MAX_OFFER

log = logging.getLogger(__name__)


class Why(IntEnum):
    """Why the gate closes; 4503: come again, the others: not with the same token."""

    WRONG = 4400
    REFUSED = 4403
    REPLACED = 4409
    OVER = 4410
    FULL = 4413
    LOST = 4503


_OUT = {
    Out.OVER: Why.OVER,
    Out.REPLACED: Why.REPLACED,
    Out.LOST: Why.LOST,
    Out.FULL: Why.FULL,
}


class _WrongError(Exception):
    """A message that means nothing."""


@dataclass(slots=True)
class Gate:
    """Takes connections; `clock` gives the instant, aware."""

    rooms: Rooms
    secret: str
    clock: Callable[[], datetime]

    async def serve(self, socket: ServerConnection) -> None:
        """Take one connection to its end."""
        why: Why | None = None
        try:
            async with asyncio.timeout(FIRST_S):
                first = _read(await socket.recv())
            if first.get("do") == "tell":
                await self._be_told(socket, first)
            else:
                await self._let_in(socket, first)
        except (_WrongError, KeyError, TypeError, RefusedError):
            why = Why.WRONG  # whatever it was, words of ours would help nobody
        except OutError as error:
            why = _OUT[error.why]
        except (TimeoutError, JanusGoneError):
            why = Why.LOST
        except PermissionError:
            why = Why.REFUSED
        except ConnectionClosed:
            return
        if why is not None:
            await socket.close(why, why.name.lower())

    async def _be_told(self, socket: ServerConnection, message: dict[str, Any]) -> None:
        text, seal = message["text"], message["seal"]
        if not (isinstance(text, str) and isinstance(seal, str)):
            raise _WrongError
        if not is_order(self.secret, text, seal):
            raise PermissionError
        told = json.loads(text)
        muted = frozenset(told["muted"])
        await self.rooms.take(told["room"], Told(told["seq"], muted, told["is_over"]))
        await socket.send('{"is":"told"}')

    async def _let_in(self, socket: ServerConnection, message: dict[str, Any]) -> None:
        given = [message[name] for name in ("room", "id", "name", "token", "sdp")]
        if message.get("do") != "join" or not all(isinstance(one, str) for one in given):
            raise _WrongError
        room, person, name, token, offer = given
        speaker = Speaker(room, person, name)
        if len(offer) > MAX_OFFER:
            raise _WrongError
        if not is_token(self.secret, token, speaker, self.clock()):
            raise PermissionError
        visit = _Visit(socket, self.rooms)
        seat, answer = await self.rooms.enter(speaker, offer, visit.on_changed, visit.on_put_out)
        try:
            await visit.stay(seat, answer)
        finally:
            with contextlib.suppress(JanusGoneError):
                await self.rooms.leave(seat)


@dataclass(slots=True)
class _Visit:
    """A person's connection, once they are in. News is told by a task of its own, newest only."""

    socket: ServerConnection
    rooms: Rooms
    news: asyncio.Event = field(default_factory=asyncio.Event)
    out: Out | None = None

    def on_changed(self) -> None:
        """Who speaks has changed."""
        self.news.set()

    def on_put_out(self, why: Out) -> None:
        """They have to go."""
        self.out = self.out or why
        self.news.set()

    async def stay(self, seat: Seat, answer: str) -> None:
        """Listen and tell until they go, or have to."""
        await self.socket.send(json.dumps({"is": "joined", "sdp": answer}))
        self.news.set()
        hearing = asyncio.create_task(self._hear(seat))
        telling = asyncio.create_task(self._tell(seat))
        try:
            await asyncio.wait((hearing, telling), return_when=asyncio.FIRST_COMPLETED)
        finally:
            hearing.cancel()
            telling.cancel()
            ended = await asyncio.gather(hearing, telling, return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception):
                raise error

    async def _hear(self, seat: Seat) -> None:
        async for text in self.socket:
            message = _read(text)
            if message.get("do") != "talk":
                raise _WrongError
            await self.rooms.talk(seat, message["on"] is True)

    async def _tell(self, seat: Seat) -> None:
        while True:
            await self.news.wait()
            self.news.clear()
            if self.out is not None:
                why = _OUT[self.out]  # told before they leave: then the sound ends as well
                await self.socket.close(why, why.name.lower())
                return
            people = list(self.rooms.people(seat.speaker.room))
            await self.socket.send(json.dumps({"is": "people", "people": people}))


def _read(text: str | bytes) -> dict[str, Any]:
    try:
        message = json.loads(text)
    except ValueError as error:
        raise _WrongError from error
    if not isinstance(message, dict):
        raise _WrongError
    return message
