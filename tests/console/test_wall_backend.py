"""A wall at a real backend: it signs in with its key, follows what is shown, and bears its loss."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from backend_client.consult_table import ConsultTable
from backend_client.wall_records import WallScreenHealth
from console.controllers.wall_backend import BackendSource, WallLogin
from console.state.wall_contents import ClockContent, NoticesContent, SpanContent
from console.state.wall_plan import Frame, WallScreen
from simulator.town_files import TOWN
from tests.backend_town import jpeg
from tests.console.room import Room
from widgets.map_layers import Layer

NAME = "大厅"
SCREEN = WallScreen("left", NAME, serial="S1", connector="HDMI-1", desk=Frame(0, 0, 1920, 1080))


@pytest.fixture
def key(room: Room) -> str:
    """A wall's key, as a shift leader makes it."""
    leader = room.client("leader")
    leader.walls.make(TOWN, NAME, 4.0, 1.2)
    return leader.walls.make_key(TOWN, NAME)


@pytest.fixture
def source(qtbot: QtBot, room: Room, key: str) -> Iterator[BackendSource]:
    """The wall's own view."""
    login = WallLogin((room.address,), TOWN, NAME, key)
    made = BackendSource(login, ZoneInfo("Asia/Shanghai"), room.clock)
    made.tell_screens(NAME, [SCREEN])
    made.start()
    try:
        qtbot.waitUntil(lambda: bool(made.cameras) and made.events is not None)
        yield made
    finally:
        made.close()


def show(room: Room, **contents: Mapping[str, Any]) -> None:
    walls = room.client("op1").walls
    walls.show(TOWN, NAME, contents, walls.one(TOWN, NAME).version)


def test_it_knows_the_town_tells_its_screens_and_follows_what_is_shown(
    qtbot: QtBot, room: Room, source: BackendSource
) -> None:
    assert source.town
    assert all(camera.sub_url for camera in source.cameras)
    qtbot.waitUntil(lambda: bool(room.client("op1").walls.one(TOWN, NAME).screens))
    told = room.client("op1").walls.one(TOWN, NAME).screens[0]
    assert (told.id, told.serial, told.width) == ("left", "S1", 1920)
    show(room, left={"kind": "clock"})
    qtbot.waitUntil(lambda: source.shown.of("left") == ClockContent())
    show(room, left={"kind": "notices", "text": "集合"}, span={"kind": "empty"})
    qtbot.waitUntil(lambda: source.shown.of("left") == NoticesContent("集合"))
    show(room, span={"kind": "camera_span", "camera": "C001"})
    qtbot.waitUntil(lambda: source.shown.of("left") == SpanContent("C001"))
    event = room.report("商铺门口占道堆物,影响通行")
    qtbot.waitUntil(lambda: source.event_of(event.id) is not None)
    assert source.figures.open_by_grade is not None
    assert sum(source.figures.open_by_grade) == 1
    source._lists.read_figures()
    qtbot.waitUntil(lambda: any(one.reported for one in source.figures.by_hour))
    hours = source.figures.by_hour
    now = room.clock().astimezone(ZoneInfo("Asia/Shanghai"))
    assert [one.hour for one in hours[-2:]] == [(now.hour - 1) % 24, now.hour]
    assert (len(hours), sum(one.reported for one in hours), hours[-1].closed) == (24, 1, 0)
    qtbot.waitUntil(lambda: bool(source.grids) and bool(source.points.get(Layer.EVENTS)))


def test_it_tells_how_it_is(qtbot: QtBot, room: Room, source: BackendSource) -> None:
    source.health = lambda: ((WallScreenHealth("left", 14.9, 4, 4),), 31.0, 1)
    source._tell_health()
    qtbot.waitUntil(lambda: room.client("op1").walls.one(TOWN, NAME).health is not None)
    health = room.client("op1").walls.one(TOWN, NAME).health
    assert health is not None
    assert (health.screens[0].live, health.cpu, health.restarts) == (4, 31.0, 1)


def test_without_the_backend_everything_stays_and_it_comes_back(
    qtbot: QtBot, room: Room, source: BackendSource
) -> None:
    show(room, left={"kind": "clock"})
    qtbot.waitUntil(lambda: source.shown.of("left") == ClockContent())
    for client in room.clients.values():
        client.close()
    room.clients.clear()
    room.served.stop()
    qtbot.waitUntil(lambda: source.away_since is not None)
    assert source.shown.of("left") == ClockContent()
    assert source.cameras
    room.served.start()
    qtbot.waitUntil(lambda: source.away_since is None)
    show(room, left={"kind": "notices", "text": "又来了"})
    qtbot.waitUntil(lambda: source.shown.of("left") == NoticesContent("又来了"))


def test_an_event_says_where_it_is_and_what_happened(
    qtbot: QtBot, room: Room, source: BackendSource
) -> None:
    event = room.report("商铺门口占道堆物,影响通行")
    qtbot.waitUntil(lambda: source.event_of(event.id) is not None)
    source.want_course(event.id)
    qtbot.waitUntil(lambda: [one.text for one in source.course(event.id)] == ["event.report"])
    room.client("op1").events.do(event.id, event.version, "take")
    qtbot.waitUntil(lambda: len(source.course(event.id)) >= 2)
    assert source.course(event.id)[0].text == "event.take"
    names = {one.name for one in source.grids if one.name != one.code}
    shown = source.event_of(event.id)
    assert shown is not None
    assert shown.place in names


