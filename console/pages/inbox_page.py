"""The inbox: which list, its rows, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from backend_client.errors import ClientError
from console.controllers.inbox_controller import InboxController
from console.models.inbox_model import Column, InboxModel, InboxWords
from console.pages.event_words import (
    grade_words,
    platform_words,
    source_word,
    state_words,
    time_words,
)
from console.pages.fault_words import fault_words
from console.state.arrivals import Mode
from console.state.inbox_filter import PLATFORMS, InboxFilter, Order, View
from resources.icons import icon
from widgets.inbox_table import InboxTable

_SEARCH_MS = 250
_SHOWN = (Column.GRADE, Column.TITLE, Column.REMAINING, Column.STATE, Column.OWNER, Column.SOURCE)
_WIDTHS = (76, 200, 78, 66, 56, 52)


class InboxPage(QWidget):
    """Joins the inbox's table, filters and words.

    Signals:
        event_chosen: The cursor is on an event (its id).
        event_opened: An event is to be worked on (its id).
        mute_wanted: Sounds are to be quiet for a while.
        columns_changed: The columns are to be kept.
    """

    event_chosen = Signal(str)
    event_opened = Signal(str)
    mute_wanted = Signal()
    columns_changed = Signal()

    def __init__(
        self,
        controller: InboxController,
        model: InboxModel,
        zone: tzinfo,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._model = model
        self._zone = zone
        self._names: Mapping[str, str] = {}
        self._kinds: Mapping[str, str] = {}
        self.table = InboxTable(model, self)
        self.table.set_columns(_SHOWN, _WIDTHS, Column.TITLE)
        self.view = QComboBox(self)
        self.platform = QComboBox(self)
        self.order = QComboBox(self)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(100)
        self.mute = QToolButton(self)
        self.mute.setIcon(icon("sound"))
        self.mute.setCheckable(True)
        self.foot = QLabel(self)
        self.foot.setTextFormat(Qt.TextFormat.PlainText)
        self.empty = QLabel(self)
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self._error: ClientError | None = None
        self._lay_out()
        self._search_soon = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._second = QTimer(self, interval=1000)
        self.retranslate()
        self._connect()
        self.on_model_changed()

    def _lay_out(self) -> None:
        filters, searching = QHBoxLayout(), QHBoxLayout()
        for chooser in (self.view, self.platform, self.order):
            filters.addWidget(chooser, 1)
        searching.addWidget(self.search, 1)
        searching.addWidget(self.mute)
        rows = QWidget(self)
        self._stack = QStackedLayout(rows)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 4)
        box.setSpacing(4)
        box.addLayout(filters)
        box.addLayout(searching)
        box.addWidget(rows, 1)
        box.addWidget(self.foot)

    def _connect(self) -> None:
        """All signals of this page, in one place."""
        for chooser in (self.view, self.platform, self.order):
            chooser.activated.connect(lambda _: self.on_filter_changed())
        self.search.textChanged.connect(lambda _: self._search_soon.start())
        self.search.returnPressed.connect(self.on_search_done)
        self._search_soon.timeout.connect(self.on_filter_changed)
        self._second.timeout.connect(self.on_second)
        self._second.start()
        self.mute.clicked.connect(self.mute_wanted)
        self.table.event_chosen.connect(self.event_chosen)
        self.table.event_opened.connect(self.event_opened)
        self.table.columns_changed.connect(self.columns_changed)
        self._controller.filled.connect(self.on_filled)
        self._controller.fill_failed.connect(self.on_fill_failed)
        self._model.rowsInserted.connect(self.on_model_changed)
        self._model.rowsRemoved.connect(self.on_model_changed)
        self._model.modelReset.connect(self.on_model_changed)
        self._model.dataChanged.connect(self.on_model_changed)
        quiet = QShortcut(QKeySequence("Ctrl+M"), self)
        quiet.activated.connect(self.mute_wanted)

    # -- what hands do

    def on_filter_changed(self) -> None:
        """Another list is wanted."""
        self._search_soon.stop()
        self._controller.ask(
            InboxFilter(
                View(self.view.currentData()),
                self.platform.currentData() or None,
                self.search.text(),
                Order(self.order.currentData()),
            )
        )

    def on_search_done(self) -> None:
        """Enter in the search field: to the rows."""
        self.on_filter_changed()
        self.table.setFocus()

    def show_view(self, view: View) -> None:
        """Show one of the saved filters."""
        self.view.setCurrentIndex(self.view.findData(view.value))
        self.on_filter_changed()

    def focus_search(self) -> None:
        """To the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def open_first(self) -> None:
        """Put the cursor on the first row and open it."""
        if self._model.rowCount():
            self.table.choose(0)
            self.event_opened.emit(self.table.chosen_event())

    def select_event(self, event: str) -> None:
        """Put the cursor on an event, where the list has it."""
        row = self._model.row_of(event)
        if row is not None and self.table.chosen_event() != event:
            self.table.choose(row)

    def mark_seen(self, event: str) -> None:
        """An event was opened."""
        self._model.set_unseen([event], unseen=False)

    # -- what is shown

    def set_names(self, people: Mapping[str, str], kinds: Mapping[str, str]) -> None:
        """Know people's names and the subcategories'."""
        self._names, self._kinds = people, kinds
        self._model.set_words(self.words())

    def set_muted(self, is_muted: bool) -> None:
        """Show whether sounds are quiet."""
        self.mute.setChecked(is_muted)
        self.mute.setIcon(icon("mute" if is_muted else "sound"))

    def on_filled(self) -> None:
        """The list is there."""
        self._error = None
        self.on_model_changed()

    def on_fill_failed(self, error: ClientError) -> None:
        """The list isn't there: say why."""
        self._error = error
        self.on_model_changed()

    def on_second(self) -> None:
        """What is left of limits counts down."""
        self._model.set_now(self._controller.now())
        self.table.repaint_column(Column.REMAINING)

    def on_model_changed(self) -> None:
        """How many there are, and what is said where there is none."""
        rows, total = self._model.rowCount(), self._controller.total
        self._stack.setCurrentIndex(0 if rows else 1)
        if not rows:
            self.empty.setText(self._empty_words())
        shown = self.tr("{shown} of {total} events").format(shown=rows, total=max(total or 0, rows))
        unseen = self._model.unseen_count()
        parts = [shown]
        if unseen:
            parts.append(self.tr("{count} not seen").format(count=unseen))
        mode = self._controller.mode()
        if mode is Mode.BATCHES:
            parts.append(self.tr("general ones in batches"))
        elif mode is Mode.FLOOD:
            parts.append(self.tr("■ flood: grouped by place and kind"))
        if self._controller.is_known_only:
            parts.append(self.tr("■ what this workplace knows"))
        self.foot.setText(" · ".join(parts))

    def _empty_words(self) -> str:
        if self._error is not None:
            return fault_words(self._error)
        if self.search.text().strip():
            return self.tr("No event has “{text}”. Esc clears the search.").format(
                text=self.search.text().strip()
            )
        return self.tr("Nothing here: no event for this list.")

    def words(self) -> InboxWords:
        """What cells say."""
        names, kinds, zone = self._names, self._kinds, self._zone
        grades, states, platforms = grade_words(), state_words(), platform_words()
        return InboxWords(
            {
                Column.GRADE: self.tr("Grade"),
                Column.TITLE: self.tr("Event"),
                Column.REMAINING: self.tr("Left"),
                Column.STATE: self.tr("State"),
                Column.OWNER: self.tr("Seat"),
                Column.SOURCE: self.tr("Source"),
                Column.GRID: self.tr("Grid"),
                Column.KIND: self.tr("Kind"),
                Column.LEAD: self.tr("Lead"),
                Column.PLATFORM: self.tr("Platform"),
                Column.REPORTED: self.tr("Reported"),
                Column.NUMBER: self.tr("Number"),
            },
            lambda grade: grades.get(grade, str(grade)),
            lambda state: states.get(state, state),
            source_word,
            lambda platform: platforms.get(platform or "", platform or ""),
            lambda person: names.get(person or "", person or ""),
            lambda kind: kinds.get(kind, kind),
            lambda at: f"{at.astimezone(zone):%m-%d %H:%M}",
            time_words,
            self.tr("drill"),
        )

    def retranslate(self) -> None:
        """Another language: filters, headers and words."""
        views = {
            View.OPEN: self.tr("Open"),
            View.MINE: self.tr("Mine"),
            View.UNACCEPTED: self.tr("Not accepted yet"),
            View.NEARLY_DUE: self.tr("Nearly due"),
            View.OVERDUE: self.tr("Overdue"),
            View.RETURNED: self.tr("Returned"),
            View.TO_VERIFY: self.tr("To verify"),
            View.DRILL: self.tr("Drill"),
            View.ENDED: self.tr("Ended"),
        }
        orders = {
            Order.NEWEST: self.tr("Newest first"),
            Order.DUE: self.tr("Soonest due first"),
            Order.GRADE: self.tr("Gravest first"),
        }
        named = platform_words()
        platforms = {"": self.tr("All platforms")} | {one: named[one] for one in PLATFORMS}
        _fill(self.view, {view.value: word for view, word in views.items()})
        _fill(self.platform, platforms)
        _fill(self.order, {order.value: word for order, word in orders.items()})
        self.search.setPlaceholderText(self.tr("Search text, number  /"))
        self.search.setAccessibleName(self.tr("Search events"))
        self.view.setAccessibleName(self.tr("List"))
        self.platform.setAccessibleName(self.tr("Platform"))
        self.order.setAccessibleName(self.tr("Order"))
        self.mute.setAccessibleName(self.tr("Mute sounds"))
        self.mute.setToolTip(
            self.tr("Mute sounds for five minutes (Ctrl+M); urgent events are always heard")
        )
        self.foot.setAccessibleName(self.tr("How many events"))
        self._model.set_words(self.words())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.on_model_changed()
        super().changeEvent(event)


def _fill(box: QComboBox, words: Mapping[str, str]) -> None:
    chosen = box.currentData()
    box.clear()
    for value, word in words.items():
        box.addItem(word, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
