"""A board never shows a camera twice and always comes back to what was there."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state.board import BoardState, PictureFit
from console.state.board_dict import board_from_dict, board_to_dict
from console.state.layouts import STANDARD_LAYOUTS, Direction, parse_layout
from console.state.saved_layouts import SavedLayouts
from console.state.zoom_region import MAX_ZOOM, WHOLE, ZoomRegion

Change = Callable[[BoardState], BoardState]
shares = st.floats(0, 1)
points = st.tuples(shares, shares)
factors = st.floats(0.1, 10)
cameras = st.integers(0, 30).map("C{:03d}".format)
indexes = st.integers(0, 63)


def on_board(act: Callable[[BoardState, int], BoardState], pane: int) -> Change:
    return lambda board: act(board, pane % len(board.panes))


changes: st.SearchStrategy[Change] = st.one_of(
    st.builds(lambda i, c: on_board(lambda b, p: b.assigned(p, c), i), indexes, cameras),
    st.builds(
        lambda i, j: on_board(lambda b, p: b.swapped(p, j % len(b.panes)), i), indexes, indexes
    ),
    st.builds(lambda i: on_board(BoardState.removed, i), indexes),
    st.builds(lambda i: on_board(BoardState.enlarge, i), indexes),
    st.just(BoardState.restored),
    st.builds(lambda i: on_board(BoardState.with_selected, i), indexes),
    st.sampled_from(Direction).map(lambda d: lambda b: b.moved(d)),
    st.sampled_from(STANDARD_LAYOUTS).map(lambda new: lambda b: b.with_layout(new)),
    st.builds(
        lambda i, at, f: on_board(lambda b, p: b.zoomed(p, at, f), i), indexes, points, factors
    ),
    st.builds(lambda i, by: on_board(lambda b, p: b.panned(p, by), i), indexes, points),
    st.sampled_from(PictureFit).map(lambda fit: lambda b: b.with_fit(fit)),
)


def played(start: BoardState, steps: list[Change]) -> BoardState:
    for step in steps:
        start = step(start)
    return start


boards = st.builds(
    played,
    st.sampled_from(STANDARD_LAYOUTS).map(BoardState.empty),
    st.lists(changes, max_size=15),
)


@given(boards)
def test_no_camera_is_there_twice(board: BoardState) -> None:
    shown = [content.camera for content in (*board.panes, *board.parked) if content.camera]
    assert len(shown) == len(set(shown))


@given(boards, indexes, st.lists(st.tuples(points, factors), max_size=3), indexes)
def test_enlarging_and_restoring_changes_nothing(
    board: BoardState, index: int, zooms: list[tuple[tuple[float, float], float]], other: int
) -> None:
    before = board.restored()
    pane = index % len(before.panes)
    enlarged = before.enlarge(pane)
    for at, factor in zooms:
        enlarged = enlarged.zoomed(pane, at, factor)
    assert enlarged.with_selected(other % len(before.panes)).restored() == before or (
        enlarged.enlarged is None
    )
    assert (enlarged.enlarged is None) == (before.panes[pane].camera is None)


@given(boards, st.sampled_from(STANDARD_LAYOUTS))
def test_a_layout_keeps_order_and_forgets_no_camera(board: BoardState, new: object) -> None:
    order = [c.camera for c in (*board.panes, *board.parked) if c.camera]
    for layout in STANDARD_LAYOUTS:
        changed = board.with_layout(layout)
        assert [c.camera for c in (*changed.panes, *changed.parked) if c.camera] == order
        if changed.parked:
            assert changed.next_free() is None


def test_a_full_board_comes_back_after_a_smaller_layout() -> None:
    full = BoardState.empty(parse_layout("40")).filled(f"C{i}" for i in range(50))
    nine = full.with_layout(parse_layout("9"))
    assert nine.cameras == tuple(f"C{i}" for i in range(9))
    assert nine.with_layout(parse_layout("40")).cameras == full.cameras


@given(boards, indexes, cameras)
def test_assigning_puts_it_there(board: BoardState, index: int, camera: str) -> None:
    pane = index % len(board.panes)
    there, before = board.panes[pane].camera, board.pane_of(camera)
    after = board.assigned(pane, camera)
    assert after.panes[pane].camera == camera
    if before is not None:
        assert after.panes[before].camera == there or before == pane


@given(boards)
def test_dict_and_back(board: BoardState) -> None:
    assert board_from_dict(json.loads(json.dumps(board_to_dict(board)))) == board


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(
    boards, st.sampled_from(sorted(board_to_dict(BoardState.empty(parse_layout("1"))))), st.data()
)
def test_a_broken_dict_is_a_value_error(board: BoardState, key: str, data: st.DataObject) -> None:
    broken = board_to_dict(board)
    broken[key] = data.draw(json_values | st.lists(json_values.map(lambda v: {"camera": v})))
    with suppress(ValueError):
        assert isinstance(board_from_dict(broken), BoardState)


@pytest.mark.parametrize("pane", [-1, 4])
def test_a_pane_that_is_not_there_is_refused(pane: int) -> None:
    board = BoardState.empty(parse_layout("4"))
    with pytest.raises(ValueError, match=str(pane)):
        board.assigned(pane, "C001")


def test_changing_the_enlarged_pane_ends_the_enlargement() -> None:
    board = BoardState.empty(parse_layout("4")).filled(["A", "B"]).enlarge(1)
    assert board.removed(0).enlarged == board.enlarged
    assert board.removed(1).enlarged is None
    assert board.moved(Direction.LEFT).selected == 1


@given(st.lists(st.tuples(points, factors), max_size=10), points, st.floats(1, 5))
def test_wheel_keeps_the_point_under_it(
    steps: list[tuple[tuple[float, float], float]], at: tuple[float, float], factor: float
) -> None:
    region = WHOLE
    for step_at, step_factor in steps:
        region = region.zoomed(step_at, step_factor)
    closer = region.zoomed(at, factor)
    assert closer.left + at[0] * closer.span == pytest.approx(region.left + at[0] * region.span)
    assert closer.top + at[1] * closer.span == pytest.approx(region.top + at[1] * region.span)
    assert 1 <= closer.factor <= MAX_ZOOM


def test_dragging_right_shows_more_of_the_left() -> None:
    assert ZoomRegion(0.25, 0.25, 0.5).panned((0.2, 0)).left == pytest.approx(0.15)
    assert ZoomRegion(0.25, 0.25, 0.5).panned((9, -9)) == ZoomRegion(0, 0.5, 0.5)


def test_saved_layouts_have_unique_names() -> None:
    board = BoardState.empty(parse_layout("4")).filled(["A"])
    saved = SavedLayouts().saved(" 夜班 ", board.enlarge(0)).saved("Day", board)
    assert saved.names == ("夜班", "Day")
    assert saved.board("夜班") == board
    assert saved.saved("DAY", board).names == ("夜班", "DAY")
    assert saved.renamed("day", "Day ").names == ("夜班", "Day")
    with pytest.raises(ValueError, match="already"):
        saved.renamed("Day", "夜班")
    with pytest.raises(KeyError):
        saved.deleted("Day").board("Day")
    assert SavedLayouts.from_dict(json.loads(json.dumps(saved.to_dict()))) == saved


@given(st.dictionaries(st.sampled_from(["version", "saved"]), json_values | st.just(1)))
def test_broken_saved_layouts_are_a_value_error(data: dict[str, object]) -> None:
    with suppress(ValueError):
        assert SavedLayouts.from_dict(data).names == ()


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "a\x00b"])
def test_unusable_names_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        SavedLayouts().saved(name, BoardState.empty(parse_layout("1")))
