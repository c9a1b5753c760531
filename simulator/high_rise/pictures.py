"""Whole pictures of one size, quickly: what stands still is drawn once and kept.

A still camera's picture is the kept one with the traffic on top. Where a house or tree is nearer
than a car, the kept picture's pixels are put back: the order of everything that stands, drawn
once like the picture, says where. The result is what drawing all from far to near gives.

A moving camera's pictures are drawn at half the main stream's size with fewer details, and
blown up: all streams share the newest.
"""

from __future__ import annotations

import threading

import numpy as np
import skia

from simulator.high_rise.backdrop import Backdrop
from simulator.high_rise.geometry import View
from simulator.high_rise.lens import Lens
from simulator.high_rise.movers import Mover, MoverPainter
from simulator.high_rise.painter import QUICK, OrderPainter
from simulator.high_rise.scene import Scene
from simulator.high_rise.traffic import Traffic

SHARED_S = 0.045
"""A stream shows another's picture of the moving camera while it is this new."""


class Kept:
    """The picture of what stands still in one view, and its things' order in each pixel."""

    def __init__(self, view: View, painter: MoverPainter, orders: OrderPainter) -> None:
        self.lens = Lens(view)
        self.pixels = np.zeros((view.height, view.width), np.uint32)
        self._order = np.zeros((view.height, view.width), np.uint32)
        canvas = _surface(self.pixels).getCanvas()
        painter.draw_land(canvas, self.lens)
        for thing in painter.standing(canvas, self.lens):
            thing.draw()
        far_first = orders.draw_order(_surface(self._order).getCanvas(), self.lens)
        self._order &= 0x00FFFFFF
        self._near_first = np.array(far_first[::-1])

    def draw_on(self, pixels: np.ndarray, movers: list[Mover]) -> None:
        """Put the movers into ``pixels``, which hold the kept picture; ``movers`` draw there."""
        count = len(self._near_first)
        for mover in movers:
            left, top, right, bottom = mover.box
            box = slice(top, bottom), slice(left, right)
            behind = count - int(np.searchsorted(self._near_first, mover.distance))
            hidden = self._order[box] > behind
            if hidden.all():
                continue
            mover.draw()
            np.copyto(pixels[box], self.pixels[box], where=hidden)


class Pictures:
    """Draws one stream's pictures of a size; used by one thread at a time."""

    def __init__(
        self, scene: Scene, backdrop: Backdrop, traffic: Traffic, moving: MovingPictures
    ) -> None:
        self._painter = MoverPainter(scene, backdrop, traffic)
        self._orders = OrderPainter(scene, backdrop)
        self._moving = moving
        self._last: View | None = None
        self._kept: Kept | None = None

    def draw(self, pixels: np.ndarray, view: View, at: float) -> None:
        """Draw the view at a unix time into ``pixels``, BGRA of shape (height, width, 4)."""
        moved = self._last is not None and self._last != view
        self._last = view
        if moved:
            self._kept = None
            self._moving.draw(pixels, view, at)
            return
        if self._kept is None:
            self._kept = Kept(view, self._painter, self._orders)
        whole = pixels.view(np.uint32)[:, :, 0]
        np.copyto(whole, self._kept.pixels)
        canvas = _surface(whole).getCanvas()
        self._kept.draw_on(whole, self._painter.moving(canvas, self._kept.lens, at))


class MovingPictures:
    """The moving camera's pictures, shared by all streams. Safe for threads."""

    def __init__(
        self, scene: Scene, backdrop: Backdrop, traffic: Traffic, size: tuple[int, int]
    ) -> None:
        """``size`` is the width and height in pixels at which they're drawn."""
        self._painter = MoverPainter(scene, backdrop, traffic, QUICK)
        self._pixels = np.zeros((size[1], size[0]), np.uint32)
        self._surface = _surface(self._pixels)
        self._size = size
        self._lock = threading.Lock()
        self._newest: tuple[float, skia.Image] | None = None

    def draw(self, pixels: np.ndarray, view: View, at: float) -> None:
        """Draw ``view``, or a picture at most SHARED_S old of it, into BGRA ``pixels``."""
        with self._lock:
            if self._newest is None or abs(at - self._newest[0]) > SHARED_S:
                lens = Lens(View(view.eye, view.pose, *self._size))
                self._painter.draw(self._surface.getCanvas(), lens, at)
                self._newest = at, self._surface.makeImageSnapshot()
            image = self._newest[1]
            whole = pixels.view(np.uint32)[:, :, 0]
            if (view.width, view.height) == (2 * self._size[0], 2 * self._size[1]):
                _double(self._pixels, whole)
                return
        _surface(whole).getCanvas().drawImageRect(
            image,
            skia.Rect.MakeWH(view.width, view.height),
            skia.SamplingOptions(skia.FilterMode.kLinear),
            skia.Paint(BlendMode=skia.BlendMode.kSrc),
        )


def _double(small: np.ndarray, large: np.ndarray) -> None:
    """Blow BGRA numbers up to twice the size; several times faster than the drawing library."""
    rows = large[::2]
    rows[:, ::2] = small
    rows[:, 1:-1:2] = _between(small[:, :-1], small[:, 1:])
    rows[:, -1] = small[:, -1]
    large[1:-1:2] = _between(rows[:-1], rows[1:])
    large[-1] = rows[-1]


def _between(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The means of packed bytes, all four at once."""
    differing: np.ndarray = a ^ b
    differing &= 0xFEFEFEFE
    differing >>= 1
    differing += a & b
    return differing


def _surface(pixels: np.ndarray) -> skia.Surface:
    """A surface that draws into BGRA pixels held as numbers of shape (height, width)."""
    height, width = pixels.shape
    info = skia.ImageInfo.Make(width, height, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Surface.MakeRasterDirect(info, pixels, width * 4)
