"""Keeps the wall's program running, in a process of its own that is started again when it must.

The program says on its standard output, once a second, that it lives. It ends by itself when
nobody listens there any more, so that no second wall is left over a supervisor that was killed.
While it doesn't run, another small program covers the screens.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import IO, Final

import structlog

from console.state.wall_watch import Watch, WatchStep

USED_WRONGLY: Final = 2
"""What a program ends with that was started wrongly: starting it again would change nothing."""
RESTARTS: Final = "FENGQIAO_WALL_RESTARTS"
"""In the program's environment: how often it had to be started again."""
_LOOK_S = 0.1
_COVER_AGAIN_S = 4.0
_log = structlog.get_logger(__name__)


class Cover:
    """The program that covers the screens; it ends by itself when its input does."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._start_at = 0.0

    def look(self, now: float) -> None:
        """Start it where it doesn't run, though not again and again."""
        if self._process is not None and self._process.poll() is not None:
            _log.warning("the wall's cover ended", code=self._process.returncode)
            self.end()
        if self._process is None and now >= self._start_at:
            self._start_at = now + _COVER_AGAIN_S
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
            )

    def end(self) -> None:
        """Uncover the screens."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()  # it has nothing to put in order
        process.wait()
        assert process.stdin is not None
        process.stdin.close()


class Supervisor:
    """Runs a command until it ends by its own will, or until it is asked to end it.

    `cover`: what is to be seen of it while it doesn't run.
    """

    def __init__(
        self,
        command: Sequence[str],
        watch: Watch | None = None,
        clock: Callable[[], float] = time.monotonic,
        cover: Cover | None = None,
    ) -> None:
        self._cover = cover
        self._command = list(command)
        self._watch = watch or Watch()
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None
        self._beats = 0
        self._seen = self._starts = 0
        self._is_asked = False

    def ask_to_end(self) -> None:
        """End the program and return from `run`."""
        self._is_asked = True

    def run(self) -> int:
        """Watch over the program; returns the exit code."""
        try:
            while True:
                if self._is_asked:
                    return self._end()
                code = self._look()
                if code is not None:
                    return code
                time.sleep(_LOOK_S)
        finally:
            if self._cover is not None:
                self._cover.end()

    def _look(self) -> int | None:
        """One look at the program; an exit code where all is over."""
        now, process = self._clock(), self._process
        if self._cover is not None:
            self._cover.look(now)
        if process is not None and process.poll() is not None:
            self._process = None
            if process.returncode in (0, USED_WRONGLY):
                return process.returncode
            _log.warning("the wall's program died", code=process.returncode)
            self._watch = self._watch.died(now)
        if self._seen != self._beats:
            self._seen = self._beats
            self._watch = self._watch.heard(now)
        step = self._watch.step(now)
        if step is WatchStep.START:
            self._start(now)
        elif step is WatchStep.KILL and process is not None:
            _log.warning("the wall's program hangs")
            process.kill()
            process.wait()
        return None

    def _start(self, now: float) -> None:
        environment = {**os.environ, RESTARTS: str(self._starts)}
        self._starts += 1
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=environment
        )
        assert self._process.stdout is not None
        listener = threading.Thread(
            target=self._listen, args=(self._process.stdout,), name="wall-beats", daemon=True
        )
        listener.start()
        self._watch = self._watch.started(now)

    def _listen(self, output: IO[bytes]) -> None:
        with output:
            for _ in output:
                self._beats += 1

    def _end(self) -> int:
        process = self._process
        if process is not None:
            process.terminate()
            try:
                process.wait(self._watch.limits.ending_for_s)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            self._process = None
        return 0


def supervise(arguments: Sequence[str]) -> int:
    """Run this program again with these arguments, and watch over it; returns the exit code."""
    command = [sys.executable, "-m", "console", *arguments]
    supervisor = Supervisor([*command, "--beat"], cover=Cover([*command, "--cover"]))

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        supervisor.ask_to_end()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    return supervisor.run()
