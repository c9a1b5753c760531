"""The dictionary: the sample is whole, and a broken one names every fault."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.limits import Limit, Unit
from backend.domain.taxonomy import TaxonomyError, parse_taxonomy
from backend.domain.words import Grade, Platform

SAMPLE: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "backend/data/taxonomy.json").read_text(encoding="utf-8")
)


def test_the_sample_is_whole() -> None:
    taxonomy = parse_taxonomy(SAMPLE)
    assert len(taxonomy.categories) == 10
    assert len(taxonomy.subcategories) == 42
    assert taxonomy.is_sample
    assert taxonomy.version == "1"
    fire = taxonomy.get("0301")
    assert fire.lead_platform is Platform.GOVERNANCE
    assert fire.default_grade is Grade.URGENT
    assert fire.sign_limit == Limit(2, Unit.MINUTE)
    assert fire.limits.close == Limit(4, Unit.URGENT_HOUR)
    assert taxonomy.get("1001").arrive_limit is None
    assert taxonomy.category_of("0301").zh == "突发事件"


def test_every_fault_is_named_at_once() -> None:
    data = copy.deepcopy(SAMPLE)
    data["effective_from"] = "tomorrow"
    data["categories"].append({"code": "01", "zh": "x", "en": "x"})
    rows = data["subcategories"]
    rows[0]["default_grade"] = "急"
    rows[1]["sign_limit"] = "soon"
    rows[2]["lead_platform"] = "XX"
    rows[3]["keywords"] = "山林"
    rows[4]["category"] = "77"
    rows[5]["code"] = "0202"
    rows[7] = "nothing"
    rows.pop()
    with pytest.raises(TaxonomyError) as caught:
        parse_taxonomy(data)
    paths = [fault.path for fault in caught.value.faults]
    for path in (
        "effective_from",
        "categories[10].code",
        "subcategories[0].default_grade",
        "subcategories[1].sign_limit",
        "subcategories[2].lead_platform",
        "subcategories[3].keywords",
        "subcategories[4].category",
        "subcategories[6].code",
        "subcategories[7]",
        "subcategories",
    ):
        assert path in paths


def test_versions_and_dates_are_kept() -> None:
    data = {**SAMPLE, "version": "2026-2", "effective_from": "2026-12-01", "note": "本镇分类"}
    taxonomy = parse_taxonomy(data)
    assert taxonomy.version == "2026-2"
    assert taxonomy.effective_from == date(2026, 12, 1)
    assert not taxonomy.is_sample


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(
    at=st.integers(0, 41),
    field=st.sampled_from(sorted(SAMPLE["subcategories"][0])),
    value=json_values,
)
def test_any_value_in_any_field_is_taken_or_named(at: int, field: str, value: object) -> None:
    rows = [dict(row) for row in SAMPLE["subcategories"]]
    rows[at][field] = value
    faults: tuple[object, ...] = ()
    kept = 0
    try:
        kept = len(parse_taxonomy({**SAMPLE, "subcategories": rows}).subcategories)
    except TaxonomyError as error:
        faults = error.faults
    assert bool(faults) != (kept == 42)


@given(json_values)
def test_any_json_is_refused_in_words(value: object) -> None:
    with pytest.raises(TaxonomyError):
        parse_taxonomy(value)
