"""Ways of people: bounded, forgotten in time, without the same place twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from console.state.tracks import KEPT_FOR, LEAST_STEP_DEG, MOST_STEPS, Tracks

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
FAR = 10 * LEAST_STEP_DEG


def test_standing_still_and_older_news_add_nothing() -> None:
    tracks = Tracks()
    tracks.note("m1", START, 120.0, 29.7)
    tracks.note("m1", START + timedelta(seconds=10), 120.0, 29.7)
    tracks.note("m1", START - timedelta(seconds=10), 120.0 + FAR, 29.7)
    assert len(tracks.of("m1")) == 1
    tracks.note("m1", START + timedelta(seconds=20), 120.0 + FAR, 29.7)
    assert [step[1] for step in tracks.of("m1")] == [120.0, 120.0 + FAR]
    assert tracks.of("m2") == ()


@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(-50, 50)), max_size=60))
def test_a_way_rises_in_time_and_is_kept_for_two_hours(steps: list[tuple[int, int]]) -> None:
    tracks = Tracks()
    for second, places in steps:
        tracks.note("m1", START + timedelta(seconds=second), 120.0 + places * FAR, 29.7)
    now = START + timedelta(seconds=20_000)
    tracks.forget_before(now)
    times = [at for at, _, _ in tracks.of("m1")]
    assert times == sorted(times)
    assert all(at >= now - KEPT_FOR for at in times)


def test_no_way_grows_for_ever() -> None:
    tracks = Tracks()
    for number in range(MOST_STEPS + 50):
        tracks.note("m1", START + timedelta(seconds=number), 120.0 + number * FAR, 29.7)
    assert len(tracks.of("m1")) == MOST_STEPS
    tracks.clear()
    assert tracks.of("m1") == ()
