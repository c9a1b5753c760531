"""One builder for each kind of scene."""

from __future__ import annotations

import random

import skia

from simulator.footage.props import WALLS, Rgb, fill, rect, stall, text, tree
from simulator.footage.scenes import ASPHALT, CONCRETE, GRASS, PAVING, Builder, Scenery


def _road(s: Scenery, rng: random.Random) -> None:
    s.strip(-300, 1, 600, 500, GRASS)
    s.road(rng.uniform(-2, 2), rng.uniform(13, 16))
    town = rng.random() < 0.6
    for side in (-1, 1):
        s.houses(side, rng.uniform(14, 18), rng.uniform(8, 22), 130, "shops" if town else "plain")
        s.trees(side * 11.5, 14, 110, 13)
    s.lamps(10)


def _crossing(s: Scenery, rng: random.Random) -> None:
    s.strip(-300, 1, 600, 500, PAVING)
    s.road(rng.uniform(-3, 3), 13)
    s.cross_road(30, 13)
    s.zebra(0, 18, 13)
    for side in (-1, 1):
        s.houses(side, rng.uniform(13, 18), 40, 140, "shops")
        s.houses(side, rng.uniform(15, 20), 6, 16, "shops")
        s.trees(side * 10.5, 44, 110, 12)
    s.lamps(9.5)


def _bridge(s: Scenery, rng: random.Random) -> None:
    s.strip(-300, 1, 600, 500, GRASS)
    s.water([(-300, 4), (300, 4), (300, 62), (-300, 74)])
    s.road(0, rng.choice((9.0, 12.0, 14.0)))
    for x in (-9.6, 9.6):
        s.railing_away(x, 3, 75)
    for side in (-1, 1):
        s.houses(side, rng.uniform(16, 34), 80, 150, "shops" if rng.random() < 0.6 else "plain")
        s.trees(side * 14, 78, 130, 10)
    s.lamps(9)


def _market(s: Scenery, rng: random.Random) -> None:
    s.tiles(-60, 1, 120, 160, 1.2, (148, 146, 140))
    for side in (-1, 1):
        for y in range(7, 46, 4):
            stall(s.stage, side * rng.uniform(4.2, 4.9), y)
            stall(s.stage, side * rng.uniform(8.6, 9.6), y + 2)
        s.houses(side, 12.5, 6, 90, "shops")
    s.block(-16, 62, (32, 14, 10), rng.choice(WALLS), "枫溪农贸市场")
    banner = rng.choice(("食品安全 人人有责", "诚信经营 童叟无欺", "文明枫溪 从我做起"))

    def draw(canvas: skia.Canvas) -> None:
        rect(canvas, -7, 5.0, 14, 1.2, fill((190, 28, 26)))
        text(canvas, banner, 0, 5.25, 0.85, fill((250, 232, 150)))

    s.stage.board(0, rng.uniform(16, 24), draw)
    s.walks += [((x, 6), (x, 22)) for x in (-2.4, -0.8, 1.2)] + [
        ((x, 34), (x, 14)) for x in (-1.6, 0.5, 2.3)
    ]
    s.walks += [((-4, 12), (4, 13)), ((5, 20), (-5, 19))]
    s.crowd = 2.2


def _old_street(s: Scenery, rng: random.Random) -> None:
    s.tiles(-40, 1, 80, 160, rng.choice((0.9, 1.4)), (136, 134, 130))
    lane = rng.uniform(4.0, 5.6)
    for side in (-1, 1):
        s.houses(side, lane, rng.uniform(2, 6), 110, "old")
    for y in (24, 42):
        tree(s.stage, rng.choice((-1, 1)) * (lane - 0.6), y, 4.5)
    s.walks += [((x, 5), (x, 19)) for x in (-2.2, 0.9)] + [((x, 32), (x, 14)) for x in (-0.8, 2.1)]
    s.walks += [((-lane, 15), (lane, 16))]
    s.crowd = 1.6


