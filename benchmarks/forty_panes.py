"""Forty and sixty-four live panes: ours beside others on the same streams in one run.

python -m benchmarks.forty_panes --seconds 20
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from benchmarks.process_tree import (
    ROOT,
    display,
    python,
    ready_simulator,
    running,
    sub_streams,
    weigh,
)

CLIPS, CLIP_S = 8, 8
LOOPS = 10  # so that ffmpeg's own start doesn't count
LAYOUTS = {40: "8x5", 64: "8x8"}
SETTLED_PERCENT = 25.0


def record(urls: list[str], folder: Path) -> list[Path]:
    """A few seconds of some of the streams, as they are."""
    clips: list[Path] = []
    for number, url in enumerate(urls):
        if len(clips) == CLIPS:
            break
        clip = folder / f"{number}.mkv"
        command = ("ffmpeg", "-v", "quiet", "-rtsp_transport", "tcp", "-i", url)
        done = subprocess.run(
            (*command, "-t", str(CLIP_S), "-c", "copy", "-an", str(clip)),
            stdin=subprocess.DEVNULL,
            timeout=CLIP_S + 20,
            check=False,
        )
        if done.returncode == 0 and clip.stat().st_size:
            clips.append(clip)
    if not clips:
        raise ValueError("no stream could be recorded")
    return clips


def plain_decode(clips: list[Path], panes: int) -> dict[str, Any]:
    """Cores that single-thread ffmpeg needs for ``panes`` such streams at their own rate."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for clip in clips:
        loops = ("-threads", "1", "-stream_loop", str(LOOPS - 1), "-i", str(clip))
        command = ("ffmpeg", "-v", "quiet", *loops, "-f", "null", "-")
        subprocess.run(command, stdin=subprocess.DEVNULL, timeout=60, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "who": "ffmpeg, decode only",
        "panes": panes,
        "cores": spent * panes / len(clips) / CLIP_S / LOOPS,
    }


def cores_of(
    child: subprocess.Popen[bytes], warmup_s: float, seconds: float
) -> tuple[float, float]:
    """Cores of a running tree over ``seconds``, and its PSS in MB at the end.

    Raises:
        ValueError: It ended before the time was over.
    """
    time.sleep(warmup_s)
    first, began = weigh(child.pid), time.monotonic()
    time.sleep(seconds)
    last, took = weigh(child.pid), time.monotonic() - began
    if child.poll() is not None or last.cpu_s < first.cpu_s:
        raise ValueError("it ended before the time was over")
    return (last.cpu_s - first.cpu_s) / took, last.pss_mb


def gstreamer(urls: list[str], seconds: float) -> dict[str, Any]:
    """Decode and scale to BGRA in one GStreamer pipeline, nothing shown."""
    row: dict[str, Any] = {"who": "GStreamer, decode + BGRA", "panes": len(urls)}
    if shutil.which("gst-launch-1.0") is None:
        return row | {"note": "not installed"}
    command = ["gst-launch-1.0", "-q"]
    for url in urls:
        command += f"rtspsrc location={url} protocols=tcp ! decodebin ! videoconvert".split()
        command += ["!", "videoscale", "!", "video/x-raw,format=BGRA,width=240,height=135"]
        command += ["!", "fakesink", "sync=true"]
    with running(command) as child:
        try:
            row["cores"], row["pss_mb"] = cores_of(child, 8, seconds)
        except ValueError as error:
            row["note"] = str(error)
    return row


@contextlib.contextmanager
def transport_streams(clips: list[Path], count: int) -> Iterator[list[str]]:
    """HTTP addresses that each give one clip as MPEG-TS at its own speed, for ever."""
    servers, urls = [], []
    try:
        for number in range(count):
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                url = f"http://127.0.0.1:{free.getsockname()[1]}/live.ts"
            source = ("-stream_loop", "-1", "-re", "-i", str(clips[number % len(clips)]))
            command = ("ffmpeg", "-v", "quiet", *source, "-c", "copy", "-f", "mpegts")
            servers.append(
                subprocess.Popen((*command, "-listen", "1", url), stdin=subprocess.DEVNULL)
            )
            urls.append(url)
        time.sleep(1)
        yield urls
    finally:
        for server in servers:
            server.kill()
        for server in servers:
            server.wait(10)


def vlc_windows(
    clips: list[Path], panes: int, seconds: float, env: dict[str, str]
) -> dict[str, Any]:
    """libvlc decoding and showing in native windows."""
    row: dict[str, Any] = {"who": "libvlc windows", "panes": panes}
    columns = LAYOUTS[panes].partition("x")[0]
    command = [*python(), "benchmarks.vlc_windows", columns, "8", str(seconds)]
    with (
        transport_streams(clips, panes) as urls,
        tempfile.TemporaryFile() as answer,
        running([*command, *urls], env, stdout=answer) as child,
    ):
        try:
            row["cores"], row["pss_mb"] = cores_of(child, 8, seconds * 0.8)
            child.wait(seconds + 20)
            answer.seek(0)
            rates = json.loads(answer.read())
        except (ValueError, subprocess.TimeoutExpired) as error:
            return row | {"note": f"no figures: {type(error).__name__}"}
    return row | {"fps_mean": sum(rates) / panes, "fps_worst": min(rates)}


