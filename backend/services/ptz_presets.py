"""What a PTZ camera remembers: presets with their pictures, tours of them, the head's settings.

Nobody changes it while another person steers: the picture would move under the hands of both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, update

from backend.domain.people import Person
from backend.domain.ptz import Lease
from backend.domain.sight import Scope
from backend.domain.words import Role
from backend.services.faults import (
    MayNotError,
    NotFoundError,
    PresetInUseError,
    StaleRowError,
    UnfitError,
)
from backend.services.ptz_leases import check_free, check_steers
from backend.storage.ptz import (
    Head,
    Preset,
    Tour,
    head_of,
    is_camera,
    lease_of,
    presets_of,
    tours_of,
    tours_with,
)
from backend.storage.tables import ptz_head, ptz_preset, ptz_tour
from backend.storage.unit_of_work import Unit

_SETS_HEADS = (Role.SHIFT_LEADER, Role.COMMANDER)
Kept = TypeVar("Kept", Head, Preset, Tour)


@dataclass(frozen=True, slots=True)
class PtzState:
    """All that is known of a PTZ camera; a lease that is over is none."""

    lease: Lease | None
    head: Head
    presets: list[Preset]
    tours: list[Tour]


def see_ptz(
    connection: Connection, person: Person, town: str, camera: str, now: datetime
) -> PtzState:
    """Return all that is kept of a camera; raises NotFoundError and MayNotError."""
    check_steers(person, town)
    if not is_camera(connection, town, camera):
        raise NotFoundError(camera)
    lease = lease_of(connection, town, camera)
    return PtzState(
        lease if lease is not None and lease.is_current(now) else None,
        head_of(connection, town, camera),
        presets_of(connection, town, camera),
        tours_of(connection, town, camera),
    )


def find_preset(
    connection: Connection, person: Person, town: str, camera: str, number: int
) -> Preset:
    """Return a preset; raises NotFoundError and MayNotError."""
    check_steers(person, town)
    return _found(presets_of(connection, town, camera), number)


def keep_preset(unit: Unit, town: str, camera: str, told: Preset) -> Preset:
    """Keep a preset as the successor of the version told; without a picture the old one stays.

    A picture that was replaced stays on the shelf, too: the journal names it by its hash, and
    the same file may be anybody's.

    Raises CameraTakenError, StaleRowError, NotFoundError and MayNotError.
    """
    check_free(unit, town, camera)
    presets = presets_of(unit.connection, town, camera)
    before = next((one for one in presets if one.number == told.number), None)
    if told.picture is None and before is not None:
        told = replace(told, picture=before.picture)
    kept = _keep(unit, ptz_preset, _key(town, camera, number=told.number), before, told)
    unit.note("ptz.preset_kept", Scope(town), {"camera": camera, **asdict(kept)})
    return kept


def remove_preset(unit: Unit, town: str, camera: str, number: int, version: int) -> None:
    """Remove a preset that nothing goes to.

    Raises PresetInUseError, CameraTakenError, StaleRowError, NotFoundError and MayNotError.
    """
    check_free(unit, town, camera)
    before = _found(presets_of(unit.connection, town, camera), number)
    tours = tours_with(tours_of(unit.connection, town, camera), number)
    is_home = head_of(unit.connection, town, camera).home_preset == number
    if tours or is_home:
        raise PresetInUseError(tours, is_home=is_home)
    _remove(unit, ptz_preset, _key(town, camera, number=number), before, version)
    change = {"camera": camera, "number": number, "name": before.name}
    unit.note("ptz.preset_removed", Scope(town), change)


def keep_tour(unit: Unit, town: str, camera: str, told: Tour) -> Tour:
    """Keep a tour as the successor of the version told.

    Raises UnfitError for presets that there aren't, CameraTakenError, StaleRowError,
    NotFoundError and MayNotError.
    """
    check_free(unit, town, camera)
    there = {one.number for one in presets_of(unit.connection, town, camera)}
    if not {step["preset"] for step in told.steps} <= there:
        raise UnfitError("steps")
    tours = tours_of(unit.connection, town, camera)
    before = next((one for one in tours if one.name == told.name), None)
    kept = _keep(unit, ptz_tour, _key(town, camera, name=told.name), before, told)
    unit.note("ptz.tour_kept", Scope(town), {"camera": camera, **asdict(kept)})
    return kept


def remove_tour(unit: Unit, town: str, camera: str, name: str, version: int) -> None:
    """Remove a tour; raises CameraTakenError, StaleRowError, NotFoundError and MayNotError."""
    check_free(unit, town, camera)
    tours = tours_of(unit.connection, town, camera)
    before = next((one for one in tours if one.name == name), None)
    if before is None:
        raise NotFoundError(name)
    _remove(unit, ptz_tour, _key(town, camera, name=name), before, version)
    unit.note("ptz.tour_removed", Scope(town), {"camera": camera, "name": name})


def change_head(unit: Unit, town: str, camera: str, told: Head) -> Head:
    """Change what the head does by itself, and its calibration: a shift leader or commander.

    Raises UnfitError, CameraTakenError, StaleRowError, NotFoundError and MayNotError.
    """
    check_steers(unit.actor.person, town)
    if not any(unit.actor.person.has(role, town) for role in _SETS_HEADS):
        raise MayNotError
    check_free(unit, town, camera)
    there = {one.number for one in presets_of(unit.connection, town, camera)}
    if told.home_preset is not None and told.home_preset not in there:
        raise UnfitError("home_preset")
    before = head_of(unit.connection, town, camera)
    kept = _keep(unit, ptz_head, _key(town, camera), before if before.version else None, told)
    unit.note("ptz.head_changed", Scope(town), {"camera": camera, **asdict(kept)})
    return kept


def _found(presets: Sequence[Preset], number: int) -> Preset:
    for one in presets:
        if one.number == number:
            return one
    raise NotFoundError(str(number))


def _key(town: str, camera: str, **more: object) -> dict[str, object]:
    return {"town": town, "camera": camera, **more}


def _keep(
    unit: Unit, table: Table, key: Mapping[str, object], before: Kept | None, told: Kept
) -> Kept:
    """Keep it with the next version; the camera is held, so nobody comes in between."""
    _check_version(table, before, told.version)
    kept = replace(told, version=told.version + 1)
    row = {**key, **asdict(kept)}
    if before is None:
        unit.connection.execute(insert(table).values(row))
    else:
        unit.connection.execute(update(table).where(_is(table, key)).values(row))
    return kept


def _remove(
    unit: Unit, table: Table, key: Mapping[str, object], before: Kept, version: int
) -> None:
    _check_version(table, before, version)
    unit.connection.execute(delete(table).where(_is(table, key)))


def _check_version(table: Table, before: Kept | None, version: int) -> None:
    if version != (0 if before is None else before.version):
        raise StaleRowError(table.name, None if before is None else asdict(before))


def _is(table: Table, key: Mapping[str, object]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in key.items()))
