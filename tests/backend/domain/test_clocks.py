"""Clocks: what holds whatever happens to one, and the days people know."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from backend.domain.calendar_data import parse_calendar
from backend.domain.clocks import (
    Clock,
    ClockError,
    ClockFault,
    Light,
    proposed_supervision,
)
from backend.domain.limits import BY_PLAN, Limit, LimitKind, Unit, parse_limit
from backend.domain.words import Grade, Supervision
from backend.domain.work_calendar import WorkCalendar

DATA = Path(__file__).parents[3] / "backend" / "data" / "calendar_2026.json"
CALENDAR: WorkCalendar = parse_calendar(json.loads(DATA.read_text(encoding="utf-8")))
CHINA = ZoneInfo("Asia/Shanghai")
UNEVEN = parse_calendar(
    {
        **json.loads(DATA.read_text(encoding="utf-8")),
        "time_zone": "America/New_York",
        "hours": {
            "mon": ["08:00-12:07", "13:00-18:00"],
            "tue": ["00:00-24:00"],
            "wed": ["09:00-09:01"],
            "thu": [],
            "fri": ["08:00-11:00"],
            "sat": [],
            "sun": ["01:30-02:30"],
        },
        "years": {},
    }
)
LIMITS = st.builds(
    Limit, st.integers(1, 40), st.sampled_from([unit for unit in Unit if unit is not Unit.PLAN])
)
CALENDARS = st.sampled_from([CALENDAR, UNEVEN])
STARTS = st.datetimes(datetime(2026, 1, 5), datetime(2026, 11, 20), timezones=st.just(UTC))
SPANS = st.timedeltas(timedelta(0), timedelta(days=12))
TINY = timedelta(microseconds=1)
"""To what a part of an odd working day is rounded, once a projection."""


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=CHINA)


def clock(text: str, started_at: datetime, *more: str) -> Clock:
    limits = tuple(limit for one in (text, *more) if (limit := parse_limit(one)) is not None)
    return Clock.start(LimitKind.CLOSE, started_at, limits)


# Whatever happens


@dataclass(frozen=True)
class History:
    """A clock to which things happened, and when the last of them did."""

    clock: Clock
    last_at: datetime


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Running clocks with some pauses and rework behind them."""
    now = draw(STARTS)
    made = Clock.start(LimitKind.CLOSE, now, tuple(draw(st.lists(LIMITS, min_size=1, max_size=3))))
    for what in draw(st.lists(st.sampled_from(["pause", "until", "rework"]), max_size=4)):
        began, ended = now + draw(SPANS), timedelta(seconds=1) + draw(SPANS)
        now = began + ended
        if what == "rework":
            made = made.stop(began).rework(now)
        elif what == "pause":
            made = made.pause(began).resume(now)
        else:
            made = made.pause(began, now)
    return History(made, now)


@settings(max_examples=80, deadline=None)
@given(histories(), CALENDARS, SPANS, SPANS)
def test_clock_never_runs_backwards(
    history: History, calendar: WorkCalendar, one: timedelta, other: timedelta
) -> None:
    first, second = sorted((history.last_at + one, history.last_at + other))
    made = history.clock
    assert made.share_used(first, calendar) <= made.share_used(second, calendar)
    assert made.is_overdue(first, calendar) <= made.is_overdue(second, calendar)
    assert made.was_late(first, calendar) <= made.was_late(second, calendar)
    assert made.due(first, calendar) == made.due(second, calendar)
    left = [made.remaining(now, calendar) for now in (second, first)]
    assert left[0] is not None
    assert left[1] is not None
    assert left[0] <= left[1]


@settings(max_examples=80, deadline=None)
@given(histories(), CALENDARS, SPANS, SPANS, SPANS, st.booleans())
def test_pause_never_shortens(
    history: History,
    calendar: WorkCalendar,
    wait: timedelta,
    length: timedelta,
    later: timedelta,
    planned: bool,
) -> None:
    assume(length > timedelta(0))
    began, ended = history.last_at + wait, history.last_at + wait + length
    before = history.clock
    after = before.pause(began, ended) if planned else before.pause(began).resume(ended)
    now = ended + later
    due, paused_due = before.due(now, calendar), after.due(now, calendar)
    assert due is not None
    assert paused_due is not None
    assert due - TINY <= paused_due
    assert after.share_used(now, calendar) <= before.share_used(now, calendar)


