"""What the pane board paints."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from tests.widgets.synthetic_frames import SyntheticSource, grid
from widgets.pane_board import PaneBoard
from widgets.pane_view import PaneLook, PaneView

RED, GREEN, BLUE = QColor("#ff0000"), QColor("#00ff00"), QColor("#0000ff")


@pytest.fixture
def board(qtbot: QtBot) -> PaneBoard:
    """A shown board of 2×2 panes, 640×360."""
    board = PaneBoard()
    qtbot.addWidget(board)
    board.resize(640, 360)
    board.set_cells(grid(2, 2))
    with qtbot.waitExposed(board):
        board.show()
    return board


def live(board: PaneBoard, index: int, colour: QColor) -> SyntheticSource:
    """Give a pane a live source whose frames fit its box exactly."""
    box = board.pane_box(index)
    source = SyntheticSource(box.width(), box.height())
    source.publish(colour)
    board.set_view(index, PaneView(title=f"Camera {index}", look=PaneLook.LIVE, source=source))
    return source


def middle(board: PaneBoard, index: int) -> QColor:
    """The colour in the middle of a pane."""
    return board.grab().toImage().pixelColor(board.pane_rect(index).center())


def settle(qtbot: QtBot, board: PaneBoard) -> None:
    """Let pending paint events pass, the screen's among them, and forget them."""
    QGuiApplication.sync()
    board.repaint()
    QGuiApplication.sync()
    board.paint_stats.clear()


def test_only_panes_with_a_new_frame_are_painted(qtbot: QtBot, board: PaneBoard) -> None:
    sources = [live(board, index, RED) for index in range(4)]
    settle(qtbot, board)
    assert board.render_tick() == 0
    counts = [board.shown_count(index) for index in range(4)]
    acquired = [source.acquired for source in sources]
    sources[2].publish(GREEN)
    assert board.render_tick() == 1
    qtbot.waitUntil(lambda: board.paint_stats.paints == 1)
    assert board.paint_stats.panes_painted == 1
    assert board.paint_stats.frames_shown == 1
    after = [board.shown_count(index) for index in range(4)]
    assert after == [counts[0], counts[1], counts[2] + 1, counts[3]]
    assert [source.acquired for source in sources] == [
        acquired[0],
        acquired[1],
        acquired[2] + 1,
        acquired[3],
    ]
    assert middle(board, 2) == GREEN
    assert middle(board, 3) == RED


def test_frames_are_drawn_pixel_for_pixel(board: PaneBoard) -> None:
    box = board.pane_box(0)
    frame = QImage(box, QImage.Format.Format_RGB32)
    for y in range(box.height()):
        for x in range(box.width()):
            frame.setPixelColor(x, y, QColor((x * 7) % 256, (y * 5) % 256, (x ^ y) % 256))
    source = SyntheticSource()
    source.publish_image(frame)
    board.set_view(0, PaneView(look=PaneLook.LIVE, source=source))
    shown = board.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    above_strip = box.height() - 30
    assert shown.copy(0, 0, box.width(), above_strip) == frame.copy(0, 0, box.width(), above_strip)


def test_nothing_that_is_not_live_moves(qtbot: QtBot, board: PaneBoard) -> None:
    source = live(board, 0, RED)
    board.set_view(0, replace(board.view(0), look=PaneLook.STALE, age_s=3.0))
    settle(qtbot, board)
    still = middle(board, 0)
    source.publish(GREEN)
    assert board.render_tick() == 0
    assert middle(board, 0) == still


def test_every_look_differs_and_lost_is_darker_than_stale(board: PaneBoard) -> None:
    live(board, 0, QColor("#ff8080"))
    looks = {}
    shades = {}
    for look in PaneLook:
        view = replace(board.view(0), look=look, age_s=4.0, status_text="why")
        board.set_view(0, view)
        image = board.grab().toImage()
        looks[look] = image.copy(board.pane_rect(0))
        shades[look] = image.pixelColor(board.pane_rect(0).topLeft() + board.rect().topLeft())
    pictures = list(looks.values())
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[i + 1 :])
    assert shades[PaneLook.STALE].saturation() < 40 < shades[PaneLook.LIVE].saturation()
    assert shades[PaneLook.LOST].lightness() < shades[PaneLook.STALE].lightness()


def test_hatch_age_key_shed_and_overlay_change_the_picture(board: PaneBoard) -> None:
    live(board, 0, RED)
    base = replace(board.view(0), look=PaneLook.STALE, age_s=11.0, overlay_lines=("H.264",))
    seen: list[QImage] = []
    for view in (
        base,
        replace(base, hatched=True),
        replace(base, age_s=12.0),
        replace(base, key=True),
        replace(base, shed=True),
        replace(base, sound=True),
    ):
        board.set_view(0, view)
        seen.append(board.grab().toImage())
    board.set_overlay_visible(True)
    seen.append(board.grab().toImage())
    assert all(a != b for i, a in enumerate(seen) for b in seen[i + 1 :])


def test_another_camera_never_shows_the_last_ones_picture(board: PaneBoard) -> None:
    live(board, 0, RED)
    board.set_view(0, replace(board.view(0), look=PaneLook.LOST, status_text="refused"))
    dim = middle(board, 0)
    board.set_view(0, PaneView(title="Other", look=PaneLook.LOST, status_text="refused"))
    corner = board.grab().toImage().pixelColor(board.pane_rect(0).topLeft())
    assert dim.red() > dim.blue() - 40
    assert corner == QColor(0x14, 0x19, 0x1F)


