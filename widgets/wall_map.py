"""The map on a wall: symbols and names as large as the wall's type, and no hands."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from widgets.grid_map_view import GridMapView
from widgets.map_painting import Shown
from widgets.wall_sheet import USUAL_TEXT_PX

_LABEL_PX = 12
"""Size of the map's own labels."""


class WallMap(GridMapView):
    """A map that shows what it is told and answers to nothing.

    Signals:
        resized: It has another size: what is in view has to be chosen anew.
    """

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text_px = USUAL_TEXT_PX
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_text_px(self, text_px: int) -> None:
        """The least size of type."""
        self._text_px = text_px
        self.redraw()

    def _shown(self) -> Shown:
        scale = max(1.0, self._text_px / _LABEL_PX)
        return replace(super()._shown(), ratio=self.devicePixelRatioF() * scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)  # pyqtgraph calls it with no event while it makes itself
        self.resized.emit()
