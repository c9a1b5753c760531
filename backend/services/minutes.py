"""The minutes of consultations: their versions, amending them, and the files, each made once.

The first version is there as soon as the decision is signed. Every amendment is a version of its
own, and so is a decision that comes later. A file's bytes never change once they were given: they
lie on the shelf by the hash that the journal notes.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from backend.domain.people import Person
from backend.domain.refusals import Why, refuse
from backend.domain.words import Role
from backend.media.file_shelf import FileShelf
from backend.minutes.content import Form
from backend.minutes.pdf_file import NoChineseFontError
from backend.minutes.press import PressBusyError
from backend.services.faults import (
    FileLostError,
    MayNotError,
    NoFontError,
    NotFoundError,
    RefusedError,
)
from backend.services.minutes_content import MinutesOf, gather
from backend.services.minutes_pictures import with_pictures
from backend.services.parts import Backend
from backend.services.seeing import see_event
from backend.services.signatures import DECIDED
from backend.storage.events import EventRecord, scope_of
from backend.storage.faults import StoreBusyError
from backend.storage.journal import Entry, read_kinds
from backend.storage.unit_of_work import Actor, Unit

AMENDED, WRITTEN = "minutes.amended", "minutes.written"
MAX_VERSIONS = 100
"""Of one event."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was first given out."""

    form: Form
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the minutes; `entry` made it, `minutes` is what it is made of."""

    entry: Entry
    minutes: MinutesOf
    files: tuple[Kept, ...] = ()

    @property
    def number(self) -> int:
        """Counted from 1."""
        return self.minutes.version

    @property
    def is_amendment(self) -> bool:
        """Whether it amends the one before; else it is of a decision."""
        return self.entry.what == AMENDED

    @property
    def at(self) -> datetime:
        """Since when it is there."""
        return self.entry.at

    def kept(self, form: Form) -> Kept | None:
        """Return the file of a form, None where nobody has asked for it yet."""
        return next((one for one in self.files if one.form is form), None)


@dataclass(frozen=True, slots=True)
class MinutesFile:
    """A file to be given out, with the number that people say."""

    number: str
    data: bytes
    sha256: str


def versions_of(connection: Connection, person: Person, event: str) -> tuple[Version, ...]:
    """Return the versions of an event's minutes, the first one first; raises NotFoundError."""
    see_event(connection, person, event)
    return _versions(read_kinds(connection, event, DECIDED, AMENDED, WRITTEN))


def amend(unit: Unit, event: str, text: str, reason: str) -> int:
    """Add to the minutes as a new version, and return its number; those before stay as they are.

    Raises NotFoundError, RefusedError without minutes or words, and MayNotError for who is no
    commander or shift leader, and for too many versions.
    """
    person = unit.actor.person
    record = see_event(unit.connection, person, event, to_change=True)
    if not any(person.has(role, record.facts.town) for role in _AMENDS):
        raise MayNotError
    versions = versions_of(unit.connection, person, event)
    if not versions:
        raise RefusedError(refuse(Why.STATE), record)
    for words, missing in ((text, Why.NEEDS_TEXT), (reason, Why.NEEDS_REASON)):
        if not words.strip():
            raise RefusedError(refuse(missing))
    if len(versions) >= MAX_VERSIONS:
        raise MayNotError
    number = versions[-1].number + 1
    unit.note(
        AMENDED,
        scope_of(record.facts),
        {"version": number, "text": text, "reason": reason},
        event,
    )
    return number


_AMENDS = (Role.COMMANDER, Role.SHIFT_LEADER)


def minutes_file(
    backend: Backend, actor: Actor, event: str, version: int, form: Form
) -> MinutesFile:
    """Return a version as a file: the same bytes for everybody, always.

    Made where nobody asked for it before, which takes seconds and holds no transaction. Raises
    NotFoundError, NoFontError, FileLostError, and StoreBusyError while others' are made.
    """
    record, found = _look(backend, actor, event, version)
    kept = found.kept(form)
    if kept is None:
        try:
            with backend.press.turn():
                kept = _made(backend, actor, event, version, form)
        except PressBusyError:
            raise StoreBusyError("others' minutes are being made") from None
    data = _read(backend.files, kept)
    if data is None:
        data = _made_again(backend, record, found, kept)
    return MinutesFile(record.number, data, kept.sha256)


def _look(backend: Backend, actor: Actor, event: str, version: int) -> tuple[EventRecord, Version]:
    with backend.store.reading() as connection:
        record = see_event(connection, actor.person, event)
        for one in versions_of(connection, actor.person, event):
            if one.number == version:
                return record, one
    raise NotFoundError(f"{event}/{version}")


def _made(backend: Backend, actor: Actor, event: str, version: int, form: Form) -> Kept:
    """Make a file, unless another did meanwhile; the one that is noted first is everybody's."""
    record, found = _look(backend, actor, event, version)
    kept = found.kept(form)
    if kept is not None:
        return kept
    data = _printed(backend, record, found, form)
    new = Kept(form, backend.files.keep_made(data), len(data))

    def note(unit: Unit) -> Kept:
        see_event(unit.connection, actor.person, event, to_change=True)
        versions = _versions(read_kinds(unit.connection, event, DECIDED, AMENDED, WRITTEN))
        first = versions[version - 1].kept(form)
        if first is not None:
            return first
        change = {"version": version, "format": form.value, "sha256": new.sha256}
        unit.note(WRITTEN, scope_of(record.facts), {**change, "size": new.size}, event)
        return new

    return backend.store.do(actor, note)


def _made_again(backend: Backend, record: EventRecord, found: Version, kept: Kept) -> bytes:
    """Make a file that was lost once more: the same bytes, or none."""
    log.warning("A file of minutes isn't on the shelf as it was noted: making it again")
    data = _printed(backend, record, found, kept.form)
    if hashlib.sha256(data).hexdigest() != kept.sha256:
        raise FileLostError(kept.sha256)
    backend.files.keep_made(data)
    return data


def _printed(backend: Backend, record: EventRecord, found: Version, form: Form) -> bytes:
    with backend.store.reading() as connection:
        content, shown = gather(connection, backend.shelf, record, found.minutes)
    font = backend.press.fonts.for_pictures
    try:
        return backend.press.print_as(form, with_pictures(content, shown, backend.files, font))
    except NoChineseFontError:
        raise NoFontError from None


def _read(files: FileShelf, kept: Kept) -> bytes | None:
    """The file as it was noted, None for one that isn't there or isn't the same."""
    try:
        data = files.path(kept.sha256).read_bytes()
    except FileNotFoundError:
        return None
    return data if hashlib.sha256(data).hexdigest() == kept.sha256 else None


def _versions(entries: Iterable[Entry]) -> tuple[Version, ...]:
    versions: list[Version] = []
    for entry in entries:
        if entry.what == WRITTEN:
            told, at = entry.change, entry.change["version"] - 1
            kept = Kept(Form(told["format"]), told["sha256"], told["size"])
            versions[at] = replace(versions[at], files=(*versions[at].files, kept))
            continue
        minutes = MinutesOf(len(versions) + 1, entry)
        if entry.what == AMENDED:
            before = versions[-1].minutes
            minutes = replace(before, version=minutes.version, amended=(*before.amended, entry))
        versions.append(Version(entry, minutes))
    return tuple(versions)
