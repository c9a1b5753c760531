"""Run a program and weigh its whole process tree from outside."""

from __future__ import annotations

import contextlib
import csv
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

from console.video.vlc_feed import with_login

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Weight:
    """One look at a tree. ``cpu_s`` of the processes alive now; memory in MB."""

    cpu_s: float
    rss_mb: float
    pss_mb: float
    threads: int
    handles: int
    processes: int


def weigh(pid: int, *, shared: bool = True) -> Weight:
    """Sum over a process and its children; ``shared`` also reads PSS, which costs milliseconds."""
    tree: list[psutil.Process] = []
    with contextlib.suppress(psutil.Error):
        root = psutil.Process(pid)
        tree = [root, *root.children(recursive=True)]
    cpu = rss = pss = 0.0
    threads = handles = processes = 0
    for process in tree:
        with contextlib.suppress(psutil.Error):
            times = process.cpu_times()
            cpu += times.user + times.system
            rss += process.memory_info().rss / 1e6
            pss += process.memory_full_info().pss / 1e6 if shared else 0.0
            threads += process.num_threads()
            handles += process.num_fds()
            processes += 1
    return Weight(cpu, rss, pss, threads, handles, processes)


@contextlib.contextmanager
def running(
    command: Sequence[str],
    env: dict[str, str] | None = None,
    stdout: IO[bytes] | int = subprocess.DEVNULL,
) -> Iterator[subprocess.Popen[bytes]]:
    """A program in a process group of its own; the whole group is gone afterwards."""
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield child
    finally:
        end(child)


def end(child: subprocess.Popen[bytes], patience_s: float = 5.0) -> None:
    """Ask the group to end, then make it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(patience_s)
    child.wait()


@contextlib.contextmanager
def display() -> Iterator[tuple[dict[str, str], int | None]]:
    """Environment with a screen, and the pid of the X server when it is ours."""
    if os.environ.get("DISPLAY"):
        yield {}, None
        return
    reading, writing = os.pipe()
    command = (
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1920x1080x24",
        "-nolisten",
        "tcp",
    )
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            yield {"DISPLAY": f":{answer.readline().strip()}"}, server.pid
    finally:
        server.terminate()
        server.wait(10)


@contextlib.contextmanager
def ready_simulator(footage: str = "full", limit_s: float = 240.0) -> Iterator[tuple[Path, int]]:
    """The simulated town: its ready file and its pid.

    Raises:
        TimeoutError: It ended or was not ready in time.
    """
    with tempfile.TemporaryDirectory(prefix="fengqiao-bench-") as folder:
        ready = Path(folder) / "ready.json"
        ports: tuple[str, ...] = ("--rtsp-port", "0", "--control-port", "0", "--onvif-port", "0")
        ports = (*ports, "--cameras-csv", str(ready.with_name("cameras.csv")))
        command: tuple[str, ...] = (*python(), "simulator", "serve", "--footage", footage)
        command = (*command, "--ready-file", str(ready), *ports)
        with running(command) as child:
            until = time.monotonic() + limit_s
            while not ready.exists():
                if child.poll() is not None or time.monotonic() > until:
                    raise TimeoutError("the simulator did not come up")
                time.sleep(0.2)
            yield ready, child.pid


def python() -> tuple[str, str]:
    """How to run a module of this project."""
    return sys.executable, "-m"


def sub_streams(cameras_csv: str) -> dict[str, str]:
    """Camera number → address of the sub stream with its login (simulated cameras only)."""
    with Path(cameras_csv).open(encoding="utf-8-sig", newline="") as text:
        return {
            row["number"]: with_login(row["sub_url"], row["user"], row["password"])
            for row in csv.DictReader(text)
        }
