"""Panning and zooming a city's map: ours, a plain pyqtgraph scatter, and QGraphicsView.

8,436 grids, 5,000 people who move once a second, 700 cameras, 500 events. Each map is driven by the
same hand: a pan and a zoom step for every frame, as fast as frames come.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QWidget

from resources import colours
from widgets.grid_map_view import GridMapView
from widgets.map_layers import Layer, MapGrid, MapPoint

GRIDS, PEOPLE, CAMERAS, EVENTS = 8436, 5000, 700, 500
SIZE = (1920, 1000)
WEST, SOUTH, WIDE, HIGH = 119.8, 29.4, 0.9, 0.7


@dataclass(frozen=True, slots=True)
class Figures:
    """How one map kept up: frames in a second, milliseconds of a frame."""

    name: str
    fps: float
    p50_ms: float
    p99_ms: float
    longest_ms: float


@dataclass(frozen=True, slots=True)
class City:
    """What is shown, in degrees."""

    grids: list[MapGrid]
    people: np.ndarray
    cameras: np.ndarray
    events: np.ndarray


def make_city() -> City:
    """Grids with crooked sides, and points all over them."""
    rng = np.random.default_rng(20)
    columns = int(np.ceil(np.sqrt(GRIDS * WIDE / HIGH)))
    rows = int(np.ceil(GRIDS / columns))
    corner = rng.normal(0, 0.12, (rows + 1, columns + 1, 2))
    turns = np.linspace(0, 1, 4, endpoint=False)[:, None]
    grids = []
    for number in range(GRIDS):
        row, column = divmod(number, columns)
        corners = [
            np.array([c + corner[r, c, 0], r + corner[r, c, 1]])
            for r, c in ((row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column))
        ]
        sides = [
            a + turns * (b - a) for a, b in zip(corners, corners[1:] + corners[:1], strict=True)
        ]
        outline = np.vstack(sides) * (WIDE / columns, HIGH / rows) + (WEST, SOUTH)
        grids.append(MapGrid(f"G{number:04d}", f"网格{number}", outline))

    def spread(count: int) -> np.ndarray:
        return rng.random((count, 2)) * (WIDE, HIGH) + (WEST, SOUTH)

    return City(grids, spread(PEOPLE), spread(CAMERAS), spread(EVENTS))


def _points(places: np.ndarray, **more: float) -> list[MapPoint]:
    return [
        MapPoint(str(n), f"点{n}", float(lon), float(lat), n % 4 + 1, **more)
        for n, (lon, lat) in enumerate(places)
    ]


def drive(
    app: QApplication,
    name: str,
    step: Callable[[int], None],
    move_people: Callable[[], None],
    seconds: float,
    shown: QWidget,
) -> Figures:
    """Pan and zoom as fast as frames come, people moving once a second."""
    times: list[float] = []
    end = time.perf_counter() + seconds
    moved = time.perf_counter()
    number = 0
    while time.perf_counter() < end:
        begun = time.perf_counter()
        if begun - moved > 1.0:
            moved = begun
            move_people()
        step(number)
        app.processEvents()
        shown.repaint()
        times.append(time.perf_counter() - begun)
        number += 1
    found = np.array(times) * 1000
    return Figures(
        name,
        len(times) / (found.sum() / 1000),
        float(np.percentile(found, 50)),
        float(np.percentile(found, 99)),
        float(found.max()),
    )


def _end(app: QApplication, view: QWidget) -> None:
    """Close a map and let its timers run out."""
    view.close()
    view.deleteLater()
    app.processEvents()


def _hand(number: int) -> tuple[float, float, float]:
    """Pan by shares of the view, and a zoom factor: in for two seconds' frames, then out."""
    angle = number / 25
    return (
        0.012 * np.cos(angle),
        0.012 * np.sin(angle),
        0.985 if number // 90 % 2 == 0 else 1 / 0.985,
    )


def ours(app: QApplication, city: City, seconds: float) -> Figures:
    """The console's map."""
    view = GridMapView()
    view.resize(*SIZE)
    view.show()
    view.set_grids(city.grids)
    view.set_points(Layer.PEOPLE, _points(city.people))
    view.set_points(Layer.CAMERAS, _points(city.cameras, direction_deg=30.0, view_deg=70.0))
    view.set_points(Layer.EVENTS, _points(city.events))
    app.processEvents()
    rng = np.random.default_rng(1)

    def move() -> None:
        city.people[:] += rng.normal(0, 0.0002, city.people.shape)
        view.set_points(Layer.PEOPLE, _points(city.people))

    def step(number: int) -> None:
        dx, dy, factor = _hand(number)
        view.pan(dx, dy)
        view.zoom(factor)

    figures = drive(app, "ours", step, move, seconds, view.viewport())
    _end(app, view)
    return figures


