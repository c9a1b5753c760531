"""What each town goes by: its dictionary, its calendar and what its operators corrected."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from backend.domain.calendar_data import parse_calendar
from backend.domain.classification import (
    Language,
    Model,
    Rules,
    parse_language,
    parse_rules,
    train,
)
from backend.domain.handling_cards import HandlingCard, parse_cards
from backend.domain.taxonomy import Taxonomy, parse_taxonomy
from backend.domain.work_calendar import WorkCalendar
from backend.services.packaged import packaged_json, packaged_text
from backend.storage.tables import correction, town_data

Cards = Mapping[str, HandlingCard]
PACKAGED = "packaged"
"""The version of what comes with the program, until a town brings its own."""
MAX_CORRECTIONS = 5000
"""The newest corrections that a model is taught."""


@dataclass(frozen=True, slots=True)
class TownRules:
    """The rules of one town at one time."""

    taxonomy: Taxonomy
    model: Model
    calendar: WorkCalendar


@dataclass(frozen=True, slots=True)
class _Made:
    """Rules with what they were made from: the versions, and the newest correction."""

    versions: tuple[str, str]
    corrected: int
    rules: TownRules


class RuleShelf:
    """Hands out the towns' rules; each is made once and made anew when its data change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[str, _Made] = {}
        self._language: Language = parse_language(packaged_json("language.json"))
        self._rules: Rules = parse_rules(
            packaged_json("grading_rules.json"),
            packaged_json("upgrade_rules.json"),
            packaged_json("routing_rules.json"),
        )
        lines = packaged_text("training_reports.jsonl").splitlines()
        self._seed = [(row["text"], row["subcategory"]) for row in map(json.loads, lines)]

    def of(self, connection: Connection, town: str, now: datetime) -> TownRules:
        """Return a town's rules as they hold now."""
        versions = {kind: _version(connection, town, kind, now) for kind in _FILES}
        wanted = (versions["taxonomy"], versions["calendar"])
        with self._lock:
            made = self._made.get(town)
            if made is None or made.versions != wanted:
                made = _Made(wanted, 0, self._begun(connection, town, versions))
            self._made[town] = _taught(made, connection, town)
            return self._made[town].rules

    def _begun(self, connection: Connection, town: str, versions: Mapping[str, str]) -> TownRules:
        read = {kind: _read(connection, town, kind, versions[kind]) for kind in _FILES}
        taxonomy = parse_taxonomy(read["taxonomy"])
        model = train(taxonomy, self._seed, self._language, self._rules)
        return TownRules(taxonomy, model, parse_calendar(read["calendar"]))


_FILES = {"taxonomy": "taxonomy.json", "calendar": "calendar_2026.json"}
_CARDS = "handling_cards.json"


def taxonomy_of(connection: Connection, town: str, now: datetime) -> Taxonomy:
    """Return a town's dictionary as it holds now, without a model taught by it."""
    version = _version(connection, town, "taxonomy", now)
    return parse_taxonomy(_read(connection, town, "taxonomy", version))


def cards_of(connection: Connection, town: str, now: datetime) -> Cards:
    """Return a town's cards, else the packaged ones of the kinds that its dictionary has."""
    version = _version(connection, town, "cards", now)
    codes = taxonomy_of(connection, town, now).subcategories.keys()
    if version != PACKAGED:
        return parse_cards(_kept(connection, town, "cards", version), codes)
    packaged = packaged_json(_CARDS)
    known = {code: card for code, card in packaged["cards"].items() if code in codes}
    return parse_cards({"cards": known}, known)


def _version(connection: Connection, town: str, kind: str, now: datetime) -> str:
    query = (
        select(town_data.c.version)
        .where(town_data.c.town == town, town_data.c.kind == kind, town_data.c.effective_at <= now)
        .order_by(town_data.c.effective_at.desc(), town_data.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none() or PACKAGED


def _read(connection: Connection, town: str, kind: str, version: str) -> object:
    if version == PACKAGED:
        return packaged_json(_FILES[kind])
    return _kept(connection, town, kind, version)


def _kept(connection: Connection, town: str, kind: str, version: str) -> object:
    query = select(town_data.c.data).where(
        town_data.c.town == town, town_data.c.kind == kind, town_data.c.version == version
    )
    data: object = connection.execute(query).scalar_one()
    return data


def _taught(made: _Made, connection: Connection, town: str) -> _Made:
    """Teach what was corrected since, oldest first: the same data make the same model."""
    query = (
        select(correction.c.id, correction.c.text, correction.c.subcategory)
        .where(correction.c.town == town, correction.c.id > made.corrected)
        .order_by(correction.c.id.desc())
        .limit(MAX_CORRECTIONS)
    )
    rows = connection.execute(query).all()[::-1]
    if not rows:
        return made
    rules, model = made.rules, made.rules.model
    for row in rows:
        if row.subcategory in rules.taxonomy.subcategories:
            model = model.corrected(row.text, row.subcategory)
    return _Made(made.versions, rows[-1].id, TownRules(rules.taxonomy, model, rules.calendar))
