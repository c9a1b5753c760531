"""The measures: written in place, and nothing lost where two people write the same one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from pytestqt.qtbot import QtBot

from widgets.measure_editor import MeasureEditor
from widgets.measures_list import Measure, MeasureDraft, MeasuresList

AT = datetime(2025, 7, 2, 10, 31)
CLOSE = Measure("a", "封闭东门", "综合执法队", date(2025, 7, 2), "王强", AT, 11)
TELL = Measure("b", "送达告知书", "", None, "李芳", AT, 12, can_drop=False)
DEPARTMENTS = ("综合执法队", "市场监管所", "消防大队")


class Told:
    """What the list told."""

    def __init__(self, measures: MeasuresList) -> None:
        self.made: list[tuple[str, MeasureDraft]] = []
        self.changed: list[tuple[str, int, MeasureDraft]] = []
        self.dropped: list[str] = []
        measures.measure_made.connect(lambda *args: self.made.append(args))
        measures.measure_changed.connect(lambda *args: self.changed.append(args))
        measures.measure_dropped.connect(self.dropped.append)


@pytest.fixture
def measures(qtbot: QtBot) -> MeasuresList:
    widget = MeasuresList()
    qtbot.addWidget(widget)
    widget.resize(480, 700)
    widget.set_departments(DEPARTMENTS)
    widget.set_measures((CLOSE, TELL))
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    return widget


def begin(qtbot: QtBot, measures: MeasuresList, id_: str) -> MeasureEditor:
    """Write a measure, by its key."""
    row = measures.rows[id_]
    row.setFocus()
    qtbot.waitUntil(row.hasFocus)
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert row.editor is not None
    qtbot.waitUntil(row.editor.text.hasFocus)
    return row.editor


def retype(qtbot: QtBot, editor: MeasureEditor, text: str) -> None:
    editor.text.selectAll()
    qtbot.keyClicks(editor.text, text)


def test_rows_say_what_who_until_when_and_who_wrote_last(measures: MeasuresList) -> None:
    row = measures.rows["a"]
    assert row.number.text() == "1."
    assert row.text.text() == "封闭东门"
    assert row.who.text() == "综合执法队  ·  until 2025-07-02"
    assert row.by.text() == "王强  10:31"
    assert measures.rows["b"].who.text() == "no department  ·  no date"


def test_a_new_one_is_made_and_the_next_can_follow(qtbot: QtBot, measures: MeasuresList) -> None:
    told = Told(measures)
    qtbot.mouseClick(measures.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(measures.new.text.hasFocus)
    qtbot.keyClicks(measures.new.text, "open the hall")
    measures.new.department.setEditText("县消防大队")
    measures.new.has_due.setChecked(True)
    measures.new.due.setDate(QDate(2025, 7, 9))
    qtbot.keyClick(measures.new.text, Qt.Key.Key_Return)
    ((id_, draft),) = told.made
    assert draft == MeasureDraft("open the hall", "县消防大队", date(2025, 7, 9))
    assert not measures.new.text.isEnabled()
    assert measures.new.draft() == draft  # still there, for it may be refused
    made = Measure(id_, draft.text, draft.department, draft.due, "王强", AT, 13)
    measures.set_measures((CLOSE, TELL, made))
    assert measures.new.draft().text == ""
    assert measures.new.text.isEnabled()
    assert measures.rows[id_].number.text() == "3."


def test_a_new_one_that_is_refused_is_kept(qtbot: QtBot, measures: MeasuresList) -> None:
    told = Told(measures)
    qtbot.mouseClick(measures.add, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(measures.new.text, "x")
    qtbot.keyClick(measures.new.text, Qt.Key.Key_Return)
    measures.show_fault(told.made[0][0], "后台连不上")
    assert measures.new.fault.text() == "后台连不上"
    assert measures.new.draft().text == "x"
    qtbot.mouseClick(measures.new.save, Qt.MouseButton.LeftButton)
    assert len(told.made) == 2


def test_what_is_begun_survives_esc(qtbot: QtBot, measures: MeasuresList) -> None:
    qtbot.mouseClick(measures.add, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(measures.new.text, "half")
    qtbot.keyClick(measures.new.text, Qt.Key.Key_Escape)
    assert not measures.new.isVisible()
    qtbot.mouseClick(measures.add, Qt.MouseButton.LeftButton)
    assert measures.new.draft().text == "half"


def test_nothing_to_be_done_is_no_measure(qtbot: QtBot, measures: MeasuresList) -> None:
    told = Told(measures)
    qtbot.mouseClick(measures.add, Qt.MouseButton.LeftButton)
    qtbot.keyClick(measures.new.text, Qt.Key.Key_Return)
    assert told.made == []
    assert measures.new.fault.isVisible()


def test_one_is_changed_in_place(qtbot: QtBot, measures: MeasuresList) -> None:
    told = Told(measures)
    editor = begin(qtbot, measures, "a")
    retype(qtbot, editor, "close both gates")
    qtbot.keyClick(editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(editor.text, "now")
    qtbot.keyClick(editor.text, Qt.Key.Key_Return)
    draft = MeasureDraft("close both gates\nnow", "综合执法队", date(2025, 7, 2))
    assert told.changed == [("a", 11, draft)]
    measures.set_measures((replace(CLOSE, text=draft.text, version=14), TELL))
    assert measures.rows["a"].editor is None
    assert measures.rows["a"].text.text() == draft.text


def test_esc_leaves_it_as_it_was(qtbot: QtBot, measures: MeasuresList) -> None:
    told = Told(measures)
    editor = begin(qtbot, measures, "a")
    retype(qtbot, editor, "no")
    qtbot.keyClick(editor.text, Qt.Key.Key_Escape)
    assert told.changed == []
    assert measures.rows["a"].text.text() == "封闭东门"
    qtbot.waitUntil(measures.rows["a"].hasFocus)


THEIRS = replace(CLOSE, text="封闭东门和西门", name="赵敏", version=20)


def test_two_write_the_same_and_mine_is_put(qtbot: QtBot, measures: MeasuresList) -> None:
    told = Told(measures)
    editor = begin(qtbot, measures, "a")
    retype(qtbot, editor, "mine")
    qtbot.keyClick(editor.text, Qt.Key.Key_Return)
    measures.show_conflict("a", THEIRS)
    assert editor.draft().text == "mine"
    assert "赵敏" in editor.conflict.text()
    assert "封闭东门和西门" in editor.conflict.text()
    assert editor.put.isVisible()
    qtbot.mouseClick(editor.put, Qt.MouseButton.LeftButton)
    assert [(id_, seen) for id_, seen, _ in told.changed] == [("a", 11), ("a", 20)]
    measures.set_measures((replace(THEIRS, text="mine", name="王强", version=21), TELL))
    assert measures.rows["a"].editor is None


def test_two_write_the_same_and_theirs_is_taken(qtbot: QtBot, measures: MeasuresList) -> None:
    told = Told(measures)
    editor = begin(qtbot, measures, "a")
    retype(qtbot, editor, "mine")
    measures.set_measures((THEIRS, TELL))  # seen before anything was sent
    assert editor.draft().text == "mine"
    qtbot.keyClick(editor.text, Qt.Key.Key_Escape)  # nothing is lost by a slip
    assert measures.rows["a"].editor is editor
    qtbot.mouseClick(editor.take, Qt.MouseButton.LeftButton)
    assert measures.rows["a"].editor is None
    assert measures.rows["a"].text.text() == "封闭东门和西门"
    assert told.changed == []


def test_one_that_somebody_took_away_meanwhile_can_be_made_anew(
    qtbot: QtBot, measures: MeasuresList
) -> None:
    told = Told(measures)
    editor = begin(qtbot, measures, "a")
    retype(qtbot, editor, "mine")
    measures.set_measures((TELL,))
    assert "a" in measures.rows
    qtbot.mouseClick(editor.put, Qt.MouseButton.LeftButton)
    assert [draft.text for _, draft in told.made] == ["mine"]
    assert told.made[0][0] != "a"
    assert told.changed == []
    assert "a" not in measures.rows


def test_one_that_somebody_took_away_meanwhile_can_be_let_go(
    qtbot: QtBot, measures: MeasuresList
) -> None:
    editor = begin(qtbot, measures, "a")
    measures.set_measures((TELL,))
    qtbot.mouseClick(editor.take, Qt.MouseButton.LeftButton)
    assert list(measures.rows) == ["b"]


def test_the_others_do_not_disturb_what_is_being_written(
    qtbot: QtBot, measures: MeasuresList
) -> None:
    editor = begin(qtbot, measures, "b")
    retype(qtbot, editor, "still")
    new = replace(CLOSE, id="c", text="新的", version=15)
    measures.set_measures((CLOSE, TELL, new))
    measures.set_departments(("甲", "乙"))
    assert editor.draft().text == "still"
    assert editor.text.hasFocus()


def test_only_what_may_go_goes(qtbot: QtBot, measures: MeasuresList) -> None:
    told = Told(measures)
    for id_ in ("a", "b"):
        measures.rows[id_].setFocus()
        qtbot.keyClick(measures.rows[id_], Qt.Key.Key_Delete)
    assert told.dropped == ["a"]
    assert not measures.rows["b"].drop.isEnabled()
    assert "chair" in measures.rows["b"].drop.toolTip()


def test_where_nothing_can_be_changed_it_says_why(qtbot: QtBot, measures: MeasuresList) -> None:
    editor = begin(qtbot, measures, "a")
    measures.set_reason("会商已结束")
    assert not editor.save.isEnabled()
    assert not measures.add.isEnabled()
    assert measures.add.toolTip() == "会商已结束"
    assert not measures.rows["b"].edit.isEnabled()
    assert "会商已结束" in measures.rows["b"].edit.toolTip()
    qtbot.mouseDClick(measures.rows["b"], Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert measures.rows["b"].editor is None


def test_rows_stand_in_the_order_of_making(qtbot: QtBot, measures: MeasuresList) -> None:
    new = replace(CLOSE, id="c", text="新的", version=15)
    measures.set_measures((TELL, new, CLOSE))

    def is_in_order() -> bool:
        tops = [measures.rows[id_].geometry().top() for id_ in ("b", "c", "a")]
        return tops == sorted(set(tops))

    qtbot.waitUntil(is_in_order)
    assert measures.rows["a"].number.text() == "3."
