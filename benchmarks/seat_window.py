"""The console as a person has it, in a process of its own that tells what it shows.

In a flood the inbox groups: an event is shown when its group's row tells of it.

``seat_load`` starts it. Commands are lines on its stdin, each answered by one line of JSON:
``state``, ``open`` (the newest event onto the stage), ``near EVENT`` (this one), ``near_live``
(after how many seconds all cameras beside it were live), ``measure``, ``figures``,
``picture FILE``, ``shown``. It ends with its stdin.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer

from backend_client.records import Entry, Line
from benchmarks.line_server import LineServer
from console import config
from console.app import Console, end_on_signals, make_application
from console.controllers.backend_link import LinkState
from console.controllers.board_controller import BoardController
from console.desk import Desk
from console.live_run import LiveMeter
from console.pages.board_page import BoardPage
from console.state.arrivals import URGENT
from console.state.board import BoardState
from console.state.layouts import layout_for
from console.state.load_guard import LoadLevel
from console.state.stream_state import Phase

STRETCH_MS = 10_000
"""Shown rates are also taken for stretches of this length: an average hides a bad minute."""
LOOK_MS = 20
REPORTED = "event.report"


class NearWatch(QObject):
    """Times until every pane beside an event has painted a live picture of its camera.

    Attributes:
        live_s: So long it took, None until then.
    """

    def __init__(self, board: BoardController, page: BoardPage, parent: QObject) -> None:
        super().__init__(parent)
        self._board = board
        self._page = page
        self._begun = 0.0
        self._painted: dict[str, int] = {}
        self.live_s: float | None = None
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.on_look)

    def begin(self) -> None:
        """An event is opened now."""
        self._begun, self.live_s = time.monotonic(), None
        self._painted.clear()
        self._look.start()

    def on_look(self) -> None:
        """A camera counts from the first frame that is painted after its stream became live."""
        cameras = [one for one in enumerate(self._board.board.cameras) if one[1]]
        seen = [self._is_seen(pane, number or "") for pane, number in cameras]
        if seen and all(seen):
            self.live_s = time.monotonic() - self._begun
            self._look.stop()

    def _is_seen(self, pane: int, number: str) -> bool:
        if self._board.state(pane).phase is not Phase.LIVE:
            return False
        count = self._page.board.shown_count(pane)
        return count > self._painted.setdefault(number, count)


class SeatProbe(QObject):
    """Watches a console from inside and answers ``seat_load``.

    An event counts as shown when the loop comes back after the first painting of the inbox that
    followed its way into the inbox's model.
    """

    def __init__(self, console: Console, desk: Desk, panes: int) -> None:
        super().__init__(console)
        self._console = console
        self._desk = desk
        self._panes = panes
        self._meter = LiveMeter(console.window.page, console.video.controller, self)
        self._near = NearWatch(console.video.near, console.near_page, self)
        self._told: Counter[str] = Counter()
        self._unpainted: list[str] = []
        self._shown: dict[str, float] = {}
        self._rates: list[float] = []
        self._sheds: list[bool] = []
        self._counted: tuple[float, list[int]] = (0.0, [])
        self._stretch = QTimer(self, interval=STRETCH_MS)
        self._server = LineServer(self._answers, self)
        self._connect()

    def _connect(self) -> None:
        """All signals of the probe, in one place."""
        self._stretch.timeout.connect(self.on_stretch_over)
        self._desk.link.entries_arrived.connect(self.on_entries_arrived)
        # Connected after the desk's own: by then the lines are in the model.
        self._desk.link.lines_changed.connect(self.on_lines_changed)
        self._desk.inbox_page.table.viewport().installEventFilter(self)

    # -- what arrives

    def on_entries_arrived(self, entries: Sequence[Entry]) -> None:
        """Count reports, to find what is told twice."""
        self._told.update(str(one.event) for one in entries if one.what == REPORTED)

    def on_lines_changed(self, lines: Sequence[Line]) -> None:
        """What is in the model for the first time waits for its painting."""
        has = self._desk.model.has
        self._unpainted += [
            line.id for line in lines if line.id not in self._shown and has(line.id)
        ]

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """The inbox is about to be painted."""
        if event.type() is QEvent.Type.Paint and self._unpainted:
            painted, self._unpainted = self._unpainted, []
            QTimer.singleShot(0, self, lambda: self._note(painted))
        return False

    def _note(self, painted: Sequence[str]) -> None:
        now = time.monotonic()
        for event in painted:
            self._shown.setdefault(event, now)

    def on_stretch_over(self) -> None:
        """Note the worst pane's rate since the last time."""
        now, counts = time.monotonic(), self._counts()
        before_at, before = self._counted
        if len(before) == len(counts):
            took = now - before_at
            self._rates.append(min((b - a) / took for a, b in zip(before, counts, strict=True)))
        self._counted = now, counts
        self._sheds.append(self._console.video.controller.guard.level is LoadLevel.SHED)

    def _counts(self) -> list[int]:
        board = self._console.window.page.board
        return [board.shown_count(pane) for pane in range(self._panes)]

    # -- what is asked

    @property
    def _answers(self) -> dict[str, Callable[[str], Any]]:
        return {
            "state": self._state,
            "open": self._open,
            "near": self._open_near,
            "near_live": lambda _: self._near.live_s,
            "measure": self._measure,
            "figures": self._figures,
            "picture": self._picture,
            "shown": self._all_shown,
        }

    def _state(self, _: str) -> dict[str, Any]:
        """How far it is."""
        phases = self._console.video.controller.phases().values()
        return {
            "is_live": self._desk.link.state is LinkState.LIVE,
            "fault": self._desk.panel.fault.text(),
            "panes": sum(phase is Phase.LIVE for phase in phases),
            "rows": self._desk.model.rowCount(),
            "shown": len(self._shown),
        }

    def _open(self, _: str) -> bool:
        self._desk.inbox_page.open_first()
        return True

    def _open_near(self, event: str) -> bool:
        self._near.begin()
        self._desk.open_event(event)
        return True

    def _measure(self, _: str) -> bool:
        self._rates.clear()
        self._sheds.clear()
        self._counted = time.monotonic(), self._counts()
        self._stretch.start()
        self._meter.start()
        return True

    def _figures(self, _: str) -> dict[str, Any]:
        self._stretch.stop()
        return self._meter.figures() | {"stretches": self._rates, "sheds": self._sheds}

    def _picture(self, file: str) -> bool:
        return self._console.window.grab().save(file, "PNG")

    def _all_shown(self, _: str) -> dict[str, Any]:
        """Every event that is known here, in each place where it should be."""
        mirror = self._desk.link.mirror
        assert mirror is not None
        model = self._desk.model
        rows = Counter(model.line(row).id for row in range(model.rowCount()))
        return {
            "shown": self._shown,
            "told": self._told,
            "rows": rows,
            "listed": [line.id for line in model.lines()],
            "urgent": [line.id for line in model.lines() if line.grade == URGENT],
            "known": [line.id for line in mirror.lines()],
        }


def main() -> int:
    """Open the console, sign in, and answer until stdin ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("password_file", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--base-map", type=Path)
    parser.add_argument("--panes", type=int, default=40)
    parser.add_argument("--shed-percent", type=int, default=85)
    chosen = parser.parse_args()
    app = make_application([])
    beat = end_on_signals(app)
    said = {"backend": chosen.address, "data_folder": chosen.folder, "base_map": chosen.base_map}
    said["cpu_shed_percent"] = chosen.shed_percent
    console = Console(app, config.load(said, {}, chosen.folder / "settings.toml"), None)
    console.video.controller.change_board(BoardState.empty(layout_for(chosen.panes)))
    desk = console.desk
    assert desk is not None
    probe = SeatProbe(console, desk, chosen.panes)
    console.start()
    desk.panel.login.setText("op1")
    desk.panel.password.setText(chosen.password_file.read_text(encoding="utf-8"))
    desk.panel.enter.click()
    code = app.exec()
    beat.stop()
    desk.inbox_page.table.viewport().removeEventFilter(probe)
    console.window.close()
    console.playback.wait_closed(3.0)
    return code


if __name__ == "__main__":
    sys.exit(main())
