"""Files of grids: what is taken over, and every fault by feature and field."""

from __future__ import annotations

import copy
import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.areas import Area, Polygon
from backend.domain.datum import Datum, to_datum
from backend.domain.geo import Position, distance_m
from backend.domain.grids import Grid, GridKind
from backend.imports.geojson_fault import GridFaultCode
from backend.imports.geojson_grids import GridOutcome, format_grids, parse_grids, plan_grids

SQUARE = [[120.0, 30.0], [120.1, 30.0], [120.1, 30.1], [120.0, 30.1], [120.0, 30.0]]
HOLE = [[120.04, 30.04], [120.06, 30.04], [120.06, 30.06], [120.04, 30.06], [120.04, 30.04]]
FAR = [[121.0, 30.0], [121.1, 30.0], [121.1, 30.1], [121.0, 30.0]]
BOW = [[120.0, 30.0], [120.1, 30.1], [120.1, 30.0], [120.0, 30.2], [120.0, 30.0]]


def feature(code: str = "FX01-01", rings: object = None, **properties: object) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"code": code, "name": "一网格", **properties},
        "geometry": {"type": "Polygon", "coordinates": [SQUARE] if rings is None else rings},
    }


def parse(*features: object, datum: Datum = Datum.WGS84, **members: object) -> GridOutcome:
    document = {"type": "FeatureCollection", "features": list(features), **members}
    return parse_grids(json.dumps(document).encode(), datum)


def test_good_grids_are_read() -> None:
    market = feature("FX01-Z01", [SQUARE, HOLE])
    market["geometry"] = {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [FAR]]}
    outcome = parse(feature(), market)
    assert outcome.faults == ()
    first, second = outcome.grids
    assert (first.code, first.name, first.kind) == ("FX01-01", "一网格", GridKind.RESIDENTIAL)
    assert second.kind is GridKind.DEDICATED
    assert len(second.area.polygons) == 2
    assert not second.area.contains(Position(120.05, 30.05))
    assert first.area.contains(Position(120.05, 30.05))


def test_names_that_towns_use_and_codes_of_digits() -> None:
    given = feature()
    given["properties"] = {
        "网格编码": 330681102203004,
        "网格名称": " 市场 ",
        "网格类型": "专属网格",
    }
    (grid,) = parse(given).grids
    assert (grid.code, grid.name) == ("330681102203004", "市场")
    assert grid.kind is GridKind.DEDICATED


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (("properties", "code", ""), [("properties.code", "required")]),
        (("properties", "code", "FX1"), [("properties.code", "bad_code")]),
        (("properties", "code", ["FX01-01"]), [("properties.code", "not_a_text")]),
        (("properties", "name", None), [("properties.name", "required")]),
        (("properties", "name", " "), [("properties.name", "required")]),
        (("properties", "name", "x" * 61), [("properties.name", "too_long")]),
        (("properties", "name", "a\u202eb"), [("properties.name", "bad_characters")]),
        (("properties", "name", "\ud800"), [("properties.name", "bad_characters")]),
        (("properties", "kind", "other"), [("properties.kind", "bad_kind")]),
        (("properties", "kind", 5), [("properties.kind", "bad_kind")]),
        (("properties", "kind", "dedicated"), [("properties.kind", "other_kind")]),
        (("properties", "code", "330681102203004"), [("properties.kind", "required")]),
        (("geometry", "type", "Point"), [("geometry.type", "not_a_polygon")]),
        (("geometry", "coordinates", []), [("geometry.coordinates", "required")]),
        (("geometry", "coordinates", [5]), [("geometry.coordinates[0]", "bad_position")]),
        (("geometry", "coordinates", [SQUARE[:-1]]), [("geometry.coordinates[0]", "not_closed")]),
        (
            ("geometry", "coordinates", [[SQUARE[0], SQUARE[1], SQUARE[0]]]),
            [("geometry.coordinates[0]", "too_few_corners")],
        ),
        (
            ("geometry", "coordinates", [[[120, 30], [120.5, 30], [121, 30], [120, 30]]]),
            [("geometry.coordinates[0]", "no_area")],
        ),
        (
            ("geometry", "coordinates", [[[179, 1], [-179, 1], [-179, 2], [179, 1]]]),
            [("geometry.coordinates[0]", "over_date_line")],
        ),
        (("geometry", "coordinates", [BOW]), [("geometry.coordinates[0]", "self_crossing")]),
        (
            ("geometry", "coordinates", [SQUARE, FAR]),
            [("geometry.coordinates[1]", "hole_outside")],
        ),
        (
            ("geometry", "coordinates", [SQUARE, HOLE, [[x + 0.01, y + 0.01] for x, y in HOLE]]),
            [("geometry.coordinates[2]", "rings_cross")],
        ),
        (
            ("geometry", "coordinates", [[*SQUARE[:2], [30.1, 120.1], ["a", 1], [1], *SQUARE[3:]]]),
            [
                ("geometry.coordinates[0][2]", "bad_position"),
                ("geometry.coordinates[0][3]", "bad_position"),
                ("geometry.coordinates[0][4]", "bad_position"),
            ],
        ),
    ],
)
def test_faults_by_field(change: tuple[str, str, object], faults: list[tuple[str, str]]) -> None:
    part, name, value = change
    broken = feature()
    broken[part][name] = value
    outcome = parse(feature("FX02-01"), broken)
    assert [grid.code for grid in outcome.grids] == ["FX02-01"]
    assert [(f.feature, f.field, f.code.value) for f in outcome.faults] == [
        (2, *fault) for fault in faults
    ]
    assert all(fault.sentence.startswith("Feature 2, ") for fault in outcome.faults)


