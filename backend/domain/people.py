"""Who acts on an event: people with roles and their scope, and what acts without being one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from backend.domain.words import FIELD_ROLES, Platform, Role


class Kind(StrEnum):
    """What an actor is. Only a person of the town holds roles."""

    PERSON = "person"
    CITIZEN = "citizen"
    ADAPTER = "adapter"
    """Another system that reports."""
    WALL = "wall"
    """A video wall: it looks at one town and does nothing."""
    ITSELF = "itself"
    """The program, where a rule lets a thing happen by itself."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One role in one town, narrowed to what belongs to it.

    Villages and grids narrow the 四员一警, the department a department's staff, the platform
    a platform's lead. A person who serves several towns holds a grant for each.
    """

    role: Role
    town: str
    villages: frozenset[str] = frozenset()
    grids: frozenset[str] = frozenset()
    department: str | None = None
    platform: Platform | None = None

    def covers(self, village: str | None, grid: str | None) -> bool:
        """Whether the place lies in the grant's own grids or villages."""
        return grid in self.grids or village in self.villages


_WITHOUT_BUSINESS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Person:
    """An actor. `capabilities` are further permissions that other rules ask for (export …).

    `shows` is the town that a wall looks at, None for everybody else.
    """

    id: str
    grants: tuple[Grant, ...] = ()
    kind: Kind = Kind.PERSON
    capabilities: frozenset[str] = field(default_factory=frozenset)
    shows: str | None = None

    @property
    def is_wall(self) -> bool:
        """Whether it is no person but a video wall."""
        return self.kind is Kind.WALL

    @staticmethod
    def itself() -> Person:
        """Return the program as an actor."""
        return Person("", kind=Kind.ITSELF)

    def in_town(self, town: str) -> tuple[Grant, ...]:
        """The grants for one town; only a person has any."""
        if self.kind is not Kind.PERSON:
            return ()
        return tuple(grant for grant in self.grants if grant.town == town)

    def has(self, role: Role, town: str) -> bool:
        """Whether the person holds the role in the town."""
        return any(grant.role is role for grant in self.in_town(town))

    def field_grants(self, town: str) -> tuple[Grant, ...]:
        """The grants as one of the 四员一警."""
        return tuple(grant for grant in self.in_town(town) if grant.role in FIELD_ROLES)

    def departments(self, town: str) -> frozenset[str]:
        """Every department the person belongs to, in whatever role."""
        grants = self.in_town(town)
        return frozenset(grant.department for grant in grants if grant.department is not None)

    def is_without_business(self) -> bool:
        """Whether an administrator or auditor: both stay out of events, whatever else they are."""
        return any(grant.role in _WITHOUT_BUSINESS for grant in self.grants)
