"""One stream in a decoder process: open, read, decode, scale, publish; for ever."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable
from random import Random
from typing import Any

import av
from av.codec.context import CodecContext
from av.codec.hwaccel import HWAccel
from av.container import InputContainer
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from console.state.limits import VideoLimits
from console.state.loop_filter import skips_loop_filter
from console.state.retry import (
    RetrySchedule,
    ReturnWatch,
    probe_gap_s,
    probes_while_waiting,
)
from console.state.stream_state import Reason
from console.video.faults import StreamFaultError, reason_of
from console.video.frame_slot import FrameWriter, SlotAddress
from console.video.host_probe import answers, why_silent
from console.video.messages import StreamOrder
from console.video.scaling import PaneScaler
from console.video.swscale import Swscale

OPEN_TIMEOUT_S = 6.0
# At the first limit FFmpeg still gives out the packet it held back; it fails at the second.
READ_TIMEOUT_S = 5.0
FRAMELESS_TIMEOUT_S = 12.0
GARBAGE_TIMEOUT_S = 4.0
MAX_PIXELS = 8192 * 4352
_NETWORK_PROTOCOLS = "rtsp,rtsps,rtp,srtp,rtcp,udp,tcp,tls,http,https,httpproxy,hls,rtmp,crypto"

Report = Callable[[dict[str, Any]], None]


class StreamWorker(threading.Thread):
    """Thread that keeps one stream alive.

    ``obey`` may be called from another thread at any time; the order is taken up with the next
    packet. A stream that is stopped while a read blocks ends when the read's limit is reached.
    """

    def __init__(
        self, order: StreamOrder, report: Report, limits: VideoLimits, swscale: Swscale | None
    ) -> None:
        super().__init__(name=f"stream-{order.stream}", daemon=True)
        self._order = order
        self._report = report
        self._limits = limits
        self._rng = Random()
        self._stopping = threading.Event()
        self._writer = FrameWriter(SlotAddress(order.slot_path, order.slot_capacity))
        self._new_writer: FrameWriter | None = None
        self._slot = (order.slot_path, order.slot_capacity)
        self._scaler = PaneScaler(swscale)
        self._published_at = 0.0
        self.bytes = 0
        self.drops = 0
        self.skips_loop_filter = False
        self.hardware = ""
        self._skips_to_keys = False
        self._told: tuple[object, ...] = ()
        self._snapshots: deque[str] = deque()

    def obey(self, order: StreamOrder) -> None:
        """Take a new order for the same stream; the address stays.

        Raises OSError for a slot that isn't there any more; then all stays as it was.
        """
        slot = (order.slot_path, order.slot_capacity)
        if slot != self._slot:
            self._new_writer = FrameWriter(SlotAddress(*slot))
            self._slot = slot
        self._order = order

    def take_snapshot(self, path: str) -> None:
        """Write the next decoded picture to ``path``."""
        self._snapshots.append(path)

    def stop(self) -> None:
        """Ask the thread to end."""
        self._stopping.set()

    def run(self) -> None:
        """Play, and play again after each fault."""
        schedule = RetrySchedule()
        self._stopping.wait(self._order.delay_s)
        while not self._stopping.is_set():
            self._opened = False
            started = self._heard_at = time.monotonic()
            try:
                self._play()
            except (OSError, av.FFmpegError, StreamFaultError, MemoryError, ValueError) as error:
                reason = self._reason(error)
            else:
                break
            schedule = schedule.lived(
                time.monotonic() - started if self._opened else 0, self._limits
            )
            wait_s, schedule = schedule.failed(reason, self._rng, self._limits)
            self._told = ()
            self._say("fault", reason=reason.value, retry_in_s=wait_s)
            self._wait(reason, wait_s)
        self._scaler.close()
        self._writer.close()

    def _reason(self, error: BaseException) -> Reason:
        """Why it failed. FFmpeg's RTSP calls a wait that was broken off bad data or an end."""
        reason = reason_of(error, opened=self._opened)
        limit_s = READ_TIMEOUT_S if self._opened else OPEN_TIMEOUT_S
        waited = time.monotonic() - self._heard_at >= 0.9 * limit_s
        if not waited or reason not in {Reason.BAD_DATA, Reason.ENDED, Reason.TIMEOUT}:
            return reason
        return Reason.NO_DATA if self._opened else why_silent(self._order.url)

    def _wait(self, reason: Reason, wait_s: float) -> None:
        """Wait for the next attempt, or until a silent host answers again."""
        until = time.monotonic() + wait_s
        if not probes_while_waiting(reason, wait_s, self._limits):
            self._stopping.wait(wait_s)
            return
        watch, returned = ReturnWatch.after(reason), False
        while not returned and (left_s := until - time.monotonic()) > 0:
            if self._stopping.wait(min(left_s, probe_gap_s(self._rng, self._limits))):
                return
            returned, watch = watch.probed(answers(self._order.url))

    def _say(self, what: str, **facts: object) -> None:
        self._report({"is": what, "stream": self._order.stream, **facts})

    def _play(self) -> None:
        with open_container(self._order) as container:
            stream = next(iter(container.streams.video), None)
            if stream is None:
                raise StreamFaultError(Reason.NO_VIDEO)
            self._opened, self._heard_at = True, time.monotonic()
            while not self._stopping.is_set():
                self._read(container, stream)
                if container.duration is None or container.duration <= 0:
                    raise StreamFaultError(Reason.ENDED)
                container.seek(0)  # a file begins again, like a camera that never ends

    def _read(self, container: InputContainer, stream: VideoStream) -> None:
        pace = Pace() if container.duration and container.duration > 0 else None
        self._frame_at = time.monotonic()
        self._had_frame = False
        decoder = self._make_decoder(stream)
        for packet in container.demux(stream):
            if self._stopping.is_set():
                return
            self._heard_at = time.monotonic()
            self._take_new_slot()
            if packet.is_keyframe and self._wants_other_decoder(stream, decoder):
                decoder = self._make_decoder(stream)
            self._decode(decoder, packet, pace)
            self._check_frames_come()

    def _decode(
        self, decoder: VideoCodecContext, packet: Packet[VideoStream], pace: Pace | None
    ) -> None:
        now_ns = time.monotonic_ns()
        if packet.size:
            self.bytes += packet.size
            self._writer.packet_arrived(now_ns)
        if self._order.key_frames_only != self._skips_to_keys:
            self._skips_to_keys = self._order.key_frames_only
            decoder.skip_frame = "NONKEY" if self._skips_to_keys else "DEFAULT"
        try:
            frames = decoder.decode(packet)
        except av.error.InvalidDataError:
            self.drops += 1
            return
        for frame in frames:
            if pace:
                self._stopping.wait(pace.wait_s(frame))
            self._show(frame, decoder)

    def _show(self, frame: VideoFrame, decoder: VideoCodecContext) -> None:
        now = time.monotonic()
        self._frame_at, self._had_frame = now, True
        self._writer.frame_decoded(int(now * 1e9))
        self._tell_opened(frame, decoder)
        while self._snapshots:
            self._save_snapshot(frame, self._snapshots.popleft())
        self.drops += frame.is_corrupt
        order = self._order
        if not order.width or not order.height or not self._is_due(now, order.max_fps):
            return
        self._published_at = now
        self._scaler.publish(frame, order, self._writer)

    def _save_snapshot(self, frame: VideoFrame, path: str) -> None:
        fault = ""
        try:
            frame.save(path)
        except (OSError, av.FFmpegError, ValueError) as error:
            fault = os.strerror(error.errno or 0) if isinstance(error, OSError) else "PNG"
        self._say(
            "snapshot", path=path, fault=fault, at=time.time(), size=[frame.width, frame.height]
        )

    def _is_due(self, now: float, max_fps: float | None) -> bool:
        # A little early is on time: frames arrive with jitter, and a frame just missed
        # would halve the rate.
        return max_fps is None or now - self._published_at >= 0.8 / max_fps

    def _tell_opened(self, frame: VideoFrame, decoder: VideoCodecContext) -> None:
        facts = (decoder.name, frame.width, frame.height, self.hardware)
        if facts == self._told:
            return
        self._told = facts
        self._say(
            "opened",
            codec=decoder.codec.canonical_name,
            width=frame.width,
            height=frame.height,
            hardware=self.hardware,
        )

    def _check_frames_come(self) -> None:
        limit = GARBAGE_TIMEOUT_S if self._had_frame else FRAMELESS_TIMEOUT_S
        if time.monotonic() - self._frame_at > limit:
            raise StreamFaultError(Reason.BAD_DATA)

    def _take_new_slot(self) -> None:
        writer, self._new_writer = self._new_writer, None
        if writer is not None:
            self._writer.close()
            self._writer = writer

    def _wanted_skip(self, size: tuple[int, int]) -> bool:
        order = self._order
        return skips_loop_filter(order.loop_filter, (order.width, order.height), size, self._limits)

    def _wants_other_decoder(self, stream: VideoStream, decoder: VideoCodecContext) -> bool:
        size = (decoder.width or stream.width, decoder.height or stream.height)
        return (
            self._wanted_skip(size) != self.skips_loop_filter
            or self._order.hardware != self._decoder_hardware
        )

    def _make_decoder(self, stream: VideoStream) -> VideoCodecContext:
        source = stream.codec_context
        self.skips_loop_filter = self._wanted_skip((source.width, source.height))
        self._decoder_hardware = self._order.hardware
        decoder = make_decoder(source, self._order.hardware, skip_loop=self.skips_loop_filter)
        self._skips_to_keys = False
        self.hardware = self._order.hardware if decoder.is_hwaccel else ""
        return decoder


