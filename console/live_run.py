"""A board on any streams or files and nothing else, and its figures: ``fengqiao-console live``."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from console.config import Settings
from console.controllers.board_controller import BoardController
from console.live_video import Video, make_video
from console.pages.board_page import BoardPage
from console.state.address import checked_url, is_stream_url, safe_url
from console.state.board import BoardState
from console.state.camera import Camera
from console.state.layouts import PaneLayout
from console.state.limits import VideoLimits
from console.video.load_meter import tree_usage
from console.video.render_clock import StallMeter

EXIT_NO_STREAM = 3
_WATCH_MS = 200


@dataclass(frozen=True, slots=True)
class LivePlan:
    """What a run shows and writes; durations in seconds, ``duration_s`` 0 for no end."""

    warmup_s: float = 0.0
    duration_s: float = 0.0
    stats: Path | None = None
    screenshot: Path | None = None


def cameras_of(addresses: list[str]) -> list[Camera]:
    """One camera per address or file. Raises ValueError that names the address without secrets."""
    return [_camera(number, address) for number, address in enumerate(addresses, 1)]


def _camera(number: int, address: str) -> Camera:
    name = safe_url(address)
    if not is_stream_url(address):
        path = Path(address)
        if not path.is_file():
            raise ValueError(f"there is no file {address!r}")
        return Camera(f"{number:02d}", path.name, "", "", str(path.resolve()))
    try:
        checked_url(address)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None
    parts = urlsplit(address)
    label = f"{parts.hostname}{parts.path}"
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Camera(f"{number:02d}", label, "", "", bare, user=user, password=password)


@dataclass(frozen=True, slots=True)
class LiveBoard:
    """A board in a window of its own, and what moves its pictures."""

    page: BoardPage
    video: Video

    def close(self) -> None:
        """End the streams, and the window with them."""
        self.video.close()
        self.page.close()


def open_board(
    settings: Settings, cameras: Sequence[Camera], layout: PaneLayout, parent: QObject
) -> LiveBoard:
    """Know these cameras and show as many of them as there are panes."""
    video = make_video(settings, BoardState.empty(layout), parent)
    page = BoardPage(video.controller)
    page.resize(1920, 1080)
    page.show()
    video.clock.add(page.board.render_tick)
    video.clock.start()
    page.on_pane_boxes_changed()
    controller = video.controller
    controller.set_cameras(cameras)
    controller.change_board(controller.board.filled(camera.number for camera in cameras))
    return LiveBoard(page, video)


class LiveMeter(QObject):
    """What a board shows and costs over a stretch of time: shown rates, stalls, cores, memory."""

    def __init__(
        self, page: BoardPage, controller: BoardController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._controller = controller
        self._stalls = StallMeter(self)

    def start(self) -> None:
        """Begin to count."""
        self._started = time.monotonic()
        self._cpu_before = tree_usage()[0]
        self._before = self._counts()
        self._stalls.start()

    def figures(self) -> dict[str, Any]:
        """Stop, and return what was counted since the start."""
        window_s = time.monotonic() - self._started
        self._stalls.stop()
        seconds, memory = tree_usage()
        panes = [
            self._pane(pane, before, after, window_s)
            for pane, (before, after) in enumerate(zip(self._before, self._counts(), strict=True))
        ]
        return {
            "panes": panes,
            "gui_stall_ms": self._stalls.figures(),
            "cpu_cores": round((seconds - self._cpu_before) / window_s, 4),
            "rss_mb": round(memory, 1),
            "window_s": round(window_s, 3),
        }

    def _counts(self) -> list[tuple[int, int]]:
        streams = self._controller.streams()
        board = self._page.board
        return [
            (stream.frames.decoded(), board.shown_count(pane))
            for pane, stream in enumerate(streams)
        ]

    def _pane(
        self, pane: int, before: tuple[int, int], after: tuple[int, int], window_s: float
    ) -> dict[str, Any]:
        stream = self._controller.streams()[pane]
        state = stream.state(time.monotonic(), VideoLimits())
        first = stream.first_picture_s
        return {
            "url": safe_url(stream.order.url),
            "state": state.phase.value,
            "reason": state.reason.value,
            "engine": "ffmpeg",
            "codec": stream.codec,
            "width": stream.width,
            "height": stream.height,
            "decoded_fps": round((after[0] - before[0]) / window_s, 2),
            "shown_fps": round((after[1] - before[1]) / window_s, 2),
            "first_picture_ms": None if first is None else round(first * 1000),
            "frame_age_ms": None if state.age_s is None else round(state.age_s * 1000),
            "reconnects": stream.reconnects,
        }


class LiveRun(QObject):
    """Measures a board for a while, writes what it saw and ends the program."""

    def __init__(
        self, window: QWidget, page: BoardPage, controller: BoardController, plan: LivePlan
    ) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._plan = plan
        self._ever = False
        self._meter = LiveMeter(page, controller, self)
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self.on_watch_tick)
        self._watch.start()
        if plan.duration_s:
            self._after(plan.warmup_s, self.on_warm)

    def _after(self, seconds: float, slot: Callable[[], None]) -> None:
        timer = QTimer(self, singleShot=True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(slot)
        timer.start(round(seconds * 1000))

    def on_watch_tick(self) -> None:
        """Remember whether any stream ever came."""
        self._ever = any(stream.frames.sequence() for stream in self._controller.streams())
        if self._ever:
            self._watch.stop()

    def on_warm(self) -> None:
        """Begin to count."""
        self._meter.start()
        self._after(self._plan.duration_s, self.on_done)

    def on_done(self) -> None:
        """Write figures and picture, and end."""
        figures = self._meter.figures()
        self.on_watch_tick()
        if self._plan.stats is not None:
            self._plan.stats.write_text(json.dumps(figures, indent=1), encoding="utf-8")
        if self._plan.screenshot is not None:
            self._window.grab().save(str(self._plan.screenshot), "PNG")
        QCoreApplication.exit(self.exit_code())

    def exit_code(self) -> int:
        """0, or 3 when no stream ever came."""
        return 0 if self._ever else EXIT_NO_STREAM
