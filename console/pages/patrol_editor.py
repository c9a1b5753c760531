"""A patrol plan to be filled in: what passes through the panes, how long, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from console.pages.plain_labels import words_label
from console.state.camera import Camera
from console.state.patrol_plan import ALL, DWELL_LEAST_S, DWELL_MOST_S, Hours, PatrolPlan
from console.state.saved_layouts import MAX_NAME_LENGTH
from widgets.pick_list import PickList

_WIDTH_PX = 520


class PatrolEditor(QDialog):
    """Beside the work like every question; nothing is kept before *Save*.

    Signals:
        plan_given: A plan is to be kept (a ``PatrolPlan``), and the name of the one it replaces.
    """

    plan_given = Signal(object, str)

    def __init__(
        self,
        plan: PatrolPlan | None,
        cameras: Sequence[Camera],
        layouts: Sequence[str],
        shown: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        """``shown`` are the cameras on the board now, which a plan can be made of."""
        super().__init__(parent)
        self._replaces = "" if plan is None else plan.name
        self._fixed = tuple(shown) if plan is None else plan.cameras
        self.setWindowTitle(self.tr("Patrol"))
        self.setMinimumWidth(_WIDTH_PX)
        self.name = QLineEdit(self)
        self.name.setMaxLength(MAX_NAME_LENGTH)
        self._make_sources(plan, cameras, layouts)
        self.dwell = QSpinBox(self)
        self.dwell.setRange(DWELL_LEAST_S, DWELL_MOST_S)
        self.dwell.setSuffix(self.tr(" s"))
        self.shuffled = QCheckBox(self.tr("In another order each round"), self)
        self._make_hours()
        self.fault = words_label(self, "fault", wraps=True)
        self.fault.hide()
        self.save = QPushButton(self.tr("Save"), self)
        self.save.setObjectName("primary")
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self._lay_out()
        self._name_controls()
        self._show(plan)
        self.save.clicked.connect(self.on_save_clicked)
        self.cancel.clicked.connect(self.reject)

    def _make_sources(
        self, plan: PatrolPlan | None, cameras: Sequence[Camera], layouts: Sequence[str]
    ) -> None:
        villages = Counter(camera.village for camera in cameras)
        grids = Counter(camera.grid for camera in cameras if camera.grid)
        choices = [(ALL, self.tr("All cameras ({count})").format(count=len(cameras)))]
        choices += [(one, f"{one} ({count})") for one, count in sorted(villages.items())]
        choices += [(one, f"{one} ({count})") for one, count in sorted(grids.items())]
        self.groups = PickList(choices, () if plan is None else plan.groups, self)
        self.layouts = PickList(
            [(name, name) for name in layouts], () if plan is None else plan.layouts, self
        )
        count = len(self._fixed)
        self.sources = {
            "groups": QRadioButton(self.tr("Cameras of villages and grids"), self),
            "fixed": QRadioButton(self.tr("Chosen cameras ({count})").format(count=count), self),
            "layouts": QRadioButton(self.tr("Saved layouts, one after the other"), self),
        }
        self.sources["fixed"].setEnabled(count > 0)
        self.sources["layouts"].setEnabled(bool(layouts))
        group = QButtonGroup(self)
        for button in self.sources.values():
            group.addButton(button)
            button.toggled.connect(lambda _: self._show_source())

    def _make_hours(self) -> None:
        self.by_clock = QCheckBox(self.tr("By itself, at these hours"), self)
        self.start, self.end = QTimeEdit(self), QTimeEdit(self)
        words = (
            self.tr("Mo"), self.tr("Tu"), self.tr("We"), self.tr("Th"),
            self.tr("Fr"), self.tr("Sa"), self.tr("Su"),
        )  # fmt: skip
        self.days = [QCheckBox(word, self) for word in words]
        self.by_clock.toggled.connect(self._show_hours)

    def _lay_out(self) -> None:
        times, days, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        times.addWidget(self.start)
        times.addWidget(words_label(self, text="–"))
        times.addWidget(self.end)
        times.addStretch(1)
        for day in self.days:
            days.addWidget(day)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        form = QFormLayout()
        form.addRow(self.tr("Name"), self.name)
        for key, chooser in (("groups", self.groups), ("fixed", None), ("layouts", self.layouts)):
            form.addRow("", self.sources[key])
            if chooser is not None:
                form.addRow("", chooser)
        form.addRow(self.tr("Each stays"), self.dwell)
        form.addRow("", self.shuffled)
        form.addRow("", self.by_clock)
        form.addRow("", times)
        form.addRow("", days)
        box = QVBoxLayout(self)
        box.addLayout(form)
        box.addWidget(self.fault)
        box.addLayout(buttons)

    def _name_controls(self) -> None:
        self.name.setAccessibleName(self.tr("Name"))
        self.groups.setAccessibleName(self.tr("Villages and grids"))
        self.layouts.setAccessibleName(self.tr("Saved layouts"))
        self.dwell.setAccessibleName(self.tr("Each stays"))
        self.start.setAccessibleName(self.tr("From"))
        self.end.setAccessibleName(self.tr("To"))

    def _show(self, plan: PatrolPlan | None) -> None:
        hours = None if plan is None else plan.hours
        source = "groups"
        if plan is not None:
            self.name.setText(plan.name)
            self.dwell.setValue(plan.dwell_s)
            self.shuffled.setChecked(plan.is_shuffled)
            source = "layouts" if plan.layouts else "groups" if plan.groups else "fixed"
        else:
            self.dwell.setValue(15)
        self.sources[source].setChecked(True)
        self.by_clock.setChecked(hours is not None)
        span = hours or Hours(time(22, 0), time(6, 0))
        self.start.setTime(QTime(span.start.hour, span.start.minute))
        self.end.setTime(QTime(span.end.hour, span.end.minute))
        for day, box in enumerate(self.days):
            box.setChecked(day in span.days)
        self._show_source()
        self._show_hours()

    def _show_source(self) -> None:
        self.groups.setEnabled(self.sources["groups"].isChecked())
        self.layouts.setEnabled(self.sources["layouts"].isChecked())
        self.shuffled.setEnabled(not self.sources["layouts"].isChecked())

    def _show_hours(self) -> None:
        for widget in (self.start, self.end, *self.days):
            widget.setEnabled(self.by_clock.isChecked())

    # -- what is given

    def plan(self) -> PatrolPlan:
        """Return what is filled in; raises ValueError with the name of what is wrong."""
        source = next(key for key, button in self.sources.items() if button.isChecked())
        start, end = self.start.time(), self.end.time()
        days = frozenset(day for day, box in enumerate(self.days) if box.isChecked())
        hours = None
        if self.by_clock.isChecked():
            hours = Hours(time(start.hour(), start.minute()), time(end.hour(), end.minute()), days)
        return PatrolPlan(
            " ".join(self.name.text().split()),
            self._fixed if source == "fixed" else (),
            tuple(self.groups.picks()) if source == "groups" else (),
            tuple(self.layouts.picks()) if source == "layouts" else (),
            self.dwell.value(),
            self.shuffled.isChecked() and source != "layouts",
            hours,
        )

    def on_save_clicked(self) -> None:
        """Give the plan, or say what is wrong with it."""
        try:
            plan = self.plan()
        except ValueError as error:
            self.fault.setText(self._fault_words(str(error)))
            self.fault.show()
            return
        self.plan_given.emit(plan, self._replaces)
        self.accept()

    def _fault_words(self, code: str) -> str:
        return {
            "name": self.tr("A name of at most 40 characters is needed."),
            "nothing": self.tr("Nothing is chosen: tick at least one village, grid or layout."),
            "hours": self.tr("The hours need a day, and an end that differs from the start."),
        }.get(code, self.tr("This plan makes no sense: look at it again."))
