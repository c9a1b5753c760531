"""Events that may be one: what to suggest for merging, and what came back after it was closed.

A suggestion only: a person confirms each. Subcategory, distance and time decide whether there is
one; they and the text decide the order.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from backend.domain.event_brief import CLOSED_STATES, LEFT_OUT_STATES, EventBrief
from backend.domain.findings import Finding, found

MAX_TEXT: Final = 2_000
"""Characters of a text that are compared; the rest of a longer one says no more."""


class Resemblance(StrEnum):
    """What a suggestion offers."""

    MERGE = "merge"
    REPEAT = "repeat"
    """The other one is closed: merging is over, but it happened again."""


class Alike(StrEnum):
    """Why two events resemble each other."""

    SAME_SUBCATEGORY = "alike.subcategory"
    """subcategory"""
    NEAR = "alike.near"
    """metres"""
    SAME_GRID = "alike.grid"
    """grid; one of the two has no place on the map."""
    SOON = "alike.soon"
    """minutes"""
    LIKE_TEXT = "alike.text"
    """percent"""
    UNLIKE_TEXT = "alike.text_differs"
    """percent"""
    CLOSED = "alike.closed"
    """state"""


@dataclass(frozen=True, slots=True)
class DuplicateRule:
    """How near two events must be to be suggested, and what counts how much in their order."""

    radius_m: float = 150.0
    within: timedelta = timedelta(hours=24)
    distance_weight: float = 0.4
    time_weight: float = 0.25
    text_weight: float = 0.35
    like_text: float = 0.2
    """From here on two texts are called alike: two people seldom say it in the same words."""
    grid_only_nearness: float = 0.25
    """How near, from 0 to 1, two events of one grid count when a place isn't known."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An event that resembles the new one; `score` from 0 to 1 is for the order only.

    `distance_m` is None where a place isn't known, `similarity` where a text is empty.
    """

    event_id: str
    kind: Resemblance
    score: float
    distance_m: float | None
    apart: timedelta
    similarity: float | None
    why: tuple[Finding, ...]


def bigrams(text: str) -> Counter[str]:
    """Count the pairs of characters of a text; punctuation, width and case don't matter.

    A text of one character counts as that character.
    """
    plain = unicodedata.normalize("NFKC", text[:MAX_TEXT]).casefold()
    kept = "".join(character for character in plain if character.isalnum())
    if len(kept) == 1:
        return Counter([kept])
    return Counter(kept[i : i + 2] for i in range(len(kept) - 1))


def similarity(a: str, b: str) -> float | None:
    """Return Dice's coefficient of two texts' bigrams, 0..1; None if one says nothing."""
    return _alike(bigrams(a), bigrams(b))


def _alike(a: Counter[str], b: Counter[str]) -> float | None:
    if not a or not b:
        return None
    return 2 * (a & b).total() / (a.total() + b.total())


def suggest_merges(
    new: EventBrief, others: Iterable[EventBrief], rule: DuplicateRule | None = None
) -> tuple[Suggestion, ...]:
    """Return what resembles an event, the likeliest first; mergeable ones before repeats.

    Drills resemble drills only. Where both places are known the grid says nothing; where one
    isn't, both must be in the same grid. Merged and rejected events are left out.
    """
    rule = rule or DuplicateRule()
    words = bigrams(new.text)
    suggestions = (_suggestion(new, words, other, rule) for other in others)
    return tuple(sorted((s for s in suggestions if s is not None), key=_order))


def _order(suggestion: Suggestion) -> tuple[bool, float, timedelta, str]:
    is_repeat = suggestion.kind is Resemblance.REPEAT
    return is_repeat, -suggestion.score, suggestion.apart, suggestion.event_id


def _suggestion(
    new: EventBrief, words: Counter[str], other: EventBrief, rule: DuplicateRule
) -> Suggestion | None:
    apart = abs(new.reported_at - other.reported_at)
    if not _comparable(new, other) or apart > rule.within:
        return None
    distance = new.distance_m(other)
    if distance is None and (new.grid is None or new.grid != other.grid):
        return None
    if distance is not None and distance > rule.radius_m:
        return None
    alike = _alike(words, bigrams(other.text))
    closed = other.state in CLOSED_STATES
    return Suggestion(
        other.id,
        Resemblance.REPEAT if closed else Resemblance.MERGE,
        _score(distance, apart, alike, rule),
        distance,
        apart,
        alike,
        _reasons(other, distance, apart, alike, rule),
    )


def _comparable(new: EventBrief, other: EventBrief) -> bool:
    return (
        new.id != other.id
        and new.subcategory == other.subcategory
        and new.drill == other.drill
        and other.state not in LEFT_OUT_STATES
    )


def _score(
    distance: float | None, apart: timedelta, alike: float | None, rule: DuplicateRule
) -> float:
    """A text that says nothing counts neither for nor against: the others share its weight."""
    near = rule.grid_only_nearness if distance is None else 1 - distance / rule.radius_m
    parts = [(rule.distance_weight, near), (rule.time_weight, 1 - apart / rule.within)]
    if alike is not None:
        parts.append((rule.text_weight, alike))
    return sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)


def _reasons(
    other: EventBrief,
    distance: float | None,
    apart: timedelta,
    alike: float | None,
    rule: DuplicateRule,
) -> tuple[Finding, ...]:
    reasons = [found(Alike.SAME_SUBCATEGORY, subcategory=other.subcategory)]
    if distance is None:
        reasons.append(found(Alike.SAME_GRID, grid=other.grid or ""))
    else:
        reasons.append(found(Alike.NEAR, metres=round(distance)))
    reasons.append(found(Alike.SOON, minutes=int(apart.total_seconds() // 60)))
    if alike is not None:
        code = Alike.LIKE_TEXT if alike >= rule.like_text else Alike.UNLIKE_TEXT
        reasons.append(found(code, percent=round(100 * alike)))
    if other.state in CLOSED_STATES:
        reasons.append(found(Alike.CLOSED, state=other.state.value))
    return tuple(reasons)
