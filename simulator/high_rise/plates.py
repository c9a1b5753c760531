"""Number plates: what is written on them and how they're drawn, in metres."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

import skia

PLATE_WIDTH_M = 0.44
PLATE_HEIGHT_M = 0.14
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "0123456789"
BLUE = (22, 62, 168)
GREEN = (120, 196, 132)


@dataclass(frozen=True, slots=True)
class Plate:
    """A number plate: 浙D12345 on blue, 浙DA12345 (one more character) on green."""

    number: str

    @property
    def green(self) -> bool:
        """Whether it is the plate of an electric car."""
        return len(self.number) == 8

    @property
    def width_m(self) -> float:
        """The plate's width in metres; all are 0.14 m high."""
        return 0.48 if self.green else PLATE_WIDTH_M


def make_plate(rng: random.Random) -> Plate:
    """A plate of the invented town."""
    if rng.random() < 0.25:
        return Plate("浙DD" + "".join(rng.choice(DIGITS) for _ in range(5)))
    tail = [rng.choice(DIGITS) for _ in range(5)]
    tail[rng.randrange(3)] = rng.choice(LETTERS)
    return Plate("浙D" + "".join(tail))


@lru_cache(maxsize=512)
def _characters(number: str) -> tuple[skia.Path, skia.Path]:
    """Outlines of a plate's text, upside down for a v axis that points up, and its rim."""
    plate = Plate(number)
    cjk = skia.Font(skia.Typeface("Noto Sans CJK SC", skia.FontStyle.Bold()), 100.0)
    path = skia.Path()
    left, pitch = 0.0155, (plate.width_m - 0.031 - 0.014) / len(number)
    for index, glyph in enumerate(cjk.textToGlyphs(number)):
        outline = cjk.getPath(glyph)
        bounds = outline.computeTightBounds()
        cell = skia.Rect.MakeXYWH(left + 0.004, 0.025, pitch - 0.008, 0.09)
        fit = skia.Matrix.Translate(cell.left(), cell.bottom())
        narrow = min(cell.width() / bounds.width(), 1.3 * cell.height() / bounds.height())
        fit.preScale(narrow, -cell.height() / bounds.height())
        slack = (cell.width() / narrow - bounds.width()) / 2
        fit.preTranslate(slack - bounds.left(), -bounds.top())
        path.addPath(outline, fit)
        left += pitch + (0.014 if index == 1 else 0.0)
    rim = skia.Path()
    for edge, direction in ((0.003, skia.PathDirection.kCW), (0.006, skia.PathDirection.kCCW)):
        box = skia.Rect.MakeLTRB(edge, edge, plate.width_m - edge, PLATE_HEIGHT_M - edge)
        rim.addRect(box, direction)
    return path, rim


def draw_plate(canvas: skia.Canvas, plate: Plate) -> None:
    """Draw a plate with its lower left corner at 0, x to the right, y up, in metres."""
    paint = skia.Paint(AntiAlias=True)
    characters, rim = _characters(plate.number)
    ink = skia.ColorSetRGB(16, 20, 18) if plate.green else skia.ColorWHITE
    paint.setColor(skia.ColorSetRGB(*(GREEN if plate.green else BLUE)))
    canvas.drawRect(skia.Rect.MakeWH(plate.width_m, PLATE_HEIGHT_M), paint)
    paint.setColor(ink)
    canvas.drawPath(rim, paint)
    canvas.drawPath(characters, paint)
