"""What follows from an action: the event as it is now, who is told, what clocks do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.domain.actions import Action
from backend.domain.event_facts import EventFacts
from backend.domain.limits import Limit, LimitKind


class Audience(StrEnum):
    """Who is told; `Told.ids` names departments, people or platforms where several could be."""

    REPORTERS = "reporters"
    OPERATORS = "operators"
    SHIFT_LEADERS = "shift_leaders"
    COMMANDERS = "commanders"
    TOWN_LEADERS = "town_leaders"
    COUNTY = "county"
    ASSESSORS = "assessors"
    DEPARTMENTS = "departments"
    PEOPLE = "people"
    PLATFORM_LEADS = "platform_leads"


@dataclass(frozen=True, slots=True)
class Told:
    """One group that is told; no ids: all of the town's, for REPORTERS the event's."""

    audience: Audience
    ids: frozenset[str] = frozenset()


class ClockOp(StrEnum):
    """What a clock does. An order that can't apply (stop one that isn't running) is void."""

    START = "start"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    GO_ON = "go_on"
    """After a stop, with what was left and at least a fifth of the limit."""
    REGRADE = "regrade"
    TIGHTEN = "tighten"
    """Hold the order's limit too, from the first moment."""


@dataclass(frozen=True, slots=True)
class ClockOrder:
    """An order to one clock of the event, or to all (`kind` None)."""

    op: ClockOp
    kind: LimitKind | None = None
    until: datetime | None = None
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action leads to.

    `parent`: the parent of a merge, with its new child. `close_children`, `reopen_children`:
    ids that follow their parent. `then`: what the program does by itself at once.
    """

    event: EventFacts
    told: tuple[Told, ...] = ()
    clocks: tuple[ClockOrder, ...] = ()
    parent: EventFacts | None = None
    close_children: frozenset[str] = frozenset()
    reopen_children: frozenset[str] = frozenset()
    then: tuple[Action, ...] = ()


def to_all(*audiences: Audience) -> tuple[Told, ...]:
    """Tell whole groups."""
    return tuple(Told(audience) for audience in audiences)


def to_departments(*departments: str | None) -> tuple[Told, ...]:
    """Tell departments; none where none is given."""
    ids = frozenset(one for one in departments if one is not None)
    return (Told(Audience.DEPARTMENTS, ids),) if ids else ()


def to_people(people: frozenset[str]) -> tuple[Told, ...]:
    """Tell people by id; nobody where none is given."""
    return (Told(Audience.PEOPLE, people),) if people else ()


def clocks(op: ClockOp, *kinds: LimitKind) -> tuple[ClockOrder, ...]:
    """Give several clocks one order."""
    return tuple(ClockOrder(op, kind) for kind in kinds)
