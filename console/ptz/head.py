"""A head: what a camera that turns can be asked, whatever protocol it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from console.state.ptz_steering import Velocity


class HeadError(Exception):
    """A command that a camera didn't carry out, as far as is known.

    HeadError
    ├── HeadUnreachableError: no connection, or no answer in time
    ├── HeadRefusedError: the camera doesn't know the user or the password
    ├── HeadFaultError: the camera says that it can't (its words, cleaned)
    ├── HeadUnableError: the camera has no such thing
    └── HeadGarbledError: the answer isn't one
    """

    reason = "fault"


class HeadUnreachableError(HeadError):
    """No connection, or no answer in time."""

    reason = "unreachable"


class HeadRefusedError(HeadError):
    """The camera doesn't know the user or the password."""

    reason = "refused"


class HeadFaultError(HeadError):
    """The camera says that it can't."""

    reason = "fault"


class HeadUnableError(HeadError):
    """The camera has no such thing."""

    reason = "unable"


class HeadGarbledError(HeadError):
    """The answer isn't one."""

    reason = "garbled"


@dataclass(frozen=True, slots=True)
class HeadAbilities:
    """What a camera's head can do. ``focus``: its lens can be focused by hand."""

    absolute: bool = False
    zoom: bool = False
    focus: bool = False
    home: bool = False
    presets: int = 0


@dataclass(frozen=True, slots=True)
class HeadStatus:
    """Where a head looks, in ONVIF's generic spaces; None where the camera doesn't say."""

    pan: float | None = None
    tilt: float | None = None
    zoom: float | None = None
    is_moving: bool | None = None


@dataclass(frozen=True, slots=True)
class DevicePreset:
    """A position that the camera itself keeps."""

    token: str
    name: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A position in the generic spaces; None leaves an axis where it is. ``speed`` 0…1."""

    pan: float | None = None
    tilt: float | None = None
    zoom: float | None = None
    speed: float = 1.0


class Head(Protocol):
    """One connection to one head; each call raises HeadError and ends in time."""

    def describe(self) -> HeadAbilities:
        """What it can do."""
        ...

    def move(self, velocity: Velocity) -> None:
        """Move until told otherwise, or until the camera's own time limit."""
        ...

    def stop(self) -> None:
        """Stand still, all axes."""
        ...

    def go_to(self, goal: Goal) -> None:
        """Go to a position and stand still there."""
        ...

    def status(self) -> HeadStatus:
        """Where it looks."""
        ...

    def presets(self) -> list[DevicePreset]:
        """What it keeps."""
        ...

    def keep_preset(self, name: str, token: str) -> str:
        """Keep where it looks, under a known token or a new one; the token."""
        ...

    def go_preset(self, token: str, speed: float) -> None:
        """Go to a kept position."""
        ...

    def remove_preset(self, token: str) -> None:
        """Forget a kept position."""
        ...

    def go_home(self) -> None:
        """Go to the camera's own home position."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...
