"""What a town has: its regions, people, departments, cameras, speakers, places, roster; the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, and_, select

from backend.domain.geo import Window
from backend.domain.people import Kind
from backend.storage.places import is_within
from backend.storage.tables import (
    camera,
    department,
    event,
    grant,
    grid,
    person,
    place,
    region,
    roster,
    speaker,
)

MAX_ON_MAP = 5000
"""Things of one layer that a window shows at the most."""

LISTS: Mapping[str, Table] = {"cameras": camera, "speakers": speaker, "places": place}
SECRET = ("main_url", "sub_url", "ptz_url", "user_name", "password")
"""Of a camera: for who watches it."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What a map's window shows of one kind; `is_cut`: there is more."""

    items: list[dict[str, Any]]
    is_cut: bool


def regions_of(connection: Connection, codes: Iterable[str]) -> list[dict[str, Any]]:
    """Return regions by code."""
    query = select(region).where(region.c.code.in_(list(codes))).order_by(region.c.code)
    return [dict(row._mapping) for row in connection.execute(query)]


def page_of(
    connection: Connection, name: str, town: str, after: str, limit: int
) -> list[dict[str, Any]]:
    """Return a page of cameras, speakers or places, by id."""
    table = LISTS[name]
    query = (
        select(table)
        .where(table.c.town == town, table.c.id > after)
        .order_by(table.c.id)
        .limit(limit)
    )
    return [dict(row._mapping) for row in connection.execute(query)]


def people_of(
    connection: Connection, town: str, after: str = "", limit: int = 10_000
) -> list[dict[str, Any]]:
    """Return a town's people by id with their roles."""
    query = (
        select(person)
        .where(person.c.region == town, person.c.id > after, person.c.kind != Kind.WALL.value)
        .order_by(person.c.id)
        .limit(limit)
    )
    found = {row.id: {**row._mapping, "grants": []} for row in connection.execute(query)}
    roles = select(grant).where(grant.c.person.in_(select(query.subquery().c.id)))
    for row in connection.execute(roles.order_by(grant.c.id)):
        if row.person in found:
            found[row.person]["grants"].append(dict(row._mapping))
    return list(found.values())


def departments_of(connection: Connection, town: str) -> list[dict[str, Any]]:
    """Return a town's departments by name."""
    query = select(department).where(department.c.town == town).order_by(department.c.name)
    return [dict(row._mapping) for row in connection.execute(query)]


def roster_of(connection: Connection, town: str, day: str) -> list[dict[str, Any]]:
    """Return who is on duty on a day of the town's zone."""
    query = (
        select(roster, person.c.name, person.c.phone)
        .join(person, person.c.id == roster.c.person)
        .where(roster.c.town == town, roster.c.day == day)
        .order_by(roster.c.shift, roster.c.role, roster.c.person)
    )
    return [dict(row._mapping) for row in connection.execute(query)]


def layer(connection: Connection, name: str, town: str, window: Window) -> Layer:
    """Return what a window of the map shows of one kind; no addresses of streams."""
    table = _LAYERS[name]
    query = select(*(c for c in table.c if c.name not in SECRET)).where(
        table.c[_TOWN.get(name, "town")] == town
    )
    if name == "grids":
        query = query.where(
            and_(
                grid.c.west <= window.east,
                grid.c.east >= window.west,
                grid.c.south <= window.north,
                grid.c.north >= window.south,
            )
        )
    else:
        query = query.where(is_within(table, window))
    if name == "events":
        query = query.where(event.c.is_open)
    if name == "people":
        query = query.where(person.c.is_active, person.c.on_duty_since.is_not(None))
    rows = connection.execute(query.limit(MAX_ON_MAP + 1)).all()
    items = [dict(row._mapping) for row in rows[:MAX_ON_MAP]]
    return Layer(items, len(rows) > MAX_ON_MAP)


_LAYERS: Mapping[str, Table] = {
    "grids": grid,
    "people": person,
    **LISTS,
    "events": event,
}
_TOWN = {"people": "region"}
