"""What hours and events do to a wall by themselves, and what a person's hand keeps."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.wall import (
    Alert,
    Gravest,
    Hours,
    Picture,
    Showing,
    Shown,
    Turn,
    WallScene,
    Why,
    about,
    by_hand,
    turn,
)

ZONE = ZoneInfo("Asia/Shanghai")
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
WORKDAYS = frozenset({1, 2, 3, 4, 5})
LONG_AGO = TUESDAY - timedelta(days=365)
CALM = Picture({"A": {"kind": "clock"}}, "平时")
HAND = Picture({"A": {"kind": "figures"}})


def scene(name: str, *hours: Hours, grade: int | None = None, kind: str = "board") -> WallScene:
    return WallScene(name, {"A": {"kind": kind}}, hours, grade, LONG_AGO)


def at(clock: str, day: int = 24) -> datetime:
    return datetime.combine(datetime(2026, 11, day), time.fromisoformat(clock), ZONE)


def hours(days: set[int] | frozenset[int], begins: str, ends: str) -> Hours:
    return Hours(frozenset(days), time.fromisoformat(begins), time.fromisoformat(ends))


@pytest.mark.parametrize(
    ("told", "now", "begun"),
    [
        (hours(WORKDAYS, "08:30", "17:30"), at("08:29"), None),
        (hours(WORKDAYS, "08:30", "17:30"), at("08:30"), at("08:30")),
        (hours(WORKDAYS, "08:30", "17:30"), at("17:29"), at("08:30")),
        (hours(WORKDAYS, "08:30", "17:30"), at("17:30"), None),
        (hours(WORKDAYS, "08:30", "17:30"), at("12:00", 28), None),  # a Saturday
        (hours({2}, "22:00", "06:00"), at("05:59", 25), at("22:00")),
        (hours({2}, "22:00", "06:00"), at("06:00", 25), None),
        (hours({3}, "22:00", "06:00"), at("23:00"), None),
        (hours({2}, "18:00", "00:00"), at("23:59"), at("18:00")),
        (hours({2}, "18:00", "00:00"), at("00:00", 25), None),
        (hours({2}, "07:00", "07:00"), at("06:59", 25), at("07:00")),
        (hours({1, 2, 3}, "07:00", "07:00"), at("07:00"), at("07:00")),
    ],
)
def test_hours_begin_on_their_day(told: Hours, now: datetime, begun: datetime | None) -> None:
    assert told.begun_at(now) == begun


days = st.frozensets(st.integers(1, 7), min_size=1)
times = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@given(days, times, times, st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
def test_hours_last_a_day_at_the_longest_and_begin_when_they_say(
    chosen: frozenset[int], begins: time, ends: time, moment: datetime
) -> None:
    told, now = Hours(chosen, begins, ends), moment.replace(tzinfo=ZONE)
    begun = told.begun_at(now)
    if begun is not None:
        assert timedelta() <= now - begun < timedelta(days=1)
        assert (begun.timetz().replace(tzinfo=None), begun.isoweekday() in chosen) == (begins, True)
        assert told.begun_at(begun) == begun


def test_a_scene_is_called_once_when_its_hours_begin() -> None:
    day = scene("白天", hours(WORKDAYS, "08:30", "17:30"))
    done = turn(Showing(CALM), [day], None, TUESDAY)
    assert done.due == ("白天",)
    assert done.called == ("白天", Why.HOURS)
    assert done.showing.now == Picture(day.shown, "白天")
    called = WallScene(day.name, day.shown, day.hours, None, TUESDAY)
    assert turn(Showing(HAND), [called], None, at("10:00")) == Turn(Showing(HAND))
    tomorrow = turn(Showing(HAND), [called], None, at("08:30", 25))
    assert tomorrow.called == ("白天", Why.HOURS)


def test_of_hours_that_began_while_nobody_looked_the_last_counts() -> None:
    early = scene("早", hours(WORKDAYS, "06:00", "12:00"), kind="map")
    late = scene("晚", hours(WORKDAYS, "08:00", "12:00"))
    done = turn(Showing(CALM), [late, early], None, TUESDAY)
    assert (set(done.due), done.called) == ({"早", "晚"}, ("晚", Why.HOURS))


MAJOR, URGENT = scene("重大", grade=3, kind="map"), scene("紧急", grade=4, kind="event")


def test_an_event_calls_its_scene_and_what_was_before_comes_back() -> None:
    calm = Showing(CALM)
    assert turn(calm, [MAJOR, URGENT], Gravest("e1", 2), TUESDAY) == Turn(calm)
    major = turn(calm, [MAJOR, URGENT], Gravest("e1", 3), TUESDAY)
    assert major.called == ("重大", Why.GRADE)
    assert major.showing.alert == Alert("重大", 3, "e1")
    graver = turn(major.showing, [MAJOR, URGENT], Gravest("e2", 4, True), TUESDAY)
    assert graver.showing == Showing(
        Picture({"A": {"kind": "event", "id": "e2"}}, "紧急"), CALM, Alert("紧急", 4, "e2")
    )
    still = turn(graver.showing, [MAJOR, URGENT], Gravest("e3", 4, True), TUESDAY)
    assert still == Turn(graver.showing)  # the second urgent event takes nothing away
    other = turn(graver.showing, [MAJOR, URGENT], Gravest("e3", 4), TUESDAY)
    assert other.showing.now.shown == {"A": {"kind": "event", "id": "e3"}}
    less = turn(other.showing, [MAJOR, URGENT], Gravest("e1", 3), TUESDAY)
    assert (less.showing.now.scene, less.showing.before) == ("重大", CALM)
    over = turn(less.showing, [MAJOR, URGENT], Gravest("e4", 1), TUESDAY)
    assert over == Turn(calm)
    assert turn(less.showing, [MAJOR, URGENT], None, TUESDAY) == Turn(calm)


def test_what_a_person_shows_in_an_alert_stays() -> None:
    alert = turn(Showing(CALM), [MAJOR, URGENT], Gravest("e1", 4), TUESDAY).showing
    chosen = by_hand(alert, HAND)
    assert turn(chosen, [MAJOR, URGENT], Gravest("e1", 4, True), TUESDAY) == Turn(chosen)
    less = turn(chosen, [MAJOR, URGENT], Gravest("e2", 3), TUESDAY)
    assert (less.showing.now, less.called) == (HAND, None)
    assert turn(less.showing, [MAJOR, URGENT], None, TUESDAY).showing == Showing(HAND)
    again = turn(less.showing, [MAJOR, URGENT], Gravest("e3", 4), TUESDAY)
    assert (again.called, again.showing.before) == (("紧急", Why.GRADE), HAND)


def test_hours_that_begin_in_an_alert_come_after_it() -> None:
    day = scene("白天", hours(WORKDAYS, "08:30", "17:30"))
    alert = Showing(Picture({"A": {"kind": "map"}}, "重大"), CALM, Alert("重大", 3, "e1"))
    done = turn(alert, [MAJOR, day], Gravest("e1", 3, True), TUESDAY)
    assert (done.due, done.called, done.showing.now) == (("白天",), None, alert.now)
    assert turn(done.showing, [MAJOR], None, TUESDAY).showing.now.scene == "白天"


def test_an_alert_whose_scene_was_removed_is_over() -> None:
    alert = turn(Showing(CALM), [MAJOR], Gravest("e1", 3), TUESDAY).showing
    assert turn(alert, [], Gravest("e1", 3, True), TUESDAY).showing == Showing(CALM)


def test_contents_that_leave_open_which_event_get_the_gravest() -> None:
    shown: Shown = {
        "A": {"kind": "event", "id": None},
        "B": {"kind": "consultation", "event": None},
        "C": {"kind": "event", "id": "e9"},
        "D": {"kind": "clock"},
    }
    assert about(shown, Gravest("e1", 3)) == {
        "A": {"kind": "event", "id": "e1"},
        "B": {"kind": "consultation", "event": "e1"},
        "C": {"kind": "event", "id": "e9"},
        "D": {"kind": "clock"},
    }
    assert about(shown, None)["A"] == about(shown, None)["B"] == {"kind": "board"}


happens = st.lists(
    st.one_of(
        st.builds(Gravest, st.sampled_from(["e1", "e2"]), st.integers(1, 4), st.booleans()),
        st.none(),
        st.just("hand"),
    ),
    max_size=20,
)


@given(happens)
def test_in_the_end_there_is_what_was_before_or_what_a_person_chose(
    told: list[Gravest | str | None],
) -> None:
    showing, chosen = Showing(CALM), CALM
    for one in told:
        if isinstance(one, str):
            showing, chosen = by_hand(showing, HAND), HAND
        else:
            turned = turn(showing, [MAJOR, URGENT], one, TUESDAY)
            showing = turned.showing
            again = turn(showing, [MAJOR, URGENT], _known(one), TUESDAY)
            assert again == Turn(showing)  # the same once more changes nothing
        assert (showing.alert is None) <= (showing.before is None)
    assert turn(showing, [MAJOR, URGENT], None, TUESDAY).showing == Showing(chosen)


def _known(one: Gravest | None) -> Gravest | None:
    return None if one is None else Gravest(one.event, one.grade, alert_holds=True)
