"""Projection of many points and faces at once: the view's geometry as matrices."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from simulator.high_rise.geometry import View

Array = NDArray[np.float64]
NEAR_M = 4.0


class Lens:
    """One view's projection matrix with what culling needs."""

    def __init__(self, view: View) -> None:
        self.view = view
        r, u, f = view.right, view.up, view.forward
        axes = np.array([[r.x, r.y, r.z], [u.x, u.y, u.z], [f.x, f.y, f.z]])
        focal = view.focal_px
        self._axes = axes
        self.matrix: Array = (
            np.array([[focal, 0, view.width / 2], [0, -focal, view.height / 2], [0, 0, 1]]) @ axes
        )
        self.eye: Array = np.array([view.eye.x, view.eye.y, view.eye.z])
        self._tan = view.width / 2 / focal, view.height / 2 / focal

    def homogeneous(self, points: Array) -> Array:
        """Pixels times depth, and depth, of points (n, 3)."""
        return (points - self.eye) @ self.matrix.T

    def seen(self, centres: Array, reach: Array) -> NDArray[np.bool_]:
        """Which of the spheres (n, 3) with radii ``reach`` touch the view."""
        local = (centres - self.eye) @ self._axes.T
        depth = local[:, 2]
        inside: NDArray[np.bool_] = depth > -reach
        for axis, tangent in enumerate(self._tan):
            slack = reach * math.sqrt(1.0 + tangent * tangent)
            inside &= np.abs(local[:, axis]) < depth * tangent + slack
        return inside

    def depths(self, centres: Array) -> Array:
        """Straight distance of points (n, 3) from the eye in metres."""
        distance: Array = np.linalg.norm(centres - self.eye, axis=1)
        return distance

    def ground(self) -> skia.Matrix:
        """The matrix that takes ground metres (x, y) to pixels."""
        offset = self.matrix @ -self.eye
        columns = np.stack([self.matrix[:, 0], self.matrix[:, 1], offset], axis=1)
        return to_skia(columns)

    def planes(self, origins: Array, across: Array, along: Array) -> list[list[float]]:
        """Nine numbers each of what `plane` gives, for many faces: arrays of (n, 3)."""
        columns = np.stack(
            [across @ self.matrix.T, along @ self.matrix.T, self.homogeneous(origins)], axis=2
        )
        scale = np.abs(columns[:, 2]).max(axis=1)
        rows: list[list[float]] = (columns / scale[:, None, None]).reshape(-1, 9).tolist()
        return rows

    def plane(self, origin: Any, across: Any, along: Any) -> skia.Matrix:
        """The matrix that takes a face's metres (u, v) to pixels."""
        columns = [self.matrix @ np.asarray(across), self.matrix @ np.asarray(along),
                   self.matrix @ (np.asarray(origin) - self.eye)]  # fmt: skip
        return to_skia(np.stack(columns, axis=1))


def to_skia(columns: Array) -> skia.Matrix:
    """A 3×3 array as Skia's matrix; scaled so that its floats keep their precision."""
    scale = float(np.abs(columns[2]).max()) or 1.0
    return skia.Matrix.MakeAll(*(columns / scale).ravel().tolist())
