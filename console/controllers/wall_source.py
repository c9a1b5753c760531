"""What a wall shows, wherever it comes from: a file, or the backend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from backend_client.consult_table import ConsultTable
from console.state.camera import Camera
from console.state.wall_events import WallAlert, WallEvent, WallStep
from console.state.wall_plan import Shown, WallScreen
from widgets.map_layers import Layer, MapGrid, MapPoint
from widgets.wall_figures import FigureValues


class WallSource(QObject):
    """The newest values, and a signal for each that changes. A source sets them as they come.

    Attributes:
        town: The town's name.
        screens: What is known of the wall's screens, those of other PCs among them.
        shown: What each screen shows.
        cameras: The cameras that can be shown.
        events: Open events, and such as ended lately; None before any were read.
        figures: The town in numbers.
        alert: What runs round every screen; None for nothing.
        away_since: Since when the backend is away; None while it is there, or where there is none.
        grids: The town's grids.
        points: What stands on the map, by layer.

    Signals:
        screens_changed, shown_changed, cameras_changed, events_changed, figures_changed,
        alert_changed, link_changed: The value of that name is another one.
        map_changed: Grids or points are others.
        course_read: What happened to an event was read (its id).
        table_changed: A consultation's table is another one (its event).
        picture_read: A picture of a table came (the attachment's id).
    """

    screens_changed = Signal()
    shown_changed = Signal()
    cameras_changed = Signal()
    events_changed = Signal()
    figures_changed = Signal()
    alert_changed = Signal()
    link_changed = Signal()
    map_changed = Signal()
    course_read = Signal(str)
    table_changed = Signal(str)
    picture_read = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.town = ""
        self.screens: tuple[WallScreen, ...] = ()
        self.shown = Shown()
        self.cameras: tuple[Camera, ...] = ()
        self.events: tuple[WallEvent, ...] | None = None
        self.figures = FigureValues()
        self.alert: WallAlert | None = None
        self.away_since: datetime | None = None
        self.grids: tuple[MapGrid, ...] = ()
        self.points: dict[Layer, tuple[MapPoint, ...]] = {}

    # -- what the wall does

    def start(self) -> None:
        """Begin to read."""

    def close(self) -> None:
        """End what runs."""

    def tell_screens(self, wall: str, screens: Sequence[WallScreen]) -> None:
        """These are a wall program's screens now; whoever keeps the plan is told."""
        others = (screen for screen in self.screens if screen.wall != wall)
        self.set_screens((*others, *screens))

    def want_course(self, event: str) -> None:
        """Read what happened to an event; `course_read` follows, again whenever more happens."""

    def course(self, event: str) -> Sequence[WallStep]:
        """What is known to have happened to an event, the newest first."""
        del event
        return ()

    def want_table(self, event: str) -> None:
        """Read a consultation's table; `table_changed` follows, again with every change."""

    def table(self, event: str) -> ConsultTable | None:
        """What lies on the table of an event's consultation, None where it isn't known."""
        del event
        return None

    def picture(self, attachment: str, page: int = 0) -> QImage | None:
        """A picture of a table, or a page of a PDF; None until it is read.

        `picture_read` follows then.
        """
        del attachment, page
        return None

    def event_of(self, event: str) -> WallEvent | None:
        """An event by its id."""
        return next((one for one in self.events or () if one.id == event), None)

    # -- what a source does

    def set_screens(self, screens: Sequence[WallScreen]) -> None:
        """Other screens, or other words for them."""
        if tuple(screens) != self.screens:
            self.screens = tuple(screens)
            self.screens_changed.emit()

    def set_shown(self, shown: Shown) -> None:
        """The screens show something else."""
        if shown != self.shown:
            self.shown = shown
            self.shown_changed.emit()

    def set_cameras(self, cameras: Sequence[Camera]) -> None:
        """Other cameras."""
        if tuple(cameras) != self.cameras:
            self.cameras = tuple(cameras)
            self.cameras_changed.emit()

    def set_events(self, events: Sequence[WallEvent]) -> None:
        """Events came, changed or went."""
        if self.events is None or tuple(events) != self.events:
            self.events = tuple(events)
            self.events_changed.emit()

    def set_figures(self, figures: FigureValues) -> None:
        """Other figures."""
        if figures != self.figures:
            self.figures = figures
            self.figures_changed.emit()

    def set_alert(self, alert: WallAlert | None) -> None:
        """Something that everybody has to know, or no more."""
        if alert != self.alert:
            self.alert = alert
            self.alert_changed.emit()

    def set_away_since(self, since: datetime | None) -> None:
        """The backend went away, or is back."""
        if since != self.away_since:
            self.away_since = since
            self.link_changed.emit()

    def set_grids(self, grids: Sequence[MapGrid]) -> None:
        """Other grids; they hold arrays, so each reading counts as another one."""
        self.grids = tuple(grids)
        self.map_changed.emit()

    def set_points(self, layer: Layer, points: Sequence[MapPoint]) -> None:
        """Other points of a layer."""
        if self.points.get(layer) != tuple(points):
            self.points[layer] = tuple(points)
            self.map_changed.emit()

    def put_on_map(self) -> None:
        """Cameras and events that have a position are points of the map."""
        cameras = [
            MapPoint(
                one.number,
                one.name,
                one.longitude,
                one.latitude,
                0,
                one.direction_deg,
                one.view_deg,
            )
            for one in self.cameras
            if one.longitude is not None and one.latitude is not None
        ]
        events = [
            MapPoint(one.id, one.title[:16], one.lon, one.lat, one.grade)
            for one in self.events or ()
            if one.lon is not None and one.lat is not None
        ]
        self.set_points(Layer.CAMERAS, cameras)
        self.set_points(Layer.EVENTS, events)
