"""What lies over an event's state: its grade, supervision, urgency, leaders' notes, copies.

A drill (演练) is an overlay too, but nothing changes it: it is said with the report.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from backend.domain.actions import Action
from backend.domain.event_facts import OPEN_STATES, EventFacts
from backend.domain.guards import can_fall, can_rise
from backend.domain.handling_changes import resumed
from backend.domain.outcomes import (
    Audience,
    ClockOp,
    ClockOrder,
    Outcome,
    to_all,
    to_departments,
)
from backend.domain.payload import Need, Payload
from backend.domain.people import Person
from backend.domain.refusals import Refusal, Why, refuse
from backend.domain.supervision import SIGNERS, levels_above, levels_to_sign
from backend.domain.transitions import Transition
from backend.domain.triage_changes import back_to_triage
from backend.domain.who import UP_TO_LARGER, By, Who
from backend.domain.words import Grade, State, Supervision

OPEN = tuple(state for state in State if state in OPEN_STATES)
_HELD = tuple(s for s in OPEN if s not in {State.REPORTED, State.TRIAGE})
_STAYING = tuple(s for s in _HELD if s not in {State.SELF_HANDLED, State.SUSPENDED})
_ROOM = (By(Who.OPERATOR), By(Who.SHIFT_LEADER), By(Who.COMMANDER))
_ROOM_IN_TRIAGE = (By(Who.SEAT), By(Who.SHIFT_LEADER), By(Who.COMMANDER))
_AUDIENCE = {
    Supervision.ORDINARY: Audience.SHIFT_LEADERS,
    Supervision.YELLOW: Audience.COMMANDERS,
    Supervision.RED: Audience.TOWN_LEADERS,
}
_REGRADED = (ClockOrder(ClockOp.REGRADE),)


# Guards


def higher_level_left(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """There is nothing above 红牌."""
    if max(event.supervision, event.supervision_proposed) < Supervision.RED:
        return None
    return refuse(Why.HIGHEST_SUPERVISION)


def own_level_proposed(person: Person, event: EventFacts, _: datetime) -> Refusal | None:
    """Only a proposed level is signed, by who signs that level."""
    if not levels_above(event):
        return refuse(Why.NO_SUPERVISION_PROPOSED)
    if levels_to_sign(person, event):
        return None
    signers = "|".join(SIGNERS[level].value for level in sorted(levels_above(event)))
    return refuse(Why.NOT_YOURS, who=signers)


def not_marked_urgent(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """Marked once."""
    return refuse(Why.ALREADY_URGENT) if event.is_urgent_marked else None


# Changes


def raise_grade(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """Each clock takes the stricter limit; what the new grade forbids ends."""
    raised = replace(event, grade=payload.grade or event.grade)
    told = (*to_all(Audience.OPERATORS, Audience.SHIFT_LEADERS), *to_departments(event.lead))
    if raised.grade >= Grade.MAJOR:
        told = (*told, *to_all(Audience.COMMANDERS))
    if event.state is State.SELF_HANDLED:
        raised = replace(back_to_triage(raised), is_self_handled=False)
    if raised.grade is not Grade.URGENT:
        return Outcome(raised, told, _REGRADED)
    raised = replace(raised, extension=None)
    if event.state is not State.SUSPENDED:
        return Outcome(raised, told, _REGRADED)
    return Outcome(resumed(raised), told, (*_REGRADED, ClockOrder(ClockOp.RESUME)))


def lower_grade(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """No running clock gets longer."""
    lowered = replace(event, grade=payload.grade or event.grade)
    told = (*to_all(Audience.OPERATORS, Audience.SHIFT_LEADERS), *to_departments(event.lead))
    return Outcome(lowered, told, _REGRADED)


def copy(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """抄告: departments know of it and have no task."""
    copied = replace(event, copied_to=event.copied_to | payload.departments)
    return Outcome(copied, to_departments(*payload.departments))


def propose_supervision(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """The one who signs the level is asked."""
    proposed = replace(event, supervision_proposed=payload.level)
    return Outcome(proposed, to_all(_AUDIENCE[payload.level]))


def supervise(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Outcome:
    """督办, only upward."""
    told = (*to_departments(event.lead), *to_all(Audience.OPERATORS, Audience.ASSESSORS))
    return Outcome(replace(event, supervision=payload.level), told)


def mark_urgent(_: Person, event: EventFacts, __: Payload, ___: datetime) -> Outcome:
    """加急: a mark, no grade."""
    told = (*to_departments(event.lead), *to_all(Audience.OPERATORS))
    return Outcome(replace(event, is_urgent_marked=True), told)


def note_by_leader(_: Person, event: EventFacts, __: Payload, ___: datetime) -> Outcome:
    """领导批示."""
    told = (*to_departments(event.lead), *to_all(Audience.COMMANDERS, Audience.OPERATORS))
    return Outcome(replace(event, leader_notes=event.leader_notes + 1), told)


_RAISE = (Need.HIGHER_GRADE, Need.REASON)

OVERLAYS: tuple[Transition, ...] = (
    Transition(
        Action.RAISE_GRADE,
        (State.REPORTED,),
        (),
        (*_ROOM, By(Who.ITSELF)),
        raise_grade,
        (can_rise,),
        _RAISE,
    ),
    Transition(
        Action.RAISE_GRADE,
        (State.TRIAGE,),
        (),
        (*_ROOM_IN_TRIAGE, By(Who.ITSELF)),
        raise_grade,
        (can_rise,),
        _RAISE,
    ),
    Transition(
        Action.RAISE_GRADE,
        _STAYING,
        (),
        (*_ROOM, By(Who.ITSELF)),
        raise_grade,
        (can_rise,),
        _RAISE,
    ),
    Transition(
        Action.RAISE_GRADE,
        (State.SELF_HANDLED,),
        (State.TRIAGE,),
        (*_ROOM, By(Who.ITSELF)),
        raise_grade,
        (can_rise,),
        _RAISE,
    ),
    Transition(
        Action.RAISE_GRADE,
        (State.SUSPENDED,),
        (State.SUSPENDED, State.HANDLING),
        (*_ROOM, By(Who.ITSELF)),
        raise_grade,
        (can_rise,),
        _RAISE,
    ),
    Transition(
        Action.LOWER_GRADE,
        OPEN,
        (),
        (By(Who.OPERATOR, UP_TO_LARGER), By(Who.SHIFT_LEADER), By(Who.COMMANDER)),
        lower_grade,
        (can_fall,),
        (Need.LOWER_GRADE, Need.REASON),
    ),
    Transition(Action.COPY, OPEN, (), _ROOM, copy, needs=(Need.DEPARTMENTS_TO_COPY,)),
    Transition(
        Action.PROPOSE_SUPERVISION,
        OPEN,
        (),
        (By(Who.ITSELF),),
        propose_supervision,
        (higher_level_left,),
        (Need.HIGHER_LEVEL,),
    ),
    Transition(
        Action.SUPERVISE,
        OPEN,
        (),
        (By(Who.SHIFT_LEADER), By(Who.COMMANDER), By(Who.TOWN_LEADER)),
        supervise,
        (own_level_proposed,),
        (Need.LEVEL_TO_SIGN,),
    ),
    Transition(Action.MARK_URGENT, OPEN, (), _ROOM, mark_urgent, (not_marked_urgent,)),
    Transition(
        Action.NOTE_BY_LEADER, OPEN, (), (By(Who.TOWN_LEADER),), note_by_leader, needs=(Need.TEXT,)
    ),
)
