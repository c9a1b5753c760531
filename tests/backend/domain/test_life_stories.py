"""Whole lives of events, step by step, and the steps that are refused on the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from backend.domain.actions import Action
from backend.domain.event_facts import EventFacts, PhotoKind, Route, Source, Stance, Subcategory
from backend.domain.lifecycle import as_table, decide, decide_report
from backend.domain.limits import Limit, LimitKind, Unit
from backend.domain.outcomes import Audience, ClockOp, ClockOrder, Outcome
from backend.domain.payload import Payload
from backend.domain.people import Grant, Person
from backend.domain.refusals import Refusal, Why
from backend.domain.reporting import Report
from backend.domain.words import Grade, Platform, Role, State

TOWN, GRID = "FX", "FX01-05"
START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
FARMING, MARKET, ENFORCEMENT = "农业农村办", "市场监管分局", "综合执法队"
PLATFORMS = frozenset({Platform.MARKET, Platform.SERVICE})


def _person(id: str, role: Role, **scope: object) -> Person:  # noqa: A002
    return Person(id, (Grant(role, TOWN, **scope),))  # type: ignore[arg-type]


MEMBER = _person("member", Role.FULL_TIME, grids=frozenset({GRID}))
SEAT, OTHER_SEAT = _person("op1", Role.OPERATOR), _person("op2", Role.OPERATOR)
LEADER, COMMANDER = _person("leader", Role.SHIFT_LEADER), _person("commander", Role.COMMANDER)
ASSESSOR, ITSELF = _person("assessor", Role.ASSESSOR), Person.itself()
FARMER = _person("farmer", Role.DEPARTMENT, department=FARMING)
INSPECTOR = _person("inspector", Role.DEPARTMENT, department=MARKET)
MARKET_LEAD = _person("sj", Role.PLATFORM_LEAD, platform=Platform.MARKET)
SERVICE_LEAD = _person("bm", Role.PLATFORM_LEAD, platform=Platform.SERVICE)


@dataclass
class Story:
    """One event and the time; each step happens a minute after the one before."""

    event: EventFacts
    now: datetime = START
    last: Outcome = field(init=False)

    def does(self, person: Person, action: Action, **payload: object) -> Story:
        self.now += timedelta(minutes=1)
        outcome = decide(person, self.event, action, Payload(**payload), self.now)  # type: ignore[arg-type]
        assert isinstance(outcome, Outcome), outcome
        self.event, self.last = outcome.event, outcome
        return self

    def is_at(self, state: State) -> bool:
        return self.event.state is state

    def refuses(self, person: Person, action: Action, **payload: object) -> Why:
        refusal = decide(person, self.event, action, Payload(**payload), self.now)  # type: ignore[arg-type]
        assert isinstance(refusal, Refusal), refusal
        return refusal.code


def a_story(grade: Grade = Grade.LARGER, **changes: object) -> Story:
    report = Report(
        id="e1",
        town=TOWN,
        source=Source.FIELD,
        grade=grade,
        subcategory=Subcategory("0501", allows_self_handling=True),
        idempotency_key="key-0001",
        text="有村民在出租房内屠宰家禽,数量不少",
        has_position=True,
        village="FX01",
        grid=GRID,
        route=Route("r1", 3, FARMING),
        **changes,  # type: ignore[arg-type]
    )
    outcome = decide_report(MEMBER, report, START)
    assert isinstance(outcome, Outcome)
    return Story(outcome.event)


def assigned(grade: Grade = Grade.LARGER) -> Story:
    boss = SEAT if grade is not Grade.MAJOR else COMMANDER
    story = a_story(grade).does(SEAT, Action.TAKE)
    return story.does(
        boss, Action.ASSIGN, lead=FARMING, cooperating=frozenset({MARKET}), reason="职责所在"
    )


def handling(grade: Grade = Grade.LARGER) -> Story:
    return assigned(grade).does(FARMER, Action.SIGN)


def handed_in(grade: Grade = Grade.LARGER) -> Story:
    after = frozenset({PhotoKind.AFTER})
    return handling(grade).does(FARMER, Action.FEED_BACK, text="已取缔", photos=after)


def test_a_consultation_from_report_to_archive() -> None:
    story = a_story().does(SEAT, Action.TAKE)
    story.does(SEAT, Action.PROPOSE_CONSULTATION, platforms=PLATFORMS)
    assert story.refuses(SEAT, Action.ASSIGN, lead=FARMING, reason="急") is Why.CONSULTATION_PENDING
    story.does(COMMANDER, Action.OPEN_CONSULTATION, platforms=PLATFORMS)
    assert story.is_at(State.CONSULTING)
    assert story.refuses(SEAT, Action.ASSIGN, lead=FARMING, reason="急") is Why.STATE
    story.does(MARKET_LEAD, Action.STATE_POSITION, stance=Stance.AGREED)
    decision = {
        "lead": FARMING,
        "cooperating": frozenset({MARKET}),
        "limit": Limit(1, Unit.WORK_DAY),
        "text": "联合执法,下达整改通知书",
    }
    assert story.refuses(COMMANDER, Action.SIGN_DECISION, **decision) is Why.STANCES_MISSING
    assert story.refuses(LEADER, Action.SIGN_DECISION, **decision) is Why.NOT_YOURS
    objected = {"stance": Stance.OBJECTED}
    assert story.refuses(SERVICE_LEAD, Action.STATE_POSITION, **objected) is Why.NEEDS_OBJECTION
    story.does(SERVICE_LEAD, Action.STATE_POSITION, **objected, reason="无此职责")
    assert story.refuses(COMMANDER, Action.SIGN_DECISION, **decision) is Why.NEEDS_SIGNATURE
    story.does(COMMANDER, Action.SIGN_DECISION, **decision, is_signed=True)
    assert (story.event.state, story.event.lead) == (State.ASSIGNED, FARMING)
    limit = ClockOrder(ClockOp.TIGHTEN, LimitKind.CLOSE, limit=Limit(1, Unit.WORK_DAY))
    assert limit in story.last.clocks
    story.does(FARMER, Action.SIGN).does(FARMER, Action.ARRIVE)
    story.does(FARMER, Action.FEED_BACK, text="已取缔", photos=frozenset({PhotoKind.AFTER}))
    story.does(OTHER_SEAT, Action.VERIFY, is_evidence_seen=True)
    assert story.is_at(State.CLOSED)
    story.does(MEMBER, Action.RATE, stars=5)
    assert story.is_at(State.APPRAISAL)
    assert story.refuses(ASSESSOR, Action.ARCHIVE) is Why.NOT_YET
    story.now += timedelta(days=8)
    assert story.does(ASSESSOR, Action.ARCHIVE).is_at(State.ARCHIVED)


def consulting(departments: frozenset[str] = frozenset()) -> Story:
    story = a_story().does(SEAT, Action.TAKE)
    story.does(SEAT, Action.PROPOSE_CONSULTATION, platforms=PLATFORMS)
    called = {"platforms": PLATFORMS, "departments": departments}
    return story.does(COMMANDER, Action.OPEN_CONSULTATION, **called)


def told(story: Story, audience: Audience) -> frozenset[str]:
    return frozenset().union(*(one.ids for one in story.last.told if one.audience is audience))


def test_departments_are_invited_told_and_heard() -> None:
    story = consulting(frozenset({FARMING}))
    assert told(story, Audience.DEPARTMENTS) == {FARMING}
    assert told(story, Audience.PLATFORM_LEADS) == PLATFORMS
    assert story.refuses(INSPECTOR, Action.STATE_POSITION, stance=Stance.AGREED) is Why.NOT_YOURS
    again = {"departments": frozenset({FARMING}), "platforms": PLATFORMS}
    assert story.refuses(COMMANDER, Action.INVITE_PARTIES, **again) is Why.NEEDS_PARTIES
    assert story.refuses(COMMANDER, Action.INVITE_PARTIES) is Why.NEEDS_PARTIES
    more = {"departments": frozenset({FARMING, MARKET}), "platforms": frozenset(Platform)}
    assert story.refuses(LEADER, Action.INVITE_PARTIES, **more) is Why.NOT_YOURS
    story.does(COMMANDER, Action.INVITE_PARTIES, **more)
    assert story.is_at(State.CONSULTING)
    assert told(story, Audience.DEPARTMENTS) == {MARKET}
    assert told(story, Audience.PLATFORM_LEADS) == frozenset(Platform) - PLATFORMS
    story.does(INSPECTOR, Action.STATE_POSITION, stance=Stance.OBJECTED, reason="不属本局")
    assert story.refuses(INSPECTOR, Action.STATE_POSITION, stance=Stance.AGREED) is (
        Why.ALREADY_STATED
    )
    assert story.event.consultation is not None
    assert story.event.consultation.stances == ((MARKET, Stance.OBJECTED),)
    assert story.event.consultation.missing() == {FARMING, *map(str, Platform)}


def test_whoever_speaks_for_two_parties_speaks_twice() -> None:
    story = consulting(frozenset({FARMING, MARKET}))
    grants = tuple(Grant(Role.DEPARTMENT, TOWN, department=one) for one in (FARMING, MARKET))
    both = Person("both", grants)
    story.does(both, Action.STATE_POSITION, stance=Stance.AGREED)
    story.does(both, Action.STATE_POSITION, stance=Stance.AGREED)
    assert story.event.consultation is not None
    assert story.event.consultation.missing() == PLATFORMS
    assert story.refuses(both, Action.STATE_POSITION, stance=Stance.AGREED) is Why.ALREADY_STATED


def test_who_is_absent_is_named_and_the_decision_says_who_is_sent() -> None:
    story = consulting(frozenset({FARMING}))
    decision = {"lead": FARMING, "limit": Limit(1, Unit.WORK_DAY), "text": "取缔"}
    decision |= {"is_signed": True, "people": frozenset({"member"})}
    only_some = {**decision, "absent": frozenset(map(str, PLATFORMS))}
    assert story.refuses(COMMANDER, Action.SIGN_DECISION, **only_some) is Why.STANCES_MISSING
    absent = frozenset({FARMING, *map(str, PLATFORMS)})
    story.does(COMMANDER, Action.SIGN_DECISION, **decision, absent=absent)
    signed = story.event.decision
    assert signed is not None
    assert signed.people == {"member"}
    assert dict(signed.stances) == dict.fromkeys(absent, Stance.ABSENT)
    assert FARMING in told(story, Audience.DEPARTMENTS)


def test_nobody_verifies_the_own_work_or_the_own_departments() -> None:
    story = handed_in()
    assert story.refuses(FARMER, Action.VERIFY, is_evidence_seen=True) is Why.HANDLER
    assert story.refuses(INSPECTOR, Action.VERIFY, is_evidence_seen=True) is Why.SAME_DEPARTMENT
    assert story.refuses(OTHER_SEAT, Action.VERIFY) is Why.NEEDS_EVIDENCE_SEEN


@pytest.mark.parametrize("grade", [Grade.MAJOR, Grade.URGENT])
def test_the_shift_leader_verifies_what_is_grave(grade: Grade) -> None:
    story = handed_in(grade)
    assert story.refuses(OTHER_SEAT, Action.VERIFY, is_evidence_seen=True) is Why.NOT_AT_GRADE
    assert story.does(LEADER, Action.VERIFY, is_evidence_seen=True).is_at(State.CLOSED)


def test_rework_goes_back_with_time_or_with_a_grant_of_time() -> None:
    story = handed_in()
    story.event = _with_share_left(story.event, Fraction(1, 10))
    assert story.refuses(OTHER_SEAT, Action.REWORK, reason="未清理") is Why.REWORK_TIME
    story.does(OTHER_SEAT, Action.REWORK, reason="未清理", grants_time=True)
    assert (story.event.state, story.event.rework) == (State.HANDLING, 1)


def _with_share_left(event: EventFacts, share: Fraction) -> EventFacts:
    return replace(event, close_share_left=share)


def test_a_department_returns_at_most_twice_and_then_a_consultation_is_due() -> None:
    story = assigned()
    back = {"reason": "不属本部门", "lead": ENFORCEMENT}
    for _ in range(2):
        story.does(FARMER, Action.RETURN, **back).does(SEAT, Action.TAKE)
        if story.event.consultation is None and story.event.returned < 2:
            story.does(SEAT, Action.ASSIGN, lead=FARMING, reason="职责所在")
    assert story.event.returned == 2
    due = story.does(ITSELF, Action.PROPOSE_CONSULTATION, platforms=PLATFORMS)
    assert due.refuses(SEAT, Action.ASSIGN, lead=FARMING, reason="急") is Why.CONSULTATION_PENDING
    due.does(COMMANDER, Action.DECLINE_CONSULTATION, reason="职责清楚")
    due.does(SEAT, Action.ASSIGN, lead=FARMING, reason="职责所在")
    assert due.refuses(FARMER, Action.RETURN, **back) is Why.RETURNED_OFTEN


def test_an_extension_is_asked_for_granted_by_another_and_never_urgent() -> None:
    story = handling()
    asked = {
        "reason_code": "weather",
        "until": START + timedelta(days=2),
        "share_of_limit": Fraction(2, 5),
    }
    too_much = {**asked, "share_of_limit": Fraction(3, 5)}
    assert story.refuses(FARMER, Action.ASK_EXTENSION, **too_much) is Why.EXTENSION_HALF
    for _ in range(2):
        story.does(FARMER, Action.ASK_EXTENSION, **asked)
        story.does(LEADER, Action.GRANT_EXTENSION)
        assert story.is_at(State.SUSPENDED)
        story.does(FARMER, Action.RESUME)
    assert story.refuses(FARMER, Action.ASK_EXTENSION, **asked) is Why.EXTENDED_OFTEN
    urgent = handling(Grade.URGENT)
    assert urgent.refuses(FARMER, Action.ASK_EXTENSION, **asked) is Why.NEVER_URGENT


def test_the_grid_settles_small_things_itself_or_hands_them_up() -> None:
    story = a_story(Grade.GENERAL).does(SEAT, Action.TAKE).does(SEAT, Action.SELF_HANDLE)
    assert story.is_at(State.SELF_HANDLED)
    story.does(MEMBER, Action.HAND_UP, reason="需要执法")
    assert story.is_at(State.TRIAGE)
    assert ClockOrder(ClockOp.STOP, LimitKind.FIRST_FEEDBACK) in story.last.clocks
    larger = a_story().does(SEAT, Action.TAKE)
    assert larger.refuses(SEAT, Action.SELF_HANDLE) is Why.NOT_GENERAL


def test_merging_keeps_the_reporters_and_rejecting_needs_a_listed_reason() -> None:
    story = a_story().does(SEAT, Action.TAKE)
    parent = a_story(Grade.LARGER).event
    parent = replace(parent, id="e0", reporters=frozenset({"other"}))
    assert story.refuses(SEAT, Action.REJECT, reason_code="no") is Why.NEEDS_LISTED_REASON
    assert story.refuses(SEAT, Action.MERGE, parent=parent) is Why.NEEDS_CONFIRMATION
    story.does(SEAT, Action.MERGE, parent=parent, is_confirmed=True)
    assert (story.event.state, story.event.parent) == (State.MERGED, "e0")
    assert story.last.parent is not None
    assert "e1" in story.last.parent.children
    rejected = a_story().does(SEAT, Action.TAKE).does(SEAT, Action.REJECT, reason_code="untrue")
    assert rejected.is_at(State.REJECTED)


def test_the_county_takes_it_and_answers() -> None:
    story = handling().does(COMMANDER, Action.ESCALATE, text="请求支援")
    assert story.is_at(State.ESCALATED)
    back = {"text": "已处置", "back_to": State.HANDLING}
    assert story.does(COMMANDER, Action.REPLY_FROM_COUNTY, **back).is_at(State.HANDLING)


def test_force_closing_and_reopening_are_the_commanders() -> None:
    story = handling()
    assert story.refuses(LEADER, Action.FORCE_CLOSE, reason="已无必要") is Why.NOT_YOURS
    story.does(COMMANDER, Action.FORCE_CLOSE, reason="已无必要")
    assert story.event.is_forced
    assert story.does(COMMANDER, Action.REOPEN, reason="群众再次反映").is_at(State.HANDLING)
    story.does(COMMANDER, Action.FORCE_CLOSE, reason="已无必要")
    story.now += timedelta(days=31)
    assert story.refuses(COMMANDER, Action.REOPEN, reason="迟了") is Why.REOPENING_OVER


def test_one_seat_owns_it() -> None:
    story = a_story().does(SEAT, Action.TAKE)
    reject = {"reason_code": "untrue"}
    assert story.refuses(OTHER_SEAT, Action.TAKE) is Why.OWNED_BY_OTHER
    assert story.refuses(OTHER_SEAT, Action.REJECT, **reject) is Why.OWNED_BY_OTHER
    story.does(SEAT, Action.HAND_OVER_SEAT, people=frozenset({"op2"}))
    assert story.event.owner == "op2"


def test_the_page_of_the_life_is_the_table() -> None:
    page = Path(__file__).parents[3] / "docs" / "event-life.md"
    assert as_table() in page.read_text(encoding="utf-8")
