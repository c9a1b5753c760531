"""What the minutes of a consultation say, before they are laid out. Words are Chinese.

Times are aware, in the town's time zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Form(StrEnum):
    """As what the minutes are given out."""

    DOCX = "docx"
    PDF = "pdf"

    @property
    def media_type(self) -> str:
        """What HTTP calls it."""
        if self is Form.PDF:
            return "application/pdf"
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class About:
    """The event that was consulted on."""

    number: str
    title: str
    grade: str
    kind: str
    address: str
    text: str
    reported_at: datetime
    is_drill: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """A platform or department: its word with the reason, and who sat for it."""

    name: str
    word: str
    reason: str = ""
    is_present: bool = False
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the course."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One of the list of measures; `due` is an ISO date, or empty."""

    text: str
    department: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG with what was drawn on it; no data: it can't be shown any more."""

    caption: str
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that lay on the table, as its file is: what kind, and its SHA-256."""

    name: str
    kind: str
    by: str
    at: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Under the canonical text of the decision: base64, and the text's SHA-256 in hexadecimal."""

    name: str
    at: datetime
    signature: str
    key_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided; `people` by name."""

    lead: str
    cooperating: tuple[str, ...]
    limit: str
    measures: str
    people: tuple[str, ...]
    signed: Signature


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a later version adds, and why."""

    version: int
    at: datetime
    who: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class MinutesContent:
    """One version of the minutes, whole.

    `room`: who sat for the command room. `left_out`: how many lines of the course, and how many
    pictures and documents, are too many.
    """

    town: str
    version: int
    event: About
    reason: str
    chair: str
    opened_at: datetime
    parties: tuple[Party, ...]
    room: tuple[str, ...]
    course: tuple[Step, ...]
    measures: tuple[Measure, ...]
    decision: Decision
    amendments: tuple[Amendment, ...] = ()
    left_out: int = 0
    map: Picture | None = None
    pictures: tuple[Picture, ...] = ()
    pictures_left_out: int = 0
    documents: tuple[Document, ...] = ()
    documents_left_out: int = 0

    @property
    def dated(self) -> datetime:
        """When this version came to be."""
        return self.amendments[-1].at if self.amendments else self.decision.signed.at
