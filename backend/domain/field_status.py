"""Field status of each person sent: from the order to being back at the post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from backend.domain.people import Person
from backend.domain.words import Role

MAX_REASON = 500
"""Longest reason, in characters."""


class FieldStatus(StrEnum):
    """Where a person sent is with the order."""

    SENT = "sent"
    ACCEPTED = "accepted"
    ON_THE_WAY = "on_the_way"
    THERE = "there"
    HANDLING = "handling"
    HELP_NEEDED = "help_needed"
    DONE = "done"
    BACK = "back"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def zh(self) -> str:
        """The word that people say."""
        return _ZH[self]

    @property
    def is_over(self) -> bool:
        """Whether the order is no task of the person any more."""
        return self in _OVER


class StatusFault(StrEnum):
    """Why a status can't be taken."""

    NOT_NEXT = "field_status.not_next"
    NOT_YOURS = "field_status.not_yours"
    NEEDS_REASON = "field_status.needs_reason"
    REASON_TOO_LONG = "field_status.reason_too_long"


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A status taken; `offers_next`: somebody else has to be picked."""

    status: FieldStatus
    offers_next: bool


_S = FieldStatus
_ZH: Mapping[FieldStatus, str] = MappingProxyType(
    {
        _S.SENT: "已派",
        _S.ACCEPTED: "接单",
        _S.ON_THE_WAY: "途中",
        _S.THERE: "到场",
        _S.HANDLING: "处置",
        _S.HELP_NEEDED: "求援",
        _S.DONE: "完成",
        _S.BACK: "返岗",
        _S.REFUSED: "拒绝",
        _S.WITHDRAWN: "撤回",
    }
)
_OVER = frozenset({_S.DONE, _S.BACK, _S.REFUSED, _S.WITHDRAWN})
_WAY = (_S.SENT, _S.ACCEPTED, _S.ON_THE_WAY, _S.THERE, _S.HANDLING)
_BEFORE_BEING_THERE = frozenset({_S.SENT, _S.ACCEPTED, _S.ON_THE_WAY})
_WITH_REASON = frozenset({_S.REFUSED, _S.WITHDRAWN})
_SENDERS = (Role.OPERATOR, Role.SHIFT_LEADER, Role.COMMANDER)


def sends(person: Person, town: str) -> bool:
    """Whether somebody of the room who sends people in a town."""
    return any(person.has(role, town) for role in _SENDERS)


def watches(person: Person, town: str) -> bool:
    """Whether somebody gets the pictures of a town's cameras: who sends, and its walls."""
    return person.shows == town if person.is_wall else sends(person, town)


def next_statuses(status: FieldStatus) -> frozenset[FieldStatus]:
    """Return what may follow.

    Steps of the way may be left out: in the field a person taps once, when there is time. Help
    is asked for from the way on and goes over into handling or being done.
    """
    if status is _S.DONE:
        return frozenset({_S.BACK})
    if status.is_over:
        return frozenset()
    ahead = set(_WAY[_WAY.index(status) + 1 :]) if status in _WAY else {_S.HANDLING}
    ahead |= {_S.DONE, _S.WITHDRAWN}
    if status not in {_S.SENT, _S.HELP_NEEDED}:
        ahead.add(_S.HELP_NEEDED)
    if status in _BEFORE_BEING_THERE:
        ahead.add(_S.REFUSED)
    return frozenset(ahead)


def change_status(
    actor: Person, sent: str, town: str, now_is: FieldStatus, to: FieldStatus, reason: str = ""
) -> StatusChange | StatusFault:
    """Take a status, or say why not.

    The person sent speaks for themselves; who sends may do it for them (over the radio) with a
    reason, and alone withdraws. `now_is` is the status that holds.
    """
    own = actor.id == sent and to is not FieldStatus.WITHDRAWN
    if not (own or sends(actor, town)):
        return StatusFault.NOT_YOURS
    if to not in next_statuses(now_is):
        return StatusFault.NOT_NEXT
    if len(reason) > MAX_REASON:
        return StatusFault.REASON_TOO_LONG
    if (to in _WITH_REASON or not own) and not reason.strip():
        return StatusFault.NEEDS_REASON
    return StatusChange(to, offers_next=to is FieldStatus.REFUSED)
