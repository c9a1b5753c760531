"""The backend as a process of its own, to be stopped, killed and frozen by tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import requests

from tests.guards.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parent.parent.parent
_STEP_S = 0.02


@dataclass
class BackendProcess:
    """`python -m backend serve` on one data folder, always on the same port.

    `database`: its URL, where it isn't the file in that folder.
    """

    folder: Path
    port: int = 0
    database: str = ""
    process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> str:
        """Begin; returns its address once it is ready."""
        command = [sys.executable, "-m", "backend", "serve", "--data-folder", str(self.folder)]
        command += ["--port", str(self.port)]
        clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        if self.database:
            clean["DATABASE_URL"] = self.database
        with (self.folder / "log.txt").open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=clean, text=True, stdout=subprocess.PIPE, stderr=log
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        assert line.startswith("http://"), (self.folder / "log.txt").read_text(encoding="utf-8")
        self.port = int(line.rpartition(":")[2])
        self.wait_ready()
        return line

    def wait_ready(self) -> None:
        """Return as soon as it answers."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            try:
                if requests.get(f"{self.address}/readyz", timeout=PATIENCE_S).ok:
                    return
            except requests.ConnectionError:
                pass
            time.sleep(_STEP_S)
        raise TimeoutError("the backend doesn't become ready")

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        assert self.process is not None
        self.process.send_signal(number)

    def wait_gone(self) -> None:
        """Return when the process is over."""
        if self.process is None:
            return
        self.process.wait(PATIENCE_S)
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None

    def stop(self) -> None:
        """End it for good, whatever state it is in."""
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.wait_gone()


class Fault(StrEnum):
    """What happens to a backend."""

    STOPPED = "stopped"
    KILLED = "killed"
    FROZEN = "frozen"
    FROZEN_THEN_KILLED = "frozen, then killed"


_CUTS = {
    Fault.STOPPED: signal.SIGTERM,
    Fault.KILLED: signal.SIGKILL,
    Fault.FROZEN: signal.SIGSTOP,
    Fault.FROZEN_THEN_KILLED: signal.SIGSTOP,
}


def cut(backend: BackendProcess, fault: Fault) -> None:
    """Let a fault happen; returns at once."""
    backend.signal(_CUTS[fault])


def bring_back(backend: BackendProcess, fault: Fault, then: Callable[[], object]) -> float:
    """End a fault; returns the monotonic second at which the backend was ready again.

    `then` is done right after.
    """
    if fault is Fault.FROZEN:
        backend.signal(signal.SIGCONT)
        backend.wait_ready()
    else:
        if fault is Fault.FROZEN_THEN_KILLED:
            backend.signal(signal.SIGKILL)
        backend.wait_gone()
        backend.start()
    ready_at = time.monotonic()
    then()
    return ready_at
