"""What panes give up when the machine has too much to do, and how they get it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import exp, isfinite

from console.state.limits import VideoLimits


class LoadLevel(StrEnum):
    """How the machine stands."""

    NORMAL = "normal"
    WARN = "warn"
    SHED = "shed"


@dataclass(frozen=True, slots=True)
class PaneLoad:
    """One pane as the guard sees it."""

    pane_id: int
    hidden: bool = False
    key: bool = False
    enlarged: bool = False
    selected: bool = False


@dataclass(frozen=True, slots=True)
class PaneBudget:
    """What a pane may use; ``max_fps`` None means as much as the stream has."""

    max_fps: float | None = None
    key_frames_only: bool = False

    @property
    def is_full(self) -> bool:
        """Whether the pane loses nothing."""
        return self.max_fps is None and not self.key_frames_only


class PaneRank(StrEnum):
    """Who loses quality first; in this order."""

    HIDDEN = "hidden"
    BACKGROUND = "background"
    WATCHED = "watched"
    KEY = "key"


FULL = PaneBudget()
KEY_FRAMES = PaneBudget(key_frames_only=True)


def rank_of(pane: PaneLoad) -> PaneRank:
    """Return whose turn a pane has; a hidden pane loses nothing that anyone sees."""
    if pane.hidden:
        return PaneRank.HIDDEN
    if pane.key:
        return PaneRank.KEY
    if pane.enlarged or pane.selected:
        return PaneRank.WATCHED
    return PaneRank.BACKGROUND


def shedding_steps(limits: VideoLimits) -> tuple[tuple[PaneRank, PaneBudget], ...]:
    """Return the steps in which quality is given up; watched panes always keep moving."""
    protected = [PaneBudget(fps) for fps in limits.protected_fps]
    return (
        (PaneRank.HIDDEN, KEY_FRAMES),
        *((PaneRank.BACKGROUND, PaneBudget(fps)) for fps in limits.background_fps),
        (PaneRank.BACKGROUND, KEY_FRAMES),
        *((PaneRank.WATCHED, budget) for budget in protected),
        *((PaneRank.KEY, budget) for budget in protected),
    )


@dataclass(frozen=True, slots=True)
class LoadGuard:
    """The guard after its latest measurement; ``fed`` returns the next one.

    Attributes:
        limits: The thresholds and times.
        load_percent: Smoothed load; None before the first measurement.
        level: Normal, warning or shedding.
        step: How many of the shedding steps are in force.
        measured_at, stepped_at: Monotonic seconds of the last measurement and the last step.
        rose_at: Monotonic seconds of the last step up.
        patience_s: How long a step up waits while other programs keep the machine busy.
    """

    limits: VideoLimits
    load_percent: float | None = None
    level: LoadLevel = LoadLevel.NORMAL
    step: int = 0
    measured_at: float = 0.0
    stepped_at: float | None = None
    rose_at: float | None = None
    patience_s: float = 0.0

    def fed(self, now: float, cpu_percent: float, panes: Iterable[PaneLoad] = ()) -> LoadGuard:
        """Take in a measurement of the whole machine, 0 to 100 percent.

        Steps that touch none of ``panes`` are passed over, so that shedding acts at once.
        """
        if not isfinite(cpu_percent):
            return self
        load = self._smoothed(now, min(100.0, max(0.0, cpu_percent)))
        step = self._next_step(now, load, {rank_of(pane) for pane in panes})
        return replace(
            self,
            load_percent=load,
            level=self._next_level(load, step),
            step=step,
            measured_at=now,
            stepped_at=self.stepped_at if step == self.step else now,
            rose_at=now if step < self.step else self.rose_at,
            patience_s=self._next_patience(now, load, step),
        )

    def budget(self, pane: PaneLoad) -> PaneBudget:
        """Return what one pane may use now."""
        rank = rank_of(pane)
        steps = shedding_steps(self.limits)[: self.step]
        return next((budget for of, budget in reversed(steps) if of is rank), FULL)

    def budgets(self, panes: Iterable[PaneLoad]) -> dict[int, PaneBudget]:
        """Return what each pane may use now, by its id."""
        return {pane.pane_id: self.budget(pane) for pane in panes}

    def _smoothed(self, now: float, cpu_percent: float) -> float:
        if self.load_percent is None:
            return 0.0  # the first measurement is of the program's own start
        passed_s = max(0.0, now - self.measured_at)
        share = 1.0 - exp(-passed_s / self.limits.load_smoothing_s)
        return self.load_percent + share * (cpu_percent - self.load_percent)

    def _next_step(self, now: float, load: float, ranks: set[PaneRank]) -> int:
        waited_s = float("inf") if self.stepped_at is None else now - self.stepped_at
        steps = shedding_steps(self.limits)
        if load >= self.limits.shed_percent and waited_s >= self.limits.shed_step_s:
            useful = (i + 1 for i in range(self.step, len(steps)) if steps[i][0] in ranks)
            return next(useful, self.step)
        is_calm = load < self.limits.shed_clear_percent and waited_s >= self.limits.recover_step_s
        if is_calm or (load < self.limits.shed_percent and waited_s >= self._patience_s):
            useful = (i for i in range(self.step - 1, -1, -1) if steps[i][0] in ranks)
            return next(useful, 0)
        return self.step

    @property
    def _patience_s(self) -> float:
        return max(self.patience_s, self.limits.try_step_s)

    def _next_patience(self, now: float, load: float, step: int) -> float:
        """Longer after each step up that had to be taken back; as at first on a calm machine."""
        if step == 0 and load < self.limits.shed_clear_percent:
            return self.limits.try_step_s
        is_failed = self.rose_at is not None and now - self.rose_at <= self.limits.try_step_s
        if step > self.step and is_failed:
            return min(self.limits.try_most_s, 2 * self._patience_s)
        return self._patience_s

    def _next_level(self, load: float, step: int) -> LoadLevel:
        if step > 0:
            return LoadLevel.SHED
        warned = self.level is not LoadLevel.NORMAL
        threshold = self.limits.warn_clear_percent if warned else self.limits.warn_percent
        return LoadLevel.WARN if load >= threshold else LoadLevel.NORMAL
