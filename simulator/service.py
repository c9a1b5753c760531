"""The running simulator: cameras, high-rise camera and control put together."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from simulator.control import Control
from simulator.listing import cameras_csv, write_atomically
from simulator.pattern_footage import PatternFootage
from simulator.rtsp.camera_server import StreamName
from simulator.rtsp.town_server import SourceOf, TownServer
from simulator.streams import SimCamera, UnitSource


class FootageKind(StrEnum):
    """FULL is the drawn town, TEST a few short loops of it that the cameras share.

    PATTERN is a test pattern that needs no drawing library and is ready within seconds; the
    high-rise camera shows it too and doesn't move.
    """

    FULL = "full"
    TEST = "test"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class Ports:
    """Where to listen; 0 chooses free ports. ``rtsp`` is the first camera's port."""

    host: str
    rtsp: int
    control: int
    onvif: int


class Simulator:
    """Serves from construction until ``stop``. OSError when a port is taken."""

    def __init__(
        self, cameras: list[SimCamera], footage: FootageKind, cache_dir: Path, ports: Ports
    ) -> None:
        self._cameras = cameras
        self._host = ports.host
        self._onvif: dict[str, str] = {}
        with ExitStack() as opened:
            head = self._open_high_rise(opened, footage)
            fixed = (
                PatternFootage().source
                if footage is FootageKind.PATTERN
                else _library(opened, cameras, cache_dir, footage)
            )
            sources = _with_high_rise(fixed, head)
            self._town = TownServer(cameras, sources, ports.host, ports.rtsp)
            opened.callback(self._town.stop)
            heads = {c.number: head for c in cameras if c.ptz and head is not None}
            self._control = Control(self._town, ports.control, heads)
            opened.callback(self._control.stop)
            for number, moving in heads.items():
                urls = self._town.urls(number)
                self._onvif[number] = moving.start_onvif(ports.host, ports.onvif, urls)
            self._opened = opened.pop_all()

    def ready(self, csv_path: Path | None) -> dict[str, Any]:
        """Where everything listens, for the ready file."""
        return {
            "host": self._host,
            "rtsp": self._urls(),
            "control": self._control.url,
            "onvif": self._onvif,
            "cameras_csv": str(csv_path) if csv_path else None,
            "pid": os.getpid(),
        }

    def write_cameras(self, path: Path) -> None:
        """Write the list that the console imports."""
        text = cameras_csv(self._cameras, self._urls(), self._onvif)
        write_atomically(path, text.encode("utf-8-sig"))

    def stop(self) -> None:
        """Close everything."""
        self._opened.close()

    def _urls(self) -> dict[str, dict[str, str]]:
        return {c.number: self._town.urls(c.number) for c in self._cameras}

    def _open_high_rise(self, opened: ExitStack, footage: FootageKind) -> Any:
        camera = next((c for c in self._cameras if c.ptz), None)
        if footage is FootageKind.PATTERN or camera is None:
            return None
        from simulator.high_rise.service import HighRise  # noqa: PLC0415 - loads what draws

        head = HighRise(camera, camera.user, camera.password)
        opened.callback(head.stop)
        return head


def _library(opened: ExitStack, cameras: list[SimCamera], cache_dir: Path, kind: str) -> SourceOf:
    from simulator.footage.library import FootageLibrary  # noqa: PLC0415 - loads what draws

    library = FootageLibrary(cache_dir, cameras, "test" if kind == "test" else "full")
    opened.callback(library.close)
    return library.source


def _with_high_rise(fixed: SourceOf, head: Any) -> SourceOf:
    def source(camera: SimCamera, stream: StreamName) -> UnitSource:
        if camera.ptz and head is not None:
            live: UnitSource = head.source(stream)
            return live
        return fixed(camera, stream)

    return source
