"""Retries grow, never stop and don't fall together."""

from __future__ import annotations

from bisect import bisect_right
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state.limits import VideoLimits
from console.state.retry import (
    RetrySchedule,
    ReturnWatch,
    probe_gap_s,
    probes_while_waiting,
)
from console.state.stream_state import Reason

LIMITS = VideoLimits()


def most_in_one_second(times: list[float]) -> int:
    ordered = sorted(times)
    return max(bisect_right(ordered, at + 1.0) - i for i, at in enumerate(ordered))


def test_delays_are_the_designed_ones_and_the_last_repeats() -> None:
    bases = [RetrySchedule(n).base_delay_s(Reason.REFUSED, LIMITS) for n in range(8)]
    assert bases == [1, 2, 4, 8, 15, 30, 30, 30]


@given(st.integers(0, 10_000), st.integers())
def test_missing_stream_is_asked_for_again_soon_but_not_in_haste(failures: int, seed: int) -> None:
    wait, _ = RetrySchedule(failures).failed(Reason.NOT_FOUND, Random(seed), LIMITS)
    assert 0.8 * LIMITS.retry_delays_s[0] <= wait
    assert wait <= 1.2 * LIMITS.retry_missing_longest_s + LIMITS.retry_spread_s
    if failures >= len(LIMITS.retry_delays_s):
        assert wait >= 0.8 * LIMITS.retry_missing_longest_s


@given(st.integers(5, 10_000), st.integers())
def test_wrong_password_is_never_tried_often(failures: int, seed: int) -> None:
    wait, _ = RetrySchedule(failures).failed(Reason.UNAUTHORIZED, Random(seed), LIMITS)
    assert wait >= 0.8 * LIMITS.retry_delays_s[-1]


@given(st.integers(0, 10_000), st.integers())
def test_each_wait_lies_around_its_base(failures: int, seed: int) -> None:
    schedule = RetrySchedule(failures)
    base = schedule.base_delay_s(Reason.REFUSED, LIMITS)
    wait, after = schedule.failed(Reason.REFUSED, Random(seed), LIMITS)
    assert base * 0.8 <= wait <= base * 1.2 + LIMITS.retry_spread_s
    assert after.failures == failures + 1


def test_only_a_long_life_resets() -> None:
    tried = RetrySchedule(4)
    assert tried.lived(LIMITS.retry_reset_after_s - 0.1, LIMITS) == tried
    assert tried.lived(LIMITS.retry_reset_after_s, LIMITS) == RetrySchedule()


@given(st.integers(0, 8), st.integers(0, 2**40))
def test_panes_that_fail_together_come_back_apart(failures: int, seed: int) -> None:
    waits = [
        RetrySchedule(failures).failed(Reason.REFUSED, Random(seed + camera), LIMITS)[0]
        for camera in range(400)
    ]
    assert most_in_one_second(waits) <= 400 * 0.67


@pytest.mark.parametrize("reason", list(Reason))
def test_only_long_waits_after_faults_of_the_network_are_probed(reason: Reason) -> None:
    network = {Reason.REFUSED, Reason.NO_ROUTE, Reason.TIMEOUT, Reason.ENDED, Reason.NO_DATA}
    assert probes_while_waiting(reason, 30.0, LIMITS) is (reason in network)
    assert not probes_while_waiting(reason, LIMITS.probe_gap_s, LIMITS)


@pytest.mark.parametrize("reason", [Reason.REFUSED, Reason.NO_ROUTE, Reason.TIMEOUT])
def test_host_that_answers_again_is_tried_at_once(reason: Reason) -> None:
    now, watch = ReturnWatch.after(reason).probed(answers=False)
    assert not now
    now, watch = watch.probed(answers=True)
    assert now


@pytest.mark.parametrize("reason", [Reason.ENDED, Reason.NO_DATA])
def test_host_that_never_fell_silent_keeps_its_schedule(reason: Reason) -> None:
    now, watch = ReturnWatch.after(reason).probed(answers=True)
    assert not now
    assert not watch.probed(answers=True)[0]
    gone = watch.probed(answers=False)[1]
    assert gone.probed(answers=True)[0]


@given(st.integers(0, 2**40))
def test_knocks_of_panes_that_wait_together_fall_apart(seed: int) -> None:
    gaps = [probe_gap_s(Random(seed + camera), LIMITS) for camera in range(400)]
    assert min(gaps) > 2.0
    assert max(gaps) < 4.0
    assert most_in_one_second(gaps) <= 400 * 0.67
