"""The export of the list of cameras, without passwords unless asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.camera_file import FileFault, write_list
from console.controllers.background_job import BackgroundJob, JobControl
from console.pages.camera_file_words import file_fault_words
from console.state.camera import Camera
from widgets.asking import show_beside

_SUFFIX = ".csv"


class CameraExportDialog(QDialog):
    """Writes the list to a file that only its owner may read, whole or not at all.

    It blocks only its own window. Open it with ``open()``; it deletes itself when closed. A file
    being written while it closes is still written whole.

    Signals:
        list_written: The list is in this file (path as str).
    """

    list_written = Signal(str)

    def __init__(self, cameras: Sequence[Camera], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cameras = tuple(cameras)
        self._job: BackgroundJob | None = None
        self._path: Path | None = None
        self._result: FileFault | None = None
        self.what = QLabel(self)
        self.with_passwords = QCheckBox(self)
        self.warning = QLabel(self)
        self.outcome = QLabel(self)
        self.choose = QPushButton(self)
        self.close_button = QPushButton(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._arrange()
        self.with_passwords.toggled.connect(self.warning.setVisible)
        self.choose.clicked.connect(self.on_choose_clicked)
        self.close_button.clicked.connect(self.reject)
        self._retranslate()

    def _arrange(self) -> None:
        for label in (self.what, self.warning, self.outcome):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.warning.setVisible(False)
        self.close_button.setAutoDefault(False)
        self.choose.setEnabled(bool(self._cameras))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        for part in (self.what, self.with_passwords, self.warning, self.outcome):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(buttons)
        self.resize(560, 240)

    def on_choose_clicked(self) -> None:
        """Ask where to."""
        chooser = QFileDialog(self, self.tr("Export cameras"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(_SUFFIX)
        chooser.setNameFilters([self.tr("Lists of cameras (*.csv)")])
        chooser.selectFile(self.tr("cameras") + _SUFFIX)
        chooser.fileSelected.connect(self.on_file_selected)
        show_beside(chooser)

    def on_file_selected(self, name: str) -> None:
        """Write to the chosen file."""
        self.write(Path(name))

    def write(self, path: Path) -> None:
        """Begin to write; nothing while an earlier one is under way."""
        if self._job is not None:
            return
        self._path, self._result = path, None
        cameras, with_passwords = self._cameras, self.with_passwords.isChecked()

        def work(_control: JobControl) -> object:
            return write_list(path, cameras, with_passwords)

        self._job = BackgroundJob(work, self)
        self._job.done.connect(self.on_written)
        self._job.failed.connect(self.on_write_failed)
        self._job.start()
        self._show()

    def on_written(self, fault: object) -> None:
        """Say where the list is, or why it isn't there."""
        self._forget_job()
        self._result = fault if isinstance(fault, FileFault) else None
        self._show()
        if self._result is None:
            self.list_written.emit(str(self._path))

    def on_write_failed(self) -> None:
        """Say that the writing broke down; the log has the exception."""
        self.on_written(FileFault(-1, self.tr("the file could not be written")))

    def done(self, result: int) -> None:
        """Qt: the dialog closes, however that came about."""
        self._forget_job()
        super().done(result)

    def _forget_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job.deleteLater()
            self._job = None

    def _show(self) -> None:
        count = len(self._cameras)
        self.what.setText(self.tr("{n} cameras as a CSV file.").format(n=count))
        self.choose.setEnabled(count > 0 and self._job is None)
        self.with_passwords.setEnabled(self._job is None)
        self.outcome.setText(self._outcome_words())

    def _outcome_words(self) -> str:
        if self._path is None:
            return ""
        if self._job is not None:
            return self.tr("Writing {file}…").format(file=self._path)
        if self._result is None:
            return self.tr("Written to {file}.").format(file=self._path)
        words = self.tr("{file} was not written. {reason}")
        return words.format(file=self._path, reason=file_fault_words(self._result))

    def changeEvent(self, event: QEvent) -> None:
        """Qt: say everything again after a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export cameras"))
        self.with_passwords.setText(self.tr("Include &passwords"))
        self.warning.setText(
            self.tr(
                "Whoever gets this file can watch and move the cameras. Keep it on this machine"
                " and delete it when it has served."
            )
        )
        self.choose.setText(self.tr("&Save as…"))
        self.close_button.setText(self.tr("Close"))
        self._show()
