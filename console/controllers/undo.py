"""What was done last and can still be taken back, where the rules allow it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

MOST = 20


@dataclass(frozen=True, slots=True)
class Undo:
    """One thing that can be taken back: what it was in words, and what takes it back."""

    words: str
    act: Callable[[], object]


class UndoStack(QObject):
    """The last things first; what else happens in between stays as it is.

    Signals:
        changed: Something else would be taken back now, or nothing.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._things: deque[Undo] = deque(maxlen=MOST)

    @property
    def words(self) -> str:
        """What would be taken back; empty for nothing."""
        return self._things[-1].words if self._things else ""

    def add(self, words: str, act: Callable[[], object]) -> None:
        """Something was done."""
        self._things.append(Undo(words, act))
        self.changed.emit()

    def undo(self) -> None:
        """Begin to take the last thing back; whoever does it tells what came of it."""
        if self._things:
            self._things.pop().act()
            self.changed.emit()

    def clear(self) -> None:
        """Somebody else sits here now."""
        self._things.clear()
        self.changed.emit()
