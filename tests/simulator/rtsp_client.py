"""A client as the tests need it: joins a stream and says what came."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import av

from tests.guards.patience import PATIENCE_S

TIMEOUT_S = 20.0


@dataclass
class Seen:
    """What a client saw. ``before_key`` counts the packets before the first key frame."""

    codec: str = ""
    extradata: bytes = b""
    sizes: set[tuple[int, int]] = field(default_factory=set)
    frames: int = 0
    packets: int = 0
    keys: int = 0
    before_key: int = 0
    sound_packets: int = 0
    broken: int = 0
    error: str = ""


class Watcher:
    """Watches a stream in a thread of its own until ``stop`` or the stream's end.

    Silence for ``timeout_s`` is its end too.
    """

    def __init__(self, url: str, transport: str = "tcp", timeout_s: float = TIMEOUT_S) -> None:
        self.seen = Seen()
        self._url = url
        self._transport = transport
        self._timeout = (timeout_s, timeout_s)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watcher")
        self._thread.start()

    @property
    def ended(self) -> bool:
        return not self._thread.is_alive()

    def stop(self) -> Seen:
        self._stopping.set()
        self._thread.join()
        return self.seen

    def _run(self) -> None:
        # Little probing: the description says it all, and a spoilt stream would be probed long.
        options = {"rtsp_transport": self._transport, "analyzeduration": "100000"}
        options |= {"fps_probe_size": "0", "flags": "+output_corrupt"}
        try:
            with av.open(self._url, options=options, timeout=self._timeout) as container:
                self._watch(container)
        except av.FFmpegError as error:
            self.seen.error = type(error).__name__

    def _watch(self, container: av.container.InputContainer) -> None:
        video = container.streams.video[0]
        self.seen.codec = video.codec_context.name
        self.seen.extradata = bytes(video.codec_context.extradata or b"")
        for packet in container.demux():
            if self._stopping.is_set():
                return
            if packet.stream is not video:
                self.seen.sound_packets += 1
            elif packet.size:
                self._take(video, packet)

    def _take(self, video: av.VideoStream, packet: av.Packet[av.stream.Stream]) -> None:
        self.seen.packets += 1
        self.seen.keys += packet.is_keyframe
        self.seen.before_key += not self.seen.keys
        try:
            for frame in video.decode(packet):
                self.seen.frames += 1
                self.seen.sizes.add((frame.width, frame.height))
        except av.FFmpegError:
            self.seen.broken += 1


def wait_until(condition: object, what: str, seconds: float = PATIENCE_S) -> None:
    """Poll ``condition()`` until it's true; fails after ``seconds`` (a bound, not a measure)."""
    until = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < until, f"never happened: {what}"
        time.sleep(0.02)


def with_login(url: str, user: str, password: str) -> str:
    """The address with credentials in it."""
    parts = urlsplit(url)
    return parts._replace(netloc=f"{user}:{password}@{parts.netloc}").geturl()
