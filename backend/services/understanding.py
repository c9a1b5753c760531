"""How a report is understood: kind, grade and way, with what is known of its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from backend.domain.classification import (
    Classification,
    ConsultReason,
    Context,
    Sensitive,
    classify,
    why,
)
from backend.domain.event_brief import LEFT_OUT_STATES, EventBrief
from backend.domain.event_facts import Route, Subcategory
from backend.domain.geo import Position, window_around
from backend.domain.repeats import RepeatRule, repeats_of
from backend.domain.words import Grade, Platform, State
from backend.services.town_rules import TownRules
from backend.storage.events import Proposal, list_briefs
from backend.storage.places import is_within, nearest_places
from backend.storage.tables import event

NEAR_M = 200.0
"""As near to a school, hospital or petrol station raises the grade."""
ONE_KEY_GRADE = Grade.MAJOR
"""A call for help without a word: somebody has to ask at once, and a leader hears of it."""
MAX_BEFORE = 2000
"""Events of seven days around one place that are looked at."""
_NEVER_SELF_HANDLED = frozenset({"02", "03"})
"""Public order and safety: never left to the grid alone."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says: `is_one_key` means a position and nothing else."""

    town: str
    text: str
    position: Position | None
    at: datetime
    is_drill: bool = False
    is_one_key: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """What the event begins with."""

    subcategory: Subcategory
    grade: Grade
    route: Route
    is_secret_discharge: bool
    is_drill: bool
    proposal: Proposal


def understand(
    connection: Connection, rules: TownRules, told: Told, kind: str | None = None
) -> Understood:
    """Classify, grade and route a report; unsure means 1004 and a person, who gives the `kind`."""
    context = _context(connection, rules, told, 1)
    result = classify(told.text, rules.taxonomy, rules.model, context, kind)
    times = _times_before(connection, told, result.subcategory)
    if times > 1:
        context = _context(connection, rules, told, times)
        result = classify(told.text, rules.taxonomy, rules.model, context, kind)
    grade = max(result.grade, ONE_KEY_GRADE) if told.is_one_key else result.grade
    routing = result.routing
    return Understood(
        Subcategory(result.subcategory, result.category not in _NEVER_SELF_HANDLED),
        grade,
        Route(routing.rule_id or result.subcategory, int(routing.rule_version), routing.lead_dept),
        ConsultReason.RULE in routing.consult_reasons,
        told.is_drill or result.is_drill,
        _proposal(result, grade, rules),
    )


def consulted_platforms(proposal: Proposal | None) -> frozenset[Platform]:
    """Return the platforms to call: those that the rule names, or all four."""
    named = frozenset(() if proposal is None else proposal.platforms)
    return named if len(named) > 1 else frozenset(Platform)


def _proposal(result: Classification, grade: Grade, rules: TownRules) -> Proposal:
    sentences, routing = why(result, rules.taxonomy), result.routing
    return Proposal(
        subcategory=result.subcategory,
        grade=grade,
        confidence=result.confidence,
        is_sure=result.doubt is None,
        triggers=tuple(trigger.code for trigger in result.grading.triggers),
        lead_platform=routing.lead_platform,
        lead=routing.lead_dept,
        cooperating=routing.coop,
        consults=routing.consultation_proposed,
        platforms=routing.consult_platforms,
        measure=routing.measure,
        paper=routing.paper,
        reports_up=result.grading.report_up,
        why_zh=tuple(sentence.zh for sentence in sentences),
        why_en=tuple(sentence.en for sentence in sentences),
        others=tuple(one.code for one in result.best if one.code != result.subcategory),
    )


def _context(connection: Connection, rules: TownRules, told: Told, times: int) -> Context:
    near: dict[str, float] = {}
    if told.position is not None:
        near = nearest_places(connection, told.town, told.position, NEAR_M)
    kinds = frozenset(Sensitive)
    return Context(
        local_time=told.at.astimezone(rules.calendar.zone).time(),
        distances_m={Sensitive(kind): near[kind] for kind in near if kind in kinds},
        same_place_7_days=times,
    )


def _times_before(connection: Connection, told: Told, subcategory: str) -> int:
    """How often the same matter came from there in seven days, this time included."""
    rule = RepeatRule()
    if told.position is None:
        return 1
    others = list_briefs(
        connection,
        MAX_BEFORE,
        event.c.town == told.town,
        event.c.reported_at > told.at - rule.within - timedelta(seconds=1),
        event.c.state.not_in([state.value for state in LEFT_OUT_STATES]),
        event.c.is_drill == told.is_drill,
        is_within(event, window_around(told.position, rule.radius_m)),
    )
    new = EventBrief(
        "", subcategory, told.at, State.REPORTED, told.text, told.position, None, told.is_drill
    )
    return repeats_of(new, others, rule).times
