"""Who a person is to one event: the words in the "who" column of its life."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from backend.domain.event_facts import EventFacts
from backend.domain.people import Kind, Person
from backend.domain.words import Grade, Role

EVERY_GRADE = frozenset(Grade)
UP_TO_LARGER = frozenset({Grade.GENERAL, Grade.LARGER})
ONLY_MAJOR = frozenset({Grade.MAJOR})


class Who(StrEnum):
    """One way of being allowed."""

    SEAT = "seat"
    """The operator who owns the event's triage."""
    OPERATOR = "operator"
    SHIFT_LEADER = "shift_leader"
    COMMANDER = "commander"
    TOWN_LEADER = "town_leader"
    COUNTY = "county"
    ASSESSOR = "assessor"
    FIELD = "field"
    """Any of the 四员一警."""
    GRID_MEMBER = "grid_member"
    """One of the 四员一警 whose grid or village it is, or who was sent."""
    OWN_INSTRUCTOR = "own_instructor"
    """The instructor of the event's village."""
    LEAD_DEPARTMENT = "lead_department"
    INVOLVED_DEPARTMENT = "involved_department"
    """Leads or co-operates."""
    ANY_DEPARTMENT = "any_department"
    INVITED_PLATFORM = "invited_platform"
    INVITED_DEPARTMENT = "invited_department"
    REPORTER = "reporter"
    CITIZEN = "citizen"
    ADAPTER = "adapter"
    ITSELF = "itself"


@dataclass(frozen=True, slots=True)
class By:
    """Who may, and at which grades."""

    who: Who
    grades: frozenset[Grade] = EVERY_GRADE

    def __str__(self) -> str:
        """As the table of the life writes it."""
        if self.grades == EVERY_GRADE:
            return self.who.value
        return f"{self.who.value} ({' '.join(grade.zh for grade in sorted(self.grades))})"


def is_one(who: Who, person: Person, event: EventFacts) -> bool:
    """Whether the person is that to the event."""
    return _TESTS[who](person, event)


def _role(role: Role) -> Callable[[Person, EventFacts], bool]:
    return lambda person, event: person.has(role, event.town)


def _kind(kind: Kind) -> Callable[[Person, EventFacts], bool]:
    return lambda person, _: person.kind is kind


def _is_seat(person: Person, event: EventFacts) -> bool:
    return person.has(Role.OPERATOR, event.town) and event.owner == person.id


def _is_grid_member(person: Person, event: EventFacts) -> bool:
    grants = person.field_grants(event.town)
    covers = any(grant.covers(event.village, event.grid) for grant in grants)
    return covers or (bool(grants) and person.id in event.sent)


def _is_own_instructor(person: Person, event: EventFacts) -> bool:
    return any(
        grant.role is Role.INSTRUCTOR and grant.covers(event.village, event.grid)
        for grant in person.field_grants(event.town)
    )


def _staff_of(person: Person, event: EventFacts) -> frozenset[str]:
    return frozenset(
        grant.department
        for grant in person.in_town(event.town)
        if grant.role is Role.DEPARTMENT and grant.department is not None
    )


def _is_lead(person: Person, event: EventFacts) -> bool:
    return event.lead is not None and event.lead in _staff_of(person, event)


def _is_involved(person: Person, event: EventFacts) -> bool:
    return _is_lead(person, event) or bool(event.cooperating & _staff_of(person, event))


def _is_of_invited_platform(person: Person, event: EventFacts) -> bool:
    if event.consultation is None:
        return False
    platforms = {
        grant.platform for grant in person.in_town(event.town) if grant.role is Role.PLATFORM_LEAD
    }
    return bool(event.consultation.platforms & platforms)


def _is_of_invited_department(person: Person, event: EventFacts) -> bool:
    invited = frozenset() if event.consultation is None else event.consultation.departments
    return bool(invited & _staff_of(person, event))


def _is_reporter(person: Person, event: EventFacts) -> bool:
    return person.kind in {Kind.PERSON, Kind.CITIZEN} and person.id in event.reporters


_TESTS: Mapping[Who, Callable[[Person, EventFacts], bool]] = MappingProxyType(
    {
        Who.SEAT: _is_seat,
        Who.OPERATOR: _role(Role.OPERATOR),
        Who.SHIFT_LEADER: _role(Role.SHIFT_LEADER),
        Who.COMMANDER: _role(Role.COMMANDER),
        Who.TOWN_LEADER: _role(Role.TOWN_LEADER),
        Who.COUNTY: _role(Role.COUNTY),
        Who.ASSESSOR: _role(Role.ASSESSOR),
        Who.FIELD: lambda person, event: bool(person.field_grants(event.town)),
        Who.GRID_MEMBER: _is_grid_member,
        Who.OWN_INSTRUCTOR: _is_own_instructor,
        Who.LEAD_DEPARTMENT: _is_lead,
        Who.INVOLVED_DEPARTMENT: _is_involved,
        Who.ANY_DEPARTMENT: lambda person, event: bool(_staff_of(person, event)),
        Who.INVITED_PLATFORM: _is_of_invited_platform,
        Who.INVITED_DEPARTMENT: _is_of_invited_department,
        Who.REPORTER: _is_reporter,
        Who.CITIZEN: _kind(Kind.CITIZEN),
        Who.ADAPTER: _kind(Kind.ADAPTER),
        Who.ITSELF: _kind(Kind.ITSELF),
    }
)
