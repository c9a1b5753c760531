"""All that classification has learned or been told, as one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from backend.domain.classification.ngrams import (
    CORRECTION_WEIGHT,
    NgramModel,
    features,
    learn,
    parse_ngrams,
)
from backend.domain.classification.phrases import Spotter, denied_places
from backend.domain.classification.rules import Rules
from backend.domain.classification.text import Language, read
from backend.domain.taxonomy import UNSURE, Taxonomy

VERSION = 1


@dataclass(frozen=True, slots=True)
class Model:
    """Learned counts with the language and rules that they are used with."""

    ngrams: NgramModel
    language: Language
    rules: Rules
    spotter: Spotter
    keywords: Mapping[str, tuple[str, ...]]

    def corrected(self, text: str, subcategory: str) -> Model:
        """Return the model after a person said what a report is; raises KeyError."""
        learned = self.ngrams.learned(self.features(text), subcategory, CORRECTION_WEIGHT)
        return replace(self, ngrams=learned)

    def features(self, text: str) -> tuple[str, ...]:
        """Return what the model looks at in a text."""
        plain = read(text, self.language).plain
        denied = denied_places(plain, self.spotter.spot(plain), self.rules.deniable)
        return features(without(plain, denied), self.language.sounds)

    def to_json(self) -> dict[str, object]:
        """Return what was learned, for `parse_model`; language and rules are files of their own."""
        return {"version": VERSION, "ngrams": self.ngrams.to_json()}


def without(plain: str, places: Iterable[object]) -> str:
    """Return the text with spaces where the places are; their lengths stay."""
    characters = list(plain)
    for place in places:
        start, end = place.start, place.end  # type: ignore[attr-defined]
        characters[start:end] = " " * (end - start)
    return "".join(characters)


def train(
    taxonomy: Taxonomy, seed: Iterable[tuple[str, str]], language: Language, rules: Rules
) -> Model:
    """Return the model of the dictionary's own words and seed reports (text, subcategory).

    Seed reports of kinds that this dictionary doesn't have are left out.
    """
    texts = [(word, row.code) for row in taxonomy.subcategories.values() for word in _words(row)]
    texts += [(text, code) for text, code in seed if code in taxonomy.subcategories]
    sounds = language.sounds
    learned = learn(
        ((features(read(text, language).plain, sounds), code) for text, code in texts),
        taxonomy.subcategories,
    )
    return _model(learned, taxonomy, language, rules)


def parse_model(
    data: Mapping[str, object], taxonomy: Taxonomy, language: Language, rules: Rules
) -> Model:
    """Return the model from `Model.to_json`; raises ValueError."""
    ngrams = data.get("ngrams")
    if data.get("version") != VERSION or not isinstance(ngrams, dict):
        raise ValueError(f"not a model of version {VERSION}")
    learned = parse_ngrams(ngrams)
    if set(learned.totals) != set(taxonomy.subcategories):
        raise ValueError("learned for another dictionary")
    return _model(learned, taxonomy, language, rules)


def _model(learned: NgramModel, taxonomy: Taxonomy, language: Language, rules: Rules) -> Model:
    keywords: dict[str, tuple[str, ...]] = {}
    for row in taxonomy.subcategories.values():
        for keyword in row.keywords:
            plain = read(keyword, language).plain
            keywords[plain] = (*keywords.get(plain, ()), row.code)
    spotter = Spotter((*rules.phrases(), *keywords))
    return Model(learned, language, rules, spotter, keywords)


def _words(row: object) -> list[str]:
    code, zh, keywords = row.code, row.zh, row.keywords  # type: ignore[attr-defined]
    return [] if code == UNSURE else [*zh.replace("与", "、").split("、"), *keywords]
