"""What the actions before and around the assignment change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from backend.domain.event_facts import (
    Consultation,
    ConsultationReason,
    Decision,
    EventFacts,
    Routing,
    Stance,
)
from backend.domain.guards import consultation_due, party_to_state
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
from backend.domain.people import Kind, Person
from backend.domain.words import Grade, Platform, State

_STOP_ALL = (ClockOrder(ClockOp.STOP),)
_LEAD_CLOCKS = clocks(ClockOp.START, LimitKind.SIGN, LimitKind.ARRIVE, LimitKind.FIRST_FEEDBACK)


def take(person: Person, event: EventFacts, _: Payload, __: datetime) -> Outcome:
    """One seat takes it; by itself the one that has the pane open."""
    owner = event.pane_operator if person.kind is Kind.ITSELF else person.id
    taken = replace(event, state=State.TRIAGE, owner=owner)
    return Outcome(taken, to_all(Audience.OPERATORS), clocks(ClockOp.STOP, LimitKind.ACCEPT))


def hand_over_seat(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """Another seat owns it."""
    return Outcome(replace(event, owner=min(payload.people)), to_all(Audience.OPERATORS))


def reclassify(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """A person says what it is; the new kind may raise the grade, never lower it."""
    changed = replace(
        event,
        subcategory=payload.subcategory or event.subcategory,
        route=payload.route,
        grade=max(event.grade, payload.grade or event.grade),
        consultation_declined=False,
    )
    return Outcome(changed, to_all(Audience.OPERATORS), (ClockOrder(ClockOp.REGRADE),))


def reject(_: Person, event: EventFacts, __: Payload, ___: datetime) -> Outcome:
    """The reporter is told."""
    told = (*to_all(Audience.REPORTERS), *to_people(event.sent))
    return Outcome(replace(event, state=State.REJECTED), told, _STOP_ALL)


def merge(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """The parent gets the child and its reporters."""
    parent = payload.parent
    if parent is None:  # the need was checked before
        raise ValueError("merging needs the parent")
    grown = replace(
        parent,
        children=parent.children | {event.id},
        reporters=parent.reporters | event.reporters,
    )
    merged = replace(event, state=State.MERGED, parent=parent.id)
    told = (*to_all(Audience.REPORTERS), *to_people(event.sent))
    return Outcome(merged, told, _STOP_ALL, parent=grown)


def self_handle(_: Person, event: EventFacts, __: Payload, now: datetime) -> Outcome:
    """The grid settles it; its closing is timed too."""
    settled = replace(
        event,
        state=State.SELF_HANDLED,
        is_self_handled=True,
        consultation=None,
        first_assigned_at=event.first_assigned_at or now,
    )
    orders = (
        *clocks(ClockOp.STOP, LimitKind.FIRST_DISPATCH),
        *clocks(ClockOp.START, LimitKind.FIRST_FEEDBACK),
        *_first_close(event),
    )
    return Outcome(settled, (*to_all(Audience.REPORTERS), *to_people(event.sent)), orders)


def _first_close(event: EventFacts) -> tuple[ClockOrder, ...]:
    """Start the closing clock once: a second assignment keeps the first limit."""
    if event.first_assigned_at is not None:
        return ()
    return clocks(ClockOp.START, LimitKind.CLOSE)


def hand_up(person: Person, event: EventFacts, _: Payload, __: datetime) -> Outcome:
    """The grid can't settle it: any seat takes it."""
    back = replace(
        back_to_triage(event), is_self_handled=False, handlers=event.handlers | {person.id}
    )
    stop = clocks(ClockOp.STOP, LimitKind.FIRST_FEEDBACK)
    return Outcome(back, to_all(Audience.OPERATORS), stop)


def back_to_triage(event: EventFacts) -> EventFacts:
    """The event with nobody's task, waiting for a seat to take it again."""
    return replace(
        event,
        state=State.TRIAGE,
        owner=None,
        lead=None,
        cooperating=frozenset(),
        routing=None,
        consultation=None,
        consultation_declined=False,
        decision=None,
        sign_due_at=None,
        has_arrived=False,
    )


def assign(_: Person, event: EventFacts, payload: Payload, now: datetime) -> Outcome:
    """One lead, any number co-operating; of a 紧急 the commander is informed."""
    routed = event.route
    overridden = routed is None or payload.lead != routed.lead
    assigned = replace(
        event,
        state=State.ASSIGNED,
        lead=payload.lead,
        cooperating=payload.cooperating,
        routing=Routing(
            "" if routed is None else routed.rule,
            0 if routed is None else routed.version,
            payload.reason if overridden else None,
        ),
        consultation=None,
        proposed_owner=None,
        first_assigned_at=event.first_assigned_at or now,
    )
    informed = to_all(Audience.COMMANDERS) if event.grade is Grade.URGENT else ()
    return Outcome(assigned, (*_to_parties(assigned), *informed), _assignment_clocks(event))


