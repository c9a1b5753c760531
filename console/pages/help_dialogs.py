"""What the help menu shows: every key, and what this program is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

_HALF = 19
"""Rows of keys in the first of the two columns."""


class HelpDialog(QDialog):
    """A small window beside the work: not modal, gone with Esc, in the language of the moment."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(20, 16, 20, 16)
        self._box.setSpacing(16)
        self._body = QWidget(self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._buttons.rejected.connect(self.reject)
        self._box.addWidget(self._body)
        self._box.addWidget(self._buttons)
        self._box.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self._retranslate()

    def make_body(self) -> QWidget:
        """The words, in the language that is set now."""
        raise NotImplementedError

    def _retranslate(self) -> None:
        body = self.make_body()
        self._box.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body

    def changeEvent(self, event: QEvent) -> None:
        """Another language: all words anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class KeysDialog(HelpDialog):
    """Every key and what it does, in two columns."""

    def make_body(self) -> QWidget:
        """A grid: key, what it does, and the same again beside it."""
        self.setWindowTitle(self.tr("Keys"))
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(2, 16)
        for place, (keys, meaning) in enumerate(self.keys()):
            row, column = place % _HALF, 3 * (place // _HALF)
            key = QLabel(keys, body)
            key.setObjectName("key")
            grid.addWidget(key, row, column)
            grid.addWidget(QLabel(meaning, body), row, column + 1)
        return body

    def keys(self) -> list[tuple[str, str]]:
        """Keys and what they do."""
        return [
            (self.tr("Arrows"), self.tr("Select a pane")),
            (self.tr("Enter, double click"), self.tr("Enlarge")),
            ("Esc", self.tr("Back to all panes")),
            (self.tr("Ctrl+arrows, drag"), self.tr("Swap panes")),
            (self.tr("Wheel, + − 0"), self.tr("Digital zoom")),
            (self.tr("Shift+arrows, drag"), self.tr("Move in a zoomed picture")),
            ("S", self.tr("Snapshot")),
            ("K", self.tr("Key mark")),
            ("Del", self.tr("Remove from the board")),
            ("Ctrl+1 … Ctrl+9", self.tr("Number of panes")),
            ("Ctrl+F", self.tr("Find a camera")),
            ("Ctrl+B", self.tr("Fill free panes")),
            ("Ctrl+S", self.tr("Save the layout")),
            ("Ctrl+T", self.tr("Begin or end the patrol")),
            ("Ctrl+Shift+T", self.tr("Hold the patrol, and go on")),
            ("Ctrl+G", self.tr("Fill or fit the pictures")),
            ("F3", self.tr("Information on panes")),
            ("F11", self.tr("Full screen")),
            ("F6", self.tr("Inbox")),
            ("Shift+F6", self.tr("What waits to be sent")),
            ("F4", self.tr("Newest event")),
            ("F7", self.tr("Urgent event that waits")),
            ("F9", self.tr("Accept, send and tell: one key")),
            ("Ctrl+Z", self.tr("Take back who was sent")),
            ("Alt+1 … Alt+4", self.tr("Actions of the event")),
            ("Alt+6, Alt+7, Alt+9", self.tr("Another kind")),
            ("Alt+↑, Alt+↓", self.tr("Raise or lower the grade")),
            ("F8", self.tr("Cameras near the event, and back")),
            ("P", self.tr("Turn a pane's camera, and leave it")),
            (self.tr("Arrows, + −, [ ]"), self.tr("Turn, zoom, focus (camera that turns)")),
            (self.tr("Hold, click, Ctrl+drag"), self.tr("Steer, centre, zoom into a box")),
            ("1 … 9, Home", self.tr("Call a preset, go home (camera that turns)")),
            ("Shift+F8", self.tr("Turn a camera to the event")),
            ("E", self.tr("Report what a pane shows")),
            ("M", self.tr("Show a pane's camera on the map")),
            ("W", self.tr("Take a pane's camera to the wall")),
            ("Ctrl+Alt+W", self.tr("Video wall")),
            ("F5", self.tr("Read the event anew")),
            ("Ctrl+Shift+F", self.tr("Search events")),
            ("Ctrl+M", self.tr("Mute sounds for five minutes")),
            ("Ctrl+W", self.tr("Put the event away")),
            ("→, ←", self.tr("Open or close a group in the inbox")),
            ("R, + − 0, ← →", self.tr("Photo: turn, zoom, fit, next")),
            ("Ctrl+L", self.tr("Lock the screen")),
            ("Ctrl+Enter", self.tr("Send a form")),
            ("Ctrl+K", self.tr("Find a command")),
        ]


class AboutDialog(HelpDialog):
    """Name, version, purpose and licence."""

    def make_body(self) -> QWidget:
        """Four lines."""
        self.setWindowTitle(self.tr("About"))
        body = QWidget(self)
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        name = QLabel(self.tr("Fengqiao Console"), body)
        name.setObjectName("heading")
        lines.addWidget(name)
        lines.addWidget(QLabel(self.tr("The console of a township's command room"), body))
        lines.addWidget(QLabel(self.tr("Version {version}").format(version=_version()), body))
        lines.addWidget(QLabel(self.tr("Licence: {name}").format(name="Apache-2.0"), body))
        return body


def _version() -> str:
    try:
        return version("fengqiao-console")
    except PackageNotFoundError:  # run from the source folder
        return "–"
