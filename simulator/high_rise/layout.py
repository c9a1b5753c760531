"""The town as a scene: houses on its plots, trees, fields and painted ground, always the same."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from simulator import town
from simulator.high_rise import houses, ways
from simulator.high_rise.shapes import Frame, GroundPiece, Rgb, Solid, Tree, polygon, rectangles
from simulator.town import Place, Way

WALLS: tuple[Rgb, ...] = (
    (214, 206, 190), (226, 222, 212), (198, 184, 164), (206, 196, 186), (184, 176, 168),
    (216, 196, 172), (200, 206, 208), (190, 160, 140), (222, 214, 198), (178, 186, 190),
)  # fmt: skip
FLAT_ROOFS: tuple[Rgb, ...] = ((152, 150, 146), (138, 140, 142), (166, 158, 148), (128, 138, 134))
TILES: tuple[Rgb, ...] = (
    (92, 96, 104),
    (150, 84, 66),
    (112, 104, 100),
    (72, 92, 122),
    (164, 98, 72),
)
LEAVES: tuple[Rgb, ...] = ((70, 108, 56), (84, 122, 62), (62, 98, 60), (98, 130, 66), (76, 116, 74))
CROPS: tuple[Rgb, ...] = (
    (126, 158, 76),
    (158, 172, 84),
    (108, 144, 72),
    (186, 176, 98),
    (92, 134, 70),
)
CLEAR_OF_ROAD_M = 7.0


@dataclass(slots=True)
class Layout:
    """Everything in the scene that doesn't move."""

    solids: list[Solid] = field(default_factory=list)
    trees: list[Tree] = field(default_factory=list)
    ground: list[GroundPiece] = field(default_factory=list)


