"""A form that is built from what has to be given, for whatever an event allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from widgets.form_parts import NONE, let_find, small_label, time_editor, time_of, time_shown
from widgets.pick_list import FIND_FROM, PickList

_TEXT_PX = 66
_MOST_PX = 460
"""Of all fields together; more is scrolled."""
_NOTHING: tuple[object, ...] = ("", NONE, None, False, [])


class FieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    CHOICE = "choice"
    SEVERAL = "several"
    CHECK = "check"
    TIME = "time"
    """Shown in the zone of the field's value."""
    FILES = "files"
    NOTE = "note"
    """Something to be known before the others are filled in; nothing is given."""
    SECRET = "secret"  # noqa: S105 - the name of a kind
    """A password: never shown, and never among what is kept of a form."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``choices`` are pairs of value and word; ``value`` is what it begins with.

    ``hint`` says below it what a wrong choice would be refused for.
    """

    name: str
    label: str
    kind: FieldKind
    choices: tuple[tuple[str, str], ...] = ()
    value: object = None
    is_needed: bool = True
    hint: str = ""


class ActionForm(QWidget):
    """Fields one below the other; Ctrl+Enter sends, Esc puts it away with its text kept.

    Signals:
        submitted: What was given, by the fields' names.
        cancelled: The person doesn't want it now.
        edited: Something was typed or chosen: what is given so far, without secrets.
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
        self._send_words = ""
        self._most_px = _MOST_PX
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
        self._page = QWidget(self)
        self._form = QFormLayout(self._page)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.setVerticalSpacing(4)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.send)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 10, 8)
        box.addWidget(self.title)
        box.addWidget(self._scrolled())
        box.addWidget(self.fault)
        box.addLayout(buttons)
        self.send.clicked.connect(self.on_send_clicked)
        self.cancel.clicked.connect(self.cancelled)
        self._retranslate()

    def _scrolled(self) -> QScrollArea:
        """A long form scrolls, so that it never makes the window larger than its screen."""
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._page)
        return self._area

    def _fit(self) -> None:
        """As high as its fields, up to a limit."""
        wide = max(self._area.width(), self._page.minimumSizeHint().width())
        needed = max(self._form.totalHeightForWidth(wide), self._form.totalSizeHint().height())
        self._area.setFixedHeight(min(needed, self._most_px))

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
            if field.hint:
                self._form.addRow(small_label(field.hint, self))
        asked = [one.name for one in fields if one.kind is not FieldKind.NOTE]
        first = self._editors[asked[0]] if asked else self.send
        self._fit()
        first.setFocus()

    def set_words(self, send: str) -> None:
        """What the button that sends says, where sending is something special."""
        self._send_words = send
        self._retranslate()

    def set_most(self, height_px: int) -> None:
        """How high all fields together may be."""
        self._most_px = height_px
        self._fit()

    def given(self) -> dict[str, object]:
        """What was typed and chosen."""
        asked = [field for field in self._fields if field.kind is not FieldKind.NOTE]
        return {field.name: self._value(field) for field in asked}

    def kept(self) -> dict[str, object]:
        """What was typed and chosen and may be kept: everything but secrets."""
        secret = [field.name for field in self._fields if field.kind is FieldKind.SECRET]
        return {name: value for name, value in self.given().items() if name not in secret}

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
        asked = [field for field in self._fields if field.is_needed and field.name in given]
        missing = [field.label for field in asked if given[field.name] in _NOTHING]
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
            FieldKind.NOTE: self._note,
            FieldKind.SECRET: self._secret,
        }
        return make[field.kind](field, value)

    def _note(self, _: Field, value: object) -> QWidget:
        return small_label(str(value), self)

    def _secret(self, _: Field, __: object) -> QWidget:
        editor = QLineEdit(self)
        editor.setEchoMode(QLineEdit.EchoMode.Password)
        editor.returnPressed.connect(self.on_send_clicked)
        return editor

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
        if len(field.choices) > FIND_FROM:
            let_find(editor)
            editor.currentTextChanged.connect(lambda _: self._say_edited())
        editor.activated.connect(lambda _: self._say_edited())
        return editor

    def _several(self, field: Field, value: object) -> QWidget:
        picks = [str(one) for one in value] if isinstance(value, list | tuple) else []
        editor = PickList(field.choices, picks, self)
        editor.list.setAccessibleName(field.label)
        editor.picks_changed.connect(self._say_edited)
        return editor

    def _check(self, field: Field, value: object) -> QWidget:
        editor = QCheckBox(field.label, self)
        editor.setChecked(bool(value))
        editor.toggled.connect(lambda _: self._say_edited())
        return editor

    def _time(self, field: Field, value: object) -> QWidget:
        editor = time_editor(time_of(value), time_of(field.value), self)
        editor.dateTimeChanged.connect(lambda _: self._say_edited())
        return editor

    def _file_button(self, field: Field, _: object) -> QWidget:
        editor = QPushButton(self.tr("Choose photos or videos…"), self)
        editor.clicked.connect(lambda: self.files_wanted.emit(field.name))
        return editor

    def _value(self, field: Field) -> object:
        editor = self._editors[field.name]
        if isinstance(editor, QPlainTextEdit | QLineEdit):
            return _text_of(editor)
        if isinstance(editor, QComboBox):
            row = editor.findText(editor.currentText().strip(), Qt.MatchFlag.MatchExactly)
            return editor.itemData(row) if row >= 0 else None
        if isinstance(editor, PickList):
            return editor.picks()
        if isinstance(editor, QCheckBox):
            return editor.isChecked()
        if isinstance(editor, QDateTimeEdit):
            return time_shown(editor, time_of(field.value)).isoformat()
        return list(self._files.get(field.name, ()))

    def _say_edited(self) -> None:
        if len(self._editors) == len(self._fields):  # not while the form is being built
            self.edited.emit(self.kept())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps words in another way."""
        self._fit()
        super().resizeEvent(event)

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
        self.send.setText(self._send_words or self.tr("Send  Ctrl+Enter"))
        self.cancel.setText(self.tr("Later  Esc"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _text_of(editor: QPlainTextEdit | QLineEdit) -> str:
    """Spaces round a text are nothing; of a password they may be a part."""
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText().strip()