def plain_scatter(app: QApplication, city: City, seconds: float) -> Figures:
    """pyqtgraph as it comes: one curve of all grids, a scatter for each layer."""
    view = pg.GraphicsView(background=colours.BOARD)
    box = pg.ViewBox(lockAspect=True)
    view.setCentralItem(box)
    rows = [np.vstack((grid.outline, grid.outline[:1])) for grid in city.grids]
    lines = np.vstack(rows)
    joined = np.ones(len(lines), bool)
    joined[np.cumsum([len(one) for one in rows]) - 1] = False
    box.addItem(pg.PlotCurveItem(lines[:, 0], lines[:, 1], connect=joined, pen=colours.LINE))
    made = []
    for places, colour in (
        (city.people, colours.LIVE),
        (city.cameras, colours.ACCENT),
        (city.events, colours.LOST),
    ):
        scatter = pg.ScatterPlotItem(pos=places, size=9, brush=colour, pen=None)
        box.addItem(scatter)
        made.append(scatter)
    view.resize(*SIZE)
    view.show()
    box.setRange(xRange=(WEST, WEST + WIDE), yRange=(SOUTH, SOUTH + HIGH), padding=0.02)
    app.processEvents()
    rng = np.random.default_rng(1)

    def move() -> None:
        city.people[:] += rng.normal(0, 0.0002, city.people.shape)
        made[0].setData(pos=city.people, size=9, brush=colours.LIVE, pen=None)

    def step(number: int) -> None:
        dx, dy, factor = _hand(number)
        rect = box.viewRect()
        box.translateBy(x=dx * rect.width(), y=dy * rect.height())
        box.scaleBy((factor, factor))

    figures = drive(app, "pyqtgraph, plain", step, move, seconds, view.viewport())
    _end(app, view)
    return figures


def graphics_view(app: QApplication, city: City, seconds: float) -> Figures:
    """QGraphicsView: an item for each grid and point."""
    scene = QGraphicsScene()
    pen = QPen(QColor(colours.LINE), 0)
    for grid in city.grids:
        corners = [QPointF(float(x), -float(y)) for x, y in grid.outline]
        scene.addPolygon(QPolygonF(corners), pen, QBrush(QColor(colours.PANEL)))
    people = []
    for places, colour in (
        (city.people, colours.LIVE),
        (city.cameras, colours.ACCENT),
        (city.events, colours.LOST),
    ):
        for lon, lat in places:
            dot = scene.addEllipse(QRectF(-4, -4, 8, 8), QPen(Qt.PenStyle.NoPen), QColor(colour))
            dot.setFlag(dot.GraphicsItemFlag.ItemIgnoresTransformations)
            dot.setPos(float(lon), -float(lat))
            if places is city.people:
                people.append(dot)
    view = QGraphicsView(scene)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.setBackgroundBrush(QColor(colours.BOARD))
    view.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.resize(*SIZE)
    view.show()
    view.fitInView(QRectF(WEST, -SOUTH - HIGH, WIDE, HIGH), Qt.AspectRatioMode.KeepAspectRatio)
    app.processEvents()
    rng = np.random.default_rng(1)

    def move() -> None:
        city.people[:] += rng.normal(0, 0.0002, city.people.shape)
        for dot, (lon, lat) in zip(people, city.people, strict=True):
            dot.setPos(float(lon), -float(lat))

    def step(number: int) -> None:
        dx, dy, factor = _hand(number)
        middle = view.mapToScene(view.viewport().rect().center())
        shown = view.mapToScene(view.viewport().rect()).boundingRect()
        view.centerOn(middle.x() + dx * shown.width(), middle.y() - dy * shown.height())
        view.scale(1 / factor, 1 / factor)

    figures = drive(app, "QGraphicsView", step, move, seconds, view.viewport())
    _end(app, view)
    return figures


def main(arguments: list[str] | None = None) -> int:
    """Print the figures side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--json", type=Path)
    said = parser.parse_args(arguments)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    found = [kind(app, make_city(), said.seconds) for kind in (ours, plain_scatter, graphics_view)]
    print(f"{'':18} {'frames/s':>9} {'× ours':>7} {'p50 ms':>8} {'p99 ms':>8} {'max ms':>8}")
    for one in found:
        ratio = one.fps / found[0].fps
        print(
            f"{one.name:18} {one.fps:9.1f} {ratio:7.2f} {one.p50_ms:8.1f} {one.p99_ms:8.1f}"
            f" {one.longest_ms:8.1f}"
        )
    if said.json:
        said.json.write_text(json.dumps([asdict(one) for one in found], indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
