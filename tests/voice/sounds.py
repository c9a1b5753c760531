"""Sounds that can be told apart in what was recorded, and telling them apart."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
LOUD = 8000
SILENT = 2.0
"""What a decoder makes of nothing is never louder."""
Sound = NDArray[np.int16]


def tone(hertz: float = 1000.0, seconds: float = 1.0) -> Sound:
    """A tone that can be said over and over without a click."""
    at = np.arange(round(RATE * seconds)) / RATE
    return (LOUD * np.sin(2 * np.pi * hertz * at)).astype(np.int16)


def chirp(seconds: float = 1.0) -> Sound:
    """A tone that rises through the band of speech, 300 to 3400 Hz; no two moments are alike."""
    at = np.arange(round(RATE * seconds)) / RATE
    rise = (3400.0 - 300.0) / seconds
    return (LOUD * np.sin(2 * np.pi * (300.0 * at + rise * at * at / 2))).astype(np.int16)


def write_sound(file: Path, sound: Sound) -> Path:
    """Write a WAV file."""
    with wave.open(str(file), "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes(sound.tobytes())
    return file


def loudness(sound: Sound) -> float:
    """The effective value, as of LOUD / sqrt(2) for a tone."""
    return float(np.sqrt(np.mean(np.square(sound.astype(np.float64))))) if len(sound) else 0.0


def is_silent(sound: Sound) -> bool:
    """Whether nothing is in it."""
    return loudness(sound) < SILENT


def is_tone(sound: Sound, hertz: float, loud: float = LOUD) -> bool:
    """Whether it is one tone, without gaps and as loud as it was said."""
    is_loud = abs(loudness(sound) * 2**0.5 - loud) < 0.1 * loud
    return is_loud and share_at(sound, hertz) > 0.98


def share_at(sound: Sound, hertz: float) -> float:
    """How much of all the energy lies within 20 Hz of a frequency."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    is_near = np.abs(np.fft.rfftfreq(len(sound), 1 / RATE) - hertz) < 20
    return float(spectrum[is_near].sum() / max(spectrum.sum(), 1e-9))


def likeness(sound: Sound, to: Sound) -> float:
    """How like a piece of a sound is to another at the best place: 1 for the same, 0 for nothing.

    `sound` has to hold the other one whole.
    """
    length = len(sound) + len(to)
    given, sought = sound.astype(np.float64), to.astype(np.float64)
    spectrum = np.fft.rfft(given, length) * np.conj(np.fft.rfft(sought, length))
    products = np.fft.irfft(spectrum, length)[: len(sound) - len(to) + 1]
    sums = np.concatenate(([0.0], np.cumsum(np.square(given))))
    norms = np.sqrt((sums[len(to) :] - sums[: -len(to)]) * np.square(sought).sum())
    return float(np.max(products / np.maximum(norms, 1e-9)))
