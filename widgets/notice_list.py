"""A calm, bounded list of notices."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from widgets import pane_colours as colours

MOST_NOTICES = 500
"""Older notices fall off the end."""

_Index = QModelIndex | QPersistentModelIndex


class NoticeLevel(StrEnum):
    """How much a notice matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    URGENT = "urgent"
    """An 紧急 event: it stands in the list like the others, and in red."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice in translated words; ``at`` is town time of the newest of its repeats."""

    at: datetime
    level: NoticeLevel
    text: str
    repeats: int = 1


class NoticeModel(QAbstractListModel):
    """Notices, newest first; the same words again count up instead of adding a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices: deque[Notice] = deque()
        self._words: dict[NoticeLevel, str] = {}
        self._icons = {level: _icon(level) for level in NoticeLevel}
        self.retranslate()

    def add(self, at: datetime, level: NoticeLevel, text: str) -> None:
        """Add a notice at the top; repeated words move up there and count."""
        repeats = 1
        for row, notice in enumerate(self._notices):
            if (notice.level, notice.text) == (level, text):
                repeats = notice.repeats + 1
                self._drop(row)
                break
        if len(self._notices) >= MOST_NOTICES:
            self._drop(len(self._notices) - 1)
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._notices.appendleft(Notice(at, level, text, repeats))
        self.endInsertRows()

    def _drop(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._notices[row]
        self.endRemoveRows()

    def clear(self) -> None:
        """Forget all notices."""
        self.beginResetModel()
        self._notices.clear()
        self.endResetModel()

    def notice(self, row: int) -> Notice:
        """A notice by row, newest first."""
        return replace(self._notices[row])

    def retranslate(self) -> None:
        """Take the level words of the language chosen now."""
        self._words = {
            NoticeLevel.INFO: self.tr("Notice"),
            NoticeLevel.WARNING: self.tr("Warning"),
            NoticeLevel.ERROR: self.tr("Fault"),
            NoticeLevel.URGENT: self.tr("Urgent event"),
        }
        if self._notices:
            self.dataChanged.emit(self.index(0), self.index(len(self._notices) - 1))

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._notices)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._notices):
            return None
        notice = self._notices[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons[notice.level]
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(colours.LOST if notice.level is NoticeLevel.URGENT else colours.TEXT)
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self._line(notice)
        return None

    def _line(self, notice: Notice) -> str:
        times = f"  ×{notice.repeats}" if notice.repeats > 1 else ""
        words = self._words[notice.level]
        return f"{notice.at:%H:%M:%S}  {words}  {notice.text}{times}"


class NoticeList(QWidget):
    """The notices in a list; nothing pops up, nothing steals the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = NoticeModel(self)
        self._view = QListView(self)
        self._view.setModel(self.model)
        self._view.setUniformItemSizes(True)
        self._view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setIconSize(QSize(12, 12))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._view)
        self.setFocusProxy(self._view)
        self._retranslate()

    def add(self, at: datetime, level: NoticeLevel, text: str) -> None:
        """Add a notice; ``at`` in town time, ``text`` translated and free of credentials."""
        self.model.add(at, level, text)

    def _retranslate(self) -> None:
        self._view.setAccessibleName(self.tr("Notices"))
        self.model.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _icon(level: NoticeLevel) -> QIcon:
    """Shape and colour of a level: ring, square, triangle, as on the panes."""
    pixmap = QPixmap(24, 24)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if level is NoticeLevel.INFO:
        painter.setBrush(colours.TEXT_QUIET)
        painter.drawEllipse(QRectF(4, 4, 16, 16))
    elif level is NoticeLevel.WARNING:
        painter.setBrush(colours.STALE)
        painter.drawRect(QRectF(3, 3, 18, 18))
    else:
        painter.setBrush(colours.LOST)
        painter.drawPolygon(QPolygonF([QPointF(2, 21), QPointF(22, 21), QPointF(12, 3)]))
    painter.end()
    return QIcon(pixmap)
