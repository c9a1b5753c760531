"""A write that is asked for twice is done once: the answer is kept with it in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from backend.services.faults import KeyReusedError
from backend.storage.faults import StoreBusyError
from backend.storage.tables import idempotency
from backend.storage.unit_of_work import Unit


@dataclass(frozen=True, slots=True)
class Answer:
    """What a write answers: a status, JSON text, and whether it was done before."""

    status: int
    text: str
    is_replayed: bool = False


def once(unit: Unit, key: str, asked: bytes, work: Callable[[], Answer]) -> Answer:
    """Do the work unless this person's key was used: then the first answer comes again.

    `asked`: what was asked for, route and body. Raises KeyReusedError for the same key with
    something else, and whatever `work` raises: then the key stays free.
    """
    person, body_hash = unit.actor.person.id, hashlib.sha256(asked).digest()
    query = select(idempotency).where(idempotency.c.person == person, idempotency.c.key == key)
    before = unit.connection.execute(query).one_or_none()
    if before is not None:
        if before.body_hash != body_hash:
            raise KeyReusedError(key)
        return Answer(before.status, before.answer, is_replayed=True)
    answer = work()
    row = {
        "person": person,
        "key": key,
        "body_hash": body_hash,
        "status": answer.status,
        "answer": answer.text,
        "at": unit.now,
    }
    try:
        unit.connection.execute(insert(idempotency).values(row))
    except IntegrityError as error:
        # The same write came by another way at the same moment: look again, it is done.
        raise StoreBusyError(key) from error
    return answer
