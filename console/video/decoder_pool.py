"""The decoder processes: who decodes what, and what happens when one dies."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from console.state.limits import VideoLimits
from console.state.start_schedule import start_offsets
from console.state.stream_state import Reason
from console.video.child_link import ChildLink
from console.video.frame_slot import FrameReader, SwappingFrames
from console.video.live_stream import LiveStream
from console.video.messages import (
    StreamOrder,
    snapshot_message,
    start_message,
    stop_message,
)

HUNG_AFTER_S = 1.0
# Many processes that start at once on a slow disk take long to load what they need.
STARTING_AFTER_S = 20.0
WATCH_MS = 200
SNAPSHOT_WAITS_S = 5.0
"""So long a stream may take to write a snapshot: a key frame comes within it, and a picture of
later isn't the one that was asked for.
"""
_SMALLEST_SLOT = 320 * 180 * 4


@dataclass(frozen=True, slots=True)
class _Asked:
    """A snapshot that somebody waits for."""

    stream: int
    until: float


@dataclass
class _Decoder:
    """One process and its streams; ``heard_at`` is None until it first speaks.

    A dead one keeps its place and its streams until another process takes them over.
    """

    link: ChildLink
    started_at: float
    heard_at: float | None = None
    hung: bool = False
    dead: bool = False
    streams: dict[int, LiveStream] = field(default_factory=dict)
    snapshots: dict[str, _Asked] = field(default_factory=dict)
    """Files that were asked for and aren't there yet."""
    leaving: set[int] = field(default_factory=set)
    """Streams that nobody shows any more and that end with their last snapshot."""

    def owes(self, number: int) -> bool:
        """Whether a stream has a snapshot to write."""
        return any(asked.stream == number for asked in self.snapshots.values())


