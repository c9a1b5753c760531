"""What the backend tells of video walls, as typed values. Contents of screens stay JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.dataclasses import dataclass

from backend_client.records import Instant

Shown = Mapping[str, Mapping[str, Any]]
"""Contents by screen, each with its `kind`; `span` lies over all screens."""


@dataclass(frozen=True, slots=True)
class WallScreen:
    """A screen where it stands on its PC's desktop, in pixels."""

    id: str
    x: int
    y: int
    width: int
    height: int
    serial: str = ""
    connector: str = ""
    name: str = ""
    dpr: float = 1.0
    width_m: float | None = None


@dataclass(frozen=True, slots=True)
class WallScreenHealth:
    """Pictures a second of a screen, and how many of its pictures are live."""

    id: str
    fps: float
    live: int
    total: int


@dataclass(frozen=True, slots=True)
class WallHealth:
    """How a wall's process was `age_s` seconds before the answer; `cpu` in percent."""

    at: Instant
    age_s: float
    screens: tuple[WallScreenHealth, ...]
    cpu: float
    restarts: int


@dataclass(frozen=True, slots=True)
class WallAlert:
    """A scene that was called because an event reached its grade."""

    scene: str
    grade: int
    event: str


@dataclass(frozen=True, slots=True)
class WallScene:
    """What a wall shows under a name.

    `hours`: mappings of `days` (1 Monday to 7), `from` and `to` ("08:30"), of the town's time.
    """

    name: str
    shown: Shown
    hours: tuple[Mapping[str, Any], ...]
    grade: int | None
    version: int


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall; `health` None where nothing was heard of it yet."""

    name: str
    has_key: bool
    viewing_m: float
    screen_width_m: float
    text_share: float
    screens: tuple[WallScreen, ...]
    shown: Shown
    scene: str | None
    alert: WallAlert | None
    version: int
    changed_at: Instant
    health: WallHealth | None


@dataclass(frozen=True, slots=True)
class WallWhole(Wall):
    """A wall with its scenes; the feed goes on from `seq`."""

    scenes: tuple[WallScene, ...]
    seq: int
