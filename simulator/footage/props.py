"""What stands in the scenes: houses, shops, halls, trees, lamps, stalls, drawn in metres."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache

import skia

from simulator.footage.eye import Eye

Rgb = tuple[int, int, int]
Draw = Callable[[skia.Canvas], None]

SHOPS = (
    "枫溪超市", "老王面馆", "康宁大药房", "农资经营部", "沙县小吃", "五金机电", "好再来饭店",
    "顺丰快递", "手机维修", "童装批发", "茶叶专营", "理发店", "中国移动", "水果生鲜", "电动车行",
    "黄酒坊", "早餐包子铺", "家电维修", "裁缝店", "建材门市", "信用合作社", "邮政储蓄", "文具店",
)  # fmt: skip
WALLS: tuple[Rgb, ...] = (
    (214, 206, 190), (196, 188, 178), (226, 222, 212), (188, 160, 140), (205, 190, 160),
    (170, 178, 184), (222, 208, 186), (178, 150, 132), (200, 204, 206),
)  # fmt: skip
SIGNS: tuple[Rgb, ...] = (
    (176, 36, 32), (28, 92, 160), (22, 120, 74), (206, 130, 24), (120, 40, 110), (40, 44, 52),
)  # fmt: skip


@lru_cache(4096)
def fill(colour: Rgb, shade: float = 1.0, alpha: int = 255) -> skia.Paint:
    """An antialiased paint, not to be changed; ``shade`` multiplies the colour."""
    red, green, blue = (max(0, min(255, int(part * shade))) for part in colour)
    return skia.Paint(AntiAlias=True, Color=skia.Color(red, green, blue, alpha))


def rect(canvas: skia.Canvas, x: float, y: float, w: float, h: float, paint: skia.Paint) -> None:
    """A rectangle by its corner and size."""
    canvas.drawRect(skia.Rect.MakeXYWH(x, y, w, h), paint)


@cache
def _face() -> skia.Typeface:
    return skia.FontMgr().matchFamilyStyle("Noto Sans CJK SC", skia.FontStyle.Bold())


def text(
    canvas: skia.Canvas, words: str, x: float, y: float, size: float, paint: skia.Paint
) -> None:
    """Words centred on ``x`` with their foot at ``y``, on a plane whose v axis goes up."""
    font = skia.Font(_face(), 100)
    canvas.save()
    canvas.translate(x, y)
    canvas.scale(size / 100, -size / 100)
    canvas.drawString(words, -font.measureText(words) / 2, 0, font, paint)
    canvas.restore()


@dataclass
class Stage:
    """Collects drawings with their distance and paints the farthest first."""

    eye: Eye
    rng: random.Random
    items: list[tuple[float, skia.Matrix, Draw]] = field(default_factory=list)

    def add(self, far: float, matrix: skia.Matrix, draw: Draw) -> None:
        """One drawing on its plane, ``far`` metres away."""
        self.items.append((far, matrix, draw))

    def paint(self, canvas: skia.Canvas) -> None:
        """Everything collected, from back to front."""
        for _, matrix, draw in sorted(self.items, key=lambda item: -item[0]):
            canvas.save()
            canvas.concat(matrix)
            draw(canvas)
            canvas.restore()

    def ground(self, draw: Draw) -> None:
        """A drawing on the ground, under everything else; (u, v) are (x, y)."""
        matrix = self.eye.plane((0, 0, 0), (1, 0, 0), (0, 1, 0))
        self.add(10_000 - len(self.items), matrix, draw)

    def board(self, x: float, y: float, draw: Draw, nearer: float = 0.0) -> None:
        """A drawing that stands upright across the view with its foot at (x, y)."""
        if self.eye.depth(x, y) > 1.5:
            matrix = self.eye.plane((x, y, 0), (1, 0, 0), (0, 0, 1))
            self.add(y - nearer, matrix, draw)

    def wall_along(self, x: float, y: float, draw: Draw, far: float) -> None:
        """A drawing on a wall that runs away from the camera, from (x, y)."""
        self.add(far, self.eye.plane((x, y, 0), (0, 1, 0), (0, 0, 1)), draw)


def box(stage: Stage, x: float, y: float, w: float, d: float, front: Draw, side: Draw) -> None:
    """A house: front wall from (x, y) over ``w`` metres, side wall over ``d`` metres."""
    inner = x + w if x + w / 2 < 0 else x
    far = y + d
    visible = stage.eye.plane((inner, y, 0), (0, 1, 0), (0, 0, 1))
    stage.add(far - d / 2, visible, side)
    stage.board(x, y, front, nearer=0.01)


def windows(rng: random.Random, w: float, h: float, wall: Rgb, storey: float = 3.2) -> Draw:
    """A wall of storeys with windows, balconies and air conditioners."""
    columns = max(1, int(w / rng.uniform(2.4, 3.6)))
    floors = max(1, int(h / storey))
    glass: Rgb = rng.choice(((70, 92, 112), (96, 118, 134), (58, 70, 84)))
    boxes = [rng.random() < 0.3 for _ in range(columns * floors)]
    trim = rng.random() < 0.6

    def draw(canvas: skia.Canvas) -> None:
        rect(canvas, 0, 0, w, h, fill(wall))
        step = w / columns
        for n in range(columns * floors):
            u, v = (n % columns + 0.5) * step, (n // columns) * storey
            if v + storey > h + 0.3:
                continue
            rect(canvas, u - step * 0.3, v + 0.9, step * 0.6, 1.6, fill(wall, 1.12))
            rect(canvas, u - step * 0.26, v + 1.0, step * 0.52, 1.4, fill(glass))
            rect(canvas, u - step * 0.26, v + 1.7, step * 0.2, 0.7, fill(glass, 1.5))
            if boxes[n]:
                rect(canvas, u - 0.4, v + 0.2, 0.8, 0.6, fill((225, 225, 220)))
                rect(canvas, u - 0.3, v + 0.27, 0.4, 0.45, fill((150, 150, 150)))
        if trim:
            for floor in range(1, floors):
                rect(canvas, 0, floor * storey - 0.1, w, 0.18, fill(wall, 0.82))
        rect(canvas, 0, h - 0.35, w, 0.35, fill(wall, 0.7))

    return draw


def shop_row(rng: random.Random, w: float, h: float, wall: Rgb) -> Draw:
    """A street front: shops with signs on the ground floor, flats above."""
    above = windows(rng, w, h, wall)
    count = max(1, int(w / 5))
    names = rng.sample(SHOPS, min(count, len(SHOPS)))
    colours = [rng.choice(SIGNS) for _ in names]
    awnings = [rng.random() < 0.4 for _ in names]

    def draw(canvas: skia.Canvas) -> None:
        above(canvas)
        step = w / len(names)
        rect(canvas, 0, 0, w, 3.9, fill(wall, 0.72))
        for n, name in enumerate(names):
            u = n * step
            rect(canvas, u + 0.2, 0, step - 0.4, 2.8, fill((48, 50, 54)))
            rect(canvas, u + 0.5, 0.3, step * 0.35, 2.2, fill((150, 146, 120), 0.9))
            rect(canvas, u + step * 0.55, 0, step * 0.3, 2.4, fill((86, 96, 104)))
            rect(canvas, u + 0.1, 2.8, step - 0.2, 1.2, fill(colours[n]))
            size = min(1.0, (step - 0.6) / len(name))
            text(canvas, name, u + step / 2, 3.05, size, fill((250, 244, 214)))
            if awnings[n]:
                for k in range(6):
                    tone: Rgb = (210, 60, 50) if k % 2 else (240, 236, 226)
                    rect(
                        canvas,
                        u + 0.2 + k * (step - 0.4) / 6,
                        2.3,
                        (step - 0.4) / 6,
                        0.5,
                        fill(tone),
                    )

    return draw


def old_house(rng: random.Random, w: float, h: float) -> Draw:
    """A white house of the lower Yangtze with black tiles, wood and lanterns."""
    doors = max(1, int(w / 4))
    sign = rng.choice(("枫溪茶馆", "酱园", "黄酒", "老酒坊", "裁缝", "馄饨", "竹器", "米行"))
    lanterns = rng.random() < 0.8
    wood: Rgb = rng.choice(((94, 58, 36), (110, 70, 44), (76, 50, 36)))

    def draw(canvas: skia.Canvas) -> None:
        rect(canvas, 0, 0, w, h, fill((226, 222, 212)))
        rect(canvas, 0, 0, w, 0.6, fill((150, 148, 142)))
        for n in range(doors):
            u = (n + 0.5) * w / doors
            rect(canvas, u - 1.3, 0, 2.6, 2.5, fill(wood))
            for k in range(4):
                rect(canvas, u - 1.2 + k * 0.62, 0.9, 0.5, 1.4, fill((180, 150, 96), 0.8))
            rect(canvas, u - 0.9, 3.4, 1.8, 1.2, fill(wood, 0.8))
            if lanterns:
                canvas.drawOval(skia.Rect.MakeXYWH(u - 1.7, 2.3, 0.6, 0.8), fill((206, 32, 24)))
        rect(canvas, w / 2 - 1.2, 2.55, 2.4, 0.8, fill((40, 30, 24)))
        text(canvas, sign, w / 2, 2.68, 0.6, fill((226, 186, 80)))
        for k in range(int(w / 0.3)):
            rect(canvas, k * 0.3, h - 0.2, 0.24, 0.9, fill((58, 60, 64), 0.9 + 0.2 * (k % 2)))
        rect(canvas, -0.3, h + 0.6, w + 0.6, 0.22, fill((40, 42, 46)))

    return draw


def tree(stage: Stage, x: float, y: float, size: float, tone: Rgb = (58, 96, 46)) -> None:
    """A leafy tree ``size`` metres high."""
    rng = stage.rng
    blobs = [
        (
            rng.gauss(0, 0.19),
            rng.uniform(0.42, 0.95),
            rng.uniform(0.10, 0.2),
            rng.uniform(0.7, 1.35),
        )
        for _ in range(46)
    ]
    blobs.sort(key=lambda blob: blob[3])

    def draw(canvas: skia.Canvas) -> None:
        canvas.drawOval(
            skia.Rect.MakeXYWH(-size * 0.3, -0.25, size * 0.6, 0.5), fill((20, 24, 20), 1, 90)
        )
        rect(canvas, -0.035 * size, 0, 0.07 * size, size * 0.55, fill((84, 66, 50)))
        for u, v, radius, shade in blobs:
            lift = shade * (0.8 + 0.4 * v)
            canvas.drawCircle(u * size, v * size, radius * size * 0.75, fill(tone, lift))

    stage.board(x, y, draw)


def lamp(stage: Stage, x: float, y: float, reach: float) -> None:
    """A street lamp whose arm reaches over the road."""

    def draw(canvas: skia.Canvas) -> None:
        rect(canvas, -0.09, 0, 0.18, 8.5, fill((120, 124, 128)))
        rect(canvas, min(0, reach), 8.4, abs(reach), 0.12, fill((120, 124, 128)))
        rect(canvas, reach - 0.5, 8.25, 1.0, 0.2, fill((210, 210, 200)))

    stage.board(x, y, draw)


def stall(stage: Stage, x: float, y: float) -> None:
    """A market stall with an umbrella or canopy, crates and goods."""
    rng = stage.rng
    top: Rgb = rng.choice(((196, 44, 40), (36, 96, 168), (230, 168, 40), (40, 130, 84)))
    goods = [
        (
            rng.uniform(-1.3, 1.3),
            rng.choice(
                ((210, 60, 40), (90, 150, 50), (236, 178, 50), (240, 236, 220), (150, 80, 140))
            ),
        )
        for _ in range(26)
    ]

    def draw(canvas: skia.Canvas) -> None:
        rect(canvas, -1.5, 0, 3.0, 0.8, fill((118, 92, 66)))
        rect(canvas, -1.5, 0.75, 3.0, 0.12, fill((70, 110, 150)))
        for n, (u, colour) in enumerate(goods):
            canvas.drawCircle(u, 0.92 + 0.1 * (n % 3), 0.15, fill(colour))
        for u in (-1.5, 1.42):
            rect(canvas, u, 0, 0.08, 2.5, fill((150, 150, 150)))
        path = skia.Path()
        path.addPoly(
            [
                skia.Point(-1.9, 2.3),
                skia.Point(1.9, 2.3),
                skia.Point(1.3, 3.0),
                skia.Point(-1.3, 3.0),
            ],
            True,
        )
        canvas.drawPath(path, fill(top))
        rect(canvas, -1.9, 2.1, 3.8, 0.22, fill(top, 0.75))

    stage.board(x, y, draw)
