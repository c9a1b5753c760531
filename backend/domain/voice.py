"""Who may speak in which room: seals that the voice server checks without asking anybody.

Backend and voice server share one secret. What follows from it (a consultation's room, a person's
token, an order's seal) is worked out anew wherever it is needed and kept nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

TOKEN_LIVES = timedelta(hours=12)
"""A consultation that lasts longer gives its people new ones."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person in a room, as the token names them."""

    room: str
    person: str
    name: str


def room_of(secret: str, event: str, opened: int) -> str:
    """Return the room of an event's consultation; `opened`: the journal's entry that opened it."""
    return _seal(secret, "room", (event, opened))[:32]


def token_of(secret: str, speaker: Speaker, now: datetime) -> str:
    """Return what lets a person into a room, under this id and name only."""
    until = int((now + TOKEN_LIVES).timestamp())
    return f"{until}-{_seal_of(secret, speaker, until)}"


def is_token(secret: str, token: str, speaker: Speaker, now: datetime) -> bool:
    """Whether a token was made for this person and room, and still holds."""
    told, _, seal = token.partition("-")
    if not (told.isascii() and told.isdigit() and len(told) <= 12 and seal.isascii()):
        return False
    until = int(told)
    is_ours = hmac.compare_digest(seal, _seal_of(secret, speaker, until))
    return is_ours and now.timestamp() < until


def order_seal(secret: str, text: str) -> str:
    """Return the seal of an order to the voice server."""
    return _seal(secret, "order", (text,))


def is_order(secret: str, text: str, seal: str) -> bool:
    """Whether an order is the backend's."""
    return seal.isascii() and hmac.compare_digest(seal, order_seal(secret, text))


def _seal_of(secret: str, speaker: Speaker, until: int) -> str:
    return _seal(secret, "token", (speaker.room, speaker.person, speaker.name, until))


def _seal(secret: str, use: str, parts: Iterable[str | int]) -> str:
    text = json.dumps([use, *parts], separators=(",", ":"))
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
