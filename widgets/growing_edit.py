"""A field of some lines that is as high as what is written in it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_FRAME_PX = 18
"""Border, padding and the document's own margin, above and below."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GrowingEdit(QPlainTextEdit):
    """Enter is told, Shift+Enter begins a new line, Tab goes on.

    Signals:
        entered: Enter was pressed.
    """

    entered = Signal()

    def __init__(self, lines_most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines_most = lines_most
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is no line here."""
        is_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER and not is_shift:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        needed = max(1, round(self.document().size().height()))
        lines = min(self._lines_most, needed)
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(on if needed > lines else off)
        high = lines * self.fontMetrics().lineSpacing() + _FRAME_PX
        if high != self.height():
            self.setFixedHeight(high)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
