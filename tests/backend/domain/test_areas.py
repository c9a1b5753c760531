"""Points in polygons with holes, on their edges, and how far from them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.areas import Area, Polygon, edges, polygon_of
from backend.domain.geo import Position, geodesic_m

SQUARE = polygon_of((120.0, 30.0), (120.1, 30.0), (120.1, 30.1), (120.0, 30.1))
HOLE = tuple(
    Position(x, y) for x, y in ((120.04, 30.04), (120.06, 30.04), (120.06, 30.06), (120.04, 30.06))
)
HOLED = Polygon(SQUARE.outer, (HOLE,))
ISLANDS = Area((HOLED, polygon_of((120.2, 30.0), (120.3, 30.0), (120.25, 30.1))))
parts = st.floats(0, 1)


@pytest.mark.parametrize(
    ("longitude", "latitude", "inside"),
    [
        (120.02, 30.02, True),
        (120.05, 30.05, False),
        (120.04, 30.05, True),
        (120.06, 30.06, True),
        (120.0, 30.05, True),
        (120.1, 30.1, True),
        (120.25, 30.05, True),
        (120.25, 30.1, True),
        (120.15, 30.05, False),
        (120.21, 30.09, False),
        (119.99, 30.0, False),
        (120.2, 29.999999, False),
    ],
)
def test_known_points(longitude: float, latitude: float, inside: bool) -> None:
    assert ISLANDS.contains(Position(longitude, latitude)) is inside


@given(st.integers(0, 3), parts, st.booleans())
def test_every_point_of_an_edge_belongs(edge: int, part: float, outer: bool) -> None:
    a, b = list(edges(HOLED.outer if outer else HOLE))[edge]
    longitude = a.longitude + part * (b.longitude - a.longitude)
    latitude = a.latitude + part * (b.latitude - a.latitude)
    assert HOLED.contains(Position(longitude, latitude))


@st.composite
def stars(draw: st.DrawFn) -> tuple[Polygon, list[float]]:
    """A star-shaped polygon around (120, 30) with corners at equal angles, and its radii."""
    radii = draw(st.lists(st.floats(0.01, 0.1), min_size=5, max_size=24))
    turn = 2 * math.pi / len(radii)
    corners = [
        (120 + r * math.cos(i * turn), 30 + r * math.sin(i * turn)) for i, r in enumerate(radii)
    ]
    return polygon_of(*corners), radii


@given(stars(), st.data(), st.floats(0, 1))
def test_inside_and_outside_a_star(
    star: tuple[Polygon, list[float]], data: st.DataObject, part: float
) -> None:
    polygon, radii = star
    corner = data.draw(st.integers(0, len(radii) - 1))
    angle = corner * 2 * math.pi / len(radii)

    def along(radius: float) -> Position:
        return Position(120 + radius * math.cos(angle), 30 + radius * math.sin(angle))

    assert polygon.contains(along(radii[corner] * part))
    assert not polygon.contains(along(radii[corner] * (1.001 + part)))


@given(stars(), st.floats(-0.12, 0.12), st.floats(-0.12, 0.12))
def test_the_order_of_corners_says_nothing(
    star: tuple[Polygon, list[float]], x: float, y: float
) -> None:
    outer, position = star[0].outer, Position(120 + x, 30 + y)
    inside = Polygon(outer).contains(position)
    assert Polygon(outer[::-1]).contains(position) is inside
    assert Polygon((*outer[2:], *outer[:2])).contains(position) is inside
    assert Polygon((*outer, outer[0])) == Polygon(outer)
    assert (Area((Polygon(outer),)).distance_m(position) == 0) is inside


def test_distance_to_edges() -> None:
    area = Area((HOLED,))
    west = area.distance_m(Position(119.99, 30.05))
    assert west == pytest.approx(
        geodesic_m(Position(119.99, 30.05), Position(120, 30.05)), rel=1e-4
    )
    middle = area.distance_m(Position(120.05, 30.05))
    assert middle == pytest.approx(
        geodesic_m(Position(120.05, 30.05), Position(120.06, 30.05)), rel=1e-3
    )


def test_size_leaves_out_holes() -> None:
    whole, holed = Area((SQUARE,)).size_m2, Area((HOLED,)).size_m2
    assert whole == pytest.approx(106.9e6, rel=0.01)
    assert holed == pytest.approx(whole * 0.96, rel=1e-4)


def test_what_is_no_area() -> None:
    with pytest.raises(ValueError, match="three corners"):
        polygon_of((120, 30), (120.1, 30), (120, 30))
    with pytest.raises(ValueError, match="date line"):
        polygon_of((179, 0), (-179, 0), (180, 1))
    with pytest.raises(ValueError, match="at least one"):
        Area(())
