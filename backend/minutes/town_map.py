"""The map of a table: the town's grids, what lies near, and what was drawn, north upwards."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PIL import Image, ImageDraw

from backend.domain.areas import Area
from backend.domain.geo import LocalPlane, Position, PositionError, Window
from backend.minutes.pictures import FINER, as_jpeg
from backend.minutes.strokes import Brush, Colour, Font, Point, Stroke

SIZE: Final = (1280, 853)
"""Pixels of the picture, three to two."""
MIN_WIDTH_M, MAX_WIDTH_M = 600.0, 60_000.0
MAX_LABELS: Final = 60
_MARGIN: Final = 0.18
_MAX_LATITUDE: Final = 85.0
_LIMIT_PX: Final = 100_000.0
_PAPER, _GRID_FILL = (250, 250, 246), (240, 243, 236)
_GRID_LINE, _GRID_NAME = (150, 160, 150), (110, 122, 110)
_CAMERA, _PLACE, _EVENT = (40, 92, 160), (120, 84, 40), (200, 20, 20)
_WHITE: Final = (255, 255, 255)


class SpotKind(StrEnum):
    """What stands on the map with its name."""

    CAMERA = "camera"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Spot:
    """A camera, or a place that matters."""

    kind: SpotKind
    name: str
    at: Position


@dataclass(frozen=True, slots=True)
class Frame:
    """What the map shows: metres around a middle, as wide as `SIZE` to its height."""

    plane: LocalPlane
    middle: Point
    width_m: float

    @staticmethod
    def around(event: Position | None, strokes: Iterable[Stroke]) -> Frame | None:
        """Return a frame about everything drawn and the event, None where there is neither."""
        drawn = [at for stroke in strokes for at in _positions(stroke)]
        if event is None and not drawn:
            return None
        origin = event or _middle_of(drawn)
        plane = LocalPlane(_off_the_poles(origin))
        metres = [plane.metres(at) for at in [*drawn, *([event] if event else [])]]
        (low_x, high_x), (low_y, high_y) = (_span(metres, axis) for axis in (0, 1))
        wide = max(high_x - low_x, (high_y - low_y) * SIZE[0] / SIZE[1]) * (1 + 2 * _MARGIN)
        middle = (low_x + high_x) / 2, (low_y + high_y) / 2
        return Frame(plane, middle, max(MIN_WIDTH_M, min(MAX_WIDTH_M, wide)))

    def from_middle_m(self, spot: Spot) -> float:
        """How far from the middle something is."""
        return math.dist(self.plane.metres(spot.at), self.middle)

    @property
    def window(self) -> Window | None:
        """The degrees that it shows, None where it goes over the date line or a pole."""
        across, up = self.width_m / 2, self.width_m / 2 * SIZE[1] / SIZE[0]
        (x, y) = self.middle
        try:
            low, high = (self.plane.position(x + s * across, y + s * up) for s in (-1, 1))
        except PositionError:
            return None
        if low.longitude > high.longitude:
            return None
        return Window(low.longitude, low.latitude, high.longitude, high.latitude)


@dataclass(frozen=True, slots=True)
class TownMap:
    """What is there in a frame: names with areas of grids, spots, the event's place."""

    frame: Frame
    grids: tuple[tuple[str, Area], ...]
    spots: tuple[Spot, ...]
    event: Position | None


def draw_map(shown: TownMap, strokes: Sequence[Stroke], font: Font) -> bytes:
    """Return the map with its drawings as JPEG."""
    image = Image.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER), _PAPER)
    painter = _Painter(shown, image, font)
    painter.paint_grids()
    painter.paint_event()
    painter.paint_spots()
    painter.paint_names()
    painter.brush.paint(strokes, painter.of_degrees)
    painter.paint_scale()
    return as_jpeg(image.reduce(FINER))


