"""A wall's plan from the backend: it signs in with the wall's own key, and follows the feed.

What is shown comes from the feed alone; lists are read anew when entries say that they changed.
While the backend is away everything stays as it was, and says so.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

import structlog
from PySide6.QtCore import QObject, QTimer, Signal

from backend_client.client import Client
from backend_client.errors import BackendAwayError, ClientError, NotSignedInError
from backend_client.feed_protocol import Message, Told
from backend_client.feed_reader import FeedReader
from backend_client.records import Camera as TownCamera
from backend_client.records import Entry, Figures, Line
from backend_client.wall_records import WallScreen as ToldScreen
from backend_client.wall_records import WallScreenHealth, WallWhole
from console.controllers.map_controller import grids_of
from console.controllers.town_cameras import camera_of
from console.controllers.wall_source import WallSource
from console.state.wall_events import WallAlert, WallEvent, open_by_grade, open_events
from console.state.wall_plan import Frame, Shown, WallScreen
from console.tasks.task_queue import Priority, TaskQueue
from widgets.map_layers import Layer, MapPoint
from widgets.wall_figures import FigureValues

AGAIN_MS: Final = 3000
"""So long after a try that failed comes the next."""
SOON_MS: Final = 1000
"""Events are read anew at most so often."""
FIGURES_MS: Final = 20_000
HEALTH_MS: Final = 5000
WHOLE: Final = (-180.0, -90.0, 180.0, 90.0)
MOST_EVENTS: Final = 500
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class WallLogin:
    """Where a wall signs in, and as what."""

    addresses: tuple[str, ...]
    town: str
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that was read at once."""

    wall: WallWhole
    cameras: tuple[TownCamera, ...]
    town: str


