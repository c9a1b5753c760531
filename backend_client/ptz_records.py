"""What the backend tells of PTZ cameras, as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.dataclasses import dataclass

from backend_client.records import Instant


@dataclass(frozen=True, slots=True)
class PtzLease:
    """Who steers a camera, from which seat, until when if nothing more is heard."""

    camera: str
    person: str
    name: str
    seat: str
    taken_at: Instant
    expires_at: Instant


@dataclass(frozen=True, slots=True)
class PtzHead:
    """A head's settings; version 0 where none are kept.

    `home_after_s` 0 is never, `home_preset` None the device's own home position.
    """

    home_after_s: int
    home_preset: int | None
    calibration: Mapping[str, Any] | None
    version: int


@dataclass(frozen=True, slots=True)
class PtzPreset:
    """A kept position: pan and tilt -1 to 1, zoom 0 to 1; `picture` is a SHA-256."""

    number: int
    name: str
    pan: float
    tilt: float
    zoom: float
    token: str
    picture: str | None
    version: int


@dataclass(frozen=True, slots=True)
class PtzStep:
    """A preset of a tour: how long to stay there, and how fast to go there (0.1 to 1)."""

    preset: int
    dwell_s: float
    speed: float


@dataclass(frozen=True, slots=True)
class PtzTour:
    """Presets one after another."""

    name: str
    steps: tuple[PtzStep, ...]
    version: int


@dataclass(frozen=True, slots=True)
class PtzState:
    """All that is kept of a PTZ camera; `lease` None: nobody steers it."""

    lease: PtzLease | None
    head: PtzHead
    presets: tuple[PtzPreset, ...]
    tours: tuple[PtzTour, ...]
