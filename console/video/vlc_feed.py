"""A live stream with sound as MPEG-TS through a pipe, for a libvlc without RTSP.

A child process reads the stream with FFmpeg and writes MPEG-TS to its standard output, which
libvlc reads as a file descriptor. Killing the child ends libvlc's read at once, so a source that
stalls can never hold libvlc. The address goes through standard input: a command line is readable
by every user of the machine.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import IO, Any, Literal
from urllib.parse import quote, urlsplit, urlunsplit

import av
from av.audio.resampler import AudioResampler
from av.bitstream import BitStreamFilterContext

ROOT = Path(__file__).resolve().parents[2]
OPEN_LIMIT_S = 10.0
READ_LIMIT_S = 10.0
END_LIMIT_S = 2.0  # a killed child that hangs in the kernel isn't waited for any longer
TS_AUDIO = frozenset({"aac", "mp2", "mp3", "ac3"})  # what MPEG-TS carries as it is
AUDIO_RATE = 48_000
FeedReason = Literal["refused", "login", "missing", "timeout", "no_video", "ended", "failed"]
REASONS: dict[int, FeedReason] = {
    0: "ended",
    10: "refused",
    11: "login",
    12: "missing",
    13: "timeout",
    14: "no_video",
}
_CODES = {reason: code for code, reason in REASONS.items()}


class NoVideoError(Exception):
    """The stream has no picture."""


def with_login(url: str, user: str, password: str) -> str:
    """Put the login into an address; only for the child's own memory."""
    if not user:
        return url
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    netloc = f"{quote(user, safe='')}:{quote(password, safe='')}@{host}"
    return urlunsplit(parts._replace(netloc=netloc))


class VlcFeed:
    """The console's end of the child: ``descriptor`` is what libvlc reads."""

    def __init__(self, url: str, user: str = "", password: str = "") -> None:
        self._child = subprocess.Popen(
            (sys.executable, "-m", "console.video.vlc_feed"),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        if self._child.stdin is None or self._child.stdout is None:
            raise OSError("no pipes to the feed")
        self.descriptor = self._child.stdout.fileno()
        request = json.dumps({"url": url, "user": user, "password": password})
        with contextlib.suppress(BrokenPipeError):
            self._child.stdin.write(request.encode() + b"\n")
            self._child.stdin.flush()

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._child.pid

    def reason(self, wait_s: float = 1.0) -> FeedReason:
        """Why the stream ended; waits at most ``wait_s`` for the child."""
        try:
            return REASONS.get(self._child.wait(wait_s), "failed")
        except subprocess.TimeoutExpired:
            return "failed"

    def cut(self) -> None:
        """End the stream now: the reader sees its end. Never blocks."""
        self._child.kill()

    def close(self) -> None:
        """Cut, and give the pipe back; only after libvlc has let go of the descriptor."""
        self.cut()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(END_LIMIT_S)
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


def remux(url: str, sink: IO[bytes]) -> None:
    """Write the stream as MPEG-TS; sound that MPEG-TS doesn't carry (G.711 …) becomes MP2.

    Raises:
        NoVideoError: No picture in the stream.
        av.error.FFmpegError: It can't be opened or read.
    """
    options = {"rtsp_transport": "tcp"} if url.startswith("rtsp:") else {}
    with (
        av.open(url, options=options, timeout=(OPEN_LIMIT_S, READ_LIMIT_S)) as source,
        av.open(sink, "w", format="mpegts", container_options={"flush_packets": "1"}) as target,
    ):
        if not source.streams.video:
            raise NoVideoError
        video = source.streams.video[0]
        sound = source.streams.audio[0] if source.streams.audio else None
        picture_out = target.add_stream_from_template(video)
        keep = _parameter_sets(video, picture_out)
        convert = _SoundOut(sound, target) if sound else None
        for packet in source.demux([s for s in (video, sound) if s is not None]):
            if packet.stream_index == video.index:
                for kept in keep(packet):
                    kept.stream = picture_out
                    target.mux(kept)
            elif convert is not None:
                convert(packet)


class _parameter_sets:  # noqa: N801  used like a function
    """Repeat SPS/PPS before key frames where the camera sends them only in the SDP."""

    def __init__(
        self, stream: av.video.stream.VideoStream, out: av.video.stream.VideoStream
    ) -> None:
        context = stream.codec_context
        annex_b = bytes(context.extradata or b"")[:3] in (b"\0\0\0", b"\0\0\1")
        self._filter = None
        if context.name in ("h264", "hevc") and annex_b:
            self._filter = BitStreamFilterContext("dump_extra=freq=keyframe", stream, out)

    def __call__(self, packet: av.Packet[Any]) -> Iterator[av.Packet[Any]]:
        if packet.dts is None:
            return
        yield from self._filter.filter(packet) if self._filter else (packet,)


class _SoundOut:
    """Sound into the MPEG-TS: as it is, or through decoder, resampler and MP2."""

    def __init__(
        self, stream: av.audio.stream.AudioStream, target: av.container.OutputContainer
    ) -> None:
        self._target = target
        self._copy = stream.codec_context.name in TS_AUDIO
        if self._copy:
            self._out = target.add_stream_from_template(stream)
            return
        layout = "mono" if stream.codec_context.channels == 1 else "stereo"
        self._out = target.add_stream("mp2", rate=AUDIO_RATE)
        self._out.codec_context.layout = layout
        self._out.codec_context.time_base = Fraction(1, AUDIO_RATE)
        self._resampler = AudioResampler("s16", layout, AUDIO_RATE, frame_size=1152)

    def __call__(self, packet: av.Packet[Any]) -> None:
        if packet.dts is None:
            return
        if self._copy:
            packet.stream = self._out
            self._target.mux(packet)
            return
        for frame in packet.decode():
            if not isinstance(frame, av.AudioFrame):
                continue
            for piece in self._resampler.resample(frame):
                self._target.mux(self._out.encode(piece))


def _exit_with_console() -> None:
    """End this child when the console is gone, even while the source stalls."""
    sys.stdin.buffer.read()
    os._exit(0)


def explain(error: Exception) -> FeedReason:
    """The kind of failure, without any text that could carry an address."""
    kinds: tuple[tuple[type[BaseException], FeedReason], ...] = (
        (NoVideoError, "no_video"),
        (av.error.HTTPUnauthorizedError, "login"),
        (av.error.HTTPNotFoundError, "missing"),
        (FileNotFoundError, "missing"),
        (ConnectionRefusedError, "refused"),
        (TimeoutError, "timeout"),
        (av.error.ExitError, "timeout"),
    )
    return next((reason for kind, reason in kinds if isinstance(error, kind)), "failed")


def main() -> int:
    """Run the child: one JSON line in, MPEG-TS out; the exit code says how it ended."""
    request = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_exit_with_console, daemon=True).start()
    av.logging.set_level(None)
    url = with_login(str(request["url"]), str(request["user"]), str(request["password"]))
    try:
        with os.fdopen(sys.stdout.fileno(), "wb", buffering=0, closefd=False) as sink:
            remux(url, sink)
    except (av.error.FFmpegError, OSError, ValueError, NoVideoError) as error:
        return _CODES.get(explain(error), 1)
    return 0


if __name__ == "__main__":
    os._exit(main())  # no wait for the thread that reads standard input
