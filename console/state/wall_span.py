"""One camera over many screens: which part of its picture falls on which screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from console.state.wall_plan import Frame

PIXELS_MOST: Final = 40_000_000
"""A picture is made no larger than this; beyond it the screens enlarge it."""
USUAL_ASPECT: Final = 16 / 9
"""Of pictures that haven't come yet."""


class Part(NamedTuple):
    """A rectangle in shares, 0 to 1, of a picture's width and height."""

    left: float
    top: float
    width: float
    height: float

    def within(self, whole: Part) -> Part:
        """Return the same rectangle in shares of one that holds it."""
        return Part(
            (self.left - whole.left) / whole.width,
            (self.top - whole.top) / whole.height,
            self.width / whole.width,
            self.height / whole.height,
        )


WHOLE: Final = Part(0.0, 0.0, 1.0, 1.0)


def bounds(frames: Sequence[Frame]) -> Frame:
    """Return the smallest rectangle that holds all frames."""
    left, top = min(one.x for one in frames), min(one.y for one in frames)
    right, bottom = max(one.right for one in frames), max(one.bottom for one in frames)
    return Frame(left, top, right - left, bottom - top)


def spanned(frames: Mapping[str, Frame], aspect: float) -> Mapping[str, Part]:
    """Return each screen's part of a picture that covers them all, cut evenly where it must be.

    `frames` are the screens in the plane of the wall, with bezels left out; `aspect` is the
    picture's width by its height.
    """
    if not frames:
        return {}
    whole = bounds(list(frames.values()))
    seen = _covering(whole.width / whole.height, aspect)
    return {
        screen: Part(
            seen.left + (frame.x - whole.x) / whole.width * seen.width,
            seen.top + (frame.y - whole.y) / whole.height * seen.height,
            frame.width / whole.width * seen.width,
            frame.height / whole.height * seen.height,
        )
        for screen, frame in frames.items()
    }


def joined(parts: Sequence[Part]) -> Part:
    """Return the smallest part that holds all parts."""
    left, top = min(one.left for one in parts), min(one.top for one in parts)
    right = max(one.left + one.width for one in parts)
    bottom = max(one.top + one.height for one in parts)
    return Part(left, top, right - left, bottom - top)


def picture_box(
    parts: Mapping[str, Part], pixels: Mapping[str, tuple[int, int]]
) -> tuple[int, int]:
    """Return how large, in pixels, the joined part is made so that no screen enlarges it.

    `pixels` are the screens' own sizes.
    """
    if not parts:
        return 0, 0
    whole = joined(list(parts.values()))
    width = max(pixels[screen][0] / part.width for screen, part in parts.items()) * whole.width
    height = max(pixels[screen][1] / part.height for screen, part in parts.items()) * whole.height
    shrink = min(1.0, (PIXELS_MOST / (width * height)) ** 0.5)
    return round(width * shrink), round(height * shrink)


def _covering(shape: float, aspect: float) -> Part:
    """Return what is seen of a picture that covers a rectangle; both as width by height."""
    if shape >= aspect:
        height = aspect / shape
        return Part(0.0, (1.0 - height) / 2, 1.0, height)
    width = shape / aspect
    return Part((1.0 - width) / 2, 0.0, width, 1.0)
