"""Who sits at the table of a consultation, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

from backend.domain.consult_items import Item
from backend.domain.event_facts import EventFacts
from backend.domain.people import Person
from backend.domain.refusals import Refusal, Why, refuse
from backend.domain.words import Role, State

ROOM = "room"
"""The party of the command room itself."""
_ROOM_ROLES = (Role.COMMANDER, Role.SHIFT_LEADER, Role.OPERATOR)


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who does it, with the name and time that items are marked with, for which party."""

    person: Person
    name: str
    at: str
    party: str
    is_chair: bool

    def mark(self, item: Item) -> Item:
        """Return an item as this person's."""
        return {**item, "by": self.person.id, "name": self.name, "at": self.at}


def party_of(person: Person, event: EventFacts) -> str | None:
    """Return for whom a person sits at the event's table, None for who doesn't.

    A platform's code, a department's name, or the room.
    """
    if person.is_without_business():
        return None
    grants, consultation = person.in_town(event.town), event.consultation
    if any(one.role in _ROOM_ROLES for one in grants):
        return ROOM
    if consultation is None:
        return None
    departments = {*consultation.departments, *event.cooperating, event.lead or ""} - {""}
    for one in grants:
        if one.role is Role.PLATFORM_LEAD and one.platform in consultation.platforms:
            return str(one.platform)
        if one.role is Role.DEPARTMENT and one.department in departments:
            return one.department
    return None


def sit(person: Person, name: str, at: str, event: EventFacts) -> Sitter | Refusal:
    """Return the person at the event's table, or why not."""
    consultation = event.consultation
    is_open = consultation is not None and consultation.is_open
    party = party_of(person, event)
    if party is None:
        return refuse(Why.NOT_SEATED)
    if event.state is not State.CONSULTING or not is_open:
        return refuse(Why.NOT_CONSULTING)
    is_chair = person.has(Role.COMMANDER, event.town)
    return Sitter(person, name, at, party, is_chair)
