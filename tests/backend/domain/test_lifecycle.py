"""The life of an event under everything that anybody may try."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from backend.domain.actions import Action
from backend.domain.event_facts import EventFacts, PhotoKind, Route, Source, Stance, Subcategory
from backend.domain.lifecycle import (
    AT_ONCE,
    Allowed,
    allowed_actions,
    decide,
    decide_report,
)
from backend.domain.limits import Limit, Unit
from backend.domain.outcomes import Outcome
from backend.domain.payload import ExtensionReason, Payload, RejectReason
from backend.domain.people import Grant, Kind, Person
from backend.domain.refusals import Refusal, Why
from backend.domain.reporting import Report
from backend.domain.words import Grade, Platform, Role, State, Supervision

TOWN, VILLAGE, GRID = "FX", "FX01", "FX01-05"
START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
DEPARTMENTS = ("农业农村办", "市场监管分局", "综合执法队")
PARTIES = (*map(str, Platform), *DEPARTMENTS)


def _person(id: str, role: Role, **scope: object) -> Person:  # noqa: A002
    return Person(id, (Grant(role, TOWN, **scope),))  # type: ignore[arg-type]


PEOPLE = {
    person.id: person
    for person in (
        _person("op1", Role.OPERATOR),
        _person("op2", Role.OPERATOR),
        _person("leader", Role.SHIFT_LEADER),
        _person("commander", Role.COMMANDER),
        _person("mayor", Role.TOWN_LEADER),
        _person("county", Role.COUNTY),
        _person("assessor", Role.ASSESSOR),
        _person("admin", Role.ADMINISTRATOR),
        _person("auditor", Role.AUDITOR),
        _person("member", Role.FULL_TIME, grids=frozenset({GRID})),
        _person("stranger", Role.FULL_TIME, grids=frozenset({"FX02-01"})),
        _person("instructor", Role.INSTRUCTOR, villages=frozenset({VILLAGE})),
        *(
            _person(f"staff{number}", Role.DEPARTMENT, department=department)
            for number, department in enumerate(DEPARTMENTS)
        ),
        *(_person(f"lead{one}", Role.PLATFORM_LEAD, platform=one) for one in Platform),
        Person("citizen", kind=Kind.CITIZEN),
        Person("adapter", kind=Kind.ADAPTER),
        Person.itself(),
    )
}
OUTSIDERS = frozenset({"admin", "auditor"})

ROADS: dict[State, frozenset[State]] = {
    State.REPORTED: frozenset({State.TRIAGE}),
    State.TRIAGE: frozenset(
        {
            State.REJECTED,
            State.MERGED,
            State.SELF_HANDLED,
            State.ASSIGNED,
            State.CONSULTING,
            State.ESCALATED,
        }
    ),
    State.CONSULTING: frozenset({State.ASSIGNED, State.TRIAGE}),
    State.ASSIGNED: frozenset({State.HANDLING, State.TRIAGE}),
    State.SELF_HANDLED: frozenset({State.VERIFYING, State.TRIAGE, State.HANDLING}),
    State.HANDLING: frozenset({State.SUSPENDED, State.VERIFYING, State.ESCALATED, State.TRIAGE}),
    State.SUSPENDED: frozenset({State.HANDLING, State.VERIFYING, State.ESCALATED}),
    State.VERIFYING: frozenset({State.HANDLING, State.SELF_HANDLED}),
    State.ESCALATED: frozenset({State.HANDLING, State.VERIFYING}),
    State.MERGED: frozenset({State.TRIAGE, State.REPORTED}),
    State.CLOSED: frozenset({State.HANDLING, State.APPRAISAL, State.SELF_HANDLED}),
    State.APPRAISAL: frozenset({State.ARCHIVED, State.HANDLING}),
}
"""Where each state may lead, apart from an open event's 强制结案."""


def a_report(**changes: object) -> Report:
    told = {
        "id": "e1",
        "town": TOWN,
        "source": Source.FIELD,
        "grade": Grade.GENERAL,
        "subcategory": Subcategory("0501", allows_self_handling=True),
        "idempotency_key": "key-0001",
        "text": "有村民在出租房内屠宰家禽",
        "has_position": True,
        "village": VILLAGE,
        "grid": GRID,
    }
    return Report(**{**told, **changes})  # type: ignore[arg-type]


