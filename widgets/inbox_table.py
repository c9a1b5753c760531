"""The inbox: one event a row, read at a glance and worked with keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QEvent,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from resources import colours
from widgets.grade_mark import grade_colour, paint_grade
from widgets.inbox_roles import InboxRole, Index

ROW_PX = 44
_MARK_PX = 14
_TO_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_PAD_PX = 6
_TEXT, _QUIET = QColor(colours.TEXT), QColor(colours.TEXT_QUIET)
_CHOSEN, _UNDER_MOUSE = QColor(colours.ACCENT_FILL), QColor(colours.RAISED)
_LINE = QColor(colours.LINE)
_LIGHTS = {
    "none": (QColor(colours.TEXT_QUIET), ""),
    "green": (QColor(colours.TEXT), ""),
    "amber": (QColor(colours.STALE), "■ "),
    "red": (QColor(colours.LOST), "▲ "),
}


class InboxDelegate(QStyledItemDelegate):
    """Paints grade, unseen mark, second lines and what is left of a limit."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self._paint_ground(painter, option)
        box = option.rect.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        grade = index.data(InboxRole.GRADE)
        if grade is not None:
            self._paint_grade(painter, box, index, int(grade))
        elif (second := index.data(InboxRole.SECOND)) is not None:
            self._paint_lines(painter, box, index, str(second))
        else:
            colour, mark = _LIGHTS[index.data(InboxRole.LIGHT) or "green"]
            self._paint_text(painter, box, f"{mark}{index.data()}", colour)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state, rect = option.state, option.rect
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, _CHOSEN)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, _UNDER_MOUSE)
        painter.setPen(_LINE)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_grade(self, painter: QPainter, box: QRect, index: Index, grade: int) -> None:
        if index.data(InboxRole.UNSEEN):
            painter.fillRect(box.left() - _PAD_PX, box.top(), 3, box.height() - 1, colours.ACCENT)
        top = box.center().y() - _MARK_PX / 2
        paint_grade(painter, QRectF(box.left(), top, _MARK_PX, _MARK_PX), grade)
        self._paint_text(
            painter, box.adjusted(_MARK_PX + 5, 0, 0, 0), str(index.data()), grade_colour(grade)
        )

    def _paint_lines(self, painter: QPainter, box: QRect, index: Index, second: str) -> None:
        half = box.height() // 2
        is_unseen = bool(index.data(InboxRole.UNSEEN))
        if is_unseen:
            font = QFont(painter.font())
            font.setBold(True)
            painter.setFont(font)
        upper = QRect(box.left(), box.top() + 3, box.width(), half - 2)
        self._paint_text(painter, upper, str(index.data()), _TEXT)
        if is_unseen:
            font.setBold(False)
            painter.setFont(font)
        lower = QRect(box.left(), box.top() + half - 1, box.width(), half - 2)
        self._paint_text(painter, lower, second, _QUIET)

    def _paint_text(self, painter: QPainter, box: QRect, text: str, colour: QColor) -> None:
        painter.setPen(colour)
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text) > box.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _TO_LEFT, text)


class InboxTable(QTableView):
    """Rows of a fixed height, so that a hundred thousand cost no more than the visible ones.

    Signals:
        event_chosen: The event under the cursor (its id).
        event_opened: Enter or double click.
        columns_changed: Columns were moved, hidden, shown or made wider.
    """

    event_chosen = Signal(str)
    event_opened = Signal(str)
    columns_changed = Signal()

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(InboxDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.on_header_menu_requested)
        header.sectionMoved.connect(lambda *_: self.columns_changed.emit())
        header.sectionResized.connect(lambda *_: self.columns_changed.emit())
        self.doubleClicked.connect(self.on_row_opened)
        self.selectionModel().currentRowChanged.connect(self.on_row_chosen)
        self._retranslate()

    def set_columns(self, shown: Sequence[int], widths: Sequence[int], stretched: int) -> None:
        """Show these columns in this order, one of them taking what is left."""
        header = self.horizontalHeader()
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column not in shown)
        for place, (column, width) in enumerate(zip(shown, widths, strict=True)):
            header.moveSection(header.visualIndex(column), place)
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(
                column, mode.Stretch if column == stretched else mode.Interactive
            )
            header.resizeSection(column, width)

    def columns_state(self) -> QByteArray:
        """The columns as they are, to be kept."""
        return self.horizontalHeader().saveState()

    def restore_columns(self, state: QByteArray) -> None:
        """Put the columns as they were."""
        if not state.isEmpty():
            self.horizontalHeader().restoreState(state)

    def chosen_event(self) -> str:
        """The event under the cursor; empty for none."""
        return str(self.currentIndex().data(InboxRole.EVENT) or "")

    def choose(self, row: int) -> None:
        """Put the cursor on a row and bring it into view."""
        self.setCurrentIndex(self.model().index(row, 0))

    def repaint_column(self, column: int) -> None:
        """Paint one column of the visible rows anew: its text follows the time."""
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        if width:
            self.viewport().update(QRect(left, 0, width, self.viewport().height()))

    def on_row_chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        """The cursor is on another row."""
        if current.isValid():
            self.event_chosen.emit(str(current.data(InboxRole.EVENT)))

    def on_row_opened(self, index: QModelIndex) -> None:
        """A row is to be worked on."""
        if index.isValid():
            self.event_opened.emit(str(index.data(InboxRole.EVENT)))

    def on_header_menu_requested(self, at: QPoint) -> None:
        """Which columns are shown."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        model = self.model()
        for column in range(model.columnCount()):
            action = menu.addAction(str(model.headerData(column, Qt.Orientation.Horizontal)))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(column))
            action.toggled.connect(lambda on, column=column: self.show_column(column, on))
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def show_column(self, column: int, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        header = self.horizontalHeader()
        if not shown and header.count() - header.hiddenSectionCount() == 1:
            return
        self.setColumnHidden(column, not shown)
        self.columns_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on_row_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Inbox"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
