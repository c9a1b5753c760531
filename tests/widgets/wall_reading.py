"""Reads a wall's sheet as it is painted: each line of text with its size, colour and place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from widgets.wall_sheet import WallSheet


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands on the sheet; `box` holds its letters, not the room it was given."""

    text: str
    px: int
    colour: str
    box: QRectF


class ReadingPainter(QPainter):
    """Paints as ever, and notes every line of text."""

    def __init__(self, device: QImage) -> None:
        super().__init__(device)
        self.lines: list[Line] = []

    def drawText(self, *args: Any) -> Any:
        box, flags, text = args
        if text:
            self.lines.append(self._line(QRectF(box), int(flags), str(text)))
        return super().drawText(box, flags, text)

    def _line(self, box: QRectF, flags: int, text: str) -> Line:
        metrics, px = QFontMetricsF(self.font()), self.font().pixelSize()
        width = metrics.horizontalAdvance(text)
        left = box.left()
        if flags & Qt.AlignmentFlag.AlignRight.value:
            left = box.right() - width
        elif flags & Qt.AlignmentFlag.AlignHCenter.value:
            left = box.center().x() - width / 2
        # Letters are about as high as their font's size, in the middle of a line's height.
        letters = QRectF(left, box.center().y() - px / 2, width, px)
        return Line(text, px, self.pen().color().name(), letters)


def read(sheet: WallSheet) -> list[Line]:
    """Everything that a sheet says."""
    image = QImage(8, 8, QImage.Format.Format_RGB32)  # only the words are wanted
    painter = ReadingPainter(image)
    try:
        sheet.paint_sheet(painter, QRectF(sheet.rect()))
    finally:
        painter.end()
    return painter.lines


def faults_of(lines: list[Line], size: QSize, least_px: int) -> list[str]:
    """What a reader would complain of: too small, over the edge, one over another."""
    whole = QRectF(0, 0, size.width(), size.height()).adjusted(-1, -1, 1, 1)
    found = [f"{one.text!r} has {one.px} px" for one in lines if one.px < least_px]
    found += [f"{one.text!r} goes over the edge" for one in lines if not whole.contains(one.box)]
    for at, one in enumerate(lines):
        inner = one.box.adjusted(1, 1, -1, -1)
        found += [
            f"{one.text!r} and {other.text!r} lie over each other"
            for other in lines[at + 1 :]
            if inner.intersects(other.box.adjusted(1, 1, -1, -1))
        ]
    return found
