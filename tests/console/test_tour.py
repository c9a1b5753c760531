"""A tour of the seat: every state of every part, in both languages, as pictures to be looked at.

In the suite it holds the window to what can be told without eyes: no word is cut, no picture is
empty. For eyes, at 1920 × 1080 and at 3840 × 2160 with 150 %:

    make test ARGS="tests/console/test_tour.py -n 0 --tour FOLDER"
    QT_SCALE_FACTOR=1.5 xvfb-run -s "-screen 0 3840x2160x24" \
      .venv/bin/python -m pytest tests/console/test_tour.py --tour FOLDER
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)
from pytestqt.qtbot import QtBot

from backend_client.records import Event
from console.app import Console
from console.controllers.backend_link import LinkState
from console.desk import Desk
from resources import fonts, style
from simulator.town_tiles import write_tiles
from tests.backend_town import jpeg
from tests.console.room import Room, SeatOpener, desk_of, sign_in
from tests.console.test_desk import STALL, begin, change_person, open_event
from tests.console.test_stage import FIRE, press
from widgets.map_layers import Layer

REPORTS = (
    "两户邻居因宅基地边界争吵,情绪激动",
    "河边有人倾倒建筑垃圾",
    "小餐馆后厨卫生差,有老鼠",
    "路灯不亮,晚上看不清路",
    "老人独自在家,家属联系不上",
    "工地夜间施工噪声大,居民投诉",
    "小区电动车在楼道充电",
    "商铺门口占道堆物,影响通行",
    "有人在河里电鱼",
    "道路塌陷,车辆绕行",
)


class Tour:
    """Takes pictures of a console, in both languages, and looks for cut words."""

    def __init__(self, qtbot: QtBot, console: Console, folder: Path | None) -> None:
        self._bot = qtbot
        self.console = console
        self.desk: Desk = desk_of(console)
        self._folder = folder
        self.count = 0
        self.cut: list[str] = []

    def shoot(
        self, name: str, top: QWidget | None = None, anew: Callable[[], object] | None = None
    ) -> None:
        """One state: a picture in Chinese and one in English.

        ``anew``: what has to be opened again in the other language, since it keeps its words.
        """
        self.count += 1
        for code in ("en", "zh_CN"):
            self.console.on_language_chosen(code)
            if anew is not None:
                anew()
            QApplication.processEvents()
            self._bot.wait(20)
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            shown = top or self.console.window
            short = code[:2]
            self.cut += [f"{name} ({short}): {words}" for words in cut_words(shown)]
            if self._folder is not None or code == "zh_CN":
                image = shown.grab().toImage()
                assert len(_colours(image)) > 3, f"{name} shows nothing"
            if self._folder is not None:
                assert image.save(str(self._folder / f"{self.count:02d}-{name}-{short}.png"))


def _colours(image: object) -> set[int]:
    steps = range(0, image.width(), 31), range(0, image.height(), 31)  # type: ignore[attr-defined]
    return {image.pixel(x, y) for x in steps[0] for y in steps[1]}  # type: ignore[attr-defined]


def cut_words(top: QWidget) -> Iterator[str]:
    """Words of labels and buttons that don't fit where they stand."""
    for widget in top.findChildren(QWidget):
        seen = widget.visibleRegion().boundingRect()
        if not widget.isVisible() or seen.isEmpty():
            continue
        if isinstance(widget, QLabel | QAbstractButton) and seen.width() < widget.width() - 1:
            yield f"out of view: {widget.text()}"
        if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
            may_be_cut = widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
            wide = max(
                widget.fontMetrics().horizontalAdvance(line) for line in widget.text().split("\n")
            )
            if not may_be_cut and wide > widget.contentsRect().width() + 1:
                yield widget.text()
        elif isinstance(widget, QLabel) and widget.wordWrap() and widget.text():
            needed = widget.heightForWidth(widget.width())
            if needed > widget.height() + 2:
                yield widget.text()
        elif isinstance(widget, QAbstractButton) and widget.text():
            wide = widget.fontMetrics().horizontalAdvance(widget.text().replace("&", ""))
            if wide > widget.width() + 1:
                yield widget.text()


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[None]:
    """The look that the program has, for as long as the tour lasts."""
    before = qapp.palette(), qapp.style().objectName()
    style.apply(qapp)
    fonts.apply(qapp)
    yield
    qapp.setStyleSheet("")
    qapp.setPalette(before[0])
    qapp.setStyle(before[1])


@pytest.fixture
def begin_tour(
    dark: None, qtbot: QtBot, open_seat: SeatOpener, tour_folder: Path | None, tmp_path: Path
) -> Callable[..., Tour]:
    """Opens a console with a base map; a second tour goes on in the same folder."""
    tiles = tmp_path / "town.mbtiles"

    def begin_it(login: str = "", **more: object) -> Tour:
        if not tiles.exists():
            write_tiles(tiles, greatest=15)
        console = open_seat(login, language="zh_CN", base_map=tiles, **more)
        return Tour(qtbot, console, tour_folder)

    return begin_it