def reported(**changes: object) -> EventFacts:
    outcome = decide_report(PEOPLE["member"], a_report(**changes), START)
    assert isinstance(outcome, Outcome)
    return outcome.event


def other_event() -> EventFacts:
    return reported(id="e0")


@st.composite
def payloads(draw: st.DrawFn) -> Payload:
    """Mostly what an action needs, sometimes less."""
    words = st.sampled_from(["", "说明", "说明"])
    names = st.sampled_from(DEPARTMENTS)
    reasons = [*RejectReason, *ExtensionReason, "other"]
    return Payload(
        text=draw(words),
        reason=draw(words),
        reason_code=draw(st.sampled_from([str(reason) for reason in reasons])),
        parent=draw(st.sampled_from([None, other_event()])),
        is_confirmed=draw(st.booleans()),
        lead=draw(st.none() | names),
        cooperating=draw(st.frozensets(names, max_size=2)),
        departments=draw(st.frozensets(names, max_size=2)),
        people=draw(st.frozensets(st.sampled_from(["member", "stranger", "op2"]), max_size=2)),
        platforms=draw(st.frozensets(st.sampled_from(Platform), max_size=3)),
        stance=draw(st.sampled_from([None, *Stance])),
        absent=draw(st.frozensets(st.sampled_from(PARTIES), max_size=4)),
        is_signed=draw(st.booleans()),
        limit=draw(st.sampled_from([None, Limit(3, Unit.WORK_DAY)])),
        until=draw(st.sampled_from([None, START + timedelta(days=3), START - timedelta(days=3)])),
        share_of_limit=draw(st.sampled_from([None, Fraction(1, 4), Fraction(3, 4)])),
        photos=draw(st.frozensets(st.sampled_from(PhotoKind))),
        is_evidence_seen=draw(st.booleans()),
        grants_time=draw(st.booleans()),
        back_to=draw(st.sampled_from([None, State.HANDLING, State.VERIFYING])),
        stars=draw(st.integers(0, 6)),
        is_answer_yes=draw(st.sampled_from([None, True, False])),
        grade=draw(st.sampled_from([None, *Grade])),
        level=draw(st.sampled_from(Supervision)),
        subcategory=draw(st.sampled_from([None, Subcategory("0301"), Subcategory("0504")])),
        route=draw(st.sampled_from([None, Route("0301", 1, DEPARTMENTS[0])])),
    )


class Life(RuleBasedStateMachine):
    """Anybody does anything; what comes of it keeps to the table."""

    event: EventFacts
    now: datetime = START

    @initialize(grade=st.sampled_from(Grade), secret=st.booleans())
    def is_reported(self, grade: Grade, secret: bool) -> None:
        self.event = reported(grade=grade, is_secret_discharge=secret)

    @rule(who=st.sampled_from(sorted(PEOPLE)), payload=payloads(), data=st.data())
    def does_something(self, who: str, payload: Payload, data: st.DataObject) -> None:
        person = PEOPLE[who]
        answers = {one.action: one for one in allowed_actions(person, self.event, self.now)}
        may = [action for action, one in answers.items() if isinstance(one, Allowed)]
        action = data.draw(st.sampled_from(may or sorted(answers)))
        self.tries(person, action, payload)

    @rule(who=st.sampled_from(sorted(PEOPLE)), payload=payloads(), action=st.sampled_from(Action))
    def tries_anything(self, who: str, payload: Payload, action: Action) -> None:
        if action is not Action.REPORT:
            self.tries(PEOPLE[who], action, payload)

    @rule(hours=st.integers(1, 400))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def tries(self, person: Person, action: Action, payload: Payload) -> None:
        before = self.event
        answers = {one.action: one for one in allowed_actions(person, before, self.now)}
        allowed = answers[action]
        outcome = decide(person, before, action, payload, self.now)
        assert outcome == decide(person, before, action, payload, self.now)
        if isinstance(outcome, Refusal):
            if isinstance(allowed, Allowed):
                assert outcome.code.value.startswith("need."), (action, outcome)
            else:
                assert outcome == allowed.refusal
            return
        assert isinstance(allowed, Allowed)
        assert set(outcome.then) <= set(AT_ONCE)
        self.keeps_to_the_table(person, action, before, outcome.event, allowed)
        self.event = outcome.event

    def keeps_to_the_table(
        self, person: Person, action: Action, before: EventFacts, after: EventFacts, said: Allowed
    ) -> None:
        assert person.id not in OUTSIDERS
        assert after.state in said.to or (not said.to and after.state is before.state)
        if after.state is not before.state and after.state is not State.CLOSED:
            assert after.state in ROADS.get(before.state, frozenset()), (action, before.state)
        if action is Action.VERIFY:
            assert person.id not in before.handlers
            assert not person.departments(TOWN) & before.involved_departments
        if after.state is State.ASSIGNED and before.state is State.CONSULTING:
            assert after.decision is not None
        if before.state is State.CONSULTING:
            assert after.lead == before.lead or action is Action.SIGN_DECISION
        if after.grade < before.grade:
            assert action is Action.LOWER_GRADE

    @invariant()
    def holds_what_always_holds(self) -> None:
        event = self.event
        assert event.returned <= 2
        assert event.extensions <= 2
        assert (event.id, event.town, event.reported_at) == ("e1", TOWN, START)
        assert "member" in event.reporters
        if event.state in {State.ASSIGNED, State.SUSPENDED} and not event.is_self_handled:
            assert event.lead is not None
            assert event.lead not in event.cooperating
        if event.state in {State.CLOSED, State.APPRAISAL, State.ARCHIVED}:
            assert event.closed_at is not None


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=30, stateful_step_count=50, deadline=None)


