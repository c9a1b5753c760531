"""The layout in arrays, so that a view culls all of it at once."""

from __future__ import annotations

import numpy as np
import skia

from simulator.high_rise.layout import Layout
from simulator.high_rise.shapes import Solid


class Scene:
    """What doesn't move; never changed once made, so all painters share one.

    Attributes:
        solids, trees, ground: the layout's things.
        solid_at, tree_at, ground_at: their middles in world metres, (n, 3).
        solid_reach, tree_reach, ground_reach: radii that hold them, in metres.
        faces: all faces of all solids; those of solid i begin at ``first_face[i]``.
        shadows: the ground each solid shades, in world metres.
    """

    def __init__(self, layout: Layout) -> None:
        self.solids, self.trees, self.ground = layout.solids, layout.trees, layout.ground
        self.solid_at = np.array([(s.x, s.y, s.height / 2) for s in self.solids])
        self.solid_reach = np.array([s.reach + s.height / 2 for s in self.solids])
        # What stands on a roof is drawn after the house below it.
        self.solid_nearer = np.array([0.5 * s.height * (s.reach < 5.0) for s in self.solids])
        self.tree_at = np.array([(t.x, t.y, t.height - t.radius) for t in self.trees])
        self.tree_reach = np.array([t.height * 0.6 for t in self.trees])
        self.ground_at = np.array([(g.x, g.y, 0.0) for g in self.ground])
        self.ground_reach = np.array([g.reach for g in self.ground])
        self.ground_min_ppm = np.array([g.min_ppm for g in self.ground])
        self.faces = [face for solid in self.solids for face in solid.faces]
        self.first_face = np.cumsum([0] + [len(solid.faces) for solid in self.solids])
        self.face_origin = np.array([face.origin for face in self.faces])
        self.face_across = np.array([face.across for face in self.faces])
        self.face_along = np.array([face.along for face in self.faces])
        self.face_normal = np.array([face.normal for face in self.faces])
        self.shadows = [_shadow(solid) for solid in self.solids]


def _shadow(solid: Solid) -> skia.Path:
    """The ground a solid shades: its walls' feet and tops cast along the sun's rays."""
    path = skia.Path()
    corners = [face.origin for face in solid.faces if face.normal[2] < 0.5][:4]
    if len(corners) < 4:
        return path
    cast = [(x + 0.75 * solid.height, y + 0.94 * solid.height) for x, y, _ in corners]
    hull = _hull([(x, y) for x, y, z in corners if z < 0.5] + (cast if corners[0][2] < 0.5 else []))
    if len(hull) > 2:
        path.addPoly([skia.Point(*point) for point in hull], True)
    return path


def _hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    ordered = sorted(points)
    hull: list[tuple[float, float]] = []
    for run in (ordered, ordered[::-1]):
        part: list[tuple[float, float]] = []
        for p in run:
            while len(part) > 1 and _turn(part[-2], part[-1], p) <= 0:
                part.pop()
            part.append(p)
        hull += part[:-1]
    return hull


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
