"""Frame sources and boards for the tests of the widgets."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage


class SyntheticSource:
    """A frame source whose frames are made on demand: one plain colour each."""

    def __init__(self, width: int = 320, height: int = 180) -> None:
        self._size = (width, height)
        self._frame: QImage | None = None
        self._sequence = 0
        self.acquired = 0

    def publish(self, colour: QColor) -> None:
        """Publish a frame of one colour."""
        frame = QImage(*self._size, QImage.Format.Format_RGB32)
        frame.fill(colour)
        self.publish_image(frame)

    def publish_image(self, frame: QImage) -> None:
        """Publish a ready frame."""
        self._frame = frame
        self._sequence += 1

    def sequence(self) -> int:
        """Frames published so far."""
        return self._sequence

    def acquire(self) -> QImage | None:
        """The newest frame."""
        self.acquired += 1
        return self._frame


def grid(columns: int, rows: int) -> list[QRectF]:
    """Cells of a regular grid in 0..1."""
    return [
        QRectF(column / columns, row / rows, 1 / columns, 1 / rows)
        for row in range(rows)
        for column in range(columns)
    ]
