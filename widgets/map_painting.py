"""Draws what a map shows into a picture, in as few calls of Qt as it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from resources import colours
from widgets.grade_mark import grade_colour, paint_grade
from widgets.label_room import LabelRoom
from widgets.map_layers import (
    MOST_SINGLE,
    MOVING,
    STILL,
    Cluster,
    Layer,
    MapGrid,
    MapPoint,
    PointLayer,
    clusters,
)
from widgets.map_projection import RADIUS_M, Floats, Projection

if TYPE_CHECKING:
    from widgets.grid_map_view import TileSource

SMOOTH_MOST = 300
"""Up to so many grids in view are filled and their lines smoothed; more are plain lines."""
GRID_LABELS_MOST = 260
POINT_LABELS_MOST = 80
POINT_LABELS_FROM = 0.12
"""Pixels to a metre from which points are named."""
MOST_TILES = 160
_TILE_PX = 256
_SPRITE_PX = 36
_EARTH_M = 2 * np.pi * RADIUS_M
_HEAT_CELLS = 96
_PEOPLE = (QColor(colours.LIVE), QColor(colours.STALE), QColor(colours.TEXT_OFF))
_CAMERA = QColor(colours.ACCENT)
_SPEAKER = QColor("#b78cff")
_PLACE = QColor(colours.TEXT_QUIET)
_DIMMED = QColor(11, 14, 18, 40)
"""Over the base map: what is on it has to be seen before it, and at night it must not glare."""
_SEEN = QColor(232, 193, 74, 46)
_STEPS_UP = 4
_Named = tuple[float, float, MapPoint]
"""Where a point stands that may carry a label, in pixels."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a picture shows: ``of`` in metres, ``pixels`` its size, ``ratio`` of the screen."""

    projection: Projection
    of: QRectF
    pixels: QSize
    ratio: float
    grids: Sequence[MapGrid]
    outlines: Sequence[Floats]
    lines: QPainterPath
    boxes: Floats
    layers: Mapping[Layer, PointLayer]
    hidden: frozenset[Layer]
    track: Floats
    seen: Floats
    selected: tuple[Layer, str] | None
    tiles: TileSource | None


