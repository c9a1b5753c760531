"""The table of a consultation: what somebody does on it is one entry of the journal.

There is nothing else: the table is what those entries make of it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from backend.domain.canonical import written_at
from backend.domain.consult_items import Kind
from backend.domain.consult_ops import Change, Op, Outdated, Unfit, Verb, decide_op
from backend.domain.consult_sitting import Sitter, sit
from backend.domain.consult_table import OP, ConsultTable
from backend.domain.event_facts import EventFacts
from backend.domain.refusals import Refusal
from backend.services.attaching import attach
from backend.services.faults import RefusedError, StaleRowError, UnfitError
from backend.services.seeing import see_event
from backend.storage.events import EventRecord, scope_of
from backend.storage.journal import PAGE_CHARS, Entry, read
from backend.storage.tables import attachment
from backend.storage.unit_of_work import Actor, Unit

PAGE = 500
MAX_TABLES = 16
"""Tables that a process keeps in mind."""
_FILE = "item/attachment"


def table_of(connection: Connection, event: str) -> ConsultTable:
    """Return an event's table as the journal makes it, with `seq` and `hash` of the last entry."""
    return ConsultTable().with_entries(_entries(connection, event, 0))


class TableShelf:
    """The tables that were asked for last, so that each entry is folded once. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, ConsultTable] = OrderedDict()

    def of(self, connection: Connection, event: str) -> ConsultTable:
        """Return an event's table; what isn't committed yet belongs to no table."""
        with self._lock:
            known = self._kept.get(event)
        before = known or ConsultTable()
        entries = list(_entries(connection, event, before.seq))
        table = before.with_entries(entries) if entries else before
        with self._lock:
            kept = self._kept.pop(event, table)
            self._kept[event] = table if table.seq >= kept.seq else kept
            while len(self._kept) > MAX_TABLES:
                self._kept.popitem(last=False)
        return table


def check_sits(actor: Actor, record: EventRecord, at: str = "") -> Sitter:
    """Return the person at the event's table; raises RefusedError."""
    sitter = sit(actor.person, actor.name, at, record.facts)
    if isinstance(sitter, Refusal):
        raise RefusedError(sitter)
    return sitter


def do_op(unit: Unit, tables: TableShelf, event: str, key: str, op: Op) -> None:
    """Do an operation on an event's table; `key` is what it is called in the journal.

    Those of one event come one after the other. Raises NotFoundError, RefusedError, UnfitError,
    and StaleRowError with how the item stands; then nothing was changed.
    """
    record = see_event(unit.connection, unit.actor.person, event, to_change=True)
    sitter = check_sits(unit.actor, record, written_at(unit.now))
    is_file = op.verb is Verb.PUT and op.item["kind"] == Kind.FILE
    if is_file:
        op = replace(op, item=_as_checked(unit, op.item))
    outcome = decide_op(sitter, tables.of(unit.connection, event), op)
    if isinstance(outcome, Refusal):
        raise RefusedError(outcome)
    if isinstance(outcome, Unfit):
        raise UnfitError(outcome.field)
    if isinstance(outcome, Outdated):
        raise StaleRowError(op.id, outcome.item)
    if is_file:
        _take_file(unit, record.facts, op.item["attachment"])
    unit.note(OP, scope_of(record.facts), _told(key, op.verb, outcome), event)


def _told(key: str, verb: Verb, change: Change) -> Mapping[str, Any]:
    told = {"op": key, "verb": verb.value, "put": change.put, "drop": list(change.drop)}
    return told if change.undoes is None else {**told, "undoes": change.undoes}


def _as_checked(unit: Unit, item: Mapping[str, Any]) -> Mapping[str, Any]:
    """A file's item with the kind and sizes that the file has; raises UnfitError."""
    file = attachment.c
    columns = (file.media_type, file.width, file.height, file.size, file.pages)
    query = select(*columns).where(attachment.c.id == item["attachment"])
    row = unit.connection.execute(query).one_or_none()
    if row is None:
        raise UnfitError(_FILE)
    return {**item, **row._mapping}


def _take_file(unit: Unit, facts: EventFacts, file: str) -> None:
    """A file of the event, or an own one that becomes the event's; raises UnfitError."""
    query = select(attachment.c.event).where(attachment.c.id == file)
    if unit.connection.execute(query).scalar_one() == facts.id:
        return
    try:
        attach(unit, (file,), scope_of(facts), facts.id, documents=True)
    except UnfitError as error:
        raise UnfitError(_FILE) from error


def _entries(connection: Connection, event: str, after: int) -> Iterator[Entry]:
    while page := read(connection, after, PAGE, event, PAGE_CHARS):
        yield from page
        after = page[-1].seq
