"""Brings a database to the form that this program needs, or back."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from backend.storage.database import writing

NEWEST, NOTHING = "head", "base"
_ADVISORY_LOCK = 0x46454E47
"""Several processes that start together migrate one after another."""


def migrate(engine: Engine, to: str = NEWEST) -> None:
    """Go up or down to a revision, whole or not at all."""
    with writing(engine) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
        config = _config(connection)
        if to == NOTHING or _is_below(connection, to):
            command.downgrade(config, to)
        else:
            command.upgrade(config, to)


def is_newest(engine: Engine) -> bool:
    """Whether the database has the form that this program needs."""
    newest = ScriptDirectory.from_config(_config(None)).get_current_head()
    with engine.connect() as connection:
        return revision(connection) == newest


def revision(connection: Connection) -> str | None:
    """Return the form that a database has, None for none."""
    return MigrationContext.configure(connection).get_current_revision()


def _is_below(connection: Connection, to: str) -> bool:
    scripts, current = ScriptDirectory.from_config(_config(None)), revision(connection)
    if to == NEWEST or current is None:
        return False
    above = [script.revision for script in scripts.iterate_revisions(current, "base")]
    return to in above and to != current


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
