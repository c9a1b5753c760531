"""Roads and the river as painted ground: strips cut into short pieces that cull well."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import skia

from simulator.high_rise.shapes import GroundPiece, Rgb, polygon
from simulator.town import Way

Line = tuple[tuple[float, float], ...]
PIECE_M = 60.0
ASPHALT: Rgb = (92, 95, 99)
PAVEMENT: Rgb = (176, 172, 163)
WHITE: Rgb = (226, 226, 220)
YELLOW: Rgb = (222, 178, 62)
WATER: Rgb = (92, 132, 146)
WATER_LIGHT: Rgb = (120, 158, 168)
BANK: Rgb = (142, 142, 118)


def smooth(line: Line, rounds: int = 3) -> Line:
    """The line with its corners cut (Chaikin), its ends kept."""
    for _ in range(rounds):
        points = [line[0]]
        for (ax, ay), (bx, by) in pairwise(line):
            points.append((ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25))
            points.append((ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75))
        line = (*points, line[-1])
    return line


def length(line: Line) -> float:
    """Metres along a line."""
    return sum(math.dist(a, b) for a, b in pairwise(line))


def along(line: Line, metres: float) -> tuple[float, float, float, float]:
    """Point and unit direction at a distance along a line: x, y, dx, dy."""
    for a, b in pairwise(line):
        part = math.dist(a, b)
        if metres <= part or b is line[-1]:
            dx, dy = (b[0] - a[0]) / part, (b[1] - a[1]) / part
            return a[0] + dx * metres, a[1] + dy * metres, dx, dy
        metres -= part
    raise ValueError("a line has at least two points")


class Course:
    """A line in arrays, to place many on it at once."""

    def __init__(self, line: Line) -> None:
        points = np.array(line)
        steps = np.diff(points, axis=0)
        parts = np.hypot(steps[:, 0], steps[:, 1])
        self._points, self._towards = points, steps / parts[:, None]
        self._marks = np.concatenate([[0.0], np.cumsum(parts)])
        self.total = float(self._marks[-1])

    def places(self, metres: np.ndarray) -> list[tuple[float, float, float, float]]:
        """`along` for many distances, taken round and round the line's length."""
        metres = metres % self.total
        part = np.clip(np.searchsorted(self._marks, metres) - 1, 0, len(self._towards) - 1)
        towards = self._towards[part]
        at = self._points[part] + towards * (metres - self._marks[part])[:, None]
        return list(map(tuple, np.hstack([at, towards]).tolist()))


def strips(line: Line, left: float, right: float, rgb: Rgb, min_ppm: float = 0.0,
           piece_m: float = PIECE_M) -> Iterator[GroundPiece]:  # fmt: skip
    """A strip from ``left`` to ``right`` metres of the line (right positive), in short pieces."""
    total = length(line)
    count = max(1, round(total / piece_m))
    stations = [along(line, total * i / count) for i in range(count + 1)]
    stops, walked = set(range(count + 1)), 0.0
    edges = [(total * i / count, stations[i]) for i in stops]
    for a, b in pairwise(line):
        walked += math.dist(a, b)
        if walked < total - 0.1:
            edges.append((walked, _mitre(line, b)))
    edges.sort(key=lambda edge: edge[0])
    for (_, start), (_, end) in pairwise(edges):
        quad = polygon(_beside(start, left, -0.15), _beside(start, right, -0.15),
                       _beside(end, right, 0.15),
                       _beside(end, left, 0.15))  # fmt: skip
        middle_x, middle_y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        reach = math.dist(start[:2], end[:2]) / 2 + max(abs(left), abs(right)) + 0.5
        yield GroundPiece(quad, rgb, middle_x, middle_y, reach, min_ppm)


def _mitre(line: Line, corner: tuple[float, float]) -> tuple[float, float, float, float]:
    index = line.index(corner)
    before, after = line[index - 1], line[index + 1]
    one = math.atan2(corner[1] - before[1], corner[0] - before[0])
    two = math.atan2(after[1] - corner[1], after[0] - corner[0])
    turn = math.atan2(math.sin(two - one), math.cos(two - one))
    angle = one + turn / 2
    return corner[0], corner[1], math.cos(angle), math.sin(angle)


def _beside(
    station: tuple[float, float, float, float], right: float, ahead: float
) -> tuple[float, float]:
    x, y, dx, dy = station
    return x + dy * right + dx * ahead, y - dx * right + dy * ahead


