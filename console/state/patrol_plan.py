"""Patrol plans 轮巡: which cameras or layouts pass through the board, how long each, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from console.state.camera import Camera
from console.state.saved_layouts import clean_name

DWELL_LEAST_S, DWELL_MOST_S = 5, 3600
NAMES_MOST: Final = 5000
PLANS_MOST: Final = 100
VERSION: Final = 1
ALL: Final = "*"
"""The group of every camera."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a patrol runs by itself: town time, over midnight where the end is before the start.

    ``days``: the days of the week that it begins on, Monday is 0.
    """

    start: time
    end: time
    days: frozenset[int] = frozenset(range(7))

    def __post_init__(self) -> None:
        if self.start == self.end or not self.days or not self.days <= frozenset(range(7)):
            raise ValueError("hours")

    def covers(self, now: datetime) -> bool:
        """Whether an instant of town time is inside."""
        at, day = now.time(), now.weekday()
        if self.start < self.end:
            return self.start <= at < self.end and day in self.days
        return (at >= self.start and day in self.days) or (
            at < self.end and (day - 1) % 7 in self.days
        )


@dataclass(frozen=True, slots=True)
class PatrolPlan:
    """Cameras one after the other through the panes, or saved layouts one after the other.

    ``groups`` are villages or grids, whose cameras join as they are at the start, or ``ALL``.
    Raises ValueError with the name of what is wrong: name, dwell, nothing, both, many.
    """

    name: str
    cameras: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    dwell_s: int = 15
    is_shuffled: bool = False
    hours: Hours | None = None

    def __post_init__(self) -> None:
        try:
            clean_name(self.name)
        except ValueError:
            raise ValueError("name") from None
        if not DWELL_LEAST_S <= self.dwell_s <= DWELL_MOST_S:
            raise ValueError("dwell")
        has_cameras = bool(self.cameras or self.groups)
        if not has_cameras and not self.layouts:
            raise ValueError("nothing")
        if has_cameras and self.layouts:
            raise ValueError("both")
        if max(len(self.cameras), len(self.groups), len(self.layouts)) > NAMES_MOST:
            raise ValueError("many")

    def numbers(self, known: Iterable[Camera]) -> tuple[str, ...]:
        """Return the plan's cameras that there are, in its order, each once."""
        cameras = {camera.number: camera for camera in known}
        found = dict.fromkeys(number for number in self.cameras if number in cameras)
        for group in self.groups:
            for camera in cameras.values():
                if group in (ALL, camera.village, camera.grid):
                    found.setdefault(camera.number)
        return tuple(found)

    def to_dict(self) -> Mapping[str, Any]:
        """Return the plan as JSON-ready data."""
        hours = self.hours
        span = hours and {
            "start": f"{hours.start:%H:%M}",
            "end": f"{hours.end:%H:%M}",
            "days": sorted(hours.days),
        }
        return {
            "name": self.name,
            "cameras": list(self.cameras),
            "groups": list(self.groups),
            "layouts": list(self.layouts),
            "dwell_s": self.dwell_s,
            "is_shuffled": self.is_shuffled,
            "hours": span,
        }

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> PatrolPlan:
        """Return the plan that ``to_dict`` described; raises ValueError, TypeError or KeyError."""
        span = data["hours"]
        hours = span and Hours(
            time.fromisoformat(span["start"]),
            time.fromisoformat(span["end"]),
            frozenset(int(day) for day in span["days"]),
        )
        names = {key: tuple(str(n) for n in data[key]) for key in ("cameras", "groups", "layouts")}
        return PatrolPlan(
            str(data["name"]),
            **names,
            dwell_s=int(data["dwell_s"]),
            is_shuffled=bool(data["is_shuffled"]),
            hours=hours,
        )


@dataclass(frozen=True, slots=True)
class PatrolPlans:
    """The plans of a workplace by name; every change returns others."""

    plans: tuple[PatrolPlan, ...] = ()

    def find(self, name: str) -> PatrolPlan | None:
        """Return a plan by its name."""
        return next((plan for plan in self.plans if plan.name == name), None)

    def put(self, plan: PatrolPlan, instead_of: str = "") -> PatrolPlans:
        """Return these with a plan added, or in the place of another; ValueError: too many."""
        gone = {plan.name, instead_of}
        if len(self.plans) >= PLANS_MOST and not any(one.name in gone for one in self.plans):
            raise ValueError("plans")
        places = [place for place, one in enumerate(self.plans) if one.name in gone]
        kept = [one for one in self.plans if one.name not in gone]
        kept.insert(places[0] if places else len(kept), plan)
        return PatrolPlans(tuple(kept))

    def without(self, name: str) -> PatrolPlans:
        """Return these without one."""
        return PatrolPlans(tuple(plan for plan in self.plans if plan.name != name))

    def due(self, now: datetime) -> PatrolPlan | None:
        """Return the first plan whose hours cover an instant of town time."""
        return next((one for one in self.plans if one.hours and one.hours.covers(now)), None)

    def to_dict(self) -> Mapping[str, Any]:
        """Return the plans as JSON-ready data."""
        return {"version": VERSION, "plans": [plan.to_dict() for plan in self.plans]}

    @staticmethod
    def from_dict(data: Any) -> PatrolPlans:
        """Return the plans that ``to_dict`` described; raises ValueError, TypeError, KeyError."""
        if data["version"] != VERSION:
            raise ValueError("the patrol plans are of an unknown version")
        found = PatrolPlans()
        for one in data["plans"]:
            found = found.put(PatrolPlan.from_dict(one))
        return found
