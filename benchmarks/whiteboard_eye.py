"""The eye of ``whiteboard``: when something of a table was painted at one console.

What came counts as painted when the event loop comes back after the painting that has it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from backend_client.consult_table import ON_TABLE
from backend_client.feed_protocol import Passing
from backend_client.records import Entry
from console.controllers.backend_link import BackendLink
from console.controllers.consult_controller import ConsultController
from console.pages.consult_surfaces import MAP
from console.pages.consult_window import ConsultWindow

_NEAR_DEG: Final = 2e-6
"""The same place of a map: both consoles round it to six decimals."""


def _always() -> bool:
    return True


class PaintWatch(QObject):
    """Notes when a widget has painted what came to it.

    `is_whole` says whether the painting that is just over has everything.
    """

    def __init__(self, widget: QWidget, is_whole: Callable[[], bool] = _always) -> None:
        super().__init__(widget)
        self._is_whole = is_whole
        self._waiting: list[list[Any]] = []
        widget.installEventFilter(self)

    def wait(self, note: list[Any]) -> None:
        """Something came: its note gets the time when it is painted."""
        self._waiting.append(note)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """The widget is about to be painted."""
        if event.type() is QEvent.Type.Paint and self._waiting:
            painted, self._waiting = self._waiting, []
            QTimer.singleShot(0, self, lambda: self._note(painted))
        return False

    def _note(self, painted: Sequence[list[Any]]) -> None:
        if self._is_whole():
            now = time.monotonic()
            for one in painted:
                one.append(now)
        else:
            self._waiting[:0] = painted


class Eye(QObject):
    """What one person sees of what another does; each note ends with when it was painted.

    Attributes:
        seq: The newest entry of the journal that was heard of.
    """

    def __init__(
        self, link: BackendLink, table: ConsultController, window: ConsultWindow, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._surfaces = window.centre.surfaces
        layer = self._surfaces.layer(MAP)
        self._growing = PaintWatch(layer)
        self._drawn = PaintWatch(layer, lambda: layer.has_all)
        self._said = PaintWatch(window.words.chat.view.viewport())
        self._moved = PaintWatch(self._surfaces.map.viewport())
        self._new: list[Entry] = []
        self.seq = 0
        self._notes: dict[str, list[list[Any]]] = {}
        self.forget()
        # Connected after the window's own: by then the widgets know of it.
        link.entries_arrived.connect(self.on_entries)
        table.changed.connect(self.on_changed)
        table.passed.connect(self.on_passed)

    def forget(self) -> None:
        """Begin anew."""
        self._notes = {name: [] for name in ("growing", "drawn", "said", "moved")}

    @property
    def notes(self) -> Mapping[str, Sequence[Sequence[Any]]]:
        """What was painted, and when."""
        lengths = {"growing": 3, "drawn": 2, "said": 2, "moved": 2}
        return {
            name: [one for one in notes if len(one) == lengths[name]]
            for name, notes in self._notes.items()
        }

    def on_entries(self, entries: Sequence[Entry]) -> None:
        """Something was journalled, at this table or elsewhere."""
        self.seq = max(self.seq, *(one.seq for one in entries))
        here = self._table.event_id
        self._new += [one for one in entries if one.event == here and one.what == ON_TABLE]

    def on_passed(self, passing: Passing) -> None:
        """Somebody's stroke grew."""
        if passing.drawing is not None and passing.drawing["points"]:
            note = [*passing.drawing["points"][-1]]
            self._notes["growing"].append(note)
            self._growing.wait(note)

    def on_changed(self) -> None:
        """Something came from the journal."""
        new, self._new = self._new, []
        for entry in new:
            for id_, item in entry.change["put"].items():
                self._wait_for(id_, item)

    def _wait_for(self, id_: str, item: Mapping[str, Any]) -> None:
        kind = item["kind"]
        if kind == "stroke":
            self._add("drawn", id_, self._drawn)
        elif kind == "message":
            self._add("said", item["text"], self._said)
        elif kind == "view" and self._is_there(item["map"]):
            self._add("moved", item["map"], self._moved)

    def _add(self, name: str, what: Any, watch: PaintWatch) -> None:
        note = [what]
        self._notes[name].append(note)
        watch.wait(note)

    def _is_there(self, place: Mapping[str, float]) -> bool:
        """Whether the map here is where it should be."""
        here = self._surfaces.view()["map"]
        return here is not None and all(
            abs(here[one] - place[one]) < _NEAR_DEG for one in ("lon", "lat")
        )
