"""The table of a consultation as the event's journal makes it; whoever reads it has the same."""

from __future__ import annotations

import json
from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend_client.records import Entry

ON_TABLE = "consultation.op"
"""What is done on a table is called so in the journal; it changes nothing of its event."""
_OPENED = "event.open_consultation"
_TOLD = ("consultation", "state", "decision")

Lies = Sequence[tuple[str, Mapping[str, Any]]]
"""Items of one kind with their ids, in the order in which they came."""


@dataclass(slots=True)
class ConsultTable:
    """One event's table; `seq` is the last entry that was taken in.

    Its entries are handed in in their order: what comes a second time changes nothing, what was
    left out stays left out. Items are JSON and never changed in place. What lies there is also
    kept by kind, so that a change costs little however much lies on the table.
    """

    items: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    consultation: Mapping[str, Any] | None = None
    state: str | None = None
    decision: Mapping[str, Any] | None = None
    seq: int = 0
    _order: dict[str, list[tuple[int, str]]] = field(init=False, repr=False, compare=False)
    _lies: dict[str, Lies] = field(init=False, repr=False, compare=False)
    """What was handed out of each kind since it changed last."""

    def __post_init__(self) -> None:
        items, self.items, self._order, self._lies = self.items, {}, {}, {}
        for id_, item in items.items():
            self._lay(id_, item)

    def take(self, entry: Entry) -> None:
        """Take in an entry of the event's journal."""
        if entry.seq <= self.seq:
            return
        self.seq = entry.seq
        if entry.what == ON_TABLE:
            self._take_op(entry)
        elif entry.what.startswith("event."):
            changed = entry.change.get("changed", {})
            for name in _TOLD:
                if name in changed:
                    setattr(self, name, changed[name])
            if entry.what == _OPENED:
                self.items, self._order, self._lies = {}, {}, {}

    def items_of(self, kind: str) -> Lies:
        """Return the items of a kind: the same object until one of them is another one."""
        if kind not in self._lies:
            self._lies[kind] = [(id_, self.items[id_]) for _, id_ in self._order.get(kind, ())]
        return self._lies[kind]

    def canonical(self) -> bytes:
        """Return the table in the one way it is written."""
        whole = {"items": self.items, **{name: getattr(self, name) for name in _TOLD}}
        written = json.dumps(
            whole, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
        )
        return written.encode()

    def _take_op(self, entry: Entry) -> None:
        put, dropped = entry.change["put"], entry.change["drop"]
        before = {id_: self.items[id_]["first"] for id_ in put if id_ in self.items}
        for id_ in (*dropped, *put):
            self._take_away(id_)
        for id_, item in put.items():
            first = item.get("first") or before.get(id_) or entry.seq
            self._lay(id_, {**item, "seq": entry.seq, "first": first})

    def _lay(self, id_: str, item: Mapping[str, Any]) -> None:
        self.items[id_] = item
        insort(self._order.setdefault(item["kind"], []), (item["first"], id_))
        self._lies.pop(item["kind"], None)

    def _take_away(self, id_: str) -> None:
        item = self.items.pop(id_, None)
        if item is not None:
            order = self._order[item["kind"]]
            del order[bisect_left(order, (item["first"], id_))]
            self._lies.pop(item["kind"], None)
