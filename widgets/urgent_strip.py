"""What nobody may overlook: 紧急 events that wait, above all else; the keyboard stays free."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from widgets.grade_mark import grade_pixmap

_URGENT, _MARK_PX = 4, 18


class UrgentStrip(QWidget):
    """One line: how many wait, the most pressing one, and a key that opens it.

    Signals:
        open_wanted: The most pressing one is to be opened.
    """

    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("urgent")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        mark = QLabel(self)
        mark.setPixmap(grade_pixmap(_URGENT, _MARK_PX))
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        # A long title is cut, it never makes the window wider.
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.open = QPushButton(self)
        self.open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.open.clicked.connect(self.open_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 6, 1)
        row.addWidget(mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.open)
        self._retranslate()
        self.hide()

    def show_words(self, words: str) -> None:
        """Say what waits; empty takes the strip away."""
        if words != self.words.text():
            self.words.setText(words)
            self.words.setToolTip(words)
        self.setVisible(bool(words))

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Urgent events that wait"))
        self.open.setText(self.tr("Open  F7"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
