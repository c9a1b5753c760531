"""A hand at a real window: Qt itself finds out what lies under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class WindowHand:
    """Moves and presses at pixels of one widget, through the window that it is in."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget

    def _at(self, at: QPoint | QPointF) -> QPoint:
        point = at.toPoint() if isinstance(at, QPointF) else at
        return self._widget.mapTo(self._widget.window(), point)

    def move(self, at: QPoint | QPointF) -> None:
        """Move the mouse, with whatever button is down."""
        QTest.mouseMove(self._widget.window().windowHandle(), self._at(at))

    def press(self, at: QPoint | QPointF, button: Qt.MouseButton = LEFT) -> None:
        """Press a button."""
        none = Qt.KeyboardModifier.NoModifier
        QTest.mousePress(self._widget.window().windowHandle(), button, none, self._at(at))

    def release(self, at: QPoint | QPointF, button: Qt.MouseButton = LEFT) -> None:
        """Let go of it."""
        none = Qt.KeyboardModifier.NoModifier
        QTest.mouseRelease(self._widget.window().windowHandle(), button, none, self._at(at))

    def click(self, at: QPoint | QPointF, button: Qt.MouseButton = LEFT) -> None:
        """Press and let go."""
        self.press(at, button)
        self.release(at, button)

    def drag(self, *places: QPoint) -> None:
        """Press at the first place, move through the others, let go at the last."""
        self.press(places[0])
        for place in places[1:]:
            self.move(place)
        self.release(places[-1])
