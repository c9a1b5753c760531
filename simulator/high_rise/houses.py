"""Houses of the scene: flat-roofed blocks and gabled village houses with windows and signs."""

from __future__ import annotations

import functools
import math

import skia

from simulator.high_rise.shapes import (
    Detail,
    Face,
    Frame,
    Rgb,
    Solid,
    Vector,
    corners,
    lid,
    lit,
    polygon,
    rectangles,
    wall,
)

GLASS: Rgb = (74, 96, 118)
GLASS_LIGHT: Rgb = (128, 152, 170)
WINDOW_FRAME: Rgb = (226, 228, 226)
LEDGE: Rgb = (196, 192, 184)
DOOR: Rgb = (92, 66, 52)
SHOP: Rgb = (58, 62, 70)
WINDOWS_MIN_PPM = 2.5
FRAMES_MIN_PPM = 14.0
FLOOR_M = 3.1


@functools.lru_cache(maxsize=512)
def window_details(width: float, height: float, shops: bool) -> tuple[Detail, ...]:
    """Windows, frames, ledges and ground floor of a wall, in its metres."""
    floors, columns = int(height / FLOOR_M), max(1, int(width / 3.2))
    pitch = width / columns
    panes, frames, ledges = [], [], []
    for floor in range(1 if shops else 0, floors):
        bottom = floor * FLOOR_M + 0.95
        ledges.append((0.0, floor * FLOOR_M + 0.1, width, 0.16))
        for column in range(columns):
            left = (column + 0.5) * pitch - 0.85
            panes.append((left, bottom, 1.7, 1.5))
            frames += [(left + 0.82, bottom, 0.06, 1.5), (left, bottom + 1.0, 1.7, 0.06)]
            frames += [(left - 0.08, bottom - 0.1, 1.86, 0.1), (left - 0.06, bottom, 0.06, 1.5)]
            if (floor * 7 + column * 3) % 4 == 0:
                frames.append((left + 1.9, bottom - 0.2, 0.8, 0.6))
    details = [
        Detail(rectangles(ledges), LEDGE, 4.0),
        Detail(rectangles(panes), GLASS, WINDOWS_MIN_PPM),
        Detail(rectangles([p for i, p in enumerate(panes) if i % 5 == 2]), GLASS_LIGHT, 4.0),
        Detail(rectangles(frames), WINDOW_FRAME, FRAMES_MIN_PPM),
    ]
    if shops:
        details.append(_shop_fronts(width))
    return tuple(details)


def _shop_fronts(width: float) -> Detail:
    count = max(1, int(width / 4.5))
    pitch = width / count
    return Detail(
        rectangles([(i * pitch + 0.4, 0.1, pitch - 0.8, 2.5) for i in range(count)]), SHOP
    )


@functools.lru_cache(maxsize=512)
def text_path(text: str, size: float) -> skia.Path:
    """Outlines of a text with its left end at 0, upright in a face whose v axis points up."""
    font = skia.Font(skia.Typeface("Noto Sans CJK SC", skia.FontStyle.Bold()), size)
    path, left = skia.Path(), 0.0
    for glyph, advance in zip(font.textToGlyphs(text), font.getWidths(font.textToGlyphs(text)),
                              strict=True):  # fmt: skip
        outline = font.getPath(glyph)
        if outline is not None:
            path.addPath(outline, skia.Matrix.Translate(left, 0.0))
        left += advance
    path.transform(skia.Matrix.Scale(1.0, -1.0))
    return path


def block(
    frame: Frame, size: Vector, rgb: Rgb, roof: Rgb, shops: bool = False, base: float = 0.0
) -> Solid:
    """A flat-roofed house of ``size`` = width, depth, height metres standing at ``base``."""
    width, depth, height = size
    at = corners(width, depth)
    faces = []
    for index in range(4):
        start, end = at[index], at[(index + 1) % 4]
        length = math.dist(start, end)
        details = window_details(round(length, 1), round(height, 1), shops) if height > 3 else ()
        path = rectangles([(0.0, 0.0, length, height)])
        faces.append(wall(frame, start, end, base, path, rgb, details))
    faces.append(lid(frame, width, depth, base + height, roof, _roof_details(width, depth)))
    reach = math.hypot(width, depth) / 2
    return Solid(frame.x, frame.y, base + height, reach, tuple(faces))


