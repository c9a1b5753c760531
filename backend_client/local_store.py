"""What this workplace knows by itself: the last known state, and writes that wait to be sent.

One SQLite file. The state lets a console open and show everything while the backend is away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pysqlite3
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

FORM = 1
_metadata = MetaData()
_known = Table(
    "known",
    _metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("data", Text, nullable=False),
)
_note = Table(
    "note",
    _metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
_outbox = Table(
    "outbox",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("method", String, nullable=False),
    Column("path", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("label", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("expires_at", String),
    Column("state", String, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("problem", Text),
    Column("stands", Text),
    sqlite_autoincrement=True,
)


class OutState(StrEnum):
    """Where a write that waits is."""

    WAITING = "waiting"
    AT_TABLE = "at_table"
    """Done at a consultation's table, which sends it as long as it is open here."""
    EXPIRED = "expired"
    """Too old to be sent without asking the person."""
    REFUSED = "refused"
    """The backend said why not; the person has to see it."""


@dataclass(frozen=True, slots=True)
class OutWrite:
    """One write of the outbox; `label` says in the person's words what it is.

    `stands` is how the event stood that it changes, None where that isn't known.
    """

    id: int
    key: str
    method: str
    path: str
    body: Any
    label: str
    made_at: datetime
    expires_at: datetime | None
    state: OutState
    tries: int
    problem: Mapping[str, Any] | None
    stands: tuple[Any, ...] | None = None


