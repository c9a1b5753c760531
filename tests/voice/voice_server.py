"""The voice server as people run it, to be ended, killed and begun again by tests."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from backend.domain.voice import Speaker, token_of
from backend.services.voice_line import VoiceLine
from backend_client.voice_pass import VoicePass
from tests.guards.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class VoiceServer:
    """The voice server in one folder, always on the same port.

    `program`: what is run; the one that begins quicker, or the command that people know.
    """

    folder: Path
    port: int = 0
    program: tuple[str, ...] = ("-m", "backend.voice")
    rtp_ports: str = "21000-21999"
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"ws://127.0.0.1:{self.port}"

    @property
    def secret(self) -> str:
        """What it shares with the backend."""
        return (self.folder / "secret").read_text(encoding="ascii").strip()

    @property
    def line(self) -> VoiceLine:
        """The backend's line to it."""
        return VoiceLine(self.url, lambda: self.secret)

    def start(self) -> None:
        """Begin, on the port of before."""
        command = [sys.executable, *self.program, "--folder", str(self.folder)]
        command += ["--port", str(self.port), "--rtp-ports", self.rtp_ports]
        self.process = subprocess.Popen(
            command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        assert line.startswith("ws://127.0.0.1:"), line
        self.port = int(line.rpartition(":")[2])

    def janus(self) -> psutil.Process:
        """Its Janus."""
        assert self.process is not None
        (found,) = psutil.Process(self.process.pid).children()
        return found

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End it; its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.wait_gone()

    def wait_gone(self) -> int:
        """Return its exit code when it is over."""
        assert self.process is not None
        assert self.process.stdout is not None
        code = self.process.wait(PATIENCE_S)
        self.process.stdout.close()
        self.process = None
        return code

    def stop(self) -> None:
        """End it for good, if it isn't over."""
        if self.process is not None:
            assert self.end() == 0

    def gives(self, person: str, room: str, name: str = "") -> VoicePass:
        """What the backend would give a person."""
        speaker = Speaker(room, person, name or f"{person}同志")
        token = token_of(self.secret, speaker, datetime.now(UTC))
        return VoicePass(self.url, room, token, speaker.person, speaker.name)


def wait_gone(process: psutil.Process) -> None:
    """Return when a process is over."""
    deadline = time.monotonic() + PATIENCE_S
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline, process
        time.sleep(0.02)
