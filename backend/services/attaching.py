"""Files of events: uploaded piece by piece, checked, then attached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from backend.domain.consult_items import is_document
from backend.domain.event_facts import PhotoKind
from backend.domain.people import Person
from backend.domain.sight import Scope
from backend.media.file_shelf import Shelved
from backend.services.faults import MayNotError, NotFoundError, UnfitError
from backend.services.seeing import see_event
from backend.storage.tables import attachment, upload
from backend.storage.unit_of_work import Unit

MAX_BYTES = 100 * 1024 * 1024
MAX_OPEN = 20
"""Uploads of one person that aren't finished."""
_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in; `attachment` once it is finished."""

    id: str
    person: str
    name: str
    size: int
    attachment: str | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A checked file; position in WGS-84 degrees as the file told it.

    `pages`: of a PDF, else 0. Width and height are 0 of a document without a picture.
    """

    id: str
    town: str
    event: str | None
    photo_kind: PhotoKind | None
    name: str
    media_type: str
    size: int
    sha256: str
    original_sha256: str
    thumbnail_sha256: str | None
    width: int
    height: int
    duration_s: float | None
    pages: int
    lon: float | None
    lat: float | None
    taken_at: datetime | None
    added_by: str
    added_at: datetime


def begin_upload(unit: Unit, id: str, name: str, size: int) -> Upload:  # noqa: A002
    """Note a file that is going to come; raises MayNotError with too many open ones."""
    person = unit.actor.person.id
    own = upload.c.person == person
    unit.connection.execute(delete(upload).where(own, upload.c.begun_at < unit.now - _KEPT))
    is_open = select(func.count()).where(own, upload.c.attachment.is_(None))
    if unit.connection.execute(is_open).scalar_one() >= MAX_OPEN:
        raise MayNotError
    values = {"id": id, "person": person, "name": name, "size": size, "begun_at": unit.now}
    unit.connection.execute(insert(upload).values(values))
    return Upload(id, person, name, size, None)


def find_upload(connection: Connection, person: Person, id: str) -> Upload:  # noqa: A002
    """Return one of the own uploads; raises NotFoundError."""
    query = select(upload).where(upload.c.id == id, upload.c.person == person.id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(id)
    return Upload(row.id, row.person, row.name, row.size, row.attachment)


def keep_attachment(
    unit: Unit,
    given: Upload,
    shelved: Shelved,
    town: str,
    kind: PhotoKind | None,
    id: str,  # noqa: A002
) -> Attachment:
    """Keep a checked file; it belongs to an event once a report, action or table names it.

    Raises UnfitError; a document is no photo of any kind.
    """
    if not any(grant.town == town for grant in unit.actor.person.grants):
        raise UnfitError("town")
    media = shelved.media
    if kind is not None and is_document(media.media_type):
        raise UnfitError("photo_kind")
    values = {
        "id": id,
        "town": town,
        "photo_kind": None if kind is None else kind.value,
        "name": given.name,
        "media_type": media.media_type,
        "size": shelved.size,
        "sha256": shelved.sha256,
        "original_sha256": shelved.original_sha256,
        "thumbnail_sha256": shelved.thumbnail_sha256,
        "width": media.width,
        "height": media.height,
        "duration_s": media.duration_s,
        "pages": media.pages,
        "lon": media.told.lon,
        "lat": media.told.lat,
        "taken_at": media.told.taken_at,
        "added_by": unit.actor.person.id,
        "added_at": unit.now,
    }
    unit.connection.execute(insert(attachment).values(values))
    unit.connection.execute(update(upload).where(upload.c.id == given.id).values(attachment=id))
    scope = Scope(town, people=frozenset({unit.actor.person.id}))
    hashes = {"sha256": shelved.sha256, "original_sha256": shelved.original_sha256}
    unit.note("attachment.added", scope, {"id": id, "size": shelved.size, **hashes})
    return find_attachment(unit.connection, unit.actor.person, id)


def find_attachment(connection: Connection, person: Person, id: str) -> Attachment:  # noqa: A002
    """Return a file of an event that the person may see, or an own one; raises NotFoundError.

    A wall sees those of open events.
    """
    row = connection.execute(select(attachment).where(attachment.c.id == id)).one_or_none()
    if row is None or (row.event is None and row.added_by != person.id):
        raise NotFoundError(id)
    if row.event is not None:
        record = see_event(connection, person, row.event)
        if person.is_wall and not record.facts.is_open:
            raise NotFoundError(id)
    return _attachment(row)


def attachments_of(connection: Connection, event: str) -> list[Attachment]:
    """Return an event's files, oldest first."""
    query = select(attachment).where(attachment.c.event == event)
    ordered = query.order_by(attachment.c.added_at, attachment.c.id)
    return [_attachment(row) for row in connection.execute(ordered)]


def attach(
    unit: Unit, ids: Iterable[str], scope: Scope, event: str, *, documents: bool = False
) -> frozenset[PhotoKind]:
    """Give the own files to an event; returns what its photos show. Raises UnfitError.

    `documents`: whether they may be others than photos and videos.
    """
    wanted = set(ids)
    if not wanted:
        return frozenset()
    query = select(attachment).where(
        attachment.c.id.in_(wanted),
        attachment.c.added_by == unit.actor.person.id,
        attachment.c.town == scope.town,
        attachment.c.event.is_(None),
    )
    rows = unit.connection.execute(query).all()
    is_refused = not documents and any(is_document(row.media_type) for row in rows)
    if is_refused or {row.id for row in rows} != wanted:
        raise UnfitError("attachments")
    unit.connection.execute(
        update(attachment).where(attachment.c.id.in_(wanted)).values(event=event)
    )
    files = {row.id: row.sha256 for row in rows}
    unit.note("event.attachments", scope, {"files": files}, event)
    return frozenset(PhotoKind(row.photo_kind) for row in rows if row.photo_kind is not None)


def _attachment(row: Any) -> Attachment:
    data = dict(row._mapping)
    kind = data["photo_kind"]
    return Attachment(**{**data, "photo_kind": None if kind is None else PhotoKind(kind)})
