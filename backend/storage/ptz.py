"""What is kept of a PTZ camera: who steers it, its presets, tours and settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, select

from backend.domain.ptz import Lease
from backend.storage.tables import camera, ptz_head, ptz_lease, ptz_preset, ptz_tour


@dataclass(frozen=True, slots=True)
class Head:
    """What a camera does by itself; `home_preset` None is the device's own home position."""

    home_after_s: int
    home_preset: int | None
    calibration: Mapping[str, Any] | None
    version: int


NO_HEAD = Head(0, None, None, 0)
"""Of a camera for which nothing is kept."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A kept position: pan and tilt -1 to 1, zoom 0 to 1, `picture` by its SHA-256."""

    number: int
    name: str
    pan: float
    tilt: float
    zoom: float
    token: str
    picture: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Tour:
    """Presets one after another; a step has `preset`, `dwell_s` and `speed`."""

    name: str
    steps: list[dict[str, Any]]
    version: int


def is_of(table: Table, town: str, camera_id: str) -> ColumnElement[bool]:
    """Return the condition that a row is of a town's camera."""
    return (table.c.town == town) & (table.c.camera == camera_id)


def is_camera(
    connection: Connection, town: str, camera_id: str, *, to_change: bool = False
) -> bool:
    """Whether the town has the camera; `to_change` holds it: what is kept of it has one writer."""
    query = select(camera.c.id).where(camera.c.id == camera_id, camera.c.town == town)
    if to_change:
        query = query.with_for_update(key_share=True)
    return connection.execute(query).one_or_none() is not None


def lease_of(connection: Connection, town: str, camera_id: str) -> Lease | None:
    """Return the last lease that is known, which may be over."""
    row = _row(connection, ptz_lease, town, camera_id)
    return None if row is None else _lease(row)


def leases_of(connection: Connection, town: str, now: datetime) -> list[Lease]:
    """Return who steers which of a town's cameras."""
    query = select(ptz_lease).where(ptz_lease.c.town == town, ptz_lease.c.expires_at > now)
    return [_lease(row) for row in connection.execute(query.order_by(ptz_lease.c.camera))]


def head_of(connection: Connection, town: str, camera_id: str) -> Head:
    """Return a head's settings."""
    row = _row(connection, ptz_head, town, camera_id)
    if row is None:
        return NO_HEAD
    return Head(row.home_after_s, row.home_preset, row.calibration, row.version)


def presets_of(connection: Connection, town: str, camera_id: str) -> list[Preset]:
    """Return a camera's presets by number."""
    query = select(ptz_preset).where(is_of(ptz_preset, town, camera_id))
    rows = connection.execute(query.order_by(ptz_preset.c.number))
    return [Preset(**_without_camera(row)) for row in rows]


def tours_of(connection: Connection, town: str, camera_id: str) -> list[Tour]:
    """Return a camera's tours by name."""
    query = select(ptz_tour).where(is_of(ptz_tour, town, camera_id)).order_by(ptz_tour.c.name)
    return [Tour(**_without_camera(row)) for row in connection.execute(query)]


def tours_with(tours: Iterable[Tour], number: int) -> list[str]:
    """Return the names of tours that go to a preset."""
    return [tour.name for tour in tours if any(step["preset"] == number for step in tour.steps)]


def _row(connection: Connection, table: Table, town: str, camera_id: str) -> Row[Any] | None:
    return connection.execute(select(table).where(is_of(table, town, camera_id))).one_or_none()


def _lease(row: Row[Any]) -> Lease:
    return Lease(row.camera, row.person, row.name, row.rank, row.seat, row.taken_at, row.expires_at)


def _without_camera(row: Row[Any]) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name not in {"town", "camera"}}
