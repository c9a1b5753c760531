"""Events as they are kept: what the rules know, the clocks, and what was told.

The columns that are searched and sorted by are worked out from those three here and nowhere
else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.domain.clocks import AMBER_SHARE, Clock
from backend.domain.event_brief import EventBrief
from backend.domain.event_facts import Consultation, Decision, EventFacts
from backend.domain.geo import Position
from backend.domain.guards import ARCHIVE_DAYS, REOPEN_DAYS
from backend.domain.limits import LimitKind
from backend.domain.sight import Scope
from backend.domain.words import Grade, Platform, State
from backend.domain.work_calendar import WorkCalendar
from backend.storage.full_text import index_text
from backend.storage.tables import counter, event, party


@dataclass(frozen=True, slots=True)
class Proposal:
    """How the program understood a report; a person may decide otherwise.

    `why_zh`, `why_en`: the reasons, a sentence each. `platforms`: who should settle it together.
    `reports_up`: the county should know. `others`: the next likeliest kinds.
    """

    subcategory: str
    grade: Grade
    confidence: float
    is_sure: bool
    triggers: tuple[str, ...]
    lead_platform: Platform
    lead: str
    cooperating: tuple[str, ...]
    consults: bool
    platforms: tuple[Platform, ...]
    measure: str | None
    paper: str | None
    why_zh: tuple[str, ...]
    why_en: tuple[str, ...]
    reports_up: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was told of an event; position in WGS-84 degrees, `datum` the one it came in.

    `channel`: the app or line it came by, empty for our own.
    """

    title: str
    text: str = ""
    address: str = ""
    lon: float | None = None
    lat: float | None = None
    datum: str = "wgs84"
    camera: str | None = None
    channel: str = ""
    platform: Platform | None = None
    proposal: Proposal | None = None

    @property
    def position(self) -> Position | None:
        """The place, None where it isn't known."""
        return None if self.lon is None or self.lat is None else Position(self.lon, self.lat)


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event with its number, as people say it, and the version that a change has to name."""

    facts: EventFacts
    clocks: tuple[Clock, ...]
    sheet: Sheet
    number: str
    version: int = 1


class StaleVersionError(Exception):
    """The event was changed by another; `current` is its version now, None if it isn't there."""

    def __init__(self, current: int | None) -> None:
        super().__init__(f"the version is {current}")
        self.current = current


_MOMENT = timedelta(microseconds=1)
_FACTS = TypeAdapter(EventFacts)
_CLOCKS = TypeAdapter(tuple[Clock, ...])
_SHEET = TypeAdapter(Sheet)


def add_event(
    connection: Connection, record: EventRecord, now: datetime, calendar: WorkCalendar
) -> None:
    """Keep a new event."""
    columns = _columns(record, now, calendar)
    connection.execute(insert(event).values(id=record.facts.id, version=record.version, **columns))
    index_event(connection, record.facts.id, record.number, columns["sheet"])
    _keep_parties(connection, record.facts)


def index_event(
    connection: Connection,
    id: str,  # noqa: A002
    number: str,
    sheet: Mapping[str, Any],
) -> None:
    """Keep what a new event is found by; `sheet` as it is kept."""
    index_text(connection, id, (number, sheet["title"], sheet["text"], sheet["address"]))


def change_event(
    connection: Connection, record: EventRecord, now: datetime, calendar: WorkCalendar
) -> int:
    """Keep a changed event, `record.version` being the one it was read in; returns the new one.

    Raises StaleVersionError.
    """
    changed = connection.execute(
        update(event)
        .where(event.c.id == record.facts.id, event.c.version == record.version)
        .values(version=record.version + 1, **_columns(record, now, calendar))
    )
    if changed.rowcount != 1:
        query = select(event.c.version).where(event.c.id == record.facts.id)
        raise StaleVersionError(connection.execute(query).scalar_one_or_none())
    _keep_parties(connection, record.facts)
    return record.version + 1


def keep_times(
    connection: Connection, record: EventRecord, now: datetime, calendar: WorkCalendar
) -> None:
    """Keep when the event is due and next changes by itself; its version stays."""
    times = _times(record, now, calendar)
    connection.execute(update(event).where(event.c.id == record.facts.id).values(times))


def find_event(connection: Connection, id: str, *, to_change: bool = False) -> EventRecord | None:  # noqa: A002
    """Return an event, None for an id that isn't there.

    `to_change`: other writers wait until this transaction is over.
    """
    columns = (event.c.facts, event.c.clocks, event.c.sheet, event.c.number, event.c.version)
    query = select(*columns).where(event.c.id == id)
    row = connection.execute(query.with_for_update() if to_change else query).one_or_none()
    if row is None:
        return None
    return EventRecord(
        _FACTS.validate_python(row.facts),
        _CLOCKS.validate_python(row.clocks),
        _SHEET.validate_python(row.sheet),
        row.number,
        row.version,
    )


def list_briefs(
    connection: Connection, limit: int, *conditions: ColumnElement[bool]
) -> list[EventBrief]:
    """Return events in brief under conditions on `event`, the newest first."""
    query = (
        select(*_BRIEF, event.c.sheet["text"].as_string().label("text"))
        .where(*conditions)
        .order_by(event.c.reported_at.desc())
        .limit(limit)
    )
    return [
        EventBrief(
            row.id,
            row.subcategory,
            row.reported_at,
            State(row.state),
            row.text or "",
            None if row.lon is None else Position(row.lon, row.lat),
            row.grid,
            row.is_drill,
        )
        for row in connection.execute(query)
    ]


_BRIEF = tuple(
    event.c[name]
    for name in ("id", "subcategory", "reported_at", "state", "lon", "lat", "grid", "is_drill")
)


