"""What an inbox's cells tell their delegate beside the text."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


class InboxRole(IntEnum):
    """Roles of an inbox's cells."""

    EVENT = Qt.ItemDataRole.UserRole
    """The event's id (str)."""
    GRADE = Qt.ItemDataRole.UserRole + 1
    """1 to 4 (int), in the column of grades only."""
    LIGHT = Qt.ItemDataRole.UserRole + 2
    """none, green, amber or red (str), in the column of remaining time only."""
    UNSEEN = Qt.ItemDataRole.UserRole + 3
    """Whether nobody at this workplace opened it yet (bool)."""
    SECOND = Qt.ItemDataRole.UserRole + 4
    """A second, quiet line (str), in the column of titles only."""
