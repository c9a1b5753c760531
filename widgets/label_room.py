"""Where labels stand, so that none lies over another."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from PySide6.QtCore import QRectF

_WIDE_PX: Final = 64
_HIGH_PX: Final = 16


class LabelRoom:
    """What was taken is found by cells: a label is compared with those near it, not with all."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[QRectF]] = defaultdict(list)

    def take(self, box: QRectF) -> bool:
        """Take a box in pixels; False where part of it is taken already."""
        columns = range(int(box.left() // _WIDE_PX), int(box.right() // _WIDE_PX) + 1)
        rows = range(int(box.top() // _HIGH_PX), int(box.bottom() // _HIGH_PX) + 1)
        cells = [self._cells[column, row] for column in columns for row in rows]
        if any(box.intersects(other) for cell in cells for other in cell):
            return False
        for cell in cells:
            cell.append(box)
        return True
