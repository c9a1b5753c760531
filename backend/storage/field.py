"""People in the field, and who of them is sent where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from backend.domain.field_people import Member
from backend.domain.field_status import FieldStatus
from backend.domain.geo import Position
from backend.domain.travel import Mode
from backend.domain.words import FIELD_ROLES, Role
from backend.storage.tables import dispatch, grant, person

_FIELD = [role.value for role in FIELD_ROLES]


@dataclass(frozen=True, slots=True)
class Sent:
    """An order to one person, the newest of its rounds."""

    person: str
    name: str
    round: int
    status: FieldStatus
    sent_by: str
    sent_at: datetime
    changed_at: datetime
    reason: str
    version: int


def members_of(connection: Connection, town: str) -> list[Member]:
    """Return everybody of a town who has a role in the field."""
    busy = (
        select(dispatch.c.person, func.count().label("tasks"))
        .where(dispatch.c.is_over.is_(False))
        .group_by(dispatch.c.person)
        .subquery()
    )
    query = (
        select(person, grant.c.role, grant.c.grids, busy.c.tasks)
        .join(grant, grant.c.person == person.c.id)
        .outerjoin(busy, busy.c.person == person.c.id)
        .where(grant.c.region == town, grant.c.role.in_(_FIELD), person.c.is_active)
        .order_by(person.c.id)
    )
    rows: dict[str, list[Any]] = {}
    for row in connection.execute(query):
        rows.setdefault(row.id, []).append(row)
    return [_member(same) for same in rows.values()]


def _member(rows: list[Any]) -> Member:
    row = rows[0]
    return Member(
        id=row.id,
        roles=frozenset(Role(one.role) for one in rows),
        grids=tuple(sorted({grid for one in rows for grid in one.grids})),
        stands_in=row.stands_in,
        on_duty_since=row.on_duty_since,
        on_break=row.on_break,
        mode=Mode(row.mode),
        position=None if row.lon is None or row.lat is None else Position(row.lon, row.lat),
        seen_at=row.seen_at,
        open_tasks=row.tasks or 0,
    )


def names_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return people's names by id."""
    query = select(person.c.id, person.c.name).where(person.c.id.in_(list(ids)))
    return {row.id: row.name for row in connection.execute(query)}


def add_orders(
    connection: Connection, event: str, people: Iterable[str], sent_by: str, now: datetime
) -> None:
    """Send people; who refused before gets a new round."""
    for id_ in sorted(people):
        rounds = select(func.count()).where(dispatch.c.event == event, dispatch.c.person == id_)
        row = {
            "event": event,
            "person": id_,
            "round": connection.execute(rounds).scalar_one() + 1,
            "status": FieldStatus.SENT.value,
            "is_over": False,
            "sent_by": sent_by,
            "sent_at": now,
            "changed_at": now,
        }
        connection.execute(insert(dispatch).values(row))


def sent_to(connection: Connection, event: str) -> list[Sent]:
    """Return who was sent to an event, in the order of sending."""
    query = (
        select(dispatch, person.c.name)
        .join(person, person.c.id == dispatch.c.person)
        .where(dispatch.c.event == event)
        .order_by(dispatch.c.sent_at, dispatch.c.person, dispatch.c.round)
    )
    newest: dict[str, Sent] = {}
    for row in connection.execute(query):
        newest[row.person] = Sent(
            row.person,
            row.name,
            row.round,
            FieldStatus(row.status),
            row.sent_by,
            row.sent_at,
            row.changed_at,
            row.reason,
            row.version,
        )
    return list(newest.values())


def keep_status(
    connection: Connection, event: str, sent: Sent, to: FieldStatus, reason: str, now: datetime
) -> bool:
    """Keep a new status of an order; False if another changed it in between."""
    kept = connection.execute(
        update(dispatch)
        .where(
            dispatch.c.event == event,
            dispatch.c.person == sent.person,
            dispatch.c.round == sent.round,
            dispatch.c.version == sent.version,
        )
        .values(
            status=to.value,
            is_over=to.is_over,
            changed_at=now,
            reason=reason,
            version=sent.version + 1,
        )
    )
    return kept.rowcount == 1


def end_orders(connection: Connection, event: str, now: datetime) -> None:
    """An event that is over leaves nobody with an open task."""
    connection.execute(
        update(dispatch)
        .where(dispatch.c.event == event, dispatch.c.is_over.is_(False))
        .values(is_over=True, changed_at=now, version=dispatch.c.version + 1)
    )
