"""Where the backend is put together: everything gets what it needs from here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from argon2 import PasswordHasher
from sqlalchemy import Engine

from backend.media.file_shelf import FileShelf
from backend.services.accounts import Accounts
from backend.services.parts import Backend
from backend.services.town_rules import RuleShelf
from backend.services.voice_line import VoiceLine
from backend.storage.database import open_engine
from backend.storage.unit_of_work import Store


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


def build(
    database_url: str,
    data_folder: Path,
    clock: Callable[[], datetime] = utc_now,
    hasher: PasswordHasher | None = None,
    shelf: RuleShelf | None = None,
    voice: VoiceLine | None = None,
) -> Backend:
    """Put the backend together on a database that was migrated before."""
    engine: Engine = open_engine(database_url)
    store = Store(engine, clock)
    files, rules = FileShelf(data_folder), shelf or RuleShelf()
    return Backend(store, Accounts(store, hasher), files, rules, voice=voice)
