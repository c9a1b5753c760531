"""What the console and its decoder processes say to each other: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from console.state.loop_filter import LoopFilterSkip
from console.video.frame_slot import picture_bytes

Region = tuple[float, float, float, float]
WHOLE: Region = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class StreamOrder:
    """What one stream should be decoded to.

    Attributes:
        stream: Number of the stream, unique in the console's life.
        url: Address with credentials; never logged.
        transport: ``tcp`` or ``udp``.
        slot_path, slot_capacity: The shared memory to write to.
        width, height: Box of the pane in device pixels; 0 while it isn't shown.
        fill: Cover the box instead of fitting into it.
        region: Part of the picture to show, as x, y, width, height in 0…1.
        max_fps: Most frames per second to publish; None for all.
        key_frames_only: Decode nothing but key frames.
        loop_filter: Where the H.264 loop filter is skipped.
        hardware: FFmpeg's device type, empty for the processor.
        delay_s: Wait before the first attempt.
    """

    stream: int
    url: str
    transport: str
    slot_path: str
    slot_capacity: int
    width: int = 0
    height: int = 0
    fill: bool = False
    region: Region = WHOLE
    max_fps: float | None = None
    key_frames_only: bool = False
    loop_filter: LoopFilterSkip = LoopFilterSkip.AUTO
    hardware: str = ""
    delay_s: float = 0.0

    @property
    def frame_bytes(self) -> int:
        """Bytes that a frame for the box needs; a covering picture is larger than its box."""
        return picture_bytes(self.width, self.height) * (2 if self.fill else 1)


def start_message(order: StreamOrder) -> dict[str, Any]:
    """Begin to decode a stream, or change the one that runs under its number."""
    return {"do": "decode", **asdict(order)}


def stop_message(stream: int) -> dict[str, Any]:
    """End a stream."""
    return {"do": "stop", "stream": stream}


def snapshot_message(stream: int, path: str) -> dict[str, Any]:
    """Write the next picture of a stream, whole and unscaled, as PNG to ``path``."""
    return {"do": "snapshot", "stream": stream, "path": path}


def order_of(message: Mapping[str, Any]) -> StreamOrder:
    """The order in a ``decode`` message."""
    fields = {key: value for key, value in message.items() if key != "do"}
    order = StreamOrder(**fields)
    x, y, width, height = order.region
    return replace(
        order, region=(x, y, width, height), loop_filter=LoopFilterSkip(order.loop_filter)
    )


def encode(message: Mapping[str, Any]) -> bytes:
    """One line."""
    return json.dumps(message, separators=(",", ":")).encode() + b"\n"
