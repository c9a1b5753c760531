"""Big figures on a wall, with a chart of the open events and one of the last hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from resources import colours
from widgets.wall_charts import HourCount, HoursChart, paint_bars, paint_hours
from widgets.wall_sheet import WallSheet, fitted_px, rounded, type_of, width_of, write

UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class FigureValues:
    """The town in numbers; None: not known.

    Attributes:
        open_by_grade: Open events, from 一般 to 紧急.
        reported, handled, closed: Of today.
        on_time: Share, 0 to 1, closed within the limit.
        overdue: Open ones past their limit.
        on_duty, people: In the field now, and all who belong there.
        cameras_live, cameras: With a picture now, and all.
        by_hour: The last hours, the one that runs at the end.
    """

    open_by_grade: tuple[int, int, int, int] | None = None
    reported: int | None = None
    handled: int | None = None
    closed: int | None = None
    on_time: float | None = None
    overdue: int | None = None
    on_duty: int | None = None
    people: int | None = None
    cameras_live: int | None = None
    cameras: int | None = None
    by_hour: tuple[HourCount, ...] = ()


@dataclass(frozen=True, slots=True)
class _Tile:
    label: str
    value: str
    beside: str = ""
    colour: str = colours.TEXT


class WallFigures(WallSheet):
    """Tiles with one figure each, and two charts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = FigureValues()

    def show_values(self, values: FigureValues) -> None:
        """Show these figures."""
        if values != self._values:
            self._values = values
            self.update()

    def paint_sheet(self, painter: QPainter, box: QRectF) -> None:
        gap = self.text_px * 0.5
        # The last line is left to what a wall says of itself.
        inner = box.adjusted(gap, gap, -gap, -self.text_px * 1.9)
        tiles = self._tiles()
        if inner.width() > inner.height() * 2.4:
            upper = QRectF(inner.left(), inner.top(), inner.width() * 0.56, inner.height())
            lower = QRectF(upper.right() + gap, inner.top(), 0, inner.height())
            lower.setRight(inner.right())
        else:
            share = 0.52 if inner.width() > inner.height() else 0.6
            upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() * share)
            lower = QRectF(inner.left(), upper.bottom() + gap, inner.width(), 0)
            lower.setBottom(inner.bottom())
        columns = 4 if upper.width() > upper.height() else 2
        for tile, place in zip(tiles, _grid(upper, len(tiles), columns, gap), strict=True):
            self._paint_tile(painter, place, tile)
        count = 2 if lower.width() > lower.height() * 1.2 else 1
        bars, day = _grid(lower, 2, count, gap)
        self._paint_charts(painter, bars, day)

    def _tiles(self) -> Sequence[_Tile]:
        v = self._values
        opened = None if v.open_by_grade is None else sum(v.open_by_grade)
        late = colours.LOST if v.overdue else colours.TEXT
        on_time = UNKNOWN if v.on_time is None else f"{v.on_time * 100:.1f}"
        return (
            _Tile(self.tr("Open"), _text(opened)),
            _Tile(self.tr("Reported today"), _text(v.reported)),
            _Tile(self.tr("Handled today"), _text(v.handled)),
            _Tile(self.tr("Closed today"), _text(v.closed)),
            _Tile(self.tr("Overdue"), _text(v.overdue), "", late),
            _Tile(self.tr("On time"), on_time, "" if v.on_time is None else "%"),
            _Tile(self.tr("On duty"), _text(v.on_duty), _of(v.people)),
            self._cameras_tile(),
        )

    def _cameras_tile(self) -> _Tile:
        """How many are live is told where it is known."""
        v = self._values
        if v.cameras_live is None:
            return _Tile(self.tr("Cameras"), _text(v.cameras))
        return _Tile(self.tr("Cameras live"), _text(v.cameras_live), _of(v.cameras))

    def _paint_tile(self, painter: QPainter, box: QRectF, tile: _Tile) -> None:
        u = self.text_px
        rounded(painter, box, colours.PANEL, u * 0.25)
        inner = box.adjusted(u * 0.7, u * 0.4, -u * 0.7, -u * 0.3)
        head = QRectF(inner.left(), inner.top(), inner.width(), u * 1.4)
        write(painter, head, tile.label, self.font_at(), colours.TEXT_QUIET)
        body = QRectF(inner.left(), head.bottom(), inner.width(), inner.bottom() - head.bottom())
        small = self.font_at(max(1.0, body.height() * 0.2 / u))
        beside = width_of(f" {tile.beside}", small) if tile.beside else 0.0
        family = self.font().family()
        # Four digits at least: neighbours are of one size.
        sample = tile.value if len(tile.value) > 4 else "0000"
        px = fitted_px(sample, family, body.width() - beside, body.height(), u)
        font = type_of(family, px)
        write(painter, body, tile.value, font, tile.colour)
        left = body.left() + width_of(tile.value, font)
        # Both stand on one line, whatever their sizes.
        below = body.center().y() + QFontMetricsF(font).ascent() - QFontMetricsF(font).height() / 2
        rise = QFontMetricsF(small).ascent() - QFontMetricsF(small).height() / 2
        rest = QRectF(left, below - rise - u, body.right() - left, 2 * u)
        write(painter, rest, f" {tile.beside}", small, colours.TEXT_QUIET)

    def _paint_charts(self, painter: QPainter, bars: QRectF, day: QRectF) -> None:
        u, font = self.text_px, self.font_at()
        for box, title in ((bars, self.tr("Open by grade")), (day, self.tr("Last 24 hours"))):
            rounded(painter, box, colours.PANEL, u * 0.25)
            head = QRectF(box.left() + u * 0.7, box.top() + u * 0.4, box.width() - u, u * 1.4)
            write(painter, head, title, font, colours.TEXT_QUIET)
        inside = (u * 0.7, u * 2.1, -u * 0.7, -u * 0.6)
        paint_bars(painter, bars.adjusted(*inside), self._values.open_by_grade, font)
        words = (self.tr("Reported"), self.tr("Closed"))
        paint_hours(painter, day.adjusted(*inside), HoursChart(self._values.by_hour, words), font)


def _text(value: int | None) -> str:
    return UNKNOWN if value is None else str(value)


def _of(total: int | None) -> str:
    return "" if total is None else f"/ {total}"


def _grid(box: QRectF, count: int, columns: int, gap: float) -> list[QRectF]:
    rows = -(-count // columns)
    width = (box.width() - gap * (columns - 1)) / columns
    height = (box.height() - gap * (rows - 1)) / rows
    return [
        QRectF(
            box.left() + at % columns * (width + gap),
            box.top() + at // columns * (height + gap),
            width,
            height,
        )
        for at in range(count)
    ]
