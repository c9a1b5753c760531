"""What the tests of live video share: a pool on the town's cameras, faults, and patience."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.request import Request, urlopen

import numpy as np
import psutil
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from console.state.limits import VideoLimits
from console.state.stream_state import StreamState
from console.video.decoder_pool import DecoderPool
from console.video.live_stream import LiveStream
from console.video.messages import StreamOrder
from tests.guards.patience import PATIENCE_MS
from tests.town import Town

LIMITS = VideoLimits()
HASTY = replace(LIMITS, load_smoothing_s=0.3, recover_step_s=0.3)
"""What the load guard waits for takes no time."""
BOX = (240, 135)


@contextmanager
def pool_of(streams_per_process: int = 8) -> Iterator[DecoderPool]:
    """Decoder processes that are gone afterwards."""
    pool = DecoderPool(streams_per_process, LIMITS, parent=QCoreApplication.instance())
    try:
        yield pool
    finally:
        pool.close()
        pool.deleteLater()


def order(url: str, box: tuple[int, int] = BOX, transport: str = "tcp") -> StreamOrder:
    """Show a stream in a box."""
    return StreamOrder(0, url, transport, "", 0, *box)


def set_fault(town: Town, number: str, kind: str | None) -> None:
    """Give a camera a fault, or take it away."""
    body = json.dumps({"kind": kind}).encode() if kind else None
    request = Request(
        f"{town.control}/cameras/{number}/fault", body, method="PUT" if kind else "DELETE"
    )
    with urlopen(request, timeout=PATIENCE_MS / 1000) as answer:
        answer.read()


@contextmanager
def fault_of(town: Town, number: str, kind: str) -> Iterator[None]:
    """A camera with a fault, healthy again afterwards."""
    set_fault(town, number, kind)
    try:
        yield
    finally:
        set_fault(town, number, None)


def wait(qtbot: QtBot, true: Callable[[], bool], timeout_ms: int = PATIENCE_MS) -> None:
    """Let Qt work until something is true."""
    qtbot.waitUntil(true, timeout=timeout_ms)


def wait_for_frames(qtbot: QtBot, streams: list[LiveStream], more: int = 3) -> None:
    """Wait until each stream has shown some more frames."""
    before = [stream.frames.sequence() for stream in streams]
    wait(
        qtbot,
        lambda: all(
            stream.frames.sequence() >= count + more
            for stream, count in zip(streams, before, strict=True)
        ),
    )


def wait_for_hidden_frames(qtbot: QtBot, streams: list[LiveStream], count: int = 10) -> None:
    """Wait until each stream has decoded ``count`` frames in a row without showing one."""
    since = [(-1, 0)] * len(streams)

    def hidden() -> bool:
        for place, stream in enumerate(streams):
            sequence, decoded = stream.frames.sequence(), stream.frames.decoded()
            if since[place][0] != sequence:
                since[place] = (sequence, decoded)
        return all(
            s.frames.decoded() >= n + count for s, (_, n) in zip(streams, since, strict=True)
        )

    wait(qtbot, hidden)


def wait_for_live(qtbot: QtBot, streams: Iterable[LiveStream]) -> None:
    """Wait until all streams are live at one moment."""
    streams = list(streams)
    wait(qtbot, lambda: all(state_of(stream).is_live for stream in streams))


def state_of(stream: LiveStream) -> StreamState:
    """Where a stream stands now."""
    return stream.state(time.monotonic(), LIMITS)


def shown_size(stream: LiveStream) -> tuple[int, int]:
    """Size of the newest picture, (0, 0) before the first."""
    stream.frames.sequence()
    image = stream.frames.acquire()
    return (image.width(), image.height()) if image is not None else (0, 0)


def is_a_picture(stream: LiveStream) -> bool:
    """Whether the newest frame shows anything but one colour."""
    image = stream.frames.acquire()
    return image is not None and bool(np.frombuffer(image.constBits(), np.uint8).std() > 5)


def is_running(pid: int) -> bool:
    """Whether a process exists and isn't merely unburied."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
