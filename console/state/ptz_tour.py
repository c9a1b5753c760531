"""A preset tour 巡航: which preset a head goes to next, and when; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class TourStep:
    """A preset, how long the head stays there (seconds) and how fast it goes there (0…1)."""

    preset: int
    dwell_s: float
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class TourRun:
    """A tour under way. ``due_s``: monotonic seconds of the next move; ``at`` is under way to."""

    name: str
    steps: tuple[TourStep, ...]
    at: int = -1
    due_s: float = 0.0

    def is_due(self, now_s: float) -> bool:
        """Whether the head should go on."""
        return now_s >= self.due_s

    def gone_on(self, now_s: float, known: Sequence[int]) -> TourRun | None:
        """The tour on its way to the next preset that there still is; None when there is none."""
        for step in range(1, len(self.steps) + 1):
            place = (self.at + step) % len(self.steps)
            if self.steps[place].preset in known:
                return replace(self, at=place, due_s=now_s + self.steps[place].dwell_s)
        return None

    @property
    def step(self) -> TourStep:
        """Where the head goes or is."""
        return self.steps[self.at]
