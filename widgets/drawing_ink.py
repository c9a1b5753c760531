"""The finished strokes as one picture, and which of them lies under the mouse.

New strokes are painted into the picture, and those that go are wiped out of it. It is painted anew
when the surface moves; a heavy drawing is only stretched then, and painted bit by bit at rest.
"""

from __future__ import annotations

import operator
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QTransform

from resources import colours
from widgets.drawing_boxes import HIT_PX, is_inside, is_on_line, painted_box, pixel_box
from widgets.drawing_painting import Placed, paint_placed, place, reach_px, to_pixels
from widgets.drawing_surface import Floats, Mapper
from widgets.drawing_values import Stroke

LIGHT_POINTS: Final = 4000
"""A drawing of so many points is painted anew at every move."""
SLICE_POINTS: Final = 1200
"""So many are painted in one go of a heavy drawing: under ten milliseconds."""
_EACH_POINTS = 12
"""What every stroke costs beside its points."""


@dataclass(slots=True)
class _Picture:
    """A painted picture: where the plane lay, and how many strokes are in it."""

    pixels: QPixmap
    of: QTransform
    painted: int = 0


class DrawingInk:
    """Strokes over one surface, the first one lowest.

    Attributes:
        has_all: Whether every stroke was in what was painted last, be it stretched.
    """

    def __init__(self, mapper: Mapper) -> None:
        self._mapper = mapper
        self._basis = mapper.basis
        self._placed: list[Placed] = []
        self._boxes: Floats = np.zeros((0, 4))
        self._reach: Floats = np.zeros(0)
        self._points = 0
        self._factor = 1.0
        self._shown: _Picture | None = None
        self._next: _Picture | None = None
        self._waiting: deque[Placed] = deque()
        """What is still to be painted of the next picture."""
        self.has_all = True

    def set_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Show these; what was shown before is worked out no second time."""
        self._check_basis()
        strokes = [one for one in strokes if one.points]
        before, pairs = self._placed, zip(self._placed, strokes, strict=False)
        differing = (at for at, (one, stroke) in enumerate(pairs) if one.stroke is not stroke)
        same = next(differing, min(len(before), len(strokes)))
        """So many at the beginning are as they were: mostly all but the last."""
        known = {one.stroke.id: one for one in before[same:]}
        rest = strokes[same:]
        new = [one for one in rest if (was := known.get(one.id)) is None or was.stroke != one]
        fresh = {one.stroke.id: one for one in place(new, self._mapper)}
        self._placed = before[:same] + [fresh.get(one.id) or known[one.id] for one in rest]
        self._measure(same)
        self._keep_next(before[same:], same)
        self._keep_shown(before, same)

    def set_factor(self, factor: float) -> None:
        """How many times larger than usual lines, symbols and words are."""
        self._factor = factor
        self._shown = self._next = None
        self._measure()

    def _keep_next(self, changed: list[Placed], same: int) -> None:
        """The next picture goes on with what is new: others may draw faster than it is made."""
        now = self._placed[same:]
        if len(now) >= len(changed) and all(map(operator.is_, changed, now)):
            if self._next is not None:
                self._waiting += now[len(changed) :]
        else:
            self._next = None

    def _keep_shown(self, before: list[Placed], same: int) -> None:
        """What is gone is wiped out of the picture; where the order changed, it is painted anew."""
        if self._shown is None:
            return
        placed = self._placed[same:]
        now = set(map(id, placed))
        kept = [one for one in before[same:] if id(one) in now]
        if any(one is not other for one, other in zip(kept, placed, strict=False)):
            self._shown = None
            return
        gone = [one for one in before[same : self._shown.painted] if id(one) not in now]
        self._shown.painted -= len(gone)
        if gone:
            self._wipe(self._shown, gone)

    # -- painting

    def paint(self, painter: QPainter, size: QSize, ratio: float) -> bool:
        """Paint into a widget of that size; False: a heavy drawing, not yet as it should be."""
        self.has_all = True
        if not self._placed:
            return True
        self._check_basis()
        now = self._mapper.transform()
        shown = self._shown
        if shown is None or shown.of != now or shown.pixels.size() != size * ratio:
            if self._points > LIGHT_POINTS:
                self._paint_stretched(painter, now)
                return False
            shown = self._shown = _blank(size, ratio, now)
        rest = self._placed[shown.painted :]
        if sum(len(one.plane) for one in rest) <= LIGHT_POINTS:
            self._paint_into(shown, self._near(_box_of(size), now, 0, shown.painted))
            shown.painted = len(self._placed)
        painter.drawPixmap(0, 0, shown.pixels)
        self.has_all = shown.painted == len(self._placed)
        return self.has_all

    def begin(self, size: QSize, ratio: float) -> None:
        """Begin a heavy drawing's next picture."""
        self._check_basis()
        self._next = _blank(size, ratio, self._mapper.transform())
        self._waiting = deque(self._near(_box_of(size), self._next.of, 0))

    def work(self) -> bool:
        """Paint some more of the next picture; whether there is nothing left to do."""
        if self._next is None:
            return True
        some, points = [], 0
        while self._waiting and points < SLICE_POINTS:
            some.append(self._waiting.popleft())
            points += len(some[-1].plane) + _EACH_POINTS
        self._paint_into(self._next, some)
        if self._waiting:
            return False
        self._shown, self._next = self._next, None
        self._shown.painted = len(self._placed)
        return True

    def _paint_stretched(self, painter: QPainter, now: QTransform) -> None:
        """The picture of before in its new place, and over it what was drawn since."""
        self.has_all = False
        if self._shown is None:
            return
        back, _ = self._shown.of.inverted()
        painter.save()
        painter.setTransform(back * now, combine=True)
        painter.drawPixmap(0, 0, self._shown.pixels)
        painter.restore()
        since = self._placed[self._shown.painted :]
        if sum(len(one.plane) for one in since) <= LIGHT_POINTS:
            paint_placed(painter, since, now)
            self.has_all = True

    def _paint_into(self, picture: _Picture, some: Sequence[Placed]) -> None:
        if some:
            painter = QPainter(picture.pixels)
            paint_placed(painter, some, picture.of, self._factor)
            painter.end()

    def _wipe(self, picture: _Picture, gone: Sequence[Placed]) -> None:
        """Take strokes out: what lay around them is painted again, there only."""
        painter = QPainter(picture.pixels)
        for one in gone:
            box = painted_box(one, picture.of)
            painter.setClipRect(box.toAlignedRect())
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            painter.fillRect(box.toAlignedRect(), Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            near = self._near(box, picture.of, 0, 0, picture.painted)
            touched = [other for other in near if painted_box(other, picture.of).intersects(box)]
            paint_placed(painter, touched, picture.of, self._factor)
        painter.end()

    # -- what lies where

    def paint_mark(self, painter: QPainter, stroke: Stroke) -> None:
        """A dashed frame round a stroke: it is the one meant."""
        one = next((one for one in self._placed if one.stroke.id == stroke.id), None)
        if one is None:
            return
        box = pixel_box(one, self._mapper.transform()).adjusted(-6, -6, 6, 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width, dash in (
            (colours.LETTERBOX, 3.0, Qt.PenStyle.SolidLine),
            (colours.ON_ACCENT, 1.4, Qt.PenStyle.DashLine),
        ):
            painter.setPen(QPen(QColor(colour), width, dash))
            painter.drawRoundedRect(box, 4, 4)

    def hit(self, at: QPointF, by: str | None = None) -> Stroke | None:
        """The uppermost stroke at a pixel, of one person or of anybody; lines before areas."""
        self._check_basis()
        transform = self._mapper.transform()
        near = self._near(QRectF(at, at), transform, HIT_PX)
        found = [one for one in reversed(near) if by is None or one.stroke.by == by]
        for is_hit in (is_on_line, is_inside):
            for one in found:
                if is_hit(one, at, transform):
                    return one.stroke
        return None

    def _check_basis(self) -> None:
        if self._basis != self._mapper.basis:
            self._basis = self._mapper.basis
            self._placed = place([one.stroke for one in self._placed], self._mapper)
            self._shown = self._next = None
            self._measure()

    def _measure(self, same: int = 0) -> None:
        """Where each lies; as many as are the same at the beginning are measured already."""
        new = self._placed[same:]
        boxes = np.array([one.box for one in new], dtype=np.float64).reshape(-1, 4)
        reach = np.array([reach_px(one.stroke) * self._factor for one in new], dtype=np.float64)
        self._boxes = np.concatenate((self._boxes[:same], boxes))
        self._reach = np.concatenate((self._reach[:same], reach))
        self._points = sum(len(one.plane) for one in self._placed)

    def _near(
        self,
        box: QRectF,
        transform: QTransform,
        more: float,
        first: int = 0,
        last: int | None = None,
    ) -> list[Placed]:
        """Strokes that may touch a box of pixels, in their order."""
        one = to_pixels(self._boxes[first:last, :2], transform)
        two = to_pixels(self._boxes[first:last, 2:], transform)
        reach = (self._reach[first:last] + more)[:, None]
        low, high = np.minimum(one, two) - reach, np.maximum(one, two) + reach
        inside = (low[:, 0] <= box.right()) & (high[:, 0] >= box.left())
        inside &= (low[:, 1] <= box.bottom()) & (high[:, 1] >= box.top())
        return [self._placed[first + at] for at in np.flatnonzero(inside).tolist()]


def _blank(size: QSize, ratio: float, of: QTransform) -> _Picture:
    pixels = QPixmap(size * ratio)
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    return _Picture(pixels, of)


def _box_of(size: QSize) -> QRectF:
    return QRectF(0, 0, size.width(), size.height())
