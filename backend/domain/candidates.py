"""Who to send: everybody ranked, each with why and why not.

People of the event's grid come first, then whoever is there first. What else counts against a
person is reckoned as seconds of travel (`SendRule`), so that one number orders the list and each
finding tells its share of it. People who mustn't be picked by themselves stay in the list, below
the others, for a person to pick; those who can't be sent at all are left out by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from backend.domain.field_people import SEEN_AMBER, SEEN_LOST, Member, Scene, presence
from backend.domain.findings import Finding, found
from backend.domain.role_fit import Fit, FitRow, RoleFit
from backend.domain.sending import Sending, SendRule
from backend.domain.travel import Travel, TravelTime, straight_line
from backend.domain.words import Grade, Role

MAX_CLOCK_AHEAD: Final = timedelta(minutes=5)
"""A phone's clock may be ahead so much; beyond it nobody knows how old its position is."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who can be sent; `by_itself` False only where a person picks them.

    `cost_s` orders the list: seconds of travel and what counts against, None of it a promise.
    """

    person_id: str
    by_itself: bool
    in_grid: bool
    cost_s: float
    travel: TravelTime | None
    role: Role
    fit: Fit
    why: tuple[Finding, ...]
    why_not: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A person who can't be sent, with every reason."""

    person_id: str
    why_not: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates, best first, and who was left out, by id."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(slots=True)
class _Verdict:
    """What has been found of one person so far."""

    why: list[Finding] = field(default_factory=list)
    why_not: list[Finding] = field(default_factory=list)
    cost_s: float = 0.0
    by_itself: bool = True

    def against(self, code: Sending, adds_s: float, **facts: str | int | float) -> None:
        """Note a shortfall that a person makes up for by being nearer."""
        self.why_not.append(found(code, **facts, adds_s=round(adds_s)))
        self.cost_s += adds_s

    def never_by_itself(self, code: Sending, **facts: str | int | float) -> None:
        """Note a shortfall that leaves the picking to a person."""
        self.why_not.append(found(code, **facts))
        self.by_itself = False


def rank_candidates(
    scene: Scene,
    members: Iterable[Member],
    role_fit: RoleFit,
    now: datetime,
    travel: Travel = straight_line,
    rule: SendRule | None = None,
) -> Ranking:
    """Return who to send, best first, the same whatever the order of the members.

    `travel` may be a road graph's; where it knows no way, the straight line stands in. Raises
    ValueError for a time without offset and for a person given twice.
    """
    if now.utcoffset() is None:
        raise ValueError("a time without offset")
    rule = rule or SendRule()
    people = sorted(members, key=lambda member: member.id)
    if len({member.id for member in people}) != len(people):
        raise ValueError("a person is given twice")
    judge = _Judge(
        scene,
        _fits(role_fit.row(scene.subcategory), people, rule),
        now,
        travel,
        rule,
        presence(people, now),
    )
    candidates, left_out = [], []
    for member in people:
        if reasons := _reasons_to_leave_out(scene, member, now):
            left_out.append(LeftOut(member.id, reasons))
        else:
            candidates.append(judge.candidate(member))
    return Ranking(tuple(sorted(candidates, key=_order)), tuple(left_out))


_RoleFit = tuple[Role, Fit, Finding]


def _fits(
    row: FitRow, people: Iterable[Member], rule: SendRule
) -> Mapping[frozenset[Role], _RoleFit]:
    """The best of each set of roles; many people have the same."""
    fits = {}
    for roles in {member.roles for member in people}:
        if best := row.best_of(roles):
            role, fit = best
            code = Sending.FITS if fit >= Fit.GOOD else Sending.FITS_LITTLE
            finding = found(
                Sending.UNFIT if fit is Fit.UNFIT else code,
                role=role.value,
                level=fit.name.lower(),
                row=row.source,
                adds_s=round(rule.fit_s[fit]),
            )
            fits[roles] = (role, fit, finding)
    return fits


def _order(candidate: Candidate) -> tuple[bool, bool, float, str]:
    # Whole seconds: what travel times differ by below that is noise.
    return (
        not candidate.by_itself,
        not candidate.in_grid,
        round(candidate.cost_s),
        candidate.person_id,
    )


def _reasons_to_leave_out(scene: Scene, member: Member, now: datetime) -> tuple[Finding, ...]:
    reasons = []
    if not member.is_field:
        reasons.append(found(Sending.NOT_FIELD))
    if member.on_duty_since is None:
        reasons.append(found(Sending.OFF_DUTY))
    elif member.on_duty_since > now:
        reasons.append(found(Sending.NOT_YET_ON_DUTY))
    if member.position is None:
        reasons.append(found(Sending.NO_POSITION))
    if member.id in scene.sent:
        reasons.append(found(Sending.ALREADY_SENT, event=scene.event_id))
    return tuple(reasons)


