"""Colours of the pane board; every text pair holds a contrast of at least 4.5:1."""

from __future__ import annotations

from PySide6.QtGui import QColor

from resources import colours

BOARD = QColor(0x0B, 0x0E, 0x12)
PANE = QColor(0x14, 0x19, 0x1F)
LETTERBOX = QColor(0x05, 0x07, 0x09)
STRIP = QColor(0x0B, 0x0E, 0x12, 0xD8)
TEXT = QColor(colours.TEXT)
TEXT_QUIET = QColor(colours.TEXT_QUIET)
LIVE = QColor(colours.LIVE)
STALE = QColor(colours.STALE)
LOST = QColor(colours.LOST)
KEY = QColor(colours.KEY_MARK)
KEY_INK = QColor(0x1A, 0x14, 0x00)
SELECTED = QColor(colours.ACCENT)
SELECTED_IDLE = QColor(0x6F, 0x87, 0xA3)
DROP_TARGET = QColor(colours.TEXT)
DIM_STALE = QColor(0x0B, 0x0E, 0x12, 0x5A)
DIM_LOST = QColor(0x0B, 0x0E, 0x12, 0xC0)
HATCH = QColor(0xF2, 0xB1, 0x34, 0x6E)
