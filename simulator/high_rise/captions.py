"""What the camera writes into its picture: name and clock, and where it looks."""

from __future__ import annotations

import datetime

import skia

from simulator.high_rise.geometry import View

TOWN_TIME = datetime.timezone(datetime.timedelta(hours=8))


class Captions:
    """Writes white characters with a dark edge, sized by the picture's height."""

    def __init__(self, name: str, height: int) -> None:
        self._name = name
        self._size = max(15.0, height / 27.0)
        self._font = skia.Font(skia.Typeface("Noto Sans CJK SC", skia.FontStyle.Bold()), self._size)
        self._edge = skia.Paint(
            AntiAlias=True, Color=0xC0101418, Style=skia.Paint.kStroke_Style,
            StrokeWidth=max(2.0, self._size / 7),
        )  # fmt: skip
        self._ink = skia.Paint(AntiAlias=True, Color=0xFFFFFFFF)

    def draw(self, canvas: skia.Canvas, view: View, at: float) -> None:
        """Name and town time at the top left, pan, tilt and zoom at the bottom right."""
        pose, width, height = view.pose, view.width, view.height
        clock = datetime.datetime.fromtimestamp(at, TOWN_TIME)
        margin = self._size * 0.7
        self._write(canvas, self._name, margin, margin + self._size)
        stamp = f"{clock:%Y-%m-%d %H:%M:%S}"
        self._write(canvas, stamp, margin, margin + self._size * 2.3)
        where = f"P {pose.pan_deg % 360.0:05.1f}°  T {pose.tilt_deg:+05.1f}°"
        where += f"  Z {pose.magnification:04.1f}×"
        right = width - margin - self._font.measureText(where)
        self._write(canvas, where, right, height - margin)

    def _write(self, canvas: skia.Canvas, text: str, x: float, y: float) -> None:
        canvas.drawString(text, x, y, self._font, self._edge)
        canvas.drawString(text, x, y, self._font, self._ink)
