"""A picture that is zoomed and moved, here or by somebody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.widgets.window_hand import WindowHand
from widgets.picture_surface import PictureSurface

RED, BLUE = QColor("red"), QColor("blue")


def halves(width: int = 1600, height: int = 800) -> QImage:
    """Red on the left, blue on the right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(RED)
    painter = QPainter(image)
    painter.fillRect(width // 2, 0, width // 2, height, BLUE)
    painter.end()
    return image


@pytest.fixture
def picture(qtbot: QtBot) -> PictureSurface:
    surface = PictureSurface()
    qtbot.addWidget(surface)
    surface.resize(800, 400)
    surface.set_image(halves())
    surface.show()
    qtbot.waitExposed(surface)
    return surface


def wheel(surface: PictureSurface, at: QPointF, notches: int) -> None:
    event = QWheelEvent(
        at,
        surface.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(surface, event)


def colour_at(surface: PictureSurface, x: int, y: int) -> QColor:
    return surface.grab().toImage().pixelColor(x, y)


def test_the_whole_picture_fits(picture: PictureSurface) -> None:
    assert picture.shown_rect() == QRectF(0, 0, 800, 400)
    picture.resize(800, 600)
    assert picture.shown_rect() == QRectF(0, 100, 800, 400)
    assert picture.to_surface(QPointF(400, 50)) is None
    assert picture.to_surface(QPointF(200, 300)) == (0.25, 0.5)
    assert picture.zoom is None


def test_the_wheel_zooms_about_the_mouse_and_tells_it(
    qtbot: QtBot, picture: PictureSurface
) -> None:
    at = QPointF(200, 100)
    before = picture.to_surface(at)
    with qtbot.waitSignal(picture.zoom_changed) as told:
        wheel(picture, at, 3)
    assert picture.to_surface(at) == pytest.approx(before, abs=1e-6)
    assert told.args[0].width() == pytest.approx(1 / 1.25**3, abs=1e-6)
    wheel(picture, at, -30)
    assert picture.zoom is None


def test_a_hand_moves_it_but_not_over_its_edge(qtbot: QtBot, picture: PictureSurface) -> None:
    picture.zoom_by(2.0)
    hand = WindowHand(picture)
    hand.drag(QPoint(600, 200), QPoint(300, 200))
    assert picture.zoom is not None
    assert picture.zoom.left() == pytest.approx(0.4375, abs=0.01)
    hand.drag(QPoint(790, 200), QPoint(5, 200))
    assert picture.zoom.right() == pytest.approx(1.0, abs=1e-6)
    qtbot.waitUntil(lambda: colour_at(picture, 5, 200) == BLUE)


def test_what_somebody_else_looks_at_is_in_view_in_every_window(
    picture: PictureSurface,
) -> None:
    told: list[object] = []
    picture.zoom_changed.connect(told.append)
    part = QRectF(0.25, 0.25, 0.25, 0.5)
    for width, height in ((800, 400), (300, 700), (1200, 200)):
        picture.resize(width, height)
        picture.set_zoom(part)
        seen = picture.transform().mapRect(part)
        assert QRectF(picture.rect()).adjusted(-1, -1, 1, 1).contains(seen)
        assert max(seen.width() / width, seen.height() / height) == pytest.approx(1, abs=0.01)
        assert picture.zoom == part
    picture.set_zoom(None)
    assert picture.zoom is None
    assert told == []


def test_who_only_follows_zooms_nothing(qtbot: QtBot, picture: PictureSurface) -> None:
    picture.set_zooms(False)
    wheel(picture, QPointF(200, 100), 3)
    qtbot.keyClick(picture, Qt.Key.Key_Plus)
    assert picture.zoom is None


def test_keys_zoom_move_and_show_the_whole(qtbot: QtBot, picture: PictureSurface) -> None:
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus):
        qtbot.keyClick(picture, key)
    zoomed = picture.zoom
    assert zoomed is not None
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert picture.zoom is not None
    assert picture.zoom.left() > zoomed.left()
    qtbot.keyClick(picture, Qt.Key.Key_0)
    assert picture.zoom is None


def test_words_stand_where_there_is_no_picture(picture: PictureSurface) -> None:
    picture.set_image(QImage())
    blank = picture.grab().toImage()
    picture.set_words("正在载入图片…")
    assert picture.grab().toImage() != blank
    assert picture.to_surface(QPointF(100, 100)) is None
    picture.zoom_by(2.0)
    assert picture.zoom is None


@given(st.floats(0, 800), st.floats(0, 400), st.lists(st.floats(0.5, 2.0), max_size=12))
def test_zooming_never_leaves_the_picture(x: float, y: float, factors: list[float]) -> None:
    surface = PictureSurface()
    surface.resize(800, 400)
    surface.set_image(halves(900, 700))
    for factor in factors:
        surface.zoom_by(factor, QPointF(x, y))
        part = QRectF(0, 0, 1, 1) if surface.zoom is None else surface.zoom
        assert QRectF(-1e-6, -1e-6, 1 + 2e-6, 1 + 2e-6).contains(part)
        shown = surface.shown_rect()
        assert shown.left() <= 0 or shown.center().x() == pytest.approx(400)
        assert shown.top() <= 0 or shown.center().y() == pytest.approx(200)
    surface.deleteLater()
