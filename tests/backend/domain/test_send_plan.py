"""How many are proposed, and which grids they would leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.candidates import rank_candidates
from backend.domain.field_people import Member, Scene
from backend.domain.geo import LocalPlane, Position
from backend.domain.role_fit import Fit, FitRow, RoleFit
from backend.domain.send_plan import GridLeft, SendPlan, Shortfall, grids_left, propose_plan
from backend.domain.words import FIELD_ROLES, Grade, Role

NOW = datetime(2026, 5, 6, 4, 0, tzinfo=UTC)
PLANE = LocalPlane(Position(120.29, 29.71))
SCENE = Scene("E1", "0301", Grade.URGENT, "FX01-01", PLANE.position(0, 0))
LEVELS = {Role.FULL_TIME: Fit.BEST, Role.GRID_POLICE: Fit.GOOD}
ROW = FitRow(
    "default", tuple((r, LEVELS.get(r, Fit.ABLE)) for r in sorted(FIELD_ROLES)), "是", "yes"
)
FITS = RoleFit(1, {}, {}, ROW)
NEIGHBOURS = {"FX02-01": ("FX02-02", "FX03-01"), "FX02-02": ("FX02-01",)}


def member(name: str, metres: float, grid: str, **changes: object) -> Member:
    usual = Member(
        id=name,
        roles=frozenset({Role.FULL_TIME}),
        grids=(grid,),
        stands_in=grid,
        on_duty_since=NOW - timedelta(hours=2),
        position=PLANE.position(metres, 0),
        seen_at=NOW - timedelta(minutes=1),
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def plan(*members: Member, scene: Scene = SCENE) -> SendPlan:
    ranking = rank_candidates(scene, members, FITS, NOW)
    return propose_plan(scene, ranking, members, NEIGHBOURS, NOW)


TEAM = [member(f"m{i}", 100 + 50 * i, "FX09-01") for i in range(4)]


@pytest.mark.parametrize(
    ("grade", "wanted"),
    [(Grade.URGENT, 2), (Grade.MAJOR, 2), (Grade.LARGER, 1), (Grade.GENERAL, 1)],
)
def test_how_many_by_grade(grade: Grade, wanted: int) -> None:
    proposed = plan(*TEAM, scene=replace(SCENE, grade=grade))
    assert proposed.picks == ("m0", "m1")[:wanted]
    assert proposed.shortfalls == ()


def test_those_already_sent_count() -> None:
    assert plan(*TEAM, scene=replace(SCENE, sent=frozenset({"m0"}))).picks == ("m1",)
    assert plan(*TEAM, scene=replace(SCENE, sent=frozenset({"m0", "m1", "m2"}))).picks == ()


def test_too_few_says_so() -> None:
    proposed = plan(TEAM[0], member("lost", 50, "FX01-01", seen_at=NOW - timedelta(hours=1)))
    assert proposed.picks == ("m0",)
    (shortfall,) = proposed.shortfalls
    assert shortfall.code is Shortfall.TOO_FEW
    assert dict(shortfall.facts) == {"wanted": 2, "found": 1}


def test_one_of_them_suits_where_there_is_one() -> None:
    able = frozenset({Role.INFORMATION})
    two = [member("a", 10, "FX01-01", roles=able), member("b", 20, "FX01-01", roles=able)]
    police = member("police", 3000, "FX09-02", roles=frozenset({Role.GRID_POLICE}))
    assert plan(*two, police).picks == ("a", "police")
    proposed = plan(*two)
    assert proposed.picks == ("a", "b")
    assert [s.code for s in proposed.shortfalls] == [Shortfall.NOBODY_SUITED]


def test_a_grid_left_is_named_with_the_neighbour() -> None:
    leaving = member("a", 100, "FX02-01")
    spare = [member("far", 2500, "FX02-02"), member("near", 2000, "FX02-02")]
    lone = member("lone", 1500, "FX03-01")
    scene = replace(SCENE, grade=Grade.LARGER)
    proposed = plan(leaving, *spare, lone, scene=scene)
    assert proposed.grids_left == (GridLeft("FX02-01", "a", "near", "FX02-02", False),)
    # Nobody of a grid with two: the lone one covers, and that is said.
    proposed = plan(leaving, lone, scene=scene)
    assert proposed.grids_left == (GridLeft("FX02-01", "a", "lone", "FX03-01", True),)
    assert plan(leaving, scene=scene).grids_left == (GridLeft("FX02-01", "a", None, None, False),)


def test_grids_that_keep_somebody_are_not_named() -> None:
    scene = replace(SCENE, grade=Grade.LARGER)
    assert (
        plan(member("a", 100, "FX02-01"), member("b", 900, "FX02-01"), scene=scene).grids_left == ()
    )
    assert plan(member("a", 100, "FX01-01"), scene=scene).grids_left == ()
    resting = member("b", 900, "FX02-01", on_break=True)
    left = plan(member("a", 100, "FX02-01"), resting, scene=scene).grids_left
    assert [one.grid for one in left] == ["FX02-01"]


def test_two_grids_left_are_not_covered_by_one_person() -> None:
    people = [member("a", 100, "FX02-01"), member("b", 120, "FX02-02"), member("c", 900, "FX03-01")]
    near = {"FX02-01": ("FX03-01",), "FX02-02": ("FX03-01",)}
    left = grids_left(SCENE, ("a", "b"), people, near, NOW)
    assert [(one.grid, one.cover) for one in left] == [("FX02-01", "c"), ("FX02-02", None)]


def test_whoever_covers_one_grid_and_leaves_another_is_said_once() -> None:
    people = [
        member("a", 100, "FX02-01"),
        member("b", 120, "FX02-02"),
        member("c", 900, "FX02-02"),
    ]
    near = {"FX02-01": ("FX02-02",), "FX02-02": ("FX02-01",)}
    (left,) = grids_left(SCENE, ("a", "b"), people, near, NOW)
    assert (left.grid, left.cover, left.empties) == ("FX02-01", "c", True)


GRIDS = ["FX01-01", "FX02-01", "FX02-02", "FX03-01"]
teams = st.lists(
    st.tuples(st.floats(0, 5000), st.sampled_from(GRIDS), st.integers(0, 45), st.booleans()),
    max_size=10,
).map(
    lambda rows: [
        member(f"m{i}", x, grid, seen_at=NOW - timedelta(minutes=age), on_break=rest)
        for i, (x, grid, age, rest) in enumerate(rows)
    ]
)


@given(teams, st.sampled_from(Grade))
def test_rules_for_every_plan(team: list[Member], grade: Grade) -> None:
    scene = replace(SCENE, grade=grade)
    proposed = plan(*team, scene=scene)
    assert proposed == plan(*team[::-1], scene=scene)
    by_id = {m.id: m for m in team}
    assert len(set(proposed.picks)) == len(proposed.picks) <= proposed.wanted
    present = [m for m in team if m.is_present(NOW)]
    assert len(proposed.picks) >= min(len(present), proposed.wanted)
    for left in proposed.grids_left:
        assert left.grid != scene.grid
        assert left.person_id in proposed.picks
        assert not any(left.grid in m.grids for m in present if m.id not in proposed.picks)
        if left.cover is not None:
            assert left.cover not in proposed.picks
            assert left.cover_grid in NEIGHBOURS[left.grid]
            assert left.cover_grid in by_id[left.cover].grids
    named = {left.grid for left in proposed.grids_left}
    emptied = {g for m in present for g in m.grids} - {
        g for m in present if m.id not in proposed.picks for g in m.grids
    }
    assert named == emptied - {scene.grid}
