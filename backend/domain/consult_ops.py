"""What people may do on the table of a consultation, and what comes of it.

Every verb becomes items that are put and ids that are dropped, so that readers need no rules. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from backend.domain.consult_items import (
    MADE,
    MAX_ITEMS,
    MAX_POINTS,
    PRESENTER,
    SHOWING,
    Item,
    Kind,
    is_document,
    mute_of,
    points_of,
    seat_of,
)
from backend.domain.consult_sitting import ROOM, Sitter
from backend.domain.consult_table import ConsultTable
from backend.domain.refusals import Refusal, Why, refuse

_TOLD_BY = ("by", "name", "at")


class Verb(StrEnum):
    """What somebody does; imperative."""

    JOIN = "join"
    LEAVE = "leave"
    PUT = "put"
    DROP = "drop"
    UNDO = "undo"
    PRESENT = "present"
    MUTE = "mute"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Op:
    """A verb with what comes with it; `seen` is the `seq` of the item that was changed."""

    verb: Verb
    id: str = ""
    item: Item = field(default_factory=dict)
    seen: int | None = None
    person: str = ""
    is_muted: bool = False
    surface: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What comes of it; `undoes` names the operation that is taken back."""

    put: Mapping[str, Item] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Unfit:
    """A field names nothing that there is."""

    field: str


@dataclass(frozen=True, slots=True)
class Outdated:
    """Another changed the item in between; None where it is gone."""

    item: Item | None


Outcome = Change | Refusal | Unfit | Outdated


def decide_op(sitter: Sitter, table: ConsultTable, op: Op) -> Outcome:
    """Return what comes of an operation, or why it isn't done."""
    outcome = _VERBS[op.verb](sitter, table, op)
    if isinstance(outcome, Change):
        return _too_much(table, outcome) or outcome
    return outcome


def _join(sitter: Sitter, _: ConsultTable, __: Op) -> Outcome:
    return Change({seat_of(sitter.person.id): _seat(sitter, is_present=True)})


def _leave(sitter: Sitter, table: ConsultTable, _: Op) -> Outcome:
    put = {seat_of(sitter.person.id): _seat(sitter, is_present=False)}
    return Change(put, (PRESENTER,) if _presents(sitter, table) else ())


def _seat(sitter: Sitter, *, is_present: bool) -> Item:
    return sitter.mark({"kind": Kind.SEAT.value, "party": sitter.party, "is_present": is_present})


def _presents(sitter: Sitter, table: ConsultTable) -> bool:
    """Whether the person is the presenter; without one any commander is."""
    presenter = table.items.get(PRESENTER)
    if presenter is None:
        return sitter.is_chair
    return bool(presenter["person"] == sitter.person.id)


def _put(sitter: Sitter, table: ConsultTable, op: Op) -> Outcome:
    kind, before = Kind(op.item["kind"]), table.items.get(op.id)
    if kind in SHOWING and not _presents(sitter, table):
        return refuse(Why.NOT_PRESENTER)
    if before is not None and kind in MADE:
        refused = _unchangeable(sitter, kind, before)
        if refused is not None:
            return refused
    if _is_outdated(op, kind, before):
        return Outdated(before)
    unfit = _unfit(table, op.item)
    if unfit is not None:
        return unfit
    if before is None or kind not in MADE:
        return Change({op.id: sitter.mark(op.item)})
    return Change({op.id: {**op.item, **{name: before[name] for name in _TOLD_BY}}})


def _unchangeable(sitter: Sitter, kind: Kind, before: Item) -> Refusal | None:
    """Measures are everybody's, drawings and files their maker's; what was said stays."""
    if before["kind"] != kind:
        return refuse(Why.ID_TAKEN)
    if kind is Kind.MESSAGE:
        return refuse(Why.SAID_STAYS)
    is_own = before["by"] == sitter.person.id
    return None if kind is Kind.MEASURE or is_own else refuse(Why.OTHERS_ITEM, name=before["name"])


def _is_outdated(op: Op, kind: Kind, before: Item | None) -> bool:
    if before is None:
        return op.seen is not None
    if op.seen is None:
        return kind is Kind.MEASURE
    return bool(op.seen != before["seq"])


def _unfit(table: ConsultTable, item: Item) -> Unfit | None:
    """Something is drawn or shown only on what is there; documents are only read."""
    surface, frozen, page = item.get("surface"), item.get("frozen"), item.get("page")
    shown = None if surface is None else table.items.get(surface)
    is_there = surface is None or table.has_surface(surface)
    if not is_there or (item["kind"] == Kind.STROKE and _is_paper(shown)):
        return Unfit("item/surface")
    if page is not None and page > (shown or {}).get("pages", 0):
        return Unfit("item/page")
    if frozen is not None and (not _is_file(at := table.items.get(frozen)) or _is_paper(at)):
        return Unfit("item/frozen")
    return None


