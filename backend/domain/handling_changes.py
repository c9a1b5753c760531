"""What the departments and grid members change while they handle an event."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from backend.domain.event_facts import EventFacts, ExtensionRequest
from backend.domain.limits import LimitKind
from backend.domain.outcomes import (
    Audience,
    ClockOp,
    ClockOrder,
    Outcome,
    clocks,
    to_all,
    to_departments,
    to_people,
)
from backend.domain.payload import Payload
from backend.domain.people import Person
from backend.domain.triage_changes import back_to_triage
from backend.domain.words import Grade, State

_FED_BACK = clocks(ClockOp.STOP, LimitKind.FIRST_FEEDBACK)


def _handled_by(person: Person, event: EventFacts) -> EventFacts:
    """The event that keeps in mind who had a hand in it."""
    departments = event.handling_departments | person.departments(event.town)
    return replace(event, handlers=event.handlers | {person.id}, handling_departments=departments)


def sign(person: Person, event: EventFacts, _: Payload, __: datetime) -> Outcome:
    """The lead department takes it (签收)."""
    signed = replace(_handled_by(person, event), state=State.HANDLING)
    told = to_all(Audience.OPERATORS, Audience.REPORTERS)
    return Outcome(signed, told, clocks(ClockOp.STOP, LimitKind.SIGN))


def return_to_triage(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """Not ours (退回): any seat takes it again; the closing clock runs on."""
    back = replace(back_to_triage(event), returned=event.returned + 1, proposed_owner=payload.lead)
    stopped = clocks(ClockOp.STOP, LimitKind.SIGN, LimitKind.ARRIVE, LimitKind.FIRST_FEEDBACK)
    return Outcome(back, to_all(Audience.OPERATORS, Audience.SHIFT_LEADERS), stopped)


def arrive(person: Person, event: EventFacts, _: Payload, __: datetime) -> Outcome:
    """The lead department is at the place."""
    there = replace(_handled_by(person, event), has_arrived=True)
    return Outcome(there, to_all(Audience.OPERATORS), clocks(ClockOp.STOP, LimitKind.ARRIVE))


def progress(person: Person, event: EventFacts, payload: Payload, _: datetime) -> Outcome:
    """A word or photos from the place; the first is the first feedback."""
    handled = _handled_by(person, event)
    gone_on = replace(handled, photos=event.photos | payload.photos, has_feedback=True)
    return Outcome(gone_on, to_all(Audience.OPERATORS), _FED_BACK)


def ask_help(person: Person, event: EventFacts, _: Payload, __: datetime) -> Outcome:
    """求援: the room and the co-operating departments hear it."""
    told = (
        *to_all(Audience.OPERATORS, Audience.SHIFT_LEADERS),
        *to_departments(event.lead, *event.cooperating),
    )
    return Outcome(_handled_by(person, event), told)


def hand_on_to_department(
    person: Person, event: EventFacts, payload: Payload, _: datetime
) -> Outcome:
    """转办: another lead, the first limit."""
    handled = _handled_by(person, event)
    departments = handled.handling_departments | ({event.lead} if event.lead else frozenset())
    handed = replace(
        handled,
        lead=payload.lead,
        cooperating=event.cooperating - {payload.lead or ""},
        handling_departments=departments,
        extension=None,
    )
    told = (*to_departments(payload.lead, event.lead), *to_all(Audience.OPERATORS))
    return Outcome(handed, told)


def hand_on_to_person(person: Person, event: EventFacts, payload: Payload, _: datetime) -> Outcome:
    """转办: another grid member goes on."""
    handled = _handled_by(person, event)
    handed = replace(handled, sent=(event.sent - {person.id}) | payload.people)
    return Outcome(handed, (*to_people(payload.people), *to_all(Audience.OPERATORS)))


# Extensions


def ask_extension(person: Person, event: EventFacts, payload: Payload, _: datetime) -> Outcome:
    """延期 is asked for."""
    if payload.until is None:  # the need was checked before
        raise ValueError("an extension needs its date")
    request = ExtensionRequest(person.id, payload.reason_code, payload.until)
    asked = replace(_handled_by(person, event), extension=request)
    who = Audience.COMMANDERS if event.grade is Grade.MAJOR else Audience.SHIFT_LEADERS
    return Outcome(asked, to_all(who))


def refuse_extension(_: Person, event: EventFacts, __: Payload, ___: datetime) -> Outcome:
    """The department goes on in its limit."""
    return Outcome(replace(event, extension=None), to_departments(event.lead))


def grant_extension(_: Person, event: EventFacts, __: Payload, ___: datetime) -> Outcome:
    """挂起 until the date."""
    until = None if event.extension is None else event.extension.until
    suspended = replace(
        event,
        state=State.SUSPENDED,
        extension=None,
        extensions=event.extensions + 1,
        suspended_until=until,
    )
    pause = ClockOrder(ClockOp.PAUSE, LimitKind.CLOSE, until)
    return Outcome(suspended, (*to_departments(event.lead), *to_all(Audience.REPORTERS)), (pause,))


def resume(_: Person, event: EventFacts, __: Payload, ___: datetime) -> Outcome:
    """The closing clock runs again."""
    told = (*to_departments(event.lead), *to_all(Audience.OPERATORS))
    return Outcome(resumed(event), told, clocks(ClockOp.RESUME, LimitKind.CLOSE))


def resumed(event: EventFacts) -> EventFacts:
    """The event out of its suspension."""
    return replace(event, state=State.HANDLING, suspended_until=None)


# Feedback and verification


def feed_back(person: Person, event: EventFacts, payload: Payload, _: datetime) -> Outcome:
    """反馈: it waits for verification and its clock stops."""
    handled = _handled_by(person, event)
    handed_in = replace(
        handled,
        state=State.VERIFYING,
        photos=event.photos | payload.photos,
        has_feedback=True,
        extension=None,
    )
    verifiers = Audience.OPERATORS if event.grade < Grade.MAJOR else Audience.SHIFT_LEADERS
    stopped = (*_FED_BACK, *clocks(ClockOp.STOP, LimitKind.ARRIVE, LimitKind.CLOSE))
    return Outcome(handed_in, to_all(verifiers), stopped)


def rework(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """返工: back to those who handled it; what only the county handled gets a lead."""
    state = State.SELF_HANDLED if event.is_self_handled else State.HANDLING
    again = replace(event, state=state, rework=event.rework + 1)
    if event.lead is None and not event.is_self_handled:
        again = replace(again, lead=payload.lead, cooperating=payload.cooperating)
    told = (*to_departments(again.lead), *to_people(event.sent | event.handlers))
    return Outcome(again, told, clocks(ClockOp.GO_ON, LimitKind.CLOSE))
