"""The console with and without libvlc: menu, notice, and who is heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from console import config
from console.app import Console
from console.state.camera import Camera
from console.video.vlc_probe import VlcProbe, probe_vlc
from resources import style
from tests.guards.patience import PATIENCE_MS, PATIENCE_S
from tests.video.clips import make_clip

Make = Callable[..., Console]


def absent() -> VlcProbe:
    return VlcProbe(False, reason="libvlc is not installed")


@pytest.fixture
def make_console(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Make]:
    made: list[Console] = []

    def make(
        cameras: list[Camera], probe: Callable[[], VlcProbe] = probe_vlc, **said: object
    ) -> Console:
        given = {"data_folder": tmp_path, "language": "en", "hardware_decode": False, **said}
        found = config.load(given, environment={}, file=tmp_path / "settings.toml")
        console = Console(qapp, found, cameras, probe_player=probe)
        made.append(console)
        with qtbot.waitSignal(console.playback.probed):
            console.start()
        return console

    yield make
    for console in made:
        console.window.close()
        assert console.playback.wait_closed(PATIENCE_S)
        console.window.deleteLater()
        console.deleteLater()
    qapp.setStyleSheet("")
    style.apply(qapp)


def player_entry(console: Console) -> QAction:
    menus = console.window.menuBar().findChildren(QMenu)
    actions = [action for menu in menus for action in menu.actions()]
    return next(a for a in reversed(actions) if a.text().startswith("Play a recording"))


def notices(console: Console) -> list[str]:
    model = console.window.notices.model
    texts = [model.notice(row).text for row in range(model.rowCount())]
    return [text for text in texts if "libvlc" in text or "heard" in text]


def test_console_without_libvlc_starts_and_says_so_once(make_console: Make) -> None:
    camera = Camera("C001", "市场东门", "", "", "rtsp://127.0.0.1:9/x", sound=True)
    console = make_console([camera], absent, enlarged_engine="vlc")
    assert console.window.isVisible()
    assert not player_entry(console).isEnabled()
    assert len(notices(console)) == 1
    assert "apt-get install libvlc5" in notices(console)[0]
    console.window.page.sound_wanted.emit("C001")  # nothing to hear with, nothing to fall over
    console.window.player_chosen.emit()
    assert console.playback.window is None


@pytest.mark.skipif(not probe_vlc().available, reason=probe_vlc().reason)
def test_one_player_window_for_recordings_and_cameras(
    make_console: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    clip = make_clip(tmp_path / "market.mp4", "aac", 48_000)
    console = make_console([])
    assert player_entry(console).isEnabled()
    assert notices(console) == []
    playback = console.playback
    playback.play_file(clip)
    window = playback.window
    assert window is not None
    qtbot.waitUntil(window.view.has_picture, timeout=PATIENCE_MS)
    playback.play_camera(Camera("C002", "学校", "", "", str(clip), sound=True))
    assert playback.window is window
    assert window.is_live
    qtbot.waitUntil(window.view.has_picture, timeout=PATIENCE_MS)
    window.close()
    assert playback.window is None
    playback.play_file(clip)
    another = playback.window
    assert another is not None
    qtbot.waitUntil(another.view.has_picture, timeout=PATIENCE_MS)
    console.window.close()  # the player goes with the console
    assert playback.window is None


@pytest.mark.skipif(not probe_vlc().available, reason=probe_vlc().reason)
def test_an_enlarged_camera_is_heard_until_it_is_small_again(
    make_console: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    clip = make_clip(tmp_path / "school.mp4", "aac", 48_000, seconds=8)
    camera = Camera("C001", "学校", "", "", str(clip), sound=True)
    console = make_console([camera], enlarged_engine="vlc")
    controller, playback = console.video.controller, console.playback
    pane = controller.board.pane_of("C001")
    assert pane is not None
    assert playback.heard() is None
    controller.change_board(controller.board.enlarge(pane))
    player = playback.heard()
    assert player is not None
    qtbot.waitUntil(lambda: player.status.position_s > 0.3, timeout=PATIENCE_MS)
    assert player.frames.sequence() == 0  # the pane has the picture
    controller.change_board(controller.board.restored())
    assert playback.heard() is None
    assert player.wait_closed(PATIENCE_S)
