"""In a flood, events of one place and kind stand as one row: the gravest, and how many there are.

Only what nobody has accepted yet is grouped. 紧急 always has a row of its own, and so have a drill,
an event without a place, and one that is alone of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from console.state.arrivals import URGENT, Group, Placed, group_of
from console.state.inbox_filter import EventLine, InboxFilter, Order


class FloodLine(EventLine, Placed, Protocol):
    """A line that may be grouped."""


SomeLine = TypeVar("SomeLine", bound=FloodLine)
Key = tuple[Any, ...]


def flood_group(line: FloodLine) -> Group | None:
    """Return the place and kind that a line is grouped by, None for a row of its own."""
    if line.state != "reported" or line.grade >= URGENT or line.is_drill:
        return None
    place, kind = group_of(line)
    return (place, kind) if place else None


@dataclass(slots=True)
class Grouped(Generic[SomeLine]):
    """The lines of one place and kind.

    ``place`` is where the group's row stands: where the first of its lines would. It is held while
    the group is open, so that nothing moves under a hand that works in it.
    """

    lines: dict[str, SomeLine] = field(default_factory=dict)
    head: str = ""
    place: Key = ()
    is_open: bool = False

    @property
    def count(self) -> int:
        """How many events stand behind the head, with itself."""
        return len(self.lines)

    @property
    def soonest(self) -> SomeLine:
        """The line whose limit ends first; the head where there is no limit."""
        due = [line for line in self.lines.values() if line.due_at is not None]
        return min(due, key=lambda line: (line.due_at, line.id), default=self.lines[self.head])


class FloodGroups(Generic[SomeLine]):
    """Says for each line of a list whether it has a row, and where.

    Every change returns the ids whose row may have changed; ``key`` then says what holds. Switched
    off it groups nothing and keeps nothing.
    """

    def __init__(self, wanted: InboxFilter, *, is_on: bool = False) -> None:
        self._wanted = wanted
        self.is_on = is_on
        self._groups: dict[Group, Grouped[SomeLine]] = {}
        self._group_of: dict[str, Group] = {}

    # -- changes

    def put(self, lines: Iterable[SomeLine]) -> set[str]:
        """Take lines in, or what became of them."""
        if not self.is_on:
            return {line.id for line in lines}
        touched: set[str] = set()
        changed: set[Group] = set()
        for line in lines:
            touched.add(line.id)
            name = flood_group(line)
            before = self._group_of.get(line.id)
            if before is not None and before != name:
                self._take_out(line.id)
                changed.add(before)
            if name is not None:
                self._groups.setdefault(name, Grouped()).lines[line.id] = line
                self._group_of[line.id] = name
                changed.add(name)
        return touched | self._settle(changed)

    def drop(self, events: Iterable[str]) -> set[str]:
        """Forget lines that no longer belong into the list."""
        gone = set(events)
        changed = {self._group_of[event] for event in gone if event in self._group_of}
        for event in gone:
            self._take_out(event)
        return gone | self._settle(changed)

    def turn(self, lines: Iterable[SomeLine], *, is_on: bool) -> set[str]:
        """Group the list's lines, or let each have its row again."""
        if is_on == self.is_on:
            return set()
        self.is_on = is_on
        if is_on:
            self.put(lines)
        touched = set(self._group_of)
        if not is_on:
            self._groups.clear()
            self._group_of.clear()
        return touched

    def open_group(self, event: str, *, is_open: bool) -> set[str]:
        """Give the lines of an event's group their rows, or take them back."""
        group = self.group(event)
        if group is None or group.is_open == is_open:
            return set()
        group.is_open = is_open
        return set(group.lines) | self._settle({self._group_of[event]})

    # -- what holds

    def key(self, line: SomeLine) -> Key | None:
        """Return what a line's row is sorted by, the id last; None for a line without a row."""
        group = self.group(line.id)
        if group is None:
            return self._wanted.key(line)
        is_head, is_rising = line.id == group.head, self._wanted.order is Order.DUE
        if not is_head and not group.is_open:
            return None
        # The rows of an open group follow their head, whichever way the list is shown. The
        # group's name keeps two groups apart that were once placed by the same line, and the
        # head's id one head from the next.
        name = self._group_of[line.id]
        if is_head:
            return (*group.place, name, 0 if is_rising else 1, line.id)
        return (*group.place, name, 1 if is_rising else 0, *self._wanted.key(line))

    def group(self, event: str) -> Grouped[SomeLine] | None:
        """Return the group of two or more that an event stands in, None for a row of its own."""
        name = self._group_of.get(event) if self._group_of else None
        if name is None or len(self._groups[name].lines) < 2:
            return None
        return self._groups[name]

    def groups(self) -> list[Grouped[SomeLine]]:
        """Return every group of two or more."""
        return [group for group in self._groups.values() if len(group.lines) > 1]

    def _take_out(self, event: str) -> None:
        name = self._group_of.pop(event, None)
        if name is not None:
            del self._groups[name].lines[event]

    def _settle(self, names: Iterable[Group]) -> set[str]:
        """Choose heads and places anew; returns heads of before and now."""
        touched: set[str] = set()
        for name in names:
            group = self._groups[name]
            touched |= {group.head} - {""}
            if not group.lines:
                del self._groups[name]
                continue
            if len(group.lines) == 1:
                group.is_open = False
            group.head = max(group.lines.values(), key=_gravity).id
            touched.add(group.head)
            if not group.is_open:
                keys = map(self._wanted.key, group.lines.values())
                group.place = min(keys) if self._wanted.order is Order.DUE else max(keys)
        return touched


def _gravity(line: FloodLine) -> Key:
    return (line.grade, line.reported_at, line.id)
