"""What is named with an action has to be there: people and departments of the event's town."""

from __future__ import annotations

from sqlalchemy import Connection, select

from backend.services.faults import UnfitError
from backend.storage.tables import department, grant
from backend.storage.tables import person as people


def check_people(connection: Connection, wanted: frozenset[str], town: str) -> None:
    """Only who belongs to the town or serves in it; raises UnfitError."""
    serves = select(grant.c.person).where(grant.c.region == town)
    query = select(people.c.id).where(
        people.c.id.in_(wanted),
        people.c.is_active,
        (people.c.region == town) | people.c.id.in_(serves),
    )
    if set(connection.execute(query).scalars()) != wanted:
        raise UnfitError("people")


def check_departments(connection: Connection, wanted: frozenset[str], town: str) -> None:
    """Only what is on the town's list, or whose staff it knows; raises UnfitError."""
    listed = select(department.c.name).where(
        department.c.town == town, department.c.name.in_(wanted)
    )
    staffed = select(grant.c.department).where(
        grant.c.region == town, grant.c.department.in_(wanted)
    )
    if set(connection.execute(listed.union(staffed)).scalars()) != wanted:
        raise UnfitError("departments")
