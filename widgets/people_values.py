"""Parties and people of a table, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt

ROW: Final = Qt.ItemDataRole.UserRole
"""Role of a row's ``PartyLook`` or ``PersonLook``."""


class PartyWord(StrEnum):
    """What a party says to what is proposed."""

    AGREED = "agreed"
    OBJECTED = "objected"
    SILENT = "silent"


class Presence(StrEnum):
    """Whether somebody is there."""

    PRESENT = "present"
    AWAY = "away"
    LEFT = "left"


class PersonCommand(StrEnum):
    """What can be done with somebody."""

    PRESENT = "present"
    """They say what is looked at."""
    MUTE = "mute"
    UNMUTE = "unmute"


@dataclass(frozen=True, slots=True)
class PersonLook:
    """Somebody at the table; ``commands`` may be chosen for them here."""

    id: str
    name: str
    presence: Presence
    is_presenter: bool = False
    is_speaking: bool = False
    is_muted: bool = False
    commands: tuple[PersonCommand, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyLook:
    """A party and its people; ``word`` is None where none is asked for."""

    id: str
    name: str
    word: PartyWord | None = None
    reason: str = ""
    people: tuple[PersonLook, ...] = ()


RowLook = PartyLook | PersonLook
