"""A person's hands at a console: keys, clicks and texts on what has the focus, and each counted."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from console.app import Console
from console.desk import Desk
from console.pages.event_words import action_words
from tests.console.room import PASSWORD, desk_of
from widgets.command_palette import CommandPalette

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
_ALT = Qt.KeyboardModifier.AltModifier
_LEFT = Qt.MouseButton.LeftButton
_ONCE = Qt.ConnectionType.SingleShotConnection
_TABS_MOST = 30


@dataclass
class Tally:
    """What a case took: actions and seconds from sight until people and departments were told.

    A press of a key, a click and a text typed are one action each, however long the text is.
    """

    name: str
    actions: int = 0
    told_actions: int = 0
    told_s: float = 0.0
    _seen_at: float = field(default_factory=time.monotonic)

    def see(self) -> None:
        """It is seen now: whatever was done before doesn't count."""
        self.actions, self._seen_at = 0, time.monotonic()

    def tell(self) -> None:
        """Everybody is told now."""
        self.told_actions, self.told_s = self.actions, time.monotonic() - self._seen_at

    def end(self) -> None:
        """Print the case's line."""
        all_s = time.monotonic() - self._seen_at
        told = f"told after {self.told_actions} actions, {self.told_s:.2f} s"
        print(f"\n{self.name}: {told}; closed after {self.actions} actions, {all_s:.1f} s")


class Hands:
    """The hands of whoever sits at one console; ``tally`` counts what they do."""

    def __init__(self, bot: QtBot, console: Console, tally: Tally) -> None:
        self._bot = bot
        self.console = console
        self.tally = tally

    @property
    def desk(self) -> Desk:
        """What the person looks at."""
        return desk_of(self.console)

    # -- single actions

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key: it goes where the focus is."""
        self.tally.actions += 1
        self._bot.keyClick(self._focus(), key, modifier)

    def type(self, text: str) -> None:
        """Type a text; Chinese comes as an input method hands it over."""
        self.tally.actions += 1
        if text.isascii():
            for letter in text:
                self._bot.keyClicks(self._focus(), letter)
            return
        handed_over = QInputMethodEvent("", [])
        handed_over.setCommitString(text)
        QApplication.sendEvent(self._focus(), handed_over)

    def paste(self, text: str) -> None:
        """Paste a text: no input method works in a field for passwords."""
        QApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, CTRL)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on what can be seen and may be clicked."""
        self.tally.actions += 1
        point = widget.rect().center() if at is None else at
        assert widget.isEnabled()
        assert widget.visibleRegion().contains(point), f"{widget} isn't in view there"
        self._bot.mouseClick(widget, _LEFT, pos=point)

    def _focus(self) -> QWidget:
        found = QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None, "no window has the keyboard"
        return found

    # -- several

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until a field has the focus."""
        wanted = widget.focusProxy() or widget
        for _ in range(_TABS_MOST):
            if self._focus() is wanted:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab doesn't reach {widget.accessibleName()!r}")

    def tick(self, rows: QListWidget, item: QListWidgetItem) -> None:
        """Click on a row."""
        self.click(rows.viewport(), rows.visualItemRect(item).center())

    def command(self, words: str) -> None:
        """Find a command by its name."""
        self.press(Qt.Key.Key_K, CTRL)
        window = self.console.window
        self._bot.waitUntil(
            lambda: (
                isinstance(self._focus().window(), CommandPalette)
                and self._focus().window().isActiveWindow()
            )
        )
        self.type(words)
        self.press(Qt.Key.Key_Return)
        self._bot.waitUntil(
            lambda: window.isActiveWindow() and not window.findChildren(CommandPalette)
        )

    def change_to(self, login: str) -> None:
        """Sign out, and in as somebody else."""
        self.command("Sign out")
        window, panel = self.console.window, self.desk.panel
        self._bot.waitUntil(lambda: window.is_covered and panel.login.hasFocus())
        self.type(login)
        self.press(Qt.Key.Key_Tab)
        self.paste(PASSWORD)
        self.press(Qt.Key.Key_Return)
        self._bot.waitUntil(lambda: not window.is_covered and self.desk.model.rowCount() > 0)

    def open_newest(self, event: str) -> None:
        """F4 opens the first of the inbox: that has to be the event."""
        model = self.desk.model
        self._bot.waitUntil(lambda: model.row_of(event) == 0)
        self.press(Qt.Key.Key_F4)
        self._bot.waitUntil(lambda: self.is_shown(event))

    def is_shown(self, event: str) -> bool:
        """Whether the event is at hand and may be acted on."""
        shown = self.desk.events.shown
        return shown is not None and shown.id == event

    def begin(self, action: str, *, asks: bool = True) -> None:
        """Take an action by its key, or from the menu of all the others; most open a form."""
        word = action_words()[action]
        foot = self.desk.stage.foot

        def buttons() -> list[QPushButton]:
            made = foot.acting.findChildren(QPushButton)
            return [
                one for one in made if one.isVisible() and one.text().startswith(f"{word}  Alt")
            ]

        def is_there() -> bool:
            entries = [one.text() for one in foot.menu.actions()]
            return foot.acting.isVisible() and bool(buttons() or word in entries)

        self._bot.waitUntil(is_there)
        if found := buttons():
            self.press(Qt.Key(ord(found[0].text()[-1])), _ALT)
        else:
            self._choose_from(foot.more, foot.menu, word)
        if asks:
            self._bot.waitUntil(lambda: foot.is_asking and foot.form.isVisible())

    def _choose_from(self, button: QToolButton, menu: QMenu, word: str) -> None:
        """Click on a button and on an entry of its menu; Qt comes back when the menu has gone."""

        def choose() -> None:
            entry = next(one for one in menu.actions() if one.text() == word)
            self.click(menu, menu.actionGeometry(entry).center())

        menu.aboutToShow.connect(lambda: QTimer.singleShot(0, menu, choose), _ONCE)
        self.click(button)

    def send(self) -> None:
        """Send the form that is open."""
        self.press(Qt.Key.Key_Return, CTRL)
