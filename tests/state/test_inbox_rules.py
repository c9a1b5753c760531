"""Which events the inbox shows, how arrivals are told of, what one key does."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state.arrivals import BATCH_EVERY, BATCH_MOST, CALM_MOST, WINDOW, Arrivals, Mode, Mute
from console.state.dispatch_plan import Missing, Plan, left_out, next_step, steps_unseen
from console.state.inbox_filter import (
    PLATFORMS,
    SOURCES,
    InboxFilter,
    Light,
    Me,
    Order,
    View,
    chosen,
    countdown,
    remaining,
)
from console.state.inbox_kept import MAX_SAVED, InboxKept, SavedFilters

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ME = Me("op1")


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


LATE = Row(due_at=NOW - timedelta(minutes=1), amber_at=NOW - timedelta(minutes=9))


@pytest.mark.parametrize(
    ("view", "row", "belongs"),
    [
        (View.OPEN, Row(), True),
        (View.OPEN, Row(state="closed"), False),
        (View.ENDED, Row(state="closed"), True),
        (View.MINE, Row(owner="op1", state="triage"), True),
        (View.MINE, Row(owner="op2", state="triage"), False),
        (View.UNACCEPTED, Row(), True),
        (View.UNACCEPTED, Row(state="triage"), False),
        (View.OVERDUE, LATE, True),
        (View.OVERDUE, replace(LATE, state="closed"), False),
        (View.NEARLY_DUE, Row(amber_at=NOW - timedelta(seconds=1)), True),
        (View.RETURNED, Row(returned=1, state="triage"), True),
        (View.TO_VERIFY, Row(state="verifying"), True),
        (View.OPEN, Row(is_drill=True), False),
        (View.DRILL, Row(is_drill=True), True),
    ],
)
def test_each_saved_filter(view: View, row: Row, belongs: bool) -> None:
    assert InboxFilter(view).matches(row, ME, NOW) is belongs


def test_mine_of_a_department_is_what_it_leads() -> None:
    me = Me("farmer", "农业农村办")
    assert InboxFilter(View.MINE).matches(Row(lead="农业农村办", state="assigned"), me, NOW)
    assert InboxFilter(View.MINE).query(me, NOW)["lead"] == "农业农村办"


def test_platform_and_text_narrow_a_list() -> None:
    assert not InboxFilter(platform="SJ").matches(Row(), ME, NOW)
    assert InboxFilter(text=" 堆物 ").matches(Row(), ME, NOW)
    assert not InboxFilter(text="着火").matches(Row(), ME, NOW)
    assert InboxFilter(text="堆物").needs_backend


@pytest.mark.parametrize(
    ("source", "row", "belongs"),
    [
        ("field", Row(), True),
        ("pane", Row(), False),
        ("river", Row(source="河长通"), True),
        ("field", Row(source="河长通"), False),
        ("hotline", Row(source="12345"), True),
        ("upper", Row(source="上级"), True),
    ],
)
def test_a_list_of_one_source(source: str, row: Row, belongs: bool) -> None:
    wanted = InboxFilter(source=source)
    assert wanted.matches(row, ME, NOW) is belongs
    assert (row.source in wanted.query(ME, NOW)["source"]) is belongs


filters = st.builds(
    InboxFilter,
    st.sampled_from(View),
    st.sampled_from([None, *PLATFORMS]),
    st.text(max_size=100),
    st.sampled_from(Order),
    st.sampled_from([None, *SOURCES]),
)


@given(filters)
def test_a_filter_comes_back_from_its_description(wanted: InboxFilter) -> None:
    assert InboxFilter.from_dict(json.loads(json.dumps(wanted.to_dict()))) == wanted


@pytest.mark.parametrize(
    "data", [None, [], {"view": "?"}, {"platform": "XX"}, {"source": "fax"}, {"text": 7}]
)
def test_a_description_that_is_no_filter_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        InboxFilter.from_dict(data)


names = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=40)


@given(st.dictionaries(names, filters, max_size=8), filters, st.booleans())
def test_the_inbox_comes_back_but_for_the_search(
    given_filters: dict[str, InboxFilter], wanted: InboxFilter, groups: bool
) -> None:
    saved = SavedFilters()
    for name, one in given_filters.items():
        saved = saved.saved(name, one)
    kept = InboxKept("AAAA", wanted, saved, groups)
    again = InboxKept.from_dict(json.loads(json.dumps(kept.to_dict())))
    assert again == replace(kept, wanted=replace(wanted, text=""))


def test_saved_filters_are_replaced_and_forgotten_by_name() -> None:
    saved = SavedFilters().saved(" 我的 ", InboxFilter()).saved("Late", InboxFilter(View.OVERDUE))
    assert saved.names == ("我的", "Late")
    saved = saved.saved("late", InboxFilter(View.MINE))
    assert saved.names == ("我的", "late")
    assert saved.filter("late").view is View.MINE
    assert saved.deleted("我的").names == ("late",)
    with pytest.raises(ValueError, match="name"):
        saved.saved("  ", InboxFilter())
    for number in range(MAX_SAVED - 2):
        saved = saved.saved(f"n{number}", InboxFilter())
    with pytest.raises(ValueError, match="already"):
        saved.saved("one too many", InboxFilter())


rows = st.builds(
    Row,
    id=st.uuids().map(str),
    grade=st.integers(1, 4),
    state=st.sampled_from(["reported", "triage", "handling", "closed"]),
    due_at=st.none() | st.integers(-999, 999).map(lambda s: NOW + timedelta(seconds=s)),
    reported_at=st.integers(0, 999).map(lambda s: NOW - timedelta(seconds=s)),
)


@given(st.lists(rows, max_size=30, unique_by=lambda row: row.id), st.sampled_from(Order))
def test_every_list_is_in_its_order(given_rows: list[Row], order: Order) -> None:
    wanted = InboxFilter(order=order)
    found = chosen(given_rows, wanted, ME, NOW)
    keys = [wanted.key(row) for row in found]
    assert keys == sorted(keys, reverse=order is not Order.DUE)
    assert {row.id for row in found} == {r.id for r in given_rows if wanted.matches(r, ME, NOW)}


def test_what_is_left_of_a_limit() -> None:
    assert remaining(Row(), NOW).light is Light.NONE
    assert remaining(LATE, NOW).light is Light.RED
    due = Row(due_at=NOW + timedelta(seconds=65), amber_at=NOW + timedelta(seconds=5))
    assert (remaining(due, NOW).light, remaining(due, NOW).left_s) == (Light.GREEN, 65)
    assert remaining(due, NOW + timedelta(seconds=5)).light is Light.AMBER
    assert [countdown(n) for n in (0, 65, 3661, 90_000, -5)] == [
        "0:00",
        "1:05",
        "1:01:01",
        "1d 1h",
        "-0:05",
    ]


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 4)), max_size=60))
def test_urgent_is_told_at_once_and_nothing_is_lost(coming: list[tuple[int, int]]) -> None:
    arrivals, now = Arrivals(), NOW
    told = 0
    for number, (gap_s, grade) in enumerate(coming):
        now += timedelta(seconds=gap_s)
        telling = arrivals.take([Row(id=str(number), grade=grade)], now)
        told += len(telling.events)
        if grade == 4:
            assert [event.id for event in telling.events] == [str(number)]
        told += sum(count for _, count in arrivals.due(now).groups)
    told += sum(count for _, count in arrivals.due(now + BATCH_EVERY).groups)
    assert told == len(coming)


def test_two_in_ten_minutes_are_told_one_by_one_more_in_batches() -> None:
    arrivals = Arrivals()
    one_by_one = [arrivals.take([Row(id=str(n))], NOW).events for n in range(3)]
    assert [len(events) for events in one_by_one] == [1, 1, 0]
    assert arrivals.mode(NOW) is Mode.BATCHES
    assert len(arrivals.take([Row(grade=3)], NOW).events) == 1
    for n in range(10):
        assert not arrivals.take([Row(id=f"x{n}", grade=1)], NOW).events
    assert arrivals.mode(NOW) is Mode.FLOOD
    assert not arrivals.take([Row(grade=3)], NOW).events
    groups = arrivals.due(NOW + BATCH_EVERY).groups
    assert groups == ((("FX01-05", "0702"), 12),)
    assert arrivals.mode(NOW + WINDOW) is Mode.SINGLE


def test_a_flood_of_rows_ebbs_well_below_where_it_began() -> None:
    arrivals = Arrivals()
    for n in range(BATCH_MOST):
        arrivals.take([Row(id=f"{n}")], NOW + timedelta(seconds=n))
    assert not arrivals.is_flood(NOW + timedelta(seconds=BATCH_MOST))
    arrivals.take([Row(id="more")], NOW + timedelta(seconds=BATCH_MOST))
    assert arrivals.is_flood(NOW + timedelta(seconds=BATCH_MOST))
    gone = BATCH_MOST - CALM_MOST
    assert arrivals.is_flood(NOW + WINDOW + timedelta(seconds=gone - 1))
    assert arrivals.mode(NOW + WINDOW + timedelta(seconds=gone - 1)) is Mode.BATCHES
    assert not arrivals.is_flood(NOW + WINDOW + timedelta(seconds=gone))


def test_without_a_grid_events_are_told_of_by_village() -> None:
    arrivals = Arrivals()
    arrivals.take([Row(id=str(n), grid=None) for n in range(5)], NOW)
    assert arrivals.due(NOW + BATCH_EVERY).groups == ((("FX01", "0702"), 3),)


def test_a_mute_ends_by_itself_and_never_holds_urgent_back() -> None:
    mute = Mute().begun(NOW)
    assert mute.is_on(NOW)
    assert not mute.lets_through(3, NOW)
    assert mute.lets_through(4, NOW)
    assert not mute.is_on(NOW + timedelta(minutes=5))


PLAN = Plan(("m1", "m2"), "交警中队", ("派出所",), routed="交警中队")


def test_one_key_takes_sends_and_tells() -> None:
    done: list[str] = []
    allowed = {"take"}
    while (step := next_step(PLAN, allowed, (), done)) is not None:
        done.append(step[0])
        allowed = {"dispatch", "assign"}
    assert done == ["take", "dispatch", "assign"]
    assert left_out(PLAN, done, ()) == ()
    steps = steps_unseen(PLAN, is_taken=True, sent=("m1",))
    assert [name for name, _ in steps] == ["dispatch", "assign"]
    assert steps[0][1] == {"people": ["m2"]}


def test_what_a_role_may_not_is_left_out_and_said() -> None:
    assert next_step(PLAN, {"dispatch"}, (), ["dispatch"]) is None
    assert left_out(PLAN, ["take", "dispatch"], ()) == ("assign",)


def test_a_plan_says_what_is_missing() -> None:
    assert Plan().missing() is Missing.NOBODY
    assert Plan(lead="甲", routed="乙").missing() is Missing.REASON
    assert Plan(lead="甲", routed="乙", reason="同类归口").missing() is None
    assert Plan(lead="甲", routed="甲", cooperating=("甲",)).missing() is Missing.LEAD_COOPERATES
