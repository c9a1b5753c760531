"""Sounds by grade: played by a program of the system, so that nothing here waits for a device."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib.resources import as_file, files

from PySide6.QtCore import QObject, QProcess
from PySide6.QtWidgets import QApplication

PLAYERS = ("pw-play", "paplay", "aplay")
"""The first that the machine has; without any the machine's own beep has to do."""


class SoundPlayer(QObject):
    """One sound at a time; a graver one takes the place of what is playing."""

    def __init__(self, players: Sequence[str] = PLAYERS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = next((found for name in players if (found := shutil.which(name))), None)
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._grade = 0

    def play(self, grade: int) -> None:
        """Sound once for an event of this grade, 1 to 4."""
        if self._player is None:
            QApplication.beep()
            return
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            if grade <= self._grade:
                return
            self.stop()
        self._grade = grade
        with as_file(files("resources").joinpath("sounds", f"grade_{grade}.wav")) as file:
            self._process.start(self._player, [str(file)])

    def stop(self) -> None:
        """Be quiet at once."""
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(1000)
