"""The live board: what hangs where becomes streams, orders to decoders, and states."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from console.controllers.pane_feed import PaneFeed
from console.state.address import is_stream_url, stream_url
from console.state.board import BoardState, PictureFit
from console.state.camera import Camera
from console.state.limits import VideoLimits
from console.state.load_guard import LoadGuard, LoadLevel, PaneLoad
from console.state.loop_filter import LoopFilterSkip
from console.state.start_schedule import start_offsets
from console.state.stream_choice import StreamKind, choose
from console.state.stream_state import Phase, Reason, StreamState
from console.video.decoder_pool import DecoderPool
from console.video.live_stream import LiveStream
from console.video.messages import StreamOrder

REFRESH_MS = 500
_UNUSABLE = StreamState(Phase.LOST, Reason.BAD_ADDRESS)


@dataclass(frozen=True, slots=True)
class StreamOptions:
    """How streams are opened and decoded."""

    transport: str = "tcp"
    hardware: str = ""
    loop_filter: LoopFilterSkip = LoopFilterSkip.AUTO


class BoardController(QObject):
    """Owns the board's state and keeps the streams in step with it.

    Signals:
        board_changed: Another arrangement, selection, zoom or enlargement.
        refreshed: States and figures were read anew (twice a second, and after each change).
    """

    board_changed = Signal()
    refreshed = Signal()

    def __init__(
        self,
        pool: DecoderPool,
        board: BoardState,
        options: StreamOptions,
        limits: VideoLimits,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.board = board
        self.options = options
        self.guard = LoadGuard(limits)
        self.pool = pool
        self._limits = limits
        self._clock = clock
        self._cameras: dict[str, Camera] = {}
        self._boxes: list[tuple[int, int]] = [(0, 0)] * len(board.panes)
        self._feeds: dict[str, PaneFeed] = {}
        self._ahead: dict[str, int] = {}
        self._unpictured: list[LiveStream] = []
        self._closed = False
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.on_refresh_tick)
        self._timer.start()

    # -- what people do

    def set_cameras(self, cameras: Iterable[Camera]) -> None:
        """Know these cameras; streams whose address changed are opened anew."""
        before, self._cameras = self._cameras, {camera.number: camera for camera in cameras}
        for number, feed in list(self._feeds.items()):
            camera = self._cameras.get(number)
            if camera is not None and _same_streams(before.get(number), camera):
                feed.camera = camera
            else:
                self._close_feed(number)
        self._reconcile()
        self.refreshed.emit()

    def camera(self, number: str | None) -> Camera | None:
        """A camera by its number."""
        return self._cameras.get(number) if number else None

    def change_board(self, board: BoardState) -> None:
        """Take up another state of the board."""
        if board == self.board:
            return
        self.board = board
        # Panes that are new get their size when they have been laid out.
        missing = len(board.panes) - len(self._boxes)
        self._boxes = self._boxes + [(0, 0)] * missing
        self._reconcile()
        self.board_changed.emit()

    def open_ahead(self, cameras: Mapping[int, str]) -> None:
        """Open cameras that will hang in these panes soon, so that they come with a picture."""
        count = len(self.board.panes)
        ahead = {
            number: pane
            for pane, number in cameras.items()
            if pane < count and number in self._cameras
        }
        if ahead != self._ahead:
            self._ahead = ahead
            self._reconcile()

    @property
    def open_count(self) -> int:
        """How many cameras are open, those that will come soon among them."""
        return len(self._feeds)

    def is_ready(self, number: str) -> bool:
        """Whether a camera that was opened has a picture."""
        feed = self._feeds.get(number)
        return feed is not None and feed.sequence() > 0

    def set_boxes(self, boxes: list[tuple[int, int]]) -> None:
        """Sizes of the panes' picture areas, device pixels."""
        self._boxes = boxes
        self._reconcile()

    def set_options(self, options: StreamOptions) -> None:
        """Open and decode streams in another way from now on."""
        reopen = options.transport != self.options.transport
        self.options = options
        if reopen:
            for number in list(self._feeds):
                self._close_feed(number)
        self._reconcile()

    def take_snapshot(self, pane: int, path: str) -> bool:
        """Write the pane's next picture; False when none came yet."""
        feed = self.feed(pane)
        # A decoded picture will do: the pane may be about to show its first one.
        if feed is None or (not feed.sequence() and feed.stream.frames.frame_at() is None):
            return False
        self.pool.take_snapshot(feed.stream, path)
        return True

    def close(self) -> None:
        """Let go of all streams; whatever is still told afterwards opens none again.

        The pool isn't closed: other boards may share it.
        """
        self._closed = True
        self._timer.stop()
        for number in list(self._feeds):
            self._close_feed(number)

    # -- what pages ask

    def feed(self, pane: int) -> PaneFeed | None:
        """The stream of a pane, None for an empty or unknown one."""
        number = self.board.panes[pane].camera
        return self._feeds.get(number) if number else None

    def state(self, pane: int) -> StreamState:
        """Where the stream of a pane stands."""
        feed = self.feed(pane)
        if feed is not None:
            return feed.stream.state(self._clock(), self._limits)
        return StreamState(Phase.IDLE) if self.board.panes[pane].camera is None else _UNUSABLE

    def streams(self) -> list[LiveStream]:
        """All streams that are shown, in the order of their panes."""
        feeds = [self.feed(pane) for pane in range(len(self.board.panes))]
        return [feed.stream for feed in feeds if feed is not None]

    @property
    def decoder_ids(self) -> list[int]:
        """The decoder processes that run."""
        return self.pool.process_ids

    def phases(self) -> dict[str, Phase]:
        """The phase of each camera that is on the board."""
        now, shown = self._clock(), set(self.board.cameras)
        return {
            number: feed.stream.state(now, self._limits).phase
            for number, feed in self._feeds.items()
            if number in shown
        }

    def note_pictures(self) -> None:
        """Note when streams have their first picture; called by the render clock."""
        if not self._unpictured:
            return
        now = self._clock()
        for stream in self._unpictured:
            if stream.frames.sequence():
                stream.first_picture_s = max(0.0, now - stream.opened_at)
        waiting = [each for each in self._unpictured if each.first_picture_s is None]
        if len(waiting) < len(self._unpictured):
            self._unpictured = waiting
            self.refreshed.emit()  # a pane becomes live with its first picture, not some time later

    def on_load_measured(self, cpu_percent: float) -> None:
        """Feed the load guard, and pass on what it allows each pane."""
        loads = [self._load(pane) for pane in range(len(self.board.panes)) if self.feed(pane)]
        self.guard = self.guard.fed(self._clock(), cpu_percent, loads)
        budgets = self.guard.budgets(loads)
        for pane, budget in budgets.items():
            feed = self.feed(pane)
            if feed is not None and feed.budget != budget:
                feed.budget = budget
                self._send_orders(pane, feed)

    def on_refresh_tick(self) -> None:
        """Choose streams and tell the pages to look."""
        for pane in range(len(self.board.panes)):
            feed = self.feed(pane)
            if feed is not None:
                self._choose_stream(pane, feed)
        self.refreshed.emit()

    # -- streams

    def _reconcile(self) -> None:
        """Open what is on the board, close what is not, tell decoders about sizes."""
        if self._closed:  # a window that goes may still report its size
            return
        wanted = [number for number in self.board.cameras if number in self._cameras]
        wanted += [number for number in self._ahead if number not in wanted]
        for number in self._feeds.keys() - set(wanted):
            self._close_feed(number)
        new = [number for number in wanted if number not in self._feeds]
        for number, delay_s in zip(new, start_offsets(len(new), self._limits), strict=True):
            self._open_feed(number, delay_s)
        for pane in range(len(self.board.panes)):
            feed = self.feed(pane)
            if feed is not None:
                self._send_orders(pane, feed)

    def _open_feed(self, number: str, delay_s: float) -> None:
        camera = self._cameras[number]
        pane = self.board.pane_of(number)
        if pane is None:
            pane = self._ahead[number]
        stream = self._open(camera, "sub", pane, delay_s)
        if stream is None:
            return
        self._feeds[number] = PaneFeed(camera, stream, "sub", -self._limits.stream_dwell_s)
        self._unpictured.append(stream)

    def _open(
        self, camera: Camera, kind: StreamKind, pane: int, delay_s: float = 0.0
    ) -> LiveStream | None:
        try:
            url = _address(camera, kind)
        except ValueError:
            return None
        order = StreamOrder(0, url, self.options.transport, "", 0, delay_s=delay_s)
        return self.pool.open_stream(self._shaped(order, pane))

    def _close_feed(self, number: str) -> None:
        feed = self._feeds.pop(number)
        for stream in feed.streams:
            self._close(stream)

    def _close(self, stream: LiveStream) -> None:
        if stream in self._unpictured:
            self._unpictured.remove(stream)
        self.pool.close_stream(stream)

    def _send_orders(self, pane: int, feed: PaneFeed) -> None:
        for stream in feed.streams:
            order = self._shaped(stream.order, pane)
            self.pool.change_stream(stream, order)

    def _shaped(self, order: StreamOrder, pane: int) -> StreamOrder:
        """The order for what the pane shows now."""
        enlarged = self.board.enlarged
        hidden = enlarged is not None and enlarged.pane != pane
        width, height = (0, 0) if hidden else self._boxes[pane]
        zoom = self.board.panes[pane].zoom
        feed = self.feed(pane)
        budget = feed.budget if feed else self.guard.budget(self._load(pane))
        return replace(
            order,
            width=width,
            height=height,
            fill=self.board.fit is PictureFit.FILL,
            region=(zoom.left, zoom.top, zoom.span, zoom.span),
            max_fps=budget.max_fps,
            key_frames_only=budget.key_frames_only,
            loop_filter=self.options.loop_filter,
            hardware=self.options.hardware,
        )

    def _load(self, pane: int) -> PaneLoad:
        enlarged = self.board.enlarged
        camera = self.camera(self.board.panes[pane].camera)
        return PaneLoad(
            pane,
            hidden=enlarged is not None and enlarged.pane != pane,
            key=camera is not None and camera.key,
            enlarged=enlarged is not None and enlarged.pane == pane,
            selected=self.board.selected == pane,
        )

    def _choose_stream(self, pane: int, feed: PaneFeed) -> None:
        now = self._clock()
        finished = feed.take_over(now)
        if finished is not None:
            self._close(finished)
        if feed.kind == "sub" and feed.stream.width:
            feed.sub_size = (feed.stream.width, feed.stream.height)
        enlarged = self.board.enlarged
        hidden = enlarged is not None and enlarged.pane != pane
        wanted = choose(
            feed.kind,
            self._boxes[pane],
            feed.sub_size,
            self.board.panes[pane].zoom.factor,
            bool(feed.camera.main_url),
            now - feed.changed_at,
            self._limits,
            LoadLevel.SHED if hidden else self.guard.level,
            enlarged is not None and enlarged.pane == pane,
        )
        if wanted == feed.coming_kind:
            return
        if feed.coming is not None:
            self._close(feed.coming)
            feed.coming, feed.changed_at = None, now
            return
        feed.coming = self._open(feed.camera, wanted, pane)


def _same_streams(one: Camera | None, two: Camera) -> bool:
    """Whether both are opened alike; a mark or another name is no reason to open anew."""
    if one is None:
        return False
    addresses = (one.sub_url, one.main_url, one.user, one.password)
    return addresses == (two.sub_url, two.main_url, two.user, two.password)


def _address(camera: Camera, kind: StreamKind) -> str:
    """What FFmpeg opens: a stream's address, or a file named whole. Raises ValueError."""
    url = camera.sub_url if kind == "sub" else camera.main_url
    if not is_stream_url(url) and Path(url).is_absolute():
        return url
    return stream_url(camera, kind)
