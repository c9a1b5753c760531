"""Words for reasons: every code has them, in both languages, with its facts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import backend
from backend.domain.candidates import rank_candidates
from backend.domain.duplicates import Alike
from backend.domain.field_people import Member, Scene
from backend.domain.findings import Finding, found
from backend.domain.geo import LocalPlane, Position
from backend.domain.role_fit import parse_role_fit
from backend.domain.send_plan import Shortfall
from backend.domain.sending import Sending
from backend.domain.travel import Mode
from backend.domain.why_sending import WORDS, Language, say
from backend.domain.words import FIELD_ROLES, Grade

DATA = Path(backend.__file__).parent / "data"
FITS = parse_role_fit(json.loads((DATA / "role_fit.json").read_text(encoding="utf-8")))
NOW = datetime(2026, 5, 6, 4, 0, tzinfo=UTC)
PLANE = LocalPlane(Position(120.29, 29.71))


@pytest.mark.parametrize("codes", [Sending, Shortfall, Alike])
def test_every_code_has_words(codes: type[StrEnum]) -> None:
    for code in codes:
        zh, en = WORDS[code]
        assert not zh.isascii()
        assert en.replace("×", "").isascii()


def test_a_way_in_words() -> None:
    way = found(
        Sending.TRAVEL, seconds=130, metres=160, mode="walk", source="straight_line", to="place"
    )
    assert say(way, Language.ZH) == "步行约 3 分钟,160 米(按直线×1.4估算,到现场)"
    assert say(way, Language.EN) == "about 3 min on foot, 160 m (straight line × 1.4, to the place)"


def test_names_from_outside_are_no_formats() -> None:
    assert say(found(Sending.OWN_GRID, grid="{0.__class__}"), Language.EN).endswith("{0.__class__}")


members = st.builds(
    Member,
    st.uuids().map(str),
    st.frozensets(st.sampled_from(sorted(FIELD_ROLES)), max_size=2),
    st.sampled_from([("FX01-01",), ("FX02-01",), ()]),
    st.sampled_from([None, "FX01-01", "FX02-01"]),
    st.none() | st.floats(-1, 14).map(lambda h: NOW - timedelta(hours=h)),
    st.booleans(),
    st.sampled_from(Mode),
    st.none() | st.floats(0, 5000).map(lambda x: PLANE.position(x, 0)),
    st.none() | st.floats(-9, 60).map(lambda m: NOW - timedelta(minutes=m)),
    st.integers(0, 3),
)


@given(
    st.lists(members, max_size=6, unique_by=lambda m: m.id), st.booleans(), st.sampled_from(Grade)
)
def test_every_finding_of_a_ranking_can_be_said(
    team: list[Member], placed: bool, grade: Grade
) -> None:
    scene = Scene(
        "E1", "0304", grade, "FX01-01",
        PLANE.position(0, 0) if placed else None,
        refused_by=frozenset(m.id for m in team[:1]),
        sent=frozenset(m.id for m in team[1:2]),
    )  # fmt: skip
    ranking = rank_candidates(scene, team, FITS, NOW)
    findings: list[Finding] = [f for c in ranking.candidates for f in (*c.why, *c.why_not)]
    findings += [f for left in ranking.left_out for f in left.why_not]
    for finding in findings:
        for language in Language:
            said = say(finding, language)
            assert "{" not in said
            assert "_" not in said
