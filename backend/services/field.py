"""Where people are, and whether they are on duty.

Positions aren't in the journal: nobody's way through the day is kept, only where they are now.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
    if any(one.at > unit.now + MAX_CLOCK_AHEAD for one in told):
        raise UnfitError("at")
    newest = _newest(unit, told)
    known = _known(unit, newest)
    maps = {town: GridMap(tuple(grids_of(unit.connection, town))) for town in set(known.values())}
    rows = [_row(person, one, maps[known[person]]) for person, one in sorted(newest.items())]
    if not rows:
        return 0
    # By one order of people, so that two of these can't wait for each other.
    kept = update(people).where(
        people.c.id == bindparam("who"),
        people.c.seen_at.is_(None) | (people.c.seen_at < bindparam("at")),
    )
    return sum(unit.connection.execute(kept, row).rowcount for row in rows)


def _newest(unit: Unit, told: Sequence[Whereabouts]) -> dict[str, Whereabouts]:
    found: dict[str, Whereabouts] = {}
    for one in told:
        person = one.person or unit.actor.person.id
        if person not in found or found[person].at < one.at:
            found[person] = one
    return found


def _known(unit: Unit, wanted: Collection[str]) -> dict[str, str]:
    """The towns of people; raises UnfitError for nobody, MayNotError for somebody else's."""
    query = select(people.c.id, people.c.region).where(people.c.id.in_(wanted), people.c.is_active)
    known = {row.id: row.region for row in unit.connection.execute(query)}
    if len(known) != len(wanted):
        raise UnfitError("person")
    for person, town in known.items():
        _check_may_tell(unit, person, town)
    return known


def _check_may_tell(unit: Unit, person: str, town: str) -> None:
    """Oneself; or an app with the capability, in its own towns."""
    me = unit.actor.person
    if person != me.id and (FOR_OTHERS not in me.capabilities or not me.in_town(town)):
        raise MayNotError


def _row(person: str, one: Whereabouts, grids: GridMap) -> dict[str, object]:
    position = from_datum(one.datum, one.lon, one.lat)
    grid = grids.grid_of(position)
    return {
        "who": person,
        "at": one.at,
        "lon": position.longitude,
        "lat": position.latitude,
        "datum": one.datum.value,
        "stands_in": None if grid is None else grid.code,
        "seen_at": one.at,
    }


def change_duty(unit: Unit, person: str, *, on_duty: bool, on_break: bool) -> None:
    """Begin or end duty or a break; for oneself, or as an app for its users.

    Raises MayNotError and NotFoundError.
    """
    row = unit.connection.execute(
        select(people.c.region, people.c.on_duty_since).where(
            people.c.id == person, people.c.is_active
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(person)
    _check_may_tell(unit, person, row.region)
    since = (row.on_duty_since or unit.now) if on_duty else None
    unit.connection.execute(
        update(people)
        .where(people.c.id == person)
        .values(on_duty_since=since, on_break=on_break and on_duty)
    )
    scope = Scope(row.region, people=frozenset({person}))
    change = {"person": person, "on_duty": on_duty, "on_break": on_break and on_duty}
    unit.note("person.duty", scope, change)
