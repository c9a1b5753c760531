"""The fields of one measure: what, who, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets.escape_key import asks_for_escape
from widgets.form_parts import let_find
from widgets.growing_edit import GrowingEdit
from widgets.measure_values import DEPARTMENT_MOST, TEXT_MOST, MeasureDraft

_LINES_MOST = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MeasureEditor(QWidget):
    """Enter saves, Shift+Enter begins a new line, Esc leaves.

    Signals:
        saved: What was written (a ``MeasureDraft``).
        left: It isn't wanted now.
        theirs_taken: Of two versions, the other one.
    """

    saved = Signal(object)
    left = Signal()
    theirs_taken = Signal()

    def __init__(self, departments: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reason = ""
        self._is_waiting = self._has_conflict = self._is_gone = False
        self.text = GrowingEdit(_LINES_MOST, self)
        self.department = QComboBox(self)
        self.has_due = QCheckBox(self)
        self.due = QDateEdit(QDate.currentDate(), self)
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("yyyy-MM-dd")
        self.due.setEnabled(False)
        self.fault = _words("fault", self)
        self.conflict = _words("warning", self)
        self.take, self.put = QPushButton(self), QPushButton(self)
        self.save, self.leave = QPushButton(self), QPushButton(self)
        self._place()
        self.set_departments(departments)
        let_find(self.department)
        line = self.department.lineEdit()
        assert line is not None
        line.setMaxLength(DEPARTMENT_MOST)
        self._connect()
        self.setFocusProxy(self.text)
        self._retranslate()

    def _place(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.department, 1)
        below.addWidget(self.has_due)
        below.addWidget(self.due)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.take, self.put, self.leave, self.save):
            buttons.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.text)
        box.addLayout(below)
        box.addWidget(self.conflict)
        box.addWidget(self.fault)
        box.addLayout(buttons)

    def _connect(self) -> None:
        """All signals of the fields, in one place."""
        self.text.entered.connect(self.on_save_wanted)
        self.has_due.toggled.connect(self.due.setEnabled)
        self.save.clicked.connect(self.on_save_wanted)
        self.put.clicked.connect(self.on_save_wanted)
        self.take.clicked.connect(self.theirs_taken)
        self.leave.clicked.connect(self.left)

    # -- what is written

    def set_departments(self, departments: Sequence[str]) -> None:
        """Whom to choose from; what was typed stays."""
        typed = self.department.currentText()
        self.department.clear()
        self.department.addItems(["", *departments])
        self.department.setEditText(typed)

    def begin(self, draft: MeasureDraft) -> None:
        """Write on from here."""
        self.text.setPlainText(draft.text)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.department.setEditText(draft.department)
        self.has_due.setChecked(draft.due is not None)
        day = draft.due
        shown = QDate.currentDate() if day is None else QDate(day.year, day.month, day.day)
        self.due.setDate(shown)
        self.show_conflict("")
        self.show_fault("")

    def draft(self) -> MeasureDraft:
        """What is written."""
        due = None
        if self.has_due.isChecked():
            day = self.due.date()
            due = date(day.year(), day.month(), day.day())
        department = self.department.currentText().strip()
        return MeasureDraft(self.text.toPlainText().strip(), department, due)

    def on_save_wanted(self) -> None:
        """Hand it over, if it can be."""
        if self._is_waiting or self._reason:
            return
        draft = self.draft()
        if not draft.text:
            self.show_fault(self.tr("Say first what is to be done."))
        elif len(draft.text) > TEXT_MOST:
            words = self.tr("{count} characters are too many; {most} fit.")
            self.show_fault(words.format(count=len(draft.text), most=TEXT_MOST))
        else:
            self.show_fault("")
            self.saved.emit(draft)

    # -- what becomes of it

    @property
    def is_waiting(self) -> bool:
        """Whether it was handed over and nothing is known of it yet."""
        return self._is_waiting

    def set_waiting(self, is_waiting: bool) -> None:
        """It was handed over; nothing can be changed until it is known what became of it."""
        self._is_waiting = is_waiting
        for field in (self.text, self.department, self.has_due):
            field.setEnabled(not is_waiting)
        self.due.setEnabled(not is_waiting and self.has_due.isChecked())
        self._show()

    def show_fault(self, words: str) -> None:
        """Why it wasn't taken; empty takes it away."""
        if words:
            self.set_waiting(False)
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    def show_conflict(self, words: str, *, is_gone: bool = False) -> None:
        """What somebody else made of it meanwhile; empty where nobody did."""
        self._has_conflict = bool(words)
        self._is_gone = is_gone
        if words:
            self.set_waiting(False)
        self.conflict.setText(words)
        self._retranslate()

    def set_reason(self, reason: str) -> None:
        """Why nothing can be saved now; what is written stays."""
        self._reason = reason
        self._retranslate()

    def _show(self) -> None:
        self.conflict.setVisible(self._has_conflict)
        for button in (self.take, self.put):
            button.setVisible(self._has_conflict)
            button.setEnabled(not self._is_waiting)
        for button in (self.save, self.leave):
            button.setVisible(not self._has_conflict)
        for button in (self.save, self.put):
            button.setEnabled(not self._is_waiting and not self._reason)
            button.setToolTip(self._reason)
        self.save.setText(self.tr("Saving…") if self._is_waiting else self.tr("Save  Enter"))

    # -- keys and language

    def event(self, event: QEvent) -> bool:
        """Esc is the editor's, wherever in it the keyboard is."""
        if asks_for_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves or presses the button it is on, Esc leaves."""
        focused = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape and not self._has_conflict:
            self.left.emit()
        elif event.key() in _ENTER and isinstance(focused, QAbstractButton):
            focused.click()
        elif event.key() in _ENTER:
            self.on_save_wanted()
        else:
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        self.text.setAccessibleName(self.tr("What is to be done"))
        self.text.setPlaceholderText(self.tr("What is to be done"))
        self.department.setAccessibleName(self.tr("Department"))
        line = self.department.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("Department, may be left open"))
        self.has_due.setText(self.tr("Until"))
        self.due.setAccessibleName(self.tr("Until"))
        self.leave.setText(self.tr("Leave  Esc"))
        gone = self._has_conflict and self._is_gone
        self.take.setText(self.tr("Let it go") if gone else self.tr("Take theirs"))
        self.put.setText(self.tr("Put mine"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _words(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setFrameShape(QFrame.Shape.NoFrame)
    label.hide()
    return label
