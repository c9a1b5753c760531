"""The text of a decision: one way to write it, and everything in it counts."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from backend.domain.decision_text import (
    Attendee,
    Decided,
    ListedMeasure,
    Named,
    PartyWord,
    decision_text,
)
from backend.domain.event_facts import Decision, Stance
from backend.domain.limits import Limit, Unit

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
COMMANDER, OTHER = Named("commander", "赵指挥"), Named("other", "钱指挥")
DECISION = Decision(
    "commander",
    "农业农村办",
    frozenset({"市场监管分局", "综合执法队"}),
    Limit(1, Unit.WORK_DAY),
    "联合执法",
    (("SJ", Stance.OBJECTED), ("BM", Stance.ABSENT)),
    frozenset({"member", "police"}),
)
DECIDED = Decided(
    event="e1",
    number="20261124-0001",
    town="FX",
    title="屠宰家禽",
    opened_at=NOW,
    chair=COMMANDER,
    signed_at=NOW + timedelta(minutes=20),
    signed_by=COMMANDER,
    parties=(
        PartyWord("SJ", Stance.OBJECTED, "不属本局", Named("sj", "市监"), NOW),
        PartyWord("BM", Stance.ABSENT),
    ),
    attendees=(Attendee("sj", "市监", "SJ", True), Attendee("op1", "陈值班", "room", False)),
    decision=DECISION,
    measure_list=(ListedMeasure("取缔", "农业农村办", "2026-11-25"), ListedMeasure("消毒")),
    people=(Named("police", "孙警长"), Named("member", "吴网格")),
    seq=41,
    hash="ab" * 32,
)
OTHERS: dict[str, object] = {
    "event": "e2",
    "number": "20261124-0002",
    "town": "YZ",
    "title": "屠宰家畜",
    "opened_at": NOW + timedelta(microseconds=1),
    "chair": OTHER,
    "signed_at": NOW,
    "signed_by": OTHER,
    "parties": (replace(DECIDED.parties[0], words="可以"), DECIDED.parties[1]),
    "attendees": (replace(DECIDED.attendees[0], is_present=False), DECIDED.attendees[1]),
    "decision": replace(DECISION, limit=Limit(2, Unit.WORK_DAY)),
    "measure_list": DECIDED.measure_list[::-1],
    "people": (OTHER, DECIDED.people[1]),
    "seq": 42,
    "hash": "cd" * 32,
}


def test_it_says_everything_in_one_way() -> None:
    text = decision_text(DECIDED)
    assert json.loads(text) == {
        "form": 1,
        "event": "e1",
        "number": "20261124-0001",
        "town": "FX",
        "title": "屠宰家禽",
        "opened_at": "2026-11-24T02:00:00.000000Z",
        "chair": {"id": "commander", "name": "赵指挥"},
        "signed_at": "2026-11-24T02:20:00.000000Z",
        "signed_by": {"id": "commander", "name": "赵指挥"},
        "parties": [
            {"party": "BM", "stance": "absent", "words": "", "by": None, "at": None},
            {
                "party": "SJ",
                "stance": "objected",
                "words": "不属本局",
                "by": {"id": "sj", "name": "市监"},
                "at": "2026-11-24T02:00:00.000000Z",
            },
        ],
        "present": [{"id": "sj", "name": "市监", "party": "SJ"}],
        "left": [{"id": "op1", "name": "陈值班", "party": "room"}],
        "lead": "农业农村办",
        "cooperating": ["市场监管分局", "综合执法队"],
        "limit": "1WD",
        "measures": "联合执法",
        "measure_list": [
            {"text": "取缔", "department": "农业农村办", "due": "2026-11-25"},
            {"text": "消毒", "department": "", "due": ""},
        ],
        "people": [{"id": "member", "name": "吴网格"}, {"id": "police", "name": "孙警长"}],
        "journal": {"seq": 41, "hash": "ab" * 32},
    }
    assert text.startswith('{"chair":{"id":"commander","name":"赵指挥"},"cooperating":[')


def test_the_same_is_written_the_same() -> None:
    here = DECIDED.signed_at.astimezone(timezone(timedelta(hours=8)))
    same = replace(
        DECIDED,
        signed_at=here,
        parties=DECIDED.parties[::-1],
        attendees=DECIDED.attendees[::-1],
        people=DECIDED.people[::-1],
        decision=replace(DECISION, cooperating=frozenset(sorted(DECISION.cooperating)[::-1])),
    )
    assert decision_text(same) == decision_text(DECIDED)


@pytest.mark.parametrize("name", [one.name for one in fields(Decided)])
def test_whatever_is_otherwise_is_another_text(name: str) -> None:
    assert decision_text(replace(DECIDED, **{name: OTHERS[name]})) != decision_text(DECIDED)  # type: ignore[arg-type]
