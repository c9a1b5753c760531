"""What the services are handed together: the parts of one backend process."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from backend.media.file_shelf import FileShelf
from backend.media.page_shelf import PageShelf
from backend.minutes.press import Press
from backend.services.accounts import Accounts
from backend.services.consulting import TableShelf
from backend.services.town_rules import RuleShelf
from backend.services.voice_line import VoiceLine
from backend.storage.unit_of_work import Store


def new_id() -> str:
    """Return an id that nobody can guess: 32 hexadecimal digits."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Backend:
    """The parts that the API is a thin layer on."""

    store: Store
    accounts: Accounts
    files: FileShelf
    shelf: RuleShelf = field(default_factory=RuleShelf)
    tables: TableShelf = field(default_factory=TableShelf)
    press: Press = field(default_factory=Press)
    pages: PageShelf = field(default_factory=PageShelf)
    voice: VoiceLine | None = None
    make_id: Callable[[], str] = new_id

    def close(self) -> None:
        """Let go of the database."""
        self.store.engine.dispose()