def dashes(line: Line, offset: float, rgb: Rgb, dash: float, gap: float, width: float,
           min_ppm: float) -> Iterator[GroundPiece]:  # fmt: skip
    """A broken line beside a line; a piece holds the dashes of some sixty metres."""
    total, at = length(line), 0.0
    per_piece = max(1, round(PIECE_M / (dash + gap)))
    while at < total - dash:
        path, first = skia.Path(), along(line, at)
        for _ in range(per_piece):
            if at >= total - dash:
                break
            a, b = along(line, at), along(line, at + dash)
            near, far = offset - width / 2, offset + width / 2
            path.addPath(polygon(_beside(a, near, 0), _beside(a, far, 0), _beside(b, far, 0),
                                 _beside(b, near, 0)))  # fmt: skip
            at += dash + gap
        middle = along(line, min(total, at) - PIECE_M / 2)
        yield GroundPiece(path, rgb, *middle[:2], math.dist(first[:2], middle[:2]) + 40, min_ppm)


def road_surface(way: Way) -> Iterator[GroundPiece]:
    """Pavement of a road: drawn before any asphalt, so that crossings stay open."""
    edge = {"main_road": 4.0, "road": 2.5}.get(way.kind, 0.8)
    half = way.width / 2
    yield from strips(way.line, -half - edge, half + edge, PAVEMENT)


def road_asphalt(way: Way) -> Iterator[GroundPiece]:
    """Asphalt of a road."""
    half = way.width / 2
    rgb = ASPHALT if way.kind != "lane" else (132, 130, 126)
    yield from strips(way.line, -half, half, rgb)


def road_markings(way: Way) -> Iterator[GroundPiece]:
    """Centre lines, lane lines and edge lines of a road."""
    half = way.width / 2
    if way.kind == "lane" or way.width < 10:
        return
    yield from strips(way.line, -half + 0.4, -half + 0.6, WHITE, 2.5)
    yield from strips(way.line, half - 0.6, half - 0.4, WHITE, 2.5)
    if way.kind != "main_road":
        yield from dashes(way.line, 0.0, YELLOW, 4.0, 6.0, 0.2, 1.6)
        return
    yield from strips(way.line, -0.35, -0.15, YELLOW, 1.2)
    yield from strips(way.line, 0.15, 0.35, YELLOW, 1.2)
    for lane in (-3.7, 3.7, -7.4, 7.4):
        if abs(lane) < half - 2:
            yield from dashes(way.line, lane, WHITE, 6.0, 9.0, 0.18, 1.6)


def crossing_marks(x: float, y: float, half_x: float, half_y: float) -> Iterator[GroundPiece]:
    """Open asphalt, zebra crossings and stop lines of a crossing of two main roads."""
    box = polygon((x - half_x, y - half_y), (x + half_x, y - half_y), (x + half_x, y + half_y),
                  (x - half_x, y + half_y))  # fmt: skip
    yield GroundPiece(box, ASPHALT, x, y, half_x + half_y)
    stripes = skia.Path()
    for sign in (-1, 1):
        for step in range(int(half_x * 2 / 1.2)):
            left = x - half_x + 0.4 + step * 1.2
            near = y + sign * (half_y + 3.5)
            stripes.addRect(skia.Rect.MakeXYWH(left, near - 2, 0.6, 4))
        for step in range(int(half_y * 2 / 1.2)):
            bottom = y - half_y + 0.4 + step * 1.2
            near = x + sign * (half_x + 3.5)
            stripes.addRect(skia.Rect.MakeXYWH(near - 2, bottom, 4, 0.6))
    yield GroundPiece(stripes, WHITE, x, y, half_x + half_y + 8, 1.2)


def river(way: Way) -> Iterator[GroundPiece]:
    """Banks, water and some light on it."""
    line, half = smooth(way.line), way.width / 2
    yield from strips(line, -half - 7, half + 7, (104, 134, 82))
    yield from strips(line, -half - 1.5, half + 1.5, BANK)
    yield from strips(line, -half, half, WATER)
    yield from strips(line, -half * 0.1, half * 0.72, (98, 140, 154))
    for offset, gap in ((-12.0, 31.0), (-4.0, 43.0), (5.0, 26.0), (13.0, 37.0)):
        yield from dashes(line, offset, WATER_LIGHT, 9.0, gap, 0.5, 0.8)
