"""The window beside the map in which a head is taught where it looks."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.controllers.ptz_calibration import PtzCalibration
from console.pages.ptz_words import unfit_words
from console.state.head_calibration import Calibration, CalibrationError
from console.state.head_optics import Optics

DOUBTFUL = 0.01
"""A share of the picture's width: a wrong place may hide behind a larger error."""


class PtzCalibrating(QDialog):
    """Shows the points so far, how well they agree, and keeps what they give."""

    def __init__(self, calibration: PtzCalibration, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calibration = calibration
        self.steps = QLabel(self)
        self.steps.setWordWrap(True)
        self.wide = QDoubleSpinBox(self)
        self.wide.setRange(1.0, 120.0)
        self.wide.setValue(calibration.optics.wide_deg)
        self.times = QDoubleSpinBox(self)
        self.times.setRange(1.0, 100.0)
        self.times.setValue(calibration.optics.magnification)
        self.points = QListWidget(self)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.remove = QPushButton(self)
        self.keep = QPushButton(self)
        self.keep.setDefault(True)
        self._wide_word, self._times_word = QLabel(self), QLabel(self)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.on_optics_changed()

    def _lay_out(self) -> None:
        lens = QFormLayout()
        lens.addRow(self._wide_word, self.wide)
        lens.addRow(self._times_word, self.times)
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        box = QVBoxLayout(self)
        box.addWidget(self.steps)
        box.addLayout(lens)
        box.addWidget(self.points, 1)
        box.addWidget(self.told)
        box.addLayout(buttons)
        self.resize(460, 460)

    def _connect(self) -> None:
        """All signals of this window, in one place."""
        self._calibration.changed.connect(self.on_changed)
        self.wide.valueChanged.connect(self.on_optics_changed)
        self.times.valueChanged.connect(self.on_optics_changed)
        self.points.itemSelectionChanged.connect(self.on_changed_choice)
        self.remove.clicked.connect(self.on_remove_clicked)
        self.keep.clicked.connect(self.on_keep_clicked)

    def on_optics_changed(self) -> None:
        """Another lens: what was collected is solved anew."""
        points = self._calibration.points
        self._calibration.begin(Optics(self.wide.value(), self.times.value()))
        for point in points:
            self._calibration.points.append(point)
        if points:
            self._calibration.solve()

    def on_remove_clicked(self) -> None:
        """The chosen point was wrong."""
        self._calibration.remove(self.points.currentRow())

    def on_keep_clicked(self) -> None:
        """Keep it, and be done."""
        if self._calibration.keep():
            self.close()

    def on_changed_choice(self) -> None:
        """Only a chosen point can be removed."""
        self.remove.setEnabled(bool(self.points.selectedItems()))

    def on_changed(self) -> None:
        """Show the points, and what they give."""
        calibration = self._calibration
        if not calibration.is_on:
            self.close()
            return
        found = calibration.found
        errors = found.errors if isinstance(found, Calibration) else ()
        self.points.clear()
        for place, point in enumerate(calibration.points):
            text = f"{place + 1}   {point.lon:.5f}, {point.lat:.5f}"
            if errors:
                text += "   " + self.tr("off by {percent} % of the picture").format(
                    percent=f"{100 * errors[place]:.2f}"
                )
            self.points.addItem(text)
        self.keep.setEnabled(isinstance(found, Calibration))
        if isinstance(found, CalibrationError):
            self.told.setText(unfit_words(found))
        elif found is None:
            self.told.setText("…")
        else:
            text = self.tr("The lens is {metres} m above the ground; all places fit.")
            if found.worst > DOUBTFUL:
                text = self.tr(
                    "The lens is {metres} m above the ground. A place is off by more than 1 %: "
                    "is it really the one on the map?"
                )
            self.told.setText(text.format(metres=f"{found.model.height_m:.0f}"))
        self.on_changed_choice()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed without keeping: nothing changes."""
        self._calibration.changed.disconnect(self.on_changed)
        self._calibration.cancel()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """All words of the window."""
        self.setWindowTitle(self.tr("Calibrate the camera"))
        self.steps.setText(
            self.tr(
                "Bring a place exactly to the cross in the picture, zoomed in, then click the "
                "same place on the map. Four places or more: near and far, all around."
            )
        )
        self._wide_word.setText(self.tr("Widest view"))
        self._times_word.setText(self.tr("Zoom"))
        self.wide.setSuffix("°")
        self.times.setSuffix("×")
        self.remove.setText(self.tr("Remove the place"))
        self.keep.setText(self.tr("Keep"))
