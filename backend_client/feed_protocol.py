"""The live feed's messages, whatever carries them: what a reader knows and what it has to do.

Pure: a WebSocket of whatever kind hands texts in, and asks what to say and whether all is well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic.dataclasses import dataclass as record

from backend_client.errors import BadAnswerError
from backend_client.records import Entry, Who, read_record

HEARTBEAT_S = 5.0
DEAD_AFTER_S = 2 * HEARTBEAT_S + 1
"""Two heartbeats missed: the connection is dead, however connected it looks."""
ALIVE = json.dumps({"type": "alive"})
"""What the client says every HEARTBEAT_S."""
MAX_MESSAGE = 16 * 1024 * 1024


class Told(StrEnum):
    """What a message was."""

    ENTRIES = "entries"
    HEARTBEAT = "heartbeat"
    GAP = "gap"
    PROBLEM = "problem"
    PASSING = "passing"


@record(frozen=True, slots=True)
class Passing:
    """Where somebody points at an event's table, and what they are drawing; nobody keeps it.

    With neither it is a sign of life. `drawing` has `tool`, `colour`, `width` and `points`.
    """

    event: str
    who: Who
    surface: str
    point: tuple[float, float] | None = None
    drawing: Mapping[str, Any] | None = None

    @property
    def person(self) -> str:
        """Whose it is."""
        return self.who.id

    @property
    def name(self) -> str:
        """How they are called."""
        return self.who.name


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `code` only of a problem, `passing` of what is only passed on."""

    kind: Told
    entries: tuple[Entry, ...] = ()
    code: str = ""
    passing: Passing | None = None


@dataclass(slots=True)
class FeedState:
    """How far a reader is: `seq` is where to go on after a break.

    `told_at` is the backend's own time at its last heartbeat.
    """

    seq: int = 0
    heard_at: float = field(default=0.0)
    told_at: datetime | None = None

    def take(self, text: str, now_s: float) -> Message:
        """Take in a message, without entries that were there already; raises BadAnswerError."""
        try:
            data = json.loads(text)
            kind = Told(data["type"])
            seq = int(data.get("seq", self.seq))
            entries = tuple(read_record(Entry, one) for one in data.get("entries", ()))
            code = str(data.get("code", ""))
            told_at = _instant(data.get("at"))
            passing = read_record(Passing, data) if kind is Told.PASSING else None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise BadAnswerError("not a message of the feed") from error
        self.heard_at = now_s
        self.told_at = told_at or self.told_at
        new = tuple(one for one in entries if one.seq > self.seq)
        if kind is Told.GAP:
            self.seq = seq
        elif kind not in {Told.PROBLEM, Told.PASSING}:
            self.seq = max(self.seq, seq)
        return Message(kind, new, code, passing)

    def is_dead(self, now_s: float) -> bool:
        """Whether nothing was heard for too long."""
        return now_s - self.heard_at > DEAD_AFTER_S


def _instant(text: str | None) -> datetime | None:
    """Return an aware time; raises ValueError for one without its zone."""
    if text is None:
        return None
    at = datetime.fromisoformat(text)
    if at.utcoffset() is None:
        raise ValueError("a time without its zone")
    return at
