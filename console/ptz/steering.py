"""The steering process: ``python -m console.ptz.steering``, orders on stdin, news on stdout.

It outlives the console by just so much as its last stops take: when stdin ends, however the
console ended, every head that may move is stopped. The other way round the console starts another
one and stops what the dead one moved; and each move ends by the camera's own time limit, should
both be gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO

from console.ptz.head import Head
from console.ptz.head_worker import HeadWorker
from console.ptz.onvif_head import OnvifHead
from console.state.ptz_limits import PtzLimits
from console.state.ptz_steering import Velocity

BEAT_S = 0.2
MAX_HEADS = 64

MakeHead = Callable[[str, str, str, PtzLimits], Head]


class Steering:
    """The heads of this process, and its voice."""

    def __init__(self, out: BinaryIO, limits: PtzLimits, make_head: MakeHead) -> None:
        self._out = out
        self._limits = limits
        self._make_head = make_head
        self._lock = threading.Lock()
        self._workers: dict[str, HeadWorker] = {}
        self._known: dict[str, list[str]] = {}
        self._ended: list[HeadWorker] = []
        self._is_heard = True

    def say(self, message: dict[str, Any]) -> None:
        """Write one line; when nobody listens any more, stops still have to be said."""
        with self._lock:
            if not self._is_heard:
                return
            try:
                self._out.write(json.dumps(message, separators=(",", ":")).encode() + b"\n")
                self._out.flush()
            except OSError:
                self._is_heard = False

    def obey(self, message: dict[str, Any]) -> None:
        """Carry out one order."""
        camera = message["camera"]
        if message["do"] == "head":
            self._know(camera, message["to"])
            return
        worker = self._workers.get(camera)
        if worker is None:
            return
        if message["do"] == "press":
            worker.press(message["press"], Velocity(**message["velocity"]))
        elif message["do"] == "release":
            worker.release()
        else:
            worker.ask(message)

    def _know(self, camera: str, to: list[str]) -> None:
        if self._known.get(camera) == to:
            return
        self._let_go(camera)
        while len(self._workers) >= MAX_HEADS:
            self._let_go(next(iter(self._workers)))
        address, user, password = to
        make = partial(self._make_head, address, user, password, self._limits)
        self._known[camera] = to
        self._workers[camera] = worker = HeadWorker(camera, make, self.say, self._limits)
        worker.start()

    def _let_go(self, camera: str) -> None:
        self._known.pop(camera, None)
        worker = self._workers.pop(camera, None)
        if worker is not None:
            worker.close()
            self._ended.append(worker)

    def beat(self) -> None:
        """Say that this process is alive."""
        wait = threading.Event()
        while self._is_heard:
            self.say({"is": "beat"})
            wait.wait(BEAT_S)

    def end(self) -> None:
        """Stop everything, and wait for it as long as the limits say."""
        for camera in list(self._workers):
            self._let_go(camera)
        deadline = time.monotonic() + self._limits.end_s
        for worker in self._ended:
            worker.join(deadline)


def main() -> None:
    """Run until stdin ends."""
    # Ctrl+C in a terminal reaches the whole group: the console ends first, then stdin does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ValueError, AttributeError):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    steering = Steering(sys.stdout.buffer, PtzLimits(), OnvifHead)
    threading.Thread(target=steering.beat, name="beat", daemon=True).start()
    for line in sys.stdin.buffer:
        steering.obey(json.loads(line))
    steering.end()
    os._exit(0)  # a call that hangs must not hold up the end


if __name__ == "__main__":
    main()
