"""What painting costs the GUI: one board against one label per pane, same frames, same run.

``python -m benchmarks.pane_board_paint [--panes 64] [--fps 15] [--seconds 8]`` on a display.
Prints a table; frames are made before the measurement, so only the showing is measured.
"""

from __future__ import annotations

import argparse
import itertools
import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

from widgets.pane_board import PaneBoard
from widgets.pane_view import PaneLook, PaneView

_VARIANTS = 8
_TICK_MS = 33
_BOARD = QSize(1920, 1080)


class LoopSource:
    """Ready frames in a loop, a new one every 1/fps seconds, out of step with its neighbours."""

    def __init__(self, frames: list[QImage], fps: float, phase: float) -> None:
        self._frames = frames
        self._fps = fps
        self._start = time.perf_counter() - phase / fps

    def sequence(self) -> int:
        """Frames published so far."""
        return int((time.perf_counter() - self._start) * self._fps) + 1

    def acquire(self) -> QImage:
        """The newest frame."""
        return self._frames[self.sequence() % len(self._frames)]


@dataclass(frozen=True, slots=True)
class Result:
    """One contender's figures; times in seconds."""

    name: str
    cpu_cores: float
    shown_fps: float
    work_p50_s: float
    work_p99_s: float
    stall_p99_s: float
    stall_max_s: float


def moving_frames(size: QSize) -> list[QImage]:
    """A few different frames of one size, made once."""
    rng = np.random.default_rng(7)
    frames = []
    for _ in range(_VARIANTS):
        pixels = rng.integers(0, 256, (size.height(), size.width(), 4), dtype=np.uint8)
        pixels[..., 3] = 255
        stride = size.width() * 4
        image = QImage(
            pixels.tobytes(), size.width(), size.height(), stride, QImage.Format.Format_RGB32
        )
        frames.append(image.copy())
    return frames


def run(name: str, tick: Callable[[], int], seconds: float, panes: int) -> Result:
    """Drive ``tick`` by a render clock; measure processor time and late clock ticks."""
    application = QApplication.instance()
    assert application is not None
    work: list[float] = []
    beats: list[float] = []
    shown = 0

    def on_tick() -> None:
        nonlocal shown
        start = time.perf_counter()
        shown += tick()
        application.processEvents()
        work.append(time.perf_counter() - start)

    clock = QTimer(interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
    clock.timeout.connect(on_tick)
    heart = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    for timer in (clock, heart):
        timer.start()
    cpu, wall = time.process_time(), time.perf_counter()
    QTimer.singleShot(int(seconds * 1000), application.quit)
    application.exec()
    clock.stop()
    heart.stop()
    wall = time.perf_counter() - wall
    cpu = time.process_time() - cpu
    stalls = [max(0.0, late - early - 0.005) for early, late in itertools.pairwise(beats)]
    return Result(
        name=name,
        cpu_cores=cpu / wall,
        shown_fps=shown / wall / panes,
        work_p50_s=quantile(work, 0.5),
        work_p99_s=quantile(work, 0.99),
        stall_p99_s=quantile(stalls, 0.99),
        stall_max_s=max(stalls, default=0.0),
    )


def quantile(values: list[float], share: float) -> float:
    """The value below which ``share`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def columns_of(panes: int) -> int:
    """Columns of the smallest near-square grid."""
    return math.ceil(math.sqrt(panes))


def run_board(panes: int, fps: float, seconds: float) -> Result:
    """The board: one widget, one paint event for all changed panes."""
    columns = columns_of(panes)
    rows = math.ceil(panes / columns)
    board = PaneBoard()
    board.resize(_BOARD)
    board.set_cells(
        [
            QRectF(index % columns / columns, index // columns / rows, 1 / columns, 1 / rows)
            for index in range(panes)
        ]
    )
    board.show()
    frames: dict[tuple[int, int], list[QImage]] = {}
    for index in range(panes):
        size = board.pane_box(index)
        key = (size.width(), size.height())
        source = LoopSource(frames.setdefault(key, moving_frames(size)), fps, index / panes)
        title, number = f"枫桥 {index}", f"{index:03d}"
        view = PaneView(title=title, number=number, look=PaneLook.LIVE, source=source)
        board.set_view(index, view)
    QApplication.processEvents()
    before = sum(board.shown_count(index) for index in range(panes))
    result = run("PaneBoard", board.render_tick, seconds, panes)
    shown = sum(board.shown_count(index) for index in range(panes)) - before
    stats = board.paint_stats
    print(
        f"board: {shown} frames painted in {stats.paints} paint events, paint event "
        f"p50 {stats.quantile_s(0.5) * 1e3:.1f} ms, p99 {stats.quantile_s(0.99) * 1e3:.1f} ms"
    )
    board.close()
    return result


def run_labels(panes: int, fps: float, seconds: float) -> Result:
    """The usual way: a QLabel and a fresh QPixmap per pane and frame."""
    columns = columns_of(panes)
    window = QWidget()
    grid = QGridLayout(window)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(2)
    labels = []
    for index in range(panes):
        label = QLabel(window)
        label.setSizePolicy(label.sizePolicy().Policy.Ignored, label.sizePolicy().Policy.Ignored)
        grid.addWidget(label, index // columns, index % columns)
        labels.append(label)
    window.resize(_BOARD)
    window.show()
    QApplication.processEvents()
    frames = moving_frames(labels[0].size())
    sources = [LoopSource(frames, fps, index / panes) for index in range(panes)]
    painted = [0] * panes

    def tick() -> int:
        shown = 0
        for index, source in enumerate(sources):
            sequence = source.sequence()
            if sequence != painted[index]:
                painted[index] = sequence
                labels[index].setPixmap(QPixmap.fromImage(source.acquire()))
                shown += 1
        return shown

    result = run("QLabel per pane", tick, seconds, panes)
    window.close()
    return result


def main() -> int:
    """Run both contenders and print their figures side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--panes", type=int, default=64)
    parser.add_argument("--fps", type=float, default=15.0)
    parser.add_argument("--seconds", type=float, default=8.0)
    chosen = parser.parse_args()
    application = QApplication(sys.argv[:1])
    results = [
        contender(chosen.panes, chosen.fps, chosen.seconds) for contender in (run_board, run_labels)
    ]
    print(f"{'':18}{'cores':>7}{'fps':>7}{'work p50':>10}{'p99':>8}{'stall p99':>11}{'max':>8}  ms")
    for result in results:
        print(
            f"{result.name:18}{result.cpu_cores:7.2f}{result.shown_fps:7.2f}"
            f"{result.work_p50_s * 1e3:10.1f}{result.work_p99_s * 1e3:8.1f}"
            f"{result.stall_p99_s * 1e3:11.1f}{result.stall_max_s * 1e3:8.1f}"
        )
    application.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
