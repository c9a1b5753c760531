"""Cards of what to do on the spot: one for every kind, and every fault told."""

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.handling_cards import PARTS, CardsError, parse_cards

DATA: dict[str, Any] = {
    name: json.loads(files("backend").joinpath("data", name).read_text(encoding="utf-8"))
    for name in ("handling_cards.json", "taxonomy.json")
}
CODES = {row["code"] for row in DATA["taxonomy.json"]["subcategories"]}
CARD = {name: ["一句话"] for name in PARTS}


def test_every_kind_of_the_dictionary_has_a_card_of_its_own() -> None:
    cards = parse_cards(DATA["handling_cards.json"], CODES)
    assert len(cards) == 42
    assert len(set(cards.values())) == 42
    for card in cards.values():
        assert all(getattr(card, name) for name in PARTS)


@pytest.mark.parametrize(
    ("cards", "fault"),
    [
        ([], ("cards", "not_an_object")),
        ({}, ("cards.0301", "missing")),
        ({"0301": CARD, "9999": CARD}, ("cards.9999", "unknown")),
        ({"0301": []}, ("cards.0301", "not_an_object")),
        ({"0301": {**CARD, "say": []}}, ("cards.0301.say", "not_lines")),
        ({"0301": {**CARD, "say": ["好"] * 9}}, ("cards.0301.say", "too_many")),
        ({"0301": {**CARD, "film": ["好", " "]}}, ("cards.0301.film[1]", "not_a_line")),
        ({"0301": {**CARD, "film": [3]}}, ("cards.0301.film[0]", "not_a_line")),
    ],
)
def test_every_fault_is_told(cards: object, fault: tuple[str, str]) -> None:
    with pytest.raises(CardsError) as told:
        parse_cards({"cards": cards}, {"0301"})
    assert fault in [(one.path, one.code) for one in told.value.faults]


WORDS = st.text(max_size=5)


@given(st.recursive(st.none() | WORDS, lambda one: st.lists(one) | st.dictionaries(WORDS, one)))
def test_whatever_it_is_only_its_faults_are_raised(data: object) -> None:
    with pytest.raises(CardsError):
        parse_cards(data, {"0301"})
