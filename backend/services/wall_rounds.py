"""What time and events do to video walls by themselves: scenes by hours and by grade."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection

from backend.domain.wall import Turn, turn
from backend.services.parts import Backend
from backend.services.walls import keep_and_tell, tell_called
from backend.storage.unit_of_work import ITSELF, Unit
from backend.storage.walls import (
    Wall,
    find_wall,
    gravest_open,
    mark_called,
    scenes_of,
    walls_of,
)


def turn_walls(backend: Backend) -> int:
    """Call scenes whose hours began or whose grade an event reached, and end alerts.

    Returns how many walls that changed. Raises StoreError.
    """
    with backend.store.reading() as connection:
        due = [one for one in walls_of(connection) if _turn(backend, connection, one) is not None]
    return sum(backend.store.do(ITSELF, partial(_do, backend, one.town, one.name)) for one in due)


def _do(backend: Backend, town: str, name: str, unit: Unit) -> bool:
    held = find_wall(unit.connection, town, name, to_change=True)
    turned = None if held is None else _turn(backend, unit.connection, held)
    if held is None or turned is None:
        return False  # another process was quicker
    mark_called(unit.connection, held, turned.due, unit.now)
    if turned.called is not None:
        tell_called(unit, held, *turned.called)
    keep_and_tell(unit, held, turned.showing)
    return True


def _turn(backend: Backend, connection: Connection, one: Wall) -> Turn | None:
    """What is to be done to a wall, None for nothing."""
    scenes = [kept.rule() for kept in scenes_of(connection, one.town, one.name)]
    scenes = [scene for scene in scenes if scene.hours or scene.grade is not None]
    if not scenes and one.showing.alert is None:
        return None
    now = backend.store.clock()
    zone = backend.shelf.of(connection, one.town, now).calendar.zone
    gravest = gravest_open(connection, one.town, one.showing.alert)
    turned = turn(one.showing, scenes, gravest, now.astimezone(zone))
    return turned if turned.due or turned.showing != one.showing else None
