"""The camera tree with its search field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QStackedLayout, QVBoxLayout, QWidget

from widgets.camera_filter import CameraFilter, Index
from widgets.camera_roles import Node, TreeRole
from widgets.camera_tree_view import CameraTreeView

Search = Callable[[str], Collection[str]]
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CameraTree(QWidget):
    """Camera tree with search, lights, counts, 重点 marks and dragging.

    The model answers `TreeRole`; ``search`` gives the numbers of the cameras that match a text.

    Signals:
        camera_activated: Enter or double click on a camera (its number).
        board_chosen: The menu sends cameras to the board (list of numbers).
        key_mark_chosen: The menu sets or clears the 重点 mark (list of numbers, bool).
    """

    camera_activated = Signal(str)
    board_chosen = Signal(list)
    key_mark_chosen = Signal(list, bool)

    def __init__(
        self, model: QAbstractItemModel, search: Search, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._open: set[str] | None = None
        self._chosen = ""
        self._chosen_at = QPersistentModelIndex()
        self.filter = CameraFilter(self)
        self.filter.setSourceModel(model)
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(True)
        self.view = CameraTreeView(self)
        self.view.setModel(self.filter)
        self.count_label = QLabel(self)
        self.empty_label = QLabel(self)
        self._build()
        self._connect(model)
        self._retranslate()

    # -- use from outside

    def set_search(self, search: Search) -> None:
        """Search in another list of cameras from now on."""
        self._search = search
        self.on_text_changed(self.field.text())

    def focus_search(self) -> None:
        """Put the cursor into the search field, its text selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def selected_numbers(self) -> list[str]:
        """Numbers of the selected cameras and of those shown below selected groups."""
        rows = self.view.selectedIndexes()
        cameras = (camera for row in rows for camera in self.filter.cameras_under(row))
        return list(dict.fromkeys(str(camera.data(TreeRole.ID.value)) for camera in cameras))

    def expanded_groups(self) -> list[str]:
        """Names of the open groups, to be kept over a restart."""
        return sorted(self._open if self._open is not None else self._expanded())

    def set_expanded_groups(self, groups: Collection[str]) -> None:
        """Open exactly these groups."""
        if self._open is not None:
            self._open = set(groups)
        else:
            self._expand(set(groups))

    def drag_data(self) -> QMimeData:
        """What a drag of the selected rows carries."""
        return self.filter.mimeData(self.view.selectedIndexes())

    # -- set-up

    def _build(self) -> None:
        self.empty_label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty_label.setWordWrap(True)
        self.empty_label.setContentsMargins(12, 24, 12, 12)
        self.count_label.setContentsMargins(4, 0, 4, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty_label)
        column.addLayout(self._stack, 1)
        column.addWidget(self.count_label)
        self.setFocusProxy(self.field)

    def _connect(self, model: QAbstractItemModel) -> None:
        self.field.textChanged.connect(self.on_text_changed)
        self.field.installEventFilter(self)
        self.view.installEventFilter(self)
        self.view.row_chosen.connect(self.on_row_chosen)
        self.view.menu_asked.connect(self.on_menu_asked)
        self.view.left_upwards.connect(self.focus_search)
        model.modelAboutToBeReset.connect(self.on_model_about_to_be_reset)
        # The filter's own reset comes first, so the new rows are there to be opened.
        self.filter.modelReset.connect(self.on_model_reset)

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Esc clears the search from both parts; Down and Enter lead into the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
            self.field.setFocus()
            return True
        if watched is self.field and event.key() in (Qt.Key.Key_Down, *_ENTER):
            self._enter_list()
            if event.key() in _ENTER and self.filter.filtering:
                self.on_row_chosen(self.view.currentIndex())
            return True
        return super().eventFilter(watched, event)

    def _enter_list(self) -> None:
        if self._stack.currentWidget() is not self.view:
            return
        current = self.view.currentIndex()
        first = next(self.filter.cameras_under(QModelIndex()), None)
        if self.filter.filtering and first is not None:
            self.view.setCurrentIndex(first)
        elif not current.isValid():
            self.view.setCurrentIndex(self.filter.index(0, 0))
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    # -- facts from elsewhere

    def on_text_changed(self, text: str) -> None:
        """Filter by the text; the open groups and the chosen row come back when it is gone."""
        wanted = self._search(text) if text.strip() else None
        if wanted is not None and self._open is None:
            self._open = self._expanded()
        self._remember_chosen()
        # Rows that come and go in closed groups cost the view nothing.
        if wanted is not None or self._open is not None:
            self.view.collapseAll()
        self.filter.set_wanted(wanted)
        if wanted is not None:
            self.view.open_exactly(list(self._groups(QModelIndex())))
        elif self._open is not None:
            self._expand(self._open)
            self._open = None
        self._choose_again()
        self._show_count()

    def on_row_chosen(self, index: QModelIndex) -> None:
        """Activate a camera; groups have opened or closed by themselves."""
        if index.isValid() and index.data(TreeRole.NODE.value) == Node.CAMERA:
            self.camera_activated.emit(index.data(TreeRole.ID.value))

    def on_menu_asked(self, at: QPoint) -> None:
        """Show what can be done with the selected cameras."""
        menu = self.build_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def on_model_about_to_be_reset(self) -> None:
        """Remember what is open and chosen."""
        self._remember_chosen()
        if self._open is None:
            self._open = self._expanded()

    def on_model_reset(self) -> None:
        """Open the same groups again and show the same search."""
        self.on_text_changed(self.field.text())

    def build_menu(self) -> QMenu:
        """The context menu for the selected rows."""
        menu = QMenu(self)
        numbers = self.selected_numbers()
        show = menu.addAction(self.tr("Show on the board"))
        show.triggered.connect(lambda: self.board_chosen.emit(numbers))
        mark = menu.addAction(self.tr("Mark as key camera"))
        mark.triggered.connect(lambda: self.key_mark_chosen.emit(numbers, True))
        clear = menu.addAction(self.tr("Remove key mark"))
        clear.triggered.connect(lambda: self.key_mark_chosen.emit(numbers, False))
        for action in (show, mark, clear):
            action.setEnabled(bool(numbers))
        menu.addSeparator()
        self._add_folding(menu)
        return menu

    def _add_folding(self, menu: QMenu) -> None:
        opened: QAction = menu.addAction(self.tr("Open all groups"))
        opened.triggered.connect(self.view.expandAll)
        closed: QAction = menu.addAction(self.tr("Close all groups"))
        closed.triggered.connect(self.view.collapseAll)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: say everything again after a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    # -- what is open, chosen and counted

    def _groups(self, parent: Index) -> Iterator[QModelIndex]:
        for row in range(self.filter.rowCount(parent)):
            index = self.filter.index(row, 0, parent)
            if index.data(TreeRole.NODE.value) == Node.CAMERA:
                return
            yield index
            yield from self._groups(index)

    def _expanded(self) -> set[str]:
        groups = self._groups(QModelIndex())
        return {str(g.data(TreeRole.ID.value)) for g in groups if self.view.isExpanded(g)}

    def _expand(self, wanted: set[str]) -> None:
        groups = list(self._groups(QModelIndex()))
        self.view.open_exactly(g for g in groups if g.data(TreeRole.ID.value) in wanted)

    def _current_id(self) -> str:
        return str(self.view.currentIndex().data(TreeRole.ID.value) or "")

    def _remember_chosen(self) -> None:
        current = self.view.currentIndex()
        if current.isValid():
            self._chosen = self._current_id()
            self._chosen_at = QPersistentModelIndex(self.filter.mapToSource(current))

    def _choose_again(self) -> None:
        if not self._chosen or self._current_id() == self._chosen:
            return
        if self._chosen_at.isValid():
            index = self.filter.mapFromSource(self._chosen_at)
        else:
            index = self._find(self._chosen)
        if index.isValid():
            self.view.setCurrentIndex(index)

    def _find(self, wanted: str) -> QModelIndex:
        """Look through all rows; needed only after a new list."""
        rows = (*self._groups(QModelIndex()), *self.filter.cameras_under(QModelIndex()))
        found = (row for row in rows if row.data(TreeRole.ID.value) == wanted)
        return next(found, QModelIndex())

    def _show_count(self) -> None:
        shown = self.filter.shown_count()
        source = self.filter.sourceModel()
        total = sum(
            source.index(row, 0).data(TreeRole.TOTAL.value) for row in range(source.rowCount())
        )
        if self.filter.filtering:
            text = self.tr("{shown} of {total} cameras").format(shown=shown, total=total)
        else:
            text = self.tr("{total} cameras").format(total=total)
        self.count_label.setText(text)
        self._show_empty(shown, total)

    def _show_empty(self, shown: int, total: int) -> None:
        if total == 0:
            text = self.tr("No cameras yet. Import a list of cameras to begin.")
        else:
            text = self.tr("No camera matches “{text}”. Press Esc to see all.")
            text = text.format(text=self.field.text().strip()[:40])
        self.empty_label.setTextFormat(Qt.TextFormat.PlainText)
        self.empty_label.setText(text)
        self._stack.setCurrentWidget(self.view if shown else self.empty_label)

    def _retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Name, pinyin, initials or number"))
        self.field.setAccessibleName(self.tr("Search cameras"))
        self.view.setAccessibleName(self.tr("Cameras"))
        self._show_count()
