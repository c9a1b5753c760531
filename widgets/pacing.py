"""Telling something that changes often not more often than others want to hear it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

PACE_MS = 125
"""Eight times a second."""


class Pace(QObject):
    """Asks for what is to be told: at once after a pause, else a while after the last time.

    Signals:
        due: Tell it now, as it is now.
    """

    due = Signal()

    def __init__(self, parent: QObject, pace_ms: int = PACE_MS) -> None:
        super().__init__(parent)
        self._is_wanted = False
        self._timer = QTimer(self, singleShot=True, interval=pace_ms)
        self._timer.timeout.connect(self.on_timeout)

    def want(self) -> None:
        """Something changed."""
        if self._timer.isActive():
            self._is_wanted = True
            return
        self._timer.start()
        self.due.emit()

    def drop(self) -> None:
        """What changed has been told otherwise."""
        self._is_wanted = False

    def stop(self) -> None:
        """Tell nothing any more, until something else changes."""
        self._is_wanted = False
        self._timer.stop()

    def on_timeout(self) -> None:
        """Long enough ago."""
        if self._is_wanted:
            self._is_wanted = False
            self._timer.start()
            self.due.emit()
