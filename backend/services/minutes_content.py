"""What the minutes say, gathered from the event, its journal and what was signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from backend.domain.actions import Action
from backend.domain.consult_sitting import ROOM
from backend.domain.consult_table import ConsultTable
from backend.domain.words import Grade
from backend.minutes.content import (
    About,
    Amendment,
    Decision,
    Measure,
    MinutesContent,
    Party,
    Signature,
)
from backend.services.acting import EVENT
from backend.services.minutes_course import Course
from backend.services.minutes_documents import MAX_DOCUMENTS, documents_of
from backend.services.minutes_pictures import Shown, cameras_of, instant, shown_of
from backend.services.minutes_words import limit_zh, party_zh, reason_zh, stance_zh
from backend.services.town_rules import RuleShelf, TownRules
from backend.storage.events import EventRecord
from backend.storage.journal import PAGE_CHARS, Entry, read
from backend.storage.tables import region

_PAGE = 500
_BEGINNINGS = (EVENT + Action.PROPOSE_CONSULTATION.value, EVENT + Action.OPEN_CONSULTATION.value)


@dataclass(frozen=True, slots=True)
class MinutesOf:
    """One version of the minutes: the entry of the decision, and what amended it until then."""

    version: int
    decided: Entry
    amended: tuple[Entry, ...] = ()


def gather(
    connection: Connection, shelf: RuleShelf, record: EventRecord, minutes: MinutesOf
) -> tuple[MinutesContent, Shown]:
    """Return what the minutes say but for the pictures, and what those are made of."""
    decided = minutes.decided
    rules = shelf.of(connection, record.facts.town, decided.at)
    zone, entries = rules.calendar.zone, _entries(connection, record.facts.id, decided.seq)
    known = _known(entries)
    table = ConsultTable().with_entries(entries)
    told = json.loads(decided.change["text"])
    cameras = cameras_of(connection, record.facts.town)
    course = Course(zone, cameras)
    course.take(_of_consultation(entries))
    documents = documents_of(connection, table, zone)
    content = MinutesContent(
        town=_town(connection, told["town"]),
        version=minutes.version,
        event=_about(record, told, known, rules, zone),
        reason=reason_zh((table.consultation or {}).get("reason", "")),
        chair=told["chair"]["name"],
        opened_at=instant(told["opened_at"], zone),
        parties=tuple(_parties(told)),
        room=tuple(_names_of(told, ROOM)),
        course=tuple(course.steps),
        left_out=course.left_out,
        measures=tuple(Measure(**one) for one in told["measure_list"]),
        decision=_decision(decided, told, zone),
        amendments=tuple(_amendments(minutes.amended, zone)),
        documents=documents[:MAX_DOCUMENTS],
        documents_left_out=max(0, len(documents) - MAX_DOCUMENTS),
    )
    return content, shown_of(connection, record, table, cameras, zone)


def _about(
    record: EventRecord,
    told: Mapping[str, Any],
    known: Mapping[str, Any],
    rules: TownRules,
    zone: ZoneInfo,
) -> About:
    kinds, kind = rules.taxonomy.subcategories, known["subcategory"]["code"]
    return About(
        number=told["number"],
        title=told["title"],
        grade=Grade(known["grade"]).zh,
        kind=kinds[kind].zh if kind in kinds else kind,
        address=record.sheet.address,
        text=record.sheet.text,
        reported_at=record.facts.reported_at.astimezone(zone),
        is_drill=record.facts.is_drill,
    )


def _entries(connection: Connection, event: str, until: int) -> list[Entry]:
    found: list[Entry] = []
    while page := read(connection, found[-1].seq if found else 0, _PAGE, event, PAGE_CHARS):
        found += (one for one in page if one.seq <= until)
        if page[-1].seq >= until:
            break
    return found


def _known(entries: Iterable[Entry]) -> dict[str, Any]:
    """What the rules knew of the event at the last of these entries."""
    known: dict[str, Any] = {}
    for entry in entries:
        known.update(entry.change.get("changed", {}))
    return known


def _of_consultation(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries of the last consultation, from its proposal on."""
    proposed, opened = (
        max((at for at, one in enumerate(entries) if one.what == what), default=0)
        for what in _BEGINNINGS
    )
    return entries[proposed if proposed < opened else opened :]


def _parties(told: Mapping[str, Any]) -> Iterator[Party]:
    for one in told["parties"]:
        people = tuple(_names_of(told, one["party"]))
        word = stance_zh(one["stance"])
        yield Party(party_zh(one["party"]), word, one["words"], bool(people), people)


def _names_of(told: Mapping[str, Any], party: str) -> Iterator[str]:
    """Who sat for a party, those first who stayed to the end."""
    yield from (one["name"] for one in told["present"] if one["party"] == party)
    yield from (f"{one['name']}（中途离会）" for one in told["left"] if one["party"] == party)


def _decision(decided: Entry, told: Mapping[str, Any], zone: ZoneInfo) -> Decision:
    change = decided.change
    return Decision(
        lead=told["lead"],
        cooperating=tuple(told["cooperating"]),
        limit=limit_zh(told["limit"]),
        measures=told["measures"],
        people=tuple(one["name"] for one in told["people"]),
        signed=Signature(
            told["signed_by"]["name"],
            instant(told["signed_at"], zone),
            change["signature"],
            change["key_id"],
            hashlib.sha256(change["text"].encode()).hexdigest(),
        ),
    )


def _amendments(entries: Iterable[Entry], zone: ZoneInfo) -> Iterator[Amendment]:
    for one in entries:
        told, at = one.change, one.at.astimezone(zone)
        yield Amendment(told["version"], at, one.who_name, told["reason"], told["text"])


def _town(connection: Connection, code: str) -> str:
    query = select(region.c.name).where(region.c.code == code)
    return str(connection.execute(query).scalar_one())
