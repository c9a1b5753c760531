"""What lies over a pane's picture, by how much room there is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from widgets.pane_decor import STRIP_HEIGHT, DecorOptions, DecorWords, build_decor
from widgets.pane_view import PaneLook, PaneView

WORDS = DecorWords("", "{age} s", "slowed", "key")
OPTIONS = DecorOptions(numbers=False, overlay=False, words=WORDS, font_family="")
VIEW = PaneView(title="枫溪大道", number="C001", look=PaneLook.LIVE, key=True)


@pytest.mark.parametrize(("width", "is_named"), [(480, True), (80, True), (50, False)])
def test_a_pane_without_room_for_a_name_says_only_how_it_is(
    qapp: QApplication, width: int, is_named: bool
) -> None:
    (strip,) = build_decor(VIEW, QSize(width, 40), 1.0, OPTIONS)
    assert strip.image.height() == STRIP_HEIGHT
    assert (strip.image.width() == width) is is_named
    assert strip.image.width() < 24 or is_named
