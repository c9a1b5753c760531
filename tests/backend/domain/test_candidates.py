"""Who is proposed, in which order, and what is said for and against each."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import backend
from backend.domain.candidates import Candidate, Ranking, rank_candidates
from backend.domain.field_people import Member, Scene
from backend.domain.findings import Finding
from backend.domain.geo import LocalPlane, Position
from backend.domain.role_fit import Fit, parse_role_fit
from backend.domain.sending import Sending
from backend.domain.travel import Mode, TravelSource, TravelTime
from backend.domain.words import Grade, Role

DATA = Path(backend.__file__).parent / "data"
FITS = parse_role_fit(json.loads((DATA / "role_fit.json").read_text(encoding="utf-8")))
NOW = datetime(2026, 5, 6, 4, 0, tzinfo=UTC)
PLANE = LocalPlane(Position(120.29, 29.71))
SCENE = Scene("E1", "0301", Grade.URGENT, "FX01-01", PLANE.position(0, 0))


def member(name: str, metres: float = 200.0, grid: str = "FX02-01", **changes: object) -> Member:
    """A full-time member on foot, two hours on duty, seen a minute ago, so far to the east."""
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


def ranking(*members: Member, scene: Scene = SCENE) -> Ranking:
    return rank_candidates(scene, members, FITS, NOW)


def names(found: Ranking) -> list[str]:
    return [candidate.person_id for candidate in found.candidates]


def codes(findings: tuple[Finding, ...]) -> set[object]:
    return {finding.code for finding in findings}


def only(*members: Member, scene: Scene = SCENE) -> Candidate:
    (candidate,) = ranking(*members, scene=scene).candidates
    return candidate


def test_the_events_grid_goes_first_then_the_nearest() -> None:
    found = ranking(member("far", 500), member("near", 50), member("own", 700, "FX01-01"))
    assert names(found) == ["own", "near", "far"]
    own = found.candidates[0]
    assert codes(own.why) == {
        Sending.OWN_GRID, Sending.TRAVEL, Sending.FITS, Sending.FREE, Sending.SEEN,
    }  # fmt: skip
    assert own.why_not == ()
    travel = own.why[1]
    assert travel.fact("source") == "straight_line"
    assert travel.fact("seconds") == pytest.approx(784, abs=4)
    assert travel.fact("to") == "place"


def test_whoever_stands_in_the_grid_is_in_it() -> None:
    candidate = only(member("passing", stands_in="FX01-01"))
    assert candidate.in_grid
    assert candidate.why[0] == Finding(Sending.IN_GRID, (("grid", "FX01-01"),))


def test_one_of_the_grid_who_is_far_away_does_not_go_first() -> None:
    away = member("away", 5000, "FX01-01", stands_in="FX05-01")
    found = ranking(away, member("near", 300))
    assert names(found) == ["near", "away"]
    assert Sending.OWN_GRID_FAR in codes(found.candidates[1].why_not)
    calm = replace(SCENE, grade=Grade.GENERAL, position=PLANE.position(2000, 0))
    assert names(ranking(away, member("near", 300), scene=calm)) == ["away", "near"]


def test_an_e_bike_overtakes() -> None:
    found = ranking(member("walks", 400), member("rides", 900, mode=Mode.E_BIKE))
    assert names(found) == ["rides", "walks"]


@pytest.mark.parametrize(
    ("worse", "code"),
    [
        (member("b", 10, open_tasks=2), Sending.BUSY),
        (member("b", 10, seen_at=NOW - timedelta(minutes=6)), Sending.SEEN_OLD),
        (member("b", 10, on_duty_since=NOW - timedelta(hours=9)), Sending.LONG_DUTY),
        (member("b", 10, roles=frozenset({Role.PART_TIME})), Sending.FITS_LITTLE),
        (member("b", 10, on_break=True), Sending.ON_BREAK),
    ],
)
def test_what_is_made_up_for_by_being_nearer(worse: Member, code: Sending) -> None:
    found = ranking(worse, member("a", 50), member("c", 900))
    assert names(found) == ["a", "b", "c"]
    second = found.candidates[1]
    assert second.by_itself
    assert code in codes(second.why_not)
    counted = sum(int(f.fact("adds_s") or 0) for f in (*second.why, *second.why_not))
    assert second.travel is not None
    assert second.cost_s == pytest.approx(second.travel.seconds + counted)


@pytest.mark.parametrize(
    ("member_", "code"),
    [
        (member("b", 10, seen_at=NOW - timedelta(minutes=30, seconds=1)), Sending.SEEN_LOST),
        (member("b", 10, seen_at=None), Sending.NEVER_SEEN),
        (member("b", 10, seen_at=NOW + timedelta(minutes=6)), Sending.CLOCK_AHEAD),
        (member("b", 10, on_duty_since=NOW - timedelta(hours=13)), Sending.TOO_LONG_DUTY),
        (member("refuser", 10), Sending.REFUSED),
    ],
)
def test_who_is_never_picked_by_itself_stays_in_the_list(member_: Member, code: Sending) -> None:
    scene = replace(SCENE, refused_by=frozenset({"refuser"}))
    found = ranking(replace(member_, grids=("FX01-01",)), member("a", 3000), scene=scene)
    assert names(found) == ["a", member_.id]
    last = found.candidates[1]
    assert not last.by_itself
    assert code in codes(last.why_not)


def test_seen_exactly_at_the_limits() -> None:
    assert Sending.SEEN in codes(only(member("a", seen_at=NOW - timedelta(minutes=5))).why)
    amber = only(member("a", seen_at=NOW - timedelta(minutes=30)))
    assert amber.by_itself
    assert Sending.SEEN_OLD in codes(amber.why_not)
    assert Sending.SEEN in codes(only(member("a", seen_at=NOW + timedelta(minutes=2))).why)


def test_a_break_ends_only_for_an_emergency() -> None:
    resting = member("a", on_break=True)
    assert only(resting).by_itself
    assert not only(resting, scene=replace(SCENE, grade=Grade.MAJOR)).by_itself


def test_a_volunteer_is_not_sent_to_gas_by_itself() -> None:
    gas = replace(SCENE, subcategory="0304")
    candidate = only(member("a", roles=frozenset({Role.PART_TIME})), scene=gas)
    assert (candidate.fit, candidate.by_itself) == (Fit.UNFIT, False)
    unfit = next(f for f in candidate.why_not if f.code is Sending.UNFIT)
    assert dict(unfit.facts)["row"] == "0304"
    both = member("a", roles=frozenset({Role.PART_TIME, Role.FULL_TIME, Role.OPERATOR}))
    assert only(both, scene=gas).role is Role.FULL_TIME


@pytest.mark.parametrize(
    ("member_", "expected"),
    [
        (member("x", roles=frozenset({Role.OPERATOR})), {Sending.NOT_FIELD}),
        (member("x", on_duty_since=None, position=None), {Sending.OFF_DUTY, Sending.NO_POSITION}),
        (member("x", on_duty_since=NOW + timedelta(hours=1)), {Sending.NOT_YET_ON_DUTY}),
        (member("sent"), {Sending.ALREADY_SENT}),
    ],
)
def test_who_is_left_out_is_named_with_the_reason(member_: Member, expected: set[Sending]) -> None:
    found = ranking(member_, member("a"), scene=replace(SCENE, sent=frozenset({"sent"})))
    assert names(found) == ["a"]
    (left,) = found.left_out
    assert left.person_id == member_.id
    assert codes(left.why_not) == expected


def test_whoever_empties_a_grid_is_told() -> None:
    alone, own = member("a", grid="FX02-01"), member("b", grid="FX01-01")
    pair = [member("c", grid="FX03-01"), member("d", grid="FX03-01")]
    found = {c.person_id: codes(c.why_not) for c in ranking(alone, own, *pair).candidates}
    assert Sending.EMPTIES_GRID in found["a"]
    assert all(Sending.EMPTIES_GRID not in found[name] for name in "bcd")


def test_where_only_the_grid_is_known() -> None:
    scene = replace(SCENE, position=None, grid_middle=PLANE.position(100, 0))
    travel = next(f for f in only(member("a"), scene=scene).why if f.code is Sending.TRAVEL)
    assert travel.fact("to") == "grid"
    lost = replace(scene, grid_middle=None)
    found = ranking(member("a"), member("b", grid="FX01-01"), scene=lost)
    assert names(found) == ["b", "a"]
    assert Sending.NO_GOAL in codes(found.candidates[0].why_not)
    assert found.candidates[0].travel is None


def test_a_road_graph_may_be_handed_in() -> None:
    """A river between the two: over the bridge the nearer one takes longer."""

    def roads(start: Position, _end: Position, _mode: Mode) -> TravelTime | None:
        across = PLANE.metres(start)[0] < 300
        return TravelTime(3000, 4000, TravelSource.ROADS) if across else None

    people = [member("across", 200), member("here", 400)]
    found = rank_candidates(SCENE, people, FITS, NOW, roads)
    assert names(found) == ["here", "across"]
    sources = [candidate.travel.source for candidate in found.candidates if candidate.travel]
    assert sources == [TravelSource.STRAIGHT_LINE, TravelSource.ROADS]


def test_what_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        ranking(member("a"), member("a"))
    with pytest.raises(ValueError, match="offset"):
        rank_candidates(SCENE, [], FITS, NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="offset"):
        member("a", seen_at=NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="tasks"):
        member("a", open_tasks=-1)


GRIDS = ["FX01-01", "FX01-02", "FX02-01"]
minutes = st.floats(-10, 1000).map(lambda m: timedelta(minutes=m))
members = st.builds(
    Member,
    st.uuids().map(str),
    st.frozensets(st.sampled_from(Role), max_size=3),
    st.lists(st.sampled_from(GRIDS), max_size=2).map(tuple),
    st.none() | st.sampled_from(GRIDS),
    st.none() | minutes.map(lambda m: NOW - m),
    st.booleans(),
    st.sampled_from(Mode),
    st.none() | st.builds(PLANE.position, st.floats(-9e3, 9e3), st.floats(-9e3, 9e3)),
    st.none() | minutes.map(lambda m: NOW - m / 20),
    st.integers(0, 4),
)
teams = st.lists(members, max_size=9, unique_by=lambda m: m.id)
scenes = st.builds(
    replace,
    st.just(SCENE),
    grade=st.sampled_from(Grade),
    subcategory=st.sampled_from(["0101", "0202", "0304", "9999"]),
    grid=st.none() | st.sampled_from(GRIDS),
)


@given(teams, scenes, st.randoms(use_true_random=False), st.integers(0, 3))
def test_rules_for_everybody(team: list[Member], scene: Scene, random: object, cut: int) -> None:
    scene = replace(scene, refused_by=frozenset(m.id for m in team[:cut]))
    found = ranking(*team, scene=scene)
    assert found == ranking(*team[::-1], scene=scene)
    assert sorted([*names(found), *(left.person_id for left in found.left_out)]) == sorted(
        m.id for m in team
    )
    assert all(left.why_not for left in found.left_out)
    by_id = {m.id: m for m in team}
    keys = [(not c.by_itself, not c.in_grid, round(c.cost_s)) for c in found.candidates]
    assert keys == sorted(keys)
    for candidate in found.candidates:
        someone = by_id[candidate.person_id]
        assert someone.on_duty_since is not None
        assert someone.position is not None
        if candidate.by_itself:
            assert someone.seen_at is not None
            assert NOW - someone.seen_at <= timedelta(minutes=30)
            assert candidate.person_id not in scene.refused_by
            assert candidate.fit is not Fit.UNFIT
        else:
            assert candidate.why_not


@given(teams, scenes, st.integers(0, 8))
def test_a_task_more_never_moves_anybody_up(team: list[Member], scene: Scene, index: int) -> None:
    if index >= len(team):
        return
    busier = [
        replace(m, open_tasks=m.open_tasks + 1) if i == index else m for i, m in enumerate(team)
    ]
    before, after = names(ranking(*team, scene=scene)), names(ranking(*busier, scene=scene))
    if team[index].id in before:
        assert after.index(team[index].id) >= before.index(team[index].id)
