"""The video wall at this seat: made here and joined to board, map, tree and backend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from console.controllers.board_controller import BoardController
from console.controllers.wall_controller import WallController
from console.desk import Desk
from console.main_window import MainWindow
from console.pages.fault_words import fault_words
from console.pages.wall_menu import Offers
from console.pages.wall_page import WallPage
from console.state.camera import Camera
from console.state.wall_contents import MAP_LAYERS, MapContent, PanesContent
from console.state.wall_driving import width_between_m, zoom_of

_DOCK = "wall"


class WallDesk(QObject):
    """Everything of the wall in one place; what a role may not do isn't there.

    Signals:
        said: Something is to be told: how much it matters (0…2), and the words.
    """

    said = Signal(int, str)

    def __init__(
        self,
        board: BoardController,
        small: BoardController,
        window: MainWindow,
        desk: Desk,
        zone: tzinfo,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._board = board
        self._small = small
        self._window = window
        self._desk = desk
        self._entries: tuple[object, ...] = ()
        self.walls = WallController(desk.link, self)
        offers = Offers(self.cameras, self.panes, self.map_place, self.event_id, self.named)
        self.page = WallPage(self.walls, small, offers, zone)
        window.add_wall(self.page)
        window.fill_wall_menu = self.fill_menu
        self._connect()
        self.show_offered()

    def _connect(self) -> None:
        """All signals of the wall, in one place."""
        self._window.page.wall_wanted.connect(self.take)
        self._window.dock_seen.connect(self.on_dock_seen)
        self.walls.changed.connect(self.show_offered)
        self.walls.failed.connect(lambda error: self.said.emit(2, fault_words(error)))
        self.walls.camera_taken.connect(self.on_camera_taken)

    def set_cameras(self, cameras: Sequence[Camera]) -> None:
        """Know these cameras."""
        self._small.set_cameras(cameras)
        self.page.on_changed()
        self.page.small.show_live()

    # -- what there is to show

    def named(self, number: str) -> str:
        """A camera's name; its number where it isn't known."""
        camera = self._board.camera(number)
        return number if camera is None else camera.name

    def cameras(self) -> Sequence[str]:
        """Cameras chosen in the tree while it has the keyboard's choice, else the pane's."""
        chosen: Sequence[str] = self._window.tree.selected_numbers()
        if len(chosen) > 1:
            return chosen
        state = self._board.board
        camera = state.panes[state.selected].camera
        return [camera] if camera else chosen

    def panes(self) -> PanesContent | None:
        """The board as it is."""
        state = self._board.board
        return PanesContent(state.layout, state.cameras) if any(state.cameras) else None

    def map_place(self, width_px: int) -> MapContent | None:
        """What the map shows, on a screen so many pixels wide."""
        view = self._desk.map_page.map
        west, south, east, north = view.window_degrees()
        lon, lat = (west + east) / 2, (south + north) / 2
        if not (-180 <= lon <= 180 and -85 <= lat <= 85):
            return None
        zoom = zoom_of(width_between_m(west, east, lat), lat, width_px)
        hidden = {layer.value for layer in view.hidden}
        return MapContent(lon, lat, zoom, tuple(one for one in MAP_LAYERS if one not in hidden))

    def event_id(self) -> str:
        """The event at hand; empty without one."""
        return self._desk.events.event_id

    def on_dock_seen(self, name: str, seen: bool) -> None:
        """Map and wall lie behind one another: the one in front is kept up to date."""
        if name == _DOCK:
            self.page.set_seen(seen)
        else:
            self._desk.map_page.set_seen(seen)

    # -- what hands do

    def take(self, camera: str) -> None:
        """W on a pane: its camera goes to the wall."""
        if self.walls.may_drive and not self.walls.take(camera):
            self.said.emit(1, self.tr("There is no wall with screens to take the camera to."))

    def on_camera_taken(self, camera: str, wall: str) -> None:
        """It is there."""
        text = self.tr("{camera} is on the wall {wall}.")
        self.said.emit(0, text.format(camera=self.named(camera), wall=wall))

    def show_wall(self) -> None:
        """Bring the wall into view, under the hand."""
        self._window.raise_dock(_DOCK)
        page = self.page
        (page.small.view if self.walls.wall is not None else page.make).setFocus()

    def fill_menu(self, menu: QMenu) -> None:
        """The wall, and its scenes by name."""
        show = menu.addAction(self.tr("Show the wall"))
        show.setShortcut("Ctrl+Alt+W")
        show.triggered.connect(self.show_wall)
        wall = self.walls.wall
        menu.addSeparator()
        for scene in () if wall is None else wall.scenes:
            text = self.tr("Scene {scene}").format(scene=scene.name.replace("&", "&&"))
            call = menu.addAction(text)
            call.triggered.connect(lambda _, name=scene.name: self.walls.call_scene(name))

    def show_offered(self) -> None:
        """Dock, menu and key are there for who drives walls."""
        wall = self.walls.wall
        scenes = () if wall is None else tuple(one.name for one in wall.scenes)
        entries = (self.walls.may_drive, self.walls.chosen, scenes)
        if entries != self._entries:
            self._entries = entries
            self._window.page.is_wall_offered = self.walls.may_drive
            self._window.set_dock_offered(_DOCK, offered=self.walls.may_drive)
            self._window.menus.build()
