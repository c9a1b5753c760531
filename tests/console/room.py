"""A command room for tests: the simulated town behind a real backend, consoles signed in to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backend.bootstrap import build
from backend.services.loading import load_town
from backend.services.town_rules import RuleShelf
from backend.storage.database import open_engine
from backend.storage.migrate import migrate
from backend.storage.people import find_actor
from backend_client.client import Client
from backend_client.records import Event
from console import config
from console.app import Console
from console.controllers.backend_link import LinkState
from console.desk import Desk
from console.session_store import Session, SessionStore
from console.state.board import BoardState
from console.state.layouts import parse_layout
from console.video.vlc_probe import VlcProbe
from simulator.town_files import TOWN, write_town
from simulator.town_people import APP, Population
from tests.backend_parts import Served, day_clock
from tests.town import Town

PASSWORD = "模拟-小镇-2026"
HERE = {"lon": 120.2, "lat": 29.7}


@pytest.fixture(scope="session")
def loaded_town(
    tmp_path_factory: pytest.TempPathFactory, town: Town, shelf: RuleShelf, hasher: PasswordHasher
) -> Path:
    """A data folder with the town in it, to be copied."""
    folder = tmp_path_factory.mktemp("loaded")
    write_town(folder / "files", town.rtsp, town.onvif)
    url = f"sqlite:///{folder / 'town.db'}"
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    backend = build(url, folder, day_clock, hasher=hasher, shelf=shelf)
    backend.accounts.add_first()
    with backend.store.reading() as connection:
        admin = find_actor(connection, "admin")
    assert admin is not None
    backend.store.do(
        admin, lambda unit: load_town(unit, backend.accounts, folder / "files", PASSWORD)
    )
    backend.close()
    return folder


class Serving(Protocol):
    """A backend that is started and stopped at will, on the same port."""

    def start(self) -> str:
        """Begin; its address."""

    def stop(self) -> None:
        """End."""


@dataclass
class Room:
    """The backend and everybody's clients. `clock` gives the backend's time."""

    served: Serving
    address: str
    clients: dict[str, Client]
    clock: Callable[[], datetime] = day_clock

    def client(self, login: str) -> Client:
        """Somebody's client, signed in."""
        if login not in self.clients:
            client = Client(self.address)
            client.sessions.sign_in(login, PASSWORD)
            self.clients[login] = client
        return self.clients[login]

    def report(self, text: str, member: str = "", **more: object) -> Event:
        """A grid member reports something."""
        who = member or self.members[0]
        body = {"town": TOWN, "source": "field", "text": text, "position": self.place, **more}
        return self.client(who).events.report(body)

    @property
    def members(self) -> list[str]:
        """Grid members, the full-time ones of the first grids first."""
        people = Population().field_people
        return [one.id for one in people if any("full_time" in role for role in one.roles)]

    @cached_property
    def place(self) -> dict[str, float]:
        """Where the first camera hangs."""
        camera = next(one for one in self.client("op1").towns.cameras(TOWN) if one.id == "C001")
        assert camera.lon is not None
        assert camera.lat is not None
        return {"lon": camera.lon, "lat": camera.lat}

    def put_people_on_duty(self, count: int = 12) -> list[str]:
        """So many members stand near the first camera, on duty."""
        place, going = self.place, self.members[:count]
        for one in going:
            self.client(one).sending.change_duty(one, on_duty=True)
        at = self.clock().isoformat()
        told = [
            {"person": one, "lon": place["lon"] + 0.001 * n, "lat": place["lat"], "at": at}
            for n, one in enumerate(going)
        ]
        self.client(APP).sending.tell_positions(told)
        return going

    def close(self) -> None:
        """End it."""
        for client in self.clients.values():
            client.close()
        self.served.stop()


@pytest.fixture
def room(
    tmp_path: Path, loaded_town: Path, shelf: RuleShelf, hasher: PasswordHasher
) -> Iterator[Room]:
    """The town behind a real server."""
    folder = tmp_path / "backend"
    shutil.copytree(loaded_town, folder)
    served = Served(f"sqlite:///{folder / 'town.db'}", folder, shelf, hasher)
    made = Room(served, served.start(), {})
    yield made
    made.close()


SeatOpener = Callable[..., Console]


@pytest.fixture
def open_seat(qapp: QApplication, qtbot: QtBot, tmp_path: Path, room: Room) -> Iterator[SeatOpener]:
    """Opens a console at the room's backend and signs somebody in, with keys.

    The first time it comes with a few panes as if it had been here before: forty streams take
    more than all else. Without ``panes`` it is new to this machine.
    """
    opened: list[Console] = []

    def open_it(
        login: str = "op1",
        *,
        language: str = "en",
        name: str = "seat",
        panes: str = "4",
        **more: object,
    ) -> Console:
        if panes and not SessionStore(tmp_path / name).exists:
            SessionStore(tmp_path / name).save(Session(BoardState.empty(parse_layout(panes))))
        said = {
            **more,
            "language": language,
            "data_folder": tmp_path / name,
            "hardware_decode": False,
            "backend": room.address,
        }
        configuration = config.load(said, {}, tmp_path / f"{name}.toml")
        console = Console(qapp, configuration, None, lambda: VlcProbe(available=False))
        opened.append(console)
        console.video.load.load_measured.disconnect()
        console.start()
        console.window.activateWindow()
        qtbot.waitUntil(console.window.isActiveWindow)
        if login:
            sign_in(qtbot, console, login)
        return console

    yield open_it
    for console in opened:
        console.window.close()
        console.window.deleteLater()
        console.deleteLater()
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)


def desk_of(console: Console) -> Desk:
    """The console's desk."""
    assert console.desk is not None
    return console.desk


def sign_in(qtbot: QtBot, console: Console, login: str, password: str = PASSWORD) -> None:
    """Type login and password, and wait until everything is there."""
    desk = desk_of(console)
    panel = desk.panel
    panel.login.setFocus()
    panel.login.clear()
    qtbot.keyClicks(panel.login, login)
    panel.password.setFocus()
    panel.password.setText(password)
    qtbot.keyClick(panel.password, Qt.Key.Key_Return)

    def is_there() -> None:
        assert panel.fault.text() == "", panel.fault.text()
        assert desk.link.state is LinkState.LIVE
        assert not console.window.is_covered

    qtbot.waitUntil(is_there)
