"""Drawings of a table painted over a picture: in the manner of the screen, at any size."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFont

from backend.minutes.plain_text import plain
from backend.minutes.symbols import PLAIN, SYMBOLS

Point = tuple[float, float]
Font = ImageFont.FreeTypeFont | None
Colour = tuple[int, ...]

INKS: Final[Mapping[str, Colour]] = MappingProxyType(
    {
        "red": (240, 66, 54),
        "amber": (242, 167, 27),
        "blue": (46, 134, 246),
        "green": (38, 170, 104),
        "white": (255, 255, 255),
    }
)
EDGE: Final = (5, 7, 9)
"""Around every line: it stands out from a bright ground and a dark one."""
MAX_EFFORT: Final = 60_000
"""What one picture's strokes may cost, see `Stroke.effort`: some seconds."""
SURFACE_PX: Final = 1000
"""As wide as the longer side of a surface is on a screen, for what is measured in its pixels."""
_EDGE_PX, _HALO_PX, _TEXT_WIDE_PX = 1.4, 2.2, 400.0
_FILL_ALPHA: Final = 64
_FAR_PX: Final = 100_000.0
"""Farther outside a picture nothing is painted: a line there goes another way."""
_BEND, _BEND_PX = 6, 8.0
"""A curve is so many straight pieces at the most, none shorter than this."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One thing drawn; points in what the surface is measured in."""

    tool: str
    colour: str
    width: int
    points: tuple[Point, ...]
    text: str = ""
    symbol: str = ""

    @property
    def effort(self) -> int:
        """How long it takes to paint, in no unit: 600 of the least make a full picture."""
        return 100 + 2 * len(self.points) + 20 * len(self.text)

    @staticmethod
    def of_item(item: Mapping[str, Any]) -> Stroke:
        """Return an item of the table as a stroke."""
        points = tuple((float(x), float(y)) for x, y in item["points"])
        text, symbol = item.get("text", ""), item.get("symbol", "")
        return Stroke(item["tool"], item["colour"], item["width"], points, text, symbol)


def last_of(strokes: Sequence[Stroke]) -> Sequence[Stroke]:
    """Return as many of the last strokes as a picture has time for, which is nearly always all."""
    effort = 0
    for at in range(len(strokes) - 1, -1, -1):
        effort += strokes[at].effort
        if effort > MAX_EFFORT:
            return strokes[at + 1 :]
    return strokes


@dataclass(frozen=True, slots=True)
class Brush:
    """Paints into a picture. `unit`: its pixels for one of the screen; `font` of any size.

    `sizes`: the font in the sizes that were needed.
    """

    draw: ImageDraw.ImageDraw
    unit: float
    font: Font
    sizes: dict[int, ImageFont.FreeTypeFont] = field(default_factory=dict)

    @staticmethod
    def over(image: Image.Image, font: Font) -> Brush:
        """Return a brush for an RGB picture; what shines through is blended with it."""
        return Brush(ImageDraw.Draw(image, "RGBA"), max(image.size) / SURFACE_PX, font)

    def paint(self, strokes: Iterable[Stroke], place: Callable[[Point], Point]) -> None:
        """Paint strokes, the first one lowest; `place` gives a point's pixel."""
        for stroke in strokes:
            pixels = [_near(place(point)) for point in stroke.points]
            tool = _TOOLS.get(stroke.tool)
            if tool is not None and pixels:
                tool(self, stroke, pixels)

    def line(self, pixels: Sequence[Point], colour: Colour, width: float) -> None:
        """Paint a line with round ends and a dark edge."""
        for ink, wide in ((EDGE, width + 2 * _EDGE_PX * self.unit), (colour, width)):
            self.draw.line(pixels, ink, max(1, round(wide)), joint="curve")
            for x, y in (pixels[0], pixels[-1]):
                half = wide / 2
                self.draw.ellipse((x - half, y - half, x + half, y + half), ink)

    def words(self, at: Point, text: str, px: float, colour: Colour, halo: Colour = EDGE) -> None:
        """Write from a pixel to the right, the middle of the lines at its height."""
        if self.font is None:
            return
        size = max(8, round(px * self.unit))
        if size not in self.sizes:
            self.sizes[size] = self.font.font_variant(size=size)
        font = self.sizes[size]
        lines = _wrapped(plain(text), font, _TEXT_WIDE_PX * self.unit)
        self.draw.multiline_text(
            at,
            "\n".join(lines),
            colour,
            font,
            anchor="lm",
            spacing=px * self.unit / 5,
            stroke_width=max(1, round(_HALO_PX * self.unit)),
            stroke_fill=halo,
        )