class DecoderPool(QObject):
    """Spreads streams over decoder processes and starts dead ones again.

    Signals:
        decoder_restarted: A process died or hung and was replaced: how many streams it had.
        snapshot_taken: A picture was written: ``path``, ``at`` (Unix time), ``size`` (width,
            height) and an empty ``fault``; or it wasn't: ``path`` and why, ``fault``.
    """

    decoder_restarted = Signal(int)
    snapshot_taken = Signal(dict)

    def __init__(
        self,
        streams_per_process: int,
        limits: VideoLimits,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._per_process = streams_per_process
        self._limits = limits
        self._clock = clock
        self._decoders: list[_Decoder] = []
        self._next_number = 1
        self._watched_at = clock()
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self.on_watch_tick)

    def open_stream(self, order: StreamOrder) -> LiveStream:
        """Begin to decode; ``order``'s number and slot are filled in here."""
        reader = FrameReader(max(_SMALLEST_SLOT, order.frame_bytes))
        number, self._next_number = self._next_number, self._next_number + 1
        order = replace(
            order,
            stream=number,
            slot_path=reader.address.path,
            slot_capacity=reader.address.capacity,
        )
        stream = LiveStream(order, SwappingFrames(reader), self._clock() + order.delay_s)
        decoder = self._roomiest()
        decoder.streams[number] = stream
        decoder.link.send(start_message(order))
        return stream

    def change_stream(self, stream: LiveStream, order: StreamOrder) -> None:
        """Tell a stream's decoder what to do differently; nothing is sent if nothing is."""
        if order.frame_bytes > stream.frames.capacity:
            reader = FrameReader(order.frame_bytes)
            stream.frames.replace(reader)
            order = replace(
                order, slot_path=reader.address.path, slot_capacity=reader.address.capacity
            )
        if order == stream.order:
            return
        stream.order = order
        self._decoder_of(stream).link.send(start_message(order))

    def close_stream(self, stream: LiveStream) -> None:
        """End a stream and give its memory back, once it has written what was asked of it.

        A pane may change its stream in the moment of a snapshot: that isn't lost for it.
        """
        decoder, number = self._decoder_of(stream), stream.order.stream
        if decoder.owes(number):
            decoder.leaving.add(number)
        else:
            self._end(decoder, number)

    def _end(self, decoder: _Decoder, number: int) -> None:
        stream = decoder.streams.pop(number)
        decoder.leaving.discard(number)
        decoder.link.send(stop_message(number))
        stream.frames.close()
        if not decoder.streams:
            self._decoders.remove(decoder)
            decoder.link.close()
            decoder.link.deleteLater()

    def take_snapshot(self, stream: LiveStream, path: str) -> None:
        """Write the stream's next picture to ``path``; ``snapshot_taken`` follows in any case."""
        decoder, number = self._decoder_of(stream), stream.order.stream
        decoder.snapshots[path] = _Asked(number, self._clock() + SNAPSHOT_WAITS_S)
        decoder.link.send(snapshot_message(number, path))

    def close(self) -> None:
        """End all processes and streams."""
        self._watch.stop()
        for decoder in self._decoders:
            decoder.link.close()
            for stream in decoder.streams.values():
                stream.frames.close()
        self._decoders.clear()

    @property
    def process_ids(self) -> list[int]:
        """The processes that run now."""
        return [decoder.link.pid for decoder in self._decoders if not decoder.dead]

    def on_watch_tick(self) -> None:
        """Kill processes that say nothing any more."""
        now = self._clock()
        # After a pause of our own (a laptop's sleep, a debugger) silence proves nothing.
        asleep = now - self._watched_at > HUNG_AFTER_S / 2
        self._watched_at = now
        for decoder in list(self._decoders):
            if asleep and decoder.heard_at is not None:
                decoder.heard_at = now
            elif not decoder.dead and self._is_silent(decoder, now):
                decoder.hung = True
                decoder.link.kill()
            late = [path for path, asked in decoder.snapshots.items() if now > asked.until]
            for path in late:
                self._answered(
                    decoder, path, {"path": path, "fault": self.tr("the camera sent no picture")}
                )

    @staticmethod
    def _is_silent(decoder: _Decoder, now: float) -> bool:
        if decoder.heard_at is None:
            return now - decoder.started_at > STARTING_AFTER_S
        return now - decoder.heard_at > HUNG_AFTER_S

    def _roomiest(self) -> _Decoder:
        decoder = min(self._decoders, key=lambda each: len(each.streams), default=None)
        if decoder is None or len(decoder.streams) >= self._per_process:
            decoder = self._start_decoder()
        return decoder

    def _start_decoder(self) -> _Decoder:
        decoder = _Decoder(ChildLink("console.video.decoder", self), self._clock())
        decoder.link.told.connect(lambda message: self._on_told(decoder, message))
        decoder.link.ended.connect(lambda: self._on_ended(decoder))
        self._decoders.append(decoder)
        decoder.link.start()
        self._watch.start()
        return decoder

    def _decoder_of(self, stream: LiveStream) -> _Decoder:
        return next(each for each in self._decoders if stream.order.stream in each.streams)

    def _on_ended(self, decoder: _Decoder) -> None:
        if decoder.dead or decoder not in self._decoders:
            return
        decoder.dead = True
        reason = Reason.DECODER_HUNG if decoder.hung else Reason.DECODER_CRASHED
        quick = self._clock() - decoder.started_at < 2 * HUNG_AFTER_S
        wait_s = self._limits.retry_delays_s[1] if quick else 0.0
        QTimer.singleShot(round(wait_s * 1000), self, lambda: self._replace(decoder))
        for stream in decoder.streams.values():
            stream.note_fault(self._clock(), reason, wait_s)

    def _replace(self, dead: _Decoder) -> None:
        if dead not in self._decoders:
            return  # all its streams were closed in the meantime
        self._decoders.remove(dead)
        dead.link.deleteLater()
        decoder = self._start_decoder()
        decoder.streams, decoder.snapshots = dead.streams, dead.snapshots
        decoder.leaving = dead.leaving
        offsets = start_offsets(len(dead.streams), self._limits)
        for stream, delay_s in zip(dead.streams.values(), offsets, strict=True):
            stream.note_traffic(self._clock(), 0, stream.drops, skips_loop=False)
            order = replace(stream.order, delay_s=delay_s)
            decoder.link.send(start_message(order))
        for path, asked in decoder.snapshots.items():
            decoder.link.send(snapshot_message(asked.stream, path))
        self.decoder_restarted.emit(len(dead.streams))

    def _on_told(self, decoder: _Decoder, message: dict[str, Any]) -> None:
        now = decoder.heard_at = self._clock()
        what = message["is"]
        if what == "stats":
            for number, received, drops, skips_loop in message["streams"]:
                if stream := decoder.streams.get(number):
                    stream.note_traffic(now, received, drops, skips_loop=skips_loop)
            return
        if what == "snapshot":
            self._answered(decoder, message["path"], message)
            return
        stream = decoder.streams.get(message.get("stream", 0))
        if stream and what == "fault":
            stream.note_fault(now, Reason(message["reason"]), message["retry_in_s"])
        elif stream and what == "opened":
            stream.codec, stream.hardware = message["codec"], message["hardware"]
            stream.width, stream.height = message["width"], message["height"]

    def _answered(self, decoder: _Decoder, path: str, news: dict[str, Any]) -> None:
        asked = decoder.snapshots.pop(path, None)
        if asked is None:  # given up meanwhile, and said so
            Path(path).unlink(missing_ok=True)
            return
        self.snapshot_taken.emit(news)
        if asked.stream in decoder.leaving and not decoder.owes(asked.stream):
            self._end(decoder, asked.stream)
