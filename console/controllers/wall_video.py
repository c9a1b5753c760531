"""The boards of a wall: they come and go with what screens show, over one pool of decoders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from console.controllers.board_controller import BoardController, StreamOptions
from console.controllers.span_controller import SpanController
from console.state.board import BoardState
from console.state.camera import Camera
from console.state.limits import VideoLimits
from console.video.decoder_pool import DecoderPool
from console.video.load_meter import LoadMeter


class WallVideo(QObject):
    """Makes controllers, tells them of cameras, load and hardware, and ends them."""

    def __init__(
        self,
        pool: DecoderPool,
        options: StreamOptions,
        limits: VideoLimits,
        load: LoadMeter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pool = pool
        self._options = options
        self._limits = limits
        self._load = load
        self._cameras: tuple[Camera, ...] = ()
        self._open: list[BoardController] = []
        self._spans: dict[str, SpanController] = {}

    @property
    def open_count(self) -> int:
        """How many boards are open."""
        return len(self._open)

    def set_cameras(self, cameras: Sequence[Camera]) -> None:
        """Know these cameras."""
        self._cameras = tuple(cameras)
        for controller in self._open:
            controller.set_cameras(self._cameras)

    def set_hardware(self, hardware: str) -> None:
        """Decode with this device from now on."""
        self._options = replace(self._options, hardware=hardware)
        for controller in self._open:
            controller.set_options(self._options)

    def open_board(self, board: BoardState) -> BoardController:
        """A board of its own for one screen."""
        return self._begin(BoardController(self._pool, board, self._options, self._limits))

    def open_span(self, camera: str) -> SpanController:
        """The board that all screens with this camera share."""
        if camera not in self._spans:
            made = SpanController(self._pool, camera, self._options, self._limits)
            self._spans[camera] = made
            self._begin(made)
        return self._spans[camera]

    def close_board(self, controller: BoardController) -> None:
        """End a board."""
        if controller not in self._open:
            return
        self._open.remove(controller)
        self._spans = {name: one for name, one in self._spans.items() if one is not controller}
        self._load.load_measured.disconnect(controller.on_load_measured)
        controller.close()
        controller.deleteLater()

    def close(self) -> None:
        """End all boards and their decoders."""
        for controller in list(self._open):
            self.close_board(controller)
        self._pool.close()

    def _begin(self, controller: BoardController) -> BoardController:
        controller.setParent(self)
        self._open.append(controller)
        self._load.load_measured.connect(controller.on_load_measured)
        controller.set_cameras(self._cameras)
        return controller
