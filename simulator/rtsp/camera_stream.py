"""One stream of one camera: its media factory, its viewers, what a fault does to them."""

from __future__ import annotations

from functools import partial
from typing import Any

from simulator.rtsp.faults import SLOW_KEY_S, FaultKind, garbage, lose_some
from simulator.rtsp.feed import Feed, LiveFeed, LoopFeed, Pacer
from simulator.rtsp.gstreamer import Gst, GstRtsp, GstRtspServer
from simulator.rtsp.recode import RecodedLoop, encode_loop, other_codec, other_size
from simulator.rtsp.viewer import PacketFault, SoundSource, Viewer
from simulator.streams import StreamSpec, UnitSource

_FIRST_UNIT_S = 5.0
_CAPS = "stream-format=byte-stream,alignment=au"
_PAYLOADERS = {"h264": "rtph264pay", "h265": "rtph265pay"}


class CameraStream:
    """What clients of one path get. Each client has a pipeline (media) of its own.

    With media of their own clients can each begin with the running group of pictures, and a
    fault of one transport doesn't touch clients on another.
    """

    def __init__(
        self, source: UnitSource, pacer: Pacer, phase: float, sound: SoundSource | None = None
    ) -> None:
        self._pacer = pacer
        self._phase = phase
        self._sound = sound
        self._healthy: Feed = LiveFeed(source) if source.live else LoopFeed(source, pacer, phase)
        self._feed: Feed = self._healthy
        self._other: RecodedLoop | None = None
        self._fault: FaultKind | None = None
        self._garbage: PacketFault = partial(garbage, codec=source.spec.codec)
        self.viewers: list[Viewer] = []
        self.factory = GstRtspServer.RTSPMediaFactory()
        self.factory.set_shared(False)
        self.factory.set_launch(launch_line(source.spec, sound is not None))
        self.factory.connect("media-configure", self._on_media_configure)

    def prepare_fault(self, fault: FaultKind) -> None:
        """Encode what a fault needs; takes up to seconds, so any thread may call it."""
        spec = self._healthy.spec
        if fault is FaultKind.RESOLUTION:
            self._other = encode_loop(other_size(spec))
        elif fault is FaultKind.CODEC:
            self._other = encode_loop(other_codec(spec))

    def set_fault(self, fault: FaultKind | None) -> None:
        """Have a fault, or none."""
        self._fault = fault
        self._use_feed(self._feed_for(fault))
        for viewer in list(self.viewers):
            self._spoil(viewer)

    def close(self) -> None:
        """Stop threads of live sources."""
        self._healthy.stop()
        self._feed.stop()

    def _feed_for(self, fault: FaultKind | None) -> Feed:
        if fault not in {FaultKind.RESOLUTION, FaultKind.CODEC}:
            return self._healthy
        if self._other is None:
            raise ValueError("the fault wasn't prepared")
        return LoopFeed(self._other, self._pacer, self._phase)

    def _use_feed(self, feed: Feed) -> None:
        old, self._feed = self._feed, feed
        if feed is old:
            return
        self.factory.set_launch(launch_line(feed.spec, self._sound is not None))
        for viewer in list(self.viewers):
            old.remove(viewer)
            # Packets of one codec can't become those of another: such sessions are ended.
            if old.spec.codec == feed.spec.codec:
                feed.add(viewer)

    def _spoil(self, viewer: Viewer) -> None:
        lossy = self._fault is FaultKind.LOSS and viewer.udp
        spoilt = self._fault is FaultKind.GARBAGE
        viewer.freeze(self._fault is FaultKind.FREEZE)
        viewer.spoil(self._garbage if spoilt else lose_some if lossy else None)

    def _on_media_configure(self, _factory: Any, media: Any) -> None:
        feed = self._feed
        viewer = Viewer(media, self._sound)
        self.viewers.append(viewer)
        feed.add(viewer)
        slow = self._fault is FaultKind.SLOW_KEY
        media.connect("new-state", self._on_new_state, viewer, slow)
        media.connect("unprepared", self._on_unprepared, viewer)
        if self._fault is FaultKind.GARBAGE:
            self._spoil(viewer)  # the first unit goes through the pipeline before PLAY
        first = feed.key_unit(_FIRST_UNIT_S)
        if first is None:
            return
        if slow:
            viewer.preroll(parameter_sets(first[1], feed.spec.codec))
        else:
            viewer.preroll(first[1], first[0])

    def _on_new_state(self, media: Any, state: int, viewer: Viewer, slow: bool) -> None:
        if state != int(Gst.State.PLAYING):
            viewer.ready = False
            return
        viewer.udp = _is_udp(media)
        if slow and not viewer.ready:
            viewer.hold_keys(SLOW_KEY_S)
        self._spoil(viewer)
        viewer.ready = True

    def _on_unprepared(self, _media: Any, viewer: Viewer) -> None:
        viewer.ready = False
        self._healthy.remove(viewer)
        self._feed.remove(viewer)
        if viewer in self.viewers:
            self.viewers.remove(viewer)


def launch_line(spec: StreamSpec, sound: bool) -> str:
    """The pipeline from our access units to RTP, in gst-launch's syntax."""
    size = f"width={spec.width},height={spec.height},framerate={spec.fps}/1"
    line = (
        f"appsrc name=src is-live=true format=time caps=video/x-{spec.codec},{_CAPS},{size} "
        f"! {_PAYLOADERS[spec.codec]} name=pay0 pt=96 aggregate-mode=zero-latency"
    )
    if sound:
        line += (
            " appsrc name=sound is-live=true format=time"
            " caps=audio/x-alaw,rate=8000,channels=1 ! rtppcmapay name=pay1 pt=8"
        )
    return f"( {line} )"


def parameter_sets(unit: bytes, codec: str) -> bytes:
    """What comes before the picture in a key frame's access unit (Annex B)."""
    start = unit.find(b"\x00\x00\x01")
    while start >= 0 and start + 3 < len(unit):
        header = unit[start + 3]
        picture = header & 0x1F in (1, 5) if codec == "h264" else (header >> 1) & 0x3F < 32
        if picture:
            return unit[: start - 1 if start and unit[start - 1] == 0 else start]
        start = unit.find(b"\x00\x00\x01", start + 3)
    return unit


def _is_udp(media: Any) -> bool:
    transports = media.get_stream(0).transport_filter(None, None)
    return any(t.get_transport().lower_transport == GstRtsp.RTSPLowerTrans.UDP for t in transports)
