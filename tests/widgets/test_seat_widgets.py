"""Small parts of the seat: the palette, the photo window, the form."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from widgets.action_form import ActionForm, Field, FieldKind
from widgets.candidate_list import CandidateList, CandidateLook
from widgets.command_palette import CommandPalette, entries_of
from widgets.photo_viewer import PhotoViewer


def test_the_palette_does_what_is_typed(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    done: list[str] = []
    menu = window.menuBar().addMenu("&View")
    menu.addAction("Full &screen").triggered.connect(lambda: done.append("screen"))
    menu.addMenu("Panes").addAction("40").triggered.connect(lambda: done.append("40"))
    menu.addAction("Off").setEnabled(False)
    window.show()
    palette = CommandPalette(entries_of([menu]), window)
    palette.open()
    assert [palette.list.item(n).text() for n in range(palette.list.count())] == [
        "View › Full screen",
        "View › Panes › 40",
    ]
    qtbot.keyClicks(palette.field, "pan")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["40"]


def test_the_palette_moves_with_arrows(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    menu = window.menuBar().addMenu("A")
    for name in ("one", "two"):
        menu.addAction(name)
    palette = CommandPalette(entries_of([menu]), window)
    palette.open()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)


def test_a_photo_turns_and_zooms(qtbot: QtBot) -> None:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("orange"))
    viewer = PhotoViewer()
    viewer.show()
    viewer.show_image(image, "现场.jpg")
    qtbot.waitExposed(viewer)
    before = viewer.view.transform().m11()
    qtbot.keyClick(viewer, Qt.Key.Key_Plus)
    assert viewer.view.transform().m11() > before
    qtbot.keyClick(viewer, Qt.Key.Key_R)
    assert viewer.turned == 90
    assert viewer.view.transform().m12() != 0
    for _ in range(60):
        viewer.zoom(2.0)
    assert abs(viewer.view.transform().m12()) < 41
    viewer.close()


def test_a_form_says_what_is_missing_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    form = ActionForm()
    qtbot.addWidget(form)
    fields = (
        Field("reason", "理由", FieldKind.TEXT),
        Field("lead", "部门", FieldKind.CHOICE, (("-", "—"), ("a", "甲"))),
        Field("platforms", "平台", FieldKind.SEVERAL, (("ZZ", "综治"), ("SJ", "市场"))),
        Field("until", "延至", FieldKind.TIME),
        Field("seen", "已看", FieldKind.CHECK, is_needed=False),
    )
    form.ask("退回", fields, {"reason": "写到一半", "platforms": ["SJ"], "lead": "a"})
    form.show()
    sent: list[object] = []
    form.submitted.connect(sent.append)
    given = form.given()
    assert given["reason"] == "写到一半"
    assert given["platforms"] == ["SJ"]
    assert given["seen"] is False
    form.ask("退回", fields)
    form.on_send_clicked()
    assert not sent
    assert "理由" in form.fault.text()
    form.ask("退回", fields, {"reason": "归口", "platforms": ["ZZ"], "lead": "a"})
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(sent) == 1


def test_people_are_ticked_with_mouse_and_space(qtbot: QtBot) -> None:
    people = CandidateList()
    qtbot.addWidget(people)
    people.resize(400, 200)
    looks = [
        CandidateLook("m1", "王强", "专职网格员", "200 米", "本网格"),
        CandidateLook("m2", "李芳", "专职网格员", "500 米", "", "位置 8 分钟前"),
        CandidateLook("m3", "赵敏", "", "", "", "不在班", can_go=False),
    ]
    people.show_people(looks, ("m1",))
    people.show()
    assert people.picks() == ("m1",)
    people.setCurrentRow(1)
    qtbot.keyClick(people, Qt.Key.Key_Space)
    assert people.picks() == ("m1", "m2")
    at = people.visualItemRect(people.item(2)).center()
    qtbot.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert people.picks() == ("m1", "m2")
    at = people.visualItemRect(people.item(0)).center()
    qtbot.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert people.picks() == ("m2",)
    box = people.visualItemRect(people.item(1)).topLeft() + QPoint(16, 21)
    qtbot.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert people.picks() == ()
