"""How a wall's program is: what the operator's screen says of each of its screens."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from backend_client.wall_records import WallScreenHealth
from console.controllers.pane_feed import PaneFeed
from console.state.limits import VideoLimits
from console.state.stream_state import Phase
from console.video.load_meter import LoadMeter
from console.wall_run import WallRun
from console.wall_supervisor import RESTARTS


class WallHealth(QObject):
    """Counts pictures between one look and the next."""

    def __init__(self, run: WallRun, load: LoadMeter, limits: VideoLimits) -> None:
        super().__init__(run)
        self._run = run
        self._limits = limits
        self._cpu = 0.0
        self._counts: dict[int, int] = {}
        self._looked_at = time.monotonic()
        load.load_measured.connect(self.on_load_measured)

    def on_load_measured(self, percent: float) -> None:
        """How much the machine has to do."""
        self._cpu = percent

    def read(self) -> tuple[Sequence[WallScreenHealth], float, int]:
        """Each screen, the processor in percent, and how often the program was started again."""
        now = time.monotonic()
        passed_s, self._looked_at = max(0.001, now - self._looked_at), now
        before, self._counts = self._counts, {}
        told = [
            self._screen(screen, window.feeds(), before, now, passed_s)
            for screen, window in self._run.windows.items()
        ]
        text = os.environ.get(RESTARTS, "0")
        return told, min(100.0, max(0.0, self._cpu)), int(text) if text.isdigit() else 0

    def _screen(
        self,
        screen: str,
        feeds: Sequence[PaneFeed],
        before: Mapping[int, int],
        now: float,
        passed_s: float,
    ) -> WallScreenHealth:
        live, rates = 0, []
        for feed in feeds:
            count = self._counts[id(feed)] = feed.sequence()
            rates.append(max(0, count - before.get(id(feed), count)) / passed_s)
            live += feed.stream.state(now, self._limits).phase is Phase.LIVE
        fps = sum(rates) / len(rates) if rates else 0.0
        return WallScreenHealth(screen, min(fps, 240.0), live, len(feeds))
