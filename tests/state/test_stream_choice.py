"""Main and sub stream change rarely and for a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state.limits import VideoLimits
from console.state.load_guard import LoadLevel
from console.state.loop_filter import LoopFilterSkip, skips_loop_filter
from console.state.stream_choice import StreamKind, choose

LIMITS = VideoLimits()
SUB = (640, 360)
LONG = 60.0
kinds: st.SearchStrategy[StreamKind] = st.sampled_from(["sub", "main"])
sizes = st.tuples(st.integers(0, 8000), st.integers(0, 8000))


def at(width: int, current: StreamKind, zoom: float = 1.0) -> StreamKind:
    return choose(current, (width, width * 9 // 16), SUB, zoom, True, LONG, LIMITS)


@pytest.mark.parametrize(
    ("width", "current", "expected"),
    [
        (240, "sub", "sub"),
        (800, "sub", "sub"),
        (816, "sub", "main"),
        (640, "main", "main"),
        (624, "main", "sub"),
    ],
)
def test_by_size(width: int, current: StreamKind, expected: StreamKind) -> None:
    assert at(width, current) == expected


def test_zoom_takes_the_main_stream_and_keeps_it() -> None:
    assert at(240, "sub", 1.3) == "main"
    assert at(240, "main", 1.2) == "main"
    assert at(240, "main", 1.0) == "sub"


def test_a_tall_narrow_pane_does_not_need_the_main_stream() -> None:
    assert choose("sub", (400, 2000), SUB, 1, True, LONG, LIMITS) == "sub"


def test_shedding_leaves_it_to_the_enlarged_pane() -> None:
    big = (1920, 1080)
    shed = LoadLevel.SHED
    assert choose("main", big, SUB, 1, True, LONG, LIMITS, shed) == "sub"
    assert choose("sub", big, SUB, 1, True, LONG, LIMITS, shed, enlarged=True) == "main"


@given(kinds, sizes, sizes, st.floats(1, 30), st.floats(0, 100), st.sampled_from(LoadLevel))
def test_never_a_main_stream_that_is_not_there(
    current: StreamKind,
    pane: tuple[int, int],
    sub: tuple[int, int],
    zoom: float,
    since: float,
    level: LoadLevel,
) -> None:
    assert choose(current, pane, sub, zoom, False, since, LIMITS, level) == "sub"


@given(kinds, sizes, sizes, st.floats(1, 30), st.floats(0, 2.99), st.sampled_from(LoadLevel))
def test_no_change_within_the_dwell_time(
    current: StreamKind,
    pane: tuple[int, int],
    sub: tuple[int, int],
    zoom: float,
    since: float,
    level: LoadLevel,
) -> None:
    assert choose(current, pane, sub, zoom, True, since, LIMITS, level) == current


@given(kinds, sizes, sizes, st.floats(1, 30), st.sampled_from(LoadLevel), st.booleans())
def test_a_choice_is_stable(
    current: StreamKind,
    pane: tuple[int, int],
    sub: tuple[int, int],
    zoom: float,
    level: LoadLevel,
    enlarged: bool,
) -> None:
    first = choose(current, pane, sub, zoom, True, LONG, LIMITS, level, enlarged)
    assert choose(first, pane, sub, zoom, True, LONG, LIMITS, level, enlarged) == first


@pytest.mark.parametrize(
    ("setting", "pane", "stream", "skipped"),
    [
        (LoopFilterSkip.AUTO, (320, 180), (640, 360), True),
        (LoopFilterSkip.AUTO, (321, 180), (640, 360), False),
        (LoopFilterSkip.AUTO, (320, 181), (640, 360), False),
        (LoopFilterSkip.AUTO, (0, 0), (640, 360), False),
        (LoopFilterSkip.AUTO, (320, 180), (0, 0), False),
        (LoopFilterSkip.ON, (1920, 1080), (640, 360), True),
        (LoopFilterSkip.OFF, (10, 10), (640, 360), False),
    ],
)
def test_loop_filter(
    setting: LoopFilterSkip, pane: tuple[int, int], stream: tuple[int, int], skipped: bool
) -> None:
    assert skips_loop_filter(setting, pane, stream, LIMITS) is skipped
