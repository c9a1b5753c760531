"""How long the board's paint events take."""

from __future__ import annotations

from collections import deque

KEPT = 4096
"""Newest paint events whose times are kept."""


class PaintStats:
    """Counts of paint events and pane pictures, and the newest paint times in seconds."""

    def __init__(self) -> None:
        self.paints = 0
        self.panes_painted = 0
        self.frames_shown = 0
        self._durations_s: deque[float] = deque(maxlen=KEPT)

    def add(self, duration_s: float, panes: int) -> None:
        """Record one paint event that painted ``panes`` panes."""
        self.paints += 1
        self.panes_painted += panes
        self._durations_s.append(duration_s)

    def quantile_s(self, share: float) -> float:
        """Paint time below which ``share`` (0..1) of the kept paints lie; 0 before the first."""
        ordered = sorted(self._durations_s)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def total_s(self) -> float:
        """Sum of the kept paint times."""
        return sum(self._durations_s)

    def clear(self) -> None:
        """Start counting anew."""
        self.paints = self.panes_painted = self.frames_shown = 0
        self._durations_s.clear()
