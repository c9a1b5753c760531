"""Who may do what on the table, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backend.domain import consult_ops
from backend.domain.consult_items import (
    Kind,
    Tool,
    is_id_of,
    mute_of,
    placed,
    seat_of,
    stroke_fault,
)
from backend.domain.consult_ops import Change, Op, Outdated, Unfit, Verb
from backend.domain.consult_sitting import Sitter, party_of, sit
from backend.domain.refusals import Refusal, Why
from backend.domain.words import State
from tests.backend_table import (
    FACTS,
    FARMING,
    GRANTS,
    PEOPLE,
    Room,
    file,
    measure,
    message,
    pane,
    stroke,
    view,
)

PARTIES = {
    **dict.fromkeys(("commander", "second", "leader", "op1"), "room"),
    "sj": "SJ",
    "farmer": FARMING,
}
LINE, PICTURE, PLAN, WORDS = "line-00001", "picture-01", "measure-01", "message-01"


def why(outcome: object) -> Why:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def test_who_sits_and_for_whom() -> None:
    for who, person in PEOPLE.items():
        assert party_of(person, FACTS) == PARTIES.get(who), who
        found = sit(person, who, "", FACTS)
        if who in PARTIES:
            assert isinstance(found, Sitter)
            assert (found.party, found.is_chair) == (PARTIES[who], who in {"commander", "second"})
        else:
            assert why(found) is Why.NOT_SEATED


def test_a_department_that_leads_or_cooperates_sits_too() -> None:
    builder = PEOPLE["builder"]
    assert party_of(builder, replace(FACTS, cooperating=frozenset({"城建办"}))) == "城建办"
    assert party_of(builder, replace(FACTS, lead="城建办")) == "城建办"


@pytest.mark.parametrize(
    "facts",
    [
        replace(FACTS, state=State.ASSIGNED),
        replace(FACTS, consultation=replace(FACTS.consultation, is_open=False)),  # type: ignore[type-var]
        replace(FACTS, consultation=None),
    ],
)
def test_nothing_is_done_before_and_after(facts: Any) -> None:
    for who in GRANTS:
        found = why(sit(PEOPLE[who], who, "", facts))
        is_asked_no_more = facts.consultation is None and who in {"sj", "farmer"}
        assert found is (Why.NOT_SEATED if is_asked_no_more else Why.NOT_CONSULTING), who


def test_coming_and_going() -> None:
    room = Room()
    room.joins("farmer", "op1")
    seat = room.table.items[seat_of("farmer")]
    assert (seat["party"], seat["is_present"], seat["name"]) == (FARMING, True, "farmer的名字")
    room.does("op1", Op(Verb.PRESENT, person="op1"))
    room.does("op1", Op(Verb.LEAVE))
    assert room.table.items[seat_of("op1")]["is_present"] is False
    assert "presenter" not in room.table.items
    room.joins("op1")
    assert room.table.items[seat_of("op1")]["is_present"] is True
    order = [id_ for id_, _ in room.table.items_of("seat")]
    assert order == [seat_of("farmer"), seat_of("op1")]


def test_who_presents() -> None:
    room = Room()
    room.joins(*GRANTS)

    def presents(who: str, person: str) -> object:
        return room.tries(who, Op(Verb.PRESENT, person=person))

    assert why(presents("farmer", "farmer")) is Why.NOT_PRESENTER
    assert why(presents("leader", "farmer")) is Why.NOT_PRESENTER
    assert isinstance(presents("leader", "leader"), Change)  # the room takes it
    room.does("commander", Op(Verb.PRESENT, person="farmer"))
    assert isinstance(presents("farmer", "sj"), Change)  # who has it hands it on
    assert why(presents("sj", "sj")) is Why.NOT_PRESENTER
    room.does("farmer", Op(Verb.PRESENT, person="sj"))
    told = room.table.items["presenter"]
    assert (told["person"], told["person_name"], told["by"]) == ("sj", "sj的名字", "farmer")
    assert why(presents("commander", "bm")) is Why.NOT_AT_TABLE
    room.does("op1", Op(Verb.LEAVE))
    assert why(presents("commander", "op1")) is Why.NOT_AT_TABLE


def test_who_shows() -> None:
    room = Room()
    room.joins("sj")
    shown = [
        ("pane:1", pane()),
        ("pane:4", pane("C2", zoom=[0.1, 0.1, 0.5, 0.5])),
        ("view", view()),
    ]
    for id_, item in shown:
        put = Op(Verb.PUT, id_, item)
        assert why(room.tries("op1", put)) is Why.NOT_PRESENTER
        room.puts("second", id_, item)  # without a presenter any commander
        room.does("commander", Op(Verb.PRESENT, person="sj"))
        assert why(room.tries("second", put)) is Why.NOT_PRESENTER
        assert why(room.tries("second", Op(Verb.DROP, id_))) is Why.NOT_PRESENTER
        room.puts("sj", id_, item)
        assert room.table.items[id_]["by"] == "sj"
        room.drops("sj", id_)
        assert id_ not in room.table.items
        assert room.table.last_done("sj") is None  # what is shown isn't taken back
        room.does("sj", Op(Verb.LEAVE))
        room.joins("sj")


def test_only_what_is_there_is_drawn_on_and_shown() -> None:
    room = Room()
    for id_, item, where in (
        (LINE, stroke(PICTURE), "item/surface"),
        ("view", view(PICTURE), "item/surface"),
        ("pane:1", pane(frozen=PICTURE), "item/frozen"),
    ):
        assert room.tries("commander", Op(Verb.PUT, id_, item)) == Unfit(where)
    room.puts("farmer", PICTURE, file())
    room.puts("sj", LINE, stroke(PICTURE))
    room.puts("commander", "pane:1", pane(frozen=PICTURE))
    assert why(room.tries("farmer", Op(Verb.DROP, PICTURE))) is Why.SHOWN_NOW
    room.puts("commander", "pane:1", pane())
    room.puts("commander", "view", view(PICTURE))
    assert why(room.tries("farmer", Op(Verb.DROP, PICTURE))) is Why.SHOWN_NOW
    room.puts("commander", "view", view())
    assert room.drops("farmer", PICTURE).drop == (PICTURE, LINE)  # with what is drawn on it
    room.undoes("farmer")
    assert {PICTURE, LINE} <= set(room.table.items)


def test_a_document_is_read_and_neither_drawn_on_nor_stood_still_at() -> None:
    room = Room()
    room.puts("farmer", PICTURE, file(media_type="application/pdf", pages=2))
    for id_, item, where in (
        (LINE, stroke(PICTURE), "item/surface"),
        ("pane:1", pane(frozen=PICTURE), "item/frozen"),
        ("view", view(PICTURE, page=3), "item/page"),
        ("view", view("map", page=1), "item/page"),
    ):
        assert room.tries("commander", Op(Verb.PUT, id_, item)) == Unfit(where)
    room.puts("commander", "view", view(PICTURE, page=2))


def test_whose_what_is() -> None:
    room = Room()
    for id_, item in ((LINE, stroke()), (PICTURE, file()), (PLAN, measure())):
        room.puts("sj", id_, item)
        assert why(room.tries("farmer", Op(Verb.DROP, id_))) is Why.OTHERS_ITEM
        assert isinstance(room.tries("sj", Op(Verb.DROP, id_)), Change)
        assert isinstance(room.tries("second", Op(Verb.DROP, id_)), Change)
    room.puts("sj", WORDS, message())
    for who in ("sj", "commander"):
        assert why(room.tries(who, Op(Verb.DROP, WORDS))) is Why.SAID_STAYS
        assert why(room.tries(who, Op(Verb.PUT, WORDS, message("x")))) is Why.SAID_STAYS
    for who in ("farmer", "commander"):
        assert why(room.tries(who, Op(Verb.PUT, LINE, stroke(width=5)))) is Why.OTHERS_ITEM
    assert why(room.tries("sj", Op(Verb.PUT, LINE, measure()))) is Why.ID_TAKEN
    room.puts("sj", LINE, stroke(width=5))
    assert room.table.items[LINE]["width"] == 5
    assert why(room.tries("commander", Op(Verb.DROP, "not-there"))) is Why.ITEM_GONE
    room.joins("sj")
    assert room.tries("sj", Op(Verb.DROP, seat_of("sj"))) == Unfit("id")


def test_a_measure_is_changed_by_everybody_who_saw_it_as_it_stands() -> None:
    room = Room()
    room.puts("sj", PLAN, measure())
    first = room.table.items[PLAN]
    for seen in (None, first["seq"] - 1):
        assert room.tries("op1", Op(Verb.PUT, PLAN, measure("改"), seen)) == Outdated(first)
    room.puts("op1", PLAN, measure("改"), first["seq"])
    changed = room.table.items[PLAN]
    assert (changed["text"], changed["by"], changed["at"]) == ("改", "sj", first["at"])
    assert (changed["first"], changed["seq"] > first["seq"]) == (first["first"], True)
    late = room.tries("farmer", Op(Verb.PUT, PLAN, measure("晚"), first["seq"]))
    assert late == Outdated(changed)
    room.drops("commander", PLAN)
    gone = room.tries("farmer", Op(Verb.PUT, PLAN, measure("晚"), changed["seq"]))
    assert gone == Outdated(None)


def test_the_chair_mutes_and_wipes() -> None:
    room = Room()
    room.joins("sj")
    mute = Op(Verb.MUTE, person="sj", is_muted=True)
    assert why(room.tries("leader", mute)) is Why.NOT_CHAIR
    assert why(room.tries("second", replace(mute, person="op1"))) is Why.NOT_AT_TABLE
    room.does("second", mute)
    assert room.table.items[mute_of("sj")]["person"] == "sj"
    room.does("second", replace(mute, is_muted=False))
    room.does("second", replace(mute, is_muted=False))  # nothing is left to be done
    assert mute_of("sj") not in room.table.items
    wipe = Op(Verb.CLEAR, surface="map")
    room.puts("farmer", LINE, stroke())
    room.puts("farmer", "line-00002", stroke("panes"))
    assert why(room.tries("sj", wipe)) is Why.NOT_PRESENTER
    room.does("commander", Op(Verb.PRESENT, person="sj"))
    assert isinstance(room.tries("sj", wipe), Change)
    assert room.does("second", wipe).drop == (LINE,)
    assert [id_ for id_, _ in room.table.items_of("stroke")] == ["line-00002"]


def test_the_table_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consult_ops, "MAX_ITEMS", 3)
    monkeypatch.setattr(consult_ops, "MAX_POINTS", 5)
    room = Room()
    room.puts("sj", LINE, stroke())
    room.puts("sj", "line-00002", stroke())
    more = stroke(points=[[0, 0], [1, 1]])
    assert why(room.tries("sj", Op(Verb.PUT, "line-00003", more))) is Why.TOO_MUCH_DRAWN
    room.puts("sj", LINE, stroke(points=[[0, 0], [1, 1], [2, 2]]))
    room.puts("sj", WORDS, message())
    for item in (message(), measure(), file()):
        full = room.tries("sj", Op(Verb.PUT, "another-01", item))
        assert full == Refusal(Why.TABLE_FULL, (("most", "3"),))
    room.joins("op1")
    room.drops("sj", LINE)
    room.puts("farmer", PLAN, measure())
    assert why(room.tries("sj", Op(Verb.UNDO))) is Why.TABLE_FULL


@pytest.mark.parametrize(
    ("tool", "count", "text", "symbol", "is_right"),
    [
        (Tool.PEN, 2, "", "", True),
        (Tool.PEN, 1, "", "", False),
        (Tool.PEN, 2, "x", "", False),
        (Tool.PEN, 2, "", "fire", False),
        (Tool.ARROW, 9, "", "", True),
        (Tool.AREA, 2, "", "", False),
        (Tool.AREA, 3, "", "", True),
        (Tool.TEXT, 1, "字", "", True),
        (Tool.TEXT, 1, "  ", "", False),
        (Tool.TEXT, 2, "字", "", False),
        (Tool.SYMBOL, 1, "", "fire", True),
        (Tool.SYMBOL, 1, "", "", False),
        (Tool.SYMBOL, 0, "", "fire", False),
    ],
)
def test_what_a_stroke_has(
    tool: Tool, count: int, text: str, symbol: str, *, is_right: bool
) -> None:
    assert (stroke_fault(tool, count, text, symbol) is None) is is_right


def test_points_are_kept_as_fine_as_they_are_looked_at() -> None:
    assert placed("map", [[120.12345678, -0.0000001]]) == [[120.123457, 0.0]]
    assert str(placed("panes", [[0.123456, 1]])) == "[[0.1235, 1.0]]"
    for surface, point in (("map", [180.1, 0]), ("map", [0, -90.1]), (PICTURE, [0, 1.01])):
        with pytest.raises(ValueError, match="off the surface"):
            placed(surface, [point])


def test_which_ids_are_whose() -> None:
    assert is_id_of(Kind.STROKE, "a-1234567")
    assert is_id_of(Kind.PANE, "pane:4")
    assert is_id_of(Kind.VIEW, "view")
    for kind, id_ in (
        (Kind.STROKE, "presenter"),  # else it would lie where the presenter does
        (Kind.FILE, "timeline"),
        (Kind.FILE, "short"),
        (Kind.MESSAGE, "A" * 8),
        (Kind.MEASURE, "a" * 33),
        (Kind.MEASURE, "seat:op1"),
        (Kind.PANE, "pane:5"),
        (Kind.PANE, "view"),
        (Kind.SEAT, "seat:op1"),
    ):
        assert not is_id_of(kind, id_), (kind, id_)
