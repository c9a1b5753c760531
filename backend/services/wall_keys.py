"""The key with which a wall's process signs in: shown once, kept as a hash, taken back at any time.

A wall signs in as a person of its own kind, without any role: it looks at its town and changes
nothing but what it tells of itself.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, insert, or_, select, update

from backend.domain.people import Kind
from backend.domain.sight import Scope
from backend.services.accounts import Session, WrongPasswordError, begin_session, end_sessions
from backend.services.faults import NotFoundError
from backend.services.walls import check_leads
from backend.storage.people import find_actor
from backend.storage.tables import account, wall
from backend.storage.tables import person as people
from backend.storage.unit_of_work import Store, Unit
from backend.storage.walls import Wall, find_wall, is_wall

_NO_PASSWORD = ""
"""Of an account that no password opens."""


def make_key(unit: Unit, town: str, name: str, person: str) -> str:
    """Return a new key; the one before ends with its sessions.

    `person`: an id that nobody has, for a wall's first key. Raises NotFoundError and MayNotError.
    """
    held = _held_to_lead(unit, town, name)
    if held.person is None:
        _add_person(unit, held, person)
    else:
        end_sessions(unit, held.person)
    key = secrets.token_urlsafe(32)
    values = {"person": held.person or person, "key_hash": _digest(key)}
    unit.connection.execute(update(wall).where(is_wall(town, name)).values(values))
    unit.note("wall.key_made", Scope(town), {"wall": name})
    return key


def revoke_key(unit: Unit, town: str, name: str) -> None:
    """Take a wall's key back, with every session of it; without one nothing happens.

    Raises NotFoundError and MayNotError.
    """
    held = _held_to_lead(unit, town, name)
    if not held.has_key or held.person is None:
        return
    unit.connection.execute(update(wall).where(is_wall(town, name)).values(key_hash=None))
    end_sessions(unit, held.person)
    unit.note("wall.key_revoked", Scope(town), {"wall": name})


def sign_in_wall(store: Store, town: str, name: str, key: str) -> Session:
    """Begin a session of a wall; raises WrongPasswordError, whatever of it is wrong.

    A key can't be guessed, so wrong ones lock nothing: nobody can lock a wall out. One that was
    renamed is known by its key, under the name that its PC was told once.
    """
    with store.reading() as connection:
        found = _known(connection, town, name, key)
        actor = None if found is None else find_actor(connection, found.person)
    if found is None or actor is None:
        raise WrongPasswordError(name)

    def begin(unit: Unit) -> Session:
        find_wall(unit.connection, town, found.name, to_change=True)
        if _known(unit.connection, town, name, key) != found:
            raise WrongPasswordError(name)  # it was taken back, or renamed, in between
        return begin_session(unit, found.person, found.name)

    return store.do(actor, begin)


@dataclass(frozen=True, slots=True)
class _Known:
    """A wall as it is called now, and as whom it signs in."""

    name: str
    person: str


def _known(connection: Connection, town: str, name: str, key: str) -> _Known | None:
    """The wall of this name and key; where none is called so, the one that the key opens."""
    query = select(wall.c.name, wall.c.person, wall.c.key_hash).where(
        wall.c.town == town, or_(wall.c.name == name, wall.c.key_hash == _digest(key))
    )
    rows = connection.execute(query).all()
    named = [row for row in rows if row.name == name]
    for row in named or rows:
        if row.key_hash is not None and hmac.compare_digest(row.key_hash, _digest(key)):
            return _Known(row.name, row.person)
    return None


def _held_to_lead(unit: Unit, town: str, name: str) -> Wall:
    check_leads(unit.actor.person, town)
    held = find_wall(unit.connection, town, name, to_change=True)
    if held is None:
        raise NotFoundError(name)
    return held


def _add_person(unit: Unit, held: Wall, person: str) -> None:
    row = {
        "id": person,
        "region": held.town,
        "name": held.name,
        "kind": Kind.WALL.value,
        "capabilities": [],
    }
    unit.connection.execute(insert(people).values(row))
    unit.connection.execute(
        insert(account).values(login=person, person=person, password_hash=_NO_PASSWORD)
    )


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