class Plots:
    """What ground is taken: circles of houses, bands of ways, boxes of places."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
        self._bands = [(way.line, way.width / 2) for way in town.ROADS]
        self._bands.append((ways.smooth(town.RIVER.line, 2), town.RIVER.width / 2 + 4))

    def take(self, x: float, y: float, radius: float, clear: float = CLEAR_OF_ROAD_M) -> bool:
        """Take a circle of ground; False where something is there already."""
        if self.near_way(x, y) < radius + clear:
            return False
        cx, cy = int(x // 40), int(y // 40)
        for i in (-1, 0, 1):
            for j in (-1, 0, 1):
                for ox, oy, r in self._cells.get((cx + i, cy + j), ()):
                    if math.hypot(x - ox, y - oy) < radius + r:
                        return False
        self._cells.setdefault((cx, cy), []).append((x, y, radius))
        return True

    def near_way(self, x: float, y: float) -> float:
        """Metres to the edge of the nearest road or river; negative on it."""
        return min(
            _to_segment(x, y, a, b) - half for line, half in self._bands for a, b in pairwise(line)
        )


def _to_segment(x: float, y: float, a: tuple[float, float], b: tuple[float, float]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    part = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy)
    part = min(max(part, 0.0), 1.0)
    return math.hypot(x - a[0] - part * dx, y - a[1] - part * dy)


def build(seed: int = 1963) -> Layout:
    """Lay the town out; the same seed gives the same town."""
    rng, layout, plots = random.Random(seed), Layout(), Plots()
    _paint_land(rng, layout)
    for place in town.PLACES:
        _PLACE_BUILDERS.get(place.kind, _campus)(rng, layout, plots, place)
    _line_streets(rng, layout, plots)
    _plant_streets(rng, layout, plots)
    _plant_land(rng, layout, plots)
    _paint_ways(layout)
    return layout


def _bounds(place: Place) -> tuple[float, float, float, float]:
    xs, ys = [p[0] for p in place.outline], [p[1] for p in place.outline]
    return min(xs), min(ys), max(xs), max(ys)


def _patch(place: Place, rgb: Rgb, margin: float = 0.0) -> GroundPiece:
    left, low, right, high = _bounds(place)
    return _rectangle(left - margin, low - margin, right + margin, high + margin, rgb)


def _rectangle(left: float, low: float, right: float, high: float, rgb: Rgb,
               min_ppm: float = 0.0) -> GroundPiece:  # fmt: skip
    path = polygon((left, low), (right, low), (right, high), (left, high))
    reach = math.hypot(right - left, high - low) / 2
    return GroundPiece(path, rgb, (left + right) / 2, (low + high) / 2, reach, min_ppm)


def _paint_land(rng: random.Random, layout: Layout) -> None:
    """Fields all over the plain, smaller and greener near the town, with their furrows."""
    for column in range(-28, 29):
        for row in range(-24, 27):
            x, y = column * 105.0 + rng.uniform(-9, 9), row * 98.0 + rng.uniform(-9, 9)
            if -620 < x < 980 and -720 < y < 780 and rng.random() < 0.8:
                continue
            wide, deep = rng.uniform(70, 101), rng.uniform(62, 94)
            rgb = rng.choice(CROPS)
            layout.ground.append(_rectangle(x, y, x + wide, y + deep, rgb))
            dark = (int(rgb[0] * 0.9), int(rgb[1] * 0.92), int(rgb[2] * 0.88))
            rows = [(x, y + furrow * 8.0, wide, 2.6) for furrow in range(1, int(deep / 8))]
            middle = (x + wide / 2, y + deep / 2, math.hypot(wide, deep) / 2)
            layout.ground.append(GroundPiece(rectangles(rows), dark, *middle, 2.5))


def _paint_ways(layout: Layout) -> None:
    layout.ground += ways.river(town.RIVER)
    for bridge in town.BRIDGES:
        layout.ground += ways.strips(
            bridge.line, -bridge.width / 2 - 2, bridge.width / 2 + 2, (198, 196, 190)
        )
    for road in town.ROADS:
        layout.ground += ways.road_surface(road)
    for road in town.ROADS:
        layout.ground += ways.road_asphalt(road)
    for road in town.ROADS:
        layout.ground += ways.road_markings(road)
    layout.ground += ways.crossing_marks(0.0, 0.0, 10.0, 12.0)


def _house(rng: random.Random, layout: Layout, frame: Frame, village: bool) -> None:
    rgb = rng.choice(WALLS)
    if village or rng.random() < 0.3:
        size = (rng.uniform(10, 14), rng.uniform(8, 10.5), rng.choice((6.3, 6.3, 9.4)))
        layout.solids.append(houses.gabled(frame, size, rng.uniform(2, 3), rgb, rng.choice(TILES)))
        return
    size = (rng.uniform(14, 22), rng.uniform(11, 15), rng.choice((9.4, 12.5, 12.5, 15.6, 18.7)))
    layout.solids.append(houses.block(frame, size, rgb, rng.choice(FLAT_ROOFS), shops=True))
    _roof_things(rng, layout, frame, size)


def _roof_things(
    rng: random.Random, layout: Layout, frame: Frame, size: tuple[float, float, float]
) -> None:
    width, depth, height = size
    x, y, _ = frame.at(rng.uniform(-0.25, 0.25) * width, rng.uniform(-0.2, 0.2) * depth)
    hut = Frame(x, y, frame.heading_deg)
    layout.solids.append(
        houses.block(hut, (3.6, 3.0, 2.6), (206, 200, 190), (150, 148, 144), base=height)
    )
    for index in range(rng.randrange(0, 3)):
        tx, ty, _ = frame.at((0.32 - 0.16 * index) * width, -0.33 * depth)
        tank = Frame(tx, ty, frame.heading_deg)
        layout.solids.append(
            houses.block(tank, (2.0, 1.2, 1.0), (60, 86, 120), (44, 62, 96), base=height)
        )


def _line_streets(rng: random.Random, layout: Layout, plots: Plots) -> None:
    """Two rows of houses along every street of the town, fewer out of it."""
    for row, depth in ((0, 11.0), (1, 34.0)):
        for way in town.ROADS:
            for x, y, heading in _beside_way(way, 24.0, depth + 8):
                inner = math.hypot(x - 100, y) < 780
                keep = (0.92 if inner else 0.16) * (1.0 if row == 0 else 0.75)
                if rng.random() < keep and plots.take(x, y, 11.0, 4.5):
                    _house(rng, layout, Frame(x, y, heading), village=not inner)


def _beside_way(way: Way, step: float, offset: float) -> Iterator[tuple[float, float, float]]:
    """Plots on both sides of a way: x, y and the heading away from it."""
    total, at = ways.length(way.line), step / 2
    while at < total:
        x, y, dx, dy = ways.along(way.line, at)
        for side in (-1, 1):
            off = side * (way.width / 2 + offset)
            heading = math.degrees(math.atan2(dy * side, -dx * side))
            yield x + dy * off, y - dx * off, heading
        at += step


def _plant_streets(rng: random.Random, layout: Layout, plots: Plots) -> None:
    for way in town.ROADS:
        if way.kind == "lane":
            continue
        for x, y, _ in _beside_way(way, 13.0, 3.2):
            if plots.near_way(x, y) > 1.5 and rng.random() < 0.85:
                layout.trees.append(_tree(rng, x, y, 0.8))


def _plant_land(rng: random.Random, layout: Layout, plots: Plots) -> None:
    river = ways.smooth(town.RIVER.line)
    total = ways.length(river)
    for _ in range(420):
        x, y, dx, dy = ways.along(river, rng.uniform(0, total))
        off = rng.choice((-1, 1)) * (town.RIVER.width / 2 + rng.uniform(5, 16))
        if plots.take(x + dy * off, y - dx * off, 1.5, 0.0):
            layout.trees.append(_tree(rng, x + dy * off, y - dx * off, 1.0))
    for _ in range(2600):
        x, y = rng.gauss(60, 620), rng.gauss(-60, 620)
        if plots.take(x, y, 2.5, 4.0):
            layout.trees.append(_tree(rng, x, y, 1.05))


def _tree(rng: random.Random, x: float, y: float, size: float) -> Tree:
    height = rng.uniform(5.0, 8.5) * size
    return Tree(x, y, height, height * rng.uniform(0.3, 0.4), rng.choice(LEAVES))


def _campus(_rng: random.Random, layout: Layout, plots: Plots, place: Place) -> None:
    """Blocks on three sides of a yard, the place's name in big characters on the front roof."""
    left, low, right, high = _bounds(place)
    layout.ground.append(_patch(place, (190, 186, 176)))
    if place.kind == "school":
        layout.ground += _sports_field((left + right) / 2, low + (high - low) * 0.4)
    x, wide, deep = (left + right) / 2, right - left, high - low
    rgb = {"hospital": (232, 232, 230), "government": (214, 202, 184)}.get(place.kind, WALLS[4])
    tall = max(place.height, 6.2)
    main = Frame(x, high - deep * 0.18, 0.0)
    size = (wide * 0.78, min(18.0, deep * 0.3), tall)
    layout.solids.append(houses.block(main, size, rgb, FLAT_ROOFS[0]))
    for side in (-1, 1):
        wing = Frame(x + side * wide * 0.42, low + deep * 0.42, 90.0)
        layout.solids.append(
            houses.block(wing, (deep * 0.42, 11.0, max(6.2, tall * 0.6)), rgb, FLAT_ROOFS[1])
        )
    _name_board(layout, place, Frame(x, main.y - size[1] / 2 + 0.6, 0.0), tall, wide)
    _claim(plots, place)


