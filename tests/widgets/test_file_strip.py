"""Files side by side: chosen, added, taken away; by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from widgets.file_strip import FileLook, FileStrip

SHOT = FileLook("f1", "东门抓拍", note="10:31 王强", can_drop=True)
TABLE = FileLook("f2", "商户名册.xlsx", is_picture=False, document="XLSX")
COMING = FileLook("f3", "IMG.jpg", progress=0.5, can_drop=True)


class Told:
    """What the strip told."""

    def __init__(self, strip: FileStrip) -> None:
        self.chosen: list[str] = []
        self.dropped: list[str] = []
        strip.file_chosen.connect(self.chosen.append)
        strip.drop_wanted.connect(self.dropped.append)


@pytest.fixture
def strip(qtbot: QtBot) -> FileStrip:
    widget = FileStrip()
    qtbot.addWidget(widget)
    widget.resize(800, 140)
    widget.set_files((SHOT, TABLE, COMING))
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    return widget


def click(qtbot: QtBot, strip: FileStrip, row: int) -> None:
    at = strip.list.visualItemRect(strip.list.item(row)).center()
    qtbot.mouseClick(strip.list.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_click_or_enter_chooses(qtbot: QtBot, strip: FileStrip) -> None:
    told = Told(strip)
    click(qtbot, strip, 1)
    qtbot.keyClick(strip.list, Qt.Key.Key_Left)
    qtbot.keyClick(strip.list, Qt.Key.Key_Return)
    assert told.chosen == ["f2", "f1"]


def test_one_on_its_way_is_not_looked_at_but_can_be_stopped(qtbot: QtBot, strip: FileStrip) -> None:
    told = Told(strip)
    click(qtbot, strip, 2)
    qtbot.keyClick(strip.list, Qt.Key.Key_Delete)
    assert told.chosen == []
    assert told.dropped == ["f3"]
    assert "50 %" in strip.list.item(2).toolTip()


def test_only_what_may_go_goes(qtbot: QtBot, strip: FileStrip) -> None:
    told = Told(strip)
    for row in (0, 1):
        strip.list.setCurrentRow(row)
        qtbot.keyClick(strip.list, Qt.Key.Key_Delete)
    assert told.dropped == ["f1"]


def test_the_one_on_the_table_is_marked_and_said(strip: FileStrip) -> None:
    before = strip.list.grab().toImage()
    strip.set_chosen("f1")
    assert strip.list.grab().toImage() != before
    said = strip.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "东门抓拍 10:31 王强 on the table"


def test_a_document_says_what_it_is_and_can_be_saved(qtbot: QtBot, strip: FileStrip) -> None:
    said = strip.list.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "商户名册.xlsx XLSX"
    wanted: list[str] = []
    strip.save_wanted.connect(wanted.append)
    for row in (0, 1):
        strip.on_menu_wanted(strip.list.visualItemRect(strip.list.item(row)).center())
        menu = strip.findChildren(QMenu)[-1]
        for action in menu.actions():
            if action.text() == "Save…":
                action.trigger()
        menu.close()
    assert wanted == ["f2"]


def test_pictures_come_and_stay_when_others_join(strip: FileStrip) -> None:
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(QColor("orange"))
    strip.set_picture("f1", image)
    strip.set_files((FileLook("f0", "新的"), SHOT, TABLE, COMING))
    box = strip.list.visualItemRect(strip.list.item(1))
    seen = strip.list.viewport().grab(box).toImage()
    assert seen.pixelColor(box.width() // 2, 40) == QColor("orange")


def test_adding_is_asked_for_or_says_why_not(qtbot: QtBot, strip: FileStrip) -> None:
    with qtbot.waitSignal(strip.file_wanted):
        qtbot.mouseClick(strip.add_file, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(strip.snapshot_wanted):
        qtbot.keyClick(strip.add_snapshot, Qt.Key.Key_Space)
    strip.set_reasons(snapshot="没有选中的画面")
    assert strip.add_file.isEnabled()
    assert not strip.add_snapshot.isEnabled()
    assert strip.add_snapshot.toolTip() == "没有选中的画面"
