"""One client of one stream: its GStreamer pipeline's ends that we feed and spoil."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol

from simulator.rtsp.gstreamer import Gst

_MILLISECOND = 1_000_000
PacketFault = Callable[[list[bytes]], list[bytes]]
"""Takes RTP packets that are about to leave and answers those that really leave."""


class SoundSource(Protocol):
    """Sound in pieces as long as one video frame, on the same clock."""

    def piece(self, frame_number: int) -> bytes: ...


class Viewer:
    """Feeds one client's pipeline.

    The time stamps are the time of sending; the frames of a group that is handed over at once
    get stamps one millisecond apart, so a player that keeps to the stamps is at the present
    after some hundredths of a second instead of running late for ever.
    """

    def __init__(self, media: Any, sound: SoundSource | None) -> None:
        element = media.get_element()
        self._video = element.get_by_name("src")
        self._audio = element.get_by_name("sound") if sound is not None else None
        self._sound = sound
        self._payloader = element.get_by_name("pay0").get_static_pad("src")
        self._clock = Gst.SystemClock.obtain()
        self._last_stamp = -_MILLISECOND
        self._hold_keys_until = 0.0
        self._prerolled = -1
        self._frozen = False
        self._passing = threading.local()
        self._probe: int | None = None
        self._packet_fault: PacketFault | None = None
        self.ready = False
        self.udp = False

    def preroll(self, data: bytes, frame_number: int = -1) -> None:
        """Give the pipeline its first unit, from which it learns the parameter sets.

        The unit waits in the pipeline and is sent on PLAY; ``frame_number`` says which frame
        it is, so that it isn't sent twice.
        """
        self._prerolled = frame_number
        self._push(self._video, data, 0)
        self._last_stamp = 0
        if self._audio is not None and self._sound is not None:
            self._push(self._audio, self._sound.piece(0), 0)

    def deliver(self, frame_number: int, data: bytes, key: bool) -> None:
        """Send one frame (and as much sound as is as long)."""
        if (
            frame_number == self._prerolled
            or self._frozen
            or (key and self._now_s() < self._hold_keys_until)
        ):
            return
        stamp = max(self._running_time(), self._last_stamp + _MILLISECOND)
        self._last_stamp = stamp
        self._push(self._video, data, stamp)
        if self._audio is not None and self._sound is not None:
            self._push(self._audio, self._sound.piece(frame_number), stamp)

    def freeze(self, frozen: bool) -> None:
        self._frozen = frozen

    def hold_keys(self, seconds: float) -> None:
        """Send no key frame for a while."""
        self._hold_keys_until = self._now_s() + seconds

    def spoil(self, fault: PacketFault | None) -> None:
        """Let every video packet pass through ``fault``; None ends that."""
        if fault is self._packet_fault:
            return
        old, self._packet_fault, self._probe = self._probe, fault, None
        if fault is not None:
            mask = Gst.PadProbeType.BUFFER | Gst.PadProbeType.BUFFER_LIST
            self._probe = self._payloader.add_probe(mask, self._on_packets, fault)
        if old is not None:  # only now, so that no packet slips through in between
            self._payloader.remove_probe(old)

    def _now_s(self) -> float:
        return float(self._clock.get_time() / Gst.SECOND)

    def _running_time(self) -> int:
        return int(self._clock.get_time() - self._video.get_base_time())

    def _push(self, element: Any, data: bytes, stamp: int) -> None:
        buffer = Gst.Buffer.new_wrapped(data)
        buffer.pts = buffer.dts = stamp
        element.emit("push-buffer", buffer)

    def _on_packets(self, pad: Any, info: Any, fault: PacketFault) -> Any:
        if getattr(self._passing, "active", False):
            return Gst.PadProbeReturn.OK
        buffers = _buffers(info)
        packets = fault([bytes(b.extract_dup(0, b.get_size())) for b in buffers])
        self._passing.active = True
        try:
            for packet in packets:
                buffer = Gst.Buffer.new_wrapped(packet)
                buffer.pts, buffer.dts = buffers[0].pts, buffers[0].dts
                pad.push(buffer)
        finally:
            self._passing.active = False
        return Gst.PadProbeReturn.DROP


def _buffers(info: Any) -> list[Any]:
    if info.type & Gst.PadProbeType.BUFFER_LIST:
        packets = info.get_buffer_list()
        return [packets.get(i) for i in range(packets.length())]
    return [info.get_buffer()]
