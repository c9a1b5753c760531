"""Rows of a list that are ticked: by keys, and by one click anywhere on the row."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from widgets.inbox_roles import Index

ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class TickDelegate(QStyledItemDelegate):
    """Leaves clicks to the list, which gives them to ``turn_over``."""

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Keys tick; clicks are the list's, so that one on the box doesn't tick twice."""
        if isinstance(event, QMouseEvent):
            return False
        return super().editorEvent(event, model, option, index)


def turn_over(item: QListWidgetItem) -> None:
    """Tick a row that isn't ticked and the other way round, where it can be ticked at all."""
    if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
        item.setCheckState(OFF if item.checkState() is ON else ON)