def _river(s: Scenery, rng: random.Random) -> None:
    s.strip(-300, 1, 600, 500, GRASS)
    bend = rng.uniform(-26, 26)
    s.water(
        [
            (-9, 1),
            (26, 1),
            (16 + bend, 90),
            (30 + bend * 3, 300),
            (-10 + bend * 3, 300),
            (-8 + bend, 90),
        ]
    )
    s.tiles(-15, 1, 6, 120, 1.5, PAVING)
    s.railing_away(-9, 5, 80)
    s.trees(-17, 8, 90, 8, 7)
    s.houses(-1, 22, 20, 130, rng.choice(("old", "plain")))
    s.houses(1, 30, 34, 150, rng.choice(("old", "plain", "shops")))
    s.trees(27, 16, 60, 9, 5)
    arch: Rgb = rng.choice(((176, 170, 160), (196, 190, 180)))

    def draw(canvas: skia.Canvas) -> None:
        rect(canvas, -24, 4.0, 70, 2.0, fill(arch))
        for n in range(32):
            rect(canvas, -24 + n * 2.2, 6, 0.3, 1.1, fill(arch, 1.1))
        for u in (-16, 2, 20, 38):
            rect(canvas, u, 0, 2, 4, fill(arch, 0.8))

    s.stage.board(bend * 0.7, rng.uniform(64, 90), draw)
    s.walks += [((-12, 6), (-12, 22)), ((-11, 34), (-11, 16)), ((-13.5, 26), (-13.5, 10))]


def _factory(s: Scenery, rng: random.Random) -> None:
    s.strip(-300, 1, 600, 500, CONCRETE)
    s.cross_road(13, 9)
    name = s.camera.name[:5] if "厂" in s.camera.name else "枫溪产业园"
    s.gate(24, name, 8)
    wall: Rgb = rng.choice(((120, 150, 178), (190, 196, 198), (170, 130, 110), (150, 170, 150)))
    s.block(-46, 40, (34, 40, 12), wall)
    s.block(
        14,
        46,
        (40, 30, rng.uniform(9, 15)),
        rng.choice(WALLS),
        "安全生产 责任重于泰山"[: rng.choice((4, 11))],
    )
    s.block(-8, 84, (24, 20, 18), (178, 184, 188))
    for x in (-26.0, rng.uniform(20, 34)):

        def chimney(canvas: skia.Canvas) -> None:
            rect(canvas, -1.4, 0, 2.8, 34, fill((170, 120, 100)))
            for v in (22, 28):
                rect(canvas, -1.4, v, 2.8, 2.2, fill((214, 210, 202)))
            for n in range(12):
                canvas.drawCircle(
                    n * 1.6, 36 + n * 0.9, 1.5 + n * 0.35, fill((220, 222, 224), 1, 70)
                )

        s.stage.board(x, 92, chimney)
    s.trees(-13, 26, 60, 12, 4.5)
    s.heavy += [((-40, 11), (40, 11)), ((2, 80), (2, 26))]
    s.walks += [((4, 40), (4, 26)), ((-6, 20), (8, 20))]


def _school(s: Scenery, rng: random.Random) -> None:
    s.strip(-300, 1, 600, 500, (146, 120, 100))
    s.tiles(-60, 1, 120, 30, 1.6, PAVING)
    s.cross_road(12, 8)
    s.gate(23, "枫溪中学" if "中学" in s.camera.name else s.camera.name[:4] + "校", 9)
    s.block(
        -30,
        62,
        (60, 14, 17),
        rng.choice(((206, 140, 110), (230, 214, 180), (180, 90, 74))),
        "立德树人 勤学笃行",
    )
    s.block(-52, 36, (16, 30, 14), rng.choice(WALLS))

    def flag(canvas: skia.Canvas) -> None:
        rect(canvas, -0.08, 0, 0.16, 14, fill((214, 216, 218)))
        rect(canvas, 0.1, 11.6, 3.2, 2.1, fill((206, 28, 24)))

    s.stage.board(rng.uniform(-6, 6), 46, flag)
    s.trees(-15, 27, 60, 9, 5)
    s.trees(17, 29, 60, 9, 6)
    s.walks += [
        ((-3, 36), (-3, 18)),
        ((2, 19), (2, 38)),
        ((-14, 18.5), (12, 18.5)),
        ((13, 17.5), (-13, 17.5)),
    ]
    s.crowd = 1.8


