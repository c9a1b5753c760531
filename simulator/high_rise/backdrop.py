"""Sky, clouds, distant hills and the haze over the plain."""

from __future__ import annotations

import itertools
import math
import random
from functools import lru_cache

import numpy as np
import skia

from simulator.high_rise.geometry import View
from simulator.high_rise.lens import Lens
from simulator.high_rise.shapes import Rgb

HAZE: Rgb = (198, 210, 218)
SKY: tuple[tuple[float, Rgb], ...] = (
    (-2.0, HAZE), (1.0, (196, 211, 222)), (6.0, (164, 194, 220)), (16.0, (122, 168, 212)),
    (40.0, (82, 136, 196)),
)  # fmt: skip
PLAIN: Rgb = (132, 156, 88)
HAZE_DISTANCE_M = 5200.0
RIDGES: tuple[tuple[float, float, Rgb], ...] = (
    (2.9, 5.5, (172, 190, 206)), (1.7, 8.0, (146, 168, 178)), (0.8, 12.0, (118, 146, 138)),
)  # fmt: skip


def haze_at(distance_m: float) -> float:
    """How much of the haze's colour a thing at a distance has, 0…1."""
    return 1.0 - math.exp(-distance_m / HAZE_DISTANCE_M)


def mixed(rgb: Rgb, haze: float) -> int:
    """Skia's number of a colour with a share of haze, in steps of 1/128."""
    return _mixed(rgb, int(haze * 128.0))


@lru_cache(maxsize=65536)
def _mixed(rgb: Rgb, haze: int) -> int:
    red, green, blue = (round(c + (h - c) * haze / 128) for c, h in zip(rgb, HAZE, strict=True))
    return 0xFF000000 | red << 16 | green << 8 | blue


class Backdrop:
    """Everything behind the town; the same for the same seed."""

    def __init__(self, seed: int = 3) -> None:
        rng = random.Random(seed)
        self._azimuths = np.arange(-180.0, 540.0, 0.2)
        self._ridges = [
            (_ridge(rng, self._azimuths, base, rough), rgb) for base, rough, rgb in RIDGES
        ]
        self._clouds = [
            (rng.uniform(-180, 180), rng.uniform(5.5, 24), rng.uniform(9, 24), rng.randrange(4))
            for _ in range(34)
        ]
        self._puffs = [_puff(rng) for _ in range(4)]

    def draw(self, canvas: skia.Canvas, lens: Lens) -> None:
        """Fill the whole picture with sky, clouds, hills and bare plain."""
        view = lens.view
        _fill_bands(canvas, view)
        if view.pose.tilt_deg + 45.0 / view.pose.magnification < -3.0:
            return
        for cloud in self._clouds:
            self._draw_cloud(canvas, view, *cloud)
        for heights, rgb in self._ridges:
            self._draw_ridge(canvas, lens, heights, rgb)

    def _draw_cloud(
        self, canvas: skia.Canvas, view: View, pan: float, tilt: float, wide: float, kind: int
    ) -> None:
        at = view.pixel_of(pan, tilt)
        if at is None:
            return
        half = view.focal_px * math.radians(wide) / 2
        box = skia.Rect.MakeLTRB(
            at[0] - half, at[1] - half * 0.34, at[0] + half, at[1] + half * 0.34
        )
        if box.intersects(skia.Rect.MakeWH(view.width, view.height)):
            linear = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
            canvas.drawImageRect(self._puffs[kind], box, linear)

    def _draw_ridge(self, canvas: skia.Canvas, lens: Lens, heights: np.ndarray, rgb: Rgb) -> None:
        pose = lens.view.pose
        reach = 34.0 / pose.magnification / max(0.3, math.cos(math.radians(pose.tilt_deg)))
        reach = min(reach * 1.4 + 0.6, 80.0)
        pan = pose.pan_deg % 360.0
        first = int(np.searchsorted(self._azimuths, pan - reach))
        last = int(np.searchsorted(self._azimuths, pan + reach)) + 1
        azimuths = np.concatenate([self._azimuths[first:last], [pan + reach, pan - reach]])
        tilts = np.concatenate([heights[first:last], [-0.6, -0.6]])
        across, depth = np.radians(azimuths), np.cos(np.radians(tilts))
        rays = np.stack(
            [np.sin(across) * depth, np.cos(across) * depth, np.sin(np.radians(tilts))], axis=1
        )
        seen = lens.homogeneous(lens.eye + rays)
        seen = seen[seen[:, 2] > 1e-9]
        points = [skia.Point(x, y) for x, y in (seen[:, :2] / seen[:, 2:]).tolist()]
        if len(points) > 4:
            path = skia.Path.Polygon(points, True)
            canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=mixed(rgb, 0.12)))


def _fill_bands(canvas: skia.Canvas, view: View) -> None:
    """Sky and plain in level bands too thin to be seen, by the tilt in the picture's middle.

    Skia fills plain rectangles many times faster than it shades a gradient.
    """
    paint, tall = skia.Paint(), max(1, view.height // 270)
    for top in range(0, view.height, tall):
        above = math.atan((view.height / 2 - top - tall / 2) / view.focal_px)
        tilt = max(-90.0, view.pose.tilt_deg + math.degrees(above))
        paint.setColor(_colour_at(tilt, view.eye.z))
        canvas.drawRect(skia.Rect.MakeXYWH(0, top, view.width, tall), paint)


def _colour_at(tilt: float, eye_height: float) -> int:
    if tilt < -0.3:
        return mixed(PLAIN, haze_at(eye_height / math.sin(math.radians(-tilt))))
    for (low, a), (high, b) in itertools.pairwise(SKY):
        if tilt <= high:
            part = max(0.0, (tilt - low) / (high - low))
            red, green, blue = (round(x + (y - x) * part) for x, y in zip(a, b, strict=True))
            return 0xFF000000 | red << 16 | green << 8 | blue
    return mixed(SKY[-1][1], 0.0)


def _ridge(rng: random.Random, azimuths: np.ndarray, base: float, rough: float) -> np.ndarray:
    """The height of a range of hills in degrees for each azimuth; closed after 360°."""
    heights = np.full_like(azimuths, base)
    for octave in range(1, 9):
        turns = round(rough * 0.55 * 1.75**octave / 1.5)
        swing = base * 0.42 / 1.55**octave
        heights += swing * np.sin(np.radians(azimuths * turns) + rng.uniform(0, math.tau))
    floored: np.ndarray = np.maximum(heights, 0.15)
    return floored


def _puff(rng: random.Random) -> skia.Image:
    """One soft cloud on transparent ground."""
    surface = skia.Surface(512, 176)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorTRANSPARENT)
    paint = skia.Paint(
        AntiAlias=True, MaskFilter=skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 17)
    )
    for _ in range(46):
        x = min(max(rng.gauss(256, 92), 90), 422)
        lift = 1.0 - abs(x - 256) / 240
        radius = rng.uniform(8, 30) * lift
        y = 112 - rng.uniform(0, 52) * lift
        paint.setColor(skia.Color(250, 250, 250, rng.randrange(40, 90)))
        canvas.drawOval(
            skia.Rect.MakeLTRB(x - radius * 1.7, y - radius, x + radius * 1.7, y + radius * 0.7),
            paint,
        )
    return surface.makeImageSnapshot()
