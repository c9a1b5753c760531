"""The border of an alert, the mark of a backend that is away, panes and spans without hands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resources import colours
from tests.widgets.synthetic_frames import SyntheticSource, grid
from widgets.grade_mark import grade_colour
from widgets.pane_view import PaneLook, PaneView
from widgets.wall_frame import Alert, AlertFrame, AwayMark
from widgets.wall_panes import WallPanes
from widgets.wall_span import WallSpan

RED, GREEN, BLUE = QColor("#ff0000"), QColor("#00ff00"), QColor("#0000ff")


@pytest.mark.parametrize("grade", [1, 2, 3, 4])
def test_an_alert_runs_round_the_content_and_hides_none_of_it(qtbot: QtBot, grade: int) -> None:
    frame, content = AlertFrame(), QWidget()
    qtbot.addWidget(frame)
    frame.resize(1000, 600)
    frame.set_text_px(30)
    frame.add_content(content)
    assert content.geometry() == frame.rect()
    frame.set_alert(Alert(grade, "沿江公路三车追尾"))
    assert frame.rect().contains(content.geometry())
    assert content.geometry().top() >= 30
    image = frame.grab().toImage()
    edges = [QPoint(3, 300), QPoint(996, 300), QPoint(500, 3), QPoint(500, 596)]
    assert {image.pixelColor(at).name() for at in edges} == {grade_colour(grade).name()}
    frame.set_alert(None)
    assert content.geometry() == frame.rect()
    frame.drop_content(content)
    content.deleteLater()


def test_the_border_changes_with_the_beat_only(qtbot: QtBot) -> None:
    """A beat a second: bright, dark, bright, so it flashes every two seconds."""
    frame = AlertFrame()
    qtbot.addWidget(frame)
    frame.resize(400, 300)
    frame.set_alert(Alert(4, "x"))

    def edge() -> QColor:
        return frame.grab().toImage().pixelColor(2, 150)

    first = edge()
    assert edge() == first
    frame.beat()
    assert edge() != first
    frame.beat()
    assert edge() == first


def test_the_mark_says_since_when(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    mark = AwayMark(parent)
    mark.set_text_px(30)
    assert not mark.isVisibleTo(parent)
    mark.show_since("12:03")
    assert mark.isVisibleTo(parent)
    assert mark.words() == "Backend away since 12:03"
    assert mark.height() >= 30
    assert mark.grab().toImage().pixelColor(24, mark.height() // 2) == QColor(colours.STALE)
    mark.show_since("")
    assert not mark.isVisibleTo(parent)


# -- panes


@pytest.fixture
def panes(qtbot: QtBot) -> WallPanes:
    """2×2 panes with large captions."""
    made = WallPanes()
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.set_text_px(40)
    made.set_cells(grid(2, 2))
    with qtbot.waitExposed(made):
        made.show()
    return made


def live(panes: WallPanes, index: int, colour: QColor) -> SyntheticSource:
    box = panes.pane_box(index)
    source = SyntheticSource(box.width(), box.height())
    source.publish(colour)
    panes.set_view(index, PaneView(title="枫溪大桥西", look=PaneLook.LIVE, source=source))
    return source


def test_only_panes_with_a_new_frame_are_painted(panes: WallPanes) -> None:
    sources = [live(panes, index, RED) for index in range(4)]
    panes.repaint()
    assert panes.render_tick() == 0
    sources[3].publish(GREEN)
    assert panes.render_tick() == 1
    image = panes.grab().toImage()
    assert image.pixelColor(320, 100) == RED
    assert image.pixelColor(960, 400) == GREEN


def test_captions_are_as_large_as_the_walls_type(panes: WallPanes) -> None:
    live(panes, 0, RED)
    image = panes.grab().toImage()
    column = [image.pixelColor(630, y) == RED for y in range(360)]
    strip = column[:358].count(False)
    assert strip >= 40
    panes.set_text_px(20)
    image = panes.grab().toImage()
    assert [image.pixelColor(630, y) == RED for y in range(358)].count(False) < strip


def test_hands_do_nothing(panes: WallPanes) -> None:
    live(panes, 0, RED)
    before = panes.grab().toImage()
    for pressed in (Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Right):
        QTest.keyClick(panes, pressed)
    QTest.mouseClick(panes, Qt.MouseButton.LeftButton, pos=QPoint(900, 500))
    QTest.mouseDClick(panes, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert panes.grab().toImage() == before


def test_small_panes_have_room_for_a_name_only(panes: WallPanes) -> None:
    assert panes.is_roomy(0)
    panes.set_cells(grid(8, 5))
    assert not panes.is_roomy(0)
    assert panes.pane_count() == 40


def test_resizing_tells_the_boxes(qtbot: QtBot, panes: WallPanes) -> None:
    with qtbot.waitSignal(panes.pane_boxes_changed):
        panes.resize(1000, 600)
    assert 2 * panes.pane_box(0).width() == 1000 - 4


# -- spans


def test_each_screen_shows_its_part(qtbot: QtBot) -> None:
    source = SyntheticSource(900, 300)
    source.publish(RED)
    frame = source.acquire()
    assert frame is not None
    picture = frame.copy()
    picture.fill(RED)
    for x in range(450, 900):
        for y in range(300):
            picture.setPixelColor(x, y, BLUE)
    source.publish_image(picture)
    for part, colour in ((QRectF(0, 0, 0.5, 1), RED), (QRectF(0.5, 0, 0.5, 1), BLUE)):
        screen = WallSpan()
        qtbot.addWidget(screen)
        screen.resize(450, 300)
        screen.set_part(part)
        screen.set_source(source)
        image = screen.grab().toImage()
        assert {image.pixelColor(x, 150).name() for x in (0, 225, 449)} == {colour.name()}
        assert screen.render_tick() == 0
        source.publish_image(picture)
        assert screen.render_tick() == 1


def test_a_span_without_a_picture_says_why(qtbot: QtBot) -> None:
    screen = WallSpan()
    qtbot.addWidget(screen)
    screen.resize(800, 300)
    blank = screen.grab().toImage()
    screen.show_words("Lost: the camera refuses the connection")
    assert screen.grab().toImage() != blank
