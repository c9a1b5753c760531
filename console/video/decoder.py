"""A decoder process: ``python -m console.video.decoder``, orders in on stdin, news out on stdout.

It ends when stdin does, so nothing of it outlives the console, however the console ended.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from typing import Any, BinaryIO

import av.logging

from console.state.limits import VideoLimits
from console.video.messages import StreamOrder, encode, order_of
from console.video.stream_worker import StreamWorker
from console.video.swscale import swscale

BEAT_S = 0.2
BEATS_PER_STATS = 5
# A hostile stream may announce anything; past this FFmpeg gets no memory and says so.
ADDRESS_SPACE_BYTES = 8 << 30


class DecoderProcess:
    """The streams of this process, and its voice."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._lock = threading.Lock()
        self._workers: dict[int, StreamWorker] = {}
        self._limits = VideoLimits()
        self._swscale = swscale()

    def say(self, message: dict[str, Any]) -> None:
        """Write one line; when nobody listens any more the process has no reason to be."""
        try:
            with self._lock:
                self._out.write(encode(message))
                self._out.flush()
        except OSError:
            os._exit(0)

    def obey(self, message: dict[str, Any]) -> None:
        """Carry out one order."""
        if message["do"] == "stop":
            worker = self._workers.pop(message["stream"], None)
            if worker:
                worker.stop()
            return
        if message["do"] == "snapshot":
            worker = self._workers.get(message["stream"])
            if worker:
                worker.take_snapshot(message["path"])
            return
        # A slot that is gone was given back since: what ends or changes the stream comes next.
        with contextlib.suppress(OSError):
            self._play(order_of(message))

    def _play(self, order: StreamOrder) -> None:
        running = self._workers.get(order.stream)
        if running:
            running.obey(order)
            return
        worker = StreamWorker(order, self.say, self._limits, self._swscale)
        self._workers[order.stream] = worker
        worker.start()

    def beat(self) -> None:
        """Say that this process is alive, and now and then what its streams carry."""
        beats = 0
        wait = threading.Event()
        while True:
            beats += 1
            self.say({"is": "beat"} if beats % BEATS_PER_STATS else self._stats())
            wait.wait(BEAT_S)

    def _stats(self) -> dict[str, Any]:
        rows = [
            [number, worker.bytes, worker.drops, worker.skips_loop_filter]
            for number, worker in list(self._workers.items())
        ]
        return {"is": "stats", "streams": rows}


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))


def main() -> None:
    """Run until stdin ends."""
    _limit_memory()
    av.logging.set_level(None)  # FFmpeg's words may hold addresses with credentials
    process = DecoderProcess(sys.stdout.buffer)
    threading.Thread(target=process.beat, name="beat", daemon=True).start()
    for line in sys.stdin.buffer:
        process.obey(json.loads(line))
    os._exit(0)  # threads blocked in FFmpeg must not hold up the end


if __name__ == "__main__":
    main()
