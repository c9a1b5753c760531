"""Where people are, and whether they are on duty.

Positions aren't in the journal: nobody's way through the day is kept, only where they are now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from backend.domain.candidates import MAX_CLOCK_AHEAD
from backend.domain.datum import Datum, from_datum
from backend.domain.grids import GridMap
from backend.domain.sight import Scope
from backend.services.faults import MayNotError, NotFoundError, UnfitError
from backend.storage.places import grids_of
from backend.storage.tables import person as people
from backend.storage.unit_of_work import Unit

FOR_OTHERS = "positions"
"""The capability of an app that tells where its users are."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A position that came in; `person` None is the one who tells it."""

    person: str | None
    lon: float
    lat: float
    at: datetime
    datum: Datum = Datum.WGS84


def take_positions(unit: Unit, told: Sequence[Whereabouts]) -> int:
    """Keep where people are; returns how many were news. Older ones are left out.

    Raises MayNotError, UnfitError and PositionError.
    """
    me = unit.actor.person
    if any(one.person not in {None, me.id} for one in told) and FOR_OTHERS not in me.capabilities:
        raise MayNotError
    if any(one.at > unit.now + MAX_CLOCK_AHEAD for one in told):
        raise UnfitError("at")
    newest: dict[str, Whereabouts] = {}
    for one in told:
        id_ = one.person or me.id
        if id_ not in newest or newest[id_].at < one.at:
            newest[id_] = one
    query = select(people.c.id, people.c.region, people.c.seen_at).where(
        people.c.id.in_(newest), people.c.is_active
    )
    known = {row.id: row for row in unit.connection.execute(query)}
    if len(known) != len(newest):
        raise UnfitError("person")
    maps = {
        town: GridMap(tuple(grids_of(unit.connection, town)))
        for town in {row.region for row in known.values()}
    }
    rows = []
    for id_, one in newest.items():
        seen_at = known[id_].seen_at
        if seen_at is not None and seen_at >= one.at:
            continue
        position = from_datum(one.datum, one.lon, one.lat)
        grid = maps[known[id_].region].grid_of(position)
        rows.append(
            {
                "who": id_,
                "lon": position.longitude,
                "lat": position.latitude,
                "datum": one.datum.value,
                "stands_in": None if grid is None else grid.code,
                "seen_at": one.at,
            }
        )
    if rows:
        # Those of one statement in one order, so that two that come together don't lock up.
        rows.sort(key=lambda row: str(row["who"]))
        unit.connection.execute(update(people).where(people.c.id == bindparam("who")), rows)
    return len(rows)


def change_duty(unit: Unit, person: str, *, on_duty: bool, on_break: bool) -> None:
    """Begin or end duty or a break; for oneself, or as an app for its users.

    Raises MayNotError and NotFoundError.
    """
    me = unit.actor.person
    if person != me.id and FOR_OTHERS not in me.capabilities:
        raise MayNotError
    row = unit.connection.execute(
        select(people.c.region, people.c.on_duty_since).where(
            people.c.id == person, people.c.is_active
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(person)
    since = (row.on_duty_since or unit.now) if on_duty else None
    unit.connection.execute(
        update(people)
        .where(people.c.id == person)
        .values(on_duty_since=since, on_break=on_break and on_duty)
    )
    scope = Scope(row.region, people=frozenset({person}))
    change = {"person": person, "on_duty": on_duty, "on_break": on_break and on_duty}
    unit.note("person.duty", scope, change)
