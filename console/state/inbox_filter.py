"""Which events the inbox shows, and in what order: the same for the backend's list and our own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
SOURCES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "field": ("field",),
        "pane": ("pane",),
        "river": ("河长通",),
        "food": ("食安通",),
        "safety": ("智慧安监",),
        "hotline": ("12345", "热线", "12345热线"),
        "upper": ("上级", "上级交办", "区县"),
        "citizen": ("citizen",),
    }
)
"""Where reports come from, and how lines say it: the app or line it came by, else the source."""


MAX_TEXT: Final = 100
"""Characters that can be searched for."""


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
    def source(self) -> str: ...
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
    source: str | None = None

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
        if self.source:
            asked["source"] = list(SOURCES[self.source])
        if self.text.strip():
            asked["text"] = self.text.strip()
        return asked

    def matches(self, line: EventLine, me: Me, now: datetime) -> bool:
        """Whether a line belongs into the list; of a text, only what the line itself tells."""
        if line.is_drill is not (self.view is View.DRILL):
            return False
        if self.platform and line.platform != self.platform:
            return False
        if self.source and line.source not in SOURCES[self.source]:
            return False
        text = self.text.strip()
        if text and text not in line.title and text not in line.number:
            return False
        if self.order is Order.DUE and line.due_at is None:
            return False
        return _BELONGS[self.view](line, me, now)

    @property
    def needs_backend(self) -> bool:
        """Whether only the backend can tell what belongs: it knows the whole text."""
        return bool(self.text.strip())

    @property
    def is_timed(self) -> bool:
        """Whether lines come and go with the time alone."""
        return self.view in {View.NEARLY_DUE, View.OVERDUE}

    def key(self, line: EventLine) -> tuple[Any, ...]:
        """Return what lines are sorted by, rising; the list shows it falling but for ``DUE``.

        The last part is the event's id.
        """
        if self.order is Order.DUE:
            return (line.due_at, line.id)
        if self.order is Order.GRADE:
            return (line.grade, line.reported_at, line.id)
        return (line.reported_at, line.id)

    def to_dict(self) -> dict[str, str]:
        """Return it as JSON-ready data."""
        return {
            "view": self.view.value,
            "platform": self.platform or "",
            "source": self.source or "",
            "text": self.text,
            "order": self.order.value,
        }

    @staticmethod
    def from_dict(data: object) -> InboxFilter:
        """Return what ``to_dict`` described; raises ValueError in words."""
        if not isinstance(data, dict) or not all(isinstance(one, str) for one in data.values()):
            raise ValueError("a filter isn't words by name")
        platform, source = data.get("platform", ""), data.get("source", "")
        if platform not in ("", *PLATFORMS) or source not in ("", *SOURCES):
            raise ValueError("a filter has an unknown platform or source")
        return InboxFilter(
            View(data.get("view", View.OPEN)),
            platform or None,
            data.get("text", "")[:MAX_TEXT],
            Order(data.get("order", Order.NEWEST)),
            source or None,
        )


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


def _is_open(line: EventLine) -> bool:
    return line.state not in ENDED


def _is_mine(line: EventLine, me: Me) -> bool:
    whose = line.lead == me.department if me.department else line.owner == me.person
    return whose and _is_open(line)


_BELONGS: Final[Mapping[View, Callable[[EventLine, Me, datetime], bool]]] = MappingProxyType(
    {
        View.OPEN: lambda line, _, __: _is_open(line),
        View.MINE: lambda line, me, _: _is_mine(line, me),
        View.UNACCEPTED: lambda line, _, __: line.state == "reported",
        View.NEARLY_DUE: lambda line, _, now: (
            line.amber_at is not None and line.amber_at < now and _is_open(line)
        ),
        View.OVERDUE: lambda line, _, now: (
            line.due_at is not None and line.due_at < now and _is_open(line)
        ),
        View.RETURNED: lambda line, _, __: line.returned > 0 and _is_open(line),
        View.TO_VERIFY: lambda line, _, __: line.state == "verifying",
        View.DRILL: lambda *_: True,
        View.ENDED: lambda line, _, __: not _is_open(line),
    }
)


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
