"""A patrol of 700 cameras through 40 panes: how long a pane is without a picture, and growth.

    python -m benchmarks patrol --minutes 10

Beside it, in the same run, what a board does that opens a camera when it is due.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import astuple, replace
from datetime import UTC
from pathlib import Path

import numpy as np
import psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.process_tree import Weight, ready_simulator, weigh
from console import config
from console.app import make_application
from console.controllers.board_controller import BoardController
from console.controllers.patrol_controller import PatrolController
from console.live_run import open_board
from console.state.board import BoardState
from console.state.camera import Camera
from console.state.camera_csv import parse_cameras
from console.state.layouts import parse_layout
from console.state.patrol_plan import ALL, PatrolPlan, PatrolPlans
from console.state.patrol_run import CameraCourse, Course, IsReady
from console.state.saved_layouts import SavedLayouts

CAMERAS, PANES, LOOK_MS = 700, 40, 10
Row = dict[str, float]


class Unprepared(CameraCourse):
    """The alternative: nothing is open before it is due."""

    def ahead(self, now_s: float, board: BoardState) -> Mapping[int, str]:
        super().ahead(now_s, board)
        return {}

    def step(self, now_s: float, board: BoardState, is_ready: IsReady) -> BoardState | None:
        del is_ready
        return super().step(now_s, board, lambda _: True)


class UnpreparedPatrol(PatrolController):
    """A patrol of that kind."""

    def _course(self, plan: PatrolPlan) -> Course | None:
        return Unprepared(plan.numbers(self._known), plan.dwell_s)


class Watcher:
    """Looks every 10 ms how long panes that changed are without a picture."""

    def __init__(self, board: BoardController) -> None:
        self._board = board
        self._since: dict[str, float] = {}
        self._shown = set(board.board.cameras)
        self.dark_ms: list[float] = []
        board.board_changed.connect(self.on_board_changed)
        self._timer = QTimer(interval=LOOK_MS)
        self._timer.timeout.connect(self.on_look)
        self._timer.start()

    def on_board_changed(self) -> None:
        """Some panes show another camera."""
        now = set(self._board.board.cameras)
        for number in now - self._shown:
            if number:
                self._since[number] = time.monotonic()
        for number in self._since.keys() - now:
            self.dark_ms.append((time.monotonic() - self._since.pop(number)) * 1000)
        self._shown = now
        self.on_look()

    def on_look(self) -> None:
        """Whoever has a picture now isn't dark any more."""
        for number in list(self._since):
            if self._board.is_ready(number):
                self.dark_ms.append((time.monotonic() - self._since.pop(number)) * 1000)

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._board.board_changed.disconnect(self.on_board_changed)


def town(cameras_csv: str) -> list[Camera]:
    """So many cameras on the streams that the simulator has."""
    streams = parse_cameras(Path(cameras_csv).read_bytes()).cameras
    return [
        replace(streams[number % len(streams)], number=f"C{number:03d}", key=False)
        for number in range(CAMERAS)
    ]


def weight(simulator: int) -> Weight:
    """What the console and its processes take, without the cameras."""
    whole, town_ = weigh(psutil.Process().pid), weigh(simulator)
    return Weight(*(all_ - its for all_, its in zip(astuple(whole), astuple(town_), strict=True)))


def patrolled(
    app: QApplication,
    simulator: int,
    cameras: list[Camera],
    kind: type[PatrolController],
    seconds: float,
    dwell_s: int,
) -> Row:
    """One patrol for so long."""
    said = {"hardware_decode": False, "cpu_warn_percent": 100, "cpu_shed_percent": 100}
    settings = config.load(said, {}, Path("/nowhere")).settings
    board = open_board(settings, cameras, parse_layout(str(PANES)), app)
    controller = board.video.controller
    plan = PatrolPlan("700", groups=(ALL,), dwell_s=dwell_s)
    patrol = kind(controller, PatrolPlans((plan,)), SavedLayouts, UTC, parent=app)
    patrol.set_cameras(cameras)
    run(app, 10.0)
    patrol.start(plan.name)
    run(app, dwell_s + 5.0)
    watcher, begun = Watcher(controller), time.monotonic()
    before = weight(simulator)
    quarters = []
    for _ in range(4):
        run(app, seconds / 4)
        quarters.append(weight(simulator).pss_mb)
    after, spent = weight(simulator), time.monotonic() - begun
    watcher.close()
    patrol.close()
    dark = watcher.dark_ms or [0.0]
    row = {
        "changes": float(len(watcher.dark_ms)),
        "without a picture p50 ms": float(np.quantile(dark, 0.5)),
        "without a picture p95 ms": float(np.quantile(dark, 0.95)),
        "share of panes dark %": sum(dark) / 10.0 / spent / PANES,
        "cores": (after.cpu_s - before.cpu_s) / spent,
        "memory before MB": before.pss_mb,
        **{f"memory after {at}/4 MB": mb for at, mb in enumerate(quarters, 1)},
        "threads before": float(before.threads),
        "threads after": float(after.threads),
        "handles before": float(before.handles),
        "handles after": float(after.handles),
    }
    board.close()
    board.page.deleteLater()
    run(app, 2.0)
    gc.collect()
    return row


def run(app: QApplication, seconds: float) -> None:
    """Let the window work for so long."""
    QTimer.singleShot(round(seconds * 1000), app.quit)
    app.exec()


def main(arguments: list[str] | None = None) -> int:
    """Print both, side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--dwell", type=int, default=20, help="seconds that each camera stays")
    parser.add_argument("--json", type=Path)
    said = parser.parse_args(arguments)
    app = make_application([])
    with ready_simulator() as (ready, simulator):
        cameras = town(str(ready.with_name("cameras.csv")))
        seconds = said.minutes * 60
        rows = {
            "ours": patrolled(app, simulator, cameras, PatrolController, seconds, said.dwell),
            "opened when due": patrolled(
                app, simulator, cameras, UnpreparedPatrol, min(seconds, 120.0), said.dwell
            ),
        }
    print(f"{CAMERAS} cameras through {PANES} panes{'':8}" + "".join(f"{n:>18}" for n in rows))
    for name in rows["ours"]:
        print(f"{name:36}" + "".join(f"{row[name]:18,.2f}" for row in rows.values()))
    if said.json:
        said.json.write_text(json.dumps(rows, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
