"""What moves in the scenes: people, e-bikes, cars, trucks and buses with number plates."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from functools import lru_cache

import skia

from simulator.footage.eye import Eye
from simulator.footage.props import Rgb, fill, rect, text

CLOTHES: tuple[Rgb, ...] = (
    (180, 50, 46), (46, 78, 130), (60, 64, 70), (214, 208, 196), (210, 150, 60), (70, 110, 80),
    (130, 80, 120), (34, 38, 46),
)  # fmt: skip
PAINTS: tuple[Rgb, ...] = (
    (232, 232, 230), (40, 42, 46), (150, 156, 162), (150, 28, 30), (36, 66, 120), (196, 188, 170),
)  # fmt: skip
# Nearer than this (metres) nothing is drawn: it would be under the mast.
NEAREST = 4.0
PLATE_VISIBLE = 9.0  # pixels wide; smaller ones are plain colour
# Steps of a walking figure's limbs to each side, and room for every figure in metres.
SWINGS = 8
FIGURE = skia.Rect(-1.5, -0.5, 1.5, 2.4)
SIZES = {"car": (1.8, 4.5, 1.45), "truck": (2.4, 8.5, 3.3), "bus": (2.5, 10.5, 3.1)}


@dataclass(frozen=True, slots=True)
class Mover:
    """One that passes once per loop from ``start`` to ``end`` (metres) in ``share`` of it."""

    kind: str
    start: tuple[float, float]
    end: tuple[float, float]
    offset: float
    share: float
    colour: Rgb
    plate: str
    stride: float

    def place(self, phase: float) -> tuple[float, float, float] | None:
        """x, y and how far along (0…1) at a loop phase 0…1; None while it is away."""
        along = ((phase - self.offset) % 1.0) / self.share
        if along >= 1:
            return None
        (x0, y0), (x1, y1) = self.start, self.end
        return x0 + (x1 - x0) * along, y0 + (y1 - y0) * along, along


def plate_number(rng: random.Random, electric: bool) -> str:
    """A number of the county, like 浙D·12A45; electric cars have six places."""
    signs = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    tail = "".join(rng.choice(signs[:10] if n != 1 else signs) for n in range(5))
    return f"浙D·{'D' if electric else ''}{tail}"


def draw_mover(canvas: skia.Canvas, eye: Eye, mover: Mover, phase: float) -> None:
    """``mover`` at a loop phase, if it is in the picture."""
    at = mover.place(phase)
    if at is None:
        return
    x, y, along = at
    if mover.kind in SIZES:
        draw_vehicle(canvas, eye, mover, x, y)
        return
    fade = min(1.0, along * 12, (1 - along) * 12)
    canvas.save()
    canvas.concat(eye.plane((x, y, 0), (1, 0, 0), (0, 0, 1)))
    if fade < 1:
        canvas.saveLayerAlpha(FIGURE, int(255 * fade))
    side = abs(mover.end[0] - mover.start[0]) > abs(mover.end[1] - mover.start[1])
    facing = 1 if mover.end[0] > mover.start[0] else -1
    if side:
        canvas.scale(facing, 1)
    if mover.kind == "bike":
        coat = CLOTHES[len(mover.plate) * 3 % len(CLOTHES)]
        canvas.drawPicture(_bike_figure(mover.colour, coat, side))
    else:
        swing = math.sin(2 * math.pi * along * mover.stride)
        canvas.drawPicture(_person_figure(mover.colour, round(swing * SWINGS), side))
    if fade < 1:
        canvas.restore()
    canvas.restore()


def mover_box(
    eye: Eye, mover: Mover, at: tuple[float, float, float]
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom in pixels of all that `draw_mover` may touch."""
    wide, long, high = SIZES.get(mover.kind, (2.4, 0.8, 2.3))
    if mover.kind in SIZES:
        across = abs(mover.end[0] - mover.start[0]) > abs(mover.end[1] - mover.start[1])
        wide, long = (long, wide) if across else (wide, long)
    x, y, _ = at
    half_x, half_y = wide / 2 + 0.3, long / 2 + 0.3
    corners = [
        (x + side * half_x, y + end * half_y, z)
        for side in (-1, 1)
        for end in (-1, 1)
        for z in (-0.3, high + 0.2)
    ]
    if any(eye.depth(*corner) < NEAREST for corner in corners):
        return 0.0, 0.0, 0.0, 0.0
    pixels = [eye.pixel(*corner) for corner in corners]
    across_x, down_y = [u for u, _ in pixels], [v for _, v in pixels]
    return min(across_x), min(down_y), max(across_x), max(down_y)


@lru_cache(1024)
def _person_figure(coat: Rgb, swing: int, side: bool) -> skia.Picture:
    """`_person`, recorded: playing it is much quicker than drawing it part by part."""
    recorder = skia.PictureRecorder()
    _person(recorder.beginRecording(FIGURE), coat, swing / SWINGS, side, 0.0)
    return recorder.finishRecordingAsPicture()


