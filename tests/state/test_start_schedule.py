"""Many streams start quickly but not at once."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state.limits import VideoLimits
from console.state.start_schedule import start_offsets

LIMITS = VideoLimits()


def test_forty_start_within_a_second() -> None:
    offsets = start_offsets(40, LIMITS)
    assert offsets[0] == 0
    assert max(offsets) <= 1


@given(st.integers(0, 1000))
def test_one_offset_each_in_order_and_never_a_crowd(count: int) -> None:
    offsets = start_offsets(count, LIMITS)
    assert len(offsets) == count
    assert list(offsets) == sorted(offsets)
    assert all(crowd <= LIMITS.start_burst for crowd in Counter(offsets).values())


def test_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        start_offsets(-1, LIMITS)
