"""Forms of what an action needs: lists to tick, choices found by typing, times, notes, limits."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDateTimeEdit, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from widgets.action_form import ActionForm, Field, FieldKind
from widgets.pick_list import PickList

MANY = tuple((f"d{number}", f"第{number}部门") for number in range(1, 41))
FEW = (("ZZ", "综治工作"), ("SJ", "市场监管"))
ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


def commit(widget: QWidget, text: str) -> None:
    """What an input method hands over."""
    handed_over = QInputMethodEvent("", [])
    handed_over.setCommitString(text)
    QApplication.sendEvent(widget, handed_over)


def asked(qtbot: QtBot, *fields: Field) -> ActionForm:
    form = ActionForm()
    qtbot.addWidget(form)
    form.resize(400, 700)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.ask("办理", fields)
    return form


def test_a_click_anywhere_on_a_row_ticks_it_once(qtbot: QtBot) -> None:
    rows = PickList(FEW, ("SJ",))
    qtbot.addWidget(rows)
    rows.show()
    assert rows.picks() == ["SJ"]
    assert rows.list.item(0).text() == "市场监管"  # what is ticked stands first
    for row, column in ((1, 8), (0, 120)):  # on the box, and on the words
        at = rows.list.visualItemRect(rows.list.item(row)).topLeft()
        at.setX(column)
        at.setY(at.y() + 8)
        qtbot.mouseClick(rows.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert rows.picks() == ["ZZ"]
    rows.list.setCurrentRow(0)
    qtbot.keyClick(rows.list, Qt.Key.Key_Space)
    assert rows.picks() == ["ZZ", "SJ"]


def test_enter_ticks_what_was_found_among_many(qtbot: QtBot) -> None:
    form = asked(qtbot, Field("d", "部门", FieldKind.SEVERAL, MANY, ("d5",)))
    (rows,) = form.findChildren(PickList)
    assert QApplication.focusWidget() is rows.search
    commit(rows.search, "第33")
    shown = [rows.list.item(n) for n in range(rows.list.count())]
    assert [one.text() for one in shown if not one.isHidden()] == ["第5部门", "第33部门"]
    qtbot.keyClick(rows.search, ENTER)
    assert rows.picks() == ["d5", "d33"]
    assert rows.search.text() == ""
    sent: list[object] = []
    form.submitted.connect(sent.append)
    qtbot.keyClick(rows.search, ENTER, CTRL)
    assert sent == [{"d": ["d5", "d33"]}]


def test_a_choice_of_many_is_found_by_a_part_and_nonsense_is_none(qtbot: QtBot) -> None:
    form = asked(qtbot, Field("lead", "牵头部门", FieldKind.CHOICE, (("-", "—"), *MANY)))
    (box,) = form.findChildren(QComboBox)
    line = box.lineEdit()
    assert line is not None
    assert form.given() == {"lead": "-"}
    commit(line, "第7部门")
    assert form.given() == {"lead": "d7"}
    qtbot.keyClick(box, ENTER, CTRL)
    line.setText("没有这个")
    form.on_send_clicked()
    assert "牵头部门" in form.fault.text()


def test_a_time_is_asked_in_the_towns_zone_and_survives_as_a_draft(qtbot: QtBot) -> None:
    zone = timezone(timedelta(hours=8))
    field = Field("until", "延至", FieldKind.TIME, value=datetime(2026, 11, 25, 9, 30, tzinfo=zone))
    form = asked(qtbot, field)
    (editor,) = form.findChildren(QDateTimeEdit)
    assert editor.text() == "2026-11-25 09:30"
    assert form.given() == {"until": "2026-11-25T09:30:00+08:00"}
    form.ask("办理", (field,), {"until": "2026-11-26T10:15:00+08:00"})
    assert form.given() == {"until": "2026-11-26T10:15:00+08:00"}


def test_a_note_is_read_and_not_given_and_the_key_sends_at_once(qtbot: QtBot) -> None:
    note = Field("note", "申请内容", FieldKind.NOTE, value="延至明天", is_needed=False)
    form = asked(qtbot, note)
    assert "延至明天" in [one.text() for one in form.findChildren(QLabel)]
    sent: list[object] = []
    form.submitted.connect(sent.append)
    qtbot.keyClick(form.send, ENTER, CTRL)
    assert sent == [{}]


def test_a_long_form_scrolls_and_shows_where_the_focus_is(qtbot: QtBot) -> None:
    fields = [Field(f"t{n}", f"说明{n}", FieldKind.TEXT, hint="提示") for n in range(12)]
    form = asked(qtbot, *fields)
    (area,) = [one for one in form.findChildren(QScrollArea) if one.widget() is not None]
    assert area.height() < 500
    for _ in range(11):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    last = QApplication.focusWidget()
    assert last is not None
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
