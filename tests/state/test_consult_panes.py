"""Live pictures on a table: what one console lays there, another shows."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from console.state.board import BoardState
from console.state.consult_panes import MOST, board_of, changes, frozen_panes
from console.state.layouts import layout_for

SHARES = st.tuples(st.floats(0, 1), st.floats(0, 1))
CAMERAS = st.lists(st.sampled_from(["C1", "C2", "C3", "C4", "C5"]), unique=True, max_size=MOST)


def laid(items: dict[str, Any], board: BoardState) -> dict[str, Any]:
    """The table after a board was laid on it."""
    after = dict(items)
    for id_, one in changes(items, board).items():
        if one is None:
            after.pop(id_, None)
        else:
            after[id_] = one
    return after


@given(CAMERAS, SHARES, st.floats(1, 40), st.integers(0, MOST - 1))
def test_another_console_shows_what_this_one_laid(
    cameras: list[str], at: tuple[float, float], factor: float, pane: int
) -> None:
    board = BoardState.empty(layout_for(MOST)).filled(cameras).zoomed(pane, at, factor)
    items = laid({}, board)
    shown = board_of(items)
    assert [one for one in shown.cameras if one] == cameras
    assert changes(items, shown) == {}


@given(CAMERAS, CAMERAS)
def test_another_board_takes_off_what_it_lacks(before: list[str], after: list[str]) -> None:
    items = laid({}, BoardState.empty(layout_for(MOST)).filled(before))
    items = laid(items, BoardState.empty(layout_for(MOST)).filled(after))
    assert [one for one in board_of(items).cameras if one] == after


def test_a_picture_stands_still_while_its_camera_stays() -> None:
    board = BoardState.empty(layout_for(MOST)).filled(["C1", "C2"])
    items = laid({}, board)
    items["pane:1"] = {**items["pane:1"], "frozen": "f1"}
    assert frozen_panes(items) == {0: "f1"}
    zoomed = laid(items, board_of(items).zoomed(0, (0.5, 0.5), 2.0))
    assert frozen_panes(zoomed) == {0: "f1"}
    other = laid(items, board_of(items).assigned(0, "C3"))
    assert frozen_panes(other) == {}


def test_what_a_table_tells_wrongly_is_shown_as_well_as_can_be() -> None:
    items: dict[str, Any] = {
        "pane:1": {"kind": "pane", "camera": "C1", "zoom": [0.9, 0.9, 0.5, 0.5], "frozen": None},
        "pane:2": {"kind": "pane", "camera": "C1", "zoom": None, "frozen": None},
    }
    board = board_of(items)
    assert board.cameras == ("C1", None, None, None)
    assert board.panes[0].zoom.left == 0.5
