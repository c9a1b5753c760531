"""Files and snapshots of a table, side by side as small pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from resources import colours, icons
from widgets.inbox_roles import Index

THUMB: Final = QSize(120, 68)
ITEM: Final = QSize(136, 114)
_LINE_PX = 18
_LOOK = Qt.ItemDataRole.UserRole
_PICTURE = Qt.ItemDataRole.UserRole + 1
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class FileLook:
    """One file: ``note`` stands below its title; ``progress`` (0…1) while it is on its way up.

    ``document``: what kind of document it is, in a few letters; empty for photos and videos.
    """

    id: str
    title: str
    is_picture: bool = True
    note: str = ""
    progress: float | None = None
    can_drop: bool = False
    document: str = ""


class _Delegate(QStyledItemDelegate):
    """Picture, title and note; the one that is on the table has a frame and a tick."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chosen = ""

    def sizeHint(self, _: QStyleOptionViewItem, __: Index) -> QSize:
        return ITEM

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look: FileLook = index.data(_LOOK)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = option.rect.adjusted(2, 2, -2, -2)
        self._paint_ground(painter, option, box, is_chosen=look.id == self.chosen)
        thumb = QRect(box.left() + 6, box.top() + 6, THUMB.width(), THUMB.height())
        self._paint_thumb(painter, thumb, look, index.data(_PICTURE))
        line = QRect(thumb.left(), thumb.bottom() + 3, thumb.width(), _LINE_PX)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.TEXT))
        _draw(painter, line, look.title)
        painter.setPen(QColor(colours.TEXT_QUIET))
        _draw(painter, line.translated(0, _LINE_PX - 2), look.note)
        if look.id == self.chosen:
            _paint_tick(painter, thumb)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, *, is_chosen: bool
    ) -> None:
        has_cursor = bool(option.state & QStyle.StateFlag.State_HasFocus)
        edge = colours.ACCENT if is_chosen else colours.LINE
        edge = colours.TEXT if has_cursor else edge
        painter.setPen(QPen(QColor(edge), 2 if is_chosen or has_cursor else 1))
        painter.setBrush(QColor(colours.ROW_CHOSEN if is_chosen else colours.PANEL))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_thumb(
        self, painter: QPainter, box: QRect, look: FileLook, picture: QPixmap | None
    ) -> None:
        painter.fillRect(box, QColor(colours.LETTERBOX))
        if picture is not None:
            size = picture.deviceIndependentSize().scaled(
                box.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio
            )
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(QRectF(box).center())
            painter.drawPixmap(place, picture, QRectF(picture.rect()))
        elif look.document:
            _paint_sheet(painter, box, look.document)
        else:
            side = QRect(0, 0, 24, 24)
            side.moveCenter(box.center())
            name: icons.IconName = "snapshot" if look.is_picture else "open"
            icons.icon(name, colours.TEXT_QUIET).paint(painter, side)
        if look.progress is not None:
            _paint_progress(painter, box, look.progress)


