"""The same place three times in seven days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.event_brief import EventBrief
from backend.domain.geo import LocalPlane, Position
from backend.domain.repeats import RepeatRule, repeats_of
from backend.domain.words import State

NOW = datetime(2026, 5, 6, 4, 0, tzinfo=UTC)
PLANE = LocalPlane(Position(120.29, 29.71))
NEW = EventBrief("E9", "0603", NOW, State.TRIAGE, "", PLANE.position(0, 0), "FX01-01")


def _earlier(name: str, days: float = 1, x: float = 10, **changes: object) -> EventBrief:
    earlier = replace(
        NEW,
        id=name,
        reported_at=NOW - timedelta(days=days),
        position=PLANE.position(x, 0),
        state=State.CLOSED,
    )
    return replace(earlier, **changes)  # type: ignore[arg-type]


def test_the_third_time_is_a_repeat() -> None:
    assert not repeats_of(NEW, []).is_repeat
    assert not repeats_of(NEW, [_earlier("E1")]).is_repeat
    repeats = repeats_of(NEW, [_earlier("E1", 7), _earlier("E2", 2), NEW])
    assert repeats.is_repeat
    assert repeats.event_ids == ("E2", "E1")
    assert repeats.times == 3


@pytest.mark.parametrize(
    "other",
    [
        _earlier("E2", 7.001),
        _earlier("E2", -0.001),
        _earlier("E2", x=51),
        _earlier("E2", position=None),
        _earlier("E2", subcategory="0301"),
        _earlier("E2", drill=True),
        _earlier("E2", state=State.MERGED),
        _earlier("E2", state=State.REJECTED),
        _earlier("E1"),
    ],
)
def test_what_does_not_count(other: EventBrief) -> None:
    assert repeats_of(NEW, [_earlier("E1"), other]).event_ids == ("E1",)


def test_another_subcategory_of_the_category_counts() -> None:
    assert repeats_of(NEW, [_earlier("E1"), _earlier("E2", subcategory="0601")]).is_repeat


def test_a_place_that_is_not_known_repeats_nothing() -> None:
    lost = replace(NEW, position=None)
    assert not repeats_of(lost, [_earlier("E1"), _earlier("E2")]).is_repeat


@given(
    st.lists(st.tuples(st.floats(-1, 10), st.floats(0, 90)), max_size=12),
    st.integers(2, 5),
    st.floats(1, 80),
)
def test_a_wider_rule_never_finds_less(
    places: list[tuple[float, float]], times: int, radius: float
) -> None:
    events = [_earlier(f"E{i}", days, x) for i, (days, x) in enumerate(places)]
    narrow = repeats_of(NEW, events, RepeatRule(times=times, radius_m=radius))
    wide = repeats_of(NEW, events, RepeatRule(times - 1, radius + 10, timedelta(days=8), False))
    assert set(narrow.event_ids) <= set(wide.event_ids)
    assert wide.is_repeat or not narrow.is_repeat
    assert narrow == repeats_of(NEW, events[::-1], RepeatRule(times=times, radius_m=radius))
