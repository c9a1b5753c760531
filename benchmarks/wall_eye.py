"""Knows by a wall's pixels which scene is in view, and how often each picture changes."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.wall_display import Picture, WallDisplay
from benchmarks.wall_stage import LOOK_S, PANES
from console.state.layouts import PixelRect, parse_layout

STEP = 4
"""Of so many pixels one is looked at, across and down."""
ONE_PAINTING_S = 0.03
"""Changes so near to one another are one picture that was looked at while it was painted."""
_EDGE = 0.1
"""Of a picture's side: what lies nearer to its edge may be a neighbour's."""


@dataclass(frozen=True, slots=True)
class Reference:
    """How a scene looks once everything of it is there, and how far from that it may be."""

    parts: Mapping[PixelRect, NDArray[np.int16]]
    limits: Mapping[PixelRect, float]


class Eye:
    """Looks at one display; cameras stand still, so a picture is known by what it mostly is."""

    def __init__(self, display: WallDisplay) -> None:
        self._display = display
        self._known: dict[str, Mapping[PixelRect, NDArray[np.int16]]] = {}
        self._references: dict[str, Reference] = {}

    def learn(self, scene: str, boxes: Sequence[PixelRect]) -> None:
        """A scene is in view, whole."""
        seen = self._display.look()
        self._known[scene] = {box: _part(seen, box) for box in boxes}

    def compare(self) -> float:
        """Take what was learnt to hand; returns how clear the least clear picture is.

        A picture counts as there when it is nearer than half way to whatever else its place shows.
        """
        looks = {scene: self._whole(scene) for scene in self._known}
        looks["nothing"] = np.zeros_like(self._display.look())
        clearest = float("inf")
        for scene, parts in self._known.items():
            limits = {}
            for box, part in parts.items():
                others = (one for name, one in looks.items() if name != scene)
                away = [_difference(part, _part(one, box)) for one in others]
                limits[box] = min(away, default=255.0) / 2
                clearest = min(clearest, limits[box])
            self._references[scene] = Reference(parts, limits)
        return clearest

    def _whole(self, scene: str) -> Picture:
        """A scene's own picture again, put together from its parts."""
        height, width = self._display.look().shape[:2]
        whole = np.zeros((height, width, 3), np.uint8)
        for box, part in self._known[scene].items():
            large = np.repeat(np.repeat(part, STEP, axis=0), STEP, axis=1)
            left, top, right, bottom = _inner(box)
            whole[top:bottom, left:right] = large[: bottom - top, : right - left, None]
        return whole

    def missing(self, scene: str) -> int:
        """How many of a scene's pictures aren't there at this moment."""
        reference, seen = self._references[scene], self._display.look()
        return sum(
            _difference(part, _part(seen, box)) > reference.limits[box]
            for box, part in reference.parts.items()
        )

    def wait(self, scene: str, within_s: float) -> float:
        """Seconds until all of a scene is in view; infinite for never."""
        begun = time.monotonic()
        while (now := time.monotonic()) - begun < within_s:
            if self.missing(scene) == 0:
                return now - begun
            time.sleep(LOOK_S)
        return float("inf")


def pane_boxes(width: int, height: int) -> list[PixelRect]:
    """Where the panes of ``panes()`` lie on monitors in a row."""
    found: list[PixelRect] = []
    for at, (layout, _) in enumerate(PANES):
        boxes = parse_layout(layout).cell_rects(width, height)
        found += [box._replace(x=box.x + at * width) for box in boxes]
    return found


def screen_boxes(width: int, height: int, count: int) -> list[PixelRect]:
    """Each monitor as a whole."""
    return [PixelRect(at * width, 0, width, height) for at in range(count)]


def shown_rates(display: WallDisplay, boxes: Sequence[PixelRect], seconds: float) -> list[float]:
    """How often a second each place shows another picture than before."""
    before = [_sample(display, box) for box in boxes]
    counts, changed = [0] * len(boxes), [0.0] * len(boxes)
    begun = time.monotonic()
    while (now := time.monotonic()) - begun < seconds:
        for at, box in enumerate(boxes):
            sample = _sample(display, box)
            if sample != before[at]:
                before[at] = sample
                counts[at] += now - changed[at] > ONE_PAINTING_S
                changed[at] = now
        time.sleep(LOOK_S)
    return [count / (now - begun) for count in counts]


def _sample(display: WallDisplay, box: PixelRect) -> bytes:
    left, top, right, bottom = _inner(box)
    return display.pixels[top : bottom : 2 * STEP, left : right : 2 * STEP, 1].tobytes()


def _part(seen: Picture, box: PixelRect) -> NDArray[np.int16]:
    left, top, right, bottom = _inner(box)
    grey: NDArray[np.int16] = seen[top:bottom:STEP, left:right:STEP].mean(axis=-1).astype(np.int16)
    return grey


def _inner(box: PixelRect) -> tuple[int, int, int, int]:
    across, down = round(box.width * _EDGE), round(box.height * _EDGE)
    return box.x + across, box.y + down, box.x + box.width - across, box.y + box.height - down


def _difference(one: NDArray[np.int16], other: NDArray[np.int16]) -> float:
    return float(np.abs(one - other).mean())