class _Painter:
    """Paints one map. `taken`: boxes of words, which nothing else is written over."""

    def __init__(self, shown: TownMap, image: Image.Image, font: Font) -> None:
        self.shown = shown
        self.size = image.size
        self.brush = Brush.over(image, font)
        self.draw: ImageDraw.ImageDraw = self.brush.draw
        self.taken: list[tuple[float, float, float, float]] = []

    def pixel(self, at: Position) -> Point:
        """Where a place is in the picture; places far outside are drawn nearer."""
        frame = self.shown.frame
        x, y = frame.plane.metres(at)
        scale = self.size[0] / frame.width_m
        across = self.size[0] / 2 + (x - frame.middle[0]) * scale
        down = self.size[1] / 2 - (y - frame.middle[1]) * scale
        return _limited(across), _limited(down)

    def of_degrees(self, point: Point) -> Point:
        """Where a point of a drawing is."""
        return self.pixel(Position(*point))

    def paint_grids(self) -> None:
        """Paint every grid's ground, then the outlines."""
        for _, area in self.shown.grids:
            for polygon in area.polygons:
                self.draw.polygon([self.pixel(at) for at in polygon.outer], _GRID_FILL)
        for _, area in self.shown.grids:
            for polygon in area.polygons:
                for ring in polygon.rings:
                    outline = [self.pixel(at) for at in (*ring, ring[0])]
                    self.draw.line(outline, _GRID_LINE, round(1.6 * self.brush.unit))

    def paint_spots(self) -> None:
        """Paint cameras and places, each with its name where there is room for it."""
        for spot in self.shown.spots[:MAX_LABELS]:
            (x, y), half = self.pixel(spot.at), 5 * self.brush.unit
            box = (x - half, y - half, x + half, y + half)
            if spot.kind is SpotKind.CAMERA:
                self.draw.ellipse(box, _CAMERA, _WHITE, round(1.5 * self.brush.unit))
                colour = _CAMERA
            else:
                self.draw.rectangle(box, _PLACE, _WHITE, round(1.5 * self.brush.unit))
                colour = _PLACE
            self._label(spot.name, (x + 9 * self.brush.unit, y), 13, colour)

    def paint_event(self) -> None:
        """Paint where it happened."""
        if self.shown.event is None:
            return
        (x, y), unit = self.pixel(self.shown.event), self.brush.unit
        for far, colour in ((13, _WHITE), (11, _EVENT), (7, _WHITE), (4, _EVENT)):
            half = far * unit
            self.draw.ellipse((x - half, y - half, x + half, y + half), colour)
        self._label("事件地点", (x + 17 * unit, y), 16, _EVENT)

    def paint_names(self) -> None:
        """Write the grids' names where room is left."""
        for name, area in self.shown.grids:
            self._label(name, self.pixel(area.middle), 15, _GRID_NAME, is_centred=True)

    def paint_scale(self) -> None:
        """Paint how long a metre is, and where north is."""
        unit, metres = self.brush.unit, round_length(self.shown.frame.width_m / 5)
        long = metres * self.size[0] / self.shown.frame.width_m
        x, y = 24 * unit, self.size[1] - 24 * unit
        words = f"{metres:g}米" if metres < 1000 else f"{metres / 1000:g}千米"
        self.draw.rectangle(
            (x - 8 * unit, y - 26 * unit, x + long + 8 * unit, y + 8 * unit), _WHITE
        )
        ends = [(x, y - 7 * unit), (x, y), (x + long, y), (x + long, y - 7 * unit)]
        self.draw.line(ends, (0, 0, 0), round(2 * unit))
        self.brush.words((x + 6 * unit, y - 13 * unit), words, 14, (0, 0, 0), _WHITE)
        x, y = self.size[0] - 34 * unit, 30 * unit
        arrow = [(0, -18), (9, 14), (0, 7), (-9, 14)]
        self.draw.polygon([(x + a * unit, y + b * unit) for a, b in arrow], (0, 0, 0))
        self.brush.words((x - 7 * unit, y + 26 * unit), "北", 15, (0, 0, 0), _WHITE)

    def _label(
        self, text: str, at: Point, px: float, colour: Colour, *, is_centred: bool = False
    ) -> None:
        """Write a name, unless it would lie over another one."""
        wide, high = len(text) * px * self.brush.unit, px * 1.2 * self.brush.unit
        x, y = (at[0] - wide / 2, at[1]) if is_centred else at
        box = (x, y - high / 2, x + wide, y + high / 2)
        if any(_meet(box, other) for other in self.taken):
            return
        self.taken.append(box)
        self.brush.words((x, y), text, px, colour, _WHITE)


def round_length(most_m: float) -> float:
    """Return the longest of 1, 2 or 5 times a power of ten metres that isn't longer."""
    power = 10.0 ** math.floor(math.log10(most_m))
    return max(part * power for part in (1.0, 2.0, 5.0) if part * power <= most_m)


def _positions(stroke: Stroke) -> list[Position]:
    return [Position(*point) for point in stroke.points]


def _middle_of(drawn: Sequence[Position]) -> Position:
    longitudes = [at.longitude for at in drawn]
    latitudes = [at.latitude for at in drawn]
    return Position((min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2)


def _off_the_poles(at: Position) -> Position:
    return Position(at.longitude, max(-_MAX_LATITUDE, min(_MAX_LATITUDE, at.latitude)))


def _span(metres: Sequence[Point], axis: int) -> tuple[float, float]:
    values = [at[axis] for at in metres]
    return min(values), max(values)


def _limited(pixel: float) -> float:
    return max(-_LIMIT_PX, min(_LIMIT_PX, pixel))


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
