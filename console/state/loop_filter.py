"""Where decoding may leave out the loop filter without anyone seeing it."""

from __future__ import annotations

from enum import StrEnum

from console.state.limits import VideoLimits


class LoopFilterSkip(StrEnum):
    """The setting: by the pane's size, everywhere, or nowhere."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


def skips_loop_filter(
    setting: LoopFilterSkip,
    pane_pixels: tuple[int, int],
    stream_size: tuple[int, int],
    limits: VideoLimits,
) -> bool:
    """Return whether to skip the loop filter of a stream scaled down to a pane.

    Sizes are (width, height) in device pixels. Blocks of a picture shown at most half as large
    melt together; for an unknown size of either, ``AUTO`` keeps the filter.
    """
    if setting is not LoopFilterSkip.AUTO:
        return setting is LoopFilterSkip.ON
    if min(*pane_pixels, *stream_size) <= 0:
        return False
    share = limits.loop_filter_pane_share
    return all(
        pane <= stream * share for pane, stream in zip(pane_pixels, stream_size, strict=True)
    )
