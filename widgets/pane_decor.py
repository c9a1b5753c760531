"""What lies over a pane's picture: strip, badges, information, words. Drawn once, kept."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPolygonF

from widgets import pane_colours as colours
from widgets.pane_view import PaneLook, PaneView

STRIP_HEIGHT = 22
TEXT_PX = 13
_PAD = 5
_LAMP = 9
_WIDE = 320
"""From this width on (logical px) the strip also says what the lamp says."""

_NARROW = 200
"""Below this width a mark of several letters gives its room to the camera's name."""
_TINY = 64
"""Below this width there is room for the lamp, and for no name."""


@dataclass(frozen=True, slots=True)
class DecorWords:
    """The board's own translated words that appear inside panes."""

    empty_hint: str
    age: str
    shed: str
    key: str


@dataclass(frozen=True, slots=True)
class DecorOptions:
    """What of a view is shown: the whole board's switches."""

    numbers: bool
    overlay: bool
    words: DecorWords
    font_family: str


@dataclass(frozen=True, slots=True)
class DecorPiece:
    """One ready picture to lay over the pane, at a device-pixel offset from its corner."""

    offset: QPoint
    image: QImage


def decor_key(view: PaneView, box: QSize, dpr: float, options: DecorOptions) -> Hashable:
    """Equal keys draw equal decor; what isn't shown isn't in the key."""
    age = None if view.look is not PaneLook.STALE else math.floor(view.age_s or 0.0)
    lines = view.overlay_lines if options.overlay else ()
    return (
        (view.title, view.number, view.look, view.status_text, age, view.key),
        (lines, view.engine_badge, view.shed, view.sound, view.hatched, view.steered_by),
        (box.width(), box.height(), dpr, options),
    )


def lamp_colour(look: PaneLook) -> QColor:
    """Colour of the state lamp."""
    return {
        PaneLook.LIVE: colours.LIVE,
        PaneLook.STALE: colours.STALE,
        PaneLook.LOST: colours.LOST,
    }.get(look, colours.TEXT_QUIET)


def build_decor(
    view: PaneView, box: QSize, dpr: float, options: DecorOptions
) -> tuple[DecorPiece, ...]:
    """Everything laid over the picture of one pane of ``box`` device pixels."""
    return _DecorBuilder(view, box, dpr, options).pieces()


