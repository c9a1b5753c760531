"""The text of a decision: everything that was decided, written in the one way that is signed.

Whoever has the text, the signature and the public key can check it without this program.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from backend.domain.canonical import canonical, written_at
from backend.domain.event_facts import Decision, Stance

FORM = 1
"""Of the text: a reader that knows another one says so."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person as the text names them."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PartyWord:
    """What a party said, who said it and when; of one that was absent nobody said anything."""

    party: str
    stance: Stance
    words: str = ""
    by: Named | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who sat at the table; `is_present`: until the decision."""

    id: str
    name: str
    party: str
    is_present: bool


@dataclass(frozen=True, slots=True)
class ListedMeasure:
    """One of the table's list of measures; `due` is an ISO date, or empty."""

    text: str
    department: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What the text says. `chair` opened the consultation, `signed_by` signs.

    `seq`, `hash`: the entry of the journal up to which the table was read.
    """

    event: str
    number: str
    town: str
    title: str
    opened_at: datetime
    chair: Named
    signed_at: datetime
    signed_by: Named
    parties: tuple[PartyWord, ...]
    attendees: tuple[Attendee, ...]
    decision: Decision
    measure_list: tuple[ListedMeasure, ...]
    people: tuple[Named, ...]
    seq: int
    hash: str


def decision_text(decided: Decided) -> str:
    """Return the canonical text; its UTF-8 bytes are what is signed."""
    decision = decided.decision
    return canonical(
        {
            "form": FORM,
            "event": decided.event,
            "number": decided.number,
            "town": decided.town,
            "title": decided.title,
            "opened_at": written_at(decided.opened_at),
            "chair": asdict(decided.chair),
            "signed_at": written_at(decided.signed_at),
            "signed_by": asdict(decided.signed_by),
            "parties": [_party(one) for one in sorted(decided.parties, key=_by_party)],
            "present": _attendees(decided.attendees, is_present=True),
            "left": _attendees(decided.attendees, is_present=False),
            "lead": decision.lead,
            "cooperating": sorted(decision.cooperating),
            "limit": str(decision.limit),
            "measures": decision.measures,
            "measure_list": [asdict(one) for one in decided.measure_list],
            "people": [asdict(one) for one in sorted(decided.people, key=_by_id)],
            "journal": {"seq": decided.seq, "hash": decided.hash},
        }
    )


def _party(one: PartyWord) -> dict[str, object]:
    return {
        "party": one.party,
        "stance": one.stance.value,
        "words": one.words,
        "by": None if one.by is None else asdict(one.by),
        "at": None if one.at is None else written_at(one.at),
    }


def _attendees(all_: Iterable[Attendee], *, is_present: bool) -> list[dict[str, str]]:
    return [
        {"id": one.id, "name": one.name, "party": one.party}
        for one in sorted(all_, key=_by_id)
        if one.is_present is is_present
    ]


def _by_party(one: PartyWord) -> str:
    return one.party


def _by_id(one: Named | Attendee) -> str:
    return one.id