class FileStrip(QWidget):
    """A row of files; Enter or a click puts one on the table, Delete takes it away.

    Signals:
        file_chosen: One is to be looked at by all (its id).
        file_wanted: A file is to be added.
        snapshot_wanted: A snapshot is to be added.
        drop_wanted: One is to be taken away, or no longer sent (its id).
        save_wanted: A document is to be kept as a file (its id).
    """

    file_chosen = Signal(str)
    file_wanted = Signal()
    snapshot_wanted = Signal()
    drop_wanted = Signal(str)
    save_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[str, QPixmap] = {}
        self._reasons = ("", "")
        self.list = QListWidget(self)
        self._painting = _Delegate(self.list)
        self.list.setItemDelegate(self._painting)
        self.list.setFlow(QListWidget.Flow.LeftToRight)
        self.list.setWrapping(False)
        self.list.setHorizontalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(ITEM.height() + 12)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.add_file, self.add_snapshot = QPushButton(self), QPushButton(self)
        self.add_file.setIcon(icons.icon("open"))
        self.add_snapshot.setIcon(icons.icon("snapshot"))
        self.setFocusProxy(self.list)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._place()
        self._connect()
        self._retranslate()

    def _place(self) -> None:
        buttons = QVBoxLayout()
        buttons.addWidget(self.add_file)
        buttons.addWidget(self.add_snapshot)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.addWidget(self.list, 1)
        row.addLayout(buttons)

    def _connect(self) -> None:
        """All signals of the strip, in one place."""
        self.list.itemClicked.connect(self.on_item_chosen)
        self.list.customContextMenuRequested.connect(self.on_menu_wanted)
        self.list.installEventFilter(self)
        self.add_file.clicked.connect(self.file_wanted)
        self.add_snapshot.clicked.connect(self.snapshot_wanted)

    # -- what is shown

    def set_files(self, files: Sequence[FileLook]) -> None:
        """Show these, in this order; pictures that came stay."""
        if [one.id for one in files] != [look.id for look in self._looks()]:
            self._refill(files)
        for row, look in enumerate(files):
            item = self.list.item(row)
            if item.data(_LOOK) != look:
                item.setData(_LOOK, look)
                self._name(item, look)
        self._pictures = {id_: one for id_, one in self._pictures.items() if self._item(id_)}

    def set_picture(self, file: str, image: QImage) -> None:
        """The small picture of a file is there."""
        if image.isNull():
            return
        small = image.scaled(
            THUMB * 2,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._pictures[file] = QPixmap.fromImage(small)
        if (item := self._item(file)) is not None:
            item.setData(_PICTURE, self._pictures[file])

    def set_chosen(self, file: str) -> None:
        """Which one all look at; empty for none."""
        self._painting.chosen = file
        for row in range(self.list.count()):
            self._name(self.list.item(row), self.list.item(row).data(_LOOK))
        self.list.viewport().update()

    def set_reasons(self, file: str = "", snapshot: str = "") -> None:
        """Why no file, and why no snapshot, can be added now; empty where one can."""
        self._reasons = file, snapshot
        self._retranslate()

    def _refill(self, files: Sequence[FileLook]) -> None:
        current = self.list.currentItem()
        at = "" if current is None else current.data(_LOOK).id
        place = self.list.horizontalScrollBar().value()
        self.list.clear()
        for look in files:
            item = QListWidgetItem(self.list)
            item.setData(_LOOK, look)
            item.setData(_PICTURE, self._pictures.get(look.id))
            self._name(item, look)
        if (item_now := self._item(at)) is not None:
            self.list.setCurrentItem(item_now)
        self.list.horizontalScrollBar().setValue(place)

    def _looks(self) -> list[FileLook]:
        return [self.list.item(row).data(_LOOK) for row in range(self.list.count())]

    def _item(self, file: str) -> QListWidgetItem | None:
        rows = (self.list.item(row) for row in range(self.list.count()))
        return next((item for item in rows if item.data(_LOOK).id == file), None)

    def _name(self, item: QListWidgetItem, look: FileLook) -> None:
        sent = self.tr("on its way, {share} %")
        states = (
            look.title,
            look.document,
            look.note,
            self.tr("on the table") if look.id == self._painting.chosen else "",
            "" if look.progress is None else sent.format(share=round(100 * look.progress)),
        )
        words = [one for one in states if one]
        item.setToolTip("\n".join(words))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, " ".join(words))

    # -- what hands do

    def on_item_chosen(self, item: QListWidgetItem) -> None:
        """Put it on the table, if it is there."""
        look: FileLook = item.data(_LOOK)
        if look.progress is None:
            self.file_chosen.emit(look.id)

    def on_menu_wanted(self, at: QPoint) -> None:
        """What can be done with a file."""
        item = self.list.itemAt(at)
        look = None if item is None else item.data(_LOOK)
        if not isinstance(look, FileLook):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        show = menu.addAction(self.tr("Put on the table"))
        show.setEnabled(look.progress is None)
        show.triggered.connect(lambda: self.file_chosen.emit(look.id))
        if look.document:
            menu.addAction(self.tr("Save…")).triggered.connect(
                lambda: self.save_wanted.emit(look.id)
            )
        word = self.tr("Take away") if look.progress is None else self.tr("Don't send")
        drop = menu.addAction(word)
        drop.setShortcut("Delete")
        drop.setEnabled(look.can_drop)
        drop.triggered.connect(lambda: self.drop_wanted.emit(look.id))
        menu.popup(self.list.viewport().mapToGlobal(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter chooses, Delete takes away, where the cursor of the list is."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            item = self.list.currentItem()
            if item is not None and event.key() in _ENTER:
                self.on_item_chosen(item)
                return True
            if item is not None and event.key() == Qt.Key.Key_Delete:
                if item.data(_LOOK).can_drop:
                    self.drop_wanted.emit(item.data(_LOOK).id)
                return True
        return super().eventFilter(watched, event)

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Files and snapshots"))
        named = (
            (self.add_file, self.tr("Add a file…")),
            (self.add_snapshot, self.tr("Add a snapshot")),
        )
        for (button, word), reason in zip(named, self._reasons, strict=True):
            button.setText(word)
            button.setToolTip(reason or word)
            button.setEnabled(not reason)
        for row in range(self.list.count()):
            self._name(self.list.item(row), self.list.item(row).data(_LOOK))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _paint_progress(painter: QPainter, box: QRect, share: float) -> None:
    bar = QRectF(box.left(), box.bottom() - 5, box.width(), 6)
    painter.fillRect(bar, QColor(colours.LINE))
    bar.setWidth(bar.width() * min(1.0, max(0.0, share)))
    painter.fillRect(bar, QColor(colours.ACCENT))


def _paint_sheet(painter: QPainter, box: QRect, letters: str) -> None:
    """A sheet of paper that says what it is."""
    sheet = QRectF(0, 0, 44, 56)
    sheet.moveCenter(QRectF(box).center())
    fold = 12.0
    edge = QPolygonF(
        [
            sheet.topLeft(),
            sheet.topRight() - QPointF(fold, 0),
            sheet.topRight() + QPointF(0, fold),
            sheet.bottomRight(),
            sheet.bottomLeft(),
        ]
    )
    painter.setPen(QPen(QColor(colours.TEXT_QUIET), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(edge)
    painter.setPen(QColor(colours.TEXT))
    painter.drawText(sheet.adjusted(-20, fold, 20, 0), Qt.AlignmentFlag.AlignCenter, letters)


def _paint_tick(painter: QPainter, thumb: QRect) -> None:
    ground = QRect(thumb.right() - 21, thumb.top() + 2, 20, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.ACCENT_FILL))
    painter.drawEllipse(ground)
    icons.icon("check", colours.ON_ACCENT).paint(painter, ground.adjusted(3, 3, -3, -3))


def _draw(painter: QPainter, box: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, flags, shown)
