"""Whether FFmpeg can decode on this machine's graphics hardware: tried, not guessed.

Runs as a process of its own (``python -m console.video.hardware_probe``), because a broken driver
may crash whoever asks it.
"""

from __future__ import annotations

import io
import sys

import av
import av.logging
from av.codec.context import CodecContext
from av.codec.hwaccel import HWAccel, hwdevices_available
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from console.video.child_link import child_environment

# Best known first; ``drm`` and ``opencl`` are no decoders of H.264.
PREFERRED = ("vaapi", "d3d11va", "videotoolbox", "cuda", "qsv", "vdpau", "amf")
PROBE_WITHIN_S = 15.0


def probe() -> str:
    """FFmpeg's name of a device that decodes H.264 here; empty when none does."""
    sample = _sample()
    known = hwdevices_available()
    return next((name for name in PREFERRED if name in known and _decodes(name, sample)), "")


class HardwareProbe(QObject):
    """Asks a process of its own, so that nothing a driver does can hurt or hold up the console.

    Signals:
        probed: The device found; empty when there is none, or when the driver broke or hung.
    """

    probed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.setProgram(sys.executable)
        self._process.setArguments(["-m", "console.video.hardware_probe"])
        self._process.setProcessEnvironment(child_environment())
        self._process.finished.connect(self.on_process_finished)
        self._limit = QTimer(self, singleShot=True, interval=round(PROBE_WITHIN_S * 1000))
        self._limit.timeout.connect(self._process.kill)

    def start(self) -> None:
        """Begin to ask."""
        self._process.start()
        self._limit.start()

    def close(self) -> None:
        """Stop asking."""
        self._limit.stop()
        self._process.blockSignals(True)
        self._process.kill()
        self._process.waitForFinished(2000)

    def on_process_finished(self) -> None:
        """The answer, or none."""
        self._limit.stop()
        said = bytes(self._process.readAllStandardOutput().data()).decode(errors="replace").split()
        self.probed.emit(said[0] if said and said[0] in PREFERRED else "")


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
