"""The player's window on the real libvlc: hands, keys, failures and its end."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTranslator, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from console.pages.player_window import PlayerWindow
from console.state.camera import Camera
from console.video.vlc_probe import probe_vlc
from tests.guards.patience import PATIENCE_MS, PATIENCE_S
from tests.video.clips import make_clip
from widgets.player_bar import JumpSlider, clock_text

Key = Qt.Key

pytestmark = pytest.mark.skipif(not probe_vlc().available, reason=probe_vlc().reason)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_clip(tmp_path_factory.mktemp("clips") / "market.mp4", "aac", 48_000, seconds=12)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[PlayerWindow]:
    from console.video.vlc_engine import VlcPlayer  # noqa: PLC0415  only where libvlc is

    window = PlayerWindow(VlcPlayer(options=("--aout=dummy",)))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield window
    window.close()
    assert window.player.wait_closed(PATIENCE_S)


def camera_at(url: str, user: str = "", password: str = "") -> Camera:
    return Camera(
        "C001", "市场东门", "", "", "rtsp://sub.invalid/", url, user, password, sound=True
    )


def wait_for(qtbot: QtBot, true: Callable[[], bool]) -> None:
    qtbot.waitUntil(true, timeout=PATIENCE_MS)


def play(qtbot: QtBot, window: PlayerWindow, path: Path) -> None:
    window.open_file(path)
    wait_for(qtbot, window.view.has_picture)
    wait_for(qtbot, lambda: window.player.status.length_s > 0)


def colour_shown(window: PlayerWindow) -> tuple[int, int]:
    """Red and green in the middle of what the picture's widget paints."""
    image = window.view.grab().toImage()
    colour = image.pixelColor(image.width() // 2, image.height() // 2)
    return colour.red(), colour.green()


def test_keys_pause_seek_step_speed_and_volume(
    qtbot: QtBot, window: PlayerWindow, clip: Path
) -> None:
    player, view = window.player, window.view
    play(qtbot, window, clip)
    assert view.message() == ""
    assert window.windowTitle().startswith("market.mp4")
    red, green = colour_shown(window)
    assert red > green + 20
    qtbot.keyClick(view, Key.Key_Space)
    wait_for(qtbot, lambda: player.status.state == "paused")
    here = player.status.position_s
    qtbot.keyClick(view, Key.Key_Right)
    wait_for(qtbot, lambda: abs(player.status.position_s - here - 5) < 0.01)
    qtbot.keyClick(view, Key.Key_Left)
    wait_for(qtbot, lambda: abs(player.status.position_s - here) < 0.01)
    qtbot.keyClick(view, Key.Key_Period)
    wait_for(qtbot, lambda: abs(player.status.position_s - here - 0.04) < 0.01)
    qtbot.keyClick(view, Key.Key_Down)
    wait_for(qtbot, lambda: player.status.volume == 95)
    qtbot.keyClick(view, Key.Key_Up)
    wait_for(qtbot, lambda: player.status.volume == 100)
    qtbot.keyClick(view, Key.Key_M)
    wait_for(qtbot, lambda: player.status.muted)
    for _ in range(9):
        qtbot.keyClick(view, Key.Key_BracketRight)
    wait_for(qtbot, lambda: player.status.rate == 8.0)
    for _ in range(9):
        qtbot.keyClick(view, Key.Key_BracketLeft)
    wait_for(qtbot, lambda: player.status.rate == 0.25)


def test_full_screen_and_out_again(qtbot: QtBot, window: PlayerWindow) -> None:
    qtbot.keyClick(window.view, Key.Key_F)
    assert window.isFullScreen()
    window.on_hands_rested()
    assert window.bar.isHidden()
    qtbot.mouseMove(window.view, QPoint(50, 60))
    wait_for(qtbot, window.bar.isVisible)
    qtbot.keyClick(window.view, Key.Key_Escape)
    assert not window.isFullScreen()
    with qtbot.waitSignal(window.closed):
        qtbot.keyClick(window.view, Key.Key_Escape)
    assert not window.isVisible()


def test_a_click_on_the_slider_goes_there(qtbot: QtBot, window: PlayerWindow, clip: Path) -> None:
    play(qtbot, window, clip)
    window.on_play_pause_chosen()
    wait_for(qtbot, lambda: window.player.status.state == "paused")
    seek = next(s for s in window.bar.findChildren(JumpSlider) if s.maximum() > 1000)
    qtbot.mouseClick(seek, Qt.MouseButton.LeftButton, pos=QPoint(seek.width() // 2, 5))
    wait_for(qtbot, lambda: abs(window.player.status.position_s - 6) < 0.2)


def test_a_dropped_recording_plays(qtbot: QtBot, window: PlayerWindow, clip: Path) -> None:
    assert "Nothing to play" in window.view.message()
    data = QMimeData()
    data.setUrls([QUrl("http://example.invalid/x.mp4"), QUrl.fromLocalFile(str(clip))])
    enter = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, drop)
    assert drop.isAccepted()
    wait_for(qtbot, window.view.has_picture)


def test_a_bad_file_says_so_and_hides_the_picture_before(
    qtbot: QtBot, window: PlayerWindow, clip: Path, tmp_path: Path
) -> None:
    play(qtbot, window, clip)
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(os.urandom(100_000))
    window.open_file(bad)
    assert not window.view.has_picture()
    wait_for(qtbot, lambda: "damaged" in window.view.message())
    assert "bad.mp4" in window.view.message()
    assert not window.view.has_picture()
    bad.write_bytes(clip.read_bytes())  # it was still being copied
    qtbot.mouseClick(window.view.retry_button(), Qt.MouseButton.LeftButton)
    wait_for(qtbot, window.view.has_picture)
    assert window.view.message() == ""


def test_a_missing_file_says_so(qtbot: QtBot, window: PlayerWindow, tmp_path: Path) -> None:
    window.open_file(tmp_path / "no.mp4")
    wait_for(qtbot, lambda: "no such file" in window.view.message())


def test_a_refusing_camera_says_so_without_its_password(qtbot: QtBot, window: PlayerWindow) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    window.open_camera(camera_at(f"rtsp://127.0.0.1:{port}/main", "anna", "s3cret"))
    assert "Connecting" in window.view.message()
    wait_for(qtbot, lambda: "refuses" in window.view.message())
    shown = window.view.message() + window.windowTitle()
    assert "市场东门" in shown
    assert "s3cret" not in shown
    assert "anna" not in shown


def test_a_live_feed_that_ends_says_so_and_reopens(
    qtbot: QtBot, window: PlayerWindow, clip: Path
) -> None:
    short = make_clip(clip.parent / "short.mp4", "aac", 48_000, seconds=1)
    window.open_camera(camera_at(str(short)))
    wait_for(qtbot, lambda: "ended the stream" in window.view.message())
    assert window.view.has_picture()  # the last one stays
    frames = window.player.frames.sequence()
    qtbot.mouseClick(window.view.retry_button(), Qt.MouseButton.LeftButton)
    wait_for(qtbot, lambda: window.player.frames.sequence() > frames)
    wait_for(qtbot, window.view.has_picture)


def test_closing_is_immediate_while_the_camera_says_nothing(
    qtbot: QtBot, window: PlayerWindow
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE_S)
        window.open_camera(camera_at(f"http://127.0.0.1:{server.getsockname()[1]}/x.ts"))
        connection, _ = server.accept()
        with connection:
            window.close()
            # The camera is still connected and silent: only a cut feed lets the player end.
            assert window.player.wait_closed(9)  # its own limit would be 10 s


class Marking(QTranslator):
    """Another language: every text in quotation marks."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return f"«{text}»"

    def isEmpty(self) -> bool:
        return False


def test_words_follow_the_language(qtbot: QtBot, window: PlayerWindow, qapp: QApplication) -> None:
    other = Marking()
    qapp.installTranslator(other)
    try:
        wait_for(qtbot, lambda: window.windowTitle() == "«Player»")
        assert window.view.message().startswith("«Nothing to play yet»")
        names = [button.accessibleName() for button in window.bar.findChildren(QToolButton)]
        assert all(name.startswith("«") for name in names)
    finally:
        qapp.removeTranslator(other)
    wait_for(qtbot, lambda: window.windowTitle() == "Player")


def test_every_control_has_a_name(window: PlayerWindow) -> None:
    controls = [*window.bar.findChildren(QToolButton), *window.bar.findChildren(JumpSlider)]
    assert len(controls) == 9
    assert all(control.accessibleName() for control in controls)


def test_times_read_like_a_clock() -> None:
    assert clock_text(0) == "0:00"
    assert clock_text(59.99, tenths=True) == "0:59.9"
    assert clock_text(2.4, tenths=True) == "0:02.4"
    assert clock_text(3661) == "1:01:01"
    assert clock_text(-1) == "0:00"
