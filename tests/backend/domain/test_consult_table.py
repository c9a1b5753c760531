"""The table is the same for everybody who folds its journal, and what was done is taken back."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain import consult_table
from backend.domain.consult_items import MADE, Kind, points_of, seat_of
from backend.domain.consult_ops import Change, Op, Verb
from backend.domain.consult_table import OP, ConsultTable
from backend.domain.refusals import Refusal, Why
from tests.backend_table import (
    GRANTS,
    Room,
    client_table,
    file,
    measure,
    message,
    pane,
    stroke,
    view,
)

IDS = [f"thing-{number:04}" for number in range(6)]
PEOPLE = sorted(GRANTS)


@st.composite
def items(draw: st.DrawFn) -> dict[str, Any]:
    surfaces = st.sampled_from(["map", "panes", "timeline", *IDS])
    return draw(
        st.one_of(
            surfaces.map(stroke),
            st.text("字a", min_size=1, max_size=3).map(message),
            st.text("字a", min_size=1, max_size=3).map(measure),
            st.just(file()),
        )
    )


@st.composite
def ops(draw: st.DrawFn) -> Op:
    people = st.sampled_from(PEOPLE)
    verb = draw(st.sampled_from([*Verb, Verb.PUT, Verb.PUT, Verb.PUT, Verb.UNDO]))
    if verb is not Verb.PUT:
        return Op(
            verb,
            draw(st.sampled_from([*IDS, "pane:1", "view"])),
            person=draw(people),
            is_muted=draw(st.booleans()),
            surface=draw(st.sampled_from(["map", "panes", *IDS])),
        )
    frozen = st.none() | st.sampled_from(IDS)
    shown = st.one_of(
        st.tuples(st.just("pane:1"), frozen.map(lambda one: pane(frozen=one))),
        st.tuples(st.just("view"), st.sampled_from(["map", *IDS]).map(view)),
    )
    made = st.tuples(st.sampled_from(IDS), items())
    id_, item = draw(st.one_of(made, made, made, shown))
    return Op(verb, id_, item, draw(st.none() | st.integers(1, 90)))


def played(told: list[tuple[str, Op]]) -> Room:
    """A room in which people did what the rules let them do."""
    room = Room()
    for who, op in told:
        if op.verb is Verb.PUT and op.id in room.table.items and op.seen is not None:
            op = Op(op.verb, op.id, op.item, room.table.items[op.id]["seq"])  # noqa: PLW2901
        outcome = room.tries(who, op)
        if isinstance(outcome, Change):
            room.keeps(who, op.verb, outcome)
    return room


told = st.lists(st.tuples(st.sampled_from(PEOPLE), ops()), max_size=60)


@given(told, st.data())
@settings(max_examples=300)
def test_everybody_has_the_same_table_whenever_they_came(
    told: list[tuple[str, Op]], data: st.DataObject
) -> None:
    room = played(told)
    whole = room.table.canonical()
    client = client_table(room.entries)
    assert client.canonical() == whole
    for kind in Kind:
        assert client.items_of(kind) == room.table.items_of(kind)
    assert ConsultTable().with_entries(room.entries).canonical() == whole
    half = data.draw(st.integers(0, len(room.entries)))
    before = ConsultTable().with_entries(room.entries[:half])
    was = before.canonical()
    after = before.with_entries(room.entries)  # the first half comes a second time
    assert (after, before.canonical()) == (room.table, was)
    twice = [one for one in room.entries for _ in range(2)]
    assert client_table(twice).canonical() == whole


@given(told)
@settings(max_examples=300)
def test_nothing_is_drawn_on_or_shown_that_isnt_there(told: list[tuple[str, Op]]) -> None:
    table = played(told).table
    for id_, item in table.items.items():
        assert table.has_surface(item.get("surface", "map")), id_
        frozen = item.get("frozen")
        assert frozen is None or table.items[frozen]["kind"] == "file", id_
        assert item["first"] <= item["seq"] <= table.seq
    made = [item for item in table.items.values() if item["kind"] in MADE]
    assert (table.made, table.points) == (len(made), sum(map(points_of, made)))


def without_seq(table: ConsultTable) -> dict[str, Any]:
    """What lies there, where each thing has a new `seq` when it was put back."""
    return {
        id_: {name: value for name, value in item.items() if name != "seq"}
        for id_, item in table.items.items()
    }


def is_undoable(room: Room, op: Op) -> bool:
    if op.verb is Verb.PUT:
        return op.item["kind"] in {"stroke", "measure"}
    kind = room.table.items.get(op.id, {}).get("kind")
    return op.verb is Verb.CLEAR or (op.verb is Verb.DROP and kind in {"stroke", "measure", "file"})


@given(told, st.sampled_from(PEOPLE), st.lists(ops(), max_size=8))
@settings(max_examples=300)
def test_what_was_done_is_taken_back_step_by_step(
    told: list[tuple[str, Op]], who: str, mine: list[Op]
) -> None:
    room = played(told)
    steps = []
    for op in mine:
        outcome = room.tries(who, op)
        if isinstance(outcome, Change) and is_undoable(room, op):
            steps.append(without_seq(room.table))
            room.keeps(who, op.verb, outcome)
    for before in reversed(steps):
        room.undoes(who)
        assert without_seq(room.table) == before
    assert client_table(room.entries).canonical() == room.table.canonical()


def test_what_another_changed_since_isnt_taken_back() -> None:
    room = Room()
    room.puts("sj", IDS[0], stroke())
    room.puts("sj", IDS[1], measure())
    first = room.table.items[IDS[1]]
    room.puts("op1", IDS[1], measure("改"), first["seq"])
    assert room.undoes("sj").drop == (IDS[0],)  # the measure is another's by now
    nothing = room.tries("sj", Op(Verb.UNDO))
    assert nothing == Refusal(Why.NOTHING_TO_UNDO)
    room.undoes("op1")
    assert room.table.items[IDS[1]]["text"] == first["text"]
    assert room.undoes("sj").drop == (IDS[1],)  # as it had left it


def test_a_drawing_wiped_and_brought_back_is_still_its_maker_s() -> None:
    room = Room()
    for id_ in IDS[:3]:
        room.puts("sj", id_, stroke())
    before = room.table.items_of("stroke")
    room.does("commander", Op(Verb.CLEAR, surface="map"))
    assert room.tries("sj", Op(Verb.UNDO)) == Refusal(Why.NOTHING_TO_UNDO)
    room.undoes("commander")
    after = room.table.items_of("stroke")
    assert [id_ for id_, _ in after] == [id_ for id_, _ in before]  # the same one lies on top
    assert room.undoes("sj").drop == (IDS[2],)


def test_a_drawing_doesnt_come_back_to_a_picture_that_is_gone() -> None:
    room = Room()
    room.puts("op1", IDS[0], file())
    room.puts("sj", IDS[1], stroke(IDS[0]))
    room.drops("sj", IDS[1])
    room.drops("op1", IDS[0])
    assert room.tries("sj", Op(Verb.UNDO)) == Refusal(Why.NOTHING_TO_UNDO)
    room.undoes("op1")
    assert room.undoes("sj").put.keys() == {IDS[1]}


def test_only_so_much_is_remembered(monkeypatch: Any) -> None:
    monkeypatch.setattr(consult_table, "MAX_UNDO", 2)
    room = Room()
    for id_ in IDS[:3]:
        room.puts("sj", id_, stroke())
    room.undoes("sj")
    room.undoes("sj")
    assert room.tries("sj", Op(Verb.UNDO)) == Refusal(Why.NOTHING_TO_UNDO)
    assert list(room.table.items) == [IDS[0]]


def test_the_event_s_own_steps_are_on_it_and_another_opening_empties_it() -> None:
    room = Room()
    opened = {"consultation": {"platforms": ["SJ"], "is_open": True}, "state": "consulting"}
    room.notes("commander", "event.open_consultation", {"changed": opened})
    room.joins("sj")
    room.puts("sj", IDS[0], stroke())
    room.notes("", "event.clock", {"lights": {}})
    room.notes("commander", "wall.shown", {"changed": {"state": "closed"}})
    signed = {"decision": {"lead": "农业农村办"}, "state": "assigned"}
    room.notes("commander", "event.sign_decision", {"changed": signed})
    table = room.table
    assert (table.state, table.decision) == ("assigned", signed["decision"])
    assert (table.consultation, len(table.items)) == (opened["consultation"], 2)
    assert (table.seq, table.hash) == (room.entries[-1].seq, room.entries[-1].hash)
    assert client_table(room.entries).canonical() == table.canonical()
    again = {"consultation": opened["consultation"], "decision": None, "state": "consulting"}
    room.notes("commander", "event.open_consultation", {"changed": again})
    assert (room.table.items, room.table.decision, room.table.state) == ({}, None, "consulting")
    assert room.tries("sj", Op(Verb.UNDO)) == Refusal(Why.NOTHING_TO_UNDO)
    assert client_table(room.entries).canonical() == room.table.canonical()


def test_what_lies_there_has_its_order() -> None:
    room = Room()
    for number in (3, 1, 2):
        room.puts("sj", IDS[number], measure(str(number)))
    first = room.table.items[IDS[3]]
    room.puts("sj", IDS[3], measure("3+"), first["seq"])
    room.joins("op1")
    for table in (room.table, client_table(room.entries)):
        assert [one["text"] for _, one in table.items_of("measure")] == ["3+", "1", "2"]
        assert [id_ for id_, _ in table.items_of("seat")] == [seat_of("op1")]
    assert {one.what for one in room.entries} == {OP}
