"""Rooms of the AudioBridge and the people in them.

Only this process speaks with Janus. That is what makes the chair's word hold: AudioBridge lets
everybody who may speak with it unmute themselves, take another's id and list who is where.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from backend.domain.voice import Speaker
from backend.voice.faults import JanusGoneError
from backend.voice.janus_line import JanusLine, RefusedError
from backend.voice.room_book import RoomBook, Told

SAMPLING_RATE = 24000
PREBUFFER = 3
"""Packets of 20 ms that Janus holds of a speaker before it mixes them."""
HEARD_OVER = 10
"""So many packets are looked at to see whether there is sound in them."""
HEARD_DB = 50
"""Sound is what is louder than so many dB below the loudest there can be."""
MOST_PEOPLE = 100

log = logging.getLogger(__name__)


class Out(StrEnum):
    """Why somebody has to go."""

    OVER = "over"
    REPLACED = "replaced"
    LOST = "lost"
    FULL = "full"


class OutError(Exception):
    """Somebody doesn't get in."""

    def __init__(self, why: Out) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(eq=False, slots=True)
class Seat:
    """A person in a room. `changed` is called when who speaks has changed, `put_out` once."""

    speaker: Speaker
    handle: int
    changed: Callable[[], None]
    put_out: Callable[[Out], None]
    is_talking: bool = False
    has_sound: bool = False


@dataclass(slots=True)
class _Room:
    secret: str = field(default_factory=lambda: secrets.token_hex(16))
    seats: dict[str, Seat] = field(default_factory=dict)
    is_made: bool = False
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Rooms:
    """All rooms of one Janus; each is there as long as somebody is in it."""

    def __init__(self, line: JanusLine, keeper: int, key: str, book: RoomBook) -> None:
        self._line = line
        self._keeper = keeper
        self._key = key
        self._book = book
        self._rooms: dict[str, _Room] = {}
        self._seats: dict[int, Seat] = {}
        line.on_event = self.on_event

    async def enter(
        self,
        speaker: Speaker,
        offer: str,
        changed: Callable[[], None],
        put_out: Callable[[Out], None],
    ) -> tuple[Seat, str]:
        """Let a person in who was there before or not; returns the seat and Janus's answer.

        Raises OutError, RefusedError (of Janus: the offer is none), JanusGoneError.
        """
        room = self._rooms.setdefault(speaker.room, _Room())
        async with room.lock:
            if self._book.of(speaker.room).is_over:
                raise OutError(Out.OVER)
            await self._vacate(room, speaker.person)
            if len(room.seats) >= MOST_PEOPLE:
                raise OutError(Out.FULL)
            await self._make(speaker.room, room)
            handle = await self._line.attach()
            seat = Seat(speaker, handle, changed, put_out)
            try:
                answer = await self._join(seat, room, offer)
            except BaseException:
                await self._line.detach(handle)
                raise
            room.seats[speaker.person] = self._seats[handle] = seat
        self._tell(room)
        return seat, answer

    async def leave(self, seat: Seat) -> None:
        """Let a person go; done again it changes nothing."""
        room = self._rooms[seat.speaker.room]
        async with room.lock:
            if self._seats.pop(seat.handle, None) is None:
                return
            if room.seats.get(seat.speaker.person) is seat:
                del room.seats[seat.speaker.person]
            await self._line.detach(seat.handle)
            if not room.seats:
                await self._unmake(seat.speaker.room, room)
        self._tell(room)

    async def talk(self, seat: Seat, is_talking: bool) -> None:
        """Let a person be heard, unless they are muted, or not be heard any more."""
        room = self._rooms[seat.speaker.room]
        async with room.lock:
            if seat.handle in self._seats:
                may = seat.speaker.person not in self._book.of(seat.speaker.room).muted
                await self._set(seat, is_talking and may)
        self._tell(room)

    async def take(self, name: str, told: Told) -> None:
        """Take what the backend tells of a room."""
        if not self._book.tell(name, told):
            return
        room = self._rooms.get(name)
        if room is None:
            return
        async with room.lock:
            known = self._book.of(name)
            for seat in room.seats.values():
                if known.is_over:
                    seat.put_out(Out.OVER)
                elif seat.speaker.person in known.muted:
                    await self._set(seat, False)
        self._tell(room)

    def people(self, name: str) -> Iterator[dict[str, Any]]:
        """Tell of everybody in a room, in the order in which they came."""
        muted = self._book.of(name).muted
        for person, seat in self._rooms[name].seats.items():
            yield {
                "id": person,
                "name": seat.speaker.name,
                "is_talking": seat.is_talking,
                "is_heard": seat.is_talking and seat.has_sound,
                "is_muted": person in muted,
            }

    def on_event(self, handle: int, message: dict[str, Any]) -> None:
        """Janus says something by itself about a person."""
        seat = self._seats.get(handle)
        if seat is None:
            return
        if message["janus"] == "hangup":
            seat.put_out(Out.LOST)
            return
        data = message.get("plugindata", {}).get("data", {})
        if data.get("id") == seat.speaker.person and "talking" in data.get("audiobridge", ""):
            seat.has_sound = data["audiobridge"] == "talking"
            self._tell(self._rooms[seat.speaker.room])

    async def _vacate(self, room: _Room, person: str) -> None:
        """Whoever comes again is there once, and the newest counts."""
        before = room.seats.pop(person, None)
        if before is not None:
            before.put_out(Out.REPLACED)
            del self._seats[before.handle]
            await self._line.detach(before.handle)

    async def _make(self, name: str, room: _Room) -> None:
        if room.is_made:
            return
        await self._ask_keeper(
            request="create",
            room=name,
            admin_key=self._key,
            secret=room.secret,
            pin=room.secret,
            is_private=True,
            sampling_rate=SAMPLING_RATE,
            default_prebuffering=PREBUFFER,
            audiolevel_event=True,
            audio_active_packets=HEARD_OVER,
            audio_level_average=HEARD_DB,
        )
        room.is_made = True

    async def _unmake(self, name: str, room: _Room) -> None:
        room.is_made = False
        await self._ask_keeper(request="destroy", room=name, secret=room.secret)

    async def _ask_keeper(self, **body: Any) -> None:
        await self._line.message(self._keeper, body)

    async def _join(self, seat: Seat, room: _Room, offer: str) -> str:
        person, name = seat.speaker.person, seat.speaker.name
        body: dict[str, Any] = {"request": "join", "room": seat.speaker.room, "pin": room.secret}
        body |= {"id": person, "display": name, "muted": True}
        answer: str | None = (await self._line.message(seat.handle, body, offer))["sdp"]
        if answer is None:
            raise JanusGoneError("Janus doesn't answer an offer.")
        return answer

    async def _set(self, seat: Seat, is_talking: bool) -> None:
        if seat.is_talking is not is_talking:
            body = {"request": "configure", "muted": not is_talking}
            try:
                await self._line.message(seat.handle, body)
            except RefusedError:
                log.warning("Janus doesn't know somebody any more")
                seat.put_out(Out.LOST)
            seat.is_talking = is_talking

    @staticmethod
    def _tell(room: _Room) -> None:
        for seat in room.seats.values():
            seat.changed()