def _roof_details(width: float, depth: float) -> tuple[Detail, ...]:
    edge = 0.45
    rim = rectangles([(0, 0, width, edge), (0, depth - edge, width, edge)])
    rim.addPath(rectangles([(0, edge, edge, depth - 2 * edge),
                            (width - edge, edge, edge, depth - 2 * edge)]))  # fmt: skip
    seams = [(x * 4.0, edge, 0.12, depth - 2 * edge) for x in range(1, int(width / 4.0) + 1)]
    details = [Detail(rim, (214, 210, 202), 1.5)]
    if width > 6:
        details.append(Detail(rectangles(seams), (150, 148, 144), 8.0))
    return tuple(details)


def gabled(frame: Frame, size: Vector, ridge: float, rgb: Rgb, tiles: Rgb) -> Solid:
    """A village house of ``size`` = width, depth, eaves height, its ridge along the width."""
    width, depth, height = size
    at = corners(width, depth)
    faces = []
    for index in range(4):
        start, end = at[index], at[(index + 1) % 4]
        length = math.dist(start, end)
        path = rectangles([(0.0, 0.0, length, height)])
        if index % 2:
            path = polygon((0, 0), (length, 0), (length, height), (length / 2, height + ridge),
                           (0, height))  # fmt: skip
        details = window_details(round(length, 1), round(height, 1), False)
        if index == 0:
            details += (Detail(rectangles([(length / 2 - 1.0, 0.0, 2.0, 2.4)]), DOOR, 2.0),)
        faces.append(wall(frame, start, end, 0.0, path, rgb, details))
    faces += [_slope(frame, size, ridge, tiles, side) for side in (-1, 1)]
    reach = math.hypot(width, depth) / 2 + 0.6
    return Solid(frame.x, frame.y, height + ridge, reach, tuple(faces))


def _slope(frame: Frame, size: Vector, ridge: float, tiles: Rgb, side: int) -> Face:
    width, depth, height = size
    over = 0.5
    slope = math.hypot(depth / 2, ridge)
    ahead = frame.ahead
    along = (-side * ahead[0] * depth / 2 / slope, -side * ahead[1] * depth / 2 / slope,
             ridge / slope)  # fmt: skip
    normal = (side * ahead[0] * ridge / slope, side * ahead[1] * ridge / slope, depth / 2 / slope)
    origin = frame.at(-width / 2, side * depth / 2, height)
    path = rectangles([(-over, -over, width + 2 * over, slope + over)])
    rows = [(-over, 0.7 * row, width + 2 * over, 0.12) for row in range(1, int(slope / 0.7) + 1)]
    dark = (int(tiles[0] * 0.7), int(tiles[1] * 0.7), int(tiles[2] * 0.7))
    details = (Detail(rectangles(rows), dark, 5.0),)
    return Face(origin, frame.right, along, normal, path, lit(tiles, normal), details)


def sign(frame: Frame, text: str, base: float, size: float, rgb: Rgb, ground: Rgb | None) -> Solid:
    """A board of big characters that faces against the heading, its foot at ``base``."""
    width = size * len(text) * 1.04 + size * 0.5
    board = rectangles([(0.0, 0.0, width, size * 1.35)])
    letters = skia.Path(text_path(text, size))
    letters.offset(size * 0.3, size * 0.28)
    legs = rectangles([(width * part, -1.2, 0.25, 1.2) for part in (0.1, 0.5, 0.9)])
    details = [Detail(legs, (90, 90, 92), 3.0), Detail(letters, rgb, 0.8)]
    if ground is None:
        board = rectangles([(0.0, 0.0, width, 0.08)])
    front = wall(frame, (-width / 2, 0), (width / 2, 0), base, board, ground or (90, 90, 92),
                 tuple(details))  # fmt: skip
    back = wall(frame, (width / 2, 0.2), (-width / 2, 0.2), base, board, (120, 120, 122))
    return Solid(frame.x, frame.y, base + size * 1.35, width / 2, (front, back))
