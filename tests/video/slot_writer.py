"""A process that hammers a frame slot: one value per frame, sizes that change.

``python -m tests.video.slot_writer PATH CAPACITY FRAMES``; 0 frames: without end. Frame ``n`` is
filled with ``n % 256``; its width is the frame's number too, within the capacity.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from console.video.frame_slot import FrameWriter, SlotAddress

WIDTHS = (64, 96, 128)
HEIGHT = 48
CAPACITY = max(WIDTHS) * HEIGHT * 4


def main() -> None:
    """Write frames, say ``done``, and stay until stdin ends."""
    path, capacity, frames = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    writer = FrameWriter(SlotAddress(path, capacity))
    number = 0
    while not frames or number < frames:
        number += 1
        width = WIDTHS[number % len(WIDTHS)]
        rows = np.full((HEIGHT, width * 4), number % 256, np.uint8)
        writer.frame_decoded(time.monotonic_ns())
        writer.publish(rows, width)
        if number == 1:
            sys.stdout.write("began\n")
            sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
