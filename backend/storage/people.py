"""People with their roles, as the rules know them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, insert, select

from backend.domain.people import Grant, Kind, Person
from backend.domain.words import Platform, Role
from backend.storage.tables import grant, person, region
from backend.storage.unit_of_work import Actor


def find_actor(connection: Connection, id: str) -> Actor | None:  # noqa: A002
    """Return an active person; a grant for a county or the city counts in each of its towns."""
    row = connection.execute(
        select(person).where(person.c.id == id, person.c.is_active)
    ).one_or_none()
    if row is None:
        return None
    under = _towns_under(connection)
    rows = connection.execute(select(grant).where(grant.c.person == id).order_by(grant.c.id))
    grants = tuple(
        Grant(
            Role(one.role),
            town,
            frozenset(one.villages),
            frozenset(one.grids),
            one.department,
            None if one.platform is None else Platform(one.platform),
        )
        for one in rows
        for town in under(one.region)
    )
    kind = Kind(row.kind)
    shows = row.region if kind is Kind.WALL else None
    known = Person(row.id, grants, kind, frozenset(row.capabilities), shows)
    return Actor(known, row.name)


def add_person(
    connection: Connection,
    id: str,  # noqa: A002
    name: str,
    home: str,
    grants: Iterable[Grant] = (),
) -> None:
    """Keep a new person; each grant's `town` is any region."""
    connection.execute(insert(person).values(id=id, region=home, name=name, capabilities=[]))
    keep_grants(connection, id, grants)


def keep_grants(connection: Connection, id: str, grants: Iterable[Grant]) -> None:  # noqa: A002
    """Give a person roles."""
    for one in grants:
        connection.execute(
            insert(grant).values(
                person=id,
                role=one.role.value,
                region=one.town,
                villages=sorted(one.villages),
                grids=sorted(one.grids),
                department=one.department,
                platform=one.platform,
            )
        )


class _TownsUnder:
    """The towns of a region: itself, or all that lie below it."""

    def __init__(self, kinds: Mapping[str, str], below: Mapping[str, list[str]]) -> None:
        self._kinds = kinds
        self._below = below

    def __call__(self, code: str) -> list[str]:
        if self._kinds.get(code) == "town":
            return [code]
        # A region that has no towns yet stands for itself: its administrator sets them up.
        towns = [town for one in self._below.get(code, ()) for town in self(one)]
        return [code, *towns]


def _towns_under(connection: Connection) -> _TownsUnder:
    kinds: dict[str, str] = {}
    below: dict[str, list[str]] = {}
    for row in connection.execute(select(region).order_by(region.c.code)):
        kinds[row.code] = row.kind
        if row.parent is not None:
            below.setdefault(row.parent, []).append(row.code)
    return _TownsUnder(kinds, below)
