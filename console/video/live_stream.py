"""One stream as the console's GUI process knows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from console.state.limits import VideoLimits
from console.state.stream_state import Reason, StreamState, judge
from console.video.frame_slot import SwappingFrames
from console.video.messages import StreamOrder


@dataclass
class LiveStream:
    """What is asked of a stream and what is known of it. Times are monotonic seconds.

    Attributes:
        order: What its decoder was told last.
        frames: Where its pictures arrive; give it to a pane.
        opened_at: When it was first asked for.
        codec, width, height, hardware: Of the newest picture; empty before it.
        fault, faulted_at, retry_at: The last fault, and when it is tried again.
        reconnects: Times that it was opened again after a fault.
        bytes, drops: Received bytes and damaged or undecodable pictures since its decoder began.
        skips_loop_filter: Whether its decoder leaves out the loop filter.
        bitrate: Bits per second over the last second.
        first_picture_s: From ``opened_at`` to the first picture on the screen.
    """

    order: StreamOrder
    frames: SwappingFrames
    opened_at: float
    codec: str = ""
    width: int = 0
    height: int = 0
    hardware: str = ""
    fault: Reason | None = None
    faulted_at: float | None = None
    retry_at: float | None = None
    reconnects: int = 0
    bytes: int = 0
    drops: int = 0
    skips_loop_filter: bool = False
    bitrate: float = 0.0
    first_picture_s: float | None = None
    _bytes_at: float = field(default=0.0, repr=False)

    def state(self, now: float, limits: VideoLimits) -> StreamState:
        """Where the stream stands."""
        # Decoding key frames only, the picture is as old as the last of them by order, not by
        # fault: then it's the packets that tell whether the camera still delivers.
        by_packets = self.order.key_frames_only and self.frames.frame_at() is not None
        newest = self.frames.packet_at() if by_packets else self.frames.frame_at()
        return judge(now, self.opened_at, newest, self.fault, self.faulted_at, limits)

    def note_fault(self, now: float, reason: Reason, retry_in_s: float) -> None:
        """The stream failed and is tried again by itself."""
        self.fault, self.faulted_at, self.retry_at = reason, now, now + retry_in_s
        self.reconnects += 1
        self.bitrate = 0.0

    def note_traffic(self, now: float, received: int, drops: int, *, skips_loop: bool) -> None:
        """The decoder's running totals."""
        if received >= self.bytes and self._bytes_at:
            self.bitrate = (received - self.bytes) * 8 / max(0.1, now - self._bytes_at)
        self.bytes, self.drops, self._bytes_at = received, drops, now
        self.skips_loop_filter = skips_loop
