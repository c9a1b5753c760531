"""One row of the table of an event's life, and how a row answers for a person and an event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from backend.domain.actions import Action
from backend.domain.event_facts import EventFacts
from backend.domain.outcomes import Outcome
from backend.domain.payload import Need, Payload
from backend.domain.people import Kind, Person
from backend.domain.refusals import Refusal, Why, refuse
from backend.domain.who import By, Who, is_one
from backend.domain.words import Role, State

Guard = Callable[[Person, EventFacts, datetime], Refusal | None]
"""Says why not, whatever is given with the action; its name stands in the table."""
Change = Callable[[Person, EventFacts, Payload, datetime], Outcome]


@dataclass(frozen=True, slots=True)
class Transition:
    """From any of `from_states` to one of `to`; no `to`: the state stays."""

    action: Action
    from_states: tuple[State, ...]
    to: tuple[State, ...]
    who: tuple[By, ...]
    change: Change
    guards: tuple[Guard, ...] = ()
    needs: tuple[Need, ...] = ()

    def targets(self, state: State) -> tuple[State, ...]:
        """Where it can lead from a state."""
        return self.to or (state,)


def refused_to_anyone(person: Person, event: EventFacts) -> Refusal | None:
    """Refuse people who have no business in the event, whatever the action."""
    if person.is_without_business():
        return refuse(Why.NO_BUSINESS_RIGHTS)
    if person.kind is Kind.PERSON and not person.in_town(event.town):
        return None if person.id in event.reporters else refuse(Why.OTHER_TOWN)
    return None


def refused_by_row(
    row: Transition, person: Person, event: EventFacts, now: datetime
) -> tuple[int, Refusal] | None:
    """Return why the row refuses, and how far it came (state, who, guards); None: it doesn't."""
    if event.state not in row.from_states:
        return 0, refuse(Why.STATE, state=event.state)
    refusal = _refused_who(row, person, event)
    if refusal is not None:
        return 1, refusal
    for guard in row.guards:
        refusal = guard(person, event, now)
        if refusal is not None:
            return 2, refusal
    return None


def _refused_who(row: Transition, person: Person, event: EventFacts) -> Refusal | None:
    fitting = [by for by in row.who if is_one(by.who, person, event)]
    if any(event.grade in by.grades for by in fitting):
        return None
    may = "|".join(by.who.value for by in row.who if event.grade in by.grades)
    if fitting:
        return refuse(Why.NOT_AT_GRADE, grade=event.grade.zh, who=may)
    asks_seat = any(by.who is Who.SEAT and event.grade in by.grades for by in row.who)
    if asks_seat and person.has(Role.OPERATOR, event.town):
        if event.owner is None:
            return refuse(Why.NOT_TAKEN)
        return refuse(Why.OWNED_BY_OTHER, owner=event.owner)
    return refuse(Why.NOT_YOURS, who=may)
