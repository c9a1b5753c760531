"""One camera on the board: its stream, and the change between its two streams."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from console.state.camera import Camera
from console.state.load_guard import FULL, PaneBudget
from console.state.stream_choice import StreamKind
from console.video.live_stream import LiveStream

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

GIVE_UP_MAIN_S = 12.0


@dataclass
class PaneFeed:
    """Implements ``widgets.FrameSource`` over the camera's streams as they replace each other.

    The picture of the stream before stays until the new one has its first frame, so changing
    between sub and main stream never shows black.

    Attributes:
        stream: What is shown.
        coming: The stream that will replace it, while it has no picture yet.
        changed_at: When the stream was last changed, monotonic seconds.
        sub_size: Size of the sub stream's pictures, (0, 0) while unknown.
        budget: What the load guard allows.
    """

    camera: Camera
    stream: LiveStream
    kind: StreamKind
    changed_at: float
    coming: LiveStream | None = None
    sub_size: tuple[int, int] = (0, 0)
    budget: PaneBudget = FULL
    visible: bool = True
    _base: int = field(default=0, repr=False)

    @property
    def coming_kind(self) -> StreamKind:
        """The kind that is shown or on its way."""
        if self.coming is None:
            return self.kind
        return "main" if self.kind == "sub" else "sub"

    @property
    def streams(self) -> list[LiveStream]:
        """All streams that run for this pane."""
        return [self.stream, self.coming] if self.coming else [self.stream]

    def sequence(self) -> int:
        """Frames published so far, over all streams."""
        return self._base + self.stream.frames.sequence()

    def acquire(self) -> QImage | None:
        """Newest frame; valid until the next call."""
        return self.stream.frames.acquire()

    def take_over(self, now: float) -> LiveStream | None:
        """Show the coming stream once it has a picture; returns the one to close."""
        coming = self.coming
        if coming is None:
            return None
        if coming.frames.sequence():
            before = self.stream
            # One more than before, so that the pane sees a change whatever the numbers.
            self._base = self.sequence() + 1 - coming.frames.sequence()
            self.kind = self.coming_kind
            self.stream, self.coming, self.changed_at = coming, None, now
            self.stream.reconnects += before.reconnects
            self.stream.first_picture_s = before.first_picture_s
            return before
        if coming.fault is not None or now - coming.opened_at > GIVE_UP_MAIN_S:
            self.coming, self.changed_at = None, now + GIVE_UP_MAIN_S
            return coming
        return None
