"""What the hand does as the others are told of it, and where the mouse is below a layer."""

from __future__ import annotations

from PySide6.QtCore import QChildEvent, QEvent, QObject, QPointF, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from widgets.drawing_hand import DrawingHand
from widgets.drawing_surface import Mapper
from widgets.drawing_values import Point
from widgets.pacing import Pace


class MouseBelow(QObject):
    """Watches a widget and all in it, but not the layer above; no event is kept from anybody.

    Signals:
        moved: The mouse is at this pixel of the widget; None when it left.
        resized: The widget has another size.
        covered: Something new lies in the widget, maybe above the layer.
    """

    moved = Signal(object)
    resized = Signal()
    covered = Signal()

    def __init__(self, over: QWidget, layer: QWidget) -> None:
        super().__init__(layer)
        self._over = over
        self._layer = layer
        self.below = over.viewport() if isinstance(over, QAbstractScrollArea) else over
        self._watch(over)
        for child in over.findChildren(QWidget):
            if child is not layer and not layer.isAncestorOf(child):
                self._watch(child)

    def _watch(self, widget: QWidget) -> None:
        widget.setMouseTracking(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every event, and let it go on."""
        kind = event.type()
        if kind is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            if isinstance(watched, QWidget):
                self.moved.emit(QPointF(watched.mapTo(self._over, event.position())))
        elif kind is QEvent.Type.Leave:
            if watched is self.below or watched is self._over:
                self.moved.emit(None)
        elif kind is QEvent.Type.Resize:
            if watched is self._over:
                self.resized.emit()
        elif kind is QEvent.Type.ChildAdded and isinstance(event, QChildEvent):
            self._watch_child(event.child())
        return super().eventFilter(watched, event)

    def _watch_child(self, child: QObject) -> None:
        if isinstance(child, QWidget) and child is not self._layer:
            self._watch(child)
            self.covered.emit()


class HandTeller(QObject):
    """Tells where the mouse points and what is being drawn, at most 8 times a second.

    Signals:
        drawing: The stroke in the making; None when it ends.
        pointer_moved: The surface's place under the mouse; None beside it.
    """

    drawing = Signal(object)
    pointer_moved = Signal(object)

    def __init__(self, hand: DrawingHand, mapper: Mapper, parent: QObject) -> None:
        super().__init__(parent)
        self._hand = hand
        self._mapper = mapper
        self._told: Point | None = None
        self.mouse: QPointF | None = None
        self._pace = Pace(self)
        self._pace.due.connect(self.on_due)

    def move_to(self, at: QPointF | None) -> None:
        """The mouse is at this pixel, or nowhere."""
        self.mouse = at
        if at is not None:
            self._pace.want()
            return
        self._pace.drop()
        self._tell_point(None)

    def rest(self) -> None:
        """Nobody sees the surface: nothing more is told until the mouse comes again."""
        self._pace.stop()
        self.move_to(None)

    def drawn(self) -> None:
        """The stroke grew."""
        self._pace.want()

    def ended(self) -> None:
        """No stroke is in the making any more: the others learn it though the mouse rests."""
        self.drawing.emit(None)
        self._told = None
        self._pace.want()

    def on_due(self) -> None:
        """It is time to tell the others."""
        if self._hand.is_drawing:
            self.drawing.emit(self._hand.told())
        point = None if self.mouse is None else self._mapper.to_surface(self.mouse)
        if point is not None:
            point = (round(point[0], self._mapper.decimals), round(point[1], self._mapper.decimals))
        self._tell_point(point)

    def _tell_point(self, point: Point | None) -> None:
        if point != self._told:
            self._told = point
            self.pointer_moved.emit(point)
