"""The table of roles by kind of event, and what is refused in one."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import backend
from backend.domain.role_fit import Fit, RoleFitError, parse_role_fit
from backend.domain.words import FIELD_ROLES, Role

DATA = Path(backend.__file__).parent / "data"
TABLE: dict[str, Any] = json.loads((DATA / "role_fit.json").read_text(encoding="utf-8"))
FIT_03 = ("categories", "03", "fit")
CODES = [
    row["code"]
    for row in json.loads((DATA / "taxonomy.json").read_text(encoding="utf-8"))["subcategories"]
]


@pytest.mark.parametrize("code", CODES)
def test_every_subcategory_has_somebody_who_suits_best(code: str) -> None:
    row = parse_role_fit(TABLE).row(code)
    assert row.source in {code, code[:2]}
    assert {role for role, _ in row.fits} == FIELD_ROLES
    assert Fit.BEST in {fit for _, fit in row.fits}


def test_the_table_names_only_codes_of_the_dictionary() -> None:
    assert set(TABLE["subcategories"]) <= set(CODES)
    assert set(TABLE["categories"]) == {code[:2] for code in CODES}


def test_the_best_of_several_roles() -> None:
    table = parse_role_fit(TABLE)
    fight = table.row("0202")
    assert fight.best_of({Role.INFORMATION, Role.FULL_TIME}) == (Role.FULL_TIME, Fit.GOOD)
    assert fight.best_of({Role.INFORMATION}) == (Role.INFORMATION, Fit.UNFIT)
    assert fight.best_of({Role.OPERATOR}) is None
    assert table.row("9999") == table.default


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("version",), 0, "version: not_a_version"),
        (("version",), True, "version: not_a_version"),
        (("extra",), 1, "extra: unknown"),
        (("default",), None, "default: missing"),
        (("categories",), [], "categories: not_an_object"),
        (("categories", "3"), {}, "categories.3: bad_code"),
        (("subcategories", "0301x"), {}, "subcategories.0301x: bad_code"),
        (("categories", "03"), "x", "categories.03: not_an_object"),
        (("categories", "03", "zh"), "", "categories.03: not_a_note"),
        ((*FIT_03, "grid_police"), "super", "categories.03.fit.grid_police: not_a_level"),
        ((*FIT_03, "grid_police"), [], "categories.03.fit.grid_police: not_a_level"),
        ((*FIT_03, "operator"), "best", "categories.03.fit.operator: unknown"),
        (FIT_03, dict.fromkeys(FIELD_ROLES, "unfit"), "categories.03.fit: nobody_fits"),
        (FIT_03, {}, "categories.03.fit.grid_police: missing"),
    ],
)  # fmt: skip
def test_faults_are_named(path: tuple[str, ...], value: object, fault: str) -> None:
    table = copy.deepcopy(TABLE)
    place = table
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(RoleFitError) as caught:
        parse_role_fit(table)
    assert fault in [f"{found.path}: {found.code}" for found in caught.value.faults]


words = st.text(max_size=8)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@given(anything, st.sampled_from(["version", "default", "categories", "subcategories", None]))
def test_any_json_is_a_table_or_faults(value: object, key: str | None) -> None:
    table = value if key is None else TABLE | {key: value}
    try:
        parsed = parse_role_fit(table)
    except RoleFitError as error:
        faults = error.faults
    else:
        faults = ()
        assert parsed.row("0301").fits
    assert all(fault.code for fault in faults)
