"""From a hand to a velocity: pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

DEAD_SHARE = 0.06
"""So near its middle a stick or a mouse means nothing."""


@dataclass(frozen=True, slots=True)
class Velocity:
    """How a head moves: −1…1 of full speed; right, up and closer are positive."""

    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 0.0
    focus: float = 0.0

    @property
    def is_still(self) -> bool:
        """Whether nothing moves."""
        return not (self.pan or self.tilt or self.zoom or self.focus)


STILL = Velocity()


def stick_velocity(right: float, up: float, speed: float = 1.0) -> Velocity:
    """The velocity of a stick or a mouse at ``right`` and ``up`` of −1…1 from the middle.

    The further out the faster, slow near the middle: the square of the way.
    """
    length = math.hypot(right, up)
    if length <= DEAD_SHARE:
        return STILL
    way = min(1.0, (length - DEAD_SHARE) / (1.0 - DEAD_SHARE))
    fast = way * way * min(1.0, max(0.05, speed))
    return Velocity(right / length * fast, up / length * fast)


def picture_velocity(x: float, y: float) -> Velocity:
    """The velocity of a mouse at 0…1 of the picture, y down: towards where it is."""
    return stick_velocity((x - 0.5) * 2.0, (0.5 - y) * 2.0)


def keys_velocity(held: frozenset[str], speed: float) -> Velocity:
    """The velocity of held keys: left, right, up, down, in, out, near, far."""

    def between(less: str, more: str) -> float:
        return ((more in held) - (less in held)) * min(1.0, max(0.05, speed))

    return Velocity(
        between("left", "right"),
        between("down", "up"),
        between("out", "in"),
        between("near", "far"),
    )
