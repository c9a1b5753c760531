"""The perspective of a fixed camera: planes of the scene as matrices for the drawing library."""

from __future__ import annotations

import math

import numpy as np
import skia

Vector = tuple[float, float, float]


class Eye:
    """A camera ``height`` metres over the ground that looks along +y and ``tilt`` degrees down.

    Scene coordinates are metres: x right, y forward, z up. ``yaw`` turns it to the right.
    """

    def __init__(
        self,
        width: int,
        height: int,
        *,
        view_deg: float = 66.0,
        mast: float = 6.0,
        tilt: float = 12.0,
        yaw: float = 0.0,
    ) -> None:
        self.width, self.height, self.mast = width, height, mast
        focal = width / 2 / math.tan(math.radians(view_deg) / 2)
        turn, down = math.radians(yaw), math.radians(tilt)
        forward = np.array(
            [math.sin(turn) * math.cos(down), math.cos(turn) * math.cos(down), -math.sin(down)]
        )
        right = np.array([math.cos(turn), -math.sin(turn), 0.0])
        lower = np.cross(forward, right)
        rays = np.stack([right, lower, forward])
        lens = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1]])
        self._matrix = lens @ rays
        self._place = np.array([0.0, 0.0, mast])
        self.horizon = height / 2 - focal * math.tan(down)

    def plane(self, origin: Vector, along: Vector, up: Vector) -> skia.Matrix:
        """Maps (u, v) of the plane ``origin + u·along + v·up`` to pixels."""
        columns = np.stack([np.array(along), np.array(up), np.array(origin) - self._place], axis=1)
        values = self._matrix @ columns
        return skia.Matrix.MakeAll(*(float(value) for value in values.reshape(9)))

    def depth(self, x: float, y: float, z: float = 0.0) -> float:
        """Metres in front of the camera."""
        return float(self._matrix[2] @ (np.array([x, y, z]) - self._place))

    def pixel(self, x: float, y: float, z: float) -> tuple[float, float]:
        """Where a point in front of the camera appears."""
        u, v, w = self._matrix @ (np.array([x, y, z]) - self._place)
        return float(u / w), float(v / w)
