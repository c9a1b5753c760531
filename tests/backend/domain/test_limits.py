"""Limits as the dictionary writes them, and which of them hold for a step."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.limits import (
    BY_PLAN,
    LIMITS_BY_GRADE,
    MAX_AMOUNT,
    Limit,
    LimitKind,
    RowLimits,
    Unit,
    limits_for,
    parse_limit,
)
from backend.domain.words import Grade

TAXONOMY = Path(__file__).parents[3] / "backend" / "data" / "taxonomy.json"
COUNTED = [unit for unit in Unit if unit is not Unit.PLAN]
ROW = RowLimits(Grade.LARGER, Limit(1, Unit.WORK_HOUR), Limit(2, Unit.WORK_DAY), BY_PLAN)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("4WH", Limit(4, Unit.WORK_HOUR)),
        ("15min", Limit(15, Unit.MINUTE)),
        ("24UH", Limit(24, Unit.URGENT_HOUR)),
        ("30ND", Limit(30, Unit.NATURAL_DAY)),
        ("10WD", Limit(10, Unit.WORK_DAY)),
        ("30Wmin", Limit(30, Unit.WORK_MINUTE)),
        (" 2 WH ", Limit(2, Unit.WORK_HOUR)),
        ("按预案", BY_PLAN),
        ("—", None),
    ],
)
def test_limit_is_read(text: str, limit: Limit | None) -> None:
    assert parse_limit(text) == limit


@pytest.mark.parametrize(
    "text", ["", "0WH", "4", "WH", "-4WH", "4wh", "4.5WH", "99999WH", "4WH5min", "4WH\n2WD", "٤WH"]
)
def test_anything_else_is_no_limit(text: str) -> None:
    with pytest.raises(ValueError, match=r"limit|amount"):
        parse_limit(text)


@given(st.integers(1, MAX_AMOUNT), st.sampled_from(COUNTED))
def test_written_limit_is_read_back(amount: int, unit: Unit) -> None:
    limit = Limit(amount, unit)
    assert parse_limit(str(limit)) == limit


def test_limit_by_plan_has_no_amount() -> None:
    assert parse_limit(str(BY_PLAN)) == BY_PLAN
    assert BY_PLAN.by_plan
    with pytest.raises(ValueError, match="by plan"):
        Limit(1, Unit.PLAN)


def test_every_limit_of_the_sample_dictionary_is_read() -> None:
    rows = json.loads(TAXONOMY.read_text(encoding="utf-8"))["subcategories"]
    assert len(rows) == 42
    for row in rows:
        assert parse_limit(row["sign_limit"]) is not None
        assert parse_limit(row["close_limit"]) is not None
        assert str(parse_limit(row["arrive_limit"]) or "—") == row["arrive_limit"]


def _seconds(limit: Limit) -> int:
    """A length to compare grades by, a working day as 8 hours."""
    hours = {Unit.WORK_HOUR: 1, Unit.URGENT_HOUR: 1, Unit.WORK_DAY: 8}
    return limit.amount * (hours[limit.unit] * 3600 if limit.unit in hours else 60)


@pytest.mark.parametrize("kind", [kind for kind in LimitKind if kind is not LimitKind.CLOSE])
def test_higher_grade_asks_for_no_less(kind: LimitKind) -> None:
    lengths = [_seconds(LIMITS_BY_GRADE[grade][kind]) for grade in Grade]
    assert lengths == sorted(lengths, reverse=True)


def test_closing_is_the_dictionary_s() -> None:
    assert all(LimitKind.CLOSE not in limits for limits in LIMITS_BY_GRADE.values())
    for grade in Grade:
        assert limits_for(LimitKind.CLOSE, grade, ROW) == (BY_PLAN,)


def test_row_speaks_for_the_department_up_to_its_own_grade() -> None:
    for grade in (Grade.GENERAL, Grade.LARGER):
        assert limits_for(LimitKind.SIGN, grade, ROW) == (ROW.sign,)
        assert limits_for(LimitKind.ARRIVE, grade, ROW) == (ROW.arrive,)


def test_above_the_row_s_grade_the_grade_s_limit_holds_too() -> None:
    assert limits_for(LimitKind.SIGN, Grade.URGENT, ROW) == (ROW.sign, Limit(5, Unit.MINUTE))
    assert limits_for(LimitKind.ARRIVE, Grade.MAJOR, ROW) == (ROW.arrive, Limit(30, Unit.MINUTE))


def test_row_without_arrival_has_no_such_clock_until_it_is_raised() -> None:
    row = RowLimits(Grade.GENERAL, ROW.sign, None, ROW.close)
    assert limits_for(LimitKind.ARRIVE, Grade.GENERAL, row) == ()
    assert limits_for(LimitKind.ARRIVE, Grade.URGENT, row) == (Limit(20, Unit.MINUTE),)


@pytest.mark.parametrize(
    ("kind", "grade", "text"),
    [
        (LimitKind.ACCEPT, Grade.URGENT, "1min"),
        (LimitKind.ACCEPT, Grade.GENERAL, "30Wmin"),
        (LimitKind.FIRST_DISPATCH, Grade.MAJOR, "10min"),
        (LimitKind.SIGN_FIELD, Grade.URGENT, "2min"),
        (LimitKind.ARRIVE_IN_GRID, Grade.URGENT, "10min"),
        (LimitKind.ARRIVE_ACROSS, Grade.URGENT, "20min"),
        (LimitKind.FIRST_FEEDBACK, Grade.MAJOR, "1UH"),
        (LimitKind.FIRST_FEEDBACK, Grade.GENERAL, "3WD"),
    ],
)
def test_field_people_are_held_to_the_grade(kind: LimitKind, grade: Grade, text: str) -> None:
    assert [str(limit) for limit in limits_for(kind, grade, ROW)] == [text]
