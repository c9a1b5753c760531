"""Driving a video wall: what it shows, its scenes; and what its process tells of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from backend.domain.field_status import sends
from backend.domain.people import Person
from backend.domain.sight import Scope, sight_of
from backend.domain.wall import Picture, Showing, Shown, Why, about, by_hand
from backend.domain.words import Role
from backend.services.faults import MayNotError, NotFoundError, StaleRowError, UnfitError
from backend.storage.tables import wall, wall_health, wall_scene
from backend.storage.unit_of_work import Unit
from backend.storage.walls import (
    KeptScene,
    Wall,
    find_wall,
    gravest_open,
    is_of_wall,
    is_wall,
    keep_showing,
    scenes_of,
)

MAX_SCENES = 200
"""Of a wall."""
_LEADS = (Role.SHIFT_LEADER, Role.COMMANDER)


@dataclass(frozen=True, slots=True)
class Told:
    """How a wall's process is, by its own word."""

    figures: Mapping[str, Any]
    restarts: int


def check_drives(person: Person, town: str) -> None:
    """Raise NotFoundError for another's town, MayNotError for who doesn't drive its walls."""
    if town not in sight_of(person).towns:
        raise NotFoundError(town)
    if not sends(person, town):
        raise MayNotError


def check_leads(person: Person, town: str) -> None:
    """Raise NotFoundError, or MayNotError for who makes no walls and keys."""
    check_drives(person, town)
    if not any(person.has(role, town) for role in _LEADS):
        raise MayNotError


def see_wall(connection: Connection, person: Person, town: str, name: str) -> Wall:
    """Return a wall that the person drives, or is; raises NotFoundError and MayNotError."""
    found = find_wall(connection, town, name)
    if person.is_wall:
        if found is None or found.person != person.id:
            raise NotFoundError(name)
        return found
    check_drives(person, town)
    if found is None:
        raise NotFoundError(name)
    return found


def show(unit: Unit, town: str, name: str, shown: Shown, scene: str | None, version: int) -> Wall:
    """Show something else on a wall; `scene` names the scene that it is, if it is one.

    Raises StaleRowError, UnfitError, NotFoundError and MayNotError.
    """
    held = _held_to_drive(unit, town, name)
    check_version(held, version)
    if scene is not None and all(one.name != scene for one in _scenes(unit, held)):
        raise UnfitError("scene")
    whole = about(shown, gravest_open(unit.connection, town))
    return keep_and_tell(unit, held, by_hand(held.showing, Picture(whole, scene)))


def call_scene(unit: Unit, town: str, name: str, scene: str) -> Wall:
    """Show a scene as it is kept now; raises NotFoundError and MayNotError."""
    held = _held_to_drive(unit, town, name)
    found = _scene(unit, held, scene)
    whole = about(found.shown, gravest_open(unit.connection, town))
    tell_called(unit, held, scene, Why.HAND)
    return keep_and_tell(unit, held, by_hand(held.showing, Picture(whole, scene)))


def keep_scene(
    unit: Unit,
    town: str,
    name: str,
    told: KeptScene,
) -> KeptScene:
    """Keep a scene as the successor of the version told; its hours call it from the next on.

    Raises StaleRowError, NotFoundError, and MayNotError also for too many.
    """
    held = _held_to_drive(unit, town, name)
    scenes = _scenes(unit, held)
    before = next((one for one in scenes if one.name == told.name), None)
    _check_scene_version(before, told.version)
    if before is None and len(scenes) >= MAX_SCENES:
        raise MayNotError
    _write_scene(unit, held, told, is_new=before is None)
    kept = _scene(unit, held, told.name)
    unit.note("wall.scene_kept", Scope(town), {"wall": name, **scene_data(kept)})
    return kept


def remove_scene(unit: Unit, town: str, name: str, scene: str, version: int) -> None:
    """Remove a scene; what it shows stays. Raises StaleRowError, NotFoundError, MayNotError."""
    held = _held_to_drive(unit, town, name)
    _check_scene_version(_scene(unit, held, scene), version)
    is_it = is_of_wall(wall_scene, town, name) & (wall_scene.c.name == scene)
    unit.connection.execute(delete(wall_scene).where(is_it))
    unit.note("wall.scene_removed", Scope(town), {"wall": name, "scene": scene})


