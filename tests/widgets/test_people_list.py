"""Parties and people: what the list says, and what can be done with somebody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from widgets.people_list import (
    PartyLook,
    PartyWord,
    PeopleList,
    PersonCommand,
    PersonLook,
    Presence,
)

CHAIR = PersonLook("a", "陈指挥", Presence.PRESENT, is_presenter=True)
WANG = PersonLook(
    "b",
    "王强",
    Presence.PRESENT,
    is_speaking=True,
    commands=(PersonCommand.PRESENT, PersonCommand.MUTE),
)
ZHOU = PersonLook("c", "周丽娟", Presence.AWAY, is_muted=True, commands=(PersonCommand.UNMUTE,))
ROOM = PartyLook("room", "指挥室", people=(CHAIR, WANG))
MARKET = PartyLook("SJ", "市场监管", PartyWord.OBJECTED, "商户尚未签收", (ZHOU,))


@pytest.fixture
def people(qtbot: QtBot) -> PeopleList:
    view = PeopleList()
    qtbot.addWidget(view)
    view.resize(300, 400)
    view.set_parties((ROOM, MARKET))
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    return view


def told(people: PeopleList) -> list[str]:
    model = people.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def menu(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def test_every_state_is_said_in_words(people: PeopleList) -> None:
    assert told(people) == [
        "指挥室",
        "陈指挥 Present Presents",
        "王强 Present Speaks",
        "市场监管 Objected 商户尚未签收",
        "周丽娟 Away Muted",
    ]


def test_states_differ_without_their_colour(people: PeopleList) -> None:
    """Each presence and each word has a picture of its own, even in grey."""
    seen = []
    for presence in Presence:
        people.set_parties((PartyLook("x", "甲", None, "", (PersonLook("p", "", presence),)),))
        seen.append(grey_row(people, 1))
    for word in PartyWord:
        people.set_parties((PartyLook("x", "甲", word),))
        seen.append(grey_row(people, 0))
    assert len(set(seen)) == len(seen)


def grey_row(people: PeopleList, row: int) -> bytes:
    box = people.visualRect(people.model().index(row, 0))
    image = people.viewport().grab(box).toImage()
    image = image.convertToFormat(image.Format.Format_Grayscale8)
    # brighter than the ground or not: shapes alone
    ground = image.pixelColor(2, image.height() // 2).lightness()
    shapes = bytearray()
    for y in range(image.height()):
        for x in range(image.width()):
            shapes.append(abs(image.pixelColor(x, y).lightness() - ground) > 40)
    return bytes(shapes)


def test_a_right_click_offers_it_at_the_mouse(qtbot: QtBot, people: PeopleList) -> None:
    at = people.visualRect(people.model().index(4, 0)).center()
    reason = QContextMenuEvent.Reason.Mouse
    wanted = QContextMenuEvent(reason, at, people.viewport().mapToGlobal(at))
    QApplication.sendEvent(people.viewport(), wanted)
    offered = menu(qtbot)
    assert [action.text() for action in offered.actions()] == ["Let speak again"]
    with qtbot.waitSignal(people.command_chosen) as chosen:
        qtbot.keyClick(offered, Qt.Key.Key_Return)
    assert chosen.args == ["c", "unmute"]


def test_enter_offers_what_is_allowed(qtbot: QtBot, people: PeopleList) -> None:
    chosen: list[tuple[str, str]] = []
    people.command_chosen.connect(lambda person, command: chosen.append((person, command)))
    at = people.visualRect(people.model().index(2, 0)).center()
    qtbot.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.keyClick(people, Qt.Key.Key_Return)
    offered = menu(qtbot)
    assert [action.text() for action in offered.actions()] == ["Let present", "Mute"]
    qtbot.keyClick(offered, Qt.Key.Key_Down)
    qtbot.keyClick(offered, Qt.Key.Key_Return)
    assert chosen == [("b", "mute")]


def test_nothing_is_offered_where_nothing_is_allowed(qtbot: QtBot, people: PeopleList) -> None:
    for row in (0, 1, 3):
        people.setCurrentIndex(people.model().index(row, 0))
        qtbot.keyClick(people, Qt.Key.Key_Return)
        assert QApplication.activePopupWidget() is None


def test_the_cursor_stays_on_who_it_is_on(people: PeopleList) -> None:
    people.setCurrentIndex(people.model().index(4, 0))
    li = PersonLook("d", "李芳", Presence.PRESENT)
    people.set_parties((replace(ROOM, people=(CHAIR, WANG, li)), MARKET))
    assert people.currentIndex().data() == "周丽娟"


def test_a_reason_makes_room_for_itself(people: PeopleList) -> None:
    index = people.model().index(3, 0)
    high = people.visualRect(index).height()
    people.set_parties((ROOM, replace(MARKET, word=PartyWord.AGREED, reason="")))
    people.grab()
    assert people.visualRect(people.model().index(3, 0)).height() < high


def test_a_level_is_seen(people: PeopleList) -> None:
    quiet = grey_row(people, 2)
    people.set_levels({"b": 1.0})
    loud = grey_row(people, 2)
    assert loud != quiet
    people.set_levels({})
    assert grey_row(people, 2) == quiet
