"""The head's mechanics: speeds, limits, timeouts, presets; every time is passed in."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.high_rise.geometry import Pose, wrap_pan
from simulator.high_rise.ptz import (
    MAX_PRESETS,
    PAN_ACCELERATION,
    PAN_SPEED_DEG_S,
    InvalidPosition,
    Position,
    PresetNameTaken,
    PtzHead,
    TooManyPresets,
    UnknownPreset,
)

HOME = Position.of(Pose(0.0, -10.0, 1.0))
normal = st.floats(-1, 1)
unit = st.floats(0, 1)


def head() -> PtzHead:
    return PtzHead(HOME, now=0.0)


@given(st.floats(-1, 0.999), normal, unit)
def test_positions_go_to_degrees_and_back(pan: float, tilt: float, zoom: float) -> None:
    back = Position.of(Position(pan, tilt, zoom).pose)
    assert (back.pan, back.tilt, back.zoom) == pytest.approx((pan, tilt, zoom), abs=1e-9)


def test_a_continuous_move_reaches_full_speed_and_stops_by_itself() -> None:
    ptz = head()
    ptz.move_continuously(0.0, (0.5, 0.0), None, timeout_s=2.0)
    assert ptz.status(1.0).pan_tilt_moving
    assert not ptz.status(1.0).zoom_moving
    assert ptz.pose(1.5).pan_deg - ptz.pose(1.0).pan_deg == pytest.approx(PAN_SPEED_DEG_S / 4)
    assert not ptz.status(3.0).pan_tilt_moving
    assert ptz.pose(3.0) == ptz.pose(100.0)


def test_speed_falls_with_zoom() -> None:
    ptz = head()
    ptz.move_to(0.0, None, 1.0)
    ptz.move_continuously(10.0, (1.0, 0.0), None)
    assert ptz.pose(12.0).pan_deg - ptz.pose(11.0).pan_deg == pytest.approx(PAN_SPEED_DEG_S / 30)


@given(st.lists(st.tuples(st.sampled_from("cars"), normal, normal, normal, unit), max_size=12))
def test_nothing_leaves_the_limits_or_exceeds_the_speed(
    commands: list[tuple[str, float, float, float, float]],
) -> None:
    ptz = head()
    now = 0.0
    for kind, pan, tilt, zoom, wait in commands:
        if kind == "c":
            ptz.move_continuously(now, (pan, tilt), zoom)
        elif kind == "a":
            ptz.move_to(now, (pan, tilt), abs(zoom))
        elif kind == "r":
            ptz.move_by(now, (pan, tilt), zoom)
        else:
            ptz.stop(now)
        before = ptz.pose(now)
        for step in range(1, 11):
            pose = ptz.pose(now + wait * step / 10)
            assert -90 <= pose.tilt_deg <= 20
            assert 1 - 1e-9 <= pose.magnification <= 30 + 1e-9
            turned = abs(wrap_pan(pose.pan_deg - before.pan_deg))
            assert turned <= PAN_SPEED_DEG_S * wait / 10 + 1e-6
            before = pose
        now += wait


@given(st.floats(-1, 0.999), normal, unit, normal, unit)
def test_an_absolute_move_arrives_exactly_from_any_motion(
    pan: float, tilt: float, zoom: float, before: float, wait: float
) -> None:
    ptz = head()
    ptz.move_continuously(0.0, (before, -before), before)
    ptz.move_to(wait, (pan, tilt), zoom)
    status = ptz.status(wait + 60.0)
    assert not status.pan_tilt_moving
    assert not status.zoom_moving
    arrived = status.position
    assert abs(wrap_pan((arrived.pan - pan) * 180)) < 1e-6
    assert (arrived.tilt, arrived.zoom) == pytest.approx((tilt, zoom), abs=1e-6)


def test_motion_is_without_jumps_of_speed() -> None:
    ptz = head()
    ptz.move_to(0.0, (0.9, 0.3), 0.7)
    last, step = 0.0, 0.01
    for tick in range(1, 400):
        speed = wrap_pan(ptz.pose(tick * step).pan_deg - ptz.pose((tick - 1) * step).pan_deg) / step
        assert abs(speed - last) <= PAN_ACCELERATION * step * 1.01
        last = speed


def test_pan_takes_the_shorter_way_round() -> None:
    ptz = PtzHead(Position.of(Pose(170.0, -10.0, 1.0)), now=0.0)
    ptz.move_to(0.0, (-170 / 180, HOME.tilt), None)
    passed = [abs(ptz.pose(tick / 50).pan_deg) for tick in range(100)]
    assert min(passed) >= 169.9
    assert ptz.pose(10.0).pan_deg == pytest.approx(-170.0)


def test_relative_moves_stop_at_the_limit() -> None:
    ptz = head()
    ptz.move_by(0.0, (0.0, 1.0), 0.5)
    assert ptz.pose(20.0).tilt_deg == 20.0
    assert ptz.pose(20.0).magnification == pytest.approx(math.sqrt(30))
    assert not ptz.status(20.0).pan_tilt_moving


def test_stop_brakes_only_the_axes_asked_for() -> None:
    ptz = head()
    ptz.move_continuously(0.0, (0.2, 0.0), 0.1)
    ptz.stop(1.0, pan_tilt=True, zoom=False)
    assert not ptz.status(2.0).pan_tilt_moving
    assert ptz.status(2.0).zoom_moving


def test_presets_are_set_gone_to_and_removed() -> None:
    ptz = head()
    ptz.move_to(0.0, (0.5, -0.5), 0.5)
    token = ptz.set_preset(10.0, "桥头")
    ptz.goto_home(10.0)
    assert ptz.pose(20.0) == HOME.pose
    ptz.goto_preset(20.0, token)
    assert ptz.pose(30.0).pan_deg == pytest.approx(90.0)
    with pytest.raises(PresetNameTaken):
        ptz.set_preset(30.0, "桥头")
    assert ptz.set_preset(30.0, "桥头", token) == token
    ptz.remove_preset(token)
    assert ptz.presets() == ()
    with pytest.raises(UnknownPreset):
        ptz.goto_preset(30.0, token)
    assert ptz.set_preset(30.0, "再来") != token


def test_presets_are_bounded() -> None:
    ptz = head()
    for number in range(MAX_PRESETS):
        ptz.set_preset(0.0, str(number))
    with pytest.raises(TooManyPresets):
        ptz.set_preset(0.0, "one more")


def test_home_can_be_moved() -> None:
    ptz = head()
    ptz.move_to(0.0, (0.25, 0.0), 0.0)
    ptz.set_home(10.0)
    ptz.move_to(10.0, (-0.5, 0.0), 0.0)
    ptz.goto_home(20.0)
    assert ptz.pose(30.0).pan_deg == pytest.approx(45.0)


@pytest.mark.parametrize("bad", [math.nan, math.inf, 1.01, -2.0])
def test_numbers_outside_the_space_are_refused(bad: float) -> None:
    ptz = head()
    with pytest.raises(InvalidPosition):
        ptz.move_to(0.0, (bad, 0.0), None)
    with pytest.raises(InvalidPosition):
        ptz.move_continuously(0.0, (0.0, bad), None)
    with pytest.raises(InvalidPosition):
        ptz.move_by(0.0, None, bad)
    assert ptz.pose(5.0) == HOME.pose
