"""The widgets of a consultation take another language while they are shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from widgets.chat_list import ChatList
from widgets.drawing_bar import DrawingBar
from widgets.drawing_layer import DrawingLayer
from widgets.drawing_surface import WholeWidget
from widgets.file_strip import FileStrip
from widgets.measures_list import MeasuresList
from widgets.people_list import PeopleList
from widgets.picture_surface import PictureSurface


class Angled(QTranslator):
    """A language in which every word stands between angles."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return f"‹{source}›"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def angled(qapp: QApplication) -> Iterator[Angled]:
    language = Angled()
    yield language
    QCoreApplication.removeTranslator(language)


def named(widget: QWidget) -> list[QWidget]:
    return [one for one in (widget, *widget.findChildren(QWidget)) if one.accessibleName()]


def make(kind: type[QWidget]) -> QWidget:
    if kind is DrawingBar:
        return DrawingBar(QWidget())
    if kind is DrawingLayer:
        below = QWidget()
        DrawingLayer(below, WholeWidget(below))
        return below
    return kind()


KINDS = (
    DrawingBar,
    DrawingLayer,
    PictureSurface,
    ChatList,
    MeasuresList,
    PeopleList,
    FileStrip,
)


@pytest.mark.parametrize("kind", KINDS)
def test_names_and_buttons_change_at_once(
    qtbot: QtBot, angled: Angled, kind: type[QWidget]
) -> None:
    widget = make(kind)
    qtbot.addWidget(widget)
    before = {one: one.accessibleName() for one in named(widget)}
    assert before
    QCoreApplication.installTranslator(angled)
    for one in (widget, *widget.findChildren(QWidget)):
        QApplication.sendEvent(one, QEvent(QEvent.Type.LanguageChange))
    for one, name in before.items():
        assert one.accessibleName() == f"‹{name}›"
    for button in widget.findChildren(QAbstractButton):
        assert not button.text() or "‹" in button.text()
