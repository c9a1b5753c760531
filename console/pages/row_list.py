"""A few rows of words with what can be done to each: people sent, events that may be the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from console.pages.plain_labels import words_label

Way = tuple[str, Callable[[], object]]
"""The word on a button, and what it does."""
_SINGLE_MOST = 2


@dataclass(frozen=True, slots=True)
class Row:
    """Words and ways on; above two ways they are in a menu."""

    text: str
    ways: Sequence[Way] = ()
    name: str = ""
    """What the stylesheet knows the words by."""


class RowList(QWidget):
    """Rows below a title; without rows nothing is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = words_label(self, "section")
        self._rows = QVBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.title)
        box.addLayout(self._rows)
        self._shown: tuple[Row, ...] = ()
        self.hide()

    def count(self) -> int:
        """How many rows there are."""
        return len(self._shown)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self._shown = tuple(rows)
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._rows.addWidget(self._widget(row))
        self.setVisible(bool(rows))

    def _widget(self, row: Row) -> QWidget:
        widget = QWidget(self)
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(words_label(widget, row.name, wraps=True, text=row.text), 1)
        if len(row.ways) <= _SINGLE_MOST:
            for word, act in row.ways:
                line.addWidget(self._button(row, word, act))
        else:
            line.addWidget(self._menu_button(row))
        return widget

    def _button(self, row: Row, word: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setText(word)
        button.setAccessibleName(f"{word} {row.text}")
        button.clicked.connect(lambda _: act())
        return button

    def _menu_button(self, row: Row) -> QToolButton:
        button = QToolButton(self)
        button.setText(self.tr("On ▾"))
        button.setAccessibleName(row.text)
        menu = QMenu(button)
        for word, act in row.ways:
            menu.addAction(word).triggered.connect(lambda _, act=act: act())
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(QPoint(0, button.height()))))
        return button
