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
from backend.domain.classification.phrases import Place, Spotter, denied_places
from backend.domain.classification.rules import Rules
from backend.domain.classification.text import Language, Reading, read, respell
from backend.domain.taxonomy import UNSURE, Subcategory, Taxonomy
from backend.domain.words import Grade

VERSION = 1


@dataclass(frozen=True, slots=True)
class Model:
    """Learned counts with the language and rules that they are used with."""

    ngrams: NgramModel
    language: Language
    rules: Rules
    spotter: Spotter
    keywords: Mapping[str, tuple[str, ...]]
    heard: Mapping[tuple[str, ...], str]
    """Keywords of urgent kinds by their sounds."""

    def corrected(self, text: str, subcategory: str) -> Model:
        """Return the model after a person said what a report is; raises KeyError."""
        learned = self.ngrams.learned(self.features(text), subcategory, CORRECTION_WEIGHT)
        return replace(self, ngrams=learned)

    def read(self, text: str) -> Reading:
        """Return a text in plain spelling, slips of urgent words put right."""
        reading = read(text, self.language)
        return respell(reading, self.heard, self.ngrams.counts, self.language)

    def features(self, text: str) -> tuple[str, ...]:
        """Return what the model looks at in a text."""
        plain = self.read(text).plain
        denied = denied_places(plain, self.spotter.spot(plain), self.rules.deniable)
        return features(without(plain, denied), self.language.sounds)

    def to_json(self) -> dict[str, object]:
        """Return what was learned, for `parse_model`; language and rules are files of their own."""
        return {"version": VERSION, "ngrams": self.ngrams.to_json()}


def without(plain: str, places: Iterable[Place]) -> str:
    """Return the text with spaces where the places are; their lengths stay."""
    characters = list(plain)
    for place in places:
        characters[place.start : place.end] = " " * (place.end - place.start)
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
    heard = {
        tuple(language.sounds.get(character, character) for character in plain): plain
        for plain, codes in keywords.items()
        if len(plain) > 1 and any(_is_urgent(taxonomy.get(code)) for code in codes)
    }
    return Model(learned, language, rules, spotter, keywords, heard)


def _is_urgent(row: Subcategory) -> bool:
    return row.default_grade is Grade.URGENT


def _words(row: Subcategory) -> list[str]:
    if row.code == UNSURE:
        return []
    return [*row.zh.replace("与", "、").split("、"), *row.keywords]
