"""The table of a consultation: what is done on it, and who points where."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from backend.api.access import Key, Parts, SignedIn, write
from backend.api.consultation_schemas import OpIn, OpOut, PointerIn
from backend.api.feed import Feed
from backend.api.problem_handlers import service_problem
from backend.api.problems import MEDIA_TYPE, SIGNED_IN, STORE, responses
from backend.api.schemas import RecordId
from backend.services.consulting import check_sits, do_op
from backend.services.faults import RefusedError, StaleRowError, UnfitError
from backend.services.seeing import see_event
from backend.storage.events import scope_of
from backend.storage.unit_of_work import Unit

router = APIRouter(tags=["consultations"])

_POINTS = (*SIGNED_IN, "may_not", "not_found", "state_conflict", "invalid", *STORE)
_WRITES = (*_POINTS, "stale_version", "idempotency_key_reused")


def the_feed(request: Request) -> Feed:
    """Return what this process's listeners hear by."""
    feed: Feed = request.app.state.feed
    return feed


@router.post(
    "/events/{event_id}/consultation/ops",
    response_model=OpOut,
    responses=responses(*_WRITES),
)
def post_op(
    parts: Parts, session: SignedIn, request: Request, key: Key, event_id: RecordId, body: OpIn
) -> Response:
    """Do something on the table; everybody hears of it by the feed, as of an entry.

    A refusal is kept under its key too: a copy that comes late, after others of this person,
    isn't done after all.
    """

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        try:
            do_op(unit, parts.tables, event_id, key, body.op())
        except (RefusedError, StaleRowError, UnfitError) as error:
            told = service_problem(request, error)
            return told.status_code, json.loads(bytes(told.body))
        return 200, {"op": key}

    asked = (f"{event_id}/consultation/ops", body.model_dump(mode="json"))
    answer = write(parts, session, key, asked, work)
    if answer.status_code >= 400:
        answer.headers["Content-Type"] = MEDIA_TYPE
    return answer


@router.post(
    "/events/{event_id}/consultation/pointer", status_code=204, responses=responses(*_POINTS)
)
def post_pointer(
    parts: Parts,
    session: SignedIn,
    feed: Annotated[Feed, Depends(the_feed)],
    event_id: RecordId,
    body: PointerIn,
) -> None:
    """Say where one points, several times a second; nothing is kept of it, so without a key."""
    with parts.store.reading() as connection:
        record = see_event(connection, session.actor.person, event_id)
    check_sits(session.actor, record)
    who = {"id": session.actor.person.id, "name": session.actor.name}
    told = {"type": "passing", "event": event_id, "who": who, **body.told()}
    feed.pass_on(scope_of(record.facts), told)
