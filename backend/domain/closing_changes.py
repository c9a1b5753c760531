"""What ends an event, brings it back, or takes it to the county."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from backend.domain.event_facts import EventFacts
from backend.domain.limits import LimitKind
from backend.domain.outcomes import (
    Audience,
    ClockOp,
    ClockOrder,
    Outcome,
    Told,
    clocks,
    to_all,
    to_departments,
    to_people,
)
from backend.domain.payload import Payload
from backend.domain.people import Person
from backend.domain.words import State


def verify(_: Person, event: EventFacts, __: Payload, now: datetime) -> Outcome:
    """已办结: the children close with it."""
    return _close(event, now)


def force_close(_: Person, event: EventFacts, __: Payload, now: datetime) -> Outcome:
    """强制结案: marked in the assessment."""
    outcome = _close(replace(event, is_forced=True), now)
    told = (*outcome.told, *to_all(Audience.ASSESSORS), *to_people(event.sent))
    return replace(outcome, told=told)


def _close(event: EventFacts, now: datetime) -> Outcome:
    closed = replace(event, state=State.CLOSED, closed_at=now, extension=None, suspended_until=None)
    told = (*to_departments(event.lead, *event.cooperating), *to_all(Audience.REPORTERS))
    stopped = (ClockOrder(ClockOp.STOP),)
    return Outcome(closed, told, stopped, close_children=event.children)


def reopen(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """重启: with the lead it had, or the one that the commander names."""
    again = replace(
        _with_lead(event, payload),
        state=State.HANDLING,
        is_self_handled=False,
        consultation=None,
        closed_at=None,
        appraisal_at=None,
        ratings=(),
        is_called_back=False,
        reopened=event.reopened + 1,
    )
    told = (*to_departments(again.lead), *to_all(Audience.REPORTERS, Audience.OPERATORS))
    orders = (*_close_clock(event), *_lead_clocks(event, again))
    return Outcome(again, told, orders, reopen_children=event.children)


def _with_lead(event: EventFacts, payload: Payload) -> EventFacts:
    if event.lead is not None:
        return event
    return replace(event, lead=payload.lead, cooperating=payload.cooperating)


def _close_clock(event: EventFacts) -> tuple[ClockOrder, ...]:
    op = ClockOp.START if event.first_assigned_at is None else ClockOp.GO_ON
    return clocks(op, LimitKind.CLOSE)


def _lead_clocks(before: EventFacts, after: EventFacts) -> tuple[ClockOrder, ...]:
    """A lead that is named anew has to arrive and to say something."""
    if before.lead == after.lead:
        return ()
    return clocks(ClockOp.START, LimitKind.ARRIVE, LimitKind.FIRST_FEEDBACK)


# County


def draft_escalation(_: Person, event: EventFacts, __: Payload, ___: datetime) -> Outcome:
    """The program writes the draft; the commander sends it."""
    return Outcome(replace(event, escalation_drafted=True), to_all(Audience.COMMANDERS))


def escalate(_: Person, event: EventFacts, __: Payload, ___: datetime) -> Outcome:
    """上报区县: the town keeps the first response, so its clocks run on."""
    escalated = replace(event, state=State.ESCALATED, extension=None, consultation=None)
    told = (*to_all(Audience.COUNTY, Audience.TOWN_LEADERS), *to_departments(event.lead))
    return Outcome(escalated, told)


def reply_from_county(_: Person, event: EventFacts, payload: Payload, now: datetime) -> Outcome:
    """The reply comes back to handling or to verifying."""
    told = to_all(Audience.COMMANDERS, Audience.OPERATORS)
    if payload.back_to is State.VERIFYING:
        stopped = clocks(ClockOp.STOP, LimitKind.FIRST_FEEDBACK, LimitKind.ARRIVE, LimitKind.CLOSE)
        return Outcome(replace(event, state=State.VERIFYING), told, stopped)
    back = replace(
        _with_lead(event, payload),
        state=State.HANDLING,
        first_assigned_at=event.first_assigned_at or now,
    )
    first = clocks(ClockOp.START, LimitKind.CLOSE) if event.first_assigned_at is None else ()
    told = (*told, *to_departments(back.lead))
    return Outcome(back, told, (*first, *_lead_clocks(event, back)))


# Children


def close_with_parent(_: Person, event: EventFacts, payload: Payload, now: datetime) -> Outcome:
    """A merged event ends with its parent."""
    closed_at = None if payload.parent is None else payload.parent.closed_at
    return Outcome(replace(event, closed_at=closed_at or now), to_all(Audience.REPORTERS))


def reopen_with_parent(_: Person, event: EventFacts, __: Payload, ___: datetime) -> Outcome:
    """A merged event waits again with its parent."""
    return Outcome(replace(event, closed_at=None), to_all(Audience.REPORTERS))


# Appraisal


def begin_appraisal(_: Person, event: EventFacts, __: Payload, now: datetime) -> Outcome:
    """评价 begins."""
    return _appraised(event, now)


def _appraised(event: EventFacts, now: datetime, told: Iterable[Told] = ()) -> Outcome:
    begun = replace(event, state=State.APPRAISAL, appraisal_at=event.appraisal_at or now)
    return Outcome(begun, tuple(told))


def appraise(_: Person, event: EventFacts, __: Payload, now: datetime) -> Outcome:
    """The assessor's word; the departments see it and may appeal."""
    return _appraised(event, now, to_departments(event.lead, *event.cooperating))


def rate(person: Person, event: EventFacts, payload: Payload, now: datetime) -> Outcome:
    """One to five stars."""
    rated = replace(event, ratings=(*event.ratings, (person.id, payload.stars)))
    return _appraised(rated, now)


def call_back(_: Person, event: EventFacts, __: Payload, now: datetime) -> Outcome:
    """回访: whether the reporter is satisfied, or wasn't reached."""
    return _appraised(replace(event, is_called_back=True), now)


def appeal(_: Person, event: EventFacts, __: Payload, now: datetime) -> Outcome:
    """申诉 holds the archive up."""
    return _appraised(replace(event, is_appealed=True), now, to_all(Audience.ASSESSORS))


def decide_appeal(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """Upheld or not."""
    upheld = event.appeals_upheld + (payload.is_answer_yes is True)
    decided = replace(event, is_appealed=False, appeals_upheld=upheld)
    told = (*to_departments(event.lead), *to_people(event.handlers))
    return Outcome(decided, told)


def archive(_: Person, event: EventFacts, __: Payload, ___: datetime) -> Outcome:
    """归档: nothing happens to it any more."""
    return Outcome(replace(event, state=State.ARCHIVED))
