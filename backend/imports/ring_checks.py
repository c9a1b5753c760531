"""Whether rings of corners make a sound polygon: crossings, touching, holes outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from backend.domain.areas import Ring, edges
from backend.domain.geo import Position

MAX_PAIRS: Final = 30_000_000
"""Pairs of edges compared in a file; drawn borders need few, since edges are sorted first."""

Edge = tuple[Position, Position]


class TooTangledError(ValueError):
    """A border winds so much that comparing its edges would take too long."""


@dataclass(slots=True)
class PairBudget:
    """How many pairs of edges may still be compared; a file has one for all its borders."""

    left: int = MAX_PAIRS

    def spend(self, pairs: int) -> None:
        """Take pairs away; raises TooTangledError once they are used up."""
        self.left -= pairs
        if self.left < 0:
            raise TooTangledError("too many pairs of edges")


def first_crossing(ring: Ring, budget: PairBudget) -> Position | None:
    """Return a position where a ring crosses or touches itself, None if it doesn't.

    Corners that stand twice one after the other must have been dropped. Raises TooTangledError.
    """
    sides = list(edges(ring))
    count = len(sides)
    for i, j in _near_pairs(sides, sides, budget):
        if i >= j:
            continue
        next_to = j - i == 1 or (i == 0 and j == count - 1)
        if next_to:
            # Neighbours share a corner; they're wrong only where one runs back over the other.
            a, b = (sides[i], sides[j]) if j - i == 1 else (sides[j], sides[i])
            if _turns_back(a, b):
                return a[1]
        elif _meet(sides[i], sides[j]):
            return max(sides[i][0], sides[j][0])
    return None


def rings_cross(a: Ring, b: Ring, budget: PairBudget) -> bool:
    """Whether edges of two rings cross; touching is allowed. Raises TooTangledError."""
    sides_a, sides_b = list(edges(a)), list(edges(b))
    return any(_cross(sides_a[i], sides_b[j]) for i, j in _near_pairs(sides_a, sides_b, budget))


def _near_pairs(
    a: Sequence[Edge], b: Sequence[Edge], budget: PairBudget
) -> Iterator[tuple[int, int]]:
    """Pairs of edges whose boxes meet, found by going from west to east."""
    starts = sorted(
        [(min(s[0].longitude, s[1].longitude), 0, i) for i, s in enumerate(a)]
        + [(min(s[0].longitude, s[1].longitude), 1, i) for i, s in enumerate(b)]
    )
    sides = (a, b)
    open_edges: tuple[list[int], list[int]] = ([], [])
    for west, which, i in starts:
        edge = sides[which][i]
        other = 1 - which
        still = [j for j in open_edges[other] if _east(sides[other][j]) >= west]
        budget.spend(len(open_edges[other]))
        open_edges[other][:] = still
        open_edges[which].append(i)
        for j in still:
            if _heights_meet(edge, sides[other][j]):
                yield (i, j) if which == 0 else (j, i)


def _east(edge: Edge) -> float:
    return max(edge[0].longitude, edge[1].longitude)


def _heights_meet(a: Edge, b: Edge) -> bool:
    low_a, high_a = sorted((a[0].latitude, a[1].latitude))
    low_b, high_b = sorted((b[0].latitude, b[1].latitude))
    return low_a <= high_b and low_b <= high_a


def _side(a: Position, b: Position, c: Position) -> int:
    """1 where c lies left of the way from a to b, -1 right, 0 on it; exact."""
    left = (b.longitude - a.longitude) * (c.latitude - a.latitude)
    right = (b.latitude - a.latitude) * (c.longitude - a.longitude)
    turn = left - right
    # Rounding errs by less than this share; only nearer to 0 the exact numbers have to tell.
    if abs(turn) > 1e-12 * (abs(left) + abs(right)):
        return 1 if turn > 0 else -1
    ax, ay = Fraction(a.longitude), Fraction(a.latitude)
    exact = (Fraction(b.longitude) - ax) * (Fraction(c.latitude) - ay)
    exact -= (Fraction(b.latitude) - ay) * (Fraction(c.longitude) - ax)
    return (exact > 0) - (exact < 0)


def _between(a: Position, b: Position, c: Position) -> bool:
    """Whether c, on the line of a and b, lies between them."""
    return min(a.longitude, b.longitude) <= c.longitude <= max(a.longitude, b.longitude) and min(
        a.latitude, b.latitude
    ) <= c.latitude <= max(a.latitude, b.latitude)


def _meet(a: Edge, b: Edge) -> bool:
    """Whether two edges have a point in common."""
    if _cross(a, b):
        return True
    ends = [(a, b[0]), (a, b[1]), (b, a[0]), (b, a[1])]
    return any(_side(*edge, end) == 0 and _between(*edge, end) for edge, end in ends)


def _cross(a: Edge, b: Edge) -> bool:
    """Whether two edges cross inside both."""
    return _side(*a, b[0]) * _side(*a, b[1]) < 0 and _side(*b, a[0]) * _side(*b, a[1]) < 0


def _turns_back(a: Edge, b: Edge) -> bool:
    """Whether the edge after a runs back along it."""
    ahead = (a[1].longitude - a[0].longitude) * (b[1].longitude - b[0].longitude)
    ahead += (a[1].latitude - a[0].latitude) * (b[1].latitude - b[0].latitude)
    # Drawn borders go straight on in many corners: the exact numbers are asked last.
    return ahead < 0 and _side(*a, b[1]) == 0
