"""The import of a list of cameras: a dry run first, then all of it or only the good rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from console.camera_file import DryRun, FileFault, dry_run
from console.controllers.background_job import BackgroundJob, JobControl
from console.models.csv_faults_model import CsvFaultsModel
from console.pages.camera_file_words import file_fault_words
from console.pages.camera_import_form import CameraImportForm
from console.state.camera import Camera
from console.state.camera_import_plan import ImportMode, ImportPlan
from widgets.asking import show_beside


class CameraImportDialog(QDialog):
    """Shows what a file would change and every fault in it; changes nothing by itself.

    It blocks only its own window. Open it with ``open()``; it deletes itself when closed.

    Signals:
        cameras_accepted: The whole list as it should be from now on (list of `Camera`).
    """

    cameras_accepted = Signal(list)

    def __init__(self, current: Sequence[Camera], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = tuple(current)
        self._job: BackgroundJob | None = None
        self._path: Path | None = None
        self._found: DryRun | None = None
        self._failure: FileFault | None = None
        self.faults = CsvFaultsModel(self)
        self.form = CameraImportForm(self, self.faults)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(860, 560)
        self._connect()
        self._retranslate()

    def _connect(self) -> None:
        form = self.form
        form.choose.clicked.connect(self.on_choose_clicked)
        form.stop.clicked.connect(self.on_stop_clicked)
        form.replace_mode.toggled.connect(self._show)
        form.remove_agreed.toggled.connect(self._show_choices)
        form.import_all.clicked.connect(self.on_import_chosen)
        form.import_good.clicked.connect(self.on_import_chosen)
        form.close_button.clicked.connect(self.reject)

    # -- choosing and reading

    def on_choose_clicked(self) -> None:
        """Ask for a file."""
        chooser = QFileDialog(self, self.tr("Choose a list of cameras"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters(
            [self.tr("Lists of cameras (*.csv *.txt)"), self.tr("All files (*)")]
        )
        chooser.fileSelected.connect(self.on_file_selected)
        show_beside(chooser)

    def on_file_selected(self, name: str) -> None:
        """Read the chosen file."""
        self.read(Path(name))

    def read(self, path: Path) -> None:
        """Begin the dry run of a file; one under way is given up."""
        self._give_up()
        self._path, self._found, self._failure = path, None, None
        current = self._current

        def work(control: JobControl) -> object:
            return dry_run(path, current, lambda: control.stopped, control.tell)

        self._job = BackgroundJob(work, self)
        self._job.progressed.connect(self.form.show_progress)
        self._job.done.connect(self.on_read)
        self._job.failed.connect(self.on_read_failed)
        self._job.start()
        self._show()

    def on_read(self, result: object) -> None:
        """Show what the file holds."""
        self._give_up()
        self._found = result if isinstance(result, DryRun) else None
        self._failure = result if isinstance(result, FileFault) else None
        self._show()

    def on_read_failed(self) -> None:
        """Say that the reading broke down; the log has the exception."""
        self.on_read(FileFault(-1, self.tr("the file could not be read")))

    def on_stop_clicked(self) -> None:
        """Give up reading."""
        self._give_up()
        self._path = None
        self._show()

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job.deleteLater()
            self._job = None

    # -- the end

    def on_import_chosen(self) -> None:
        """Hand over the list as it should be."""
        plan = self._plan()
        if plan is not None and self._allowed():
            self.cameras_accepted.emit(list(plan.result))
            self.accept()

    def done(self, result: int) -> None:
        """Qt: the dialog closes, however that came about."""
        self._give_up()
        super().done(result)

    # -- showing

    def _plan(self) -> ImportPlan | None:
        if self._found is None or not self._found.outcome.cameras:
            return None
        replace = self.form.replace_mode.isChecked()
        return self._found.plans[ImportMode.REPLACE if replace else ImportMode.ADD]

    def _allowed(self) -> bool:
        plan = self._plan()
        return plan is not None and (not plan.removed or self.form.remove_agreed.isChecked())

    def _show(self) -> None:
        """Everything from the state of now."""
        found, form = self._found, self.form
        faults = found.outcome.faults if found is not None else ()
        self.faults.set_faults(faults)
        form.show_file(self._path, reading=self._job is not None)
        if self._failure is not None:
            form.show_failure(file_fault_words(self._failure))
        elif found is not None:
            form.show_counts(len(found.outcome.cameras), faults)
        # What was agreed for one plan isn't agreed for another.
        form.remove_agreed.setChecked(False)
        form.show_plan(self._plan())
        self._show_choices()

    def _show_choices(self) -> None:
        found = self._found
        good = len(found.outcome.cameras) if found is not None else 0
        faulty = found is not None and bool(found.outcome.faults)
        self.form.show_choices(good, faulty=faulty, allowed=self._allowed())

    def changeEvent(self, event: QEvent) -> None:
        """Qt: say everything again after a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Import cameras"))
        self.form.retranslate()
        self.faults.retranslate()
        self._show()
