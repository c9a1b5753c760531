"""What moves pictures: decoders, their controllers and the clocks, made and ended together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from console.config import Settings
from console.controllers.board_controller import BoardController, StreamOptions
from console.state.board import BoardState
from console.state.layouts import layout_for
from console.state.limits import VideoLimits
from console.state.loop_filter import LoopFilterSkip
from console.video.decoder_pool import DecoderPool
from console.video.hardware_probe import HardwareProbe
from console.video.load_meter import LoadMeter
from console.video.render_clock import RenderClock


def limits_of(settings: Settings) -> VideoLimits:
    """The video rules' numbers, with what the settings say of them."""
    return replace(
        VideoLimits(),
        warn_percent=float(settings.cpu_warn_percent),
        shed_percent=float(settings.cpu_shed_percent),
        warn_clear_percent=settings.cpu_warn_percent - 5.0,
        shed_clear_percent=settings.cpu_shed_percent - 10.0,
    )


def options_of(settings: Settings, hardware_found: str = "") -> StreamOptions:
    """How streams are opened, as the settings say."""
    return StreamOptions(
        settings.transport,
        hardware_found if settings.hardware_decode else "",
        LoopFilterSkip.AUTO if settings.skip_loop_filter else LoopFilterSkip.OFF,
    )


@dataclass(frozen=True, slots=True)
class Video:
    """The moving parts below a board, and below those of an event, a wall and a consultation."""

    pool: DecoderPool
    controller: BoardController
    near: BoardController
    wall: BoardController
    table: BoardController
    clock: RenderClock
    load: LoadMeter
    probe: HardwareProbe

    def close(self) -> None:
        """End what runs."""
        self.clock.stop()
        self.probe.close()
        self.near.close()
        self.wall.close()
        self.table.close()
        self.controller.close()
        self.pool.close()


def make_video(settings: Settings, board: BoardState, parent: QObject) -> Video:
    """Decoders, their controller and the clocks."""
    limits = limits_of(settings)
    pool = DecoderPool(settings.streams_per_process, limits, parent=parent)
    options = options_of(settings)
    controller = BoardController(pool, board, options, limits, parent=parent)
    near, wall, table = (
        BoardController(pool, BoardState.empty(layout_for(1)), options, limits, parent=parent)
        for _ in range(3)
    )
    load, clock, probe = LoadMeter(parent), RenderClock(parent), HardwareProbe(parent)
    for one in (controller, near, wall, table):
        load.load_measured.connect(one.on_load_measured)
        clock.add(one.note_pictures)
        probe.probed.connect(lambda found, one=one: _use(one, options_of(settings, found).hardware))
    probe.start()
    return Video(pool, controller, near, wall, table, clock, load, probe)


def _use(controller: BoardController, hardware: str) -> None:
    controller.set_options(replace(controller.options, hardware=hardware))
