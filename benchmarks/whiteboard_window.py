"""The console as a person has it at a consultation, in a process of its own.

``whiteboard`` starts it. Commands are lines on its stdin, each answered by one line of JSON:
``state``, ``open EVENT``, ``sit``, ``draw SEED``, ``say TEXT``, ``move left`` or ``right``,
``measure``, ``figures``, ``seen`` (since ``measure``), ``picture FILE``. It ends with its stdin.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from benchmarks.line_server import LATER, LineServer
from benchmarks.whiteboard_eye import Eye
from benchmarks.whiteboard_hand import Hand
from console import config
from console.app import Console, end_on_signals, make_application
from console.consult_desk import ConsultDesk
from console.controllers.backend_link import LinkState
from console.desk import Desk
from console.state.board import BoardState
from console.state.layouts import layout_for
from console.state.stream_state import Phase
from console.video.render_clock import StallMeter


class TableProbe(QObject):
    """Moves and watches a console from inside."""

    def __init__(self, console: Console, desk: Desk, consult: ConsultDesk) -> None:
        super().__init__(console)
        self._console = console
        self._desk = desk
        self._consult = consult
        self._hand = Hand(consult.window, self)
        self._eye = Eye(desk.link, consult.table, consult.window, self)
        self._stalls = StallMeter(self)
        self._server = LineServer(self._answers, self)
        self._hand.drawn.connect(self._server.answer)

    @property
    def _answers(self) -> Mapping[str, Callable[[str], Any]]:
        return {
            "state": self._state,
            "open": self._open,
            "sit": self._sit,
            "draw": self._draw,
            "say": self._hand.say,
            "move": self._hand.move_map,
            "measure": self._measure,
            "figures": self._figures,
            "seen": lambda _: self._eye.notes,
            "picture": lambda file: self._consult.window.grab().save(file, "PNG"),
        }

    def _state(self, _: str) -> dict[str, Any]:
        """How far it is."""
        table, layer = self._consult.table, self._consult.window.centre.surfaces.map
        shown = self._desk.events.shown
        phases = self._console.video.controller.phases().values()
        return {
            "is_live": self._desk.link.state is LinkState.LIVE,
            "fault": self._desk.panel.fault.text(),
            "panes": sum(phase is Phase.LIVE for phase in phases),
            "shown": "" if shown is None else shown.id,
            "sits": f"seat:{table.me}" in table.table.items,
            "presents": table.powers.presents and "presenter" in table.items,
            "map": [layer.width(), layer.height()],
            "things": len(table.table.items),
        }

    def _open(self, event: str) -> bool:
        self._desk.open_event(event)
        return True

    def _sit(self, _: str) -> bool:
        self._consult.open_at_hand()
        return True

    def _draw(self, seed: str) -> object:
        self._hand.draw(int(seed))
        return LATER

    def _measure(self, _: str) -> int:
        self._eye.forget()
        self._stalls.start()
        return self._eye.seq

    def _figures(self, _: str) -> dict[str, Any]:
        self._stalls.stop()
        return {"gui_stall_ms": self._stalls.figures(), "seq": self._eye.seq}


def main() -> int:
    """Open the console, sign in, and answer until stdin ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("password_file", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("login")
    parser.add_argument("--base-map", type=Path)
    parser.add_argument("--panes", type=int, default=4)
    chosen = parser.parse_args()
    app = make_application([])
    beat = end_on_signals(app)
    said = {"backend": chosen.address, "data_folder": chosen.folder, "base_map": chosen.base_map}
    console = Console(app, config.load(said, {}, chosen.folder / "settings.toml"), None)
    console.video.controller.change_board(BoardState.empty(layout_for(chosen.panes)))
    desk, consult = console.desk, console.consult
    assert desk is not None
    assert consult is not None
    TableProbe(console, desk, consult)
    console.start()
    desk.panel.login.setText(chosen.login)
    desk.panel.password.setText(chosen.password_file.read_text(encoding="utf-8"))
    desk.panel.enter.click()
    code = app.exec()
    beat.stop()
    console.window.close()
    console.playback.wait_closed(3.0)
    return code


if __name__ == "__main__":
    sys.exit(main())