@settings(max_examples=60, deadline=None)
@given(histories(), CALENDARS, SPANS, SPANS)
def test_clock_stands_still_in_a_pause(
    history: History, calendar: WorkCalendar, wait: timedelta, length: timedelta
) -> None:
    began = history.last_at + wait
    paused = history.clock.pause(began)
    for now in (began, began + length / 2, began + length):
        assert paused.is_paused(now)
        assert paused.share_used(now, calendar) == paused.share_used(began, calendar)
        assert paused.remaining(now, calendar) == paused.remaining(began, calendar)
        assert paused.light(now, calendar) == paused.light(began, calendar)
        assert paused.next_change(now, calendar) is None


@settings(max_examples=60, deadline=None)
@given(
    histories(),
    CALENDARS,
    st.sampled_from(list(Grade)),
    st.sampled_from(list(Grade)),
    st.lists(LIMITS, max_size=2),
    SPANS,
)
def test_no_other_grade_lengthens(
    history: History,
    calendar: WorkCalendar,
    old: Grade,
    new: Grade,
    limits: list[Limit],
    later: timedelta,
) -> None:
    before, now = history.clock, history.last_at + later
    after = before.regrade(old, new, tuple(limits))
    due, new_due = before.due(now, calendar), after.due(now, calendar)
    assert due is not None
    assert new_due is not None
    assert new_due <= due
    if new <= old:
        assert after == before
    else:
        # The stricter, counted from the first moment, over the same pauses.
        alone = replace(before, limits=tuple(limits)).due(now, calendar)
        assert new_due == (due if alone is None else min(due, alone))


@settings(max_examples=60, deadline=None)
@given(LIMITS, CALENDARS, STARTS, STARTS)
def test_later_start_is_due_no_earlier(
    limit: Limit, calendar: WorkCalendar, one: datetime, other: datetime
) -> None:
    dues = [
        Clock.start(LimitKind.CLOSE, start, (limit,)).due(start, calendar)
        for start in sorted((one, other))
    ]
    assert dues[0] is not None
    assert dues[1] is not None
    assert dues[0] <= dues[1]


@settings(max_examples=60, deadline=None)
@given(LIMITS, CALENDARS, STARTS)
def test_limit_is_used_up_when_due(limit: Limit, calendar: WorkCalendar, start: datetime) -> None:
    made = Clock.start(LimitKind.CLOSE, start, (limit,))
    due = made.due(start, calendar)
    assert due is not None
    assert 0 <= made.share_used(due, calendar) - 1 < Fraction(1, 10**6)
    assert made.share_used(due - TINY, calendar) < 1
    assert not made.is_overdue(due, calendar)
    assert made.is_overdue(due + TINY, calendar)
    assert made.remaining(due, calendar) == timedelta(0)


@settings(max_examples=60, deadline=None)
@given(histories(), CALENDARS, SPANS, SPANS)
def test_rework_leaves_a_fifth_at_least_and_no_less_than_was_left(
    history: History, calendar: WorkCalendar, wait: timedelta, length: timedelta
) -> None:
    stopped_at = history.last_at + wait
    handed_in = history.clock.stop(stopped_at)
    back_at = stopped_at + length
    again = handed_in.rework(back_at)
    used = handed_in.share_used(back_at, calendar)
    assert used == history.clock.share_used(stopped_at, calendar)
    assert again.share_used(back_at, calendar) <= min(used, Fraction(4, 5))
    assert again.was_late(back_at, calendar) == handed_in.was_late(back_at, calendar)
    if len(history.clock.limits) == 1:
        assert again.share_used(back_at, calendar) == min(used, Fraction(4, 5))


@settings(max_examples=60, deadline=None)
@given(histories(), CALENDARS, SPANS, st.data())
def test_nothing_changes_before_the_next_change(
    history: History, calendar: WorkCalendar, later: timedelta, data: st.DataObject
) -> None:
    made, now = history.clock, history.last_at + later

    def shown(moment: datetime) -> tuple[Light, Supervision | None]:
        level = proposed_supervision(made, Supervision.NONE, moment, calendar)
        return made.light(moment, calendar), level

    change = made.next_change(now, calendar)
    if change is None:
        assert shown(now) == shown(now + timedelta(days=200)) == (Light.OVERDUE, Supervision.RED)
        return
    before = now + (change - now - TINY) * data.draw(st.floats(0, 1))
    assert shown(before) == shown(now)
    assert shown(change) != shown(now)


