"""Datums on published points, there and back, and lists in the wrong one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.areas import Area, polygon_of
from backend.domain.datum import (
    Datum,
    DatumReport,
    PlacedPoint,
    from_datum,
    suspected_datum,
    to_datum,
)
from backend.domain.geo import LocalPlane, Position, PositionError, distance_m

Point = tuple[float, float]
shifted = st.sampled_from([Datum.GCJ02, Datum.BD09])


def _off_m(found: Point, published: Point) -> float:
    return distance_m(Position(*found), Position(*published))


@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    ],
)
def test_published_gcj(wgs: Point, gcj: Point) -> None:
    """Shanghai, Shenzhen, Beijing: the test points of googollee/eviltransform."""
    assert _off_m(to_datum(Position(*wgs), Datum.GCJ02), gcj) < 0.01
    assert distance_m(from_datum(Datum.GCJ02, *gcj), Position(*wgs)) < 0.01


@pytest.mark.parametrize(
    ("gcj", "baidu"),
    [
        ((116.404, 39.915), (116.41036949371029, 39.92133699351021)),
        ((120.85385769314236, 28.021381022135415), (120.86029339600422, 28.027651931662543)),
        ((120.84743091246365, 28.015043970608758), (120.85385769314236, 28.021381022135415)),
    ],
)
def test_published_baidu(gcj: Point, baidu: Point) -> None:
    """Beijing: test/app.js of wandergis/coordtransform. Zhejiang: answers of Baidu's own service,
    there and back, as cnblogs.com/alunzuishuai/p/16344879 noted them; its way back is an
    approximation (0.5 m).

    The BD-09 points of googollee/eviltransform disagree with all of these by 10 to 41 m: it
    leaves out the factor of the waves. They aren't used.
    """
    position = from_datum(Datum.GCJ02, *gcj)
    assert _off_m(to_datum(position, Datum.BD09), baidu) < 0.5
    assert distance_m(from_datum(Datum.BD09, *baidu), position) < 0.5


@pytest.mark.parametrize(
    ("wgs", "gcj", "baidu"),
    [
        ((119.6427465, 29.0820414), (119.6474509, 29.0790641), (119.6538875, 29.0854003)),
        ((114.0164322, 33.0133556), (114.022306, 33.0115324), (114.0287781, 33.0176697)),
        ((116.0414035, 43.9312805), (116.0482308, 43.9334573), (116.0546232, 43.9397782)),
        ((92.0499619, 31.4784436), (92.0512438, 31.4762063), (92.0576832, 31.4824421)),
    ],
)
def test_published_cities(wgs: Point, gcj: Point, baidu: Point) -> None:
    """Jinhua, Zhumadian, Xilingol, Nagqu: test/fixtures/china-cities.json of hujiulong/gcoord.

    Its WGS-84 column has a few decimetres of the public formula's approximate way back.
    """
    assert _off_m(to_datum(Position(*wgs), Datum.GCJ02), gcj) < 1.0
    assert _off_m(to_datum(Position(*wgs), Datum.BD09), baidu) < 1.0
    assert _off_m(to_datum(from_datum(Datum.GCJ02, *gcj), Datum.BD09), baidu) < 0.1


@given(shifted, st.floats(72.1, 137.7), st.floats(0.9, 55.7))
def test_there_and_back(datum: Datum, longitude: float, latitude: float) -> None:
    position = Position(longitude, latitude)
    there = to_datum(position, datum)
    assert 10 < _off_m(there, (longitude, latitude)) < 3000
    assert distance_m(from_datum(datum, *there), position) < 0.001


@given(shifted, st.floats(-180, 180), st.floats(-90, 90))
def test_outside_china_nothing_moves(datum: Datum, longitude: float, latitude: float) -> None:
    if 72 < longitude < 138 and 0.8 < latitude < 56:
        longitude = -longitude
    assert to_datum(Position(longitude, latitude), datum) == (longitude, latitude)
    assert from_datum(datum, longitude, latitude) == Position(longitude, latitude)


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_wgs_stays(longitude: float, latitude: float) -> None:
    assert to_datum(Position(longitude, latitude), Datum.WGS84) == (longitude, latitude)
    assert from_datum(Datum.WGS84, longitude, latitude) == Position(longitude, latitude)


def test_hostile_coordinates_are_refused() -> None:
    with pytest.raises(PositionError):
        from_datum(Datum.GCJ02, float("nan"), 30)


CENTRE = Position(120.29, 29.71)
PLANE = LocalPlane(CENTRE)


def _square(half_m: float) -> Area:
    corners = [
        PLANE.position(x, y)
        for x, y in ((-half_m, -half_m), (half_m, -half_m), (half_m, half_m), (-half_m, half_m))
    ]
    return Area((polygon_of(*((p.longitude, p.latitude) for p in corners)),))


AREAS = {"FX01-01": _square(150)}
in_square = st.builds(PLANE.position, st.floats(-140, 140), st.floats(-140, 140))


def _report(*positions: Position, grid: str = "FX01-01") -> DatumReport:
    points = [PlacedPoint(f"c{i}", grid, position) for i, position in enumerate(positions)]
    return suspected_datum(points, AREAS)


@given(shifted, st.lists(in_square, min_size=3, max_size=9))
def test_a_list_in_another_datum_is_named(datum: Datum, places: list[Position]) -> None:
    report = _report(*(Position(*to_datum(place, datum)) for place in places))
    assert report.whole_list is datum
    assert [s.key for s in report.suspicions] == [f"c{i}" for i in range(len(places))]
    assert all(suspicion.datums == (datum,) for suspicion in report.suspicions)
    assert all(200 < suspicion.moves_m[0] < 1500 for suspicion in report.suspicions)
    assert all(suspicion.outside_m > 0 for suspicion in report.suspicions)


@given(st.lists(in_square, max_size=9))
def test_a_good_list_is_not(places: list[Position]) -> None:
    report = _report(*places)
    assert report.suspicions == ()
    assert report.whole_list is None
    assert dict(report.inside)[Datum.WGS84] == report.checked == len(places)


def test_one_point_among_good_ones_is_flagged_alone() -> None:
    bad = Position(*to_datum(CENTRE, Datum.GCJ02))
    report = _report(CENTRE, CENTRE, bad, CENTRE)
    assert [s.key for s in report.suspicions] == ["c2"]
    assert report.whole_list is None


def test_points_off_by_something_else_are_left_alone() -> None:
    wrong_way = LocalPlane(CENTRE).position(-500, 300)
    assert _report(wrong_way, PLANE.position(5000, 0)).suspicions == ()


def test_unknown_grids_are_named() -> None:
    report = _report(CENTRE, grid="FX09-09")
    assert report.unknown_grids == ("FX09-09",)
    assert report.checked == 0
