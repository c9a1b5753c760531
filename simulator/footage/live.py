"""H.265 streams: drawn and encoded while somebody watches, with the true time in them."""

from __future__ import annotations

from fractions import Fraction

import av
from av.video.frame import PictureType

from simulator.footage.clock_face import ClockFace, strip_height
from simulator.footage.painter import Painter
from simulator.footage.picture import Picture
from simulator.streams import SimCamera, StreamSpec

# One key frame when asked, no threads of its own.
PLAIN = "keyint=-1:bframes=0:repeat-headers=1:pools=none:frame-threads=1:wpp=0:log-level=error"
# What "ultrafast" still does; without it a 1080p picture takes 38 instead of 69 ms.
CHEAP = (
    "rd=1:early-skip=1:rskip=1:max-merge=1:aq-mode=0:psy-rd=0:signhide=0:temporal-mvp=0"
    ":ctu=32:min-cu-size=32:merange=4:rc-lookahead=0:lookahead-slices=0:info=0"
)


class LiveSource:
    """A camera drawn and encoded frame by frame; each instance has its own encoder.

    Call it from one thread; the first unit after ``watched(True)`` is a key frame.
    """

    live = True

    def __init__(self, camera: SimCamera, spec: StreamSpec, loop_s: int) -> None:
        self.spec = spec
        self._camera, self._loop_s = camera, loop_s
        self._face = ClockFace(spec)
        self._painter: Painter | None = None
        self._encoder: av.VideoCodecContext | None = None
        self._last: tuple[int, tuple[bytes, bool]] | None = None

    def watched(self, watching: bool) -> None:
        """The last watcher's leave lets go of encoder and picture."""
        if not watching:
            self._encoder = self._painter = self._last = None

    def unit(self, frame_number: int) -> tuple[bytes, bool]:
        """The access unit of a frame number, encoded now."""
        if self._last and self._last[0] == frame_number:
            return self._last[1]
        # Frames that came too late aren't asked for, and a key frame may be among them.
        group = frame_number // self.spec.gop_frames
        key = self._last is None or self._last[0] // self.spec.gop_frames != group
        if self._encoder is None:
            self._encoder = self._open()
        frame = self._frame(frame_number)
        frame.pict_type = PictureType.I if key else PictureType.NONE
        data = b"".join(bytes(packet) for packet in self._encoder.encode(frame))
        self._last = (frame_number, (data, key))
        return self._last[1]

    def _frame(self, frame_number: int) -> av.VideoFrame:
        if self._painter is None:
            self._painter = Painter(Picture(self._camera), self.spec, self._loop_s)
        count = self.spec.fps * self._loop_s
        planes = self._painter.draw_yuv(frame_number % count / count)
        planes[: strip_height(self.spec)] = self._face.draw(frame_number // self.spec.fps)
        frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
        frame.pts = frame_number
        return frame

    def _open(self) -> av.VideoCodecContext:
        context = av.CodecContext.create("libx265", "w")
        if not isinstance(context, av.VideoCodecContext):
            raise TypeError("libx265 isn't a video encoder")
        spec = self.spec
        context.width, context.height, context.pix_fmt = spec.width, spec.height, "yuv420p"
        context.framerate = Fraction(spec.fps)
        context.time_base = Fraction(1, spec.fps)
        context.options = {
            "preset": "ultrafast",
            "tune": "zerolatency",
            "forced-idr": "1",
            "x265-params": f"{CHEAP}:{PLAIN}:bitrate={spec.bitrate // 1000}",
        }
        return context
