"""Figures of a town's events in a span of time: as a whole, by what they have, by the hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    and_,
    case,
    cast,
    func,
    select,
    true,
)

from backend.domain.words import State
from backend.storage.tables import event

HOUR = timedelta(hours=1)
_NO_EVENT = (State.REJECTED.value, State.MERGED.value)


class GroupBy(StrEnum):
    """What events are grouped by."""

    NOTHING = "nothing"
    GRID = "grid"
    VILLAGE = "village"
    LEAD = "lead"
    PLATFORM = "platform"
    SUBCATEGORY = "subcategory"
    CATEGORY = "category"
    GRADE = "grade"
    STATE = "state"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of events that were reported in the span; `group` None: they have none.

    `accepted`: neither rejected nor merged. `overdue`: open and past due. `closed_on_time`: of
    those with a limit for closing. `handling_s`: mean seconds from report to end of the closed.
    """

    group: str | None
    reported: int
    accepted: int
    open: int
    overdue: int
    closed: int
    closed_with_limit: int
    closed_on_time: int
    forced: int
    returned: int
    reworked: int
    handling_s: float | None


def figures(
    connection: Connection,
    town: str,
    since: datetime,
    until: datetime,
    now: datetime,
    by: GroupBy = GroupBy.NOTHING,
) -> list[Figures]:
    """Return figures by group; drills don't count."""
    group = None if by is GroupBy.NOTHING else event.c[by.value]
    accepted = event.c.state.not_in(_NO_EVENT)
    closed = event.c.closed_at.is_not(None) & accepted
    columns = [
        func.count(),
        _count(accepted),
        _count(event.c.is_open),
        _count(event.c.is_open & (event.c.due_at < now)),
        _count(closed),
        _count(closed & event.c.is_late.is_not(None)),
        _count(closed & event.c.is_late.is_(False)),
        _count(event.c.is_forced),
        _count(event.c.returned > 0),
        _count(event.c.rework > 0),
        func.avg(case((closed, _seconds(connection)))),
    ]
    query = select(*([group] if group is not None else []), *columns).where(
        event.c.town == town,
        event.c.reported_at >= since,
        event.c.reported_at < until,
        event.c.is_drill.is_(False),
    )
    if group is not None:
        query = query.group_by(group).order_by(group)
    found = []
    for row in connection.execute(query):
        values = list(row) if group is not None else [None, *row]
        name = None if values[0] is None else str(values[0])
        counts = dict(zip(_COUNTS, (int(value or 0) for value in values[1:-1]), strict=True))
        mean = None if values[-1] is None else float(values[-1])
        found.append(Figures(group=name, handling_s=mean, **counts))
    return found


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour from `at` on: how many events were reported in it, and how many closed."""

    at: datetime
    reported: int
    closed: int


def hours_of(connection: Connection, town: str, since: datetime, hours: int) -> list[Hour]:
    """Return each of so many hours, in order; drills don't count, nor what was no event."""
    until = since + hours * HOUR
    # A closed event was changed no earlier: of those the database has an index.
    closed = and_(event.c.state.not_in(_NO_EVENT), event.c.changed_at >= since)
    reported, ended = (
        _by_hour(connection, town, column, (since, until), more)
        for column, more in ((event.c.reported_at, true()), (event.c.closed_at, closed))
    )
    return [
        Hour(since + number * HOUR, reported.get(number, 0), ended.get(number, 0))
        for number in range(hours)
    ]


def _by_hour(
    connection: Connection,
    town: str,
    at: Column[Any],
    span: tuple[datetime, datetime],
    more: ColumnElement[bool],
) -> dict[int, int]:
    """Count a town's events by how many hours after the span's beginning something was."""
    since, until = span
    number = (_epoch(connection, at) - int(since.timestamp())) // int(HOUR.total_seconds())
    query = (
        select(number, func.count())
        .where(event.c.town == town, at >= since, at < until, event.c.is_drill.is_(False), more)
        .group_by(number)
    )
    return {int(hour): count for hour, count in connection.execute(query)}


def _epoch(connection: Connection, at: Column[Any]) -> ColumnElement[int]:
    """An instant in whole seconds since 1970."""
    if connection.dialect.name == "postgresql":
        return cast(func.floor(func.extract("epoch", at)), Integer)
    return cast(func.strftime("%s", at), Integer)


_COUNTS = tuple(one.name for one in fields(Figures))[1:-1]


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(cast(case((condition, 1), else_=0), Integer))


def _seconds(connection: Connection) -> ColumnElement[Any]:
    if connection.dialect.name == "postgresql":
        return func.extract("epoch", event.c.closed_at - event.c.reported_at)
    days: Mapping[str, ColumnElement[float]] = {
        name: func.julianday(event.c[name]) for name in ("closed_at", "reported_at")
    }
    return (days["closed_at"] - days["reported_at"]) * 86400.0
