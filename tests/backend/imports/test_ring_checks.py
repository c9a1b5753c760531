"""Crossings of rings, against comparing every edge with every other in exact numbers."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.areas import Ring, edges
from backend.domain.geo import Position
from backend.imports.ring_checks import PairBudget, TooTangledError, first_crossing, rings_cross

Point = tuple[Fraction, Fraction]


def ring(*corners: tuple[float, float]) -> Ring:
    return tuple(Position(120 + x, 30 + y) for x, y in corners)


@pytest.mark.parametrize(
    "corners",
    [
        ((0, 0), (1, 0), (1, 1), (0, 1)),
        ((0, 0), (2, 0), (2, 2), (1, 0.5), (0, 2)),
        ((0, 0), (1, 0), (2, 0), (2, 1)),
    ],
)
def test_sound_rings(corners: tuple[tuple[float, float], ...]) -> None:
    assert first_crossing(ring(*corners), PairBudget()) is None
    assert first_crossing(ring(*corners[::-1]), PairBudget()) is None


@pytest.mark.parametrize(
    "corners",
    [
        ((0, 0), (1, 1), (1, 0), (0, 1)),
        ((0, 0), (2, 0), (2, 2), (1, 0), (0, 2)),
        ((0, 0), (2, 0), (2, 2), (1, 1), (0, 2), (0, 1), (1, 1), (0.5, 0.5)),
        ((0, 0), (2, 0), (3, 0), (1, 0), (1, 1)),
        ((0, 0), (2, 0), (2, 1), (4, 1), (2, 1), (2, 2), (0, 2)),
    ],
)
def test_crossing_and_touching_rings(corners: tuple[tuple[float, float], ...]) -> None:
    assert first_crossing(ring(*corners), PairBudget()) is not None


grid_points = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda p: (p[0] / 4, p[1] / 4))
free_points = st.tuples(st.floats(0, 1), st.floats(0, 1))
any_rings = st.one_of(
    st.lists(grid_points, min_size=3, max_size=9), st.lists(free_points, min_size=3, max_size=9)
)


def _turn(a: Point, b: Point, c: Point) -> Fraction:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _on(a: Point, b: Point, c: Point) -> bool:
    inside = all(min(a[i], b[i]) <= c[i] <= max(a[i], b[i]) for i in (0, 1))
    return inside and _turn(a, b, c) == 0


def _meet(a: tuple[Point, Point], b: tuple[Point, Point]) -> bool:
    if _proper(a, b):
        return True
    return any(_on(*a, p) for p in b) or any(_on(*b, p) for p in a)


def _proper(a: tuple[Point, Point], b: tuple[Point, Point]) -> bool:
    return _turn(*a, b[0]) * _turn(*a, b[1]) < 0 and _turn(*b, a[0]) * _turn(*b, a[1]) < 0


def _exact(outline: Ring) -> list[tuple[Point, Point]]:
    return [
        (
            (Fraction(a.longitude), Fraction(a.latitude)),
            (Fraction(b.longitude), Fraction(b.latitude)),
        )
        for a, b in edges(outline)
    ]


def _crosses_itself(outline: Ring) -> bool:
    sides = _exact(outline)
    for (i, a), (j, b) in combinations(enumerate(sides), 2):
        if j - i != 1 and not (i == 0 and j == len(sides) - 1):
            if _meet(a, b):
                return True
            continue
        shared = set(a) & set(b)
        if any(_on(*a, p) for p in b if p not in shared) or any(
            _on(*b, p) for p in a if p not in shared
        ):
            return True
    return False


def _once(corners: list[tuple[float, float]]) -> Ring:
    """A ring without repeated corners; tiny differences are gone once 30 is added."""
    return tuple(dict.fromkeys(ring(*corners)))


@given(any_rings)
def test_as_comparing_all_edges(corners: list[tuple[float, float]]) -> None:
    outline = _once(corners)
    if len(outline) < 3:
        return
    assert (first_crossing(outline, PairBudget()) is not None) is _crosses_itself(outline)


@given(any_rings, any_rings)
def test_two_rings_as_comparing_all_edges(
    a: list[tuple[float, float]], b: list[tuple[float, float]]
) -> None:
    first, second = _once(a), _once(b)
    expected = any(_proper(x, y) for x in _exact(first) for y in _exact(second))
    assert rings_cross(first, second, PairBudget()) is expected
    assert rings_cross(second, first, PairBudget()) is expected


def test_a_long_border_is_checked_whole() -> None:
    count = 4_000
    circle = [
        (math.cos(2 * math.pi * i / count), math.sin(2 * math.pi * i / count)) for i in range(count)
    ]
    assert first_crossing(ring(*circle), PairBudget()) is None
    circle[1000], circle[1010] = circle[1010], circle[1000]
    assert first_crossing(ring(*circle), PairBudget()) is not None


def test_a_border_made_to_take_long_is_given_up() -> None:
    comb = [(i % 2 * 1.0, i * 1e-4) for i in range(8_000)]
    comb += [(2, 0.8), (2, -0.5), (-0.5, -0.5)]
    assert first_crossing(ring(*comb[:500], *comb[-3:]), PairBudget()) is None
    with pytest.raises(TooTangledError):
        first_crossing(ring(*comb), PairBudget(3_000_000))


def test_a_budget_is_for_all_borders_of_a_file() -> None:
    square, whole = ring((0, 0), (1, 0), (1, 1), (0, 1)), PairBudget()
    assert first_crossing(square, whole) is None
    budget = PairBudget(PairBudget().left - whole.left)
    assert first_crossing(square, budget) is None
    with pytest.raises(TooTangledError):
        first_crossing(square, budget)
