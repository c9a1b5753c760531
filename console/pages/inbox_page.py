"""The inbox: which list, its rows, and how many there are."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Mapping
from datetime import tzinfo

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from backend_client.errors import ClientError
from console.controllers.inbox_controller import InboxController
from console.models.inbox_model import InboxModel
from console.pages.fault_words import fault_words
from console.pages.inbox_filters import InboxFilters
from console.pages.inbox_terms import column_widths, inbox_words
from console.state.arrivals import Mode
from console.state.inbox_filter import InboxFilter, View
from console.state.inbox_kept import InboxKept
from resources.icons import icon
from widgets.inbox_roles import Column
from widgets.inbox_table import InboxTable

_FOOT_MS = 100
_SHOWN = (Column.GRADE, Column.TITLE, Column.REMAINING, Column.STATE, Column.OWNER, Column.SOURCE)


class InboxPage(QWidget):
    """Joins the inbox's table, filters and words.

    Signals:
        event_chosen: The cursor is on an event (its id).
        event_opened: An event is to be worked on (its id).
        mute_wanted: Sounds are to be quiet for a while.
        kept_changed: What comes back after a restart changed.
    """

    event_chosen = Signal(str)
    event_opened = Signal(str)
    mute_wanted = Signal()
    kept_changed = Signal()

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
        self._error: ClientError | None = None
        self.filters = InboxFilters(self)
        self.mute = QToolButton(self)
        self.mute.setIcon(icon("sound"))
        self.mute.setCheckable(True)
        self.grouped = QToolButton(self)
        self.grouped.setCheckable(True)
        self.grouped.setChecked(True)
        self.grouped.hide()
        self.table = InboxTable(model, self)
        self.table.set_columns(_SHOWN, column_widths(self.table.fontMetrics()), Column.TITLE)
        self.foot = QLabel(self)
        self.foot.setTextFormat(Qt.TextFormat.PlainText)
        self.foot.setWordWrap(True)
        self._foot_soon = QTimer(self, singleShot=True, interval=_FOOT_MS)
        self._second = QTimer(self, interval=1000)
        self._lay_out()
        self.retranslate()
        self._connect()
        self.on_model_changed()

    def _lay_out(self) -> None:
        self.filters.beside_search.addWidget(self.grouped)
        self.filters.beside_search.addWidget(self.mute)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 4)
        box.setSpacing(4)
        box.addWidget(self.filters)
        box.addWidget(self.table, 1)
        box.addWidget(self.foot)
        ordered = (self.filters.search, self.grouped, self.mute, self.table)
        for before, after in itertools.pairwise(ordered):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        """All signals of this page, in one place."""
        filters, table, model = self.filters, self.table, self._model
        filters.chosen.connect(self.on_filter_chosen)
        filters.saved_changed.connect(self.kept_changed)
        filters.rows_wanted.connect(table.setFocus)
        self._second.timeout.connect(self.on_second)
        self._second.start()
        self.mute.clicked.connect(self.mute_wanted)
        self.grouped.clicked.connect(self.on_grouped_clicked)
        table.event_chosen.connect(self.event_chosen)
        table.event_opened.connect(self.event_opened)
        table.group_wanted.connect(self.on_group_wanted)
        table.columns_changed.connect(self.kept_changed)
        self._controller.filled.connect(self.on_filled)
        self._controller.fill_failed.connect(self.on_fill_failed)
        self._controller.flood_changed.connect(self.on_flood_changed)
        self._foot_soon.timeout.connect(self.on_model_changed)
        model.folding.connect(self.on_folding)
        for changed in (
            model.rowsInserted,
            model.rowsRemoved,
            model.modelReset,
            model.layoutChanged,
            model.dataChanged,
        ):
            changed.connect(self.on_change_seen)
        for keys, act in (("Ctrl+M", self.mute_wanted.emit), ("/", self.focus_search)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)
            if keys == "/":  # a letter elsewhere
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- what comes back after a restart

    def kept(self) -> InboxKept:
        """What is to be kept."""
        columns = base64.b64encode(self.table.columns_state().data()).decode()
        filters = self.filters
        return InboxKept(columns, filters.wanted(), filters.saved, self.grouped.isChecked())

    def restore(self, kept: InboxKept) -> None:
        """Put the inbox as it was, before anybody asks for its list."""
        self.table.restore_columns(QByteArray.fromBase64(kept.columns.encode()))
        self.filters.set_saved(kept.saved)
        self.filters.show_filter(kept.wanted)
        self.grouped.setChecked(kept.groups)
        self._controller.begin_with(kept.wanted)
        self._controller.set_groups_wanted(kept.groups)

    # -- what hands do

    def on_filter_chosen(self, wanted: InboxFilter) -> None:
        """Another list is wanted."""
        self._error = None
        self._controller.ask(wanted)
        self.on_model_changed()
        self.kept_changed.emit()

    def show_view(self, view: View) -> None:
        """Show one of the lists that everybody has."""
        chooser = self.filters.view
        chooser.setCurrentIndex(chooser.findData(view.value))
        self.filters.on_chosen()

    def focus_search(self) -> None:
        """To the search field."""
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def open_first(self) -> None:
        """Put the cursor on the first row and open it."""
        if self._model.rowCount():
            self.table.choose(0)
            self.event_opened.emit(self.table.chosen_event())

    def select_event(self, event: str) -> None:
        """Put the cursor on an event, where the list has it."""
        if self._model.has(event) and self._model.row_of(event) is None:
            self._model.open_group(event, is_open=True)
        row = self._model.row_of(event)
        if row is not None and self.table.chosen_event() != event:
            self.table.choose(row)

    def mark_seen(self, event: str) -> None:
        """An event was opened."""
        self._model.set_unseen([event], unseen=False)

    # -- groups of a flood

    def on_group_wanted(self, event: str, is_open: bool) -> None:
        """The rows behind an event's are shown or hidden."""
        self._model.open_group(event, is_open=is_open)

    def on_grouped_clicked(self) -> None:
        """Groups are wanted, or each event for itself."""
        self._controller.set_groups_wanted(self.grouped.isChecked())
        self.kept_changed.emit()

    def on_flood_changed(self, is_flood: bool) -> None:
        """A flood begins or is over."""
        if self.grouped.hasFocus() and not is_flood:
            self.table.setFocus()
        self.grouped.setVisible(is_flood)
        self.on_model_changed()

    def on_folding(self, behind: Mapping[str, str]) -> None:
        """The cursor's row goes behind another: so does the cursor."""
        head = behind.get(self.table.chosen_event())
        row = None if head is None else self._model.row_of(head)
        if row is not None:
            self.table.choose(row)

    # -- what is shown

    def set_names(self, people: Mapping[str, str], kinds: Mapping[str, str]) -> None:
        """Know people's names and the subcategories'."""
        self._names, self._kinds = people, kinds
        self._say_words()

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

    def on_change_seen(self) -> None:
        """The foot follows what changes, ten times a second at most."""
        if not self._foot_soon.isActive():
            self._foot_soon.start()

    def on_model_changed(self) -> None:
        """How many there are, and what is said where there is none."""
        self.table.set_empty_words(self._empty_words())
        self.foot.setText(" · ".join(self._foot_parts()))

    def _foot_parts(self) -> list[str]:
        read, total = len(self._model.lines()), self._controller.total
        shown = self.tr("{shown} of {total} events")
        parts = [shown.format(shown=read, total=max(total or 0, read))]
        unseen = self._model.unseen_count()
        if unseen:
            parts.append(self.tr("{count} not seen").format(count=unseen))
        if self._controller.is_flood:
            events, groups = self._model.grouped_counts()
            text = self.tr("■ flood: {events} events in {groups} groups")
            if not groups:
                text = self.tr("■ flood")
            parts.append(text.format(events=events, groups=groups))
        elif self._controller.mode() is Mode.BATCHES:
            parts.append(self.tr("general ones in batches"))
        if self._controller.is_known_only:
            parts.append(self.tr("■ what this workplace knows"))
        return parts

    def _empty_words(self) -> str:
        if self._error is not None:
            return fault_words(self._error)
        if self._controller.is_reading:
            return self.tr("Reading the list…")
        searched = self.filters.search.text().strip()
        if searched:
            return self.tr("No event has “{text}”. Esc clears the search.").format(text=searched)
        return self.tr("Nothing here: no event for this list.")

    def _say_words(self) -> None:
        self._model.set_words(inbox_words(self._names, self._kinds, self._zone))

    def retranslate(self) -> None:
        """Another language: buttons, headers and words."""
        self.grouped.setText(self.tr("Group"))
        self.grouped.setAccessibleName(self.tr("Group the flood"))
        self.grouped.setToolTip(
            self.tr(
                "While many events arrive, those of one place and kind that nobody has accepted yet"
                " stand as one row. → opens it, ← closes it. Urgent ones always have their own."
            )
        )
        self.mute.setAccessibleName(self.tr("Mute sounds"))
        self.mute.setToolTip(
            self.tr("Mute sounds for five minutes (Ctrl+M); urgent events are always heard")
        )
        self.foot.setAccessibleName(self.tr("How many events"))
        self._say_words()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.on_model_changed()
        super().changeEvent(event)
