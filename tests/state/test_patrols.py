"""Patrols: every camera comes, none twice at once, no pane is empty in between, pauses hold."""

from __future__ import annotations

from datetime import datetime, time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state.board import BoardState
from console.state.camera import Camera
from console.state.layouts import parse_layout
from console.state.patrol_plan import ALL, Hours, PatrolPlan, PatrolPlans
from console.state.patrol_run import LEAD_S, PATIENCE_S, CameraCourse, LayoutCourse, PatrolRun

NIGHT = Hours(time(22, 0), time(6, 0), frozenset({4}))  # Fridays


def ready(_: str) -> bool:
    return True


def never(_: str) -> bool:
    return False


def names(count: int) -> tuple[str, ...]:
    return tuple(f"C{number:03d}" for number in range(1, count + 1))


def board(layout: str = "4", shown: int = 0) -> BoardState:
    return BoardState.empty(parse_layout(layout)).filled(names(shown))


@given(
    count=st.integers(1, 40),
    layout=st.sampled_from(["1", "4", "9", "1+5"]),
    shown=st.integers(0, 9),
    is_shuffled=st.booleans(),
    seed=st.integers(0, 9),
)
def test_every_camera_comes_and_none_is_there_twice(
    count: int, layout: str, shown: int, is_shuffled: bool, seed: int
) -> None:
    rng = Random(seed) if is_shuffled else None
    course, now = CameraCourse(names(count), 10.0, rng=rng), board(layout, shown)
    filled = sum(camera is not None for camera in now.cameras)
    seen = {camera for camera in now.cameras if camera}
    for second in range(0, 10 * (count + len(now.panes) + 2), 1):
        ahead = course.ahead(second, now)
        assert len(set(ahead.values())) == len(ahead)
        assert not set(ahead.values()) & set(now.cameras)
        after = course.step(second, now, ready)
        if after is not None:
            now = after
        here = [camera for camera in now.cameras if camera]
        assert len(here) >= filled  # no pane is emptied
        filled = len(here)
        seen |= set(here)
    assert seen >= set(names(count))


def test_a_camera_without_a_picture_is_waited_for_and_then_shown_as_it_is() -> None:
    course, now = CameraCourse(names(8), 10.0), board("1", 1)
    assert course.ahead(0.0, now) == {}
    assert course.ahead(10.0 - LEAD_S, now) == {0: "C002"}
    assert course.step(10.0 + PATIENCE_S - 0.1, now, never) is None
    after = course.step(10.0 + PATIENCE_S, now, never)
    assert after is not None
    assert after.cameras == ("C002",)


def test_key_cameras_stay_and_a_new_layout_is_taken_up() -> None:
    course, now = CameraCourse(names(30), 6.0, frozenset({"C001"})), board("4", 4)
    for second in range(60):
        course.ahead(second, now)
        now = course.step(second, now, ready) or now
        assert now.pane_of("C001") == 0
        if second == 30:
            now = now.with_layout(parse_layout("9"))
    assert None not in now.cameras  # empty panes are filled first


def test_few_streams_are_open_ahead() -> None:
    course, now = CameraCourse(names(700), 20.0), board("40", 40)
    most = 0
    for tenth in range(0, 3000, 2):
        most = max(most, len(course.ahead(tenth / 10, now)))
        now = course.step(tenth / 10, now, ready) or now
    assert most <= 40 * LEAD_S / 20 + 1


def test_layouts_come_whole_and_in_turn() -> None:
    boards = [board("4", 4), BoardState.empty(parse_layout("1")).filled(["C009"])]
    course, now = LayoutCourse(boards, 10.0), board("4", 0)
    shown = []
    for second in range(45):
        course.ahead(second, now)
        after = course.step(second, now, ready)
        if after is not None:
            now = after
            shown.append((second, now.cameras))
    assert [cameras for _, cameras in shown] == [boards[n % 2].cameras for n in range(len(shown))]
    assert [second for second, _ in shown] == [0, 10, 20, 30, 40]


