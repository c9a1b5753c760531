"""One measure of the list: read, or written in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from resources import icons
from widgets.measure_editor import MeasureEditor
from widgets.measure_values import Measure, MeasureDraft

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class MeasureRow(QFrame):
    """Enter, F2 or a double click writes, Delete takes it away.

    Attributes:
        measure: As all see it.
        seen: The version that the person began to write from.

    Signals:
        changed: What was written (a ``MeasureDraft``).
        dropped: It is to be taken away.
        ended: Nothing is written here any more.
    """

    changed = Signal(object)
    dropped = Signal()
    ended = Signal()

    def __init__(
        self, measure: Measure, departments: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("measure")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.measure = measure
        self.seen = measure.version
        self.is_gone = False
        self._number = 0
        self._reason = ""
        self._departments = tuple(departments)
        self.editor: MeasureEditor | None = None
        self.number = QLabel(self)
        self.number.setObjectName("quiet")
        self.text, self.who, self.by = _label(""), _label("quiet"), _label("quiet")
        self.by.setWordWrap(False)
        self.fault = _label("fault")
        self.fault.hide()
        self.edit, self.drop = self._button("pen"), self._button("remove")
        self._place()
        self.edit.clicked.connect(self.begin)
        self.drop.clicked.connect(self.dropped)
        self._retranslate()

    def _button(self, name: icons.IconName) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(name))
        return button

    def _place(self) -> None:
        self._read = QWidget(self)
        grid = QGridLayout(self._read)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.number, 0, 0, top)
        grid.addWidget(self.text, 0, 1)
        grid.addWidget(self.edit, 0, 2, top)
        grid.addWidget(self.drop, 0, 3, top)
        below = QHBoxLayout()
        below.addWidget(self.who, 1)
        below.addWidget(self.by)
        grid.addLayout(below, 1, 1, 1, 3)
        grid.addWidget(self.fault, 2, 1, 1, 3)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(8, 6, 6, 6)
        self._box.addWidget(self._read)

    # -- what is shown

    def show_measure(self, measure: Measure, number: int) -> None:
        """Others, or this person, made something of it; what is being written stays."""
        self.measure, self._number, self.is_gone = measure, number, False
        if self.editor is not None and measure.version > self.seen:
            if self.editor.is_waiting and self.editor.draft() == measure.draft:
                self.end()
            else:
                self.show_conflict(measure)
        self._retranslate()

    def show_conflict(self, theirs: Measure) -> None:
        """Somebody else was first: the person chooses, and loses nothing."""
        self.measure, self.seen = theirs, theirs.version
        if self.editor is None or self.editor.draft() == theirs.draft:
            self.end()
            return
        words = self.tr("{name} changed it at {time} meanwhile: {theirs}")
        parts = (theirs.text, theirs.department, _day(theirs))
        told = " · ".join(part for part in parts if part)
        self.editor.show_conflict(
            words.format(name=theirs.name, time=f"{theirs.at:%H:%M}", theirs=told)
        )

    def show_gone(self) -> None:
        """Somebody took it away while it is being written."""
        self.is_gone = True
        if self.editor is not None:
            words = self.tr("Somebody took this measure away meanwhile.")
            self.editor.show_conflict(words, is_gone=True)

    def show_fault(self, words: str) -> None:
        """Why something wasn't taken."""
        if self.editor is not None:
            self.editor.show_fault(words)
        self.fault.setText(words)
        self.fault.setVisible(bool(words) and self.editor is None)

    def set_reason(self, reason: str) -> None:
        """Why nothing can be changed now."""
        self._reason = reason
        if self.editor is not None:
            self.editor.set_reason(reason)
        self._retranslate()

    def set_departments(self, departments: Sequence[str]) -> None:
        """Whom to choose from."""
        self._departments = tuple(departments)
        if self.editor is not None:
            self.editor.set_departments(departments)

    # -- writing

    def begin(self) -> None:
        """Write, from what is shown."""
        if self.editor is not None or self._reason or not self.measure.can_change:
            return
        self.seen = self.measure.version
        self.show_fault("")
        self.editor = MeasureEditor(self._departments, self)
        self.editor.begin(self.measure.draft)
        self.editor.saved.connect(self.on_saved)
        self.editor.left.connect(self.end)
        self.editor.theirs_taken.connect(self.end)
        self._read.hide()
        self._box.addWidget(self.editor)
        self.editor.show()
        self.editor.setFocus()

    def on_saved(self, draft: MeasureDraft) -> None:
        """Hand it over; the fields wait."""
        if draft == self.measure.draft and not self.is_gone:
            self.end()
            return
        assert self.editor is not None
        self.editor.show_conflict("")
        self.editor.set_waiting(True)
        self.changed.emit(draft)

    def end(self) -> None:
        """Read again."""
        editor, self.editor = self.editor, None
        if editor is None:
            return
        had_keys = editor.isAncestorOf(editor.focusWidget()) if editor.focusWidget() else False
        editor.hide()
        editor.deleteLater()
        self._read.show()
        self._retranslate()
        if had_keys:
            self.setFocus()
        self.ended.emit()

    # -- hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of a row that is read."""
        if self.editor is not None:
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.begin()
        elif event.key() == Qt.Key.Key_Delete and self.drop.isEnabled():
            self.dropped.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write."""
        self.begin()
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A row that is written gives the keyboard to its fields."""
        if self.editor is not None:
            self.editor.setFocus()
        super().focusInEvent(event)

    # -- words

    def _retranslate(self) -> None:
        one = self.measure
        self.number.setText(f"{self._number}.")
        self.text.setText(one.text)
        until = self.tr("until {day}").format(day=_day(one)) if one.due else self.tr("no date")
        self.who.setText(f"{one.department or self.tr('no department')}  ·  {until}")
        self.by.setText(f"{one.name}  {one.at:%H:%M}")
        self.setAccessibleName(f"{self._number}. {one.text} {self.who.text()}")
        for button, word, may in (
            (self.edit, self.tr("Change (Enter)"), one.can_change),
            (self.drop, self.tr("Take away (Delete)"), one.can_drop),
        ):
            whose = "" if may else self.tr("Only who made it, or the chair, can do this.")
            reason = self._reason or whose
            button.setAccessibleName(f"{word} {self._number}")
            button.setToolTip(f"{word}\n{reason}" if reason else word)
            button.setEnabled(not reason)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _day(measure: Measure) -> str:
    return "" if measure.due is None else measure.due.isoformat()


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