class AnyLife(RuleBasedStateMachine):
    """Anything is tried at any time: refused with a reason, or done and never backwards."""

    @initialize(start=STARTS, limits=st.lists(LIMITS, min_size=1, max_size=2), calendar=CALENDARS)
    def begin(self, start: datetime, limits: list[Limit], calendar: WorkCalendar) -> None:
        self.now, self.calendar = start, calendar
        self.clock = Clock.start(LimitKind.CLOSE, start, tuple(limits))
        self.share = Fraction(0)

    @rule(span=SPANS)
    def wait(self, span: timedelta) -> None:
        self.now += span

    @rule(span=st.none() | SPANS)
    def pause(self, span: timedelta | None) -> None:
        until = None if span is None else self.now + span
        was_paused = self.clock.is_paused(self.now)
        try:
            self.clock = self.clock.pause(self.now, until)
        except ClockError as error:
            fault = error.fault
        else:
            assert not was_paused
            assert self.clock.is_paused(self.now)
            return
        expected = {
            ClockFault.STOPPED: self.clock.stopped_at is not None,
            ClockFault.PAUSED: was_paused,
            ClockFault.PAUSE_END: span == timedelta(0),
        }
        assert expected[fault]

    @rule()
    def resume(self) -> None:
        was_paused = self.clock.is_paused(self.now)
        try:
            self.clock = self.clock.resume(self.now)
        except ClockError as error:
            fault = error.fault
        else:
            assert was_paused
            return
        assert not was_paused
        assert fault in {ClockFault.NOT_PAUSED, ClockFault.STOPPED}

    @rule()
    def stop(self) -> None:
        stopped = self.clock.stopped_at is not None
        try:
            self.clock = self.clock.stop(self.now)
        except ClockError as error:
            fault = error.fault
        else:
            assert not stopped
            return
        assert stopped
        assert fault is ClockFault.STOPPED

    @precondition(lambda self: self.clock.stopped_at is not None)
    @rule()
    def rework(self) -> None:
        self.clock = self.clock.rework(self.now)
        self.share = min(self.share, Fraction(4, 5))

    @rule(limit=LIMITS)
    def tighten(self, limit: Limit) -> None:
        self.clock = self.clock.tighten((limit,))

    @rule()
    def something_earlier(self) -> None:
        before = self.clock.started_at - timedelta(seconds=1)
        for attempt in (self.clock.pause, self.clock.resume, self.clock.stop):
            with pytest.raises(ClockError):
                attempt(before)

    @invariant()
    def never_backwards(self) -> None:
        share = self.clock.share_used(self.now, self.calendar)
        assert share >= self.share
        self.share = share

    @invariant()
    def figures_agree(self) -> None:
        left = self.clock.remaining(self.now, self.calendar)
        due = self.clock.due(self.now, self.calendar)
        assert left is not None
        assert due is not None
        overdue = self.clock.is_overdue(self.now, self.calendar)
        assert (left <= timedelta(0)) if overdue else (left >= timedelta(0))
        if overdue:
            assert self.clock.share_used(self.now, self.calendar) >= 1
            assert self.clock.was_late(self.now, self.calendar)
        if self.clock.is_paused(self.now) and not overdue and left > timedelta(0):
            assert due >= self.now


TestAnyLife = AnyLife.TestCase
TestAnyLife.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)


# Days that people know


def test_working_limit_stands_still_at_night_and_over_a_festival() -> None:
    made = clock("4WH", at(9, 30, 16, 30))  # an hour before National Day
    assert made.due(at(9, 30, 17), CALENDAR) == at(10, 8, 11, 30)
    assert made.share_used(at(10, 5, 12), CALENDAR) == Fraction(1, 4)
    assert made.remaining(at(10, 5, 12), CALENDAR) == timedelta(hours=3)
    assert made.remaining(at(10, 8, 12, 30), CALENDAR) == -timedelta(minutes=30)


