"""People walking and riding: about in their grid, or to where they were sent."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass

from simulator.town import Point, position
from simulator.town_grids import TownGrid
from simulator.town_people import TownPerson, home_grid

SPEED_M_S = {"walk": 1.25, "e_bike": 5.0}
DETOUR = 1.4
"""Ways are so much longer than the straight line."""
STAYS = 0.4
"""How often somebody who has arrived stays for a while instead of going on."""


@dataclass(slots=True)
class Walker:
    """One person on the way; metres and seconds."""

    person: TownPerson
    grid: TownGrid
    at: Point
    goal: Point
    is_sent: bool = False

    @property
    def is_there(self) -> bool:
        """Whether the goal is reached."""
        return math.dist(self.at, self.goal) < 1.0

    def move(self, seconds: float) -> None:
        """Go on for some time."""
        left = math.dist(self.at, self.goal)
        step = SPEED_M_S[self.person.mode] / DETOUR * seconds
        if step >= left:
            self.at = self.goal
            return
        share = step / left
        self.at = (
            self.at[0] + (self.goal[0] - self.at[0]) * share,
            self.at[1] + (self.goal[1] - self.at[1]) * share,
        )


class Walkers:
    """Everybody in the field."""

    def __init__(self, people: Iterable[TownPerson], rng: random.Random) -> None:
        self._rng = rng
        self.by_id: dict[str, Walker] = {}
        for person in people:
            grid = home_grid(person)
            at = self._point_in(grid)
            self.by_id[person.id] = Walker(person, grid, at, self._point_in(grid))

    def move(self, seconds: float) -> None:
        """Let everybody go on."""
        for walker in self.by_id.values():
            walker.move(seconds)
            if walker.is_there and not walker.is_sent and self._rng.random() > STAYS:
                walker.goal = self._point_in(walker.grid)

    def send(self, person: str, to: Point) -> None:
        """Send somebody to a place."""
        walker = self.by_id[person]
        walker.goal, walker.is_sent = to, True

    def release(self, person: str) -> None:
        """Let somebody go back to the own grid."""
        walker = self.by_id[person]
        walker.goal, walker.is_sent = self._point_in(walker.grid), False

    def told(self, at: str) -> list[dict[str, object]]:
        """Return where everybody is, as an app tells it."""
        told: list[dict[str, object]] = []
        for id_, walker in self.by_id.items():
            lon, lat = position(*walker.at)
            told.append({"person": id_, "lon": round(lon, 7), "lat": round(lat, 7), "at": at})
        return told

    def _point_in(self, grid: TownGrid) -> Point:
        (left, bottom), (right, top) = grid.outline[0], grid.outline[2]
        return self._rng.uniform(left, right), self._rng.uniform(bottom, top)
