"""What the rules know of an event: one immutable value that each step replaces by the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from backend.domain.limits import Limit
from backend.domain.words import Grade, Platform, State, Supervision

OPEN_STATES = frozenset(State) - {
    State.MERGED,
    State.REJECTED,
    State.CLOSED,
    State.APPRAISAL,
    State.ARCHIVED,
}
"""An event in one of these still waits for somebody."""


class Source(StrEnum):
    """How a report came in."""

    FIELD = "field"
    PANE = "pane"
    ADAPTER = "adapter"
    CITIZEN = "citizen"


class PhotoKind(StrEnum):
    """What a photo of the handling shows."""

    NEAR = "near"
    FAR = "far"
    BEFORE = "before"
    AFTER = "after"


class Stance(StrEnum):
    """What a party of a consultation said to it."""

    AGREED = "agreed"
    OBJECTED = "objected"
    ABSENT = "absent"


class ConsultationReason(StrEnum):
    """Why a consultation is proposed."""

    OPERATOR = "operator"
    SUBCATEGORY = "subcategory"
    SECRET_DISCHARGE = "secret_discharge"  # noqa: S105 - 偷排, no password
    NO_OWNER = "no_owner"
    RETURNED_TWICE = "returned_twice"


@dataclass(frozen=True, slots=True)
class Subcategory:
    """What the life needs of the dictionary's row."""

    code: str
    allows_self_handling: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """Where the routing rule would send the event."""

    rule: str
    version: int
    lead: str


@dataclass(frozen=True, slots=True)
class Routing:
    """How the lead was found: the rule that was asked, and why it was overridden."""

    rule: str
    version: int
    override_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation proposed, and open once the commander opened it.

    A party is a platform's code or a department's name.
    """

    reason: ConsultationReason
    platforms: frozenset[Platform]
    is_open: bool = False
    stances: tuple[tuple[str, Stance], ...] = ()
    departments: frozenset[str] = frozenset()

    @property
    def parties(self) -> frozenset[str]:
        """Everybody who is invited."""
        return frozenset(map(str, self.platforms)) | self.departments

    def missing(self) -> frozenset[str]:
        """The parties that haven't said anything yet."""
        return self.parties - {party for party, _ in self.stances}


@dataclass(frozen=True, slots=True)
class Decision:
    """What the commander signed; `people` are sent with it."""

    signed_by: str
    lead: str
    cooperating: frozenset[str]
    limit: Limit
    measures: str
    stances: tuple[tuple[str, Stance], ...]
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ExtensionRequest:
    """An extension (延期) that a department asked for."""

    asked_by: str
    reason: str
    until: datetime


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event; all times aware. What clocks say (`sign_due_at`, `close_share_left`) is handed in.

    `sent`: people with an order they haven't refused. `handlers` and `handling_departments`:
    who had a hand in the handling, for good. `closed_at` of a merged event: its parent's closing.
    """

    id: str
    town: str
    state: State
    grade: Grade
    subcategory: Subcategory
    source: Source
    reporters: frozenset[str]
    reported_at: datetime
    village: str | None = None
    grid: str | None = None
    pane_operator: str | None = None
    is_real_name: bool = False
    is_drill: bool = False
    is_secret_discharge: bool = False
    route: Route | None = None
    owner: str | None = None
    # to whom
    lead: str | None = None
    cooperating: frozenset[str] = frozenset()
    routing: Routing | None = None
    first_assigned_at: datetime | None = None
    copied_to: frozenset[str] = frozenset()
    sent: frozenset[str] = frozenset()
    returned: int = 0
    proposed_owner: str | None = None
    # consultation
    consultation: Consultation | None = None
    consultation_declined: bool = False
    decision: Decision | None = None
    # handling
    is_self_handled: bool = False
    handlers: frozenset[str] = frozenset()
    handling_departments: frozenset[str] = frozenset()
    photos: frozenset[PhotoKind] = frozenset()
    has_arrived: bool = False
    has_feedback: bool = False
    sign_due_at: datetime | None = None
    close_share_left: Fraction | None = None
    extension: ExtensionRequest | None = None
    extensions: int = 0
    suspended_until: datetime | None = None
    rework: int = 0
    escalation_drafted: bool = False
    # the end
    parent: str | None = None
    children: frozenset[str] = frozenset()
    closed_at: datetime | None = None
    is_forced: bool = False
    reopened: int = 0
    appraisal_at: datetime | None = None
    ratings: tuple[tuple[str, int], ...] = ()
    is_call_back_chosen: bool = False
    is_called_back: bool = False
    is_appealed: bool = False
    appeals_upheld: int = 0
    are_attachments_hashed: bool = True
    # overlays
    supervision: Supervision = Supervision.NONE
    supervision_proposed: Supervision = Supervision.NONE
    is_urgent_marked: bool = False
    leader_notes: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.state in OPEN_STATES

    @property
    def involved_departments(self) -> frozenset[str]:
        """Departments that may not verify: they lead, co-operate or handled before."""
        lead = frozenset() if self.lead is None else frozenset({self.lead})
        return self.handling_departments | self.cooperating | lead

    @property
    def needs_call_back(self) -> bool:
        """Whether the reporter is still to be called: real names all, of others the chosen."""
        return (self.is_real_name or self.is_call_back_chosen) and not self.is_called_back