def test_urgent_limit_knows_no_night() -> None:
    made = clock("15min", at(10, 1, 23, 50))
    assert made.due(at(10, 1, 23, 51), CALENDAR) == at(10, 2, 0, 5)


def test_amber_at_seventy_per_cent() -> None:
    made = clock("10min", at(3, 10, 9))
    assert made.light(at(3, 10, 9, 6), CALENDAR) is Light.GREEN
    assert made.light(at(3, 10, 9, 7), CALENDAR) is Light.AMBER
    assert made.light(at(3, 10, 9, 10), CALENDAR) is Light.AMBER
    assert made.light(at(3, 10, 9, 11), CALENDAR) is Light.OVERDUE
    assert made.next_change(at(3, 10, 9), CALENDAR) == at(3, 10, 9, 7)


@pytest.mark.parametrize(
    ("minute", "level"),
    [
        (10, None),
        (11, Supervision.ORDINARY),
        (14, Supervision.ORDINARY),
        (15, Supervision.YELLOW),
        (19, Supervision.YELLOW),
        (20, Supervision.RED),
    ],
)
def test_supervision_is_proposed_by_how_much_is_over(
    minute: int, level: Supervision | None
) -> None:
    now, made = at(3, 10, 9, minute), clock("10min", at(3, 10, 9))
    assert proposed_supervision(made, Supervision.NONE, now, CALENDAR) is level
    if level is not None:
        assert proposed_supervision(made, level, now, CALENDAR) is None
        assert proposed_supervision(made.stop(now), Supervision.NONE, now, CALENDAR) is None


def test_raised_clock_counts_the_stricter_limit_from_the_first_moment() -> None:
    made = clock("4WH", at(3, 10, 9))
    raised = made.regrade(Grade.GENERAL, Grade.MAJOR, (Limit(15, Unit.MINUTE),))
    assert raised.due(at(3, 10, 9, 5), CALENDAR) == at(3, 10, 9, 15)
    assert raised.governing(at(3, 10, 9, 5), CALENDAR) == Limit(15, Unit.MINUTE)
    assert raised.is_overdue(at(3, 10, 9, 30), CALENDAR)
    lowered = raised.regrade(Grade.MAJOR, Grade.GENERAL, (Limit(4, Unit.WORK_HOUR),))
    assert lowered.due(at(3, 10, 9, 5), CALENDAR) == at(3, 10, 9, 15)


def test_raise_that_is_laxer_changes_nothing() -> None:
    made = clock("5min", at(3, 10, 9))
    raised = made.regrade(Grade.GENERAL, Grade.LARGER, (Limit(2, Unit.WORK_HOUR),))
    assert raised.due(at(3, 10, 9), CALENDAR) == at(3, 10, 9, 5)


def test_raise_after_the_stop_makes_nobody_late() -> None:
    done = clock("4WH", at(3, 10, 9)).stop(at(3, 10, 11))
    raised = done.regrade(Grade.GENERAL, Grade.URGENT, (Limit(5, Unit.MINUTE),))
    assert not raised.is_overdue(at(3, 10, 12), CALENDAR)


def test_suspension_runs_out_by_itself() -> None:
    made = clock("2WD", at(3, 10, 8, 30)).pause(at(3, 11, 8, 30), at(3, 13, 8, 30))
    assert made.is_paused(at(3, 12, 9))
    assert made.due(at(3, 12, 9), CALENDAR) == at(3, 13, 17, 30)
    assert not made.is_paused(at(3, 13, 9))
    assert made.light(at(3, 13, 17), CALENDAR) is Light.AMBER
    sooner = made.resume(at(3, 12, 8, 30))
    assert sooner.due(at(3, 12, 9), CALENDAR) == at(3, 12, 17, 30)


def test_pause_does_not_mend_what_was_late() -> None:
    made = clock("1WH", at(3, 10, 9)).pause(at(3, 10, 11))
    assert made.is_overdue(at(3, 11, 9), CALENDAR)
    assert made.remaining(at(3, 11, 9), CALENDAR) == -timedelta(hours=1)


