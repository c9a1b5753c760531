"""What lies on a consultation's table, as its widgets show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from backend_client.feed_protocol import Passing
from console.pages.event_words import platform_words
from console.state.consult_seats import ROOM, Lies, Party, Powers, Sitter
from console.state.consult_seats import Presence as Seated
from console.state.documents import is_document, suffix_of
from widgets.chat_list import ChatMessage, ChatState
from widgets.document_view import DocumentLook
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


def paused_word() -> str:
    """What stands on a live picture that stands still for everybody."""
    return translate("ConsultWords", "Paused")


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
        self._lies: Lies = ()
        self._known: dict[str, tuple[Mapping[str, Any], Stroke]] = {}
        self._drawn: dict[str, list[Stroke]] = {}

    def of(self, lies: Lies) -> Mapping[str, Sequence[Stroke]]:
        """Return every drawing by its surface, the first below, until something else is drawn."""
        before, self._lies = self._lies, lies
        if lies is before:
            return self._drawn
        new = lies[len(before) :]
        if any(was is not now for (_, was), (_, now) in zip(before, lies, strict=False)) or (
            len(lies) < len(before)
        ):
            kept = {id_ for id_, _ in lies}
            self._known = {id_: one for id_, one in self._known.items() if id_ in kept}
            self._drawn, new = {}, lies
        for id_, one in new:
            self._drawn.setdefault(str(one["surface"]), []).append(self._made(id_, one))
        return self._drawn

    def _made(self, id_: str, item: Mapping[str, Any]) -> Stroke:
        known = self._known.get(id_)
        if known is None or known[0] is not item:
            known = self._known[id_] = item, stroke_of(id_, item)
        return known[1]


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


class KnownMessages:
    """What was said, in town time; each message is made out once."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._told: object = None
        self._known: dict[str, tuple[Mapping[str, Any], ChatMessage]] = {}

    def of(self, lies: Lies, sitters: Iterable[Sitter], me: str) -> list[ChatMessage]:
        """Return it in order."""
        seated = {one.person: (one.name, party_name(one.party)) for one in sitters}
        if self._told != (seated, me):
            self._told, self._known = (seated, me), {}
        before, self._known = self._known, {}
        for id_, one in lies:
            known = before.get(id_)
            if known is None or known[0] is not one:
                known = one, self._made(id_, one, seated, me)
            self._known[id_] = known
        return [message for _, message in self._known.values()]

    def _made(
        self, id_: str, item: Mapping[str, Any], seated: Mapping[str, tuple[str, str]], me: str
    ) -> ChatMessage:
        by = str(item["by"])
        return ChatMessage(
            id_,
            at_of(item, self._zone),
            str(item["name"]),
            seated[by][1] if by in seated else "",
            str(item["text"]),
            tuple(seated[who][0] for who in item.get("mentions") or () if who in seated),
            by == me,
            ChatState.SENT if "seq" in item else ChatState.SENDING,
        )


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


def measure_lines(lies: Lies) -> str:
    """The measures as a numbered text: what a decision begins with."""
    lines = []
    for number, (_, one) in enumerate(lies, 1):
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


def documents_of(lies: Lies) -> Mapping[str, DocumentLook]:
    """Every document on the table, by its id."""
    return {
        id_: DocumentLook(str(one["title"]), f"{_kind(one)}  {_size(one)}", int(one["pages"]))
        for id_, one in lies
        if is_document(str(one["media_type"]))
    }


def _kind(item: Mapping[str, Any]) -> str:
    """As people call it: by how its name ends."""
    return suffix_of(str(item["media_type"])).removeprefix(".").upper()


def _size(item: Mapping[str, Any]) -> str:
    form = QLocale.DataSizeFormat.DataSizeTraditionalFormat
    return QLocale().formattedDataSize(int(item["size"]), 1, form)


def files_of(lies: Lies, me: str, powers: Powers, zone: tzinfo) -> list[FileLook]:
    """Every file and snapshot on the table."""
    return [_file_look(id_, one, me, powers, zone) for id_, one in lies]


def _file_look(
    id_: str, item: Mapping[str, Any], me: str, powers: Powers, zone: tzinfo
) -> FileLook:
    media_type = str(item["media_type"])
    is_paper = is_document(media_type)
    by = f"{at_of(item, zone):%H:%M} {item['name']}"
    return FileLook(
        id_,
        str(item["title"]),
        media_type.startswith("image/"),
        f"{_size(item)}  {by}" if is_paper else by,
        None,
        powers.sits and (powers.is_chair or item["by"] == me),
        _kind(item) if is_paper else "",
    )
