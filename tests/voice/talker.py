"""The voice process as the console runs it, with files for ears and mouth."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from backend_client.voice_pass import VoicePass
from console.voice.messages import join_message, leave_message, talk_message
from tests.guards.patience import PATIENCE_S
from tests.voice.sounds import RATE, Sound
from tests.voice.voice_server import ROOT

_STEP_S = 0.02


class Talker:
    """One person's process; `told` is everything it said."""

    def __init__(self, folder: Path, name: str, says: Path | None) -> None:
        self.name = name
        self._heard = folder / f"{name}.pcm"
        command = [sys.executable, "-m", "console.voice.voice", "--loudspeaker", str(self._heard)]
        if says is not None:
            command += ["--microphone", str(says)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.told: list[dict[str, Any]] = []
        self._news = threading.Condition()
        self._reading = threading.Thread(target=self._read, name=name)
        self._reading.start()

    def do(self, message: dict[str, Any]) -> None:
        """Give an order."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def join(self, given: VoicePass) -> None:
        """Join, and wait until sound flows."""
        mark = len(self.told)
        self.do(join_message(given))
        self.wait_told("joined", after=mark)

    def talk(self, is_talking: bool) -> None:
        """Press the key, or let it go."""
        self.do(talk_message(is_talking))

    def leave(self) -> None:
        """Leave the room."""
        self.do(leave_message())

    def wait_told(self, kind: str, after: int = 0, **more: Any) -> dict[str, Any]:
        """Wait for a message of a kind, and with what is named."""

        def found() -> dict[str, Any] | None:
            for one in self.told[after:]:
                if one["is"] == kind and more.items() <= one.items():
                    return one
            return None

        message: dict[str, Any] = self._wait(found, f"{kind} {more}")
        return message

    def wait_person(self, person: str, **flags: bool) -> None:
        """Wait until the newest list has a person with these flags."""
        self._wait(
            lambda: flags.items() <= self.person(person).items() or None, f"{person} {flags}"
        )

    def wait_alone_with(self, *people: str) -> None:
        """Wait until exactly these are in the room."""
        self._wait(lambda: sorted(self.people()) == sorted(people) or None, str(people))

    def people(self) -> dict[str, dict[str, Any]]:
        """The newest list, by id."""
        lists = [one["people"] for one in self.told if one["is"] == "people"]
        return {one["id"]: one for one in lists[-1]} if lists else {}

    def person(self, person: str) -> dict[str, Any]:
        """Somebody of the newest list; nothing for who isn't there."""
        return self.people().get(person, {})

    def hears(self, seconds: float) -> Sound:
        """Return what comes out of the loudspeaker for so long from now on."""
        begin = self._size()
        wanted = round(seconds * RATE)
        self._wait(lambda: self._size() - begin >= wanted or None, f"{seconds} s of sound")
        return np.fromfile(self._heard, np.int16)[begin : begin + wanted]

    def hears_at_last(self, seconds: float, what: Callable[[Sound], bool]) -> Sound:
        """Wait until so long a piece of what comes is as told: a busy machine leaves gaps."""
        deadline = time.monotonic() + PATIENCE_S
        while not what(heard := self.hears(seconds)):
            assert time.monotonic() < deadline, (self.name, heard)
        return heard

    def close(self) -> None:
        """End it as a console does that ends: its stdin is over."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        assert self.process.wait(PATIENCE_S) == 0
        self._reading.join()
        self.process.stdout.close()

    def _size(self) -> int:
        return self._heard.stat().st_size // 2 if self._heard.exists() else 0

    def _wait(self, found: Callable[[], Any], what: str) -> Any:
        deadline = time.monotonic() + PATIENCE_S
        while (value := found()) is None:
            assert time.monotonic() < deadline, (self.name, what, self.told[-20:])
            assert self.process.poll() is None, (self.name, what, self.told[-20:])
            with self._news:
                self._news.wait(_STEP_S)
        return value

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            message = json.loads(line)
            if message["is"] != "beat":
                with self._news:
                    self.told.append(message)
                    self._news.notify_all()