def test_people_say_from_how_far_it_is_read(
    qtbot: QtBot, room: Room, source: BackendSource
) -> None:
    def is_read(distance_m: float, width_m: float) -> bool:
        return [(one.distance_m, one.width_m) for one in source.screens] == [(distance_m, width_m)]

    qtbot.waitUntil(lambda: is_read(4.0, 1.2))
    source.tell_screens(NAME, source.screens)  # as its program does with what it knows now
    walls = room.client("leader").walls
    walls.make(TOWN, NAME, 8.0, 1.4, version=walls.one(TOWN, NAME).version)
    qtbot.waitUntil(lambda: is_read(8.0, 1.4))
    assert walls.one(TOWN, NAME).screens[0].width_m is None


def test_a_renamed_wall_is_followed_on(qtbot: QtBot, room: Room, source: BackendSource) -> None:
    walls = room.client("leader").walls
    renamed = walls.rename(TOWN, NAME, "二楼", walls.one(TOWN, NAME).version)
    walls.show(TOWN, "二楼", {"left": {"kind": "clock"}}, renamed.version)
    qtbot.waitUntil(lambda: source.shown.of("left") == ClockContent())
    source.health = lambda: ((), 31.0, 1)
    source._tell_health()
    qtbot.waitUntil(lambda: walls.one(TOWN, "二楼").health is not None)


@pytest.mark.allow_logs("the wall can't be read")
def test_a_wall_whose_key_was_taken_back_goes_dark_and_comes_back_with_a_new_one(
    qtbot: QtBot, room: Room, source: BackendSource, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    show(room, left={"kind": "camera_span", "camera": "C001"})
    qtbot.waitUntil(lambda: isinstance(source.shown.of("left"), NoticesContent) is False)
    qtbot.waitUntil(lambda: bool(source.points.get(Layer.CAMERAS)))
    room.client("leader").walls.revoke_key(TOWN, NAME)
    source._lists.read_events()  # or whatever it asks for next
    qtbot.waitUntil(lambda: isinstance(source.shown.of("left"), NoticesContent))
    told = source.shown.of("left")
    assert isinstance(told, NoticesContent)
    assert "key" in told.text
    assert (source.cameras, source.events, source.away_since) == ((), (), None)
    assert not any(source.points.values())
    source._begin()  # the next try says nothing new
    qtbot.wait(200)
    assert sum("can't be read" in one.getMessage() for one in caplog.records) <= 1
    again = room.client("leader").walls.make_key(TOWN, NAME)
    source._login = replace(source._login, key=again)
    qtbot.waitUntil(lambda: bool(source.cameras) and bool(source.events is not None))
    show(room, left={"kind": "clock"})
    qtbot.waitUntil(lambda: source.shown.of("left") == ClockContent())


def test_the_wall_program_shows_the_backends_wall(
    qtbot: QtBot, room: Room, key: str, tmp_path: Path
) -> None:
    (tmp_path / "key").write_text(key, encoding="ascii")
    command = [sys.executable, "-m", "console", "wall", "--name", NAME, "--backend", room.address]
    command += ["--town", TOWN, "--key-file", str(tmp_path / "key")]
    command += ["--data-folder", str(tmp_path / "data")]
    process = subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL)
    client = room.client("op1")
    try:
        qtbot.waitUntil(lambda: bool(client.walls.one(TOWN, NAME).screens))
        screen = client.walls.one(TOWN, NAME).screens[0].id
        panes = {"kind": "panes", "layout": "4", "cameras": ["C001", "C002", "C003", "C004"]}
        show(room, **{screen: panes})

        def is_live() -> bool:
            health = client.walls.one(TOWN, NAME).health
            return health is not None and health.screens[0].live == 4 and health.screens[0].fps > 10

        qtbot.waitUntil(is_live)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def test_it_follows_the_table_of_a_consultation(
    qtbot: QtBot, room: Room, source: BackendSource, tmp_path: Path
) -> None:
    event = room.report("有村民在出租房内屠宰家禽,数量不少").id
    operator, commander = room.client("op1").events, room.client("commander")
    called = {"platforms": ["SJ", "ZF"]}
    operator.do(event, operator.one(event).version, "take")
    operator.do(event, operator.one(event).version, "propose_consultation", called)
    commander.events.do(event, operator.one(event).version, "open_consultation", called)
    commander.consultations.do(event, {"verb": "join"})
    source.want_table(event)
    qtbot.waitUntil(lambda: bool(table_of(source, event).items))
    measure = {"kind": "measure", "text": "联合检查", "department": "", "due": ""}
    commander.consultations.do(event, {"verb": "put", "id": "measure-1", "item": measure})
    qtbot.waitUntil(lambda: "measure-1" in table_of(source, event).items)
    photo = room.client("op1").attachments
    file = tmp_path / "现场.jpg"
    file.write_bytes(jpeg(colour="orange"))
    sent = photo.send_file(file, TOWN)
    room.client("op1").consultations.do(
        event,
        {
            "verb": "put",
            "id": "picture-1",
            "item": {
                "kind": "file", "attachment": sent.id, "title": "现场", "camera": "",
                "media_type": sent.media_type, "width": sent.width, "height": sent.height,
            },
        },
    )  # fmt: skip
    qtbot.waitUntil(lambda: "picture-1" in table_of(source, event).items)
    qtbot.waitUntil(lambda: source.picture(sent.id) is not None)
    image = source.picture(sent.id)
    assert image is not None
    assert not image.isNull()
    for client in room.clients.values():
        client.close()
    room.clients.clear()
    room.served.stop()
    qtbot.waitUntil(lambda: source.away_since is not None)
    assert "measure-1" in table_of(source, event).items
    room.served.start()
    qtbot.waitUntil(lambda: source.away_since is None)
    room.client("commander").consultations.do(event, {"verb": "drop", "id": "measure-1"})
    qtbot.waitUntil(lambda: "measure-1" not in table_of(source, event).items)


def table_of(source: BackendSource, event: str) -> ConsultTable:
    """The table, as the wall knows it."""
    found = source.table(event)
    assert found is not None
    return found