def _is_file(item: Item | None) -> bool:
    return item is not None and item["kind"] == Kind.FILE


def _is_paper(item: Item | None) -> bool:
    """Whether it is a document."""
    return item is not None and item["kind"] == Kind.FILE and is_document(item["media_type"])


def _drop(sitter: Sitter, table: ConsultTable, op: Op) -> Outcome:
    item = table.items.get(op.id)
    if item is None:
        return refuse(Why.ITEM_GONE)
    if item["kind"] not in MADE | SHOWING:
        return Unfit("id")
    if item["kind"] != Kind.FILE:
        return _undroppable(sitter, table, item) or Change(drop=(op.id,))
    if _is_shown(table, op.id):
        return refuse(Why.SHOWN_NOW)
    drop = (op.id, *_drawn_on(table, op.id))
    return _undroppable(sitter, table, item) or Change(drop=drop)


def _undroppable(sitter: Sitter, table: ConsultTable, item: Item) -> Refusal | None:
    kind = Kind(item["kind"])
    if kind is Kind.MESSAGE:
        return refuse(Why.SAID_STAYS)
    if kind in SHOWING:
        return None if _presents(sitter, table) else refuse(Why.NOT_PRESENTER)
    is_own = item["by"] == sitter.person.id
    return None if sitter.is_chair or is_own else refuse(Why.OTHERS_ITEM, name=item["name"])


def _is_shown(table: ConsultTable, file: str) -> bool:
    items = table.items.values()
    frozen = any(one["kind"] == Kind.PANE and one["frozen"] == file for one in items)
    return frozen or any(one["kind"] == Kind.VIEW and one["surface"] == file for one in items)


def _drawn_on(table: ConsultTable, surface: str) -> Iterable[str]:
    return (id_ for id_, one in table.items_of(Kind.STROKE) if one["surface"] == surface)


def _clear(sitter: Sitter, table: ConsultTable, op: Op) -> Outcome:
    if not (sitter.is_chair or _presents(sitter, table)):
        return refuse(Why.NOT_PRESENTER)
    return Change(drop=tuple(_drawn_on(table, op.surface)))


def _undo(sitter: Sitter, table: ConsultTable, _: Op) -> Outcome:
    done = table.last_done(sitter.person.id)
    if done is None:
        return refuse(Why.NOTHING_TO_UNDO)
    put = {id_: _bare(item) for id_, item in done.before.items() if item is not None}
    return Change(put, tuple(id_ for id_ in done.before if id_ not in put), done.op)


def _bare(item: Item) -> Item:
    """An item as it is put back: in its old place, with a new `seq`."""
    return {name: value for name, value in item.items() if name != "seq"}


def _present(sitter: Sitter, table: ConsultTable, op: Op) -> Outcome:
    is_own = op.person == sitter.person.id
    takes = is_own and sitter.party == ROOM
    if not (sitter.is_chair or _presents(sitter, table) or takes):
        return refuse(Why.NOT_PRESENTER)
    seat = table.items.get(seat_of(op.person))
    if not is_own and (seat is None or not seat["is_present"]):
        return refuse(Why.NOT_AT_TABLE)
    name = sitter.name if is_own or seat is None else seat["name"]
    item = {"kind": Kind.PRESENTER.value, "person": op.person, "person_name": name}
    return Change({PRESENTER: sitter.mark(item)})


def _mute(sitter: Sitter, table: ConsultTable, op: Op) -> Outcome:
    if not sitter.is_chair:
        return refuse(Why.NOT_CHAIR)
    if seat_of(op.person) not in table.items:
        return refuse(Why.NOT_AT_TABLE)
    id_ = mute_of(op.person)
    if not op.is_muted:
        return Change(drop=(id_,))
    return Change({id_: sitter.mark({"kind": Kind.MUTE.value, "person": op.person})})


def _too_much(table: ConsultTable, change: Change) -> Refusal | None:
    """Seats and what is shown are few; what people make has to have an end."""
    if all(one["kind"] not in MADE for one in change.put.values()):
        return None
    gone = {id_: table.items.get(id_) for id_ in {*change.put, *change.drop}}
    made, points = table.amounts(change.put, gone)
    if made > MAX_ITEMS:
        return refuse(Why.TABLE_FULL, most=MAX_ITEMS)
    if any(map(points_of, change.put.values())) and points > MAX_POINTS:
        return refuse(Why.TOO_MUCH_DRAWN, most=MAX_POINTS)
    return None


_VERBS: Mapping[Verb, Callable[[Sitter, ConsultTable, Op], Outcome]] = MappingProxyType(
    {
        Verb.JOIN: _join,
        Verb.LEAVE: _leave,
        Verb.PUT: _put,
        Verb.DROP: _drop,
        Verb.UNDO: _undo,
        Verb.PRESENT: _present,
        Verb.MUTE: _mute,
        Verb.CLEAR: _clear,
    }
)
