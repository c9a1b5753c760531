"""Both sides of a consultation: who sits there, and what is said, planned and decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from backend_client.errors import ClientError
from backend_client.records import AllowedAction, Event
from console.controllers.consult_controller import ConsultController
from console.pages.action_fields import Known, fields_for, given_for
from console.pages.consult_looks import (
    KnownMessages,
    measure_item,
    measure_lines,
    measure_of,
    party_looks,
    party_name,
)
from console.pages.event_words import action_word
from console.pages.fault_words import fault_words
from console.pages.plain_labels import words_label
from widgets.action_form import ActionForm
from widgets.chat_list import ChatList, ChatPerson
from widgets.measures_list import MeasuresList
from widgets.people_list import PeopleList, PersonCommand

_DECISION = "sign_decision"
_FORM_PX = 760
_PEOPLE_PX = 220
_INVITE, _SPEAK = "invite_parties", "state_position"


class ConsultPeople(QWidget):
    """Parties with their people, the own party's word, invitations."""

    def __init__(self, controller: ConsultController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._speaking: frozenset[str] = frozenset()
        self.known = Known()
        self.now: Callable[[], datetime] = controller.now
        self.title = words_label(self, "section")
        self.people = PeopleList(self)
        self.take = QPushButton(self)
        self.speak = QPushButton(self)
        self.invite = QPushButton(self)
        self.form = ActionForm(self)
        self.form.hide()
        self._asked = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 4, 8, 8)
        self.setMinimumWidth(_PEOPLE_PX)
        box.addWidget(self.title)
        box.addWidget(self.people, 1)
        for widget in (self.form, self.take, self.speak, self.invite):
            box.addWidget(widget)
        self.box = box
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        """All signals of this side, in one place."""
        table = self._controller
        table.changed.connect(self.show_people)
        table.seats_changed.connect(self.show_people)
        self.people.command_chosen.connect(self.on_command_chosen)
        self.take.clicked.connect(lambda: table.present(table.me))
        self.speak.clicked.connect(partial(self.ask, _SPEAK))
        self.invite.clicked.connect(partial(self.ask, _INVITE))
        self.form.submitted.connect(self.on_submitted)
        self.form.cancelled.connect(self.form.hide)

    def show_people(self) -> None:
        """Who sits there, and what may be done."""
        table, powers = self._controller, self._controller.powers
        looks = party_looks(table.parties, table.sitters, powers, table.me, self._speaking)
        self.people.set_parties(looks)
        allowed = {one.action for one in (table.record.allowed if table.record else None) or ()}
        self.take.setVisible(powers.may_take_over)
        self.speak.setVisible(_SPEAK in allowed)
        self.invite.setVisible(_INVITE in allowed)
        if self._asked not in allowed:
            self.form.hide()

    def set_speaking(self, levels: Mapping[str, float]) -> None:
        """Who is heard, and how loud."""
        talking = frozenset(levels)
        if talking != self._speaking:
            self._speaking = talking
            self.show_people()
        self.people.set_levels(levels)

    def on_command_chosen(self, person: str, command: str) -> None:
        """The chair or whoever presents chose something for a person."""
        if command == PersonCommand.PRESENT:
            self._controller.present(person)
        else:
            self._controller.mute(person, is_muted=command == PersonCommand.MUTE)

    def ask(self, action: str, *_: object) -> None:
        """Ask for the own party's word, or for whom to invite."""
        event = self._controller.record
        allowed = None if event is None else _allowed(event, action)
        if event is None or allowed is None:
            return
        self._asked = action
        fields = fields_for(allowed, event, self.known, self.now())
        self.form.ask(action_word(action, allowed.label), fields)
        self.form.show()

    def on_submitted(self, typed: Mapping[str, Any]) -> None:
        """Tell it."""
        event = self._controller.record
        allowed = None if event is None else _allowed(event, self._asked)
        if allowed is not None:
            self._controller.act(self._asked, given_for(allowed, typed))
            self.form.hide()

    def retranslate(self) -> None:
        """Another language."""
        self.title.setText(self.tr("At the table"))
        self.take.setText(self.tr("Present"))
        self.speak.setText(self.tr("Agree or object…"))
        self.invite.setText(self.tr("Invite…"))
        self.show_people()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class ConsultWords(QTabWidget):
    """Chat, measures and the decision.

    Signals:
        candidates_wanted: Who could be sent is to be known.
        amendment_wanted: The minutes are to be amended.
    """

    candidates_wanted = Signal()
    amendment_wanted = Signal()

    def __init__(
        self, controller: ConsultController, zone: tzinfo, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._zone = zone
        self._messages = KnownMessages(zone)
        self._said: object = None
        self._planned: object = None
        self._offered: object = None
        self._lines = ""
        self.known = Known()
        self.chat = ChatList(self)
        self.measures = MeasuresList(self)
        self.decision = QWidget(self)
        self.told = words_label(self, wraps=True, selects=True)
        self.form = ActionForm(self)
        self.form.cancel.hide()
        self.form.set_most(_FORM_PX)
        self.docx = QPushButton(self)
        self.pdf = QPushButton(self)
        self.amend = QPushButton(self)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        papers = QHBoxLayout()
        for button in (self.docx, self.pdf, self.amend):
            papers.addWidget(button)
        box = QVBoxLayout(self.decision)
        box.addWidget(self.told)
        box.addWidget(self.form)
        box.addLayout(papers)
        box.addStretch(1)
        for page in (self.chat, self.measures, self.decision):
            self.addTab(page, "")

    def _connect(self) -> None:
        """All signals of this side, in one place."""
        table, measures = self._controller, self.measures
        table.changed.connect(self.on_changed)
        table.seats_changed.connect(self.show_chat)
        table.conflicted.connect(self.on_conflicted)
        table.refused.connect(self.on_refused)
        table.decided.connect(lambda _: self.form.setEnabled(True))
        table.sign_failed.connect(self.on_sign_failed)
        self.chat.message_made.connect(self.on_message_made)
        measures.measure_made.connect(lambda id_, draft: table.put(measure_item(draft), id_))
        measures.measure_changed.connect(
            lambda id_, seen, draft: table.put(measure_item(draft), id_, seen)
        )
        measures.measure_dropped.connect(table.drop)
        self.form.submitted.connect(self.on_signed)
        self.amend.clicked.connect(self.amendment_wanted)

    # -- what comes

    def on_changed(self) -> None:
        """The table is another one."""
        self.show_chat()
        table, powers = self._controller, self._controller.powers
        planned = table.items_of("measure"), table.me, powers
        if planned != self._planned:
            self._planned = planned
            shown = [measure_of(*one, table.me, powers, self._zone) for one in planned[0]]
            self.measures.set_measures(shown)
        no_seat = "" if powers.sits else self.tr("Only who sits at the table can do this.")
        self.measures.set_reason(no_seat)
        self.chat.set_reason(no_seat)
        self.show_decision()

    def show_chat(self) -> None:
        """What was said."""
        table = self._controller
        sitters = table.sitters
        self.chat.set_me(next((one.name for one in sitters if one.person == table.me), ""))
        self.chat.set_people(
            [ChatPerson(one.person, one.name, party_name(one.party)) for one in sitters]
        )
        said = table.items_of("message"), sitters, table.me
        if said != self._said:
            self._said = said
            self.chat.set_messages(self._messages.of(*said))

    def show_decision(self) -> None:
        """The form for who may sign, what was signed for everybody."""
        table, event = self._controller, self._controller.record
        allowed = None if event is None else _allowed(event, _DECISION)
        decision = table.table.decision
        is_signed = bool(decision) and not (table.table.consultation or {}).get("is_open")
        self.form.setVisible(allowed is not None)
        for button in (self.docx, self.pdf):
            button.setVisible(is_signed)
        self.amend.setVisible(is_signed and table.leads)
        words = self._decision_words(is_signed, may_sign=allowed is not None)
        self.told.setText(words)
        self.told.setVisible(bool(words))
        self._offer(event, allowed)

    def _decision_words(self, is_signed: bool, *, may_sign: bool) -> str:
        if is_signed:
            return self.tr("The decision is signed. Its measures are being carried out.")
        if may_sign:
            return ""
        return self.tr("The commander signs the decision here; until then nothing is assigned.")

    def _offer(self, event: Event | None, allowed: AllowedAction | None) -> None:
        """Ask anew when parties spoke; what was typed stays."""
        if event is None or allowed is None:
            self._offered = None
            return
        facts = event.facts.get("consultation") or {}
        lines = measure_lines(self._controller.items_of("measure"))
        known = len(self.known.people), len(self.known.departments)
        offered = (event.id, repr(facts), known, lines)
        if offered == self._offered:
            return
        is_new = self._offered is None or self._offered[0] != event.id  # type: ignore[index]
        typed = {} if is_new else self.form.kept()
        typed.pop("absent", None)
        if typed.get("text") == self._lines:
            typed.pop("text", None)  # nobody wrote it: the list of measures did
        self._offered = offered
        had_focus = self.form.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        focused = self.focusWidget()
        fields = fields_for(allowed, event, self.known, datetime.now(self._zone))
        begun = [
            replace(one, value=lines) if one.name == "text" and lines else one for one in fields
        ]
        self._lines = next((str(one.value or "") for one in begun if one.name == "text"), "")
        self.form.ask(self.tr("Decision"), begun, typed)
        if not had_focus and focused is not None:
            focused.setFocus()
        if is_new:
            self.candidates_wanted.emit()

    # -- what hands do

    def on_message_made(self, text: str, mentions: Iterable[str]) -> None:
        """Something is said."""
        self._controller.put({"kind": "message", "text": text, "mentions": list(mentions)})

    def on_refused(self, body: Mapping[str, Any], error: ClientError) -> None:
        """What was written stays with who wrote it."""
        item = body.get("item") or {}
        if item.get("kind") == "message":
            self.chat.put_back(str(item["text"]), fault_words(error))
        elif item.get("kind") == "measure":
            self.measures.show_fault(str(body["id"]), fault_words(error))

    def on_conflicted(self, id_: str) -> None:
        """Somebody else changed the measure first."""
        table = self._controller
        theirs = table.items.get(id_)
        if theirs is None:
            self.measures.show_fault(id_, self.tr("Somebody took this measure away meanwhile."))
        else:
            look = measure_of(id_, theirs, table.me, table.powers, self._zone)
            self.measures.show_conflict(id_, look)

    def on_signed(self, typed: Mapping[str, Any]) -> None:
        """Sign with what was typed."""
        event = self._controller.record
        allowed = None if event is None else _allowed(event, _DECISION)
        if allowed is not None:
            given = given_for(allowed, typed)
            given["measures"] = given.pop("text", "")
            self.form.show_fault("")
            self.form.setEnabled(False)
            self._controller.sign(given)

    def on_sign_failed(self, error: ClientError) -> None:
        """Say why; everything typed is still there."""
        self.form.setEnabled(True)
        self.form.show_fault(fault_words(error))

    def show_tab(self, page: QWidget) -> None:
        """Bring one page to the front, under the hand."""
        self.setCurrentWidget(page)
        page.setFocus()

    def retranslate(self) -> None:
        """Another language."""
        for page, word in (
            (self.chat, self.tr("Chat")),
            (self.measures, self.tr("Measures")),
            (self.decision, self.tr("Decision")),
        ):
            self.setTabText(self.indexOf(page), word)
        self.form.set_words(self.tr("Sign the decision  Ctrl+Enter"))
        self.docx.setText(self.tr("Minutes (Word)…"))
        self.pdf.setText(self.tr("Minutes (PDF)…"))
        self.amend.setText(self.tr("Amend the minutes…"))
        self._said = None  # parties' names
        self.show_chat()
        self.show_decision()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _allowed(event: Event, action: str) -> AllowedAction | None:
    return next((one for one in event.allowed or () if one.action == action), None)
