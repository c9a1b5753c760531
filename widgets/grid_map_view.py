"""The map of a town or a city: grids, people, events, cameras, and what is measured on it.

Everything is drawn once into a picture larger than the window. Moving and zooming shows that
picture, moved and scaled; it is drawn anew when the hand rests, when the picture's edge comes into
view, or when what it shows has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from resources import colours
from widgets.map_layers import POINTS, STILL, Layer, MapGrid, MapPoint, PointLayer
from widgets.map_painting import MapPainter, Shown
from widgets.map_projection import Floats, Projection

MARGIN = 0.35
"""How much more than the window is drawn, on each side."""
REST_MS = 90
HIT_PX = 14
_CLICK_PX = 6
_STRETCH_MOST = 1.6
_MEASURED = QColor(colours.ACCENT)


class Tool(StrEnum):
    """What a click on the map does."""

    LOOK = "look"
    MEASURE = "measure"
    CIRCLE = "circle"
    POLYGON = "polygon"


class TileSource(Protocol):
    """A base map: pictures of 256 × 256 pixels by zoom, column and row (XYZ scheme)."""

    @property
    def zooms(self) -> tuple[int, int]:
        """The least and the greatest zoom there is."""
        ...

    @property
    def shifts(self) -> bool:
        """Whether the pictures are in GCJ-02."""
        ...

    def tile(self, zoom: int, column: int, row: int) -> QImage | None:
        """One picture; None where there is none, or not yet: it never waits."""
        ...


class _Canvas(pg.GraphicsObject):  # type: ignore[misc]
    """The one item in the view: shows the picture, then what is measured."""

    def __init__(self, view: GridMapView) -> None:
        super().__init__()
        self._view = view

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return QRectF(self.viewRect())

    def viewRangeChanged(self) -> None:  # noqa: N802 - pyqtgraph's name
        self.prepareGeometryChange()
        self.update()

    def paint(self, painter: QPainter, *_: object) -> None:
        self._view.paint_canvas(painter)


class GridMapView(pg.GraphicsView):  # type: ignore[misc]
    """Points and grids in WGS-84; see the module for how it is drawn.

    Signals:
        point_chosen: A point was clicked: its layer and id.
        point_activated: A point was double clicked.
        place_chosen: A place was clicked, on a point or beside all: longitude, latitude.
        view_moved: Another part of the map is in view.
        measured: What was measured: metres along the line so far.
        area_chosen: Ids by layer inside a circle or polygon.
    """

    point_chosen = Signal(str, str)
    point_activated = Signal(str, str)
    place_chosen = Signal(float, float)
    view_moved = Signal()
    measured = Signal(float)
    area_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=colours.BOARD)
        self.projection = Projection()
        self.hidden: set[Layer] = {Layer.HEAT, Layer.COVERAGE}
        self.tool = Tool.LOOK
        self._grids: Sequence[MapGrid] = ()
        self._layers: dict[Layer, PointLayer] = {layer: PointLayer() for layer in POINTS}
        self._raw: dict[Layer, Sequence[MapPoint]] = dict.fromkeys(POINTS, ())
        self._tiles: TileSource | None = None
        self._outlines: list[Floats] = []
        self._boxes: Floats = np.zeros((0, 4))
        self._track: Floats = np.zeros((0, 2))
        self._seen: Floats = np.zeros((0, 2))
        self._pressed_at: QPointF | None = None
        self._line: list[tuple[float, float]] = []
        self._followed: tuple[Layer, str] | None = None
        self._selected: tuple[Layer, str] | None = None
        self._lines = QPainterPath()
        self._ground = QImage()
        self._points = QImage()
        self._picture_of = QRectF()
        self._is_stale = self._are_points_stale = True
        self._is_closed = False
        self._painter = MapPainter()
        self._box = pg.ViewBox(lockAspect=True, enableMenu=False)
        self._box.setMouseMode(pg.ViewBox.PanMode)
        self.setCentralItem(self._box)
        self._canvas = _Canvas(self)
        self._box.addItem(self._canvas, ignoreBounds=True)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.redraw)
        self._box.sigRangeChanged.connect(lambda *_: self._rest.start())
        self._box.sigRangeChanged.connect(lambda *_: self.view_moved.emit())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._retranslate()

    # -- what is shown

    def set_grids(self, grids: Sequence[MapGrid]) -> None:
        """Show these grids; the first time the view takes them all in."""
        first = not self._grids
        self._grids = grids
        if grids:
            middle = np.mean([grid.outline.mean(axis=0) for grid in grids], axis=0)
            shifts = self._tiles is not None and self._tiles.shifts
            self.projection = Projection(float(middle[0]), float(middle[1]), shifts)
        self._project()
        if first and grids:
            self.show_all()

    def set_points(self, layer: Layer, points: Sequence[MapPoint]) -> None:
        """Show these points of a layer instead of those before."""
        self._raw[layer] = points
        self._layers[layer] = PointLayer.of(points, self.projection)
        if self._followed is not None and self._followed[0] is layer:
            self._centre_on(*self._followed)
        is_heat = layer is Layer.EVENTS and Layer.HEAT not in self.hidden
        if layer in STILL or is_heat:
            self._mark_stale()
        else:
            self._mark_points_stale()

    def set_tiles(self, tiles: TileSource | None) -> None:
        """Show a base map below, or none."""
        self._tiles = tiles
        shifts = tiles is not None and tiles.shifts
        old = self.projection
        self.projection = Projection(old.origin_lon, old.origin_lat, shifts)
        self._project()

    def set_track(self, lon_lat: Floats) -> None:
        """Show where somebody has been: an array of [longitude, latitude] rows."""
        self._track = self._on_plane(lon_lat)
        self._mark_points_stale()

    def set_seen(self, lon_lat: Floats) -> None:
        """Show the ground that a camera sees: an outline of [longitude, latitude] rows, or none."""
        self._seen = self._on_plane(lon_lat)
        self._mark_points_stale()

    def _on_plane(self, lon_lat: Floats) -> Floats:
        if not len(lon_lat):
            return np.zeros((0, 2))
        return np.column_stack(self.projection.to_plane(lon_lat[:, 0], lon_lat[:, 1]))

    @property
    def has_tiles(self) -> bool:
        """Whether there is a base map."""
        return self._tiles is not None

    def set_layer_visible(self, layer: Layer, *, visible: bool) -> None:
        """Show or hide a layer."""
        if visible:
            self.hidden.discard(layer)
        else:
            self.hidden.add(layer)
        self._mark_stale()

    def select(self, layer: Layer, point: str) -> None:
        """Mark one point; one that isn't there yet is marked when it comes."""
        self._selected = layer, point
        self._mark_points_stale()

    def follow(self, layer: Layer, point: str | None) -> None:
        """Keep a point in the middle as it moves; None lets go of it and of its track."""
        if point is None:
            self.set_track(np.zeros((0, 2)))
        self._followed = None if point is None else (layer, point)
        if self._followed is not None:
            self._centre_on(*self._followed)

    def show_place(self, lon: float, lat: float, width_m: float = 600.0) -> None:
        """Bring a place into the middle, so many metres wide."""
        x, y = self.projection.to_plane(np.array([lon]), np.array([lat]))
        half = width_m * self.projection.scale_at(lat) / 2
        self._box.setRange(
            xRange=(x[0] - half, x[0] + half), yRange=(y[0] - half, y[0] + half), padding=0
        )
        self.redraw()

    def show_all(self) -> None:
        """Take in every grid, or every point where there is none."""
        if len(self._boxes):
            left, bottom = self._boxes[:, :2].min(axis=0)
            right, top = self._boxes[:, 2:].max(axis=0)
        else:
            xs = np.concatenate([layer.x for layer in self._layers.values()])
            ys = np.concatenate([layer.y for layer in self._layers.values()])
            if not len(xs):
                return
            left, right, bottom, top = xs.min(), xs.max(), ys.min(), ys.max()
        self._box.setRange(xRange=(left, right), yRange=(bottom, top), padding=0.02)
        self.redraw()

    def window_degrees(self) -> tuple[float, float, float, float]:
        """What is in view: west, south, east, north."""
        rect = self._box.viewRect()
        west, south = self.projection.to_degrees(rect.left(), rect.top())
        east, north = self.projection.to_degrees(rect.right(), rect.bottom())
        return west, south, east, north

    def pan(self, right: float, up: float) -> None:
        """Move the view by shares of its width and height."""
        rect = self._box.viewRect()
        self._box.translateBy(x=right * rect.width(), y=up * rect.height())

    def zoom(self, factor: float) -> None:
        """Zoom about the middle; below 1 nearer."""
        self._box.scaleBy((factor, factor))

    @property
    def followed(self) -> tuple[Layer, str] | None:
        """The point that is kept in the middle."""
        return self._followed

    def label_of(self, layer: Layer, point: str) -> str:
        """What a point is called; empty for one that isn't there."""
        points = self._layers[layer]
        at = points.place.get(point)
        return "" if at is None else points.points[at].label

    def picture(self) -> QImage:
        """The map as it is in view, for a file or a printer."""
        image: QImage = self.grab().toImage()
        return image

    # -- drawing

    def paint_canvas(self, painter: QPainter) -> None:
        """Show the picture where it belongs, then what is being measured."""
        view = self._box.viewRect()
        if self._is_stale or not self._fits(view):
            self._draw_ground(view)
        if self._are_points_stale:
            self._draw_points()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        # The view's y goes up, a picture's rows go down.
        painter.scale(1, -1)
        of = self._picture_of
        box = QRectF(of.left(), -of.bottom(), of.width(), of.height())
        painter.drawImage(box, self._ground)
        painter.drawImage(box, self._points)
        painter.restore()
        if self._line:
            self._paint_line(painter)

    def redraw(self) -> None:
        """Draw the picture anew for what is in view."""
        self._mark_stale()

    def _mark_points_stale(self) -> None:
        self._are_points_stale = True
        self._update_canvas()

    def _mark_stale(self) -> None:
        self._is_stale = True
        self._update_canvas()

    def _update_canvas(self) -> None:
        if not self._is_closed:  # what was on its way may still come
            self._canvas.update()

    def _fits(self, view: QRectF) -> bool:
        if self._ground.isNull() or not self._picture_of.contains(view):
            return False
        stretch = self._picture_of.width() / (1 + 2 * MARGIN) / max(view.width(), 1e-9)
        return 1 / _STRETCH_MOST < stretch < _STRETCH_MOST

    def _draw_ground(self, view: QRectF) -> None:
        size = self._box.size()
        ratio = self.devicePixelRatioF()
        width, height = max(1.0, size.width()), max(1.0, size.height())
        of = view.adjusted(
            -view.width() * MARGIN,
            -view.height() * MARGIN,
            view.width() * MARGIN,
            view.height() * MARGIN,
        )
        pixels = QSize(
            round(width * (1 + 2 * MARGIN) * ratio), round(height * (1 + 2 * MARGIN) * ratio)
        )
        if self._ground.size() != pixels:
            self._ground = QImage(pixels, QImage.Format.Format_RGB32)
            self._points = QImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
        self._picture_of = of
        self._ground.fill(QColor(colours.BOARD))
        painter = QPainter(self._ground)
        self._painter.paint_ground(painter, self._shown())
        painter.end()
        self._is_stale = False
        self._are_points_stale = True

    def _draw_points(self) -> None:
        self._points.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._points)
        self._painter.paint_points(painter, self._shown())
        painter.end()
        self._are_points_stale = False

    def _shown(self) -> Shown:
        return Shown(
            self.projection,
            self._picture_of,
            self._ground.size(),
            self.devicePixelRatioF(),
            self._grids,
            self._outlines,
            self._lines,
            self._boxes,
            self._layers,
            frozenset(self.hidden),
            self._track,
            self._seen,
            self._selected,
            None if Layer.BASE in self.hidden else self._tiles,
        )

    def _paint_line(self, painter: QPainter) -> None:
        pen = QPen(_MEASURED, 2)
        pen.setCosmetic(True)
        painter.setPen(pen)
        corners = [QPointF(x, y) for x, y in self._line]
        if self.tool is Tool.CIRCLE and len(corners) == 2:
            radius = float(np.hypot(*np.subtract(self._line[1], self._line[0])))
            painter.drawEllipse(corners[0], radius, radius)
        elif self.tool is Tool.POLYGON:
            painter.drawPolygon(QPolygonF(corners))
        else:
            painter.drawPolyline(QPolygonF(corners))

    # -- hands

    def set_tool(self, tool: Tool) -> None:
        """Another thing that a click does; what was begun is dropped."""
        self.tool = tool
        self._line.clear()
        self._box.setMouseEnabled(x=tool is Tool.LOOK, y=tool is Tool.LOOK)
        self._canvas.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses, or adds a corner."""
        super().mousePressEvent(event)
        event.accept()
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = self._plane(event.position())
        if self.tool is Tool.LOOK:
            self._pressed_at = event.position()
            found = self.point_at(event.position())
            if found is not None:
                self.point_chosen.emit(found[0].value, found[1])
            return
        self._line.append(at)
        if self.tool is Tool.MEASURE:
            self.measured.emit(self._length_m())
        elif self.tool is Tool.CIRCLE and len(self._line) == 2:
            self._say_circle()
        self._canvas.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a click or a move: a click tells its place, that of a point it hits."""
        super().mouseReleaseEvent(event)
        event.accept()
        begun, self._pressed_at = self._pressed_at, None
        if begun is None or (event.position() - begun).manhattanLength() > _CLICK_PX:
            return
        found = self.point_at(event.position())
        if found is None:
            self.place_chosen.emit(*self.projection.to_degrees(*self._plane(event.position())))
            return
        layer = self._layers[found[0]]
        point = layer.points[layer.place[found[1]]]
        self.place_chosen.emit(point.lon, point.lat)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens a point, or ends a polygon."""
        super().mouseDoubleClickEvent(event)
        event.accept()
        if self.tool is Tool.POLYGON and len(self._line) >= 3:
            self._say_area(np.array(self._line))
            return
        found = self.point_at(event.position())
        if found is not None and self.tool is Tool.LOOK:
            self.point_activated.emit(found[0].value, found[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, + and - zoom, 0 shows all, Esc ends measuring."""
        key, step = event.key(), 0.2
        moves = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, step),
            Qt.Key.Key_Down: (0.0, -step),
        }
        if key in moves:
            self.pan(*moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(0.8)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1.25)
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key == Qt.Key.Key_Escape:
            self.follow(Layer.PEOPLE, None)
            self.set_tool(Tool.LOOK)
        else:
            super().keyPressEvent(event)

    def point_at(self, at: QPointF) -> tuple[Layer, str] | None:
        """The point under a place of the widget, the uppermost layer first."""
        x, y = self._plane(at)
        rect = self._box.viewRect()
        reach = HIT_PX * rect.width() / max(1.0, self._box.size().width())
        for layer in reversed(POINTS):
            points = self._layers[layer]
            if layer in self.hidden or not len(points.x):
                continue
            far = np.hypot(points.x - x, points.y - y)
            nearest = int(far.argmin())
            if far[nearest] <= reach:
                return layer, points.points[nearest].id
        return None

    def plane_to_scene(self, x: float, y: float) -> QPointF:
        """Where a place of the plane, in metres, stands in the scene."""
        return QPointF(self._box.mapViewToScene(QPointF(x, y)))

    def _plane(self, at: QPointF) -> tuple[float, float]:
        place = self._box.mapSceneToView(self.mapToScene(at.toPoint()))
        return place.x(), place.y()

    def _length_m(self) -> float:
        line = np.array(self._line)
        if len(line) < 2:
            return 0.0
        steps = np.hypot(*np.diff(line, axis=0).T)
        return float(steps.sum()) / self.projection.scale_at(self.projection.origin_lat)

    def _say_circle(self) -> None:
        (x, y), (to_x, to_y) = self._line
        radius = float(np.hypot(to_x - x, to_y - y))
        turns = np.linspace(0, 2 * np.pi, 64, endpoint=False)
        self._say_area(np.column_stack((x + radius * np.cos(turns), y + radius * np.sin(turns))))

    def _say_area(self, ring: Floats) -> None:
        found: Mapping[str, list[str]] = {
            layer.value: points.within(ring)
            for layer, points in self._layers.items()
            if layer not in self.hidden
        }
        self.area_chosen.emit(found)

    def _centre_on(self, layer: Layer, point: str) -> None:
        points = self._layers[layer]
        at = points.place.get(point)
        if at is None:
            return
        middle = self._box.viewRect().center()
        self._box.translateBy(x=points.x[at] - middle.x(), y=points.y[at] - middle.y())

    def _project(self) -> None:
        self._outlines = []
        for grid in self._grids:
            x, y = self.projection.to_plane(grid.outline[:, 0], grid.outline[:, 1])
            self._outlines.append(np.column_stack((x, y)))
        self._lines = _path(self._outlines)
        self._boxes = np.array([(*o.min(axis=0), *o.max(axis=0)) for o in self._outlines])
        self._boxes = self._boxes.reshape(-1, 4)
        for layer, points in self._raw.items():
            self._layers[layer] = PointLayer.of(points, self.projection)
        self._mark_stale()

    def close(self) -> bool:
        """Let go of everything: pyqtgraph takes its scene apart."""
        self._rest.stop()
        self._is_closed = True
        return bool(super().close())

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Map"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _path(outlines: Sequence[Floats]) -> QPainterPath:
    """Every outline, closed, as one path: drawn in one call."""
    if not outlines:
        return QPainterPath()
    rows = [np.vstack((outline, outline[:1])) for outline in outlines]
    joined = np.ones(sum(len(row) for row in rows), bool)
    joined[np.cumsum([len(row) for row in rows]) - 1] = False
    lines = np.vstack(rows)
    path: QPainterPath = pg.arrayToQPath(lines[:, 0], lines[:, 1], connect=joined)
    return path
