"""What is said at a table: a list that follows the newest message, and a line to write in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets.chat_entry import ChatEntry
from widgets.chat_model import MESSAGE, ChatMessage, ChatModel, ChatPerson, ChatState, line_of
from widgets.chat_painting import ChatDelegate, ChatWords

__all__ = ["ChatList", "ChatMessage", "ChatPerson", "ChatState"]

TEXT_MOST: Final = 2000
_NEAR_END_PX = 8


class ChatView(QListView):
    """The messages. Who reads further up stays there; else the newest is in view.

    Signals:
        end_reached: The newest message came into view.
    """

    end_reached = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chat = ChatModel(self)
        self.setModel(self.chat)
        self.painting = ChatDelegate(self)
        self.setItemDelegate(self.painting)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.is_at_end = True
        bar = self.verticalScrollBar()
        bar.setSingleStep(24)
        bar.valueChanged.connect(self.on_scrolled)
        bar.rangeChanged.connect(self.on_range_changed)

    def on_scrolled(self, value: int) -> None:
        """Remember whether the newest message is in view."""
        was = self.is_at_end
        self.is_at_end = value >= self.verticalScrollBar().maximum() - _NEAR_END_PX
        if self.is_at_end and not was:
            self.end_reached.emit()

    def on_range_changed(self, _: int, most: int) -> None:
        """There is more, or less room: the end stays in view if it was."""
        if self.is_at_end:
            self.verticalScrollBar().setValue(most)

    def go_to_end(self) -> None:
        """Bring the newest message into view."""
        self.is_at_end = True
        self.scrollToBottom()
        self.end_reached.emit()

    def copy(self) -> None:
        """Put the selected messages on the clipboard, in their order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        text = "\n".join(line_of(self.chat.messages[row]) for row in rows)
        if text:
            QGuiApplication.clipboard().setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies everything selected."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        else:
            super().keyPressEvent(event)


class ChatList(QWidget):
    """Messages and the line to write in.

    Signals:
        message_made: Something is to be said: the text, and ids of the people named in it.
    """

    message_made = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unread = 0
        self._reason = ""
        self.view = ChatView(self)
        self.entry = ChatEntry(self)
        self.send = QPushButton(self)
        self.newer = QPushButton(self)
        self.newer.setObjectName("primary")
        self.newer.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.newer.hide()
        self.fault = QLabel(self)
        self.fault.setObjectName("fault")
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.setFocusProxy(self.entry)
        self._place()
        self._connect()
        self._retranslate()

    def _place(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(8, 4, 8, 6)
        line.addWidget(self.entry, 1)
        line.addWidget(self.send, 0, Qt.AlignmentFlag.AlignBottom)
        self.fault.setContentsMargins(8, 0, 8, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.view, 1)
        box.addWidget(self.fault)
        box.addLayout(line)

    def _connect(self) -> None:
        """All signals of the chat, in one place."""
        self.entry.entered.connect(self.on_entered)
        self.entry.page_wanted.connect(self.on_page_wanted)
        self.entry.textChanged.connect(lambda: self._say(""))
        self.send.clicked.connect(self.on_entered)
        self.newer.clicked.connect(self.view.go_to_end)
        self.view.end_reached.connect(self.on_end_reached)
        self.view.customContextMenuRequested.connect(self.on_menu_wanted)

    # -- what is shown

    def set_me(self, name: str) -> None:
        """Whose mentions stand out."""
        if name != self.view.painting.me:
            self.view.painting.me = name
            self.view.viewport().update()

    def set_people(self, people: Sequence[ChatPerson]) -> None:
        """Who can be named."""
        self.entry.set_people(people)

    def set_messages(self, messages: Sequence[ChatMessage]) -> None:
        """Show these, oldest first."""
        before = {one.id for one in self.view.chat.messages}
        follows = self.view.is_at_end
        self.view.chat.show_messages(messages)
        new = [one for one in messages if one.id not in before]
        if follows or any(one.is_mine for one in new):
            self.view.go_to_end()
        elif new:
            self._unread += len(new)
            self._show_newer()

    def set_reason(self, reason: str) -> None:
        """Why nothing can be said here now; empty where something can."""
        self._reason = reason
        self.entry.setEnabled(not reason)
        self.send.setEnabled(not reason)
        self._retranslate()

    def put_back(self, text: str, reason: str) -> None:
        """A message wasn't taken: its text is in the line again, and why stands above it."""
        written = self.entry.toPlainText()
        self.entry.setPlainText(f"{text}\n{written}" if written.strip() else text)
        self.entry.moveCursor(self.entry.textCursor().MoveOperation.End)
        self.entry.popup.hide()
        self._say(reason)

    # -- what hands do

    def on_entered(self) -> None:
        """Say it."""
        text = self.entry.toPlainText().strip()
        if not text or self._reason:
            return
        if len(text) > TEXT_MOST:
            words = self.tr("{count} characters are too many; {most} fit.")
            self._say(words.format(count=len(text), most=TEXT_MOST))
            return
        mentions = self.entry.mentions()
        self.entry.empty()
        self.message_made.emit(text, mentions)

    def on_page_wanted(self, way: int) -> None:
        """Read a page further up or down without leaving the line."""
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + way * bar.pageStep())

    def on_end_reached(self) -> None:
        """Everything was seen."""
        self._unread = 0
        self.newer.hide()

    def on_menu_wanted(self, at: QPoint) -> None:
        """What can be done with messages."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.tr("Copy"))
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setEnabled(bool(self.view.selectedIndexes()))
        copy.triggered.connect(self.view.copy)
        only = self.view.indexAt(at).data(MESSAGE)
        if isinstance(only, ChatMessage):
            text = menu.addAction(self.tr("Copy the text only"))
            text.triggered.connect(lambda: QGuiApplication.clipboard().setText(only.text))
        menu.popup(self.view.viewport().mapToGlobal(at))

    # -- how it looks

    def _say(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    def _show_newer(self) -> None:
        self.newer.setText("↓ " + self.tr("{count} new messages").format(count=self._unread))
        self.newer.adjustSize()
        bottom = self.view.geometry().bottom() - self.newer.height() - 10
        self.newer.move((self.view.width() - self.newer.width()) // 2, bottom)
        self.newer.setVisible(self._unread > 0)
        self.newer.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button stays in the middle."""
        super().resizeEvent(event)
        self._show_newer()

    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Messages"))
        self.view.painting.words = ChatWords(self.tr("me"), self.tr("sending"))
        self.view.viewport().update()
        self.entry.setAccessibleName(self.tr("Message"))
        hint = self.tr("Enter sends, Shift+Enter new line, @ names somebody")
        self.entry.setPlaceholderText(self._reason or hint)
        self.entry.setToolTip(self._reason or hint)
        self.send.setText(self.tr("Say"))
        self.send.setToolTip(self._reason or self.tr("Say it (Enter)"))
        self._show_newer()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
