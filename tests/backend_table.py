"""A consultation's table without a backend: who sits there, what they lay on it, its journal."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from backend.api.schemas import entry_out
from backend.domain.canonical import canonical
from backend.domain.consult_ops import Change, Op, Outcome, Verb, decide_op
from backend.domain.consult_sitting import Sitter, sit
from backend.domain.consult_table import OP, ConsultTable
from backend.domain.event_facts import (
    Consultation,
    ConsultationReason,
    EventFacts,
    Source,
    Subcategory,
)
from backend.domain.people import Grant, Kind, Person
from backend.domain.sight import Scope
from backend.domain.words import Grade, Platform, Role, State
from backend.storage.journal import Entry
from backend_client import records
from backend_client.consult_table import ConsultTable as ClientTable

TOWN, EVENT, FARMING = "FX", "0" * 32, "农业农村办"
START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
GRANTS = {
    "commander": Grant(Role.COMMANDER, TOWN),
    "second": Grant(Role.COMMANDER, TOWN),
    "leader": Grant(Role.SHIFT_LEADER, TOWN),
    "op1": Grant(Role.OPERATOR, TOWN),
    "sj": Grant(Role.PLATFORM_LEAD, TOWN, platform=Platform.MARKET),
    "farmer": Grant(Role.DEPARTMENT, TOWN, department=FARMING),
}
"""Who sits."""
OTHERS = {
    "bm": Grant(Role.PLATFORM_LEAD, TOWN, platform=Platform.SERVICE),
    "builder": Grant(Role.DEPARTMENT, TOWN, department="城建办"),
    "instructor": Grant(Role.INSTRUCTOR, TOWN, department=FARMING),
    "mayor": Grant(Role.TOWN_LEADER, TOWN),
    "assessor": Grant(Role.ASSESSOR, TOWN),
    "member": Grant(Role.FULL_TIME, TOWN),
    "far": Grant(Role.COMMANDER, "YZ"),
}
PEOPLE = {id_: Person(id_, (grant,)) for id_, grant in {**GRANTS, **OTHERS}.items()} | {
    "admin": Person("admin", (Grant(Role.COMMANDER, TOWN), Grant(Role.ADMINISTRATOR, TOWN))),
    "auditor": Person("auditor", (Grant(Role.OPERATOR, TOWN), Grant(Role.AUDITOR, TOWN))),
    "wall": Person("wall", (Grant(Role.OPERATOR, TOWN),), Kind.WALL, shows=TOWN),
}
FACTS = EventFacts(
    EVENT,
    TOWN,
    State.CONSULTING,
    Grade.GENERAL,
    Subcategory("0501"),
    Source.FIELD,
    frozenset({"member"}),
    START,
    consultation=Consultation(
        ConsultationReason.OPERATOR,
        frozenset({Platform.MARKET, Platform.ENFORCEMENT}),
        is_open=True,
        departments=frozenset({FARMING}),
    ),
)


def stroke(surface: str = "map", **changes: Any) -> dict[str, Any]:
    told = {"tool": "pen", "colour": "red", "width": 2, "text": "", "symbol": ""}
    points = [[120.2, 29.7], [120.21, 29.71]] if surface == "map" else [[0.1, 0.2], [0.3, 0.4]]
    return {"kind": "stroke", "surface": surface, "points": points, **told, **changes}


def measure(text: str = "下达整改通知书", **changes: Any) -> dict[str, Any]:
    return {"kind": "measure", "text": text, "department": FARMING, "due": "", **changes}


def message(text: str = "收到", **changes: Any) -> dict[str, Any]:
    return {"kind": "message", "text": text, "mentions": [], **changes}


def file(attachment: str = "f" * 32, **changes: Any) -> dict[str, Any]:
    told = {"title": "抓拍", "media_type": "image/jpeg", "width": 64, "height": 48, "camera": ""}
    return {"kind": "file", "attachment": attachment, **told, **changes}


def pane(camera: str = "C001", **changes: Any) -> dict[str, Any]:
    return {"kind": "pane", "camera": camera, "zoom": None, "frozen": None, **changes}


def view(surface: str = "map", **changes: Any) -> dict[str, Any]:
    return {"kind": "view", "surface": surface, "map": None, "zoom": None, **changes}


@dataclass
class Room:
    """People at one table; each operation that is done becomes an entry, as in the journal."""

    facts: EventFacts = FACTS
    table: ConsultTable = field(default_factory=ConsultTable)
    entries: list[Entry] = field(default_factory=list)

    def sitter(self, who: str) -> Sitter:
        at = (START + timedelta(seconds=len(self.entries))).isoformat()
        found = sit(PEOPLE[who], f"{who}的名字", at, self.facts)
        assert isinstance(found, Sitter), found
        return found

    def tries(self, who: str, op: Op) -> Outcome:
        return decide_op(self.sitter(who), self.table, op)

    def does(self, who: str, op: Op) -> Change:
        outcome = self.tries(who, op)
        assert isinstance(outcome, Change), outcome
        self.keeps(who, op.verb, outcome)
        return outcome

    def keeps(self, who: str, verb: Verb, change: Change) -> None:
        told: dict[str, Any] = {
            "op": f"op-{len(self.entries)}",
            "verb": verb.value,
            "put": change.put,
            "drop": list(change.drop),
        }
        if change.undoes is not None:
            told["undoes"] = change.undoes
        self.notes(who, OP, told)

    def notes(self, who: str, what: str, change: dict[str, Any]) -> None:
        number = len(self.entries) + 1
        seq, kept = 3 * number, json.loads(canonical(change))
        hashes = ("prev", f"hash-{number}")
        entry = Entry(seq, START, who, who, what, EVENT, Scope(TOWN), kept, *hashes)
        self.entries.append(entry)
        self.table = self.table.with_entries([entry])

    def puts(self, who: str, id_: str, item: dict[str, Any], seen: int | None = None) -> Change:
        return self.does(who, Op(Verb.PUT, id_, item, seen))

    def drops(self, who: str, id_: str) -> Change:
        return self.does(who, Op(Verb.DROP, id_))

    def undoes(self, who: str) -> Change:
        return self.does(who, Op(Verb.UNDO))

    def joins(self, *people: str) -> None:
        for who in people:
            self.does(who, Op(Verb.JOIN))

    def ends(self) -> None:
        """The decision is signed."""
        consultation = self.facts.consultation
        assert consultation is not None
        closed = replace(consultation, is_open=False)
        self.facts = replace(self.facts, state=State.ASSIGNED, consultation=closed)


def client_table(entries: list[Entry]) -> ClientTable:
    """What a client makes of entries that came to it as JSON."""
    table = ClientTable()
    for one in entries:
        told = json.loads(entry_out(one).model_dump_json())
        table.take(records.read_record(records.Entry, told))
    return table
