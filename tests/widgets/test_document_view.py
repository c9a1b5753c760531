"""A document on a table: pages turned by button and key, others told what they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from widgets.document_view import DocumentLook, DocumentView

PLAN = DocumentLook("方案.pdf", "PDF  1.2 MB", 3)
LIST = DocumentLook("名单.xlsx", "XLSX  20.0 kB")


@pytest.fixture
def view(qtbot: QtBot) -> DocumentView:
    widget = DocumentView()
    qtbot.addWidget(widget)
    widget.resize(640, 480)
    widget.show_document(PLAN)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def test_pages_are_turned_by_hand_as_far_as_there_are_any(qtbot: QtBot, view: DocumentView) -> None:
    turned: list[int] = []
    view.page_turned.connect(lambda: turned.append(view.page))
    qtbot.mouseClick(view.on, Qt.MouseButton.LeftButton)
    qtbot.keyClick(view.picture, Qt.Key.Key_PageDown)
    qtbot.keyClick(view.picture, Qt.Key.Key_PageDown)
    assert turned == [2, 3]
    assert not view.on.isEnabled()
    assert view.number.text() == "Page 3 of 3"
    qtbot.mouseClick(view.back, Qt.MouseButton.LeftButton)
    assert turned == [2, 3, 2]


def test_another_page_comes_empty_and_keeps_the_zoom(view: DocumentView) -> None:
    page = QImage(60, 80, QImage.Format.Format_RGB32)
    page.fill(QColor("white"))
    view.show_page(page)
    assert view.is_ready()
    view.picture.set_zoom(QRectF(0, 0, 0.5, 0.5))
    view.turn(1)
    assert not view.is_ready()
    assert view.picture.zoom == QRectF(0, 0, 0.5, 0.5)


def test_why_a_page_is_not_there_is_told_until_another_is_looked_at(view: DocumentView) -> None:
    view.show_page(None, "the backend is away")
    shown = view.picture._words
    view.turn(1)
    assert (shown, view.picture._words) == ("the backend is away", "Reading the page…")


def test_what_has_no_pages_is_only_saved(qtbot: QtBot, view: DocumentView) -> None:
    told: list[bool] = []
    view.save_wanted.connect(lambda: told.append(True))
    view.show_document(LIST)
    assert view.is_ready()
    assert view.title.text() == "名单.xlsx  XLSX  20.0 kB"
    assert not any(one.isVisible() for one in (view.back, view.number, view.on))
    qtbot.keyClick(view.picture, Qt.Key.Key_PageDown)
    qtbot.mouseClick(view.save, Qt.MouseButton.LeftButton)
    assert (view.page, told) == (1, [True])


def test_on_a_wall_nobody_turns_or_saves(view: DocumentView) -> None:
    view.set_hands(False)
    assert view.number.isVisible()
    assert not any(one.isVisible() for one in (view.back, view.on, view.save))
