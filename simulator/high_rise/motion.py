"""How one axis moves: planned pieces of constant acceleration, asked for any later time; pure."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of constant acceleration."""

    duration_s: float
    acceleration: float


@dataclass(frozen=True, slots=True)
class AxisMotion:
    """One axis from ``start_at`` on: where it was, how fast, and the pieces that follow.

    ``low`` and ``high`` are the stops; an axis without them turns for ever. After the last
    piece the axis goes on at the speed it has. ``target`` is where a planned move ends exactly.
    """

    start_at: float
    position: float
    velocity: float = 0.0
    pieces: tuple[Piece, ...] = ()
    low: float = -math.inf
    high: float = math.inf
    target: float | None = None

    def at(self, now: float) -> tuple[float, float]:
        """Position and velocity at a time; before ``start_at`` they are those of the start."""
        left = max(0.0, now - self.start_at)
        position, velocity = self.position, self.velocity
        for piece in self.pieces:
            step = min(left, piece.duration_s)
            position += velocity * step + piece.acceleration * step * step / 2.0
            position = min(max(position, self.low), self.high)
            velocity += piece.acceleration * step
            left -= step
            if left <= 0.0:
                return self._at_stop(position, velocity)
        if self.target is not None:
            return self.target, 0.0
        if abs(velocity) < 1e-9:
            return position, 0.0
        return self._at_stop(min(max(position + velocity * left, self.low), self.high), velocity)

    def _at_stop(self, position: float, velocity: float) -> tuple[float, float]:
        pushing = (position <= self.low and velocity < 0) or (
            position >= self.high and velocity > 0
        )
        return position, 0.0 if pushing else velocity


def at_velocity(
    now: float, axis: AxisMotion, velocity: float, acceleration: float, timeout_s: float | None
) -> AxisMotion:
    """From what ``axis`` does at ``now`` to a steady velocity, and to rest after ``timeout_s``."""
    position, start = axis.at(now)
    pieces = [_ramp(start, velocity, acceleration)]
    if timeout_s is not None:
        reached = velocity
        if pieces[0].duration_s > timeout_s:
            pieces = [Piece(timeout_s, pieces[0].acceleration)]
            reached = start + pieces[0].acceleration * timeout_s
        steady = timeout_s - pieces[0].duration_s
        pieces += [Piece(steady, 0.0), _ramp(reached, 0.0, acceleration)]
    return AxisMotion(now, position, start, tuple(pieces), axis.low, axis.high)


def to_position(
    now: float, axis: AxisMotion, target: float, speed: float, acceleration: float
) -> AxisMotion:
    """From what ``axis`` does at ``now`` to rest exactly at ``target``, at most at ``speed``.

    A trapezoid of speed; an axis that moves first brakes, so it never overshoots a stop.
    """
    target = min(max(target, axis.low), axis.high)
    position, velocity = axis.at(now)
    brake = _ramp(velocity, 0.0, acceleration)
    rest = position + velocity * brake.duration_s / 2.0
    way = target - min(max(rest, axis.low), axis.high)
    rise_s = min(speed / acceleration, math.sqrt(abs(way) / acceleration))
    top = acceleration * rise_s
    cruise_s = (abs(way) - top * rise_s) / top if top > 0 else 0.0
    sign = math.copysign(1.0, way)
    pieces = (
        brake,
        Piece(rise_s, sign * acceleration),
        Piece(max(0.0, cruise_s), 0.0),
        Piece(rise_s, -sign * acceleration),
    )
    return AxisMotion(now, position, velocity, pieces, axis.low, axis.high, target)


def _ramp(start: float, end: float, acceleration: float) -> Piece:
    duration = abs(end - start) / acceleration
    return Piece(duration, math.copysign(acceleration, end - start) if duration else 0.0)
