"""Grids: their codes, which grid a place belongs to, and which grids border on each other."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from backend.domain.areas import Area, Edge, edges, segment_distance
from backend.domain.geo import LocalPlane, Position, Window

BORDER_GAP_M: Final = 3.0
"""Edges of two grids this near run along each other: drawn by hand, they seldom meet."""
MIN_BORDER_M: Final = 10.0
"""Grids that share less touch in a corner."""
_CELL_DEG: Final = 0.01
_MAX_CELLS: Final = 40_000


class GridKind(StrEnum):
    """What a grid is for."""

    RESIDENTIAL = "residential"
    DEDICATED = "dedicated"
    """One place with its own people inside the others: a market, a school, a factory estate."""

    @property
    def zh(self) -> str:
        """The word that people say."""
        return "专属网格" if self is GridKind.DEDICATED else "人居网格"


_OWN: Final = re.compile(r"([A-Z]{2,6})([0-9]{2})-(Z?)([0-9]{2,3})")
_NATIONAL: Final = re.compile(r"([0-9]{9})([0-9]{3})([0-9]{3})")


@dataclass(frozen=True, slots=True)
class GridCode:
    """Town, village and grid of a code.

    Two forms: the town's own, `FX01-05` with `FX01-Z05` for dedicated grids; and digits alone,
    nine of the town, three of the village, three of the grid, which don't tell the kind.
    """

    town: str
    village: str
    number: str
    kind: GridKind | None

    @classmethod
    def parse(cls, text: str) -> GridCode:
        """Return the parts of a code; raises ValueError for anything else, also lower case."""
        if own := _OWN.fullmatch(text):
            town, village, dedicated, number = own.groups()
            kind = GridKind.DEDICATED if dedicated else GridKind.RESIDENTIAL
        elif national := _NATIONAL.fullmatch(text):
            (town, village, number), kind = national.groups(), None
        else:
            raise ValueError("not a grid's code")
        if not int(village) or not int(number):
            raise ValueError("villages and grids are counted from 1")
        return cls(town, town + village, number, kind)


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid of a town; raises ValueError for a bad code, or one that tells another kind."""

    code: str
    name: str
    kind: GridKind
    area: Area

    def __post_init__(self) -> None:
        told = GridCode.parse(self.code).kind
        if told not in {None, self.kind}:
            raise ValueError("the code tells another kind of grid")

    @property
    def town(self) -> str:
        """The town's part of the code."""
        return GridCode.parse(self.code).town

    @property
    def village(self) -> str:
        """The village's code: it begins with the town's."""
        return GridCode.parse(self.code).village


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A grid that borders on another; `border_m` is 0 where one lies over the other only."""

    code: str
    border_m: float


Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GridMap:
    """Grids for looking up by place; raises ValueError for a code given twice."""

    grids: tuple[Grid, ...]
    _by_code: dict[str, Grid] = field(init=False, repr=False, compare=False)
    _by_cell: dict[Cell, list[Grid]] = field(init=False, repr=False, compare=False)
    _everywhere: list[Grid] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code = {grid.code: grid for grid in self.grids}
        if len(by_code) != len(self.grids):
            raise ValueError("a grid's code is given twice")
        by_cell: defaultdict[Cell, list[Grid]] = defaultdict(list)
        everywhere = []
        for grid in sorted(self.grids, key=_precedence):
            if _cell_count(grid.area.window) > _MAX_CELLS:
                everywhere.append(grid)
                continue
            for cell in _cells(grid.area.window):
                by_cell[cell].append(grid)
        object.__setattr__(self, "_by_code", by_code)
        object.__setattr__(self, "_by_cell", dict(by_cell))
        object.__setattr__(self, "_everywhere", everywhere)

    def grid(self, code: str) -> Grid | None:
        """Return the grid of a code."""
        return self._by_code.get(code)

    def grids_at(self, position: Position) -> tuple[Grid, ...]:
        """Return all grids that hold a place, edges included, the one it belongs to first.

        A dedicated grid goes before a residential one: it has its own people for that very
        place. Among grids of one kind the smaller goes first, then the lower code.
        """
        near = self._by_cell.get(_cell(position.longitude, position.latitude), [])
        holding = [grid for grid in (*near, *self._everywhere) if grid.area.contains(position)]
        return tuple(sorted(holding, key=_precedence) if self._everywhere else holding)

    def grid_of(self, position: Position) -> Grid | None:
        """Return the grid a place belongs to, None outside all."""
        return next(iter(self.grids_at(position)), None)

    def neighbours(self, code: str) -> tuple[Neighbour, ...]:
        """Return the grids along a grid's border, the longest border first, then those over it.

        A border is shared where edges run within 3 m of each other, 10 m in all. Grids that
        overlap without such a border (a dedicated one inside a residential one) are neighbours
        too. Raises KeyError for an unknown code.
        """
        grid = self._by_code[code]
        plane = LocalPlane(grid.area.middle)
        near = {other.code: other for cell in _cells_around(grid) for other in self._cell(cell)}
        near.update((other.code, other) for other in self._everywhere)
        if grid in self._everywhere:
            near = dict(self._by_code)
        found = []
        for other in near.values():
            if other.code == code or not _windows_meet(grid.area.window, other.area.window):
                continue
            border = _shared_border_m(grid.area, other.area, plane)
            if border >= MIN_BORDER_M:
                found.append(Neighbour(other.code, border))
            elif _overlap(grid.area, other.area):
                found.append(Neighbour(other.code, 0.0))
        return tuple(sorted(found, key=lambda n: (-n.border_m, n.code)))

    def _cell(self, cell: Cell) -> list[Grid]:
        return self._by_cell.get(cell, [])


def _precedence(grid: Grid) -> tuple[bool, int, str]:
    # Whole square metres, so that equal grids are ordered by code and not by rounding.
    return grid.kind is not GridKind.DEDICATED, round(grid.area.size_m2), grid.code


def _cell(longitude: float, latitude: float) -> Cell:
    return math.floor(longitude / _CELL_DEG), math.floor(latitude / _CELL_DEG)


def _cell_count(window: Window) -> int:
    low, high = _cell(window.west, window.south), _cell(window.east, window.north)
    return (high[0] - low[0] + 3) * (high[1] - low[1] + 3)


def _cells(window: Window) -> Iterator[Cell]:
    """The cells of a window and those around them, so that a cell also holds what's near it."""
    low, high = _cell(window.west, window.south), _cell(window.east, window.north)
    for x in range(low[0] - 1, high[0] + 2):
        for y in range(low[1] - 1, high[1] + 2):
            yield x, y