def test_pause_keeps_the_limit_that_was_first() -> None:
    # Before work: the hour day and night ends first; resumed at eleven, the 24 minutes would.
    made = clock("1UH", at(3, 10, 7), "24Wmin").pause(at(3, 10, 7))
    for now in (at(3, 10, 7), at(3, 10, 11)):
        assert made.governing(now, CALENDAR) == Limit(1, Unit.URGENT_HOUR)
        assert made.remaining(now, CALENDAR) == timedelta(hours=1)
    assert made.due(at(3, 10, 11), CALENDAR) == at(3, 10, 11, 24)


def test_extension_up_to_half_the_limit_twice() -> None:
    made = clock("4WD", at(3, 9, 8, 30))
    two_days, longer = at(3, 12, 8, 30), at(3, 12, 8, 31)
    start = at(3, 10, 8, 30)
    assert made.extension_faults(start, two_days, CALENDAR) == ()
    assert made.extension_faults(start, longer, CALENDAR) == (ClockFault.EXTENSION_HALF,)
    assert made.extension_share(start, at(3, 11, 8, 30), CALENDAR) == Fraction(1, 4)
    once = made.extend(start, two_days, CALENDAR)
    assert once.due(start, CALENDAR) == at(3, 16, 17, 30)
    twice = once.extend(at(3, 12, 9), at(3, 13, 9), CALENDAR)
    with pytest.raises(ClockError) as caught:
        twice.extend(at(3, 13, 10), at(3, 13, 11), CALENDAR)
    assert caught.value.fault is ClockFault.EXTENDED_OFTEN


def test_extension_up_to_twenty_days() -> None:
    made = clock("60ND", at(3, 1, 9))
    start = at(3, 10, 9)
    assert made.extension_faults(start, at(3, 30, 9), CALENDAR) == ()
    assert made.extension_faults(start, at(3, 30, 10), CALENDAR) == (ClockFault.EXTENSION_DAYS,)
    assert clock("按预案", at(3, 1, 9)).extension_faults(start, at(4, 30, 9), CALENDAR) == (
        ClockFault.EXTENSION_DAYS,
    )


def test_extension_has_to_end_after_it_begins() -> None:
    start = at(3, 10, 9)
    faults = clock("4WD", at(3, 9, 9)).extension_faults(start, start, CALENDAR)
    assert faults == (ClockFault.PAUSE_END,)


def test_rework_goes_on_with_what_was_left() -> None:
    made = clock("10UH", at(3, 10, 8)).stop(at(3, 10, 12)).rework(at(3, 10, 20))
    assert made.due(at(3, 10, 20), CALENDAR) == at(3, 11, 2)
    assert not made.was_late(at(3, 10, 20), CALENDAR)


def test_late_hand_in_gets_a_fifth_but_stays_late() -> None:
    made = clock("10UH", at(3, 10, 8)).stop(at(3, 10, 20)).rework(at(3, 11, 8))
    assert made.due(at(3, 11, 8), CALENDAR) == at(3, 11, 10)
    assert not made.is_overdue(at(3, 11, 9), CALENDAR)
    assert made.was_late(at(3, 11, 9), CALENDAR)


def test_hand_in_at_the_last_moment_is_in_time() -> None:
    made = clock("10UH", at(3, 10, 8)).stop(at(3, 10, 18))
    assert not made.is_overdue(at(3, 11), CALENDAR)
    assert not made.rework(at(3, 11)).was_late(at(3, 11), CALENDAR)


def test_things_of_one_moment_keep_their_order() -> None:
    noon = at(3, 10, 12)
    made = clock("10UH", at(3, 10, 8)).stop(noon).rework(noon).pause(noon, at(3, 10, 14))
    assert made.due(noon, CALENDAR) == at(3, 10, 20)
    assert made.share_used(at(3, 10, 13), CALENDAR) == Fraction(2, 5)
    other = clock("10UH", at(3, 10, 8)).pause(noon).stop(noon).rework(at(3, 10, 14))
    assert other.due(at(3, 10, 14), CALENDAR) == at(3, 10, 20)


def test_planned_pause_is_over_at_its_end() -> None:
    made = clock("10UH", at(3, 10, 8)).pause(at(3, 10, 9), at(3, 10, 12))
    assert made.is_paused(at(3, 10, 11, 59))
    assert not made.is_paused(at(3, 10, 12))


