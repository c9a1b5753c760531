"""The grids of the invented town: 192 cells of its villages, and places that are grids themselves.

Local coordinates are the town's, metres east and north of its crossing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.town import PLACES, VILLAGES, Place, Point, position
from simulator.town_cameras import CAMERA_ROWS

COLUMNS, ROWS = 16, 12
HALF_M = 3000.0
CELL_W_M, CELL_H_M = 2 * HALF_M / COLUMNS, 2 * HALF_M / ROWS
DEDICATED = (
    "枫溪农贸市场",
    "枫溪镇中心小学",
    "枫溪中学",
    "枫溪镇卫生院",
    "恒丰纺织厂",
    "永盛五金厂",
    "枫溪化工仓储",
    "枫溪客运站",
)


@dataclass(frozen=True, slots=True)
class TownGrid:
    """A grid: its code, name, village, kind and outline in local metres."""

    code: str
    name: str
    village: str
    kind: str
    outline: tuple[Point, ...]

    @property
    def middle(self) -> Point:
        """The middle of the outline."""
        xs, ys = zip(*self.outline, strict=True)
        return sum(xs) / len(xs), sum(ys) / len(ys)


def grid_at(x: float, y: float) -> TownGrid:
    """Return the grid of a point; outside the town the nearest cell."""
    for grid in _DEDICATED:
        (left, bottom), (right, top) = grid.outline[0], grid.outline[2]
        if left <= x <= right and bottom <= y <= top:
            return grid
    return _CELLS[_cell(x, y)]


def geojson(grids: Sequence[TownGrid]) -> dict[str, object]:
    """Return grids as GeoJSON in WGS-84."""
    return {"type": "FeatureCollection", "features": [_feature(grid) for grid in grids]}


def _feature(grid: TownGrid) -> dict[str, object]:
    ring = [list(position(x, y)) for x, y in (*grid.outline, grid.outline[0])]
    properties = {"code": grid.code, "name": grid.name, "kind": grid.kind}
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _cell(x: float, y: float) -> tuple[int, int]:
    column = min(COLUMNS - 1, max(0, int((x + HALF_M) // CELL_W_M)))
    return column, min(ROWS - 1, max(0, int((y + HALF_M) // CELL_H_M)))


def _village_of(x: float, y: float) -> str:
    """The village of the nearest camera: who hangs one up belongs there."""
    nearest = min(CAMERA_ROWS, key=lambda row: (row[3] - x) ** 2 + (row[4] - y) ** 2)
    return nearest[1]


def _cells() -> dict[tuple[int, int], TownGrid]:
    found, counted = {}, dict.fromkeys(VILLAGES, 0)
    for row in range(ROWS):
        for column in range(COLUMNS):
            left, bottom = column * CELL_W_M - HALF_M, row * CELL_H_M - HALF_M
            village = _village_of(left + CELL_W_M / 2, bottom + CELL_H_M / 2)
            counted[village] += 1
            number = counted[village]
            found[column, row] = TownGrid(
                f"FX{VILLAGES.index(village) + 1:02d}-{number:02d}",
                f"{village}第{number}网格",
                village,
                "residential",
                _box(left, bottom, left + CELL_W_M, bottom + CELL_H_M),
            )
    return found


def _dedicated() -> list[TownGrid]:
    places = {place.name: place for place in PLACES}
    found, counted = [], dict.fromkeys(VILLAGES, 0)
    for name in DEDICATED:
        outline = _outline(places[name])
        village = _CELLS[_cell(*_middle(outline))].village
        counted[village] += 1
        code = f"FX{VILLAGES.index(village) + 1:02d}-Z{counted[village]:02d}"
        found.append(TownGrid(code, f"{name}专属网格", village, "dedicated", outline))
    return found


def _outline(place: Place) -> tuple[Point, ...]:
    xs, ys = zip(*place.outline, strict=True)
    return _box(min(xs), min(ys), max(xs), max(ys))


def _middle(outline: Sequence[Point]) -> Point:
    return (outline[0][0] + outline[2][0]) / 2, (outline[0][1] + outline[2][1]) / 2


def _box(left: float, bottom: float, right: float, top: float) -> tuple[Point, ...]:
    return (left, bottom), (right, bottom), (right, top), (left, top)


_CELLS = _cells()
_DEDICATED = _dedicated()
TOWN_GRIDS: tuple[TownGrid, ...] = (*_CELLS.values(), *_DEDICATED)
