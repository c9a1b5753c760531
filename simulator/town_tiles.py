"""The invented town as a raster base map in an MBTiles file.

Tiles are Web Mercator, 256 × 256 pixels, PNG; what is larger than a pixel is drawn.
Source: MBTiles specification 1.3.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import skia
from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, create_engine, insert

from simulator.town import BRIDGES, PLACES, RIVER, ROADS, TOWN_NAME, Place, Point, Way, position
from simulator.town_grids import HALF_M

LEAST_ZOOM, GREATEST_ZOOM = 11, 17
TILE_PX = 256
_ROUND_M = 500.0
"""So much land is drawn around the town."""
_LAND, _WATER = 0xFFF1EFE6, 0xFFA9CDE3
_GROUND = {
    "field": 0xFFDDE8C2, "reservoir": _WATER, "square": 0xFFE6E0D2, "residential": 0xFFE3DDD0,
    "village": 0xFFE9E0CE, "old_street": 0xFFE6D8C4, "school": 0xFFF0E3C0, "hospital": 0xFFF3D6D2,
    "factory": 0xFFDCD9E2, "government": 0xFFE8D9D0, "market": 0xFFF1DCC0, "petrol": 0xFFE6CFC8,
    "bus_station": 0xFFDDDDE6,
}  # fmt: skip
_BUILDING, _BUILDING_EDGE = 0xFFCFC6B6, 0xFFB4AA98
_ROAD = {"main_road": 0xFFFAD89B, "road": 0xFFFFFFFF, "lane": 0xFFFDFBF4, "bridge": 0xFFE8E2D4}
_ROAD_EDGE = 0xFFC9BFA9
_INK = 0xFF4A4436
_HOUSES = {"village": 46, "old_street": 60, "residential": 14, "factory": 5, "school": 5}
_FONTS = ("Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei", "")

_META = MetaData()
_TOLD = Table("metadata", _META, Column("name", String), Column("value", String))
_TILES = Table(
    "tiles",
    _META,
    Column("zoom_level", Integer, primary_key=True),
    Column("tile_column", Integer, primary_key=True),
    Column("tile_row", Integer, primary_key=True),
    Column("tile_data", LargeBinary),
)


def write_tiles(file: Path, greatest: int = GREATEST_ZOOM) -> int:
    """Write the base map; returns the number of tiles. A file that is there is replaced."""
    file.unlink(missing_ok=True)
    painter = _TownPainter()
    engine = create_engine(f"sqlite:///{file}")
    _META.create_all(engine)
    count = 0
    west, south = position(-HALF_M - _ROUND_M, -HALF_M - _ROUND_M)
    east, north = position(HALF_M + _ROUND_M, HALF_M + _ROUND_M)
    told = {
        "name": TOWN_NAME,
        "format": "png",
        "bounds": f"{west:.6f},{south:.6f},{east:.6f},{north:.6f}",
        "minzoom": str(LEAST_ZOOM),
        "maxzoom": str(greatest),
        "type": "baselayer",
    }
    with engine.begin() as connection:
        rows = [{"name": name, "value": value} for name, value in told.items()]
        connection.execute(insert(_TOLD), rows)
        for zoom in range(LEAST_ZOOM, greatest + 1):
            for column, row in _covering(zoom, (west, south, east, north)):
                tile = {
                    "zoom_level": zoom,
                    "tile_column": column,
                    "tile_row": (1 << zoom) - 1 - row,
                    "tile_data": painter.tile(zoom, column, row),
                }
                connection.execute(insert(_TILES), tile)
                count += 1
    engine.dispose()
    return count


def _covering(zoom: int, box: tuple[float, float, float, float]) -> Iterator[tuple[int, int]]:
    """Columns and rows (from the north) of a box in degrees."""
    west, south, east, north = box
    left, top = _place(west, north, zoom)
    right, bottom = _place(east, south, zoom)
    for column in range(int(left), int(right) + 1):
        for row in range(int(top), int(bottom) + 1):
            yield column, row


def _place(lon: float, lat: float, zoom: int) -> Point:
    """Where a position stands, in tiles from the north-west corner of the world."""
    side = 1 << zoom
    up = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return (lon + 180) / 360 * side, (1 - up / math.pi) / 2 * side


class _TownPainter:
    """Draws one tile after the other."""

    def __init__(self) -> None:
        rng = random.Random(7)
        self._houses = {place.name: _houses(place, rng) for place in PLACES}
        self._face = next(face for name in _FONTS if (face := skia.Typeface(name)) is not None)

    def tile(self, zoom: int, column: int, row: int) -> bytes:
        """One tile as PNG."""
        surface = skia.Surface(TILE_PX, TILE_PX)
        canvas = surface.getCanvas()
        canvas.clear(_LAND)
        self._at = (zoom, column, row)
        east, north = self._px((1000.0, 0.0)), self._px((0.0, 0.0))
        self._per_m = (east[0] - north[0]) / 1000.0
        self._draw(canvas, zoom)
        return bytes(surface.makeImageSnapshot().encodeToData(skia.kPNG, 100))

    def _draw(self, canvas: skia.Canvas, zoom: int) -> None:
        order = sorted(PLACES, key=lambda place: place.kind != "field")
        for place in order:
            canvas.drawPath(self._area(place.outline), _fill(_GROUND.get(place.kind, _LAND)))
        canvas.drawPath(self._line(RIVER.line), self._stroke(_WATER, RIVER.width))
        if zoom >= 15:
            for place in PLACES:
                for house in self._houses[place.name] if self._touches(place) else ():
                    canvas.drawPath(self._area(house), _fill(_BUILDING))
                    canvas.drawPath(self._area(house), _edge(_BUILDING_EDGE))
        ways = (*reversed(ROADS), *BRIDGES)
        for way in ways:
            canvas.drawPath(self._line(way.line), self._stroke(_ROAD_EDGE, way.width + 3, 2.0))
        for way in ways:
            canvas.drawPath(self._line(way.line), self._stroke(_ROAD[way.kind], way.width, 1.2))
        if zoom >= 14:
            self._name(canvas, zoom)

    def _name(self, canvas: skia.Canvas, zoom: int) -> None:
        size = 11.0 if zoom == 14 else 13.0
        for place in PLACES:
            self._write(canvas, place.name, _middle(place.outline), size)
        for way in (*ROADS, RIVER) if zoom >= 15 else ():
            self._write(canvas, way.name, _between(way), size - 1)

    def _write(self, canvas: skia.Canvas, words: str, at: Point, size: float) -> None:
        font = skia.Font(self._face, size)
        x, y = self._px(at)
        x -= font.measureText(words) / 2
        halo = skia.Paint(
            Color=0xE0FFFFFF, AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=3
        )
        canvas.drawString(words, x, y + size / 3, font, halo)
        canvas.drawString(words, x, y + size / 3, font, _fill(_INK))

    def _touches(self, place: Place) -> bool:
        """Whether a place may be on this tile."""
        corners = [self._px(corner) for corner in place.outline]
        xs, ys = zip(*corners, strict=True)
        return bool(max(xs) > 0 and min(xs) < TILE_PX and max(ys) > 0 and min(ys) < TILE_PX)

    def _px(self, at: Point) -> Point:
        zoom, column, row = self._at
        x, y = _place(*position(*at), zoom)
        return (x - column) * TILE_PX, (y - row) * TILE_PX

    def _area(self, outline: Sequence[Point]) -> skia.Path:
        path = self._line(outline)
        path.close()
        return path

    def _line(self, line: Sequence[Point]) -> skia.Path:
        path = skia.Path()
        path.moveTo(*self._px(line[0]))
        for at in line[1:]:
            path.lineTo(*self._px(at))
        return path

    def _stroke(self, colour: int, width_m: float, least_px: float = 1.0) -> skia.Paint:
        return skia.Paint(
            Color=colour,
            AntiAlias=True,
            Style=skia.Paint.kStroke_Style,
            StrokeWidth=max(least_px, width_m * self._per_m),
            StrokeCap=skia.Paint.kRound_Cap,
            StrokeJoin=skia.Paint.kRound_Join,
        )


def _fill(colour: int) -> skia.Paint:
    return skia.Paint(Color=colour, AntiAlias=True)


def _edge(colour: int) -> skia.Paint:
    return skia.Paint(Color=colour, AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=1)


def _middle(outline: Sequence[Point]) -> Point:
    xs, ys = zip(*outline, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def _between(way: Way) -> Point:
    """The middle of a way's longest piece."""
    pieces = list(zip(way.line, way.line[1:], strict=False))
    (ax, ay), (bx, by) = max(pieces, key=lambda piece: math.dist(*piece))
    return (ax + bx) / 2, (ay + by) / 2


def _houses(place: Place, rng: random.Random) -> list[tuple[Point, ...]]:
    """Rows of houses inside a place; where its kind has none, one that fills most of it."""
    xs, ys = zip(*place.outline, strict=True)
    left, right, south, north = min(xs), max(xs), min(ys), max(ys)
    if place.height == 0 or place.kind == "field":
        return []
    count = _HOUSES.get(place.kind, 1)
    columns = max(1, round(math.sqrt(count * (right - left) / (north - south))))
    rows = max(1, math.ceil(count / columns))
    wide, deep = (right - left) / columns, (north - south) / rows
    found: list[tuple[Point, ...]] = []
    for number in range(columns * rows):
        x, y = left + wide * (number % columns), south + deep * (number // columns)
        a, b = rng.uniform(0.1, 0.2), rng.uniform(0.75, 0.9)
        c, d = rng.uniform(0.15, 0.25), rng.uniform(0.6, 0.8)
        found.append(
            (
                (x + a * wide, y + c * deep),
                (x + b * wide, y + c * deep),
                (x + b * wide, y + d * deep),
                (x + a * wide, y + d * deep),
            )
        )
    return found
