"""The one clock that asks for new pictures, and the meter of the GUI thread's stalls."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer

TICK_MS = 33
PROBE_MS = 10
_MOST_PROBES = 600_000


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
        self._late: deque[float] = deque(maxlen=_MOST_PROBES)
        self._due = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(PROBE_MS)
        self._timer.timeout.connect(self.on_probe)

    def start(self) -> None:
        """Begin to measure."""
        self._late.clear()
        self._due = time.perf_counter() + PROBE_MS / 1000
        self._timer.start()

    def stop(self) -> None:
        """Stop measuring."""
        self._timer.stop()

    def on_probe(self) -> None:
        """Note how late this call is."""
        now = time.perf_counter()
        self._late.append(max(0.0, now - self._due) * 1000)
        self._due = now + PROBE_MS / 1000

    def figures(self) -> dict[str, float]:
        """Stalls in ms: p50, p99, max."""
        if not self._late:
            return {"p50": 0.0, "p99": 0.0, "max": 0.0}
        p50, p99 = np.percentile(self._late, [50, 99])
        found = {"p50": float(p50), "p99": float(p99), "max": max(self._late)}
        return {name: round(value, 2) for name, value in found.items()}
