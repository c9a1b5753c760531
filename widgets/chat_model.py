"""What was said, as values and as a list that Qt shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
MESSAGE: Final = Qt.ItemDataRole.UserRole
"""Role of a row's ``ChatMessage``."""


class ChatState(StrEnum):
    """Whether the others have it."""

    SENT = "sent"
    SENDING = "sending"


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message; ``at`` in town time, ``mentions`` the names that stand in it after an @."""

    id: str
    at: datetime
    name: str
    party: str
    text: str
    mentions: tuple[str, ...] = ()
    is_mine: bool = False
    state: ChatState = ChatState.SENT


@dataclass(frozen=True, slots=True)
class ChatPerson:
    """Somebody who can be named in a message."""

    id: str
    name: str
    party: str = ""


class ChatModel(QAbstractListModel):
    """Messages, oldest first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.messages: list[ChatMessage] = []

    def show_messages(self, messages: Sequence[ChatMessage]) -> None:
        """Show these instead; rows that stay the same aren't touched."""
        new = list(messages)
        same = _same_ids(self.messages, new)
        if same < len(self.messages):
            self.beginRemoveRows(QModelIndex(), same, len(self.messages) - 1)
            del self.messages[same:]
            self.endRemoveRows()
        for row in range(same):
            if self.messages[row] != new[row]:
                self.messages[row] = new[row]
                self.dataChanged.emit(self.index(row), self.index(row))
        if same < len(new):
            self.beginInsertRows(QModelIndex(), same, len(new) - 1)
            self.messages += new[same:]
            self.endInsertRows()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.messages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.messages):
            return None
        message = self.messages[index.row()]
        if role == MESSAGE:
            return message
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line_of(message)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{message.at:%Y-%m-%d %H:%M:%S}  {message.name}  {message.party}".rstrip()
        return None


def line_of(message: ChatMessage) -> str:
    """A message as one copies it."""
    who = f"{message.name}（{message.party}）" if message.party else message.name
    return f"{message.at:%H:%M} {who}：{message.text}"


def _same_ids(one: Sequence[ChatMessage], other: Sequence[ChatMessage]) -> int:
    """How many messages from the first on are the same in both, whatever became of them."""
    both = enumerate(zip(one, other, strict=False))
    differing = (at for at, (mine, theirs) in both if mine.id != theirs.id)
    return next(differing, min(len(one), len(other)))
