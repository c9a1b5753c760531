"""The line in which a text is written where it will stand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from resources import colours
from widgets.drawing_painting import text_font, text_px
from widgets.drawing_values import Point
from widgets.escape_key import asks_for_escape

TEXT_MOST = 200
_LEAST_PX, _PAD_PX = 140, 26


class DrawingText(QLineEdit):
    """Enter puts the text, Esc gives it up. It grows as it is written.

    Attributes:
        place: Where on the surface the text will stand.

    Signals:
        put: The text is written.
        given_up: It isn't wanted.
    """

    put = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._on = parent
        self.place: Point = (0.0, 0.0)
        self._composed = ""
        self.setMaxLength(TEXT_MOST)
        self.textChanged.connect(lambda _: self._grow())
        self.returnPressed.connect(lambda: self.put.emit(self.text().strip()))
        self.hide()
        self._retranslate()

    def begin(self, at: QPointF, place: Point, width: int, colour: QColor) -> None:
        """Write here, as it will look."""
        self.place = place
        self.clear()
        self.setFont(text_font(width))
        self.setStyleSheet(
            f"QLineEdit {{ font-size: {text_px(width)}px; font-weight: bold;"
            f" color: {colour.name()}; background: {colours.BOARD};"
            f" border: 1px solid {colours.ACCENT}; padding: 2px 6px; }}"
        )
        self.adjustSize()
        self.move(round(at.x()) - 7, round(at.y()) - self.height() // 2)
        self._grow()
        self.show()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _grow(self) -> None:
        """As wide as its text, and inside what it is written on."""
        wide = self.fontMetrics().horizontalAdvance(self.text() + self._composed) + _PAD_PX
        self.resize(min(max(_LEAST_PX, wide), self._on.width()), self.sizeHint().height())
        x = max(0, min(self.x(), self._on.width() - self.width()))
        y = max(0, min(self.y(), self._on.height() - self.height()))
        self.move(x, y)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Room for what is being composed."""
        self._composed = event.preeditString()
        super().inputMethodEvent(event)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Esc is this line's while it is there, not a shortcut's."""
        if asks_for_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up; no key goes on to the surface below."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)
        event.accept()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Text on the drawing"))
        self.setPlaceholderText(self.tr("Enter puts it"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
