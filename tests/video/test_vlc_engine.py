"""The real libvlc on real files and pipes: picture, sound, seeking, and sources that stall."""

from __future__ import annotations

import os
import socket
import sys
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from console.video.vlc_engine import PlayerStatus, VlcPlayer
from console.video.vlc_feed import VlcFeed, with_login
from console.video.vlc_probe import parse_probe, probe_vlc, run_probe
from tests.guards.patience import PATIENCE_MS, PATIENCE_S
from tests.video.clips import TONE_HZ, make_clip

pytestmark = pytest.mark.skipif(not probe_vlc().available, reason=probe_vlc().reason)
Make = Callable[..., VlcPlayer]


@pytest.fixture(scope="module")
def aac_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_clip(tmp_path_factory.mktemp("clips") / "aac.mp4", "aac", 48_000)


@pytest.fixture(scope="module")
def long_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Long enough to be paused in the middle on a slow machine."""
    return make_clip(tmp_path_factory.mktemp("clips") / "long.mp4", "aac", 48_000, seconds=30)


@pytest.fixture(scope="module")
def g711_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_clip(tmp_path_factory.mktemp("clips") / "g711.mov", "pcm_alaw", 8_000)


@pytest.fixture
def make_player(qapp: QCoreApplication, tmp_path: Path) -> Iterator[Make]:
    players: list[VlcPlayer] = []

    def make(*options: str) -> VlcPlayer:
        players.append(VlcPlayer(options=options or ("--aout=dummy",)))
        return players[-1]

    yield make
    for player in players:
        player.close()
        assert player.wait_closed(PATIENCE_S)


def wait_state(qtbot: QtBot, player: VlcPlayer, state: str) -> PlayerStatus:
    qtbot.waitUntil(lambda: player.status.state == state, timeout=PATIENCE_MS)
    return player.status


def loudest_hz(path: Path) -> float:
    """The strongest frequency in a WAV file."""
    with wave.open(str(path)) as heard:
        raw = heard.readframes(heard.getnframes())
        channels, rate = heard.getnchannels(), heard.getframerate()
    samples = np.frombuffer(raw, np.int16)[::channels].astype(np.float64)
    assert np.abs(samples).max() > 1000, "silence"
    spectrum = np.abs(np.fft.rfft(samples))
    return float(np.argmax(spectrum) * rate / len(samples))


@pytest.mark.parametrize("clip", ["aac_clip", "g711_clip"])
@pytest.mark.parametrize("live", [True, False])
def test_tone_is_heard(
    clip: str,
    live: bool,
    make_player: Make,
    qtbot: QtBot,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    path, heard = request.getfixturevalue(clip), tmp_path / "heard.wav"
    player = make_player("--aout=afile", f"--audiofile-file={heard}")
    if live:
        player.open_live(str(path))
        wait_state(qtbot, player, "failed")  # a live stream isn't meant to end
        assert player.status.reason == "ended"
    else:
        player.open_file(path)
        wait_state(qtbot, player, "ended")
    player.close()
    assert player.wait_closed(PATIENCE_S)
    assert loudest_hz(heard) == pytest.approx(TONE_HZ, abs=15)


def test_picture_has_the_size_and_colours_of_the_file(
    make_player: Make, qtbot: QtBot, long_clip: Path
) -> None:
    player = make_player()
    player.open_file(long_clip)
    qtbot.waitUntil(lambda: player.frames.sequence() > 5, timeout=PATIENCE_MS)
    player.pause()
    wait_state(qtbot, player, "paused")
    image = player.frames.acquire()
    assert image is not None
    assert (image.width(), image.height()) == (320, 180)
    corner, middle = image.pixelColor(5, 5), image.pixelColor(160, 90)
    assert min(corner.red(), corner.green(), corner.blue()) > 200
    assert middle.red() > 35
    assert middle.red() > middle.green() + 20


def test_seek_and_steps_show_other_frames(make_player: Make, qtbot: QtBot, long_clip: Path) -> None:
    player = make_player()
    player.open_file(long_clip)
    qtbot.waitUntil(lambda: player.status.length_s > 0, timeout=PATIENCE_MS)
    player.pause()
    wait_state(qtbot, player, "paused")

    def red_at(position_s: float) -> int:
        before = player.frames.sequence()
        player.seek(position_s)
        qtbot.waitUntil(lambda: player.frames.sequence() > before, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: player.status.position_s == position_s, timeout=PATIENCE_MS)
        image = player.frames.acquire()
        assert image is not None
        return image.pixelColor(160, 90).red()

    early, late = red_at(0.4), red_at(2.4)
    assert late > early + 60  # the red grows by 50 a second
    before = player.frames.sequence()
    player.step(1)
    qtbot.waitUntil(lambda: player.frames.sequence() == before + 1, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: abs(player.status.position_s - 2.44) < 0.005, timeout=PATIENCE_MS)
    player.step(-1)
    qtbot.waitUntil(lambda: player.status.position_s < 2.42, timeout=PATIENCE_MS)
    assert player.status.state == "paused"


def test_speed_volume_and_silence_are_told(make_player: Make, qtbot: QtBot, aac_clip: Path) -> None:
    player = make_player()
    player.set_rate(99)
    player.set_volume(-5)
    player.set_muted(True)
    player.open_file(aac_clip)
    qtbot.waitUntil(lambda: player.status.rate == 8.0, timeout=PATIENCE_MS)
    assert (player.status.volume, player.status.muted) == (0, True)
    wait_state(qtbot, player, "ended")
    assert player.status.position_s == player.status.length_s
    player.play()
    wait_state(qtbot, player, "playing")


def test_missing_file_garbage_and_named_pipe_are_refused(
    make_player: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    player = make_player()
    pipe, garbage = tmp_path / "pipe.mp4", tmp_path / "garbage.mp4"
    os.mkfifo(pipe)
    garbage.write_bytes(os.urandom(200_000))
    for path in (tmp_path / "no.mp4", pipe):
        with qtbot.waitSignal(player.failed, timeout=PATIENCE_MS) as caught:
            player.open_file(path)
        assert caught.args == ["missing"]
        player.stop()
        wait_state(qtbot, player, "idle")
    with qtbot.waitSignal(player.failed, timeout=PATIENCE_MS) as caught:
        player.open_file(garbage)
    assert caught.args == ["unreadable"]


def test_garbage_after_a_good_file_is_still_unreadable(
    make_player: Make, qtbot: QtBot, aac_clip: Path, tmp_path: Path
) -> None:
    player = make_player()
    player.open_file(aac_clip)
    qtbot.waitUntil(lambda: player.frames.sequence() > 3, timeout=PATIENCE_MS)
    garbage = tmp_path / "garbage.mp4"
    garbage.write_bytes(os.urandom(200_000))
    with qtbot.waitSignal(player.failed, timeout=PATIENCE_MS) as caught:
        player.open_file(garbage)
    assert caught.args == ["unreadable"]
    assert player.status.source == 2
    assert player.status.first_frame == player.frames.sequence()


@pytest.mark.parametrize("samples", [160, 8000])
def test_sound_without_a_picture_plays_to_its_end(
    samples: int, make_player: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "tone.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(np.zeros(samples, np.int16).tobytes())
    player = make_player()
    player.open_file(path)
    qtbot.waitUntil(lambda: player.status.state in ("ended", "failed"), timeout=PATIENCE_MS)
    assert (player.status.state, player.status.reason) == ("ended", "")


def test_refused_stream_says_so(make_player: Make, qtbot: QtBot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    player = make_player()
    with qtbot.waitSignal(player.failed, timeout=PATIENCE_MS) as caught:
        player.open_live(f"rtsp://127.0.0.1:{port}/x", "user", "secret")
    assert caught.args == ["refused"]


def serve_half(clip: Path, server: socket.socket) -> socket.socket:
    """Send the first half of a TS over HTTP, then nothing, with the socket open."""
    connection, _ = server.accept()
    connection.recv(4096)
    connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: video/mp2t\r\n\r\n")
    body = clip.read_bytes()
    connection.sendall(body[: len(body) // 2])
    return connection


def test_stalled_source_never_holds_anybody(
    make_player: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    clip = make_clip(tmp_path / "a.ts", "mp2", 48_000)
    player = make_player()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE_S)
        player.open_live(f"http://127.0.0.1:{server.getsockname()[1]}/a.ts")
        connection = serve_half(clip, server)
        try:
            qtbot.waitUntil(lambda: player.frames.sequence() > 3, timeout=PATIENCE_MS)
            player.close()
            # The source is still silent and open: only a cut feed lets libvlc go.
            assert player.wait_closed(9)  # its own limit would be 10 s
        finally:
            connection.close()


def test_feed_ends_with_its_console(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        feed = VlcFeed(f"http://127.0.0.1:{silent.getsockname()[1]}/x")
        try:
            silent.settimeout(PATIENCE_S)
            connection, _ = silent.accept()  # the child waits for an answer now
            with connection:
                assert feed._child.stdin is not None
                feed._child.stdin.close()  # what the kernel does when the console dies
                assert feed._child.wait(PATIENCE_S) == 0
        finally:
            feed.close()


def test_feed_keeps_the_login_off_its_command_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        feed = VlcFeed(f"http://127.0.0.1:{silent.getsockname()[1]}/x", "anna", "s3cret")
        try:
            shown = Path(f"/proc/{feed.pid}/cmdline").read_bytes()
            shown += Path(f"/proc/{feed.pid}/environ").read_bytes()
        finally:
            feed.close()
    assert b"s3cret" not in shown


def test_login_is_quoted() -> None:
    assert with_login("rtsp://h:1/x", "a@b", "p/:") == "rtsp://a%40b:p%2F%3A@h:1/x"
    assert with_login("rtsp://h/x", "", "") == "rtsp://h/x"


def test_probe_survives_crash_hang_and_nonsense() -> None:
    crash = (sys.executable, "-c", "import os; os.abort()")
    assert not run_probe(crash, PATIENCE_S).available
    hang = run_probe((sys.executable, "-c", "import time; time.sleep(600)"), 0.5)
    assert not hang.available
    assert "0.5 s" in hang.reason
    assert not parse_probe(0, "").available
    assert not parse_probe(0, "[1]").available
    full = '{"available": true, "version": "3", "rtsp": true, "reason": ""}'
    assert parse_probe(0, "noise\n" + full).rtsp
