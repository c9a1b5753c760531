"""The event's life: what a person may do to an event now, and what comes of doing it.

`allowed_actions` and `decide` read the same rows of `life_table`: an action that is allowed is
only refused for what is given with it, and one that isn't is refused with the same reason.
Pure; times aware and handed in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from backend.domain.actions import Action
from backend.domain.event_facts import EventFacts
from backend.domain.life_table import LIFE
from backend.domain.outcomes import Outcome
from backend.domain.payload import Need, Payload, check_need, check_size
from backend.domain.people import Person
from backend.domain.refusals import Refusal, Why, refuse
from backend.domain.reporting import REPORTERS, Report, check_report, reported
from backend.domain.transitions import Transition, refused_by_row, refused_to_anyone
from backend.domain.who import By, Who
from backend.domain.words import State

AT_ONCE = (Action.TAKE, Action.PROPOSE_CONSULTATION)
"""What the program does by itself as soon as it may."""

_ROWS: dict[Action, tuple[Transition, ...]] = {
    action: tuple(row for row in LIFE if row.action is action)
    for action in Action
    if action is not Action.REPORT
}


@dataclass(frozen=True, slots=True)
class Allowed:
    """An action that may be done now: where it can lead, and what has to come with it."""

    action: Action
    to: tuple[State, ...]
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """An action that may not be done now, and why."""

    action: Action
    refusal: Refusal


def allowed_actions(
    person: Person, event: EventFacts, now: datetime
) -> tuple[Allowed | Refused, ...]:
    """Return every action on an event with whether the person may do it now, in table order."""
    return tuple(_answer(person, event, action, now) for action in _ROWS)


def _answer(person: Person, event: EventFacts, action: Action, now: datetime) -> Allowed | Refused:
    row = _row_for(person, event, action, now)
    if isinstance(row, Refusal):
        return Refused(action, row)
    return Allowed(action, row.targets(event.state), row.needs)


def decide(
    person: Person, event: EventFacts, action: Action, payload: Payload, now: datetime
) -> Outcome | Refusal:
    """Return what comes of an action, or why it can't be done; REPORT has `decide_report`."""
    row = _row_for(person, event, action, now)
    if isinstance(row, Refusal):
        return row
    refusal = check_size(payload)
    if refusal is not None:
        return refusal
    for need in row.needs:
        refusal = check_need(need, person, event, payload, now)
        if refusal is not None:
            return refusal
    return _with_what_follows(row.change(person, event, payload, now), now)


def decide_report(person: Person, report: Report, now: datetime) -> Outcome | Refusal:
    """Return the new event with what follows, or why it can't be reported."""
    refusal = check_report(person, report)
    if refusal is not None:
        return refusal
    return _with_what_follows(reported(person, report, now), now)


def _row_for(
    person: Person, event: EventFacts, action: Action, now: datetime
) -> Transition | Refusal:
    """The first row that allows the action, or the refusal of the row that came furthest."""
    refusal = refused_to_anyone(person, event)
    if refusal is not None:
        return refusal
    furthest, why = -1, refuse(Why.STATE, state=event.state)
    for row in _ROWS.get(action, ()):
        refused = refused_by_row(row, person, event, now)
        if refused is None:
            return row
        if refused[0] > furthest:
            furthest, why = refused
    return why


def _with_what_follows(outcome: Outcome, now: datetime) -> Outcome:
    program, event = Person.itself(), outcome.event
    then = tuple(
        action
        for action in AT_ONCE
        if not isinstance(_row_for(program, event, action, now), Refusal)
    )
    return replace(outcome, then=then)


# The table for people to read

_HEAD = "| action | from → to | who | guards | comes with |\n|---|---|---|---|---|"


def as_table() -> str:
    """Return the table of the life in Markdown."""
    report = Transition(Action.REPORT, (), (State.REPORTED,), REPORTERS, _no_change)
    first = _line(report, "–", "", "place, text or photo, idempotency key")
    return "\n".join((_HEAD, first, *(_row_line(row) for row in LIFE)))


def _no_change(_: Person, event: EventFacts, __: Payload, ___: datetime) -> Outcome:
    return Outcome(event)


def _row_line(row: Transition) -> str:
    guards = "; ".join(guard.__name__.replace("_", " ") for guard in row.guards)
    needs = ", ".join(need.value.replace("_", " ") for need in row.needs)
    return _line(row, ", ".join(row.from_states), guards, needs)


def _line(row: Transition, before: str, guards: str, needs: str) -> str:
    after = " or ".join(row.to) or "(stays)"
    who = ", ".join(_words(by) for by in row.who)
    cells = (f"{row.action.zh} `{row.action}`", f"{before} → {after}", who, guards, needs)
    return f"| {' | '.join(cells)} |"


def _words(by: By) -> str:
    return "by itself" if by.who is Who.ITSELF else str(by).replace("_", " ")
