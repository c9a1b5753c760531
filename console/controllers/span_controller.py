"""One camera over many screens: decoded once for all screens of this PC, and only their part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from console.controllers.board_controller import BoardController, StreamOptions
from console.state.board import BoardState
from console.state.layouts import layout_for
from console.state.limits import VideoLimits
from console.state.wall_plan import Frame
from console.state.wall_span import USUAL_ASPECT, WHOLE, Part, joined, picture_box, spanned
from console.video.decoder_pool import DecoderPool
from console.video.messages import StreamOrder


class SpanController(BoardController):
    """A board of one pane, as large as this PC's screens together; each takes its part of it.

    Signals:
        parts_changed: Screens show other parts than before.
    """

    parts_changed = Signal()

    def __init__(
        self,
        pool: DecoderPool,
        camera: str,
        options: StreamOptions,
        limits: VideoLimits,
        parent: QObject | None = None,
    ) -> None:
        board = BoardState.empty(layout_for(1)).filled([camera])
        super().__init__(pool, board, options, limits, parent=parent)
        self._frames: Mapping[str, Frame] = {}
        self._pixels: dict[str, tuple[int, int]] = {}
        self._aspect = USUAL_ASPECT
        self._region = WHOLE
        self._parts: Mapping[str, Part] = {}
        self.refreshed.connect(self.on_refreshed)

    def place(self, frames: Mapping[str, Frame]) -> None:
        """Know all screens of the wall that share the picture."""
        if frames != self._frames:
            self._frames = frames
            self._divide()

    def join(self, screen: str, pixels: tuple[int, int]) -> None:
        """A screen of this PC shows its part, so large."""
        if self._pixels.get(screen) != pixels and min(pixels) > 0:
            self._pixels[screen] = pixels
            self._divide()

    def leave(self, screen: str) -> bool:
        """A screen shows something else; whether any is left."""
        self._pixels.pop(screen, None)
        self._divide()
        return bool(self._pixels)

    @property
    def first_screen(self) -> str:
        """The first of this PC's screens that show the picture; empty without any."""
        return next(iter(sorted(self._pixels)), "")

    def part(self, screen: str) -> Part:
        """Return a screen's part, in shares of the frames that come."""
        return self._parts.get(screen, WHOLE)

    def on_refreshed(self) -> None:
        """Pictures may have another shape than was thought."""
        feed = self.feed(0)
        if feed is None or not feed.stream.height:
            return
        aspect = feed.stream.width / feed.stream.height
        if abs(aspect - self._aspect) > 0.01:
            self._aspect = aspect
            self._divide()

    def _divide(self) -> None:
        """Which part of the picture is decoded, and how large."""
        everywhere = spanned(self._frames, self._aspect)
        here = {screen: everywhere[screen] for screen in self._pixels if screen in everywhere}
        if here:
            self._region = joined(list(here.values()))
            self._parts = {screen: part.within(self._region) for screen, part in here.items()}
            self.set_boxes([picture_box(here, self._pixels)])
            self.parts_changed.emit()

    def _shaped(self, order: StreamOrder, pane: int) -> StreamOrder:
        region = tuple(round(share, 6) for share in self._region)
        left, top, width, height = region
        return replace(super()._shaped(order, pane), region=(left, top, width, height), fill=False)
