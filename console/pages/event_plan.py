"""Who goes and who is told: the proposal with its reasons, corrections, lead, people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from backend_client.records import Event, WhoToSend
from console.pages.action_fields import Known
from console.pages.event_parts import candidate_looks, proposal_words, warning_words
from console.pages.plain_labels import words_label
from console.state.consulting import platforms_to_call, waits_for_consultation
from console.state.dispatch_plan import MAJOR, Missing, Plan, offered
from widgets.candidate_list import CandidateList

PLAN_STATES = frozenset({"reported", "triage"})
"""Only there are departments told by the one key; later people alone are sent."""
_OTHERS_MOST = 2
_FIRST_KEY = 6
"""Alt+6 and Alt+7 take another kind; Alt+1 to Alt+4 are the actions'."""
_KIND_PX = 92
_ACTION_KEYS = {"raise_grade": "Alt+Up", "lower_grade": "Alt+Down", "reclassify": "Alt+9"}


class PlanPanel(QWidget):
    """What the program proposes, and what a person makes of it.

    Signals:
        changed: Somebody or another department was chosen.
        kind_wanted: The event is of another kind: one key (its code).
        action_wanted: The form of an action is wanted (its name).
    """

    changed = Signal()
    kind_wanted = Signal(str)
    action_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event: Event | None = None
        self._routed: tuple[str, str] = ("", "")
        self._proposed: Sequence[str] = ()
        self.proposal = words_label(self, wraps=True, selects=True)
        self.corrections = QWidget(self)
        self.told_by = words_label(self, "quiet", wraps=True)
        self.lead = QComboBox(self)
        self.cooperating = QLineEdit(self)
        self.reason = QLineEdit(self)
        self.people = CandidateList(self)
        self.warnings = words_label(self, "warning", wraps=True)
        self.titles: dict[str, QLabel] = {
            name: words_label(self, "section") for name in ("proposal", "lead", "people")
        }
        self._lay_out()
        self.people.picks_changed.connect(self.changed)
        self.lead.activated.connect(lambda _: self.changed.emit())
        self.reason.textChanged.connect(lambda _: self.changed.emit())
        self.retranslate()

    def _lay_out(self) -> None:
        chips = QVBoxLayout(self.corrections)
        chips.setContentsMargins(0, 0, 0, 0)
        chips.setSpacing(4)
        self._kinds, self._grades = QHBoxLayout(), QHBoxLayout()
        chips.addLayout(self._kinds)
        chips.addLayout(self._grades)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        for name, parts in (
            ("proposal", (self.proposal, self.corrections)),
            ("lead", (self.told_by, self.lead, self.cooperating, self.reason)),
            ("people", (self.people, self.warnings)),
        ):
            rows.addWidget(self.titles[name])
            for part in parts:
                rows.addWidget(part)

    # -- what is shown

    def show_event(
        self, event: Event, known: Known, kinds: Mapping[str, str], language: str
    ) -> None:
        """Show the proposal and what may be corrected; a choice of before stays."""
        self._event = event
        self.proposal.setText(proposal_words(event, kinds, language))
        self._show_corrections(event, kinds)
        self._show_lead(event, known)

    def show_people(
        self, who: WhoToSend | None, names: Mapping[str, str], language: str, words: str = ""
    ) -> None:
        """Show who can go, or in words why nobody is shown."""
        if who is None:
            self._proposed = ()
            self.people.show_people((), ())
            self.warnings.setText(words)
        else:
            self.people.show_people(candidate_looks(who, language), self._picks(who))
            self.warnings.setText(warning_words(who, names, language))
        self.warnings.setVisible(bool(self.warnings.text()))

    def _picks(self, who: WhoToSend) -> Sequence[str]:
        """Who is ticked: the program's picks, until a hand chose others who can still go."""
        before, proposed = self.people.picks(), self._proposed
        self._proposed = who.picks
        if set(before) == set(proposed):
            return who.picks
        still = {one.person for one in who.candidates}
        return [person for person in before if person in still] or who.picks

    def set_can_send(self, can: bool) -> None:
        """Show the people only where they may be sent."""
        self.titles["people"].setVisible(can)
        self.people.setVisible(can)
        self.warnings.setVisible(can and bool(self.warnings.text()))

    def _show_corrections(self, event: Event, kinds: Mapping[str, str]) -> None:
        _clear(self._kinds)
        _clear(self._grades)
        allowed = {one.action for one in event.allowed or ()}
        code = (event.facts.get("subcategory") or {}).get("code", "")
        others: Sequence[str] = ()
        if allowed & {"take", "reclassify"} and event.state in PLAN_STATES:
            told = (event.proposal or {}).get("others") or ()
            others = [one for one in told if one != code][:_OTHERS_MOST]
        for number, other in enumerate(others, _FIRST_KEY):
            kind = kinds.get(other, other)
            short = self.fontMetrics().elidedText(kind, Qt.TextElideMode.ElideRight, _KIND_PX)
            word = f"→ {short}"
            chip = self._chip(self._kinds, word, f"Alt+{number}")
            chip.clicked.connect(partial(self.kind_wanted.emit, other))
        words = {
            "reclassify": self.tr("Other kind…"),
            "raise_grade": self.tr("▲ Grade…"),
            "lower_grade": self.tr("▼ Grade…"),
        }
        corrected = [action for action in words if action in allowed]
        for action in corrected:
            chip = self._chip(self._grades, words[action], _ACTION_KEYS[action])
            chip.clicked.connect(partial(self.action_wanted.emit, action))
        self._kinds.addStretch(1)
        self._grades.addStretch(1)
        self.corrections.setVisible(bool(others or corrected))

    def _chip(self, row: QHBoxLayout, word: str, key: str) -> QToolButton:
        chip = QToolButton(self.corrections)
        chip.setObjectName("chip")
        chip.setText(f"{word}  {key}")
        # A button's own shortcut clicks only 100 ms later: by then it may be gone.
        QShortcut(QKeySequence(key), chip).activated.connect(chip.click)
        chip.setToolTip(f"{word}  {key}")
        row.addWidget(chip)
        return chip

    def _show_lead(self, event: Event, known: Known) -> None:
        self._show_who_tells(event)
        route = event.facts.get("route") or {}
        owner = event.facts.get("proposed_owner")  # named by the department that sent it back
        routed = (event.id, f"{route.get('rule') or ''} {route.get('lead') or ''} {owner or ''}")
        is_new = routed != self._routed
        chosen = owner or route.get("lead") if is_new else self.lead.currentData()
        names = dict(known.departments)
        for one in (owner, route.get("lead")):
            if one:
                names.setdefault(one, one)
        self.lead.clear()
        self.lead.addItem(self.tr("No department yet"), "")
        for key, word in names.items():
            self.lead.addItem(word, key)
        self.lead.setCurrentIndex(max(0, self.lead.findData(chosen)))
        if is_new:
            self._routed = routed
            helping = (event.proposal or {}).get("cooperating") or ()
            self.cooperating.setText("、".join(one for one in helping if one != chosen))
            self.reason.setText(self.tr("named by who returned it") if owner else "")

    def _show_who_tells(self, event: Event) -> None:
        """Departments are chosen by who may tell them; the others see who that is."""
        in_plan = event.state in PLAN_STATES
        tells = self._tells or event.allowed is None  # of a line alone nothing is known
        self.titles["lead"].setVisible(in_plan)
        self.told_by.setVisible(in_plan and not tells)
        self.told_by.setText(
            self.tr("The shift leader or the commander tells departments.")
            if event.grade == MAJOR
            else self.tr("Who has accepted the event tells departments.")
        )
        for widget in (self.lead, self.cooperating):
            widget.setVisible(in_plan and tells)
        if not (in_plan and tells):
            self.reason.hide()

    # -- what is chosen

    def plan(self) -> Plan:
        """Who is ticked and which departments are named."""
        event = self._event
        route = (event.facts.get("route") or {}) if event else {}
        named = self.cooperating.text().replace(",", "、").replace("，", "、").split("、")
        return Plan(
            self._going(),
            str(self.lead.currentData() or ""),
            tuple(name.strip() for name in named if name.strip()),
            self.reason.text().strip(),
            str(route.get("lead") or ""),
            self._consulted(),
            self._tells,
        )

    @property
    def offered(self) -> frozenset[str]:
        """What the backend lets this person do with the event, now or once it is accepted."""
        event = self._event
        if event is None:
            return frozenset()
        return offered([one.action for one in event.allowed or ()], event.grade)

    @property
    def _tells(self) -> bool:
        """Whether it is for this person to tell departments, now or once they have agreed."""
        return "assign" in self.offered or bool(self._consulted())

    def _going(self) -> tuple[str, ...]:
        """Who is ticked and wasn't sent yet: ticks stay until it is read anew who can go."""
        event = self._event
        if event is None or "dispatch" not in self.offered:
            return ()
        sent = event.facts.get("sent", ())
        return tuple(one for one in self.people.picks() if one not in sent)

    def _consulted(self) -> tuple[str, ...]:
        """The platforms that settle it together; no department is told before they have."""
        event = self._event
        if event is None or not waits_for_consultation(event.facts, event.proposal, event.grade):
            return ()
        return platforms_to_call(event.facts, event.proposal)

    def show_missing(self, missing: Missing | None) -> None:
        """Ask for the reason where one is needed."""
        wanted = missing is Missing.REASON or bool(self.reason.text().strip())
        self.reason.setVisible(self._is_planned and self._tells and wanted)

    @property
    def _is_planned(self) -> bool:
        return self._event is not None and self._event.state in PLAN_STATES

    def go_words(self, plan: Plan) -> Sequence[str]:
        """What the one key would do, each step in a word."""
        words = []
        event, may = self._event, self.offered
        if event is not None and event.state == "reported" and "take" in may:
            words.append(self.tr("Accept"))
        if plan.people:
            words.append(self.tr("send {count}").format(count=len(plan.people)))
        if self._is_planned and plan.consulted:
            is_called = event is not None and event.facts.get("consultation")
            if "propose_consultation" in may and not is_called:
                words.append(self.tr("propose a consultation"))
        elif self._is_planned and plan.tells and plan.lead:
            words.append(self.tr("tell {lead}").format(lead=plan.lead))
        return words

    def retranslate(self) -> None:
        """Another language; what is shown of an event comes anew with it."""
        for name, word in (
            ("proposal", self.tr("Understood as")),
            ("lead", self.tr("Told")),
            ("people", self.tr("Who goes")),
        ):
            self.titles[name].setText(word)
        self.lead.setAccessibleName(self.tr("Lead department"))
        self.cooperating.setPlaceholderText(self.tr("Co-operating departments"))
        self.cooperating.setAccessibleName(self.tr("Co-operating departments"))
        self.reason.setPlaceholderText(self.tr("Reason: another department than the rules name"))
        self.reason.setAccessibleName(self.tr("Reason for another department"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _clear(row: QHBoxLayout) -> None:
    while (item := row.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
