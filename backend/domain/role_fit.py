"""Which role of a grid suits which kind of event: a table that a town may replace whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from backend.domain.words import FIELD_ROLES, Role

_CODES: Final = {"categories": re.compile(r"[0-9]{2}"), "subcategories": re.compile(r"[0-9]{4}")}
_ROW_KEYS: Final = frozenset({"fit", "zh", "en"})
_MAX_NOTE: Final = 200


class Fit(IntEnum):
    """How well a role suits; a higher number suits better."""

    UNFIT = 0
    """Never proposed by itself; a person may still send them."""
    ABLE = 1
    GOOD = 2
    BEST = 3


@dataclass(frozen=True, slots=True)
class FitRow:
    """How well each role of the 四员一警 suits, and why, in both languages.

    `source` is the code it was written for, `default` for the last row.
    """

    source: str
    fits: tuple[tuple[Role, Fit], ...]
    zh: str
    en: str

    def best_of(self, roles: Iterable[Role]) -> tuple[Role, Fit] | None:
        """Return the best suited of a person's roles, None if none is of a grid."""
        mine = frozenset(roles)
        held = [(role, fit) for role, fit in self.fits if role in mine]
        return max(held, key=lambda pair: (pair[1], pair[0].value), default=None)


@dataclass(frozen=True, slots=True)
class RoleFit:
    """The rows by subcategory, by category, and for everything else."""

    version: int
    subcategories: Mapping[str, FitRow]
    categories: Mapping[str, FitRow]
    default: FitRow

    def row(self, subcategory: str) -> FitRow:
        """Return the row of a subcategory's code: its own, its category's, or the default."""
        own = self.subcategories.get(subcategory)
        return own or self.categories.get(subcategory[:2], self.default)


@dataclass(frozen=True, slots=True)
class RoleFitFault:
    """What is wrong at a path such as `categories.03.fit.grid_police`."""

    path: str
    code: str


class RoleFitError(ValueError):
    """A table that can't be used, with every fault found."""

    def __init__(self, faults: Iterable[RoleFitFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.path}: {fault.code}" for fault in self.faults))


def parse_role_fit(data: object) -> RoleFit:
    """Return the table of parsed JSON; raises RoleFitError with every fault.

    Codes of faults: not_an_object, not_a_version, bad_code, missing, unknown, not_a_level,
    not_a_note, nobody_fits.
    """
    if not isinstance(data, dict):
        raise RoleFitError([RoleFitFault("", "not_an_object")])
    faults: list[RoleFitFault] = []
    version = data.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        faults.append(RoleFitFault("version", "not_a_version"))
        version = 0
    known = {"note", "version", "default", *_CODES}
    faults += [RoleFitFault(_shown(key), "unknown") for key in data if key not in known]
    default = _row("default", "default", data.get("default"), faults)
    categories = _rows("categories", data, faults)
    subcategories = _rows("subcategories", data, faults)
    if faults or default is None:
        raise RoleFitError(faults)
    return RoleFit(version, subcategories, categories, default)


def _shown(key: object) -> str:
    return str(key)[:40]


def _rows(part: str, data: Mapping[str, object], faults: list[RoleFitFault]) -> dict[str, FitRow]:
    given = data.get(part, {})
    if not isinstance(given, dict):
        faults.append(RoleFitFault(part, "not_an_object"))
        return {}
    rows: dict[str, FitRow] = {}
    for code, value in given.items():
        path = f"{part}.{_shown(code)}"
        if not _CODES[part].fullmatch(str(code)):
            faults.append(RoleFitFault(path, "bad_code"))
        elif row := _row(path, str(code), value, faults):
            rows[row.source] = row
    return rows


def _row(path: str, source: str, value: object, faults: list[RoleFitFault]) -> FitRow | None:
    if not isinstance(value, dict):
        faults.append(RoleFitFault(path, "missing" if value is None else "not_an_object"))
        return None
    before = len(faults)
    faults += [
        RoleFitFault(f"{path}.{_shown(key)}", "unknown") for key in value if key not in _ROW_KEYS
    ]
    notes = [value.get(language) for language in ("zh", "en")]
    zh, en = (
        note if isinstance(note, str) and 0 < len(note) <= _MAX_NOTE else "" for note in notes
    )
    if not zh or not en:
        faults.append(RoleFitFault(path, "not_a_note"))
    fits = _fits(f"{path}.fit", value.get("fit"), faults)
    return FitRow(source, fits, zh, en) if len(faults) == before else None


def _fits(path: str, value: object, faults: list[RoleFitFault]) -> tuple[tuple[Role, Fit], ...]:
    if not isinstance(value, dict):
        faults.append(RoleFitFault(path, "missing" if value is None else "not_an_object"))
        return ()
    levels = {fit.name.lower(): fit for fit in Fit}
    roles = {role.value: role for role in sorted(FIELD_ROLES)}
    faults += [
        RoleFitFault(f"{path}.{_shown(key)}", "unknown") for key in value if key not in roles
    ]
    fits = []
    for name, role in roles.items():
        level = value.get(name)
        if name not in value:
            faults.append(RoleFitFault(f"{path}.{name}", "missing"))
        elif not isinstance(level, str) or level not in levels:
            faults.append(RoleFitFault(f"{path}.{name}", "not_a_level"))
        else:
            fits.append((role, levels[level]))
    if len(fits) == len(roles) and all(fit is Fit.UNFIT for _, fit in fits):
        faults.append(RoleFitFault(path, "nobody_fits"))
    return tuple(fits)
