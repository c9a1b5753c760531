"""What the town's cameras send: descriptions of streams and the seam to their sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class StreamSpec:
    """One stream of one camera. ``bitrate`` in bit/s, ``gop_s`` in seconds."""

    codec: Literal["h264", "h265"]
    width: int
    height: int
    fps: int
    bitrate: int
    gop_s: float = 2.0

    @property
    def gop_frames(self) -> int:
        """Frames from one key frame to the next."""
        return round(self.fps * self.gop_s)


@dataclass(frozen=True, slots=True)
class SimCamera:
    """One camera of the simulated town.

    ``number`` is also its path: ``rtsp://host:port/C001/sub`` and ``…/C001/main``.
    ``user`` and ``password`` are set where the camera wants digest authentication.
    ``scene`` names the kind of place that is drawn (road, river, market, …).
    Positions are WGS-84 degrees, directions degrees clockwise from north.
    """

    number: str
    name: str
    village: str
    grid: str
    scene: str
    longitude: float
    latitude: float
    direction_deg: float
    view_deg: float
    sub: StreamSpec
    main: StreamSpec
    user: str = ""
    password: str = ""
    sound: bool = False
    ptz: bool = False
    key: bool = False


class UnitSource(Protocol):
    """Access units (Annex B, with parameter sets before each key frame) of one stream.

    ``live`` sources draw and encode when asked, so they are asked in a thread of their own
    and only while somebody watches; the others answer from memory in microseconds.
    """

    @property
    def spec(self) -> StreamSpec: ...

    @property
    def live(self) -> bool: ...

    def unit(self, frame_number: int) -> tuple[bytes, bool]:
        """The access unit and whether it's a key frame.

        ``frame_number`` is ``floor(unix time × fps)``: all streams share the town's clock.
        """
        ...

    def watched(self, watching: bool) -> None:
        """First watcher came (True) or last one left (False)."""
        ...
