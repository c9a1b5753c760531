"""A wall small and live: its screens where they stand, with the console's own pictures in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.controllers.board_controller import BoardController
from console.pages.board_page import BoardPage
from console.state.board import BoardState, PaneContent, PictureFit
from console.state.layouts import Cell, PaneLayout, layout_for
from console.state.wall_contents import Content, PanesContent, SpanContent
from widgets.screens_view import ScreenLook, ScreensView

MOST_LIVE = 16
_SETTLED_MS = 150
_GAP = 2


class SmallWall(QWidget):
    """Draws the screens; over the cameras among them lies a board of live panes, while seen."""

    def __init__(self, board: BoardController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._contents: dict[str, Content] = {}
        self._is_seen = False
        self.view = ScreensView(self)
        self.live = BoardPage(board, self.view)
        self.live.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.live.board.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.live.board.set_numbers_visible(False)  # the name needs the room
        self.live.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.live.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)
        # Decoders make pictures of the size that stays, not of each on the way there.
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self.show_live)
        self.view.placed.connect(self.on_placed)
        board.board_changed.connect(lambda: self.live.board.set_selected(-1))

    def show_wall(
        self, screens: Sequence[ScreenLook], contents: dict[str, Content], chosen: str
    ) -> None:
        """Show these screens with what they show."""
        self.view.show_screens(screens, chosen)
        if contents != self._contents:
            self._contents = contents
            self.show_live()

    def on_placed(self) -> None:
        """Panes that lie elsewhere now would cover something else until they are there."""
        self.live.hide()
        self._settled.start()

    def show_live(self) -> None:
        """Open the cameras in view, each where it hangs; none while nobody looks."""
        cells = list(self._cells())[:MOST_LIVE] if self._is_seen else []
        if not cells:
            self.live.hide()
            self._board.change_board(BoardState.empty(layout_for(1)))
            return
        width, height = max(1, self.view.width()), max(1, self.view.height())
        boxes = [box for _, box in cells]
        layout = PaneLayout(
            repr((width, height, [tuple(box.getRect()) for box in boxes])),  # type: ignore[arg-type]
            width,
            height,
            tuple(Cell(box.x(), box.y(), box.width(), box.height()) for box in boxes),
        )
        # Between screens, and where none hangs, there is nothing of a picture that lies over all.
        screens = _region([self.view.box(one).toAlignedRect() for one in self.view.screens])
        self.live.setGeometry(self.view.rect())
        self.live.setMask(_region(boxes).intersected(screens))
        panes = tuple(PaneContent(number) for number, _ in cells)
        spans = any(isinstance(one, SpanContent) for one in self._contents.values())
        fit = PictureFit.FILL if spans else PictureFit.FIT
        self._board.change_board(BoardState(layout, panes, fit=fit))
        self.live.board.set_selected(-1)
        self.live.show()

    def _cells(self) -> Iterator[tuple[str, QRect]]:
        """Each camera in view once, and where."""
        seen: set[str] = set()
        for screen in self.view.screens:
            content = self._contents.get(screen.id)
            found: list[tuple[str | None, QRectF]] = []
            if isinstance(content, SpanContent):
                found = [(content.camera, self._whole())]
            elif isinstance(content, PanesContent) and len(screen.cells) == len(content.cameras):
                boxes = (self.view.cell_box(screen, cell) for cell in screen.cells)
                found = list(zip(content.cameras, boxes, strict=True))
            for number, box in found:
                if number and number not in seen and self._board.camera(number) is not None:
                    seen.add(number)
                    yield number, box.toAlignedRect()

    def _whole(self) -> QRectF:
        whole = QRectF()
        for screen in self.view.screens:
            whole = whole.united(self.view.box(screen))
        return whole

    def set_seen(self, *, seen: bool) -> None:
        """Whether somebody looks."""
        self._is_seen = seen
        if seen:
            self._settled.start()
        else:
            self._settled.stop()
            self.show_live()


def _region(boxes: Sequence[QRect]) -> QRegion:
    """All boxes, each without its frame."""
    region = QRegion()
    for box in boxes:
        region = region.united(box.adjusted(_GAP, _GAP, -_GAP, -_GAP))
    return region
