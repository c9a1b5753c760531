"""Colours that can be read, a stylesheet Qt takes, every icon drawn, a Chinese font."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from resources import colours, fonts, icons, style


def luminance(name: str) -> float:
    """Relative luminance after WCAG 2.2."""
    colour = QColor(name)
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4)
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("text", "ground"), colours.TEXT_PAIRS)
def test_text_has_contrast(text: str, ground: str) -> None:
    high, low = sorted((luminance(text), luminance(ground)), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_look_reaches_a_button(qapp: QApplication, qtbot: QtBot) -> None:
    style.apply(qapp)
    try:
        button = QPushButton("确定")
        qtbot.addWidget(button)
        button.show()
        qtbot.waitExposed(button)
        colour = button.grab().toImage().pixelColor(button.width() // 2, 3)
        assert colour == QColor(colours.RAISED)
    finally:
        qapp.setStyleSheet("")
    assert not re.search(r"@\w+@", style.stylesheet())


def test_every_icon_is_drawn(qapp: QApplication) -> None:
    drawn = {p.name.removesuffix(".svg") for p in files("resources").joinpath("icons").iterdir()}
    assert drawn == set(icons.NAMES)
    for name in icons.NAMES:
        image = icons.icon(name).pixmap(24, 24).toImage()
        points = [(x, y) for x in range(image.width()) for y in range(image.height())]
        assert sum(image.pixelColor(x, y).alpha() > 100 for x, y in points) > 20, name


def test_font_has_chinese(qapp: QApplication) -> None:
    assert fonts.chinese_family() == "Noto Sans CJK SC"
