"""What the backend told of rooms: who is muted, and which are over; kept over a restart."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

KEPT_S = 7 * 24 * 3600.0
"""No token lives that long."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told last of a room; `seq`: how far the journal had been read for it."""

    seq: int = -1
    muted: frozenset[str] = frozenset()
    is_over: bool = False
    at: float = 0.0


class RoomBook:
    """A file of what was told; older news than the newest of a room are left out."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        self._file = file
        self._clock = clock
        self._told = self._read()

    def of(self, room: str) -> Told:
        """Return what is known of a room."""
        return self._told.get(room, Told())

    def tell(self, room: str, told: Told) -> bool:
        """Take what was told; False where nothing changes by it."""
        known = self.of(room)
        if told.seq < known.seq or known.is_over:
            return False
        now = self._clock()
        kept = {name: one for name, one in self._told.items() if one.at > now - KEPT_S}
        self._told = {**kept, room: replace(told, at=now)}
        is_news = (told.muted, told.is_over) != (known.muted, known.is_over)
        if is_news:
            self._write()
        return is_news

    def _read(self) -> dict[str, Told]:
        try:
            read = json.loads(self._file.read_text(encoding="utf-8"))
            return {
                room: Told(one["seq"], frozenset(one["muted"]), one["is_over"], one["at"])
                for room, one in read.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}  # the backend tells it again whenever somebody comes

    def _write(self) -> None:
        rooms = {
            room: {**asdict(one), "muted": sorted(one.muted)} for room, one in self._told.items()
        }
        part = self._file.with_suffix(".part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as written:
            json.dump(rooms, written)
        part.replace(self._file)
