"""The rules of grading and routing as data: parsed with every fault named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from backend.domain.taxonomy import Taxonomy
from backend.domain.words import Grade, Platform

MOST_RAISED: Final = 2
"""General raises of one report add up to at most so many steps."""


@dataclass(frozen=True, slots=True)
class Raise:
    """A general raise, or a sign that life is in danger now.

    Fires by a phrase, or, where `people` is set, by so many people with one of `near` close by.
    `kind`: the subcategory that such words speak for.
    """

    code: str
    phrases: tuple[str, ...] = ()
    people: int | None = None
    report_up_people: int | None = None
    near: tuple[str, ...] = ()
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class UpgradeRule:
    """One clause of a row's upgrade sentence. `answers`: general raises it already counts."""

    to: Grade
    phrases: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    people: int | None = None
    both: bool = False
    always: bool = False
    report_up: bool = False
    becomes: str | None = None
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowUpgrade:
    """The rules of one row, and the sentence of the dictionary that they were made from."""

    sentence: str
    rules: tuple[UpgradeRule, ...]


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """Where a matter goes other than its row says; without phrases it holds for the whole row."""

    id: str
    subcategory: str
    phrases: tuple[str, ...] = ()
    lead_platform: Platform | None = None
    lead_dept: str | None = None
    coop: tuple[str, ...] | None = None
    consult: tuple[Platform, ...] = ()
    measure: str | None = None
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that grades and routes; versions are kept with each event."""

    grading_version: str
    routing_version: str
    deniable: tuple[str, ...]
    life_now: tuple[Raise, ...]
    raises: tuple[Raise, ...]
    upgrades: Mapping[str, RowUpgrade]
    routes: tuple[RoutingRule, ...]

    def phrases(self) -> frozenset[str]:
        """Return every phrase that any rule looks for."""
        found = {*self.deniable}
        for one in (*self.life_now, *self.raises):
            found.update(one.phrases, one.near)
        for row in self.upgrades.values():
            found.update(*(rule.phrases for rule in row.rules))
        found.update(*(rule.phrases for rule in self.routes))
        return frozenset(found)


def silent_rows(rules: Rules, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return the rows whose upgrade sentence has no rules made from it, for a preview.

    Until somebody writes them, only the general raises and danger to life speak there.
    """
    return tuple(
        code
        for code, row in sorted(taxonomy.subcategories.items())
        if code not in rules.upgrades or rules.upgrades[code].sentence != row.upgrade
    )


class RulesError(ValueError):
    """The rules can't be used; `faults` are (path, what is wrong)."""

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{path}: {says}" for path, says in faults[:10]))


@dataclass(slots=True)
class _Row:
    data: Mapping[str, object]
    path: str
    faults: list[tuple[str, str]] = field(default_factory=list)

    def fault(self, name: str, says: str) -> None:
        self.faults.append((f"{self.path}.{name}", says))

    def text(self, name: str) -> str:
        value = self.data.get(name)
        if isinstance(value, str) and value:
            return value
        self.fault(name, "needs a text")
        return ""

    def optional(self, name: str) -> str | None:
        return self.text(name) if name in self.data else None

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.data.get(name, [])
        if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
            return tuple(value)
        self.fault(name, "needs a list of texts")
        return ()

    def number(self, name: str) -> int | None:
        value = self.data.get(name)
        if value is None or (type(value) is int and 0 < value < 100_000):
            return value
        self.fault(name, "needs a whole number above 0")
        return None

    def flag(self, name: str) -> bool:
        value = self.data.get(name, False)
        if not isinstance(value, bool):
            self.fault(name, "needs true or false")
        return value is True

    def rows(self, name: str) -> list[_Row]:
        value = self.data.get(name)
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return [
                _Row(item, f"{self.path}.{name}[{at}]", self.faults)
                for at, item in enumerate(value)
            ]
        self.fault(name, "needs a list of objects")
        return []

    def platform(self, text: str, name: str) -> Platform | None:
        try:
            return Platform(text)
        except ValueError:
            self.fault(name, f"no platform {text[:10]!r}")
            return None


def parse_rules(
    grading: Mapping[str, object], upgrades: Mapping[str, object], routing: Mapping[str, object]
) -> Rules:
    """Return the rules in three decoded JSON files; raises `RulesError` with every fault."""
    faults: list[tuple[str, str]] = []
    general = _Row(grading, "grading", faults)
    ways = _Row(routing, "routing", faults)
    rules = Rules(
        grading_version=general.text("version"),
        routing_version=ways.text("version"),
        deniable=general.texts("deniable"),
        life_now=tuple(_raise(row) for row in general.rows("life_now")),
        raises=tuple(_raise(row) for row in general.rows("raises")),
        upgrades=_upgrades(_Row(upgrades, "upgrades", faults)),
        routes=tuple(_route(row) for row in ways.rows("rules")),
    )
    if faults:
        raise RulesError(tuple(faults))
    return rules


def _raise(row: _Row) -> Raise:
    return Raise(
        code=row.text("code"),
        phrases=row.texts("phrases"),
        people=row.number("people"),
        report_up_people=row.number("report_up_people"),
        near=row.texts("near"),
        kind=row.optional("kind"),
    )


def _upgrades(whole: _Row) -> dict[str, RowUpgrade]:
    by_code = whole.data.get("subcategories")
    if not isinstance(by_code, dict) or not all(isinstance(row, dict) for row in by_code.values()):
        whole.fault("subcategories", "needs an object of objects")
        return {}
    found = {}
    for code, data in by_code.items():
        row = _Row(data, f"upgrades.{code}", whole.faults)
        rules = tuple(_upgrade(rule) for rule in row.rows("rules"))
        found[str(code)] = RowUpgrade(row.text("upgrade"), rules)
    return found


def _upgrade(row: _Row) -> UpgradeRule:
    to = Grade.GENERAL
    try:
        to = Grade.of(row.text("to"))
    except ValueError as error:
        row.fault("to", str(error))
    return UpgradeRule(
        to=to,
        phrases=row.texts("phrases"),
        triggers=row.texts("triggers"),
        people=row.number("people"),
        both=row.flag("both"),
        always=row.flag("always"),
        report_up=row.flag("report_up"),
        becomes=row.optional("becomes"),
        answers=row.texts("answers"),
    )


def _route(row: _Row) -> RoutingRule:
    platform = row.optional("lead_platform")
    consult = (row.platform(text, "consult") for text in row.texts("consult"))
    return RoutingRule(
        id=row.text("id"),
        subcategory=row.text("subcategory"),
        phrases=row.texts("phrases"),
        lead_platform=None if platform is None else row.platform(platform, "lead_platform"),
        lead_dept=row.optional("lead_dept"),
        coop=row.texts("coop") if "coop" in row.data else None,
        consult=tuple(one for one in consult if one is not None),
        measure=row.optional("measure"),
        paper=row.optional("paper"),
    )