@dataclass(frozen=True, slots=True)
class _Judge:
    scene: Scene
    fits: Mapping[frozenset[Role], _RoleFit]
    now: datetime
    travel: Travel
    rule: SendRule
    present: Counter[str]

    def candidate(self, member: Member) -> Candidate:
        verdict = _Verdict()
        way = self._way(member)
        in_grid = self._judge_grid(member, way, verdict)
        self._judge_way(member, way, verdict)
        role, fit = self._judge_fit(member, verdict)
        self._judge_load(member, verdict)
        self._judge_seen(member, verdict)
        self._judge_rest(member, verdict)
        if member.id in self.scene.refused_by:
            verdict.never_by_itself(Sending.REFUSED, event=self.scene.event_id)
        self._judge_leaving(member, verdict)
        return Candidate(
            member.id,
            verdict.by_itself,
            in_grid,
            verdict.cost_s,
            way,
            role,
            fit,
            tuple(verdict.why),
            tuple(verdict.why_not),
        )

    def _way(self, member: Member) -> TravelTime | None:
        if self.scene.goal is None or member.position is None:
            return None
        way = self.travel(member.position, self.scene.goal, member.mode)
        return way or straight_line(member.position, self.scene.goal, member.mode)

    def _judge_grid(self, member: Member, way: TravelTime | None, verdict: _Verdict) -> bool:
        grid = self.scene.grid
        if grid is None or (grid not in member.grids and grid != member.stands_in):
            return False
        limit_min = self.rule.own_grid_min[self.scene.grade]
        if grid == member.stands_in and grid not in member.grids:
            verdict.why.append(found(Sending.IN_GRID, grid=grid))
        elif grid != member.stands_in and way is not None and way.seconds > limit_min * 60:
            verdict.why_not.append(found(Sending.OWN_GRID_FAR, grid=grid, limit_min=limit_min))
            return False
        else:
            verdict.why.append(found(Sending.OWN_GRID, grid=grid))
        return True

    def _judge_way(self, member: Member, way: TravelTime | None, verdict: _Verdict) -> None:
        if way is None:
            verdict.why_not.append(found(Sending.NO_GOAL))
            return
        verdict.cost_s += way.seconds
        verdict.why.append(
            found(
                Sending.TRAVEL,
                seconds=round(way.seconds),
                metres=round(way.metres),
                mode=member.mode.value,
                source=way.source.value,
                to="grid" if self.scene.position is None else "place",
            )
        )

    def _judge_fit(self, member: Member, verdict: _Verdict) -> tuple[Role, Fit]:
        role, fit, finding = self.fits[member.roles]
        verdict.cost_s += self.rule.fit_s[fit]
        (verdict.why if fit >= Fit.GOOD else verdict.why_not).append(finding)
        verdict.by_itself = verdict.by_itself and fit is not Fit.UNFIT
        return role, fit

    def _judge_load(self, member: Member, verdict: _Verdict) -> None:
        if member.open_tasks == 0:
            verdict.why.append(found(Sending.FREE))
        else:
            tasks = member.open_tasks
            verdict.against(Sending.BUSY, self.rule.task_s * tasks, tasks=tasks)

    def _judge_seen(self, member: Member, verdict: _Verdict) -> None:
        if member.seen_at is None:
            verdict.never_by_itself(Sending.NEVER_SEEN)
            return
        age = self.now - member.seen_at
        seconds = int(age.total_seconds())
        if age < -MAX_CLOCK_AHEAD:
            verdict.never_by_itself(Sending.CLOCK_AHEAD, seconds=-seconds)
        elif age > SEEN_LOST:
            verdict.never_by_itself(Sending.SEEN_LOST, seconds=seconds)
        elif age > SEEN_AMBER:
            verdict.against(Sending.SEEN_OLD, self.rule.amber_s, seconds=seconds)
        else:
            verdict.why.append(found(Sending.SEEN, seconds=max(0, seconds)))

    def _judge_rest(self, member: Member, verdict: _Verdict) -> None:
        on_duty = self.now - (member.on_duty_since or self.now)
        hours = round(on_duty.total_seconds() / 3600, 1)
        if on_duty > self.rule.too_long_duty:
            verdict.never_by_itself(Sending.TOO_LONG_DUTY, hours=hours)
        elif on_duty > self.rule.long_duty:
            verdict.against(Sending.LONG_DUTY, self.rule.long_duty_s, hours=hours)
        if member.on_break:
            verdict.against(Sending.ON_BREAK, self.rule.break_s)
            # A break ends for an emergency; for anything less somebody has to ask.
            verdict.by_itself = verdict.by_itself and self.scene.grade is Grade.URGENT

    def _judge_leaving(self, member: Member, verdict: _Verdict) -> None:
        """Name the grids that would have nobody; whoever goes within the own grid stays in it."""
        if not member.is_present(self.now):
            return
        for grid in sorted(set(member.grids)):
            if grid != self.scene.grid and self.present[grid] == 1:
                verdict.why_not.append(found(Sending.EMPTIES_GRID, grid=grid))
