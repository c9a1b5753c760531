"""Which platforms settle an event together (会商), and who of them has said nothing yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from console.state.inbox_filter import PLATFORMS

URGENT: Final = 4


def consulted_platforms(
    facts: Mapping[str, Any], proposal: Mapping[str, Any] | None
) -> tuple[str, ...]:
    """Return the platforms to call: those called before, those of the rules, or none."""
    called = (facts.get("consultation") or {}).get("platforms")
    wanted = called or (proposal or {}).get("platforms") or ()
    return tuple(one for one in PLATFORMS if one in wanted)


def platforms_to_call(
    facts: Mapping[str, Any], proposal: Mapping[str, Any] | None
) -> tuple[str, ...]:
    """Return whom one key calls: where fewer than two are named, all four."""
    named = consulted_platforms(facts, proposal)
    return named if len(named) > 1 else PLATFORMS


def waits_for_consultation(
    facts: Mapping[str, Any], proposal: Mapping[str, Any] | None, grade: int
) -> bool:
    """Whether departments are told by a signed decision only; 紧急 doesn't wait for one."""
    if grade >= URGENT or facts.get("consultation_declined"):
        return False
    return bool(facts.get("consultation") or (proposal or {}).get("consults"))


def called_parties(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return who was called: platforms by their codes, then departments by their names."""
    consultation = facts.get("consultation") or {}
    called = consultation.get("platforms") or ()
    departments = sorted(consultation.get("departments") or ())
    return (*(one for one in PLATFORMS if one in called), *departments)


def silent_parties(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the parties that were called and have said nothing yet."""
    consultation = facts.get("consultation") or {}
    said = {party for party, _ in consultation.get("stances") or ()}
    return tuple(one for one in called_parties(facts) if one not in said)
