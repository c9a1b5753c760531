"""Positions, distances, windows and local metres."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.geo import (
    LocalPlane,
    Position,
    PositionError,
    PositionFault,
    Window,
    distance_m,
    geodesic_m,
    nearest,
    parse_position,
    window_around,
)

positions = st.builds(
    Position,
    st.floats(-180, 180, allow_nan=False),
    st.floats(-90, 90, allow_nan=False),
)
town_positions = st.builds(Position, st.floats(119.5, 120.9), st.floats(28.7, 30.2))


@pytest.mark.parametrize(
    ("longitude", "latitude", "fault"),
    [
        (math.nan, 30, PositionFault.NOT_A_NUMBER),
        (120, math.inf, PositionFault.NOT_A_NUMBER),
        ("nan", "30", PositionFault.NOT_A_NUMBER),
        (None, 30, PositionFault.NOT_A_NUMBER),
        (True, 30, PositionFault.NOT_A_NUMBER),
        ([120], 30, PositionFault.NOT_A_NUMBER),
        (10**400, 30, PositionFault.NOT_A_NUMBER),
        ("1" * 5000, "30", PositionFault.NOT_A_NUMBER),
        ("1_20", "30", PositionFault.NOT_A_NUMBER),
        ("120°", "30", PositionFault.NOT_A_NUMBER),
        (30.1, 120.2, PositionFault.SWAPPED),
        (120.1, 130.2, PositionFault.LATITUDE_RANGE),
        (30.1, 1200, PositionFault.LATITUDE_RANGE),
        (180.001, 30, PositionFault.LONGITUDE_RANGE),
        (0, 0.0, PositionFault.NO_FIX),
        ("0", "-0", PositionFault.NO_FIX),
    ],
)
def test_hostile_coordinates(longitude: object, latitude: object, fault: PositionFault) -> None:
    with pytest.raises(PositionError) as caught:
        parse_position(longitude, latitude)
    assert caught.value.fault is fault


@given(st.one_of(st.floats(), st.integers(), st.text(), st.none(), st.binary()), st.floats())
def test_whatever_comes_is_a_position_or_a_fault(longitude: object, latitude: float) -> None:
    try:
        position = parse_position(longitude, latitude)
    except PositionError:
        return
    assert -180 <= position.longitude <= 180
    assert -90 <= position.latitude <= 90


def test_text_of_numbers_is_taken() -> None:
    assert parse_position(" 120.5", "30") == Position(120.5, 30)


def _angle(degrees: int, minutes: int, seconds: float) -> float:
    return degrees + minutes / 60 + seconds / 3600


def test_published_geodesic() -> None:
    """Flinders Peak to Buninyong: Geocentric Datum of Australia Technical Manual (ICSM), 4.1."""
    flinders = Position(_angle(144, 25, 29.52440), -_angle(37, 57, 3.72030))
    buninyong = Position(_angle(143, 55, 35.38390), -_angle(37, 39, 10.15610))
    assert geodesic_m(flinders, buninyong) == pytest.approx(54972.271, abs=0.001)


def test_quarter_meridian_and_equator() -> None:
    """10,001,965.729 m from equator to pole on WGS-84 (NGA.STND.0036); a degree of equator."""
    assert geodesic_m(Position(0, 0), Position(0, 90)) == pytest.approx(10_001_965.729, abs=0.01)
    assert geodesic_m(Position(10, 0), Position(11, 0)) == pytest.approx(111_319.491, abs=0.001)


def test_distances_over_the_date_line() -> None:
    west, east = Position(-179.99, 10), Position(179.99, 10)
    assert geodesic_m(west, east) == pytest.approx(geodesic_m(Position(0, 10), Position(0.02, 10)))
    assert distance_m(west, east) == pytest.approx(distance_m(Position(0, 10), Position(0.02, 10)))


def test_opposite_points_have_a_distance() -> None:
    half = math.pi * 6_371_008.8
    assert geodesic_m(Position(0, 0), Position(179.9, 0.1)) == pytest.approx(half, rel=0.01)
    assert geodesic_m(Position(0, 90), Position(0, -90)) == pytest.approx(half, rel=0.01)


@given(positions, positions)
def test_distances_agree(a: Position, b: Position) -> None:
    assert distance_m(a, b) == pytest.approx(distance_m(b, a), abs=1e-3)
    assert geodesic_m(a, b) == pytest.approx(distance_m(a, b), rel=0.006, abs=0.01)
    assert geodesic_m(a, a) == 0 == distance_m(a, a)


@given(positions, positions, positions)
def test_no_way_round_is_shorter(a: Position, b: Position, c: Position) -> None:
    assert distance_m(a, c) <= distance_m(a, b) + distance_m(b, c) + 0.1


@given(positions, st.floats(0, 3e6), st.floats(0, 2 * math.pi), st.floats(0, 1))
def test_a_window_holds_its_circle(
    centre: Position, radius: float, bearing: float, part: float
) -> None:
    position = _at(centre, bearing, radius * part * 0.999999)
    assert window_around(centre, radius).contains(position)


def _at(centre: Position, bearing: float, metres: float) -> Position:
    """The end of a great circle, by the spherical law of sines and cosines."""
    angle, latitude = metres / 6_371_008.8, math.radians(centre.latitude)
    sine = math.sin(latitude) * math.cos(angle)
    sine += math.cos(latitude) * math.sin(angle) * math.cos(bearing)
    end = math.asin(max(-1.0, min(1.0, sine)))
    turn = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(latitude),
        math.cos(angle) - math.sin(latitude) * math.sin(end),
    )
    longitude = (centre.longitude + math.degrees(turn) + 540) % 360 - 180
    return Position(longitude, math.degrees(end))


def test_a_small_window_leaves_things_out() -> None:
    window = window_around(Position(120, 30), 1000)
    assert not window.contains(Position(120.02, 30))
    assert not window.contains(Position(120, 30.01))
    assert window_around(Position(179.999, 0), 1000).contains(Position(-179.999, 0))


@pytest.mark.parametrize("radius", [-1, math.nan, math.inf])
def test_no_window_of_such_a_radius(radius: float) -> None:
    with pytest.raises(ValueError, match="radius"):
        window_around(Position(120, 30), radius)


def test_a_window_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match="north"):
        Window(120, 31, 121, 30)


@given(st.lists(town_positions, max_size=30), town_positions, st.floats(0, 50_000))
def test_nearest_is_what_sorting_all_gives(
    places: list[Position], centre: Position, within: float
) -> None:
    named = [(f"p{i}", place) for i, place in enumerate(places)]
    expected = sorted(
        (distance_m(centre, p), k) for k, p in named if distance_m(centre, p) <= within
    )
    found = nearest(centre, reversed(named), 5, within)
    assert [(near.distance_m, near.key) for near in found] == expected[:5]


@given(town_positions, st.floats(-20_000, 20_000), st.floats(-20_000, 20_000))
def test_local_metres_are_metres(origin: Position, x: float, y: float) -> None:
    plane = LocalPlane(origin)
    position = plane.position(x, y)
    assert plane.metres(position) == pytest.approx((x, y), abs=1e-4)
    assert math.hypot(x, y) == pytest.approx(geodesic_m(origin, position), rel=2e-3, abs=1e-3)


def test_local_metres_over_the_date_line_and_at_the_pole() -> None:
    x, _ = LocalPlane(Position(179.999, 0)).metres(Position(-179.999, 0))
    assert x == pytest.approx(222.64, abs=0.01)
    with pytest.raises(ValueError, match="pole"):
        LocalPlane(Position(0, 90))
