"""The map with its layers, search and tools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QPageLayout, QPainter, QShowEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.controllers.map_controller import MapController
from widgets.asking import choose_new_file, show_beside
from widgets.grid_map_view import GridMapView, TileSource, Tool
from widgets.map_layers import Layer, MapGrid, MapPoint

Place = tuple[float, float]
MOST_OPENED = 16
"""So many cameras of an area are opened at once."""


class MapPage(QWidget):
    """Joins the map and its controller.

    Signals:
        event_wanted: An event on the map is to be opened.
        camera_wanted: A camera on the map is to be shown in a pane.
        cameras_wanted: The cameras inside an area are to be opened (numbers).
        saved: The map was written into a file (its path), or why not.
    """

    event_wanted = Signal(str)
    camera_wanted = Signal(str)
    cameras_wanted = Signal(object)
    saved = Signal(str)

    def __init__(
        self, controller: MapController, zone: tzinfo, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._zone = zone
        self._inside: tuple[str, ...] = ()
        self._cameras: dict[str, Place] = {}
        self.map = GridMapView(self)
        self._places: dict[str, Place] = {}
        self._by_layer: dict[str, dict[str, Place]] = {}
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(12)
        self.search.setCompleter(completer)
        self.layers = QToolButton(self)
        self.layers.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self.layers.setMenu(self._menu)
        self.tools: dict[Tool, QToolButton] = {
            tool: QToolButton(self) for tool in (Tool.MEASURE, Tool.CIRCLE, Tool.POLYGON)
        }
        self.all = QToolButton(self)
        self.export = QToolButton(self)
        self.print = QToolButton(self)
        self.open_inside = QToolButton(self)
        self.open_inside.hide()
        self.told = QLabel(self)
        self.told.setObjectName("quiet")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self._actions: dict[Layer, QAction] = {}
        self._lay_out()
        self._connect(completer)
        self.retranslate()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 6, 4)
        self.search.setMinimumWidth(160)
        bar.addWidget(self.search, 1)
        for widget in (self.layers, *self.tools.values(), self.all, self.export, self.print):
            bar.addWidget(widget)
        bar.addWidget(self.open_inside)
        bar.addWidget(self.told, 2)
        for button in self.tools.values():
            button.setCheckable(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(bar)
        box.addWidget(self.map, 1)

    def _connect(self, completer: QCompleter) -> None:
        """All signals of this page, in one place."""
        self._controller.grids_read.connect(self.on_grids_read)
        self._controller.points_read.connect(self.on_points_read)
        self.map.point_chosen.connect(self.on_point_chosen)
        self.map.point_activated.connect(self.on_point_activated)
        self.map.measured.connect(self.on_measured)
        self.map.area_chosen.connect(self.on_area_chosen)
        for tool, button in self.tools.items():
            button.clicked.connect(lambda on, tool=tool: self.set_tool(tool if on else Tool.LOOK))
        self.all.clicked.connect(self.map.show_all)
        self.export.clicked.connect(self.on_export_clicked)
        self.print.clicked.connect(self.on_print_clicked)
        self.open_inside.clicked.connect(lambda: self.cameras_wanted.emit(self._inside))
        completer.activated.connect(self.find_place)
        self.search.returnPressed.connect(lambda: self.find_place(self.search.text()))

    # -- what comes

    def on_grids_read(self, grids: Sequence[MapGrid]) -> None:
        """The town's grids."""
        self.map.set_grids(grids)
        self._name_places(
            "grids",
            {
                f"{one.code} {one.name}".strip(): (
                    float(one.outline[:, 0].mean()),
                    float(one.outline[:, 1].mean()),
                )
                for one in grids
            },
        )

    def on_points_read(self, layer: Layer, points: Sequence[MapPoint]) -> None:
        """A layer's points."""
        self.map.set_points(layer, points)
        if layer is Layer.PEOPLE:
            self.show_track()
        if layer is Layer.CAMERAS:
            self._cameras = {one.id: (one.lon, one.lat) for one in points}
        if layer is not Layer.EVENTS:
            named = {f"{one.label} {one.id}": (one.lon, one.lat) for one in points}
            self._name_places(layer.value, named)

    def _name_places(self, kind: str, named: Mapping[str, Place]) -> None:
        before = self._by_layer.get(kind, {}).keys()
        self._by_layer[kind] = dict(named)
        self._places = {name: at for one in self._by_layer.values() for name, at in one.items()}
        if before != named.keys():
            self._names.setStringList(sorted(self._places))

    def set_tiles(self, tiles: TileSource) -> None:
        """Show a base map."""
        self.map.set_tiles(tiles)
        self.retranslate()

    def show_track(self) -> None:
        """The way of the person who is followed."""
        followed = self.map.followed
        if followed is not None and followed[0] is Layer.PEOPLE:
            steps = self._controller.track(followed[1])
            self.map.set_track(np.array([step[1:] for step in steps]).reshape(-1, 2))

    # -- what hands do

    def find_place(self, text: str) -> None:
        """Bring a named place into the middle."""
        text = text.strip()
        found = self._places.get(text) or next(
            (at for name, at in self._places.items() if text and text in name), None
        )
        if found is None:
            self.told.setText(self.tr("Nothing on the map is called “{text}”.").format(text=text))
            return
        self.told.clear()
        self.map.show_place(*found)

    def show_event(self, event: str, place: Place | None) -> None:
        """Mark an event and bring it into the middle."""
        self.map.select(Layer.EVENTS, event)
        if place is not None:
            self.map.show_place(*place, width_m=1200.0)

    def show_camera(self, number: str) -> None:
        """Mark a camera of the board and bring it into the middle."""
        self.map.select(Layer.CAMERAS, number)
        at = self._cameras.get(number)
        if at is None:
            self.told.setText(self.tr("{number} has no place on the map.").format(number=number))
        else:
            self.told.setText(self.map.label_of(Layer.CAMERAS, number))
            self.map.show_place(*at)

    def set_tool(self, tool: Tool) -> None:
        """Measure, or select by a circle or a polygon."""
        for one, button in self.tools.items():
            button.setChecked(one is tool)
        self.map.set_tool(tool)
        self.open_inside.hide()
        self.told.setText(
            {
                Tool.LOOK: "",
                Tool.MEASURE: self.tr("Click along the way; Esc ends."),
                Tool.CIRCLE: self.tr("Click the middle, then the edge."),
                Tool.POLYGON: self.tr("Click the corners, double click the last one."),
            }[tool]
        )

    def on_point_chosen(self, layer: str, point: str) -> None:
        """A click marks a point and names it."""
        self.map.select(Layer(layer), point)
        self.told.setText(self.map.label_of(Layer(layer), point))

    def on_point_activated(self, layer: str, point: str) -> None:
        """A double click opens an event, shows a camera, follows a person."""
        if layer == Layer.EVENTS:
            self.event_wanted.emit(point)
        elif layer == Layer.CAMERAS:
            self.camera_wanted.emit(point)
        elif layer == Layer.PEOPLE:
            self.map.follow(Layer.PEOPLE, point)
            self.show_track()
            name, steps = self.map.label_of(Layer.PEOPLE, point), self._controller.track(point)
            text = self.tr("Follows {name}; Esc lets go.").format(name=name)
            if len(steps) > 1:
                since = steps[0][0].astimezone(self._zone)
                text += self.tr("  Way since {at}").format(at=f"{since:%H:%M}")
            self.told.setText(text)

    def on_measured(self, metres: float) -> None:
        """The way so far."""
        self.told.setText(self.tr("{metres} m").format(metres=f"{metres:,.0f}"))

    def on_area_chosen(self, found: Mapping[str, Sequence[str]]) -> None:
        """Who and what is inside."""
        self._inside = tuple(found.get("cameras", ()))[:MOST_OPENED]
        self.open_inside.setText(self.tr("Open {count} cameras").format(count=len(self._inside)))
        self.open_inside.setVisible(bool(self._inside))
        text = self.tr("Inside: {people} people, {cameras} cameras, {speakers} speakers")
        self.told.setText(
            text.format(
                people=len(found.get("people", ())),
                cameras=len(found.get("cameras", ())),
                speakers=len(found.get("speakers", ())),
            )
        )

    def on_export_clicked(self) -> None:
        """The map as a picture."""
        title = self.tr("Save the map")
        choose_new_file(self, title, "map.png", "*.png", lambda file: self.save(Path(file)))

    def save(self, file: Path) -> None:
        """Write what is in view as PNG."""
        if self.map.picture().save(str(file.with_suffix(".png"))):
            self.saved.emit(self.tr("The map was saved: {file}").format(file=file))
        else:
            self.saved.emit(self.tr("The map could not be saved as {file}.").format(file=file))

    def on_print_clicked(self) -> None:
        """The map on paper."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self.print_on(printer))
        show_beside(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Put what is in view on a page, with the time it was printed at."""
        painter = QPainter()
        if not painter.begin(printer):
            self.saved.emit(self.tr("The map could not be printed."))
            return
        page, picture = painter.viewport(), self.map.picture()
        at = f"{datetime.now(self._zone):%Y-%m-%d %H:%M:%S}"
        line = painter.fontMetrics().height()
        painter.drawText(QRect(0, 0, page.width(), line), Qt.AlignmentFlag.AlignLeft, at)
        free = page.adjusted(0, line * 2, 0, 0)
        size = picture.size().scaled(free.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(free.topLeft(), size), picture)
        painter.end()

    def set_layer(self, layer: Layer, *, visible: bool) -> None:
        """Show or hide a layer."""
        self.map.set_layer_visible(layer, visible=visible)

    def retranslate(self) -> None:
        """Another language."""
        base = {Layer.BASE: self.tr("Base map")} if self.map.has_tiles else {}
        names = base | {
            Layer.GRIDS: self.tr("Grids"),
            Layer.PEOPLE: self.tr("People"),
            Layer.EVENTS: self.tr("Events"),
            Layer.CAMERAS: self.tr("Cameras"),
            Layer.SPEAKERS: self.tr("Speakers"),
            Layer.PLACES: self.tr("Places"),
            Layer.HEAT: self.tr("Heat of events"),
            Layer.COVERAGE: self.tr("Covered by cameras"),
        }
        self._menu.clear()
        for layer, name in names.items():
            action = self._menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(layer not in self.map.hidden)
            action.toggled.connect(lambda on, layer=layer: self.set_layer(layer, visible=on))
            self._actions[layer] = action
        self.layers.setText(self.tr("Layers"))
        for tool, word in (
            (Tool.MEASURE, self.tr("Measure")),
            (Tool.CIRCLE, self.tr("Circle")),
            (Tool.POLYGON, self.tr("Polygon")),
        ):
            self.tools[tool].setText(word)
        self.all.setText(self.tr("Whole map"))
        self.export.setText(self.tr("Save…"))
        self.print.setText(self.tr("Print…"))
        self.search.setPlaceholderText(self.tr("Place, grid, camera, person"))
        self.search.setAccessibleName(self.tr("Search the map"))
        self.told.setAccessibleName(self.tr("What the map tells"))

    def set_seen(self, seen: bool) -> None:
        """Whether somebody looks: behind another tab nobody does, and Qt hides nothing there."""
        self._controller.set_watched(watched=seen)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        self._controller.set_watched(watched=True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        self._controller.set_watched(watched=False)
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
