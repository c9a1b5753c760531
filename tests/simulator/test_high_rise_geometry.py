"""The high-rise camera's geometry: world, pan and tilt and pixels agree both ways."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.high_rise.geometry import (
    Point,
    Pose,
    View,
    aim_at,
    focal_length_px,
    horizontal_fov_deg,
    wrap_pan,
)

pans = st.floats(-180, 179.999)
tilts = st.floats(-90, 20)
magnifications = st.floats(1, 30)
poses = st.builds(Pose, pans, tilts, magnifications)
metres = st.floats(-2000, 2000)
EYE = Point(12.0, -7.0, 100.0)


@given(poses, st.floats(0, 1920), st.floats(0, 1080))
def test_a_pixel_goes_to_pan_and_tilt_and_back(pose: Pose, x: float, y: float) -> None:
    view = View(EYE, pose, 1920, 1080)
    assert view.pixel_of(*view.pan_tilt_at(x, y)) == pytest.approx((x, y), abs=1e-5)


@given(poses, st.floats(0, 1920), st.floats(0, 1080))
def test_a_pixel_on_the_ground_goes_to_the_world_and_back(pose: Pose, x: float, y: float) -> None:
    view = View(EYE, pose, 1920, 1080)
    ground = view.on_plane(x, y)
    if ground is None:
        assert view.pan_tilt_at(x, y)[1] > -1e-6
    elif (ground - EYE).length < 1e5:
        assert view.project(ground) == pytest.approx((x, y), abs=1e-4)


@given(metres, metres, st.floats(0, 60), magnifications)
def test_aiming_brings_the_target_to_the_middle(x: float, y: float, z: float, mag: float) -> None:
    pan, tilt = aim_at(EYE, Point(x, y, z))
    view = View(EYE, Pose(pan, tilt, mag), 640, 360)
    assert view.project(Point(x, y, z)) == pytest.approx((320, 180), abs=1e-4)


@given(st.floats(-1e6, 1e6))
def test_wrapped_pan_is_the_same_direction(pan: float) -> None:
    wrapped = wrap_pan(pan)
    assert -180 <= wrapped < 180
    assert math.cos(math.radians(pan)) == pytest.approx(math.cos(math.radians(wrapped)), abs=1e-6)
    assert math.sin(math.radians(pan)) == pytest.approx(math.sin(math.radians(wrapped)), abs=1e-6)


@given(pans, tilts, magnifications)
def test_the_picture_is_as_wide_as_the_field_of_view(pan: float, tilt: float, mag: float) -> None:
    view = View(EYE, Pose(pan, tilt, mag), 1920, 1080)
    left, right = view.ray(0, 540), view.ray(1920, 540)
    angle = math.degrees(math.acos(left.dot(right) / left.length / right.length))
    assert angle == pytest.approx(horizontal_fov_deg(mag), abs=1e-6)


def test_fixed_points_of_the_convention() -> None:
    assert (horizontal_fov_deg(1), horizontal_fov_deg(30)) == (60.0, 2.0)
    assert focal_length_px(1, 1920) == pytest.approx(1662.77, abs=0.01)
    east_and_low = aim_at(Point(0, 0, 100), Point(100, 0, 0))
    assert east_and_low == pytest.approx((90.0, -45.0))
    view = View(Point(0, 0, 100), Pose(0, 0, 1), 1920, 1080)
    x, y = view.project(Point(10, 100, 90)) or (0.0, 0.0)
    assert x > 960
    assert y > 540
    assert view.project(Point(0, -100, 100)) is None


def test_straight_down_north_is_up() -> None:
    view = View(Point(0, 0, 100), Pose(0, -90, 1), 1920, 1080)
    north = view.project(Point(0, 10, 0))
    east = view.project(Point(10, 0, 0))
    assert north is not None
    assert east is not None
    assert north[1] < 540
    assert east[0] > 960
