"""Sound as the voice process has it, and what gives and takes it.

48 kHz, one channel, 16 bits, in frames of 20 ms.

SoundError
├── SoundMissingError   there is no such device, or it can't be opened
└── SoundLostError      a device that worked gives or takes nothing any more
"""

from __future__ import annotations

import threading
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from console.voice.messages import Devices

RATE = 48_000
FRAME = 960
FRAME_S = FRAME / RATE

Samples = NDArray[np.int16]

_BEGIN = 2 * FRAME
_MOST = 8 * FRAME
_AFTER_DROP = 3 * FRAME
_FADE = 2 * FRAME
"""From silence to full loudness and back takes so many samples: a jump would click."""


class SoundError(Exception):
    """No sound."""


class SoundMissingError(SoundError):
    """There is no such device, or it can't be opened."""


class SoundLostError(SoundError):
    """A device that worked gives or takes nothing any more."""


class Microphone(Protocol):
    """Where sound comes from."""

    async def frame(self) -> Samples:
        """Return the next frame, when it is there; raises SoundLostError."""

    def close(self) -> None:
        """Let go of it."""


class Loudspeaker(Protocol):
    """Where sound goes to."""

    def play(self, frame: Samples) -> None:
        """Play a frame after those before; never waits. Raises SoundLostError."""

    def soften(self, share: float) -> None:
        """Play all at this share of its loudness (0…1) from now on, what waits as well."""

    def close(self) -> None:
        """Let go of it."""


class SoundSystem(Protocol):
    """What there is of both. All of it may take a while; one call at a time."""

    def look(self) -> Devices:
        """Look anew at what there is; nothing may be open."""

    def microphone(self, name: str) -> Microphone:
        """Open a microphone, empty for what the machine prefers; raises SoundMissingError."""

    def loudspeaker(self, name: str) -> Loudspeaker:
        """Open a loudspeaker, empty for what the machine prefers; raises SoundMissingError."""


class Playout:
    """Between the network and a loudspeaker, on two threads: evens out what comes unevenly.

    It begins once 40 ms are there and again after it ran dry. Above 160 ms it drops down to 60.
    Where more than 20 ms lay unused for a second, 20 go: a delay that a bad moment made doesn't
    stay, nor one of clocks that differ.

    `share`: How loud it is to be, 0…1; it gets there within 40 ms.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.share = self._share = 1.0
        self._kept = np.zeros(0, np.int16)
        self._is_playing = False
        self._taken = 0
        self._lowest = _MOST

    def put(self, frame: Samples) -> None:
        """Add sound."""
        with self._lock:
            self._kept = np.concatenate((self._kept, frame))
            if len(self._kept) > _MOST:
                self._kept = self._kept[-_AFTER_DROP:]
            if len(self._kept) >= _BEGIN:
                self._is_playing = True

    def take(self, count: int) -> Samples:
        """Return so many samples, silence for what isn't there."""
        out = np.zeros(count, np.int16)
        with self._lock:
            if self._is_playing:
                found = self._kept[:count]
                self._kept = self._kept[count:]
                out[: len(found)] = found
                self._is_playing = len(found) == count
                self._shorten(count)
        return self._softened(out)

    def _softened(self, samples: Samples) -> Samples:
        wanted = self.share
        if wanted == self._share == 1.0:
            return samples
        reach = np.arange(1, len(samples) + 1) / _FADE
        shares = np.clip(wanted, self._share - reach, self._share + reach)
        self._share = float(shares[-1])
        softened: Samples = (samples * shares).astype(np.int16)
        return softened

    def _shorten(self, count: int) -> None:
        self._taken += count
        self._lowest = min(self._lowest, len(self._kept))
        if self._taken >= RATE:
            if self._lowest > FRAME:
                self._kept = self._kept[FRAME:]
            self._taken, self._lowest = 0, _MOST
