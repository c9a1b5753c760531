"""The event at hand: what it is, who goes, who is told, and everything that may be done to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from backend_client.errors import BackendAwayError, ClientError, MayNotError
from backend_client.records import AllowedAction, Event, Same, Sent, WhoToSend
from console.controllers.event_controller import Carried, EventController
from console.pages.action_fields import Known, fields_for, files_for, given_for
from console.pages.event_files import EventFiles
from console.pages.event_foot import DraftKey, EventFoot, Question
from console.pages.event_head import EventHead
from console.pages.event_parts import card_words, fact_words, same_words, trail_words
from console.pages.event_plan import PLAN_STATES, PlanPanel
from console.pages.event_words import action_word, status_words
from console.pages.fault_words import fault_words, undone_words
from console.pages.plain_labels import words_label
from console.pages.row_list import Row, RowList
from console.state.dispatch_plan import Step
from widgets.action_form import Field, FieldKind

REPORT = "report"
"""What the key of a report's form begins with."""
_NEAR_PX = 200
_LEAST_PX = 400
"""Narrower, corrections and buttons would be cut."""
_PHOTOS = 2
_SAME_MOST = 5
_HANDLED = frozenset({"dispatch", "assign"})
"""Done by the one key while an event is planned; people are sent by it later, too."""
_REASONED = frozenset({"refused", "withdrawn"})
"""Statuses that ask why; of the others it is enough that they were told by radio."""
_TOLD_OF = {"refused": 1, "help_needed": 2}


