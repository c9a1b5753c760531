"""Golden cases from sight to a verified end, by hands at one console.

What grid members report by telephone comes through the client; everything else goes through the
window: keys, clicks and texts of whoever sits there, one role after the other. Each case prints
its actions and seconds (``pytest -s``). Seconds are the program's own: these hands don't think.
Sight begins with the event in the inbox, or with its pane selected on the board.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.session_store import Session, SessionStore
from console.state.board import BoardState
from console.state.layouts import parse_layout
from tests.backend_town import jpeg
from tests.console.golden_case import begin, staff_of
from tests.console.room import Room, SeatOpener

TOLD_MOST = 3
SLAUGHTER = "有村民在出租房内屠宰家禽,数量不少"
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


@pytest.mark.soak
def test_what_platforms_settle_together(
    qtbot: QtBot, room: Room, open_seat: SeatOpener, photos: list[str]
) -> None:
    """The first case with the keys of one console; with its table: `test_consultation`."""
    case = begin(qtbot, room, open_seat, "1 slaughter")
    case.is_seen(SLAUGHTER)
    case.all_are_told(1)
    qtbot.waitUntil(lambda: case.now.facts["consultation"] is not None)
    case.hands.tally.tell()
    event = case.now
    assert event.facts["subcategory"]["code"] == "0501"
    assert set(event.facts["consultation"]["platforms"]) == {"SJ", "ZF"}
    assert case.hands.tally.told_actions <= TOLD_MOST
    case.is_consulted(("SJ", "ZF"))
    decision = case.now.facts["decision"]
    assert decision["lead"] == "农业农村办"
    assert {stance for _, stance in decision["stances"]} == {"agreed"}
    assert "市场监管分局" in decision["cooperating"]
    assert "联合执法" in decision["measures"]
    case.is_handled("农业农村办", photos, "已联合处置")
    case.is_verified("leader")
    files = room.client("op1").attachments.of_event(case.event)
    kinds = {one.name: one.photo_kind for one in files}
    assert kinds == {"处置后.jpg": "after", "整改通知书.jpg": None}


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


def test_every_other_way_of_a_department(
    qtbot: QtBot, room: Room, open_seat: SeatOpener, photos: list[str]
) -> None:
    """Returned, handed on, helped, extended, reworked, verified by a department that was told."""
    case = begin(qtbot, room, open_seat, "a department's other ways")
    hands, second, third, watching = case.hands, "市场监管所", "村镇建设办", "教育"
    case.is_seen("商铺门口占道堆物,影响通行")
    case.all_are_told(1)
    case.comes("assigned")
    hands.tally.tell()
    first = case.now.facts["lead"]

    case.is_opened_by(staff_of(first))
    hands.begin("return")
    hands.type("不属本部门职责")
    hands.tab_to(case.box())
    hands.type(second)
    hands.send()
    case.comes("triage")
    assert case.now.facts["proposed_owner"] == second

    case.is_opened_by("op1")
    qtbot.waitUntil(hands.desk.stage.go.isEnabled)
    hands.press(Qt.Key.Key_F9)
    case.comes("assigned")
    assert case.now.facts["lead"] == second

    case.is_opened_by(staff_of(second))
    hands.begin("sign", asks=False)
    case.comes("handling")
    hands.begin("hand_on")
    hands.type(third)
    hands.tab_to(case.words())
    hands.type("涉及违建,转村镇建设办")
    hands.send()
    qtbot.waitUntil(lambda: case.now.facts["lead"] == third)

    case.is_opened_by(staff_of(third))
    hands.begin("arrive", asks=False)
    case.shows("has_arrived")
    hands.begin("ask_help")
    hands.type("请派两人协助维持秩序")
    hands.send()
    case.is_noted("ask_help")
    hands.begin("ask_extension")
    hands.type("Works")
    hands.send()
    qtbot.waitUntil(lambda: case.now.facts["extension"] is not None)

    case.is_opened_by("leader")
    hands.begin("grant_extension")
    assert "Works take longer" in case.notes()
    hands.send()
    case.comes("suspended")

    case.is_opened_by(staff_of(third))
    hands.begin("resume", asks=False)
    case.comes("handling")
    hands.begin("feed_back")
    hands.type("已清理")
    hands.tab_to(case.words(1))
    hands.type("夜间无法拍照")
    hands.send()
    case.comes("verifying")

    case.is_opened_by("leader")
    hands.begin("rework")
    hands.type("请补处置后照片")
    hands.send()
    case.comes("handling")
    hands.begin("copy")
    hands.type(watching)
    hands.press(Qt.Key.Key_Return)
    hands.send()
    qtbot.waitUntil(lambda: case.now.facts["copied_to"] == [watching])

    case.is_opened_by(staff_of(third))
    case.is_fed_back("已清理完毕", photos[:1])
    case.is_verified(staff_of(watching))
    facts = case.now.facts
    assert (facts["returned"], facts["extensions"], facts["rework"]) == (1, 1, 1)
