"""What a checked file turned out to be, or why it wasn't taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MediaFault(StrEnum):
    """Why a file isn't taken."""

    UNKNOWN_KIND = "media.unknown_kind"
    """Neither JPEG, PNG, WebP nor MP4, MOV, WebM."""
    BROKEN = "media.broken"
    TOO_LARGE = "media.too_large"
    """More bytes, or more pixels."""


class MediaError(Exception):
    """The file isn't taken."""

    def __init__(self, fault: MediaFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Told:
    """What a file said of itself: WGS-84 degrees, and when it was taken, if it said so."""

    lon: float | None = None
    lat: float | None = None
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A cleaned file: what it is, in pixels and seconds, and what it said of itself."""

    media_type: str
    width: int
    height: int
    duration_s: float | None
    told: Told
