"""What the console and its voice process say to each other: one JSON object a line.

To it: ``join``, ``talk``, ``leave``, ``devices``, ``use``. From it: ``beat``, ``joined``,
``people`` (whenever somebody comes, goes, speaks or is muted), ``level`` (of the own microphone,
while one talks), ``sound`` (see ``Working``), ``devices``, ``failed`` and ``left``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from backend_client.voice_pass import VoicePass
from console.state.sound_choice import SoundChoice


class Failure(StrEnum):
    """What doesn't work.

    With ``away`` and ``media`` the process tries again by itself, and after ``microphone`` one
    still listens; after the others it is over until the console joins anew.
    """

    AWAY = "away"
    MEDIA = "media"
    MICROPHONE = "microphone"
    REFUSED = "refused"
    FULL = "full"


class Left(StrEnum):
    """Why one isn't there any more."""

    ASKED = "asked"
    OVER = "over"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class VoicePerson:
    """Somebody in the room; `is_heard`: there is sound in what they say."""

    id: str
    name: str
    is_talking: bool
    is_heard: bool
    is_muted: bool


@dataclass(frozen=True, slots=True)
class Devices:
    """Names of what there is."""

    microphones: tuple[str, ...] = ()
    loudspeakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Working:
    """Whether a microphone and a loudspeaker work.

    `gone`: names of those that were chosen and aren't there; what the machine prefers is used.
    """

    microphone: bool
    loudspeaker: bool
    gone: tuple[str, ...] = ()


def join_message(given: VoicePass) -> dict[str, Any]:
    """Join a room and stay, through lost connections, until ``leave``."""
    return {"do": "join", **asdict(given)}


def talk_message(is_talking: bool) -> dict[str, Any]:
    """Speak, or stop; after a lost connection one has stopped."""
    return {"do": "talk", "on": is_talking}


def leave_message() -> dict[str, Any]:
    """Leave the room."""
    return {"do": "leave"}


def devices_message() -> dict[str, Any]:
    """Look anew at what there is; ``devices`` answers."""
    return {"do": "devices"}


def use_message(chosen: SoundChoice) -> dict[str, Any]:
    """Use these devices from now on."""
    return {"do": "use", **asdict(chosen)}
