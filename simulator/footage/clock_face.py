"""The clock as drawn into the strip on top of each picture."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import skia

from simulator.footage.clock_strip import FLAT_LUMA, Luma
from simulator.streams import StreamSpec

TOWN_TIME = timezone(timedelta(hours=8))
WEEKDAYS = "一二三四五六日"
GLYPH_LUMA = 225
STRIP_SHARE = 32 / 360


def strip_height(spec: StreamSpec) -> int:
    """Height of the strip in pixels: whole macroblock rows, at most twelve strips a picture."""
    return max(2, round(spec.height * STRIP_SHARE / 16)) * 16


def clock_text(second: int) -> str:
    """Date, weekday and time in the town, of a whole Unix second."""
    moment = datetime.fromtimestamp(second, UTC).astimezone(TOWN_TIME)
    return f"{moment:%Y-%m-%d} 星期{WEEKDAYS[moment.weekday()]} {moment:%H:%M:%S}"


def clock_font(height: float) -> skia.Font:
    """The font for text of a strip ``height`` pixels high."""
    face = skia.FontMgr().matchFamilyStyle("Noto Sans CJK SC", skia.FontStyle.Bold())
    return skia.Font(face, height * 0.62)


class ClockFace:
    """Draws the strip of one stream; an instance per stream, since it keeps its font."""

    def __init__(self, spec: StreamSpec) -> None:
        self._shape = (strip_height(spec), spec.width)
        self._font = clock_font(self._shape[0])

    def draw(self, second: int) -> Luma:
        """Limited-range luma, (height, width), of the strip at a whole Unix second."""
        coverage = np.zeros(self._shape, np.uint8)
        info = skia.ImageInfo.MakeA8(self._shape[1], self._shape[0])
        surface = skia.Surface.MakeRasterDirect(info, coverage, self._shape[1])
        canvas = surface.getCanvas()
        canvas.drawString(
            clock_text(second),
            self._shape[0] * 0.31,
            self._shape[0] * 0.74,
            self._font,
            skia.Paint(AntiAlias=True, Color=skia.ColorWHITE),
        )
        share = coverage.astype(np.float32) / 255
        luma = FLAT_LUMA + share * (GLYPH_LUMA - FLAT_LUMA)
        return np.asarray(np.rint(luma), np.uint8)
