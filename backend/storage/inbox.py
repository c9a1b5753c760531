"""The inbox: events that a person may see, filtered, sorted, page by page."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from backend.domain.sight import Sight
from backend.domain.words import Grade, Platform, State
from backend.storage.full_text import said
from backend.storage.tables import event, party

MAX_PAGE = 500


class Sort(StrEnum):
    """What comes first."""

    NEWEST = "newest"
    DUE = "due"
    GRADE = "grade"


class CursorError(ValueError):
    """Not a cursor of this list."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events; an empty field leaves all.

    `owner`: the seat; `due_before`: overdue by then;
    `amber_before`: most of the limit is gone by then;
    `sources`: as `Line.source` says it, the app or line it came by, else how it came in;
    `text`: words of the report, its address or number.
    """

    ids: tuple[str, ...] = ()
    town: str | None = None
    states: tuple[State, ...] = ()
    is_open: bool | None = None
    grades: tuple[Grade, ...] = ()
    platforms: tuple[Platform, ...] = ()
    sources: tuple[str, ...] = ()
    lead: str | None = None
    owner: str | None = None
    subcategory: str | None = None
    grid: str | None = None
    is_drill: bool | None = None
    is_returned: bool | None = None
    due_before: datetime | None = None
    amber_before: datetime | None = None
    text: str = ""
    sort: Sort = Sort.NEWEST


@dataclass(frozen=True, slots=True)
class Line:
    """One event as a list shows it."""

    id: str
    number: str
    version: int
    town: str
    title: str
    state: State
    grade: Grade
    subcategory: str
    source: str
    channel: str
    platform: str | None
    lead: str | None
    owner: str | None
    village: str | None
    grid: str | None
    lon: float | None
    lat: float | None
    is_drill: bool
    returned: int
    supervision: int
    reported_at: datetime
    due_at: datetime | None
    amber_at: datetime | None


def list_events(
    connection: Connection, sight: Sight, wanted: Wanted, limit: int, cursor: str | None = None
) -> tuple[list[Line], str | None]:
    """Return a page and the cursor of the next, None at the end; raises CursorError."""
    keys, is_falling = _ORDERS[wanted.sort]
    query = _columns().where(_seen(connection, sight), *_conditions(connection, wanted))
    if wanted.sort is Sort.DUE:
        query = query.where(event.c.due_at.is_not(None))
    if cursor is not None:
        after = tuple_(*(literal(value) for value in _read_cursor(cursor, wanted.sort)))
        here = tuple_(*keys)
        query = query.where(here < after if is_falling else here > after)
    query = query.order_by(*(key.desc() if is_falling else key.asc() for key in keys))
    rows = connection.execute(query.limit(limit + 1)).all()
    lines = [_line(row) for row in rows[:limit]]
    more = len(rows) > limit
    return lines, _cursor(lines[-1], wanted.sort) if more else None


def count_events(connection: Connection, sight: Sight, wanted: Wanted) -> int:
    """Return how many events a list has."""
    query = select(func.count()).select_from(event)
    return connection.execute(
        query.where(_seen(connection, sight), *_conditions(connection, wanted))
    ).scalar_one()


def count_open(connection: Connection) -> list[tuple[str, Grade, int]]:
    """Return how many events are open, by town and grade."""
    query = (
        select(event.c.town, event.c.grade, func.count())
        .where(event.c.is_open)
        .group_by(event.c.town, event.c.grade)
    )
    return [(town, Grade(grade), number) for town, grade, number in connection.execute(query)]


def is_seen(sight: Sight) -> ColumnElement[bool]:
    """Return the condition that a person sees an event: the same rule as `Sight.sees`."""
    ways: list[ColumnElement[bool]] = []
    if sight.towns:
        ways.append(event.c.town.in_(sight.towns))
    if sight.villages:
        ways.append(event.c.village.in_(sight.villages))
    if sight.grids:
        ways.append(event.c.grid.in_(sight.grids))
    ways.append(_is_party("person", party.c.id == sight.person))
    for town, department in sorted(sight.offices):
        ways.append(and_(event.c.town == town, _is_party("department", party.c.id == department)))
    return or_(*ways) if sight.person else false()


def _seen(connection: Connection, sight: Sight) -> ColumnElement[bool]:
    """The same as `is_seen`, said so that an index has the order where whole towns are seen."""
    places = sight.villages | sight.grids | {town for town, _ in sight.offices} - sight.towns
    if not sight.towns or places or _is_party_elsewhere(connection, sight):
        return is_seen(sight)
    if len(sight.towns) == 1:
        return event.c.town == next(iter(sight.towns))
    return event.c.town.in_(sight.towns)


def _is_party_elsewhere(connection: Connection, sight: Sight) -> bool:
    query = (
        select(party.c.event)
        .join(event, event.c.id == party.c.event)
        .where(party.c.kind == "person", party.c.id == sight.person)
        .where(event.c.town.not_in(sight.towns))
    )
    return connection.execute(query.limit(1)).one_or_none() is not None


_ORDERS: dict[Sort, tuple[tuple[ColumnElement[Any], ...], bool]] = {
    Sort.NEWEST: ((event.c.reported_at, event.c.id), True),
    Sort.DUE: ((event.c.due_at, event.c.id), False),
    Sort.GRADE: ((event.c.grade, event.c.reported_at, event.c.id), True),
}


def _is_party(kind: str, whose: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(party.c.event == event.c.id, party.c.kind == kind, whose)


def _columns() -> Select[Any]:
    left_out = {"facts", "clocks", "sheet"}
    sheet = event.c.sheet
    return select(*(c for c in event.c if c.name not in left_out), sheet["title"], sheet["channel"])


def _conditions(connection: Connection, wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for column, value in (
        (event.c.town, wanted.town),
        (event.c.lead, wanted.lead),
        (event.c.owner, wanted.owner),
        (event.c.subcategory, wanted.subcategory),
        (event.c.grid, wanted.grid),
        (event.c.is_drill, wanted.is_drill),
    ):
        if value is not None:
            found.append(column == value)
    for column, values in (
        (event.c.id, list(wanted.ids)),
        (event.c.state, [state.value for state in wanted.states]),
        (event.c.grade, [grade.value for grade in wanted.grades]),
        (event.c.platform, [platform.value for platform in wanted.platforms]),
        (event.c.source, list(wanted.sources)),
    ):
        if values:
            found.append(column.in_(values))
    if wanted.is_open is not None:
        # Said in the query's words: with a value handed over no index of open events is taken.
        found.append(event.c.is_open if wanted.is_open else ~event.c.is_open)
    if wanted.is_returned is not None:
        found.append(event.c.returned > 0 if wanted.is_returned else event.c.returned == 0)
    if wanted.due_before is not None:
        found.append(event.c.due_at < wanted.due_before)
    if wanted.amber_before is not None:
        found.append(event.c.amber_at < wanted.amber_before)
    if wanted.text.strip():
        found.append(event.c.id.in_(said(connection, wanted.text)))
    return found


def _line(row: Any) -> Line:
    data = row._asdict()
    values = {name: data[name] for name in Line.__slots__ if name in data}
    return Line(
        **{
            **values,
            "title": row[-2],
            "channel": row[-1] or "",
            "state": State(row.state),
            "grade": Grade(row.grade),
        }
    )


def _cursor(line: Line, sort: Sort) -> str:
    at = line.due_at if sort is Sort.DUE and line.due_at is not None else line.reported_at
    values: list[object] = [at.isoformat(), line.id]
    if sort is Sort.GRADE:
        values.insert(0, line.grade.value)
    return base64.urlsafe_b64encode(json.dumps([sort.value, *values]).encode()).decode()


def _read_cursor(cursor: str, sort: Sort) -> list[Any]:
    try:
        read: list[Any] = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        kind, values = read[0], list(read[1:])
        if kind != sort.value or len(values) != len(_ORDERS[sort][0]):
            raise CursorError(cursor)
        if sort is Sort.GRADE:
            values[0] = int(values[0])
        values[-2] = datetime.fromisoformat(values[-2])
        if values[-2].utcoffset() is None:
            raise CursorError(cursor)
        values[-1] = str(values[-1])
    except (ValueError, TypeError, LookupError, RecursionError, binascii.Error) as error:
        raise CursorError(cursor) from error
    return values
