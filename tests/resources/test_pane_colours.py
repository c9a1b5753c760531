"""The board paints only with colours that are named in one place."""

from __future__ import annotations

from PySide6.QtGui import QColor

from resources import colours
from widgets import pane_colours


def test_every_pane_colour_is_a_named_one() -> None:
    named = {value.lower() for value in colours.by_name().values()}
    painted = {name: colour.name() for name, colour in vars(pane_colours).items() if name.isupper()}
    assert painted
    assert {name for name, value in painted.items() if value not in named} == set()
    assert isinstance(pane_colours.BOARD, QColor)
    assert pane_colours.STRIP.alpha() < pane_colours.BOARD.alpha()
