"""The dictionary of event kinds: categories and subcategories with who leads and how fast.

It is data that a town replaces whole; `parse_taxonomy` checks a replacement and names every
fault at once, so that a person can mend the file in one go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from backend.domain.limits import Limit, RowLimits, parse_limit
from backend.domain.words import Grade, Platform

UNSURE: Final = "1004"
"""The subcategory of what a person has to sort (待人工研判)."""
SAMPLE_LABEL: Final = "示例分类"
MAX_SUBCATEGORIES: Final = 500
MAX_TEXT: Final = 500

_CATEGORY_CODE: Final = re.compile(r"[0-9]{2}")
_SUBCATEGORY_CODE: Final = re.compile(r"[0-9]{4}")
_VERSION: Final = re.compile(r"version\s+([0-9A-Za-z.\-]{1,20})")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Category:
    """One of the large groups of events; code of two digits."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Subcategory:
    """One row of the dictionary. A limit of None means that the row has no such step."""

    code: str
    category: str
    zh: str
    en: str
    lead_platform: Platform
    lead_dept: str
    coop: tuple[str, ...]
    default_grade: Grade
    sign_limit: Limit | None
    arrive_limit: Limit | None
    close_limit: Limit | None
    upgrade: str
    keywords: tuple[str, ...]
    linked_app: str | None

    @property
    def limits(self) -> RowLimits:
        """What the lead department is held to."""
        return RowLimits(self.default_grade, self.sign_limit, self.arrive_limit, self.close_limit)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A whole dictionary; `effective_from` None means from the beginning."""

    version: str
    is_sample: bool
    effective_from: date | None
    categories: Mapping[str, Category]
    subcategories: Mapping[str, Subcategory]

    def get(self, code: str) -> Subcategory:
        """Return the row of a code; raises KeyError."""
        return self.subcategories[code]

    def category_of(self, code: str) -> Category:
        """Return the category that a subcategory is in; raises KeyError."""
        return self.categories[self.subcategories[code].category]


@dataclass(frozen=True, slots=True)
class TaxonomyFault:
    """What is wrong and where, e.g. ``subcategories[3].sign_limit``."""

    path: str
    says: str


class TaxonomyError(ValueError):
    """The dictionary can't be used; `faults` has all that was found, in the file's order."""

    def __init__(self, faults: tuple[TaxonomyFault, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.path}: {fault.says}" for fault in faults[:10]))


class _Reader:
    """Reads fields of one object and keeps every fault instead of stopping at the first."""

    def __init__(self, data: Mapping[str, object], path: str, faults: list[TaxonomyFault]) -> None:
        self._data = data
        self._path = path
        self._faults = faults

    def fault(self, field: str, says: str) -> None:
        self._faults.append(TaxonomyFault(f"{self._path}{field}", says))

    def text(self, field: str, *, empty: bool = False) -> str:
        value = self._data.get(field)
        if not isinstance(value, str) or len(value) > MAX_TEXT or not (empty or value.strip()):
            self.fault(field, f"needs a text of at most {MAX_TEXT} characters")
            return ""
        return value.strip()

    def texts(self, field: str) -> tuple[str, ...]:
        value = self._data.get(field)
        if not isinstance(value, list) or not all(
            isinstance(item, str) and 0 < len(item.strip()) <= MAX_TEXT for item in value
        ):
            self.fault(field, "needs a list of texts")
            return ()
        return tuple(item.strip() for item in value)

    def parsed(self, field: str, parse: Callable[[str], T], otherwise: T) -> T:
        text = self.text(field)
        if not text:
            return otherwise
        try:
            return parse(text)
        except ValueError as error:
            self.fault(field, str(error))
            return otherwise

    def optional_text(self, field: str) -> str | None:
        return None if self._data.get(field) is None else self.text(field)

    def code(self, field: str, shape: re.Pattern[str]) -> str:
        text = self.text(field)
        if text and not shape.fullmatch(text):
            self.fault(field, f"not a code: {text[:20]!r}")
            return ""
        return text


def parse_taxonomy(data: object) -> Taxonomy:
    """Return the dictionary in decoded JSON; raises `TaxonomyError` with every fault."""
    faults: list[TaxonomyFault] = []
    if not isinstance(data, dict):
        raise TaxonomyError((TaxonomyFault("", "needs an object"),))
    categories = _categories(_rows(data, "categories", faults), faults)
    subcategories = _subcategories(_rows(data, "subcategories", faults), categories, faults)
    if UNSURE not in subcategories:
        faults.append(TaxonomyFault("subcategories", f"{UNSURE} is missing: nobody to ask"))
    note = _Reader(data, "", faults).text("note", empty=True) if "note" in data else ""
    version = _version(data, note, faults)
    effective_from = _effective_from(data, faults)
    if faults:
        raise TaxonomyError(tuple(faults))
    return Taxonomy(
        version=version,
        is_sample=note.startswith(SAMPLE_LABEL),
        effective_from=effective_from,
        categories=categories,
        subcategories=subcategories,
    )


def _rows(
    data: Mapping[str, object], field: str, faults: list[TaxonomyFault]
) -> list[Mapping[str, object]]:
    rows = data.get(field)
    if not isinstance(rows, list) or not 0 < len(rows) <= MAX_SUBCATEGORIES:
        faults.append(TaxonomyFault(field, f"needs a list of 1 to {MAX_SUBCATEGORIES} objects"))
        return []
    for at, row in enumerate(rows):
        if not isinstance(row, dict):
            faults.append(TaxonomyFault(f"{field}[{at}]", "needs an object"))
    return [row if isinstance(row, dict) else {} for row in rows]


def _categories(
    rows: list[Mapping[str, object]], faults: list[TaxonomyFault]
) -> dict[str, Category]:
    found: dict[str, Category] = {}
    for at, row in enumerate(rows):
        read = _Reader(row, f"categories[{at}].", faults)
        code = read.code("code", _CATEGORY_CODE)
        if code in found:
            read.fault("code", f"{code} is there twice")
        found[code] = Category(code, read.text("zh"), read.text("en"))
    return found


def _subcategories(
    rows: list[Mapping[str, object]],
    categories: Mapping[str, Category],
    faults: list[TaxonomyFault],
) -> dict[str, Subcategory]:
    found: dict[str, Subcategory] = {}
    for at, row in enumerate(rows):
        read = _Reader(row, f"subcategories[{at}].", faults)
        subcategory = _subcategory(read)
        if subcategory.code in found:
            read.fault("code", f"{subcategory.code} is there twice")
        if subcategory.category and subcategory.category not in categories:
            read.fault("category", f"no category {subcategory.category}")
        if not subcategory.code.startswith(subcategory.category):
            read.fault("code", f"{subcategory.code} is not of category {subcategory.category}")
        found[subcategory.code] = subcategory
    return found


def _subcategory(read: _Reader) -> Subcategory:
    return Subcategory(
        code=read.code("code", _SUBCATEGORY_CODE),
        category=read.code("category", _CATEGORY_CODE),
        zh=read.text("zh"),
        en=read.text("en"),
        lead_platform=read.parsed("lead_platform", Platform, Platform.SERVICE),
        lead_dept=read.text("lead_dept"),
        coop=read.texts("coop"),
        default_grade=read.parsed("default_grade", Grade.of, Grade.GENERAL),
        sign_limit=read.parsed("sign_limit", parse_limit, None),
        arrive_limit=read.parsed("arrive_limit", parse_limit, None),
        close_limit=read.parsed("close_limit", parse_limit, None),
        upgrade=read.text("upgrade", empty=True),
        keywords=read.texts("keywords"),
        linked_app=read.optional_text("linked_app"),
    )


def _version(data: Mapping[str, object], note: str, faults: list[TaxonomyFault]) -> str:
    if "version" in data:
        return str(_Reader(data, "", faults).text("version"))
    match = _VERSION.search(note)
    return match[1] if match else "1"


def _effective_from(data: Mapping[str, object], faults: list[TaxonomyFault]) -> date | None:
    if data.get("effective_from") is None:
        return None
    return _Reader(data, "", faults).parsed("effective_from", date.fromisoformat, None)
