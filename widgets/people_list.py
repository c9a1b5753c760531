"""Who sits at a table: parties with their word, and below each its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QListView, QMenu, QWidget

from widgets.inbox_roles import Index
from widgets.people_painting import PeopleDelegate, PeopleWords
from widgets.people_values import (
    ROW,
    PartyLook,
    PartyWord,
    PersonCommand,
    PersonLook,
    Presence,
    RowLook,
)

__all__ = ["PartyLook", "PartyWord", "PeopleList", "PersonCommand", "PersonLook", "Presence"]


class PeopleModel(QAbstractListModel):
    """Parties and their people, one row each."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[RowLook] = []
        self.words = PeopleWords()

    def show_rows(self, rows: Sequence[RowLook]) -> None:
        """Show these; where the same stand in the same places, only what changed is told."""
        if [one.id for one in rows] != [one.id for one in self.rows]:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()
            return
        for row, look in enumerate(rows):
            if self.rows[row] != look:
                self.rows[row] = look
                self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, id_: str) -> int:
        """Where somebody or a party stands; -1 where nowhere."""
        return next((row for row, look in enumerate(self.rows) if look.id == id_), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        look = self.rows[index.row()]
        if role == ROW:
            return look
        if role == Qt.ItemDataRole.DisplayRole:
            return look.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(self.words.told(look))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(self.words.told(look))
        return None


class PeopleList(QListView):
    """Enter, the menu key or a right click offers what can be done with somebody.

    Signals:
        command_chosen: A person and a ``PersonCommand``.
    """

    command_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = PeopleModel(self)
        self.setModel(self.people)
        self.painting = PeopleDelegate(self)
        self.setItemDelegate(self.painting)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._retranslate()

    def set_parties(self, parties: Sequence[PartyLook]) -> None:
        """Show these, in this order; the cursor stays on who it is on."""
        current = self.currentIndex().data(ROW)
        rows: list[RowLook] = []
        for party in parties:
            rows.append(party)
            rows += party.people
        heights = [bool(getattr(one, "reason", "")) for one in self.people.rows]
        self.people.show_rows(rows)
        if heights != [bool(getattr(one, "reason", "")) for one in rows]:
            self.scheduleDelayedItemsLayout()
        if current is not None and (row := self.people.row_of(current.id)) >= 0:
            self.setCurrentIndex(self.people.index(row))

    def set_levels(self, levels: Mapping[str, float]) -> None:
        """How loud each is heard now, 0…1; who isn't named is silent."""
        before, self.painting.levels = self.painting.levels, dict(levels)
        for person in before.keys() | levels.keys():
            if before.get(person) != levels.get(person):
                self.update(self.people.index(self.people.row_of(person)))

    # -- what can be done

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer it at the mouse, or at the row under the cursor."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._offer(self.currentIndex(), self._below(self.currentIndex()))
        else:
            self._offer(self.indexAt(event.pos()), event.globalPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter offers it, too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._offer(self.currentIndex(), self._below(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    def _below(self, index: QModelIndex) -> QPoint:
        corner = self.visualRect(index).bottomLeft() + QPoint(26, 0)
        return self.viewport().mapToGlobal(corner)

    def _offer(self, index: QModelIndex, at: QPoint) -> None:
        look = index.data(ROW)
        if not isinstance(look, PersonLook) or not look.commands:
            return
        words = self._command_words()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in look.commands:
            action = menu.addAction(words[command])
            action.triggered.connect(
                lambda _, command=command: self.command_chosen.emit(look.id, command.value)
            )
        menu.setActiveAction(menu.actions()[0])
        menu.popup(at)

    def _command_words(self) -> dict[PersonCommand, str]:
        return {
            PersonCommand.PRESENT: self.tr("Let present"),
            PersonCommand.MUTE: self.tr("Mute"),
            PersonCommand.UNMUTE: self.tr("Let speak again"),
        }

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Parties and people"))
        words = PeopleWords(
            {
                PartyWord.AGREED: self.tr("Agreed"),
                PartyWord.OBJECTED: self.tr("Objected"),
                PartyWord.SILENT: self.tr("No word yet"),
            },
            {
                Presence.PRESENT: self.tr("Present"),
                Presence.AWAY: self.tr("Away"),
                Presence.LEFT: self.tr("Left the table"),
            },
            self.tr("Presents"),
            self.tr("Speaks"),
            self.tr("Muted"),
        )
        self.painting.words = self.people.words = words
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
