"""The map: where places stand, what is under the mouse, what is inside a line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from widgets.grid_map_view import GridMapView, Tool
from widgets.label_room import LabelRoom
from widgets.map_layers import Layer, MapGrid, MapPoint, PointLayer, clusters
from widgets.map_projection import Projection, gcj02

SQUARE = np.array([[120.0, 30.0], [120.02, 30.0], [120.02, 30.02], [120.0, 30.02]])
MIDDLE = (120.01, 30.01)


@given(st.floats(75, 134), st.floats(5, 52), st.booleans())
def test_degrees_come_back(lon: float, lat: float, shifts: bool) -> None:
    projection = Projection(lon + 0.1, lat - 0.1, shifts)
    x, y = projection.to_plane(np.array([lon]), np.array([lat]))
    back = projection.to_degrees(float(x[0]), float(y[0]))
    assert back == pytest.approx((lon, lat), abs=1e-5)


def test_the_shift_is_that_of_chinese_maps() -> None:
    # Tiananmen: WGS-84 and GCJ-02 as map services give them
    lon, lat = gcj02(np.array([116.391311]), np.array([39.907306]))
    assert (lon[0], lat[0]) == pytest.approx((116.397553, 39.908709), abs=2e-5)
    lon, lat = gcj02(np.array([2.29]), np.array([48.86]))
    assert (lon[0], lat[0]) == (2.29, 48.86)


@given(st.lists(st.tuples(st.floats(0, 999), st.floats(0, 999), st.integers(0, 4)), max_size=60))
def test_clusters_count_everybody_once(given_points: list[tuple[float, float, int]]) -> None:
    px, py, look = (
        (np.array(row) for row in zip(*given_points, strict=True))
        if given_points
        else (
            np.zeros(0),
            np.zeros(0),
            np.zeros(0, int),
        )
    )
    found = clusters(px, py, look.astype(np.int64), np.arange(len(px)))
    assert sum(one.count for one in found) == len(given_points)
    assert max((one.look for one in found), default=0) == max(look.tolist(), default=0)


SPOTS = st.builds(
    QRectF,
    st.floats(-90, 400),
    st.floats(-30, 200),
    st.floats(0, 150),
    st.sampled_from([0.0, 16.0]),
)


@given(st.lists(SPOTS, max_size=40))
def test_a_label_stands_where_it_lies_over_none(spots: list[QRectF]) -> None:
    room, stand = LabelRoom(), list[QRectF]()
    for spot in spots:
        is_free = not any(spot.intersects(other) for other in stand)
        assert room.take(spot) is is_free
        if is_free:
            stand.append(spot)


def test_who_is_inside_a_line() -> None:
    people = [MapPoint("in", "内", 120.01, 30.01), MapPoint("out", "外", 120.05, 30.01)]
    projection = Projection(*MIDDLE)
    layer = PointLayer.of(people, projection)
    ring = np.column_stack(projection.to_plane(SQUARE[:, 0], SQUARE[:, 1]))
    assert layer.within(ring) == ["in"]


@pytest.fixture
def town_map(qtbot: QtBot) -> GridMapView:
    view = GridMapView()
    view.resize(800, 600)
    view.set_grids([MapGrid("FX01-01", "一网格", SQUARE)])
    view.set_points(Layer.EVENTS, [MapPoint("e1", "占道", *MIDDLE, look=4)])
    view.set_points(Layer.PEOPLE, [MapPoint("m1", "王强", 120.002, 30.002)])
    view.show()
    qtbot.waitExposed(view)
    view.show_all()
    return view


def pixel(view: GridMapView, lon: float, lat: float) -> QPoint:
    x, y = view.projection.to_plane(np.array([lon]), np.array([lat]))
    at = view.mapFromScene(view.plane_to_scene(float(x[0]), float(y[0])))
    return QPoint(round(at.x()), round(at.y()))


def test_an_event_is_seen_and_found_where_it_is(qtbot: QtBot, town_map: GridMapView) -> None:
    at = pixel(town_map, *MIDDLE)
    red = QColor("#ff6b5e")

    def is_painted() -> bool:
        seen = QImage(town_map.picture()).pixelColor(at.x(), at.y() + 3)
        return abs(seen.red() - red.red()) < 40 and abs(seen.green() - red.green()) < 60

    qtbot.waitUntil(is_painted)
    assert town_map.point_at(QPointF(at)) == (Layer.EVENTS, "e1")
    town_map.set_layer_visible(Layer.EVENTS, visible=False)
    assert town_map.point_at(QPointF(at)) is None
    town_map.close()


def test_a_double_click_opens_and_a_click_chooses(qtbot: QtBot, town_map: GridMapView) -> None:
    at = pixel(town_map, *MIDDLE)
    with qtbot.waitSignal(town_map.point_chosen) as chosen:
        qtbot.mouseClick(town_map.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == ["events", "e1"]
    with qtbot.waitSignal(town_map.point_activated) as opened:
        qtbot.mouseDClick(town_map.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == ["events", "e1"]
    town_map.close()


def test_measuring_tells_metres_on_the_ground(qtbot: QtBot, town_map: GridMapView) -> None:
    town_map.set_tool(Tool.MEASURE)
    told: list[float] = []
    town_map.measured.connect(told.append)
    for lon in (120.0, 120.02):
        qtbot.mouseClick(
            town_map.viewport(), Qt.MouseButton.LeftButton, pos=pixel(town_map, lon, 30.01)
        )
    assert told[-1] == pytest.approx(0.02 * 111_320 * np.cos(np.radians(30.01)), rel=0.02)
    town_map.close()


def test_a_circle_says_who_is_inside(qtbot: QtBot, town_map: GridMapView) -> None:
    town_map.set_tool(Tool.CIRCLE)
    with qtbot.waitSignal(town_map.area_chosen) as chosen:
        for place in (MIDDLE, (120.013, 30.01)):
            qtbot.mouseClick(
                town_map.viewport(), Qt.MouseButton.LeftButton, pos=pixel(town_map, *place)
            )
    assert chosen.args[0]["events"] == ["e1"]
    assert chosen.args[0]["people"] == []
    town_map.close()


def test_a_followed_person_stays_in_the_middle(town_map: GridMapView) -> None:
    town_map.follow(Layer.PEOPLE, "m1")
    town_map.set_points(Layer.PEOPLE, [MapPoint("m1", "王强", 120.005, 30.017)])
    west, south, east, north = town_map.window_degrees()
    assert ((west + east) / 2, (south + north) / 2) == pytest.approx((120.005, 30.017), abs=1e-4)
    town_map.close()


def test_the_map_goes_into_a_file(tmp_path: Path, town_map: GridMapView) -> None:
    assert town_map.picture().save(str(tmp_path / "map.png"))
    assert QImage(str(tmp_path / "map.png")).width() == 800
    town_map.close()


def test_a_mark_waits_for_its_point(qtbot: QtBot, town_map: GridMapView) -> None:
    town_map.set_points(Layer.EVENTS, [])
    town_map.select(Layer.EVENTS, "e2")
    beside = pixel(town_map, *MIDDLE) + QPoint(13, 0)  # the mark is a ring round the point

    def is_marked() -> bool:
        seen = QImage(town_map.picture()).pixelColor(beside)
        return min(seen.red(), seen.green(), seen.blue()) > 150

    assert not is_marked()
    town_map.set_points(Layer.EVENTS, [MapPoint("e2", "堵路", *MIDDLE, look=4)])
    qtbot.waitUntil(is_marked)
    town_map.close()


@pytest.mark.parametrize("layer", [Layer.CAMERAS, Layer.HEAT])
def test_what_lies_on_the_ground_follows_changes(
    qtbot: QtBot, town_map: GridMapView, layer: Layer
) -> None:
    town_map.set_layer_visible(Layer.EVENTS, visible=False)
    town_map.set_layer_visible(Layer.HEAT, visible=layer is Layer.HEAT)
    town_map.set_points(Layer.EVENTS, [])
    given = Layer.EVENTS if layer is Layer.HEAT else layer
    places = ((120.015, 30.015), (120.005, 30.005))
    spots = [pixel(town_map, *place) + QPoint(0, 3) for place in places]

    def colours() -> list[QColor]:
        picture = QImage(town_map.picture())
        return [picture.pixelColor(spot) for spot in spots]

    empty = colours()
    for number in (0, 1, 0):
        town_map.set_points(given, [MapPoint("one", "一", *places[number])])
        seen = [number == 0, number == 1]
        qtbot.waitUntil(
            lambda seen=seen: [a != b for a, b in zip(colours(), empty, strict=True)] == seen  # type: ignore[misc]
        )
    town_map.close()


def test_what_comes_after_the_map_was_closed_does_no_harm(town_map: GridMapView) -> None:
    town_map.close()
    town_map.set_points(Layer.PEOPLE, [MapPoint("m2", "李芳", 120.003, 30.003)])
    town_map.set_points(Layer.CAMERAS, [MapPoint("c1", "路口", 120.003, 30.003)])
    town_map.redraw()
