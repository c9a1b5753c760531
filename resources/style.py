"""The dark look: stylesheet and palette."""

from __future__ import annotations

import re
from importlib.resources import files

from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from resources import colours

_NAME = re.compile(r"@(\w+)@")


def stylesheet() -> str:
    """The stylesheet with the named colours put in. KeyError for a name that isn't a colour."""
    named = colours.by_name()
    text = files("resources").joinpath("dark.qss").read_text(encoding="utf-8")
    return _NAME.sub(lambda match: named[match[1]], text)


def palette() -> QPalette:
    """The same colours for what Qt paints without the stylesheet."""
    role = QPalette.ColorRole
    dark = QPalette()
    for which, value in {
        role.Window: colours.WINDOW,
        role.WindowText: colours.TEXT,
        role.Base: colours.PANEL,
        role.AlternateBase: colours.WINDOW,
        role.Text: colours.TEXT,
        role.PlaceholderText: colours.TEXT_QUIET,
        role.Button: colours.RAISED,
        role.ButtonText: colours.TEXT,
        role.BrightText: colours.LOST,
        role.Highlight: colours.ACCENT_FILL,
        role.HighlightedText: colours.ON_ACCENT,
        role.ToolTipBase: colours.RAISED,
        role.ToolTipText: colours.TEXT,
        role.Link: colours.ACCENT,
    }.items():
        dark.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        dark.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.TEXT_OFF))
    return dark


def apply(app: QApplication) -> None:
    """Give ``app`` the look; Fusion, so that it is the same on every platform."""
    fusion = QStyleFactory.create("Fusion")
    if fusion is not None:
        app.setStyle(fusion)
    app.setPalette(palette())
    QDir.setSearchPaths("icons", [str(files("resources").joinpath("icons"))])
    app.setStyleSheet(stylesheet())
