"""One key sends people and tells departments: which steps that takes, in which order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

Step = tuple[str, Mapping[str, Any]]
"""An action and what is given with it."""
MAJOR: Final = 3
_AFTER_ACCEPTING = frozenset({"dispatch", "propose_consultation", "assign"})
_STEPS = _AFTER_ACCEPTING | {"take"}


class Missing(StrEnum):
    """What keeps a plan from being carried out."""

    NOBODY = "nobody"
    """Neither people nor a department are chosen."""
    REASON = "reason"
    """Another department than the rule's takes a reason."""
    LEAD_COOPERATES = "lead_cooperates"


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes and who is told; ``routed`` is the department that the rules name.

    ``consulted``: platforms that settle it together. Then no department is told before the
    commander signs: a consultation is proposed instead. ``tells``: whether it is for this person
    to tell departments at all.
    """

    people: tuple[str, ...] = ()
    lead: str = ""
    cooperating: tuple[str, ...] = ()
    reason: str = ""
    routed: str = ""
    consulted: tuple[str, ...] = ()
    tells: bool = True

    def missing(self) -> Missing | None:
        """Return what is still missing, None for nothing."""
        if self.consulted or not self.tells:
            return None
        if not self.people and not self.lead:
            return Missing.NOBODY
        if self.lead and self.lead in self.cooperating:
            return Missing.LEAD_COOPERATES
        if self.lead and self.lead != self.routed and not self.reason.strip():
            return Missing.REASON
        return None


def offered(allowed: Collection[str], grade: int) -> frozenset[str]:
    """Return the steps that one key may promise to who is allowed these actions now.

    Who accepts an event may do the others after it, with one exception: at 重大 the shift leader
    or the commander tells departments (`docs/event-life.md`, assign).
    """
    steps = _STEPS & set(allowed)
    if "take" in steps:
        steps |= _AFTER_ACCEPTING - ({"assign"} if grade == MAJOR else set())
    return steps


def open_steps(
    steps: Sequence[Step], allowed: Collection[str], done: Sequence[str]
) -> tuple[Step, ...]:
    """Return the steps after those done; what was taken already is left out, but never the last."""
    begun = 1 + [name for name, _ in steps].index(done[-1]) if done else 0
    return tuple(one for one in steps[begun:] if one[0] in allowed or one is steps[-1])


def next_step(
    plan: Plan, allowed: Collection[str], sent: Collection[str], done: Collection[str]
) -> Step | None:
    """Return the next step for an event that allows these actions, None when nothing is left.

    ``sent`` are those who were sent already; ``done`` the steps that this plan took so far.
    """
    if "take" in allowed and "take" not in done:
        return "take", {}
    going = [person for person in plan.people if person not in sent]
    if going and "dispatch" in allowed and "dispatch" not in done:
        return "dispatch", {"people": going}
    if plan.consulted:
        wanted = "propose_consultation" in allowed and "propose_consultation" not in done
        return ("propose_consultation", {"platforms": list(plan.consulted)}) if wanted else None
    if plan.tells and plan.lead and "assign" in allowed and "assign" not in done:
        told = {"lead": plan.lead, "cooperating": list(plan.cooperating), "reason": plan.reason}
        return "assign", told
    return None


def left_out(plan: Plan, done: Collection[str], sent: Collection[str]) -> tuple[str, ...]:
    """Return the actions that the plan wanted and that weren't allowed.

    A consultation that isn't allowed was proposed before, by somebody or by itself.
    """
    wanted = []
    if any(person not in sent for person in plan.people) and "dispatch" not in done:
        wanted.append("dispatch")
    if plan.tells and plan.lead and not plan.consulted and "assign" not in done:
        wanted.append("assign")
    return tuple(wanted)


def steps_unseen(plan: Plan, *, is_taken: bool, sent: Collection[str]) -> tuple[Step, ...]:
    """Return every step as it will be without hearing answers between: for the outbox."""
    allowed = {"dispatch", "assign", "propose_consultation"} | (set() if is_taken else {"take"})
    steps: list[Step] = []
    while (step := next_step(plan, allowed, sent, {name for name, _ in steps})) is not None:
        steps.append(step)
    return tuple(steps)
