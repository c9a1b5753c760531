"""Who could go to an event, who was sent, and which events may be the same."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from backend.api.access import Key, Parts, SignedIn, write
from backend.api.problems import SIGNED_IN, STORE, responses
from backend.api.schemas import In, PersonId, RecordId, Text, example
from backend.domain.field_status import FieldStatus, next_statuses
from backend.domain.findings import Finding
from backend.domain.why_sending import Language, say
from backend.services.seeing import see_event
from backend.services.sending import (
    StatusWanted,
    WhoToSend,
    change_field_status,
    check_sends,
    same_events,
    who_to_send,
)
from backend.storage.field import Sent, sent_to
from backend.storage.unit_of_work import Unit

router = APIRouter(prefix="/events/{event_id}", tags=["sending"])


class Reason(BaseModel):
    """One reason: a code, and words in both languages."""

    code: str
    zh: str
    en: str


class CandidateOut(BaseModel):
    """Somebody who can be sent; `by_itself` False: only a person picks them."""

    person: str
    name: str
    role: str
    fit: str
    by_itself: bool
    in_grid: bool
    travel_s: int | None
    travel_m: int | None
    travel_source: str | None
    why: list[Reason]
    why_not: list[Reason]


class LeftOutOut(BaseModel):
    """Somebody who can't be sent."""

    person: str
    name: str
    why_not: list[Reason]


class GridLeftOut(BaseModel):
    """A grid that would have nobody, and who of a neighbouring one could cover it."""

    grid: str
    person: str
    cover: str | None
    cover_grid: str | None
    empties: bool


class WhoToSendOut(BaseModel):
    """Candidates, best first, and the plan that is proposed."""

    candidates: list[CandidateOut]
    left_out: list[LeftOutOut]
    wanted: int
    picks: list[str]
    shortfalls: list[Reason]
    grids_left: list[GridLeftOut]


class SentOut(BaseModel):
    """An order to one person; `next`: what may follow."""

    person: str
    name: str
    round: int
    status: FieldStatus
    label: str
    sent_by: str
    sent_at: datetime
    changed_at: datetime
    reason: str
    version: int
    next: list[FieldStatus]


class SentList(BaseModel):
    """Everybody who was sent."""

    items: list[SentOut]


class StatusIn(In):
    """The order's version that was seen, and the status that it takes."""

    model_config = example({"version": 1, "to": "on_the_way"})

    version: int = Field(ge=1, le=2**31 - 1)
    to: FieldStatus
    reason: Text = ""


class SameOut(BaseModel):
    """An event that may be the same; `kind` repeat: the other one is closed."""

    event: str
    kind: str
    score: float
    distance_m: float | None
    apart_s: int
    why: list[Reason]


class SameList(BaseModel):
    """The likeliest first."""

    items: list[SameOut]


_LOOKS = responses(*SIGNED_IN, "may_not", "not_found", "invalid", *STORE)


@router.get("/candidates", responses=_LOOKS)
def candidates(parts: Parts, session: SignedIn, event_id: RecordId) -> WhoToSendOut:
    """Whom to send, with why and why not for each."""
    now = parts.store.clock()
    with parts.store.reading() as connection:
        record = see_event(connection, session.actor.person, event_id)
        check_sends(session.actor.person, record.facts.town)
        return _who_out(who_to_send(connection, record, now))


@router.get("/same", responses=_LOOKS)
def same(parts: Parts, session: SignedIn, event_id: RecordId) -> SameList:
    """Events that may be the same: to merge, or that came back."""
    with parts.store.reading() as connection:
        record = see_event(connection, session.actor.person, event_id)
        check_sends(session.actor.person, record.facts.town)
        found = same_events(connection, record)
    return SameList(
        items=[
            SameOut(
                event=one.event_id,
                kind=one.kind.value,
                score=round(one.score, 3),
                distance_m=one.distance_m,
                apart_s=int(one.apart.total_seconds()),
                why=_reasons(one.why),
            )
            for one in found
        ]
    )


@router.get("/sent", responses=responses(*SIGNED_IN, "not_found", "invalid", *STORE))
def sent(parts: Parts, session: SignedIn, event_id: RecordId) -> SentList:
    """Who was sent, and how they are getting on."""
    with parts.store.reading() as connection:
        see_event(connection, session.actor.person, event_id)
        return _sent_out(sent_to(connection, event_id))


@router.post(
    "/sent/{person}/status",
    response_model=SentList,
    responses=responses(
        *SIGNED_IN,
        "may_not",
        "not_found",
        "stale_version",
        "status_conflict",
        "invalid",
        "incomplete",
        "idempotency_key_reused",
        *STORE,
    ),
)
def change_status(
    parts: Parts, session: SignedIn, key: Key, event_id: RecordId, person: PersonId, body: StatusIn
) -> Response:
    """Take a status of one person sent: their own word, or the room's with a reason."""

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        wanted = StatusWanted(body.version, body.to, body.reason)
        everybody = change_field_status(unit, parts.shelf, event_id, person, wanted)
        return 200, _sent_out(everybody).model_dump(mode="json")

    asked = (f"{event_id}/sent/{person}", body.model_dump(mode="json"))
    return write(parts, session, key, asked, work)


def _who_out(found: WhoToSend) -> WhoToSendOut:
    ranking, plan = found.ranking, found.plan
    return WhoToSendOut(
        candidates=[
            CandidateOut(
                person=one.person_id,
                name=found.names.get(one.person_id, one.person_id),
                role=one.role.value,
                fit=one.fit.name.lower(),
                by_itself=one.by_itself,
                in_grid=one.in_grid,
                travel_s=None if one.travel is None else round(one.travel.seconds),
                travel_m=None if one.travel is None else round(one.travel.metres),
                travel_source=None if one.travel is None else one.travel.source.value,
                why=_reasons(one.why),
                why_not=_reasons(one.why_not),
            )
            for one in ranking.candidates
        ],
        left_out=[
            LeftOutOut(
                person=one.person_id,
                name=found.names.get(one.person_id, one.person_id),
                why_not=_reasons(one.why_not),
            )
            for one in ranking.left_out
        ],
        wanted=plan.wanted,
        picks=list(plan.picks),
        shortfalls=_reasons(plan.shortfalls),
        grids_left=[
            GridLeftOut(
                grid=one.grid,
                person=one.person_id,
                cover=one.cover,
                cover_grid=one.cover_grid,
                empties=one.empties,
            )
            for one in plan.grids_left
        ],
    )


def _reasons(findings: tuple[Finding, ...]) -> list[Reason]:
    return [
        Reason(code=one.code.value, zh=say(one, Language.ZH), en=say(one, Language.EN))
        for one in findings
    ]


def _sent_out(everybody: list[Sent]) -> SentList:
    return SentList(
        items=[
            SentOut(
                person=one.person,
                name=one.name,
                round=one.round,
                status=one.status,
                label=one.status.zh,
                sent_by=one.sent_by,
                sent_at=one.sent_at,
                changed_at=one.changed_at,
                reason=one.reason,
                version=one.version,
                next=sorted(next_statuses(one.status)),
            )
            for one in everybody
        ]
    )
