"""How a row of the camera tree is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets import pane_colours as colours
from widgets.camera_roles import Light, Node, TreeRole

ROW_HEIGHT = 24
TEXT_PX = 13
_GAP = 6
_LIGHT = 11
_MARK = 13

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Inks:
    """Text colours of one row."""

    name: QColor
    quiet: QColor
    lost: QColor


def light_colour(light: Light) -> QColor:
    """Colour of a state light."""
    return {
        Light.LIVE: colours.LIVE,
        Light.STALE: colours.STALE,
        Light.LOST: colours.LOST,
    }.get(light, colours.TEXT_QUIET)


def draw_light(painter: QPainter, light: Light, box: QRectF) -> None:
    """A state light: dot, square, triangle, ring, dotted ring or a short line."""
    colour = light_colour(light)
    centre, half = box.center(), box.width() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if light is Light.LIVE:
        painter.drawEllipse(centre, half, half)
    elif light is Light.STALE:
        painter.drawRect(box.adjusted(1, 1, -1, -1))
    elif light is Light.LOST:
        corners = [QPointF(-half, half), QPointF(half, half), QPointF(0, -half)]
        painter.drawPolygon(QPolygonF([centre + corner for corner in corners]))
    elif light is Light.UNKNOWN:
        painter.drawRect(QRectF(centre.x() - half / 2, centre.y() - 1, half, 2))
    else:
        dotted = light is Light.CONNECTING
        style = Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 1.5, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, half - 1, half - 1)


def draw_star(painter: QPainter, box: QRectF) -> None:
    """The five-pointed star of a 重点 camera."""
    centre, radius = box.center(), box.width() / 2
    points = [
        centre
        + QPointF(
            math.sin(corner * math.pi / 5) * radius * (1.0 if corner % 2 == 0 else 0.42),
            -math.cos(corner * math.pi / 5) * radius * (1.0 if corner % 2 == 0 else 0.42),
        )
        for corner in range(10)
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.KEY)
    painter.drawPolygon(QPolygonF(points))


def draw_board_mark(painter: QPainter, box: QRectF) -> None:
    """Four small panes: the camera is on the board."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.SELECTED)
    cell = (box.width() - 3) / 2
    for across in (0, 1):
        for down in (0, 1):
            corner = box.topLeft() + QPointF(across * (cell + 2), down * (cell + 2))
            painter.drawRect(QRectF(corner.x(), corner.y() + 0.5, cell, cell))


class CameraTreeDelegate(QStyledItemDelegate):
    """Draws lights, marks and counts beside the names; rows are all of one height."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: one height for every row."""
        return QSize(super().sizeHint(option, index).width() + 120, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: the style's own background, then the row's parts from both sides inwards."""
        style = QApplication.style() if option.widget is None else option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(option.font)
        font.setPixelSize(TEXT_PX)
        painter.setFont(font)
        rect: QRect = option.rect.adjusted(2, 0, -_GAP, 0)
        if index.data(TreeRole.NODE.value) == Node.CAMERA:
            self._paint_camera(painter, rect, index, _inks(option))
        else:
            self._paint_group(painter, rect, index, _inks(option))
        painter.restore()

    def _paint_camera(self, painter: QPainter, rect: QRect, index: Index, inks: _Inks) -> None:
        draw_light(painter, Light(index.data(TreeRole.LIGHT.value)), _centred(rect, _LIGHT))
        rect.setLeft(rect.left() + _LIGHT + _GAP)
        right = _text_right(painter, rect, index.data(TreeRole.ID.value), inks.quiet)
        rect.setRight(right)
        for role, draw in ((TreeRole.ON_BOARD, draw_board_mark), (TreeRole.KEY, draw_star)):
            if index.data(role.value):
                rect.setRight(rect.right() - _MARK)
                draw(painter, _centred(rect.translated(rect.width(), 0), _MARK))
                rect.setRight(rect.right() - _GAP)
        _text_left(painter, rect, index.data(), inks.name)

    def _paint_group(self, painter: QPainter, rect: QRect, index: Index, inks: _Inks) -> None:
        live, total = index.data(TreeRole.LIVE.value), index.data(TreeRole.TOTAL.value)
        rect.setRight(_text_right(painter, rect, f"{live}/{total}", inks.quiet))
        if lost := index.data(TreeRole.LOST.value):
            rect.setRight(_text_right(painter, rect, str(lost), inks.lost) + _GAP - 3)
            rect.setRight(rect.right() - _LIGHT)
            draw_light(painter, Light.LOST, _centred(rect.translated(rect.width(), 0), _LIGHT - 2))
            rect.setRight(rect.right() - _GAP)
        if index.data(TreeRole.NODE.value) == Node.VILLAGE:
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
        _text_left(painter, rect, index.data(), inks.name)


def _inks(option: QStyleOptionViewItem) -> _Inks:
    if QStyle.StateFlag.State_Selected in option.state:
        # On the selection colour the quiet and the red text would fall below 4.5:1.
        ink = option.palette.color(QPalette.ColorRole.HighlightedText)
        return _Inks(ink, ink, ink)
    return _Inks(option.palette.color(QPalette.ColorRole.Text), colours.TEXT_QUIET, colours.LOST)


def _centred(rect: QRect, side: int) -> QRectF:
    """A square at the left edge of ``rect``, centred from top to bottom."""
    return QRectF(rect.left(), rect.top() + (rect.height() - side) / 2, side, side)


def _text_right(painter: QPainter, rect: QRect, text: str, colour: QColor) -> int:
    """Draw at the right edge; answers where the room left of it ends."""
    painter.setPen(colour)
    align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, int(align.value | Qt.TextFlag.TextSingleLine.value), text)
    return rect.right() - painter.fontMetrics().horizontalAdvance(text) - _GAP


def _text_left(painter: QPainter, rect: QRect, text: str, colour: QColor) -> None:
    painter.setPen(colour)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, int(align.value | Qt.TextFlag.TextSingleLine.value), shown)