def test_the_seat_from_sign_in_to_closing(
    qtbot: QtBot, room: Room, begin_tour: Callable[..., Tour], tmp_path: Path
) -> None:
    room.put_people_on_duty()
    tour = begin_tour(panes="")
    desk, window = tour.desk, tour.console.window
    tour.shoot("sign-in")
    desk.panel.login.setText("op1")
    desk.panel.password.setText("错")
    qtbot.keyClick(desk.panel.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(desk.panel.fault.text()))
    tour.shoot("wrong-password")
    sign_in(qtbot, tour.console, "op1")
    tour.shoot("empty")
    board = tour.console.video.controller
    qtbot.waitUntil(lambda: sum(one.value == "live" for one in board.phases().values()) >= 38)
    events = fill_inbox(room)
    qtbot.waitUntil(lambda: desk.model.row_of(events[-1].id) is not None)
    tour.shoot("inbox-full")
    desk.inbox_page.focus_search()
    qtbot.keyClicks(desk.inbox_page.filters.search, "xyz")
    qtbot.keyClick(desk.inbox_page.filters.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.model.rowCount() == 0)
    tour.shoot("search-without-hit")
    desk.inbox_page.filters.search.clear()
    qtbot.waitUntil(lambda: desk.model.rowCount() > 5)
    event = look_at_event(qtbot, room, tour, tmp_path)
    look_at_map(qtbot, tour, event)
    look_at_helpers(qtbot, tour)
    window.close()
    assert tour.cut == []


def fill_inbox(room: Room) -> list[Event]:
    """Reports of many kinds from several members, some of them dealt with."""
    members, place = room.members, room.place
    found = [
        room.report(
            text,
            members[number],
            position={"lon": place["lon"] + 0.002 * number, "lat": place["lat"] - 0.001 * number},
        )
        for number, text in enumerate(REPORTS)
    ]
    op = room.client("op1")
    for event in found[:4]:
        op.events.do(event.id, event.version, "take")
    return found


def look_at_event(qtbot: QtBot, room: Room, tour: Tour, tmp_path: Path) -> Event:
    """One event from the plan to people on their way, with photos, card and trail."""
    desk, console = tour.desk, tour.console
    photo = tmp_path / "near.jpg"
    photo.write_bytes(jpeg((640, 480)))
    member = room.client(room.members[0])
    sent = member.attachments.send_file(photo, "FX")
    event = room.report(STALL, attachments=[sent.id])
    open_event(qtbot, desk, event.id)
    near = console.near.board
    qtbot.waitUntil(lambda: bool(desk.stage.people.picks()))
    qtbot.waitUntil(lambda: any(one.value == "live" for one in near.phases().values()))
    tour.shoot("event-planned")
    press(qtbot, console, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: desk.stage.sent.count() == 1)
    op = room.client("op1")
    (order,) = op.sending.sent(event.id)
    room.client(order.person).sending.take_status(event.id, order, "refused", "家中有急事")
    picks = desk.stage.people.picks
    qtbot.waitUntil(lambda: bool(picks()) and order.person not in picks())
    qtbot.waitUntil(desk.stage.go.isVisible)
    tour.shoot("event-refused-next-one")
    press(qtbot, console, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: desk.stage.sent.count() == 2)
    for tab, name in ((1, "event-card"), (2, "event-photos"), (3, "event-trail")):
        desk.stage.tabs.setCurrentIndex(tab)
        qtbot.wait(100)
        tour.shoot(name)
    desk.stage.tabs.setCurrentIndex(2)
    desk.stage.files.strip.setCurrentRow(0)
    qtbot.keyClick(desk.stage.files.strip, Qt.Key.Key_Return)
    (viewer,) = [one for one in console.window.findChildren(QDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: bool(viewer.windowTitle()))
    tour.shoot("photo", viewer)
    viewer.close()
    desk.stage.tabs.setCurrentIndex(0)
    other = next(one for one in desk.model.lines() if one.state == "triage")
    open_event(qtbot, desk, other.id)
    for action in ("reject", "reclassify", "propose_consultation", "raise_grade"):
        tour.shoot(f"form-{action}", anew=partial(begin, desk, action))
    desk.stage.form.on_send_clicked()
    tour.shoot("form-missing")
    qtbot.keyClick(desk.stage.form, Qt.Key.Key_Escape)
    return event


def look_at_map(qtbot: QtBot, tour: Tour, event: Event) -> None:
    """The town's map: near, whole, with everything on it, and an area chosen."""
    page = tour.desk.map_page
    place = event.position
    assert place is not None
    page.map.show_place(place["lon"], place["lat"], width_m=900)
    for layer in (Layer.HEAT, Layer.COVERAGE):
        page.set_layer(layer, visible=True)
    qtbot.wait(400)
    tour.shoot("map-near")
    page.map.show_all()
    tools = list(page.tools.values())
    qtbot.mouseClick(tools[1], Qt.MouseButton.LeftButton)
    middle = page.map.rect().center()
    for at in (middle, middle + QPoint(90, 0)):
        qtbot.mouseClick(page.map.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(page.open_inside.isVisible)
    qtbot.wait(300)
    tour.shoot("map-circle")
    qtbot.keyClick(page.map, Qt.Key.Key_Escape)


def look_at_helpers(qtbot: QtBot, tour: Tour) -> None:
    """Keys, commands, the lock."""
    window = tour.console.window
    for key, modifier, name in (
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "keys"),
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, "commands"),
    ):
        qtbot.keyClick(window, key, modifier)
        dialogs = [one for one in window.findChildren(QDialog) if one.isVisible()]
        tour.shoot(name, dialogs[0])
        dialogs[0].close()
        qtbot.waitUntil(lambda: not any(o.isVisible() for o in window.findChildren(QDialog)))
    window.activateWindow()
    tour.desk.lock()
    tour.shoot("locked")
    window.uncover()


