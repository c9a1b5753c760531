"""One event from sight to its verified end, moved by hands at one console."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from backend_client.records import Event
from simulator.town_people import departments
from tests.console.consult_hands import AtTable
from tests.console.hands import Hands, Tally
from tests.console.room import Room, SeatOpener


def staff_of(department: str) -> str:
    """The login of a department's staff."""
    names = [one.name for one in departments()]
    return f"bm{names.index(department) + 1:02d}"


class Case:
    """One event on its way, with who looks at it and the hands that move it."""

    def __init__(self, bot: QtBot, room: Room, hands: Hands) -> None:
        self.bot, self.room, self.hands = bot, room, hands
        self.event = ""

    @property
    def now(self) -> Event:
        """The event as the backend has it."""
        return self.room.client("op1").events.one(self.event)

    def comes(self, state: str) -> None:
        """The backend and the window have the event in a state."""
        events = self.hands.desk.events
        self.bot.waitUntil(lambda: self.now.state == state)
        self.bot.waitUntil(lambda: events.shown is not None and events.shown.state == state)

    def shows(self, fact: str) -> None:
        """The window has a fact of the event."""
        events = self.hands.desk.events
        self.bot.waitUntil(lambda: events.shown is not None and bool(events.shown.facts[fact]))

    def box(self, number: int = 0) -> QComboBox:
        """A choice of the form that is open."""
        return self.hands.desk.stage.form.findChildren(QComboBox)[number]

    def words(self, number: int = 0) -> QPlainTextEdit:
        """A text of the form that is open."""
        return self.hands.desk.stage.form.findChildren(QPlainTextEdit)[number]

    def notes(self) -> str:
        """What the form that is open says."""
        return "\n".join(one.text() for one in self.hands.desk.stage.form.findChildren(QLabel))

    def is_noted(self, action: str) -> None:
        """The journal has an action."""
        trail = self.room.client("commander").journal
        self.bot.waitUntil(
            lambda: f"event.{action}" in [one.what for one in trail.all(event=self.event)]
        )

    def is_opened_by(self, login: str) -> None:
        """Somebody else sits down and opens the newest."""
        self.hands.change_to(login)
        self.hands.open_newest(self.event)

    def is_seen(self, words: str) -> None:
        """A member reports; counting begins when it stands in the inbox."""
        self.event = self.room.report(words).id
        self.bot.waitUntil(lambda: self.hands.desk.model.row_of(self.event) == 0)
        self.hands.tally.see()

    def all_are_told(self, people: int) -> None:
        """F4, F9: people are sent, and who has to be asked or told is."""
        stage = self.hands.desk.stage
        self.hands.open_newest(self.event)
        self.bot.waitUntil(lambda: stage.go.isEnabled() and len(stage.people.picks()) == people)
        self.hands.press(Qt.Key.Key_F9)
        op = self.room.client("op1")
        self.bot.waitUntil(lambda: len(op.sending.sent(self.event)) == people)

    def is_consulted(self, platforms: tuple[str, ...]) -> None:
        """The commander calls the platforms, each states its position, the decision is signed."""
        hands = self.hands
        self.is_opened_by("commander")
        hands.begin("open_consultation")
        hands.send()
        self.comes("consulting")
        self._leave_table()
        for number, platform in enumerate(platforms, 1):
            self.is_opened_by(f"pt-{platform.lower()}")
            hands.begin("state_position")
            hands.type("Agrees")
            hands.send()
            self.bot.waitUntil(partial(self._have_stated, number))
        self.is_opened_by("commander")
        hands.begin("sign_decision", asks=False)
        table = AtTable(self.bot, hands.console)
        table.sits(self.event)
        table.sign("联合检查,责令整改")  # the rules propose measures for some kinds
        self.comes("assigned")
        self._leave_table()

    def _leave_table(self) -> None:
        """Whoever opens a consultation or signs it sits at its table: back to the seat."""
        table = AtTable(self.bot, self.hands.console)
        table.sits(self.event)
        table.window.close()
        window = self.hands.console.window
        window.activateWindow()
        self.bot.waitUntil(window.isActiveWindow)

    def _have_stated(self, platforms: int) -> bool:
        return len(self.now.facts["consultation"]["stances"]) == platforms

    def is_handled(self, lead: str, files: list[str], result: str) -> None:
        """The department signs, and feeds back with a photo and its notice."""
        hands = self.hands
        self.is_opened_by(staff_of(lead))
        hands.begin("sign", asks=False)
        self.comes("handling")
        self.is_fed_back(result, files)

    def is_fed_back(self, result: str, files: list[str]) -> None:
        """A result with a photo of afterwards, and a paper where there is one."""
        hands = self.hands
        hands.begin("feed_back")
        hands.type(result)
        for name, file in zip(("attachments", "papers"), files, strict=False):
            hands.desk.stage.form.set_files(name, [file])
        hands.send()
        self.comes("verifying")

    def is_verified(self, login: str) -> None:
        """Somebody who didn't handle it looks at the evidence and closes it."""
        hands = self.hands
        self.is_opened_by(login)
        hands.begin("verify")
        hands.press(Qt.Key.Key_Space)
        hands.send()
        self.comes("closed")
        hands.tally.end()


def begin(bot: QtBot, room: Room, open_seat: SeatOpener, name: str) -> Case:
    """The operator sits down, with one pane on the board."""
    room.put_people_on_duty()
    return Case(bot, room, Hands(bot, open_seat("op1"), Tally(name)))
