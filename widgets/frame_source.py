"""Where a pane takes its picture from."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QImage


class FrameSource(Protocol):
    """Newest-frame source of one pane. Both calls are cheap and belong to the GUI thread."""

    def sequence(self) -> int:
        """Number of frames published so far; grows by one a frame, 0 before the first."""
        ...

    def acquire(self) -> QImage | None:
        """The newest frame (RGB32, device pixels), without a copy.

        Valid until the next ``acquire()`` on this source: paint it at once, never keep it.
        None before the first frame.
        """
        ...