def test_what_is_pressing_and_what_is_missing(
    qtbot: QtBot, room: Room, begin_tour: Callable[..., Tour]
) -> None:
    room.put_people_on_duty()
    tour = begin_tour("op1", name="pressing")
    tour.count = 40
    desk, window = tour.desk, tour.console.window
    event = room.report(STALL)
    open_event(qtbot, desk, event.id)
    place = room.place
    for number in range(16):
        lon, lat = place["lon"] + 0.0011 * (number % 4), place["lat"] + 0.0011 * (number // 4)
        position = {"lon": lon, "lat": lat}
        room.report("道路塌陷,车辆绕行", room.members[number % 12], position=position)
    fire = room.report(FIRE, room.members[1])
    qtbot.waitUntil(window.urgent.isVisible)
    qtbot.waitUntil(lambda: desk.model.row_of(fire.id) is not None)
    qtbot.wait(300)
    tour.shoot("flood-and-urgent")
    report_from_pane(qtbot, tour)
    tour.shoot("report-from-pane")
    qtbot.keyClick(desk.stage.form, Qt.Key.Key_Escape)
    open_event(qtbot, desk, event.id)
    qtbot.waitUntil(lambda: bool(desk.stage.people.picks()))
    for client in room.clients.values():
        client.close()
    room.clients.clear()
    room.served.stop()
    qtbot.waitUntil(lambda: desk.link.state is LinkState.AWAY)
    press(qtbot, tour.console, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(desk.link.waiting()) >= 2)
    window.raise_dock("outbox")
    tour.shoot("away-with-outbox")
    desk.lock()
    tour.shoot("locked-with-alarm")
    window.uncover()
    assert tour.cut == []


def report_from_pane(qtbot: QtBot, tour: Tour) -> None:
    """E on the first camera that is live."""
    controller = tour.console.video.controller
    qtbot.waitUntil(lambda: controller.board.pane_of("C001") is not None)
    pane = controller.board.pane_of("C001")
    assert pane is not None
    controller.change_board(controller.board.with_selected(pane))
    qtbot.waitUntil(lambda: controller.state(pane).phase.value == "live")
    qtbot.keyClick(tour.console.window.page.board, Qt.Key.Key_E)
    (words,) = tour.desk.stage.form.findChildren(QPlainTextEdit)
    words.setPlainText("路口两车相撞,有人受伤")


def test_a_departments_view(qtbot: QtBot, room: Room, begin_tour: Callable[..., Tour]) -> None:
    room.put_people_on_duty()
    tour = begin_tour("op1", name="department")
    tour.count = 60
    desk = tour.desk
    event = room.report(STALL)
    op = room.client("op1")
    taken = op.events.do(event.id, event.version, "take")
    lead = taken.facts["route"]["lead"]
    op.events.do(event.id, taken.version, "assign", {"lead": lead})
    staff = next(
        one.id
        for one in op.towns.people("FX")
        if any(grant.department == lead for grant in one.grants)
    )
    change_person(qtbot, tour.console, staff)
    open_event(qtbot, desk, event.id)
    tour.shoot("to-sign")
    tour.shoot("form-return", anew=partial(begin, desk, "return"))
    qtbot.keyClick(desk.stage.form, Qt.Key.Key_Escape)
    mine = room.client(staff)
    mine.events.do(event.id, mine.events.one(event.id).version, "sign")
    qtbot.waitUntil(lambda: desk.events.shown is not None and desk.events.shown.state == "handling")
    for action in ("feed_back", "ask_extension", "hand_on"):
        tour.shoot(f"form-{action}", anew=partial(begin, desk, action))
        qtbot.keyClick(desk.stage.form, Qt.Key.Key_Escape)
    assert tour.cut == []
