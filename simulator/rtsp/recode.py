"""Another size or codec of a stream, encoded when a fault asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Literal

import av
import numpy as np
from numpy.typing import NDArray

from simulator.streams import StreamSpec

_PERIOD = 64
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
    return replace(spec, width=spec.width * 3 // 16 * 4, height=spec.height * 3 // 16 * 4)


def other_codec(spec: StreamSpec) -> StreamSpec:
    """The other of the two codecs."""
    codec: Literal["h264", "h265"] = "h265" if spec.codec == "h264" else "h264"
    return replace(spec, codec=codec)


def encode_loop(spec: StreamSpec) -> RecodedLoop:
    """A moving test pattern encoded as ``spec`` says (one group of pictures)."""
    count = spec.gop_frames
    encoder = av.CodecContext.create(_ENCODERS[spec.codec], "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = spec.width, spec.height, "yuv420p"
    encoder.time_base, encoder.framerate = Fraction(1, spec.fps), Fraction(spec.fps)
    encoder.bit_rate, encoder.gop_size, encoder.thread_count = spec.bitrate, count, 1
    encoder.options = {"preset": "ultrafast", "tune": "zerolatency", **_PARAMETERS[spec.codec]}
    units: list[bytes] = []
    for number, picture in enumerate(_pictures(spec, count)):
        frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
        frame.pts = number
        units += [bytes(packet) for packet in encoder.encode(frame)]
    units += [bytes(packet) for packet in encoder.encode(None)]
    return RecodedLoop(spec, units)


def _pictures(spec: StreamSpec, count: int) -> Iterator[NDArray[np.uint8]]:
    """Slanting bars that have moved by one period at the end of the loop (planar 4:2:0)."""
    rows, columns = np.indices((spec.height, spec.width), dtype=np.int32)
    bars = ((rows // 2 + columns) % _PERIOD).astype(np.uint8)
    grey = np.full((spec.height // 2, spec.width), 128, dtype=np.uint8)
    for number in range(count):
        moved = (bars + np.uint8(number * _PERIOD // count)) & np.uint8(_PERIOD - 1)
        yield np.vstack((moved + np.uint8(96), grey))
