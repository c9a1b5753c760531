"""What the import of cameras looks like."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QTableView,
    QVBoxLayout,
)

from console.state.camera_csv import CsvFault
from console.state.camera_import_plan import ImportPlan

translate = QCoreApplication.translate


class CameraImportForm:
    """The parts of the dialog; every ``show_…`` says one thing anew."""

    def __init__(self, dialog: QDialog, faults: QAbstractItemModel) -> None:
        self.choose = QPushButton(dialog)
        self.file = _plain_label(dialog)
        self.progress = QProgressBar(dialog)
        self.stop = QPushButton(dialog)
        self.add_mode = QRadioButton(dialog)
        self.replace_mode = QRadioButton(dialog)
        self.counts = _plain_label(dialog)
        self.table = _table(dialog, faults)
        self.plan = _plain_label(dialog)
        self.remove_agreed = QCheckBox(dialog)
        self.import_all = QPushButton(dialog)
        self.import_good = QPushButton(dialog)
        self.close_button = QPushButton(dialog)
        self.add_mode.setChecked(True)
        for button in (self.choose, self.stop, self.import_good, self.close_button):
            button.setAutoDefault(False)
        self._arrange(dialog)

    def _arrange(self, dialog: QDialog) -> None:
        column = QVBoxLayout(dialog)
        column.setSpacing(8)
        column.addLayout(_row(self.choose, self.file))
        column.addLayout(_row(self.progress, self.stop))
        column.addWidget(self.add_mode)
        column.addWidget(self.replace_mode)
        column.addWidget(self.counts)
        column.addWidget(self.table, 1)
        column.addWidget(self.plan)
        column.addWidget(self.remove_agreed)
        column.addStretch(0)
        column.addLayout(_row(None, self.import_all, self.import_good, self.close_button))

    def show_file(self, path: Path | None, *, reading: bool) -> None:
        """Which file it is, and whether it is being read."""
        self.file.setText(
            translate("CameraImportForm", "No file chosen") if path is None else str(path)
        )
        self.progress.setRange(0, 0)
        self.progress.setVisible(reading)
        self.stop.setVisible(reading)
        self.counts.setText("")
        self.table.setVisible(False)

    def show_progress(self, percent: int) -> None:
        """How far the reading is; -1 moves without an end in sight."""
        self.progress.setRange(0, 0 if percent < 0 else 100)
        self.progress.setValue(max(0, percent))

    def show_failure(self, words: str) -> None:
        """Why the file couldn't be read."""
        self.counts.setText(words)

    def show_counts(self, good: int, faults: Sequence[CsvFault]) -> None:
        """How many rows are good and what is wrong with the others."""
        if faults:
            text = translate(
                "CameraImportForm",
                "{good} good rows. {faults} faults: nothing is imported unless you say so.",
            )
            self.counts.setText(text.format(good=good, faults=len(faults)))
        else:
            self.counts.setText(
                translate("CameraImportForm", "{good} rows, no faults.").format(good=good)
            )
        self.table.setVisible(bool(faults))

    def show_plan(self, plan: ImportPlan | None) -> None:
        """What the import would change."""
        removed = len(plan.removed) if plan is not None else 0
        self.remove_agreed.setText(
            translate("CameraImportForm", "Yes, remove {n} cameras").format(n=removed)
        )
        self.remove_agreed.setVisible(removed > 0)
        if plan is None:
            self.plan.setText("")
            return
        text = translate(
            "CameraImportForm",
            "{added} new, {changed} changed, {unchanged} unchanged, {removed} removed.",
        )
        self.plan.setText(
            text.format(
                added=len(plan.added),
                changed=len(plan.changed),
                unchanged=len(plan.unchanged),
                removed=removed,
            )
        )

    def show_choices(self, good: int, *, faulty: bool, allowed: bool) -> None:
        """What can be done now."""
        self.import_all.setEnabled(allowed and not faulty)
        self.import_good.setVisible(faulty and good > 0)
        self.import_good.setEnabled(allowed and faulty)
        self.import_good.setText(
            translate("CameraImportForm", "Import only the {n} good &rows").format(n=good)
        )

    def retranslate(self) -> None:
        """Say every fixed text in the language of now."""
        self.choose.setText(translate("CameraImportForm", "&Choose file…"))
        self.stop.setText(translate("CameraImportForm", "&Stop reading"))
        self.add_mode.setText(
            translate(
                "CameraImportForm", "A&dd and change; cameras that the file doesn't name stay"
            )
        )
        self.replace_mode.setText(
            translate("CameraImportForm", "Re&place; the file becomes the whole list")
        )
        self.import_all.setText(translate("CameraImportForm", "Import &all"))
        self.close_button.setText(translate("CameraImportForm", "Close"))
        self.table.setAccessibleName(translate("CameraImportForm", "Faults in the file"))
        self.progress.setAccessibleName(translate("CameraImportForm", "Reading the file"))


def _row(*widgets: QLabel | QPushButton | QProgressBar | None) -> QHBoxLayout:
    """A line of widgets; labels and bars take the room, None is a gap that does."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, 0 if isinstance(widget, QPushButton) else 1)
    return row


def _plain_label(dialog: QDialog) -> QLabel:
    label = QLabel(dialog)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _table(dialog: QDialog, faults: QAbstractItemModel) -> QTableView:
    table = QTableView(dialog)
    table.setModel(faults)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setAlternatingRowColors(True)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(24)
    header = table.horizontalHeader()
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    # Widths by content would look at every one of a hundred thousand faults.
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for section, width in enumerate((64, 150, 360)):
        header.resizeSection(section, width)
    return table
