"""Who signs which level of supervision (督办): proposed by the program, signed by a person."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from backend.domain.event_facts import EventFacts
from backend.domain.people import Person
from backend.domain.words import Role, Supervision

SIGNERS: Mapping[Supervision, Role] = MappingProxyType(
    {
        Supervision.ORDINARY: Role.SHIFT_LEADER,
        Supervision.YELLOW: Role.COMMANDER,
        Supervision.RED: Role.TOWN_LEADER,
    }
)


def levels_above(event: EventFacts) -> frozenset[Supervision]:
    """The levels that are proposed and not signed yet."""
    return frozenset(
        level for level in SIGNERS if event.supervision < level <= event.supervision_proposed
    )


def levels_to_sign(person: Person, event: EventFacts) -> frozenset[Supervision]:
    """The levels among them that this person signs."""
    above = levels_above(event)
    return frozenset(level for level in above if person.has(SIGNERS[level], event.town))
