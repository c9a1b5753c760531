"""``live`` as people run it: figures, picture, exit codes, and no secret anywhere."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtGui import QImage

from tests.console.programs import log_text, run_program, running
from tests.guards.patience import PATIENCE_S
from tests.town import Town

PANE_FIELDS = {
    "url", "state", "reason", "engine", "codec", "width", "height", "decoded_fps", "shown_fps",
    "first_picture_ms", "frame_age_ms", "reconnects",
}  # fmt: skip
SECRET = "fengxi-005"


def closed_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"rtsp://127.0.0.1:{server.getsockname()[1]}/x"


def with_login(url: str) -> str:
    return url.replace("rtsp://", f"rtsp://viewer:{SECRET}@")


def test_figures_and_picture_are_written(town: Town, tmp_path: Path) -> None:
    stats, shot = tmp_path / "stats.json", tmp_path / "shot.png"
    urls = [town.rtsp["C002"]["sub"], with_login(town.rtsp["C005"]["sub"]), closed_address()]
    done = run_program(
        tmp_path, "live", *urls, "--layout", "2x2", "--warmup", "5", "--duration", "2",
        "--stats", str(stats), "--screenshot", str(shot), "--verbose",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(stats.read_text(encoding="utf-8"))
    assert set(figures) == {"panes", "gui_stall_ms", "cpu_cores", "rss_mb", "window_s"}
    assert set(figures["gui_stall_ms"]) == {"p50", "p99", "max"}
    assert figures["window_s"] >= 2
    assert figures["cpu_cores"] > 0
    assert figures["rss_mb"] > 10
    assert [set(pane) for pane in figures["panes"]] == [PANE_FIELDS] * 3
    for pane in figures["panes"][:2]:
        assert (pane["state"], pane["reason"], pane["codec"]) == ("live", "none", "h264")
        assert (pane["width"], pane["height"], pane["engine"]) == (640, 360, "ffmpeg")
        assert 0 < pane["shown_fps"] <= pane["decoded_fps"] + 2
        assert pane["first_picture_ms"] > 0
        assert pane["frame_age_ms"] < 2000
    lost = figures["panes"][2]
    assert (lost["state"], lost["reason"], lost["first_picture_ms"]) == ("lost", "refused", None)
    assert lost["reconnects"] > 0
    picture = QImage(str(shot))
    assert (picture.width(), picture.height()) == (1920, 1080)
    colours = {picture.pixel(x, 270) for x in range(100, 900, 7)}
    assert len(colours) > 20, "no picture in the first pane"
    said = stats.read_text(encoding="utf-8") + done.stdout + done.stderr + log_text(tmp_path)
    assert SECRET not in said


def test_no_stream_ends_with_3(tmp_path: Path) -> None:
    stats = tmp_path / "stats.json"
    done = run_program(tmp_path, "live", closed_address(), "--duration", "1", "--stats", str(stats))
    assert done.returncode == 3
    assert json.loads(stats.read_text(encoding="utf-8"))["panes"][0]["state"] == "lost"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("no such file.mp4",),
        ("gopher://viewer:hunter22@host/x",),
        ("rtsp://viewer:hunter22@:99999/x",),
        ("rtsp://h/x", "--layout", "0x9"),
        ("rtsp://h/x", "--transport", "pigeon"),
        ("rtsp://h/x", "--duration", "-1"),
        ("rtsp://h/x", "--stats", "a.json"),
        ("rtsp://h/x", "--duration", "1", "--stats", "/no/such/folder/a.json"),
    ],
)
def test_bad_arguments_end_with_2_and_words(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run_program(tmp_path, "live", *arguments)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert "hunter22" not in done.stdout + done.stderr


def test_decoders_get_the_login_by_their_pipe(town: Town, tmp_path: Path) -> None:
    url = with_login(town.rtsp["C005"]["sub"])
    with running(tmp_path, "live", url) as process:
        decoders = children_of(process.pid)
        shown = b"".join(
            Path(f"/proc/{child.pid}/{name}").read_bytes()
            for child in decoders
            for name in ("cmdline", "environ")
        )
        assert b"console.video.decoder" in shown
        assert SECRET.encode() not in shown
        process.terminate()
        assert process.wait(PATIENCE_S) in {0, 3}
    assert not psutil.wait_procs(decoders, PATIENCE_S)[1]


def children_of(pid: int) -> list[psutil.Process]:
    """The program's decoders, once there are any."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        found = [
            child
            for child in psutil.Process(pid).children(recursive=True)
            if "console.video.decoder" in child.cmdline()
        ]
        if found:
            return found
        time.sleep(0.1)
    pytest.fail("no decoder was started")
