"""How many to send and whom, and which grids would be left with nobody.

紧急 and 重大 take two people: one alone can't both help and report, and nobody goes alone where
it is dangerous. 较大 and 一般 take one. Those already sent count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from backend.domain.candidates import Candidate, Ranking
from backend.domain.field_people import Member, Scene, presence
from backend.domain.findings import Finding, found
from backend.domain.geo import Position, distance_m
from backend.domain.role_fit import Fit
from backend.domain.words import Grade

HOW_MANY: Final[Mapping[Grade, int]] = {
    Grade.URGENT: 2,
    Grade.MAJOR: 2,
    Grade.LARGER: 1,
    Grade.GENERAL: 1,
}


class Shortfall(StrEnum):
    """What a plan lacks."""

    TOO_FEW = "plan.too_few"
    """wanted, found"""
    NOBODY_SUITED = "plan.nobody_suited"
    """Nobody picked has a role that suits well."""


@dataclass(frozen=True, slots=True)
class GridLeft:
    """A grid that would have nobody, and who of a neighbouring grid could cover it.

    `cover` is None where no neighbour has anybody; `empties` where the cover's own grid would
    have nobody then.
    """

    grid: str
    person_id: str
    cover: str | None
    cover_grid: str | None
    empties: bool


@dataclass(frozen=True, slots=True)
class SendPlan:
    """Whom to send; only a person or a rule for 紧急 makes it an order."""

    wanted: int
    picks: tuple[str, ...]
    shortfalls: tuple[Finding, ...]
    grids_left: tuple[GridLeft, ...]


def propose_plan(
    scene: Scene,
    ranking: Ranking,
    members: Iterable[Member],
    neighbours: Mapping[str, Sequence[str]],
    now: datetime,
) -> SendPlan:
    """Return the best candidates who may be picked by themselves, as many as the grade takes.

    Where none of them has a role that suits well, the last makes way for the best who has.
    """
    wanted = max(0, HOW_MANY[scene.grade] - len(scene.sent))
    eligible = [candidate for candidate in ranking.candidates if candidate.by_itself]
    picks = _with_a_suited_one(eligible, wanted)
    shortfalls = []
    if len(picks) < wanted:
        shortfalls.append(found(Shortfall.TOO_FEW, wanted=wanted, found=len(picks)))
    if picks and all(candidate.fit < Fit.GOOD for candidate in picks):
        shortfalls.append(found(Shortfall.NOBODY_SUITED))
    names = tuple(candidate.person_id for candidate in picks)
    left = grids_left(scene, names, members, neighbours, now)
    return SendPlan(wanted, names, tuple(shortfalls), left)


def _with_a_suited_one(eligible: Sequence[Candidate], wanted: int) -> list[Candidate]:
    picks = list(eligible[:wanted])
    if picks and all(candidate.fit < Fit.GOOD for candidate in picks):
        suited = next((c for c in eligible[wanted:] if c.fit >= Fit.GOOD), None)
        if suited is not None:
            picks[-1] = suited
    return picks


def grids_left(
    scene: Scene,
    picks: Sequence[str],
    members: Iterable[Member],
    neighbours: Mapping[str, Sequence[str]],
    now: datetime,
) -> tuple[GridLeft, ...]:
    """Return the grids left with nobody once people go, whoever picked them.

    `neighbours` names each grid's neighbours, the likeliest first. The event's own grid isn't
    left by those who go to it. One person covers one grid.
    """
    going = set(picks) | scene.sent
    people = sorted(members, key=lambda member: member.id)
    before = presence(people, now)
    staying = [m for m in people if m.id not in going and m.is_present(now)]
    stays = presence(staying, now)
    after = stays.copy()  # less those who cover another grid
    found_left: list[GridLeft] = []
    covering: set[str] = set()
    for member in people:
        if member.id not in picks:
            continue
        for grid in sorted(set(member.grids) - {scene.grid}):
            named = any(left.grid == grid for left in found_left)
            if before[grid] == 0 or stays[grid] > 0 or named:
                continue
            free = [m for m in staying if m.id not in covering]
            left = _left(member, grid, free, neighbours.get(grid, ()), after)
            found_left.append(left)
            if left.cover:
                covering.add(left.cover)
                after.subtract({g for m in free if m.id == left.cover for g in m.grids})
    return tuple(found_left)


def _left(
    leaving: Member,
    grid: str,
    free: Iterable[Member],
    neighbours: Sequence[str],
    after: Counter[str],
) -> GridLeft:
    """The neighbour who can best be spared: leaving somebody behind, few tasks, near."""
    order = {code: place for place, code in enumerate(neighbours) if code != grid}
    options = []
    for member in free:
        own = [code for code in member.grids if code in order]
        if not own:
            continue
        empties = any(after[code] <= 1 for code in set(member.grids))
        way_m = _way_m(leaving.position, member.position)
        home = min(own, key=order.__getitem__)
        options.append((empties, member.open_tasks, round(way_m), order[home], member.id, home))
    if not options:
        return GridLeft(grid, leaving.id, None, None, False)
    empties, _, _, _, cover, home = min(options)
    return GridLeft(grid, leaving.id, cover, home, empties)


def _way_m(a: Position | None, b: Position | None) -> float:
    return 0.0 if a is None or b is None else distance_m(a, b)
