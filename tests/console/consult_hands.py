"""Several consoles round one table: each with a window of its own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from console.app import Console
from console.consult_desk import ConsultDesk
from console.pages.consult_window import ConsultWindow
from tests.console.room import PASSWORD, desk_of
from widgets.drawing_values import DrawingTool

_LEFT = Qt.MouseButton.LeftButton


@dataclass
class AtTable:
    """One console at a table, and the hands there."""

    bot: QtBot
    console: Console

    @property
    def consult(self) -> ConsultDesk:
        """What the console has of consultations."""
        assert self.console.consult is not None
        return self.console.consult

    @property
    def window(self) -> ConsultWindow:
        """The table's window."""
        return self.consult.window

    def come_to_front(self) -> None:
        """The keyboard is this table's."""
        self.window.raise_()
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)

    def join(self, event: str) -> None:
        """Open the event, and sit down by the key."""
        desk = desk_of(self.console)
        self.console.window.activateWindow()
        self.bot.waitUntil(self.console.window.isActiveWindow)
        if desk.events.event_id != event:
            desk.open_event(event)
        self.bot.waitUntil(lambda: desk.events.shown is not None)
        self.bot.keyClick(
            QApplication.focusWidget() or self.console.window,
            Qt.Key.Key_H,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
        )
        self.sits(event)

    def sits(self, event: str) -> None:
        """The window is there, and everybody knows of the seat."""
        table = self.consult.table
        self.bot.waitUntil(lambda: self.window.isVisible() and table.event_id == event)
        self.bot.waitUntil(lambda: f"seat:{table.me}" in table.table.items)

    def draw(self, tool: DrawingTool, *points: tuple[float, float]) -> None:
        """Draw on what is in view, with the mouse, at shares of it."""
        surfaces = self.window.centre.surfaces
        self.come_to_front()
        key = {DrawingTool.PEN: Qt.Key.Key_B, DrawingTool.ARROW: Qt.Key.Key_A}[tool]
        surfaces.setFocus()
        self.bot.keyClick(surfaces, key)
        layer = surfaces.layer(surfaces.ground)
        self.bot.waitUntil(lambda: layer.tool is tool)
        spots = [QPoint(int(x * layer.width()), int(y * layer.height())) for x, y in points]
        self.bot.mousePress(layer, _LEFT, pos=spots[0])
        for spot in spots[1:]:
            self.bot.mouseMove(layer, spot)
        self.bot.mouseRelease(layer, _LEFT, pos=spots[-1])

    def say(self, text: str) -> None:
        """Write a message and send it."""
        words = self.window.words
        self.come_to_front()
        words.show_tab(words.chat)
        words.chat.entry.setFocus()
        words.chat.entry.insertPlainText(text)
        self.bot.keyClick(words.chat.entry, Qt.Key.Key_Return)

    def sign(self, measures: str = "") -> None:
        """Fill in the decision and sign it with the password."""
        form = self.window.words.form
        self.come_to_front()
        self.window.words.setCurrentWidget(self.window.words.decision)
        self.bot.waitUntil(lambda: form.isVisible() and bool(form.findChildren(QComboBox)))
        limit = form.findChildren(QComboBox)[1]
        limit.setCurrentIndex(limit.findData("1WD"))
        text = form.findChildren(QPlainTextEdit)[0]
        if not text.toPlainText():
            text.setPlainText(measures)
        secret = next(
            one
            for one in form.findChildren(QLineEdit)
            if one.echoMode() is QLineEdit.EchoMode.Password
        )
        secret.setFocus()
        secret.setText(PASSWORD)
        self.bot.keyClick(secret, Qt.Key.Key_Return)

    def lies(self) -> bytes:
        """The table as this console knows it."""
        return self.consult.table.table.canonical()