class BackendSource(WallSource):
    """Reads one wall at the backend.

    Attributes:
        health: Gives each screen's pictures when the backend is told how the wall is.
    """

    _heard = Signal(object, object)
    _linked = Signal(object, bool)

    def __init__(
        self,
        login: WallLogin,
        zone: tzinfo,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._login = login
        self._zone = zone
        self._now = now
        self._client = Client(login.addresses)
        self._tasks = TaskQueue(self)
        self._feed: FeedReader | None = None
        self._lines: dict[str, Line] = {}
        self._counted: Figures | None = None
        self._on_duty: int | None = None
        self._is_closed = False
        self._told: tuple[WallScreen, ...] = ()
        self._posted: list[ToldScreen] = []
        self.health: Callable[[], tuple[Sequence[WallScreenHealth], float, int]] | None = None
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._figures_beat = QTimer(self, interval=FIGURES_MS)
        self._health_beat = QTimer(self, interval=HEALTH_MS)
        self._connect()

    def _connect(self) -> None:
        """All signals of this source, in one place."""
        self._again.timeout.connect(self._begin)
        self._soon.timeout.connect(self._read_events)
        self._figures_beat.timeout.connect(self._read_figures)
        self._health_beat.timeout.connect(self._tell_health)
        self._heard.connect(self.on_heard)
        self._linked.connect(self.on_linked)
        self.events_changed.connect(self._count)
        self.cameras_changed.connect(self._count)

    def start(self) -> None:
        """Sign in and read; again and again until the backend is there."""
        self._begin()
        self._figures_beat.start()
        self._health_beat.start()

    def close(self) -> None:
        """End the connection."""
        self._is_closed = True
        for timer in (self._again, self._soon, self._figures_beat, self._health_beat):
            timer.stop()
        self._end_feed()
        self._client.close()
        self._tasks.close()

    # -- everything

    def _begin(self) -> None:
        login, client = self._login, self._client

        def work() -> _Read:
            client.sessions.sign_in_wall(login.town, login.name, login.key)
            wall = client.walls.one(login.town, login.name)
            regions = [one for one in client.towns.regions() if one.get("code") == login.town]
            town = str(regions[0]["name"]) if regions else ""
            return _Read(wall, client.towns.cameras(login.town), town)

        self._tasks.run(work, self._take, self._note_failure, priority=Priority.SIGHT)

    def _take(self, read: _Read) -> None:
        if self._is_closed:
            return
        self.town = read.town
        self.set_away_since(None)
        self.set_cameras([camera_of(one, self._login.town) for one in read.cameras])
        self._take_wall(read.wall)
        self._read_map()
        self._read_events()
        self._read_figures()
        self._end_feed()
        self._begin_feed(read.wall.seq)
        self._posted = []
        if self._told:
            self.tell_screens(self._login.name, self._told)

    def _take_wall(self, wall: WallWhole) -> None:
        known = {one.id: one for one in self.screens}
        self.set_screens(
            [_screen(one, wall, self._login.name, known.get(one.id)) for one in wall.screens]
        )
        self.set_shown(Shown.from_json(dict(wall.shown)))
        alert = wall.alert
        self._take_alert(None if alert is None else {"grade": alert.grade, "event": alert.event})

    def _note_failure(self, error: ClientError) -> None:
        if self._is_closed:
            return
        if not isinstance(error, BackendAwayError):
            _log.warning("the wall can't be read", reason=str(error))
        self._be_away()
        self._again.start()

    def _be_away(self) -> None:
        if self.away_since is None:
            self.set_away_since(self._now())

    # -- the feed

    def _begin_feed(self, after: int) -> None:
        feed = FeedReader(
            self._client.transport,
            lambda message: self._heard.emit(feed, message),
            after,
            lambda is_connected: self._linked.emit(feed, is_connected),
        )
        self._feed = feed
        feed.start()

    def _end_feed(self) -> None:
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.close()

    def on_linked(self, feed: object, is_connected: bool) -> None:
        """The feed is connected, or not."""
        if feed is not self._feed:
            return
        if is_connected:
            self.set_away_since(None)
            self._read_events()
        else:
            self._be_away()

    def on_heard(self, feed: object, message: Message) -> None:
        """News of the journal."""
        if feed is not self._feed:
            return
        if message.kind is Told.GAP or (message.kind is Told.PROBLEM and not self._is_closed):
            self._end_feed()
            self._begin()
            return
        for entry in message.entries:
            self._take_entry(entry)

    def _take_entry(self, entry: Entry) -> None:
        change = entry.change
        if entry.what.startswith("event."):
            if not self._soon.isActive():
                self._soon.start()
        elif str(change.get("wall", "")) != self._login.name:
            return
        elif entry.what == "wall.shown":
            self.set_shown(Shown.from_json(change.get("shown")))
            self._take_alert(change.get("alert"))
        elif entry.what in ("wall.changed", "wall.made"):
            self._read_wall()

    def _take_alert(self, alert: object) -> None:
        if not isinstance(alert, Mapping):
            self.set_alert(None)
            return
        event = self.event_of(str(alert.get("event", "")))
        with contextlib.suppress(TypeError, ValueError):
            grade = int(alert.get("grade", 0))
            self.set_alert(WallAlert(grade, "" if event is None else event.title))

    # -- lists

    def _read(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        def failed(error: ClientError) -> None:
            if isinstance(error, NotSignedInError) and not self._is_closed:
                self._end_feed()
                self._begin()  # the session is over: the key opens another

        self._tasks.run(work, done, failed, priority=Priority.UPKEEP)

    def _read_wall(self) -> None:
        login, client = self._login, self._client
        self._read(lambda: client.walls.one(login.town, login.name), self._take_wall)

    def _read_events(self) -> None:
        town, client = self._login.town, self._client

        def work() -> list[Line]:
            lines = []
            for line in client.events.all(town=town, is_open=True):
                lines.append(line)
                if len(lines) == MOST_EVENTS:
                    break
            return lines

        self._read(work, self._take_lines)

    def _take_lines(self, lines: Sequence[Line]) -> None:
        events = open_events(_event(one) for one in lines)
        self.set_events(events)
        self.put_on_map()
        if self.alert is not None and not self.alert.text:
            self._read_wall()  # now the event that it is about has a title

    def _read_map(self) -> None:
        town, client = self._login.town, self._client
        self._read(lambda: client.towns.grids(town), self._take_grids)

    def _take_grids(self, told: Mapping[str, Any]) -> None:
        self.set_grids(list(grids_of(told)))
        self.put_on_map()

    def _read_figures(self) -> None:
        town, client, now = self._login.town, self._client, self._now()
        day = now.astimezone(self._zone).replace(hour=0, minute=0, second=0, microsecond=0)

        def work() -> tuple[Figures | None, Mapping[str, Any]]:
            counted = client.towns.figures(town, day, now)
            return (counted[0] if counted else None), client.towns.map(town, WHOLE, "people")

        def done(found: tuple[Figures | None, Mapping[str, Any]]) -> None:
            self._counted, people = found[0], found[1].get("people", ())
            self._on_duty = len(people)
            points = [
                MapPoint(str(one["id"]), str(one["name"]), one["lon"], one["lat"]) for one in people
            ]
            self.set_points(Layer.PEOPLE, points)
            self._count()

        if self._feed is not None:
            self._read(work, done)

    def _count(self) -> None:
        """The figures that are known now."""
        counted, events, now = self._counted, self.events or (), self._now()
        overdue = sum(one.due_at is not None and one.due_at < now for one in events)
        values = FigureValues(
            open_by_grade=open_by_grade(events) if self.events is not None else None,
            overdue=overdue if self.events is not None else None,
            on_duty=self._on_duty,
            cameras=len(self.cameras) or None,
        )
        if counted is not None:
            limited = counted.closed_with_limit
            values = FigureValues(
                values.open_by_grade,
                counted.reported,
                counted.accepted,
                counted.closed,
                counted.closed_on_time / limited if limited else None,
                values.overdue,
                values.on_duty,
                None,
                None,
                values.cameras,
            )
        self.set_figures(values)

    # -- what the wall tells

    def tell_screens(self, wall: str, screens: Sequence[WallScreen]) -> None:
        """The backend is told which screens there are."""
        super().tell_screens(wall, screens)
        self._told = tuple(one for one in screens if one.wall == wall)
        if self._feed is None:
            return  # told when the wall is signed in
        town, name, client = self._login.town, self._login.name, self._client
        told = [_told_screen(one) for one in self._told]
        if told == self._posted:
            return
        self._posted = told
        self._read(lambda: client.walls.tell_screens(town, name, told), _nothing)

    def _tell_health(self) -> None:
        if self.health is None or self._feed is None or self.away_since is not None:
            return
        screens, cpu, restarts = self.health()
        town, name, client = self._login.town, self._login.name, self._client
        told = list(screens)
        self._read(lambda: client.walls.tell_health(town, name, told, cpu, restarts), _nothing)


def _event(line: Line) -> WallEvent:
    return WallEvent(
        line.id, line.number, line.title, line.state, line.grade, line.reported_at,
        line.grid or "", line.due_at, line.amber_at, line.lon, line.lat, line.lead or "",
        line.is_drill,
    )  # fmt: skip


def _screen(one: ToldScreen, wall: WallWhole, program: str, known: WallScreen | None) -> WallScreen:
    return WallScreen(
        one.id,
        known.wall if known is not None else program,
        one.name,
        one.serial,
        one.connector,
        Frame(one.x, one.y, one.width, one.height),
        None if known is None else known.frame,
        one.width_m or wall.screen_width_m,
        wall.viewing_m,
    )


def _told_screen(one: WallScreen) -> ToldScreen:
    desk = one.desk
    return ToldScreen(
        one.id, desk.x, desk.y, desk.width, desk.height, one.serial, one.connector, one.name,
        width_m=one.width_m,
    )  # fmt: skip


def _nothing(_: object) -> None:
    """Nobody waits for it."""
