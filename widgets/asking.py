"""Small questions beside the work: none of them keeps the person from the window below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QVBoxLayout,
    QWidget,
)

translate = QCoreApplication.translate
_WORDS_WIDTH = 380


def show_beside(dialog: QDialog) -> None:
    """Show a dialog that goes for good when it is closed, and that nothing waits for."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.NonModal)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


def ask_text(
    parent: QWidget, title: str, label: str, done: Callable[[str], object], text: str = ""
) -> None:
    """Ask for a line of text; ``done`` gets it, unless the person doesn't want to any more."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(text)
    dialog.textValueSelected.connect(done)
    show_beside(dialog)


def ask_choice(
    parent: QWidget, title: str, label: str, words: Sequence[str], done: Callable[[int], object]
) -> None:
    """Ask for one of several; ``done`` gets its place."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setComboBoxItems(list(words))
    dialog.textValueSelected.connect(lambda word: done(list(words).index(word)))
    show_beside(dialog)


def ask_again(
    parent: QWidget, title: str, words: str, yes: str, done: Callable[[], object]
) -> None:
    """Ask before something is lost: ``yes`` says what is done, and nothing is the default."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    label = QLabel(words, dialog)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(_WORDS_WIDTH)
    buttons = QDialogButtonBox(dialog)
    no = buttons.addButton(translate("Asking", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    do = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
    do.setAutoDefault(False)
    no.setDefault(True)
    dialog.setAccessibleDescription(words)
    box = QVBoxLayout(dialog)
    box.addWidget(label)
    box.addWidget(buttons)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    dialog.accepted.connect(done)
    show_beside(dialog)
    no.setFocus()


def choose_files(
    parent: QWidget, title: str, name_filter: str, done: Callable[[list[str]], object]
) -> None:
    """Ask for files that are there."""
    dialog = QFileDialog(parent, title, "", name_filter)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(done)
    show_beside(dialog)


def choose_new_file(
    parent: QWidget, title: str, name: str, name_filter: str, done: Callable[[str], object]
) -> None:
    """Ask where to write; one that is there is asked about before it is replaced."""
    dialog = QFileDialog(parent, title, name, name_filter)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.fileSelected.connect(done)
    show_beside(dialog)