def test_several_faults_of_one_feature_are_all_named() -> None:
    outcome = parse(feature("x", [BOW], name="", kind="y"))
    assert [fault.code.value for fault in outcome.faults] == [
        "bad_code", "required", "bad_kind", "self_crossing",
    ]  # fmt: skip
    assert outcome.faults[0].sentence == (
        "Feature 1, properties.code: It is not the code of a grid. (x)"
    )


def test_swapped_coordinates_say_so_and_not_ten_thousand_times() -> None:
    swapped = [[y, x] for x, y in SQUARE] * 50
    faults = parse(feature(rings=[swapped])).faults
    assert len(faults) == 5
    assert {fault.value for fault in faults} == {"swapped"}


@pytest.mark.parametrize("other", [5, None, [], {"type": "Point"}, {}])
def test_what_is_no_feature(other: object) -> None:
    outcome = parse(other, feature())
    assert [fault.code for fault in outcome.faults] == [GridFaultCode.NOT_A_FEATURE]
    assert len(outcome.grids) == 1


def test_the_second_of_a_code_is_refused() -> None:
    outcome = parse(feature(), feature(name="二网格"))
    assert [grid.name for grid in outcome.grids] == ["一网格"]
    assert [(f.feature, f.code) for f in outcome.faults] == [(2, GridFaultCode.REPEATED_CODE)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", GridFaultCode.NOT_JSON),
        (b"\xff\xff\xff", GridFaultCode.NOT_TEXT),
        (b"[" * 100_000, GridFaultCode.NOT_JSON),
        (b"1" * 5_000, GridFaultCode.NOT_JSON),
        (b"[]", GridFaultCode.NOT_A_COLLECTION),
        (b'{"type": "FeatureCollection"}', GridFaultCode.NOT_A_COLLECTION),
        (b'{"type": "FeatureCollection", "features": []}', GridFaultCode.EMPTY),
        (b'{"type": "FeatureCollection", "features": [' + b"1," * 20_000 + b"1]}",
         GridFaultCode.TOO_MANY_FEATURES),
        (b" " * (64 * 1024 * 1024 + 1), GridFaultCode.FILE_TOO_LARGE),
    ],
)  # fmt: skip
def test_files_that_cannot_be_used(data: bytes, code: GridFaultCode) -> None:
    outcome = parse_grids(data)
    assert outcome.grids == ()
    assert [(fault.feature, fault.code) for fault in outcome.faults] == [(0, code)]
    assert outcome.faults[0].sentence.startswith("File: ")


