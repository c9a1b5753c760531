"""A camera's picture: still background, what moves over it, the name in the corner."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import skia
from numpy.typing import NDArray

from simulator.footage.clock_face import STRIP_SHARE
from simulator.footage.clock_strip import FLAT_LUMA
from simulator.footage.eye import Eye
from simulator.footage.movers import CLOTHES, PAINTS, Mover, plate_number
from simulator.footage.places import BUILDERS
from simulator.footage.props import Rgb, Stage, fill
from simulator.footage.scenes import Lane, Scenery, seed_of
from simulator.streams import SimCamera

Pixels = NDArray[np.uint8]
WIDTH, HEIGHT = 1920, 1080
# Top and foot of the sky, light over the scene (colour, strength), for different weather.
WEATHER: tuple[tuple[Rgb, Rgb, Rgb, int], ...] = (
    ((116, 160, 206), (206, 222, 232), (255, 246, 226), 16),
    ((150, 166, 180), (208, 212, 212), (190, 200, 210), 34),
    ((96, 136, 186), (232, 214, 186), (255, 190, 110), 40),
    ((170, 178, 182), (214, 214, 208), (214, 218, 214), 52),
    ((84, 128, 182), (188, 208, 222), (226, 236, 255), 20),
    ((124, 130, 150), (222, 190, 160), (150, 110, 120), 46),
)


@cache
def _name_face() -> skia.Typeface:
    return skia.FontMgr().matchFamilyStyle("Noto Sans CJK SC", skia.FontStyle.Bold())


@cache
def _grain() -> skia.Image:
    """Noise somewhat larger than a picture, so that each takes another part of it."""
    surface = skia.Surface(WIDTH + 128, HEIGHT + 128)
    shader = skia.PerlinNoiseShader.MakeFractalNoise(0.35, 0.35, 3, 7.0)
    surface.getCanvas().drawPaint(skia.Paint(Shader=shader))
    return surface.makeImageSnapshot()


class Picture:
    """Everything drawn for one camera; the background is drawn once, at full size."""

    def __init__(self, camera: SimCamera) -> None:
        self.camera = camera
        self._seed = seed_of(camera)
        self._turn = self._angles()
        rng = random.Random(self._seed)
        stage = Stage(self.eye(WIDTH, HEIGHT), rng)
        self._scenery = Scenery(stage, camera)
        BUILDERS[camera.scene](self._scenery, rng)
        self.background = self._paint_background(stage)

    def _angles(self) -> dict[str, float]:
        rng = random.Random(self._seed + 1)
        return {
            "view_deg": self.camera.view_deg,
            "mast": rng.uniform(4.6, 8.0),
            "tilt": rng.uniform(5.0, 13.0),
            "yaw": rng.uniform(-11.0, 11.0),
        }

    def eye(self, width: int, height: int) -> Eye:
        return Eye(width, height, **self._turn)

    def _paint_background(self, stage: Stage) -> skia.Image:
        surface = skia.Surface(WIDTH, HEIGHT)
        canvas = surface.getCanvas()
        rng = random.Random(self._seed + 2)
        high, low, light, strength = rng.choice(WEATHER)
        self._paint_sky(canvas, stage.eye.horizon, high, low, rng)
        stage.paint(canvas)
        canvas.drawColor(skia.Color(*light, strength), skia.BlendMode.kSoftLight)
        canvas.drawColor(skia.Color(*light, strength // 2))
        self._paint_grain(canvas)
        self._paint_strip(canvas)
        return surface.makeImageSnapshot()

    def _paint_sky(
        self, canvas: skia.Canvas, horizon: float, high: Rgb, low: Rgb, rng: random.Random
    ) -> None:
        paint = skia.Paint(
            Shader=skia.GradientShader.MakeLinear(
                [skia.Point(0, 0), skia.Point(0, max(60.0, horizon))],
                [skia.Color(*high), skia.Color(*low)],
            )
        )
        canvas.drawPaint(paint)
        for ridge in range(3):
            path = skia.Path()
            path.moveTo(0, HEIGHT)
            base, x = horizon - (2 - ridge) * 26, 0.0
            while x <= WIDTH + 200:
                path.lineTo(x, base - rng.uniform(0, 64 - ridge * 16))
                x += rng.uniform(90, 240)
            path.lineTo(WIDTH, HEIGHT)
            tone = (
                low[0] * (0.78 - ridge * 0.14),
                low[1] * (0.84 - ridge * 0.13),
                low[2] * (0.86 - ridge * 0.17),
            )
            canvas.drawPath(path, fill((int(tone[0]), int(tone[1]), int(tone[2]))))

    def _paint_grain(self, canvas: skia.Canvas) -> None:
        """Uneven surfaces: without them everything looks like plastic."""
        paint = skia.Paint(BlendMode=skia.BlendMode.kSoftLight, Alphaf=0.3)
        shift = self._seed % 128
        canvas.drawImage(_grain(), -shift, -shift, skia.SamplingOptions(), paint)

    def _paint_strip(self, canvas: skia.Canvas) -> None:
        grey = round((FLAT_LUMA - 16) * 255 / 219)
        strip = skia.Rect.MakeWH(WIDTH, HEIGHT * STRIP_SHARE)
        canvas.drawRect(strip, skia.Paint(Color=skia.Color(grey, grey, grey)))

    def paint_name(self, canvas: skia.Canvas, height: int) -> None:
        """The camera's number and name at the lower left of a picture ``height`` pixels high."""
        font = skia.Font(_name_face(), height * 0.058)
        if not self.camera.name:
            return
        label = f"{self.camera.number} {self.camera.name}"
        outline = skia.Paint(AntiAlias=True, Color=skia.ColorBLACK, StrokeWidth=height * 0.0085)
        outline.setStyle(skia.Paint.kStroke_Style)
        outline.setStrokeJoin(skia.Paint.kRound_Join)
        x, y = height * 0.03, height * 0.962
        canvas.drawString(label, x, y, font, outline)
        canvas.drawString(label, x, y, font, skia.Paint(AntiAlias=True, Color=skia.ColorWHITE))

    def movers(self, loop_s: float) -> list[Mover]:
        """Who passes in a loop of so many seconds."""
        rng = random.Random(self._seed + 3)
        made: list[Mover] = []
        scene = self._scenery
        per_lane = max(1, round(loop_s / 5))
        for lane in scene.roads:
            made += self._on_lane(rng, lane, loop_s, ("car", "car", "car", "bike"), 14.0, per_lane)
        for lane in scene.heavy:
            kinds = ("truck", "bus", "car") if scene.camera.scene != "factory" else ("truck",)
            kinds = ("bus",) if scene.camera.scene == "bus_station" else kinds
            made += self._on_lane(rng, lane, loop_s, kinds, 12.0, 1)
        for lane in scene.walks:
            count = max(1, round(scene.crowd * loop_s / 6))
            made += self._on_lane(
                rng, lane, loop_s, ("person", "person", "person", "bike"), 1.4, count
            )
        return made

    def _on_lane(
        self,
        rng: random.Random,
        lane: Lane,
        loop_s: float,
        kinds: tuple[str, ...],
        speed: float,
        count: int,
    ) -> list[Mover]:
        """Movers spread over the loop, so that none drives through another.

        A vehicle that needs longer than the loop for its lane is as many movers, each a loop
        ahead of the next: where one ends, the next goes on.
        """
        (x0, y0), (x1, y1) = lane
        away = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        begin, made = rng.random(), []
        for n in range(count):
            kind = rng.choice(kinds)
            pace = 4.5 if kind == "bike" else speed
            share = min(1.0, away / pace / loop_s)
            slow = kind in {"person", "bike"}
            parts = 1 if slow else max(1, round(away / pace / loop_s))
            reach = min(1.0, pace * loop_s * share / away) if slow else 1 / parts
            first = rng.uniform(0, 1 - reach) if slow else 0.0
            shift = rng.uniform(-0.6, 0.6) if slow else 0.0
            tone = rng.choice(CLOTHES if kind == "person" else PAINTS)
            plate = plate_number(rng, kind == "car" and rng.random() < 0.3)
            stride = max(1.0, round(away * reach / 1.3))
            for part in range(parts):
                ends = [
                    (x0 + (x1 - x0) * along + shift, y0 + (y1 - y0) * along)
                    for along in (first + part * reach, first + (part + 1) * reach)
                ]
                offset = (begin + n / count) % 1
                made.append(Mover(kind, ends[0], ends[1], offset, share, tone, plate, stride))
        return made
