"""Live pictures on a wall: cameras in panes, and one camera over many screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize

from console.controllers.board_controller import BoardController
from console.controllers.pane_feed import PaneFeed
from console.controllers.span_controller import SpanController
from console.controllers.wall_video import WallVideo
from console.pages.stream_words import state_words
from console.pages.wall_faces import WallFace
from console.state.board import BoardState, PaneContent
from console.state.stream_state import Phase
from console.state.wall_contents import PanesContent
from console.state.wall_plan import Frame
from widgets.pane_view import EMPTY_VIEW, PaneLook, PaneView
from widgets.wall_panes import WallPanes
from widgets.wall_span import WallSpan

_LOOKS = {
    Phase.IDLE: PaneLook.EMPTY,
    Phase.CONNECTING: PaneLook.CONNECTING,
    Phase.LIVE: PaneLook.LIVE,
    Phase.STALE: PaneLook.STALE,
    Phase.LOST: PaneLook.LOST,
}


class PanesFace(WallFace):
    """A board of its own, without hands."""

    def __init__(self, video: WallVideo, content: PanesContent) -> None:
        self.panes = WallPanes()
        super().__init__(self.panes)
        self._video = video
        board = BoardState(content.layout, tuple(PaneContent(one) for one in content.cameras))
        self.controller = video.open_board(board)
        layout = content.layout
        self.panes.set_cells(
            [
                QRectF(
                    cell.column / layout.columns,
                    cell.row / layout.rows,
                    cell.column_span / layout.columns,
                    cell.row_span / layout.rows,
                )
                for cell in layout.cells
            ]
        )
        self.panes.pane_boxes_changed.connect(self.on_pane_boxes_changed)
        self.controller.refreshed.connect(self.on_refreshed)
        self.on_refreshed()

    def is_ready(self) -> bool:
        """Whether every pane has a picture, or a reason for none."""
        cameras = enumerate(self.controller.board.cameras)
        return all(_is_settled(self.controller, pane) for pane, one in cameras if one is not None)

    def set_text_px(self, text_px: int) -> None:
        """The least size of type."""
        self.panes.set_text_px(text_px)

    def render_tick(self) -> None:
        """Look for new frames."""
        self.controller.note_pictures()
        self.panes.render_tick()

    def feeds(self) -> Sequence[PaneFeed]:
        """The streams of its panes."""
        found = (self.controller.feed(pane) for pane in range(self.panes.pane_count()))
        return [feed for feed in found if feed is not None]

    def on_pane_boxes_changed(self) -> None:
        """Panes have other sizes: decoders scale to them."""
        sizes = [self.panes.pane_box(pane) for pane in range(self.panes.pane_count())]
        self.controller.set_boxes([(one.width(), one.height()) for one in sizes])

    def on_refreshed(self) -> None:
        """Read states anew."""
        for pane in range(self.panes.pane_count()):
            is_roomy = self.panes.is_roomy(pane)
            self.panes.set_view(pane, _view(self.controller, pane, is_roomy=is_roomy))

    def release(self) -> None:
        """Close the streams."""
        self.controller.refreshed.disconnect(self.on_refreshed)
        self.panes.pane_boxes_changed.disconnect(self.on_pane_boxes_changed)
        # Nothing may be painted from streams whose memory is given back.
        for pane in range(self.panes.pane_count()):
            self.panes.set_view(pane, EMPTY_VIEW)
        self._video.close_board(self.controller)


class SpanFace(WallFace):
    """This screen's part of a camera; the screens of this PC share its stream."""

    def __init__(
        self, video: WallVideo, camera: str, screen: str, frames: Mapping[str, Frame]
    ) -> None:
        self.span = WallSpan()
        super().__init__(self.span)
        self._video = video
        self._screen = screen
        self.controller: SpanController = video.open_span(camera)
        self.controller.place(frames)
        self.controller.parts_changed.connect(self.on_parts_changed)
        self.controller.refreshed.connect(self.on_refreshed)
        self._size = QSize()
        self.on_refreshed()

    def is_ready(self) -> bool:
        """Whether there is a picture, or a reason for none."""
        return _is_settled(self.controller, 0)

    def set_text_px(self, text_px: int) -> None:
        """The least size of type."""
        self.span.set_text_px(text_px)

    def render_tick(self) -> None:
        """Look for new frames, and for another size of the screen."""
        if self.span.size() != self._size:
            self._size = self.span.size()
            ratio = self.span.devicePixelRatioF()
            pixels = (round(self._size.width() * ratio), round(self._size.height() * ratio))
            self.controller.join(self._screen, pixels)
        self.controller.note_pictures()
        self.span.render_tick()

    def feeds(self) -> Sequence[PaneFeed]:
        """The one stream."""
        feed = self.controller.feed(0)
        return () if feed is None else (feed,)

    def on_parts_changed(self) -> None:
        """Another part of the frames is this screen's."""
        part = self.controller.part(self._screen)
        self.span.set_part(QRectF(part.left, part.top, part.width, part.height))

    def on_refreshed(self) -> None:
        """Take the stream there is now, and say what is wrong: in the first screen only."""
        self.span.set_source(self.controller.feed(0))
        state = self.controller.state(0)
        is_well = state.phase in (Phase.LIVE, Phase.IDLE)
        is_first = self._screen == self.controller.first_screen
        self.span.show_words("" if is_well or not is_first else _words(self.controller, 0))

    def release(self) -> None:
        """Leave the stream to the others; the last one closes it."""
        self.controller.parts_changed.disconnect(self.on_parts_changed)
        self.controller.refreshed.disconnect(self.on_refreshed)
        self.span.set_source(None)
        if not self.controller.leave(self._screen):
            self._video.close_board(self.controller)


def _is_settled(controller: BoardController, pane: int) -> bool:
    """Whether, good or bad, there is something to show: what lives may not be painted yet."""
    phase, feed = controller.state(pane).phase, controller.feed(pane)
    has_picture = feed is not None and feed.sequence() > 0
    return phase is Phase.LOST or (has_picture and phase in (Phase.LIVE, Phase.STALE))


def _view(controller: BoardController, pane: int, *, is_roomy: bool) -> PaneView:
    """A pane's picture and words; in a small one marks would leave the name no room."""
    number = controller.board.panes[pane].camera
    if number is None:
        return EMPTY_VIEW
    state, camera = controller.state(pane), controller.camera(number)
    feed = controller.feed(pane)
    return PaneView(
        title=camera.name if camera is not None else number,
        number=number,
        look=_LOOKS[state.phase],
        status_text=_words(controller, pane),
        age_s=state.age_s if state.phase is Phase.STALE else None,
        hatched=state.hatched,
        key=is_roomy and camera is not None and camera.key,
        source=feed,
        shed=is_roomy and feed is not None and not feed.budget.is_full,
    )


def _words(controller: BoardController, pane: int) -> str:
    """A state in words; when it is tried again is for those who can do something about it."""
    return state_words(controller.state(pane), None)
