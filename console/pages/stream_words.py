"""States and figures of streams in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.controllers.pane_feed import PaneFeed
from console.state.load_guard import PaneBudget
from console.state.stream_state import Phase, Reason, StreamState
from console.video.live_stream import LiveStream


def reason_words(reason: Reason) -> str:
    """Why there is no picture, in a few words."""
    translate = QCoreApplication.translate
    words = {
        Reason.REFUSED: translate("StreamWords", "the camera refuses the connection"),
        Reason.UNAUTHORIZED: translate("StreamWords", "wrong user or password (401)"),
        Reason.NOT_FOUND: translate("StreamWords", "no such stream on the camera (404)"),
        Reason.NO_ROUTE: translate("StreamWords", "the camera can't be reached on the network"),
        Reason.TIMEOUT: translate("StreamWords", "the camera doesn't answer"),
        Reason.NO_DATA: translate("StreamWords", "connected, but no data comes"),
        Reason.NO_VIDEO: translate("StreamWords", "the stream has no video"),
        Reason.CODEC: translate("StreamWords", "the video format is not supported"),
        Reason.BAD_DATA: translate("StreamWords", "what comes can't be decoded"),
        Reason.TOO_LARGE: translate("StreamWords", "the stream asks for too much memory"),
        Reason.REDIRECTED: translate("StreamWords", "the camera sends elsewhere without end"),
        Reason.ENDED: translate("StreamWords", "the camera ended the stream"),
        Reason.DECODER_CRASHED: translate("StreamWords", "a decoder failed and starts again"),
        Reason.DECODER_HUNG: translate("StreamWords", "a decoder hung and starts again"),
        Reason.BAD_ADDRESS: translate("StreamWords", "the stream's address can't be used"),
    }
    return words.get(reason, "")


def state_words(state: StreamState, retry_in_s: float | None) -> str:
    """The state as a short sentence for the pane."""
    translate = QCoreApplication.translate
    if state.phase is Phase.LIVE:
        return translate("StreamWords", "Live")
    if state.phase is Phase.CONNECTING:
        return translate("StreamWords", "Connecting…")
    if state.phase is Phase.STALE:
        return translate("StreamWords", "Stale")
    if state.phase is Phase.IDLE:
        return ""
    words = translate("StreamWords", "Lost: {reason}").format(reason=reason_words(state.reason))
    if retry_in_s is None or retry_in_s < 0.5:
        return words
    again = translate("StreamWords", "next try in {seconds} s").format(seconds=round(retry_in_s))
    return f"{words}\n{again}"


def overlay_lines(feed: PaneFeed, shown_fps: float, age_s: float | None) -> tuple[str, ...]:
    """The information overlay: codec, size, rates, delay, drops, engine."""
    translate = QCoreApplication.translate
    stream = feed.stream
    size = f"{stream.codec.upper()} {stream.width}×{stream.height}"
    kind = (
        translate("StreamWords", "main") if feed.kind == "main" else translate("StreamWords", "sub")
    )
    delay = "–" if age_s is None else f"{age_s * 1000:.0f} ms"
    return (
        f"{kind} {size}",
        translate("StreamWords", "{fps:.1f} fps · {kbits:.0f} kbit/s").format(
            fps=shown_fps, kbits=stream.bitrate / 1000
        ),
        translate("StreamWords", "age {delay} · drops {drops} · reconnects {reconnects}").format(
            delay=delay, drops=stream.drops, reconnects=stream.reconnects
        ),
        _decoding(stream, feed.budget),
    )


def _decoding(stream: LiveStream, budget: PaneBudget) -> str:
    translate = QCoreApplication.translate
    parts = [f"ffmpeg · {stream.hardware or translate('StreamWords', 'software')}"]
    if stream.skips_loop_filter:
        parts.append(translate("StreamWords", "loop filter skipped"))
    if budget.key_frames_only:
        parts.append(translate("StreamWords", "key frames only"))
    elif budget.max_fps is not None:
        parts.append(translate("StreamWords", "at most {fps:.0f} fps").format(fps=budget.max_fps))
    return " · ".join(parts)


def tooltip_words(number: str, name: str, village: str, state: StreamState) -> str:
    """A pane's camera, where it hangs, and how its stream is."""
    place = f"{number} {name}"
    lines = [place, village, state_words(state, None)]
    return "\n".join(line for line in lines if line)
