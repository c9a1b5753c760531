"""The foot of the event at hand: the one key, the actions that are allowed, the form of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from backend_client.records import AllowedAction
from console.pages.event_words import action_word
from console.pages.plain_labels import words_label
from widgets.action_form import ActionForm, Field

_BUTTONS_MOST = 4
_PRIMARY = frozenset(
    {"take", "sign", "arrive", "feed_back", "verify", "rework", "return", "hand_on", "progress"}
    | {"open_consultation", "state_position", "sign_decision", "grant_extension", "resume"}
)
"""Actions with a button of their own; the others are in the menu."""

DraftKey = tuple[str, str]
"""What a form's text is kept under: an event and what is done to it (an action, or somebody's
status), or ``report`` and a camera."""


@dataclass(frozen=True, slots=True)
class Question:
    """A form to be filled in, and what is done with it."""

    title: str
    fields: tuple[Field, ...]
    submit: Callable[[Mapping[str, Any]], object]
    key: DraftKey


class EventFoot(QWidget):
    """One question at a time; what is typed is kept under its key, so that nothing ends it.

    Signals:
        begun: An allowed action is wanted.
        asking_changed: A form opened or went.
        drafted: What was typed so far: the question's key and the values, None for over.
    """

    begun = Signal(object)
    asking_changed = Signal(bool)
    drafted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fault = words_label(self, "fault", wraps=True)
        self.fault.hide()
        self.go = QPushButton(self)
        self.go.setObjectName("primary")
        self.form = ActionForm(self)
        self.form.hide()
        self.acting = QWidget(self)
        self.table = QPushButton(self)
        self.table.hide()
        self.more = QToolButton(self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        self._offered: tuple[object, ...] = ()
        self._question: Question | None = None
        self._drafts: dict[DraftKey, Mapping[str, object]] = {}
        self._lay_out()
        self.form.submitted.connect(self.on_submitted)
        self.form.cancelled.connect(self.put_away)
        self.form.edited.connect(self.on_edited)
        self._retranslate()

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        acting = QHBoxLayout(self.acting)
        acting.setContentsMargins(0, 0, 0, 0)
        acting.addLayout(self._buttons)
        acting.addWidget(self.table)
        acting.addStretch(1)
        acting.addWidget(self.more)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 4, 10, 8)
        for widget in (self.form, self.fault, self.go, self.acting):
            box.addWidget(widget)

    # -- what may be done

    def show_actions(self, allowed: Sequence[AllowedAction], *, with_buttons: bool) -> None:
        """Offer these actions: the usual next ones as buttons, the others in a menu."""
        words = tuple(action_word(one.action, one.label) for one in allowed)
        if (offered := (tuple(allowed), words, with_buttons)) == self._offered:
            return  # a menu that is open stays as it is
        self._offered = offered
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # at once, so that its key is free
                widget.deleteLater()
        self.menu.clear()
        number = 0
        for one, word in zip(allowed, words, strict=True):
            if with_buttons and one.action in _PRIMARY and number < _BUTTONS_MOST:
                number += 1
                button = QPushButton(f"{word}  Alt+{number}", self)
                # A button's own shortcut clicks only 100 ms later: by then it may be gone.
                QShortcut(QKeySequence(f"Alt+{number}"), button).activated.connect(button.click)
                button.clicked.connect(lambda _, one=one: self.begun.emit(one))
                self._buttons.addWidget(button)
            else:
                entry = self.menu.addAction(word)
                entry.triggered.connect(lambda _, one=one: self.begun.emit(one))
        self.more.setVisible(not self.menu.isEmpty())

    def show_fault(self, text: str) -> None:
        """Say why something wasn't done, where the person looks; empty takes it away."""
        if self.is_asking and text:
            self.form.show_fault(text)
            return
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    # -- questions

    @property
    def is_asking(self) -> bool:
        """Whether a form is open."""
        return self._question is not None

    @property
    def asked_key(self) -> DraftKey | None:
        """What the open form is about."""
        return None if self._question is None else self._question.key

    def ask(self, question: Question, begin_with: Mapping[str, object] | None = None) -> None:
        """Open a form with what was typed into it before, but for what it is to begin with."""
        self._question = question
        kept = self._drafts.get(question.key) or {}
        self.form.ask(question.title, question.fields, {**kept, **(begin_with or {})})
        self._show_form(shown=True)

    def put_away(self) -> None:
        """Later: what was typed is kept."""
        self._question = None
        self._show_form(shown=False)

    def _show_form(self, *, shown: bool) -> None:
        self.form.setVisible(shown)
        self.go.setVisible(not shown)
        self.acting.setVisible(not shown)
        self.asking_changed.emit(shown)

    def on_submitted(self, typed: Mapping[str, Any]) -> None:
        """The form is filled in."""
        if self._question is not None:
            self._question.submit(typed)

    def on_edited(self, typed: Mapping[str, Any]) -> None:
        """Keep what is typed; files are chosen anew."""
        if self._question is not None:
            kept = {name: value for name, value in typed.items() if name != "attachments"}
            self._drafts[self._question.key] = kept
            self.drafted.emit(self._question.key, kept)

    def set_draft(self, key: DraftKey, typed: Mapping[str, object]) -> None:
        """What was typed before the program ended."""
        self._drafts[key] = typed

    def end(self, key: DraftKey) -> None:
        """What was asked has been done: its text is forgotten, its form goes if it is open."""
        if self._drafts.pop(key, None) is not None:
            self.drafted.emit(key, None)
        if self.asked_key == key:
            self.put_away()

    def _retranslate(self) -> None:
        self.more.setText(self.tr("More"))
        self.more.setAccessibleName(self.tr("More actions"))
        self.table.setText(self.tr("Table  Ctrl+Alt+H"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
