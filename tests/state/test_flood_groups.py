"""In a flood, lines of one place and kind stand behind one; nothing is lost, 紧急 never hides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.state.flood_groups import FloodGroups, flood_group
from console.state.inbox_filter import InboxFilter, Order

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    id: str = "a"
    number: str = "20261124-0001"
    title: str = "占道堆物"
    state: str = "reported"
    grade: int = 1
    source: str = "field"
    platform: str | None = "ZF"
    owner: str | None = None
    lead: str | None = None
    is_drill: bool = False
    returned: int = 0
    reported_at: datetime = NOW
    due_at: datetime | None = None
    amber_at: datetime | None = None
    grid: str | None = "FX01-05"
    village: str | None = "FX01"
    subcategory: str = "0702"


def seconds(low: int) -> st.SearchStrategy[datetime]:
    return st.integers(low, 99).map(lambda s: NOW + timedelta(seconds=s))


EVENTS = "abcdefg"
rows = st.builds(  # most of them belong together
    Row,
    id=st.sampled_from(EVENTS),
    grade=st.sampled_from([1, 1, 1, 2, 3, 4]),
    state=st.sampled_from(["reported"] * 5 + ["triage"]),
    is_drill=st.sampled_from([False] * 9 + [True]),
    grid=st.sampled_from(["FX01-05", "FX01-05", "FX01-06", None]),
    village=st.sampled_from(["FX01", None]),
    subcategory=st.sampled_from(["0702", "0702", "0301"]),
    reported_at=seconds(0),
    due_at=seconds(-99),
)
changes = st.one_of(
    st.tuples(st.just("put"), st.lists(rows, min_size=1, max_size=6)),
    st.tuples(st.just("drop"), st.lists(st.sampled_from(EVENTS), min_size=1, max_size=3)),
    st.tuples(st.just("open"), st.sampled_from(EVENTS)),
    st.tuples(st.just("close"), st.sampled_from(EVENTS)),
    st.tuples(st.just("turn"), st.sampled_from([True, True, False])),
)


def shown_in_order(groups: FloodGroups[Row], known: dict[str, Row], order: Order) -> list[Row]:
    """The rows as the list shows them, from the top."""
    keyed = [(groups.key(row), row) for row in known.values()]
    shown = [(key, row) for key, row in keyed if key is not None]
    shown.sort(key=lambda pair: pair[0], reverse=order is not Order.DUE)
    return [row for _, row in shown]


def check(groups: FloodGroups[Row], known: dict[str, Row], order: Order) -> None:
    """What always holds."""
    shown = shown_in_order(groups, known, order)
    ids = [row.id for row in shown]
    assert len({groups.key(row) for row in shown}) == len(shown)
    for row in known.values():
        group = groups.group(row.id)
        if group is None:
            assert row.id in ids, "a row of its own is shown"
            continue
        assert flood_group(row) is not None
        assert group.count >= 2
        assert group.head in ids, "who stands for others is shown"
        assert group.is_open or (row.id in ids) is (row.id == group.head)
        head = known[group.head]
        assert row.grade <= head.grade
        assert not (group.lines.keys() - known.keys())
        if group.is_open:  # its rows follow the head, in the list's order
            at = ids.index(group.head)
            below = ids[at + 1 : at + group.count]
            assert set(below) == group.lines.keys() - {group.head}
            keys = [InboxFilter(order=order).key(known[one]) for one in below]
            assert keys == sorted(keys, reverse=order is not Order.DUE)
    for row in known.values():
        if row.grade == 4 or row.state != "reported" or row.is_drill:
            assert row.id in ids
            assert groups.group(row.id) is None
    hidden = known.keys() - set(ids)
    assert sum(g.count - 1 for g in groups.groups() if not g.is_open) == len(hidden)


@given(st.lists(changes, max_size=25), st.sampled_from(Order))
@settings(max_examples=300)
def test_each_line_is_shown_or_stands_behind_a_shown_head(
    doing: list[tuple[str, object]], order: Order
) -> None:
    groups: FloodGroups[Row] = FloodGroups(InboxFilter(order=order), is_on=True)
    known: dict[str, Row] = {}
    for what, with_what in doing:
        before = {one: groups.key(row) for one, row in known.items()}
        if what == "put":
            assert isinstance(with_what, list)
            given_rows = list({row.id: row for row in with_what}.values())
            known |= {row.id: row for row in given_rows}
            touched = groups.put(given_rows)
        elif what == "drop":
            assert isinstance(with_what, list)
            for one in with_what:
                known.pop(one, None)
            touched = groups.drop(with_what)
        elif what == "turn":
            touched = groups.turn(known.values(), is_on=bool(with_what))
        else:
            touched = groups.open_group(str(with_what), is_open=what == "open")
        check(groups, known, order)
        after = {one: groups.key(row) for one, row in known.items()}
        moved = {one for one, key in after.items() if one not in before or before[one] != key}
        assert moved <= touched, "who changes place is told of"
        whose = {key: one for one, key in before.items() if key is not None}
        assert all(whose.get(key, one) == one for one, key in after.items() if key is not None), (
            "no row takes the place of another before that one is gone"
        )


@given(st.lists(rows, max_size=7, unique_by=lambda row: row.id), st.sampled_from(Order))
def test_without_a_flood_the_list_is_as_it_was(given_rows: list[Row], order: Order) -> None:
    wanted = InboxFilter(order=order)
    groups: FloodGroups[Row] = FloodGroups(wanted)
    groups.put(given_rows)
    assert [groups.key(row) for row in given_rows] == [wanted.key(row) for row in given_rows]
    groups.turn(given_rows, is_on=True)
    groups.turn(given_rows, is_on=False)
    assert [groups.key(row) for row in given_rows] == [wanted.key(row) for row in given_rows]
    assert not groups.groups()


@pytest.mark.parametrize(
    ("row", "group"),
    [
        (Row(), ("FX01-05", "0702")),
        (Row(grid=None), ("FX01", "0702")),
        (Row(grid=None, village=None), None),
        (Row(state="triage"), None),
        (Row(grade=4), None),
        (Row(is_drill=True), None),
    ],
)
def test_what_a_line_is_grouped_by(row: Row, group: tuple[str, str] | None) -> None:
    assert flood_group(row) == group


def test_the_gravest_then_newest_stands_for_all_where_the_first_would_stand() -> None:
    wanted = InboxFilter()
    groups: FloodGroups[Row] = FloodGroups(wanted, is_on=True)
    old, grave = Row("old"), Row("grave", grade=3, reported_at=NOW + timedelta(seconds=1))
    new = Row("new", reported_at=NOW + timedelta(seconds=9), due_at=NOW + timedelta(seconds=60))
    groups.put([old, grave, new])
    group = groups.group("old")
    assert group is not None
    assert (group.head, group.count, group.soonest.id) == ("grave", 3, "new")
    assert groups.key(old) is groups.key(new) is None
    key = groups.key(grave)
    assert key is not None
    assert key[:2] == wanted.key(new)
    assert groups.open_group("old", is_open=True) >= {"old", "grave", "new"}
    late = replace(new, id="late", reported_at=NOW + timedelta(seconds=20))
    groups.put([late])  # an open group stays where it is
    assert groups.key(grave) == key
    groups.open_group("old", is_open=False)
    moved = groups.key(grave)
    assert moved is not None
    assert moved[:2] == wanted.key(late)


def test_a_group_that_was_left_by_all_but_one_begins_closed_again() -> None:
    groups: FloodGroups[Row] = FloodGroups(InboxFilter(), is_on=True)
    first, second = Row("a"), Row("b", grade=2)
    groups.put([first, second])
    groups.open_group("a", is_open=True)
    assert groups.put([replace(second, state="triage")]) == {"a", "b"}
    assert groups.group("a") is None
    assert groups.put([second]) == {"a", "b"}
    assert groups.key(first) is None
