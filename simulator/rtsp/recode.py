"""Another size or codec of a stream, encoded when a fault asks for it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Literal

import av
import numpy as np

from simulator.streams import StreamSpec

_ENCODERS = {"h264": "libx264", "h265": "libx265"}
_PARAMETERS = {
    "h264": {"x264-params": "scenecut=0:bframes=0:repeat-headers=1:annexb=1:log-level=-1"},
    "h265": {"x265-params": "scenecut=0:bframes=0:repeat-headers=1:annexb=1:log-level=-1:pools=1"},
}


class RecodedLoop:
    """A group of pictures encoded anew, repeated for ever; a ``UnitSource``."""

    live = False

    def __init__(self, spec: StreamSpec, units: list[bytes]) -> None:
        self._spec = spec
        self._units = units

    @property
    def spec(self) -> StreamSpec:
        return self._spec

    def unit(self, frame_number: int) -> tuple[bytes, bool]:
        index = frame_number % len(self._units)
        return self._units[index], index == 0

    def watched(self, watching: bool) -> None:
        """Nothing to start or stop: the loop is in memory."""


def other_size(spec: StreamSpec) -> StreamSpec:
    """Three quarters of the size, as when somebody changes the camera's settings."""
    return replace(spec, width=spec.width * 3 // 4 // 2 * 2, height=spec.height * 3 // 4 // 2 * 2)


def other_codec(spec: StreamSpec) -> StreamSpec:
    """The other of the two codecs."""
    codec: Literal["h264", "h265"] = "h265" if spec.codec == "h264" else "h264"
    return replace(spec, codec=codec)


def encode_loop(spec: StreamSpec, frames: int | None = None) -> RecodedLoop:
    """A moving test pattern encoded as ``spec`` says (one group of pictures)."""
    count = frames or spec.gop_frames
    encoder = av.CodecContext.create(_ENCODERS[spec.codec], "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = spec.width, spec.height, "yuv420p"
    encoder.time_base, encoder.framerate = Fraction(1, spec.fps), Fraction(spec.fps)
    encoder.bit_rate, encoder.gop_size, encoder.thread_count = spec.bitrate, count, 1
    encoder.options = {"preset": "ultrafast", "tune": "zerolatency", **_PARAMETERS[spec.codec]}
    units: list[bytes] = []
    for number in range(count):
        frame = av.VideoFrame.from_ndarray(_pattern(spec, number, count), format="gray")
        frame = frame.reformat(format="yuv420p")
        frame.pts = number
        units += [bytes(packet) for packet in encoder.encode(frame)]
    units += [bytes(packet) for packet in encoder.encode(None)]
    return RecodedLoop(spec, units)


def _pattern(
    spec: StreamSpec, number: int, count: int
) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Slanting bars that have moved by one period at the end of the loop."""
    period = 64
    offset = number * period // count
    rows, columns = np.indices((spec.height, spec.width), dtype=np.int32)
    return (96 + ((rows // 2 + columns + offset) % period)).astype(np.uint8)