def _name_board(layout: Layout, place: Place, frame: Frame, base: float, wide: float) -> None:
    size = min(4.2, wide * 0.8 / len(place.name))
    red = place.kind in ("government", "school", "hospital")
    ground: Rgb | None = None if red else (32, 82, 150)
    rgb: Rgb = (196, 34, 30) if red else (244, 244, 238)
    layout.solids.append(houses.sign(frame, place.name, base + 1.2, size, rgb, ground))


def _sports_field(x: float, y: float) -> Iterator[GroundPiece]:
    for radius, rgb in ((24.0, (168, 82, 62)), (17.0, (96, 146, 76))):
        oval = [
            (x + radius * 1.6 * math.cos(a / 16 * math.pi), y + radius * math.sin(a / 16 * math.pi))
            for a in range(32)
        ]
        yield GroundPiece(polygon(*oval), rgb, x, y, 40.0)
    yield _rectangle(x - 0.2, y - 16, x + 0.2, y + 16, (232, 232, 226), 1.5)


def _claim(plots: Plots, place: Place) -> None:
    left, low, right, high = _bounds(place)
    for column in range(int((right - left) / 20) + 1):
        for row in range(int((high - low) / 20) + 1):
            plots.take(left + column * 20.0, low + row * 20.0, 12.0, -50.0)


def _village(rng: random.Random, layout: Layout, plots: Plots, place: Place) -> None:
    left, low, right, high = _bounds(place)
    layout.ground.append(_patch(place, (150, 158, 118), 10.0))
    step_x, step_y = (17.0, 15.0) if place.kind == "old_street" else (25.0, 22.0)
    for row in range(int((high - low) / step_y)):
        for column in range(int((right - left) / step_x)):
            x = left + (column + 0.5) * step_x + rng.uniform(-2, 2)
            y = low + (row + 0.5) * step_y + rng.uniform(-2, 2)
            if rng.random() < 0.88 and plots.take(x, y, step_y * 0.42, 3.0):
                _house(rng, layout, Frame(x, y, rng.uniform(-6, 6)), village=True)
    board = Frame((left + right) / 2, low - 6.0, 0.0)
    layout.solids.append(houses.sign(board, place.name, 2.0, 3.2, (250, 248, 240), (150, 38, 34)))


