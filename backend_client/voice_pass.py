"""What one joins a consultation's voice with: light, since the voice process needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VoicePass:
    """Where the voice server is, the room, and the token for this person; the token is a secret.

    It holds for twelve hours, through any number of lost connections.
    """

    url: str
    room: str
    token: str
    id: str
    name: str
