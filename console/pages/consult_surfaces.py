"""The grounds of a table: map, live pictures, one picture or document, the course of the event.

Each has a layer for drawings and for where people point. Nothing here knows of the backend: the
window of a consultation and a wall's screen both show it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedLayout, QWidget

from console.pages.plain_labels import words_label
from console.state.head_geometry import METRES_PER_DEGREE
from console.state.wall_driving import width_between_m
from widgets.document_view import DocumentLook, DocumentView
from widgets.drawing_layer import DrawingLayer
from widgets.drawing_surface import WholeWidget
from widgets.drawing_values import DrawingTool, Pointing, Stroke
from widgets.grid_map_view import GridMapView
from widgets.map_surface import MapSurface
from widgets.picture_surface import PictureSurface

MAP, PANES, TIMELINE = "map", "panes", "timeline"
PICTURE, DOCUMENT = "picture", "document"
SETTLES_MS: Final = 120
"""A view is told when the hand rests."""
_HANDS: Final = frozenset({QEvent.Type.Wheel, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress})


@dataclass(frozen=True, slots=True)
class _Ground:
    widget: QWidget
    layer: DrawingLayer
    takes_drawings: bool


def is_there(surface: str, items: Mapping[str, Any]) -> bool:
    """Whether a surface can be looked at: a file may have been taken off the table."""
    return surface in (MAP, PANES, TIMELINE) or surface in items


class ConsultSurfaces(QWidget):
    """One ground in view at a time.

    Attributes:
        surface: What is in view: ``map``, ``panes``, ``timeline``, or a file's id.

    Signals:
        stroke_made: Something was drawn: the surface and the ``Stroke``.
        pointed: The mouse moved: the surface, the point (None: off it), the ``Stroke`` being made.
        drop_wanted: A drawing is to be wiped away (its id).
        tool_left: The hand let go of its tool.
        view_moved: The person looks at something else, by hand.
    """

    stroke_made = Signal(str, object)
    pointed = Signal(str, object, object)
    drop_wanted = Signal(str)
    tool_left = Signal()
    view_moved = Signal()

    def __init__(
        self, panes: QWidget, town_map: GridMapView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.surface = MAP
        self.map = town_map
        self.picture = PictureSurface(self)
        self.document = DocumentView(self)
        self._documents: Mapping[str, DocumentLook] = {}
        self.panes = panes
        self.course = words_label(self, wraps=True, selects=True)
        self.course.setContentsMargins(14, 10, 14, 10)
        self._tool: DrawingTool | None = None
        self._drawing: Stroke | None = None
        self._is_moved_by_hand = False
        self._settles = QTimer(self, singleShot=True, interval=SETTLES_MS)
        timeline, page = _scrolled(self.course), self.document.picture
        self._grounds = {
            MAP: _Ground(self.map, DrawingLayer(self.map, MapSurface(self.map)), True),
            PANES: _Ground(panes, DrawingLayer(panes, WholeWidget(panes)), False),
            TIMELINE: _Ground(timeline, DrawingLayer(timeline, WholeWidget(timeline)), False),
            PICTURE: _Ground(self.picture, DrawingLayer(self.picture, self.picture), True),
            DOCUMENT: _Ground(self.document, DrawingLayer(page, page), False),
        }
        self._stack = QStackedLayout(self)
        for ground in self._grounds.values():
            self._stack.addWidget(ground.widget)
        self._connect()

    def _connect(self) -> None:
        """All signals of the grounds, in one place."""
        for one in (self.map, self.map.viewport()):
            one.installEventFilter(self)
        self.map.view_moved.connect(self.layer(MAP).refresh)
        self.map.view_moved.connect(self._settles.start)
        for name, picture in ((PICTURE, self.picture), (DOCUMENT, self.document.picture)):
            picture.moved.connect(self.layer(name).refresh)
            picture.zoom_changed.connect(lambda _: self.view_moved.emit())
        self.document.page_turned.connect(self.view_moved)
        self._settles.timeout.connect(self.on_settled)
        for name, ground in self._grounds.items():
            layer = ground.layer
            layer.stroke_made.connect(lambda one: self.stroke_made.emit(self.surface, one))
            layer.drawing.connect(self.on_drawing)
            layer.pointer_moved.connect(lambda at, name=name: self.on_pointer(name, at))
            layer.drop_wanted.connect(self.drop_wanted)
            layer.tool_left.connect(self.on_tool_left)

    def layer(self, ground: str) -> DrawingLayer:
        """The layer over a ground."""
        return self._grounds[ground].layer

    @property
    def ground(self) -> str:
        """Which ground is in view."""
        if self.surface in (MAP, PANES, TIMELINE):
            return self.surface
        return DOCUMENT if self.surface in self._documents else PICTURE

    @property
    def takes_drawings(self) -> bool:
        """Whether what is in view can be drawn on."""
        return self._grounds[self.ground].takes_drawings

    # -- what is in view

    def set_documents(self, documents: Mapping[str, DocumentLook]) -> None:
        """Which files are documents."""
        self._documents = documents

    def show_surface(self, surface: str, page: int = 1) -> None:
        """Bring a ground into view; a document at a page."""
        if surface == self.surface:
            return
        self.surface = surface
        if self.ground == DOCUMENT:
            self.document.show_document(self._documents[surface], page)
        self._stack.setCurrentWidget(self._grounds[self.ground].widget)
        self._give_tool()
        self.set_pointings(())

    def view(self) -> Mapping[str, Any]:
        """What is in view, as it lies on the table."""
        picture, is_document = self._picture(), self.ground == DOCUMENT
        zoom = None if picture is None else picture.zoom
        has_pages = is_document and self._documents[self.surface].pages
        told = None if zoom is None else [zoom.x(), zoom.y(), zoom.width(), zoom.height()]
        return {
            "kind": "view",
            "surface": self.surface,
            "map": self._place() if self.ground == MAP else None,
            "zoom": None if told is None else [round(one, 4) for one in told],
            "page": self.document.page if has_pages else None,
        }

    def show_view(self, view: Mapping[str, Any]) -> None:
        """Look at what somebody else looks at; nothing is told of it."""
        page = int(view.get("page") or 1)
        self.show_surface(str(view["surface"]), page)
        place, zoom, picture = view.get("map"), view.get("zoom"), self._picture()
        if self.ground == DOCUMENT and page != self.document.page:
            self.document.show_document(self._documents[self.surface], page)
        if place is not None and place != self._place():
            self.map.show_place(place["lon"], place["lat"], place["width_m"])
            self._settles.stop()
        if picture is not None:
            picture.set_zoom(None if zoom is None else QRectF(*zoom))

    def _picture(self) -> PictureSurface | None:
        """What zooms, of what is in view."""
        if self.ground == DOCUMENT:
            return self.document.picture
        return self.picture if self.ground == PICTURE else None

    def _place(self) -> Mapping[str, float] | None:
        west, south, east, north = self.map.window_degrees()
        lon, lat = (west + east) / 2, (south + north) / 2
        if not (-180 <= lon <= 180 and -85 <= lat <= 85):
            return None
        # The map takes a place in by its shorter side.
        side = min(width_between_m(west, east, lat), (north - south) * METRES_PER_DEGREE)
        return {"lon": round(lon, 6), "lat": round(lat, 6), "width_m": round(side, 1)}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only a hand moves what others look at: the map also moves with its window's size."""
        if event.type() in _HANDS:
            self._is_moved_by_hand = True
        return super().eventFilter(watched, event)

    def on_settled(self) -> None:
        """The map came to rest somewhere else."""
        by_hand, self._is_moved_by_hand = self._is_moved_by_hand, False
        if by_hand and self.ground == MAP:
            self.view_moved.emit()

    def show_picture(self, image: QImage | None, words: str) -> None:
        """The picture's pixels, or why there are none yet."""
        self.picture.set_words(words)
        self.picture.set_image(QImage() if image is None else image)

    # -- drawings

    def set_strokes(
        self,
        strokes: Mapping[str, Sequence[Stroke]],
        coming: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        """What is drawn on the map and on the picture in view, by surface.

        ``coming``: ids of what was drawn here and is on its way, by surface.
        """
        for surface in (MAP, self.surface) if self.ground == PICTURE else (MAP,):
            layer = self.layer(MAP if surface == MAP else PICTURE)
            layer.set_strokes(strokes.get(surface, ()))
            layer.keep_pending(coming.get(surface, ()))

    def set_pointings(self, pointings: Sequence[Pointing]) -> None:
        """Where others point on what is in view."""
        for name, ground in self._grounds.items():
            ground.layer.set_pointings(pointings if name == self.ground else ())

    def set_tool(self, tool: DrawingTool | None) -> None:
        """What the hand draws with; None: it looks."""
        self._tool = tool
        self._give_tool()

    def _give_tool(self) -> None:
        for name, ground in self._grounds.items():
            is_here = name == self.ground and ground.takes_drawings
            ground.layer.set_tool(self._tool if is_here else None)

    def layers(self) -> Sequence[DrawingLayer]:
        """Every layer that can be drawn on."""
        return [one.layer for one in self._grounds.values() if one.takes_drawings]

    def on_drawing(self, stroke: Stroke | None) -> None:
        """Something is being drawn; where the hand is comes right after it."""
        self._drawing = stroke

    def on_pointer(self, ground: str, at: tuple[float, float] | None) -> None:
        """The mouse is somewhere else."""
        if ground == self.ground:
            self.pointed.emit(self.surface, at, self._drawing)

    def on_tool_left(self) -> None:
        """The hand looks again."""
        self._tool = None
        self.tool_left.emit()

    def end(self) -> None:
        """Let go of the map's scene."""
        self._settles.stop()
        self.map.close()


def _scrolled(label: QLabel) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(label)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
