"""Every refusal has its words, and their facts are those that the rules give."""

import string

import pytest

from backend.domain.refusals import Why, refuse
from backend.domain.why_refused import REFUSAL_TEXTS, why_refused


@pytest.mark.parametrize("code", list(Why))
def test_every_refusal_has_words_in_both_languages(code: Why) -> None:
    zh, en = REFUSAL_TEXTS[code]
    fields = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (zh, en)
    ]
    assert fields[0] == fields[1]
    words = why_refused(refuse(code, **dict.fromkeys(fields[0], "某甲|某乙")))
    assert "{" not in words.zh + words.en
    assert any("一" <= character <= "鿿" for character in words.zh)
    assert not fields[0] or ("某甲、某乙" in words.zh and "某甲, 某乙" in words.en)


def test_a_fact_that_is_missing_leaves_a_gap_not_an_error() -> None:
    assert why_refused(refuse(Why.TOO_LONG)).en == "Too long: at most  characters."
