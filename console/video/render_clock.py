"""The one clock that asks for new pictures, and the meter of the GUI thread's stalls."""

from __future__ import annotations

import time
from array import array
from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate

from PySide6.QtCore import QObject, Qt, QTimer

TICK_MS = 33
PROBE_MS = 10
_STEP_MS = 0.02
_STEPS = 50_000  # up to a second; what is later counts as that late, but for the longest


class RenderClock(QObject):
    """Calls everything that paints live pictures, about thirty times a second."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._renderers: list[Callable[[], object]] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.on_tick)

    def add(self, renderer: Callable[[], object]) -> None:
        """Call ``renderer`` with every tick."""
        self._renderers.append(renderer)

    def start(self) -> None:
        """Begin to tick."""
        self._timer.start()

    def stop(self) -> None:
        """Stop ticking."""
        self._timer.stop()

    def on_tick(self) -> None:
        """Let everyone look for new frames."""
        for renderer in self._renderers:
            renderer()


class StallMeter(QObject):
    """How late the GUI thread comes to a timer that is due every 10 ms."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Counts by lateness: a shift's probes one by one would be hundreds of megabytes.
        self._counts = array("L", bytes(8 * _STEPS))
        self._longest = 0.0
        self._due = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(PROBE_MS)
        self._timer.timeout.connect(self.on_probe)

    def start(self) -> None:
        """Begin to measure."""
        self._counts = array("L", bytes(8 * _STEPS))
        self._longest = 0.0
        self._due = time.perf_counter() + PROBE_MS / 1000
        self._timer.start()

    def stop(self) -> None:
        """Stop measuring."""
        self._timer.stop()

    def on_probe(self) -> None:
        """Note how late this call is."""
        now = time.perf_counter()
        late_ms = max(0.0, now - self._due) * 1000
        self._counts[min(int(late_ms / _STEP_MS), _STEPS - 1)] += 1
        self._longest = max(self._longest, late_ms)
        self._due = now + PROBE_MS / 1000

    def figures(self) -> dict[str, float]:
        """Stalls in ms: p50, p99, max."""
        until = list(accumulate(self._counts))
        found = {"max": self._longest}
        for name, share in (("p50", 0.5), ("p99", 0.99)):
            step = bisect_left(until, share * until[-1]) + 1 if until[-1] else 0
            found[name] = min(step * _STEP_MS, self._longest)
        return {name: round(found[name], 2) for name in ("p50", "p99", "max")}
