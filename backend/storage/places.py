"""Grids and places that matter, looked up by position."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, insert, select, update

from backend.domain.areas import Area, Polygon
from backend.domain.geo import Position, Window, distance_m, window_around
from backend.domain.grids import Grid, GridKind, GridMap
from backend.storage.tables import grid, place


def add_grids(connection: Connection, town: str, grids: Iterable[Grid]) -> None:
    """Keep new grids of a town."""
    rows = [{"town": town, **_grid_row(one)} for one in grids]
    if rows:
        connection.execute(insert(grid), rows)


def change_grid(connection: Connection, one: Grid) -> None:
    """Keep what a grid has become."""
    values = {**_grid_row(one), "version": grid.c.version + 1}
    connection.execute(update(grid).where(grid.c.code == one.code).values(values))


def grid_at(connection: Connection, town: str, position: Position) -> Grid | None:
    """Return the grid that a position belongs to, None outside all."""
    lon, lat = position.longitude, position.latitude
    query = select(grid).where(
        grid.c.town == town,
        grid.c.west <= lon,
        grid.c.east >= lon,
        grid.c.south <= lat,
        grid.c.north >= lat,
    )
    return GridMap(tuple(map(_grid, connection.execute(query)))).grid_of(position)


def find_grid(connection: Connection, code: str) -> Grid | None:
    """Return the grid of a code."""
    row = connection.execute(select(grid).where(grid.c.code == code)).one_or_none()
    return None if row is None else _grid(row)


def grids_of(connection: Connection, town: str) -> list[Grid]:
    """Return a town's grids by code."""
    query = select(grid).where(grid.c.town == town).order_by(grid.c.code)
    return [_grid(row) for row in connection.execute(query)]


def nearest_places(
    connection: Connection, town: str, centre: Position, radius_m: float
) -> dict[str, float]:
    """Return metres to the nearest place of each kind within a radius."""
    query = select(place.c.kind, place.c.lon, place.c.lat).where(
        place.c.town == town, is_within(place, window_around(centre, radius_m))
    )
    nearest: dict[str, float] = {}
    for row in connection.execute(query):
        metres = distance_m(centre, Position(row.lon, row.lat))
        if metres <= min(radius_m, nearest.get(row.kind, radius_m)):
            nearest[row.kind] = metres
    return nearest


def is_within(table: Table, window: Window) -> ColumnElement[bool]:
    """Return the condition that a row's position lies in a window that crosses no date line."""
    return and_(
        table.c.lon.between(window.west, window.east),
        table.c.lat.between(window.south, window.north),
    )


def _grid_row(one: Grid) -> dict[str, object]:
    window = one.area.window
    return {
        "code": one.code,
        "village": one.village,
        "name": one.name,
        "kind": one.kind.value,
        "area": [
            [[[p.longitude, p.latitude] for p in ring] for ring in polygon.rings]
            for polygon in one.area.polygons
        ],
        "west": window.west,
        "south": window.south,
        "east": window.east,
        "north": window.north,
    }


def _grid(row: Any) -> Grid:
    polygons = []
    for rings in row.area:
        outer, *holes = [tuple(Position(*corner) for corner in ring) for ring in rings]
        polygons.append(Polygon(outer, tuple(holes)))
    return Grid(row.code, row.name, GridKind(row.kind), Area(tuple(polygons)))