def _hospital(s: Scenery, rng: random.Random) -> None:
    s.tiles(-200, 1, 400, 200, 2.0, (166, 164, 158))
    s.cross_road(12, 8)
    s.block(-24, 44, (48, 18, rng.uniform(18, 26)), (236, 236, 232), "枫溪镇卫生院")
    s.block(rng.choice((-46, 26)), 34, (18, 20, 9), (220, 226, 228), "急诊")

    def cross(canvas: skia.Canvas) -> None:
        rect(canvas, -0.5, 4, 1, 3, fill((208, 30, 30)))
        rect(canvas, -1.5, 5, 3, 1, fill((208, 30, 30)))

    s.stage.board(rng.uniform(-12, 12), 43.8, cross)
    s.parked(-24, 22, 8, 1)
    s.trees(-28, 20, 44, 7, 5)
    s.trees(27, 18, 34, 7, 5)
    s.walks += [((0, 40), (0, 22)), ((-16, 18), (14, 19)), ((6, 20), (6, 38))]


def _petrol(s: Scenery, _rng: random.Random) -> None:
    s.strip(-300, 1, 600, 500, CONCRETE)
    s.cross_road(11, 10)
    s.block(-13, 46, (26, 10, 5.5), (230, 230, 226), "便利店")

    def canopy(canvas: skia.Canvas) -> None:
        for u in (-13, -0.4, 12.2):
            rect(canvas, u, 0, 0.8, 6, fill((220, 222, 224)))
            rect(canvas, u - 0.8, 0, 2.4, 0.3, fill((210, 170, 40)))
            rect(canvas, u - 0.3, 0.3, 1.4, 1.8, fill((196, 36, 30)))
        rect(canvas, -17, 5.6, 34, 1.7, fill((200, 34, 30)))
        rect(canvas, -17, 5.5, 34, 0.3, fill((246, 246, 244)))
        text(canvas, "枫溪加油站", 0, 5.95, 1.2, fill((250, 246, 230)))

    s.stage.board(0, 26, canopy)
    s.stage.board(0, 34, canopy)
    s.trees(-26, 22, 60, 8, 6)
    s.trees(26, 24, 60, 8, 6)
    s.roads += [((-22, 23), (24, 23))]
    s.walks += [((-6, 27), (7, 27))]


def _square(s: Scenery, rng: random.Random) -> None:
    s.tiles(
        -200,
        1,
        400,
        120,
        rng.choice((2.0, 3.0)),
        rng.choice((PAVING, (178, 160, 140), (150, 156, 158))),
    )
    cx, cy = rng.uniform(-7, 7), rng.uniform(22, 30)
    beds = [(rng.uniform(-7, 7), rng.uniform(-4, 4), rng.randrange(3)) for _ in range(220)]

    def bed(canvas: skia.Canvas) -> None:
        canvas.drawOval(skia.Rect.MakeXYWH(cx - 8.5, cy - 5.5, 17, 11), fill((196, 192, 182)))
        canvas.drawOval(skia.Rect.MakeXYWH(cx - 8, cy - 5, 16, 10), fill((70, 112, 52)))
        tones: tuple[Rgb, ...] = ((206, 50, 60), (236, 190, 60), (190, 100, 170))
        for u, v, tone in beds:
            if (u / 7.4) ** 2 + (v / 4.4) ** 2 < 1:
                canvas.drawCircle(cx + u, cy + v, 0.28, fill(tones[tone]))

    s.stage.ground(bed)
    s.block(
        -24,
        70,
        (48, 14, rng.uniform(11, 17)),
        rng.choice(WALLS),
        "文化礼堂" if "礼堂" in s.camera.name else "枫溪文化中心",
    )
    for side in (-1, 1):
        s.trees(side * rng.uniform(20, 28), 12, 70, 8, 7)
        s.houses(side, 34, 30, 90, "plain")
    rows = [((x, y), (x + 1.6, y)) for x in (-9, -6, -3) for y in (14, 17)]
    s.walks += [*rows, ((-14, 11), (12, 12)), ((14, 20), (-10, 18)), ((10, 36), (10, 16))]
    s.crowd = 1.8


