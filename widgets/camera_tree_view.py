"""The camera tree without its search field."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QKeyEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTreeView, QWidget

from widgets.camera_tree_delegate import CameraTreeDelegate

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CameraTreeView(QTreeView):
    """The tree alone.

    Signals:
        row_chosen: Enter on any row, or a double click on one (QModelIndex).
        menu_asked: Context menu wanted at a global position (QPoint).
        left_upwards: The up key was pressed in the first row.
    """

    row_chosen = Signal(QModelIndex)
    menu_asked = Signal(QPoint)
    left_upwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setItemDelegate(CameraTreeDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.doubleClicked.connect(self.row_chosen)

    def open_exactly(self, groups: Iterable[QModelIndex]) -> None:
        """Open these groups and close all others, laid out once instead of once for each."""
        self.collapseAll()
        self.scheduleDelayedItemsLayout()
        for group in groups:
            self.expand(group)
        self.executeDelayedItemsLayout()
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses a row; up in the first row leaves the tree."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        current = self.currentIndex()
        if plain and event.key() in _ENTER and current.isValid():
            if self.model().hasChildren(current):
                self.setExpanded(current, not self.isExpanded(current))
            self.row_chosen.emit(current)
        elif plain and event.key() == Qt.Key.Key_Up and not self.indexAbove(current).isValid():
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu opens at the mouse, or beside the current row when asked for by key."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_asked.emit(self.viewport().mapToGlobal(at))
        else:
            self.menu_asked.emit(event.globalPos())

    def startDrag(self, _actions: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        """Qt: drag the selected cameras with one small label, however many they are."""
        mime = self.model().mimeData(self.selectedIndexes())
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(self._drag_label())
        drag.exec(Qt.DropAction.CopyAction)

    def _drag_label(self) -> QPixmap:
        first = self.currentIndex()
        count = len(self.selectedIndexes())
        label = QLabel(str(first.data() or "") + (f" +{count - 1}" if count > 1 else ""))
        label.setContentsMargins(8, 4, 8, 4)
        label.setPalette(self.palette())
        label.setAutoFillBackground(True)
        return label.grab()