def _to_parties(event: EventFacts) -> tuple[Told, ...]:
    return (*to_departments(event.lead, *event.cooperating), *to_all(Audience.REPORTERS))


def _assignment_clocks(event: EventFacts) -> tuple[ClockOrder, ...]:
    stopped = clocks(ClockOp.STOP, LimitKind.FIRST_DISPATCH)
    return (*stopped, *_LEAD_CLOCKS, *_first_close(event))


def dispatch(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """People go; each has an own field status."""
    sent = replace(event, sent=event.sent | payload.people)
    return Outcome(sent, to_people(payload.people), clocks(ClockOp.STOP, LimitKind.FIRST_DISPATCH))


# Consultation


def propose_consultation(
    person: Person, event: EventFacts, payload: Payload, _: datetime
) -> Outcome:
    """The commander is asked to open it."""
    by_itself = consultation_due(event) if person.kind is Kind.ITSELF else None
    reason = by_itself or ConsultationReason.OPERATOR
    proposed = replace(event, consultation=Consultation(reason, payload.platforms))
    return Outcome(proposed, to_all(Audience.COMMANDERS, Audience.SHIFT_LEADERS))


def decline_consultation(_: Person, event: EventFacts, __: Payload, ___: datetime) -> Outcome:
    """It goes on without; by itself it isn't proposed again until it comes back."""
    declined = replace(event, consultation=None, consultation_declined=True)
    return Outcome(declined, to_all(Audience.OPERATORS))


def open_consultation(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """The parties are called; the commander may name the platforms anew."""
    reason = (
        ConsultationReason.OPERATOR if event.consultation is None else event.consultation.reason
    )
    consultation = Consultation(
        reason, payload.platforms, is_open=True, departments=payload.departments
    )
    consulting = replace(event, state=State.CONSULTING, consultation=consultation)
    invited = _to_invited(payload.platforms, payload.departments)
    return Outcome(consulting, (*invited, *to_all(Audience.OPERATORS)))


def _to_invited(platforms: frozenset[Platform], departments: frozenset[str]) -> tuple[Told, ...]:
    leads = (Told(Audience.PLATFORM_LEADS, frozenset(map(str, platforms))),) if platforms else ()
    return (*leads, *to_departments(*departments))


def invite_parties(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """More parties are called; only they are told."""
    before = event.consultation
    if before is None:
        raise ValueError("no consultation: checked before")
    after = replace(
        before,
        platforms=before.platforms | payload.platforms,
        departments=before.departments | payload.departments,
    )
    new = _to_invited(after.platforms - before.platforms, after.departments - before.departments)
    return Outcome(replace(event, consultation=after), new)


def state_position(person: Person, event: EventFacts, payload: Payload, _: datetime) -> Outcome:
    """One party agrees or objects."""
    party, consultation = party_to_state(person, event), event.consultation
    if consultation is None or party is None or payload.stance is None:
        raise ValueError("no consultation, party or stance: checked before")
    stances = (*consultation.stances, (party, payload.stance))
    stated = replace(event, consultation=replace(consultation, stances=stances))
    return Outcome(stated, to_all(Audience.COMMANDERS))


def sign_decision(person: Person, event: EventFacts, payload: Payload, now: datetime) -> Outcome:
    """The decision assigns; its limit holds beside the closing limit, from the first moment."""
    consultation = event.consultation
    if consultation is None or payload.lead is None or payload.limit is None:
        raise ValueError("no consultation, lead or limit: checked before")
    absent = tuple((party, Stance.ABSENT) for party in sorted(payload.absent))
    stances = (*consultation.stances, *absent)
    decision = Decision(
        person.id,
        payload.lead,
        payload.cooperating,
        payload.limit,
        payload.text,
        stances,
        payload.people,
    )
    assigned = replace(
        event,
        state=State.ASSIGNED,
        lead=payload.lead,
        cooperating=payload.cooperating,
        consultation=replace(consultation, stances=stances, is_open=False),
        decision=decision,
        proposed_owner=None,
        first_assigned_at=event.first_assigned_at or now,
    )
    told = (*_to_parties(assigned), *_to_invited(consultation.platforms, consultation.departments))
    held_to = ClockOrder(ClockOp.TIGHTEN, LimitKind.CLOSE, limit=payload.limit)
    return Outcome(assigned, told, (*_assignment_clocks(event), held_to))
