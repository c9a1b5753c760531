"""A wall at a real backend: it signs in with its key, follows what is shown, and bears its loss."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from backend_client.wall_records import WallScreenHealth
from console.controllers.wall_backend import BackendSource, WallLogin
from console.state.wall_contents import ClockContent, NoticesContent, SpanContent
from console.state.wall_plan import Frame, WallScreen
from simulator.town_files import TOWN
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