def test_clock_of_another_machine_that_is_behind_changes_nothing() -> None:
    made = clock("4WD", at(3, 10, 8)).pause(at(3, 11, 9)).resume(at(3, 12, 9))
    last, earlier = at(3, 12, 9), at(3, 9)
    assert made.share_used(earlier, CALENDAR) == made.share_used(last, CALENDAR)
    assert made.remaining(earlier, CALENDAR) == made.remaining(last, CALENDAR)
    assert made.next_change(earlier, CALENDAR) == made.next_change(last, CALENDAR)
    assert not made.is_paused(earlier)


def test_pause_ends_with_the_stop() -> None:
    made = clock("10UH", at(3, 10, 8)).pause(at(3, 10, 9)).stop(at(3, 10, 12))
    assert made.share_used(at(3, 20), CALENDAR) == Fraction(1, 10)
    assert not made.is_paused(at(3, 20))
    again = made.rework(at(3, 10, 13))
    assert again.due(at(3, 10, 13), CALENDAR) == at(3, 10, 22)


def test_limit_by_plan_is_never_due_until_someone_sets_one() -> None:
    made = clock("按预案", at(3, 10, 8))
    now = at(3, 20)
    assert made.limits == (BY_PLAN,)
    assert made.due(now, CALENDAR) is None
    assert made.remaining(now, CALENDAR) is None
    assert made.governing(now, CALENDAR) is None
    assert made.next_change(now, CALENDAR) is None
    assert made.extension_share(now, at(3, 21), CALENDAR) is None
    assert made.light(now, CALENDAR) is Light.GREEN
    assert proposed_supervision(made, Supervision.NONE, now, CALENDAR) is None
    assert made.tighten((Limit(5, Unit.NATURAL_DAY),)).due(now, CALENDAR) == at(3, 15, 8)


def test_clock_says_which_years_it_doesn_t_know() -> None:
    made = clock("5WD", at(12, 30, 9))
    assert made.unknown_years(at(12, 30, 9), CALENDAR) == (2027,)
    assert clock("48UH", at(12, 31, 9)).unknown_years(at(12, 31, 9), CALENDAR) == ()
    assert clock("5WD", at(3, 10, 9)).unknown_years(at(3, 10, 9), CALENDAR) == ()


@pytest.mark.parametrize(
    ("attempt", "fault"),
    [
        (lambda c: c.pause(at(3, 9)), ClockFault.EARLIER),
        (lambda c: c.resume(at(3, 11)), ClockFault.NOT_PAUSED),
        (lambda c: c.pause(at(3, 11)).pause(at(3, 12)), ClockFault.PAUSED),
        (lambda c: c.pause(at(3, 11)).resume(at(3, 10, 12)), ClockFault.EARLIER),
        (lambda c: c.pause(at(3, 11), at(3, 12)).resume(at(3, 13)), ClockFault.NOT_PAUSED),
        (lambda c: c.pause(at(3, 12), at(3, 11)), ClockFault.PAUSE_END),
        (lambda c: c.stop(at(3, 11)).stop(at(3, 12)), ClockFault.STOPPED),
        (lambda c: c.stop(at(3, 11)).pause(at(3, 12)), ClockFault.STOPPED),
        (lambda c: c.rework(at(3, 11)), ClockFault.NOT_STOPPED),
        (lambda c: c.stop(at(3, 11)).rework(at(3, 10, 12)), ClockFault.EARLIER),
    ],
)
def test_clock_refuses_what_can_t_be(attempt: object, fault: ClockFault) -> None:
    assert callable(attempt)
    with pytest.raises(ClockError) as caught:
        attempt(clock("4WD", at(3, 10, 8)))
    assert caught.value.fault is fault


def test_time_without_an_offset_is_refused() -> None:
    naive = datetime(2026, 3, 10, 9)
    with pytest.raises(ValueError, match="offset"):
        clock("4WD", naive)
    with pytest.raises(ValueError, match="offset"):
        clock("4WD", at(3, 10)).due(naive, CALENDAR)


def test_clock_keeps_utc() -> None:
    made = clock("4WD", at(3, 10, 8)).pause(at(3, 10, 9), at(3, 11)).stop(at(3, 10, 10))
    times = [made.started_at, made.stopped_at, made.pauses[0].began_at, made.pauses[0].until]
    assert all(one is not None and one.tzinfo is UTC for one in times)
