"""Feeds: take a stream's access units as they fall due and hand them to its viewers."""

from __future__ import annotations

import math
import threading
import time
from typing import Protocol

from simulator.streams import StreamSpec, UnitSource

NumberedUnit = tuple[int, bytes, bool]
"""Frame number, access unit, whether it's a key frame."""

_TICK_S = 1 / 75
"""Both 15 and 25 frames a second are whole numbers of ticks."""


class FeedViewer(Protocol):
    """Somebody who takes access units once ``ready``; called from the feed's thread."""

    @property
    def ready(self) -> bool: ...

    def deliver(self, frame_number: int, data: bytes, key: bool) -> None: ...


class Feed(Protocol):
    """One stream of one camera and everybody who watches it.

    A viewer who joins gets the group of pictures that is running now at once, from its key
    frame on, and then the frames as they fall due: the first picture comes immediately and is
    the picture of now.
    """

    @property
    def spec(self) -> StreamSpec: ...

    def add(self, viewer: FeedViewer) -> None: ...

    def remove(self, viewer: FeedViewer) -> None: ...

    def stop(self) -> None: ...

    def key_unit(self, timeout_s: float) -> NumberedUnit | None:
        """The running group's key frame; None when none came in time (live sources)."""
        ...


class LoopFeed:
    """Feed of a source that answers from memory; a shared ``Pacer`` runs it.

    ``phase`` is the part of a frame period (0…1) by which this camera is late, so that a
    town's frames don't all fall due in the same millisecond.
    """

    def __init__(self, source: UnitSource, pacer: Pacer, phase: float = 0.0) -> None:
        self._source = source
        self._pacer = pacer
        self._phase = phase
        self._lock = threading.Lock()
        self._last: dict[FeedViewer, int] = {}
        self._newest = -1

    @property
    def spec(self) -> StreamSpec:
        return self._source.spec

    def add(self, viewer: FeedViewer) -> None:
        with self._lock:
            first = not self._last
            self._last[viewer] = -1
        if first:
            self._source.watched(True)
            self._pacer.add(self)

    def remove(self, viewer: FeedViewer) -> None:
        with self._lock:
            known = self._last.pop(viewer, None) is not None
            last_left = known and not self._last
        if last_left:
            self._pacer.remove(self)
            self._source.watched(False)

    def stop(self) -> None:
        """Let everybody go."""
        for viewer in list(self._last):
            self.remove(viewer)

    def key_unit(self, timeout_s: float) -> NumberedUnit | None:  # noqa: ARG002 - is in memory
        group = self._running_group(self._frame_number(time.time()))
        return group[0] if group else None

    def run_until(self, now: float) -> None:
        """Deliver what is due at ``now`` (unix time, seconds)."""
        newest = self._frame_number(now)
        if newest == self._newest:
            return
        self._newest = newest
        with self._lock:
            due = [(v, last) for v, last in self._last.items() if v.ready]
            self._last.update((viewer, newest) for viewer, _ in due)
        if not due:
            return
        data, key = self._source.unit(newest)
        for viewer, last in due:
            if key or last == newest - 1:
                viewer.deliver(newest, data, key)
            else:
                deliver_after(viewer, last, self._running_group(newest))

    def _frame_number(self, now: float) -> int:
        return math.floor(now * self.spec.fps - self._phase)

    def _running_group(self, newest: int) -> list[NumberedUnit]:
        group: list[NumberedUnit] = []
        for number in range(newest, newest - 2 * self.spec.gop_frames, -1):
            data, key = self._source.unit(number)
            group.append((number, data, key))
            if key:
                return group[::-1]
        return []


class LiveFeed:
    """Feed of a source that draws: a thread of its own, only while somebody watches."""

    def __init__(self, source: UnitSource) -> None:
        self._source = source
        self._changed = threading.Condition()
        self._drawing = threading.Lock()
        self._last: dict[FeedViewer, int] = {}
        self._group: list[NumberedUnit] = []
        self._thread: threading.Thread | None = None

    @property
    def spec(self) -> StreamSpec:
        return self._source.spec

    def add(self, viewer: FeedViewer) -> None:
        with self._changed:
            self._last[viewer] = -1
            if self._thread is None:
                self._group = []
                self._thread = threading.Thread(target=self._run, name="live-feed", daemon=True)
                self._thread.start()

    def remove(self, viewer: FeedViewer) -> None:
        with self._changed:
            self._last.pop(viewer, None)

    def stop(self) -> None:
        """Let everybody go and wait for the thread's end (at most 5 s)."""
        with self._changed:
            self._last.clear()
            thread = self._thread
        if thread is not None:
            thread.join(timeout=5)

    def key_unit(self, timeout_s: float) -> NumberedUnit | None:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._group), timeout=timeout_s)
            return self._group[0] if self._group else None

    def _run(self) -> None:
        with self._drawing:  # a thread that is about to end lets go first
            self._source.watched(True)
            try:
                self._draw()
            finally:
                self._source.watched(False)
                with self._changed:  # after an error, the next viewer tries again
                    if self._thread is threading.current_thread():
                        self._thread = None

    def _draw(self) -> None:
        newest = -1
        while True:
            newest = self._wait_for_frame(newest)
            data, key = self._source.unit(newest)
            with self._changed:
                if not self._last:
                    self._thread = None
                    return
                if not data:  # too late to be drawn
                    continue
                previous = self._keep((newest, data, key))
                due = [(v, last) for v, last in self._last.items() if v.ready]
                self._last.update((viewer, newest) for viewer, _ in due)
                group = list(self._group)
            for viewer, last in due:
                # The one before was drawn for this viewer too: only this frame is missing.
                deliver_after(viewer, last, group[-1:] if last == previous else group)

    def _wait_for_frame(self, last: int) -> int:
        fps = self.spec.fps
        number = max(math.floor(time.time() * fps), last + 1)
        time.sleep(max(0.0, number / fps - time.time()))
        return number

    def _keep(self, unit: NumberedUnit) -> int:
        """Add to the running group; answers the number of the frame before (-1 if unknown)."""
        previous = self._group[-1][0] if self._group else -1
        if unit[2]:
            self._group = [unit]
        elif self._group:
            self._group.append(unit)
        self._changed.notify_all()
        return previous


def deliver_after(viewer: FeedViewer, last: int, group: list[NumberedUnit]) -> None:
    """Hand over all of ``group`` that comes after frame ``last``."""
    for number, data, key in group:
        if number > last:
            viewer.deliver(number, data, key)


class Pacer:
    """One thread that runs all loop feeds that are watched."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._feeds: tuple[LoopFeed, ...] = ()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="pacer", daemon=True)
        self._thread.start()

    def add(self, feed: LoopFeed) -> None:
        with self._changed:
            self._feeds = (*self._feeds, feed)
            self._changed.notify_all()

    def remove(self, feed: LoopFeed) -> None:
        with self._changed:
            self._feeds = tuple(f for f in self._feeds if f is not feed)

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stopping or bool(self._feeds))
                if self._stopping:
                    return
                feeds = self._feeds
            now = time.time()
            for feed in feeds:
                feed.run_until(now)
            time.sleep(_TICK_S - time.time() % _TICK_S)
