"""The GUI's line to a process of its own: JSON lines both ways."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from console.video.messages import encode

_LONGEST_LINE = 1 << 20


class ChildLink(QObject):
    """Starts a process, one of our modules, and speaks with it.

    Signals:
        told: A message from the process.
        ended: The process is gone, for whatever reason but :meth:`close`.
    """

    told = Signal(dict)
    ended = Signal()

    def __init__(
        self, module: str, parent: QObject | None = None, options: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.setProgram(sys.executable)
        self._process.setArguments(["-m", module, *options])
        self._process.setProcessEnvironment(child_environment())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self.on_output_ready)
        self._process.finished.connect(self.on_process_finished)
        self._process.errorOccurred.connect(self.on_process_error)
        self._rest = b""

    def start(self) -> None:
        """Start the process; orders may be sent at once, they wait in the pipe."""
        self._process.start()

    @property
    def pid(self) -> int:
        """The process's number, 0 while it isn't running."""
        return int(self._process.processId())

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def send(self, message: Mapping[str, Any]) -> None:
        """Send one order."""
        if self.is_running:
            self._process.write(encode(message))

    def kill(self) -> None:
        """End the process at once; ``ended`` follows."""
        self._process.kill()

    def close(self) -> None:
        """End the process and wait for it, quietly."""
        self._process.blockSignals(True)
        self._process.kill()
        self._process.waitForFinished(2000)

    def let_end(self, within_ms: int) -> None:
        """Let the process end what it does; after that it is ended."""
        self._process.blockSignals(True)
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(within_ms):
            self.close()

    def on_output_ready(self) -> None:
        """Read whole lines."""
        self._rest += bytes(self._process.readAllStandardOutput().data())
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            self.told.emit(json.loads(line))
        if len(self._rest) > _LONGEST_LINE:
            self.kill()

    def on_process_finished(self) -> None:
        """The process has ended."""
        self.ended.emit()

    def on_process_error(self, error: QProcess.ProcessError) -> None:
        """A process that couldn't start never finishes, so say it here."""
        if error == QProcess.ProcessError.FailedToStart:
            self.ended.emit()


def child_environment() -> QProcessEnvironment:
    """The environment of processes that decode for us."""
    environment = QProcessEnvironment.systemEnvironment()
    # Sixteen threads with an arena each would hold a multiple of what they use.
    environment.insert("MALLOC_ARENA_MAX", "2")
    environment.insert("OMP_NUM_THREADS", "1")
    environment.insert("OPENBLAS_NUM_THREADS", "1")
    environment.insert("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    return environment
