"""The sound of a street, made from filtered noise, as G.711 A-law (ITU-T G.711)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 8000
_LOOP_S = 8


class Ambience:
    """A loop of wind and passing motors. ``fps`` is that of the video beside it."""

    def __init__(self, fps: int, seed: int = 7) -> None:
        self._fps = fps
        self._loop = a_law(_street(seed)).tobytes()

    def piece(self, frame_number: int) -> bytes:
        """A-law samples, 8 kHz mono, for the time of one video frame."""
        start = frame_number * SAMPLE_RATE // self._fps
        length = (frame_number + 1) * SAMPLE_RATE // self._fps - start
        start %= len(self._loop)
        return (self._loop[start:] + self._loop[:length])[:length]


def a_law(samples: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Encode samples (-1…1) as A-law bytes."""
    value = np.clip(np.round(samples * 32767), -32768, 32767).astype(np.int32)
    sign = np.where(value >= 0, 0x80, 0)
    magnitude = np.minimum(np.where(value >= 0, value, -value - 1) >> 3, 4095)
    segment = np.maximum(np.floor(np.log2(np.maximum(magnitude, 1))).astype(np.int32) - 4, 0)
    shift = np.maximum(segment, 1)
    code = (segment << 4) | ((magnitude >> shift) & 0x0F)
    return np.asarray((sign | code) ^ 0x55, dtype=np.uint8)


def _street(seed: int) -> NDArray[np.float64]:
    count = SAMPLE_RATE * _LOOP_S
    random = np.random.default_rng(seed)
    spectrum = np.fft.rfft(random.normal(size=count))
    frequency = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    wind = np.fft.irfft(spectrum / np.maximum(frequency, 40), count)
    time_s = np.arange(count) / SAMPLE_RATE
    # Whole numbers of periods in the loop, so that its end meets its beginning.
    motor = np.sin(2 * np.pi * 85 * time_s) + 0.5 * np.sin(2 * np.pi * 170 * time_s)
    passing = np.sin(np.pi * time_s / _LOOP_S) ** 8
    mixed = wind / np.abs(wind).max() + 0.3 * motor * passing
    return np.asarray(0.4 * mixed / np.abs(mixed).max(), dtype=np.float64)
