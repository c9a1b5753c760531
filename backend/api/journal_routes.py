"""The journal, for reading."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from backend.api.access import Parts, SignedIn
from backend.api.problems import SIGNED_IN, responses
from backend.api.schemas import JournalPage, entry_out
from backend.domain.sight import sight_of
from backend.storage.inbox import MAX_PAGE
from backend.storage.journal import last_seq, read

router = APIRouter(tags=["journal"])


@router.get("/journal", responses=responses(*SIGNED_IN, "invalid", "storage_busy", "storage_away"))
def journal(
    parts: Parts,
    session: SignedIn,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
    event: Annotated[str | None, Query(max_length=32, pattern="^[0-9a-f]+$")] = None,
) -> JournalPage:
    """Entries after a `seq`, of those that this person may see; go on from the answer's `seq`."""
    sight = sight_of(session.actor.person)
    with parts.store.reading() as connection:
        last = last_seq(connection)
        entries = read(connection, after, limit, event)
    seen = [entry for entry in entries if sight.sees(entry.scope, in_trail=True)]
    return JournalPage(
        items=[entry_out(entry) for entry in seen],
        seq=entries[-1].seq if entries else after,
        last=last,
    )
