"""What forms begin with, what they leave out, and what is sent of what was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from backend_client.records import AllowedAction, Clock, Event
from console.pages.action_fields import LIMITS, Known, fields_for, files_for, given_for
from console.pages.action_words import standing_lines
from console.pages.event_words import limit_words
from widgets.action_form import Field

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=timezone(timedelta(hours=8)))
KNOWN = Known(
    departments=tuple((one, one) for one in ("交警中队", "卫生院", "农业农村办", "派出所")),
    people=(("op1", "甲"), ("op2", "乙")),
    kinds=(("0501", "食品"), ("0601", "油烟")),
)
EVENT = Event(
    id="e1",
    number="20261125-0001",
    version=3,
    state="consulting",
    grade=2,
    facts={
        "subcategory": {"code": "0501"},
        "owner": "op1",
        "route": {"lead": "农业农村办"},
        "consultation": {
            "platforms": ["SJ", "ZF"],
            "is_open": True,
            "stances": [["SJ", "objected"]],
        },
    },
    clocks=(),
    title="",
    text="",
    address="",
    position=None,
    camera=None,
    channel="",
    platform="SJ",
    proposal={
        "platforms": ["SJ", "ZF"],
        "cooperating": ["卫生院", "市场监管分局"],
        "measure": "联合执法",
        "paper": "整改通知书",
    },
)


def with_facts(**facts: Any) -> Event:
    return replace(EVENT, facts={**EVENT.facts, **facts})


def ask(action: str, *needs: str, event: Event = EVENT) -> dict[str, Field]:
    allowed = AllowedAction(action, "", (), needs)
    return {one.name: one for one in fields_for(allowed, event, KNOWN, NOW)}


def values(field: Field) -> list[str]:
    return [value for value, _ in field.choices]


def test_the_decision_begins_with_what_the_rules_propose() -> None:
    form = ask("sign_decision", "lead", "limit", "measures", "every_stance")
    assert form["note_positions"].value == "Market  Objects\nEnforcement  has said nothing yet"
    assert form["lead"].value == "农业农村办"
    assert values(form["lead"])[:4] == ["-", "农业农村办", "卫生院", "市场监管分局"]
    assert form["cooperating"].value == ("卫生院", "市场监管分局")
    assert form["text"].value == "联合执法、整改通知书"
    assert form["absent"].choices == (("ZF", "Enforcement"),)


def test_nobody_is_absent_once_everybody_spoke() -> None:
    spoken = {"platforms": ["SJ"], "is_open": True, "stances": [["SJ", "agreed"]]}
    assert "absent" not in ask(
        "sign_decision", "every_stance", event=with_facts(consultation=spoken)
    )


@pytest.mark.parametrize("code", LIMITS)
def test_a_limit_is_shown_in_words(code: str) -> None:
    assert limit_words(code)[0].isdigit()
    assert code not in limit_words(code)
    limit = ask("sign_decision", "limit")["limit"]
    assert dict(limit.choices)[code] == limit_words(code)


def test_limits_in_words() -> None:
    assert limit_words("1WD") == "1 working day"
    assert limit_words("24UH") == "24 hours, day and night"
    assert limit_words("按预案") == "按预案"


def test_platforms_are_ticked_as_proposed() -> None:
    platforms = ask("open_consultation", "platforms")["platforms"]
    assert platforms.value == ("SJ", "ZF")
    assert ("ZF", "Enforcement") in platforms.choices


def test_what_cannot_be_chosen_isnt_offered() -> None:
    event = with_facts(lead="交警中队", cooperating=["派出所"], copied_to=["卫生院"])
    handed = ask("hand_on", "other_lead", "reason", event=event)["lead"]
    assert "交警中队" not in values(handed)
    assert handed.label != ask("return", "other_lead", event=event)["lead"].label
    assert values(ask("copy", "departments_to_copy", event=event)["departments"]) == ["农业农村办"]
    assert values(ask("hand_over_seat", "other_person")["people"]) == ["-", "op2"]
    assert values(ask("reclassify", "other_subcategory")["subcategory"]) == ["-", "0601"]
    assert values(ask("raise_grade", "higher_grade")["grade"]) == ["-", "3", "4"]
    proposed = with_facts(supervision=0, supervision_proposed=1)
    level = ask("supervise", "level_to_sign", event=proposed)["level"]
    assert (values(level), level.value) == (["-", "1"], "1")


def test_an_extension_is_granted_with_open_eyes() -> None:
    until = "2026-11-27T02:00:00Z"
    event = with_facts(extension={"asked_by": "x", "reason": "works", "until": until})
    form = ask("grant_extension", event=event)
    assert form["note_asked"].value == "Until 2026-11-27 10:00: Works take longer"
    assert ask("grant_extension") == {}


def test_an_extension_begins_inside_what_can_be_granted() -> None:
    def begins_after(limits: tuple[str, ...], runs: timedelta) -> timedelta:
        at = NOW.astimezone(UTC)
        clock = Clock("close", at, None, limits, at + runs)
        form = ask("ask_extension", "extension_date", event=replace(EVENT, clocks=(clock,)))
        assert isinstance(form["until"].value, datetime)
        return form["until"].value - NOW

    assert begins_after(("12UH",), timedelta(hours=12)) == timedelta(hours=2)
    assert begins_after(("1WD",), timedelta(days=1)) == timedelta(hours=1)
    assert begins_after(("1WD",), timedelta(days=3)) == timedelta(hours=1)  # over a weekend
    assert begins_after(("3WD", "2WH"), timedelta(days=3)) == timedelta(minutes=20)
    assert begins_after(("15WD",), timedelta(days=21)) == timedelta(hours=15)
    assert ask("ask_extension", "extension_date")["until"].value == NOW + timedelta(days=1)


def test_a_photo_of_afterwards_and_the_notice_are_told_apart() -> None:
    allowed = AllowedAction("feed_back", "", (), ("result", "after_photo"))
    labels = [one.label for one in fields_for(allowed, EVENT, KNOWN, NOW)]
    assert any("整改通知书" in label for label in labels)
    typed = {"text": "已处置", "reason": "", "attachments": ["a.jpg"], "papers": ["n.jpg"]}
    assert files_for(allowed, typed) == (("a.jpg", "after"), ("n.jpg", None))
    assert given_for(allowed, typed) == {"text": "已处置"}


def test_how_an_event_stands_is_said() -> None:
    zone = NOW.tzinfo
    assert zone is not None
    assert dict(standing_lines(EVENT.facts, zone)) == {
        "Consultation": "Market  Objects; Enforcement  has said nothing yet"
    }
    proposed = {"consultation": {"platforms": ["SJ", "ZF"], "is_open": False, "stances": []}}
    (line,) = standing_lines(proposed, zone)
    assert "Market、Enforcement" in line[1]
    decided = with_facts(
        decision={"limit": {"amount": 1, "unit": "WD"}, "measures": "联合执法"},
        suspended_until="2026-11-27T02:00:00Z",
    )
    assert [text for _, text in standing_lines(decided.facts, zone)] == [
        "联合执法 (within 1 working day)",
        "2026-11-27 10:00",
    ]
