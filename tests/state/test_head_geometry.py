"""A head's numbers, places and pixels against the simulated camera's own geometry."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from console.state.head_geometry import HeadModel, leaned, local_m, place_at
from console.state.head_json import MODEL_RANGES, OPTICS_RANGES, from_json, to_json
from console.state.head_optics import HeadPosition, Optics
from simulator import town
from simulator.high_rise.geometry import Point, View, horizontal_fov_deg
from tests.state.head_truth import ASPECT, EYE, HEADS, HEIGHT, TOWER, WIDTH, Head, missed

metres = st.floats(-2500, 2500)
unit = st.floats(0, 1)
heads = st.sampled_from(list(HEADS.values()))
positions = st.builds(HeadPosition, st.floats(-1, 1), st.floats(-1, 1), unit)


def view_of(head: Head, position: HeadPosition) -> View:
    return head.view(position.pan, position.tilt, position.zoom)


def test_the_plane_is_the_towns() -> None:
    lon, lat = town.position(0.0, 0.0)
    for x, y in ((3000.0, -2000.0), (-1500.0, 2600.0)):
        assert local_m(lon, lat, *town.position(x, y)) == pytest.approx((x, y), abs=0.01)
    # Around the tower, 520 m further south, a degree of longitude is some millionths longer.
    for x, y in ((2000.0, 1500.0), (-2000.0, 0.0)):
        east, north = local_m(TOWER.longitude, TOWER.latitude, *town.position(x, y))
        assert (east, north) == pytest.approx((x - EYE.x, y - EYE.y), rel=5e-5, abs=0.01)


@given(metres, metres)
def test_metres_go_to_degrees_and_back(x: float, y: float) -> None:
    place = place_at(TOWER.longitude, TOWER.latitude, x, y)
    assert local_m(TOWER.longitude, TOWER.latitude, *place) == pytest.approx((x, y), abs=1e-6)


@given(heads, metres, metres, st.floats(0, 60))
def test_an_aim_brings_the_place_to_the_middle(head: Head, x: float, y: float, z: float) -> None:
    assume(math.hypot(x - EYE.x, y - EYE.y) > 1.0)
    found = head.model().aim(*town.position(x, y), z)
    bearing = math.degrees(math.atan2(x - EYE.x, y - EYE.y))
    gap = abs((bearing - head.pan_zero + 180.0) % 360.0 - 180.0) - abs(head.pan_scale)
    if found is None:
        assert gap > 0.4
        return
    assert abs(found[0]) <= 1.0
    assert abs(found[1]) <= 1.0
    if gap <= 0.0:
        # At 4×, where the picture's width is 15°.
        assert missed(head.view(*found, math.log(4) / math.log(30)), Point(x, y, z)) < 0.001


def test_what_lies_behind_the_stops_is_out_of_reach() -> None:
    model = Head(77.0, 175.0).model()
    behind = math.radians(77.0 + 180.0)
    there = town.position(EYE.x + 500 * math.sin(behind), EYE.y + 500 * math.cos(behind))
    assert model.aim(*there) is None
    assert replace(model, pan_scale_deg=180.0).aim(*there) is not None
    assert model.aim(*town.position(EYE.x + 50, EYE.y), 400.0) is None


def test_a_head_that_turns_further_than_round_goes_the_short_way() -> None:
    model = Head(0.0, 270.0).model()
    pan, _ = model.centre_on(HeadPosition(0.9, 0.0, 0.5), 0.6, 0.5, ASPECT)
    assert 0.9 < pan < 0.92
    over_the_stop, _ = model.centre_on(HeadPosition(0.999, 0.0, 0.0), 1.0, 0.5, ASPECT)
    assert over_the_stop == pytest.approx(0.999 - 360.0 / 270.0, abs=0.2)
    east = model.aim(*place_at(model.lon, model.lat, 500.0, 0.0))
    assert east is not None
    assert east[0] == pytest.approx(90.0 / 270.0)


@given(heads, positions)
def test_bearing_and_elevation(head: Head, position: HeadPosition) -> None:
    bearing, elevation = head.model().bearing_elevation(position)
    pose = view_of(head, position).pose
    assert elevation == pytest.approx(pose.tilt_deg, abs=1e-6)
    if abs(elevation) < 89.9:
        assert 0.0 <= bearing <= 360.0
        off = (bearing - pose.pan_deg + 180.0) % 360.0 - 180.0
        assert off == pytest.approx(0.0, abs=1e-6)


@given(heads, positions, unit, unit)
def test_a_point_of_the_picture_comes_to_the_middle(
    head: Head, position: HeadPosition, u: float, v: float
) -> None:
    ray = view_of(head, position).ray(u * WIDTH, v * HEIGHT)
    pan, tilt = head.model().centre_on(position, u, v, ASPECT)
    after = head.view(pan, tilt, position.zoom)
    if abs(pan) < 0.9999 and abs(tilt) < 0.9999:
        far = Point(EYE.x + 1e3 * ray.x, EYE.y + 1e3 * ray.y, EYE.z + 1e3 * ray.z)
        assert missed(after, far) < 1e-6


@given(heads, positions, unit, unit, st.floats(0.02, 1), st.floats(0.02, 1))
def test_a_rectangle_fills_the_picture(
    head: Head, position: HeadPosition, left: float, top: float, width: float, height: float
) -> None:
    width, height = min(width, 1.0 - left), min(height, 1.0 - top)
    assume(min(width, height) >= 0.02)
    before = view_of(head, position)
    found = head.model().box_zoom(position, left, top, width, height, ASPECT)
    assume(abs(found.pan) < 0.9999 and abs(found.tilt) < 0.9999)
    after, reach = view_of(head, found), 0.0
    for u in (left, left + width):
        for v in (top, top + height):
            ray = before.ray(u * WIDTH, v * HEIGHT)
            seen = after.project(Point(EYE.x + ray.x, EYE.y + ray.y, EYE.z + ray.z))
            assert seen is not None
            reach = max(reach, abs(seen[0] / WIDTH - 0.5), abs(seen[1] / HEIGHT - 0.5))
    if 0.0 < found.zoom < 1.0:
        assert reach == pytest.approx(0.5, abs=1e-6)
    elif found.zoom == 1.0:
        assert reach <= 0.5 + 1e-6


@given(heads, positions, unit, unit)
def test_the_ground_under_a_point_of_the_picture(
    head: Head, position: HeadPosition, u: float, v: float
) -> None:
    place = head.model().ground_at(position, u, v, ASPECT)
    truth = view_of(head, position).on_plane(u * WIDTH, v * HEIGHT)
    if truth is None or math.hypot(truth.x - EYE.x, truth.y - EYE.y) > 31_000.0:
        assert place is None
    elif math.hypot(truth.x - EYE.x, truth.y - EYE.y) < 3_000.0:
        assert place is not None
        assert town.local(*place) == pytest.approx((truth.x, truth.y), rel=5e-5, abs=0.2)
        assert head.model().project(position, *place, 0.0, ASPECT) == pytest.approx(
            (u, v), abs=1e-6
        )


@given(heads, positions, metres, metres, st.floats(0, 60))
def test_projection_is_the_simulated_cameras(
    head: Head, position: HeadPosition, x: float, y: float, z: float
) -> None:
    seen = head.model().project(position, *town.position(x, y), z, ASPECT)
    truth = view_of(head, position).project(Point(x, y, z))
    if truth is None or max(abs(truth[0]), abs(truth[1])) > 4 * WIDTH:
        return
    assert seen is not None
    # The two planes differ by 1/25 000 of the way: up to 0.1 % of the narrowest picture.
    assert seen == pytest.approx((truth[0] / WIDTH, truth[1] / HEIGHT), abs=0.004)


def inside(outline: list[tuple[float, float]], at: tuple[float, float]) -> bool:
    """Whether a place is in a convex polygon."""
    turns = []
    for index, (x, y) in enumerate(outline):
        before = outline[index - 1]
        turns.append((x - before[0]) * (at[1] - before[1]) - (y - before[1]) * (at[0] - before[0]))
    return bool(turns) and (min(turns) >= 0.0 or max(turns) <= 0.0)


@given(heads, positions, st.floats(0, 2000), st.floats(-60, 60))
def test_the_footprint_is_what_is_seen(
    head: Head, position: HeadPosition, far: float, aside: float
) -> None:
    far_m = 1500.0
    view, model = view_of(head, position), head.model()
    turn = math.radians(view.pose.pan_deg + aside)
    place = model.lon, model.lat
    place = place_at(*place, far * math.sin(turn), far * math.cos(turn))
    seen = model.project(position, *place, 0.0, ASPECT)
    outline = model.footprint(position, ASPECT, far_m)
    if seen is None:
        assert not inside(outline, place)
        return
    edge = min(min(abs(one), abs(one - 1.0)) for one in seen)
    assume(edge > 1e-6 and abs(far - far_m) > 0.001 * far_m)
    visible = far < far_m and all(0.0 < one < 1.0 for one in seen)
    assert inside(outline, place) == visible


def test_a_head_that_looks_up_sees_no_ground() -> None:
    assert (
        HEADS["tilt to the zenith"].model().footprint(HeadPosition(0.0, 0.8, 0.3), ASPECT, 900.0)
        == []
    )


@given(metres, metres, st.floats(5, 400))
def test_the_zoom_to_see_so_many_metres(x: float, y: float, width: float) -> None:
    model = Head().model()
    zoom = model.zoom_to_see(*town.position(x, y), width)
    far = math.hypot(x - EYE.x, y - EYE.y, EYE.z)
    seen = 2.0 * far * math.tan(math.radians(horizontal_fov_deg(30.0**zoom) / 2.0))
    if 0.0 < zoom < 1.0:
        assert seen == pytest.approx(width, rel=1e-4)
    else:
        assert seen <= width * 1.001 if zoom == 0.0 else seen >= width * 0.999


@pytest.mark.parametrize("law", ["log", "linear"])
@given(zoom=unit)
def test_zoom_goes_to_degrees_and_back(law: str, zoom: float) -> None:
    optics = Optics(62.0, 25.0, "log" if law == "log" else "linear")
    assert optics.zoom_for_fov(optics.fov_deg(zoom)) == pytest.approx(zoom, abs=1e-9)
    assert (optics.fov_deg(0.0), optics.fov_deg(1.0)) == pytest.approx((62.0, 62.0 / 25.0))
    assert (optics.zoom_for_fov(170.0), optics.zoom_for_fov(0.0)) == (0.0, 1.0)


@pytest.mark.parametrize("lean", [(3.0, 0.0), (0.0, 3.0), (-2.0, 0.0)])
def test_a_leaning_axis_is_a_turned_world(lean: tuple[float, float]) -> None:
    top = leaned(*lean) @ [0.0, 0.0, 1.0]
    north, east = (math.degrees(math.asin(part)) for part in (top[1], top[0]))
    assert (north, east) == pytest.approx(lean)


@given(st.floats(-4, 4), st.floats(-4, 4), metres, metres, st.floats(0, 0.6))
def test_a_leaning_head_aims_and_projects_alike(
    north: float, east: float, x: float, y: float, zoom: float
) -> None:
    assume(math.hypot(x - EYE.x, y - EYE.y) > 60.0)
    model = replace(Head(20.0).model(), lean_north_deg=north, lean_east_deg=east)
    place = town.position(x, y)
    found = model.aim(*place)
    assume(found is not None)
    assert found is not None
    position = HeadPosition(*found, zoom)
    assert model.project(position, *place, 0.0, ASPECT) == pytest.approx((0.5, 0.5), abs=1e-6)
    assert model.ground_at(position, 0.5, 0.5, ASPECT) == pytest.approx(place, abs=1e-6)
    assert model.centre_on(position, 0.5, 0.5, ASPECT) == pytest.approx(found, abs=1e-6)


@given(heads)
def test_models_go_to_json_and_back(head: Head) -> None:
    model = replace(head.model(), lean_east_deg=0.5, optics=Optics(58.0, 25.0, "linear"))
    assert from_json(json.loads(json.dumps(to_json(model)))) == model


@pytest.mark.parametrize("name", [*MODEL_RANGES, *OPTICS_RANGES])
@pytest.mark.parametrize("bad", [None, "1", True, math.nan, math.inf, 10**400, 1e9, -1e9, [1]])
def test_bad_numbers_are_named(name: str, bad: object) -> None:
    data = to_json(Head().model())
    (data["optics"] if name in OPTICS_RANGES else data)[name] = bad
    with pytest.raises(ValueError, match=f"^{name} "):
        from_json(data)


@pytest.mark.parametrize("name", [*MODEL_RANGES, "optics"])
def test_what_is_missing_is_named(name: str) -> None:
    data = to_json(Head().model())
    del data[name]
    with pytest.raises(ValueError, match=f"^{name} "):
        from_json(data)


def test_other_broken_models_are_refused() -> None:
    good = to_json(Head().model())
    for bad, name in (
        ([], "model"),
        (good | {"pan_scale_deg": 0.0}, "pan_scale_deg"),
        (good | {"optics": good["optics"] | {"law": "square"}}, "law"),
        (good | {"optics": [1]}, "optics"),
    ):
        with pytest.raises(ValueError, match=f"^{name} "):
            from_json(bad)


def test_the_models_own_fields_are_all_in_the_json() -> None:
    assert set(to_json(Head().model())) == set(HeadModel.__dataclass_fields__)
