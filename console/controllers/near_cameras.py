"""Live panes beside the event at hand: the cameras that see its place, on a board of their own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from console.controllers.board_controller import BoardController
from console.state.board import BoardState
from console.state.camera import Camera
from console.state.layouts import layout_for
from console.state.nearest_cameras import COUNT, nearest_cameras
from console.state.stream_state import Phase

CANDIDATES = 3 * COUNT
"""So many are tried until each pane shows something."""


class NearCameras(QObject):
    """Chooses cameras for a place; one that can't be reached makes room for the next.

    Signals:
        shown: Whether there are cameras to show now.
    """

    shown = Signal(bool)

    def __init__(self, board: BoardController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self._known: Sequence[Camera] = ()
        self._waiting: list[str] = []
        self._place: tuple[float, float] | None = None
        board.refreshed.connect(self.on_refreshed)

    @property
    def is_showing(self) -> bool:
        """Whether any camera is there to be seen."""
        return any(self.board.board.cameras)

    def set_cameras(self, cameras: Sequence[Camera]) -> None:
        """Know these cameras."""
        self._known = cameras
        self.board.set_cameras(cameras)
        if self._place is not None and not self.is_showing:
            self.show_place(*self._place)

    def show_place(self, lon: float, lat: float) -> None:
        """Open the cameras that see a place, those that look at it first."""
        self._place = (lon, lat)
        found = nearest_cameras(self._known, lon, lat, CANDIDATES)
        numbers = [camera.number for camera in found]
        shown, self._waiting = numbers[:COUNT], numbers[COUNT:]
        board = BoardState.empty(layout_for(max(1, len(shown)))).filled(shown)
        self.board.change_board(board)
        self.shown.emit(self.is_showing)

    def clear(self) -> None:
        """No place any more."""
        self._place = None
        self._waiting.clear()
        self.board.change_board(BoardState.empty(layout_for(1)))
        self.shown.emit(self.is_showing)

    def on_refreshed(self) -> None:
        """A camera that is lost makes room, as long as there are others."""
        state = self.board.board
        for pane, number in enumerate(state.cameras):
            if not self._waiting:
                return
            if number and self.board.state(pane).phase is Phase.LOST:
                self.board.change_board(self.board.board.assigned(pane, self._waiting.pop(0)))
