"""Looking at an event as a person who may, or may not, see it."""

from __future__ import annotations

from sqlalchemy import Connection

from backend.domain.people import Person
from backend.domain.sight import sight_of
from backend.services.faults import NotFoundError
from backend.storage.events import EventRecord, find_event, scope_of


def see_event(
    connection: Connection,
    person: Person,
    id: str,  # noqa: A002
    *,
    to_change: bool = False,
) -> EventRecord:
    """Return an event that the person may see; raises NotFoundError."""
    record = find_event(connection, id, to_change=to_change)
    if record is None or not sight_of(person).sees(scope_of(record.facts)):
        raise NotFoundError(id)
    return record
