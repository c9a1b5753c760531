"""H.264 as it comes: one picture in, one access unit out."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import VideoReformatter

from simulator.streams import StreamSpec


class LiveEncoder:
    """libx264 without delay: no B-frames, parameter sets before every key frame (Annex B)."""

    def __init__(self, spec: StreamSpec) -> None:
        self._gop = spec.gop_frames
        self._key_at: int | None = None
        context = av.CodecContext.create("libx264", "w")
        context.width, context.height = spec.width, spec.height
        context.pix_fmt = "yuv420p"
        context.time_base = Fraction(1, spec.fps)
        context.framerate = Fraction(spec.fps, 1)
        context.bit_rate = spec.bitrate
        context.gop_size = spec.gop_frames
        context.max_b_frames = 0
        context.thread_count = 1
        context.options = {
            "preset": "ultrafast",
            "tune": "zerolatency",
            "forced-idr": "1",
            "maxrate": str(spec.bitrate * 2),
            "bufsize": str(spec.bitrate),
            "x264-params": "scenecut=0:repeat-headers=1:annexb=1",
        }
        self._context = context
        self._reformatter = VideoReformatter()

    def encode(self, pixels: np.ndarray, frame_number: int) -> tuple[bytes, bool]:
        """The access unit of BGRA ``pixels`` and whether it's a key frame.

        Key frames come by frame number, so frames left out don't stretch the GOP.
        Raises av.FFmpegError.
        """
        drawn = av.VideoFrame.from_numpy_buffer(pixels, format="bgra")
        frame = self._reformatter.reformat(drawn, format="yuv420p", interpolation="POINT")
        frame.pts = frame_number
        if self._key_at is None or frame_number - self._key_at >= self._gop:
            frame.pict_type = PictureType.I
            self._key_at = frame_number
        packets = self._context.encode(frame)
        return b"".join(bytes(p) for p in packets), any(p.is_keyframe for p in packets)
