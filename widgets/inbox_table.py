"""The inbox: one event a row, read at a glance and worked with keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from resources import colours
from widgets.inbox_painting import ROW_PX, InboxPainter, RowState, Span
from widgets.inbox_roles import Column, InboxRole, RowLook

_LEAST_PX = 40
"""No column is narrower."""
_QUIET = QColor(colours.TEXT_QUIET)
_OPENS = (Qt.Key.Key_Right, Qt.Key.Key_Space)


class InboxTable(QTableView):
    """Rows of a fixed height, so that a hundred thousand cost no more than the visible ones.

    Rows are painted whole from their ``RowLook``. While the list isn't at its top, what comes and
    goes above doesn't move what is in view.

    Signals:
        event_chosen: The event under the cursor (its id).
        event_opened: Enter or double click.
        group_wanted: The rows behind an event's are to be shown, or hidden (its id, which).
        columns_changed: Columns were moved, hidden, shown or made wider.
    """

    event_chosen = Signal(str)
    event_opened = Signal(str)
    group_wanted = Signal(str, bool)
    columns_changed = Signal()

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = InboxPainter(self.font())
        self._empty_words = ""
        self._held = (QPersistentModelIndex(), 0)
        self._is_on_chip = False
        self._first: tuple[Sequence[int], Mapping[int, int], int] = ((), {}, 0)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_LEAST_PX)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._connect()
        self._retranslate()

    def _connect(self) -> None:
        """All signals of this table, in one place."""
        header, model = self.horizontalHeader(), self.model()
        header.customContextMenuRequested.connect(self.on_columns_wanted)
        self.customContextMenuRequested.connect(self.on_columns_wanted)
        header.sectionMoved.connect(lambda *_: self.columns_changed.emit())
        header.sectionResized.connect(lambda *_: self.columns_changed.emit())
        self.doubleClicked.connect(self.on_row_opened)
        self.selectionModel().currentRowChanged.connect(self.on_row_chosen)
        for changing in (
            model.rowsAboutToBeInserted,
            model.rowsAboutToBeRemoved,
            model.rowsAboutToBeMoved,
            model.layoutAboutToBeChanged,
        ):
            changing.connect(self.hold_place)
        for changed in (
            model.rowsInserted,
            model.rowsRemoved,
            model.rowsMoved,
            model.layoutChanged,
        ):
            changed.connect(self.keep_place)

    # -- columns

    def set_columns(self, shown: Sequence[int], widths: Mapping[int, int], stretched: int) -> None:
        """Show these columns in this order, one of them taking what is left."""
        self._first = (shown, widths, stretched)
        header = self.horizontalHeader()
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column not in shown)
        for column, width in widths.items():
            header.resizeSection(column, width)
        for place, column in enumerate(shown):
            header.moveSection(header.visualIndex(column), place)
        self._stretch()

    def _stretch(self) -> None:
        """One column takes what is left, and always stays: groups are opened in it."""
        mode = QHeaderView.ResizeMode
        for column in range(self.model().columnCount()):
            is_stretched = column == self._first[2]
            resizing = mode.Stretch if is_stretched else mode.Interactive
            self.horizontalHeader().setSectionResizeMode(column, resizing)
        self.setColumnHidden(self._first[2], False)

    def columns_state(self) -> QByteArray:
        """The columns as they are, to be kept."""
        return self.horizontalHeader().saveState()

    def restore_columns(self, state: QByteArray) -> None:
        """Put the columns as they were; what isn't a state of these columns changes nothing."""
        header = self.horizontalHeader()
        if state.isEmpty():
            return
        if not header.restoreState(state) or header.count() != self.model().columnCount():
            self.set_columns(*self._first)
        self._stretch()

    def on_columns_wanted(self, at: QPoint) -> None:
        """Which columns are shown."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        model = self.model()
        for column in range(model.columnCount()):
            action = menu.addAction(str(model.headerData(column, Qt.Orientation.Horizontal)))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(column))
            action.setEnabled(column != self._first[2])
            action.toggled.connect(lambda on, column=column: self.show_column(column, on))
        menu.addSeparator()
        menu.addAction(self.tr("Columns as at first")).triggered.connect(self.on_first_wanted)
        menu.popup(self.viewport().mapToGlobal(at))

    def on_first_wanted(self) -> None:
        """The columns as they come with the program."""
        self.set_columns(*self._first)
        self.columns_changed.emit()

    def show_column(self, column: int, shown: bool) -> None:
        """Show or hide a column."""
        self.setColumnHidden(column, not shown)
        self.columns_changed.emit()

    # -- the cursor

    def chosen_event(self) -> str:
        """The event under the cursor; empty for none."""
        return str(self.currentIndex().data(InboxRole.EVENT) or "")

    def choose(self, row: int) -> None:
        """Put the cursor on a row and bring it into view."""
        self.setCurrentIndex(self.model().index(row, 0))

    def look(self, row: int) -> RowLook:
        """What a row looks like."""
        found = self.model().index(row, 0).data(InboxRole.LOOK)
        assert isinstance(found, RowLook)
        return found

    def on_row_chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        """The cursor is on another row."""
        if current.isValid():
            self.event_chosen.emit(str(current.data(InboxRole.EVENT)))

    def on_row_opened(self, index: QModelIndex) -> None:
        """A row is to be worked on."""
        if index.isValid():
            self.event_opened.emit(str(index.data(InboxRole.EVENT)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the event; → or space its group, ← closes that; Home and End go far."""
        key, rows = event.key(), self.model().rowCount()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on_row_opened(self.currentIndex())
        elif key in (*_OPENS, Qt.Key.Key_Left) and self._turn_group(key):
            pass
        elif key == Qt.Key.Key_Home and rows:
            self.choose(0)
        elif key == Qt.Key.Key_End and rows:
            self.choose(rows - 1)
        else:
            super().keyPressEvent(event)

    def _turn_group(self, key: int) -> bool:
        """Open or close the group at the cursor; whether there was something to do."""
        if not self.currentIndex().isValid():
            return False
        look = self.look(self.currentIndex().row())
        if key == Qt.Key.Key_Left:
            can, wanted = look.is_open, False
        elif key == Qt.Key.Key_Space:
            can, wanted = look.count > 0, not look.is_open
        else:
            can, wanted = look.count > 0 and not look.is_open, True
        if can:
            self.group_wanted.emit(self.chosen_event(), wanted)
        return can

    def keyboardSearch(self, _: str) -> None:  # noqa: N802 - Qt's name
        """Not by going through every row: the search field asks the backend."""

    # -- groups under the mouse

    def chip_rect(self, row: int) -> QRect:
        """Where the number of a group stands in the view; empty for a row of its own."""
        spans = [one for one in self._spans() if one.column is Column.TITLE]
        if not spans or row < 0:
            return QRect()
        return self._painter.chip_of(self.look(row), spans[0], self.rowViewportPosition(row))

    def _chip_at(self, at: QPoint) -> int | None:
        row = self.rowAt(at.y())
        return row if row >= 0 and self.chip_rect(row).contains(at) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a group's number opens or closes it."""
        row = self._chip_at(event.position().toPoint())
        self._is_on_chip = row is not None
        super().mousePressEvent(event)
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            index = self.model().index(row, 0)
            self.group_wanted.emit(str(index.data(InboxRole.EVENT)), not self.look(row).is_open)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a group's number is no more than its first press."""
        if not self._is_on_chip:
            super().mouseDoubleClickEvent(event)

    # -- the place in view

    def hold_place(self) -> None:
        """Rows are about to come, go or move: remember which one is at the top."""
        if not self.verticalScrollBar().value():
            self._held = (QPersistentModelIndex(), 0)
            return
        index = self.indexAt(QPoint(0, 0))
        self._held = (QPersistentModelIndex(index), self.rowViewportPosition(index.row()))

    def keep_place(self) -> None:
        """Put the row that was at the top there again."""
        held, offset = self._held
        if held.isValid():
            self.updateGeometries()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.rowViewportPosition(held.row()) - offset)

    # -- what is painted

    def set_empty_words(self, words: str) -> None:
        """What is said where there is no row."""
        self._empty_words = words
        self.setAccessibleDescription(words if not self.model().rowCount() else "")
        self.viewport().update()

    def repaint_column(self, column: int) -> None:
        """Paint one column of the visible rows anew: its text follows the time."""
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        if width:
            self.viewport().update(QRect(left, 0, width, self.viewport().height()))

    def _spans(self) -> list[Span]:
        """The columns that are shown, from left to right."""
        header = self.horizontalHeader()
        columns = map(header.logicalIndex, range(header.count()))
        return [
            Span(Column(one), header.sectionViewportPosition(one), header.sectionSize(one))
            for one in columns
            if not header.isSectionHidden(one)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        dirty, rows = event.rect(), self.model().rowCount()
        painter = QPainter(self.viewport())
        self._painter.set_ratio(self.devicePixelRatioF())
        if not rows:
            self._paint_empty(painter)
            return
        spans = [
            one
            for one in self._spans()
            if one.left <= dirty.right() and one.left + one.width > dirty.left()
        ]
        row = self.rowAt(max(0, dirty.top()))
        if row < 0 or not spans:
            return
        chosen, mouse, keys = self.currentIndex().row(), self._row_under_mouse(), self.hasFocus()
        top = self.rowViewportPosition(row)
        while row < rows and top <= dirty.bottom():
            state = RowState(row == chosen, keys, row == mouse)
            self._painter.paint_row(painter, self.look(row), spans, top, state)
            row, top = row + 1, top + ROW_PX

    def _row_under_mouse(self) -> int:
        if not self.viewport().underMouse():
            return -1
        return self.rowAt(self.viewport().mapFromGlobal(QCursor.pos()).y())

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(_QUIET)
        box = self.viewport().rect().adjusted(16, 16, -16, -16)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box, flags, self._empty_words)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Inbox"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._painter = InboxPainter(self.font())
        super().changeEvent(event)
