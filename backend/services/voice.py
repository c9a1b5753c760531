"""Voice of a consultation: who gets in, and telling the voice server how the table stands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from backend.domain.actions import Action
from backend.domain.consult_items import Kind
from backend.domain.event_facts import EventFacts
from backend.domain.voice import Speaker, room_of, token_of
from backend.domain.words import State
from backend.services.acting import EVENT
from backend.services.consulting import check_sits
from backend.services.faults import VoiceAwayError
from backend.services.parts import Backend
from backend.services.seeing import see_event
from backend.storage.events import find_event
from backend.storage.journal import read_kinds
from backend.storage.unit_of_work import Actor

_OPENED = EVENT + Action.OPEN_CONSULTATION.value


@dataclass(frozen=True, slots=True)
class VoicePass:
    """What a person's console joins with; the token is theirs only."""

    url: str
    room: str
    token: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class _Standing:
    """How a consultation stands for its voice: `opened` is the entry that opened it last."""

    opened: int
    seq: int
    muted: frozenset[str]
    is_over: bool


def give_pass(backend: Backend, actor: Actor, event: str) -> VoicePass:
    """Return what a person who sits at an event's table joins the voice with.

    Raises NotFoundError, RefusedError, and VoiceAwayError where there is no voice.
    """
    with backend.store.reading() as connection:
        record = see_event(connection, actor.person, event)
        check_sits(actor, record)
        standing = _standing(backend, connection, record.facts)
    line = backend.voice
    if line is None or standing is None:
        raise VoiceAwayError("no voice server is set")
    secret = line.secret()
    room = room_of(secret, event, standing.opened)
    line.tell(room, standing.seq, standing.muted, is_over=standing.is_over)
    speaker = Speaker(room, actor.person.id, actor.name)
    token = token_of(secret, speaker, backend.store.clock())
    return VoicePass(line.url, room, token, speaker.person, speaker.name)


def tell_voice(backend: Backend, event: str) -> None:
    """Tell the voice server how an event's consultation stands, if it ever had one.

    Raises VoiceAwayError and StoreError.
    """
    with backend.store.reading() as connection:
        record = find_event(connection, event)
        if record is None:
            return
        standing = _standing(backend, connection, record.facts)
    line = backend.voice
    if line is not None and standing is not None:
        room = room_of(line.secret(), event, standing.opened)
        line.tell(room, standing.seq, standing.muted, is_over=standing.is_over)


def _standing(backend: Backend, connection: Connection, facts: EventFacts) -> _Standing | None:
    opened = read_kinds(connection, facts.id, _OPENED)
    if not opened:
        return None
    table = backend.tables.of(connection, facts.id)
    muted = frozenset(str(item["person"]) for _, item in table.items_of(Kind.MUTE))
    is_open = facts.consultation is not None and facts.consultation.is_open
    is_over = facts.state is not State.CONSULTING or not is_open
    return _Standing(opened[-1].seq, table.seq, muted, is_over)
