"""How busy the machine is, read once a second."""

from __future__ import annotations

import psutil
from PySide6.QtCore import QObject, QTimer, Signal

MEASURE_MS = 1000


class LoadMeter(QObject):
    """Measures the whole machine's load.

    Signals:
        load_measured: Percent of all cores, 0 to 100.
    """

    load_measured = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        psutil.cpu_percent()  # the first reading has nothing to compare with
        self._timer = QTimer(self)
        self._timer.setInterval(MEASURE_MS)
        self._timer.timeout.connect(lambda: self.load_measured.emit(psutil.cpu_percent()))
        self._timer.start()


def tree_usage() -> tuple[float, float]:
    """CPU seconds used so far and memory in MB, of this process and all below it.

    Memory is the proportional set size where the system tells it, so that what processes share
    isn't counted once for each.
    """
    me = psutil.Process()
    seconds = memory = 0.0
    for process in [me, *me.children(recursive=True)]:
        try:
            seconds += sum(process.cpu_times()[:2])
            info = process.memory_full_info()
        except psutil.Error:
            continue
        memory += getattr(info, "pss", info.rss)
    return seconds, memory / 1e6
