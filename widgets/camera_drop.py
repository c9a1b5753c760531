"""Reading camera numbers out of what was dropped on a pane."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from widgets.pane_view import CAMERA_MIME

_MOST_CAMERAS = 1000
_LONGEST_NUMBER = 64
_MOST_BYTES = 1 << 16


def dropped_numbers(data: QMimeData) -> list[str]:
    """Camera numbers in the order dropped; anything malformed or oversized is left out.

    A drop can come from any program, so it is bounded and only printable numbers pass.
    """
    raw = bytes(data.data(CAMERA_MIME).data())
    if len(raw) > _MOST_BYTES:
        return []
    lines = (line.strip() for line in raw.decode("utf-8", "replace").splitlines())
    found = (line for line in lines if 0 < len(line) <= _LONGEST_NUMBER and line.isprintable())
    return list(dict.fromkeys(found))[:_MOST_CAMERAS]
