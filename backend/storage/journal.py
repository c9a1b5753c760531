"""The journal: every change in one chain, each entry hashed with the hash before it.

It is the audit trail, the live feed and the replay. Appending locks the chain's head until the
transaction ends, so `seq` has no gaps and its order is the order of the commits.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, literal, select, update

from backend.domain.canonical import canonical, written_at
from backend.domain.sight import Scope
from backend.storage.tables import journal, journal_head

KEY_MADE = "signing.key_made"
NO_HASH = "0" * 64
"""What the first entry follows."""
PAGE_CHARS = 4_000_000
"""How long the changes of a page of entries are at the most, where a page is sent."""
_PAGE = 2000


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has its place in the chain. `change` is plain JSON."""

    who: str
    who_name: str
    what: str
    scope: Scope
    change: Mapping[str, Any]
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `at` in UTC, `prev` and `hash` hexadecimal SHA-256."""

    seq: int
    at: datetime
    who: str
    who_name: str
    what: str
    event: str | None
    scope: Scope
    change: Mapping[str, Any]
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the chain doesn't hold, and how."""

    seq: int
    what: str


def append(connection: Connection, drafts: Sequence[Draft], now: datetime) -> int:
    """Append entries; returns the last `seq`. Call it as the last thing of a transaction."""
    seq, prev = lock_head(connection)
    rows = []
    for draft in drafts:
        seq += 1
        row = _row(seq, draft, now, prev)
        prev = str(row["hash"])
        rows.append(row)
    if rows:
        connection.execute(insert(journal), rows)
        connection.execute(update(journal_head).values(seq=seq, hash=prev))
    return seq


def lock_head(connection: Connection) -> tuple[int, str]:
    """Hold the end of the chain until the transaction ends; its seq and hash."""
    head = connection.execute(
        select(journal_head.c.seq, journal_head.c.hash).with_for_update()
    ).one()
    return head.seq, head.hash


def last_seq(connection: Connection) -> int:
    """Return the `seq` of the newest entry, 0 for none."""
    seq: int = connection.execute(select(journal_head.c.seq)).scalar_one()
    return seq


def read(
    connection: Connection,
    after: int,
    limit: int,
    event: str | None = None,
    max_chars: int | None = None,
) -> list[Entry]:
    """Return entries after a `seq` in order, of one event or of all.

    With `max_chars` fewer, but one at the least, where their changes are longer together.
    """
    query = select(journal).where(journal.c.seq > after).order_by(journal.c.seq).limit(limit)
    if event is not None:
        query = query.where(journal.c.event == event)
    entries, chars = list[Entry](), 0
    with connection.execute(query) as rows:
        for row in rows:
            chars += len(row.change)
            if entries and max_chars is not None and chars > max_chars:
                break
            entries.append(_entry(row))
    return entries


def read_kinds(connection: Connection, event: str, *whats: str) -> list[Entry]:
    """Return the entries of an event of some kinds, in order."""
    query = select(journal).where(journal.c.event == event, journal.c.what.in_(whats))
    return [_entry(row) for row in connection.execute(query.order_by(journal.c.seq))]


def read_keys(connection: Connection, who: str, before: int) -> list[Entry]:
    """Return the signing keys that a person had before an entry, in order."""
    # Said in so many words, so that the planner takes the index of just these.
    made = journal.c.what == literal(KEY_MADE, literal_execute=True)
    query = select(journal).where(made, journal.c.who == who, journal.c.seq < before)
    return [_entry(row) for row in connection.execute(query.order_by(journal.c.seq))]


def walk(connection: Connection, *whats: str) -> Iterator[Entry | Broken]:
    """Go through all entries of some kinds, in order; what can't be read is broken."""
    seq = 0
    query = select(journal).where(journal.c.what.in_(whats)).order_by(journal.c.seq).limit(_PAGE)
    while page := connection.execute(query.where(journal.c.seq > seq)).all():
        for row in page:
            try:
                yield _entry(row)
            except (ValueError, KeyError, TypeError):
                yield Broken(row.seq, "can't be read")
        seq = page[-1].seq


def hash_at(connection: Connection, seq: int) -> str | None:
    """Return the hash of an entry, None where there is none."""
    found: str | None = connection.execute(
        select(journal.c.hash).where(journal.c.seq == seq)
    ).scalar_one_or_none()
    return found


def verify(connection: Connection, expected: tuple[int, str] | None = None) -> Iterator[Broken]:
    """Go through the whole chain; nothing comes back of one that holds.

    `expected`: a (seq, hash) noted earlier somewhere else. Without it an end that was cut off
    together with the head can't be told from a shorter chain.
    """
    seq, prev, seen = 0, NO_HASH, expected is None
    while page := connection.execute(
        select(journal).where(journal.c.seq > seq).order_by(journal.c.seq).limit(_PAGE)
    ).all():
        for row in page:
            fault = _fault(row, seq, prev)
            if fault:
                yield Broken(row.seq, fault)
            seq, prev = row.seq, row.hash
            seen = seen or (seq, prev) == expected
    head = connection.execute(select(journal_head)).one_or_none()
    if head is None or (head.seq, head.hash) != (seq, prev):
        yield Broken(seq, "the end of the chain isn't the one that was noted with it")
    if not seen:
        yield Broken(expected[0] if expected else 0, "the entry noted earlier isn't there")


def _fault(row: Row[Any], seq: int, prev: str) -> str | None:
    if row.seq != seq + 1:
        return f"entries {seq + 1} to {row.seq - 1} are missing"
    if row.prev != prev:
        return "doesn't follow the entry before it"
    return None if row.hash == _hash(row._asdict()) else "was changed"


def _row(seq: int, draft: Draft, now: datetime, prev: str) -> dict[str, object]:
    row: dict[str, object] = {
        "seq": seq,
        "at": written_at(now),
        "town": draft.scope.town,
        "who": draft.who,
        "who_name": draft.who_name,
        "what": draft.what,
        "event": draft.event,
        "scope": canonical(_scope_data(draft.scope)),
        "change": canonical(draft.change),
        "prev": prev,
    }
    return {**row, "hash": _hash(row)}


def _hash(row: Mapping[str, Any]) -> str:
    hashed = {name: row[name] for name in _HASHED}
    return hashlib.sha256(canonical(hashed).encode()).hexdigest()


_HASHED = ("seq", "at", "town", "who", "who_name", "what", "event", "scope", "change", "prev")


def _scope_data(scope: Scope) -> dict[str, object]:
    return {
        "village": scope.village,
        "grid": scope.grid,
        "departments": sorted(scope.departments),
        "people": sorted(scope.people),
        "is_business": scope.is_business,
    }


def _entry(row: Row[Any]) -> Entry:
    scope = json.loads(row.scope)
    return Entry(
        seq=row.seq,
        at=datetime.fromisoformat(row.at),
        who=row.who,
        who_name=row.who_name,
        what=row.what,
        event=row.event,
        scope=Scope(
            row.town,
            scope["village"],
            scope["grid"],
            frozenset(scope["departments"]),
            frozenset(scope["people"]),
            scope["is_business"],
        ),
        change=json.loads(row.change),
        prev=row.prev,
        hash=row.hash,
    )
