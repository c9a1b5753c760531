"""How an event begins: the report, checked before there is anything else to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backend.domain.event_facts import EventFacts, Route, Source, Subcategory
from backend.domain.limits import LimitKind
from backend.domain.outcomes import Audience, ClockOp, Outcome, clocks, to_all
from backend.domain.payload import MAX_TEXT
from backend.domain.people import Kind, Person
from backend.domain.refusals import Refusal, Why, refuse
from backend.domain.who import By, Who
from backend.domain.words import Grade, Role, State

MAX_KEY = 200

REPORTERS: tuple[By, ...] = (
    By(Who.FIELD),
    By(Who.OPERATOR),
    By(Who.ADAPTER),
    By(Who.CITIZEN),
)
"""Who reports; an operator from a pane."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is known when an event is reported.

    `has_position` or `grid`: where; `is_one_key`: a grid member's call for help that carries
    nothing but the position. `pane_operator`: the operator that has the pane open.
    """

    id: str
    town: str
    source: Source
    grade: Grade
    subcategory: Subcategory
    idempotency_key: str
    text: str = ""
    photos: int = 0
    is_one_key: bool = False
    has_position: bool = False
    village: str | None = None
    grid: str | None = None
    pane_operator: str | None = None
    is_real_name: bool = False
    is_drill: bool = False
    is_secret_discharge: bool = False
    is_call_back_chosen: bool = False
    route: Route | None = None


def check_report(person: Person, report: Report) -> Refusal | None:
    """Return why the report can't be taken, or None."""
    return _check_reporter(person, report) or _check_content(report)


def _check_reporter(person: Person, report: Report) -> Refusal | None:
    if person.is_without_business():
        return refuse(Why.NO_BUSINESS_RIGHTS)
    fits = {
        Source.FIELD: bool(person.field_grants(report.town)),
        Source.PANE: person.has(Role.OPERATOR, report.town),
        Source.ADAPTER: person.kind is Kind.ADAPTER,
        Source.CITIZEN: person.kind is Kind.CITIZEN,
    }
    if fits[report.source]:
        return None
    return refuse(Why.NOT_YOURS, who="|".join(by.who.value for by in REPORTERS))


def _check_content(report: Report) -> Refusal | None:
    if not 0 < len(report.idempotency_key.strip()) <= MAX_KEY:
        return refuse(Why.NEEDS_KEY)
    if not (report.has_position or report.grid):
        return refuse(Why.NEEDS_PLACE)
    if len(report.text) > MAX_TEXT:
        return refuse(Why.TOO_LONG, most=MAX_TEXT)
    one_key = report.is_one_key and report.source is Source.FIELD and report.has_position
    if not (report.text.strip() or report.photos > 0 or one_key):
        return refuse(Why.NEEDS_CONTENT)
    return None


def reported(person: Person, report: Report, now: datetime) -> Outcome:
    """Return the new event and what follows; the report was checked before."""
    event = EventFacts(
        id=report.id,
        town=report.town,
        state=State.REPORTED,
        grade=report.grade,
        subcategory=report.subcategory,
        source=report.source,
        reporters=frozenset({person.id}),
        reported_at=now,
        village=report.village,
        grid=report.grid,
        pane_operator=report.pane_operator if report.source is Source.PANE else None,
        is_real_name=report.is_real_name,
        is_drill=report.is_drill,
        is_secret_discharge=report.is_secret_discharge,
        is_call_back_chosen=report.is_call_back_chosen,
        route=report.route,
    )
    leaders = (Audience.SHIFT_LEADERS,) if report.grade >= Grade.MAJOR else ()
    started = clocks(ClockOp.START, LimitKind.ACCEPT, LimitKind.FIRST_DISPATCH)
    return Outcome(event, to_all(Audience.OPERATORS, *leaders), started)