def _village(s: Scenery, rng: random.Random) -> None:
    s.strip(-300, 1, 600, 500, GRASS)
    s.road(rng.uniform(-1.5, 1.5), 6.5, lines=False)
    for side in (-1, 1):
        s.houses(side, rng.uniform(9, 15), rng.uniform(34, 44), 120, "plain")
        s.trees(side * rng.uniform(6, 8), 10, 40, 8, 5)
    title = s.camera.village if s.camera.village.endswith("村") else s.camera.name[:3]
    red: Rgb = rng.choice(((150, 50, 40), (196, 190, 180), (120, 78, 54)))

    def arch(canvas: skia.Canvas) -> None:
        for u in (-6.2, -3.9, 3.1, 5.4):
            rect(canvas, u, 0, 0.8, 6, fill(red))
        rect(canvas, -6.8, 5.6, 13.6, 0.8, fill(red, 0.85))
        rect(canvas, -3.4, 6.2, 6.8, 1.7, fill((60, 40, 34)))
        text(canvas, title, 0, 6.5, 1.3, fill((240, 200, 90)))
        for u, v, w in ((-4.6, 8.0, 9.2), (-7.6, 6.4, 3.8), (3.8, 6.4, 3.8)):
            path = skia.Path()
            points = ((u, v), (u + w, v), (u + w - 0.9, v + 0.9), (u + 0.9, v + 0.9))
            path.addPoly([skia.Point(*point) for point in points], True)
            canvas.drawPath(path, fill((54, 56, 60)))

    s.stage.board(0, rng.uniform(20, 27), arch)


def _field(s: Scenery, rng: random.Random) -> None:
    s.strip(-300, 1, 600, 500, (128, 136, 70))
    tones: tuple[Rgb, ...] = (
        (176, 164, 70),
        (110, 140, 60),
        (150, 156, 74),
        (86, 124, 62),
        (122, 104, 70),
    )
    for row in range(7):
        for column in range(-5, 5):
            y = 3 + row * row * 3.4
            s.strip(column * 17 + row * 2, y, 16.2, 6 + row * 6.2, rng.choice(tones))
    rows = rng.random() < 0.6

    def furrows(canvas: skia.Canvas) -> None:
        for n in range(-60, 60):
            rect(canvas, n * 1.4, 3, 0.3, 60, fill((70, 100, 44), 1, 130))

    if rows:
        s.stage.ground(furrows)
    s.strip(3, 1, 3.4, 300, (176, 168, 150))
    if "大棚" in s.camera.name or rng.random() < 0.3:
        for n in range(5):
            _tunnel(s, -26 + n * 5.4, 16)
    s.trees(9, 14, 90, 15, 5)
    s.houses(-1, 26, 110, 150, "plain")
    s.houses(1, 22, 100, 150, "plain")
    s.roads += [((4.6, 90), (4.6, 6))]
    s.walks += [((4, 8), (4, 26)), ((-8, 14), (2, 15))]
    s.crowd = 0.6


def _tunnel(s: Scenery, x: float, y: float) -> None:
    def draw(canvas: skia.Canvas) -> None:
        canvas.drawArc(skia.Rect.MakeXYWH(0, -2.3, 4.8, 4.6), 0, 180, True, fill((226, 232, 232)))
        for size in (4.0, 2.6):
            paint = skia.Paint(fill((150, 160, 164)))
            paint.setStyle(skia.Paint.kStroke_Style)
            paint.setStrokeWidth(0.08)
            canvas.drawArc(
                skia.Rect.MakeXYWH(2.4 - size / 2, -size / 2, size, size), 0, 180, False, paint
            )

    for step in range(12):
        s.stage.board(x, y + step * 3, draw)


