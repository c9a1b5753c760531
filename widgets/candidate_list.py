"""Who can be sent: ticked where they are to go, each with why and why not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)

from resources import colours
from widgets.inbox_roles import Index
from widgets.ticking import OFF, ON, TickDelegate, turn_over

ROW_PX = 42
_CHECK_PX = 24
_LOOK = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class CandidateLook:
    """One person in translated words; ``way`` stands on the right of the first line."""

    person: str
    name: str
    role: str
    way: str
    why: str
    why_not: str = ""
    can_go: bool = True


class _Delegate(TickDelegate):
    """Two lines: name, role and way; below why, and in another colour why not."""

    def sizeHint(self, _: QStyleOptionViewItem, __: Index) -> QSize:
        return QSize(100, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look: CandidateLook = index.data(_LOOK)
        painter.save()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.RAISED))
        self._paint_check(painter, option, index)
        box = rect.adjusted(_CHECK_PX + 8, 3, -8, -2)
        half = box.height() // 2
        upper = QRect(box.left(), box.top(), box.width(), half)
        lower = QRect(box.left(), box.top() + half, box.width(), half)
        self._paint_first(painter, upper, look)
        colour = colours.STALE if look.why_not else colours.TEXT_QUIET
        painter.setPen(QColor(colour))
        text = "  ".join(part for part in (look.why_not, look.why) if part)
        _draw(painter, lower, text)
        painter.restore()

    def _paint_first(self, painter: QPainter, box: QRect, look: CandidateLook) -> None:
        painter.setPen(QColor(colours.TEXT if look.can_go else colours.TEXT_OFF))
        right = painter.fontMetrics().horizontalAdvance(look.way)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, look.way)
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        left = painter.fontMetrics().horizontalAdvance(look.name) + 10
        _draw(painter, box.adjusted(0, 0, -right - 8, 0), look.name)
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(QColor(colours.TEXT_QUIET))
        _draw(painter, box.adjusted(left, 0, -right - 8, 0), look.role)

    def _paint_check(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look: CandidateLook = index.data(_LOOK)
        if not look.can_go:
            return
        box = QStyleOptionButton()
        rect = option.rect
        box.rect = QRect(rect.left() + 8, rect.center().y() - 8, 16, 16)
        is_on = index.data(Qt.ItemDataRole.CheckStateRole) == ON.value
        box.state = QStyle.StateFlag.State_Enabled
        box.state |= QStyle.StateFlag.State_On if is_on else QStyle.StateFlag.State_Off
        view = option.widget
        view.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, view
        )


class CandidateList(QListWidget):
    """The people, best first; Space ticks the one under the cursor.

    Signals:
        picks_changed: Others are ticked.
    """

    picks_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(lambda _: self.picks_changed.emit())
        self.itemClicked.connect(turn_over)
        self._retranslate()

    def show_people(self, people: Sequence[CandidateLook], picks: Collection[str]) -> None:
        """Show these people, these of them ticked."""
        self.blockSignals(True)
        self.clear()
        for look in people:
            item = QListWidgetItem(self)
            item.setData(_LOOK, look)
            words = (look.name, look.role, look.way, look.why_not, look.why)
            told = " ".join(word for word in words if word)
            item.setToolTip("\n".join(word for word in words if word))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if look.can_go else flags)
            ticked = look.person in picks
            item.setCheckState(ON if ticked else OFF)
        self.blockSignals(False)
        self.setFixedHeight(ROW_PX * min(5, max(1, self.count())) + 4)
        self.picks_changed.emit()

    def picks(self) -> tuple[str, ...]:
        """Who is ticked, best first."""
        items = [self.item(row) for row in range(self.count())]
        ticked = [one for one in items if one.checkState() is ON]
        return tuple(one.data(_LOOK).person for one in ticked)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Who to send"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _draw(painter: QPainter, box: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
