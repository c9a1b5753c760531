"""The measures that a table works out together, in the order of making."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from widgets.measure_editor import MeasureEditor
from widgets.measure_row import MeasureRow
from widgets.measure_values import Measure, MeasureDraft

__all__ = ["Measure", "MeasureDraft", "MeasuresList"]


class MeasuresList(QWidget):
    """Rows that are written in place; nothing that somebody typed is ever lost to another's word.

    Signals:
        measure_made: A new one: its id, and a ``MeasureDraft``.
        measure_changed: Its id, the version that the person saw, and a ``MeasureDraft``.
        measure_dropped: One is to be taken away (its id).
    """

    measure_made = Signal(str, object)
    measure_changed = Signal(str, int, object)
    measure_dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, MeasureRow] = {}
        self._departments: tuple[str, ...] = ()
        self._reason = ""
        self._new_id = ""
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = QWidget(self)
        self._rows_box = QVBoxLayout()
        self._rows_box.setSpacing(6)
        self._new_frame = QFrame(self._page)
        self._new_frame.setObjectName("measure")
        self.new = MeasureEditor((), self._new_frame)
        self._new_frame.hide()
        self.add = QPushButton(self)
        self._place()
        self.add.clicked.connect(self.on_add_wanted)
        self.new.saved.connect(self.on_new_saved)
        self.new.left.connect(self.on_new_left)
        self._retranslate()

    def _place(self) -> None:
        framed = QVBoxLayout(self._new_frame)
        framed.setContentsMargins(8, 6, 6, 6)
        framed.addWidget(self.new)
        inner = QVBoxLayout(self._page)
        inner.setContentsMargins(8, 8, 8, 8)
        inner.addLayout(self._rows_box)
        inner.addWidget(self._new_frame)
        inner.addStretch(1)
        self.area.setWidget(self._page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 6)
        box.addWidget(self.area, 1)
        box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setFocusProxy(self.add)

    # -- what is shown

    def set_measures(self, measures: Sequence[Measure]) -> None:
        """Show these, in this order."""
        now = {one.id for one in measures}
        for id_ in [one for one in self.rows if one not in now]:
            self._let_go(id_)
        for number, one in enumerate(measures, start=1):
            if one.id not in self.rows:
                self.rows[one.id] = self._row(one)
            row = self.rows[one.id]
            row.show_measure(one, number)
            if self._rows_box.indexOf(row) != number - 1:
                self._rows_box.insertWidget(number - 1, row)
        if self._new_id in now:
            self._end_new()

    def _row(self, measure: Measure) -> MeasureRow:
        row, id_ = MeasureRow(measure, self._departments, self._page), measure.id
        row.set_reason(self._reason)
        row.changed.connect(lambda draft: self._tell_changed(id_, draft))
        row.dropped.connect(lambda: self.measure_dropped.emit(id_))
        row.ended.connect(lambda: self._forget_gone(id_))
        return row

    def _let_go(self, id_: str) -> None:
        """One is no longer there; what is being written of it stays."""
        row = self.rows[id_]
        if row.editor is not None:
            row.show_gone()
            return
        del self.rows[id_]
        row.hide()
        row.deleteLater()

    def _forget_gone(self, id_: str) -> None:
        if self.rows[id_].is_gone:
            self._let_go(id_)

    def set_departments(self, departments: Sequence[str]) -> None:
        """Whom to choose from."""
        if tuple(departments) == self._departments:
            return
        self._departments = tuple(departments)
        self.new.set_departments(departments)
        for row in self.rows.values():
            row.set_departments(departments)

    def set_reason(self, reason: str) -> None:
        """Why nothing can be changed now; empty where it can."""
        self._reason = reason
        self.new.set_reason(reason)
        for row in self.rows.values():
            row.set_reason(reason)
        self._retranslate()

    def show_conflict(self, measure: str, theirs: Measure) -> None:
        """Somebody else changed it first: the person's text stays, and both are offered."""
        if measure in self.rows:
            self.rows[measure].show_conflict(theirs)

    def show_fault(self, measure: str, reason: str) -> None:
        """Something wasn't taken; the person's text stays."""
        if measure == self._new_id:
            self.new.show_fault(reason)
        elif measure in self.rows:
            self.rows[measure].show_fault(reason)

    # -- what hands do

    def _tell_changed(self, id_: str, draft: MeasureDraft) -> None:
        row = self.rows[id_]
        if not row.is_gone:
            self.measure_changed.emit(id_, row.seen, draft)
            return
        self.new.begin(draft)  # nobody has it any more: it is made anew
        row.end()
        self._open_new()
        self.on_new_saved(draft)

    def on_add_wanted(self) -> None:
        """Write a new one; what was written of it before is still there."""
        self._open_new()
        self.new.setFocus()

    def _open_new(self) -> None:
        self._new_frame.show()
        self.add.hide()
        QTimer.singleShot(0, self.new, lambda: self.area.ensureWidgetVisible(self._new_frame))

    def on_new_saved(self, draft: MeasureDraft) -> None:
        """Hand it over; the fields wait."""
        self._new_id = uuid.uuid4().hex
        self.new.set_waiting(True)
        self.measure_made.emit(self._new_id, draft)

    def on_new_left(self) -> None:
        """Not now."""
        self._new_frame.hide()
        self.add.show()
        self.add.setFocus()

    def _end_new(self) -> None:
        """It is in the list: the fields are ready for the next one."""
        had_keys = self.new.isVisible()
        self._new_id = ""
        self.new.set_waiting(False)
        self.new.begin(MeasureDraft())
        if had_keys:
            self.new.setFocus()

    def _retranslate(self) -> None:
        word = self.tr("Add a measure")
        self.area.setAccessibleName(self.tr("Measures"))
        self.add.setText(word)
        self.add.setToolTip(self._reason or word)
        self.add.setEnabled(not self._reason)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
