"""The line in which a message is written; an @ offers the people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel, QTextCursor
from PySide6.QtWidgets import QCompleter, QWidget

from widgets.chat_model import ChatPerson
from widgets.chat_painting import mentions_in
from widgets.growing_edit import GrowingEdit

LINES_MOST: Final = 6
_AT = re.compile(r"(?:^|[^A-Za-z0-9])@([^\s@]*)$")
_NAME = Qt.ItemDataRole.UserRole
_PERSON = Qt.ItemDataRole.UserRole + 1
_OF_POPUP: Final = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
)


class ChatEntry(GrowingEdit):
    """Enter sends, Shift+Enter begins a new line; grows with its lines.

    Signals:
        page_wanted: The list above is to go a page up (-1) or down (1).
    """

    page_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(LINES_MOST, parent)
        self._people: tuple[ChatPerson, ...] = ()
        self._picked: dict[str, str] = {}
        self._model = QStandardItemModel(self)
        self.completer = QCompleter(self._model, self)
        self.completer.setWidget(self)
        self.completer.setCompletionRole(_NAME)
        self.completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.setMaxVisibleItems(8)
        picked: Any = self.completer.activated  # one signal with two shapes
        picked[QModelIndex].connect(self.on_person_picked)
        popup = self.completer.popup()
        assert popup is not None
        self.popup = popup
        self.textChanged.connect(self.on_text_changed)

    def set_people(self, people: Sequence[ChatPerson]) -> None:
        """Who can be named."""
        if tuple(people) == self._people:
            return
        self._people = tuple(people)
        self._model.clear()
        for person in people:
            row = QStandardItem(f"{person.name}    {person.party}".rstrip())
            row.setData(person.name, _NAME)
            row.setData(person.id, _PERSON)
            self._model.appendRow(row)

    def mentions(self) -> list[str]:
        """Ids of the people named in the text; of several of one name the one that was picked."""
        names = tuple({person.name for person in self._people})
        found: list[str] = []
        for _, name in mentions_in(self.toPlainText(), names):
            of_name = [person.id for person in self._people if person.name == name]
            picked = self._picked.get(name)
            chosen = [picked] if picked in of_name else of_name
            found += [one for one in chosen if one is not None and one not in found]
        return found

    def empty(self) -> None:
        """Begin the next message."""
        self._picked.clear()
        self.clear()

    # -- naming somebody

    def on_text_changed(self) -> None:
        """Offer the people whose name has what stands after the @."""
        sought = self._sought()
        if sought is None:
            self.popup.hide()
            return
        self.completer.setCompletionPrefix(sought)
        if not self.completer.completionCount():
            self.popup.hide()
            return
        self.popup.setCurrentIndex(self.completer.completionModel().index(0, 0))
        place = self.cursorRect()
        place.setWidth(max(220, self.popup.sizeHintForColumn(0) + 24))
        self.completer.complete(place)

    def on_person_picked(self, index: QModelIndex) -> None:
        """Put the whole name, and go on writing."""
        sought = self._sought()
        if sought is None:
            return
        name = str(index.data(_NAME))
        self._picked[name] = str(index.data(_PERSON))
        cursor = self.textCursor()
        back = QTextCursor.MoveOperation.Left
        cursor.movePosition(back, QTextCursor.MoveMode.KeepAnchor, len(sought))
        cursor.insertText(f"{name} ")
        self.setTextCursor(cursor)

    def _sought(self) -> str | None:
        """What stands between an @ and the cursor."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = _AT.search(before)
        return None if found is None else found[1]

    # -- keys

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802 - Qt's name
        """Tab goes on, but not while it picks one of the people."""
        return not self.popup.isVisible() and super().focusNextPrevChild(is_next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends; while people are offered, it picks one."""
        key = event.key()
        if self.popup.isVisible() and key in _OF_POPUP:
            event.ignore()  # the completer takes it
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.page_wanted.emit(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)
