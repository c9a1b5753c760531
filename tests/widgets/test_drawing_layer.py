"""Drawing on a picture and on a map: what hands make, what others see, what the eraser takes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QInputMethodEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.widgets.window_hand import RIGHT, WindowHand
from widgets.drawing_ink import LIGHT_POINTS, DrawingInk
from widgets.drawing_layer import DrawingLayer
from widgets.drawing_painting import paint_strokes
from widgets.drawing_pointers import FADES_MS, STAYS_MS, DrawingPointers
from widgets.drawing_symbols import ink_colour
from widgets.drawing_values import DrawingTool, Pointing, Stroke, StrokeColour, StrokeSymbol
from widgets.grid_map_view import GridMapView
from widgets.map_layers import MapGrid
from widgets.map_surface import MapSurface
from widgets.picture_surface import PictureSurface

SQUARE = np.array([[120.0, 30.0], [120.02, 30.0], [120.02, 30.02], [120.0, 30.02]])


class Table:
    """A picture of 800 × 400 with a layer, and what the layer told."""

    def __init__(self, qtbot: QtBot, grey: int = 90) -> None:
        self.picture = PictureSurface()
        qtbot.addWidget(self.picture)
        self.picture.resize(800, 400)
        image = QImage(1600, 800, QImage.Format.Format_RGB32)
        image.fill(QColor(grey, grey, grey))
        self.picture.set_image(image)
        self.layer = DrawingLayer(self.picture, self.picture)
        self.picture.moved.connect(self.layer.refresh)
        self.made: list[Stroke] = []
        self.drawn: list[Stroke | None] = []
        self.pointed: list[tuple[float, float] | None] = []
        self.dropped: list[str] = []
        self.left: list[bool] = []
        self.layer.stroke_made.connect(self.made.append)
        self.layer.drawing.connect(self.drawn.append)
        self.layer.pointer_moved.connect(self.pointed.append)
        self.layer.drop_wanted.connect(self.dropped.append)
        self.layer.tool_left.connect(lambda: self.left.append(True))
        self.picture.show()
        qtbot.waitExposed(self.picture)
        self.picture.activateWindow()
        self.hand = WindowHand(self.picture)

    def colour_at(self, x: int, y: int) -> QColor:
        return self.picture.grab().toImage().pixelColor(x, y)


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    return Table(qtbot)


def near(one: QColor, other: QColor, far: int = 40) -> bool:
    parts = (
        (one.red(), other.red()),
        (one.green(), other.green()),
        (one.blue(), other.blue()),
    )
    return all(abs(a - b) <= far for a, b in parts)


def line(id_: str, y: float, by: str = "p1", colour: str = StrokeColour.RED) -> Stroke:
    points = ((0.1, y), (0.5, y), (0.9, y))
    return Stroke(id_, DrawingTool.PEN, colour, 5, points, by=by, name="王强")


def test_a_pen_draws_where_the_hand_goes(qtbot: QtBot, table: Table) -> None:
    table.layer.set_tool(DrawingTool.PEN)
    table.layer.set_colour(StrokeColour.GREEN)
    table.layer.set_width(5)
    table.hand.press(QPoint(80, 100))
    table.hand.move(QPoint(200, 100))
    qtbot.waitUntil(lambda: any(one is not None and len(one.points) > 1 for one in table.drawn))
    assert table.made == []
    table.hand.move(QPoint(400, 100))
    table.hand.release(QPoint(400, 100))
    (made,) = table.made
    assert made.tool is DrawingTool.PEN
    assert made.colour == "green"
    assert made.width == 5
    assert made.points[0] == pytest.approx((0.1, 0.25), abs=2e-3)
    assert made.points[-1] == pytest.approx((0.5, 0.25), abs=2e-3)
    assert all(round(x, 4) == x and round(y, 4) == y for x, y in made.points)
    assert near(table.colour_at(300, 100), ink_colour("green"))
    assert {one.colour for one in table.drawn if one is not None} == {"green"}
    assert table.drawn[-1] is None


def test_who_lifts_the_pen_tells_it_though_the_mouse_rests(qtbot: QtBot, table: Table) -> None:
    table.layer.set_tool(DrawingTool.PEN)
    table.hand.press(QPoint(80, 100))
    table.hand.move(QPoint(400, 100))
    qtbot.waitUntil(lambda: table.pointed[-1:] == [(0.5, 0.25)])
    told = len(table.pointed)
    table.hand.release(QPoint(400, 100))
    assert table.drawn[-1] is None
    qtbot.waitUntil(lambda: len(table.pointed) > told)
    assert table.pointed[-1] == (0.5, 0.25)


def test_what_was_made_is_seen_until_it_comes_back_or_is_refused(table: Table) -> None:
    table.layer.set_tool(DrawingTool.PEN)
    table.layer.set_width(5)
    table.hand.drag(QPoint(80, 100), QPoint(400, 100))
    (made,) = table.made
    red = ink_colour("red")
    table.layer.set_strokes([line("other", 0.75)])
    assert near(table.colour_at(240, 100), red)
    table.layer.set_strokes([line("other", 0.75), made])
    table.layer.set_strokes([line("other", 0.75)])  # and now it was taken back
    assert not near(table.colour_at(240, 100), red)
    table.hand.drag(QPoint(80, 200), QPoint(400, 200))
    assert near(table.colour_at(240, 200), red)
    table.layer.keep_pending(())
    assert not near(table.colour_at(240, 200), red)


@pytest.mark.parametrize("tool", [DrawingTool.PEN, DrawingTool.ARROW, DrawingTool.AREA])
def test_a_click_alone_makes_no_line(table: Table, tool: DrawingTool) -> None:
    table.layer.set_tool(tool)
    table.hand.click(QPoint(100, 100))
    assert table.made == []


def test_arrow_area_and_symbol(table: Table) -> None:
    table.layer.set_tool(DrawingTool.ARROW)
    table.hand.drag(QPoint(80, 80), QPoint(90, 200), QPoint(240, 80))
    table.layer.set_tool(DrawingTool.AREA)
    table.hand.drag(QPoint(400, 100), QPoint(600, 100), QPoint(600, 300), QPoint(400, 300))
    table.layer.set_tool(DrawingTool.SYMBOL)
    table.layer.set_symbol(StrokeSymbol.FIRE)
    table.hand.click(QPoint(720, 200))
    arrow, area, symbol = table.made
    assert len(arrow.points) == 2
    assert arrow.points[1] == pytest.approx((0.3, 0.2), abs=2e-3)
    assert len(area.points) >= 4
    assert symbol.symbol == "fire"
    assert symbol.points[0] == pytest.approx((0.9, 0.5), abs=2e-3)
    inside, ground = table.colour_at(500, 200), QColor(90, 90, 90)
    assert inside != ground
    assert not near(inside, ink_colour("red"))  # what lies below is still seen


def test_a_text_is_written_in_chinese_where_it_stands(qtbot: QtBot, table: Table) -> None:
    table.layer.set_tool(DrawingTool.TEXT)
    table.hand.click(QPoint(200, 200))
    (field,) = table.layer.findChildren(QLineEdit)
    qtbot.waitUntil(field.hasFocus)
    composing = QInputMethodEvent("shusan", [])
    QApplication.sendEvent(field, composing)
    done = QInputMethodEvent()
    done.setCommitString("疏散通道")
    QApplication.sendEvent(field, done)
    assert table.made == []
    qtbot.keyClick(field, Qt.Key.Key_Return)
    (made,) = table.made
    assert (made.text, made.tool) == ("疏散通道", DrawingTool.TEXT)
    assert made.points[0] == pytest.approx((0.25, 0.5), abs=2e-3)
    assert not field.isVisible()


def test_esc_gives_a_text_up_and_another_click_puts_it(qtbot: QtBot, table: Table) -> None:
    table.layer.set_tool(DrawingTool.TEXT)
    table.hand.click(QPoint(200, 200))
    (field,) = table.layer.findChildren(QLineEdit)
    qtbot.keyClicks(field, "no")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert table.made == []
    assert table.layer.tool is DrawingTool.TEXT
    table.hand.click(QPoint(300, 200))
    qtbot.keyClicks(field, "yes")
    table.hand.click(QPoint(600, 300))
    assert [one.text for one in table.made] == ["yes"]


def test_esc_gives_a_stroke_up_then_the_tool(qtbot: QtBot, table: Table) -> None:
    table.layer.set_tool(DrawingTool.PEN)
    table.hand.press(QPoint(80, 100))
    table.hand.move(QPoint(300, 100))
    qtbot.keyClick(table.layer, Qt.Key.Key_Escape)
    table.hand.release(QPoint(400, 100))
    assert table.made == []
    assert table.drawn[-1] is None
    assert table.layer.tool is DrawingTool.PEN
    qtbot.keyClick(table.layer, Qt.Key.Key_Escape)
    assert table.layer.tool is None
    assert table.left == [True]


def test_the_right_button_puts_the_tool_down(table: Table) -> None:
    table.layer.set_tool(DrawingTool.PEN)
    table.hand.click(QPoint(100, 100), RIGHT)
    assert table.layer.tool is None
    assert table.left == [True]


def test_without_a_tool_the_hand_moves_the_picture_and_is_told(qtbot: QtBot, table: Table) -> None:
    table.picture.zoom_by(2.0)
    before = table.picture.zoom
    assert before is not None
    table.hand.move(QPoint(400, 200))
    qtbot.waitUntil(lambda: bool(table.pointed))
    assert table.pointed[0] == pytest.approx((0.5, 0.5), abs=0.01)
    table.hand.drag(QPoint(400, 200), QPoint(300, 200))
    after = table.picture.zoom
    assert after is not None
    assert after.left() > before.left()
    assert table.made == []


def test_the_mouse_is_told_seldom_and_its_last_place_for_sure(qtbot: QtBot, table: Table) -> None:
    for x in range(100, 700, 2):
        table.hand.move(QPoint(x, 100))
    table.hand.move(QPoint(720, 300))
    qtbot.waitUntil(lambda: table.pointed[-1] == pytest.approx((0.9, 0.75), abs=2e-3))
    assert len(table.pointed) < 100
    QApplication.sendEvent(table.picture, QEvent(QEvent.Type.Leave))
    assert table.pointed[-1] is None


def test_the_eraser_takes_the_uppermost_and_lines_before_areas(table: Table) -> None:
    area = Stroke(
        "area", DrawingTool.AREA, "blue", 3, ((0.05, 0.1), (0.95, 0.1), (0.95, 0.9), (0.05, 0.9))
    )
    table.layer.set_strokes([line("below", 0.5), line("above", 0.5, by="p2"), area])
    table.layer.set_tool(DrawingTool.ERASER)
    table.hand.click(QPoint(300, 200))
    table.hand.click(QPoint(300, 120))
    table.hand.click(QPoint(10, 10))
    assert table.dropped == ["above", "area"]
    table.layer.set_eraser_of("p1")
    table.hand.click(QPoint(300, 200))
    assert table.dropped[2:] == ["below"]
    table.layer.set_strokes([line("above", 0.5, by="p2")])
    table.hand.click(QPoint(300, 200))
    assert table.dropped[3:] == []


def test_the_eraser_finds_words_and_symbols(table: Table) -> None:
    words = Stroke("words", DrawingTool.TEXT, "red", 5, ((0.25, 0.5),), text="疏散通道")
    sign = Stroke("sign", DrawingTool.SYMBOL, "red", 5, ((0.75, 0.5),), symbol="danger")
    table.layer.set_strokes([words, sign])
    table.layer.set_tool(DrawingTool.ERASER)
    table.hand.click(QPoint(230, 200))
    table.hand.click(QPoint(600, 205))
    assert table.dropped == ["words", "sign"]


@pytest.mark.parametrize("grey", [0, 255])
@pytest.mark.parametrize("colour", list(StrokeColour))
def test_strokes_read_on_black_and_on_white(qtbot: QtBot, grey: int, colour: str) -> None:
    table = Table(qtbot, grey)
    table.layer.set_strokes([line("one", 0.5, colour=colour)])
    column = [table.colour_at(400, y) for y in range(190, 211)]
    darkest = min(one.lightnessF() for one in column)
    brightest = max(one.lightnessF() for one in column)
    assert brightest - darkest > 0.4


def test_others_are_seen_to_point_and_to_draw(table: Table) -> None:
    drawing = line("", 0.75, colour=StrokeColour.AMBER)
    pointing = Pointing("p2", "李芳", (0.5, 0.25), drawing)
    before = table.colour_at(400, 100)
    table.layer.set_pointings([pointing])
    assert table.colour_at(400, 100) != before
    assert near(table.colour_at(240, 300), ink_colour("amber"))
    table.layer.set_pointings([])
    assert table.colour_at(400, 100) == before


def test_a_pointer_fades_unless_it_moves(table: Table) -> None:
    pointers = DrawingPointers(table.picture)
    here, there = Pointing("p2", "李芳", (0.5, 0.5)), Pointing("p2", "李芳", (0.6, 0.5))
    pointers.set_pointings([here], 0)
    assert pointers.strength("p2", STAYS_MS) == 1
    assert 0 < pointers.strength("p2", STAYS_MS + FADES_MS / 2) < 1
    pointers.set_pointings([here], STAYS_MS)  # told again, but not moved
    assert pointers.strength("p2", STAYS_MS + FADES_MS) == 0
    assert not pointers.is_moving(STAYS_MS + FADES_MS)
    pointers.set_pointings([there], 5000)
    assert pointers.strength("p2", 5000 + STAYS_MS) == 1


def test_only_where_somebody_pointed_or_points_is_painted_again(table: Table) -> None:
    pointers, transform = DrawingPointers(table.picture), table.picture.transform()
    rests, here = Pointing("p1", "王强", (0.9, 0.9)), Pointing("p2", "李芳", (0.2, 0.5))
    there = Pointing("p2", "李芳", (0.6, 0.5), line("", 0.25))
    pointers.set_pointings([rests, here], 0)
    assert len(pointers.stale(transform, 0)) == 2
    pointers.set_pointings([rests, there], 100)
    left, come = pointers.stale(transform, 100)
    assert left.contains(QPointF(160, 200))
    assert come.contains(QPointF(480, 200))
    assert come.contains(QPointF(80, 100))  # where the line begins
    assert pointers.stale(transform, 200) == []
    for now in (STAYS_MS + 1, STAYS_MS + FADES_MS):
        (fading,) = pointers.stale(transform, now)
        assert fading.contains(QPointF(720, 360))
    assert pointers.stale(transform, STAYS_MS + FADES_MS + 1) == []


@pytest.mark.parametrize("tool", [DrawingTool.PEN, DrawingTool.ARROW, DrawingTool.AREA])
def test_only_where_a_stroke_grows_is_painted_again(
    qtbot: QtBot, table: Table, tool: DrawingTool
) -> None:
    painted: list[QRect] = []

    class Watch(QObject):
        def eventFilter(self, _: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                painted.append(event.rect())
            return False

    watch = Watch()
    table.layer.installEventFilter(watch)
    table.layer.set_tool(tool)
    table.hand.press(QPoint(80, 80))
    for spot in (QPoint(200, 80), QPoint(320, 120), QPoint(440, 100), QPoint(560, 160)):
        table.hand.move(spot)
    before = table.picture.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    qtbot.waitUntil(lambda: bool(painted))
    QApplication.processEvents()
    painted.clear()
    table.hand.move(QPoint(600, 200))
    qtbot.waitUntil(lambda: bool(painted))
    region = QRegion()
    for one in painted:
        region += one
    table.layer.removeEventFilter(watch)
    after = table.picture.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    sides = [np.asarray(one.constBits()).reshape(400, 800, 4) for one in (before, after)]
    rows, columns = np.nonzero((sides[0] != sides[1]).any(axis=2))
    assert len(rows)
    corners = (
        QPoint(int(columns.min()), int(rows.min())),
        QPoint(int(columns.max()), int(rows.max())),
    )
    assert region.boundingRect().contains(QRect(*corners))
    most = 0.2 if tool is DrawingTool.PEN else 0.5
    box = region.boundingRect()
    assert box.width() * box.height() < most * 800 * 400


def test_strokes_that_come_and_go_are_painted_as_if_all_came_at_once(table: Table) -> None:
    a, b, c, d, e = (line(name, 0.2 + 0.1 * at) for at, name in enumerate("abcde"))
    ink, size = DrawingInk(table.picture), QSize(800, 400)
    for strokes in ([a, b], [a, b, c], [a, b, c, d], [a, c, d], [a, c], [a, e], [e, a, b], [], [b]):
        ink.set_strokes(strokes)
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(QColor(90, 90, 90))
        painter = QPainter(image)
        assert ink.paint(painter, size, 1.0)
        painter.end()
        assert image == at_once(table, strokes).convertToFormat(QImage.Format.Format_RGB32)
        assert [ink.hit(QPointF(400, 400 * one.points[0][1])) for one in strokes] == strokes


def test_a_drawing_stays_on_its_place_when_the_picture_is_zoomed(table: Table) -> None:
    table.layer.set_strokes([line("one", 0.5)])
    table.picture.zoom_by(2.0, QPointF(400, 200))
    table.picture.pan(0, 60)
    assert near(table.colour_at(400, 260), ink_colour("red"))
    assert not near(table.colour_at(400, 200), ink_colour("red"))


def many(count: int) -> list[Stroke]:
    found = []
    for number in range(count):
        x, y = 0.05 + 0.9 * (number % 45) / 45, 0.05 + 0.9 * (number // 45) / (count // 45 + 1)
        points = tuple((round(x + k * 0.0015, 4), round(y + (k % 3) * 0.003, 4)) for k in range(10))
        found.append(Stroke(f"s{number}", DrawingTool.PEN, "amber", 2, points, by="p1"))
    return found


def at_once(table: Table, strokes: list[Stroke]) -> QImage:
    """What it looks like when everything is painted in one go."""
    image = table.picture.grab().toImage().copy()
    image.fill(QColor(90, 90, 90))
    painter = QPainter(image)
    paint_strokes(painter, strokes, table.picture)
    painter.end()
    return image


def test_a_heavy_drawing_is_whole_at_rest(qtbot: QtBot, table: Table) -> None:
    strokes = many(2000)
    assert sum(len(one.points) for one in strokes) > LIGHT_POINTS
    table.layer.set_strokes(strokes)
    whole = at_once(table, strokes)
    qtbot.waitUntil(lambda: alike(table, whole))
    table.picture.zoom_by(1.5, QPointF(100, 100))
    nearer = at_once(table, strokes)
    assert not alike(table, nearer)
    qtbot.waitUntil(lambda: alike(table, nearer))
    changed = [one for one in strokes if one.id not in ("s7", "s900")] + [line("new", 0.1)]
    table.layer.set_strokes(changed)
    assert alike(table, at_once(table, changed))


def test_a_new_stroke_is_seen_before_a_heavy_drawing_is_whole(qtbot: QtBot, table: Table) -> None:
    strokes = many(2000)
    table.layer.set_strokes(strokes)
    qtbot.waitUntil(lambda: alike(table, at_once(table, strokes)))
    table.picture.zoom_by(1.5, QPointF(400, 200))
    table.layer.set_strokes([*strokes, line("new", 0.5)])
    assert near(table.colour_at(400, 200), ink_colour("red"))
    assert table.layer.has_all
    assert not alike(table, at_once(table, [*strokes, line("new", 0.5)]))


def test_a_heavy_drawing_gets_whole_though_others_draw_on(table: Table) -> None:
    ink, strokes = DrawingInk(table.picture), many(2000)
    ink.set_strokes(strokes)
    ink.begin(QSize(800, 400), 1.0)
    is_over, count = False, 0
    while not is_over:
        is_over, count = ink.work(), count + 1
        strokes = [*strokes, line(f"new {count}", 0.5)]
        ink.set_strokes(strokes)
    image = QImage(800, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    assert ink.paint(painter, QSize(800, 400), 1.0)
    painter.end()
    assert count > 2
    assert near(image.pixelColor(400, 200), ink_colour("red"))


def alike(table: Table, other: QImage) -> bool:
    shown = table.picture.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    other = other.convertToFormat(QImage.Format.Format_RGB32)
    sides = [np.asarray(one.constBits()).astype(int) for one in (shown, other)]
    return bool((np.abs(sides[0] - sides[1]) > 60).mean() < 0.001)


@pytest.fixture
def town_map(qtbot: QtBot) -> Iterator[GridMapView]:
    view = GridMapView()
    view.resize(800, 600)
    view.set_grids([MapGrid("FX01-01", "一网格", SQUARE)])
    view.show()
    qtbot.waitExposed(view)
    view.show_all()
    yield view
    view.close()


def pixel(view: GridMapView, lon: float, lat: float) -> QPoint:
    x, y = view.projection.to_plane(np.array([lon]), np.array([lat]))
    at: QPoint = view.mapFromScene(view.plane_to_scene(float(x[0]), float(y[0])))
    return at


def test_a_place_of_the_map_is_where_the_map_has_it(town_map: GridMapView) -> None:
    surface = MapSurface(town_map)
    place = surface.to_surface(QPointF(400, 300))
    assert place == pytest.approx((120.01, 30.01), abs=1e-4)
    for lon, lat in ((120.003, 30.002), (120.018, 30.017)):
        plane = surface.to_plane(np.array([[lon, lat]]))[0]
        at = surface.transform().map(QPointF(*plane))
        assert surface.to_surface(at) == pytest.approx((lon, lat), abs=1e-7)
        assert (at.toPoint() - pixel(town_map, lon, lat)).manhattanLength() <= 2


def test_drawing_on_the_map_goes_along_with_it(qtbot: QtBot, town_map: GridMapView) -> None:
    layer = DrawingLayer(town_map, MapSurface(town_map))
    town_map.view_moved.connect(layer.refresh)
    made: list[Stroke] = []
    layer.stroke_made.connect(made.append)
    hand = WindowHand(town_map)
    layer.set_tool(DrawingTool.SYMBOL)
    hand.click(QPoint(400, 300))
    (lon, lat) = made[0].points[0]
    assert (lon, lat) == pytest.approx((120.01, 30.01), abs=1e-4)
    assert round(lon, 6) == lon
    town_map.show_place(lon + 0.001, lat, 500)
    at = pixel(town_map, lon, lat) + QPoint(-9, 0)  # of the shield, beside its star
    red = ink_colour("red")
    qtbot.waitUntil(lambda: near(town_map.grab().toImage().pixelColor(at), red))


def test_with_a_tool_the_wheel_still_zooms_the_map(qtbot: QtBot, town_map: GridMapView) -> None:
    layer = DrawingLayer(town_map, MapSurface(town_map))
    layer.set_tool(DrawingTool.PEN)
    west, _, east, _ = town_map.window_degrees()
    at = QPointF(400, 300)
    wheel = QWheelEvent(
        at,
        town_map.mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(layer, wheel)
    closer_west, _, closer_east, _ = town_map.window_degrees()
    assert closer_east - closer_west < east - west
