"""The five golden cases from sight to a verified end, by hands at one console.

What grid members report by telephone comes through the client; everything else goes through the
window: keys, clicks and texts of whoever sits there, one role after the other. Each case prints
its actions and seconds (``pytest -s``). Seconds are the program's own: these hands don't think.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from backend_client.records import Event
from console.session_store import Session, SessionStore
from console.state.board import BoardState
from console.state.layouts import parse_layout
from simulator.town_people import departments
from tests.backend_town import jpeg
from tests.console.hands import Hands, Tally
from tests.console.room import Room, SeatOpener

TOLD_MOST = 3
SLAUGHTER = "有村民在出租房内屠宰家禽,数量不少"
FUMES = "饭店晚上偷排油烟"
PYRAMID = "有人组织传销"
CRASH = "路口两车相撞,有人受伤流血"
FIRE = "民房着火了,浓烟很大"


@pytest.fixture(autouse=True)
def one_pane(tmp_path: Path) -> None:
    """A layout from before: forty panes would only cost time here."""
    SessionStore(tmp_path / "seat").save(Session(BoardState.empty(parse_layout("1"))))


@pytest.fixture
def photos(tmp_path: Path) -> list[str]:
    """A photo of afterwards, and the notice."""
    found = []
    for name, colour in (("处置后.jpg", "orange"), ("整改通知书.jpg", "white")):
        file = tmp_path / name
        file.write_bytes(jpeg(colour=colour))
        found.append(str(file))
    return found


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
        hands.change_to("commander")
        hands.open_newest(self.event)
        hands.begin("open_consultation")
        hands.send()
        self.comes("consulting")
        for number, platform in enumerate(platforms, 1):
            hands.change_to(f"pt-{platform.lower()}")
            hands.open_newest(self.event)
            hands.begin("state_position")
            hands.type("Agrees")
            hands.send()
            self.bot.waitUntil(lambda n=number: len(self.now.facts["consultation"]["stances"]) == n)
        hands.change_to("commander")
        hands.open_newest(self.event)
        hands.begin("sign_decision")
        _, limit = hands.desk.stage.form.findChildren(QComboBox)
        hands.tab_to(limit)
        hands.type("1")  # working day
        (measures,) = hands.desk.stage.form.findChildren(QPlainTextEdit)
        if not measures.toPlainText():  # the rules propose some for some kinds
            hands.tab_to(measures)
            hands.type("联合检查,责令整改")
        hands.send()
        self.comes("assigned")

    def is_handled(self, lead: str, files: list[str], result: str) -> None:
        """The department signs, and feeds back with a photo and its notice."""
        hands = self.hands
        hands.change_to(staff_of(lead))
        hands.open_newest(self.event)
        hands.begin("sign", asks=False)
        self.comes("handling")
        hands.begin("feed_back")
        hands.type(result)
        for name, file in zip(("attachments", "papers"), files, strict=False):
            hands.desk.stage.form.set_files(name, [file])
        hands.send()
        self.comes("verifying")

    def is_verified(self, login: str) -> None:
        """Somebody who didn't handle it looks at the evidence and closes it."""
        hands = self.hands
        hands.change_to(login)
        hands.open_newest(self.event)
        hands.begin("verify")
        hands.press(Qt.Key.Key_Space)
        hands.send()
        self.comes("closed")
        hands.tally.end()


def begin(bot: QtBot, room: Room, open_seat: SeatOpener, name: str) -> Case:
    """The operator sits down, with one pane on the board."""
    room.put_people_on_duty()
    return Case(bot, room, Hands(bot, open_seat("op1"), Tally(name)))


@pytest.mark.parametrize(
    ("name", "words", "code", "people", "platforms", "lead"),
    [
        ("1 slaughter", SLAUGHTER, "0501", 1, ("SJ", "ZF"), "农业农村办"),
        ("2 oil fumes", FUMES, "0601", 1, ("ZF", "SJ", "ZZ"), "综合执法中队"),
        ("3 pyramid selling", PYRAMID, "0504", 2, ("SJ", "ZZ", "ZF"), "市场监管所"),
    ],
)
def test_what_platforms_settle_together(
    qtbot: QtBot,
    room: Room,
    open_seat: SeatOpener,
    photos: list[str],
    name: str,
    words: str,
    code: str,
    people: int,
    platforms: tuple[str, ...],
    lead: str,
) -> None:
    case = begin(qtbot, room, open_seat, name)
    case.is_seen(words)
    case.all_are_told(people)
    qtbot.waitUntil(lambda: case.now.facts["consultation"] is not None)
    case.hands.tally.tell()
    event = case.now
    assert event.facts["subcategory"]["code"] == code
    assert set(event.facts["consultation"]["platforms"]) == set(platforms)
    assert case.hands.tally.told_actions <= TOLD_MOST
    case.is_consulted(platforms)
    decision = case.now.facts["decision"]
    assert decision["lead"] == lead
    assert {stance for _, stance in decision["stances"]} == {"agreed"}
    has_notice = code == "0501"
    if has_notice:
        assert "市场监管分局" in decision["cooperating"]
        assert "联合执法" in decision["measures"]
    case.is_handled(lead, photos if has_notice else photos[:1], "已联合处置")
    case.is_verified("leader")
    files = room.client("op1").attachments.of_event(case.event)
    kinds = {one.name: one.photo_kind for one in files}
    assert kinds.pop("处置后.jpg") == "after"
    assert kinds == ({"整改通知书.jpg": None} if has_notice else {})


def test_an_accident_in_a_pane(
    qtbot: QtBot, room: Room, open_seat: SeatOpener, photos: list[str]
) -> None:
    case = begin(qtbot, room, open_seat, "4 accident in a pane")
    hands, desk = case.hands, case.hands.desk
    controller, board = hands.console.video.controller, hands.console.window.page.board
    qtbot.waitUntil(lambda: controller.board.pane_of("C001") is not None)
    pane = controller.board.pane_of("C001")
    assert pane is not None
    qtbot.waitUntil(lambda: controller.state(pane).phase.value == "live")
    hands.click(board, board.pane_rect(pane).center())
    hands.tally.see()
    hands.press(Qt.Key.Key_E)
    hands.type(CRASH)
    qtbot.waitUntil(lambda: "C001" in desk.reports.shots)
    hands.press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: desk.events.shown is not None)
    case.event = desk.events.event_id
    case.comes("assigned")
    hands.tally.tell()
    event, op = case.now, room.client("op1")
    assert hands.tally.told_actions <= TOLD_MOST
    assert (event.facts["subcategory"]["code"], event.grade) == ("0302", 4)
    assert (event.camera, event.facts["lead"]) == ("C001", "交警中队")
    assert len(op.sending.sent(case.event)) == 2
    assert len(op.attachments.of_event(case.event)) == 1
    case.is_handled("交警中队", photos[:1], "伤员已送医,现场已清理")
    case.is_verified("leader")


def test_a_fire(qtbot: QtBot, room: Room, open_seat: SeatOpener, photos: list[str]) -> None:
    case = begin(qtbot, room, open_seat, "5 fire")
    case.is_seen(FIRE)
    case.all_are_told(2)
    case.comes("assigned")
    case.hands.tally.tell()
    event = case.now
    assert (event.facts["subcategory"]["code"], event.grade) == ("0301", 4)
    assert case.hands.tally.told_actions <= TOLD_MOST
    case.is_handled(event.facts["lead"], photos[:1], "明火已扑灭,无人员伤亡")
    case.is_verified("leader")
