"""Spans, sizes of type, rows and pages, the order of events, and the watch over the program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state.inbox_filter import Light
from console.state.wall_events import WallEvent, open_by_grade, open_events, remaining_of
from console.state.wall_legible import (
    CHARACTER_SHARE,
    character_mm,
    map_width_m,
    text_px,
    width_of_monitor_m,
)
from console.state.wall_plan import Frame
from console.state.wall_span import PIXELS_MOST, Part, bounds, joined, picture_box, spanned
from console.state.wall_watch import Watch, WatchLimits, WatchStep

NOW = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
frames = st.builds(
    Frame,
    st.integers(-8000, 8000),
    st.integers(-8000, 8000),
    st.integers(200, 8000),
    st.integers(200, 8000),
)
walls = st.dictionaries(st.sampled_from("abcdef"), frames, min_size=1)
aspects = st.floats(0.3, 4.0)


# -- spans


@given(walls, aspects)
def test_parts_lie_in_the_picture_and_keep_its_shape(wall: dict[str, Frame], aspect: float) -> None:
    parts = spanned(wall, aspect)
    for screen, part in parts.items():
        assert part.left >= -1e-9
        assert part.top >= -1e-9
        assert part.left + part.width <= 1 + 1e-9
        assert part.top + part.height <= 1 + 1e-9
        frame = wall[screen]
        assert part.width * aspect / part.height == pytest.approx(frame.width / frame.height)


@given(walls, aspects)
def test_the_picture_covers_the_wall_and_is_cut_evenly(
    wall: dict[str, Frame], aspect: float
) -> None:
    seen = joined(list(spanned(wall, aspect).values()))
    assert max(seen.width, seen.height) == pytest.approx(1.0)
    assert seen.left == pytest.approx((1.0 - seen.width) / 2, abs=1e-9)
    assert seen.top == pytest.approx((1.0 - seen.height) / 2, abs=1e-9)


@given(walls, aspects)
def test_neighbours_meet_without_gap_or_overlap(wall: dict[str, Frame], aspect: float) -> None:
    """A point of the wall shows the same point of the picture on whichever screen it lies."""
    whole, parts = bounds(list(wall.values())), spanned(wall, aspect)
    seen = joined(list(parts.values()))
    for screen, frame in wall.items():
        inside = parts[screen].within(seen)
        assert inside.left == pytest.approx((frame.x - whole.x) / whole.width, abs=1e-6)
        assert inside.width == pytest.approx(frame.width / whole.width, abs=1e-6)


def test_three_screens_in_a_row_and_four_in_a_square() -> None:
    row = {name: Frame(at * 1920, 0, 1920, 1080) for at, name in enumerate("abc")}
    parts = spanned(row, 16 / 9)
    assert parts["b"] == pytest.approx(Part(1 / 3, 1 / 3, 1 / 3, 1 / 3))
    assert picture_box(parts, dict.fromkeys(row, (1920, 1080))) == (5760, 1080)
    square = {
        f"{column}{line}": Frame(column * 1920, line * 1080, 1920, 1080)
        for column in range(2)
        for line in range(2)
    }
    assert spanned(square, 16 / 9)["11"] == pytest.approx(Part(0.5, 0.5, 0.5, 0.5))


@given(walls, aspects)
def test_no_picture_is_larger_than_a_process_can_carry(
    wall: dict[str, Frame], aspect: float
) -> None:
    pixels = dict.fromkeys(wall, (3840, 2160))
    width, height = picture_box(spanned(wall, aspect), pixels)
    assert 0 < width * height <= PIXELS_MOST * 1.001


def test_no_screens_take_no_picture() -> None:
    assert spanned({}, 1.0) == {}
    assert picture_box({}, {}) == (0, 0)


# -- sizes


@given(st.floats(0.3, 100), st.floats(0.1, 50), st.integers(200, 16000))
def test_a_character_is_at_least_a_200th_of_the_distance(
    distance_m: float, width_m: float, width_px: int
) -> None:
    shown_mm = text_px(distance_m, width_m, width_px) * width_m * 1000 / width_px
    assert shown_mm * CHARACTER_SHARE >= distance_m * 1000 / 200 - 1e-9


@given(st.floats(), st.floats(), st.integers())
def test_any_numbers_give_some_size(distance_m: float, width_m: float, width_px: int) -> None:
    assert text_px(distance_m, width_m, width_px) >= 13
    assert 0.1 <= width_of_monitor_m(width_m) <= 50


def test_a_common_room() -> None:
    assert character_mm(4.0) == 20.0
    assert text_px(4.0, 1.21, 1920) == 35
    assert text_px(4.0, 1.21, 3840) == 69
    assert width_of_monitor_m(0.0) == 1.21
    assert width_of_monitor_m(527.0) == 0.527


def test_a_map_of_zoom_15_on_a_full_hd_screen() -> None:
    assert map_width_m(15.0, 0.0, 1920) == pytest.approx(9172.4, abs=0.1)


# -- events


def event(name: str, grade: int, due_in_min: int | None, state: str = "handling") -> WallEvent:
    due = None if due_in_min is None else NOW + timedelta(minutes=due_in_min)
    return WallEvent(name, f"2026-{name}", name, state, grade, NOW, due_at=due)


def test_grave_ones_first_then_what_is_due_first() -> None:
    events = [
        event("a", 1, 5),
        event("b", 4, 60),
        event("c", 4, -10),
        event("d", 2, None),
        event("e", 2, 500),
        event("f", 4, 1, state="closed"),
    ]
    assert [one.id for one in open_events(events)] == ["c", "b", "e", "d", "a"]
    assert open_by_grade(events) == (1, 2, 0, 2)


def test_what_is_left_of_a_limit() -> None:
    due = NOW + timedelta(minutes=30)
    running = WallEvent("a", "1", "a", "handling", 2, NOW, due_at=due, amber_at=NOW)
    found = remaining_of(running, NOW)
    assert (found.light, found.left_s) == (Light.AMBER, 1800)
    assert remaining_of(running, NOW - timedelta(minutes=1)).light is Light.GREEN
    assert remaining_of(running, NOW + timedelta(hours=1)).light is Light.RED
    assert remaining_of(event("b", 1, None), NOW).light is Light.NONE
    assert remaining_of(event("c", 1, 5, "closed"), NOW).light is Light.NONE


# -- the watch


def test_a_silent_program_is_killed_and_comes_back_within_ten_seconds() -> None:
    watch = Watch().started(0.0)
    assert watch.step(19.0) is WatchStep.WAIT
    assert watch.step(20.1) is WatchStep.KILL
    watch = watch.heard(60.0)
    assert watch.step(64.0) is WatchStep.WAIT
    assert watch.step(64.1) is WatchStep.KILL
    watch = watch.died(64.2)
    assert watch.step(64.3) is WatchStep.WAIT
    assert watch.step(64.41) is WatchStep.START


@given(st.lists(st.floats(0.0, 100.0), max_size=40))
def test_waits_grow_with_quick_deaths_and_stay_short_enough(lives: list[float]) -> None:
    limits, watch, now = WatchLimits(), Watch(), 0.0
    quick = 0
    for life in lives:
        watch = watch.started(now)
        now += life
        watch = watch.died(now)
        quick = 1 if life >= limits.steady_after_s else quick + 1
        wait = watch.start_at - now
        assert wait == pytest.approx(limits.waits_s[min(quick - 1, len(limits.waits_s) - 1)])
        now = watch.start_at
    # Noticed, waited for and started, with five seconds for the start itself.
    assert limits.silent_for_s + limits.waits_s[0] + 5 < 10
