"""A round field to steer with: press anywhere, the further from the middle the faster."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from resources import colours
from widgets.pane_steering import SteeringHand

SIDE_PX = 148
_KNOB = 0.16


class PtzPad(QWidget):
    """Signals: hand_changed: a ``SteeringHand`` with the point in 0…1 of the field."""

    hand_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at: QPointF | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._retranslate()

    def sizeHint(self) -> QSize:
        """Large enough for a thumb on a touch screen."""
        return QSize(SIDE_PX, SIDE_PX)

    def let_go(self) -> None:
        """Whatever is held is let go of."""
        if self._at is not None:
            self._at = None
            self.hand_changed.emit(SteeringHand())
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._hold(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._at is not None:
            self._hold(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.let_go()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.let_go()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        if event.type() == QEvent.Type.EnabledChange:
            self.let_go()
        super().changeEvent(event)

    def _hold(self, position: QPointF) -> None:
        """The hand's point, within the circle."""
        middle = QPointF(self.width() / 2, self.height() / 2)
        way = position - middle
        reach = min(self.width(), self.height()) / 2
        far = math.hypot(way.x(), way.y())
        if far > reach:
            way *= reach / far
        self._at = middle + way
        point = QPointF(0.5 + way.x() / (2 * reach), 0.5 + way.y() / (2 * reach))
        self.hand_changed.emit(SteeringHand(point))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height()) - 2
        field = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        ink = QColor(colours.TEXT if self.isEnabled() else colours.TEXT_OFF)
        painter.setPen(QPen(QColor(colours.LINE), 1.5))
        painter.setBrush(QColor(colours.RAISED))
        painter.drawEllipse(field)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for eighth in range(8):
            self._arrow(painter, field, 45.0 * eighth)
        knob = side * _KNOB
        painter.setBrush(QColor(colours.ACCENT) if self._at is not None else ink)
        painter.drawEllipse(self._at or field.center(), knob, knob)
        painter.end()

    @staticmethod
    def _arrow(painter: QPainter, field: QRectF, turn: float) -> None:
        painter.save()
        painter.translate(field.center())
        painter.rotate(turn)
        tip, size = -field.height() / 2 * 0.86, 7.0 if turn % 90 == 0 else 5.0
        painter.drawPolygon(
            [QPointF(0, tip), QPointF(-size, tip + size), QPointF(size, tip + size)]
        )
        painter.restore()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Turn the camera"))
        self.setToolTip(self.tr("Hold to turn: the further from the middle, the faster"))