@pytest.mark.parametrize("who", sorted(OUTSIDERS))
def test_administrators_and_auditors_do_nothing_to_events(who: str) -> None:
    refused = allowed_actions(PEOPLE[who], reported(), START)
    assert not any(isinstance(one, Allowed) for one in refused)


def test_nobody_of_another_town_does_anything() -> None:
    foreign = Person("far", (Grant(Role.COMMANDER, "YZ"), Grant(Role.OPERATOR, "YZ")))
    assert not any(isinstance(one, Allowed) for one in allowed_actions(foreign, reported(), START))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"has_position": False, "grid": None}, Why.NEEDS_PLACE),
        ({"text": " "}, Why.NEEDS_CONTENT),
        ({"idempotency_key": " "}, Why.NEEDS_KEY),
        ({"text": "长" * 4001}, Why.TOO_LONG),
        ({"source": Source.PANE}, Why.NOT_YOURS),
    ],
)
def test_a_report_without_what_it_needs_is_refused(changes: dict[str, object], code: Why) -> None:
    refusal = decide_report(PEOPLE["member"], a_report(**changes), START)
    assert isinstance(refusal, Refusal)
    assert refusal.code is code


def test_nothing_but_the_signed_decision_assigns_what_is_consulted() -> None:
    parties = {"platforms": frozenset(Platform), "departments": frozenset(DEPARTMENTS)}
    event = reported()
    for who, action in (("op1", Action.TAKE), ("op1", Action.PROPOSE_CONSULTATION)):
        event = _done(who, event, action, **parties)
    event = _done("commander", event, Action.OPEN_CONSULTATION, **parties)
    assert event.consultation is not None
    everything: dict[str, object] = {
        **parties,
        "text": "说明",
        "reason": "说明",
        "lead": DEPARTMENTS[0],
        "people": frozenset({"member"}),
        "absent": event.consultation.parties,
        "limit": Limit(3, Unit.WORK_DAY),
        "grade": Grade.URGENT,
        "level": Supervision.RED,
        "parent": other_event(),
        "is_confirmed": True,
    }
    ways: list[tuple[str, Action]] = []
    for who, person in PEOPLE.items():
        for action in set(Action) - {Action.REPORT}:
            outcome = decide(person, event, action, Payload(**everything), START)  # type: ignore[arg-type]
            if isinstance(outcome, Outcome) and outcome.event.lead is not None:
                ways.append((who, action))
    assert ways == []
    signed = _done("commander", event, Action.SIGN_DECISION, **everything, is_signed=True)
    assert (signed.state, signed.lead) == (State.ASSIGNED, DEPARTMENTS[0])


def _done(who: str, event: EventFacts, action: Action, **given: object) -> EventFacts:
    outcome = decide(PEOPLE[who], event, action, Payload(**given), START)  # type: ignore[arg-type]
    assert isinstance(outcome, Outcome), outcome
    return outcome.event


def test_a_call_for_help_needs_nothing_but_the_position() -> None:
    event = reported(text="", is_one_key=True, grid=None)
    assert event.state is State.REPORTED
