"""What an inbox's rows tell the table that paints them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The inbox's columns; their order is that of the values."""

    GRADE = 0
    TITLE = 1
    REMAINING = 2
    STATE = 3
    OWNER = 4
    SOURCE = 5
    GRID = 6
    KIND = 7
    LEAD = 8
    PLATFORM = 9
    REPORTED = 10
    NUMBER = 11


class InboxRole(IntEnum):
    """Roles of an inbox's rows, the same in every column."""

    EVENT = Qt.ItemDataRole.UserRole
    """The event's id (str)."""
    LOOK = Qt.ItemDataRole.UserRole + 1
    """Everything that is painted of the row (a ``RowLook``)."""


@dataclass(frozen=True, slots=True)
class RowLook:
    """A row as it is painted: asked for once a row, not once a cell.

    Attributes:
        texts: What each column says.
        second: The quiet line under the title.
        grade: 1 to 4.
        light: none, green, amber or red: how near the limit is.
        is_unseen: Nobody at this workplace opened it yet.
        is_mine: Its owner is who sits here.
        count: How many events the row stands for; 0 for itself only.
        is_open: They have their rows below.
        is_member: It is one of those rows.
    """

    texts: tuple[str, ...]
    second: str
    grade: int
    light: str
    is_unseen: bool = False
    is_mine: bool = False
    count: int = 0
    is_open: bool = False
    is_member: bool = False
