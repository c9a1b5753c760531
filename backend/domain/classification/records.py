"""What goes into a classification besides the text, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from backend.domain.classification.text import Words
from backend.domain.words import Grade, Platform


class Sensitive(StrEnum):
    """Places that matter: what happens near them is raised."""

    SCHOOL = "school"
    HOSPITAL = "hospital"
    PETROL_STATION = "petrol_station"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a report besides its text.

    `local_time` of the town; distances in metres to the nearest place of a kind;
    `same_place_7_days` counts the reports of the same matter there, this one included.
    """

    local_time: time | None = None
    distances_m: Mapping[Sensitive, float] = field(default_factory=dict)
    same_place_7_days: int = 1
    has_owner: bool = True
    times_returned: int = 0


class Effect(StrEnum):
    """What a trigger does to the grade."""

    LIFE_NOW = "life_now"
    """To 紧急 at once."""
    ROW = "row"
    """To the grade that the row's own sentence names."""
    STEP = "step"
    """Up by one step."""
    NONE = "none"
    """Nothing more: another trigger has counted it, or two steps are reached."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Something that raises: its code, the very words (None: from the context), the effect."""

    code: str
    effect: Effect
    words: Words | None = None
    facts: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grading:
    """A grade with everything that made it; `becomes`: the row says it turns into that kind."""

    grade: Grade
    default: Grade
    triggers: tuple[Trigger, ...]
    report_up: bool
    becomes: str | None


class ConsultReason(StrEnum):
    """Why a consultation of platforms is proposed."""

    RULE = "rule"
    NO_OWNER = "no_owner"
    RETURNED_TWICE = "returned_twice"


@dataclass(frozen=True, slots=True)
class Routing:
    """Who leads and helps; `rule_id` None: as the dictionary's row says."""

    lead_platform: Platform
    lead_dept: str
    coop: tuple[str, ...]
    rule_id: str | None
    rule_version: str
    rule_words: Words | None
    consult_reasons: tuple[ConsultReason, ...]
    consult_platforms: tuple[Platform, ...]
    measure: str | None
    paper: str | None

    @property
    def consultation_proposed(self) -> bool:
        """Whether platforms should settle it together."""
        return bool(self.consult_reasons)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subcategory that the report may be of; scores of all add up to 1."""

    code: str
    score: float


class Doubt(StrEnum):
    """Why a report is left to a person."""

    TOO_LITTLE = "too_little"
    """Hardly anything that speaks of any kind."""
    TOO_CLOSE = "too_close"
    """No kind is clearly ahead."""
    NO_MATTER = "no_matter"
    """Reads like a greeting, a test or something outside the dictionary."""


@dataclass(frozen=True, slots=True)
class Classification:
    """A report's kind, grade and way; `doubt` set means 1004 and a person.

    `best` are the three likeliest kinds, also when a person has to choose; `evidence` are the
    words that spoke most for the first of them.
    """

    category: str
    subcategory: str
    best: tuple[Candidate, ...]
    confidence: float
    doubt: Doubt | None
    is_drill: bool
    evidence: tuple[Words, ...]
    denied: tuple[Words, ...]
    grading: Grading
    routing: Routing
    taxonomy_version: str

    @property
    def grade(self) -> Grade:
        """The grade that the event starts with."""
        return self.grading.grade