@lru_cache(256)
def _bike_figure(colour: Rgb, coat: Rgb, side: bool) -> skia.Picture:
    recorder = skia.PictureRecorder()
    _bike(recorder.beginRecording(FIGURE), colour, coat, side)
    return recorder.finishRecordingAsPicture()


@lru_cache(256)
def _stroke(colour: Rgb, shade: float, width: float) -> skia.Paint:
    paint = skia.Paint(fill(colour, shade))
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeWidth(width)
    return paint


def _limb(
    canvas: skia.Canvas, u: float, v: float, angle: float, size: float, paint: skia.Paint
) -> None:
    canvas.drawLine(u, v, u + math.sin(angle) * size, v - math.cos(angle) * size, paint)


def _person(canvas: skia.Canvas, coat: Rgb, swing: float, side: bool, lift: float) -> None:
    """A walking figure 1.7 m high; ``swing`` −1…1 moves the limbs."""
    canvas.drawOval(skia.Rect.MakeXYWH(-0.35, -0.1, 0.7, 0.2), fill((10, 12, 14), 1, 110))
    spread = 0.55 * swing if side else 0.1
    for sign in (-1, 1):
        leg = _stroke((44, 48, 60), 1.0 + 0.2 * sign, 0.16)
        hip = 0.0 if side else 0.09 * sign
        height = 0.8 - (0.0 if side else 0.1 * max(0.0, sign * swing))
        _limb(canvas, hip, 0.85 + lift, sign * spread if side else 0.0, height, leg)
        arm = _stroke(coat, 0.85, 0.11)
        shoulder = 0.0 if side else 0.22 * sign
        _limb(canvas, shoulder, 1.38 + lift, -sign * spread if side else sign * 0.12, 0.56, arm)
    wide = 0.3 if side else 0.42
    body = skia.Rect.MakeXYWH(-wide / 2, 0.8 + lift, wide, 0.65)
    canvas.drawRoundRect(body, 0.12, 0.12, fill(coat))
    canvas.drawCircle(0, 1.6 + lift, 0.13, fill((206, 164, 134)))
    canvas.drawCircle(-0.02 if side else 0, 1.65 + lift, 0.12, fill((34, 28, 26)))


def _bike(canvas: skia.Canvas, colour: Rgb, coat: Rgb, side: bool) -> None:
    canvas.drawOval(skia.Rect.MakeXYWH(-0.8, -0.1, 1.6, 0.2), fill((10, 12, 14), 1, 100))
    black = fill((24, 24, 26))
    if side:
        for u in (-0.6, 0.6):
            canvas.drawCircle(u, 0.26, 0.26, black)
            canvas.drawCircle(u, 0.26, 0.12, fill((150, 150, 150)))
        canvas.drawRoundRect(skia.Rect.MakeXYWH(-0.6, 0.3, 1.1, 0.25), 0.1, 0.1, fill(colour))
        rect(canvas, -0.65, 0.55, 0.6, 0.14, black)
        rect(canvas, 0.42, 0.4, 0.12, 0.65, fill(colour, 0.8))
    else:
        rect(canvas, -0.07, 0, 0.14, 0.6, black)
        canvas.drawRoundRect(skia.Rect.MakeXYWH(-0.2, 0.3, 0.4, 0.6), 0.1, 0.1, fill(colour))
        rect(canvas, -0.35, 0.95, 0.7, 0.07, black)
    canvas.save()
    canvas.translate(-0.2 if side else 0, 0.1)
    canvas.drawRoundRect(skia.Rect.MakeXYWH(-0.2, 0.65, 0.42, 0.65), 0.12, 0.12, fill(coat))
    canvas.drawCircle(0, 1.5, 0.17, fill(colour, 1.2))
    canvas.restore()


def draw_vehicle(canvas: skia.Canvas, eye: Eye, mover: Mover, x: float, y: float) -> None:
    """A box in true perspective: the wall towards the camera, the end, the roof."""
    wide, long, high = SIZES[mover.kind]
    dx, dy = mover.end[0] - mover.start[0], mover.end[1] - mover.start[1]
    across = abs(dx) > abs(dy)
    size_x, size_y = (long, wide) if across else (wide, long)
    left, near = x - size_x / 2, y - size_y / 2
    belt = high * (0.58 if mover.kind == "car" else 1.0)
    _plane(canvas, eye, (left - 0.2, near - 0.2, 0.02), (1, 0, 0), (0, 1, 0))
    rect(canvas, 0, 0, size_x + 0.4, size_y + 0.4, fill((8, 10, 12), 1, 130))
    canvas.restore()
    edge = left + size_x if x < 0 else left
    _plane(canvas, eye, (edge, near, 0), (0, 1, 0), (0, 0, 1))
    (_end if across else _flank)(canvas, mover, size_y, belt, dy > 0)
    canvas.restore()
    _plane(canvas, eye, (left, near, belt), (1, 0, 0), (0, 1, 0))
    rect(canvas, 0, 0, size_x, size_y, fill(mover.colour, 1.15))
    canvas.restore()
    if mover.kind == "car":
        _cabin(canvas, eye, mover, (left, near, size_x, size_y), (belt, high, across))
    _plane(canvas, eye, (left, near, 0), (1, 0, 0), (0, 0, 1))
    (_flank if across else _end)(canvas, mover, size_x, belt, dx > 0 if across else dy > 0)
    canvas.restore()


