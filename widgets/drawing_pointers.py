"""Where others point, and what they are drawing there at this moment."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QRegion, QTransform

from resources import colours
from widgets.drawing_painting import paint_placed, place, reach_px, to_pixels
from widgets.drawing_surface import Mapper
from widgets.drawing_values import Pointing

STAYS_MS: Final = 3000
"""Somebody who points at the same place for so long is no longer seen to point."""
FADES_MS: Final = 1000
_DOT_PX = 6.0
_TAG_PX, _TAG_GAP_PX, _TEXT_PX = 20.0, 5.0, 13
_INKS: Final = (
    colours.GRADE_MAJOR,
    colours.ACCENT,
    colours.LIVE,
    colours.KEY_MARK,
    colours.LOST,
    colours.TEXT,
)


def person_colour(person: str) -> QColor:
    """The colour of somebody's pointer: the same on every console."""
    return QColor(_INKS[zlib.crc32(person.encode()) % len(_INKS)])


class _Seen:
    """One who points, and where that lies on the plane: worked out once, however often painted."""

    __slots__ = ("_is_gone", "_mapper", "_spot", "_wide", "placed", "pointing", "since_ms")

    def __init__(self, pointing: Pointing, since_ms: float, mapper: Mapper) -> None:
        self._mapper = mapper
        self.pointing = pointing
        self.since_ms = since_ms
        self._wide = _name_width(pointing.name) + _DOT_PX + _TAG_GAP_PX
        self._is_gone = False
        self.work_out()

    def work_out(self) -> None:
        """The plane is another one."""
        drawing, point = self.pointing.drawing, self.pointing.point
        has_drawn = drawing is not None and drawing.points
        self.placed = place([drawing], self._mapper)[0] if drawing and has_drawn else None
        self._spot: QPointF | None = None
        if point is not None:
            plane = self._mapper.to_plane(np.array((point,), dtype=np.float64))
            self._spot = QPointF(*plane[0].tolist())

    def at(self, transform: QTransform) -> QPointF | None:
        """The pixel pointed at."""
        return None if self._spot is None else transform.map(self._spot)

    def box(self, transform: QTransform) -> QRectF:
        """What it takes of the widget."""
        whole = QRectF()
        if self.placed is not None:
            low, high = to_pixels(np.array(self.placed.box).reshape(2, 2), transform).tolist()
            far = reach_px(self.placed.stroke)
            drawn = QRectF(QPointF(*low), QPointF(*high)).normalized()
            whole = drawn.adjusted(-far, -far, far, far)
        at, wide = self.at(transform), self._wide
        if at is not None:
            whole |= QRectF(at.x() - wide, at.y() - _TAG_PX, 2 * wide, 2 * _TAG_PX)
        return whole

    def strength(self, now_ms: float) -> float:
        """How well the pointer is seen: 1 at first, 0 when it is gone."""
        if self.pointing.point is None:
            return 0.0
        if self.pointing.drawing is not None:
            return 1.0
        return min(1.0, max(0.0, 1 - (now_ms - self.since_ms - STAYS_MS) / FADES_MS))

    def fades(self, now_ms: float) -> bool:
        """Whether it is seen less than it was; once it is gone, no more."""
        if self._is_gone or self.pointing.point is None:
            return False
        strength = self.strength(now_ms)
        self._is_gone = strength == 0
        return strength < 1


class DrawingPointers:
    """Pointings of others; times in milliseconds of one clock are given."""

    def __init__(self, mapper: Mapper) -> None:
        self._mapper = mapper
        self._basis = mapper.basis
        self._seen: dict[str, _Seen] = {}
        self._changed: list[_Seen] = []
        """Come or gone since somebody asked what is stale."""

    def set_pointings(self, pointings: Sequence[Pointing], now_ms: float) -> None:
        """Who points where now; who is no longer named is gone."""
        before, seen = self._seen, dict[str, _Seen]()
        for one in pointings:
            was = before.get(one.person)
            is_same = was is not None and was.pointing == one
            seen[one.person] = was if was and is_same else _Seen(one, now_ms, self._mapper)
        self._changed += [one for who, one in before.items() if seen.get(who) is not one]
        self._changed += [one for who, one in seen.items() if before.get(who) is not one]
        self._seen = seen

    def is_moving(self, now_ms: float) -> bool:
        """Whether what is seen will change by itself."""
        return any(
            now_ms - one.since_ms < STAYS_MS + FADES_MS
            for one in self._seen.values()
            if one.pointing.point is not None
        )

    def strength(self, person: str, now_ms: float) -> float:
        """How well somebody's pointer is seen: 1 at first, 0 when it is gone."""
        return self._seen[person].strength(now_ms)

    def stale(self, transform: QTransform, now_ms: float) -> list[QRectF]:
        """What of the widget looks otherwise than when this was asked last."""
        self._check_basis()
        changed, self._changed = self._changed, []
        changed += [one for one in self._seen.values() if one.fades(now_ms)]
        return [one.box(transform) for one in changed]

    def paint(
        self, painter: QPainter, width: float, transform: QTransform, now_ms: float, region: QRegion
    ) -> None:
        """Paint strokes in the making, then the pointers above them; only those in the region."""
        self._check_basis()
        near = [
            one
            for one in self._seen.values()
            if region.intersects(one.box(transform).toAlignedRect())
        ]
        paint_placed(painter, [one.placed for one in near if one.placed is not None], transform)
        for one in near:
            strength, at = one.strength(now_ms), one.at(transform)
            if at is not None and strength > 0:
                painter.save()
                painter.setOpacity(strength)
                _paint_pointer(painter, at, width, one.pointing)
                painter.restore()

    def _check_basis(self) -> None:
        if self._basis != self._mapper.basis:
            self._basis = self._mapper.basis
            for one in self._seen.values():
                one.work_out()


def paint_tag(painter: QPainter, at: QPointF, width: float, text: str, edge: QColor) -> None:
    """A name beside a pixel, on the left of it where there is no room on the right."""
    painter.setFont(_font())
    wide = _name_width(text)
    left = at.x() + _DOT_PX + _TAG_GAP_PX
    if left + wide > width:
        left = at.x() - _DOT_PX - _TAG_GAP_PX - wide
    box = QRectF(left, at.y() - _TAG_PX / 2, wide, _TAG_PX)
    ground = QColor(colours.PANEL)
    ground.setAlpha(235)
    painter.setPen(QPen(edge, 1.2))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(colours.TEXT))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _paint_pointer(painter: QPainter, at: QPointF, width: float, pointing: Pointing) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = person_colour(pointing.person)
    painter.setPen(QPen(QColor(colours.LETTERBOX), 4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, _DOT_PX, _DOT_PX)
    painter.setPen(QPen(QColor(colours.ON_ACCENT), 1.6))
    painter.setBrush(colour)
    painter.drawEllipse(at, _DOT_PX, _DOT_PX)
    paint_tag(painter, at, width, pointing.name, colour)


def _font() -> QFont:
    font = QFont()
    font.setPixelSize(_TEXT_PX)
    return font


def _name_width(name: str) -> float:
    return QFontMetricsF(_font()).horizontalAdvance(name) + 14
