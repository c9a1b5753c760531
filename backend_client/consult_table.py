"""The table of a consultation as the event's journal makes it; whoever reads it has the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from backend_client.records import Entry

ON_TABLE = "consultation.op"
"""What is done on a table is called so in the journal; it changes nothing of its event."""
_OPENED = "event.open_consultation"
_TOLD = ("consultation", "state", "decision")


@dataclass(slots=True)
class ConsultTable:
    """One event's table; `seq` is the last entry that was taken in.

    Its entries are handed in in their order: what comes a second time changes nothing, what was
    left out stays left out. Items are JSON and never changed in place.
    """

    items: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    consultation: Mapping[str, Any] | None = None
    state: str | None = None
    decision: Mapping[str, Any] | None = None
    seq: int = 0

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
                self.items = {}

    def items_of(self, kind: str) -> list[tuple[str, Mapping[str, Any]]]:
        """Return the items of a kind with their ids, in the order in which they came."""
        found = [pair for pair in self.items.items() if pair[1]["kind"] == kind]
        return sorted(found, key=lambda pair: (pair[1]["first"], pair[0]))

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
        for id_ in dropped:
            self.items.pop(id_, None)
        for id_, item in put.items():
            first = item.get("first") or before.get(id_) or entry.seq
            self.items[id_] = {**item, "seq": entry.seq, "first": first}
