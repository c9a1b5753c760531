"""Short recordings with picture and tone, made with FFmpeg."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

TONE_HZ = 1000


def make_clip(path: Path, sound: str, rate: int, seconds: int = 3, fps: int = 25) -> Path:
    """Red that grows brighter, white corner, and a tone."""
    with av.open(str(path), "w") as clip:
        picture = clip.add_stream("libx264", rate=fps)
        picture.width, picture.height, picture.pix_fmt = 320, 180, "yuv420p"
        picture.gop_size = fps
        tone = clip.add_stream(sound, rate=rate)
        assert isinstance(tone, av.AudioStream)
        tone.codec_context.layout = "mono"
        samples = rate // fps
        for number in range(seconds * fps):
            pixels = np.zeros((180, 320, 3), np.uint8)
            pixels[..., 0] = min(255, 40 + number * 2)
            pixels[:20, :20] = 255
            frame = av.VideoFrame.from_ndarray(pixels, "rgb24")
            frame.pts, frame.time_base = number, Fraction(1, fps)
            clip.mux(picture.encode(frame))
            at = (np.arange(samples) + number * samples) / rate
            wave_form = (np.sin(2 * np.pi * TONE_HZ * at) * 12_000).astype(np.int16)
            heard = av.AudioFrame.from_ndarray(wave_form[None], "s16", "mono")
            heard.sample_rate, heard.pts = rate, number * samples
            heard.time_base = Fraction(1, rate)
            clip.mux(tone.encode(heard))
        clip.mux(picture.encode(None))
        clip.mux(tone.encode(None))
    return path
