"""Colours of the pane board, ready to paint with; the values are those of ``resources.colours``."""

from __future__ import annotations

from PySide6.QtGui import QColor

from resources import colours


def _veil(colour: str, alpha: int) -> QColor:
    made = QColor(colour)
    made.setAlpha(alpha)
    return made


BOARD = QColor(colours.BOARD)
PANE = QColor(colours.PANE)
LETTERBOX = QColor(colours.LETTERBOX)
STRIP = _veil(colours.BOARD, 0xD8)
TEXT = QColor(colours.TEXT)
TEXT_QUIET = QColor(colours.TEXT_QUIET)
LIVE = QColor(colours.LIVE)
STALE = QColor(colours.STALE)
LOST = QColor(colours.LOST)
KEY = QColor(colours.KEY_MARK)
KEY_INK = QColor(colours.KEY_INK)
SELECTED = QColor(colours.ACCENT)
SELECTED_IDLE = QColor(colours.SELECTED_IDLE)
DROP_TARGET = QColor(colours.TEXT)
DIM_STALE = _veil(colours.BOARD, 0x5A)
DIM_LOST = _veil(colours.BOARD, 0xC0)
HATCH = _veil(colours.STALE, 0x6E)
