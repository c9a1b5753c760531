"""The simulated town, serving for a whole test session."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN_S = 240.0
ENDS_WITHIN_S = 30.0


@dataclass(frozen=True, slots=True)
class Town:
    """Where the town's cameras are.

    Attributes:
        rtsp: By camera number: ``{"sub": url, "main": url}``.
        onvif: By number: device service of each camera that moves.
        control: Address of the local HTTP control for faults.
        cameras_csv: The console's list of these cameras.
        pid: Process of the town.
    """

    rtsp: dict[str, dict[str, str]]
    onvif: dict[str, str]
    control: str
    cameras_csv: Path
    pid: int


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        pytest.fail(f"The town didn't end within {ENDS_WITHIN_S:.0f} s of SIGTERM.")


def _wait_until_ready(process: subprocess.Popen[bytes], ready: Path, log: Path) -> dict[str, Any]:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline and process.poll() is None:
        if ready.exists():
            found: dict[str, Any] = json.loads(ready.read_text(encoding="utf-8"))
            return found
        time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    pytest.fail(f"The town isn't ready (exit code {process.poll()}). It said:\n{said}")


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town with short test footage, on free ports; one of its own for each test worker."""
    folder = tmp_path_factory.mktemp("town")
    ready, log = folder / "ready.json", folder / "town.log"
    command = [sys.executable, "-m", "simulator", "serve", "--footage", "test"]
    command += ["--ready-file", str(ready), "--cameras-csv", str(folder / "cameras.csv")]
    command += ["--rtsp-port", "0", "--control-port", "0", "--onvif-port", "0"]
    lock_file = Path(tempfile.gettempdir()) / f"fengqiao-town-{os.getuid()}.lock"
    # Footage is made once: the other worker waits here, then finds it in the cache.
    with log.open("wb") as output, lock_file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=output, start_new_session=True
        )
        try:
            info = _wait_until_ready(process, ready, log)
        except BaseException:
            _stop(process)
            raise
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)
    yield Town(info["rtsp"], info["onvif"], info["control"], Path(info["cameras_csv"]), info["pid"])
    _stop(process)