class Pace:
    """Plays a file at its own speed."""

    def __init__(self) -> None:
        self._start: float | None = None

    def wait_s(self, frame: VideoFrame) -> float:
        """Seconds until this frame is due."""
        now, at = time.monotonic(), frame.time or 0.0
        if self._start is None:
            self._start = now - at
        return max(0.0, self._start + at - now)


def make_decoder(source: VideoCodecContext, hardware: str, *, skip_loop: bool) -> VideoCodecContext:
    """A decoder of our own for a stream, on one thread: the streams are the parallel work."""
    accelerator = HWAccel(hardware, allow_software_fallback=True) if hardware else None
    decoder = CodecContext.create(source.codec.name, "r", hwaccel=accelerator)
    if not isinstance(decoder, VideoCodecContext):
        raise StreamFaultError(Reason.CODEC)
    if source.extradata:
        decoder.extradata = source.extradata
    decoder.thread_count = 1
    decoder.options = {"max_pixels": str(MAX_PIXELS), "flags": "+low_delay"}
    if skip_loop:
        decoder.options = {**decoder.options, "skip_loop_filter": "all"}
    return decoder


def open_container(order: StreamOrder) -> InputContainer:
    """Open a stream or a file; raises FFmpeg's errors and OSError."""
    options = {"max_pixels": str(MAX_PIXELS)}
    if "://" in order.url:
        if order.url.partition("://")[0].lower() not in _NETWORK_PROTOCOLS.split(","):
            raise StreamFaultError(Reason.BAD_ADDRESS)
        options |= {
            "protocol_whitelist": _NETWORK_PROTOCOLS,
            # Stream parameters come in the SDP: FFmpeg needn't watch 20 frames to guess a rate.
            "fpsprobesize": "0",
            "analyzeduration": "100000",
        }
    if order.url.startswith(("rtsp:", "rtsps:")):
        options |= {"rtsp_transport": order.transport, "allowed_media_types": "video"}
    try:
        return av.open(order.url, options=options, timeout=(OPEN_TIMEOUT_S, READ_TIMEOUT_S))
    except av.FFmpegError:  # some of them are ValueErrors too
        raise
    except ValueError:
        raise StreamFaultError(Reason.BAD_ADDRESS) from None
