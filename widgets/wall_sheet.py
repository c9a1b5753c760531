"""What a wall's painted sheets have in common: dark ground and large type."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from resources import colours

USUAL_TEXT_PX = 26
_PROBE_PX = 100
_LINES_MOST = 400
Align = Qt.AlignmentFlag
_LEFT = Align.AlignLeft | Align.AlignVCenter


class WallSheet(QWidget):
    """A sheet that paints itself whole; `text_px` is the least size of its type.

    Its size of type and its turn are set from outside: a sheet has no clock of its own.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text_px = USUAL_TEXT_PX
        self._turn = 0

    @property
    def text_px(self) -> int:
        """The least size of type."""
        return self._text_px

    def set_text_px(self, text_px: int) -> None:
        """Paint with no type smaller than this."""
        if text_px != self._text_px:
            self._text_px = max(1, text_px)
            self.update()

    @property
    def turn(self) -> int:
        """Whose turn it is where pages follow one another."""
        return self._turn

    def set_turn(self, turn: int) -> None:
        """Show the page whose turn it is; turns count on without end."""
        if turn != self._turn:
            self._turn = turn
            self.on_turned()

    def on_turned(self) -> None:
        """Another page."""
        self.update()

    def font_at(self, scale: float = 1.0, *, bold: bool = False) -> QFont:
        """Return type of a size in multiples of the least; below 1 it is the least."""
        return type_of(self.font().family(), round(self._text_px * max(1.0, scale)), bold=bold)

    def paint_sheet(self, painter: QPainter, box: QRectF) -> None:
        """Paint what there is on the ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.WINDOW))
        try:
            self.paint_sheet(painter, QRectF(self.rect()))
        finally:
            # A painter that outlives its widget's paint event ends the whole program.
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self.update()
        super().changeEvent(event)


def type_of(family: str, px: int, *, bold: bool = False) -> QFont:
    """Return a font of a size in pixels."""
    font = QFont(family)
    font.setPixelSize(max(1, px))
    font.setBold(bold)
    return font


def width_of(text: str, font: QFont) -> float:
    """Return how wide a text is."""
    return QFontMetricsF(font).horizontalAdvance(text)


def write(
    painter: QPainter,
    box: QRectF,
    text: str,
    font: QFont,
    colour: str,
    align: Qt.AlignmentFlag = _LEFT,
) -> None:
    """Write one line, cut with an ellipsis where the box is too narrow."""
    metrics = QFontMetricsF(font)
    plain = " ".join(text.split())
    # A hair more than the box: widths that fit exactly are not cut for a rounding.
    cut = metrics.elidedText(plain, Qt.TextElideMode.ElideRight, box.width() + 0.5)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    flags = align.value | Qt.TextFlag.TextSingleLine.value | Qt.TextFlag.TextDontClip.value
    painter.drawText(box, flags, cut)


def fitted_px(text: str, family: str, width: float, height: float, least: int) -> int:
    """Return the largest size at which a line fits into a box, never below the least."""
    font = type_of(family, _PROBE_PX)
    metrics = QFontMetricsF(font)
    across = metrics.horizontalAdvance(text) or 1.0
    scale = min(width / across, height / metrics.height())
    return max(least, int(_PROBE_PX * scale))


def lines_of(text: str, font: QFont, width: float) -> list[str]:
    """Return a text in lines no wider than that, broken as its language breaks lines."""
    found: list[str] = []
    for paragraph in text.splitlines():
        found += _broken(paragraph, font.family(), font.pixelSize(), font.bold(), max(1.0, width))
    return found[:_LINES_MOST]


@lru_cache(maxsize=256)
def _broken(text: str, family: str, px: int, bold: bool, width: float) -> tuple[str, ...]:
    if not text.strip():
        return ("",)
    placed = QTextLayout(text, type_of(family, px, bold=bold))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    placed.setTextOption(option)
    found: list[str] = []
    placed.beginLayout()
    while (line := placed.createLine()).isValid() and len(found) < _LINES_MOST:
        line.setLineWidth(width)
        # Qt counts in UTF-16: characters beyond its first plane count twice.
        start, length = line.textStart(), line.textLength()
        found.append(_utf16(text, start, length).rstrip())
    placed.endLayout()
    return tuple(found)


def _utf16(text: str, start: int, length: int) -> str:
    if text.isascii() or all(character <= "\uffff" for character in text):
        return text[start : start + length]
    coded = text.encode("utf-16-le")
    return coded[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")


def largest_lines(
    text: str, family: str, box: QRectF, least: int, most: int, spacing: float
) -> tuple[int, list[str]]:
    """Return the largest size at which a text in lines fits into a box, and those lines.

    Where not even the least size fits, all lines of the least size.
    """
    lowest, highest = least, max(least, most)

    def fits(px: int) -> bool:
        lines = lines_of(text, type_of(family, px), box.width())
        return len(lines) * px * spacing <= box.height()

    if not fits(least):
        return least, lines_of(text, type_of(family, least), box.width())
    while lowest < highest:
        middle = (lowest + highest + 1) // 2
        if fits(middle):
            lowest = middle
        else:
            highest = middle - 1
    return lowest, lines_of(text, type_of(family, lowest), box.width())


def rounded(painter: QPainter, box: QRectF, colour: str, radius: float) -> None:
    """Fill a panel."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(box, radius, radius)


def column(
    box: QRectF, heights: list[float], gap: float, place: Callable[[int, QRectF], None]
) -> None:
    """Place parts of these heights below one another, all of them in the middle of the box."""
    total = sum(heights) + gap * (len(heights) - 1)
    top = box.center().y() - total / 2
    for at, height in enumerate(heights):
        place(at, QRectF(QPointF(box.left(), top), QPointF(box.right(), top + height)))
        top += height + gap
