"""Everything of an event's life: a person does an action, and what follows from it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import insert

from backend.domain.actions import Action
from backend.domain.clock_orders import Ordering, follow_orders
from backend.domain.clocks import AMBER_SHARE, Clock, Light
from backend.domain.event_facts import EventFacts
from backend.domain.lifecycle import Allowed, Refused, allowed_actions, decide
from backend.domain.limits import LimitKind
from backend.domain.outcomes import Outcome
from backend.domain.payload import MAX_TEXT, Payload
from backend.domain.people import Person
from backend.domain.refusals import Refusal
from backend.services.attaching import attach
from backend.services.faults import RefusedError, StaleError, UnfitError
from backend.services.naming import check_departments, check_people
from backend.services.seeing import see_event
from backend.services.town_rules import RuleShelf, TownRules
from backend.services.understanding import Told, consulted_platforms, understand
from backend.storage.events import (
    EventRecord,
    add_event,
    change_event,
    facts_data,
    find_event,
    scope_of,
)
from backend.storage.field import add_orders, end_orders
from backend.storage.tables import correction
from backend.storage.unit_of_work import Unit

EVENT = "event."
"""What an action is called in the journal begins with this."""
_ITSELF = Person.itself()
_INVITING = frozenset({Action.OPEN_CONSULTATION, Action.INVITE_PARTIES})


@dataclass(frozen=True, slots=True)
class Order:
    """An action that a person wants done to the version of an event that they see.

    `payload` holds what is given; `parent` names another event where the action needs one,
    `subcategory` what the event is said to be, `attachments` the own files that come with it.
    """

    event: str
    version: int
    action: Action
    payload: Payload = field(default_factory=Payload)
    parent: str | None = None
    subcategory: str | None = None
    attachments: tuple[str, ...] = ()


def act(unit: Unit, shelf: RuleShelf, order: Order) -> EventRecord:
    """Do an action; returns the event as it is then.

    Raises NotFoundError, StaleError, RefusedError and UnfitError.
    """
    record = see_event(unit.connection, unit.actor.person, order.event, to_change=True)
    if record.version != order.version:
        raise StaleError(record)
    rules = shelf.of(unit.connection, record.facts.town, unit.now)
    payload = _filled(unit, rules, record, order)
    if order.action is Action.RECLASSIFY and order.subcategory is not None:
        return _reclassify(unit, rules, record, payload, order.subcategory)
    after = do(unit, rules, record, order.action, payload)
    if payload.departments and order.action in _INVITING:
        # Afterwards: who may not invite is told that, not what is wrong with the names.
        check_departments(unit.connection, payload.departments, record.facts.town)
    return after


def actions_for(
    person: Person, record: EventRecord, rules: TownRules, now: datetime
) -> tuple[Allowed | Refused, ...]:
    """Return every action with whether the person may do it now."""
    return allowed_actions(person, with_clocks(record, rules, now), now)


@dataclass(frozen=True, slots=True)
class ClockNow:
    """What a clock shows: due and amber as things are, None where only a plan could say."""

    due_at: datetime | None
    amber_at: datetime | None
    light: Light
    is_paused: bool
    was_late: bool


def clocks_now(record: EventRecord, rules: TownRules, now: datetime) -> tuple[ClockNow, ...]:
    """Return what each clock of an event shows, in the order of its clocks."""
    return tuple(
        ClockNow(
            clock.due(now, rules.calendar),
            clock.reaches(AMBER_SHARE, now, rules.calendar),
            clock.light(now, rules.calendar),
            clock.is_paused(now),
            clock.was_late(now, rules.calendar),
        )
        for clock in record.clocks
    )


def do(
    unit: Unit,
    rules: TownRules,
    record: EventRecord,
    action: Action,
    payload: Payload,
    *,
    by_itself: bool = False,
) -> EventRecord:
    """Decide and keep; `by_itself`: the program does it, whoever's unit it is."""
    facts = with_clocks(record, rules, unit.now)
    person = _ITSELF if by_itself else unit.actor.person
    outcome = decide(person, facts, action, payload, unit.now)
    if isinstance(outcome, Refusal):
        raise RefusedError(outcome, record)
    after = _kept(unit, rules, record, outcome)
    _note(unit, record, after, action, payload, by_itself=by_itself)
    _keep_sent(unit, after.facts, payload, action)
    _follow_parent(unit, rules, outcome, after.facts)
    after = do_at_once(unit, rules, after, outcome)
    return _draft_escalation(unit, rules, after) if action is Action.TAKE else after


def _draft_escalation(unit: Unit, rules: TownRules, record: EventRecord) -> EventRecord:
    """What the county should know is drafted as soon as a seat has it; a person sends it."""
    proposal = record.sheet.proposal
    if proposal is None or not proposal.reports_up or record.facts.escalation_drafted:
        return record
    text = "；".join((record.sheet.text, *proposal.why_zh))[:MAX_TEXT]
    return do(unit, rules, record, Action.DRAFT_ESCALATION, Payload(text=text), by_itself=True)


def begin(unit: Unit, rules: TownRules, record: EventRecord, outcome: Outcome) -> EventRecord:
    """Keep a new event, and do what follows at once."""
    record = replace(record, clocks=_clocks(unit, rules, record, outcome, outcome.event))
    add_event(unit.connection, record, unit.now, rules.calendar)
    change = {"version": record.version, "number": record.number, "sheet": record.sheet.text}
    facts = {name: value for name, value in facts_data(record.facts).items() if value}
    unit.note(
        f"{EVENT}report", scope_of(record.facts), {**change, "changed": facts}, record.facts.id
    )
    return do_at_once(unit, rules, record, outcome)


