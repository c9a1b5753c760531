"""What a person may see: one value that the queries and the feed both filter by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from backend.domain.people import Kind, Person
from backend.domain.words import FIELD_ROLES, Role

_SEES_TOWN = frozenset(
    {
        Role.OPERATOR,
        Role.SHIFT_LEADER,
        Role.COMMANDER,
        Role.PLATFORM_LEAD,
        Role.TOWN_LEADER,
        Role.COUNTY,
        Role.ASSESSOR,
    }
)
"""These see every event of their town."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a thing concerns; `is_business`: it belongs to an event, a person or a place."""

    town: str
    village: str | None = None
    grid: str | None = None
    departments: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    is_business: bool = True


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person sees.

    `towns`: everything of their events. `trails`: the auditor's towns, the trail only.
    `offices`: (town, department). `villages`, `grids`: of the 四员一警, by code, which is unique
    in the whole backend. `administers`: towns whose set-up, but no business, is seen.
    `only_business`: no set-up at all, as for a wall.
    """

    person: str
    towns: frozenset[str] = frozenset()
    trails: frozenset[str] = frozenset()
    administers: frozenset[str] = frozenset()
    only_business: bool = False
    offices: frozenset[tuple[str, str]] = frozenset()
    villages: frozenset[str] = frozenset()
    grids: frozenset[str] = frozenset()

    def sees(self, scope: Scope, *, in_trail: bool = False) -> bool:
        """Whether the person sees a thing; `in_trail`: as a line of the journal."""
        if in_trail and scope.town in self.trails:
            return True
        if not scope.is_business:
            return not self.only_business and scope.town in self.administers | self.towns
        return (
            scope.town in self.towns
            or self.person in scope.people
            or (scope.village is not None and scope.village in self.villages)
            or (scope.grid is not None and scope.grid in self.grids)
            or self._is_in_office(scope.town, scope.departments)
        )

    def _is_in_office(self, town: str, departments: Collection[str]) -> bool:
        return any((town, department) in self.offices for department in departments)

    @property
    def all_towns(self) -> frozenset[str]:
        """Every town that the person has anything to do with, whole."""
        return self.towns | self.trails | self.administers


def sight_of(person: Person) -> Sight:
    """Return what a person's grants let them see.

    An administrator or auditor sees no business, whatever else they are.
    """
    if person.is_wall and person.shows is not None:
        return Sight(person.id, towns=frozenset({person.shows}), only_business=True)
    if person.kind is not Kind.PERSON:
        return Sight(person.id)
    grants = person.grants
    administers = frozenset(g.town for g in grants if g.role is Role.ADMINISTRATOR)
    trails = frozenset(g.town for g in grants if g.role is Role.AUDITOR)
    if administers or trails:
        return Sight(person.id, trails=trails, administers=administers)
    field = [grant for grant in grants if grant.role in FIELD_ROLES]
    return Sight(
        person.id,
        towns=frozenset(g.town for g in grants if g.role in _SEES_TOWN),
        offices=frozenset((g.town, g.department) for g in grants if g.department is not None),
        villages=frozenset(village for g in field for village in g.villages),
        grids=frozenset(grid for g in field for grid in g.grids),
    )