def _pen(brush: Brush, stroke: Stroke, pixels: list[Point]) -> None:
    brush.line(_smooth(pixels, brush.unit), _ink(stroke), stroke.width * brush.unit)


def _area(brush: Brush, stroke: Stroke, pixels: list[Point]) -> None:
    outline = _smooth(pixels, brush.unit)
    brush.draw.polygon(outline, (*_ink(stroke), _FILL_ALPHA))
    brush.line([*outline, outline[0]], _ink(stroke), stroke.width * brush.unit)


def _arrow(brush: Brush, stroke: Stroke, pixels: list[Point]) -> None:
    (x, y), (to_x, to_y) = pixels[0], pixels[-1]
    far = math.hypot(to_x - x, to_y - y)
    if far < 1:
        return
    unit_x, unit_y = (to_x - x) / far, (to_y - y) / far
    head = min((9 + 3.2 * stroke.width) * brush.unit, far)
    base_x, base_y = to_x - unit_x * head, to_y - unit_y * head
    side_x, side_y = -unit_y * head * 0.42, unit_x * head * 0.42
    tip = [
        (to_x, to_y),
        (base_x + side_x, base_y + side_y),
        (base_x - side_x, base_y - side_y),
    ]
    edge = max(1, round(2 * _EDGE_PX * brush.unit))
    brush.draw.line([*tip, *tip[:2]], EDGE, edge, joint="curve")
    brush.line(
        [(x, y), (base_x + unit_x, base_y + unit_y)], _ink(stroke), stroke.width * brush.unit
    )
    brush.draw.polygon(tip, _ink(stroke))


def _symbol(brush: Brush, stroke: Stroke, pixels: list[Point]) -> None:
    shapes, (x, y) = SYMBOLS.get(stroke.symbol, PLAIN), pixels[0]
    half = (22 + 3 * stroke.width) * brush.unit / 2
    body = [(x + half * a, y + half * b) for a, b in shapes.body]
    brush.draw.line([*body, *body[:2]], EDGE, max(1, round(half * 0.28)), joint="curve")
    brush.draw.polygon(body, _ink(stroke))
    for sign in shapes.signs:
        brush.draw.polygon([(x + half * a, y + half * b) for a, b in sign], EDGE)


def _text(brush: Brush, stroke: Stroke, pixels: list[Point]) -> None:
    brush.words(pixels[0], stroke.text, 13 + 2 * stroke.width, _ink(stroke))


_TOOLS: Final[Mapping[str, Callable[[Brush, Stroke, list[Point]], None]]] = MappingProxyType(
    {"pen": _pen, "arrow": _arrow, "area": _area, "symbol": _symbol, "text": _text}
)


def _ink(stroke: Stroke) -> Colour:
    return INKS.get(stroke.colour, INKS["white"])


def _near(pixel: Point) -> Point:
    x, y = (max(-_FAR_PX, min(_FAR_PX, part)) for part in pixel)
    return x, y


def _smooth(points: Sequence[Point], unit: float) -> list[Point]:
    """A line that bends at the points and runs through the middles between them."""
    found = [points[0]]
    for (x, y), (to_x, to_y) in pairwise(points[1:]):
        (a, b), end = found[-1], ((x + to_x) / 2, (y + to_y) / 2)
        pieces = max(1, min(_BEND, int(math.dist((a, b), end) / (_BEND_PX * unit))))
        for step in range(1, pieces + 1):
            t = step / pieces
            shares = ((1 - t) ** 2, 2 * (1 - t) * t, t * t)
            across = shares[0] * a + shares[1] * x + shares[2] * end[0]
            down = shares[0] * b + shares[1] * y + shares[2] * end[1]
            found.append((across, down))
    return [*found, points[-1]]


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines = []
    for given in text.split("\n"):
        line, wide = "", 0.0
        for character in given:
            more = font.getlength(character)
            if line and wide + more > width:
                lines.append(line)
                line, wide = "", 0.0
            line, wide = line + character, wide + more
        lines.append(line)
    return lines
