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
        # Plain numbers: for single points and planes they are far quicker than arrays.
        self._rows = [tuple(float(part) for part in row) for row in lens @ rays]
        self.horizon = height / 2 - focal * math.tan(down)

    def plane(self, origin: Vector, along: Vector, up: Vector) -> skia.Matrix:
        """Maps (u, v) of the plane ``origin + u·along + v·up`` to pixels."""
        start = (origin[0], origin[1], origin[2] - self.mast)
        return skia.Matrix.MakeAll(
            *(a * p + b * q + c * r for a, b, c in self._rows for p, q, r in (along, up, start))
        )

    def depth(self, x: float, y: float, z: float = 0.0) -> float:
        """Metres in front of the camera."""
        a, b, c = self._rows[2]
        return a * x + b * y + c * (z - self.mast)

    def pixel(self, x: float, y: float, z: float) -> tuple[float, float]:
        """Where a point in front of the camera appears."""
        u, v, w = (a * x + b * y + c * (z - self.mast) for a, b, c in self._rows)
        return u / w, v / w
