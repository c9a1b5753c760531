"""The course of a consultation in lines, as the journal tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from backend.domain.actions import Action
from backend.domain.consult_items import Item, Kind, seat_of
from backend.domain.consult_table import OP
from backend.minutes.content import Step
from backend.services.acting import EVENT
from backend.services.minutes_words import (
    file_zh,
    measure_zh,
    parties_zh,
    party_zh,
    stance_zh,
    surface_zh,
)
from backend.storage.journal import Entry

MAX_STEPS, MAX_CHARS = 1500, 400_000
"""So much of the course is printed; the rest is counted."""
_ACTIONS: Final = frozenset(EVENT + action.value for action in Action)


@dataclass(frozen=True, slots=True)
class _Strokes:
    """How many strokes somebody made or took away on one surface, one after another."""

    who: str
    verb: str
    surface: str
    count: int

    def __str__(self) -> str:
        if self.verb == "标绘":
            return f"在{self.surface}上标绘{self.count}处"
        return f"{self.verb}{self.surface}上的标绘{self.count}处"


@dataclass(slots=True)
class Course:
    """Takes entries in order. `left_out`: steps for which there was no room any more.

    `cameras`: names by id.
    """

    zone: ZoneInfo
    cameras: Mapping[str, str]
    steps: list[Step] = field(default_factory=list)
    left_out: int = 0
    _chars: int = 0
    _items: dict[str, Item] = field(default_factory=dict)
    _strokes: _Strokes | None = None
    _parties: set[str] = field(default_factory=set)

    def take(self, entries: Iterable[Entry]) -> None:
        """Take entries of the event, from the proposal to the decision."""
        for entry in entries:
            if entry.what == OP:
                self._take_op(entry)
            elif entry.what in _ACTIONS:
                self._take_event(entry)

    def camera(self, id: str) -> str:  # noqa: A002
        """Return a camera's name."""
        return self.cameras.get(id, id)

    def name(self, person: str) -> str:
        """Return the name of somebody who sits at the table."""
        seat = self._items.get(seat_of(person))
        return person if seat is None else str(seat["name"])

    def _take_op(self, entry: Entry) -> None:
        put: Mapping[str, Item] = entry.change["put"]
        dropped = {id_: self._items[id_] for id_ in entry.change["drop"] if id_ in self._items}
        is_undo = "undoes" in entry.change
        for text in self._dropped_told(dropped.values(), is_undo=is_undo):
            self._add(entry, text)
        self._take_strokes(entry, "撤销" if is_undo else "擦除", dropped.values())
        for id_, item in put.items():
            text = self._put_told(item, self._items.get(id_), is_undo=is_undo)
            if text:
                self._add(entry, text)
        new = [item for id_, item in put.items() if id_ not in self._items]
        self._take_strokes(entry, "恢复" if is_undo else "标绘", new)
        for id_ in dropped:
            del self._items[id_]
        self._items.update(put)

    def _put_told(self, item: Item, before: Item | None, *, is_undo: bool) -> str:
        if item["kind"] == Kind.MEASURE:
            verb = "恢复" if is_undo else "提出" if before is None else "修改"
            return f"{verb}措施：{measure_zh(item)}"
        tell = _PUTS.get(item["kind"])
        return "" if tell is None else tell(self, item, before)

    def _dropped_told(self, items: Iterable[Item], *, is_undo: bool) -> Iterator[str]:
        for item in items:
            if item["kind"] == Kind.FILE:
                yield f"撤下{file_zh(item)}"
            elif item["kind"] == Kind.MEASURE:
                yield f"{'撤回' if is_undo else '删去'}措施：{measure_zh(item)}"
            elif item["kind"] == Kind.MUTE:
                yield f"恢复{self.name(item['person'])}的话筒"

    def _take_strokes(self, entry: Entry, verb: str, items: Iterable[Item]) -> None:
        """Count strokes that follow each other in one line."""
        surfaces = sorted(item["surface"] for item in items if item["kind"] == Kind.STROKE)
        for surface, same in groupby(surfaces):
            place, count = surface_zh(surface, self._items), len(list(same))
            new, last = _Strokes(entry.who, verb, place, count), self._strokes
            if last is not None and replace(last, count=count) == new and not self.left_out:
                new = replace(new, count=last.count + count)
                self.steps[-1] = replace(self.steps[-1], text=str(new))
            else:
                self._add(entry, str(new))
            self._strokes = new

    def _take_event(self, entry: Entry) -> None:
        action = Action(entry.what.removeprefix(EVENT))
        given = entry.change.get("given", {})
        words = [given[name] for name in ("reason", "text") if name in given]
        if action is Action.SIGN_DECISION:
            words = []  # the decision comes whole
        self._add(entry, "；".join((self._event_told(action, entry.change), *words)))

    def _event_told(self, action: Action, change: Mapping[str, Any]) -> str:
        consultation = change.get("changed", {}).get("consultation") or {}
        invited = {*consultation.get("platforms", ()), *consultation.get("departments", ())}
        new, self._parties = sorted(invited - self._parties), invited or self._parties
        match action:
            case Action.STATE_POSITION:
                party, stance = consultation["stances"][-1]
                return f"{party_zh(party)}表态：{stance_zh(stance)}"
            case Action.PROPOSE_CONSULTATION:
                return f"{action.zh}，拟请{parties_zh(sorted(invited))}"
            case Action.OPEN_CONSULTATION:
                return f"{action.zh}，邀请{parties_zh(sorted(invited))}"
            case Action.INVITE_PARTIES:
                return f"{action.zh}：{parties_zh(new)}"
            case _:
                return action.zh

    def _add(self, entry: Entry, text: str) -> None:
        self._strokes = None
        if len(self.steps) >= MAX_STEPS or self._chars + len(text) > MAX_CHARS:
            self.left_out += 1
            return
        self._chars += len(text)
        self.steps.append(Step(entry.at.astimezone(self.zone), entry.who_name, text))


Teller = Callable[[Course, Item, Item | None], str]


def _seat_told(_: Course, item: Item, before: Item | None) -> str:
    was_there = before is not None and before["is_present"]
    if item["is_present"] == was_there:
        return ""
    return f"到会（{party_zh(item['party'])}）" if item["is_present"] else "离会"


def _presenter_told(_: Course, item: Item, __: Item | None) -> str:
    return f"由{item['person_name']}主持演示"


def _mute_told(course: Course, item: Item, _: Item | None) -> str:
    return f"关闭{course.name(item['person'])}的话筒"


def _file_told(course: Course, item: Item, before: Item | None) -> str:
    if before is not None:
        return ""
    taken = f"（取自{course.camera(item['camera'])}）" if item["camera"] else ""
    return f"出示{file_zh(item)}{taken}"


def _message_told(_: Course, item: Item, __: Item | None) -> str:
    return f"发言：{item['text']}"


def _pane_told(course: Course, item: Item, before: Item | None) -> str:
    if before is not None and before["camera"] == item["camera"]:
        return ""
    return f"调看实时画面：{course.camera(item['camera'])}"


_PUTS: Final[Mapping[str, Teller]] = MappingProxyType(
    {
        Kind.SEAT: _seat_told,
        Kind.PRESENTER: _presenter_told,
        Kind.MUTE: _mute_told,
        Kind.FILE: _file_told,
        Kind.MESSAGE: _message_told,
        Kind.PANE: _pane_told,
    }
)
