"""Draws what stands still as the camera sees it: culled by the view, far things first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import skia

from simulator.high_rise.backdrop import Backdrop, haze_at, mixed
from simulator.high_rise.lens import Lens
from simulator.high_rise.scene import Scene
from simulator.high_rise.shapes import Face, GroundPiece, Tree

SHADOW = (62, 74, 56)


@dataclass(frozen=True, slots=True)
class Fineness:
    """How much is drawn. Pixels are the least radius of a thing that isn't left out.

    ``detail`` divides the pixels per metre at which windows, markings and shadows appear.
    Crowns below ``crown_px`` have one tone; ``car_ppm`` are pixels per metre.
    """

    solid_px: float = 2.5
    tree_px: float = 2.2
    ground_px: float = 3.0
    detail: float = 1.0
    leaves_px: float = 18.0
    crown_px: float = 2.0
    car_ppm: float = 0.4
    car_shadow_ppm: float = 2.5


FINE = Fineness()
QUICK = Fineness(
    solid_px=4.0, tree_px=2.4, ground_px=4.0, detail=0.7, leaves_px=60.0, crown_px=4.0,
    car_ppm=0.8, car_shadow_ppm=3.0,
)  # fmt: skip
"""For half-size pictures of a moving camera: the eye sees no windows that fly past."""


@dataclass(slots=True)
class Drawn:
    """One thing to draw: how far it is and how it's drawn."""

    distance: float
    draw: Callable[[], None]


