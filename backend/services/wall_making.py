"""Making, renaming and removing video walls: what a shift leader or commander does to them."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Table, delete, func, insert, select, update

from backend.domain.sight import Scope
from backend.services.faults import MayNotError, StaleRowError
from backend.services.walls import check_leads, check_version, found_wall, wall_data
from backend.storage.tables import account, token, wall, wall_health, wall_scene
from backend.storage.tables import person as people
from backend.storage.unit_of_work import Unit
from backend.storage.walls import (
    Legibility,
    Wall,
    find_wall,
    hold_town,
    is_of_wall,
    is_wall,
)

MAX_WALLS = 50
"""Of a town."""
_PARTS: tuple[Table, ...] = (wall_scene, wall_health)
"""What a wall has besides its own row."""


def make_wall(unit: Unit, town: str, name: str, told: Legibility, version: int) -> Wall:
    """Make a wall, version 0, or change how it is read.

    Raises StaleRowError, NotFoundError, and MayNotError also for too many.
    """
    check_leads(unit.actor.person, town)
    hold_town(unit.connection, town)
    before = find_wall(unit.connection, town, name, to_change=True)
    check_version(before, version)
    values = {**asdict(told), "version": version + 1, "changed_at": unit.now}
    if before is None:
        count = select(func.count()).select_from(wall).where(wall.c.town == town)
        if unit.connection.execute(count).scalar_one() >= MAX_WALLS:
            raise MayNotError
        row = {**values, "town": town, "name": name, "screens": [], "shown": {}}
        unit.connection.execute(insert(wall).values(row))
    else:
        unit.connection.execute(update(wall).where(is_wall(town, name)).values(values))
    what = "wall.made" if before is None else "wall.changed"
    unit.note(what, Scope(town), {"wall": name, **asdict(told), "version": version + 1})
    return found_wall(unit, town, name)


def rename_wall(unit: Unit, town: str, name: str, to: str, version: int) -> Wall:
    """Give a wall another name; its process goes on with the key and the sessions it has.

    Raises StaleRowError, also for a name that another wall has, NotFoundError and MayNotError.
    """
    held = _held_to_lead(unit, town, name, version)
    if to == name:
        return held
    check_version(find_wall(unit.connection, town, to), 0)
    row = unit.connection.execute(select(wall).where(is_wall(town, name))).one()
    values = {**row._mapping, "name": to, "version": version + 1, "changed_at": unit.now}
    # What belongs to it names it: first the row with the new name, then they, then the old one.
    unit.connection.execute(insert(wall).values(values))
    for part in _PARTS:
        moved = update(part).where(is_of_wall(part, town, name)).values(wall=to)
        unit.connection.execute(moved)
    unit.connection.execute(delete(wall).where(is_wall(town, name)))
    if held.person is not None:
        named = update(people).where(people.c.id == held.person).values(name=to)
        unit.connection.execute(named)
    unit.note("wall.renamed", Scope(town), {"wall": name, "name": to, "version": version + 1})
    return found_wall(unit, town, to)


def remove_wall(unit: Unit, town: str, name: str, version: int) -> None:
    """Remove a wall with its scenes; its key and its sessions end with it.

    Raises StaleRowError, NotFoundError and MayNotError.
    """
    held = _held_to_lead(unit, town, name, version)
    for part in _PARTS:
        unit.connection.execute(delete(part).where(is_of_wall(part, town, name)))
    unit.connection.execute(delete(wall).where(is_wall(town, name)))
    if held.person is not None:
        _end_person(unit, held.person)
    unit.note("wall.removed", Scope(town), {"wall": name})


def _end_person(unit: Unit, person: str) -> None:
    """Nobody signs in as it any more; what it did goes on naming it."""
    unit.connection.execute(delete(token).where(token.c.login == person))
    unit.connection.execute(delete(account).where(account.c.login == person))
    gone = update(people).where(people.c.id == person).values(is_active=False)
    unit.connection.execute(gone)


def _held_to_lead(unit: Unit, town: str, name: str, version: int) -> Wall:
    """The wall as the version that was seen, with the town's other walls kept still."""
    check_leads(unit.actor.person, town)
    hold_town(unit.connection, town)
    held = found_wall(unit, town, name, to_change=True)
    if held.version != version:
        raise StaleRowError("wall", wall_data(held))
    return held