class EventStage(QWidget):
    """Shows the controller's event and turns what hands do into actions.

    Signals:
        notice: Something is to be said in the notices: how much it matters (0, 1, 2) and words.
        files_wanted: Photos are to be chosen for a form's field.
        drafted: A form's text is to be kept: its key and what was typed, None for over.
        video_wanted: A video is to be played: its name and content.
        report_wanted: What is seen in a camera's picture is to be reported: its number, words.
        table_wanted: The table of the event's consultation is to be opened; True: to sign there.
    """

    notice = Signal(int, str)
    files_wanted = Signal(str)
    drafted = Signal(object, object)
    report_wanted = Signal(str, str)
    video_wanted = Signal(str, bytes)
    table_wanted = Signal(bool)

    def __init__(
        self, controller: EventController, zone: tzinfo, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.controller = controller
        self._zone = zone
        self.known = Known()
        self._names: Mapping[str, str] = {}
        self._kinds: Mapping[str, str] = {}
        self._cards: Mapping[str, Any] = {}
        self._who: WhoToSend | None = None
        self._same: tuple[Same, ...] = ()
        self._sent: tuple[Sent, ...] = ()
        self._language = "zh_CN"
        self._goes_on, self._told_with, self._to_tell = False, "", ""
        self._go_waits = ""
        self._refusals: list[str] = []
        self._can_report = True
        self._make()
        self._lay_out()
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.show_clocks)
        self._second.start()
        self._connect()
        self.retranslate()
        self.show_nothing()

    def _make(self) -> None:
        self.head = EventHead(self)
        self.facts = words_label(self, wraps=True, selects=True)
        self.plan = PlanPanel(self)
        self.people = self.plan.people
        self.sent = RowList(self)
        self.same = RowList(self)
        self.card = words_label(self, wraps=True, selects=True)
        self.trail = words_label(self, wraps=True, selects=True)
        for page in (self.card, self.trail):
            page.setContentsMargins(10, 8, 10, 8)
        self.setMinimumWidth(_LEAST_PX)
        self.files = EventFiles(self.controller, self._zone, self)
        self.foot = EventFoot(self)
        self.form, self.go, self.acting = self.foot.form, self.foot.go, self.foot.acting
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.empty = words_label(self, "quiet", wraps=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _lay_out(self) -> None:
        handling = QWidget(self)
        rows = QVBoxLayout(handling)
        rows.setContentsMargins(10, 8, 10, 8)
        rows.setSpacing(6)
        for widget in (self.facts, self.sent, self.plan, self.same):
            rows.addWidget(widget)
        rows.addStretch(1)
        areas = (_scrolled(handling), _scrolled(self.card), self.files.strip)
        for area in (*areas, _scrolled(self.trail)):
            self.tabs.addTab(area, "")
        page = QWidget(self)
        self._body = box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.head)
        box.addWidget(self.tabs, 1)
        box.addWidget(self.foot)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        """All signals of this page, in one place."""
        controller, plan, foot = self.controller, self.plan, self.foot
        controller.opened.connect(self.on_opened)
        controller.loaded.connect(self.show_event)
        controller.part_loaded.connect(self.on_part_loaded)
        controller.failed.connect(self.on_failed)
        controller.carried.connect(self.on_carried)
        controller.acted.connect(self.on_acted)
        controller.act_failed.connect(self.on_act_failed)
        controller.held_back.connect(self.on_held_back)
        controller.status_taken.connect(self.on_status_taken)
        controller.kept_for_later.connect(self.on_kept_for_later)
        controller.queued_changed.connect(self.show_go)
        controller.acting_ended.connect(self.show_go)
        controller.link_changed.connect(self._settle)
        plan.changed.connect(self.show_go)
        plan.kind_wanted.connect(self.on_kind_wanted)
        plan.action_wanted.connect(self.on_action_wanted)
        foot.go.clicked.connect(self.on_go)
        foot.begun.connect(self.begin)
        foot.table.clicked.connect(lambda: self.table_wanted.emit(False))
        foot.asking_changed.connect(self.on_asking_changed)
        foot.drafted.connect(self.drafted)
        foot.form.files_wanted.connect(self.files_wanted)
        self.files.count_changed.connect(self.show_photo_title)
        self.files.video_wanted.connect(self.video_wanted)
        self.files.said.connect(self.notice)
        for key, slot in (("F9", self.on_go), ("F5", controller.read_again)):
            shortcut = QShortcut(QKeySequence(key), self.window())
            shortcut.setAutoRepeat(False)  # a key that is held does it once
            shortcut.activated.connect(slot)

    def set_near(self, panes: QWidget, shown: SignalInstance) -> None:
        """Show live panes between the event's head and its tabs, while there are any."""
        panes.setFixedHeight(_NEAR_PX)
        self._body.insertWidget(1, panes)
        panes.hide()
        shown.connect(panes.setVisible)

    # -- what hands do

    def on_go(self) -> None:
        """One key: accept, send, tell; in the form of a report it reports first."""
        if self.foot.asked_key is not None and self.foot.asked_key[0] == REPORT:
            self._goes_on = True
            self.form.on_send_clicked()
            self._goes_on = False
            return
        event = self.controller.shown
        if event is None or not self.go.isEnabled() or not self.go.isVisible():
            return
        if self._who is not None and self.controller.is_reading:
            self._go_waits = self.go.text()  # who is ticked may have refused just now
            return
        self._go_waits = ""
        words, plan = self.go.text().removesuffix("F9").strip(), self.plan.plan()
        if event.state in PLAN_STATES:
            self.controller.carry_out(plan, words)
        else:
            self.controller.act("dispatch", {"people": list(plan.people)}, words)

    def _settle(self) -> None:
        """What waited for the event to be read anew; the key does only what it promised."""
        if self.controller.is_reading:
            return
        self._tell_refusals()
        promised, self._go_waits = self._go_waits, ""
        if not promised:
            return
        self.show_go()
        if promised == self.go.text():
            self.on_go()
        else:
            self._say_not_gone(promised)

    def _tell_refusals(self) -> None:
        told, self._refusals = self._refusals, []
        for text in told:
            self.notice.emit(_TOLD_OF["refused"], text)

    def _say_not_gone(self, promised: str) -> None:
        text = self.tr(
            "Not done, because the event was being read anew. Look and press again: {what}"
        )
        self.notice.emit(1, text.format(what=promised))

    def on_kind_wanted(self, kind: str) -> None:
        """The event is of another kind: one key accepts it where needed, and corrects it."""
        words = self.tr("Correct the kind: {kind}").format(kind=self.kind_word(kind))
        steps: tuple[Step, ...] = (("take", {}), ("reclassify", {"subcategory": kind}))
        self.controller.take_steps(steps, words)

    def on_action_wanted(self, name: str) -> None:
        """The form of an action that the plan names."""
        event = self.controller.shown
        for one in (event.allowed or ()) if event else ():
            if one.action == name:
                self.begin(one)

    def begin(self, action: AllowedAction, begin_with: Mapping[str, object] | None = None) -> None:
        """Ask what an action needs, or do it where it needs nothing."""
        event = self.controller.shown
        if event is None:
            return
        if action.action == "sign_decision":  # it is signed at the table, with its measures
            self.table_wanted.emit(True)
            return
        words = action_word(action.action, action.label)
        now = self.controller.now().astimezone(self._zone)
        fields = fields_for(action, event, self.known, now)
        if not fields:
            self.controller.act(action.action, {}, words)
            return

        def submit(typed: Mapping[str, Any]) -> None:
            given, files = given_for(action, typed), files_for(action, typed)
            self.controller.act(action.action, given, words, files)

        key = (event.id, action.action)
        self.foot.ask(Question(words, fields, submit, key), begin_with)

    def ask_report(self, number: str, name: str) -> None:
        """Ask what is seen in a camera's picture; Ctrl+Enter reports it, F9 tells everybody too."""
        self.stack.setCurrentIndex(1)
        title = self.tr("Event seen by {number} {name}").format(number=number, name=name)
        hint = self.tr("Ctrl+Enter reports it; F9 reports it and tells everybody at once.")
        field = Field("text", self.tr("What is to be seen"), FieldKind.TEXT, hint=hint)

        def submit(typed: Mapping[str, Any]) -> None:
            self._told_with = number if self._goes_on else ""
            self.report_wanted.emit(number, str(typed["text"]))

        self.foot.ask(Question(title, (field,), submit, (REPORT, number)))

    def end_report(self, number: str) -> bool:
        """The report is taken; True where everybody is to be told with the same key."""
        self.foot.end((REPORT, number))
        goes_on, self._told_with = self._told_with == number, ""
        return goes_on

    def tell_when_known(self, event: str) -> None:
        """Tell everybody of the event at hand as soon as it is known who can go."""
        self._to_tell = event
        self._tell_if_known()

    def _tell_if_known(self) -> None:
        """What the rules aren't sure of waits for a person's look."""
        event = self.controller.shown
        if event is None or event.id != self._to_tell or self._who is None:
            return
        self._to_tell = ""
        if (event.proposal or {}).get("is_sure"):
            self.on_go()

    def on_asking_changed(self, is_asking: bool) -> None:
        """A form opened or went: the hand is where it was before."""
        if is_asking:
            return
        self.show_go()
        if self.controller.event_id:
            self.tabs.setFocus()
        else:
            self.show_nothing()

    def _take_status(self, one: Sent, to: str) -> None:
        """Take a status that was told by radio; a refusal and a withdrawal ask why."""
        word = status_words().get(to, to)
        take = partial(self.controller.take_status, one, to)
        if to not in _REASONED:
            take(self.tr("by radio"), word)
            return
        title = f"{one.name}: {word}"
        field = Field("reason", self.tr("Reason"), FieldKind.TEXT)

        def submit(typed: Mapping[str, Any]) -> None:
            take(str(typed["reason"]), title)

        event = self.controller.event_id
        self.foot.ask(Question(title, (field,), submit, _status_key(event, one.person, to)))

    # -- what comes

    def on_opened(self, event: str) -> None:
        """Another event: nothing of the last one stays in view."""
        self._who, self._same, self._sent = None, (), ()
        self._to_tell = self._go_waits = ""
        self._tell_refusals()
        self.files.clear()
        self.plan.show_people(None, {}, "")
        self.sent.show_rows(())
        self.same.show_rows(())
        self.foot.put_away()
        self.foot.show_fault("")
        if not event:
            self.show_nothing()
            return
        self.head.show_reading()
        for label in (self.facts, self.card, self.trail, self.plan.proposal):
            label.clear()
        self.stack.setCurrentIndex(1)
        self.tabs.setCurrentIndex(0)

    def on_part_loaded(self, part: str, value: Any) -> None:
        """One part of it is there."""
        if part == "candidates":
            self._who = value
            self._show_people()
            self._tell_if_known()
        elif part == "sent":
            self._tell_of(value)
            self._sent = value
            self._show_sent()
        elif part == "same":
            self._same = value
            self._show_same()
        elif part == "files":
            self.files.show_files(value)
        elif part == "trail":
            self.trail.setText(trail_words(value, self._zone, self._names))
        self._settle()

    def on_failed(self, part: str, error: ClientError) -> None:
        """A part isn't there: of the event itself, and of who can go, the person has to know."""
        if part in ("event", "candidates"):
            if self._go_waits and not isinstance(error, BackendAwayError):
                self._say_not_gone(self._go_waits)
                self._go_waits = ""
            self._settle()
        if part == "event":
            # What can't be read anew stays in view; that the backend is away stands above it all.
            if self.controller.shown is None or not isinstance(error, BackendAwayError):
                self.foot.show_fault(fault_words(error))
        elif isinstance(error, MayNotError):
            return  # that part isn't for this person
        elif part == "candidates" and self._who is None:
            self._to_tell = ""
            self.plan.show_people(None, {}, "", self.tr("■ Who can go isn't known now."))

    def on_carried(self, carried: Carried) -> None:
        """A plan was carried out, whole or in part."""
        done, number = self._names_of(carried.done) or "—", carried.event.number
        if carried.error is not None:
            self.foot.show_fault(fault_words(carried.error))
            text = self.tr("{number}: not everything was done. Done: {done}")
            self.notice.emit(2, text.format(number=number, done=done))
        elif carried.left_out:
            left = self._names_of(carried.left_out)
            text = self.tr("{number}: {done}. Not done, because it isn't allowed now: {left}")
            self.notice.emit(1, text.format(number=number, done=done, left=left))
        else:
            self.foot.show_fault("")
            self.notice.emit(0, self.tr("{number}: {done}").format(number=number, done=done))

    def on_acted(self, action: str, event: Event) -> None:
        """An action was done."""
        self.foot.end((event.id, action))
        self.foot.show_fault("")
        text = self.tr("{number}: {done}")
        self.notice.emit(0, text.format(number=event.number, done=action_word(action, action)))

    def on_act_failed(self, _: str, error: ClientError) -> None:
        """An action was refused: the words stand where the person looks."""
        self.foot.show_fault(undone_words(error))

    def on_held_back(self, words: str) -> None:
        """One thing after the other: what was wanted meanwhile is still to be done."""
        text = self.tr("Not done yet, because the last action is still on its way: {what}")
        self.notice.emit(1, text.format(what=words))

    def on_status_taken(self, event: str, person: str, to: str) -> None:
        """Somebody's status was taken."""
        self.foot.end(_status_key(event, person, to))
        self.foot.show_fault("")

    def on_kept_for_later(self, words: str) -> None:
        """The backend is away: what was to be done waits."""
        self.foot.put_away()
        self.notice.emit(1, self.tr("Waits for the backend: {what}").format(what=words))

    def _tell_of(self, people: Sequence[Sent]) -> None:
        """Say who of those sent refuses or asks for help since the last look."""
        before = {(one.person, one.round): one.status for one in self._sent}
        words = status_words()
        for one in people:
            was = before.get((one.person, one.round), one.status)
            if one.status in _TOLD_OF and was != one.status:
                text = f"{one.name}: {words[one.status]} {one.reason}".rstrip()
                if one.status == "refused":  # told when F9 does so
                    self._refusals.append(text + self.tr("; F9 sends the next one"))
                else:
                    self.notice.emit(_TOLD_OF[one.status], text)

    # -- what is shown

    def set_known(
        self,
        known: Known,
        names: Mapping[str, str],
        kinds: Mapping[str, str],
        cards: Mapping[str, Any],
        language: str,
    ) -> None:
        """Know departments, people, kinds and cards."""
        self.known, self._names, self._kinds, self._cards = known, names, kinds, cards
        self._language = language
        self._show_again()

    def kind_word(self, code: str) -> str:
        """What a subcategory is called."""
        return self._kinds.get(code, code)

    def show_nothing(self) -> None:
        """No event is at hand."""
        self.stack.setCurrentIndex(0)

    def show_event(self, event: Event) -> None:
        """Show everything of the event itself."""
        self.stack.setCurrentIndex(1)
        self.head.show_event(event, self._names)
        self.facts.setText(fact_words(event, self._zone, self._names))
        self.plan.show_event(event, self.known, self._kinds, self._language)
        code = (event.facts.get("subcategory") or {}).get("code", "")
        self.card.setText(card_words(self._cards.get(code), self.kind_word(code)))
        self.show_clocks()
        hidden = _HANDLED if event.state in PLAN_STATES else {"dispatch"}
        allowed = tuple(one for one in event.allowed or () if one.action not in hidden)
        consultation = event.facts.get("consultation") or {}
        has_table = consultation and (consultation.get("is_open") or event.facts.get("decision"))
        self.foot.table.setVisible(bool(has_table))
        self.foot.show_actions(allowed, with_buttons=event.state != "reported")
        self.show_go()
        self._tell_if_known()
        self._settle()

    def show_clocks(self) -> None:
        """What is left of each running limit."""
        event = self.controller.shown
        if event is not None:
            self.head.show_clocks(event, self.controller.now())

    def show_go(self) -> None:
        """What the one key would do now."""
        event = self.controller.shown
        may = self.plan.offered if event else frozenset()
        in_plan = event is not None and event.state in PLAN_STATES
        plan = self.plan.plan()
        self.plan.set_can_send("dispatch" in may)
        missing = plan.missing() if in_plan else None
        self.plan.show_missing(missing)
        words = self.plan.go_words(plan) if may else ()
        text = " + ".join(words)
        self.go.setText(f"{text[:1].upper()}{text[1:]}  F9")
        waits = event is not None and event.id in self.controller.queued
        if waits:
            self.go.setText(self.tr("Waits in the outbox"))
        self.go.setVisible(bool(may) and (bool(words) or waits) and not self.foot.is_asking)
        can_go = bool(words) and missing is None and not waits
        self.go.setEnabled(can_go and not self.controller.is_acting)

    def _show_people(self) -> None:
        if self._who is not None:
            self.plan.show_people(self._who, self._names, self._language)

    def _show_sent(self) -> None:
        self.sent.show_rows([self._sent_row(one) for one in self._sent])

    def _sent_row(self, one: Sent) -> Row:
        words = status_words()
        at = f"{one.changed_at.astimezone(self._zone):%H:%M:%S}"
        status = words.get(one.status, one.label)
        text = f"{one.name}   {status}   {at}   {one.reason}".rstrip()
        ways = [(words.get(to, to), partial(self._take_status, one, to)) for to in one.next]
        return Row(text, ways, "warning" if one.status in _TOLD_OF else "")

    def _show_same(self) -> None:
        allowed = {one.action: one for one in self._controller_allowed()}
        rows = []
        for one in self._same[:_SAME_MOST]:
            ways = [(self.tr("Open"), partial(self.controller.open_event, one.event))]
            if "merge" in allowed:
                begin = partial(self.begin, allowed["merge"], {"parent": one.event})
                ways.append((self.tr("Merge…"), begin))
            rows.append(Row(same_words(one, self._language), ways))
        self.same.show_rows(rows)
        pairs = tuple((one.event, same_words(one, self._language)) for one in self._same)
        known = self.known
        self.known = Known(known.departments, known.people, known.kinds, pairs)

    def _controller_allowed(self) -> Sequence[AllowedAction]:
        event = self.controller.shown
        return (event.allowed or ()) if event else ()

    def _names_of(self, actions: Sequence[str]) -> str:
        return self.tr(", ").join(action_word(action, action) for action in actions)

    def _show_again(self) -> None:
        if self.controller.shown is not None:
            self.show_event(self.controller.shown)
            self._show_people()
            self._show_sent()
            self._show_same()

    def show_photo_title(self) -> None:
        """The tab of photos with their number."""
        count = self.files.strip.count()
        word = self.tr("Photos ({count})").format(count=count) if count else self.tr("Photos")
        self.tabs.setTabText(_PHOTOS, word)

    def retranslate(self) -> None:
        """Another language."""
        self.setAccessibleName(self.tr("Event at hand"))
        self._name_empty()
        titles = (self.tr("Handle"), self.tr("What to do"), "", self.tr("Trail"))
        for place, word in enumerate(titles):
            self.tabs.setTabText(place, word)
        self.show_photo_title()
        self.sent.title.setText(self.tr("Sent"))
        self.same.title.setText(self.tr("Perhaps the same"))
        self._show_again()

    def set_reporting(self, *, can_report: bool) -> None:
        """Whether this person reports what panes show."""
        self._can_report = can_report
        self._name_empty()

    def _name_empty(self) -> None:
        words = self.tr("No event at hand.\n\nEnter in the inbox opens one.")
        if self._can_report:
            words += self.tr("\nE on a pane makes one.")
        self.empty.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _status_key(event: str, person: str, to: str) -> DraftKey:
    return (event, f"{person}/{to}")


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area