def _estate(rng: random.Random, layout: Layout, plots: Plots, place: Place) -> None:
    """High houses in rows around a garden; the highest stands just below the camera."""
    left, low, right, high = _bounds(place)
    layout.ground.append(_patch(place, (132, 158, 100)))
    for row, y in enumerate((low + 22, high - 22)):
        for column in range(4):
            x = left + 28 + column * 55.0
            frame = Frame(x, y, 0.0)
            tall = place.height - 6.2 * ((row + column) % 3)
            size = (30.0, 14.0, tall)
            layout.solids.append(houses.block(frame, size, WALLS[column * 2], FLAT_ROOFS[row]))
            _roof_things(rng, layout, frame, size)
    _claim(plots, place)
    for _ in range(60):
        x, y = rng.uniform(left + 8, right - 8), rng.uniform(low + 36, high - 36)
        if math.hypot(x - 80, y + 520) > 14:
            layout.trees.append(_tree(rng, x, y, 0.9))


def _works(rng: random.Random, layout: Layout, plots: Plots, place: Place) -> None:
    """Long halls side by side with a chimney or tanks."""
    left, low, right, high = _bounds(place)
    layout.ground.append(_patch(place, (168, 166, 160)))
    halls = max(2, int((high - low) / 45))
    for index in range(halls):
        y = low + (index + 0.5) * (high - low) / halls
        size = (right - left - 24, (high - low) / halls - 12, place.height * 0.6)
        roof: Rgb = ((72, 110, 158), (170, 172, 172), (156, 88, 76))[index % 3]
        frame = Frame((left + right) / 2, y, 0.0)
        layout.solids.append(houses.gabled(frame, size, 2.4, (206, 208, 206), roof))
    stack = Frame(right - 6, low + 6, 0.0)
    layout.solids.append(houses.block(stack, (3.2, 3.2, 38.0), (176, 110, 92), (60, 60, 60)))
    west = Frame(left + 10, (low + high) / 2, 90.0)
    _name_board(layout, place, west, place.height * 0.6 + 2, high - low)
    _claim(plots, place)
    for _ in range(14):
        layout.trees.append(_tree(rng, rng.uniform(left, right), low - 5.0, 0.8))


def _market(rng: random.Random, layout: Layout, plots: Plots, place: Place) -> None:
    """Rows of stalls under coloured roofs and a hall with the name."""
    left, low, right, high = _bounds(place)
    layout.ground.append(_patch(place, (186, 180, 168)))
    colours: tuple[Rgb, ...] = ((62, 110, 176), (186, 66, 58), (72, 140, 92), (222, 150, 60))
    for row in range(3):
        for column in range(6):
            frame = Frame(left + 18 + column * 22.0, low + 14 + row * 20.0, 0.0)
            rgb = colours[(row + column + rng.randrange(2)) % 4]
            layout.solids.append(houses.gabled(frame, (18.0, 9.0, 3.4), 1.4, (200, 198, 192), rgb))
    hall = Frame((left + right) / 2, high - 14, 0.0)
    size = (right - left - 20, 18.0, place.height)
    layout.solids.append(houses.block(hall, size, (216, 206, 188), FLAT_ROOFS[2], shops=True))
    _name_board(layout, place, Frame(hall.x, hall.y - 8.4, 0.0), place.height, right - left)
    _claim(plots, place)


def _open_ground(rng: random.Random, layout: Layout, plots: Plots, place: Place) -> None:
    """A square of stone slabs in two tones with trees around it."""
    left, low, right, high = _bounds(place)
    layout.ground.append(_patch(place, (198, 190, 176)))
    for column in range(int((right - left) / 10)):
        x = left + column * 10.0
        layout.ground.append(_rectangle(x, low, x + 0.6, high, (176, 164, 148), 1.0))
    _claim(plots, place)
    for column in range(int((right - left) / 9)):
        for y in (low + 3, high - 3):
            layout.trees.append(_tree(rng, left + 4 + column * 9.0, y, 0.8))


def _water(_rng: random.Random, layout: Layout, plots: Plots, place: Place) -> None:
    layout.ground.append(_patch(place, (138, 138, 112), 12.0))
    layout.ground.append(_patch(place, ways.WATER))
    _claim(plots, place)


def _farm(rng: random.Random, layout: Layout, plots: Plots, place: Place) -> None:
    """Rows of one crop, or of white plastic houses where the place has a height."""
    left, low, right, high = _bounds(place)
    layout.ground.append(_patch(place, rng.choice(CROPS)))
    glass = place.height > 0
    rgb: Rgb = (222, 228, 228) if glass else (98, 134, 66)
    y = low + 4
    while y < high - 8:
        layout.ground.append(_rectangle(left + 4, y, right - 4, y + (6 if glass else 3), rgb))
        y += 12 if glass else 9
    _claim(plots, place)


_PLACE_BUILDERS = {
    "village": _village,
    "old_street": _village,
    "residential": _estate,
    "factory": _works,
    "market": _market,
    "square": _open_ground,
    "reservoir": _water,
    "field": _farm,
}
