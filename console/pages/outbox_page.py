"""What waits to be sent, and what needs a person's word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from backend_client.consultations import is_ops_path
from backend_client.errors import BadAnswerError
from backend_client.kept_ops import UNEXPLAINED
from backend_client.local_store import OutState, OutWrite
from backend_client.outbox import STEP_BEFORE
from console.pages.fault_words import fault_words
from console.pages.table_op_words import table_op_words

_NAMED_MOST = 3


class OutboxPage(QWidget):
    """Writes in the order they were made; expired and refused ones wait for a decision.

    Enter on one sends it after all, Del gives it up.

    Signals:
        told: Something was refused: what, in words.
        send_wanted: One is to be sent after all (its number).
        drop_wanted: One isn't wanted any more (its number).
    """

    told = Signal(str)
    send_wanted = Signal(int)
    drop_wanted = Signal(int)

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._writes: tuple[OutWrite, ...] = ()
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.empty = QLabel(self)
        self.empty.setObjectName("quiet")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.send = QPushButton(self)
        self.drop = QPushButton(self)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.drop)
        buttons.addWidget(self.send)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 6)
        box.addWidget(self.empty)
        box.addWidget(self.list, 1)
        box.addLayout(buttons)
        self.list.currentRowChanged.connect(lambda _: self._show_buttons())
        self.send.clicked.connect(lambda: self.send_wanted.emit(self._chosen()))
        self.drop.clicked.connect(lambda: self.drop_wanted.emit(self._chosen()))
        for key, button in (("Return", self.send), ("Enter", self.send), ("Del", self.drop)):
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(button.click)
        self.retranslate()

    def show_writes(self, writes: Sequence[OutWrite]) -> None:
        """Show what waits; the cursor stays on its write as long as that waits."""
        row, chosen = self.list.currentRow(), self._chosen()
        known = {write.id for write in self._writes if write.state is OutState.REFUSED}
        self._writes = tuple(writes)
        ids = [write.id for write in self._writes]
        if chosen in ids:
            row = ids.index(chosen)
        self.list.clear()
        for write in self._writes:
            item = QListWidgetItem(self._line(write), self.list)
            item.setData(Qt.ItemDataRole.UserRole, write.id)
        self.list.setCurrentRow(min(max(row, 0), len(self._writes) - 1))
        self.empty.setVisible(not self._writes)
        self.list.setVisible(bool(self._writes))
        self._show_buttons()
        refused = [one for one in self._writes if one.state is OutState.REFUSED]
        self._tell([self._what(one) for one in refused if one.id not in known])

    def _tell(self, refused: Sequence[str]) -> None:
        """Say what was refused since the last look, the first ones by name."""
        if refused:
            more = f" … ({len(refused)})" if len(refused) > _NAMED_MOST else ""
            text = self.tr("Refused: {what}; Shift+F6 shows why")
            self.told.emit(text.format(what="; ".join(refused[:_NAMED_MOST]) + more))

    def _what(self, write: OutWrite) -> str:
        """What it is, in the language of the moment where that can be told from it."""
        done = table_op_words(write.body) if is_ops_path(write.path) else ""
        return "  ".join(part for part in (write.label, done) if part)

    def _line(self, write: OutWrite) -> str:
        states = {
            OutState.WAITING: self.tr("waits"),
            OutState.AT_TABLE: self.tr("waits"),
            OutState.EXPIRED: self.tr("■ too old: still wanted?"),
            OutState.REFUSED: self.tr("▲ refused"),
        }
        at = f"{write.made_at.astimezone(self._zone):%H:%M:%S}"
        parts = (at, states[write.state], self._what(write), self._why(write))
        return "  ".join(part for part in parts if part)

    def _why(self, write: OutWrite) -> str:
        """Why it was refused, and what to do."""
        problem = write.problem or {}
        if problem.get("code") == STEP_BEFORE:
            return self.tr("the step before it wasn't taken")
        if problem.get("code") == UNEXPLAINED:
            return fault_words(BadAnswerError())
        told = (str(problem.get(name) or "") for name in ("detail", "do"))
        return " ".join(word for word in told if word)

    def _chosen(self) -> int:
        item = self.list.currentItem()
        return -1 if item is None else int(item.data(Qt.ItemDataRole.UserRole))

    def _show_buttons(self) -> None:
        row = self.list.currentRow()
        write = self._writes[row] if 0 <= row < len(self._writes) else None
        asks = write is not None and write.state is not OutState.WAITING
        self.send.setEnabled(asks)
        self.drop.setEnabled(write is not None)

    def retranslate(self) -> None:
        """Another language."""
        self.setAccessibleName(self.tr("Outbox"))
        self.list.setAccessibleName(self.tr("What waits to be sent"))
        self.empty.setText(self.tr("Nothing waits to be sent."))
        self.send.setText(self.tr("Send after all"))
        self.send.setToolTip(self.tr("Enter"))
        self.drop.setText(self.tr("Give it up"))
        self.drop.setToolTip(self.tr("Del"))
        self.show_writes(self._writes)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
