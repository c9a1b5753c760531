"""A transparent layer over a map, a picture or panes, to draw on and to be pointed at.

Without a tool the mouse works on what lies below; the layer only watches where it points.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from widgets.drawing_canvas import DrawingCanvas
from widgets.drawing_hand import DrawingHand
from widgets.drawing_surface import Mapper
from widgets.drawing_symbols import ink_colour
from widgets.drawing_text import DrawingText
from widgets.drawing_values import DrawingTool, Stroke
from widgets.drawing_watch import HandTeller, MouseBelow
from widgets.escape_key import asks_for_escape

_CURSORS: Final[dict[DrawingTool | None, Qt.CursorShape]] = {
    None: Qt.CursorShape.ArrowCursor,
    DrawingTool.TEXT: Qt.CursorShape.IBeamCursor,
    DrawingTool.ERASER: Qt.CursorShape.PointingHandCursor,
}


class DrawingLayer(DrawingCanvas):
    """Lies over ``over`` as its child and keeps its size.

    Signals:
        stroke_made: A stroke is finished; it is shown until ``set_strokes`` has its id.
        drawing: The stroke in the making, at most 8 times a second; None when it ends.
        pointer_moved: The surface's place under the mouse, at most as often; None beside it.
        drop_wanted: The eraser chose a stroke (its id).
        tool_left: The person put the tool down: right click, or Esc.
    """

    stroke_made = Signal(object)
    drawing = Signal(object)
    pointer_moved = Signal(object)
    drop_wanted = Signal(str)
    tool_left = Signal()

    def __init__(self, over: QWidget, mapper: Mapper) -> None:
        self._hand = DrawingHand(mapper)  # events come as soon as there is a widget
        super().__init__(over, mapper)
        self._over = over
        self._eraser_of: str | None = None
        self._text = DrawingText(self)
        self._teller = HandTeller(self._hand, mapper, self)
        self._watch = MouseBelow(over, self)
        self._connect()
        self.set_tool(None)
        self.setGeometry(over.rect())
        self.raise_()
        self.show()

    def _connect(self) -> None:
        """All signals of the layer, in one place."""
        self._watch.moved.connect(self.on_moved_below)
        self._watch.resized.connect(self.on_resized_below)
        self._watch.covered.connect(self.raise_)
        self._teller.drawing.connect(self.drawing)
        self._teller.pointer_moved.connect(self.pointer_moved)
        self._text.put.connect(self.on_text_put)
        self._text.given_up.connect(self.on_text_given_up)

    def refresh(self) -> None:
        """What lies below was moved or zoomed."""
        if self._text.isVisible():
            self._put_text()
        self._aim()
        super().refresh()

    def _show_ink(self) -> None:
        super()._show_ink()
        self._aim()

    # -- what the hand holds

    @property
    def tool(self) -> DrawingTool | None:
        """The tool in the hand."""
        return self._hand.tool

    def set_tool(self, tool: DrawingTool | None) -> None:
        """Take a tool, or none: then the mouse works on what lies below."""
        if self._text.isVisible():
            self._put_text()
        self._give_up()
        self._hand.tool = tool
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, tool is None)
        self.setMouseTracking(tool is not None)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if tool is None else Qt.FocusPolicy.ClickFocus)
        self.setCursor(_CURSORS.get(tool, Qt.CursorShape.CrossCursor))
        self._aim()

    def set_colour(self, colour: str) -> None:
        """The colour of the next strokes."""
        self._hand.colour = colour

    def set_width(self, width: int) -> None:
        """The width of the next strokes, and the size of texts and symbols."""
        self._hand.width = width

    def set_symbol(self, symbol: str) -> None:
        """What the symbol tool puts down."""
        self._hand.symbol = symbol

    def set_eraser_of(self, person: str | None) -> None:
        """Whose strokes the eraser takes; None for everybody's."""
        self._eraser_of = person
        self._aim()

    # -- the mouse and the keys, with a tool

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke, write a text, erase; the right button puts the tool down."""
        event.accept()
        self._move_to(event.position())
        if event.button() is Qt.MouseButton.RightButton:
            self._leave_tool()
        elif event.button() is Qt.MouseButton.LeftButton:
            self._press(event.position())

    def _press(self, at: QPointF) -> None:
        if self.tool is DrawingTool.ERASER:
            if self._aimed is not None:
                self.drop_wanted.emit(self._aimed[0].id)
        elif self.tool is DrawingTool.TEXT:
            self._write_at(at)
        elif self._hand.press(at):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._teller.drawn()
            self._show_growing(self._hand.in_the_making())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on."""
        event.accept()
        if self._hand.is_drawing and self._hand.move(event.position()):
            self._show_growing(self._hand.in_the_making())
        self._move_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        event.accept()
        if event.button() is not Qt.MouseButton.LeftButton or not self._hand.is_drawing:
            return
        self._hand.move(event.position())
        self._finish(self._hand.release())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second of two presses."""
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel is for what lies below, but not in the middle of a stroke."""
        if not self._hand.is_drawing:
            QApplication.sendEvent(self._watch.below, event.clone())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse points nowhere here."""
        self._move_to(None)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Esc ends the stroke in the making, before any shortcut."""
        if self._hand.is_drawing and asks_for_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives the stroke up; without one, the tool."""
        if event.key() != Qt.Key.Key_Escape or self.tool is None:
            super().keyPressEvent(event)
        elif self._hand.is_drawing:
            self._give_up()
        else:
            self._leave_tool()

    def _leave_tool(self) -> None:
        self.set_tool(None)
        self.tool_left.emit()

    def _give_up(self) -> None:
        if self._hand.is_drawing:
            self._hand.give_up()
            self._finish(None)

    def _finish(self, stroke: Stroke | None) -> None:
        """A stroke ended, or came to nothing."""
        self._show_growing(None)
        self._teller.ended()
        if stroke is not None:
            self._pending[stroke.id] = stroke
            self._show_ink()
            self.stroke_made.emit(stroke)

    # -- texts

    def _write_at(self, at: QPointF) -> None:
        place_ = self._mapper.to_surface(at)
        if self._text.isVisible():
            self._put_text()
        elif place_ is not None:
            self._text.begin(at, place_, self._hand.width, ink_colour(self._hand.colour))

    def _put_text(self) -> None:
        """What was written stands; nothing written is nothing put."""
        text = self._text.text().strip()
        self._text.hide()
        if text and self.tool is DrawingTool.TEXT:
            self._finish(self._hand.put_text(self._text.place, text))

    def on_text_put(self, _: str) -> None:
        """Enter in the line."""
        self._put_text()
        self.setFocus()

    def on_text_given_up(self) -> None:
        """Esc in the line."""
        self._text.hide()
        self.setFocus()

    # -- where the mouse points

    def on_moved_below(self, at: QPointF | None) -> None:
        """The mouse is below the layer: it has no tool, or the mouse has just come."""
        if self.tool is None:
            self._teller.move_to(at)

    def on_resized_below(self) -> None:
        """As large as what lies below."""
        self.setGeometry(self._over.rect())
        self.refresh()

    def _move_to(self, at: QPointF | None) -> None:
        self._teller.move_to(at)
        self._aim()

    def _aim(self) -> None:
        """Mark the stroke that the eraser would take."""
        aimed, mouse = None, self._teller.mouse
        if self.tool is DrawingTool.ERASER and mouse is not None:
            aimed = self._ink.hit(mouse, self._eraser_of)
        if aimed is not (self._aimed and self._aimed[0]):
            self._aimed = None if aimed is None or mouse is None else (aimed, mouse)
            self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: nothing is drawn and nothing goes on."""
        self._give_up()
        self._teller.rest()
        super().hideEvent(event)
