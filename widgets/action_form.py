"""A form that is built from what has to be given, for whatever an event allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QDateTime, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

_TEXT_PX = 66
_LIST_PX = 110
_NOTHING: tuple[object, ...] = ("", "-", None, False, [])


class FieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    CHOICE = "choice"
    SEVERAL = "several"
    CHECK = "check"
    TIME = "time"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``choices`` are pairs of value and word; ``value`` is what it begins with."""

    name: str
    label: str
    kind: FieldKind
    choices: tuple[tuple[str, str], ...] = ()
    value: object = None
    is_needed: bool = True


class ActionForm(QWidget):
    """Fields one below the other; Ctrl+Enter sends, Esc puts it away with its text kept.

    Signals:
        submitted: What was given, by the fields' names.
        cancelled: The person doesn't want it now.
        edited: Something was typed or chosen: what is given so far.
        files_wanted: A file is to be chosen (the field's name).
    """

    submitted = Signal(object)
    cancelled = Signal()
    edited = Signal(object)
    files_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: tuple[Field, ...] = ()
        self._editors: dict[str, QWidget] = {}
        self._files: dict[str, tuple[str, ...]] = {}
        self.title = QLabel(self)
        self.title.setObjectName("heading")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.fault = QLabel(self)
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setObjectName("fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.send = QPushButton(self)
        self.cancel = QPushButton(self)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.setVerticalSpacing(4)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.send)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 10, 8)
        box.addWidget(self.title)
        box.addLayout(self._form)
        box.addWidget(self.fault)
        box.addLayout(buttons)
        self.send.clicked.connect(self.on_send_clicked)
        self.cancel.clicked.connect(self.cancelled)
        self._retranslate()

    def ask(
        self, title: str, fields: Sequence[Field], draft: Mapping[str, object] | None = None
    ) -> None:
        """Show these fields, with what was typed before."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self._fields, self._editors, self._files = tuple(fields), {}, {}
        self.title.setText(title)
        self.show_fault("")
        for field in fields:
            value = (draft or {}).get(field.name, field.value)
            editor = self._editor(field, value)
            editor.setAccessibleName(field.label)
            self._editors[field.name] = editor
            if field.kind is FieldKind.CHECK:
                self._form.addRow(editor)
            else:
                self._form.addRow(field.label, editor)
        first = next(iter(self._editors.values()), self.send)
        first.setFocus()

    def given(self) -> dict[str, object]:
        """What was typed and chosen."""
        return {field.name: self._value(field) for field in self._fields}

    def tick(self, name: str) -> None:
        """Tick a field that is only ticked."""
        editor = self._editors[name]
        assert isinstance(editor, QCheckBox)
        editor.setChecked(True)

    def show_fault(self, text: str) -> None:
        """Say why it wasn't taken; empty takes it away."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def set_files(self, name: str, files: Sequence[str]) -> None:
        """The files chosen for a field."""
        self._files[name] = tuple(files)
        button = self._editors[name]
        assert isinstance(button, QPushButton)
        shown = "、".join(file.rpartition("/")[2] for file in files)
        button.setText(shown or self.tr("Choose photos or videos…"))
        self._say_edited()

    def on_send_clicked(self) -> None:
        """Send, where everything needed is there."""
        given = self.given()
        missing = [f.label for f in self._fields if f.is_needed and given[f.name] in _NOTHING]
        if missing:
            self.show_fault(self.tr("Still missing: {fields}").format(fields="、".join(missing)))
            return
        self.show_fault("")
        self.submitted.emit(given)

    def _editor(self, field: Field, value: object) -> QWidget:
        make = {
            FieldKind.TEXT: self._text,
            FieldKind.CHOICE: self._choice,
            FieldKind.SEVERAL: self._several,
            FieldKind.CHECK: self._check,
            FieldKind.TIME: self._time,
            FieldKind.FILES: self._file_button,
        }
        return make[field.kind](field, value)

    def _text(self, _: Field, value: object) -> QWidget:
        editor = QPlainTextEdit(self)
        editor.setPlainText(str(value or ""))
        editor.setFixedHeight(_TEXT_PX)
        editor.setTabChangesFocus(True)
        editor.textChanged.connect(self._say_edited)
        return editor

    def _choice(self, field: Field, value: object) -> QWidget:
        editor = QComboBox(self)
        for key, word in field.choices:
            editor.addItem(word, key)
        editor.setCurrentIndex(max(0, editor.findData(value)))
        editor.activated.connect(lambda _: self._say_edited())
        return editor

    def _several(self, field: Field, value: object) -> QWidget:
        editor = QListWidget(self)
        editor.setFixedHeight(_LIST_PX)
        chosen = set(value) if isinstance(value, list | tuple | set | frozenset) else set()
        for key, word in field.choices:
            item = QListWidgetItem(word, editor)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked
            item.setCheckState(state)
        editor.itemChanged.connect(lambda _: self._say_edited())
        return editor

    def _check(self, field: Field, value: object) -> QWidget:
        editor = QCheckBox(field.label, self)
        editor.setChecked(bool(value))
        editor.toggled.connect(lambda _: self._say_edited())
        return editor

    def _time(self, _: Field, value: object) -> QWidget:
        editor = QDateTimeEdit(self)
        editor.setCalendarPopup(True)
        editor.setDisplayFormat("yyyy-MM-dd HH:mm")
        at = value if isinstance(value, datetime) else datetime.now().astimezone()
        editor.setDateTime(QDateTime.fromSecsSinceEpoch(int(at.timestamp())))
        editor.dateTimeChanged.connect(lambda _: self._say_edited())
        return editor

    def _file_button(self, field: Field, _: object) -> QWidget:
        editor = QPushButton(self.tr("Choose photos or videos…"), self)
        editor.clicked.connect(lambda: self.files_wanted.emit(field.name))
        return editor

    def _value(self, field: Field) -> object:
        editor = self._editors[field.name]
        if isinstance(editor, QPlainTextEdit):
            return editor.toPlainText().strip()
        if isinstance(editor, QComboBox):
            return editor.currentData()
        if isinstance(editor, QListWidget):
            items = [editor.item(row) for row in range(editor.count())]
            checked = [one for one in items if one.checkState() is Qt.CheckState.Checked]
            return [one.data(Qt.ItemDataRole.UserRole) for one in checked]
        if isinstance(editor, QCheckBox):
            return editor.isChecked()
        if isinstance(editor, QDateTimeEdit):
            at = datetime.fromtimestamp(editor.dateTime().toSecsSinceEpoch()).astimezone()
            return at.isoformat()
        return list(self._files.get(field.name, ()))

    def _say_edited(self) -> None:
        if len(self._editors) == len(self._fields):  # not while the form is being built
            self.edited.emit(self.given())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter sends, Esc puts the form away."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.on_send_clicked()
        else:
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        self.send.setText(self.tr("Send  Ctrl+Enter"))
        self.cancel.setText(self.tr("Later  Esc"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
