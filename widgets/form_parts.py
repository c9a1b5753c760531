"""Parts of a form: choices that are found by typing, times of a zone, small words."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, QTimeZone
from PySide6.QtWidgets import QComboBox, QCompleter, QDateTimeEdit, QLabel, QWidget

NONE = "-"
"""The value of the choice that is none."""


def time_editor(at: datetime, begins_with: datetime, parent: QWidget) -> QDateTimeEdit:
    """Return a field that shows the wall clock of a zone, whatever this machine's zone is."""
    editor = QDateTimeEdit(parent)
    editor.setTimeZone(QTimeZone(QTimeZone.Initialization.UTC))  # no hour is left out
    editor.setCalendarPopup(True)
    editor.setDisplayFormat("yyyy-MM-dd HH:mm")
    shown = at.astimezone(begins_with.tzinfo)
    day, clock = QDate(shown.year, shown.month, shown.day), QTime(shown.hour, shown.minute)
    editor.setDateTime(QDateTime(day, clock, editor.timeZone()))
    return editor


def time_shown(editor: QDateTimeEdit, begins_with: datetime) -> datetime:
    """Return the time that a field shows, in the zone that it began with."""
    shown = datetime.fromisoformat(editor.dateTime().toString("yyyy-MM-ddTHH:mm"))
    return shown.replace(tzinfo=begins_with.tzinfo)


def small_label(text: str, parent: QWidget) -> QLabel:
    """Quiet words below a field."""
    label = QLabel(text, parent)
    label.setObjectName("quiet")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def let_find(box: QComboBox) -> None:
    """Let a part of a word be typed; what is no choice in the end counts as nothing."""
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    line, completer = box.lineEdit(), box.completer()
    assert line is not None
    assert completer is not None
    line.setClearButtonEnabled(True)
    if box.itemData(0) == NONE:
        line.setPlaceholderText(box.itemText(0))
        box.setItemText(0, "")
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)


def time_of(value: object) -> datetime:
    """The time that a field begins with; a draft keeps it as text."""
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    return value if isinstance(value, datetime) else datetime.now(UTC).astimezone()