class _DecorBuilder:
    """Draws one pane's decor in logical pixels onto device-pixel images."""

    def __init__(self, view: PaneView, box: QSize, dpr: float, options: DecorOptions) -> None:
        self._view = view
        self._box = box
        self._dpr = dpr
        self._options = options
        self._width = box.width() / dpr
        self._height = box.height() / dpr
        self._font = QFont(options.font_family)
        self._font.setPixelSize(TEXT_PX)
        self._metrics = QFontMetricsF(self._font)

    def pieces(self) -> tuple[DecorPiece, ...]:
        found = [self._centre_words()]
        if self._view.look is not PaneLook.EMPTY:
            found += [self._strip(), self._badges(), self._information()]
        return tuple(piece for piece in found if piece is not None)

    def _canvas(self, width: float, height: float, back: QColor) -> tuple[QImage, QPainter]:
        image = QImage(
            max(1, math.ceil(width * self._dpr)),
            max(1, math.ceil(height * self._dpr)),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        image.fill(back)
        painter = QPainter(image)
        painter.scale(self._dpr, self._dpr)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        return image, painter

    def _strip(self) -> DecorPiece:
        left = 2.0 * _PAD + _LAMP
        width = left if self._width < _TINY else self._width
        image, painter = self._canvas(width, STRIP_HEIGHT, colours.STRIP)
        draw_lamp(painter, QPointF(_PAD + _LAMP / 2, STRIP_HEIGHT / 2), self._view.look)
        if self._width >= _TINY:
            self._name(painter, left)
        painter.end()
        return DecorPiece(QPoint(0, self._box.height() - image.height()), image)

    def _name(self, painter: QPainter, left: float) -> None:
        """The camera's name, and beside it what else there is room for."""
        if self._view.key:
            left += self._key_mark(painter, left) + _PAD
        right = self._width - _PAD
        state = self._state_words()
        if state:
            room = (right - left) * 0.5
            shown = self._metrics.elidedText(state, Qt.TextElideMode.ElideRight, room)
            width = math.ceil(self._metrics.horizontalAdvance(shown))
            self._text(painter, right - width, width, shown, lamp_colour(self._view.look))
            right -= width + _PAD
        title = self._title()
        shown = self._metrics.elidedText(title, Qt.TextElideMode.ElideRight, right - left)
        self._text(painter, left, right - left, shown, colours.TEXT)

    def _key_mark(self, painter: QPainter, left: float) -> float:
        """The gold 重点 tag; returns its width."""
        word = self._options.words.key
        if len(word) > 1 and self._width < _NARROW:
            word = "★"
        tag = QRectF(left, 2, math.ceil(self._metrics.horizontalAdvance(word)) + 6, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.KEY)
        painter.drawRoundedRect(tag, 3, 3)
        painter.setPen(colours.KEY_INK)
        painter.drawText(tag, _flags(Qt.AlignmentFlag.AlignCenter), word)
        return tag.width()

    def _title(self) -> str:
        if self._options.numbers and self._view.number:
            return f"{self._view.number}  {self._view.title}"
        return self._view.title

    def _state_words(self) -> str:
        """Live and lost say it in the strip only where there is room, stale always."""
        view = self._view
        if view.look is PaneLook.STALE:
            return view.status_text or self._options.words.age.format(
                age=math.floor(view.age_s or 0.0)
            )
        if view.look is PaneLook.LIVE and self._width >= _WIDE:
            return view.status_text
        return ""

    def _text(
        self, painter: QPainter, left: float, width: float, text: str, colour: QColor
    ) -> None:
        painter.setPen(colour)
        box = QRectF(left, 0, max(0.0, width), STRIP_HEIGHT)
        painter.drawText(box, _flags(Qt.AlignmentFlag.AlignVCenter), text)

    def _badges(self) -> DecorPiece | None:
        """Small words at the top right: shed, sound and the engine, while there is a picture."""
        view, words = self._view, self._options.words
        texts: list[tuple[str, QColor, QColor]] = []
        if view.engine_badge and (self._width >= _WIDE or self._options.overlay):
            texts.append((view.engine_badge, colours.TEXT_QUIET, colours.STRIP))
        if view.sound:
            texts.append(("♪", colours.TEXT, colours.STRIP))
        if view.steered_by:
            limit = max(20.0, self._width * 0.5)
            who = self._metrics.elidedText(view.steered_by, Qt.TextElideMode.ElideRight, limit)
            texts.append((f"✥ {who}", colours.TEXT, colours.STRIP))
        if view.shed and view.look in (PaneLook.LIVE, PaneLook.STALE):
            texts.append((words.shed, colours.STALE, colours.STRIP))
        if not texts:
            return None
        widths = [math.ceil(self._metrics.horizontalAdvance(text)) + 8 for text, *_ in texts]
        total = sum(widths) + 3 * (len(texts) - 1)
        image, painter = self._canvas(total, 19, QColor(0, 0, 0, 0))
        left = 0.0
        for (text, ink, back), width in zip(texts, widths, strict=True):
            tag = QRectF(left, 0, width, 19)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(tag, 3, 3)
            painter.setPen(ink)
            painter.drawText(tag, _flags(Qt.AlignmentFlag.AlignCenter), text)
            left += width + 3
        painter.end()
        inset = round(4 * self._dpr)
        return DecorPiece(QPoint(self._box.width() - image.width() - inset, inset), image)

    def _information(self) -> DecorPiece | None:
        lines = self._view.overlay_lines
        room = self._height - STRIP_HEIGHT - 8
        step = math.ceil(self._metrics.height())
        lines = lines[: max(0, int((room - 6) // step))]
        if not self._options.overlay or not lines:
            return None
        limit = self._width - 8 - 2 * _PAD
        shown = [
            self._metrics.elidedText(line, Qt.TextElideMode.ElideRight, limit) for line in lines
        ]
        width = max(math.ceil(self._metrics.horizontalAdvance(line)) for line in shown) + 2 * _PAD
        image, painter = self._canvas(width, step * len(shown) + 6, colours.STRIP)
        painter.setPen(colours.TEXT)
        for row, line in enumerate(shown):
            painter.drawText(QPointF(_PAD, 3 + row * step + self._metrics.ascent()), line)
        painter.end()
        inset = round(4 * self._dpr)
        return DecorPiece(QPoint(inset, inset), image)

    def _centre_words(self) -> DecorPiece | None:
        view = self._view
        text, colour = {
            PaneLook.EMPTY: (self._options.words.empty_hint, colours.TEXT_QUIET),
            PaneLook.CONNECTING: (view.status_text, colours.TEXT_QUIET),
            PaneLook.LOST: (view.status_text, colours.TEXT),
        }.get(view.look, ("", colours.TEXT))
        strip = 0 if view.look is PaneLook.EMPTY else STRIP_HEIGHT
        height = self._height - strip
        if not text or height < TEXT_PX:
            return None
        image, painter = self._canvas(self._width, height, QColor(0, 0, 0, 0))
        lines = self._wrapped(text, self._width - 4 * _PAD, height)
        step = self._metrics.height()
        sign = 20.0 if view.look is PaneLook.LOST and height >= len(lines) * step + 30 else 0.0
        top = (height - sign - len(lines) * step) / 2
        if sign:
            draw_lamp(painter, QPointF(self._width / 2, top + 7), view.look, 15.0)
        painter.setPen(colour)
        for row, line in enumerate(lines):
            box = QRectF(0, top + sign + row * step, self._width, step)
            painter.drawText(box, _flags(Qt.AlignmentFlag.AlignCenter), line)
        painter.end()
        return DecorPiece(QPoint(0, 0), image)

    def _wrapped(self, text: str, width: float, height: float) -> list[str]:
        """Lines broken at spaces, or anywhere in Chinese; the last one ends in … if cut."""
        room = max(1, int(height // self._metrics.height()))
        lines: list[str] = []
        rest = text.strip()
        while rest:
            if len(lines) == room - 1:
                rest = rest.replace("\n", " · ")
                lines.append(self._metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
                break
            cut = self._cut(rest, width)
            lines.append(rest[:cut].rstrip())
            rest = rest[cut:].lstrip()
        return lines

    def _cut(self, text: str, width: float) -> int:
        end = 1
        while end < len(text) and self._metrics.horizontalAdvance(text[: end + 1]) <= width:
            end += 1
        if 0 < (given := text.find("\n")) <= end:
            return given
        if end == len(text):
            return end
        for place in range(end, 0, -1):
            before, after = text[place - 1], text[place]
            if after in "，。、；：！？）,.;:!?)" or before in "（(":
                continue
            if before == " " or after == " " or ord(before) > 0x2E7F or ord(after) > 0x2E7F:
                return place
        return end


def draw_lamp(painter: QPainter, centre: QPointF, look: PaneLook, side: float = _LAMP) -> None:
    """The state's sign: dot live, square stale, triangle lost, ring connecting."""
    half = side / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(lamp_colour(look))
    if look is PaneLook.LIVE:
        painter.drawEllipse(centre, half, half)
    elif look is PaneLook.STALE:
        painter.drawRect(QRectF(centre.x() - half, centre.y() - half, side, side))
    elif look is PaneLook.LOST:
        corners = [QPointF(-half, half), QPointF(half, half), QPointF(0, -half)]
        painter.drawPolygon(QPolygonF([centre + corner for corner in corners]))
    else:
        painter.setPen(lamp_colour(look))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, half - 0.5, half - 0.5)


def _flags(alignment: Qt.AlignmentFlag) -> int:
    return int(alignment.value | Qt.TextFlag.TextSingleLine.value)
