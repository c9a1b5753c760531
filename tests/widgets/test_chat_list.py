"""The chat: what is read, what is written, who is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resources import colours
from widgets.chat_list import ChatList, ChatMessage, ChatPerson, ChatState
from widgets.chat_painting import mentions_in

AT = datetime(2025, 7, 2, 10, 31)
SHIFT = Qt.KeyboardModifier.ShiftModifier
PEOPLE = (
    ChatPerson("p1", "王强", "指挥室"),
    ChatPerson("p2", "李芳", "综治工作"),
    ChatPerson("p3", "李芳华", "市场监管"),
    ChatPerson("p4", "李芳", "综合执法"),
)


def said(number: int, text: str = "收到") -> ChatMessage:
    return ChatMessage(f"m{number}", AT + timedelta(minutes=number), "李芳", "综治工作", text)


@pytest.fixture
def chat(qtbot: QtBot) -> ChatList:
    widget = ChatList()
    qtbot.addWidget(widget)
    widget.resize(360, 500)
    widget.set_me("王强")
    widget.set_people(PEOPLE)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.entry.hasFocus)
    return widget


def many(count: int) -> list[ChatMessage]:
    return [
        said(number, f"第 {number} 条：东门人多，请再派两人到路口引导") for number in range(count)
    ]


def is_last_in_view(chat: ChatList) -> bool:
    bar = chat.view.verticalScrollBar()
    return bar.value() == bar.maximum()


def compose(chat: ChatList, text: str) -> None:
    """Type Chinese as an input method does."""
    QApplication.sendEvent(chat.entry, QInputMethodEvent("pinyin", []))
    done = QInputMethodEvent()
    done.setCommitString(text)
    QApplication.sendEvent(chat.entry, done)


# Reading


def test_the_newest_is_in_view_unless_somebody_reads_further_up(
    qtbot: QtBot, chat: ChatList
) -> None:
    chat.set_messages(many(60))
    qtbot.waitUntil(lambda: is_last_in_view(chat))
    chat.set_messages(many(61))
    qtbot.waitUntil(lambda: is_last_in_view(chat))
    assert not chat.newer.isVisible()
    qtbot.keyClick(chat.entry, Qt.Key.Key_PageUp)
    place = chat.view.verticalScrollBar().value()
    chat.set_messages(many(64))
    qtbot.waitUntil(chat.newer.isVisible)
    assert "3" in chat.newer.text()
    assert chat.view.verticalScrollBar().value() == place
    qtbot.mouseClick(chat.newer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_last_in_view(chat))
    assert not chat.newer.isVisible()


def test_what_one_says_oneself_is_seen(qtbot: QtBot, chat: ChatList) -> None:
    chat.set_messages(many(60))
    qtbot.keyClick(chat.entry, Qt.Key.Key_PageUp)
    mine = replace(said(60), is_mine=True, state=ChatState.SENDING)
    chat.set_messages([*many(60), mine])
    qtbot.waitUntil(lambda: is_last_in_view(chat))


def test_a_narrower_window_keeps_the_newest_in_view(qtbot: QtBot, chat: ChatList) -> None:
    chat.set_messages([*many(60), said(60, "长" * 300)])
    qtbot.waitUntil(lambda: is_last_in_view(chat))
    most = chat.view.verticalScrollBar().maximum()
    chat.resize(250, 300)
    qtbot.waitUntil(lambda: chat.view.verticalScrollBar().maximum() > most)
    qtbot.waitUntil(lambda: is_last_in_view(chat))


def test_words_without_a_break_wrap(chat: ChatList) -> None:
    chat.set_messages([said(0, "short"), said(1, "https://" + "a" * 200)])
    chat.grab()
    low, high = (chat.view.visualRect(chat.view.chat.index(row)).height() for row in (0, 1))
    assert high > low + 2 * chat.view.fontMetrics().height()
    assert chat.view.horizontalScrollBar().maximum() == 0


def test_a_message_on_its_way_says_so_until_it_arrived(chat: ChatList) -> None:
    waiting = replace(said(0), is_mine=True, state=ChatState.SENDING)
    chat.set_messages([waiting])
    first = chat.view.grab().toImage()
    chat.set_messages([replace(waiting, state=ChatState.SENT)])
    assert chat.view.grab().toImage() != first
    assert chat.view.chat.rowCount() == 1


def test_who_is_named_sees_it(chat: ChatList) -> None:
    text = "请看 @王强 和 @李芳"
    chat.set_messages([replace(said(0, text), mentions=("王强", "李芳"))])
    assert has_colour(chat, colours.KEY_MARK)
    chat.set_me("李芳华")
    assert not has_colour(chat, colours.KEY_MARK)


def has_colour(chat: ChatList, colour: str) -> bool:
    image = chat.view.viewport().grab().toImage()
    box = chat.view.visualRect(chat.view.chat.index(0))
    pixels = (image.pixelColor(x, y) for x in range(box.right()) for y in range(box.bottom()))
    return QColor(colour) in pixels


def test_a_longer_name_is_not_taken_for_a_shorter() -> None:
    found = mentions_in("@李芳华 @李芳，@没有", ("李芳", "李芳华"))
    assert found == [(0, "李芳华"), (5, "李芳")]


def test_a_message_that_came_in_between_stands_where_it_belongs(chat: ChatList) -> None:
    waiting = replace(said(9, "我的"), is_mine=True, state=ChatState.SENDING)
    chat.set_messages([said(0), waiting])
    chat.set_messages([said(0), said(1), replace(waiting, state=ChatState.SENT)])
    assert [one.id for one in chat.view.chat.messages] == ["m0", "m1", "m9"]


def test_messages_are_copied_in_their_order(qtbot: QtBot, chat: ChatList) -> None:
    chat.set_messages([said(0, "一"), said(1, "二"), said(2, "三")])
    chat.view.setFocus()
    chat.view.setCurrentIndex(chat.view.chat.index(2))
    qtbot.keyClick(chat.view, Qt.Key.Key_Up, SHIFT)
    qtbot.keyClick(chat.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied == "10:32 李芳（综治工作）：二\n10:33 李芳（综治工作）：三"


# Writing


def test_enter_says_it_and_shift_enter_begins_a_line(qtbot: QtBot, chat: ChatList) -> None:
    low = chat.entry.height()
    compose(chat, "东门堵了")
    qtbot.keyClick(chat.entry, Qt.Key.Key_Return, SHIFT)
    compose(chat, "请派人")
    assert chat.entry.height() > low
    with qtbot.waitSignal(chat.message_made) as made:
        qtbot.keyClick(chat.entry, Qt.Key.Key_Return)
    assert made.args == ["东门堵了\n请派人", []]
    assert chat.entry.toPlainText() == ""
    assert chat.entry.height() == low


def test_nothing_and_too_much_are_not_said(qtbot: QtBot, chat: ChatList) -> None:
    made: list[str] = []
    chat.message_made.connect(lambda text, _: made.append(text))
    qtbot.keyClicks(chat.entry, "   ")
    qtbot.keyClick(chat.entry, Qt.Key.Key_Return)
    chat.entry.setPlainText("长" * 2001)
    qtbot.keyClick(chat.entry, Qt.Key.Key_Return)
    assert made == []
    assert "2001" in chat.fault.text()
    assert len(chat.entry.toPlainText()) == 2001


def test_an_at_offers_people_and_enter_picks_one(qtbot: QtBot, chat: ChatList) -> None:
    qtbot.keyClicks(chat.entry, "@")
    qtbot.waitUntil(chat.entry.popup.isVisible)
    compose(chat, "芳")
    assert chat.entry.completer.completionCount() == 3
    qtbot.keyClick(chat.entry.popup, Qt.Key.Key_Down)
    qtbot.keyClick(chat.entry.popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chat.entry.toPlainText() == "@李芳华 ")
    compose(chat, "请签收")
    with qtbot.waitSignal(chat.message_made) as made:
        qtbot.keyClick(chat.entry, Qt.Key.Key_Return)
    assert made.args == ["@李芳华 请签收", ["p3"]]


def test_of_two_people_of_one_name_the_picked_one_is_meant(qtbot: QtBot, chat: ChatList) -> None:
    compose(chat, "@李芳")
    qtbot.waitUntil(chat.entry.popup.isVisible)
    for _ in range(2):
        qtbot.keyClick(chat.entry.popup, Qt.Key.Key_Down)
    qtbot.keyClick(chat.entry.popup, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: chat.entry.toPlainText() == "@李芳 ")
    assert chat.entry.mentions() == ["p4"]
    chat.entry.empty()
    compose(chat, "@李芳 来一下")  # typed, not picked: both are meant
    assert chat.entry.mentions() == ["p2", "p4"]


def test_esc_closes_the_offer_and_keeps_what_is_typed(qtbot: QtBot, chat: ChatList) -> None:
    qtbot.keyClicks(chat.entry, "@")
    qtbot.waitUntil(chat.entry.popup.isVisible)
    qtbot.keyClick(chat.entry.popup, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not chat.entry.popup.isVisible())
    assert chat.entry.toPlainText() == "@"
    qtbot.keyClicks(chat.entry, " a@b")  # an address names nobody
    assert not chat.entry.popup.isVisible()


def test_a_message_that_failed_is_in_the_line_again(qtbot: QtBot, chat: ChatList) -> None:
    compose(chat, "写到一半")
    chat.put_back("东门堵了", "没有送达：后台连不上")
    assert chat.entry.toPlainText() == "东门堵了\n写到一半"
    assert chat.fault.text() == "没有送达：后台连不上"
    qtbot.keyClicks(chat.entry, "!")
    assert not chat.fault.isVisible()


def test_where_nothing_can_be_said_it_says_why(qtbot: QtBot, chat: ChatList) -> None:
    compose(chat, "留着")
    chat.set_reason("会商已结束")
    assert not chat.entry.isEnabled()
    assert not chat.send.isEnabled()
    assert chat.entry.placeholderText() == "会商已结束"
    assert chat.entry.toPlainText() == "留着"
    chat.set_reason("")
    with qtbot.waitSignal(chat.message_made):
        qtbot.mouseClick(chat.send, Qt.MouseButton.LeftButton)
