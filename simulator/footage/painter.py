"""Frames of one stream: the background copied, what moves drawn, only changes converted."""

from __future__ import annotations

import av
import numpy as np
import skia
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from simulator.footage.clock_face import strip_height
from simulator.footage.movers import draw_mover, mover_box
from simulator.footage.picture import WIDTH, Picture
from simulator.streams import StreamSpec

Pixels = NDArray[np.uint8]
Box = tuple[int, int, int, int]
# Only what lies in rows of this height and columns of this width is converted again.
BAND, COLUMN = 64, 128


class Converter:
    """BGRA to limited-range 4:2:0 planes (BT.601), quick for parts of a picture.

    Setting up a scaler costs more than most parts, so one is kept for each width.
    """

    def __init__(self) -> None:
        self._scalers: dict[tuple[int, int], VideoReformatter] = {}

    def convert(self, pixels: Pixels) -> Pixels:
        """Planes, (height · 3/2, width), of a picture or part with even sides."""
        high, wide = pixels.shape[:2]
        scaler = self._scalers.setdefault((high, wide), VideoReformatter())
        frame = av.VideoFrame.from_numpy_buffer(pixels, format="bgra")
        planes = scaler.reformat(frame, format="yuv420p", threads=1).to_ndarray()
        return np.asarray(planes, np.uint8)


class Painter:
    """Draws the frames of one stream, over and over into the same two arrays."""

    def __init__(self, picture: Picture, spec: StreamSpec, loop_s: float) -> None:
        self._picture, self._spec = picture, spec
        self._eye = picture.eye(spec.width, spec.height)
        self.pixels: Pixels = np.zeros((spec.height, spec.width, 4), np.uint8)
        info = skia.ImageInfo.Make(
            spec.width, spec.height, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType
        )
        self._surface = skia.Surface.MakeRasterDirect(info, self.pixels, spec.width * 4)
        self._background = picture.background
        if spec.width != WIDTH:
            sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
            self._background = picture.background.resize(spec.width, spec.height, sampling)
        self._movers = picture.movers(loop_s)
        self._strip = strip_height(spec)
        canvas = self._surface.getCanvas()
        canvas.drawImage(self._background, 0, 0)
        self._name = self._paint_name()
        canvas.drawImage(self._name, 0, spec.height - self._name.height())
        self._converter = Converter()
        self._planes = self._converter.convert(self.pixels)
        self._drawn: list[Box] = []

    def draw(self, phase: float) -> Pixels:
        """BGRA of shape (height, width, 4) at a loop phase 0…1; valid until the next call."""
        canvas = self._surface.getCanvas()
        for box in self._drawn:
            area = skia.Rect.MakeLTRB(*box)
            canvas.drawImageRect(self._background, area, area, skia.SamplingOptions())
        canvas.save()
        canvas.clipRect(skia.Rect.MakeLTRB(0, self._strip, self._spec.width, self._spec.height))
        placed = [(mover.place(phase), mover) for mover in self._movers]
        seen = [(at, mover) for at, mover in placed if at is not None]
        self._drawn = []
        for at, mover in sorted(seen, key=lambda item: -item[0][1]):
            inside = self._inside(mover_box(self._eye, mover, at))
            if inside is not None:
                self._drawn.append(inside)
                draw_mover(canvas, self._eye, mover, phase)
        canvas.restore()
        canvas.drawImage(self._name, 0, self._spec.height - self._name.height())
        return self.pixels

    def _paint_name(self) -> skia.Image:
        """The camera's name as an overlay for the lower left corner."""
        high = self._spec.height // 8
        surface = skia.Surface(self._spec.width // 2, high)
        canvas = surface.getCanvas()
        canvas.translate(0, high - self._spec.height)
        self._picture.paint_name(canvas, self._spec.height)
        return surface.makeImageSnapshot()

    def draw_yuv(self, phase: float) -> Pixels:
        """The same as 4:2:0 planes, (height · 3/2, width); valid until the next call."""
        stale = list(self._drawn)
        pixels, height, width = self.draw(phase), self._spec.height, self._spec.width
        chroma = self._planes[height:].reshape(2, height // 2, width // 2)
        for left, top, right, bottom in self._bands(stale + self._drawn):
            rows, high, wide = bottom - top, (bottom - top) // 2, (right - left) // 2
            part = self._converter.convert(np.ascontiguousarray(pixels[top:bottom, left:right]))
            self._planes[top:bottom, left:right] = part[:rows]
            colours = part[rows:].reshape(2, high, wide)
            chroma[:, top // 2 : bottom // 2, left // 2 : right // 2] = colours
        return self._planes

    def _bands(self, boxes: list[Box]) -> list[Box]:
        """What covers all boxes: at most one part of each band, as wide as it must be."""
        width, height = self._spec.width, self._spec.height
        spans: dict[int, tuple[int, int]] = {}
        for left, top, right, bottom in boxes:
            for band in range(top // BAND, (bottom - 1) // BAND + 1):
                known = spans.get(band, (width, 0))
                spans[band] = min(known[0], left), max(known[1], right)
        return [
            (
                left // COLUMN * COLUMN,
                max(self._strip, band * BAND),
                min(width, -(-right // COLUMN) * COLUMN),
                min(height, band * BAND + BAND),
            )
            for band, (left, right) in spans.items()
        ]

    def _inside(self, box: tuple[float, float, float, float]) -> Box | None:
        """The box clipped to the picture below the strip, on multiples of 8 pixels."""
        left = max(0, int(box[0]) // 8 * 8)
        top = max(self._strip, int(box[1]) // 8 * 8)
        right = min(self._spec.width, (int(box[2]) // 8 + 1) * 8)
        bottom = min(self._spec.height, (int(box[3]) // 8 + 1) * 8)
        return (left, top, right, bottom) if right > left and bottom > top else None
