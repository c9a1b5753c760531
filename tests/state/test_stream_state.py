"""A pane never calls an old picture live, and says why it has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state.limits import VideoLimits
from console.state.stream_state import Phase, Reason, StreamState, judge

LIMITS = VideoLimits()
times = st.floats(0, 1e6, allow_nan=False)
maybe_times = st.none() | times


def test_nothing_wanted_is_idle() -> None:
    assert judge(5, None, None, None, None, LIMITS) == StreamState(Phase.IDLE)


@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        (0.0, StreamState(Phase.CONNECTING)),
        (19.9, StreamState(Phase.CONNECTING)),
        (20.0, StreamState(Phase.LOST, Reason.NO_DATA)),
    ],
)
def test_first_picture_is_waited_for(waited: float, expected: StreamState) -> None:
    assert judge(100 + waited, 100, None, None, None, LIMITS) == expected


@pytest.mark.parametrize(
    ("age", "phase", "reason", "hatched"),
    [
        (0.0, Phase.LIVE, Reason.NONE, False),
        (1.75, Phase.LIVE, Reason.NONE, False),
        (2.0, Phase.STALE, Reason.NONE, False),
        (9.75, Phase.STALE, Reason.NONE, False),
        (10.0, Phase.STALE, Reason.NONE, True),
        (20.0, Phase.LOST, Reason.NO_DATA, True),
    ],
)
def test_picture_ages(age: float, phase: Phase, reason: Reason, hatched: bool) -> None:
    state = judge(100 + age, 50, 100, None, None, LIMITS)
    assert state == StreamState(phase, reason, age, hatched)


def test_fault_makes_a_young_picture_stale_then_lost() -> None:
    young = judge(101, 50, 100, Reason.REFUSED, 100.5, LIMITS)
    assert young == StreamState(Phase.STALE, Reason.REFUSED, 1)
    old = judge(102, 50, 100, Reason.REFUSED, 100.5, LIMITS)
    assert old == StreamState(Phase.LOST, Reason.REFUSED, 2)


def test_fault_before_the_first_picture_is_lost_and_stays_so_while_retrying() -> None:
    assert judge(101, 100, None, Reason.UNAUTHORIZED, 100.5, LIMITS).phase is Phase.LOST
    retried = judge(104, 103, None, Reason.UNAUTHORIZED, 100.5, LIMITS)
    assert retried == StreamState(Phase.LOST, Reason.UNAUTHORIZED)


def test_a_newer_frame_ends_the_fault() -> None:
    assert judge(111, 50, 110.5, Reason.ENDED, 110, LIMITS).is_live


@given(times, maybe_times, maybe_times, st.none() | st.sampled_from(Reason), maybe_times)
def test_live_only_with_a_young_frame(
    now: float,
    opened_at: float | None,
    frame_at: float | None,
    fault: Reason | None,
    faulted_at: float | None,
) -> None:
    state = judge(now, opened_at, frame_at, fault, faulted_at, LIMITS)
    if state.is_live:
        assert frame_at is not None
        assert now - frame_at < LIMITS.live_for_s
        assert state.reason is Reason.NONE
        assert not state.hatched
    if state.phase is Phase.LOST:
        assert state.reason is not Reason.NONE


@given(times, st.floats(3, 1e4), st.sampled_from([r for r in Reason if r is not Reason.NONE]))
def test_loss_shows_within_three_seconds(frame_at: float, since: float, fault: Reason) -> None:
    unreported = judge(frame_at + since, 0, frame_at, None, None, LIMITS)
    assert unreported.phase in {Phase.STALE, Phase.LOST}
    reported = judge(frame_at + since, 0, frame_at, fault, frame_at, LIMITS)
    assert (reported.phase, reported.reason) == (Phase.LOST, fault)
