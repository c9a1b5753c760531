"""Files in place of a microphone and a loudspeaker: for tests, and machines without a sound card.

The microphone says a WAV file over and over, in its own time; the loudspeaker writes what would
be heard, silence as well, as plain samples.
"""

from __future__ import annotations

import asyncio
import contextlib
import wave
from pathlib import Path
from typing import BinaryIO

import numpy as np

from console.voice.messages import Devices
from console.voice.sound import (
    FRAME,
    FRAME_S,
    RATE,
    Playout,
    Samples,
    SoundMissingError,
)


class SoundFiles:
    """Files as devices; None: there is none."""

    def __init__(
        self, microphone: Path | None, loudspeaker: Path | None, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._microphone = microphone
        self._loudspeaker = loudspeaker
        self._loop = loop

    def look(self) -> Devices:
        """Return the files' names."""
        microphone, loudspeaker = self._microphone, self._loudspeaker
        return Devices(
            (microphone.name,) if microphone is not None and microphone.exists() else (),
            (loudspeaker.name,) if loudspeaker is not None else (),
        )

    def microphone(self, name: str) -> FileMicrophone:
        """Open the file to be said; raises SoundMissingError."""
        if self._microphone is None or name not in ("", self._microphone.name):
            raise SoundMissingError("no such file")
        return FileMicrophone(read_wave(self._microphone), self._loop)

    def loudspeaker(self, name: str) -> FileLoudspeaker:
        """Open the file to be written; raises SoundMissingError."""
        if self._loudspeaker is None or name not in ("", self._loudspeaker.name):
            raise SoundMissingError("no such file")
        try:
            file = self._loudspeaker.open("ab")
        except OSError as error:
            raise SoundMissingError(str(error)) from error
        return FileLoudspeaker(file, self._loop)


class FileMicrophone:
    """Samples said over and over, as fast as a person would."""

    def __init__(self, samples: Samples, loop: asyncio.AbstractEventLoop) -> None:
        self._frames = samples.reshape(-1, FRAME)
        self._loop = loop
        self._began_at = loop.time()
        self._next = 0

    async def frame(self) -> Samples:
        """Return the next frame when its time has come."""
        due_at = self._began_at + (self._next + 1) * FRAME_S
        await asyncio.sleep(due_at - self._loop.time())
        frame: Samples = self._frames[self._next % len(self._frames)]
        self._next += 1
        return frame

    def close(self) -> None:
        """Nothing is open."""


class FileLoudspeaker:
    """Writes what a loudspeaker would play."""

    def __init__(self, file: BinaryIO, loop: asyncio.AbstractEventLoop) -> None:
        self._file = file
        self._playout = Playout()
        self._loop = loop
        self._is_open = True
        self._writing = asyncio.run_coroutine_threadsafe(self._write(), loop)

    def play(self, frame: Samples) -> None:
        """Play a frame after those before."""
        self._playout.put(frame)

    def soften(self, share: float) -> None:
        """Play all at this share of its loudness from now on."""
        self._playout.share = share

    def close(self) -> None:
        """Let go of it."""
        self._writing.cancel()

    async def _write(self) -> None:
        began_at, count = self._loop.time(), 0
        with self._file:
            while True:
                count += 1
                await asyncio.sleep(began_at + count * FRAME_S - self._loop.time())
                self._file.write(self._playout.take(FRAME).tobytes())
                self._file.flush()


def read_wave(file: Path) -> Samples:
    """Return a WAV file's samples as whole frames; raises SoundMissingError."""
    with contextlib.ExitStack() as opened:
        try:
            read = opened.enter_context(wave.open(str(file), "rb"))
            form = (read.getframerate(), read.getnchannels(), read.getsampwidth())
            samples = np.frombuffer(read.readframes(read.getnframes()), "<i2")
        except (OSError, EOFError, ValueError, wave.Error) as error:
            raise SoundMissingError(str(error)) from error
    whole: Samples = samples[: len(samples) // FRAME * FRAME].astype(np.int16)
    if form != (RATE, 1, 2) or not len(whole):
        raise SoundMissingError(f"{file.name} isn't 48 kHz, one channel, 16 bits")
    return whole