def tell_screens(unit: Unit, town: str, name: str, screens: list[dict[str, Any]]) -> None:
    """Take what a wall's process says of its screens; raises NotFoundError and MayNotError."""
    held = _held_as_it(unit, town, name)
    if screens == held.screens:
        return
    values = {"screens": screens, "changed_at": unit.now}
    unit.connection.execute(update(wall).where(is_wall(town, name)).values(values))
    unit.note("wall.screens", Scope(town), {"wall": name, "screens": screens})


def tell_health(unit: Unit, town: str, name: str, told: Told) -> None:
    """Take how a wall's process is; only the last is kept, and nothing of it journalled.

    Raises NotFoundError and MayNotError.
    """
    _held_as_it(unit, town, name)
    values = {"at": unit.now, "figures": told.figures, "restarts": told.restarts}
    changed = update(wall_health).where(is_of_wall(wall_health, town, name)).values(values)
    if unit.connection.execute(changed).rowcount != 1:
        row = {**values, "town": town, "wall": name}
        unit.connection.execute(insert(wall_health).values(row))


def keep_and_tell(unit: Unit, held: Wall, showing: Showing) -> Wall:
    """Keep what a wall shows, and tell it whole: who follows it needs nothing but the feed."""
    kept = keep_showing(unit.connection, held, showing, unit.now)
    if kept.showing.now != held.showing.now or kept.showing.alert != held.showing.alert:
        alert = None if showing.alert is None else asdict(showing.alert)
        change = {"wall": kept.name, **asdict(showing.now), "alert": alert}
        unit.note("wall.shown", Scope(kept.town), {**change, "version": kept.version})
    return kept


def tell_called(unit: Unit, held: Wall, scene: str, why: Why) -> None:
    """Say that a scene is called, and why."""
    change = {"wall": held.name, "scene": scene, "why": why.value}
    unit.note("wall.scene_called", Scope(held.town), change)


def wall_data(kept: Wall) -> dict[str, Any]:
    """Return a wall as JSON, without as whom it signs in."""
    showing = kept.showing
    return {
        "name": kept.name,
        "has_key": kept.has_key,
        **asdict(kept.legibility),
        "screens": kept.screens,
        **asdict(showing.now),
        "alert": None if showing.alert is None else asdict(showing.alert),
        "version": kept.version,
        "changed_at": kept.changed_at.isoformat(),
    }


def scene_data(kept: KeptScene) -> dict[str, Any]:
    """Return a scene as JSON."""
    data = asdict(kept)
    data.pop("called_at")
    return data


def _held_to_drive(unit: Unit, town: str, name: str) -> Wall:
    check_drives(unit.actor.person, town)
    return found_wall(unit, town, name, to_change=True)


def _held_as_it(unit: Unit, town: str, name: str) -> Wall:
    """The wall held for its own process: a person can't speak for it."""
    if not unit.actor.person.is_wall:
        check_drives(unit.actor.person, town)
        raise MayNotError
    see_wall(unit.connection, unit.actor.person, town, name)
    return found_wall(unit, town, name, to_change=True)


def found_wall(unit: Unit, town: str, name: str, *, to_change: bool = False) -> Wall:
    """Return a wall; raises NotFoundError."""
    found = find_wall(unit.connection, town, name, to_change=to_change)
    if found is None:
        raise NotFoundError(name)
    return found


def _scenes(unit: Unit, held: Wall) -> list[KeptScene]:
    return scenes_of(unit.connection, held.town, held.name)


def _scene(unit: Unit, held: Wall, scene: str) -> KeptScene:
    for one in _scenes(unit, held):
        if one.name == scene:
            return one
    raise NotFoundError(scene)


def _write_scene(unit: Unit, held: Wall, told: KeptScene, *, is_new: bool) -> None:
    values = {
        "shown": told.shown,
        "hours": told.hours,
        "grade": told.grade,
        "called_at": unit.now,
        "version": told.version + 1,
    }
    if is_new:
        row = {**values, "town": held.town, "wall": held.name, "name": told.name}
        unit.connection.execute(insert(wall_scene).values(row))
        return
    is_it = is_of_wall(wall_scene, held.town, held.name) & (wall_scene.c.name == told.name)
    unit.connection.execute(update(wall_scene).where(is_it).values(values))


def check_version(before: Wall | None, version: int) -> None:
    """Raise StaleRowError unless this is the version that was seen, 0 for none."""
    if version != (0 if before is None else before.version):
        raise StaleRowError("wall", None if before is None else wall_data(before))


def _check_scene_version(before: KeptScene | None, version: int) -> None:
    if version != (0 if before is None else before.version):
        raise StaleRowError("scene", None if before is None else scene_data(before))
