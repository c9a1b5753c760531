"""States and figures of streams in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.controllers.pane_feed import PaneFeed
from console.state.load_guard import PaneBudget
from console.state.stream_state import Phase, Reason, StreamState
from console.video.live_stream import LiveStream


def reason_words(reason: Reason) -> str:
    """Why there is no picture, in a few words."""
    tr = QCoreApplication.translate
    words = {
        Reason.REFUSED: tr("StreamWords", "the camera refuses the connection"),
        Reason.UNAUTHORIZED: tr("StreamWords", "wrong user or password (401)"),
        Reason.NOT_FOUND: tr("StreamWords", "no such stream on the camera (404)"),
        Reason.NO_ROUTE: tr("StreamWords", "the camera can't be reached on the network"),
        Reason.TIMEOUT: tr("StreamWords", "the camera doesn't answer"),
        Reason.NO_DATA: tr("StreamWords", "connected, but no data comes"),
        Reason.NO_VIDEO: tr("StreamWords", "the stream has no video"),
        Reason.CODEC: tr("StreamWords", "the video format is not supported"),
        Reason.BAD_DATA: tr("StreamWords", "what comes can't be decoded"),
        Reason.TOO_LARGE: tr("StreamWords", "the stream asks for too much memory"),
        Reason.REDIRECTED: tr("StreamWords", "the camera sends elsewhere without end"),
        Reason.ENDED: tr("StreamWords", "the camera ended the stream"),
        Reason.DECODER_CRASHED: tr("StreamWords", "a decoder failed and starts again"),
        Reason.DECODER_HUNG: tr("StreamWords", "a decoder hung and starts again"),
        Reason.BAD_ADDRESS: tr("StreamWords", "the stream's address can't be used"),
    }
    return words.get(reason, "")


def state_words(state: StreamState, retry_in_s: float | None) -> str:
    """The state as a short sentence for the pane."""
    tr = QCoreApplication.translate
    if state.phase is Phase.LIVE:
        return tr("StreamWords", "Live")
    if state.phase is Phase.CONNECTING:
        return tr("StreamWords", "Connecting…")
    if state.phase is Phase.STALE:
        return tr("StreamWords", "Stale")
    if state.phase is Phase.IDLE:
        return ""
    words = tr("StreamWords", "Lost: {reason}").format(reason=reason_words(state.reason))
    if retry_in_s is None or retry_in_s < 0.5:
        return words
    again = tr("StreamWords", "next try in {seconds} s").format(seconds=round(retry_in_s))
    return f"{words}\n{again}"


def overlay_lines(feed: PaneFeed, shown_fps: float, age_s: float | None) -> tuple[str, ...]:
    """The information overlay: codec, size, rates, delay, drops, engine."""
    tr = QCoreApplication.translate
    stream = feed.stream
    size = f"{stream.codec.upper()} {stream.width}×{stream.height}"
    kind = tr("StreamWords", "main") if feed.kind == "main" else tr("StreamWords", "sub")
    delay = "–" if age_s is None else f"{age_s * 1000:.0f} ms"
    return (
        f"{kind} {size}",
        tr("StreamWords", "{fps:.1f} fps · {kbits:.0f} kbit/s").format(
            fps=shown_fps, kbits=stream.bitrate / 1000
        ),
        tr("StreamWords", "age {delay} · drops {drops} · reconnects {reconnects}").format(
            delay=delay, drops=stream.drops, reconnects=stream.reconnects
        ),
        _decoding(stream, feed.budget),
    )


def _decoding(stream: LiveStream, budget: PaneBudget) -> str:
    tr = QCoreApplication.translate
    parts = [f"ffmpeg · {stream.hardware or tr('StreamWords', 'software')}"]
    if stream.skips_loop_filter:
        parts.append(tr("StreamWords", "loop filter skipped"))
    if budget.key_frames_only:
        parts.append(tr("StreamWords", "key frames only"))
    elif budget.max_fps is not None:
        parts.append(tr("StreamWords", "at most {fps:.0f} fps").format(fps=budget.max_fps))
    return " · ".join(parts)
