"""Frames of one stream: the background copied, what moves drawn, only changes converted."""

from __future__ import annotations

import av
import numpy as np
import skia
from numpy.typing import NDArray

from simulator.footage.clock_face import strip_height
from simulator.footage.movers import draw_mover, mover_box
from simulator.footage.picture import WIDTH, Picture
from simulator.streams import StreamSpec

Pixels = NDArray[np.uint8]
Box = tuple[int, int, int, int]
# Below this a whole picture is converted quicker than its changed parts.
SMALL_WIDTH = 1000


def to_yuv(pixels: Pixels) -> Pixels:
    """Limited-range 4:2:0 planes, (height · 3/2, width), of BGRA with even sides."""
    frame = av.VideoFrame.from_ndarray(pixels, format="bgra")
    return np.asarray(frame.reformat(format="yuv420p").to_ndarray(), np.uint8)


def part_to_yuv(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """Luma (h, w) and chroma (2, h/2, w/2) of a small BGRA part (BT.601, limited range).

    For small parts of ever new sizes this is far quicker than setting up a scaler for each.
    """
    blue, green, red = (pixels[..., n].astype(np.uint16) for n in range(3))
    luma = ((66 * red + 129 * green + 25 * blue + 128) >> 8) + 16
    quarter = pixels[::2, ::2, :3].astype(np.int32) + pixels[1::2, 1::2, :3]
    blue_2, green_2, red_2 = quarter[..., 0], quarter[..., 1], quarter[..., 2]
    first = (-38 * red_2 - 74 * green_2 + 112 * blue_2 + 256) >> 9
    second = (112 * red_2 - 94 * green_2 - 18 * blue_2 + 256) >> 9
    chroma = np.stack([first, second]) + 128
    return luma.astype(np.uint8), chroma.astype(np.uint8)


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
        self._still = to_yuv(self.pixels)
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
        """The same as 4:2:0 planes, (height · 3/2, width); a new array each time."""
        pixels, height, width = self.draw(phase), self._spec.height, self._spec.width
        if width < SMALL_WIDTH:
            return to_yuv(pixels)
        planes = self._still.copy()
        chroma = planes[height:].reshape(2, height // 2, width // 2)
        for left, top, right, bottom in self._drawn:
            luma, colours = part_to_yuv(pixels[top:bottom, left:right])
            planes[top:bottom, left:right] = luma
            chroma[:, top // 2 : bottom // 2, left // 2 : right // 2] = colours
        return planes

    def _inside(self, box: tuple[float, float, float, float]) -> Box | None:
        """The box clipped to the picture below the strip, on multiples of 8 pixels."""
        left = max(0, int(box[0]) // 8 * 8)
        top = max(self._strip, int(box[1]) // 8 * 8)
        right = min(self._spec.width, (int(box[2]) // 8 + 1) * 8)
        bottom = min(self._spec.height, (int(box[3]) // 8 + 1) * 8)
        return (left, top, right, bottom) if right > left and bottom > top else None
