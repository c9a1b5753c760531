"""When the wall's program is taken for dead, and when it is started again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

BEAT_S: Final = 1.0
"""The program says so often that it lives."""


@dataclass(frozen=True, slots=True)
class WatchLimits:
    """Limits of the watch, in seconds.

    Attributes:
        silent_for_s: A program that said nothing for so long hangs.
        starting_for_s: It may take so long until it speaks for the first time.
        waits_s: Waits before it is started again; the last one repeats.
        steady_after_s: One that lived so long begins with the first wait again.
        ending_for_s: It may take so long to end when it is asked to.
    """

    silent_for_s: float = 4.0
    starting_for_s: float = 20.0
    waits_s: tuple[float, ...] = (0.2, 0.5, 1.0, 2.0, 4.0)
    steady_after_s: float = 30.0
    ending_for_s: float = 8.0


class WatchStep(StrEnum):
    """What is to be done now."""

    WAIT = "wait"
    START = "start"
    KILL = "kill"


@dataclass(frozen=True, slots=True)
class Watch:
    """What is known of the program; every change returns another one. Times are monotonic.

    Attributes:
        started_at: When it was started; None while it doesn't run.
        beat_at: When it last said that it lives.
        start_at: When it is to be started, while it doesn't run.
        deaths: How often it died in a row, without a steady time between.
    """

    limits: WatchLimits = WatchLimits()
    started_at: float | None = None
    beat_at: float | None = None
    start_at: float = 0.0
    deaths: int = 0

    def started(self, now: float) -> Watch:
        """It runs."""
        return replace(self, started_at=now, beat_at=None)

    def heard(self, now: float) -> Watch:
        """It said that it lives."""
        return replace(self, beat_at=now)

    def died(self, now: float) -> Watch:
        """It ended, whatever the cause."""
        lived_s = now - self.started_at if self.started_at is not None else 0.0
        deaths = 0 if lived_s >= self.limits.steady_after_s else self.deaths
        waits = self.limits.waits_s
        wait_s = waits[min(deaths, len(waits) - 1)]
        return replace(
            self, started_at=None, beat_at=None, start_at=now + wait_s, deaths=deaths + 1
        )

    def step(self, now: float) -> WatchStep:
        """Return what is to be done now."""
        if self.started_at is None:
            return WatchStep.START if now >= self.start_at else WatchStep.WAIT
        if self.beat_at is None:
            is_dead = now - self.started_at > self.limits.starting_for_s
        else:
            is_dead = now - self.beat_at > self.limits.silent_for_s
        return WatchStep.KILL if is_dead else WatchStep.WAIT
