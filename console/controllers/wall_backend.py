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
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QImage

from backend_client.client import Client
from backend_client.consult_table import ConsultTable
from backend_client.errors import BackendAwayError, ClientError, NotSignedInError
from backend_client.feed_protocol import Message, Told
from backend_client.feed_reader import FeedReader
from backend_client.records import Camera as TownCamera
from backend_client.records import Entry
from backend_client.wall_records import WallScreen as ToldScreen
from backend_client.wall_records import WallScreenHealth, WallWhole
from console.controllers.town_cameras import camera_of
from console.controllers.wall_courses import WallCourses
from console.controllers.wall_lists import WallLists
from console.controllers.wall_source import WallSource
from console.controllers.wall_tables import WallTables
from console.controllers.wall_taking import screen_of, told_screen
from console.state.wall_contents import NoticesContent
from console.state.wall_events import WallAlert, WallStep
from console.state.wall_plan import Shown, WallScreen
from console.tasks.task_queue import Priority, TaskQueue
from widgets.map_layers import Layer

AGAIN_MS: Final = 3000
"""So long after a try that failed comes the next."""
HEALTH_MS: Final = 5000
StepWords = Callable[[Entry, Mapping[str, str]], str]
"""What an entry says; people's names by their ids."""
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
        words: StepWords = lambda entry, _: entry.what,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._login = login
        self._words = words
        self._name = login.name
        """As the backend calls the wall: it may have been renamed since this PC was set up."""
        self._now = now
        self._client = Client(login.addresses)
        self._tasks = TaskQueue(self)
        self._feed: FeedReader | None = None
        self._lists = WallLists(self, self._client, self._read, login.town, zone, now)
        self._tables = WallTables(self._client, self._read, self)
        self._courses = WallCourses(self._client, self._read, self)
        self._is_closed = False
        self._refusal = ""
        self._told: tuple[WallScreen, ...] = ()
        self._posted: list[ToldScreen] = []
        self.health: Callable[[], tuple[Sequence[WallScreenHealth], float, int]] | None = None
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._health_beat = QTimer(self, interval=HEALTH_MS)
        self._connect()

    def _connect(self) -> None:
        """All signals of this source, in one place."""
        self._again.timeout.connect(self._begin)
        self._health_beat.timeout.connect(self._tell_health)
        self._heard.connect(self.on_heard)
        self._linked.connect(self.on_linked)
        self._lists.events_read.connect(self.on_events_read)
        self._courses.changed.connect(self.course_read)
        self._tables.changed.connect(self.table_changed)
        self._tables.picture_read.connect(self.picture_read)

    def start(self) -> None:
        """Sign in and read; again and again until the backend is there."""
        self._begin()
        self._health_beat.start()

    def close(self) -> None:
        """End the connection."""
        self._is_closed = True
        for timer in (self._again, self._health_beat):
            timer.stop()
        self._lists.close()
        self._end_feed()
        self._client.close()
        self._tasks.close()

    # -- everything

    def _begin(self) -> None:
        login, client = self._login, self._client

        def work() -> _Read:
            name = client.sessions.sign_in_wall(login.town, login.name, login.key).name
            wall = client.walls.one(login.town, name)
            regions = [one for one in client.towns.regions() if one.get("code") == login.town]
            town = str(regions[0]["name"]) if regions else ""
            return _Read(wall, client.towns.cameras(login.town), town)

        self._tasks.run(work, self._take, self._note_failure, priority=Priority.SIGHT)

    def _take(self, read: _Read) -> None:
        if self._is_closed:
            return
        self.town, self._name, self._refusal = read.town, read.wall.name, ""
        self.set_away_since(None)
        self.set_cameras([camera_of(one, self._login.town) for one in read.cameras])
        self._take_wall(read.wall)
        self._end_feed()
        self._begin_feed(read.wall.seq)
        self._lists.begin()
        self._posted = []
        if self._told:
            self.tell_screens(self._login.name, self._told)

    def _take_wall(self, wall: WallWhole) -> None:
        known = {one.id: one for one in self.screens}
        self.set_screens(
            [screen_of(one, wall, self._login.name, known.get(one.id)) for one in wall.screens]
        )
        self.set_shown(Shown.from_json(dict(wall.shown)))
        alert = wall.alert
        self._take_alert(None if alert is None else {"grade": alert.grade, "event": alert.event})

    def _note_failure(self, error: ClientError) -> None:
        if self._is_closed:
            return
        if not isinstance(error, BackendAwayError) and str(error) != self._refusal:
            self._refusal = str(error)  # once: it is tried again and again
            _log.warning("the wall can't be read", reason=self._refusal)
        if isinstance(error, NotSignedInError):
            self._forget()
        else:
            self._be_away()
        self._again.start()

    def _forget(self) -> None:
        """The key opens nothing any more: of the town there is nothing to see, here or on disk."""
        self._end_feed()
        self.set_away_since(None)
        self.set_alert(None)
        text = QCoreApplication.translate(
            "WallWords",
            "The key of this wall isn't valid any more: a shift leader makes a new one.",
        )
        self.set_shown(Shown({one.id: NoticesContent(text) for one in self._told}))
        self.set_cameras(())
        for followed in (self._courses, self._tables):
            followed.forget()
        self._lists.forget()

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
            self._lists.read_events()
        else:
            self._be_away()
        for followed in (self._courses, self._tables):
            followed.set_linked(linked=is_connected)

    def on_heard(self, feed: object, message: Message) -> None:
        """News of the journal."""
        if feed is not self._feed:
            return
        if message.kind is Told.GAP or (message.kind is Told.PROBLEM and not self._is_closed):
            self._end_feed()
            self._begin()
            return
        self._tables.take(message.entries)
        self._courses.take(message.entries)
        for entry in message.entries:
            self._take_entry(entry)

    def _take_entry(self, entry: Entry) -> None:
        change = entry.change
        if entry.what.startswith("event."):
            self._lists.read_events_soon()
        elif str(change.get("wall", "")) != self._name:
            return
        elif entry.what == "wall.renamed":
            self._name = str(change.get("name", self._name))
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

    # -- courses and tables

    def want_course(self, event: str) -> None:
        """Read what happened to an event, and follow it."""
        self._courses.want(event)

    def course(self, event: str) -> Sequence[WallStep]:
        """What happened to it, the newest first; people who are on duty have their names."""
        names = {one.id: one.label for one in self.points.get(Layer.PEOPLE, ())}
        return [WallStep(one.at, self._words(one, names)) for one in self._courses.of(event)]

    def want_table(self, event: str) -> None:
        """Read a consultation's table, and follow it."""
        self._tables.want(event)

    def table(self, event: str) -> ConsultTable | None:
        """What lies on it."""
        return self._tables.table(event)

    def picture(self, attachment: str, page: int = 0) -> QImage | None:
        """A picture of a table, or a page of a PDF."""
        return self._tables.picture(attachment, page)

    # -- lists

    def _read(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        def failed(error: ClientError) -> None:
            if isinstance(error, NotSignedInError) and not self._is_closed:
                self._end_feed()
                self._begin()  # the session is over: the key opens another

        self._tasks.run(work, done, failed, priority=Priority.UPKEEP)

    def _read_wall(self) -> None:
        town, name, client = self._login.town, self._name, self._client
        self._read(lambda: client.walls.one(town, name), self._take_wall)

    def on_events_read(self) -> None:
        """An alert is told with the title of its event, once that is known."""
        if self.alert is not None and not self.alert.text:
            self._read_wall()

    # -- what the wall tells

    def tell_screens(self, wall: str, screens: Sequence[WallScreen]) -> None:
        """The backend is told which screens there are."""
        super().tell_screens(wall, screens)
        self._told = tuple(one for one in screens if one.wall == wall)
        if self._feed is None:
            return  # told when the wall is signed in
        town, name, client = self._login.town, self._name, self._client
        told = [told_screen(one) for one in self._told]
        if told == self._posted:
            return
        self._posted = told
        # What people say of its screens is read with them: from how far they are read.
        self._read(lambda: client.walls.tell_screens(town, name, told), lambda _: self._read_wall())

    def _tell_health(self) -> None:
        if self.health is None or self._feed is None or self.away_since is not None:
            return
        screens, cpu, restarts = self.health()
        town, name, client = self._login.town, self._name, self._client
        told = list(screens)
        self._read(lambda: client.walls.tell_health(town, name, told, cpu, restarts), _nothing)


def _nothing(_: object) -> None:
    """Nobody waits for it."""