def test_a_layout_waits_for_all_its_pictures() -> None:
    course, now = LayoutCourse([board("4", 4)], 10.0), board("1", 0)
    assert set(course.ahead(0.0, now).values()) == set(names(4))
    assert course.step(1.0, now, lambda one: one != "C003") is None
    assert course.step(PATIENCE_S, now, never) == board("4", 4)


def test_whoever_touches_the_board_has_it_for_a_while() -> None:
    run, now = PatrolRun("老街", CameraCourse(names(9), 10.0)), board("1", 1)
    run.course.ahead(0.0, now)
    run.pause(8.0, 60.0)
    run.pause(9.0, 10.0)  # a shorter one doesn't end the longer
    assert run.is_paused(67.0, now)
    assert not run.is_paused(68.0, now)
    assert run.course.step(69.9, now, ready) is None  # what was left of the dwell is still left
    run.course.ahead(70.0, now)
    assert run.course.step(70.0, now, ready) is not None


def test_an_enlarged_pane_holds_the_patrol() -> None:
    run, now = PatrolRun("老街", CameraCourse(names(9), 10.0)), board("4", 4).enlarge(2)
    for second in range(100):
        assert run.is_paused(second, now)
    assert run.is_paused(100.0, now.restored())
    assert not run.is_paused(100.0 + LEAD_S, now.restored())


@pytest.mark.parametrize(
    ("at", "is_inside"),
    [
        (datetime(2026, 11, 27, 21, 59), False),  # Friday
        (datetime(2026, 11, 27, 22, 0), True),
        (datetime(2026, 11, 28, 5, 59), True),  # the night that Friday began
        (datetime(2026, 11, 28, 6, 0), False),
        (datetime(2026, 11, 28, 23, 0), False),
        (datetime(2026, 11, 27, 3, 0), False),  # of Thursday's night
    ],
)
def test_hours_go_over_midnight(at: datetime, is_inside: bool) -> None:
    assert NIGHT.covers(at) is is_inside


def test_a_plan_names_cameras_and_groups_and_leaves_out_who_is_gone() -> None:
    known = [
        Camera("C1", "东", "上枫村", "FX03-01", "rtsp://x"),
        Camera("C2", "西", "上枫村", "FX03-02", "rtsp://x"),
        Camera("C3", "北", "石塘村", "FX05-01", "rtsp://x"),
    ]
    plan = PatrolPlan("夜间", ("C3", "C9"), ("FX03-02", "上枫村"))
    assert plan.numbers(known) == ("C3", "C2", "C1")
    assert PatrolPlan("全部", groups=(ALL,)).numbers(known) == ("C1", "C2", "C3")


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({"name": "  ", "cameras": ("C1",)}, "name"),
        ({"name": "x", "cameras": ("C1",), "dwell_s": 4}, "dwell"),
        ({"name": "x"}, "nothing"),
        ({"name": "x", "cameras": ("C1",), "layouts": ("夜",)}, "both"),
    ],
)
def test_a_plan_that_makes_no_sense_says_why(given_: dict[str, object], code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        PatrolPlan(**given_)  # type: ignore[arg-type]


def test_plans_are_kept_and_read_back() -> None:
    plans = PatrolPlans().put(PatrolPlan("夜间", ("C1",), hours=NIGHT))
    plans = plans.put(PatrolPlan("布局", layouts=("甲", "乙"), dwell_s=60, is_shuffled=True))
    assert PatrolPlans.from_dict(plans.to_dict()) == plans
    assert plans.due(datetime(2026, 11, 27, 23, 0)) == plans.plans[0]
    renamed = plans.put(PatrolPlan("白天", ("C1",)), instead_of="夜间")
    assert [plan.name for plan in renamed.plans] == ["白天", "布局"]
    assert [plan.name for plan in renamed.without("白天").plans] == ["布局"]
    for broken in ({}, {"version": 9, "plans": []}, {"version": 1, "plans": [{"name": "x"}]}):
        with pytest.raises((ValueError, TypeError, KeyError)):
            PatrolPlans.from_dict(broken)
