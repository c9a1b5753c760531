"""The voice process: ``python -m console.voice.voice``, orders on stdin, news on stdout.

It ends with its stdin, however the console ended. ``--microphone`` and ``--loudspeaker`` put
files in place of devices: a WAV file that is said over and over (48 kHz, one channel, 16 bits),
and one that plain samples of the same kind are written to.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

from backend_client.voice_pass import VoicePass
from console.state.sound_choice import SoundChoice
from console.state.voice_limits import VoiceLimits
from console.voice.call import Call, CallLostError, CallOverError
from console.voice.messages import Failure, Left, Working
from console.voice.sound import SoundSystem
from console.voice.sound_devices import SoundDevices
from console.voice.sound_files import SoundFiles
from console.voice.sounding import Sounding


class Voice:
    """What this process does: one call at a time, again and again where it is lost."""

    def __init__(self, out: BinaryIO, limits: VoiceLimits, system: SoundSystem) -> None:
        self._out = out
        self._limits = limits
        self._sounding = Sounding(system, limits, self._on_sound, self._on_level)
        self._rng = Random()
        self._calling: asyncio.Task[None] | None = None
        self._call: Call | None = None
        self._self = ""
        self._ceasing: asyncio.Task[None] | None = None

    def say(self, **message: Any) -> None:
        """Write one line; where nobody listens any more, stdin ends as well."""
        with contextlib.suppress(OSError):
            self._out.write(json.dumps(message, separators=(",", ":")).encode() + b"\n")
            self._out.flush()

    async def obey(self, message: dict[str, Any]) -> None:
        """Carry out one order."""
        do = message.pop("do")
        if do == "join":
            await self._hang_up()
            self._calling = asyncio.create_task(self._keep_calling(VoicePass(**message)))
        elif do == "talk":
            await self._talk(message["on"])
        elif do == "leave":
            await self._hang_up()
            self.say(**{"is": "left", "why": Left.ASKED})
        elif do == "use":
            await self._sounding.use(SoundChoice(**message))
        else:
            found = await self._sounding.look()
            self.say(**{"is": "devices", **asdict(found)})

    async def beat(self) -> None:
        """Say that this process lives."""
        while True:
            self.say(**{"is": "beat"})
            await asyncio.sleep(self._limits.beat_s)

    async def end(self) -> None:
        """Take leave."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._limits.end_s):
                await self._hang_up()

    async def _keep_calling(self, given: VoicePass) -> None:
        failures, loop = 0, asyncio.get_running_loop()
        try:
            await self._sounding.open()
            while True:
                began_at = loop.time()
                self._call = Call(given, self._limits, self._sounding.hear, self._on_people)
                self._self = given.id
                try:
                    await self._call.run(self._on_joined)
                except CallLostError as error:
                    failure = error.failure
                self._fall_silent()
                if loop.time() - began_at > self._limits.steady_s:
                    failures = 0
                wait_s = self._limits.wait_s(failures, self._rng)
                self.say(**{"is": "failed", "reason": failure, "again_s": round(wait_s, 1)})
                failures += 1
                await asyncio.sleep(wait_s)
        except CallOverError as error:
            is_left = isinstance(error.why, Left)
            what = {"is": "left", "why": error.why} if is_left else _final(error.why)
            self.say(**what)
        finally:
            self._fall_silent()
            self._call = None
            await self._sounding.close()

    async def _hang_up(self) -> None:
        calling, self._calling = self._calling, None
        if calling is not None:
            calling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await calling

    async def _talk(self, is_talking: bool) -> None:
        call = self._call
        if call is None or not call.is_joined:
            return
        if not is_talking:
            self._sounding.speak(None)
            self._ceasing = self._ceasing or asyncio.create_task(self._cease(call))
            return
        if not await self._sounding.has_microphone():
            self.say(**_final(Failure.MICROPHONE))
            return
        self._fall_silent()
        await call.talk(True)
        self._sounding.speak(call.spoken.put)

    async def _cease(self, call: Call) -> None:
        """Stay in the mix until what was said last has been heard."""
        await asyncio.sleep(self._limits.tail_s)
        self._ceasing = None
        await call.talk(False)

    def _fall_silent(self) -> None:
        self._sounding.speak(None)
        if self._ceasing is not None:
            self._ceasing.cancel()
            self._ceasing = None

    def _on_joined(self) -> None:
        self.say(**{"is": "joined"})

    def _on_people(self, people: list[dict[str, Any]]) -> None:
        if any(one["id"] == self._self and one["is_muted"] for one in people):
            self._fall_silent()
        self.say(**{"is": "people", "people": people})

    def _on_sound(self, working: Working) -> None:
        self.say(**{"is": "sound", **asdict(working)})

    def _on_level(self, level_db: int) -> None:
        self.say(**{"is": "level", "level": level_db})


def _final(why: Failure | Left) -> dict[str, Any]:
    return {"is": "failed", "reason": why, "again_s": None}


def _read_orders(loop: asyncio.AbstractEventLoop, orders: asyncio.Queue[bytes]) -> None:
    with contextlib.suppress(RuntimeError):  # the loop has ended
        for line in sys.stdin.buffer:
            loop.call_soon_threadsafe(orders.put_nowait, line)
        loop.call_soon_threadsafe(orders.put_nowait, b"")


async def _run(microphone: Path | None, loudspeaker: Path | None) -> None:
    loop, limits = asyncio.get_running_loop(), VoiceLimits()
    system: SoundSystem = SoundDevices(limits, loop)
    if microphone is not None or loudspeaker is not None:
        system = SoundFiles(microphone, loudspeaker, loop)
    voice = Voice(sys.stdout.buffer, limits, system)
    orders: asyncio.Queue[bytes] = asyncio.Queue()
    threading.Thread(target=_read_orders, args=(loop, orders), name="orders", daemon=True).start()
    beating = asyncio.create_task(voice.beat())
    while line := await orders.get():
        await voice.obey(json.loads(line))
    beating.cancel()
    await voice.end()
    os._exit(0)  # a device that hangs must not hold up the end


def main() -> None:
    """Run until stdin ends."""
    # Ctrl+C in a terminal reaches the whole group: the console ends first, then stdin does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parser = argparse.ArgumentParser()
    parser.add_argument("--microphone", type=Path)
    parser.add_argument("--loudspeaker", type=Path)
    asyncio.run(_run(**vars(parser.parse_args())))


if __name__ == "__main__":
    main()
