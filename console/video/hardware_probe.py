"""Whether FFmpeg can decode on this machine's graphics hardware: tried, not guessed.

Runs as a process of its own (``python -m console.video.hardware_probe``), because a broken driver
may crash whoever asks it.
"""

from __future__ import annotations

import io
import subprocess
import sys

import av
import av.logging
from av.codec.context import CodecContext
from av.codec.hwaccel import HWAccel, hwdevices_available
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

# Best known first; ``drm`` and ``opencl`` are no decoders of H.264.
PREFERRED = ("vaapi", "d3d11va", "videotoolbox", "cuda", "qsv", "vdpau", "amf")
PROBE_WITHIN_S = 15.0


def probe() -> str:
    """FFmpeg's name of a device that decodes H.264 here; empty when none does."""
    sample = _sample()
    known = hwdevices_available()
    return next((name for name in PREFERRED if name in known and _decodes(name, sample)), "")


def probe_in_process() -> str:
    """Like :func:`probe`, but nothing that a driver does can hurt the caller."""
    command = [sys.executable, "-m", "console.video.hardware_probe"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PROBE_WITHIN_S, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    words = done.stdout.split()
    return words[0] if words and words[0] in PREFERRED else ""


def _sample() -> bytes:
    """A second of H.264, made here."""
    data = io.BytesIO()
    with av.open(data, "w", format="h264") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 320, 192, "yuv420p"
        for number in range(10):
            frame = VideoFrame(320, 192, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([40 + number * 10]) * plane.buffer_size)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return data.getvalue()


def _decodes(device: str, sample: bytes) -> bool:
    try:
        accelerator = HWAccel(device, allow_software_fallback=False)
        decoder = CodecContext.create("h264", "r", hwaccel=accelerator)
        if not isinstance(decoder, VideoCodecContext):
            return False
        packets = decoder.parse(sample) + decoder.parse(b"")
        frames = [frame for packet in packets for frame in decoder.decode(packet)]
    except (av.FFmpegError, OSError, ValueError, RuntimeError, NotImplementedError):
        return False
    return decoder.is_hwaccel and bool(frames)


if __name__ == "__main__":
    av.logging.set_level(None)
    sys.stdout.write(probe() + "\n")
