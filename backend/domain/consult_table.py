"""The table of a consultation: a fold over the event's journal, in its order.

Whoever folds the same entries has the same table. This one also remembers how to take back what a
person did; clients have a fold of their own, without that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Protocol

from backend.domain.canonical import canonical
from backend.domain.consult_items import MADE, SURFACES, Item, Kind, points_of

OP = "consultation.op"
"""What an operation on the table is called in the journal."""
MAX_UNDO = 200
"""So many of one person's last operations can be taken back."""
_OPENED = "event.open_consultation"
_TOLD = ("consultation", "state", "decision")
_UNDOABLE = frozenset({Kind.STROKE, Kind.MEASURE})


class TableEntry(Protocol):
    """What the table needs of an entry of the journal."""

    @property
    def seq(self) -> int:
        """Its place."""

    @property
    def who(self) -> str:
        """The person."""

    @property
    def what(self) -> str:
        """What was done."""

    @property
    def change(self) -> Mapping[str, Any]:
        """What it changed."""

    @property
    def hash(self) -> str:
        """What stands for it and everything before it."""


@dataclass(frozen=True, slots=True)
class Done:
    """An operation that can be taken back: each item as it was before, None for none.

    `origins`: which entries had last set those items.
    """

    op: str
    seq: int
    put: frozenset[str]
    before: Mapping[str, Item | None]
    origins: Mapping[str, int]


@dataclass(slots=True)
class ConsultTable:
    """One event's table, of that event's entries; `seq` and `hash`: of the last that was folded.

    `origins`: by id, the entry that made the item what it is; what is taken back goes back to
    the entry before. `done`: what each person can take back, oldest first. `made` and `points`:
    how many things of people lie there, and how many points are drawn. Items are never changed in
    place, so copies are cheap.
    """

    items: dict[str, Item] = field(default_factory=dict)
    consultation: Mapping[str, Any] | None = None
    state: str | None = None
    decision: Mapping[str, Any] | None = None
    seq: int = 0
    hash: str = ""
    origins: dict[str, int] = field(default_factory=dict)
    done: dict[str, tuple[Done, ...]] = field(default_factory=dict)
    made: int = 0
    points: int = 0

    def with_entries(self, entries: Iterable[TableEntry]) -> ConsultTable:
        """Return the table after more entries; this one stays as it is."""
        table = replace(
            self, items=dict(self.items), origins=dict(self.origins), done=dict(self.done)
        )
        for entry in entries:
            table._take(entry)
        return table

    def items_of(self, kind: str) -> list[tuple[str, Item]]:
        """Return the items of a kind with their ids, in the order in which they came."""
        found = [pair for pair in self.items.items() if pair[1]["kind"] == kind]
        return sorted(found, key=lambda pair: (pair[1]["first"], pair[0]))

    def canonical(self) -> bytes:
        """Return the table in the one way it is written."""
        told = {name: getattr(self, name) for name in _TOLD}
        return canonical({"items": self.items, **told}).encode()

    def last_done(self, person: str) -> Done | None:
        """Return what the person would take back: the last that nothing else came upon since."""
        for one in reversed(self.done.get(person, ())):
            if self._is_as_left(one):
                return one
        return None

    def has_surface(self, surface: str) -> bool:
        """Whether something can be drawn on it."""
        return surface in SURFACES or _is_kind(self.items.get(surface), Kind.FILE)

    def _take(self, entry: TableEntry) -> None:
        if entry.seq <= self.seq:
            return
        self.seq, self.hash = entry.seq, entry.hash
        if entry.what == OP:
            self._take_op(entry)
        elif entry.what.startswith("event."):
            self._take_event(entry)

    def _take_event(self, entry: TableEntry) -> None:
        changed = entry.change.get("changed", {})
        for name in _TOLD:
            if name in changed:
                setattr(self, name, changed[name])
        if entry.what == _OPENED:
            self.items, self.origins, self.done = {}, {}, {}
            self.made = self.points = 0

    def _take_op(self, entry: TableEntry) -> None:
        put, dropped = entry.change["put"], entry.change["drop"]
        before = {id_: self.items.get(id_) for id_ in chain(put, dropped)}
        self._remember(entry, before)
        for id_ in dropped:
            self.items.pop(id_, None)
        for id_, item in put.items():
            first = item.get("first") or (before[id_] or {}).get("first") or entry.seq
            self.items[id_] = {**item, "seq": entry.seq, "first": first}
        self.made, self.points = self.amounts(put, before)

    def amounts(self, put: Mapping[str, Item], gone: Mapping[str, Item | None]) -> tuple[int, int]:
        """Return `made` and `points` as they are when some items come in the place of others."""
        came, went = (
            [one for one in some.values() if one is not None and one["kind"] in MADE]
            for some in (put, gone)
        )
        made = self.made + len(came) - len(went)
        return made, self.points + sum(map(points_of, came)) - sum(map(points_of, went))

    def _remember(self, entry: TableEntry, before: Mapping[str, Item | None]) -> None:
        change, done = entry.change, self.done.get(entry.who, ())
        origins = {id_: self.origins.pop(id_) for id_ in before if id_ in self.origins}
        if "undoes" in change:
            undone = next(one for one in reversed(done) if one.op == change["undoes"])
            self.origins.update(undone.origins)
            self.done[entry.who] = tuple(one for one in done if one is not undone)
            return
        put = change["put"]
        self.origins.update(dict.fromkeys(put, entry.seq))
        if _can_be_undone(change, before):
            one = Done(change["op"], entry.seq, frozenset(put), before, origins)
            self.done[entry.who] = (*done, one)[-MAX_UNDO:]

    def _is_as_left(self, one: Done) -> bool:
        return all(
            self.origins.get(id_) == one.seq if id_ in one.put else id_ not in self.items
            for id_ in one.before
        ) and all(
            item is None or item["kind"] != Kind.STROKE or self._will_have(item["surface"], one)
            for item in one.before.values()
        )

    def _will_have(self, surface: str, one: Done) -> bool:
        return self.has_surface(surface) or _is_kind(one.before.get(surface), Kind.FILE)


def _can_be_undone(change: Mapping[str, Any], before: Mapping[str, Item | None]) -> bool:
    """Drawings, measures, and what people made that was taken away."""
    if change["verb"] in {"drop", "clear"}:
        return all(item is not None and item["kind"] in MADE for item in before.values())
    kinds = {item["kind"] for item in change["put"].values()}
    return change["verb"] == "put" and kinds <= _UNDOABLE


def _is_kind(item: Item | None, kind: Kind) -> bool:
    return item is not None and item["kind"] == kind
