"""Who steers a PTZ camera: one person at a time, for as long as they say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.domain.people import Person
from backend.domain.words import Role

LEASE_S = 30
"""A camera stays with who steers it for so long without a word from them, in seconds."""
TOUR_RANK = 0
"""A tour of presets gives way to every hand."""
_RANKS = ((Role.COMMANDER, 3), (Role.SHIFT_LEADER, 2), (Role.OPERATOR, 1))


@dataclass(frozen=True, slots=True)
class Lease:
    """Who steers a camera, from which seat; over at `expires_at`."""

    camera: str
    person: str
    name: str
    rank: int
    seat: str
    taken_at: datetime
    expires_at: datetime

    def is_current(self, now: datetime) -> bool:
        """Whether it still holds."""
        return now < self.expires_at

    def keeps_out(self, person: str, now: datetime) -> bool:
        """Whether somebody can't steer because of it."""
        return self.is_current(now) and self.person != person


class Decision(StrEnum):
    """What becomes of asking for a camera."""

    TAKEN = "taken"
    RENEWED = "renewed"
    TAKEN_OVER = "taken_over"
    REFUSED = "refused"


def rank_of(person: Person, town: str) -> int | None:
    """Return a person's rank among those who steer a town's cameras, None for who may not."""
    return next((rank for role, rank in _RANKS if person.has(role, town)), None)


def may_take_over(lease: Lease, rank: int) -> bool:
    """Whether the rank is enough to take a camera from its holder: equals ask each other."""
    return rank > lease.rank


def decide(
    lease: Lease | None, person: str, rank: int, now: datetime, *, take_over: bool
) -> Decision:
    """Return what becomes of a person's asking, `lease` being the last one that is known."""
    if lease is None or not lease.is_current(now):
        return Decision.TAKEN
    if lease.person == person:
        return Decision.RENEWED
    if take_over and may_take_over(lease, rank):
        return Decision.TAKEN_OVER
    return Decision.REFUSED