def brief_of(record: EventRecord) -> EventBrief:
    """Return one event in brief."""
    facts, sheet = record.facts, record.sheet
    return EventBrief(
        facts.id,
        facts.subcategory.code,
        facts.reported_at,
        facts.state,
        sheet.text,
        sheet.position,
        facts.grid,
        facts.is_drill,
    )


def next_number(connection: Connection, town: str, day: str) -> str:
    """Return the next number of a town's day, YYYYMMDD-NNNN; others wait for this transaction."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    first = dialect.insert(counter).values(town=town, day=day, value=1)
    counted = first.on_conflict_do_update(
        index_elements=[counter.c.town, counter.c.day], set_={"value": counter.c.value + 1}
    )
    value = connection.execute(counted.returning(counter.c.value)).scalar_one()
    return f"{day}-{value:04d}"


def scope_of(facts: EventFacts) -> Scope:
    """Return whom an event concerns."""
    return Scope(facts.town, facts.village, facts.grid, _departments(facts), _people(facts))


def facts_data(facts: EventFacts) -> dict[str, Any]:
    """Return what the rules know as plain JSON."""
    data: dict[str, Any] = _FACTS.dump_python(facts, mode="json")
    for name, kind in _PARTS.items():
        if data[name] is not None:
            data[name] = _in_order(kind, data[name])
    return _in_order(EventFacts, data)


_PARTS: dict[str, type[Any]] = {"consultation": Consultation, "decision": Decision}
"""Facts that hold sets themselves."""


def _in_order(kind: type[Any], data: dict[str, Any]) -> dict[str, Any]:
    """Sort what is a set: the same facts are always written the same way."""
    sets = {one.name for one in fields(kind) if str(one.type).startswith("frozenset")}
    return {name: sorted(one) if name in sets else one for name, one in data.items()}


def _columns(record: EventRecord, now: datetime, calendar: WorkCalendar) -> dict[str, Any]:
    facts, sheet = record.facts, record.sheet
    return {
        "number": record.number,
        "town": facts.town,
        "facts": facts_data(facts),
        "clocks": _CLOCKS.dump_python(record.clocks, mode="json"),
        "sheet": _SHEET.dump_python(sheet, mode="json"),
        "state": facts.state.value,
        "is_open": facts.is_open,
        "grade": facts.grade.value,
        "category": facts.subcategory.code[:2],
        "subcategory": facts.subcategory.code,
        "source": sheet.channel or facts.source.value,
        "platform": sheet.platform,
        "lead": facts.lead,
        "owner": facts.owner,
        "village": facts.village,
        "grid": facts.grid,
        "lon": sheet.lon,
        "lat": sheet.lat,
        "is_drill": facts.is_drill,
        "returned": facts.returned,
        "supervision": facts.supervision.value,
        "reported_at": facts.reported_at,
        "changed_at": now,
        "closed_at": facts.closed_at,
        "rework": facts.rework,
        "is_forced": facts.is_forced,
        "is_late": _is_late(record, now, calendar),
        **_times(record, now, calendar),
    }


def _times(
    record: EventRecord, now: datetime, calendar: WorkCalendar
) -> dict[str, datetime | None]:
    """When the event is due, nearly due, and next changes by itself."""
    clocks = [clock for clock in record.clocks if clock.stopped_at is None]
    running = [clock for clock in clocks if not clock.is_paused(now)]
    changes = [clock.next_change(now, calendar) for clock in clocks]
    return {
        "due_at": _first(clock.due(now, calendar) for clock in running),
        "amber_at": _first(clock.reaches(AMBER_SHARE, now, calendar) for clock in running),
        "look_at": _first([*changes, _looked_at_next(record.facts, now)]),
    }


def _looked_at_next(facts: EventFacts, now: datetime) -> datetime | None:
    """When the state itself asks for the program: the suspension or the waiting is over."""
    at = facts.suspended_until
    if facts.state is State.CLOSED and facts.closed_at is not None:
        at = facts.closed_at + timedelta(days=REOPEN_DAYS) + _MOMENT
    elif facts.state is State.APPRAISAL and facts.appraisal_at is not None:
        at = facts.appraisal_at + timedelta(days=ARCHIVE_DAYS)
    # What the program couldn't do then, it tries again a day later.
    return at if at is None or at > now else now + timedelta(days=1)


def _is_late(record: EventRecord, now: datetime, calendar: WorkCalendar) -> bool | None:
    """Whether the closing was ever late; None where it has no limit."""
    closing = [clock for clock in record.clocks if clock.kind is LimitKind.CLOSE]
    return closing[0].was_late(now, calendar) if closing else None


def _first(times: Iterable[datetime | None]) -> datetime | None:
    return min((at for at in times if at is not None), default=None)


def _departments(facts: EventFacts) -> frozenset[str]:
    consultation = facts.consultation
    invited = frozenset() if consultation is None else consultation.departments
    return facts.involved_departments | facts.copied_to | invited


def _people(facts: EventFacts) -> frozenset[str]:
    return facts.reporters | facts.sent | facts.handlers


def _keep_parties(connection: Connection, facts: EventFacts) -> None:
    wanted = {("department", id_) for id_ in _departments(facts)}
    wanted |= {("person", id_) for id_ in _people(facts)}
    kept = connection.execute(select(party.c.kind, party.c.id).where(party.c.event == facts.id))
    there = {(row.kind, row.id) for row in kept}
    for kind, id_ in there - wanted:
        connection.execute(
            delete(party).where(party.c.event == facts.id, party.c.kind == kind, party.c.id == id_)
        )
    if wanted - there:
        rows = [{"event": facts.id, "kind": kind, "id": id_} for kind, id_ in wanted - there]
        connection.execute(insert(party), rows)