def ours(urls: list[str], seconds: float, env: dict[str, str], stats: Path) -> dict[str, Any]:
    """``console live`` with everything shown."""
    row: dict[str, Any] = {"who": "ours", "panes": len(urls)}
    options = ("--layout", LAYOUTS[len(urls)], "--warmup", "10", "--duration", str(int(seconds)))
    command = (*python(), "console", "live", *urls, *options, "--stats", str(stats))
    outside = Outside()
    with running(command, env) as child:
        try:
            row["cores"], row["pss_mb"] = cores_of(child, 10, seconds * 0.8)
            row |= outside.cores()
            child.wait(seconds + 40)
            return row | shown(json.loads(stats.read_text()))
        except (ValueError, OSError, KeyError, subprocess.TimeoutExpired) as error:
            return row | {"note": f"no figures: {type(error).__name__}"}


class Outside:
    """What the X server and the simulator use meanwhile; no contender is charged with it."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._before = self._spent()

    @staticmethod
    def _spent() -> dict[str, float]:
        spent = {"x_server_cores": 0.0, "simulator_cores": 0.0}
        for process in psutil.process_iter(["name", "cmdline", "cpu_times"]):
            facts = process.info
            is_town = "simulator" in (facts["cmdline"] or []) and "serve" in facts["cmdline"]
            if facts["name"] in {"Xvfb", "Xorg"} or is_town:
                name = "simulator_cores" if is_town else "x_server_cores"
                spent[name] += sum(facts["cpu_times"][:2])
        return spent

    def cores(self) -> dict[str, float]:
        """Cores used since this was made."""
        took = time.monotonic() - self._began
        return {name: (now - self._before[name]) / took for name, now in self._spent().items()}


def shown(stats: dict[str, Any]) -> dict[str, Any]:
    """What the console says of itself."""
    fps = [float(pane["shown_fps"] or 0) for pane in stats["panes"]]
    first = sorted(
        p["first_picture_ms"] for p in stats["panes"] if p["first_picture_ms"] is not None
    )
    return {
        "fps_mean": sum(fps) / len(fps),
        "fps_worst": min(fps),
        "stall_ms": stats["gui_stall_ms"],
        "own_cores": stats["cpu_cores"],
        "rss_mb": stats["rss_mb"],
        "first_ms_p50": first[len(first) // 2] if first else None,
        "first_ms_p95": first[int(len(first) * 0.95)] if first else None,
    }


def table(rows: list[dict[str, Any]]) -> str:
    """Rows for reading; ``×`` is the ratio to plain decode at the same number of panes."""
    plain = {r["panes"]: r["cores"] for r in rows if r["who"].startswith("ffmpeg")}
    lines = []
    for row in rows:
        cores = row.get("cores")
        row["ratio"] = cores / plain[row["panes"]] if cores else None
        figures = {k: round(v, 2) if isinstance(v, float) else v for k, v in row.items()}
        lines.append("  ".join(f"{k}={v}" for k, v in figures.items() if v is not None))
    return "\n".join(lines)


def settle(limit_s: float = 30.0) -> None:
    """Wait until what came before has really ended; it would slow down what comes next."""
    until = time.monotonic() + limit_s
    while time.monotonic() < until and psutil.cpu_percent(2.0) > SETTLED_PERCENT:
        pass


def measure(seconds: float, panes: list[int], footage: str) -> list[dict[str, Any]]:
    """All contenders, one after the other, on one simulator."""
    rows: list[dict[str, Any]] = []
    with (
        ready_simulator(footage) as (ready_file, _),
        display() as (env, _),
        tempfile.TemporaryDirectory(prefix="fengqiao-bench-") as folder,
    ):
        streams = sub_streams(json.loads(ready_file.read_text())["cameras_csv"])
        every = [streams[number] for number in sorted(streams)]
        clips = record(every, Path(folder))
        for count in panes:
            urls = (every * count)[:count]
            rows.append(plain_decode(clips, count))
            settle()
            rows.append(gstreamer(urls, seconds))
            settle()
            rows.append(vlc_windows(clips, count, seconds, env))
            found = importlib.util.find_spec("PySide6.QtMultimedia") is not None
            note = "is installed, but not measured here" if found else "not installed"
            rows.append({"who": "QMediaPlayer", "panes": count, "note": note})
            settle()
            rows.append(ours(urls, seconds, env, Path(folder) / f"{count}.json"))
    return rows


def main(arguments: list[str] | None = None) -> int:
    """Run it; 1 when something needed is missing."""
    parser = argparse.ArgumentParser(description="forty live panes beside others")
    parser.add_argument("--seconds", type=float, default=20.0, help="per contender")
    parser.add_argument("--panes", type=int, nargs="+", choices=sorted(LAYOUTS), default=[40, 64])
    parser.add_argument("--footage", choices=("full", "test"), default="full")
    parser.add_argument("--json", type=Path, default=ROOT / "out" / "forty_panes.json")
    chosen = parser.parse_args(arguments)
    try:
        rows = measure(chosen.seconds, chosen.panes, chosen.footage)
    except (OSError, ValueError, TimeoutError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"forty_panes: {type(error).__name__}: {error}\n")
        return 1
    sys.stdout.write(table(rows) + "\n")
    chosen.json.parent.mkdir(parents=True, exist_ok=True)
    chosen.json.write_text(json.dumps(rows, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
