"""The machine's microphones and loudspeakers, by PortAudio."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from console.state.voice_limits import VoiceLimits
from console.voice.messages import Devices
from console.voice.sound import (
    FRAME,
    RATE,
    Playout,
    Samples,
    SoundLostError,
    SoundMissingError,
)

_HELD = 10
"""So many frames wait to be fetched; older ones go."""
_STREAM: dict[str, Any] = {
    "samplerate": RATE,
    "blocksize": FRAME,
    "channels": 1,
    "dtype": "int16",
    "latency": "low",
}
"""How both ways are opened: the calls' own frames, so that nothing is converted."""


class SoundDevices:
    """What PortAudio finds; nothing where the library itself is missing."""

    def __init__(self, limits: VoiceLimits, loop: asyncio.AbstractEventLoop) -> None:
        self._limits = limits
        self._loop = loop
        self._port_audio: Any = None

    def look(self) -> Devices:
        """Look anew at what there is; nothing may be open."""
        try:
            found = self._found(is_anew=True)
        except SoundMissingError:
            return Devices()
        return Devices(
            tuple(one["name"] for one in found if one["max_input_channels"] > 0),
            tuple(one["name"] for one in found if one["max_output_channels"] > 0),
        )

    def microphone(self, name: str) -> DeviceMicrophone:
        """Open a microphone, empty for what the machine prefers; raises SoundMissingError."""
        with _as_missing():
            number = self._number(name, "max_input_channels")
            return DeviceMicrophone(self._port_audio, number, self._limits, self._loop)

    def loudspeaker(self, name: str) -> DeviceLoudspeaker:
        """Open a loudspeaker, empty for what the machine prefers; raises SoundMissingError."""
        with _as_missing():
            number = self._number(name, "max_output_channels")
            return DeviceLoudspeaker(self._port_audio, number, self._limits)

    def _number(self, name: str, channels: str) -> int | None:
        """Names may be there several times, and as parts of each other; PortAudio refuses those."""
        found = self._found()
        if not name:
            return None
        numbers = [one["index"] for one in found if one["name"] == name and one[channels] > 0]
        if not numbers:
            raise SoundMissingError(name)
        return int(numbers[0])

    def _found(self, *, is_anew: bool = False) -> list[dict[str, Any]]:
        with _as_missing():
            if self._port_audio is None:
                self._port_audio = importlib.import_module("sounddevice")
            elif is_anew:  # PortAudio only knows what was there when it began
                self._port_audio._terminate()
                self._port_audio._initialize()
            return [dict(one) for one in self._port_audio.query_devices()]


class DeviceMicrophone:
    """An open microphone; PortAudio's own thread brings the sound."""

    def __init__(
        self,
        port_audio: Any,
        number: int | None,
        limits: VoiceLimits,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._still_s = limits.still_s
        self._loop = loop
        self._frames: asyncio.Queue[Samples] = asyncio.Queue()
        self._stream = port_audio.RawInputStream(device=number, callback=self._on_sound, **_STREAM)
        self._stream.start()

    async def frame(self) -> Samples:
        """Return the next frame; raises SoundLostError."""
        try:
            async with asyncio.timeout(self._still_s):
                return await self._frames.get()
        except TimeoutError as error:
            raise SoundLostError("the microphone gives nothing any more") from error

    def close(self) -> None:
        """Let go of it."""
        self._stream.close(ignore_errors=True)

    def _on_sound(self, data: Any, _count: int, _time: Any, _status: Any) -> None:
        frame = np.frombuffer(data, np.int16).copy()
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._put, frame)

    def _put(self, frame: Samples) -> None:
        self._frames.put_nowait(frame)
        while self._frames.qsize() > _HELD:
            self._frames.get_nowait()


class DeviceLoudspeaker:
    """An open loudspeaker; PortAudio's own thread fetches the sound."""

    def __init__(self, port_audio: Any, number: int | None, limits: VoiceLimits) -> None:
        self._still_s = limits.still_s
        self._playout = Playout()
        self._fetched_at = time.monotonic()
        self._stream = port_audio.RawOutputStream(
            device=number, callback=self._on_wanted, **_STREAM
        )
        self._stream.start()

    def play(self, frame: Samples) -> None:
        """Play a frame after those before; raises SoundLostError."""
        if time.monotonic() - self._fetched_at > self._still_s:
            raise SoundLostError("the loudspeaker takes nothing any more")
        self._playout.put(frame)

    def soften(self, share: float) -> None:
        """Play all at this share of its loudness from now on."""
        self._playout.share = share

    def close(self) -> None:
        """Let go of it."""
        self._stream.close(ignore_errors=True)

    def _on_wanted(self, data: Any, count: int, _time: Any, _status: Any) -> None:
        self._fetched_at = time.monotonic()
        data[:] = self._playout.take(count).tobytes()


@contextlib.contextmanager
def _as_missing() -> Iterator[None]:
    """Tell PortAudio's faults as what they mean here."""
    try:
        yield
    except SoundMissingError:
        raise
    except (OSError, ValueError) as error:
        raise SoundMissingError(str(error)) from error
    except Exception as error:
        if type(error).__name__ != "PortAudioError":  # known by name: it may not be there to import
            raise
        raise SoundMissingError(str(error)) from error
