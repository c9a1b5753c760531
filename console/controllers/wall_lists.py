"""The town as a wall reads it: open events, grids and figures, set at the source as they come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from backend_client.client import Client
from backend_client.records import Line
from console.controllers.map_controller import grids_of
from console.controllers.wall_courses import Read
from console.controllers.wall_source import WallSource
from console.controllers.wall_taking import Counted, count_town, event_of, figure_values
from console.state.wall_events import open_events
from widgets.map_layers import Layer

SOON_MS: Final = 1000
"""Events are read anew at most so often."""
FIGURES_MS: Final = 20_000
MOST_EVENTS: Final = 500


class WallLists(QObject):
    """Reads lists anew: when it is told to, and figures again and again.

    Signals:
        events_read: The open events are known as they are now.
    """

    events_read = Signal()

    def __init__(
        self,
        source: WallSource,
        client: Client,
        read: Read,
        town: str,
        zone: tzinfo,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(source)
        self._source = source
        self._client = client
        self._read = read
        self._town = town
        self._zone = zone
        self._now = now
        self._lines: tuple[Line, ...] = ()
        self._counted = Counted()
        self._is_open = False
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._figures_beat = QTimer(self, interval=FIGURES_MS)
        self._connect()

    def _connect(self) -> None:
        """All signals of the lists, in one place."""
        self._soon.timeout.connect(self.read_events)
        self._figures_beat.timeout.connect(self.read_figures)
        self._source.events_changed.connect(self.count)
        self._source.cameras_changed.connect(self.count)

    def begin(self) -> None:
        """The wall is signed in: read everything."""
        self._is_open = True
        self.read_map()
        self.read_events()
        self.read_figures()
        self._figures_beat.start()

    def close(self) -> None:
        """Read no more."""
        self._is_open = False
        self._soon.stop()
        self._figures_beat.stop()

    def forget(self) -> None:
        """Of the town there is nothing to see any more."""
        self.close()
        self._lines, self._counted = (), Counted()
        self._source.set_events(())
        self._source.set_grids(())
        self._source.set_points(Layer.PEOPLE, ())
        self._source.put_on_map()

    def read_events_soon(self) -> None:
        """Something happened to an event."""
        if self._is_open and not self._soon.isActive():
            self._soon.start()

    def read_events(self) -> None:
        """Read the open events."""
        town, client = self._town, self._client

        def work() -> list[Line]:
            lines = []
            for line in client.events.all(town=town, is_open=True):
                lines.append(line)
                if len(lines) == MOST_EVENTS:
                    break
            return lines

        self._ask(work, self._take_lines)

    def _take_lines(self, lines: Sequence[Line]) -> None:
        self._lines = tuple(lines)
        self._take_places()
        self.events_read.emit()

    def _take_places(self) -> None:
        """Events are where a grid with a name is: whoever looks from afar knows no codes."""
        names = {one.code: one.name for one in self._source.grids}
        self._source.set_events(open_events(event_of(one, names) for one in self._lines))
        self._source.put_on_map()

    def read_map(self) -> None:
        """Read the grids."""
        town, client = self._town, self._client
        self._ask(lambda: client.towns.grids(town), self._take_grids)

    def _take_grids(self, told: Mapping[str, Any]) -> None:
        self._source.set_grids(list(grids_of(told)))
        self._source.put_on_map()
        if self._source.events is not None:
            self._take_places()

    def read_figures(self) -> None:
        """Read what the backend counts."""
        town, client, now, zone = self._town, self._client, self._now(), self._zone

        def done(counted: Counted) -> None:
            self._counted = counted
            self._source.set_points(Layer.PEOPLE, counted.people or ())
            self.count()

        self._ask(lambda: count_town(client, town, now, zone), done)

    def count(self) -> None:
        """Put together the figures that are known now."""
        source = self._source
        events, cameras = source.events, len(source.cameras)
        source.set_figures(figure_values(self._counted, events, cameras, self._now(), self._zone))

    def _ask(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """What comes after the end isn't taken any more."""
        if self._is_open:
            self._read(work, lambda found: done(found) if self._is_open else None)