def _reservoir(s: Scenery, rng: random.Random) -> None:
    s.strip(-300, 1, 600, 500, (96, 116, 70))
    s.water([(-4, 1), (120, 1), (240, 220), (-120, 260), (-40, 60)], (86, 122, 132))
    s.strip(-9, 1, 5, 200, CONCRETE)
    s.railing_away(-4.2, 4, 90)
    s.trees(-14, 8, 90, 7, 6)
    s.block(18, 120, (16, 8, 9), (220, 216, 204), "枫溪水库" if "水库" in s.camera.name else "")
    warning = rng.choice(("水深危险", "禁止游泳", "禁止垂钓"))

    def sign(canvas: skia.Canvas) -> None:
        rect(canvas, -0.08, 0, 0.16, 2, fill((150, 150, 150)))
        rect(canvas, -1.5, 1.7, 3, 1.1, fill((30, 80, 170)))
        text(canvas, warning, 0, 1.95, 0.62, fill((250, 250, 250)))

    s.stage.board(-5.6, rng.uniform(11, 15), sign)
    s.walks += [((-7, 6), (-7, 22)), ((-6, 36), (-6, 16))]
    s.crowd = 0.7


def _bus_station(s: Scenery, rng: random.Random) -> None:
    s.strip(-300, 1, 600, 500, ASPHALT)
    s.tiles(-60, 30, 120, 14, 1.5, PAVING)
    s.block(-28, 46, (56, 18, 11), rng.choice(((200, 206, 210), (214, 196, 170))), "枫溪客运站")
    s.parked(-20, 20, 14, 1)
    s.heavy += [((-40, 14), (40, 14)), ((42, 19), (-42, 19)), ((-30, 26), (34, 26))]
    s.walks += [((-14, 33), (12, 34)), ((12, 37), (-12, 36)), ((4, 42), (4, 30))]
    s.trees(-32, 24, 60, 9, 6)
    s.crowd = 1.6


def _government(s: Scenery, rng: random.Random) -> None:
    s.tiles(-200, 1, 400, 200, 2.4, (164, 160, 152))
    s.cross_road(11, 8)
    title = "便民服务中心" if "便民" in s.camera.name else "枫溪镇人民政府"
    s.gate(22, title, 8)
    s.block(-28, 56, (56, 16, rng.uniform(14, 21)), rng.choice(WALLS), "为人民服务")
    for side in (-1, 1):
        s.trees(side * 15, 27, 60, 8, 6)
        s.strip(side * 16 - 5, 26, 10, 26, (84, 120, 60))
    s.roads += [((0, 50), (0, 16))]
    s.walks += [((3, 46), (3, 20)), ((-12, 18), (12, 17.5))]


def _residential(s: Scenery, rng: random.Random) -> None:
    s.strip(-300, 1, 600, 500, (112, 132, 84))
    s.road(0, 8, lines=False)
    for side in (-1, 1):
        s.houses(side, rng.uniform(12, 17), rng.uniform(14, 24), 140, "flats")
        s.trees(side * 8.5, 10, 90, 9, 5)
    s.parked(4.5, 12, 1, 6)
    if "门" in s.camera.name:
        s.gate(18, "枫景苑", 5)


def _parking(s: Scenery, rng: random.Random) -> None:
    s.strip(-300, 1, 600, 500, (104, 106, 108))
    s.parked(-30, 10, 22, 4)
    s.block(-40, 66, (36, 14, rng.uniform(12, 24)), rng.choice(WALLS))
    s.block(4, 70, (40, 14, rng.uniform(14, 30)), rng.choice(WALLS))
    for x in (-34, 34):
        s.trees(x, 12, 66, 7, 6)
    s.roads += [((-40, 20.4), (40, 20.4)), ((42, 32.2), (-42, 32.2))]
    s.walks += [((-10, 20), (6, 20)), ((33, 40), (33, 22))]


BUILDERS: dict[str, Builder] = {
    "road": _road,
    "crossing": _crossing,
    "bridge": _bridge,
    "market": _market,
    "old_street": _old_street,
    "river": _river,
    "factory": _factory,
    "school": _school,
    "hospital": _hospital,
    "petrol": _petrol,
    "square": _square,
    "village": _village,
    "field": _field,
    "reservoir": _reservoir,
    "bus_station": _bus_station,
    "government": _government,
    "residential": _residential,
    "parking": _parking,
}
