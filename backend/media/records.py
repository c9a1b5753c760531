"""What a checked file turned out to be, or why it wasn't taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class MediaFault(StrEnum):
    """Why a file isn't taken."""

    UNKNOWN_KIND = "media.unknown_kind"
    """Neither JPEG, PNG, WebP nor MP4, MOV, WebM nor PDF, DOCX, XLSX, text."""
    BROKEN = "media.broken"
    """It isn't what it begins as, or something else as well."""
    TOO_LARGE = "media.too_large"
    """More bytes, pixels, pages or parts."""
    ENCRYPTED = "media.encrypted"
    ACTIVE = "media.active"
    """A document with macros, scripts, programs or other files in it."""


class MediaError(Exception):
    """The file isn't taken."""

    def __init__(self, fault: MediaFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def check_size(file: Path, most: int) -> None:
    """Raise MediaError for a file of more bytes."""
    if file.stat().st_size > most:
        raise MediaError(MediaFault.TOO_LARGE)


@dataclass(frozen=True, slots=True)
class Told:
    """What a file said of itself: WGS-84 degrees, and when it was taken, if it said so."""

    lon: float | None = None
    lat: float | None = None
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A checked file: what it is, in pixels and seconds, and what it said of itself.

    Width and height are those of a PDF's first page as it is painted; 0 where there is no picture,
    as `pages` is 0 of what isn't a PDF.
    """

    media_type: str
    width: int
    height: int
    duration_s: float | None = None
    told: Told = Told()
    pages: int = 0
