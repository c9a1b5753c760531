"""What is suggested for merging, in which order, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.duplicates import Alike, Resemblance, bigrams, similarity, suggest_merges
from backend.domain.event_brief import EventBrief
from backend.domain.geo import LocalPlane, Position
from backend.domain.words import State

NOON = datetime(2026, 5, 6, 4, 0, tzinfo=UTC)
PLANE = LocalPlane(Position(120.29, 29.71))
NEW = EventBrief(
    "E100",
    "0301",
    NOON,
    State.TRIAGE,
    "农贸市场旁边出租房着火,有浓烟",
    PLANE.position(0, 0),
    "FX01-01",
)


def _other(name: str = "E1", x: float = 20.0, minutes: float = -5, **changes: object) -> EventBrief:
    near = replace(
        NEW,
        id=name,
        position=PLANE.position(x, 0),
        reported_at=NOON + timedelta(minutes=minutes),
        text="菜市场边上的出租房冒烟着火了",
    )
    return replace(near, **changes)  # type: ignore[arg-type]


def test_a_double_is_suggested_with_its_reasons() -> None:
    (suggestion,) = suggest_merges(NEW, [_other()])
    assert suggestion.kind is Resemblance.MERGE
    facts = {finding.code: dict(finding.facts) for finding in suggestion.why}
    assert facts[Alike.SAME_SUBCATEGORY] == {"subcategory": "0301"}
    assert facts[Alike.NEAR] == {"metres": 20}
    assert facts[Alike.SOON] == {"minutes": 5}
    assert facts[Alike.LIKE_TEXT] == {"percent": round(100 * (suggestion.similarity or 0))}


@pytest.mark.parametrize(
    "other",
    [
        _other(x=151),
        _other(minutes=-24 * 60 - 1),
        _other(minutes=24 * 60 + 1),
        _other(subcategory="0302"),
        _other(drill=True),
        _other(state=State.MERGED),
        _other(state=State.REJECTED),
        _other(position=None, grid="FX01-02"),
        _other(position=None, grid=None),
        NEW,
    ],
)
def test_what_is_no_double(other: EventBrief) -> None:
    assert suggest_merges(NEW, [other]) == ()


def test_at_the_limits_it_still_is() -> None:
    assert suggest_merges(NEW, [_other(x=149.9, minutes=-24 * 60)])
    assert suggest_merges(NEW, [_other(grid="FX01-02")])


def test_drills_go_with_drills() -> None:
    assert suggest_merges(replace(NEW, drill=True), [_other(drill=True)])


@pytest.mark.parametrize("state", [State.CLOSED, State.APPRAISAL, State.ARCHIVED])
def test_a_closed_one_is_a_repeat_after_those_to_merge(state: State) -> None:
    closed = _other("E1", 0, 0, state=state, text=NEW.text)
    far = _other("E2", 140, -1200, text="")
    suggestions = suggest_merges(NEW, [closed, far])
    assert [(s.event_id, s.kind) for s in suggestions] == [
        ("E2", Resemblance.MERGE),
        ("E1", Resemblance.REPEAT),
    ]
    assert suggestions[1].why[-1].fact("state") == state.value


def test_without_a_place_the_grid_stands_for_it_and_comes_later() -> None:
    grid_only = _other("E1", position=None, text=NEW.text, minutes=-5)
    placed = _other("E2", text=NEW.text, minutes=-5)
    first, second = suggest_merges(NEW, [grid_only, placed])
    assert (first.event_id, second.event_id) == ("E2", "E1")
    assert second.distance_m is None
    assert second.why[1].code is Alike.SAME_GRID
    assert suggest_merges(replace(NEW, position=None), [_other()])


def test_the_text_decides_between_two_at_one_place() -> None:
    like, unlike = _other("E2", text="出租房着火,浓烟"), _other("E1", text="路边草丛焚烧树叶")
    suggestions = suggest_merges(NEW, [unlike, like])
    assert [s.event_id for s in suggestions] == ["E2", "E1"]
    assert suggestions[1].why[3].code is Alike.UNLIKE_TEXT


def test_similarity_of_texts() -> None:
    assert similarity("出租房着火", "出租房着火!") == 1
    assert similarity("出租房", "路边草丛") == 0
    assert similarity("ABC", "abc") == 1
    assert similarity("", "出租房") is None
    assert similarity("!!!", "出租房") is None
    assert bigrams("火") == {"火": 1}


@given(st.text(max_size=60), st.text(max_size=60))
def test_similarity_is_mutual_and_bounded(a: str, b: str) -> None:
    found = similarity(a, b)
    assert found == similarity(b, a)
    assert found is None or 0 <= found <= 1
    assert similarity(a, a) in {None, 1}


briefs = st.builds(
    _other,
    st.uuids().map(str),
    st.floats(0, 200),
    st.floats(-1600, 1600),
    subcategory=st.sampled_from(["0301", "0302"]),
    state=st.sampled_from(State),
    drill=st.booleans(),
    text=st.sampled_from(["", "出租房着火", "浓烟", NEW.text]),
)


@given(st.lists(briefs, max_size=12))
def test_whatever_the_order_the_suggestions_are_the_same(others: list[EventBrief]) -> None:
    suggestions = suggest_merges(NEW, others)
    assert suggestions == suggest_merges(NEW, others[::-1])
    by_id = {other.id: other for other in others}
    for suggestion in suggestions:
        other = by_id[suggestion.event_id]
        assert other.subcategory == NEW.subcategory
        assert not other.drill
        assert suggestion.distance_m is not None
        assert suggestion.distance_m <= 150
        assert suggestion.apart <= timedelta(hours=24)
        assert 0 <= suggestion.score <= 1


@given(briefs)
def test_resembling_is_mutual(other: EventBrief) -> None:
    one, back = suggest_merges(NEW, [other]), suggest_merges(other, [NEW])
    if other.state not in {State.MERGED, State.REJECTED}:
        assert [s.score for s in one] == pytest.approx([s.score for s in back])


def test_times_need_an_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        replace(NEW, reported_at=datetime(2026, 5, 6))
    with pytest.raises(ValueError, match="subcategory"):
        replace(NEW, subcategory="")
