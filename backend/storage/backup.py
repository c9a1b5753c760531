"""The whole backend in one file, the same for both kinds of database, and back from it.

A ZIP archive: a manifest, a file of JSON lines for each table, and the photos and videos. It is
one state of the database: what is written meanwhile isn't in it.
"""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import Connection, Engine, LargeBinary, Table, insert, select, update

from backend.storage.columns import Utc
from backend.storage.database import writing
from backend.storage.events import index_event
from backend.storage.journal import last_seq, verify
from backend.storage.migrate import revision
from backend.storage.tables import account, event, journal_head, metadata, region

FORM = 1
BATCH = 500
_MANIFEST = "manifest.json"
_FILES = "files"
_ABOVE = ("city", "county", "town")


class BackupError(Exception):
    """The archive can't be written or taken back; `args[0]` says why."""


def back_up(engine: Engine, files: Path, archive: Path) -> int:
    """Write an archive; returns the journal's last `seq`. It is there whole or not at all."""
    unfinished = archive.with_name(archive.name + ".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as packed:
        with _one_state(engine) as connection:
            manifest = {
                "form": FORM,
                "revision": revision(connection),
                "seq": last_seq(connection),
            }
            for table in metadata.sorted_tables:
                with packed.open(f"{table.name}.jsonl", "w", force_zip64=True) as written:
                    for line in _lines(connection, table):
                        written.write(line)
        for file in sorted(files.rglob("*")):
            if file.is_file():
                name = f"{_FILES}/{file.relative_to(files).as_posix()}"
                packed.write(file, name, zipfile.ZIP_STORED)
        packed.writestr(_MANIFEST, json.dumps(manifest))
    unfinished.replace(archive)
    return int(manifest["seq"] or 0)


def restore(engine: Engine, files: Path, archive: Path) -> int:
    """Fill an empty database and folder from an archive; returns the journal's last `seq`.

    Raises BackupError where there are accounts already, for another form, and for a journal
    that doesn't hold.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            manifest = json.loads(packed.read(_MANIFEST))
            with writing(engine) as connection, connection.begin():
                _check(connection, manifest)
                for table in metadata.sorted_tables:
                    _fill(connection, table, packed)
                _index(connection)
                broken = next(verify(connection), None)
                if broken is not None:
                    raise BackupError(f"the archive's journal doesn't hold at {broken.seq}")
                _unpack(packed, files)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BackupError(f"not an archive of this program: {error}") from error
    return int(manifest["seq"])


def _one_state(engine: Engine) -> Connection:
    """A connection that sees the database as it is now until it is closed."""
    if engine.dialect.name != "postgresql":
        return engine.connect()
    return engine.connect().execution_options(isolation_level="REPEATABLE READ")


def _check(connection: Connection, manifest: dict[str, Any]) -> None:
    if manifest.get("form") != FORM or manifest.get("revision") != revision(connection):
        raise BackupError("the archive is of another version of the program")
    if connection.execute(select(account.c.login).limit(1)).one_or_none() is not None:
        raise BackupError("there are accounts in this database: restore into an empty one")


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    query = select(table).order_by(*table.primary_key.columns)
    result = connection.execution_options(stream_results=True, yield_per=BATCH).execute(query)
    for row in result:
        yield json.dumps(dict(row._mapping), ensure_ascii=False, default=_plain).encode() + b"\n"


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(type(value).__name__)


def _fill(connection: Connection, table: Table, packed: zipfile.ZipFile) -> None:
    with packed.open(f"{table.name}.jsonl") as read:
        rows = [_row(table, line) for line in TextIOWrapper(read, "utf-8")]
    if table is region:  # a region's parent has to be there before it
        rows.sort(key=lambda row: _ABOVE.index(row["kind"]))
    if table is journal_head:
        connection.execute(update(journal_head).values(rows[0]))
        return
    for at in range(0, len(rows), BATCH):
        connection.execute(insert(table), rows[at : at + BATCH])


def _row(table: Table, line: str) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(line)
    for name, value in row.items():
        kind = table.c[name].type
        if value is not None and isinstance(kind, Utc):
            row[name] = datetime.fromisoformat(value)
        elif value is not None and isinstance(kind, LargeBinary):
            row[name] = base64.b64decode(value)
    return row


def _index(connection: Connection) -> None:
    for row in connection.execute(select(event.c.id, event.c.number, event.c.sheet)).all():
        index_event(connection, row.id, row.number, row.sheet)


def _unpack(packed: zipfile.ZipFile, files: Path) -> None:
    for one in packed.infolist():
        path = PurePosixPath(one.filename)
        if path.parts[0] != _FILES or len(path.parts) != 3 or ".." in path.parts:
            continue
        goal = files / path.parts[1] / path.parts[2]
        goal.parent.mkdir(parents=True, exist_ok=True)
        with packed.open(one) as read, goal.open("wb") as written:
            while piece := read.read(1 << 20):
                written.write(piece)
