"""The places of the town: what stands in each kind of scene and where things move."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

import skia

from simulator.footage.movers import NEAREST, PAINTS, Mover, draw_vehicle, plate_number
from simulator.footage.props import (
    WALLS,
    Draw,
    Rgb,
    Stage,
    box,
    fill,
    lamp,
    old_house,
    rect,
    shop_row,
    text,
    tree,
    windows,
)
from simulator.streams import SimCamera

Lane = tuple[tuple[float, float], tuple[float, float]]
GRASS: Rgb = (104, 122, 72)
ASPHALT: Rgb = (88, 90, 92)
PAVING: Rgb = (158, 152, 142)
CONCRETE: Rgb = (150, 148, 140)
WATER: Rgb = (84, 112, 108)


class Scenery:
    """A scene in the making. Lanes are lines in metres that things move along.

    Attributes: ``roads`` for cars, ``heavy`` for trucks and buses, ``walks`` for people and
    e-bikes; ``crowd`` multiplies the number of people.
    """

    def __init__(self, stage: Stage, camera: SimCamera) -> None:
        self.stage, self.camera = stage, camera
        self.roads: list[Lane] = []
        self.heavy: list[Lane] = []
        self.walks: list[Lane] = []
        self.crowd = 1.0

    def strip(self, x: float, y: float, w: float, d: float, colour: Rgb) -> None:
        """A rectangle on the ground."""
        tone = self.stage.rng.uniform(0.94, 1.06)
        self.stage.ground(lambda canvas: rect(canvas, x, y, w, d, fill(colour, tone)))

    def tiles(self, x: float, y: float, w: float, d: float, size: float, colour: Rgb) -> None:
        """Paving with joints."""

        def draw(canvas: skia.Canvas) -> None:
            rect(canvas, x, y, w, d, fill(colour))
            for n in range(int(w / size) + 1):
                rect(canvas, x + n * size, y, 0.08, d, fill(colour, 0.8))
            for n in range(int(d / size) + 1):
                rect(canvas, x, y + n * size, w, 0.08, fill(colour, 0.8))

        self.stage.ground(draw)

    def road(self, x: float, wide: float, lines: bool = True) -> None:
        """A road that runs away from the camera, centred on ``x``."""

        def draw(canvas: skia.Canvas) -> None:
            rect(canvas, x - wide / 2 - 2.5, 1, wide + 5, 320, fill(PAVING))
            rect(canvas, x - wide / 2 - 0.3, 1, wide + 0.6, 320, fill((190, 188, 182)))
            rect(canvas, x - wide / 2, 1, wide, 320, fill(ASPHALT))
            if lines:
                for n in range(0, 250, 9):
                    for lane in (-wide / 4, wide / 4):
                        rect(canvas, x + lane, n, 0.16, 4, fill((226, 226, 220)))
                for side in (-0.2, 0.08):
                    rect(canvas, x + side, 1, 0.13, 320, fill((214, 176, 60)))

        self.stage.ground(draw)
        self.roads += [
            ((x + wide / 8, 9), (x + wide / 8, 130)),
            ((x - wide / 8, 130), (x - wide / 8, 9)),
        ]
        self.heavy += [
            ((x + wide * 3 / 8, 9), (x + wide * 3 / 8, 120)),
            ((x - wide * 3 / 8, 120), (x - wide * 3 / 8, 9)),
        ]
        for edge in (-wide / 2 - 1.3, wide / 2 + 1.3):
            self.walks += [
                ((x + edge, 8), (x + edge, 24)),
                ((x + edge * 1.06, 39), (x + edge * 1.06, 16)),
            ]

    def cross_road(self, y: float, wide: float) -> None:
        """A road across the view, with zebra crossings towards the camera."""

        def draw(canvas: skia.Canvas) -> None:
            rect(canvas, -200, y - wide / 2, 400, wide, fill(ASPHALT))
            for n in range(-180, 180, 8):
                rect(canvas, n, y - 0.1, 4, 0.18, fill((226, 226, 220)))

        self.stage.ground(draw)
        self.roads += [
            ((-50, y - wide / 4), (50, y - wide / 4)),
            ((55, y + wide / 4), (-55, y + wide / 4)),
        ]
        self.walks += [((-14, y - wide / 2 - 1.5), (12, y - wide / 2 - 1.5))]

    def zebra(self, x: float, y: float, w: float) -> None:
        """A crossing for people over a road that runs away."""

        def draw(canvas: skia.Canvas) -> None:
            for n in range(int(w / 0.9)):
                rect(canvas, x - w / 2 + n * 0.9, y, 0.5, 4, fill((232, 232, 226)))

        self.stage.ground(draw)
        self.walks += [
            ((x - w / 2, y + 1), (x + w / 2, y + 1)),
            ((x + w / 2, y + 3), (x - w / 2, y + 3)),
        ]

    def houses(self, side: int, x: float, begin: float, end: float, make: str) -> None:
        """A row of houses along a road; ``side`` −1 left, 1 right; ``x`` their wall's distance."""
        rng, y = self.stage.rng, begin
        while y < end:
            long = rng.uniform(9, 18)
            tall = {"old": rng.uniform(5, 6.5), "flats": rng.uniform(18, 30)}.get(
                make, rng.uniform(7, 15)
            )
            wall = rng.choice(WALLS)
            side_draw, front = self._walls(make, long, tall, wall)
            box(self.stage, x if side > 0 else -x - 12, y, 12, long - 0.4, front, side_draw)
            y += long

    def _walls(self, make: str, long: float, tall: float, wall: Rgb) -> tuple[Draw, Draw]:
        rng = self.stage.rng
        if make == "old":
            return old_house(rng, long, tall), old_house(rng, 12, tall)
        along = shop_row if make == "shops" else windows
        return along(rng, long, tall, wall), windows(rng, 12, tall, wall)

    def trees(self, x: float, begin: float, end: float, step: float, size: float = 6) -> None:
        """A row of trees at ``x``."""
        y = begin
        while y < end:
            tree(self.stage, x, y, size * self.stage.rng.uniform(0.8, 1.25))
            y += step * self.stage.rng.uniform(0.85, 1.2)

    def water(self, points: list[tuple[float, float]], colour: Rgb = WATER) -> None:
        """Water with glints, by its outline on the ground."""
        glints = [
            (self.stage.rng.uniform(-90, 90), self.stage.rng.uniform(6, 140)) for _ in range(260)
        ]

        def draw(canvas: skia.Canvas) -> None:
            path = skia.Path()
            path.addPoly([skia.Point(*point) for point in points], True)
            canvas.drawPath(path, fill(colour))
            canvas.clipPath(path, skia.ClipOp.kIntersect, True)
            for x, y in glints:
                rect(canvas, x, y, 1.5 + y * 0.06, 0.12 + y * 0.004, fill((190, 206, 200), 1, 90))

        self.stage.ground(draw)

    def railing(self, x0: float, x1: float, y: float) -> None:
        """A stone railing across the view."""

        def draw(canvas: skia.Canvas) -> None:
            for n in range(int((x1 - x0) / 2.2) + 1):
                rect(canvas, n * 2.2, 0, 0.28, 1.25, fill((206, 202, 192)))
            for v in (0.35, 0.95):
                rect(canvas, 0, v, x1 - x0, 0.18, fill((190, 186, 176)))

        self.stage.board(x0, y, draw)

    def railing_away(self, x: float, begin: float, end: float) -> None:
        """A railing that runs away from the camera."""

        def draw(canvas: skia.Canvas) -> None:
            for n in range(int((end - begin) / 2.2)):
                rect(canvas, n * 2.2, 0, 0.28, 1.2, fill((210, 206, 198)))
            for v in (0.35, 0.95):
                rect(canvas, 0, v, end - begin, 0.16, fill((192, 188, 180)))

        self.stage.add(begin + 3, self.stage.eye.plane((x, begin, 0), (0, 1, 0), (0, 0, 1)), draw)

    def block(
        self, x: float, y: float, size: tuple[float, float, float], wall: Rgb, title: str = ""
    ) -> None:
        """A house of (width, depth, height) with a title over its door."""
        w, d, h = size
        front = windows(self.stage.rng, w, h, wall)

        def named(canvas: skia.Canvas) -> None:
            front(canvas)
            rect(canvas, w / 2 - 3, 0, 6, 3, fill((60, 70, 80)))
            if title:
                rect(
                    canvas,
                    w / 2 - len(title) * 0.85,
                    h - 2.1,
                    len(title) * 1.7,
                    1.8,
                    fill(wall, 0.9),
                )
                text(canvas, title, w / 2, h - 1.8, 1.5, fill((196, 30, 26)))

        box(self.stage, x, y, w, d, named, windows(self.stage.rng, d, h, wall))

    def gate(self, y: float, title: str, half: float = 7.0) -> None:
        """Two gate posts, a name wall and a folding gate half open."""

        def draw(canvas: skia.Canvas) -> None:
            for u in (-half - 1, half):
                rect(canvas, u, 0, 1, 4, fill((168, 150, 130)))
                rect(canvas, u - 0.15, 4, 1.3, 0.3, fill((110, 100, 90)))
            wide = len(title) * 1.05 + 1
            rect(canvas, half + 1.4, 0, wide, 2.4, fill((140, 60, 46)))
            text(canvas, title, half + 1.4 + wide / 2, 0.85, 0.95, fill((240, 206, 110)))
            for n in range(12):
                rect(canvas, -half + n * half / 14, 0, 0.1, 1.3, fill((206, 210, 214)))
            rect(canvas, -half, 1.2, half * 12 / 14, 0.12, fill((206, 210, 214)))

        self.stage.board(0, y, draw)

    def parked(self, x: float, y: float, columns: int, rows: int) -> None:
        """Marked bays, most of them with a car."""

        def draw(canvas: skia.Canvas) -> None:
            for row in range(rows):
                for n in range(columns + 1):
                    rect(canvas, x + n * 2.7, y + row * 12, 0.12, 5, fill((226, 226, 222)))

        self.stage.ground(draw)
        for bay in range(columns * rows):
            at = (x + (bay % columns + 0.5) * 2.7, y + bay // columns * 12 + 2.6)
            if self.stage.rng.random() < 0.7:
                self._parked_car(*at)

    def _parked_car(self, x: float, y: float) -> None:
        rng, eye = self.stage.rng, self.stage.eye
        facing = rng.choice((-1, 1))
        plate = plate_number(rng, rng.random() < 0.3)
        car = Mover("car", (x, y), (x, y + facing), 0, 1, rng.choice(PAINTS), plate, 1)
        if eye.depth(x, y - 3) > NEAREST:
            still = skia.Matrix()
            # Those in the middle hide the flanks of those farther to the side.
            far = y + 0.01 * abs(x)
            self.stage.add(far, still, lambda canvas: draw_vehicle(canvas, eye, car, x, y))

    def lamps(self, x: float) -> None:
        """Lamps along both sides of a road of half width ``x``."""
        for y in range(14, 120, 26):
            lamp(self.stage, -x, y, 2.2)
            lamp(self.stage, x, y, -2.2)


def seed_of(camera: SimCamera) -> int:
    """A number that stays the same for a camera."""
    return zlib.crc32(f"{camera.number}{camera.name}".encode())


Builder = Callable[[Scenery, random.Random], None]