class LocalStore:
    """The file; safe for threads. Raises sqlalchemy.exc.DBAPIError for the disk's faults."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._engine = create_engine(
            f"sqlite:///{file}", module=pysqlite3, connect_args={"timeout": 10}
        )
        event.listen(self._engine, "connect", _set_up)
        event.listen(self._engine, "begin", _begin)
        with self._writing() as connection:
            _metadata.create_all(connection)
            _add_stands(connection)
        if self.note("form") != str(FORM):
            self._begin_anew()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    # What is known

    def keep(self, kind: str, records: Iterable[Mapping[str, Any]], key: str = "id") -> None:
        """Keep records as the backend told them, over what was known of the same ids."""
        rows = [{"kind": kind, "id": str(one[key]), "data": _json(one)} for one in records]
        if not rows:
            return
        kept = upsert(_known)
        kept = kept.on_conflict_do_update(
            index_elements=["kind", "id"], set_={"data": kept.excluded.data}
        )
        with self._writing() as connection:
            connection.execute(kept, rows)

    def replace(self, kind: str, records: Iterable[Mapping[str, Any]], key: str = "id") -> None:
        """Keep exactly these records of a kind."""
        rows = [{"kind": kind, "id": str(one[key]), "data": _json(one)} for one in records]
        with self._writing() as connection:
            connection.execute(delete(_known).where(_known.c.kind == kind))
            if rows:
                connection.execute(insert(_known), rows)

    def forget(self, kind: str, id: str) -> None:  # noqa: A002
        """Forget one record."""
        with self._writing() as connection:
            connection.execute(delete(_known).where(_known.c.kind == kind, _known.c.id == id))

    def known(self, kind: str) -> list[Any]:
        """Return every record of a kind, by id."""
        query = select(_known.c.data).where(_known.c.kind == kind).order_by(_known.c.id)
        with self._engine.connect() as connection:
            return [json.loads(data) for data in connection.execute(query).scalars()]

    def known_one(self, kind: str, id: str) -> Any | None:  # noqa: A002
        """Return one record, None for none."""
        query = select(_known.c.data).where(_known.c.kind == kind, _known.c.id == id)
        with self._engine.connect() as connection:
            data = connection.execute(query).scalar_one_or_none()
        return None if data is None else json.loads(data)

    def note(self, name: str) -> str | None:
        """Return a noted value."""
        query = select(_note.c.value).where(_note.c.name == name)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def set_note(self, name: str, value: str) -> None:
        """Note a value, such as how far the feed was read."""
        noted = upsert(_note).values(name=name, value=value)
        noted = noted.on_conflict_do_update(index_elements=["name"], set_={"value": value})
        with self._writing() as connection:
            connection.execute(noted)

    # The outbox

    def put_out(
        self,
        write: tuple[str, str, Any],
        key: str,
        label: str,
        made_at: datetime,
        expires_at: datetime | None = None,
        stands: Sequence[Any] | None = None,
    ) -> int:
        """Keep a write (method, path, body) to be sent; it is on the disk when this returns."""
        saw = None if stands is None else tuple(stands)
        waits = (OutState.WAITING, 0, None)
        made = OutWrite(0, key, *write, label, made_at, expires_at, *waits, saw)
        with self._writing() as connection:
            return int(connection.execute(insert(_outbox).values(_values(made))).lastrowid)

    def outbox(self, *states: OutState) -> list[OutWrite]:
        """Return writes in the order they were made, of these states or all."""
        query = select(_outbox).order_by(_outbox.c.id)
        if states:
            query = query.where(_outbox.c.state.in_([state.value for state in states]))
        with self._engine.connect() as connection:
            return [_out_write(row) for row in connection.execute(query)]

    def count_out(self, state: OutState) -> int:
        """Return how many writes are in a state."""
        query = select(func.count()).where(_outbox.c.state == state.value)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def settle(
        self,
        made: Iterable[OutWrite] = (),
        marked: Mapping[str, tuple[OutState, Mapping[str, Any] | None]] | None = None,
        done: Iterable[str] = (),
    ) -> None:
        """In one step keep new writes, mark some by key with state and problem, forget others."""
        with self._writing() as connection:
            for one in made:
                connection.execute(insert(_outbox).values(_values(one)).prefix_with("OR IGNORE"))
            for key, (state, problem) in (marked or {}).items():
                told = None if problem is None else _json(problem)
                values = {"state": state.value, "problem": told}
                connection.execute(update(_outbox).where(_outbox.c.key == key).values(values))
            for key in done:
                connection.execute(delete(_outbox).where(_outbox.c.key == key))

    def done(self, id: int) -> None:  # noqa: A002
        """Forget a write that was acknowledged, or that the person gave up."""
        with self._writing() as connection:
            connection.execute(delete(_outbox).where(_outbox.c.id == id))

    def revise(self, revised: Iterable[OutWrite], done: int | None = None) -> None:
        """Keep what else was made of writes; in the same step forget one that is done."""
        with self._writing() as connection:
            if done is not None:
                connection.execute(delete(_outbox).where(_outbox.c.id == done))
            for one in revised:
                stands = None if one.stands is None else _json(one.stands)
                values = {"key": one.key, "body": _json(one.body), "stands": stands}
                connection.execute(update(_outbox).where(_outbox.c.id == one.id).values(values))

    def mark(
        self,
        id: int,  # noqa: A002
        state: OutState,
        problem: Mapping[str, Any] | None = None,
        expires_at: datetime | None = None,
    ) -> None:
        """Put a write into another state; `expires_at` is its new deadline, None for none."""
        values = {
            "state": state.value,
            "problem": None if problem is None else _json(problem),
            "tries": _outbox.c.tries + 1,
            "expires_at": None if expires_at is None else _written(expires_at),
        }
        with self._writing() as connection:
            connection.execute(update(_outbox).where(_outbox.c.id == id).values(values))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def _begin_anew(self) -> None:
        """What is known can be read again; writes that wait are kept whatever the form."""
        with self._writing() as connection:
            connection.execute(delete(_known))
            connection.execute(delete(_note))
        self.set_note("form", str(FORM))


def _set_up(connection: Any, _: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _add_stands(connection: Connection) -> None:
    """Files of before don't have the column; what waits in them is kept."""
    names = {row.name for row in connection.exec_driver_sql("PRAGMA table_info(outbox)")}
    if "stands" not in names:
        connection.exec_driver_sql("ALTER TABLE outbox ADD COLUMN stands TEXT")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _values(one: OutWrite) -> dict[str, Any]:
    return {
        "key": one.key,
        "method": one.method,
        "path": one.path,
        "body": _json(one.body),
        "label": one.label,
        "made_at": _written(one.made_at),
        "expires_at": None if one.expires_at is None else _written(one.expires_at),
        "state": one.state.value,
        "tries": one.tries,
        "problem": None if one.problem is None else _json(one.problem),
        "stands": None if one.stands is None else _json(one.stands),
    }


def _out_write(row: Any) -> OutWrite:
    return OutWrite(
        row.id,
        row.key,
        row.method,
        row.path,
        json.loads(row.body),
        row.label,
        datetime.fromisoformat(row.made_at),
        None if row.expires_at is None else datetime.fromisoformat(row.expires_at),
        OutState(row.state),
        row.tries,
        None if row.problem is None else json.loads(row.problem),
        None if row.stands is None else tuple(json.loads(row.stands)),
    )
