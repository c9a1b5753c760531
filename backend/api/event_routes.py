"""Reports and events."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime

from backend.api.access import Key, Parts, SignedIn, Watching, write
from backend.api.problems import SIGNED_IN, STORE, responses
from backend.api.schemas import (
    ActionIn,
    ClassifyIn,
    EventOut,
    EventPage,
    RecordId,
    ReportIn,
    Word,
    event_out,
    proposal_data,
)
from backend.domain.actions import Action
from backend.domain.sight import sight_of
from backend.domain.words import Grade, Platform, State
from backend.services.acting import Order, act, actions_for, clocks_now
from backend.services.faults import NotFoundError
from backend.services.parts import Backend
from backend.services.reporting import take_report
from backend.services.seeing import see_event
from backend.services.understanding import Told, understand
from backend.storage.events import EventRecord
from backend.storage.inbox import MAX_PAGE, Sort, Wanted, count_events, list_events
from backend.storage.unit_of_work import Unit

router = APIRouter(tags=["events"])


@router.post(
    "/reports",
    status_code=201,
    response_model=EventOut,
    responses=responses(*SIGNED_IN, "may_not", "invalid", "incomplete", *STORE),
)
def report(parts: Parts, session: SignedIn, key: Key, body: ReportIn) -> Response:
    """Report something; the answer is the new event as the program understood it."""

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        record = take_report(unit, parts.shelf, body.report(key), parts.make_id)
        return 201, shown(parts, unit, record)

    return write(parts, session, key, ("report", body.model_dump(mode="json")), work)


@router.get("/events", responses=responses(*SIGNED_IN, "invalid", *STORE))
def events(
    parts: Parts,
    session: Watching,
    *,
    id: Annotated[list[Word] | None, Query(max_length=200)] = None,  # noqa: A002
    town: Word | None = None,
    state: Annotated[list[State] | None, Query()] = None,
    is_open: bool | None = None,
    grade: Annotated[list[Grade] | None, Query()] = None,
    platform: Annotated[list[Platform] | None, Query()] = None,
    source: Annotated[list[Word] | None, Query(max_length=20)] = None,
    lead: Word | None = None,
    owner: Word | None = None,
    subcategory: Word | None = None,
    grid: Word | None = None,
    is_drill: bool | None = None,
    is_returned: bool | None = None,
    due_before: AwareDatetime | None = None,
    amber_before: AwareDatetime | None = None,
    text: Word = "",
    sort: Sort = Sort.NEWEST,
    counted: bool = False,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> EventPage:
    """The inbox: what this person may see; `counted` adds how many there are.

    A wall sees open events only: one that it asks for and doesn't get is over.
    """
    is_open = True if session.actor.person.is_wall else is_open
    wanted = Wanted(
        tuple(id or ()),
        town,
        tuple(state or ()),
        is_open,
        tuple(grade or ()),
        tuple(platform or ()),
        tuple(source or ()),
        lead,
        owner,
        subcategory,
        grid,
        is_drill,
        is_returned,
        due_before,
        amber_before,
        text,
        sort,
    )
    sight = sight_of(session.actor.person)
    with parts.store.reading() as connection:
        lines, following = list_events(connection, sight, wanted, limit, cursor)
        total = count_events(connection, sight, wanted) if counted else None
    return EventPage(items=lines, next=following, total=total)


@router.get(
    "/events/{event_id}",
    response_model=EventOut,
    responses=responses(*SIGNED_IN, "not_found", "invalid", *STORE),
)
def one_event(parts: Parts, session: Watching, event_id: RecordId) -> Any:
    """One event with everything it carries and what this person may do to it."""
    with parts.store.reading() as connection:
        record = see_event(connection, session.actor.person, event_id)
        if session.actor.person.is_wall and not record.facts.is_open:
            raise NotFoundError(event_id)
        now = parts.store.clock()
        rules = parts.shelf.of(connection, record.facts.town, now)
    answers = actions_for(session.actor.person, record, rules, now)
    return event_out(record, answers, clocks_now(record, rules, now))


@router.post(
    "/events/{event_id}/actions/{action}",
    response_model=EventOut,
    responses=responses(
        *SIGNED_IN,
        "may_not",
        "not_found",
        "stale_version",
        "state_conflict",
        "invalid",
        "incomplete",
        "idempotency_key_reused",
        *STORE,
    ),
)
def do_action(
    parts: Parts, session: SignedIn, key: Key, event_id: RecordId, action: Action, body: ActionIn
) -> Response:
    """Do an action to the version that was seen; the answer is the event as it is then."""
    more = (body.parent, body.subcategory, body.attachments)
    order = Order(event_id, body.version, action, body.payload(), *more)

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        return 200, shown(parts, unit, act(unit, parts.shelf, order))

    asked = (f"{event_id}/{action.value}", body.model_dump(mode="json"))
    return write(parts, session, key, asked, work)


@router.post("/classify", responses=responses(*SIGNED_IN, "not_found", "invalid", *STORE))
def try_text(parts: Parts, session: SignedIn, body: ClassifyIn) -> dict[str, Any]:
    """How a text would be understood; nothing is kept."""
    if body.town not in sight_of(session.actor.person).towns:
        raise NotFoundError(body.town)
    now = parts.store.clock()
    with parts.store.reading() as connection:
        rules = parts.shelf.of(connection, body.town, now)
        told = Told(body.town, body.text, None, now)
        return proposal_data(understand(connection, rules, told).proposal)


def shown(parts: Backend, unit: Unit, record: EventRecord) -> dict[str, Any]:
    """Return an event as whoever changed it is answered."""
    rules = parts.shelf.of(unit.connection, record.facts.town, unit.now)
    answers = actions_for(unit.actor.person, record, rules, unit.now)
    return event_out(record, answers, clocks_now(record, rules, unit.now))
