"""Which monitor is which screen of the wall, whatever was pulled out, put back or changed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from console.state.wall_plan import SPAN, Frame, WallScreen


@dataclass(frozen=True, slots=True)
class Monitor:
    """One monitor as the system tells of it.

    Attributes:
        connector: Where it is plugged in; no two are the same.
        desk: Its place on the desktop.
        serial: Its own number; empty, or the same for many, where the maker saved it.
    """

    connector: str
    desk: Frame
    serial: str = ""


Assignment = Mapping[str, str]
"""Screen ids by connector."""
_Placed = TypeVar("_Placed", Monitor, WallScreen)


def assign(known: Sequence[WallScreen], present: Iterable[Monitor]) -> Assignment:
    """Return which known screen each monitor is; monitors beyond them are left out.

    What identifies a monitor, the surest first: its serial number; its connector, as long as all
    that are left stand in the order they stood in; its exact place; its turn in the order left to
    right, top to bottom. The order in which either list comes doesn't matter.
    """
    screens = _in_reading_order(known, lambda screen: screen.id)
    monitors = without_mirrors(present)
    found: dict[str, str] = {}
    for pairs in (_by_serial, _by_connector, _by_place, _by_turn):
        left = [one for one in screens if one.id not in found.values()]
        free = [one for one in monitors if one.connector not in found]
        found.update({monitor.connector: screen.id for monitor, screen in pairs(free, left)})
    return found


def without_mirrors(present: Iterable[Monitor]) -> list[Monitor]:
    """Return the monitors in their order on the desktop, without those that show another's part."""
    kept: list[Monitor] = []
    by_area = sorted(present, key=lambda one: (-one.desk.width * one.desk.height, one.connector))
    for monitor in by_area:
        if not any(_holds(other.desk, monitor.desk) for other in kept):
            kept.append(monitor)
    return _in_reading_order(kept, lambda one: one.connector)


def learnt(
    wall: str, known: Sequence[WallScreen], present: Iterable[Monitor]
) -> tuple[WallScreen, ...]:
    """Return the known screens with what the monitors tell now, and new ones for those beyond.

    Places and connectors are learnt at first, and later only while every screen is there: a
    desktop that moved together because of a pulled cable doesn't say where a monitor hangs.
    """
    monitors = without_mirrors(present)
    assigned = assign(known, monitors)
    by_screen = {assigned[one.connector]: one for one in monitors if one.connector in assigned}
    is_whole = len(by_screen) == len(known)
    screens = [_told(screen, by_screen.get(screen.id), is_whole=is_whole) for screen in known]
    for monitor in monitors:
        if monitor.connector not in assigned:
            fresh = WallScreen(_free_id(wall, screens), wall)
            screens.append(_told(fresh, monitor, is_whole=True))
    return tuple(screens)


def merged(
    wall: str, known: Sequence[WallScreen], told: Iterable[WallScreen]
) -> tuple[WallScreen, ...]:
    """Return a wall program's own screens with what people say of them.

    The monitors tell number, connector and place; people tell name, size, distance, and where a
    screen hangs in the wall. Screens that only people know of wait for their monitor.
    """
    said = {screen.id: screen for screen in told if screen.wall == wall}
    found = []
    for screen in known:
        words = said.pop(screen.id, screen)
        found.append(
            replace(
                screen,
                name=words.name,
                frame=words.frame,
                width_m=words.width_m,
                distance_m=words.distance_m,
            )
        )
    return (*found, *said.values())


def _told(screen: WallScreen, monitor: Monitor | None, *, is_whole: bool) -> WallScreen:
    if monitor is None:
        return screen
    screen = replace(screen, serial=monitor.serial or screen.serial)
    if is_whole or not screen.connector:
        return replace(screen, connector=monitor.connector, desk=monitor.desk)
    return screen


def _free_id(wall: str, screens: Iterable[WallScreen]) -> str:
    taken = {screen.id for screen in screens} | {SPAN}
    number = 1
    while (name := f"{wall}-{number}") in taken:
        number += 1
    return name


def _in_reading_order(placed: Iterable[_Placed], name: Callable[[_Placed], str]) -> list[_Placed]:
    """Rows from the top, each from the left; what stands only a little lower is of the same row."""
    waiting = sorted(placed, key=lambda one: (one.desk.y, one.desk.x, name(one)))
    found: list[_Placed] = []
    while waiting:
        edge = waiting[0].desk.y + waiting[0].desk.height // 2
        row = [one for one in waiting if one.desk.y < edge]
        found += sorted(row, key=lambda one: (one.desk.x, one.desk.y, name(one)))
        waiting = waiting[len(row) :]
    return found


def _holds(outer: Frame, inner: Frame) -> bool:
    across = outer.x <= inner.x and inner.right <= outer.right
    return across and outer.y <= inner.y and inner.bottom <= outer.bottom


def _by_serial(
    monitors: Sequence[Monitor], screens: Sequence[WallScreen]
) -> list[tuple[Monitor, WallScreen]]:
    """Pairs by a serial number that only one monitor and one screen has."""
    of_monitors = Counter(one.serial for one in monitors)
    of_screens = Counter(one.serial for one in screens)
    return [
        (monitor, screen)
        for monitor in monitors
        for screen in screens
        if monitor.serial.strip(" 0")
        and monitor.serial == screen.serial
        and of_monitors[monitor.serial] == of_screens[screen.serial] == 1
    ]


def _by_connector(
    monitors: Sequence[Monitor], screens: Sequence[WallScreen]
) -> list[tuple[Monitor, WallScreen]]:
    """Pairs by connector, none at all where the order shows that they were changed over."""
    of_screens = Counter(one.connector for one in screens)
    place = {screen.connector: at for at, screen in enumerate(screens)}
    pairs = [
        (monitor, screens[place[monitor.connector]])
        for monitor in monitors
        if of_screens[monitor.connector] == 1
    ]
    turns = [place[monitor.connector] for monitor, _ in pairs]
    return pairs if turns == sorted(turns) else []


def _by_place(
    monitors: Sequence[Monitor], screens: Sequence[WallScreen]
) -> list[tuple[Monitor, WallScreen]]:
    """Pairs that have the same corner."""
    of_screens = Counter(_corner(one) for one in screens)
    of_monitors = Counter(_corner(one) for one in monitors)
    by_corner = {_corner(one): one for one in screens}
    return [
        (monitor, by_corner[_corner(monitor)])
        for monitor in monitors
        if of_screens[_corner(monitor)] == of_monitors[_corner(monitor)] == 1
    ]


def _corner(placed: Monitor | WallScreen) -> tuple[int, int]:
    return placed.desk.x, placed.desk.y


def _by_turn(
    monitors: Sequence[Monitor], screens: Sequence[WallScreen]
) -> list[tuple[Monitor, WallScreen]]:
    return list(zip(monitors, screens, strict=False))