def _plane(
    canvas: skia.Canvas,
    eye: Eye,
    origin: tuple[float, float, float],
    *axes: tuple[float, float, float],
) -> None:
    canvas.save()
    canvas.concat(eye.plane(origin, axes[0], axes[1]))


def _cabin(
    canvas: skia.Canvas,
    eye: Eye,
    mover: Mover,
    body: tuple[float, float, float, float],
    shape: tuple[float, float, bool],
) -> None:
    left, near, size_x, size_y = body
    belt, high, across = shape
    inset_x, inset_y = (size_x * 0.22, 0.12) if across else (0.12, size_y * 0.22)
    x, y, w, d = left + inset_x, near + inset_y, size_x - 2 * inset_x, size_y - 2 * inset_y
    glass = (44, 54, 64)
    edge = x + w if left + size_x / 2 < 0 else x
    _plane(canvas, eye, (edge, y, belt), (0, 1, 0), (0, 0, 1))
    rect(canvas, 0, 0, d, high - belt, fill(glass, 1.25))
    canvas.restore()
    _plane(canvas, eye, (x, y, high), (1, 0, 0), (0, 1, 0))
    rect(canvas, 0, 0, w, d, fill(mover.colour, 1.08))
    canvas.restore()
    _plane(canvas, eye, (x, y, belt), (1, 0, 0), (0, 0, 1))
    rect(canvas, 0, 0, w, high - belt, fill(glass))
    rect(canvas, w * 0.08, 0.08, w * 0.4, (high - belt) * 0.7, fill((110, 130, 146)))
    rect(canvas, 0, high - belt - 0.08, w, 0.08, fill(mover.colour))
    canvas.restore()


def _flank(canvas: skia.Canvas, mover: Mover, size: float, belt: float, away: bool) -> None:
    """The long wall with wheels; windows on a bus, a load on a truck."""
    rect(canvas, 0, 0.3, size, belt - 0.3, fill(mover.colour, 0.86))
    if mover.kind == "bus":
        rect(canvas, 0.3, belt * 0.48, size - 0.6, belt * 0.36, fill((46, 58, 70)))
        for n in range(1, 7):
            rect(canvas, n * size / 7, belt * 0.48, 0.1, belt * 0.36, fill(mover.colour, 0.7))
        rect(canvas, 0, belt * 0.3, size, 0.22, fill((240, 240, 236)))
    elif mover.kind == "truck":
        cab = size * 0.22
        front = size - cab if away else 0
        rect(canvas, front, 0.3, cab, belt * 0.85, fill((36, 70, 130)))
        rect(canvas, front + cab * 0.25, belt * 0.5, cab * 0.5, belt * 0.25, fill((50, 60, 70)))
    else:
        rect(canvas, size * 0.48, 0.3, 0.03, belt - 0.3, fill(mover.colour, 0.6))
    for u in (size * 0.18, size * 0.82):
        canvas.drawCircle(u, 0.33, 0.34, fill((20, 20, 22)))
        canvas.drawCircle(u, 0.33, 0.17, fill((160, 160, 164)))


def _end(canvas: skia.Canvas, mover: Mover, size: float, belt: float, away: bool) -> None:
    """The front or back with lamps and the plate."""
    rect(canvas, 0, 0.25, size, belt - 0.25, fill(mover.colour, 0.95))
    for u in (0.05, size - 0.4):
        rect(canvas, u, 0.55, 0.35, 0.18, fill((190, 24, 20) if away else (250, 246, 220)))
        rect(canvas, u, 0.0, 0.3, 0.3, fill((20, 20, 22)))
    if mover.kind != "car":
        pane = (50, 62, 74) if not away or mover.kind == "bus" else (110, 108, 100)
        rect(canvas, 0.15, belt * 0.45, size - 0.3, belt * 0.42, fill(pane))
    rect(canvas, 0, 0.22, size, 0.2, fill((40, 42, 44)))
    electric = len(mover.plate) == 9
    back: Rgb = (
        (110, 190, 120) if electric else (24, 70, 170) if mover.kind == "car" else (236, 190, 40)
    )
    rect(canvas, size / 2 - 0.42, 0.3, 0.84, 0.24, fill(back))
    ink: Rgb = (250, 250, 250) if mover.kind == "car" and not electric else (16, 16, 16)
    matrix = canvas.getTotalMatrix()
    begin, end = matrix.mapXY(size / 2 - 0.42, 0.4), matrix.mapXY(size / 2 + 0.42, 0.4)
    if end.x() - begin.x() > PLATE_VISIBLE:
        text(canvas, mover.plate, size / 2, 0.345, 0.135 if electric else 0.155, fill(ink))