def do_at_once(unit: Unit, rules: TownRules, record: EventRecord, outcome: Outcome) -> EventRecord:
    """Do what the program does by itself after an outcome."""
    for action in outcome.then:
        payload = Payload(platforms=consulted_platforms(record.sheet.proposal))
        record = do(unit, rules, record, action, payload, by_itself=True)
    return record


def with_clocks(record: EventRecord, rules: TownRules, now: datetime) -> EventFacts:
    """Return what the rules know, with what the clocks say now."""
    clocks = {clock.kind: clock for clock in record.clocks}
    sign, close = clocks.get(LimitKind.SIGN), clocks.get(LimitKind.CLOSE)
    return replace(
        record.facts,
        sign_due_at=None if sign is None else sign.due(now, rules.calendar),
        close_share_left=None if close is None else 1 - close.share_used(now, rules.calendar),
    )


def _reclassify(
    unit: Unit, rules: TownRules, record: EventRecord, payload: Payload, code: str
) -> EventRecord:
    """Take a person's word for what it is, and learn from it."""
    if code not in rules.taxonomy.subcategories:
        raise UnfitError("subcategory")
    facts, sheet = record.facts, record.sheet
    told = Told(facts.town, sheet.text, sheet.position, facts.reported_at, facts.is_drill)
    meant = understand(unit.connection, rules, told, code)
    payload = replace(payload, subcategory=meant.subcategory, route=meant.route, grade=meant.grade)
    record = replace(
        record,
        sheet=replace(sheet, proposal=meant.proposal, platform=meant.proposal.lead_platform),
    )
    after = do(unit, rules, record, Action.RECLASSIFY, payload)
    if sheet.text.strip() and not facts.is_drill:
        row = {"town": facts.town, "event": facts.id, "text": sheet.text, "subcategory": code}
        by = {"person": unit.actor.person.id, "at": unit.now}
        unit.connection.execute(insert(correction).values(**row, **by))
    return after


def _filled(unit: Unit, rules: TownRules, record: EventRecord, order: Order) -> Payload:
    kinds = attach(unit, order.attachments, scope_of(record.facts), order.event)
    payload = replace(order.payload, photos=order.payload.photos | kinds)
    if order.parent is not None:
        parent = find_event(unit.connection, order.parent, to_change=True)
        if parent is None or parent.facts.town != record.facts.town:
            raise UnfitError("parent")
        payload = replace(payload, parent=parent.facts)
    if payload.people:
        check_people(unit.connection, payload.people, record.facts.town)
    if payload.until is not None and payload.until > unit.now:
        clocks = {clock.kind: clock for clock in record.clocks}
        share = _share(clocks.get(LimitKind.CLOSE), payload.until, unit.now, rules)
        payload = replace(payload, share_of_limit=share)
    return payload


def _share(clock: Clock | None, until: datetime, now: datetime, rules: TownRules) -> Fraction:
    share = None if clock is None else clock.extension_share(now, until, rules.calendar)
    return Fraction(0) if share is None else share


def _kept(unit: Unit, rules: TownRules, record: EventRecord, outcome: Outcome) -> EventRecord:
    clocks = _clocks(unit, rules, record, outcome, record.facts)
    after = replace(record, facts=outcome.event, clocks=clocks)
    version = change_event(unit.connection, after, unit.now, rules.calendar)
    return replace(after, version=version)


def _clocks(
    unit: Unit, rules: TownRules, record: EventRecord, outcome: Outcome, before: EventFacts
) -> tuple[Clock, ...]:
    row = rules.taxonomy.get(outcome.event.subcategory.code).limits
    ordering = Ordering(row, before.grade, outcome.event.grade, unit.now, rules.calendar)
    return follow_orders(record.clocks, outcome.clocks, ordering)


def _note(
    unit: Unit,
    before: EventRecord,
    after: EventRecord,
    action: Action,
    payload: Payload,
    *,
    by_itself: bool,
) -> None:
    old, new = facts_data(before.facts), facts_data(after.facts)
    change: dict[str, Any] = {
        "version": after.version,
        "from": before.facts.state.value,
        "to": after.facts.state.value,
        "given": _given(payload),
        "changed": {name: value for name, value in new.items() if value != old[name]},
    }
    note = unit.note_by_itself if by_itself else unit.note
    note(EVENT + action.value, scope_of(after.facts), change, after.facts.id)


def _given(payload: Payload) -> Mapping[str, str]:
    """The texts that a person gave; what else was given shows in what changed."""
    texts = {"text": payload.text, "reason": payload.reason, "code": payload.reason_code}
    return {name: text for name, text in texts.items() if text}


def _keep_sent(unit: Unit, facts: EventFacts, payload: Payload, action: Action) -> None:
    if not facts.is_open:
        end_orders(unit.connection, facts.id, unit.now)
    if action is Action.DISPATCH:
        add_orders(unit.connection, facts.id, payload.people, unit.actor.person.id, unit.now)


def _follow_parent(unit: Unit, rules: TownRules, outcome: Outcome, facts: EventFacts) -> None:
    """The parent of a merge grows; children close and come back with their parent."""
    if outcome.parent is not None:
        before = find_event(unit.connection, outcome.parent.id, to_change=True)
        if before is None:
            raise UnfitError("parent")
        after = replace(before, facts=outcome.parent)
        version = change_event(unit.connection, after, unit.now, rules.calendar)
        grown = replace(after, version=version)
        _note(unit, before, grown, Action.MERGE, Payload(), by_itself=True)
    for ids, action in (
        (outcome.close_children, Action.CLOSE_WITH_PARENT),
        (outcome.reopen_children, Action.REOPEN_WITH_PARENT),
    ):
        for id_ in sorted(ids):
            child = find_event(unit.connection, id_, to_change=True)
            if child is not None:
                do(unit, rules, child, action, Payload(parent=facts), by_itself=True)
