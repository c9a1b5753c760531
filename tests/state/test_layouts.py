"""Layouts cover the board exactly and can be walked with the arrow keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state.layouts import (
    STANDARD_LAYOUTS,
    Direction,
    PaneLayout,
    layout_for,
    parse_layout,
)

some_grids = st.builds("{}x{}".format, st.integers(1, 12), st.integers(1, 12)).map(parse_layout)
layouts = st.sampled_from(STANDARD_LAYOUTS) | some_grids


def test_pane_counts_are_what_the_names_say() -> None:
    for layout in STANDARD_LAYOUTS:
        assert layout.pane_count == sum(int(part) for part in layout.name.split("+"))


@given(layouts)
def test_cells_cover_the_grid_once(layout: PaneLayout) -> None:
    units = [
        (cell.column + x, cell.row + y)
        for cell in layout.cells
        for x in range(cell.column_span)
        for y in range(cell.row_span)
    ]
    assert sorted(units) == [(x, y) for x in range(layout.columns) for y in range(layout.rows)]


@given(layouts, st.integers(120, 8000), st.integers(120, 5000), st.integers(0, 8))
def test_panes_and_gaps_fill_the_board(
    layout: PaneLayout, width: int, height: int, gap: int
) -> None:
    rects = layout.cell_rects(width, height, gap)
    assert min(rect.x for rect in rects) == min(rect.y for rect in rects) == 0
    assert max(rect.x + rect.width for rect in rects) == width
    assert max(rect.y + rect.height for rect in rects) == height
    # Each pane with its gap to the right and below: together exactly the board and its margin.
    areas = sum((rect.width + gap) * (rect.height + gap) for rect in rects)
    assert areas == (width + gap) * (height + gap)


@given(layouts, st.integers(0, 50), st.integers(0, 50), st.integers(0, 8))
def test_a_tiny_board_has_no_negative_panes(
    layout: PaneLayout, width: int, height: int, gap: int
) -> None:
    assert all(min(rect) >= 0 for rect in layout.cell_rects(width, height, gap))


@given(layouts, st.data())
def test_arrows_stay_on_the_board_and_move_the_right_way(
    layout: PaneLayout, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, layout.pane_count - 1))
    direction = data.draw(st.sampled_from(Direction))
    here, there = layout.cells[index], layout.cells[layout.neighbour(index, direction)]
    columns, rows = direction.value
    if here == there:
        edge = {
            Direction.LEFT: here.column == 0,
            Direction.UP: here.row == 0,
            Direction.RIGHT: here.column + here.column_span == layout.columns,
            Direction.DOWN: here.row + here.row_span == layout.rows,
        }
        assert edge[direction]
    else:
        assert (there.column - here.column) * columns + (there.row - here.row) * rows > 0


def test_arrows_in_a_grid() -> None:
    grid = parse_layout("8x5")
    assert grid.neighbour(9, Direction.LEFT) == 8
    assert grid.neighbour(9, Direction.RIGHT) == 10
    assert grid.neighbour(9, Direction.UP) == 1
    assert grid.neighbour(9, Direction.DOWN) == 17
    assert grid.neighbour(7, Direction.RIGHT) == 7


def test_every_small_pane_leads_back_to_the_large_one() -> None:
    layout = parse_layout("1+7")
    assert layout.neighbour(layout.neighbour(0, Direction.RIGHT), Direction.LEFT) == 0
    assert layout.neighbour(layout.neighbour(0, Direction.DOWN), Direction.UP) == 0


@pytest.mark.parametrize(
    ("text", "name"), [("8x5", "40"), (" 40 ", "40"), ("1+7", "1+7"), ("3×2", "3x2"), ("2X2", "4")]
)
def test_names(text: str, name: str) -> None:
    assert parse_layout(text).name == name


@pytest.mark.parametrize("text", ["", "7", "0x5", "8x", "13x1", "99x99", "1+6", "八x五", "-1x2"])
def test_unknown_names_are_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"layout"):
        parse_layout(text)


@given(st.text(max_size=12))
def test_any_text_is_a_layout_or_a_value_error(text: str) -> None:
    try:
        layout = parse_layout(text)
    except ValueError:
        return
    assert 1 <= layout.pane_count <= 144


def test_layout_for_a_number_of_streams() -> None:
    assert [layout_for(n).name for n in (0, 1, 2, 10, 37, 41, 900)] == [
        *("1", "1", "4", "16", "40", "64", "64")
    ]
