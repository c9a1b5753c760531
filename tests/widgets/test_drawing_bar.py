"""The bar of a drawing: by mouse, by keys, and what it says when it can't be used."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.drawing_bar import DrawingBar
from widgets.drawing_values import DrawingTool, StrokeColour, StrokeSymbol


class Place:
    """A window with a bar, something to be drawn on, and a field."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.bar = DrawingBar(self.window)
        self.surface = QPushButton("map")
        self.field = QLineEdit()
        box = QVBoxLayout(self.window)
        for widget in (self.bar, self.surface, self.field):
            box.addWidget(widget)
        self.tools: list[DrawingTool | None] = []
        self.bar.tool_chosen.connect(self.tools.append)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.surface.setFocus()
        qtbot.waitUntil(self.surface.hasFocus)


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    return Place(qtbot)


def test_every_tool_has_its_key(qtbot: QtBot, place: Place) -> None:
    for key in "BARSTXV":
        qtbot.keyClick(place.surface, key.lower())
    assert place.tools == [
        DrawingTool.PEN,
        DrawingTool.ARROW,
        DrawingTool.AREA,
        DrawingTool.SYMBOL,
        DrawingTool.TEXT,
        DrawingTool.ERASER,
        None,
    ]
    for tool, button in place.bar.tools.items():
        assert button.isChecked() == (tool is None)
        assert button.toolTip().endswith(")")


def test_letters_typed_into_a_field_are_letters(qtbot: QtBot, place: Place) -> None:
    place.field.setFocus()
    qtbot.waitUntil(place.field.hasFocus)
    qtbot.keyClicks(place.field, "bar")
    assert place.field.text() == "bar"
    assert place.tools == []


def test_esc_puts_the_tool_down_and_is_free_otherwise(qtbot: QtBot, place: Place) -> None:
    qtbot.keyClick(place.surface, "b")
    qtbot.keyClick(place.surface, Qt.Key.Key_Escape)
    assert place.tools == [DrawingTool.PEN, None]
    qtbot.keyClick(place.surface, Qt.Key.Key_Escape)
    assert place.tools == [DrawingTool.PEN, None]


def test_colours_widths_and_symbols_are_chosen(qtbot: QtBot, place: Place) -> None:
    told: list[object] = []
    place.bar.colour_chosen.connect(told.append)
    place.bar.width_chosen.connect(told.append)
    place.bar.symbol_chosen.connect(told.append)
    qtbot.mouseClick(place.bar.colours[StrokeColour.GREEN], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(place.bar.widths[5], Qt.MouseButton.LeftButton)
    menu = place.bar.tools[DrawingTool.SYMBOL].menu()
    menu.actions()[list(StrokeSymbol).index(StrokeSymbol.GATHER)].trigger()
    assert told == ["green", 5, "gather"]
    assert place.tools == [DrawingTool.SYMBOL]
    assert place.bar.tools[DrawingTool.SYMBOL].isChecked()


def test_undo_by_key_and_wiping_by_mouse(qtbot: QtBot, place: Place) -> None:
    with qtbot.waitSignal(place.bar.undo_wanted):
        qtbot.keyClick(place.surface, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(place.bar.clear_wanted):
        qtbot.mouseClick(place.bar.clear, Qt.MouseButton.LeftButton)


def test_what_cannot_be_done_says_why(qtbot: QtBot, place: Place) -> None:
    undone: list[bool] = []
    place.bar.undo_wanted.connect(lambda: undone.append(True))
    qtbot.keyClick(place.surface, "b")
    place.bar.set_reasons(draw="会商已结束", undo="没有可撤销的", clear="只有主持人")
    assert place.tools == [DrawingTool.PEN, None]
    assert not place.bar.tools[DrawingTool.PEN].isEnabled()
    assert place.bar.tools[None].isEnabled()
    assert "会商已结束" in place.bar.tools[DrawingTool.PEN].toolTip()
    assert "没有可撤销的" in place.bar.undo.toolTip()
    assert "只有主持人" in place.bar.clear.toolTip()
    qtbot.keyClick(place.surface, "b")
    qtbot.keyClick(place.surface, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert place.tools == [DrawingTool.PEN, None]
    assert undone == []
    place.bar.set_reasons()
    qtbot.keyClick(place.surface, "b")
    assert place.tools[-1] is DrawingTool.PEN


def test_every_button_has_a_name_and_is_reached_with_tab(place: Place) -> None:
    for button in place.bar.findChildren(QToolButton):
        assert button.accessibleName()
        assert button.toolTip()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
