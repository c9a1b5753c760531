"""Who sits at the table of a consultation, what their parties said, and what each may do there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from console.state.inbox_filter import PLATFORMS
from console.state.roles import ROOM_ROLES

ROOM: Final = "room"
"""The party of the command room's own people."""
SILENT_S: Final = 25.0
"""Who isn't heard for so long is away, whatever they said last."""

Item = Mapping[str, Any]
Items = Mapping[str, Item]
"""What lies on a table, by id, as the backend's journal tells it."""
Lies = Sequence[tuple[str, Item]]
"""What is of one kind there, with its ids, in the order of making."""


class Presence(StrEnum):
    """Whether somebody is there."""

    PRESENT = "present"
    AWAY = "away"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Party:
    """A platform (its code), a department (its name), or the room; no ``word`` until it spoke."""

    id: str
    word: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who sits or sat at the table."""

    person: str
    name: str
    party: str
    presence: Presence
    is_presenter: bool = False
    is_muted: bool = False


@dataclass(frozen=True, slots=True)
class Powers:
    """What somebody may do at the table now. The backend decides; this is what is offered."""

    sits: bool = False
    is_chair: bool = False
    presents: bool = False
    may_take_over: bool = False
    """Take the presentation for themselves."""
    speaks_for: tuple[str, ...] = ()
    """Parties of theirs that have said nothing yet."""


def parties_of(
    consultation: Mapping[str, Any] | None, reasons: Mapping[str, str] | None = None
) -> tuple[Party, ...]:
    """Return the room and every party that was invited, platforms first.

    ``reasons``: why a party objected, by party.
    """
    told = consultation or {}
    words = {str(party): str(word) for party, word in told.get("stances") or ()}
    called = set(told.get("platforms") or ())
    departments = sorted(str(one) for one in told.get("departments") or ())
    invited = [one for one in PLATFORMS if one in called] + departments
    why = reasons or {}
    return (Party(ROOM), *(Party(one, words.get(one, ""), why.get(one, "")) for one in invited))


def sitters_of(
    seats: Lies, items: Items, heard: Mapping[str, float], now: float
) -> tuple[Sitter, ...]:
    """Return everybody who has a seat, in the order of sitting down.

    ``heard``: when a sign of each was heard last, seconds of the clock that ``now`` is of.
    """
    presenter = str(items.get("presenter", {}).get("person", ""))
    return tuple(
        Sitter(
            person=(person := str(one["by"])),
            name=str(one["name"]),
            party=str(one["party"]),
            presence=_presence(one, heard.get(person), now),
            is_presenter=person == presenter,
            is_muted=f"mute:{person}" in items,
        )
        for _, one in seats
    )


def _presence(seat: Item, heard_at: float | None, now: float) -> Presence:
    if not seat["is_present"]:
        return Presence.LEFT
    silent = heard_at is None or now - heard_at > SILENT_S
    return Presence.AWAY if silent else Presence.PRESENT


def powers_of(
    items: Items,
    consultation: Mapping[str, Any] | None,
    person: str,
    grants: Iterable[Mapping[str, Any]],
    involved: Sequence[str] = (),
) -> Powers:
    """Return what a person may do.

    ``grants``: of the event's town, each with ``role``, ``department`` and ``platform``.
    ``involved``: departments that lead or co-operate: they sit without an invitation.
    """
    told = consultation or {}
    if not told.get("is_open"):
        return Powers()
    held = list(grants)
    roles = {str(one["role"]) for one in held}
    invited = {*(told.get("platforms") or ()), *(told.get("departments") or ())}
    own = [
        *(one["platform"] for one in held if one["role"] == "platform_lead"),
        *(one["department"] for one in held if one["role"] == "department"),
    ]
    said = {party for party, _ in told.get("stances") or ()}
    is_chair, is_room = "commander" in roles, bool(roles & ROOM_ROLES)
    presenter = items.get("presenter", {}).get("person")
    presents = presenter == person or (presenter is None and is_chair)
    return Powers(
        sits=is_room or any(one in invited or one in involved for one in own),
        is_chair=is_chair,
        presents=presents,
        may_take_over=is_room and not presents,
        speaks_for=tuple(one for one in own if one in invited and one not in said),
    )
