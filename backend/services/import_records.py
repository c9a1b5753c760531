"""What an import is asked, what it did or would do, and what is wrong with a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backend.domain.datum import Datum


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where: a row or feature (0: the whole file), a field, words."""

    row: int
    field: str
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, or would do; ids in order, `changed` with the fields that change.

    `suspected`: the datum that positions seem to be in, against what was declared.
    """

    is_done: bool
    added: tuple[str, ...] = ()
    changed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    same: int = 0
    missing: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    suspected: Datum | None = None


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """A file of a kind for a town; `effective_at` of a dictionary or calendar, None: now."""

    town: str
    kind: str
    data: bytes
    datum: Datum = Datum.WGS84
    effective_at: datetime | None = None
    is_dry_run: bool = False
