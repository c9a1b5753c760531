"""How a message is painted: who and when above, what below, whom it names marked."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from resources import colours
from widgets.chat_model import MESSAGE, ChatMessage, ChatState, Index

_SIDE_PX, _EDGE_PX, _GAP_PX = 12, 5, 2
_BAR_PX = 3
_KEPT_MOST: Final = 400
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class ChatWords:
    """Translated words on a message."""

    me: str = ""
    sending: str = ""


class ChatDelegate(QStyledItemDelegate):
    """Paints messages as wide as the view; long words break anywhere.

    Attributes:
        me: The name by which this person is mentioned.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.me = ""
        self.words = ChatWords()
        self._heights: dict[str, tuple[int, str, int]] = {}
        self._layouts: OrderedDict[tuple[ChatMessage, int, str], QTextLayout] = OrderedDict()

    def sizeHint(self, _: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need."""
        message: ChatMessage = index.data(MESSAGE)
        width = self._view.viewport().width()
        known = self._heights.get(message.id)
        if known is not None and known[0] == width and known[1] == message.text:
            return QSize(width, known[2])
        metrics = QFontMetrics(self._view.font())
        room = width - 2 * _SIDE_PX
        height = metrics.height() + _GAP_PX + 2 * _EDGE_PX + self._text_height(message, room)
        self._heights[message.id] = (width, message.text, height)
        return QSize(width, height)

    def _text_height(self, message: ChatMessage, room: int) -> int:
        metrics = QFontMetrics(self._view.font())
        text = message.text
        if len(text) < room and text.isprintable():
            bold_too = metrics.horizontalAdvance(text) * (1.15 if message.mentions else 1.0)
            if bold_too < room - 8:  # most messages: one line, known without laying them out
                return metrics.height()
        return ceil(self._layout(message, room).boundingRect().height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        message: ChatMessage = index.data(MESSAGE)
        painter.save()
        box = option.rect
        names_me = self.me in message.mentions and bool(self.me)
        self._paint_ground(painter, option, message, names_me=names_me)
        metrics = QFontMetrics(self._view.font())
        head = QRect(
            box.left() + _SIDE_PX,
            box.top() + _EDGE_PX,
            box.width() - 2 * _SIDE_PX,
            metrics.height(),
        )
        self._paint_head(painter, head, message)
        painter.setPen(QColor(colours.TEXT))
        layout = self._layout(message, head.width())
        layout.draw(painter, QPointF(head.left(), head.bottom() + 1 + _GAP_PX))
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        message: ChatMessage,
        *,
        names_me: bool,
    ) -> None:
        box = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(colours.ROW_CHOSEN))
        elif message.is_mine:
            painter.fillRect(box.adjusted(4, 1, -4, -1), QColor(colours.RAISED))
        bar = colours.KEY_MARK if names_me else colours.ACCENT if message.is_mine else ""
        if bar:
            painter.fillRect(
                QRect(box.left() + 4, box.top() + 1, _BAR_PX, box.height() - 2), QColor(bar)
            )

    def _paint_head(self, painter: QPainter, box: QRect, message: ChatMessage) -> None:
        when = f"{message.at:%H:%M}"
        if message.state is ChatState.SENDING:
            when = f"◌ {self.words.sending}"
        painter.setFont(self._view.font())
        waits = message.state is ChatState.SENDING
        painter.setPen(QColor(colours.STALE if waits else colours.TEXT_QUIET))
        painter.drawText(box, _RIGHT, when)
        room = box.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(when) - 10, 0)
        name = f"{message.name}（{self.words.me}）" if message.is_mine else message.name
        painter.setFont(_bold(self._view.font()))
        painter.setPen(QColor(colours.TEXT))
        wide = _draw(painter, room, name)
        painter.setFont(self._view.font())
        painter.setPen(QColor(colours.TEXT_QUIET))
        _draw(painter, room.adjusted(wide + 8, 0, 0, 0), message.party)

    def _layout(self, message: ChatMessage, room: int) -> QTextLayout:
        key = (message, room, self.me)
        layout = self._layouts.get(key)
        if layout is None:
            layout = self._layouts[key] = self._laid_out(message, room)
            if len(self._layouts) > _KEPT_MOST:
                self._layouts.popitem(last=False)
        return layout

    def _laid_out(self, message: ChatMessage, room: int) -> QTextLayout:
        layout = QTextLayout(message.text.replace("\n", "\u2028"), self._view.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._marks(message))
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(20, room))
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout

    def _marks(self, message: ChatMessage) -> list[QTextLayout.FormatRange]:
        found = []
        for start, name in mentions_in(message.text, message.mentions):
            mark = QTextLayout.FormatRange()
            mark.start, mark.length = start, len(name) + 1
            mark.format = _mention_format(is_me=name == self.me)
            found.append(mark)
        return found


def mentions_in(text: str, names: tuple[str, ...]) -> list[tuple[int, str]]:
    """Where an @ and a name stand in a text; a longer name comes before one that begins it."""
    found = []
    longest = sorted(names, key=len, reverse=True)
    at = text.find("@")
    while at >= 0:
        name = next((one for one in longest if text.startswith(one, at + 1)), None)
        if name:
            found.append((at, name))
        at = text.find("@", at + 1)
    return found


def _mention_format(*, is_me: bool) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.Bold)
    form.setForeground(QColor(colours.KEY_INK if is_me else colours.ACCENT))
    if is_me:
        form.setBackground(QColor(colours.KEY_MARK))
    return form


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _draw(painter: QPainter, box: QRect, text: str) -> int:
    """Draw a text as it fits; returns how wide it became."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
    painter.drawText(QRectF(box), _LEFT, shown)
    return metrics.horizontalAdvance(shown)