class Painter:
    """Draws the scene of one picture; each drawing thread has its own."""

    def __init__(self, scene: Scene, backdrop: Backdrop, fineness: Fineness = FINE) -> None:
        self._scene = scene
        self._backdrop = backdrop
        self._fine = fineness
        self._paint = skia.Paint(AntiAlias=True)

    def draw_land(self, canvas: skia.Canvas, lens: Lens) -> None:
        """Backdrop and ground on the whole canvas."""
        self._backdrop.draw(canvas, lens)
        canvas.save()
        canvas.concat(lens.ground())
        self._draw_ground(canvas, lens)
        self._draw_shadows(canvas, lens)
        canvas.restore()

    def standing(self, canvas: skia.Canvas, lens: Lens) -> list[Drawn]:
        """Houses and trees in view, the farthest first."""
        seen = self._seen_solids(canvas, lens) + self._seen_trees(canvas, lens)
        seen.sort(key=lambda thing: -thing.distance)
        return seen

    def _draw_ground(self, canvas: skia.Canvas, lens: Lens) -> None:
        scene, paint = self._scene, self._paint
        distance = lens.depths(scene.ground_at)
        ppm = lens.view.focal_px / np.maximum(distance - scene.ground_reach, 10.0)
        visible = lens.seen(scene.ground_at, scene.ground_reach)
        visible &= ppm * self._fine.detail >= scene.ground_min_ppm
        visible &= ppm * scene.ground_reach > self._fine.ground_px
        chosen = np.flatnonzero(visible)
        hazes = haze_of(distance[chosen])
        for index, haze in zip(chosen.tolist(), hazes, strict=True):
            piece: GroundPiece = scene.ground[index]
            paint.setColor(mixed(piece.rgb, haze))
            canvas.drawPath(piece.path, paint)

    def _draw_shadows(self, canvas: skia.Canvas, lens: Lens) -> None:
        scene, paint = self._scene, self._paint
        distance = lens.depths(scene.solid_at)
        near = lens.seen(scene.solid_at, scene.solid_reach * 2.2)
        near &= lens.view.focal_px / distance * self._fine.detail > 1.0
        chosen = np.flatnonzero(near)
        for index, haze in zip(chosen.tolist(), haze_of(distance[chosen]), strict=True):
            paint.setColor(mixed(SHADOW, haze) & 0x00FFFFFF | 0x66000000)
            canvas.drawPath(scene.shadows[index], paint)

    def _seen_solids(self, canvas: skia.Canvas, lens: Lens) -> list[Drawn]:
        scene = self._scene
        distance = lens.depths(scene.solid_at)
        visible = lens.seen(scene.solid_at, scene.solid_reach)
        visible &= lens.view.focal_px * scene.solid_reach / distance > self._fine.solid_px
        towards = np.einsum("ij,ij->i", lens.eye - scene.face_origin, scene.face_normal) > 0.0
        chosen = np.flatnonzero(np.repeat(visible, np.diff(scene.first_face)) & towards)
        planes = lens.planes(
            scene.face_origin[chosen], scene.face_across[chosen], scene.face_along[chosen]
        )
        faces = list(zip([scene.faces[i] for i in chosen.tolist()], planes, strict=True))
        begins = np.searchsorted(chosen, scene.first_face).tolist()
        found = []
        for index in np.flatnonzero(visible).tolist():
            far = float(distance[index])
            mine = faces[begins[index] : begins[index + 1]]
            found.append(
                Drawn(
                    far - float(scene.solid_nearer[index]),
                    lambda f=mine, d=far: self.draw_faces(canvas, lens, f, d),  # type: ignore[misc]
                )
            )
        return found

    def draw_faces(
        self,
        canvas: skia.Canvas,
        lens: Lens,
        faces: list[tuple[Face, list[float]]],
        distance: float,
    ) -> None:
        """Draw faces, each with the nine numbers of its plane, in their order."""
        haze, paint = haze_at(distance), self._paint
        ppm = lens.view.focal_px / distance * self._fine.detail
        for face, plane in faces:
            canvas.setMatrix(skia.Matrix.MakeAll(*plane))
            paint.setColor(mixed(face.rgb, haze))
            canvas.drawPath(face.path, paint)
            for detail in face.details:
                if ppm >= detail.min_ppm:
                    paint.setColor(mixed(detail.rgb, haze))
                    canvas.drawPath(detail.path, paint)
        canvas.resetMatrix()

    def _seen_trees(self, canvas: skia.Canvas, lens: Lens) -> list[Drawn]:
        scene = self._scene
        distance = lens.depths(scene.tree_at)
        visible = lens.seen(scene.tree_at, scene.tree_reach)
        visible &= lens.view.focal_px * scene.tree_reach / distance > self._fine.tree_px
        chosen = np.flatnonzero(visible)
        places = scene.tree_at[chosen]
        crowns = lens.homogeneous(places)
        feet = lens.homogeneous(places * (1.0, 1.0, 0.0))
        found = []
        for index, crown, foot in zip(chosen.tolist(), crowns.tolist(), feet.tolist(), strict=True):
            if foot[2] < 1.0 or crown[2] < 1.0:
                continue
            ends = foot[0] / foot[2], foot[1] / foot[2], crown[0] / crown[2], crown[1] / crown[2]
            tree, far = scene.trees[index], float(distance[index])
            found.append(
                Drawn(far, lambda t=tree, d=far, e=ends: self._draw_tree(canvas, lens, t, d, e))  # type: ignore[misc]
            )
        return found

    def _draw_tree(
        self, canvas: skia.Canvas, lens: Lens, tree: Tree, distance: float,
        ends: tuple[float, float, float, float],
    ) -> None:  # fmt: skip
        """``ends`` are the pixels of the trunk's foot and the crown's middle."""
        ppm = lens.view.focal_px / distance
        radius, haze, paint = tree.radius * ppm, haze_at(distance), self._paint
        x, y = ends[2:]
        if radius > 3.0:
            paint.setColor(mixed((96, 76, 58), haze))
            paint.setStrokeWidth(max(1.0, 0.3 * ppm))
            canvas.drawLine(*ends, paint)
        r, g, b = tree.rgb
        paint.setColor(mixed((r * 3 // 4, g * 3 // 4, b * 3 // 4), haze))
        canvas.drawCircle(x, y, radius, paint)
        if radius < self._fine.crown_px:
            return
        paint.setColor(mixed(tree.rgb, haze))
        canvas.drawCircle(x - radius * 0.16, y - radius * 0.18, radius * 0.8, paint)
        if radius > 7.0:
            paint.setColor(mixed((min(255, r + 22), min(255, g + 24), b + 10), haze))
            canvas.drawCircle(x - radius * 0.3, y - radius * 0.36, radius * 0.42, paint)
        if radius > self._fine.leaves_px:
            self._draw_leaves(canvas, tree, (x, y), radius, haze)

    def _draw_leaves(
        self, canvas: skia.Canvas, tree: Tree, at: tuple[float, float], radius: float, haze: float
    ) -> None:
        """Tufts on the crown, so that a near tree isn't a ball; the same for the same tree."""
        rng = np.random.default_rng(int(abs(tree.x * 131 + tree.y * 17)))
        r, g, b = tree.rgb
        for tone in (-26, 0, 20, 34):
            self._paint.setColor(
                mixed((max(0, r + tone), max(0, g + tone), max(0, b + tone // 2)), haze)
            )
            angles = rng.uniform(0, 2 * np.pi, 18)
            outs = np.sqrt(rng.uniform(0, 1.0, 18)) * radius * 0.95
            lift = -tone / 90.0 * radius
            xs = at[0] + outs * np.cos(angles) + lift * 0.3
            ys = at[1] + outs * np.sin(angles) * 0.9 + lift * 0.6
            for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
                canvas.drawCircle(x, y, radius * 0.17, self._paint)


class OrderPainter(Painter):
    """Draws the order of the scene's things instead of their colours.

    The pixels of the n-th thing from the far end hold n in their lower 24 bits, the land 0.
    """

    def draw_order(self, canvas: skia.Canvas, lens: Lens) -> list[float]:
        """Fill the canvas; the distances of the things, the farthest first, in metres."""
        self._paint.setAntiAlias(False)
        canvas.clear(0xFF000000)
        things = self.standing(canvas, lens)
        for rank, thing in enumerate(things, 1):
            self._paint.setColor(0xFF000000 | rank)
            thing.draw()
        return [thing.distance for thing in things]

    def draw_faces(
        self,
        canvas: skia.Canvas,
        lens: Lens,  # noqa: ARG002 - what is drawn doesn't depend on the distance
        faces: list[tuple[Face, list[float]]],
        distance: float,  # noqa: ARG002
    ) -> None:
        """The faces' outlines in the order's colour."""
        for face, plane in faces:
            canvas.setMatrix(skia.Matrix.MakeAll(*plane))
            canvas.drawPath(face.path, self._paint)
        canvas.resetMatrix()

    def _draw_tree(
        self, canvas: skia.Canvas, lens: Lens, tree: Tree, distance: float,
        ends: tuple[float, float, float, float],
    ) -> None:  # fmt: skip
        ppm = lens.view.focal_px / distance
        self._paint.setStrokeWidth(max(1.0, 0.3 * ppm))
        canvas.drawLine(*ends, self._paint)
        canvas.drawCircle(*ends[2:], tree.radius * ppm, self._paint)


def haze_of(distances: np.ndarray) -> list[float]:
    """`haze_at` for many distances."""
    return [haze_at(distance) for distance in distances.tolist()]
