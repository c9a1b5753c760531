"""A wall's contents, screens and scenes come back as they were kept, and nothing read hurts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state.layouts import STANDARD_LAYOUTS
from console.state.wall_contents import (
    MAP_LAYERS,
    BoardContent,
    ClockContent,
    ConsultationContent,
    Content,
    EmptyContent,
    EventContent,
    FiguresContent,
    MapContent,
    NoticesContent,
    PanesContent,
    SpanContent,
    content_from_json,
    content_to_json,
)
from console.state.wall_plan import Frame, Scene, Shown, WallPlan, WallScreen
from widgets.map_layers import Layer

names = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=20)


@st.composite
def some_panes(draw: st.DrawFn) -> PanesContent:
    layout = draw(st.sampled_from(STANDARD_LAYOUTS))
    count = layout.pane_count
    shown = draw(st.lists(names, max_size=count, unique=True))
    cameras: list[str | None] = [*shown, *[None] * (count - len(shown))]
    return PanesContent(layout, tuple(draw(st.permutations(cameras))))


contents: st.SearchStrategy[Content] = st.one_of(
    some_panes(),
    st.builds(SpanContent, names),
    st.builds(
        MapContent,
        st.floats(-180, 180),
        st.floats(-85, 85),
        st.floats(1, 22),
        st.sets(st.sampled_from(MAP_LAYERS)).map(
            lambda chosen: tuple(name for name in MAP_LAYERS if name in chosen)
        ),
    ),
    st.just(BoardContent()),
    st.just(FiguresContent()),
    st.just(ClockContent()),
    st.builds(NoticesContent, names),
    st.builds(EventContent, names),
    st.builds(ConsultationContent, names),
    st.just(EmptyContent()),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=12,
)
kinds = st.sampled_from(
    ["panes", "camera_span", "map", "board", "notices", "clock", "event", "consultation", "empty"]
)
fields = st.sampled_from(
    ["layout", "cameras", "camera", "lon", "lat", "zoom", "layers", "text", "id", "event"]
)


@given(contents)
def test_contents_come_back_as_they_were(content: Content) -> None:
    kept = json.loads(json.dumps(content_to_json(content), ensure_ascii=False))
    assert content_from_json(kept) == content


@given(anything)
def test_anything_is_a_content(data: object) -> None:
    found = content_from_json(data)
    json.dumps(content_to_json(found)).encode()


@given(kinds, st.dictionaries(fields, anything, max_size=6))
def test_known_kinds_with_anything_in_them_are_contents(kind: str, more: dict[str, Any]) -> None:
    found = content_from_json({**more, "kind": kind})
    json.dumps(content_to_json(found), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ([], "not a set"),
        ({"kind": "hologram"}, "unknown kind 'hologram'"),
        ({"kind": ["panes"]}, "unknown kind"),
        ({"kind": "panes", "layout": "7", "cameras": []}, "unknown layout"),
        ({"kind": "panes", "layout": "1", "cameras": ["a", "b"]}, "at most 1"),
        ({"kind": "panes", "layout": "1", "cameras": [5]}, "not a text"),
        ({"kind": "camera_span", "camera": ""}, "not a text"),
        ({"kind": "map", "lon": 1e400, "lat": 0, "zoom": 3}, "longitude is not from"),
        ({"kind": "map", "lon": 10**400, "lat": 0, "zoom": 3}, "longitude is not from"),
        ({"kind": "map", "lon": 1, "lat": float("nan"), "zoom": 3}, "latitude is not from"),
        ({"kind": "map", "lon": 1, "lat": 1, "zoom": True}, "zoom is not a number"),
        ({"kind": "map", "lon": 1, "lat": 1, "zoom": 3, "layers": "grids"}, "not a list"),
        ({"kind": "notices", "text": "x" * 2001}, "at most 2000"),
        ({"kind": "notices", "text": "\ud800"}, "can't be shown"),
        ({"kind": "event", "id": None}, "not a text"),
    ],
)
def test_what_cannot_be_shown_is_empty_with_the_reason(data: object, reason: str) -> None:
    found = content_from_json(data)
    assert isinstance(found, EmptyContent)
    assert reason in found.reason


def test_panes_are_filled_up_and_a_camera_hangs_once() -> None:
    found = content_from_json({"kind": "panes", "layout": "4", "cameras": ["a", "a", "b"]})
    assert isinstance(found, PanesContent)
    assert found.cameras == ("a", None, "b", None)


def test_layers_of_another_version_are_left_out() -> None:
    data = {"kind": "map", "lon": 1, "lat": 1, "zoom": 3, "layers": ["smells", "events", "base"]}
    assert content_from_json(data) == MapContent(1.0, 1.0, 3.0, ("base", "events"))


def test_layers_are_those_of_the_map() -> None:
    assert tuple(layer.value for layer in Layer) == MAP_LAYERS


# -- what is shown, screens and scenes

frames = st.builds(
    Frame,
    st.integers(-9000, 9000),
    st.integers(-9000, 9000),
    st.integers(1, 8000),
    st.integers(1, 8000),
)
screens = st.builds(
    WallScreen,
    names.filter(lambda name: name != "span"),
    names,
    names | st.just(""),
    names | st.just(""),
    names | st.just(""),
    frames,
    frames | st.none(),
    st.floats(0.1, 50) | st.none(),
    st.floats(0.3, 100) | st.none(),
)
shown = st.dictionaries(names, contents, max_size=5).map(
    lambda found: Shown({key: one for key, one in found.items() if key != "span"})
)
plans = st.builds(
    WallPlan,
    st.lists(screens, max_size=5, unique_by=lambda one: one.id).map(tuple),
    st.lists(st.builds(Scene, names, shown), max_size=4, unique_by=lambda one: one.name).map(tuple),
)


@given(plans)
def test_plans_come_back_as_they_were(plan: WallPlan) -> None:
    kept = json.loads(json.dumps(plan.to_json(), ensure_ascii=False))
    assert WallPlan.from_json(kept) == plan
    assert WallPlan.from_json(kept).faults == ()


@given(anything, anything, anything)
def test_any_plan_can_be_read(data: object, some: object, other: object) -> None:
    WallPlan.from_json(data)
    found = WallPlan.from_json({"version": 1, "screens": some, "scenes": other})
    json.dumps(found.to_json(), ensure_ascii=False).encode()
    Shown.from_json(data)


def test_one_broken_screen_does_not_take_the_others() -> None:
    data = {"version": 1, "screens": [{"id": "a", "wall": "w"}, {"id": "span", "wall": "w"}, 3]}
    plan = WallPlan.from_json(data)
    assert [screen.id for screen in plan.screens] == ["a"]
    assert len(plan.faults) == 2


def test_a_span_lies_over_all_screens_until_it_goes() -> None:
    told = {"a": {"kind": "clock"}, "span": {"kind": "camera_span", "camera": "C001"}}
    over = Shown.from_json(told)
    known = [WallScreen("a", "w"), WallScreen("b", "w")]
    assert over.of("a") == over.of("b") == SpanContent("C001")
    assert over.sharing(SpanContent("C001"), known) == known
    assert over.with_content("span", EmptyContent()).of("a") == ClockContent()


def test_only_a_camera_spans() -> None:
    found = Shown.from_json({"span": {"kind": "clock"}, "a": {"kind": "board"}})
    assert found.of("a") == BoardContent()
    assert found.of("b") == EmptyContent()


def test_some_screens_can_share_a_camera_beside_others() -> None:
    both = {"kind": "camera_span", "camera": "C001"}
    found = Shown.from_json({"a": both, "b": both, "c": {"kind": "clock"}})
    known = [WallScreen(name, "w") for name in "abc"]
    shared = found.sharing(SpanContent("C001"), known)
    assert [screen.id for screen in shared] == ["a", "b"]
