"""The event at hand: what it is, who goes, who is told, and everything that may be done to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from backend_client.errors import ClientError
from backend_client.records import AllowedAction, Attachment, Event, Same, Sent, WhoToSend
from console.controllers.event_controller import Carried, EventController
from console.pages.action_fields import Known, fields_for, given_for
from console.pages.event_parts import (
    candidate_looks,
    card_words,
    clock_lines,
    fact_words,
    proposal_words,
    same_words,
    trail_words,
    warning_words,
)
from console.pages.event_words import action_word, grade_words, state_words, status_words
from console.pages.fault_words import fault_words
from console.state.dispatch_plan import Missing, Plan
from widgets.action_form import ActionForm, Field, FieldKind
from widgets.candidate_list import CandidateList
from widgets.grade_mark import grade_colour, grade_pixmap
from widgets.photo_viewer import PhotoLook, PhotoStrip, PhotoViewer

_MARK_PX = 18
_NEAR_PX = 200
_PHOTOS = 2
_PRIMARY = frozenset(
    {"take", "sign", "arrive", "feed_back", "verify", "rework", "return", "hand_on", "progress"}
)
"""Actions with a button of their own; the others are in the menu."""
_PLAN_STATES = frozenset({"reported", "triage"})
_HANDLED = frozenset({"dispatch", "assign"})


class EventStage(QWidget):
    """Shows the controller's event and turns what hands do into actions.

    Signals:
        notice: Something is to be said in the notices: how much it matters (0, 1, 2) and words.
        files_wanted: Photos are to be chosen for a form's field.
        map_wanted: The event is to be shown on the map.
        cameras_wanted: The cameras nearest to it are to be opened.
        drafted: A form's text is to be kept: event, action and what was typed.
        video_wanted: A video is to be played: its name and content.
        report_wanted: What is seen in a camera's picture is to be reported (the words).
    """

    notice = Signal(int, str)
    files_wanted = Signal(str)
    map_wanted = Signal(str)
    cameras_wanted = Signal(str)
    drafted = Signal(str, str, object)
    report_wanted = Signal(str)
    video_wanted = Signal(str, bytes)

    def __init__(
        self, controller: EventController, zone: tzinfo, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._zone = zone
        self._known = Known()
        self._names: Mapping[str, str] = {}
        self._kinds: Mapping[str, str] = {}
        self._cards: Mapping[str, Any] = {}
        self._who: WhoToSend | None = None
        self._same: tuple[Same, ...] = ()
        self._sent: tuple[Sent, ...] = ()
        self._files: dict[str, Attachment] = {}
        self._language = "zh_CN"
        self._asking: AllowedAction | None = None
        self._is_reporting = False
        self._drafts: dict[tuple[str, str], Mapping[str, object]] = {}
        self._make_head()
        self._make_body()
        self._make_foot()
        self._lay_out()
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.show_clocks)
        self._second.start()
        self._connect()
        self.retranslate()
        self.show_nothing()

    # -- making

    def _make_head(self) -> None:
        self.mark = QLabel(self)
        self.grade = QLabel(self)
        self.state = _words(self, "quiet")
        self.heading = _words(self, "heading", wraps=True)
        self.clocks = _words(self, "clocks", wraps=True)

    def _make_body(self) -> None:
        self.facts = _words(self, wraps=True, selects=True)
        self.proposal = _words(self, wraps=True)
        self.lead = QComboBox(self)
        self.lead.setEditable(False)
        self.cooperating = QLineEdit(self)
        self.reason = QLineEdit(self)
        self.people = CandidateList(self)
        self.warnings = _words(self, "warning", wraps=True)
        self.sent = QVBoxLayout()
        self.same = QVBoxLayout()
        self.card = _words(self, wraps=True, selects=True)
        self.trail = _words(self, wraps=True, selects=True)
        self.photos = PhotoStrip(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.titles: dict[str, QLabel] = {}

    def _make_foot(self) -> None:
        self.go = QPushButton(self)
        self.go.setObjectName("primary")
        self.acting = QWidget(self)
        self.buttons = QHBoxLayout()
        self.more = QToolButton(self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        self.form = ActionForm(self)
        self.fault = _words(self, "fault", wraps=True)

    def _lay_out(self) -> None:
        areas = (_scrolled(self._handling()), _scrolled(self.card), self.photos)
        for area in (*areas, _scrolled(self.trail)):
            self.tabs.addTab(area, "")
        page = QWidget(self)
        self._body = box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(self._head())
        box.addWidget(self.tabs, 1)
        box.addWidget(self.form)
        box.addLayout(self._foot())
        self.empty = _words(self, "quiet", wraps=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.form.hide()

    def _head(self) -> QVBoxLayout:
        first = QHBoxLayout()
        first.setSpacing(6)
        for widget in (self.mark, self.grade, self.state):
            first.addWidget(widget)
        first.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(10, 8, 10, 2)
        head.addLayout(first)
        head.addWidget(self.heading)
        head.addWidget(self.clocks)
        return head

    def _handling(self) -> QWidget:
        handling = QWidget(self)
        rows = QVBoxLayout(handling)
        rows.setContentsMargins(10, 8, 10, 8)
        rows.setSpacing(6)
        rows.addWidget(self.facts)
        for name, parts in (
            ("proposal", (self.proposal,)),
            ("lead", (self.lead, self.cooperating, self.reason)),
            ("people", (self.people, self.warnings)),
        ):
            rows.addWidget(self._title(name))
            for part in parts:
                rows.addWidget(part)
        rows.addWidget(self._title("sent"))
        rows.addLayout(self.sent)
        rows.addWidget(self._title("same"))
        rows.addLayout(self.same)
        rows.addStretch(1)
        return handling

    def _foot(self) -> QVBoxLayout:
        acting = QHBoxLayout(self.acting)
        acting.setContentsMargins(0, 0, 0, 0)
        acting.addLayout(self.buttons)
        acting.addStretch(1)
        acting.addWidget(self.more)
        foot = QVBoxLayout()
        foot.setContentsMargins(10, 4, 10, 8)
        foot.addWidget(self.fault)
        foot.addWidget(self.go)
        foot.addWidget(self.acting)
        return foot

    def _title(self, name: str) -> QLabel:
        self.titles[name] = _words(self, "section")
        return self.titles[name]

    def _connect(self) -> None:
        """All signals of this page, in one place."""
        controller = self._controller
        controller.opened.connect(self.on_opened)
        controller.loaded.connect(self.on_loaded)
        controller.part_loaded.connect(self.on_part_loaded)
        controller.failed.connect(self.on_failed)
        controller.carried.connect(self.on_carried)
        controller.acted.connect(self.on_acted)
        controller.act_failed.connect(self.on_act_failed)
        controller.kept_for_later.connect(self.on_kept_for_later)
        self.photos.photo_opened.connect(self.on_photo_opened)
        self.people.picks_changed.connect(self.show_go)
        self.lead.activated.connect(lambda _: self.show_go())
        self.reason.textChanged.connect(lambda _: self.show_go())
        self.go.clicked.connect(self.on_go)
        self.form.submitted.connect(self.on_form_submitted)
        self.form.cancelled.connect(self.on_form_cancelled)
        self.form.edited.connect(self.on_form_edited)
        self.form.files_wanted.connect(self.files_wanted)
        for key, slot in (("F9", self.on_go), ("F5", controller.read_again)):
            shortcut = QShortcut(QKeySequence(key), self.window())
            shortcut.activated.connect(slot)

    def set_near(self, panes: QWidget, shown: SignalInstance) -> None:
        """Show live panes between the event's head and its tabs, while there are any."""
        panes.setFixedHeight(_NEAR_PX)
        self._body.insertWidget(1, panes)
        panes.hide()
        shown.connect(panes.setVisible)

    # -- what hands do

    def on_go(self) -> None:
        """One key: accept, send, tell."""
        event = self._controller.shown
        if event is None or not self.go.isEnabled() or not self.go.isVisible():
            return
        if event.state not in _PLAN_STATES:
            picks = self.people.picks()
            given = {"people": list(picks)}
            self._controller.act("dispatch", given, self.go.text())
            return
        self._controller.carry_out(self.plan(), self.go.text())

    def plan(self) -> Plan:
        """Who is ticked and which departments are named."""
        event = self._controller.shown
        route = (event.facts.get("route") or {}) if event else {}
        named = self.cooperating.text().replace(",", "、").replace(",", "、").split("、")
        return Plan(
            self.people.picks(),
            str(self.lead.currentData() or ""),
            tuple(name.strip() for name in named if name.strip()),
            self.reason.text().strip(),
            str(route.get("lead") or ""),
        )

    def begin(self, action: AllowedAction) -> None:
        """Ask what an action needs, or do it where it needs nothing."""
        event = self._controller.shown
        if event is None:
            return
        fields = fields_for(action, event, self._known, self._controller.now())
        if not fields:
            self._controller.act(action.action, {}, self._action_words(action))
            return
        self._asking = action
        draft = self._drafts.get((event.id, action.action))
        self.form.ask(self._action_words(action), fields, draft)
        self.form.show()
        self._show_foot(shown=False)

    def ask_report(self, number: str, name: str) -> None:
        """Ask what is seen in a camera's picture; Ctrl+Enter reports it."""
        self._asking, self._is_reporting = None, True
        self.stack.setCurrentIndex(1)
        title = self.tr("Event seen by {number} {name}").format(number=number, name=name)
        field = Field("text", self.tr("What is to be seen"), FieldKind.TEXT)
        self.form.ask(title, (field,))
        self.form.show()
        self._show_foot(shown=False)

    def end_report(self) -> None:
        """The report is taken."""
        self._is_reporting = False
        self.on_form_cancelled()

    def on_form_submitted(self, typed: Mapping[str, Any]) -> None:
        """The form is filled in."""
        if self._is_reporting:
            self.report_wanted.emit(str(typed["text"]))
            return
        if self._asking is None:
            return
        files = tuple(typed.get("attachments") or ())
        given = given_for(self._asking, typed)
        kind = "after" if "after_photo" in self._asking.needs else None
        self._controller.act(
            self._asking.action, given, self._action_words(self._asking), files, kind
        )

    def on_form_cancelled(self) -> None:
        """Later: what was typed is kept."""
        self._asking, self._is_reporting = None, False
        self.form.hide()
        self._show_foot(shown=True)
        if self._controller.shown is None and not self._controller.event_id:
            self.show_nothing()
        else:
            self.tabs.setFocus()

    def on_form_edited(self, typed: Mapping[str, Any]) -> None:
        """Keep what is typed, so that nothing ends it."""
        event = self._controller.shown
        if event is not None and self._asking is not None:
            kept = {name: value for name, value in typed.items() if name != "attachments"}
            self._drafts[event.id, self._asking.action] = kept
            self.drafted.emit(event.id, self._asking.action, kept)

    def set_draft(self, event: str, action: str, typed: Mapping[str, object]) -> None:
        """What was typed before the program ended."""
        self._drafts[event, action] = typed

    # -- what comes

    def on_opened(self, event: str) -> None:
        """Another event: nothing of the last one stays in view."""
        self._who, self._same, self._sent = None, (), ()
        self._show_photos(())
        self.people.show_people((), ())
        self.on_form_cancelled()
        self.fault.hide()
        if event:
            self.heading.setText(self.tr("Reading…"))
            for label in (self.state, self.grade, self.clocks, self.facts, self.proposal):
                label.clear()
            self.mark.clear()
            self.stack.setCurrentIndex(1)
            self.tabs.setCurrentIndex(0)
        else:
            self.show_nothing()

    def on_loaded(self, event: Event) -> None:
        """The event itself is there."""
        self.show_event(event)

    def on_part_loaded(self, part: str, value: Any) -> None:
        """One part of it is there."""
        if part == "candidates":
            self._who = value
            self._show_people()
        elif part == "sent":
            self._sent = value
            self._show_sent()
        elif part == "same":
            self._same = value
            self._show_same()
        elif part == "files":
            self._show_photos(value)
        elif part == "trail":
            words = trail_words(value, self._zone, self._names)
            self.trail.setText(words)

    def on_failed(self, part: str, error: ClientError) -> None:
        """A part isn't there; only the event itself is worth a word."""
        if part == "event":
            self.fault.setText(fault_words(error))
            self.fault.show()

    def on_carried(self, carried: Carried) -> None:
        """A plan was carried out, whole or in part."""
        done = self._names_of(carried.done)
        number = carried.event.number
        if carried.error is not None:
            self.fault.setText(fault_words(carried.error))
            self.fault.show()
            text = self.tr("{number}: not everything was done. Done: {done}")
            self.notice.emit(2, text.format(number=number, done=done or "—"))
        elif carried.left_out:
            left = self._names_of(carried.left_out)
            text = self.tr("{number}: {done}. Not done, because it isn't allowed now: {left}")
            self.notice.emit(1, text.format(number=number, done=done or "—", left=left))
        else:
            self.fault.hide()
            text = self.tr("{number}: {done}")
            self.notice.emit(0, text.format(number=number, done=done))

    def on_acted(self, action: str, event: Event) -> None:
        """An action was done."""
        self._drafts.pop((event.id, action), None)
        self.drafted.emit(event.id, action, None)
        self.on_form_cancelled()
        self.fault.hide()
        text = self.tr("{number}: {done}")
        self.notice.emit(0, text.format(number=event.number, done=self._name_of(action)))

    def on_act_failed(self, _: str, error: ClientError) -> None:
        """An action was refused: the words stand where the person looks."""
        if self.form.isVisible():
            self.form.show_fault(fault_words(error))
        else:
            self.fault.setText(fault_words(error))
            self.fault.show()

    def on_kept_for_later(self, words: str) -> None:
        """The backend is away: what was to be done waits."""
        self.on_form_cancelled()
        text = self.tr("Waits for the backend: {what}")
        self.notice.emit(1, text.format(what=words))

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
        self._known, self._names, self._kinds, self._cards = known, names, kinds, cards
        self._language = language
        if self._controller.shown is not None:
            self.show_event(self._controller.shown)

    @property
    def known(self) -> Known:
        """What forms choose from."""
        return self._known

    def kind_word(self, code: str) -> str:
        """What a subcategory is called."""
        return self._kinds.get(code, code)

    def show_nothing(self) -> None:
        """No event is at hand."""
        self.stack.setCurrentIndex(0)

    def show_event(self, event: Event) -> None:
        """Show everything of the event itself."""
        self.stack.setCurrentIndex(1)
        grades, states = grade_words(), state_words()
        self.mark.setPixmap(grade_pixmap(event.grade, _MARK_PX))
        self.grade.setText(grades.get(event.grade, str(event.grade)))
        self.grade.setStyleSheet(f"color: {grade_colour(event.grade).name()}; font-weight: bold")
        owner = self._names.get(event.facts.get("owner") or "", event.facts.get("owner") or "")
        parts = (states.get(event.state, event.state), event.number, owner)
        self.state.setText("   ".join(part for part in parts if part))
        drill = self.tr("【drill】") if event.facts.get("is_drill") else ""
        self.heading.setText(drill + event.title)
        self.facts.setText(fact_words(event, self._zone, self._names))
        self.proposal.setText(proposal_words(event, self._kinds, self._language))
        code = (event.facts.get("subcategory") or {}).get("code", "")
        self.card.setText(card_words(self._cards.get(code), self._kinds.get(code, code)))
        self._show_lead(event)
        self.show_clocks()
        self._show_actions(event)
        self.show_go()

    def show_clocks(self) -> None:
        """What is left of each running limit."""
        event = self._controller.shown
        if event is not None:
            self.clocks.setText(clock_lines(event, self._controller.now()))

    def _show_lead(self, event: Event) -> None:
        in_plan = event.state in _PLAN_STATES
        for widget in (self.lead, self.cooperating, self.reason, self.titles["lead"]):
            widget.setVisible(in_plan)
        route = event.facts.get("route") or {}
        proposal = event.proposal or {}
        chosen = self.lead.currentData() if self.lead.property("event") == event.id else None
        self.lead.clear()
        self.lead.addItem(self.tr("No department yet"), "")
        names = dict(self._known.departments)
        if route.get("lead"):
            names.setdefault(route["lead"], route["lead"])
        for key, word in names.items():
            self.lead.addItem(word, key)
        if self.lead.property("event") != event.id:
            chosen = route.get("lead")
            self.lead.setProperty("event", event.id)
            self.cooperating.setText("、".join(proposal.get("cooperating") or ()))
            self.reason.clear()
        self.lead.setCurrentIndex(max(0, self.lead.findData(chosen)))

    def _show_people(self) -> None:
        who = self._who
        if who is None:
            return
        looks = candidate_looks(who, self._language)
        self.people.show_people(looks, who.picks)
        self.warnings.setText(warning_words(who, self._names, self._language))
        self.warnings.setVisible(bool(self.warnings.text()))

    def _show_sent(self) -> None:
        _empty(self.sent)
        self.titles["sent"].setVisible(bool(self._sent))
        words = status_words()
        for one in self._sent:
            status = words.get(one.status, one.label)
            at = f"{one.changed_at.astimezone(self._zone):%H:%M:%S}"
            text = f"{one.name}   {status}   {at}   {one.reason}".rstrip()
            self.sent.addLayout(self._row(text, self._ways_on(one)))

    def _ways_on(self, one: Sent) -> list[tuple[str, Any]]:
        words = status_words()
        ways: list[tuple[str, Any]] = []
        for to in one.next:
            word = words.get(to, to)
            act = partial(self._controller.take_status, one, to, self.tr("by radio"), word)
            ways.append((word, act))
        return ways

    def _show_same(self) -> None:
        _empty(self.same)
        self.titles["same"].setVisible(bool(self._same))
        for one in self._same[:5]:
            text = same_words(one, self._language)
            self.same.addLayout(self._row(text, [(self.tr("Open"), partial(self._open, one))]))
        pairs = tuple((one.event, same_words(one, self._language)) for one in self._same)
        known = self._known
        self._known = Known(known.departments, known.people, known.kinds, pairs)

    def photo_title(self) -> str:
        """The tab of photos with their number."""
        if not self._files:
            return self.tr("Photos")
        return self.tr("Photos ({count})").format(count=len(self._files))

    def _show_photos(self, files: Sequence[Attachment]) -> None:
        if [one.id for one in files] == list(self._files):
            return
        self._files = {one.id: one for one in files}
        self.tabs.setTabText(_PHOTOS, self.photo_title())
        self.photos.show_photos(
            [
                PhotoLook(
                    one.id,
                    f"{one.added_at.astimezone(self._zone):%m-%d %H:%M}",
                    one.media_type.startswith("video/"),
                )
                for one in files
            ]
        )
        for one in files:
            self._controller.read_thumbnail(one.id, partial(self._put_thumbnail, one.id))

    def _put_thumbnail(self, photo: str, data: bytes) -> None:
        self.photos.set_picture(photo, QImage.fromData(data))

    def on_photo_opened(self, photo: str) -> None:
        """A photo in its window, a video in the player."""
        file = self._files.get(photo)
        if file is None:
            return

        def done(data: bytes) -> None:
            if file.media_type.startswith("video/"):
                self.video_wanted.emit(file.name, data)
                return
            title = f"{file.name}  {file.added_at.astimezone(self._zone):%Y-%m-%d %H:%M:%S}"
            PhotoViewer(QImage.fromData(data), title, self.window()).show()

        self._controller.read_file(photo, self.tr("Reading the file"), done)

    def _open(self, same: Same) -> None:
        self._controller.open_event(same.event)

    def _row(self, text: str, ways: Sequence[tuple[str, Any]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(_words(self, wraps=True, text=text), 1)
        if ways:
            button = QToolButton(self)
            button.setText(self.tr("On ▾") if len(ways) > 1 else ways[0][0])
            button.setAccessibleName(text)
            if len(ways) > 1:
                menu = QMenu(button)
                for word, act in ways:
                    menu.addAction(word).triggered.connect(lambda _, act=act: act())
                button.clicked.connect(
                    lambda: menu.popup(button.mapToGlobal(QPoint(0, button.height())))
                )
            else:
                button.clicked.connect(lambda _, act=ways[0][1]: act())
            row.addWidget(button)
        return row

    def _show_actions(self, event: Event) -> None:
        _empty(self.buttons)
        self.menu.clear()
        allowed = [
            one
            for one in event.allowed or ()
            if not (one.action in _HANDLED and event.state in _PLAN_STATES)
        ]
        number = 0
        for one in allowed:
            if one.action in _PRIMARY and number < 4 and event.state != "reported":
                number += 1
                button = QPushButton(f"{self._action_words(one)}  Alt+{number}", self)
                button.setShortcut(QKeySequence(f"Alt+{number}"))
                button.clicked.connect(lambda _, one=one: self.begin(one))
                self.buttons.addWidget(button)
                continue
            action = self.menu.addAction(self._action_words(one))
            action.triggered.connect(lambda _, one=one: self.begin(one))
        self.more.setVisible(not self.menu.isEmpty())

    def show_go(self) -> None:
        """What the one key would do now."""
        event = self._controller.shown
        names = {one.action for one in (event.allowed or ())} if event else set()
        in_plan = event is not None and event.state in _PLAN_STATES
        can = bool(names & ({"take"} | _HANDLED)) if in_plan else "dispatch" in names
        picks = self.people.picks()
        self.titles["people"].setVisible(can)
        self.people.setVisible(can)
        self.warnings.setVisible(can and bool(self.warnings.text()))
        self.go.setVisible(can and (in_plan or bool(picks)) and self._asking is None)
        if event is None:
            return
        plan = self.plan()
        words = []
        if in_plan and event.state == "reported":
            words.append(self.tr("Accept"))
        if picks:
            words.append(self.tr("send {count}").format(count=len(picks)))
        if in_plan and plan.lead:
            words.append(self.tr("tell {lead}").format(lead=plan.lead))
        self.go.setText(" + ".join(words) + "  F9")
        missing = plan.missing() if in_plan else None
        self.reason.setVisible(in_plan and (missing is Missing.REASON or bool(plan.reason)))
        self.go.setEnabled(missing is None and not self._controller.is_acting)

    def _show_foot(self, *, shown: bool) -> None:
        self.go.setVisible(shown)
        self.acting.setVisible(shown)
        if shown:
            self.show_go()
            self.more.setVisible(not self.menu.isEmpty())

    def _action_words(self, action: AllowedAction) -> str:
        return action_word(action.action, action.label)

    def _names_of(self, actions: Sequence[str]) -> str:
        comma = self.tr(", ")
        return comma.join(self._name_of(action) for action in actions)

    def _name_of(self, action: str) -> str:
        return action_word(action, action)

    def retranslate(self) -> None:
        """Another language."""
        self.setAccessibleName(self.tr("Event at hand"))
        self.empty.setText(
            self.tr("No event at hand.\n\nEnter in the inbox opens one; E on a pane makes one.")
        )
        for place, word in enumerate(
            (self.tr("Handle"), self.tr("What to do"), self.photo_title(), self.tr("Trail"))
        ):
            self.tabs.setTabText(place, word)
        for name, word in (
            ("proposal", self.tr("Understood as")),
            ("lead", self.tr("Told")),
            ("people", self.tr("Who goes")),
            ("sent", self.tr("Sent")),
            ("same", self.tr("Perhaps the same")),
        ):
            self.titles[name].setText(word)
        self.lead.setAccessibleName(self.tr("Lead department"))
        self.cooperating.setPlaceholderText(self.tr("Co-operating departments"))
        self.cooperating.setAccessibleName(self.tr("Co-operating departments"))
        self.reason.setPlaceholderText(self.tr("Reason: another department than the rules name"))
        self.reason.setAccessibleName(self.tr("Reason for another department"))
        self.more.setText(self.tr("More"))
        self.more.setAccessibleName(self.tr("More actions"))
        if self._controller.shown is not None:
            self.show_event(self._controller.shown)
            self._show_people()
            self._show_sent()
            self._show_same()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _words(
    parent: QWidget, name: str = "", *, wraps: bool = False, selects: bool = False, text: str = ""
) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if name:
        label.setObjectName(name)
    if selects:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area


def _empty(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout that is filled anew."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if isinstance(inner, QHBoxLayout):
            _empty(inner)
        elif widget is not None:
            widget.deleteLater()
