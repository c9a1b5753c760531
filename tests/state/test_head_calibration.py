"""Calibration from real places of the simulated town, centred as well as a person does it.

A person's centring is up to 0.5 % of the picture's width off, at 4× to 8× (15° to 7.5° wide).
Errors at other places are measured with pictures at 4×, and at 8× for what is 150 m away and more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from console.state.head_calibration import (
    LIMIT,
    Calibration,
    CalibrationError,
    CalibrationPoint,
    Unfit,
    calibrate,
)
from console.state.head_geometry import leaned, place_at
from console.state.head_optics import HeadPosition, Optics
from simulator import town
from simulator.high_rise.geometry import Point, pan_tilt_of
from tests.state.head_truth import EYE, HEADS, TOWER, Head, look, missed, places

PLACES = places()
NEAR = [n for n, p in PLACES.items() if 90.0 < math.hypot(p.x - EYE.x, p.y - EYE.y) < 420.0]
FAR = [n for n, p in PLACES.items() if math.hypot(p.x - EYE.x, p.y - EYE.y) >= 420.0]
CENTRING = 0.005

heads = st.sampled_from(list(HEADS.values()))
guesses = st.sampled_from([30.0, 60.0, 100.0, 250.0])
slips = st.lists(
    st.tuples(st.floats(0, CENTRING), st.floats(0, math.tau), st.floats(4, 8)),
    min_size=7,
    max_size=7,
)


@st.composite
def chosen_places(draw: st.DrawFn, count: int) -> list[str]:
    """A near place and others, around the tower: what the person is asked for."""
    near = draw(st.sampled_from(NEAR))
    far = draw(st.lists(st.sampled_from(FAR), min_size=count - 1, max_size=count - 1, unique=True))
    around = sorted(bearing(PLACES[name]) for name in (near, *far))
    gaps = [(b - a) % 360.0 for a, b in zip(around, [*around[1:], around[0]], strict=True)]
    assume(max(gaps) < 240.0)
    assume(min(gaps) > 2.5)
    return [near, *far]


def bearing(place: Point) -> float:
    return math.degrees(math.atan2(place.x - EYE.x, place.y - EYE.y)) % 360.0


def point(head: Head, place: Point, slip: tuple[float, float, float]) -> CalibrationPoint:
    off, way, magnification = slip
    position = head.position(look(place, magnification, off, way))
    return CalibrationPoint(*town.position(place.x, place.y), position)


def calibrated(points: Sequence[CalibrationPoint], guess: float = 60.0) -> Calibration:
    return calibrate(points, TOWER.longitude, TOWER.latitude, Optics(), guess)


def reachable(head: Head, position: HeadPosition) -> bool:
    return abs(position.pan) <= 1.0 and abs(position.tilt) <= 1.0


def check(
    head: Head, names: list[str], slips: list[tuple[float, float, float]], guess: float
) -> None:
    points = [point(head, PLACES[n], s) for n, s in zip(names, slips, strict=False)]
    assume(all(reachable(head, one.position) for one in points))
    found = calibrated(points, guess)
    assert found.worst == max(found.errors) <= 0.01
    for place in PLACES.values():
        aimed = found.model.aim(*town.position(place.x, place.y))
        if aimed is None:
            gap = abs((bearing(place) - head.pan_zero + 180.0) % 360.0 - 180.0)
            assert gap > abs(head.pan_scale) - 1.0
            continue
        near = math.hypot(place.x - EYE.x, place.y - EYE.y) < 150.0
        for magnification in (4.0,) if near else (4.0, 8.0):
            zoom = math.log(magnification) / math.log(30.0)
            assert missed(head.view(*aimed, zoom), place) <= 0.03


@settings(deadline=None, max_examples=60)
@given(heads, chosen_places(4), slips, guesses)
def test_four_places_are_enough(
    head: Head, names: list[str], slips: list[tuple[float, float, float]], guess: float
) -> None:
    check(head, names, slips, guess)


@settings(deadline=None, max_examples=60)
@given(heads, chosen_places(6), slips, guesses)
def test_six_places(
    head: Head, names: list[str], slips: list[tuple[float, float, float]], guess: float
) -> None:
    check(head, names, slips, guess)


@settings(deadline=None, max_examples=12)
@given(heads, st.sampled_from([4, 5, 6]), st.data(), slips)
def test_a_wrong_house_is_named(
    head: Head, count: int, data: st.DataObject, slips: list[tuple[float, float, float]]
) -> None:
    names = data.draw(chosen_places(count))
    points = [point(head, PLACES[n], s) for n, s in zip(names, slips, strict=False)]
    assume(all(reachable(head, one.position) for one in points))
    wrong = data.draw(st.integers(0, count - 1))
    right = PLACES[names[wrong]]
    # Another house, seen 8 to 60 degrees beside the one that was in the middle.
    others = [
        p for p in PLACES.values()
        if 8.0 < abs((bearing(p) - bearing(right) + 180.0) % 360.0 - 180.0) < 60.0
    ]  # fmt: skip
    taken = data.draw(st.sampled_from(others))
    lon, lat = town.position(taken.x, taken.y)
    points[wrong] = replace(points[wrong], lon=lon, lat=lat)
    with pytest.raises(CalibrationError) as caught:
        calibrated(points)
    assume(caught.value.reason is not Unfit.SAME_PLACE)  # the other house is another point's
    assert caught.value.worst is not None
    assert caught.value.worst > LIMIT
    assert caught.value.culprit == wrong


def leaning_points(
    names: list[str], east: float, north: float, lean: tuple[float, float]
) -> list[CalibrationPoint]:
    """Points of a head that stands elsewhere than on the map and leans; none of them off."""
    points = []
    for name in names:
        place = PLACES[name]
        way = np.array([place.x - EYE.x - east, place.y - EYE.y - north, -EYE.z])
        pan, tilt = pan_tilt_of(Point(*(way @ leaned(*lean)).tolist()))
        position = HeadPosition(pan / 180.0, (tilt + 35.0) / 55.0, 0.5)
        points.append(CalibrationPoint(*town.position(place.x, place.y), position))
    return points


EIGHT = [
    "枫景苑东门", "枫溪农贸市场", "枫溪下游水闸", "石塘村", "枫溪水库", "大溪村", "茶坞村", "下枫村"
]  # fmt: skip


@pytest.mark.parametrize(
    ("east", "north", "lean"),
    [(12.0, -9.0, (0.0, 0.0)), (0.0, 0.0, (1.5, -1.0)), (-8.0, 5.0, (-0.7, 1.2))],
)
def test_from_six_places_on_eye_and_lean_are_found(
    east: float, north: float, lean: tuple[float, float]
) -> None:
    found = calibrated(leaning_points(EIGHT, east, north, lean))
    model = found.model
    assert found.worst < 0.004
    assert (model.lean_north_deg, model.lean_east_deg) == pytest.approx(lean, abs=0.15)
    truth = place_at(TOWER.longitude, TOWER.latitude, east, north)
    assert (model.lon, model.lat) == pytest.approx(truth, abs=2e-5)
    assert model.height_m == pytest.approx(100.0, rel=0.03)


def test_centring_alone_makes_no_lean() -> None:
    slips = [(CENTRING, turn * 0.9, 6.0) for turn in range(8)]
    points = [point(Head(), PLACES[n], s) for n, s in zip(EIGHT, slips, strict=True)]
    model = calibrated(points).model
    assert (model.lean_north_deg, model.lean_east_deg) == (0.0, 0.0)
    assert (model.lon, model.lat) == (TOWER.longitude, TOWER.latitude)


def reason(points: Sequence[CalibrationPoint]) -> Unfit:
    with pytest.raises(CalibrationError) as caught:
        calibrated(points)
    return caught.value.reason


def test_too_few_and_too_near() -> None:
    points = [point(Head(), PLACES[name], (0.0, 0.0, 6.0)) for name in EIGHT]
    assert reason(points[:3]) is Unfit.TOO_FEW
    assert reason([points[0], points[0], points[1], points[2]]) is Unfit.SAME_PLACE
    in_a_line = [Point(EYE.x + 40 * far, EYE.y + far) for far in (5.0, 10.0, 20.0, 40.0)]
    assert reason([point(Head(), p, (0.0, 0.0, 6.0)) for p in in_a_line]) is Unfit.SAME_PLACE
    turns = (0.0, 1.5, 3.0, 4.5)
    ring = [Point(EYE.x + 500 * math.cos(t), EYE.y + 500 * math.sin(t)) for t in turns]
    assert reason([point(Head(), p, (0.0, 0.0, 6.0)) for p in ring]) is Unfit.SAME_PLACE


def test_two_wrong_places_name_nobody() -> None:
    points = [point(Head(), PLACES[name], (0.0, 0.0, 6.0)) for name in EIGHT[:6]]
    for index, (x, y) in ((1, (900.0, 300.0)), (4, (-600.0, -1500.0))):
        lon, lat = town.position(x, y)
        points[index] = replace(points[index], lon=lon, lat=lat)
    with pytest.raises(CalibrationError) as caught:
        calibrated(points)
    assert (caught.value.reason, caught.value.culprit) == (Unfit.NO_FIT, None)
