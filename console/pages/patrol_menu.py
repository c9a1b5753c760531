"""The menu of patrols, and what the status bar says of the one that runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from console.controllers.patrol_controller import PatrolController
from console.pages.patrol_editor import PatrolEditor
from console.state.camera import Camera
from console.state.patrol_plan import PatrolPlan
from widgets.asking import show_beside


class PatrolMenu(QObject):
    """Starts, holds, makes and changes patrols.

    Signals:
        said: Something is to be said in the notices.
    """

    said = Signal(str)

    def __init__(
        self,
        controller: PatrolController,
        window: QWidget,
        cameras: Callable[[], Sequence[Camera]],
        layouts: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        self._cameras = cameras
        self._layouts = layouts
        self._last = ""

    def fill(self, menu: QMenu) -> None:
        """All entries as they are now."""
        controller = self._controller
        plans = controller.plans.plans
        for plan in plans:
            entry = menu.addAction(plan.name.replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(plan.name == controller.name)
            entry.triggered.connect(partial(self.on_plan_chosen, plan.name))
        if plans:
            menu.addSeparator()
        runs = bool(controller.name)
        turn = self.tr("End the patrol") if runs else self.tr("Begin the patrol")
        hold = self.tr("Go on") if controller.paused_s else self.tr("Hold the patrol")
        new = menu.addAction(self.tr("New patrol…"))
        new.triggered.connect(lambda: self.edit(None))
        for word, keys, act, possible in (
            (turn, "Ctrl+T", self.on_turned, bool(plans)),
            (hold, "Ctrl+Shift+T", self.on_held, runs),
        ):
            entry = menu.addAction(word)
            entry.setShortcut(QKeySequence(keys))
            entry.setEnabled(possible)
            entry.triggered.connect(act)
        for word, act_on in ((self.tr("Change"), self.edit), (self.tr("Delete"), self.delete)):
            below = menu.addMenu(word)
            below.setEnabled(bool(plans))
            for plan in plans:
                below.addAction(plan.name.replace("&", "&&")).triggered.connect(
                    partial(self._act_on, act_on, plan)
                )

    def _act_on(self, act: Callable[[PatrolPlan], None], plan: PatrolPlan, _: bool) -> None:
        act(plan)

    def on_plan_chosen(self, name: str, _: bool = False) -> None:
        """Begin a patrol; chosen again it ends."""
        if self._controller.name == name:
            self._controller.stop()
            return
        self._last = name
        if not self._controller.start(name):
            self.said.emit(
                self.tr("Patrol {name}: none of its cameras is there.").format(name=name)
            )

    def on_turned(self) -> None:
        """Ctrl+T: end what runs, or begin the last one."""
        plans = self._controller.plans
        if self._controller.name:
            self._controller.stop()
        elif plans.plans:
            name = self._last if plans.find(self._last) else plans.plans[0].name
            self.on_plan_chosen(name)

    def on_held(self) -> None:
        """Stand still until a person says so, or go on."""
        if self._controller.paused_s:
            self._controller.go_on()
        else:
            self._controller.pause(for_s=24 * 3600.0)

    def edit(self, plan: PatrolPlan | None) -> None:
        """Open the form of a plan, or of a new one."""
        shown = [number for number in self._controller.shown if number]
        editor = PatrolEditor(plan, self._cameras(), self._layouts(), shown, self._window)
        editor.plan_given.connect(self.on_plan_given)
        show_beside(editor)

    def delete(self, plan: PatrolPlan) -> None:
        """Forget a plan; one that runs ends."""
        if self._controller.name == plan.name:
            self._controller.stop()
        self._controller.set_plans(self._controller.plans.without(plan.name))

    def on_plan_given(self, plan: PatrolPlan, instead_of: str) -> None:
        """Keep a plan; the one that it replaces ends."""
        if self._controller.name in (plan.name, instead_of):
            self._controller.stop()
        try:
            self._controller.set_plans(self._controller.plans.put(plan, instead_of))
        except ValueError:
            self.said.emit(self.tr("There are too many patrols; delete one first."))

    def words(self) -> str:
        """What the status bar says; empty without a patrol."""
        name, paused_s = self._controller.name, self._controller.paused_s
        if not name:
            return ""
        if not paused_s:
            return self.tr("Patrol {name}").format(name=name)
        if paused_s > 3600:
            return self.tr("■ Patrol {name} held").format(name=name)
        text = self.tr("■ Patrol {name} goes on in {seconds} s")
        return text.format(name=name, seconds=round(paused_s))