def test_only_degrees_of_wgs_84() -> None:
    good = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert parse(feature(), crs=good).faults == ()
    other = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4549"}}
    for crs in (other, "x", {"properties": 5}):
        assert parse(feature(), crs=crs).faults[0].code is GridFaultCode.OTHER_CRS


def test_gb18030_and_a_byte_order_mark() -> None:
    text = json.dumps({"type": "FeatureCollection", "features": [feature()]}, ensure_ascii=False)
    for data in (text.encode("gb18030"), text.encode("utf-8-sig")):
        assert [grid.name for grid in parse_grids(data).grids] == ["一网格"]


@given(st.sampled_from(Datum))
def test_a_declared_datum_is_converted(datum: Datum) -> None:
    shifted = [list(to_datum(Position(*corner), datum)) for corner in SQUARE]
    outcome = parse(feature(rings=[shifted]), datum=datum)
    assert outcome.datum is datum
    corners = outcome.grids[0].area.polygons[0].outer
    assert all(
        distance_m(corner, Position(*true)) < 0.001
        for corner, true in zip(corners, SQUARE[:-1], strict=True)
    )


def _box(west: float, south: float, wide: float, high: float) -> Polygon:
    corners = (
        (west, south),
        (west + wide, south),
        (west + wide, south + high),
        (west, south + high),
    )
    return Polygon(tuple(Position(x, y) for x, y in corners))


boxes = st.builds(
    _box, st.floats(119, 120), st.floats(29, 30), st.floats(0.001, 0.5), st.floats(0.001, 0.5)
)
names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
towns = st.lists(st.tuples(names, boxes), min_size=1, max_size=6).map(
    lambda rows: [
        Grid(f"FX01-{i + 1:02d}", name, GridKind.RESIDENTIAL, Area((box,)))
        for i, (name, box) in enumerate(rows)
    ]
)


@given(towns)
def test_what_is_written_is_read_again(grids: list[Grid]) -> None:
    outcome = parse_grids(format_grids(grids))
    assert outcome.faults == ()
    assert list(outcome.grids) == grids
    plan = plan_grids(grids, outcome)
    assert plan.same == tuple(grid.code for grid in grids)
    assert (plan.added, plan.changed, plan.missing) == ((), (), ())


def test_the_plan_names_what_would_change() -> None:
    before = parse(feature("FX01-01"), feature("FX01-02"), feature("FX01-03")).grids
    after = parse(feature("FX01-01"), feature("FX01-02", [FAR], name="新"), feature("FX01-04"))
    plan = plan_grids(before, after)
    assert plan.added == ("FX01-04",)
    assert plan.changed == (("FX01-02", ("name", "area")),)
    assert plan.same == ("FX01-01",)
    assert plan.missing == ("FX01-03",)


def test_rings_are_written_the_way_the_standard_says() -> None:
    (grid,) = parse(feature(rings=[SQUARE[::-1], HOLE])).grids
    outer, hole = json.loads(format_grids([grid]))["features"][0]["geometry"]["coordinates"][0]
    assert sorted(outer[:-1]) == sorted(SQUARE[:-1])
    assert [_is_counterclockwise(ring) for ring in (outer, hole)] == [True, False]


def _is_counterclockwise(ring: list[list[float]]) -> bool:
    return sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring)) < 0


words = st.text(max_size=8)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=3),
    max_leaves=10,
)


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    outcome = parse_grids(data)
    assert outcome.grids == ()
    assert len(outcome.faults) == 1


@given(anything, st.sampled_from(["properties", "geometry", "coordinates", "ring", "position"]))
def test_any_json_in_a_feature(value: object, place: str) -> None:
    broken = copy.deepcopy(feature())
    if place in broken:
        broken[place] = value
    elif place == "coordinates":
        broken["geometry"]["coordinates"] = value
    elif place == "ring":
        broken["geometry"]["coordinates"] = [value]
    else:
        broken["geometry"]["coordinates"] = [[*SQUARE[:2], value, *SQUARE[2:]]]
    outcome = parse(broken)
    assert bool(outcome.grids) is not bool(outcome.faults)
    for fault in outcome.faults:
        assert fault.sentence.isprintable() or "\u3000" in fault.sentence
