"""Runs patrols on the board: opens what comes, changes what is due, stands still when touched."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from random import Random

from PySide6.QtCore import QObject, QTimer, Signal

from console.controllers.board_controller import BoardController
from console.state.board import BoardState
from console.state.camera import Camera
from console.state.patrol_plan import PatrolPlan, PatrolPlans
from console.state.patrol_run import TOUCH_PAUSE_S, CameraCourse, Course, LayoutCourse, PatrolRun
from console.state.saved_layouts import SavedLayouts

TICK_MS = 250
HOURS_MS = 10_000


class PatrolController(QObject):
    """One patrol at a time; the board of before comes back when it ends.

    Attributes:
        plans: The plans of this workplace.
        board_before: The board that comes back; None while no patrol runs.

    Signals:
        changed: Another patrol, or none, or it was paused or goes on.
        plans_changed: Plans were added, changed or deleted.
    """

    changed = Signal()
    plans_changed = Signal()

    def __init__(
        self,
        board: BoardController,
        plans: PatrolPlans,
        saved: Callable[[], SavedLayouts],
        zone: tzinfo,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._board = board
        self._saved = saved
        self._zone = zone
        self._clock = clock
        self._known: Sequence[Camera] = ()
        self._run: PatrolRun | None = None
        self._was_paused = False
        self._is_ours = self._is_held = False
        self._declined = ""
        self.plans = plans
        self.board_before: BoardState | None = None
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.on_tick)
        self._hours = QTimer(self, interval=HOURS_MS)
        self._hours.timeout.connect(self.on_hours_tick)
        self._hours.start()
        board.board_changed.connect(self.on_board_changed)

    # -- what is asked

    @property
    def name(self) -> str:
        """The patrol that runs; empty for none."""
        return "" if self._run is None else self._run.name

    @property
    def shown(self) -> Sequence[str | None]:
        """The cameras on the board."""
        return self._board.board.cameras

    @property
    def paused_s(self) -> float:
        """For how long it still stands still; 0 while it goes."""
        if self._run is None or self._run.until_s is None:
            return 0.0
        return max(0.0, self._run.until_s - self._clock())

    # -- what people do

    def set_cameras(self, cameras: Sequence[Camera]) -> None:
        """Know these cameras."""
        self._known = cameras

    def set_plans(self, plans: PatrolPlans) -> None:
        """Keep other plans."""
        self.plans = plans
        self.plans_changed.emit()

    def start(self, name: str) -> bool:
        """Begin a patrol; False where nothing of it is there any more."""
        plan = self.plans.find(name)
        course = None if plan is None else self._course(plan)
        if course is None:
            return False
        self.board_before = self.board_before or self._board.board
        self._declined = ""
        self._run = PatrolRun(name, course)
        self._tick.start()
        self.on_tick()
        self.changed.emit()
        return True

    def stop(self) -> None:
        """End it; the board of before comes back. Its hours don't begin it again today."""
        if self._run is None:
            return
        before, self.board_before = self.board_before, None
        self._declined, self._run = self._run.name, None
        self._tick.stop()
        self._board.open_ahead({})
        if before is not None:
            self._board.change_board(before)
        self.changed.emit()

    def pause(self, for_s: float = TOUCH_PAUSE_S) -> None:
        """Stand still for a while: somebody works on the board, or something happened."""
        if self._run is not None:
            self._run.pause(self._clock(), for_s)
            self._tell_pause()

    def set_held(self, *, held: bool) -> None:
        """Stand still as long as the board shows something else: the cameras of an event."""
        self._is_held = held
        if not held:
            self.go_on()

    def go_on(self) -> None:
        """Go on at once."""
        if self._run is not None:
            self._run.go_on(self._clock())
            self._tell_pause()

    def on_board_changed(self) -> None:
        """Somebody else than the patrol changed the board."""
        if not self._is_ours:
            self.pause()

    # -- going

    def on_tick(self) -> None:
        """Look what is due."""
        run, board, now = self._run, self._board, self._clock()
        if run is None:
            return
        if self._is_held:
            run.pause(now, 2 * TICK_MS / 1000)
        if not run.is_paused(now, board.board):
            board.open_ahead(run.course.ahead(now, board.board))
            after = run.course.step(now, board.board, board.is_ready)
            if after is not None:
                self._is_ours = True
                board.change_board(after)
                self._is_ours = False
        self._tell_pause()

    def on_hours_tick(self) -> None:
        """Begin and end what runs by the clock; what a person ended stays ended."""
        due = self.plans.due(datetime.now(self._zone))
        if due is None:
            self._declined = ""
        running = self.plans.find(self.name)
        if running is not None and running.hours is not None and running != due:
            self.stop()
            self._declined = ""
        if due is not None and self._run is None and due.name != self._declined:
            self.start(due.name)

    def close(self) -> None:
        """The window goes."""
        self._tick.stop()
        self._hours.stop()
        self._run = None

    def _course(self, plan: PatrolPlan) -> Course | None:
        if plan.layouts:
            saved = self._saved()
            boards = [saved.board(name) for name in plan.layouts if name in saved.names]
            return LayoutCourse(boards, plan.dwell_s) if boards else None
        kept = frozenset(camera.number for camera in self._known if camera.key)
        numbers = plan.numbers(self._known)
        rng = Random() if plan.is_shuffled else None
        return CameraCourse(numbers, plan.dwell_s, kept, rng) if numbers else None

    def _tell_pause(self) -> None:
        is_paused = self._run is not None and self._run.until_s is not None
        if is_paused is not self._was_paused:
            self._was_paused = is_paused
            self.changed.emit()
