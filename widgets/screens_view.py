"""The screens of a video wall, drawn small where they stand, with what they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from resources import colours
from widgets.camera_drop import dropped_numbers
from widgets.pane_view import CAMERA_MIME

MARGIN = 8
TITLE_GAP = 4
_ARROWS: dict[int, QPointF] = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


@dataclass(frozen=True, slots=True)
class ScreenCell:
    """A part of a screen in shares of it, 0 to 1, and what is there."""

    part: QRectF
    text: str


@dataclass(frozen=True, slots=True)
class ScreenLook:
    """One screen: `frame` in pixels of its desktop; `words` say what it shows for who can't see.

    `text` stands in the middle, `cells` divide it. `is_lost` draws it as one that isn't heard of.
    """

    id: str
    title: str
    frame: QRectF
    words: str = ""
    text: str = ""
    cells: tuple[ScreenCell, ...] = ()
    is_lost: bool = False


class ScreensView(QWidget):
    """Draws screens at their true proportions; mouse, keys and drops choose one.

    Signals:
        screen_chosen: A screen (its id).
        cameras_dropped: Cameras were dropped: screen, its cell or -1, camera numbers.
        menu_wanted: What the chosen screen can show is asked for, at a place of the desktop.
        clear_wanted: The chosen screen is to show nothing.
        placed: Screens lie elsewhere in the widget.
    """

    screen_chosen = Signal(str)
    cameras_dropped = Signal(str, int, list)
    menu_wanted = Signal(QPoint)
    clear_wanted = Signal()
    placed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMinimumSize(280, 120)
        self.screens: tuple[ScreenLook, ...] = ()
        self.chosen = ""
        self._target = ("", -1)

    def show_screens(self, screens: Sequence[ScreenLook], chosen: str) -> None:
        """Show these, one of them outlined."""
        if (tuple(screens), chosen) == (self.screens, self.chosen):
            return
        frames = [one.frame for one in self.screens]
        self.screens, self.chosen = tuple(screens), chosen
        now = next((one for one in self.screens if one.id == chosen), None)
        self.setAccessibleDescription("" if now is None else f"{now.title}: {now.words}")
        self.update()
        if frames != [one.frame for one in self.screens]:
            self.placed.emit()

    def box(self, screen: ScreenLook) -> QRectF:
        """Where a screen lies in this widget."""
        whole, scale, offset = self._fit()
        frame = screen.frame.translated(-whole.topLeft())
        return QRectF(
            offset.x() + frame.x() * scale,
            offset.y() + frame.y() * scale + self._line * self._rows_above(screen),
            frame.width() * scale,
            frame.height() * scale,
        ).adjusted(1, 1, -1, -1)

    def cell_box(self, screen: ScreenLook, cell: ScreenCell) -> QRectF:
        """Where a part of a screen lies in this widget."""
        box, part = self.box(screen), cell.part
        return QRectF(
            box.x() + part.x() * box.width(),
            box.y() + part.y() * box.height(),
            part.width() * box.width(),
            part.height() * box.height(),
        ).adjusted(1, 1, -1, -1)

    def screen_at(self, at: QPointF) -> tuple[str, int]:
        """The screen at a place and its cell; empty and -1 beside them."""
        for one in self.screens:
            if self.box(one).contains(at):
                cells = enumerate(one.cells)
                inside = (n for n, cell in cells if self.cell_box(one, cell).contains(at))
                return one.id, next(inside, -1)
        return "", -1

    def _fit(self) -> tuple[QRectF, float, QPointF]:
        whole = QRectF()
        for one in self.screens:
            whole = whole.united(one.frame)
        rows = 1 + max((self._rows_above(one) for one in self.screens), default=0)
        lines = self._line * rows
        free = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN - lines)
        if whole.isEmpty() or free.isEmpty():
            return QRectF(0, 0, 1, 1), 1.0, QPointF()
        scale = min(free.width() / whole.width(), free.height() / whole.height())
        left = free.x() + (free.width() - whole.width() * scale) / 2
        top = free.y() + (free.height() - whole.height() * scale) / 2
        return whole, scale, QPointF(left, top)

    @property
    def _line(self) -> float:
        """Below each row of screens stand their names."""
        return self.fontMetrics().height() + 2.0 * TITLE_GAP

    def _rows_above(self, screen: ScreenLook) -> int:
        top = screen.frame.y() + 1
        return len({one.frame.y() for one in self.screens if one.frame.bottom() <= top})

    # -- hands

    def _choose(self, screen: str) -> None:
        if screen and screen != self.chosen:
            self.screen_chosen.emit(screen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self.screen_at(event.position())[0])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.screen_at(event.position())[0]:
            self.menu_wanted.emit(event.globalPosition().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._choose(self.screen_at(QPointF(event.pos()))[0])
            self.menu_wanted.emit(event.globalPos())
        else:
            self._ask_menu()

    def _ask_menu(self) -> None:
        now = next((one for one in self.screens if one.id == self.chosen), None)
        at = self.rect().center() if now is None else self.box(now).center().toPoint()
        self.menu_wanted.emit(self.mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter asks what to show, Delete shows nothing."""
        key = event.key()
        if key in _ARROWS:
            self._choose(self._beside(_ARROWS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask_menu()
        elif key == Qt.Key.Key_Delete:
            self.clear_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _beside(self, way: QPointF) -> str:
        here = next((one for one in self.screens if one.id == self.chosen), None)
        if here is None:
            return self.screens[0].id if self.screens else ""
        found = []
        for one in self.screens:
            step = one.frame.center() - here.frame.center()
            ahead = QPointF.dotProduct(step, way)
            aside = abs(step.x() * way.y() - step.y() * way.x())
            if ahead > aside or (ahead > 0 and aside < here.frame.height() / 2):
                found.append((ahead + 2 * aside, one.id))
        return min(found)[1] if found else ""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CAMERA_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._target = self.screen_at(event.position())
        event.setAccepted(bool(self._target[0]))
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._target = ("", -1)
        self.update()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Cameras land on a screen."""
        screen, cell = self.screen_at(event.position())
        numbers = dropped_numbers(event.mimeData())
        self._target = ("", -1)
        self.update()
        if screen and numbers:
            event.acceptProposedAction()
            self.cameras_dropped.emit(screen, cell, numbers)

    # -- what is drawn

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.placed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colours.BOARD))
        for one in self.screens:
            self._paint_screen(painter, one)
        painter.end()

    def _paint_screen(self, painter: QPainter, one: ScreenLook) -> None:
        box, is_chosen = self.box(one), one.id == self.chosen
        painter.fillRect(box, QColor(colours.PANE))
        painter.setPen(QColor(colours.LINE))
        for cell in one.cells:
            painter.drawRect(self.cell_box(one, cell))
        painter.setPen(QColor(colours.TEXT))
        for cell in one.cells:
            self._paint_text(painter, self.cell_box(one, cell), cell.text)
        self._paint_text(painter, box, one.text)
        self._paint_frame(painter, one, box, is_chosen=is_chosen)
        height = painter.fontMetrics().height()
        line = QRectF(box.x(), box.bottom() + TITLE_GAP, box.width(), height + 2)
        painter.setPen(QColor(colours.LOST if one.is_lost else colours.TEXT_QUIET))
        self._paint_text(painter, line, one.title)

    def _paint_frame(
        self, painter: QPainter, one: ScreenLook, box: QRectF, *, is_chosen: bool
    ) -> None:
        colour = colours.LOST if one.is_lost else colours.LINE
        if is_chosen:
            colour = colours.ACCENT if self.hasFocus() else colours.SELECTED_IDLE
        if one.id == self._target[0]:
            colour = colours.KEY_MARK
        painter.setPen(QPen(QColor(colour), 3 if is_chosen or one.id == self._target[0] else 1))
        painter.drawRect(box)

    def _paint_text(self, painter: QPainter, box: QRectF, text: str) -> None:
        """In lines as wide as the box; nothing where not even a line has room."""
        inner, metrics = box.adjusted(4, 1, -4, -1), painter.fontMetrics()
        if not text or inner.height() < metrics.height() * 0.8 or inner.width() < 10:
            return
        centre = int(Qt.AlignmentFlag.AlignCenter)
        wraps = inner.height() >= metrics.height() * 2
        flags = centre | int(Qt.TextFlag.TextWordWrap) if wraps else centre
        whole = painter.boundingRect(inner, flags, text)
        if whole.height() > inner.height() or whole.width() > inner.width():
            flags = centre
            text = metrics.elidedText(
                text.replace("\n", " "), Qt.TextElideMode.ElideRight, int(inner.width())
            )
        painter.drawText(inner, flags, text)
