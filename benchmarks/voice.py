"""From a mouth to an ear through Janus, and what each person in the room costs.

    python -m benchmarks voice --people 8 --seconds 20

A real voice server and as many real voice processes as people, of whom one speaks. Two more people
in this process measure the way: one says a word of a tone twice a second, the other looks when it
comes out of what a sound card would fetch. The devices' own time isn't in it: 10 to 40 ms each.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import psutil

from backend.domain.voice import Speaker, token_of
from backend_client.voice_pass import VoicePass
from benchmarks.process_tree import ROOT
from console.state.voice_limits import VoiceLimits
from console.voice.call import Call
from console.voice.messages import join_message, talk_message
from console.voice.sound import FRAME, FRAME_S, RATE, Playout, Samples

ROOM = "benchmark"
WORD_FRAMES, PAUSE_FRAMES = 10, 15
LOUD, HEARD = 8000, 2000
SETTLE_S = 3.0


class Server:
    """A voice server of this run's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        command = [sys.executable, "-m", "backend", "voice", "--folder", str(folder), "--port", "0"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()

    def gives(self, person: str) -> VoicePass:
        """What the backend would give a person."""
        secret = (self._folder / "secret").read_text(encoding="ascii").strip()
        speaker = Speaker(ROOM, person, person)
        token = token_of(secret, speaker, datetime.now(UTC))
        return VoicePass(self.url, ROOM, token, person, person)

    def close(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.communicate()


@contextmanager
def people(server: Server, folder: Path, count: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Voice processes that have joined; the first one speaks."""
    with wave.open(str(folder / "says.wav"), "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes(np.tile(tone(), RATE // FRAME // WORD_FRAMES).tobytes())
    found = []
    for number in range(count):
        command = [sys.executable, "-m", "console.voice.voice", "--microphone"]
        command += [str(folder / "says.wav"), "--loudspeaker", str(folder / f"{number}.pcm")]
        one = subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        found.append(one)
        order(one, join_message(server.gives(f"p{number}")))
        assert one.stdout is not None
        while json.loads(one.stdout.readline())["is"] != "joined":
            pass
    order(found[0], talk_message(True))
    try:
        yield found
    finally:
        for one in found:
            one.communicate()


def order(process: subprocess.Popen[str], message: dict[str, object]) -> None:
    """Tell a voice process to do something."""
    assert process.stdin is not None
    process.stdin.write(json.dumps(message) + "\n")
    process.stdin.flush()


def tone() -> Samples:
    """A word of a tone; whole waves, so that it can be put together."""
    at = np.arange(WORD_FRAMES * FRAME) / RATE
    return (LOUD * np.sin(2 * np.pi * 1000 * at)).astype(np.int16)


class Way:
    """Says words and hears them; `delays_ms` from mouth to ear."""

    def __init__(self) -> None:
        self.delays_ms: list[float] = []
        self._playout = Playout()
        self._said_at = 0.0
        self._is_waited_for = False

    async def measure(self, server: Server, seconds: float) -> None:
        """Have both join, and speak for so long."""
        limits, joined = VoiceLimits(), [asyncio.Event(), asyncio.Event()]
        mouth = Call(server.gives("mouth"), limits, lambda _: None, lambda _: None)
        ear = Call(server.gives("ear"), limits, self._playout.put, lambda _: None)
        calls = [
            asyncio.create_task(one.run(come.set))
            for one, come in zip((mouth, ear), joined, strict=True)
        ]
        for come in joined:
            await come.wait()
        await mouth.talk(True)
        working = asyncio.gather(self._speak(mouth), self._listen())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await working
        for task in calls:
            task.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    async def _speak(self, mouth: Call) -> None:
        word, silence = tone().reshape(-1, FRAME), np.zeros((PAUSE_FRAMES, FRAME), np.int16)
        began_at = time.monotonic()
        for number, frame in enumerate(itertools.cycle(np.concatenate((word, silence)))):
            # A microphone gives a frame when all of it was said.
            await asyncio.sleep(began_at + (number + 1) * FRAME_S - time.monotonic())
            if number % (WORD_FRAMES + PAUSE_FRAMES) == 0:
                self._said_at, self._is_waited_for = began_at + number * FRAME_S, True
            mouth.spoken.put(frame)

    async def _listen(self) -> None:
        began_at = time.monotonic()
        for number in itertools.count(1):
            await asyncio.sleep(began_at + number * FRAME_S - time.monotonic())
            loud = np.flatnonzero(np.abs(self._playout.take(FRAME)) > HEARD)
            if len(loud) and self._is_waited_for:
                heard_at = began_at + number * FRAME_S + loud[0] / RATE
                self.delays_ms.append(1000 * (heard_at - self._said_at))
                self._is_waited_for = False


def cpu_s(process: psutil.Process) -> float:
    """Seconds of a processor that a process has used."""
    used = process.cpu_times()
    return used.user + used.system


def measured(count: int, seconds: float) -> dict[str, float]:
    """One run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = Server(folder / "voice")
        (janus,) = psutil.Process(server.process.pid).children()
        with people(server, folder, count) as processes:
            speaker, *silent = (psutil.Process(one.pid) for one in processes)
            parts = {"gate": psutil.Process(server.process.pid), "Janus": janus, "speaker": speaker}
            time.sleep(SETTLE_S)
            before = {name: cpu_s(one) for name, one in parts.items()}
            idle = sum(map(cpu_s, silent))
            began_at = time.monotonic()
            time.sleep(seconds)
            lasted_s = time.monotonic() - began_at
            row = {
                f"{name} cpu %": 100 * (cpu_s(one) - before[name]) / lasted_s
                for name, one in parts.items()
            }
            spent_s = sum(map(cpu_s, silent)) - idle
            row["listener cpu %"] = 100 * spent_s / lasted_s / len(silent)
            row["Janus cpu % a person"] = row["Janus cpu %"] / count
            row["listener MB"] = silent[0].memory_info().rss / 2**20
            order(processes[0], talk_message(False))
            way = Way()
            asyncio.run(way.measure(server, seconds))
        server.close()
    row["words"] = float(len(way.delays_ms))
    for share in (50, 95):
        row[f"mouth to ear p{share} ms"] = float(np.percentile(way.delays_ms, share))
    return row


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="benchmarks voice", description=__doc__)
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--json", type=Path, default=Path("voice.json"))
    chosen = parser.parse_args(arguments)
    row = measured(max(2, chosen.people), chosen.seconds)
    chosen.json.write_text(json.dumps(row, indent=2), encoding="utf-8")
    for name, value in row.items():
        print(f"{name:<22}{value:>8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
