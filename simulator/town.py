"""The invented town 枫溪镇: its roads, river and places, as plain data.

Local coordinates are metres east (x) and north (y) of the crossing of 枫溪大道 and 迎宾路.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

TOWN_NAME = "枫溪镇"
ORIGIN_LONGITUDE = 120.4187
ORIGIN_LATITUDE = 29.7364
EARTH_METRES_PER_DEGREE = 111_320.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A named thing with an outline. ``outline`` in local metres, ``height`` in metres."""

    name: str
    kind: str
    outline: tuple[Point, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Way:
    """A road, lane or river. ``line`` and ``width`` in local metres."""

    name: str
    kind: str
    line: tuple[Point, ...]
    width: float


def _block(name: str, kind: str, x: float, y: float, w: float, d: float, height: float) -> Place:
    """A rectangle ``w`` by ``d`` metres around its centre."""
    left, right, south, north = x - w / 2, x + w / 2, y - d / 2, y + d / 2
    return Place(name, kind, ((left, south), (right, south), (right, north), (left, north)), height)


ROADS: tuple[Way, ...] = (
    Way("枫溪大道", "main_road", ((-2600, -40), (-900, 0), (0, 0), (1100, 10), (2700, 120)), 24),
    Way("迎宾路", "main_road", ((0, -1900), (0, 0), (20, 900), (80, 2300)), 20),
    Way("桥东路", "road", ((620, -700), (610, 0), (600, 760)), 14),
    Way("老街", "lane", ((-520, 120), (-300, 135), (-120, 120)), 6),
    Way("市场路", "road", ((-420, -320), (-180, -300), (0, -290)), 12),
    Way("工业路", "road", ((1150, 10), (1180, -620), (1220, -1100)), 16),
    Way("学苑路", "road", ((10, 420), (420, 440), (600, 440)), 12),
    Way("水库路", "road", ((-900, 0), (-1500, 620), (-1850, 1250)), 8),
    Way("环村路", "lane", ((-1300, -640), (-700, -820), (0, -900), (700, -880)), 7),
)

RIVER = Way(
    "枫溪",
    "river",
    ((-1820, 1400), (-1250, 620), (-640, 330), (150, 215), (420, 40), (560, -420), (900, -1500)),
    46,
)

BRIDGES: tuple[Way, ...] = (
    Way("枫溪大桥", "bridge", ((390, 4), (480, 5)), 24),
    Way("老街石桥", "bridge", ((-320, 240), (-310, 310)), 5),
    Way("迎宾桥", "bridge", ((5, 190), (6, 270)), 20),
    Way("市河桥", "bridge", ((540, -290), (600, -300)), 12),
)

PLACES: tuple[Place, ...] = (
    _block("枫溪镇人民政府", "government", 150, 90, 120, 80, 24),
    _block("枫溪农贸市场", "market", -220, -220, 150, 90, 11),
    _block("文化广场", "square", -150, 50, 110, 70, 0),
    _block("枫溪镇中心小学", "school", 330, 500, 160, 110, 18),
    _block("枫溪中学", "school", 160, 520, 130, 120, 20),
    _block("枫溪镇卫生院", "hospital", 280, -120, 90, 70, 26),
    _block("枫溪加油站", "petrol", 820, 55, 60, 45, 7),
    _block("枫溪客运站", "bus_station", -680, -70, 120, 80, 12),
    _block("恒丰纺织厂", "factory", 1320, -260, 220, 160, 16),
    _block("永盛五金厂", "factory", 1060, -520, 160, 130, 14),
    _block("枫溪化工仓储", "factory", 1400, -700, 180, 140, 18),
    _block("枫溪水库", "reservoir", -2000, 1550, 520, 420, 0),
    _block("老街民居", "old_street", -320, 130, 380, 90, 8),
    _block("枫景苑小区", "residential", 80, -520, 220, 170, 48),
    _block("桥东新村", "village", 760, 420, 260, 190, 12),
    _block("上枫村", "village", -1420, 360, 320, 220, 11),
    _block("下枫村", "village", 820, -1260, 300, 220, 11),
    _block("石塘村", "village", -1150, -720, 300, 220, 11),
    _block("茶坞村", "village", 120, 1900, 300, 240, 11),
    _block("大溪村", "village", 2200, 240, 320, 220, 11),
    _block("杨家埭村", "village", 20, -1560, 300, 200, 11),
    _block("石塘稻田", "field", -700, -1150, 900, 420, 0),
    _block("茶坞茶园", "field", -420, 1750, 560, 480, 0),
    _block("大溪大棚", "field", 1800, 620, 520, 380, 3),
)

VILLAGES: tuple[str, ...] = (
    "镇中社区", "桥东社区", "上枫村", "下枫村", "石塘村", "茶坞村", "大溪村", "杨家埭村",
)  # fmt: skip


def position(x: float, y: float) -> tuple[float, float]:
    """WGS-84 longitude and latitude in degrees of a point in local metres."""
    latitude = ORIGIN_LATITUDE + y / EARTH_METRES_PER_DEGREE
    metres = EARTH_METRES_PER_DEGREE * math.cos(math.radians(ORIGIN_LATITUDE))
    return ORIGIN_LONGITUDE + x / metres, latitude


def local(longitude: float, latitude: float) -> Point:
    """Local metres of a WGS-84 position in degrees; the inverse of `position`."""
    metres = EARTH_METRES_PER_DEGREE * math.cos(math.radians(ORIGIN_LATITUDE))
    x = (longitude - ORIGIN_LONGITUDE) * metres
    return x, (latitude - ORIGIN_LATITUDE) * EARTH_METRES_PER_DEGREE
