"""The way people went, as far as this console saw it: in memory only, and not for long.

The backend keeps no ways (see docs/adr/0011); what a console saw of people on duty it forgets after
two hours, and when its person leaves the seat.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

KEPT_FOR: Final = timedelta(hours=2)
MOST_STEPS: Final = 1500
LEAST_STEP_DEG: Final = 0.00005
"""About five metres: standing still adds nothing."""

Step = tuple[datetime, float, float]
"""When, longitude, latitude."""


@dataclass(slots=True)
class Tracks:
    """Steps by person, oldest first."""

    _steps: dict[str, deque[Step]] = field(default_factory=dict)

    def note(self, person: str, at: datetime, lon: float, lat: float) -> None:
        """Take in where somebody was; the same place again, or an older time, adds nothing."""
        steps = self._steps.setdefault(person, deque(maxlen=MOST_STEPS))
        if steps:
            last_at, last_lon, last_lat = steps[-1]
            still = max(abs(lon - last_lon), abs(lat - last_lat)) < LEAST_STEP_DEG
            if at <= last_at or still:
                return
        steps.append((at, lon, lat))

    def forget_before(self, now: datetime) -> None:
        """Drop what is older than ``KEPT_FOR``."""
        for person in list(self._steps):
            steps = self._steps[person]
            while steps and steps[0][0] < now - KEPT_FOR:
                steps.popleft()
            if not steps:
                del self._steps[person]

    def of(self, person: str) -> Sequence[Step]:
        """Return somebody's steps, oldest first."""
        return tuple(self._steps.get(person, ()))

    def clear(self) -> None:
        """Forget everybody."""
        self._steps.clear()
