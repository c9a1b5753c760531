"""Icons from our own drawings, painted in the colours of the look."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, Literal, get_args

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import colours

IconName = Literal[
    "area", "arrow", "camera", "camera_ptz", "check", "clear", "enlarge", "eraser", "export",
    "fill", "fit", "fullscreen", "import", "info", "key", "layout", "live", "lost", "mute", "open",
    "pause", "pen", "play", "pointer", "remove", "save", "search", "snapshot", "sound", "stale",
    "step_back", "step_on", "text", "undo", "window",
]  # fmt: skip
NAMES: Final[tuple[IconName, ...]] = get_args(IconName)
SIZES: Final = (16, 24, 32)


def svg(name: IconName, colour: str = colours.TEXT) -> bytes:
    """The drawing ``name`` with its strokes in ``colour``."""
    text = files("resources").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")
    return text.replace("currentColor", colour).encode()


@cache
def icon(name: IconName, colour: str = colours.TEXT) -> QIcon:
    """The icon ``name``, greyed where disabled. Needs a QGuiApplication; made once."""
    made = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, colours.TEXT_OFF)):
        renderer = QSvgRenderer(QByteArray(svg(name, shade)))
        for size in SIZES:
            made.addPixmap(_painted(renderer, size), mode)
    return made


def _painted(renderer: QSvgRenderer, size: int) -> QPixmap:
    ratio = max((s.devicePixelRatio() for s in QGuiApplication.screens()), default=1.0)
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
