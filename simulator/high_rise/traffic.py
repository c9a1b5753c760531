"""Cars and people of the scene as functions of the time: where each is at any moment.

Cars of a lane keep their distances for ever: all go at the lane's speed and start again at the
other end. They go in platoons, timed so that the two main roads never meet on their crossing.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from simulator.high_rise.geometry import Point
from simulator.high_rise.plates import PLATE_HEIGHT_M, Plate, make_plate
from simulator.high_rise.shapes import Rgb
from simulator.high_rise.ways import Course, Line, length
from simulator.town import ROADS, Way

PAINTS: tuple[Rgb, ...] = (
    (236, 236, 232), (40, 42, 46), (164, 168, 172), (150, 34, 34), (44, 74, 130),
    (216, 212, 200), (88, 92, 98), (60, 96, 84), (210, 160, 50),
)  # fmt: skip
COATS: tuple[Rgb, ...] = (
    (176, 52, 48), (46, 70, 124), (52, 54, 58), (214, 206, 190), (68, 112, 84), (206, 150, 62),
)  # fmt: skip
CYCLE_S = 24.0
PLATE_BASE_M = 0.52


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of vehicle: length, width, height, height of its bonnet, all in metres."""

    length: float
    width: float
    height: float
    shoulder: float
    cabin: tuple[float, float]


CAR = Body(4.6, 1.82, 1.5, 0.95, (-1.7, 1.0))
VAN = Body(5.1, 1.9, 2.0, 1.15, (-2.4, 1.5))
BUS = Body(10.5, 2.5, 3.1, 1.5, (-5.1, 5.1))
BODIES = (CAR, CAR, CAR, CAR, VAN, BUS)


@dataclass(frozen=True, slots=True)
class Car:
    """A vehicle at one moment. ``heading_deg`` clockwise from north, position of its middle."""

    x: float
    y: float
    heading_deg: float
    body: Body
    rgb: Rgb
    plate: Plate

    def plate_corner(self, right: float, up: float, rear: bool) -> Point:
        """A place on a plate: ``right`` and ``up`` metres from its middle, seen from outside."""
        angle = math.radians(self.heading_deg)
        side = right if rear else -right
        ahead = (-1 if rear else 1) * (self.body.length / 2 + 0.02)
        return Point(
            self.x + math.cos(angle) * side + math.sin(angle) * ahead,
            self.y - math.sin(angle) * side + math.cos(angle) * ahead,
            PLATE_BASE_M + PLATE_HEIGHT_M / 2 + up,
        )


@dataclass(frozen=True, slots=True)
class Walker:
    """A person at one moment; ``stride`` −1…1 is the phase of the legs."""

    x: float
    y: float
    coat: Rgb
    height: float
    stride: float


@dataclass(frozen=True, slots=True)
class _Lane:
    course: Course
    offset: float
    speed: float
    starts: np.ndarray
    cars: tuple[tuple[Body, Rgb, Plate], ...]


@dataclass(frozen=True, slots=True)
class _Pavement:
    """The people of a road: their starts and speeds; offset, start, pace, coat, height of each."""

    course: Course
    starts: np.ndarray
    speeds: np.ndarray
    people: tuple[tuple[float, float, float, Rgb, float], ...]


class Traffic:
    """All that moves; the same seed gives the same town at the same time."""

    def __init__(self, seed: int = 7) -> None:
        rng = random.Random(seed)
        self._lanes = [lane for way in ROADS if way.kind != "lane" for lane in _lanes(rng, way)]
        self._pavements = [_pavement(rng, way) for way in ROADS if length(way.line) >= 90]

    def cars(self, at: float) -> list[Car]:
        """Every vehicle at a unix time in seconds."""
        found = []
        for lane in self._lanes:
            places = lane.course.places(lane.starts + lane.speed * at)
            for (x, y, dx, dy), (body, rgb, plate) in zip(places, lane.cars, strict=True):
                heading = math.degrees(math.atan2(dx, dy))
                found.append(Car(x + dy * lane.offset, y - dx * lane.offset, heading, body, rgb,
                                 plate))  # fmt: skip
        return found

    def walkers(self, at: float) -> list[Walker]:
        """Every person on foot at a unix time in seconds."""
        found = []
        for pavement in self._pavements:
            places = pavement.course.places(pavement.starts + pavement.speeds * at)
            for (x, y, dx, dy), person in zip(places, pavement.people, strict=True):
                offset, start, pace, coat, height = person
                stride = math.sin(at * pace * 4.4 + start)
                found.append(Walker(x + dy * offset, y - dx * offset, coat, height, stride))
        return found


def _pavement(rng: random.Random, way: Way) -> _Pavement:
    course = Course(way.line)
    people, speeds = [], []
    for side in (-1, 1):
        for _ in range(int(course.total / 90)):
            start = rng.uniform(0, course.total)
            speeds.append(rng.choice((-1.0, 1.0)) * rng.uniform(0.9, 1.5))
            offset, pace = side * (way.width / 2 + 1.6), abs(speeds[-1])
            people.append((offset, start, pace, rng.choice(COATS), rng.uniform(1.55, 1.8)))
    starts = np.array([person[1] for person in people])
    return _Pavement(course, starts, np.array(speeds), tuple(people))


def _lanes(rng: random.Random, way: Way) -> list[_Lane]:
    """Both directions of a road; a lane's line runs in its direction of travel."""
    reverse = tuple(reversed(way.line))
    offsets = (2.0, 5.6) if way.kind == "main_road" else (way.width / 4,)
    return [_lane(rng, way, line, offset) for line in (way.line, reverse) for offset in offsets]


def _lane(rng: random.Random, way: Way, line: Line, offset: float) -> _Lane:
    total = length(line)
    wished = 13.0 if way.kind == "main_road" else 9.0
    # A whole number of cycles per round keeps the platoons in step with the crossing.
    rounds = max(1, round(total / wished / CYCLE_S))
    speed = total / (rounds * CYCLE_S)
    to_crossing = _metres_to_crossing(line)
    phase = 0.0 if way.name == "枫溪大道" else CYCLE_S / 2
    cars, starts = [], []
    for platoon in range(rounds):
        for place in range(3 if way.kind == "main_road" else 2):
            if rng.random() < 0.25:
                continue
            passes = phase + 1.0 + place * 3.0 + rng.uniform(0.0, 1.0) + platoon * CYCLE_S
            body = rng.choice(BODIES)
            starts.append((to_crossing - speed * passes) % total)
            cars.append((body, rng.choice(PAINTS), make_plate(rng)))
    return _Lane(Course(line), offset, speed, np.array(starts), tuple(cars))


def _metres_to_crossing(line: Line) -> float:
    metres, best = 0.0, (math.inf, 0.0)
    for a, b in pairwise(line):
        best = min(best, (math.hypot(*a), metres))
        metres += math.dist(a, b)
    return min(best, (math.hypot(*line[-1]), metres))[1]
