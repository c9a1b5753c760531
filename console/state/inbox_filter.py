"""Which events the inbox shows, and in what order: the same for the backend's list and our own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeVar

ENDED: Final = frozenset(
    {"merged", "rejected", "closed", "appraisal", "archived"},
)
"""States of events that need nobody any more."""
PLATFORMS: Final = ("ZZ", "SJ", "ZF", "BM")


class EventLine(Protocol):
    """What a list knows of an event; times are aware."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def grade(self) -> int: ...
    @property
    def platform(self) -> str | None: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def lead(self) -> str | None: ...
    @property
    def is_drill(self) -> bool: ...
    @property
    def returned(self) -> int: ...
    @property
    def reported_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def amber_at(self) -> datetime | None: ...


class View(StrEnum):
    """The saved filters."""

    OPEN = "open"
    MINE = "mine"
    UNACCEPTED = "unaccepted"
    NEARLY_DUE = "nearly_due"
    OVERDUE = "overdue"
    RETURNED = "returned"
    TO_VERIFY = "to_verify"
    DRILL = "drill"
    ENDED = "ended"


class Order(StrEnum):
    """What comes first; the words are the backend's."""

    NEWEST = "newest"
    DUE = "due"
    GRADE = "grade"


@dataclass(frozen=True, slots=True)
class Me:
    """Whose inbox it is: ``department`` of somebody who works for one."""

    person: str = ""
    department: str | None = None


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What a person wants to see."""

    view: View = View.OPEN
    platform: str | None = None
    text: str = ""
    order: Order = Order.NEWEST

    def query(self, me: Me, now: datetime) -> Mapping[str, Any]:
        """Return what the backend's list is asked for."""
        asked: dict[str, Any] = {"sort": self.order.value, "is_drill": self.view is View.DRILL}
        asked.update(_ASKED[self.view])
        if self.view is View.MINE:
            asked.update({"lead": me.department} if me.department else {"owner": me.person})
        if self.view is View.NEARLY_DUE:
            asked["amber_before"] = now.isoformat()
        if self.view is View.OVERDUE:
            asked["due_before"] = now.isoformat()
        if self.platform:
            asked["platform"] = self.platform
        if self.text.strip():
            asked["text"] = self.text.strip()
        return asked

    def matches(self, line: EventLine, me: Me, now: datetime) -> bool:
        """Whether a line belongs into the list; of a text, only what the line itself tells."""
        if line.is_drill is not (self.view is View.DRILL):
            return False
        if self.platform and line.platform != self.platform:
            return False
        text = self.text.strip()
        if text and text not in line.title and text not in line.number:
            return False
        if self.order is Order.DUE and line.due_at is None:
            return False
        return _belongs(self.view, line, me, now)

    @property
    def needs_backend(self) -> bool:
        """Whether only the backend can tell what belongs: it knows the whole text."""
        return bool(self.text.strip())

    @property
    def is_timed(self) -> bool:
        """Whether lines come and go with the time alone."""
        return self.view in {View.NEARLY_DUE, View.OVERDUE}

    def key(self, line: EventLine) -> tuple[Any, ...]:
        """Return what lines are sorted by, rising; the list shows it falling but for ``DUE``."""
        if self.order is Order.DUE:
            return (line.due_at, line.id)
        if self.order is Order.GRADE:
            return (line.grade, line.reported_at, line.id)
        return (line.reported_at, line.id)


_OPEN: Final = {"is_open": True}
_ASKED: Final[Mapping[View, Mapping[str, Any]]] = MappingProxyType(
    {
        View.OPEN: _OPEN,
        View.MINE: _OPEN,
        View.UNACCEPTED: {"state": "reported"},
        View.NEARLY_DUE: _OPEN,
        View.OVERDUE: _OPEN,
        View.RETURNED: {"is_open": True, "is_returned": True},
        View.TO_VERIFY: {"state": "verifying"},
        View.DRILL: {},
        View.ENDED: {"is_open": False},
    }
)


def _belongs(view: View, line: EventLine, me: Me, now: datetime) -> bool:
    is_open = line.state not in ENDED
    found = {
        View.OPEN: is_open,
        View.MINE: is_open
        and (line.lead == me.department if me.department else line.owner == me.person),
        View.UNACCEPTED: line.state == "reported",
        View.NEARLY_DUE: is_open and line.amber_at is not None and line.amber_at < now,
        View.OVERDUE: is_open and line.due_at is not None and line.due_at < now,
        View.RETURNED: is_open and line.returned > 0,
        View.TO_VERIFY: line.state == "verifying",
        View.DRILL: True,
        View.ENDED: not is_open,
    }
    return found[view]


SomeLine = TypeVar("SomeLine", bound=EventLine)


def chosen(lines: Iterable[SomeLine], wanted: InboxFilter, me: Me, now: datetime) -> list[SomeLine]:
    """Return the lines that belong, in the list's order."""
    found = [line for line in lines if wanted.matches(line, me, now)]
    return sorted(found, key=wanted.key, reverse=wanted.order is not Order.DUE)


class Light(StrEnum):
    """How near an event's limit is."""

    NONE = "none"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of the limit that ends first; negative seconds: overdue."""

    light: Light
    left_s: int | None = None


def remaining(line: EventLine, now: datetime) -> Remaining:
    """Return what is left of an open event's running clock."""
    if line.due_at is None or line.state in ENDED:
        return Remaining(Light.NONE)
    left_s = int((line.due_at - now).total_seconds() // 1)
    if line.due_at <= now:
        return Remaining(Light.RED, left_s)
    if line.amber_at is not None and line.amber_at <= now:
        return Remaining(Light.AMBER, left_s)
    return Remaining(Light.GREEN, left_s)


def countdown(left_s: int, of_days: str = "{days}d {hours}h") -> str:
    """Return seconds as people read a clock: 4:05, 2:03:09, 3d 4h; overdue with a minus."""
    sign, left_s = ("-", -left_s) if left_s < 0 else ("", left_s)
    days, rest = divmod(left_s, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    if days:
        return sign + of_days.format(days=days, hours=hours)
    if hours:
        return f"{sign}{hours}:{minutes:02d}:{seconds:02d}"
    return f"{sign}{minutes}:{seconds:02d}"
