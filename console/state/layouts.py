"""How a board is divided into panes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

MAX_SIDE = 12
_GRID = re.compile(r"([1-9][0-9]?)[x×*]([1-9][0-9]?)", re.IGNORECASE | re.ASCII)


class Direction(Enum):
    """An arrow key, as (columns, rows)."""

    LEFT = (-1, 0)
    RIGHT = (1, 0)
    UP = (0, -1)
    DOWN = (0, 1)


class Cell(NamedTuple):
    """A pane's place in units of the layout's grid."""

    column: int
    row: int
    column_span: int = 1
    row_span: int = 1


class PixelRect(NamedTuple):
    """A pane's place in device pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PaneLayout:
    """Panes on a grid of ``columns`` × ``rows``; the cells cover it without overlap."""

    name: str
    columns: int
    rows: int
    cells: tuple[Cell, ...]

    @property
    def pane_count(self) -> int:
        """How many panes there are."""
        return len(self.cells)

    def cell_rects(self, width: int, height: int, gap: int = 0) -> tuple[PixelRect, ...]:
        """Return each pane's rectangle on a board of ``width`` × ``height`` device pixels.

        Edges are shared and rounded once, so panes and gaps fill the board to the last pixel.
        """
        across = [column * (width + gap) // self.columns for column in range(self.columns + 1)]
        down = [row * (height + gap) // self.rows for row in range(self.rows + 1)]
        return tuple(
            PixelRect(
                across[cell.column],
                down[cell.row],
                max(0, across[cell.column + cell.column_span] - gap - across[cell.column]),
                max(0, down[cell.row + cell.row_span] - gap - down[cell.row]),
            )
            for cell in self.cells
        )

    def neighbour(self, index: int, direction: Direction) -> int:
        """Return the pane next to pane ``index``; itself at the edge of the board.

        Beside a large pane, the neighbour is the one nearest to its middle.
        """
        here = self.cells[index]
        beside = [
            (_offset(here, cell, direction), number)
            for number, cell in enumerate(self.cells)
            if _touches(here, cell, direction)
        ]
        return min(beside)[1] if beside else index


def _touches(here: Cell, cell: Cell, direction: Direction) -> bool:
    if direction is Direction.RIGHT:
        meets = cell.column == here.column + here.column_span
    elif direction is Direction.LEFT:
        meets = cell.column + cell.column_span == here.column
    elif direction is Direction.DOWN:
        meets = cell.row == here.row + here.row_span
    else:
        meets = cell.row + cell.row_span == here.row
    if direction in {Direction.LEFT, Direction.RIGHT}:
        return meets and cell.row < here.row + here.row_span and here.row < cell.row + cell.row_span
    return (
        meets
        and cell.column < here.column + here.column_span
        and here.column < cell.column + cell.column_span
    )


def _offset(here: Cell, cell: Cell, direction: Direction) -> int:
    """Return twice the distance of the middles across the direction of movement."""
    if direction in {Direction.LEFT, Direction.RIGHT}:
        return abs(2 * cell.row + cell.row_span - 2 * here.row - here.row_span)
    return abs(2 * cell.column + cell.column_span - 2 * here.column - here.column_span)


def _grid(name: str, columns: int, rows: int) -> PaneLayout:
    cells = tuple(Cell(column, row) for row in range(rows) for column in range(columns))
    return PaneLayout(name, columns, rows, cells)


def _one_large(name: str, side: int, large: int) -> PaneLayout:
    small = (
        Cell(column, row)
        for row in range(side)
        for column in range(side)
        if column >= large or row >= large
    )
    return PaneLayout(name, side, side, (Cell(0, 0, large, large), *small))


STANDARD_LAYOUTS: tuple[PaneLayout, ...] = (
    _grid("1", 1, 1),
    _grid("4", 2, 2),
    _grid("9", 3, 3),
    _grid("16", 4, 4),
    _grid("25", 5, 5),
    _grid("36", 6, 6),
    _grid("40", 8, 5),
    _grid("64", 8, 8),
    _one_large("1+5", 3, 2),
    _one_large("1+7", 4, 3),
    _one_large("1+12", 4, 2),
)


def parse_layout(text: str) -> PaneLayout:
    """Return the layout called ``text``: a standard name, or a grid as columns x rows (``8x5``).

    Raises ValueError that says what is possible.
    """
    asked = text.strip()
    for layout in STANDARD_LAYOUTS:
        if layout.name == asked:
            return layout
    match = _GRID.fullmatch(asked)
    if match is None:
        names = ", ".join(layout.name for layout in STANDARD_LAYOUTS)
        raise ValueError(f"unknown layout {asked[:20]!r}: use one of {names}, or a grid like 8x5")
    columns, rows = int(match[1]), int(match[2])
    if max(columns, rows) > MAX_SIDE:
        raise ValueError(f"layout {asked!r} is too large: at most {MAX_SIDE}x{MAX_SIDE}")
    for layout in STANDARD_LAYOUTS:
        if layout.cells == _grid(layout.name, columns, rows).cells:
            return layout
    return _grid(f"{columns}x{rows}", columns, rows)


def layout_for(count: int) -> PaneLayout:
    """Return the smallest standard grid with room for ``count`` streams, else the largest."""
    grids = [layout for layout in STANDARD_LAYOUTS if "+" not in layout.name]
    return next((layout for layout in grids if layout.pane_count >= count), grids[-1])
