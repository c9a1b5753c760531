"""Opening the database: SQLite in one file by default, PostgreSQL by its URL."""

from __future__ import annotations

from typing import Any

import pysqlite3
from sqlalchemy import Connection, Engine, create_engine, event, make_url

BUSY_S = 20
"""How long a writer waits for another one."""
POOL_SIZE = 20


def open_engine(url: str) -> Engine:
    """Return the engine of `sqlite:///file` or `postgresql+psycopg://…`; ValueError for others.

    The system's SQLite has a bug that can lose a WAL file, so the newer one of `pysqlite3` is
    taken.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        # Each connection has a cache of its own: the few used last are used first.
        engine = create_engine(
            parsed,
            module=pysqlite3,
            connect_args={"timeout": BUSY_S},
            pool_size=POOL_SIZE,
            pool_use_lifo=True,
        )
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.drivername == "postgresql+psycopg":
        return create_engine(
            parsed,
            pool_size=POOL_SIZE,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": 5,
                "options": f"-c timezone=UTC -c lock_timeout={BUSY_S}s -c statement_timeout=60s",
            },
        )
    raise ValueError("the database is sqlite:///FILE or postgresql+psycopg://…")


def writing(engine: Engine) -> Connection:
    """Return a connection whose transaction is a writer's from its beginning."""
    return engine.connect().execution_options(writes=True)


def _set_up_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged write survives a power cut
        "foreign_keys=ON",
        "cache_size=-16384",  # of each connection; the system's own cache lies below
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer that begins as a reader can't wait for another writer: it would just fail.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
