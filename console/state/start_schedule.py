"""When each of many streams is opened."""

from __future__ import annotations

from console.state.limits import VideoLimits


def start_offsets(count: int, limits: VideoLimits) -> tuple[float, ...]:
    """Return for each of ``count`` streams the seconds to wait before it is opened.

    Streams start in small bursts: forty within a second, yet never forty handshakes at once.
    The same holds for streams that come back together, e.g. after a decoder process died.
    Raises ValueError when ``count`` is negative.
    """
    if count < 0:
        raise ValueError(f"can't start {count} streams")
    return tuple((index // limits.start_burst) * limits.start_burst_gap_s for index in range(count))
