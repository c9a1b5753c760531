"""What a wall's screens show, from a source's values; in process, without cameras."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backend_client.consult_table import ConsultTable
from console.controllers.board_controller import StreamOptions
from console.controllers.wall_source import WallSource
from console.controllers.wall_video import WallVideo
from console.pages.wall_consult_face import ConsultFace
from console.pages.wall_face_maker import WallFaceMaker
from console.pages.wall_faces import (
    TURN_S,
    BoardFace,
    ClockFace,
    EventFace,
    SheetFace,
)
from console.pages.wall_map_face import MapFace
from console.pages.wall_panes_face import PanesFace, SpanFace
from console.pages.wall_words import left_words, time_words
from console.state.camera import Camera
from console.state.inbox_filter import Light, Remaining
from console.state.layouts import parse_layout
from console.state.limits import VideoLimits
from console.state.stream_state import Phase
from console.state.wall_contents import (
    BoardContent,
    ClockContent,
    ConsultationContent,
    EmptyContent,
    EventContent,
    FiguresContent,
    MapContent,
    NoticesContent,
    PanesContent,
    SpanContent,
)
from console.state.wall_events import WallAlert, WallEvent, WallStep
from console.state.wall_plan import Frame, Shown, WallScreen
from console.video.decoder_pool import DecoderPool
from console.video.load_meter import LoadMeter
from console.wall_run import WallOptions, WallRun
from console.wall_store import WallStore
from resources.translation import Translator
from tests.town import Town
from tests.widgets.wall_reading import read
from widgets.map_layers import Layer, MapGrid, MapPoint
from widgets.wall_figures import FigureValues

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 27, 4, 3, 9, tzinfo=UTC)
EVENT = WallEvent(
    "e1", "20261127-0001", "道路塌陷", "handling", 4, NOW - timedelta(minutes=5), "上枫村",
    NOW + timedelta(minutes=80), NOW + timedelta(minutes=60), lead="交警中队",
)  # fmt: skip


class ToldSource(WallSource):
    """A source that the test speaks for."""

    def __init__(self) -> None:
        super().__init__()
        self.town = "枫溪镇"
        self.wanted: list[str] = []
        self.steps = (WallStep(NOW, "李芳到场"),)
        self.tables: dict[str, ConsultTable] = {}
        self.pictures: dict[str, QImage] = {}

    def want_course(self, event: str) -> None:
        self.wanted.append(event)

    def table(self, event: str) -> ConsultTable | None:
        return self.tables.get(event)

    def picture(self, attachment: str, page: int = 0) -> QImage | None:
        return self.pictures.get(f"{attachment}/{page}" if page else attachment)

    def course(self, event: str) -> tuple[WallStep, ...]:
        return self.steps


@pytest.fixture
def source(qapp: QApplication) -> ToldSource:
    return ToldSource()


@pytest.fixture
def video(qapp: QApplication) -> Iterator[WallVideo]:
    limits = VideoLimits()
    load = LoadMeter()
    made = WallVideo(DecoderPool(16, limits), StreamOptions(), limits, load)
    yield made
    made.close()
    made.deleteLater()
    load.deleteLater()


@pytest.fixture
def maker(source: ToldSource, video: WallVideo) -> WallFaceMaker:
    return WallFaceMaker(source, video, ZONE, None)


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    Translator(qapp).switch("zh_CN")
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)


def words(face: SheetFace) -> list[str]:
    face.sheet.resize(1920, 1080)
    face.set_text_px(30)
    return [line.text for line in read(face.sheet)]


# -- sheets


def test_the_board_follows_events_and_time(
    qtbot: QtBot, source: ToldSource, maker: WallFaceMaker, chinese: None
) -> None:
    face = maker.make(BoardContent(), "w-1")
    qtbot.addWidget(face.widget)
    assert isinstance(face, BoardFace)
    face.tick(NOW)
    assert "等待后台数据" in words(face)
    source.set_events([EVENT, replace(EVENT, id="e2", state="closed", title="已结")])
    face.tick(NOW)
    said = words(face)
    assert "道路塌陷" in said
    assert "1 小时 20 分" in said
    assert "处置中" in said
    assert "已结" not in said
    face.tick(NOW + timedelta(hours=2))
    assert "▲ 超期 40 分" in words(face)
    source.set_events([])
    face.tick(NOW)
    assert "没有未办结事件" in words(face)


def test_a_drill_says_so(
    qtbot: QtBot, source: ToldSource, maker: WallFaceMaker, chinese: None
) -> None:
    face = maker.make(BoardContent(), "w-1")
    qtbot.addWidget(face.widget)
    assert isinstance(face, SheetFace)
    source.set_events([replace(EVENT, is_drill=True)])
    face.tick(NOW)
    assert "【演练】道路塌陷" in words(face)


def test_one_event_with_its_course(
    qtbot: QtBot, source: ToldSource, maker: WallFaceMaker, chinese: None
) -> None:
    face = maker.make(EventContent("e1"), "w-1")
    qtbot.addWidget(face.widget)
    assert isinstance(face, EventFace)
    face.tick(NOW)
    assert len(words(face)) == 1
    source.set_events([EVENT])
    face.tick(NOW)
    said = words(face)
    for part in ("道路塌陷", "上枫村", "交警中队", "李芳到场", "12:03"):
        assert part in said
    assert source.wanted == ["e1"]


def test_a_consultation_follows_its_table(
    qtbot: QtBot, source: ToldSource, maker: WallFaceMaker, chinese: None
) -> None:
    source.set_events([EVENT])
    face = maker.make(ConsultationContent("e1"), "w-1")
    qtbot.addWidget(face.widget)
    assert isinstance(face, ConsultFace)
    face.widget.resize(1920, 1080)
    face.set_text_px(30)
    face.widget.show()
    qtbot.waitExposed(face.widget)
    assert "道路塌陷" in [line.text for line in read(face.words)]
    stroke = {
        "kind": "stroke", "surface": "map", "tool": "pen", "colour": "red", "width": 3,
        "points": [[120.2, 29.7], [120.201, 29.701]], "by": "p1", "name": "李芳",
        "first": 1, "seq": 1,
    }  # fmt: skip
    measure = {"kind": "measure", "text": "联合检查", "first": 2}
    source.tables["e1"] = ConsultTable(
        items={"s1": stroke, "m1": measure},
        consultation={
            "platforms": ["SJ"],
            "departments": ["交警中队"],
            "stances": [["SJ", "agreed"]],
        },
    )
    source.table_changed.emit("e1")
    said = [line.text for line in read(face.words)]
    assert "市场监管 同意" in said
    assert any(one.startswith("交警中队") for one in said)
    assert "1. 联合检查" in said
    view = {
        "kind": "view", "surface": "panes", "map": None, "zoom": None, "first": 3, "seq": 3,
        "by": "p1",
    }  # fmt: skip
    pane = {"kind": "pane", "camera": "C1", "zoom": None, "frozen": None, "first": 4}
    source.tables["e1"] = replace(
        source.tables["e1"], items={"s1": stroke, "view": view, "pane:1": pane}
    )
    source.table_changed.emit("e1")
    assert face.surfaces.surface == "panes"
    source.tables["e1"] = replace(
        source.tables["e1"], items={"view": {**view, "surface": "timeline"}}
    )
    source.table_changed.emit("e1")
    face.tick(NOW)
    assert face.surfaces.surface == "timeline"
    assert face.surfaces.course.text() == "12:03  李芳到场"
    face.release()


def test_a_live_picture_that_was_paused_stands_still_on_the_wall(
    qtbot: QtBot, source: ToldSource, maker: WallFaceMaker, chinese: None
) -> None:
    shown = {"kind": "view", "surface": "panes", "map": None, "zoom": None, "first": 1, "by": "p1"}
    live = {"kind": "pane", "camera": "C1", "zoom": None, "frozen": None, "first": 2}
    paused = {**live, "camera": "C3", "frozen": "f1"}
    file = {
        "kind": "file",
        "attachment": "a1",
        "title": "三号",
        "media_type": "image/png",
        "first": 3,
    }
    items: dict[str, Any] = {"view": shown, "pane:1": live, "pane:3": paused, "f1": file}
    source.tables["e1"] = ConsultTable(items=items)
    face = maker.make(ConsultationContent("e1"), "w-1")
    qtbot.addWidget(face.widget)
    assert isinstance(face, ConsultFace)
    face.widget.resize(1600, 600)
    face.set_text_px(30)
    face.widget.show()
    qtbot.waitExposed(face.widget)
    panes = face.surfaces.panes

    def middles() -> list[QColor]:
        picture = panes.grab().toImage()
        places = [(picture.width() * at // 4, picture.height() // 2) for at in (1, 3)]
        return [picture.pixelColor(*place) for place in places]

    green = QColor("#20a040")
    assert green not in middles()
    picture = QImage(64, 36, QImage.Format.Format_RGB32)
    picture.fill(green)
    source.pictures["a1"] = picture
    source.picture_read.emit("a1")
    left, right = middles()
    assert right == green
    assert left != green
    source.tables["e1"] = ConsultTable(items={**items, "pane:3": {**paused, "frozen": None}})
    source.table_changed.emit("e1")
    assert green not in middles()
    face.release()


def test_a_page_that_everybody_looks_at_is_on_the_wall(
    qtbot: QtBot, source: ToldSource, maker: WallFaceMaker
) -> None:
    file = {
        "kind": "file", "attachment": "a1", "title": "方案.pdf", "first": 1,
        "media_type": "application/pdf", "size": 2048, "pages": 3,
    }  # fmt: skip
    shown = {"kind": "view", "surface": "f1", "map": None, "zoom": None, "page": 2, "first": 2}
    source.tables["e1"] = ConsultTable(items={"f1": file, "view": shown})
    face = maker.make(ConsultationContent("e1"), "w-1")
    qtbot.addWidget(face.widget)
    assert isinstance(face, ConsultFace)
    assert not face.is_ready()
    source.pictures["a1/2"] = QImage(60, 80, QImage.Format.Format_RGB32)
    source.picture_read.emit("a1")
    assert face.is_ready()
    assert face.surfaces.document.number.text() == "Page 2 of 3"
    source.tables["e1"] = ConsultTable(items={"f1": file, "view": {**shown, "page": 3}})
    source.table_changed.emit("e1")
    assert (face.surfaces.document.page, face.is_ready()) == (3, False)
    face.release()


def test_clock_notices_figures_and_nothing(
    qtbot: QtBot, source: ToldSource, maker: WallFaceMaker, chinese: None
) -> None:
    clock = maker.make(ClockContent(), "w-1")
    assert isinstance(clock, ClockFace)
    clock.tick(NOW)
    assert words(clock)[:3] == ["枫溪镇", "12:03", ":09"]
    notices = maker.make(NoticesContent("防汛会商"), "w-1")
    figures = maker.make(FiguresContent(), "w-1")
    empty = maker.make(EmptyContent("x"), "w-1")
    for face in (clock, notices, figures, empty):
        assert isinstance(face, SheetFace)
        qtbot.addWidget(face.widget)
        face.tick(NOW)
    assert isinstance(notices, SheetFace)
    assert "防汛会商" in words(notices)
    source.set_figures(FigureValues(reported=128))
    assert isinstance(figures, SheetFace)
    assert "128" in words(figures)
    assert isinstance(empty, SheetFace)
    assert words(empty) == []


def test_pages_turn_with_the_time(qtbot: QtBot, source: ToldSource, maker: WallFaceMaker) -> None:
    face = maker.make(BoardContent(), "w-1")
    qtbot.addWidget(face.widget)
    assert isinstance(face, SheetFace)
    source.set_events([replace(EVENT, id=f"e{n}", number=f"N{n}") for n in range(90)])

    def numbers(after_s: int) -> list[str]:
        face.tick(NOW + timedelta(seconds=after_s))
        return [word for word in words(face) if word.startswith("N")]

    first = numbers(0)
    assert numbers(0 + TURN_S - NOW.second % TURN_S - 1) == first
    assert numbers(TURN_S) != first


def test_words_of_times(chinese: None) -> None:
    assert left_words(Remaining(Light.NONE)) == ""
    assert left_words(Remaining(Light.GREEN, 59)) == "不足 1 分钟"
    assert left_words(Remaining(Light.GREEN, 3 * 86_400 + 3 * 3600)) == "3 天 3 小时"
    assert left_words(Remaining(Light.RED, -61)) == "超期 1 分"
    assert time_words(NOW, NOW, ZONE) == "12:03"
    assert time_words(NOW - timedelta(days=1), NOW, ZONE) == "11-26 12:03"


# -- the map


def test_the_map_shows_the_place_and_what_stands_there(
    qtbot: QtBot, source: ToldSource, maker: WallFaceMaker
) -> None:
    face = maker.make(MapContent(120.2, 29.7, 16.0, ("grids", "events")), "w-1")
    qtbot.addWidget(face.widget)
    assert isinstance(face, MapFace)
    face.set_text_px(30)
    face.map.resize(1200, 800)
    face.map.show()
    qtbot.waitExposed(face.map)
    outline = np.array([[120.19, 29.69], [120.21, 29.69], [120.21, 29.71], [120.19, 29.71]])
    source.set_grids([MapGrid("01", "一", outline)])
    source.set_points(Layer.EVENTS, [MapPoint("e1", "道路塌陷", 120.2, 29.7, 4)])
    west, south, east, north = face.map.window_degrees()
    assert (west + east) / 2 == pytest.approx(120.2, abs=1e-4)
    assert (south + north) / 2 == pytest.approx(29.7, abs=1e-4)
    assert east - west == pytest.approx(1200 * 360 / 256 / 2**16, rel=0.05)
    assert face.map.label_of(Layer.EVENTS, "e1") == "道路塌陷"
    assert Layer.CAMERAS in face.map.hidden
    assert not face.map.grab().isNull()
    face.map.resize(600, 400)
    west, _, east, _ = face.map.window_degrees()
    assert (west + east) / 2 == pytest.approx(120.2, abs=1e-4)
    face.release()
    source.set_points(Layer.EVENTS, [])


# -- pictures


@pytest.fixture
def two(town: Town) -> list[Camera]:
    return [
        Camera(number, number, "", "", town.rtsp[number]["sub"], town.rtsp[number]["main"])
        for number in ("C001", "C002")
    ]


def test_panes_come_and_go_with_their_streams(
    qtbot: QtBot, video: WallVideo, maker: WallFaceMaker, two: list[Camera]
) -> None:
    video.set_cameras(two)
    content = PanesContent(parse_layout("4"), ("C001", "C002", "C404", None))
    face = maker.make(content, "w-1")
    qtbot.addWidget(face.widget)
    assert isinstance(face, PanesFace)
    face.panes.resize(640, 360)
    assert not face.is_ready()
    face.panes.show()
    qtbot.waitUntil(_ticking(face.render_tick, face.is_ready))
    titles = [face.panes.view(pane).title for pane in range(4)]
    assert titles == ["C001", "C002", "C404", ""]
    assert face.controller.state(2).phase is Phase.LOST
    assert video.open_count == 1
    face.release()
    assert video.open_count == 0


def test_screens_share_one_stream_for_a_span(
    qtbot: QtBot, source: ToldSource, video: WallVideo, maker: WallFaceMaker, two: list[Camera]
) -> None:
    video.set_cameras(two)
    row = [WallScreen(f"w-{n}", "w", desk=Frame(n * 640, 0, 640, 360)) for n in range(3)]
    other = WallScreen("x-1", "x", frame=Frame(3 * 640, 0, 640, 360))
    source.set_screens([*row, other])
    span = SpanContent("C001")
    source.set_shown(Shown({"span": span}))
    faces = [maker.make(span, f"w-{n}") for n in range(2)]
    for face in faces:
        qtbot.addWidget(face.widget)
        assert isinstance(face, SpanFace)
        face.widget.resize(640, 360)
        face.widget.show()
    one, two_ = faces
    assert isinstance(one, SpanFace)
    assert isinstance(two_, SpanFace)
    assert one.controller is two_.controller
    assert video.open_count == 1

    def tick() -> None:
        one.render_tick()
        two_.render_tick()

    qtbot.waitUntil(_ticking(tick, lambda: one.is_ready() and two_.is_ready()))
    feed = one.controller.feed(0)
    assert feed is not None
    # Of four screens in a row two are here: half of the picture's width, a quarter of its height.
    assert feed.stream.order.region == pytest.approx((0.0, 0.375, 0.5, 0.25), abs=0.01)

    def size() -> tuple[int, int]:
        frame = feed.acquire()
        return (0, 0) if frame is None else (frame.width(), frame.height())

    qtbot.waitUntil(_ticking(tick, lambda: size() != (0, 0) and size()[0] > 1200))
    assert size() == pytest.approx((1280, 360), abs=2)
    assert one.controller.part("w-1") == pytest.approx((0.5, 0.0, 0.5, 1.0))
    one.release()
    assert video.open_count == 1
    two_.release()
    assert video.open_count == 0


def _ticking(tick: Callable[[], object], what: Callable[[], bool]) -> Callable[[], bool]:
    """Ticks as the render clock would, and looks."""

    def look() -> bool:
        tick()
        return what()

    return look


# -- all together


@pytest.fixture
def run(
    qapp: QApplication, source: ToldSource, video: WallVideo, maker: WallFaceMaker, tmp_path: Path
) -> Iterator[WallRun]:
    made = WallRun(
        qapp, WallOptions("w", ZONE), source, video, maker, WallStore(tmp_path), lambda: NOW
    )
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()


def test_only_what_changes_is_touched(source: ToldSource, run: WallRun) -> None:
    run.start()
    (name,) = run.windows
    assert name == "w-1"
    window = run.windows[name]
    source.set_shown(Shown({name: BoardContent(), "x-1": ClockContent()}))
    face = window.face
    source.set_shown(Shown({name: BoardContent(), "x-1": BoardContent()}))
    assert window.face is face
    source.set_shown(Shown({name: ClockContent()}))
    assert window.face is not face


def test_alert_link_and_distance_reach_the_screen(source: ToldSource, run: WallRun) -> None:
    run.start()
    window = run.windows["w-1"]
    source.set_alert(WallAlert(4, "沿江公路三车追尾"))
    assert window.frame.alert is not None
    source.set_away_since(NOW)
    assert "12:03" in window.away.words()
    source.set_shown(Shown({"w-1": NoticesContent("防汛")}))
    face = window.face
    assert isinstance(face, SheetFace)
    before = face.sheet.text_px
    far = [replace(one, width_m=1.2, distance_m=50.0) for one in source.screens]
    source.set_screens(far)
    assert face.sheet.text_px > 2 * before
    source.set_alert(None)
    source.set_away_since(None)
    assert window.frame.alert is None


def test_what_was_shown_last_is_there_before_anything_is_read(
    qapp: QApplication, source: ToldSource, video: WallVideo, maker: WallFaceMaker, tmp_path: Path
) -> None:
    options = WallOptions("w", ZONE)
    first = WallRun(qapp, options, source, video, maker, WallStore(tmp_path), lambda: NOW)
    first.start()
    source.set_cameras([Camera("C001", "一", "", "", "rtsp://127.0.0.1:1/x", password="secret")])
    source.set_shown(Shown({"w-1": NoticesContent("防汛")}))
    first.close()
    again = ToldSource()
    other = WallFaceMaker(again, video, ZONE, None)
    second = WallRun(qapp, options, again, video, other, WallStore(tmp_path), lambda: NOW)
    second.start()
    face = second.windows["w-1"].face
    assert isinstance(face, SheetFace)
    assert "防汛" in words(face)
    assert [camera.number for camera in again.cameras] == ["C001"]
    second.close()
    for one in (first, second):
        one.deleteLater()
    qapp.processEvents()
