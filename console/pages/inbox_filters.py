"""Which list the inbox shows: choosers, the search, and a person's own filters."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.pages.event_words import platform_words
from console.pages.inbox_terms import order_words, short_source_words, view_words
from console.state.inbox_filter import MAX_TEXT, PLATFORMS, InboxFilter, Order, View
from console.state.inbox_kept import MAX_SAVED, SavedFilters
from console.state.saved_layouts import MAX_NAME_LENGTH, clean_name
from resources.icons import icon

_SEARCH_MS = 250
_SAVED_PX = 130
translate = QCoreApplication.translate


class InboxFilters(QWidget):
    """Choosers over the inbox's rows.

    Signals:
        chosen: Another list is wanted (an ``InboxFilter``).
        saved_changed: A filter was saved or forgotten.
        rows_wanted: To the rows.
    """

    chosen = Signal(object)
    saved_changed = Signal()
    rows_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self.order = QComboBox(self), QComboBox(self)
        self.platform, self.source = QComboBox(self), QComboBox(self)
        self.saved = SavedFilters()
        self.saved_button = QToolButton(self)
        self.saved_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.saved_button.setMaximumWidth(_SAVED_PX)
        self.menu = QMenu(self.saved_button)
        self.saved_button.setMenu(self.menu)
        self._forgetting = QMenu(self.menu)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(MAX_TEXT)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.naming = QWidget(self)
        self.name = QLineEdit(self.naming)
        self.name.setMaxLength(MAX_NAME_LENGTH)
        self.save, self.cancel = QPushButton(self.naming), QPushButton(self.naming)
        self.naming.hide()
        self._search_soon = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self.beside_search = QHBoxLayout()
        self._lay_out()
        self.retranslate()
        self._connect()

    def _lay_out(self) -> None:
        first, second, naming = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(self.naming)
        for row, widgets in (
            (first, (self.view, self.order)),
            (second, (self.platform, self.source)),
            (self.beside_search, (self.search,)),
            (naming, (self.name,)),
        ):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            for widget in widgets:
                row.addWidget(widget, 1)
        first.addWidget(self.saved_button)
        naming.addWidget(self.save)
        naming.addWidget(self.cancel)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(first)
        box.addLayout(second)
        box.addWidget(self.naming)
        box.addLayout(self.beside_search)
        ordered = (self.view, self.order, self.saved_button, self.platform, self.source)
        for before, after in zip(ordered, (*ordered[1:], self.name), strict=True):
            self.setTabOrder(before, after)
        for before, after in ((self.name, self.save), (self.save, self.cancel)):
            self.setTabOrder(before, after)
        self.setTabOrder(self.cancel, self.search)

    def _connect(self) -> None:
        """All signals of these choosers, in one place."""
        for chooser in (self.view, self.order, self.platform, self.source):
            chooser.activated.connect(lambda _: self.on_chosen())
        self.search.textChanged.connect(lambda _: self.on_search_changed())
        self.search.returnPressed.connect(self.on_search_done)
        self._search_soon.timeout.connect(self.on_chosen)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.name.textChanged.connect(lambda _: self._offer_save())
        self.name.returnPressed.connect(self.on_save_clicked)
        self.save.clicked.connect(self.on_save_clicked)
        self.cancel.clicked.connect(self.on_escape)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.on_escape)
        self._escape.setEnabled(False)

    # -- the list that is chosen

    def wanted(self) -> InboxFilter:
        """The list that is chosen now."""
        return InboxFilter(
            View(self.view.currentData()),
            self.platform.currentData() or None,
            self.search.text(),
            Order(self.order.currentData()),
            self.source.currentData() or None,
        )

    def show_filter(self, wanted: InboxFilter) -> None:
        """Show a filter in the choosers, without asking for its list."""
        for chooser, value in (
            (self.view, wanted.view.value),
            (self.platform, wanted.platform or ""),
            (self.order, wanted.order.value),
            (self.source, wanted.source or ""),
        ):
            chooser.setCurrentIndex(chooser.findData(value))
        self.search.setText(wanted.text)
        self._search_soon.stop()
        self._show_saved()

    def on_chosen(self) -> None:
        """Another list is wanted."""
        self._search_soon.stop()
        self._show_saved()
        self.chosen.emit(self.wanted())

    def on_search_changed(self) -> None:
        """A moment after the last letter, the list follows."""
        self._search_soon.start()
        self._offer_escape()

    def on_search_done(self) -> None:
        """Enter in the search field: to the rows."""
        self.on_chosen()
        self.rows_wanted.emit()

    def on_escape(self) -> None:
        """Esc: the name isn't wanted, else the search is over; back to the rows."""
        if self.naming.isVisible():
            self.naming.hide()
        elif self.search.text():
            self.search.clear()
            self.on_chosen()
        self._offer_escape()
        self.rows_wanted.emit()

    def _offer_escape(self) -> None:
        """Esc is left to others while there is nothing to leave here."""
        self._escape.setEnabled(bool(self.search.text()) or not self.naming.isHidden())

    # -- a person's own filters

    def set_saved(self, saved: SavedFilters) -> None:
        """Know the filters that were saved."""
        self.saved = saved
        self._show_saved()

    def on_save_wanted(self) -> None:
        """Ask for a name, in the window itself."""
        self.naming.show()
        self.name.setText(self._saved_name())
        self.name.setFocus()
        self.name.selectAll()
        self._offer_save()
        self._offer_escape()

    def on_save_clicked(self) -> None:
        """Keep the filter under the name."""
        if not self.save.isEnabled():
            return
        self.saved = self.saved.saved(self.name.text(), self.wanted())
        self.on_escape()
        self._show_saved()
        self.saved_changed.emit()

    def call_up(self, name: str) -> None:
        """Show the list of a saved filter."""
        self.show_filter(self.saved.filter(name))
        self._offer_escape()
        self.on_chosen()

    def forget(self, name: str) -> None:
        """Delete a saved filter."""
        self.saved = self.saved.deleted(name)
        self._show_saved()
        self.saved_changed.emit()

    def _offer_save(self) -> None:
        try:
            known = {one.casefold() for one in self.saved.names}
            is_new = clean_name(self.name.text()).casefold() not in known
            self.save.setEnabled(not is_new or len(known) < MAX_SAVED)
        except ValueError:
            self.save.setEnabled(False)

    def _saved_name(self) -> str:
        """The name of the filter that is chosen now; empty for none."""
        now = self.wanted()
        return next((name for name, one in self.saved.entries if one == now), "")

    def _show_saved(self) -> None:
        name = self._saved_name()
        word = name or translate("InboxPage", "Saved")
        room = _SAVED_PX - 44
        cut = self.saved_button.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, room)
        self.saved_button.setText(f"★ {cut}" if name else f"☆ {cut}")

    def _fill_menu(self) -> None:
        self.menu.clear()
        self._forgetting.clear()
        saving = self.menu.addAction(translate("InboxPage", "Save this filter…"))
        saving.triggered.connect(self.on_save_wanted)
        self.menu.addSeparator()
        if not self.saved.names:
            self.menu.addAction(translate("InboxPage", "No filters saved yet")).setEnabled(False)
            return
        self._forgetting.setTitle(translate("InboxPage", "Delete"))
        now = self._saved_name()
        for name in self.saved.names:
            action = self.menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == now)
            action.triggered.connect(lambda _, name=name: self.call_up(name))
            gone = self._forgetting.addAction(name.replace("&", "&&"))
            gone.triggered.connect(lambda _, name=name: self.forget(name))
        self.menu.addSeparator()
        self.menu.addMenu(self._forgetting)

    # -- words

    def retranslate(self) -> None:
        """Another language."""
        named, sources = platform_words(), short_source_words()
        _fill(self.view, {one.value: word for one, word in view_words().items()})
        _fill(self.order, {one.value: word for one, word in order_words().items()})
        all_of_them = {"": translate("InboxPage", "All platforms")}
        _fill(self.platform, all_of_them | {one: named[one] for one in PLATFORMS})
        _fill(self.source, {"": translate("InboxPage", "All sources")} | dict(sources))
        self.search.setPlaceholderText(translate("InboxPage", "Search text, number  /"))
        self.name.setPlaceholderText(translate("InboxPage", "Name of the filter"))
        self.save.setText(translate("InboxPage", "Save"))
        self.cancel.setText(translate("InboxPage", "Cancel"))
        for widget, word in (
            (self.search, translate("InboxPage", "Search events")),
            (self.view, translate("InboxPage", "List")),
            (self.platform, translate("InboxPage", "Platform")),
            (self.source, translate("InboxPage", "Source")),
            (self.order, translate("InboxPage", "Order")),
            (self.saved_button, translate("InboxPage", "Saved filters")),
            (self.name, translate("InboxPage", "Name of the filter")),
        ):
            widget.setAccessibleName(word)
            widget.setToolTip(word)
        self._show_saved()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _fill(box: QComboBox, words: Mapping[str, str]) -> None:
    chosen = box.currentData()
    box.clear()
    for value, word in words.items():
        box.addItem(word, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
