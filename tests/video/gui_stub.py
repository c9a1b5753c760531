"""A console without a window, to be killed: ``python -m tests.video.gui_stub URL…``.

Says the numbers of its decoder processes once every stream has pictures.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QTimer

from console.state.limits import VideoLimits
from console.video.decoder_pool import DecoderPool
from console.video.messages import StreamOrder


def main() -> None:
    """Decode until killed."""
    app = QCoreApplication(sys.argv[:1])
    pool = DecoderPool(1, VideoLimits())
    streams = [pool.open_stream(StreamOrder(0, url, "tcp", "", 0, 64, 36)) for url in sys.argv[1:]]
    timer = QTimer(interval=50)

    def look() -> None:
        if all(stream.frames.sequence() for stream in streams):
            timer.stop()
            sys.stdout.write(" ".join(str(pid) for pid in pool.process_ids) + "\n")
            sys.stdout.flush()

    timer.timeout.connect(look)
    timer.start()
    app.exec()


if __name__ == "__main__":
    main()
