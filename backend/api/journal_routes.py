"""The journal, for reading."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import Connection

from backend.api.access import Parts, Watching
from backend.api.problems import SIGNED_IN, responses
from backend.api.schemas import JournalPage, entry_out
from backend.domain.people import Person
from backend.domain.sight import sight_of
from backend.services.faults import MayNotError, NotFoundError
from backend.services.seeing import see_event
from backend.storage.inbox import MAX_PAGE
from backend.storage.journal import PAGE_CHARS, last_seq, read

router = APIRouter(tags=["journal"])

_PROBLEMS = (*SIGNED_IN, "may_not", "not_found", "invalid", "storage_busy", "storage_away")


@router.get("/journal", responses=responses(*_PROBLEMS))
def journal(
    parts: Parts,
    session: Watching,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
    event: Annotated[str | None, Query(max_length=32, pattern="^[0-9a-f]+$")] = None,
) -> JournalPage:
    """Entries after a `seq`, of those that this person may see; go on from the answer's `seq`.

    Of an event that the person sees now all of them: who comes later has to know what was before.
    A wall reads those of an open event, and no others. A page ends early where it is very long.
    """
    person = session.actor.person
    sight = sight_of(person)
    with parts.store.reading() as connection:
        sees_all = _sees_now(connection, person, event)
        last = last_seq(connection)
        entries = read(connection, after, limit, event, PAGE_CHARS)
    seen = [one for one in entries if sees_all or sight.sees(one.scope, in_trail=True)]
    return JournalPage(
        items=[entry_out(entry) for entry in seen],
        seq=entries[-1].seq if entries else after,
        last=last,
    )


def _sees_now(connection: Connection, person: Person, event: str | None) -> bool:
    """Whether the person sees the event as it stands.

    Raises MayNotError and NotFoundError for what a wall doesn't read.
    """
    if event is None:
        if person.is_wall:
            raise MayNotError
        return False
    try:
        record = see_event(connection, person, event)
    except NotFoundError:
        if person.is_wall:
            raise
        return False
    if person.is_wall and not record.facts.is_open:
        raise NotFoundError(event)
    return True
