"""Which of a camera's two streams a pane shows."""

from __future__ import annotations

from typing import Literal

from console.state.limits import VideoLimits
from console.state.load_guard import LoadLevel

StreamKind = Literal["sub", "main"]


def choose(
    current: StreamKind,
    pane_pixels: tuple[int, int],
    sub_size: tuple[int, int],
    zoom: float,
    has_main: bool,
    since_change_s: float,
    limits: VideoLimits,
    shed_level: LoadLevel = LoadLevel.NORMAL,
    enlarged: bool = False,
) -> StreamKind:
    """Return the stream a pane should show.

    ``pane_pixels`` are device pixels (width, height); ``sub_size`` is (0, 0) while unknown;
    ``zoom`` is the digital zoom factor, 1 without. The main stream is taken where the sub stream
    is visibly too small, and left only where it clearly suffices, so a splitter dragged to and
    fro doesn't reopen streams. While the machine sheds load, only the enlarged pane has it.
    """
    if not has_main:
        return "sub"
    if since_change_s < limits.stream_dwell_s:
        return current
    if shed_level is LoadLevel.SHED and not enlarged:
        return "sub"
    ratio = _ratio(pane_pixels, sub_size)
    if current == "sub":
        return "main" if ratio > limits.main_from or zoom >= limits.zoom_from else "sub"
    return "sub" if ratio < limits.sub_below and zoom < limits.zoom_until else "main"


def _ratio(pane: tuple[int, int], sub: tuple[int, int]) -> float:
    """Return by how much the picture is blown up when it fits into the pane; 0 if unknown."""
    if min(sub) <= 0:
        return 0.0
    return min(pane[0] / sub[0], pane[1] / sub[1])