def _cells_around(grid: Grid) -> Iterator[Cell]:
    return _cells(grid.area.window) if _cell_count(grid.area.window) <= _MAX_CELLS else iter(())


def _windows_meet(a: Window, b: Window) -> bool:
    """Whether windows come within the gap of a border; a degree of longitude may be short."""
    up = 2 * BORDER_GAP_M / 110_000
    across = up / max(0.01, math.cos(math.radians(a.north)))
    return (
        a.west - across <= b.east
        and b.west - across <= a.east
        and a.south - up <= b.north
        and b.south - up <= a.north
    )


Point = tuple[float, float]
Segment = tuple[Point, Point]


def _segments(area: Area, plane: LocalPlane) -> list[Segment]:
    def local(edge: Edge) -> Segment:
        return plane.metres(edge[0]), plane.metres(edge[1])

    return [local(e) for p in area.polygons for ring in p.rings for e in edges(ring)]


def _shared_border_m(a: Area, b: Area, plane: LocalPlane) -> float:
    """Metres of the edges of one area along which an edge of the other runs."""
    ours, theirs = _segments(a, plane), _segments(b, plane)
    our_box, their_box = _box(ours), _box(theirs)
    near = [segment for segment in theirs if not _apart(segment, our_box)]
    return sum(_covered_m(segment, near) for segment in ours if not _apart(segment, their_box))


def _box(segments: list[Segment]) -> Segment:
    """The lower left and upper right corner around segments."""
    xs = [point[0] for segment in segments for point in segment]
    ys = [point[1] for segment in segments for point in segment]
    return (min(xs), min(ys)), (max(xs), max(ys))


def _covered_m(segment: Segment, others: list[Segment]) -> float:
    """Metres of a segment that others run along; what two of them cover counts once."""
    stretches = sorted(s for s in (_alongside(segment, other) for other in others) if s)
    covered, reached = 0.0, 0.0
    for start, end in stretches:
        covered += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def _alongside(segment: Segment, other: Segment) -> tuple[float, float] | None:
    """The stretch of a segment, in metres from its start, beside which the other lies."""
    (x, y), (end_x, end_y) = segment
    length = math.hypot(end_x - x, end_y - y)
    if length == 0 or _apart(segment, other):
        return None
    unit_x, unit_y = (end_x - x) / length, (end_y - y) / length
    ends = sorted(
        ((px - x) * unit_x + (py - y) * unit_y, (py - y) * unit_x - (px - x) * unit_y)
        for px, py in other
    )
    (start, start_off), (stop, stop_off) = ends
    low, high = max(0.0, start), min(length, stop)
    if high <= low:
        return None
    slope = (stop_off - start_off) / (stop - start)
    if abs(slope) * (high - low) > 1e-9:
        # Where it comes near and leaves again, going by how it slants.
        near = sorted((gap - start_off) / slope + start for gap in (-BORDER_GAP_M, BORDER_GAP_M))
        low, high = max(low, near[0]), min(high, near[1])
    elif abs(start_off) > BORDER_GAP_M:
        return None
    return (low, high) if high > low else None


def _apart(a: Segment, b: Segment) -> bool:
    """Whether the boxes of two segments are farther apart than a border's gap."""
    (ax, ay), (a_end_x, a_end_y) = a
    (bx, by), (b_end_x, b_end_y) = b
    return (
        min(ax, a_end_x) - BORDER_GAP_M > max(bx, b_end_x)
        or min(bx, b_end_x) - BORDER_GAP_M > max(ax, a_end_x)
        or min(ay, a_end_y) - BORDER_GAP_M > max(by, b_end_y)
        or min(by, b_end_y) - BORDER_GAP_M > max(ay, a_end_y)
    )


def _overlap(a: Area, b: Area) -> bool:
    """Whether a corner of one lies well inside the other."""
    return _reaches_into(a, b) or _reaches_into(b, a)


def _reaches_into(a: Area, b: Area) -> bool:
    return any(_strictly_in(corner, b) for polygon in a.polygons for corner in polygon.outer)


def _strictly_in(corner: Position, area: Area) -> bool:
    """Inside by more than a border's gap: corners on a common border are in neither."""
    if not area.contains(corner):
        return False
    plane = LocalPlane(corner)
    return all(
        segment_distance((0.0, 0.0), plane.metres(a), plane.metres(b)) > BORDER_GAP_M
        for polygon in area.polygons
        for ring in polygon.rings
        for a, b in edges(ring)
    )
