"""Which part of the picture a pane shows."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

MAX_ZOOM = 32.0


def _clamped(value: float, low: float, high: float) -> float:
    return min(high, max(low, value))


@dataclass(frozen=True, slots=True)
class ZoomRegion:
    """A part of the picture, in shares of its width and height; (0, 0, 1) is all of it.

    Both sides have the same ``span``, so zooming keeps the picture's proportions.
    """

    left: float = 0.0
    top: float = 0.0
    span: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a region outside the picture."""
        if not all(isfinite(value) for value in (self.left, self.top, self.span)):
            raise ValueError("a zoom region needs finite numbers")
        if not 1.0 / MAX_ZOOM <= self.span <= 1.0:
            raise ValueError(f"zoom span {self.span} is outside {1.0 / MAX_ZOOM} to 1")
        if not (0.0 <= self.left <= 1.0 - self.span and 0.0 <= self.top <= 1.0 - self.span):
            raise ValueError("the zoom region lies outside the picture")

    @property
    def factor(self) -> float:
        """The digital zoom, 1 without."""
        return 1.0 / self.span

    def zoomed(self, at: tuple[float, float], factor: float) -> ZoomRegion:
        """Zoom by ``factor`` while the point ``at`` stays where it is on the screen.

        ``at`` is (x, y) in shares of the shown picture. At the picture's edge, zooming out moves
        the region back inside instead.
        """
        if not (isfinite(factor) and factor > 0.0):
            return self
        span = _clamped(self.span / factor, 1.0 / MAX_ZOOM, 1.0)
        x, y = (_clamped(share, 0.0, 1.0) for share in at)
        return _inside(self.left + x * (self.span - span), self.top + y * (self.span - span), span)

    def panned(self, by: tuple[float, float]) -> ZoomRegion:
        """Drag the picture by (x, y) shares of the shown picture."""
        if not all(isfinite(share) for share in by):
            return self
        return _inside(self.left - by[0] * self.span, self.top - by[1] * self.span, self.span)


def _inside(left: float, top: float, span: float) -> ZoomRegion:
    room = 1.0 - span
    return ZoomRegion(_clamped(left, 0.0, room), _clamped(top, 0.0, room), span)


WHOLE = ZoomRegion()
