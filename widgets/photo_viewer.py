"""Photos of an event: a strip of small ones, and a window to look closely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPainter, QPixmap, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QDialog,
    QGraphicsScene,
    QGraphicsView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

THUMB_PX = 104
_STEP = 1.25
_MOST, _LEAST = 40.0, 0.02
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class PhotoLook:
    """One file: its id, what stands below it, whether it is a video."""

    id: str
    caption: str
    is_video: bool = False


class PhotoStrip(QListWidget):
    """Small pictures side by side; Enter or a double click opens one.

    Signals:
        photo_opened: A file is to be looked at (its id).
    """

    photo_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setIconSize(QSize(THUMB_PX, THUMB_PX * 3 // 4))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMovement(QListWidget.Movement.Static)
        self.setSpacing(6)
        self.itemActivated.connect(lambda item: self.photo_opened.emit(item.data(_ID)))
        self._retranslate()

    def show_photos(self, photos: Sequence[PhotoLook]) -> None:
        """Show these files; their pictures come later."""
        self.clear()
        blank = QPixmap(THUMB_PX, THUMB_PX * 3 // 4)
        blank.fill(Qt.GlobalColor.black)
        for photo in photos:
            caption = f"▶ {photo.caption}" if photo.is_video else photo.caption
            item = QListWidgetItem(QIcon(blank), caption, self)
            item.setData(_ID, photo.id)
            item.setToolTip(caption)

    def set_picture(self, photo: str, image: QImage) -> None:
        """The small picture of a file is there."""
        for row in range(self.count()):
            item = self.item(row)
            if item.data(_ID) == photo and not image.isNull():
                item.setIcon(QIcon(QPixmap.fromImage(image)))

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Photos and videos"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class PhotoViewer(QDialog):
    """One photo, large: wheel or + − zoom, drag moves, R turns, 0 fits, ← → step, Esc goes.

    Signals:
        stepped: The next photo is wanted, or the one before: 1 or −1.
    """

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1280, 860)
        self.is_open = True
        self.finished.connect(self.on_finished)
        self._scene = QGraphicsScene(self)
        self.view = QGraphicsView(self._scene, self)
        self.view.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.view.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.view.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words = self.tr(
            "+ − zoom   ·   drag moves   ·   R turns   ·   0 fits   ·   ← → next   ·   Esc"
        )
        keys = QLabel(words, self)
        keys.setObjectName("quiet")
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 6)
        box.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.view, 1)
        box.addWidget(keys, 0, Qt.AlignmentFlag.AlignHCenter)
        self.turned = 0

    def show_image(self, image: QImage, title: str) -> None:
        """Show a photo, whole and upright."""
        self.setWindowTitle(title)
        self.view.setAccessibleName(title)
        self.title.setText(title if not image.isNull() else self.tr("This photo can't be shown."))
        self._scene.clear()
        self._scene.addPixmap(QPixmap.fromImage(image))
        self._scene.setSceneRect(QRectF(image.rect()))
        self.view.resetTransform()
        self.turned = 0
        self.fit()

    def on_finished(self) -> None:
        """The window goes: what is still being read for it comes too late."""
        self.is_open = False

    def fit(self) -> None:
        """Show the whole photo."""
        self.view.fitInView(self._scene.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def zoom(self, factor: float) -> None:
        """Larger or smaller, within reason."""
        now = abs(self.view.transform().m11()) + abs(self.view.transform().m12())
        if _LEAST < now * factor < _MOST:
            self.view.scale(factor, factor)

    def turn(self) -> None:
        """A quarter to the right."""
        self.turned = (self.turned + 90) % 360
        self.view.rotate(90)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for everything."""
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_R:
            self.turn()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel zooms."""
        self.zoom(_STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the whole photo."""
        super().showEvent(event)
        self.fit()
