"""What lies on a consultation's table, as its widgets show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from PySide6.QtCore import QCoreApplication

from backend_client.feed_protocol import Passing
from console.pages.event_words import platform_words
from console.state.consult_seats import ROOM, Items, Party, Powers, Sitter, of_kind
from console.state.consult_seats import Presence as Seated
from widgets.chat_list import ChatMessage, ChatState
from widgets.drawing_values import DrawingTool, Pointing, Stroke
from widgets.file_strip import FileLook
from widgets.measures_list import Measure, MeasureDraft
from widgets.people_list import PartyLook, PartyWord, PersonCommand, PersonLook, Presence

translate = QCoreApplication.translate
_PRESENCES = {
    Seated.PRESENT: Presence.PRESENT,
    Seated.AWAY: Presence.AWAY,
    Seated.LEFT: Presence.LEFT,
}
_WORDS = {"agreed": PartyWord.AGREED, "objected": PartyWord.OBJECTED}


def party_name(party: str) -> str:
    """A platform's name, a department's, or the room's."""
    if party == ROOM:
        return translate("ConsultWords", "Command room")
    return platform_words().get(party, party)


def at_of(item: Mapping[str, Any], zone: tzinfo) -> datetime:
    """When something was laid on the table."""
    return datetime.fromisoformat(str(item["at"]).replace("Z", "+00:00")).astimezone(zone)


# Drawings


def stroke_of(id_: str, item: Mapping[str, Any]) -> Stroke:
    """One drawing."""
    return Stroke(
        id_,
        DrawingTool(str(item["tool"])),
        str(item["colour"]),
        int(item["width"]),
        tuple((float(x), float(y)) for x, y in item["points"]),
        str(item.get("text", "")),
        str(item.get("symbol", "")),
        str(item.get("by", "")),
        str(item.get("name", "")),
    )


class KnownStrokes:
    """Drawings that were made out once: a table with thousands of them changes one at a time."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, Stroke]] = {}

    def of(self, items: Items) -> Mapping[str, Sequence[Stroke]]:
        """Return every drawing by its surface, the first below."""
        found = of_kind(items, "stroke")
        self._known = {id_: self._made(id_, one) for id_, one in found}
        drawn: dict[str, list[Stroke]] = {}
        for id_, one in found:
            drawn.setdefault(str(one["surface"]), []).append(self._known[id_][1])
        return drawn

    def _made(self, id_: str, item: Mapping[str, Any]) -> tuple[int, Stroke]:
        known, seq = self._known.get(id_), int(item["seq"])
        return known if known is not None and known[0] == seq else (seq, stroke_of(id_, item))


def stroke_item(surface: str, stroke: Stroke) -> Mapping[str, Any]:
    """A drawing as it lies on the table."""
    return {
        "kind": "stroke",
        "surface": surface,
        "tool": stroke.tool.value,
        "colour": stroke.colour,
        "width": stroke.width,
        "points": [list(point) for point in stroke.points],
        "text": stroke.text,
        "symbol": stroke.symbol,
    }


def pointing_of(passing: Passing) -> Pointing:
    """Where somebody points, with what they are drawing."""
    drawing = passing.drawing
    stroke = None if drawing is None else stroke_of("", {**drawing, "name": passing.name})
    return Pointing(passing.person, passing.name, passing.point, stroke)


# Words


def messages_of(
    items: Items,
    sitters: Iterable[Sitter],
    me: str,
    zone: tzinfo,
    is_waiting: Callable[[str], bool],
) -> list[ChatMessage]:
    """What was said, in order."""
    seated = {one.person: one for one in sitters}
    names = {one.person: one.name for one in seated.values()}
    return [
        ChatMessage(
            id_,
            at_of(one, zone),
            str(one["name"]),
            party_name(seated[by].party) if (by := str(one["by"])) in seated else "",
            str(one["text"]),
            tuple(names[who] for who in one.get("mentions") or () if who in names),
            by == me,
            ChatState.SENDING if is_waiting(id_) else ChatState.SENT,
        )
        for id_, one in of_kind(items, "message")
    ]


def measure_of(id_: str, item: Mapping[str, Any], me: str, powers: Powers, zone: tzinfo) -> Measure:
    """One measure; who sits may change every one, but only the own ones are taken away."""
    due = str(item.get("due") or "")
    return Measure(
        id_,
        str(item["text"]),
        str(item.get("department") or ""),
        date.fromisoformat(due) if due else None,
        str(item.get("name", "")),
        at_of(item, zone),
        int(item["seq"]),
        powers.sits,
        powers.sits and (powers.is_chair or item.get("by") == me),
    )


def measure_item(draft: MeasureDraft) -> Mapping[str, Any]:
    """A measure as it lies on the table."""
    due = "" if draft.due is None else draft.due.isoformat()
    return {"kind": "measure", "text": draft.text, "department": draft.department, "due": due}


def measure_lines(items: Items) -> str:
    """The measures as a numbered text: what a decision begins with."""
    lines = []
    for number, (_, one) in enumerate(of_kind(items, "measure"), 1):
        more = [part for part in (one.get("department"), one.get("due")) if part]
        lines.append(f"{number}. {one['text']}" + (f"（{'，'.join(more)}）" if more else ""))
    return "\n".join(lines)


# People


def party_looks(
    parties: Sequence[Party],
    sitters: Sequence[Sitter],
    powers: Powers,
    me: str,
    speaking: Iterable[str] = (),
) -> list[PartyLook]:
    """Who was invited and who came, party by party."""
    talking = frozenset(speaking)
    looks = []
    for party in parties:
        people = tuple(
            PersonLook(
                one.person,
                one.name,
                _PRESENCES[one.presence],
                one.is_presenter,
                one.person in talking,
                one.is_muted,
                _commands(one, powers, me),
            )
            for one in sitters
            if one.party == party.id
        )
        word = None if party.id == ROOM else _WORDS.get(party.word, PartyWord.SILENT)
        looks.append(PartyLook(party.id, party_name(party.id), word, party.reason, people))
    return looks


def _commands(sitter: Sitter, powers: Powers, me: str) -> tuple[PersonCommand, ...]:
    found = []
    takes = powers.may_take_over and sitter.person == me
    if not sitter.is_presenter and (powers.is_chair or powers.presents or takes):
        found.append(PersonCommand.PRESENT)
    if powers.is_chair:
        found.append(PersonCommand.UNMUTE if sitter.is_muted else PersonCommand.MUTE)
    return tuple(found)


# Files


def files_of(items: Items, me: str, powers: Powers, zone: tzinfo) -> list[FileLook]:
    """Every file and snapshot on the table."""
    return [
        FileLook(
            id_,
            str(one["title"]),
            str(one["media_type"]).startswith("image/"),
            f"{at_of(one, zone):%H:%M} {one['name']}",
            None,
            powers.sits and (powers.is_chair or one["by"] == me),
        )
        for id_, one in of_kind(items, "file")
    ]
