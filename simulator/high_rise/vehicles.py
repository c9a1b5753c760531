"""Vehicles as solids: body, cabin, glass, wheels, lamps; their plates are drawn on top."""

from __future__ import annotations

import functools
import math

import numpy as np

from simulator.high_rise.shapes import (
    Detail,
    Face,
    Frame,
    Rgb,
    Vector,
    lit,
    polygon,
    rectangles,
    wall,
)
from simulator.high_rise.traffic import Body

TYRE: Rgb = (34, 34, 36)
WINDOW: Rgb = (44, 56, 66)
LAMP_RED: Rgb = (176, 28, 28)
LAMP_WHITE: Rgb = (240, 238, 220)
BODY_BASE_M = 0.28


@functools.lru_cache(maxsize=16)
def _end_details(body: Body, rear: bool) -> tuple[Detail, ...]:
    wide = body.width
    low = 0.36
    lamps = rectangles([(0.12, low + 0.1, 0.34, 0.16), (wide - 0.46, low + 0.1, 0.34, 0.16)])
    bumper = rectangles([(0.05, 0.0, wide - 0.1, 0.14)])
    recess = rectangles([(wide / 2 - 0.3, 0.2, 0.6, 0.22)])
    return (
        Detail(bumper, (52, 54, 58), 8.0),
        Detail(recess, (62, 64, 68), 12.0),
        Detail(lamps, LAMP_RED if rear else LAMP_WHITE, 5.0),
    )


@functools.lru_cache(maxsize=16)
def _side_details(body: Body) -> tuple[Detail, ...]:
    doors = rectangles([(body.length * part, 0.0, 0.03, body.shoulder - BODY_BASE_M)
                        for part in (0.3, 0.52, 0.72)])  # fmt: skip
    return (Detail(doors, (60, 62, 66), 20.0),)


class Model:
    """A vehicle that stands at the world's origin: its faces, also as arrays of (n, 3)."""

    def __init__(self, faces: list[Face]) -> None:
        self.faces = faces
        self.origin = np.array([face.origin for face in faces])
        self.across = np.array([face.across for face in faces])
        self.along = np.array([face.along for face in faces])
        self.normal = np.array([face.normal for face in faces])


@functools.lru_cache(maxsize=2048)
def model(body: Body, rgb: Rgb, heading_deg: float, wheels: bool) -> Model:
    """A vehicle's model, kept: roads have few headings. Without wheels where none are seen."""
    return Model(_faces(body, rgb, Frame(0.0, 0.0, heading_deg), wheels))


def _faces(body: Body, rgb: Rgb, frame: Frame, wheels: bool) -> list[Face]:
    """The faces of a vehicle in the order they must be drawn, all sides."""
    half_w, half_l = body.width / 2, body.length / 2
    box = [(-half_w, -half_l), (half_w, -half_l), (half_w, half_l), (-half_w, half_l)]
    found: list[Face] = []
    for index in range(4):
        start, end = box[index], box[(index + 1) % 4]
        wide = math.dist(start, end)
        path = rectangles([(0.0, 0.0, wide, body.shoulder - BODY_BASE_M)])
        details = _side_details(body) if index % 2 else _end_details(body, index == 0)
        found.append(wall(frame, start, end, BODY_BASE_M, path, rgb, details))
    found.append(_level(frame, -half_l, half_l, body.width, body.shoulder, rgb))
    if wheels:
        found += _wheels(frame, body)
    return found + _cabin(body, rgb, frame)


def _level(frame: Frame, rear: float, front: float, wide: float, z: float, rgb: Rgb) -> Face:
    path = rectangles([(0.0, 0.0, wide, front - rear)])
    up = (0.0, 0.0, 1.0)
    return Face(frame.at(-wide / 2, rear, z), frame.right, frame.ahead, up, path, lit(rgb, up))


def _wheels(frame: Frame, body: Body) -> list[Face]:
    found = []
    reach = body.length / 2 - 0.85
    for side in (-1, 1):
        for ahead in (-reach, reach):
            centre = side * (body.width / 2 + 0.02)
            round_path = polygon(*[(0.33 + 0.33 * math.cos(a / 6 * math.pi),
                                    0.33 + 0.33 * math.sin(a / 6 * math.pi))
                                   for a in range(12)])  # fmt: skip
            ends = ((centre, ahead - 0.33), (centre, ahead + 0.33))
            start, end = ends if side > 0 else (ends[1], ends[0])
            found.append(wall(frame, start, end, 0.0, round_path, TYRE))
    return found


def _cabin(body: Body, rgb: Rgb, frame: Frame) -> list[Face]:
    """The glass with its sloped screens and the roof."""
    rear, front = body.cabin
    rise = body.height - body.shoulder
    slant = 0.0 if body.length > 8 else 0.45
    low = top = body.width / 2 - 0.1
    found = []
    for right in (True, False):
        x = low if right else -low
        start, end = ((x, rear), (x, front)) if right else ((x, front), (x, rear))
        long = front - rear
        path = polygon((0, 0), (long, 0), (long - slant, rise), (slant, rise))
        posts = rectangles([(long * part, 0.0, 0.08, rise) for part in (0.33, 0.64)])
        details = (Detail(posts, rgb, 6.0),)
        found.append(wall(frame, start, end, body.shoulder, path, WINDOW, details))
    found.append(_screen(frame, rear, rear + slant, low, top, body))
    found.append(_screen(frame, front, front - slant, low, top, body))
    roof = _level(frame, rear + slant, front - slant, top * 2, body.height, rgb)
    return [*found, roof]


def _screen(frame: Frame, foot: float, head: float, low: float, top: float, body: Body) -> Face:
    side = -1.0 if head > foot or foot < 0 else 1.0
    rise = body.height - body.shoulder
    slope = math.hypot(head - foot, rise)
    ahead = frame.ahead
    part = (head - foot) / slope
    along: Vector = (ahead[0] * part, ahead[1] * part, rise / slope)
    normal: Vector = (ahead[0] * side * rise / slope, ahead[1] * side * rise / slope, abs(part))
    edge = low - top
    path = polygon((0, 0), (2 * low, 0), (2 * low - edge, slope), (edge, slope))
    origin = frame.at(-low, foot, body.shoulder)
    return Face(origin, frame.right, along, normal, path, lit((58, 74, 88), normal))