class MapPainter:
    """Paints layer over layer; labels last, none over another."""

    def __init__(self) -> None:
        self._room = LabelRoom()
        self._named_below: list[_Named] = []
        self._sprites: dict[tuple[Layer, int, int, float], QImage] = {}

    def paint_ground(self, painter: QPainter, shown: Shown) -> None:
        """Paint what stands still."""
        self._begin(painter, shown)
        if shown.tiles is not None:
            self._paint_tiles(painter, shown.tiles)
        if Layer.GRIDS not in shown.hidden:
            self._paint_grids(painter, self._grids_in_view())
        if Layer.COVERAGE not in shown.hidden:
            self._paint_coverage(painter)
        if Layer.HEAT not in shown.hidden:
            self._paint_heat(painter)
        self._named_below = self._paint_layers(painter, STILL)

    def paint_points(self, painter: QPainter, shown: Shown) -> None:
        """Paint what moves and changes, and the labels over everything; the ground goes first."""
        self._begin(painter, shown)
        self._paint_seen(painter)
        self._paint_track(painter)
        named = [*self._named_below, *self._paint_layers(painter, MOVING)]
        self._paint_selected(painter)
        if self._per_m > POINT_LABELS_FROM:
            self._label_points(painter, named)
        if Layer.GRIDS not in shown.hidden:
            self._label_grids(painter, self._grids_in_view())

    def _begin(self, painter: QPainter, shown: Shown) -> None:
        self._shown = shown
        self._room = LabelRoom()
        painter.scale(shown.ratio, shown.ratio)
        self._width = shown.pixels.width() / shown.ratio
        self._height = shown.pixels.height() / shown.ratio
        self._per_m = self._width / shown.of.width()

    # -- places

    def _px(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        of = self._shown.of
        return (x - of.left()) * self._per_m, (of.bottom() - y) * self._per_m

    def _grids_in_view(self) -> np.ndarray:
        boxes, of = self._shown.boxes, self._shown.of
        if not len(boxes):
            return np.zeros(0, int)
        kept = (boxes[:, 2] >= of.left()) & (boxes[:, 0] <= of.right())
        kept &= (boxes[:, 3] >= of.top()) & (boxes[:, 1] <= of.bottom())
        return np.flatnonzero(kept)

    # -- below

    def _paint_tiles(self, painter: QPainter, tiles: TileSource) -> None:
        shown, of = self._shown, self._shown.of
        least, greatest = tiles.zooms
        zoom = int(np.clip(round(np.log2(_EARTH_M * self._per_m / _TILE_PX)), least, greatest))
        side = _EARTH_M / 2**zoom
        x0, y0 = Projection().to_plane(
            np.array([shown.projection.origin_lon]), np.array([shown.projection.origin_lat])
        )
        if shown.projection.shifts:
            x0, y0 = Projection(shifts=True).to_plane(
                np.array([shown.projection.origin_lon]), np.array([shown.projection.origin_lat])
            )
        west, north = of.left() + x0[0] + _EARTH_M / 2, _EARTH_M / 2 - of.bottom() - y0[0]
        columns = range(int(west // side), int((west + of.width()) // side) + 1)
        rows = range(int(north // side), int((north + of.height()) // side) + 1)
        if len(columns) * len(rows) > MOST_TILES:
            return
        for column in columns:
            for row in rows:
                left, top = (column * side - west) * self._per_m, (row * side - north)
                size = side * self._per_m
                box = QRectF(left, top * self._per_m, size, size)
                _paint_tile(painter, box, tiles, (zoom, column, row))
        painter.fillRect(QRectF(0, 0, self._width, self._height), _DIMMED)

    def _paint_grids(self, painter: QPainter, visible: np.ndarray) -> None:
        painter.setPen(QPen(QColor(colours.LINE), 0))
        if len(visible) > SMOOTH_MOST:
            of = self._shown.of
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.scale(self._per_m, -self._per_m)
            painter.translate(-of.left(), -of.bottom())
            painter.drawPath(self._shown.lines)
            painter.restore()
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = QColor(colours.PANEL)
        fill.setAlpha(0 if self._shown.tiles is not None else 255)
        painter.setBrush(QBrush(fill) if fill.alpha() else Qt.BrushStyle.NoBrush)
        for at in visible:
            outline = self._shown.outlines[at]
            px, py = self._px(outline[:, 0], outline[:, 1])
            painter.drawPolygon(
                QPolygonF([QPointF(x, y) for x, y in zip(px.tolist(), py.tolist(), strict=True)])
            )

    def _paint_heat(self, painter: QPainter) -> None:
        events, of = self._shown.layers[Layer.EVENTS], self._shown.of
        if not len(events.x):
            return
        cells, _, _ = np.histogram2d(
            events.y,
            events.x,
            bins=_HEAT_CELLS,
            range=((of.top(), of.bottom()), (of.left(), of.right())),
        )
        for _ in range(4):  # a few box blurs are nearly a bell
            for axis in (0, 1):
                cells = (np.roll(cells, 1, axis) + cells + np.roll(cells, -1, axis)) / 3
        peak = cells.max()
        if peak <= 0:
            return
        share = np.sqrt(np.flipud(cells) / peak)
        warm = np.zeros((_HEAT_CELLS, _HEAT_CELLS, 4), np.uint8)  # BGRA, premultiplied
        alpha = share * 150
        warm[..., 3] = alpha
        warm[..., 2] = alpha
        warm[..., 1] = alpha * 0.45
        image = QImage(
            warm.tobytes(),
            _HEAT_CELLS,
            _HEAT_CELLS,
            _HEAT_CELLS * 4,
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, self._width, self._height), image)

    def _paint_coverage(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        fill = QColor(_CAMERA)
        fill.setAlpha(46)
        painter.setBrush(fill)
        layer = self._shown.layers[Layer.CAMERAS]
        for at in self._in_view(layer):
            self._paint_sector(painter, layer, int(at))

    def _paint_sector(self, painter: QPainter, layer: PointLayer, at: int) -> None:
        point = layer.points[at]
        if point.direction_deg is None or point.view_deg is None:
            return
        reach = point.view_m or 60.0
        far = reach * self._shown.projection.scale_at(point.lat) * self._per_m
        px, py = self._px(layer.x[at : at + 1], layer.y[at : at + 1])
        box = QRectF(px[0] - far, py[0] - far, 2 * far, 2 * far)
        start = 90.0 - point.direction_deg - point.view_deg / 2
        painter.drawPie(box, round(start * 16), round(point.view_deg * 16))

    def _paint_seen(self, painter: QPainter) -> None:
        """The ground that a steered camera sees."""
        seen = self._shown.seen
        if len(seen) < 3:
            return
        px, py = self._px(seen[:, 0], seen[:, 1])
        painter.setPen(QPen(QColor(colours.KEY_MARK), 2))
        painter.setBrush(_SEEN)
        corners = zip(px.tolist(), py.tolist(), strict=True)
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_track(self, painter: QPainter) -> None:
        track = self._shown.track
        if len(track) < 2:
            return
        px, py = self._px(track[:, 0], track[:, 1])
        painter.setPen(QPen(QColor(colours.LIVE), 2, Qt.PenStyle.DashLine))
        corners = zip(px.tolist(), py.tolist(), strict=True)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in corners]))

    # -- points

    def _in_view(self, layer: PointLayer) -> np.ndarray:
        of = self._shown.of
        return layer.inside(of.left(), of.top(), of.right(), of.bottom())

    def _paint_layers(self, painter: QPainter, layers: Iterable[Layer]) -> list[_Named]:
        shown = [layer for layer in layers if layer not in self._shown.hidden]
        return [named for layer in shown for named in self._paint_points(painter, layer)]

    def _paint_points(self, painter: QPainter, layer: Layer) -> list[_Named]:
        """Paint a layer; returns what may carry a label."""
        points = self._shown.layers[layer]
        places = self._in_view(points)
        if not len(places):
            return []
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, py = self._px(points.x[places], points.y[places])
        if len(places) > MOST_SINGLE:
            for cluster in clusters(px, py, points.look[places], places):
                self._paint_cluster(painter, layer, cluster)
            return []
        if layer is Layer.CAMERAS and Layer.COVERAGE in self._shown.hidden:
            self._paint_directions(painter, points, places)
        found = []
        for x, y, at in zip(px.tolist(), py.tolist(), places.tolist(), strict=True):
            self._paint_mark(painter, layer, x, y, int(points.look[at]))
            found.append((x, y, points.points[at]))
        return found

    def _paint_directions(self, painter: QPainter, points: PointLayer, places: np.ndarray) -> None:
        fill = QColor(_CAMERA)
        fill.setAlpha(60)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        for at in places:
            self._paint_sector(painter, points, int(at))

    def _paint_mark(self, painter: QPainter, layer: Layer, x: float, y: float, look: int) -> None:
        self._paint_sprite(painter, (layer, look, 0), x, y)

    def _paint_cluster(self, painter: QPainter, layer: Layer, cluster: Cluster) -> None:
        if cluster.count == 1:
            self._paint_mark(painter, layer, cluster.x, cluster.y, cluster.look)
            return
        radius = round(8.0 + min(8.0, 2.2 * np.log2(cluster.count)))
        self._paint_sprite(painter, (layer, cluster.look, radius), cluster.x, cluster.y)
        painter.setPen(_colour(layer, cluster.look))
        count = str(cluster.count) if cluster.count < 1000 else f"{cluster.count // 1000}k"
        box = QRectF(cluster.x - radius, cluster.y - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, count)

    def _paint_sprite(
        self, painter: QPainter, key: tuple[Layer, int, int], x: float, y: float
    ) -> None:
        """Smooth shapes are slow to draw and always the same: each is drawn once."""
        whole = (*key, self._shown.ratio)
        sprite = self._sprites.get(whole)
        if sprite is None:
            sprite = self._sprites[whole] = _sprite(*key, self._shown.ratio)
        half = _SPRITE_PX / 2
        painter.drawImage(QRectF(x - half, y - half, _SPRITE_PX, _SPRITE_PX), sprite)

    def _paint_selected(self, painter: QPainter) -> None:
        if self._shown.selected is None:
            return
        layer, id_ = self._shown.selected
        points = self._shown.layers[layer]
        at = points.place.get(id_)
        if at is None:
            return
        px, py = self._px(points.x[at : at + 1], points.y[at : at + 1])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.TEXT), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(px[0], py[0]), 13, 13)

    # -- labels

    def _label_points(self, painter: QPainter, named: Sequence[_Named]) -> None:
        painter.setFont(_font(12))
        metrics = QFontMetricsF(painter.font())
        for x, y, point in list(reversed(named))[:POINT_LABELS_MOST]:  # the uppermost layer first
            width = metrics.horizontalAdvance(point.label)
            self._label(painter, QRectF(x + 9, y - 8, width, 16), point.label, colours.TEXT)

    def _label_grids(self, painter: QPainter, visible: np.ndarray) -> None:
        if len(visible) > GRID_LABELS_MOST:
            return
        painter.setFont(_font(12))
        metrics = QFontMetricsF(painter.font())
        for at in visible:
            left, bottom, right, top = self._shown.boxes[at]
            px, py = self._px(np.array([(left + right) / 2]), np.array([(bottom + top) / 2]))
            text = self._shown.grids[at].code
            width = metrics.horizontalAdvance(text)
            if width < (right - left) * self._per_m:
                box = QRectF(px[0] - width / 2, py[0] - 8, width, 16)
                self._label(painter, box, text, colours.TEXT_QUIET)

    def _label(self, painter: QPainter, box: QRectF, text: str, colour: str) -> None:
        if not self._room.take(box):
            return
        painter.setPen(QColor(colours.BOARD))
        painter.drawText(box.translated(1, 1), Qt.AlignmentFlag.AlignCenter, text)
        painter.setPen(QColor(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _colour(layer: Layer, look: int) -> QColor:
    if layer is Layer.EVENTS:
        return grade_colour(max(1, min(4, look)))
    if layer is Layer.PEOPLE:
        return _PEOPLE[min(look, 2)]
    return {Layer.CAMERAS: _CAMERA, Layer.SPEAKERS: _SPEAKER}.get(layer, _PLACE)


def _sprite(layer: Layer, look: int, radius: int, ratio: float) -> QImage:
    """A layer's symbol, or the ring of a cluster of that radius, in the middle of a square."""
    image = QImage(
        round(_SPRITE_PX * ratio),
        round(_SPRITE_PX * ratio),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    painter.translate(_SPRITE_PX / 2, _SPRITE_PX / 2)
    colour = _colour(layer, look)
    if radius:
        ground = QColor(colours.PANEL)
        ground.setAlpha(225)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(ground)
        painter.drawEllipse(QPointF(0, 0), radius, radius)
    else:
        painter.setPen(QPen(QColor(colours.BOARD), 1))
        painter.setBrush(colour)
        _paint_symbol(painter, layer, look)
    painter.end()
    return image


def _paint_symbol(painter: QPainter, layer: Layer, look: int) -> None:
    if layer is Layer.EVENTS:
        paint_grade(painter, QRectF(-8, -8, 16, 16), max(1, min(4, look)))
    elif layer is Layer.PEOPLE:
        painter.drawEllipse(QPointF(0, 0), 5, 5)
    elif layer is Layer.CAMERAS:
        painter.drawRect(QRectF(-3.5, -3.5, 7, 7))
    elif layer is Layer.SPEAKERS:
        painter.drawPolygon(QPolygonF([QPointF(-5, 0), QPointF(4, -5), QPointF(4, 5)]))
    else:
        painter.drawEllipse(QPointF(0, 0), 2.5, 2.5)


def _font(px: int) -> QFont:
    font = QFont()
    font.setPixelSize(px)
    return font


def _paint_tile(
    painter: QPainter, box: QRectF, tiles: TileSource, place: tuple[int, int, int]
) -> None:
    """Paint a tile; until it is there, its part of the next larger one that is."""
    zoom, column, row = place
    for up in range(min(_STEPS_UP, zoom - tiles.zooms[0]) + 1):
        image = tiles.tile(zoom - up, column >> up, row >> up)
        if image is not None:
            parts = 1 << up
            wide, high = image.width() / parts, image.height() / parts
            part = QRectF(column % parts * wide, row % parts * high, wide, high)
            painter.drawImage(box, image, part)
            return
