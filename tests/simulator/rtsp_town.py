"""A small town for the tests: few cameras with a test pattern of few bits."""

from __future__ import annotations

import threading
from dataclasses import replace

from simulator.pattern_footage import PatternFootage
from simulator.rtsp.camera_server import StreamName
from simulator.rtsp.recode import RecodedLoop, encode_loop
from simulator.rtsp.town_server import TownServer
from simulator.streams import SimCamera, StreamSpec, UnitSource

SUB = StreamSpec("h264", 320, 192, 15, 200_000, gop_s=1.0)
MAIN = StreamSpec("h265", 640, 384, 25, 400_000, gop_s=1.0)


class DrawnSource:
    """A live source as the high-rise camera has one: notes who asks and whether it's watched."""

    live = True

    def __init__(self, loop: RecodedLoop) -> None:
        self._loop = loop
        self.watching: list[bool] = []
        self.threads: set[int] = set()

    @property
    def spec(self) -> StreamSpec:
        return self._loop.spec

    def unit(self, frame_number: int) -> tuple[bytes, bool]:
        self.threads.add(threading.get_ident())
        return self._loop.unit(frame_number)

    def watched(self, watching: bool) -> None:
        self.watching.append(watching)


class SmallTown:
    """C001 plain with sound, C002 with a password, C003 live (its sub stream)."""

    def __init__(self) -> None:
        plain = SimCamera("C001", "东门", "村", "G1", "road", 120, 30, 0, 60, SUB, MAIN)
        self.drawn = DrawnSource(encode_loop(SUB))
        self._footage = PatternFootage()
        cameras = [
            replace(plain, sound=True),
            replace(plain, number="C002", user="viewer", password="secret7"),
            replace(plain, number="C003"),
        ]
        self.server = TownServer(cameras, self._source, "127.0.0.1", 0)

    def url(self, number: str = "C001", stream: str = "sub") -> str:
        return self.server.urls(number)[stream]

    def _source(self, camera: SimCamera, stream: StreamName) -> UnitSource:
        if camera.number == "C003" and stream == "sub":
            return self.drawn
        return self._footage.source(camera, stream)
