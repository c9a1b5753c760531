"""From a report in Chinese to its kind, grade and way, with the reasons."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from backend.domain.classification.grading import Findings, grade
from backend.domain.classification.model import Model, without
from backend.domain.classification.ngrams import Scored, features
from backend.domain.classification.phrases import Place, denied_places, standing
from backend.domain.classification.records import (
    Candidate,
    Classification,
    Context,
    Doubt,
    Grading,
)
from backend.domain.classification.routing import route
from backend.domain.classification.text import Reading, Words
from backend.domain.taxonomy import UNSURE, Taxonomy

KEYWORD_GAIN: Final = 3.0
"""Log score that one claimed keyword of the dictionary adds for each of its characters."""
RULE_GAIN: Final = 18.0
"""Log score that a claimed phrase of a row's upgrade sentence adds to that row."""
TELLING: Final = 4
"""Shorter phrases of an upgrade sentence tell how bad it is, not what."""
LEAST_EVIDENCE: Final = 14.0
LEAST_CONFIDENCE: Final = 0.20
LIKELY: Final = 0.13
"""A kind so likely lends its default grade to a report that a person has yet to sort."""
SHARPNESS: Final = 1.2
_DRILLS: Final = ("演习", "演练", "拉练", "实战模拟")
_MOST_EVIDENCE_WORDS: Final = 4
LEAST_SHARE: Final = 0.3
"""Words that are quoted as evidence are seen at least so often in reports of the kind."""


@dataclass(frozen=True, slots=True)
class _Kinds:
    ranked: tuple[Candidate, ...]
    evidence: float
    told: bool
    """Whether a keyword or a rule's own phrase is claimed: then few words are enough."""


def classify(
    report: str,
    taxonomy: Taxonomy,
    model: Model,
    context: Context | None = None,
    kind: str | None = None,
) -> Classification:
    """Return what a report is, how urgent and whose; the same input gives the same answer.

    `kind`: the subcategory where a person said it.
    """
    known = context or Context()
    reading = model.read(report)
    spotted = model.spotter.spot(reading.plain)
    denied = denied_places(reading.plain, spotted, model.rules.deniable)
    kinds = _kinds(reading, spotted, denied, model)
    doubt = _doubt(kinds) if kind is None else None
    row = taxonomy.get(kind or (kinds.ranked[0].code if doubt is None else UNSURE))
    findings = Findings.of(reading, spotted)
    grading = grade(findings, row, model.rules, known, is_certain=doubt is None)
    if grading.becomes not in taxonomy.subcategories:
        grading = replace(grading, becomes=None)
    if doubt is not None:
        grading = _careful(grading, doubt, kinds, taxonomy)
    return Classification(
        category=row.category,
        subcategory=row.code,
        best=kinds.ranked[:3],
        confidence=kinds.ranked[0].score,
        doubt=doubt,
        is_drill=any(word in reading.plain for word in _DRILLS),
        evidence=_evidence(reading, kinds.ranked[0].code, denied, model),
        denied=tuple(reading.words(place.start, place.end) for place in denied),
        grading=grading,
        routing=route(findings, row, model.rules, known),
        taxonomy_version=taxonomy.version,
    )


def _kinds(
    reading: Reading,
    spotted: Mapping[str, tuple[Place, ...]],
    denied: tuple[Place, ...],
    model: Model,
) -> _Kinds:
    seen = features(without(reading.plain, denied), model.language.sounds)
    scored = model.ngrams.score(seen)
    scores = dict(scored.scores)
    told = False
    for keyword, codes in model.keywords.items():
        if any(not standing(reading.plain, place).is_denied for place in spotted.get(keyword, ())):
            told = True
            for code in codes:
                scores[code] += KEYWORD_GAIN * len(keyword)
    for code in _own_words(reading, spotted, model):
        told = True
        scores[code] += RULE_GAIN
    return _Kinds(_ranked(scores, scored), scored.evidence, told)


def _own_words(
    reading: Reading, spotted: Mapping[str, tuple[Place, ...]], model: Model
) -> set[str]:
    """Return the kinds whose own sentence or signs of danger the report claims."""
    findings = Findings(reading, spotted)
    rules = model.rules
    own = {
        code
        for code, row in rules.upgrades.items()
        if any(findings.claimed(_telling(rule.phrases)) for rule in row.rules)
    }
    for one in rules.life_now:
        if one.kind is not None and findings.claimed(one.phrases):
            own.add(one.kind)
    return own & set(model.ngrams.totals)


def _telling(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase for phrase in phrases if len(phrase) >= TELLING)


def _ranked(scores: Mapping[str, float], scored: Scored) -> tuple[Candidate, ...]:
    """Share one out by score; long texts repeat themselves, so evidence counts by its root."""
    scale = SHARPNESS / math.sqrt(max(1.0, scored.evidence))
    best = max(scores.values())
    powers = {code: math.exp((score - best) * scale) for code, score in scores.items()}
    whole = sum(powers.values())
    order = sorted(powers, key=lambda code: (-powers[code], code))
    return tuple(Candidate(code, powers[code] / whole) for code in order)


def _doubt(kinds: _Kinds) -> Doubt | None:
    if kinds.evidence < LEAST_EVIDENCE and not kinds.told:
        return Doubt.TOO_LITTLE
    if kinds.ranked[0].code == UNSURE:
        return Doubt.NO_MATTER
    if kinds.ranked[0].score < LEAST_CONFIDENCE:
        return Doubt.TOO_CLOSE
    return None


def _careful(grading: Grading, doubt: Doubt, kinds: _Kinds, taxonomy: Taxonomy) -> Grading:
    """Until a person has sorted it, the gravest likely kind says how fast that must be."""
    if doubt is not Doubt.TOO_CLOSE:
        return grading
    likely = (
        taxonomy.get(one.code).default_grade for one in kinds.ranked[:3] if one.score >= LIKELY
    )
    return replace(grading, grade=max([grading.grade, *likely]))


def _evidence(
    reading: Reading, code: str, denied: tuple[Place, ...], model: Model
) -> tuple[Words, ...]:
    """Return the runs of the text that speak most for a code, in the text's order."""
    plain = without(reading.plain, denied)
    gains = []
    for feature in features(plain, {}):
        by_code = model.ngrams.counts.get(feature)
        if len(feature) > 1 and not feature.startswith("~") and by_code and code in by_code:
            share = by_code[code] / sum(by_code.values())
            if share >= LEAST_SHARE:
                gains.append((-(share**2) * len(feature) * math.log1p(by_code[code]), feature))
    chosen: list[Place] = []
    for _, feature in sorted(gains)[: _MOST_EVIDENCE_WORDS * 4]:
        at = plain.find(feature)
        place = Place(at, at + len(feature))
        if at >= 0 and all(place.end <= one.start or one.end <= place.start for one in chosen):
            chosen.append(place)
        if len(chosen) == _MOST_EVIDENCE_WORDS:
            break
    return tuple(reading.words(place.start, place.end) for place in sorted(chosen))
