"""Screens keep their contents whatever happens to monitors and their cables."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from console.state.wall_monitors import Monitor, assign, learnt, merged, without_mirrors
from console.state.wall_plan import Frame, WallScreen


def row(*monitors: tuple[str, str], width: int = 1920) -> list[Monitor]:
    """Monitors side by side: their connectors and serial numbers."""
    return [
        Monitor(connector, Frame(at * width, 0, width, 1080), serial)
        for at, (connector, serial) in enumerate(monitors)
    ]


@st.composite
def desktops(draw: st.DrawFn) -> list[Monitor]:
    """Monitors in rows and columns, some with a number of their own."""
    columns, rows = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    serials = draw(st.lists(st.sampled_from(["", "0000", "A1", "B2", "C3", "D4"]), min_size=12))
    return [
        Monitor(
            f"DP-{row * columns + column}",
            Frame(column * 1920, row * 1080, 1920, 1080),
            serials[row * columns + column],
        )
        for row in range(rows)
        for column in range(columns)
    ]


def packed(monitors: list[Monitor]) -> list[Monitor]:
    """A desktop as the system may lay it out anew: all in one row, without gaps."""
    return [replace(one, desk=Frame(at * 1920, 0, 1920, 1080)) for at, one in enumerate(monitors)]


@given(desktops(), st.randoms(use_true_random=False))
def test_each_monitor_is_one_screen_in_whatever_order_they_come(
    monitors: list[Monitor], random: object
) -> None:
    known = learnt("w", (), monitors)
    assert len(known) == len(monitors)
    found = assign(known, monitors)
    assert sorted(found.values()) == sorted(screen.id for screen in known)
    assert assign(list(reversed(known)), list(reversed(monitors))) == found


@given(desktops(), st.data(), st.booleans())
def test_pulled_cables_leave_the_others_as_they_are(
    monitors: list[Monitor], data: st.DataObject, is_packed: bool
) -> None:
    known = learnt("w", (), monitors)
    before = assign(known, monitors)
    kept = data.draw(st.lists(st.sampled_from(monitors), unique_by=lambda one: one.connector))
    kept = [one for one in monitors if one in kept]
    left = packed(kept) if is_packed else kept
    after = assign(known, left)
    assert after == {one.connector: before[one.connector] for one in kept}
    # What is learnt meanwhile doesn't hurt when they come back.
    assert assign(learnt("w", known, left), monitors) == before


@given(desktops(), st.data())
def test_a_serial_number_goes_with_its_monitor(
    monitors: list[Monitor], data: st.DataObject
) -> None:
    named = [replace(one, serial=f"S{at}") for at, one in enumerate(monitors)]
    known = learnt("w", (), named)
    by_serial = {one.serial: assign(known, named)[one.connector] for one in named}
    turns = data.draw(st.permutations(range(len(named))))
    moved = [replace(named[turn], desk=one.desk) for turn, one in zip(turns, named, strict=True)]
    found = assign(known, moved)
    assert {one.serial: found[one.connector] for one in moved} == by_serial


@given(desktops(), st.data())
def test_without_numbers_the_place_counts_when_the_order_changed(
    monitors: list[Monitor], data: st.DataObject
) -> None:
    blank = [replace(one, serial="") for one in monitors]
    known = learnt("w", (), blank)
    turns = data.draw(st.permutations(range(len(blank))))
    assume(list(turns) != sorted(turns))
    moved = [replace(blank[turn], desk=one.desk) for turn, one in zip(turns, blank, strict=True)]
    places = {(screen.desk.x, screen.desk.y): screen.id for screen in known}
    assert assign(known, moved) == {one.connector: places[one.desk.x, one.desk.y] for one in moved}


def test_ids_go_left_to_right_and_top_to_bottom() -> None:
    frames = [Frame(1920, 4, 1920, 1080), Frame(0, 1080, 1920, 1080), Frame(0, 0, 1920, 1080)]
    monitors = [Monitor(f"DP-{at}", frame) for at, frame in enumerate(frames)]
    known = learnt("hall", (), monitors)
    assert assign(known, monitors) == {"DP-2": "hall-1", "DP-0": "hall-2", "DP-1": "hall-3"}


def test_numbers_that_many_share_are_no_numbers() -> None:
    monitors = row(("DP-1", "0000"), ("DP-2", "0000"), ("DP-3", "X"))
    known = learnt("w", (), monitors)
    pulled = [monitors[2], monitors[0]]
    assert assign(known, pulled) == {"DP-3": "w-3", "DP-1": "w-1"}


def test_a_replaced_monitor_takes_the_place_and_a_further_one_gets_its_own() -> None:
    known = learnt("w", (), row(("DP-1", "A"), ("DP-2", "B")))
    replaced = row(("DP-1", "A"), ("DP-2", "C"))
    known = learnt("w", known, replaced)
    assert [screen.serial for screen in known] == ["A", "C"]
    more = learnt("w", known, row(("DP-1", "A"), ("DP-2", "C"), ("DP-5", "E")))
    assert [screen.id for screen in more] == ["w-1", "w-2", "w-3"]
    assert more[2].connector == "DP-5"


def test_what_was_told_of_a_screen_stays() -> None:
    known = (WallScreen("left", "w", "Left", connector="DP-1", width_m=1.4, distance_m=6.0),)
    (found,) = learnt("w", known, row(("DP-7", "N"), width=3840))
    assert found == replace(known[0], serial="N", connector="DP-7", desk=Frame(0, 0, 3840, 1080))


def test_mirrors_count_once() -> None:
    one, two = Monitor("DP-1", Frame(0, 0, 1920, 1080)), Monitor("DP-2", Frame(0, 0, 1920, 1080))
    part = Monitor("DP-3", Frame(0, 0, 1280, 720))
    assert without_mirrors([two, part, one]) == [one]


def test_no_monitors_at_all() -> None:
    known = learnt("w", (), row(("DP-1", "A")))
    assert assign(known, []) == {}
    assert learnt("w", known, []) == known


def test_planned_screens_learn_their_monitors_one_by_one() -> None:
    planned = tuple(WallScreen(name, "w") for name in ("a", "b", "c"))
    two = row(("DP-1", ""), ("DP-2", ""))
    known = learnt("w", planned, two)
    assert assign(known, two) == {"DP-1": "a", "DP-2": "b"}
    # The left one is pulled, and what is left moves over: it stays what it was.
    moved = [replace(two[1], desk=two[0].desk)]
    assert assign(learnt("w", known, moved), moved) == {"DP-2": "b"}


def test_people_tell_names_and_sizes_and_monitors_tell_where_they_are() -> None:
    known = learnt("w", (), row(("DP-1", "A")))
    plane = Frame(500, 0, 1920, 1080)
    told = (
        WallScreen("w-1", "w", "Left", serial="?", frame=plane, width_m=1.2, distance_m=5.0),
        WallScreen("w-9", "w", serial="Z"),
        WallScreen("x-1", "x"),
    )
    found = merged("w", known, told)
    assert [screen.id for screen in found] == ["w-1", "w-9"]
    assert found[0] == replace(known[0], name="Left", frame=plane, width_m=1.2, distance_m=5.0)
    assert found[0].serial == "A"
    assert found[0].in_plane == plane
    assert merged("w", found, ()) == found
