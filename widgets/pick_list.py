"""Several of many: a list to tick, what is ticked first, with a field that finds a row."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from widgets.ticking import OFF, ON, TickDelegate, turn_over

FIND_FROM = 12
"""So many choices are looked through with the eyes; more have a field that finds them."""
_LEAST_PX, _MOST_PX = 26, 110
_KEY = Qt.ItemDataRole.UserRole


class PickList(QWidget):
    """A click anywhere on a row or Space ticks it; Enter in the field ticks the first row found.

    Signals:
        picks_changed: Others are ticked.
    """

    picks_changed = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        picks: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._order = [key for key, _ in choices]
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Part of a name, Enter ticks it"))
        self.search.setAccessibleName(self.tr("Part of a name, Enter ticks it"))
        self.search.setClearButtonEnabled(True)
        self.search.setVisible(len(choices) > FIND_FROM)
        self.list = QListWidget(self)
        self.list.setItemDelegate(TickDelegate(self.list))
        for key, word in sorted(choices, key=lambda pair: pair[0] not in picks):
            item = QListWidgetItem(word, self.list)
            item.setData(_KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(ON if key in picks else OFF)
        self.list.setCurrentRow(0)
        rows = self.list.sizeHintForRow(0) * len(choices) + 2 * self.list.frameWidth()
        self.list.setFixedHeight(min(_MOST_PX, max(rows, _LEAST_PX)))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.search)
        box.addWidget(self.list)
        self.setFocusProxy(self.list if self.search.isHidden() else self.search)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self.on_find_changed)
        self.list.itemClicked.connect(turn_over)
        self.list.itemChanged.connect(lambda _: self.picks_changed.emit())

    def picks(self) -> list[str]:
        """What is ticked, in the order of the choices."""
        ticked = {item.data(_KEY) for item in self._items() if item.checkState() is ON}
        return [key for key in self._order if key in ticked]

    def on_find_changed(self, text: str) -> None:
        """Only rows that have it, and what is ticked."""
        found = text.strip()
        for item in self._items():
            item.setHidden(found not in item.text() and item.checkState() is OFF)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the field ticks what was found; with Ctrl it is the form's."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            text = self.search.text().strip()
            if is_enter and plain and text:
                self._tick_first(text)
                return True
        return super().eventFilter(watched, event)

    def _tick_first(self, text: str) -> None:
        for item in self._items():
            if text in item.text() and item.checkState() is OFF:
                item.setCheckState(ON)
                self.search.clear()
                return

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]
