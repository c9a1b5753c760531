"""What a video wall shows, and what hours and events change about it by themselves.

A wall shows a picture: contents by screen, each a JSON object with its `kind`. A scene is a
picture kept under a name; one with hours is called when they begin, one with a grade when an
event reaches it, and what was shown before comes back when no such event is open any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

_ABOUT = {"event": "id", "consultation": "event"}
"""Kinds of content about one event, and where they name it."""

Shown = Mapping[str, Mapping[str, Any]]


class Why(StrEnum):
    """Why a scene is called."""

    HAND = "hand"
    HOURS = "hours"
    GRADE = "grade"


@dataclass(frozen=True, slots=True)
class Picture:
    """Contents by screen, and the scene that they are, if they are one."""

    shown: Shown
    scene: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """A scene that was called because an event reached its grade, and that event."""

    scene: str
    grade: int
    event: str


@dataclass(frozen=True, slots=True)
class Showing:
    """What a wall shows, and during an alert what comes back after it.

    `before` is None too where a person showed something else since: that stays.
    """

    now: Picture
    before: Picture | None = None
    alert: Alert | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """A time of the day on days of the week, 1 Monday to 7; over midnight if `ends` isn't later."""

    days: frozenset[int]
    begins: time
    ends: time

    def begun_at(self, now: datetime) -> datetime | None:
        """Return when the hours that `now`, in the town's zone, lies in began; None outside."""
        for ago in range(2):
            day = now.date() - timedelta(days=ago)
            last = day + timedelta(days=self.ends <= self.begins)
            begin = datetime.combine(day, self.begins, now.tzinfo)
            is_in = begin <= now < datetime.combine(last, self.ends, now.tzinfo)
            if is_in and day.isoweekday() in self.days:
                return begin
        return None


@dataclass(frozen=True, slots=True)
class WallScene:
    """A scene with what calls it; `called_at` is when its hours were last looked at."""

    name: str
    shown: Shown
    hours: tuple[Hours, ...]
    grade: int | None
    called_at: datetime

    def due_since(self, now: datetime) -> datetime | None:
        """Return when its hours began, None outside and for hours that it was called in."""
        begun = [at for at in (one.begun_at(now) for one in self.hours) if at is not None]
        return max((at for at in begun if at > self.called_at), default=None)


@dataclass(frozen=True, slots=True)
class Gravest:
    """The newest of a town's gravest open events; `alert_holds`: the alert's own is open too."""

    event: str
    grade: int
    alert_holds: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What time did to a wall: how it shows now, whose hours began, which scene was called."""

    showing: Showing
    due: tuple[str, ...] = ()
    called: tuple[str, Why] | None = None


def about(shown: Shown, gravest: Gravest | None) -> Shown:
    """Return contents with the gravest event where they leave open which; the board without one."""
    return {screen: _about(content, gravest) for screen, content in shown.items()}


def _about(content: Mapping[str, Any], gravest: Gravest | None) -> Mapping[str, Any]:
    name = _ABOUT.get(str(content.get("kind")))
    if name is None or content.get(name) is not None:
        return content
    return {"kind": "board"} if gravest is None else {**content, name: gravest.event}


def by_hand(showing: Showing, picture: Picture) -> Showing:
    """Return the wall after a person showed something: no alert's end takes it away again."""
    return replace(showing, now=picture, before=None)


def turn(
    showing: Showing, scenes: Sequence[WallScene], gravest: Gravest | None, now: datetime
) -> Turn:
    """Return what time and events do to a wall at `now`, in the town's zone."""
    after, called = showing, None
    begun = [(at, one.name, one) for one in scenes if (at := one.due_since(now)) is not None]
    if begun:
        scene = max(begun, key=lambda one: one[:2])[2]
        after = _by_hours(after, _picture(scene, gravest))
        called = (scene.name, Why.HOURS) if after.now != showing.now else None
    by_name = {one.name: one for one in scenes}
    wanted = _wanted(showing.alert, scenes, gravest)
    if wanted != after.alert:
        picture = None if wanted is None else _picture(by_name[wanted.scene], gravest)
        alerted = _by_alert(after, wanted, picture)
        if wanted is not None and alerted.now != after.now:
            called = (wanted.scene, Why.GRADE)
        after = alerted
    return Turn(after, tuple(one[1] for one in begun), called)


def _picture(scene: WallScene, gravest: Gravest | None) -> Picture:
    return Picture(about(scene.shown, gravest), scene.name)


def _by_hours(showing: Showing, picture: Picture) -> Showing:
    """An alert goes on: the hours' scene comes after it."""
    if showing.before is not None:
        return replace(showing, before=picture)
    return replace(showing, now=picture)


def _wanted(
    alert: Alert | None, scenes: Iterable[WallScene], gravest: Gravest | None
) -> Alert | None:
    """The scene of the highest grade that an event reaches; with another event only if it must."""
    if gravest is None:
        return None
    alerts = [Alert(one.name, one.grade, gravest.event) for one in scenes if one.grade is not None]
    reached = [one for one in alerts if one.grade <= gravest.grade]
    wanted = max(reached, key=lambda one: (one.grade, one.scene), default=None)
    if wanted is None or alert is None or not gravest.alert_holds:
        return wanted
    return alert if (wanted.scene, wanted.grade) == (alert.scene, alert.grade) else wanted


def _by_alert(showing: Showing, wanted: Alert | None, picture: Picture | None) -> Showing:
    if wanted is None or picture is None:
        return Showing(showing.before or showing.now)
    is_graver = showing.alert is None or wanted.grade > showing.alert.grade
    if showing.before is None and not is_graver:
        return replace(showing, alert=wanted)  # a person showed something else: it stays
    return Showing(picture, showing.before or showing.now, wanted)
