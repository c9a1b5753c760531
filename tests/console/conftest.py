"""The console's window on cameras of the simulated town."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console import config
from console.app import Console
from console.camera_store import CameraStore
from console.session_store import Session, SessionStore
from console.state.board import BoardState
from console.state.camera import Camera
from console.state.camera_csv import parse_cameras
from console.state.layouts import parse_layout
from console.video.vlc_probe import VlcProbe
from tests.console.room import loaded_town, open_seat, room
from tests.town import Town

__all__ = ["loaded_town", "open_seat", "room"]

Opener = Callable[..., Console]


@pytest.fixture
def cameras(town: Town) -> list[Camera]:
    """All cameras of the town."""
    return list(parse_cameras(town.cameras_csv.read_bytes()).cameras)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The console's data folder."""
    return tmp_path / "data"


@pytest.fixture
def open_console(
    qapp: QApplication, qtbot: QtBot, data: Path, cameras: list[Camera]
) -> Iterator[Opener]:
    """Opens the console as a person would; ``layout`` is that of a first session, filled.

    The machine's own load is left out, so that only what a test feeds makes panes slow down.
    """
    opened: list[Console] = []

    def open_it(
        shown: Sequence[Camera] | None = None, *, layout: str = "", language: str | None = "en"
    ) -> Console:
        if layout and not SessionStore(data).exists:
            keep_session(data, layout, cameras)
        said = {"language": language, "data_folder": data, "hardware_decode": False}
        configuration = config.load(said, {}, data.parent / "settings.toml")
        console = Console(qapp, configuration, shown, lambda: VlcProbe(available=False))
        opened.append(console)
        console.video.load.load_measured.disconnect()
        console.start()
        console.window.activateWindow()
        qtbot.waitUntil(console.window.isActiveWindow)
        console.window.page.setFocus()
        return console

    CameraStore(data).save(cameras)
    yield open_it
    for console in opened:
        console.window.close()
        console.window.deleteLater()
        console.deleteLater()
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def keep_session(data: Path, layout: str, cameras: Sequence[Camera]) -> None:
    """A session from before, with a pane layout full of cameras."""
    board = BoardState.empty(parse_layout(layout))
    SessionStore(data).save(Session(board.filled(camera.number for camera in cameras)))