def test_enlarged_covers_the_board_and_restores_exactly(qtbot: QtBot, board: PaneBoard) -> None:
    for index, colour in enumerate((RED, GREEN, BLUE, RED)):
        live(board, index, colour)
    board.set_selected(1)
    board.set_zoom(2, QRectF(0.2, 0.2, 0.5, 0.5))
    settle(qtbot, board)
    before = board.grab().toImage()
    boxes = [board.pane_box(index) for index in range(4)]
    with qtbot.waitSignal(board.pane_boxes_changed):
        board.set_enlarged(1)
    assert board.pane_box(1) == board.size()
    assert not board.is_on_screen(0)
    assert board.grab().toImage().pixelColor(20, 20) == GREEN
    board.set_enlarged(None)
    assert [board.pane_box(index) for index in range(4)] == boxes
    assert board.grab().toImage() == before


def test_hidden_panes_ask_for_no_paint_while_another_is_enlarged(board: PaneBoard) -> None:
    sources = [live(board, index, RED) for index in range(4)]
    board.set_enlarged(0)
    board.repaint()
    sources[3].publish(GREEN)
    assert board.render_tick() == 0


def test_resizing_many_times_reports_the_boxes_once(qtbot: QtBot, board: PaneBoard) -> None:
    qtbot.wait(150)
    reports: list[None] = []
    board.pane_boxes_changed.connect(lambda: reports.append(None))
    for width in range(500, 600, 10):
        board.resize(width, 300)
    qtbot.waitUntil(lambda: len(reports) == 1)
    qtbot.wait(150)
    assert len(reports) == 1
    assert board.pane_box(3).width() == 590 - 295


def test_zoom_shows_the_chosen_part(board: PaneBoard) -> None:
    box = board.pane_box(0)
    frame = QImage(box, QImage.Format.Format_RGB32)
    frame.fill(RED)
    for y in range(box.height() // 2, box.height()):
        for x in range(box.width()):
            frame.setPixelColor(x, y, BLUE)
    source = SyntheticSource()
    source.publish_image(frame)
    board.set_view(0, PaneView(look=PaneLook.LIVE, source=source))
    board.set_zoom(0, QRectF(0.0, 0.5, 0.5, 0.5))
    shown = board.grab().toImage()
    assert shown.pixelColor(10, 10) == BLUE
    board.set_zoom(0, QRectF(0, 0, 1, 1))
    assert board.grab().toImage().pixelColor(10, 10) == RED


def test_selected_pane_is_said_and_framed(qtbot: QtBot, board: PaneBoard) -> None:
    for index in range(4):
        live(board, index, RED)
    before = board.grab().toImage()
    board.set_selected(3)
    assert "Camera 3" in board.accessibleName()
    assert board.accessibleDescription() == "Live"
    corner = board.pane_rect(3).topLeft()
    assert board.grab().toImage().pixelColor(corner) != before.pixelColor(corner)
    lost = replace(board.view(3), look=PaneLook.LOST, status_text="refused")
    board.set_view(3, lost)
    assert board.accessibleDescription() == "Lost refused"


def test_long_names_in_tiny_panes_are_elided(board: PaneBoard) -> None:
    board.set_cells(grid(8, 8))
    view = PaneView(title="栎桥村文化礼堂监控点位二号机" * 20, number="012", look=PaneLook.LOST)
    board.set_view(9, replace(view, status_text="no route to the camera, next try in 30 s" * 5))
    image = board.grab().toImage()
    assert image.pixelColor(board.pane_rect(10).center()) == QColor(0x14, 0x19, 0x1F)


_SCALED = """
import sys
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from tests.widgets.synthetic_frames import SyntheticSource, grid
from widgets.pane_board import PaneBoard
from widgets.pane_view import PaneLook, PaneView
app = QApplication(sys.argv)
window = QWidget()
window.resize(701, 503)
board = PaneBoard(window)
board.setGeometry(7, 5, 641, 361)
board.set_cells(grid(3, 3))
window.show()
app.processEvents()
assert board.devicePixelRatioF() == 1.5
for index in range(9):
    box = board.pane_box(index)
    frame = QImage(box, QImage.Format.Format_RGB32)
    for y in range(box.height()):
        for x in range(box.width()):
            frame.setPixel(x, y, 0xFF000000 | (0xFFFFFF if (x + y) % 2 else 0))
    source = SyntheticSource()
    source.publish_image(frame)
    board.set_view(index, PaneView(look=PaneLook.LIVE, source=source))
app.processEvents()
shown = window.screen().grabWindow(window.winId()).toImage()
shown = shown.convertToFormat(QImage.Format.Format_RGB32)
assert (shown.width(), shown.height()) == (1052, 755) or shown.width() >= 1051, shown.size()
for index in range(9):
    rect = board.pane_rect(index).translated(11, 8)
    seen = [shown.pixel(rect.x() + k, rect.y() + 40) & 0xFFFFFF for k in range(rect.width())]
    assert set(seen) == {0, 0xFFFFFF}, (index, {hex(value) for value in seen})
    assert all(a != b for a, b in zip(seen, seen[1:])), index
print("sharp")
"""


def test_frames_stay_sharp_at_150_percent() -> None:
    environment = os.environ | {"QT_SCALE_FACTOR": "1.5"}
    done = subprocess.run(
        [sys.executable, "-c", _SCALED],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "sharp", done.stderr


def test_board_takes_the_keyboard(board: PaneBoard) -> None:
    assert board.focusPolicy() is Qt.FocusPolicy.StrongFocus
