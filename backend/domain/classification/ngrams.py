"""A small model of which characters stand together in reports of each kind.

Multinomial naive Bayes over runs of one to three characters and pairs of sounds (for slips of
the input method). A run counts the more, the fewer kinds of report it occurs in. All it knows
are counts, so that a correction is an addition and any order of learning gives the same model.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

CORRECTION_WEIGHT: Final = 5
"""What a person corrects counts as so many texts of the seed."""
SMOOTHING: Final = 4.0
RARITY: Final = 0.7
"""How strongly a run that few kinds share outweighs one that many share."""
SOUND_WEIGHT: Final = 0.5
"""A pair of sounds beside the same run in characters."""
LONGEST_RUN: Final = 3
UNIT: Final = 10
"""What each feature of a text with TYPICAL features counts; those of shorter texts count more."""
TYPICAL: Final = 10
MOST_FEATURES: Final = 3000
"""Features of one report that are looked at; more don't tell more."""

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of each code for one text, and how much of the text the model has seen before."""

    scores: Mapping[str, float]
    evidence: float


@dataclass(frozen=True, slots=True)
class NgramModel:
    """`counts[feature][code]`, and what each code's features add up to in `totals`."""

    counts: Counts
    totals: Mapping[str, int]

    def score(self, features: Iterable[str]) -> Scored:
        """Return log scores of every code, each per unit of evidence comparable."""
        gained = dict.fromkeys(self.totals, 0.0)
        evidence = 0.0
        for feature in features:
            by_code = self.counts.get(feature)
            if by_code is None:
                continue
            weight = math.log((len(self.totals) + 1) / len(by_code)) ** RARITY
            if feature.startswith("~"):
                weight *= SOUND_WEIGHT
            evidence += weight
            for code, count in by_code.items():
                gained[code] += weight * math.log((count + SMOOTHING) / SMOOTHING)
        base = SMOOTHING * max(1, len(self.counts))
        return Scored(
            {
                code: gain + evidence * math.log(SMOOTHING / (self.totals[code] + base))
                for code, gain in gained.items()
            },
            evidence,
        )

    def learned(self, features: Iterable[str], code: str, weight: int) -> NgramModel:
        """Return the model that has seen one more text of a code; raises KeyError."""
        if code not in self.totals:
            raise KeyError(code)
        counts = dict(self.counts)
        seen = tuple(features)
        share = weight * _share(seen)
        for feature in seen:
            before = counts.get(feature, {})
            counts[feature] = {**before, code: before.get(code, 0) + share}
        added = share * len(seen)
        return NgramModel(counts, {**self.totals, code: self.totals[code] + added})

    def to_json(self) -> dict[str, object]:
        """Return what `parse_ngrams` reads; the same model gives the same bytes."""
        return {
            "totals": dict(sorted(self.totals.items())),
            "counts": {
                feature: dict(sorted(row.items())) for feature, row in sorted(self.counts.items())
            },
        }


def parse_ngrams(data: Mapping[str, object]) -> NgramModel:
    """Return the model in decoded JSON; raises ValueError for another shape."""
    totals, counts = data.get("totals"), data.get("counts")
    if not isinstance(totals, dict) or not isinstance(counts, dict):
        raise ValueError("totals, counts: need objects")  # noqa: TRY004 - hostile data, not a bug
    for row in (totals, *counts.values()):
        if not isinstance(row, dict) or not all(
            isinstance(code, str) and type(count) is int and count >= 0
            for code, count in row.items()
        ):
            raise ValueError("counts: need whole numbers by code")
    if any(code not in totals for row in counts.values() for code in row):
        raise ValueError("counts: a code that totals doesn't have")
    return NgramModel(counts, totals)


def learn(texts: Iterable[tuple[Iterable[str], str]], codes: Iterable[str]) -> NgramModel:
    """Return the model of (features, code); codes without a text get a score all the same."""
    totals = dict.fromkeys(sorted(codes), 0)
    counts: dict[str, dict[str, int]] = {}
    for features, code in texts:
        seen = tuple(features)
        share = _share(seen)
        for feature in seen:
            row = counts.setdefault(feature, {})
            row[code] = row.get(code, 0) + share
        totals[code] += share * len(seen)
    return NgramModel(counts, totals)


def _share(seen: tuple[str, ...]) -> int:
    return max(1, round(UNIT * math.sqrt(TYPICAL / max(1, len(seen)))))


def features(plain: str, sounds: Mapping[str, str]) -> tuple[str, ...]:
    """Return the different features of a plain text in their order, at most MOST_FEATURES."""
    found: dict[str, None] = {}
    for run in _runs(plain):
        for at in range(len(run)):
            for length in range(1, min(LONGEST_RUN, len(run) - at) + 1):
                found[run[at : at + length]] = None
            if at + 1 < len(run):
                pair = (sounds.get(run[at], run[at]), sounds.get(run[at + 1], run[at + 1]))
                found["~" + " ".join(pair)] = None
        if len(found) >= MOST_FEATURES:
            break
    return tuple(found)[:MOST_FEATURES]


def _runs(plain: str) -> Iterator[str]:
    start = None
    for at, character in enumerate(plain):
        if character.isalnum():
            start = at if start is None else start
        elif start is not None:
            yield plain[start:at]
            start = None
    if start is not None:
        yield plain[start:]
