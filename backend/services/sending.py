"""Who could go, who was sent and how they are getting on, and which events may be the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection

from backend.domain.candidates import Ranking, rank_candidates
from backend.domain.duplicates import DuplicateRule, Suggestion, suggest_merges
from backend.domain.field_people import Scene
from backend.domain.field_status import FieldStatus, StatusFault, change_status, sends
from backend.domain.geo import window_around
from backend.domain.grids import Grid, GridMap
from backend.domain.people import Person
from backend.domain.role_fit import RoleFit, parse_role_fit
from backend.domain.send_plan import SendPlan, propose_plan
from backend.services.acting import EVENT
from backend.services.faults import MayNotError, NotFoundError, StatusError
from backend.services.packaged import packaged_json
from backend.services.seeing import see_event
from backend.services.town_rules import RuleShelf
from backend.storage.events import EventRecord, brief_of, change_event, list_briefs, scope_of
from backend.storage.field import Sent, keep_status, members_of, names_of, sent_to
from backend.storage.places import find_grid, grids_of, is_within
from backend.storage.tables import event as events
from backend.storage.unit_of_work import Unit

_LEAVES = frozenset({FieldStatus.REFUSED, FieldStatus.WITHDRAWN})
_HAND_IN_IT = frozenset({FieldStatus.HANDLING, FieldStatus.HELP_NEEDED, FieldStatus.DONE})
MAX_COMPARED = 2000


@dataclass(frozen=True, slots=True)
class WhoToSend:
    """The ranking, the plan made of it, and the names of everybody in it."""

    ranking: Ranking
    plan: SendPlan
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class StatusWanted:
    """The status that an order should take, and the order's version that was seen."""

    version: int
    to: FieldStatus
    reason: str = ""


def check_sends(person: Person, town: str) -> None:
    """Raise MayNotError unless the person sends people in a town."""
    if person.is_without_business() or not sends(person, town):
        raise MayNotError


def who_to_send(connection: Connection, record: EventRecord, now: datetime) -> WhoToSend:
    """Rank everybody for an event, and propose whom to send."""
    members = members_of(connection, record.facts.town)
    scene = _scene(connection, record)
    ranking = rank_candidates(scene, members, _role_fit(), now)
    neighbours = _Neighbours(grids_of(connection, record.facts.town))
    plan = propose_plan(scene, ranking, members, neighbours, now)
    return WhoToSend(ranking, plan, names_of(connection, (member.id for member in members)))


def change_field_status(
    unit: Unit, shelf: RuleShelf, event: str, person: str, wanted: StatusWanted
) -> list[Sent]:
    """Take a person's status at an event; returns everybody's.

    Raises NotFoundError, and StatusError with the order as it stands.
    """
    record = see_event(unit.connection, unit.actor.person, event, to_change=True)
    sent = {one.person: one for one in sent_to(unit.connection, event)}.get(person)
    if sent is None:
        raise NotFoundError(person)
    to, reason = wanted.to, wanted.reason
    change = change_status(unit.actor.person, person, record.facts.town, sent.status, to, reason)
    if change is not StatusFault.NOT_YOURS and sent.version != wanted.version:
        raise StatusError(StatusFault.NOT_NEXT, sent, is_stale=True)
    if isinstance(change, StatusFault):
        raise StatusError(change, sent)
    if not keep_status(unit.connection, event, sent, to, reason, unit.now):
        raise StatusError(StatusFault.NOT_NEXT, sent, is_stale=True)
    record = _with_hands(unit, shelf, record, person, to)
    noted = {
        "person": person,
        "from": sent.status.value,
        "to": to.value,
        "reason": reason,
        "offers_next": change.offers_next,
        "version": record.version,
    }
    unit.note(f"{EVENT}field_status", scope_of(record.facts), noted, event)
    return sent_to(unit.connection, event)


def same_events(connection: Connection, record: EventRecord) -> tuple[Suggestion, ...]:
    """Return events that may be the same as this one, the likeliest first."""
    rule, facts = DuplicateRule(), record.facts
    near = events.c.grid == facts.grid
    position = record.sheet.position
    if position is not None:
        near = near | is_within(events, window_around(position, rule.radius_m))
    others = list_briefs(
        connection,
        MAX_COMPARED,
        events.c.town == facts.town,
        events.c.subcategory == facts.subcategory.code,
        events.c.reported_at.between(
            facts.reported_at - rule.within, facts.reported_at + rule.within
        ),
        near,
    )
    return suggest_merges(brief_of(record), others, rule)


def _with_hands(
    unit: Unit, shelf: RuleShelf, record: EventRecord, person: str, to: FieldStatus
) -> EventRecord:
    """Who refuses isn't sent any more; who handles can't verify it later."""
    facts = record.facts
    if to in _LEAVES:
        facts = replace(facts, sent=facts.sent - {person})
    if to in _HAND_IN_IT:
        facts = replace(facts, handlers=facts.handlers | {person})
    if facts == record.facts:
        return record
    rules = shelf.of(unit.connection, facts.town, unit.now)
    changed = replace(record, facts=facts)
    version = change_event(unit.connection, changed, unit.now, rules.calendar)
    return replace(changed, version=version)


def _scene(connection: Connection, record: EventRecord) -> Scene:
    facts = record.facts
    grid = None if facts.grid is None else find_grid(connection, facts.grid)
    refused = {
        one.person for one in sent_to(connection, facts.id) if one.status is FieldStatus.REFUSED
    }
    return Scene(
        facts.id,
        facts.subcategory.code,
        facts.grade,
        facts.grid,
        record.sheet.position,
        None if grid is None else grid.area.middle,
        frozenset(refused),
        facts.sent,
    )


class _Neighbours(Mapping[str, Sequence[str]]):
    """Each grid's neighbours, worked out only for those that are asked for."""

    def __init__(self, grids: Iterable[Grid]) -> None:
        self._map = GridMap(tuple(grids))

    def __getitem__(self, code: str) -> Sequence[str]:
        return [one.code for one in self._map.neighbours(code)]

    def __iter__(self) -> Iterator[str]:
        return (grid.code for grid in self._map.grids)

    def __len__(self) -> int:
        return len(self._map.grids)


@lru_cache(maxsize=1)
def _role_fit() -> RoleFit:
    return parse_role_fit(packaged_json("role_fit.json"))
