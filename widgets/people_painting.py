"""How parties and people are painted: every state has a shape and a word beside its colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from resources import colours, icons
from widgets.inbox_roles import Index
from widgets.people_values import ROW, PartyLook, PartyWord, PersonLook, Presence

PARTY_PX: Final = 30
PERSON_PX: Final = 28
_REASON_PX = 20
_SIDE_PX, _INDENT_PX, _ICON_PX = 10, 22, 16
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WORD_INK: Final = {
    PartyWord.AGREED: colours.LIVE,
    PartyWord.OBJECTED: colours.LOST,
    PartyWord.SILENT: colours.TEXT_QUIET,
}
_MARKS: Final = {PartyWord.AGREED: "✓", PartyWord.OBJECTED: "✗", PartyWord.SILENT: "○"}
_PRESENCE_INK: Final = {
    Presence.PRESENT: colours.LIVE,
    Presence.AWAY: colours.STALE,
    Presence.LEFT: colours.TEXT_QUIET,
}


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Translated words on the rows."""

    of_party: Mapping[PartyWord, str] = field(default_factory=dict)
    of_presence: Mapping[Presence, str] = field(default_factory=dict)
    presents: str = ""
    speaks: str = ""
    muted: str = ""

    def told(self, look: PartyLook | PersonLook) -> list[str]:
        """Everything that a row says, in words."""
        if isinstance(look, PartyLook):
            word = "" if look.word is None else self.of_party[look.word]
            return [one for one in (look.name, word, look.reason) if one]
        states = (
            (self.presents, look.is_presenter),
            (self.speaks, look.is_speaking),
            (self.muted, look.is_muted),
        )
        shown = [word for word, is_so in states if is_so]
        return [look.name, self.of_presence[look.presence], *shown]


class PeopleDelegate(QStyledItemDelegate):
    """Paints the rows.

    Attributes:
        levels: How loud somebody is heard, 0…1, by person.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.words = PeopleWords()
        self.levels: Mapping[str, float] = {}

    def sizeHint(self, _: QStyleOptionViewItem, index: Index) -> QSize:
        look = index.data(ROW)
        if isinstance(look, PartyLook):
            return QSize(100, PARTY_PX + (_REASON_PX if look.reason else 0))
        return QSize(100, PERSON_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._view.font())
        box = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(colours.ROW_CHOSEN))
        elif isinstance(look, PartyLook):
            painter.fillRect(box.adjusted(0, 2, 0, 0), QColor(colours.RAISED))
        if isinstance(look, PartyLook):
            self._paint_party(painter, box.adjusted(_SIDE_PX, 2, -_SIDE_PX, 0), look)
        else:
            self._paint_person(painter, box.adjusted(_INDENT_PX, 0, -_SIDE_PX, 0), look)
        painter.restore()

    def _paint_party(self, painter: QPainter, box: QRect, look: PartyLook) -> None:
        first = QRect(box.left(), box.top(), box.width(), PARTY_PX - 2)
        room = first
        if look.word is not None:
            ink = QColor(_WORD_INK[look.word])
            words = f"{_MARKS[look.word]} {self.words.of_party[look.word]}"
            painter.setPen(ink)
            painter.drawText(first, _RIGHT, words)
            room = first.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(words) - 8, 0)
        if look.reason:
            below = QRect(box.left(), first.bottom() - 3, box.width(), _REASON_PX)
            painter.setPen(QColor(colours.TEXT))
            _draw(painter, below, look.reason)
        painter.setFont(_bold(painter.font()))
        painter.setPen(QColor(colours.TEXT))
        _draw(painter, room, look.name)

    def _paint_person(self, painter: QPainter, box: QRect, look: PersonLook) -> None:
        middle = QPointF(box.left() + 9, box.center().y() + 0.5)
        _paint_presence(painter, middle, look.presence)
        if look.is_speaking:
            _paint_level(painter, middle, self.levels.get(look.id, 0.0))
        right = box.right()
        for name, word, colour in self._states(look):
            right = _paint_state(painter, box, right, name, word, colour)
        is_here = look.presence is Presence.PRESENT
        painter.setPen(QColor(colours.TEXT if is_here else colours.TEXT_QUIET))
        _draw(
            painter,
            QRect(box.left() + 26, box.top(), right - box.left() - 26, box.height()),
            look.name,
        )

    def _states(self, look: PersonLook) -> list[tuple[icons.IconName | None, str, str]]:
        """Icon, word and colour of each state, from the right."""
        found: list[tuple[icons.IconName | None, str, str]] = []
        if look.presence is not Presence.PRESENT:
            ink = _PRESENCE_INK[look.presence]
            found.append((None, self.words.of_presence[look.presence], ink))
        if look.is_presenter:
            found.append(("window", self.words.presents, colours.ACCENT))
        if look.is_muted:
            found.append(("mute", self.words.muted, colours.STALE))
        elif look.is_speaking:
            found.append(("sound", self.words.speaks, colours.LIVE))
        return found


def _paint_presence(painter: QPainter, at: QPointF, presence: Presence) -> None:
    """A full disc is there, a half one away, an empty ring left."""
    ink = QColor(_PRESENCE_INK[presence])
    painter.setPen(QPen(ink, 1.6))
    painter.setBrush(ink if presence is Presence.PRESENT else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, 4.5, 4.5)
    if presence is Presence.AWAY:
        painter.setBrush(ink)
        painter.drawPie(QRectF(at.x() - 4.5, at.y() - 4.5, 9, 9), 90 * 16, 180 * 16)


def _paint_level(painter: QPainter, at: QPointF, level: float) -> None:
    """A ring round who speaks: the louder, the stronger."""
    strong = min(1.0, max(0.0, level))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.LIVE), 1.2 + 2.4 * strong))
    radius = 7.6 + 2.2 * strong
    painter.drawEllipse(at, radius, radius)


def _paint_state(
    painter: QPainter,
    box: QRect,
    right: int,
    name: icons.IconName | None,
    word: str,
    colour: str,
) -> int:
    """Paint a state that ends at ``right``; returns where the next one may end."""
    painter.setPen(QColor(colour))
    wide = painter.fontMetrics().horizontalAdvance(word)
    left = right - wide
    painter.drawText(QRect(left, box.top(), wide + 1, box.height()), _LEFT, word)
    if name is not None:
        left -= _ICON_PX + 4
        top = box.center().y() - _ICON_PX // 2 + 1
        icons.icon(name, colour).paint(painter, QRect(left, top, _ICON_PX, _ICON_PX))
    return left - 10


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _draw(painter: QPainter, box: QRect, text: str) -> None:
    room = max(0, box.width())
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(box, _LEFT, shown)
