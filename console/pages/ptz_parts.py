"""Buttons that act while they are held, and the list of presets with their pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QPushButton, QWidget

from backend_client.ptz_records import PtzPreset
from console.state.ptz_own import OwnPreset
from resources import colours

PICTURE = QSize(112, 63)
_NUMBER = Qt.ItemDataRole.UserRole


class HoldButton(QPushButton):
    """Held means go, let go means stop; also when the keyboard goes elsewhere.

    Signals:
        held: It is held (True), or was let go of.
    """

    held = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pressed.connect(lambda: self.held.emit(True))
        self.released.connect(lambda: self.held.emit(False))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.isDown():
            self.setDown(False)
            self.held.emit(False)
        super().focusOutEvent(event)


class PresetList(QListWidget):
    """Presets as small pictures with number and name.

    Signals:
        called: One is wanted (its number).
    """

    called = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setIconSize(PICTURE)
        self.setGridSize(QSize(PICTURE.width() + 14, PICTURE.height() + 34))
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemActivated.connect(lambda item: self.called.emit(item.data(_NUMBER)))
        self._pictures: dict[str, QIcon] = {}
        self.empty_words = ""

    def show_presets(
        self, presets: Sequence[PtzPreset | OwnPreset], want: Callable[[PtzPreset], object]
    ) -> None:
        """Show these; ``want`` is asked for pictures that aren't known yet."""
        chosen = set(self.numbers)
        self.clear()
        for one in presets:
            item = QListWidgetItem(f"{one.number}  {one.name}")
            item.setData(_NUMBER, one.number)
            item.setToolTip(f"<span>{escape(one.name)}</span>")  # a camera's words are no markup
            item.setIcon(self._icon(one, want))
            self.addItem(item)
            item.setSelected(one.number in chosen)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count() and self.empty_words:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(colours.TEXT_QUIET))
            room = self.viewport().rect().adjusted(16, 16, -16, -16)
            centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(centred), self.empty_words)
            painter.end()

    @property
    def numbers(self) -> list[int]:
        """Those that are chosen, in the order of their numbers."""
        return sorted(item.data(_NUMBER) for item in self.selectedItems())

    def set_picture(self, sha256: str, data: bytes) -> None:
        """A picture came; one that can't be read leaves its place dark."""
        pixmap = QPixmap()
        pixmap.loadFromData(data)
        self._pictures[sha256] = _framed(pixmap)

    def _icon(self, one: PtzPreset | OwnPreset, want: Callable[[PtzPreset], object]) -> QIcon:
        if one.picture is None:
            return _framed(QPixmap())
        if one.picture not in self._pictures:
            self._pictures[one.picture] = _framed(QPixmap())
            want(one)
        return self._pictures[one.picture]


def _framed(pixmap: QPixmap) -> QIcon:
    """The picture in the list's size; dark where there is none."""
    if pixmap.isNull():
        pixmap = QPixmap(PICTURE)
        pixmap.fill(Qt.GlobalColor.black)
    mode, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return QIcon(pixmap.scaled(PICTURE, mode, smooth))
