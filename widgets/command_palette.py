"""Everything that the menus can do, found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

_WIDTH_PX, _HEIGHT_PX = 560, 420
_ACTION = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be done: where it stands in the menus, and its action."""

    path: str
    action: QAction


def entries_of(menus: Iterable[QMenu], path: str = "") -> list[Entry]:
    """Every enabled entry of these menus and of those below them."""
    found: list[Entry] = []
    for menu in menus:
        menu.aboutToShow.emit()  # some are filled only then
        here = f"{path}{_plain(menu.title())} › "
        for action in menu.actions():
            below = action.menu()
            if isinstance(below, QMenu):
                found += entries_of([below], here)
            elif action.isEnabled() and not action.isSeparator() and action.text():
                found.append(Entry(here + _plain(action.text()), action))
    return found


class CommandPalette(QDialog):
    """A field and a list below it; Enter does the first, Esc goes away."""

    def __init__(self, entries: Iterable[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What to do"))
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self._entries = tuple(entries)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Part of a name"))
        self.field.setAccessibleName(self.tr("Part of a name"))
        self.field.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("What can be done"))
        box = QVBoxLayout(self)
        box.addWidget(self.field)
        box.addWidget(self.list, 1)
        self.field.textChanged.connect(self.on_text_changed)
        self.field.returnPressed.connect(self.on_entered)
        self.list.itemActivated.connect(lambda _: self.on_entered())
        self.on_text_changed("")

    def on_text_changed(self, text: str) -> None:
        """Only what has every typed part."""
        parts = text.lower().split()
        self.list.clear()
        for entry in self._entries:
            if all(part in entry.path.lower() for part in parts):
                key = entry.action.shortcut().toString()
                item = QListWidgetItem(f"{entry.path}    {key}".rstrip(), self.list)
                item.setData(_ACTION, entry.action)
        self.list.setCurrentRow(0)

    def on_entered(self) -> None:
        """Do what is chosen."""
        item = self.list.currentItem()
        if item is None:
            return
        action = item.data(_ACTION)
        self.accept()
        action.trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field move in the list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            steps: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            step = steps.get(event.key())
            if step is not None:
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
                return True
        return super().eventFilter(watched, event)


def _plain(text: str) -> str:
    """A menu's word without its mark for a key."""
    return text.partition("(&")[0].replace("&", "").strip("… ")
