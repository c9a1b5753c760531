"""What is drawn over a map, a picture or panes, and who points there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRect, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from widgets.drawing_boxes import painted_box
from widgets.drawing_ink import DrawingInk
from widgets.drawing_painting import paint_placed, place
from widgets.drawing_pointers import DrawingPointers, paint_tag
from widgets.drawing_surface import Mapper
from widgets.drawing_symbols import ink_colour
from widgets.drawing_values import DrawingTool, Pointing, Stroke

REST_MS = 90
_FADE_TICK_MS = 80
_BENDS = 4
"""Another point bends a line no further back than this many points."""


class DrawingCanvas(QWidget):
    """Lies over ``over`` as its child. Nobody draws here: that is the layer's.

    Finished strokes are one picture that stays; only where something grows or somebody points is
    painted again.
    """

    def __init__(self, over: QWidget, mapper: Mapper) -> None:
        super().__init__(over)
        self._mapper = mapper
        self._ink = DrawingInk(mapper)
        self._pointers = DrawingPointers(mapper)
        self._strokes: tuple[Stroke, ...] = ()
        self._pending: dict[str, Stroke] = {}
        self._growing: Stroke | None = None
        self._grown = QRect()
        self._aimed: tuple[Stroke, QPointF] | None = None
        """The stroke that the eraser would take, and where the mouse came upon it."""
        self._clock = QElapsedTimer()
        self._clock.start()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._work = QTimer(self, interval=0)
        self._fading = QTimer(self, interval=_FADE_TICK_MS)
        self._rest.timeout.connect(self.on_rest)
        self._work.timeout.connect(self.on_work)
        self._fading.timeout.connect(self.on_fade)
        self._retranslate()

    # -- what is shown

    def set_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Show these strokes, the first one lowest."""
        shown, pending = tuple(strokes), self._pending
        arrived = [one.id for one in shown if one.id in pending] if pending else ()
        if shown == self._strokes and not arrived:
            return
        self._strokes = shown
        for one in arrived:
            del self._pending[one]
        self._show_ink()

    def keep_pending(self, coming: Collection[str]) -> None:
        """Of what was made here and isn't among the strokes only this is still to come."""
        gone = self._pending.keys() - set(coming)
        for one in gone:
            del self._pending[one]
        if gone:
            self._show_ink()

    def set_pointings(self, pointings: Sequence[Pointing]) -> None:
        """Where others point on this surface now."""
        self._pointers.set_pointings(pointings, self._clock.elapsed())
        self._show_pointers()
        if self.isVisible():
            self._fading.start()

    def set_factor(self, factor: float) -> None:
        """How many times larger than usual lines and words are, as for a wall."""
        self._ink.set_factor(factor)
        self.update()

    def refresh(self) -> None:
        """What lies below was moved or zoomed."""
        if self._rest.isActive():
            self._rest.start()
        self.update()

    def _show_ink(self) -> None:
        self._ink.set_strokes((*self._strokes, *self._pending.values()))
        self.update()

    def _show_pointers(self) -> None:
        for box in self._pointers.stale(self._mapper.transform(), self._clock.elapsed()):
            self.update(box.toAlignedRect().adjusted(-1, -1, 1, 1))

    @property
    def has_pending(self) -> bool:
        """Whether something that was made here hasn't come yet."""
        return bool(self._pending)

    @property
    def has_all(self) -> bool:
        """Whether every finished stroke was in what was painted last."""
        return self._ink.has_all

    def _show_growing(self, stroke: Stroke | None) -> None:
        """A stroke grew, or is none any more: only where it is another one is painted again."""
        self._growing, before = stroke, self._grown
        if stroke is None:
            self._grown = QRect()
            self.update()
            return
        is_line = stroke.tool is DrawingTool.PEN
        end = replace(stroke, points=stroke.points[-_BENDS:]) if is_line else stroke
        box = painted_box(place([end], self._mapper)[0], self._mapper.transform())
        self._grown = box.toAlignedRect()
        self.update(before)
        self.update(self._grown)

    # -- painting

    def on_rest(self) -> None:
        """What lies below stands still again: a heavy drawing is painted, bit by bit."""
        self._ink.begin(self.size(), self.devicePixelRatioF())
        self._work.start()

    def on_work(self) -> None:
        """Some more of it."""
        if self._ink.work():
            self._work.stop()
            self.update()

    def on_fade(self) -> None:
        """Pointers fade by and by."""
        self._show_pointers()
        if not self._pointers.is_moving(self._clock.elapsed()):
            self._fading.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Who pointed before fades from here."""
        super().showEvent(event)
        self._fading.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: nothing goes on."""
        for timer in (self._rest, self._work, self._fading):
            timer.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The finished strokes, those in the making, and who points."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        is_done = self._ink.paint(painter, self.size(), self.devicePixelRatioF())
        if not is_done and not self._work.isActive() and not self._rest.isActive():
            self._rest.start()
        transform = self._mapper.transform()
        if self._growing is not None:
            paint_placed(painter, place([self._growing], self._mapper), transform)
        self._paint_aimed(painter)
        now, region = self._clock.elapsed(), event.region()
        self._pointers.paint(painter, self.width(), transform, now, region)
        painter.end()

    def _paint_aimed(self, painter: QPainter) -> None:
        if self._aimed is None:
            return
        aimed, at = self._aimed
        self._ink.paint_mark(painter, aimed)
        words = self.tr("Erase") + (f" · {aimed.name}" if aimed.name else "")
        beside = at + QPointF(8, -16)
        paint_tag(painter, beside, self.width(), words, ink_colour(aimed.colour))

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Drawing"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
