"""Orders to clocks: what fits is done, what doesn't changes nothing."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.calendar_data import parse_calendar
from backend.domain.clock_orders import Ordering, follow_orders
from backend.domain.clocks import Clock, ClockError, ClockFault
from backend.domain.limits import Limit, LimitKind, RowLimits, Unit
from backend.domain.outcomes import ClockOp, ClockOrder, clocks
from backend.domain.words import Grade

START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
DATA = Path(__file__).parents[3] / "backend" / "data" / "calendar_2026.json"
CALENDAR = parse_calendar(json.loads(DATA.read_text(encoding="utf-8")))
ROW = RowLimits(Grade.LARGER, Limit(30, Unit.MINUTE), None, Limit(24, Unit.URGENT_HOUR))
BEGUN = clocks(ClockOp.START, LimitKind.SIGN, LimitKind.ARRIVE, LimitKind.CLOSE)


def after(
    running: tuple[Clock, ...],
    *orders: ClockOrder,
    minutes: int = 0,
    before: Grade = Grade.LARGER,
    grade: Grade = Grade.LARGER,
) -> tuple[Clock, ...]:
    now = START + timedelta(minutes=minutes)
    return follow_orders(running, orders, Ordering(ROW, before, grade, now, CALENDAR))


def test_a_step_that_the_row_does_not_have_gets_no_clock() -> None:
    assert [clock.kind for clock in after((), *BEGUN)] == [LimitKind.SIGN, LimitKind.CLOSE]


def test_a_running_clock_does_not_begin_anew_and_a_stopped_one_does() -> None:
    begun = after((), *BEGUN)
    assert after(begun, *BEGUN, minutes=5) == begun
    stopped = after(begun, ClockOrder(ClockOp.STOP, LimitKind.SIGN), minutes=5)
    again = after(stopped, *BEGUN, minutes=9)
    assert again[0].started_at == START + timedelta(minutes=9)
    assert again[0].stopped_at is None
    assert again[1] == begun[1]


def test_all_stop_together() -> None:
    stopped = after(after((), *BEGUN), ClockOrder(ClockOp.STOP), minutes=7)
    assert {clock.stopped_at for clock in stopped} == {START + timedelta(minutes=7)}


def test_a_raise_adds_the_stricter_limit_from_the_first_moment_and_lowering_nothing() -> None:
    begun = after((), *BEGUN)
    regrade = ClockOrder(ClockOp.REGRADE)
    raised = after(begun, regrade, minutes=3, before=Grade.LARGER, grade=Grade.URGENT)
    now = START + timedelta(minutes=3)
    assert raised[0].due(now, CALENDAR) == START + timedelta(minutes=5)
    assert after(raised, regrade, minutes=4, before=Grade.URGENT, grade=Grade.GENERAL) == raised


def test_a_signed_limit_holds_beside_the_rows_from_the_first_moment() -> None:
    signed = ClockOrder(ClockOp.TIGHTEN, LimitKind.CLOSE, limit=Limit(2, Unit.URGENT_HOUR))
    held = after(after((), *BEGUN), signed, minutes=30)
    assert held[1].due(START, CALENDAR) == START + timedelta(hours=2)
    begun_by_it = after((), signed, minutes=30)
    assert begun_by_it[0].due(START, CALENDAR) == START + timedelta(minutes=150)


def test_a_pause_with_a_date_is_an_extension_and_resuming_ends_it() -> None:
    close = after((), ClockOrder(ClockOp.START, LimitKind.CLOSE))
    until = START + timedelta(hours=6)
    paused = after(close, ClockOrder(ClockOp.PAUSE, LimitKind.CLOSE, until), minutes=60)
    assert paused[0].pauses[0].is_extension
    resumed = after(paused, ClockOrder(ClockOp.RESUME, LimitKind.CLOSE), minutes=120)
    assert resumed[0].due(START, CALENDAR) == START + timedelta(hours=25)


def test_an_extension_beyond_the_rules_is_an_error_not_a_silent_nothing() -> None:
    close = after((), ClockOrder(ClockOp.START, LimitKind.CLOSE))
    too_long = ClockOrder(ClockOp.PAUSE, LimitKind.CLOSE, START + timedelta(hours=20))
    with pytest.raises(ClockError) as error:
        after(close, too_long)
    assert error.value.fault is ClockFault.EXTENSION_HALF


_orders = st.lists(
    st.builds(
        ClockOrder,
        st.sampled_from(ClockOp),
        st.none() | st.sampled_from([LimitKind.SIGN, LimitKind.CLOSE, LimitKind.ARRIVE]),
    ),
    max_size=12,
)


@given(orders=_orders)
def test_no_order_is_an_error_for_what_the_clocks_happen_to_do(orders: list[ClockOrder]) -> None:
    running: tuple[Clock, ...] = ()
    for minutes, order in enumerate(orders):
        running = after(running, order, minutes=minutes, grade=Grade.URGENT)
        kinds = [clock.kind for clock in running]
        assert len(kinds) == len(set(kinds))
