"""Lines are thinned out without losing their ends or their shape."""

from __future__ import annotations

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from widgets.drawing_values import rounded, simplified

POINTS = st.lists(st.tuples(st.floats(0, 2000), st.floats(0, 2000)), max_size=80)


@given(POINTS, st.floats(0.5, 50))
def test_both_ends_stay_and_neighbours_keep_apart(
    points: list[tuple[float, float]], least: float
) -> None:
    kept = simplified(points, least)
    assert kept[:1] == points[:1]
    assert kept[-1:] == points[-1:]
    for one, two in pairwise(kept[:-1]):
        assert math.dist(one, two) >= least


@given(POINTS, st.floats(0.5, 50))
def test_no_point_is_far_from_what_is_kept(points: list[tuple[float, float]], least: float) -> None:
    kept = simplified(points, least)
    for point in points:
        assert min(math.dist(point, other) for other in kept) <= 2 * least


def test_a_long_line_fits_and_keeps_its_shape() -> None:
    circle = [(500 + 400 * math.cos(a / 900), 500 + 400 * math.sin(a / 900)) for a in range(5600)]
    kept = simplified(circle, 1.5 / 1000, most=200)
    assert 2 <= len(kept) <= 200
    assert kept[0] == circle[0]
    assert kept[-1] == circle[-1]
    for point in circle[::50]:
        assert min(math.dist(point, other) for other in kept) < 25


def test_rounding_leaves_out_what_falls_together() -> None:
    assert rounded([(0.12344, 0.5), (0.12341, 0.5), (0.2, 0.5)], 4) == (
        (0.1234, 0.5),
        (0.2, 0.5),
    )
    assert rounded([(120.1234567, 30.0000004)], 6) == ((120.123457, 30.0),)
