"""Draws the town as the camera sees it: culled by the view, far things first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import skia

from simulator.high_rise import vehicles
from simulator.high_rise.backdrop import Backdrop, haze_at, mixed
from simulator.high_rise.geometry import View
from simulator.high_rise.layout import Layout
from simulator.high_rise.lens import Lens
from simulator.high_rise.plates import draw_plate
from simulator.high_rise.shapes import Face, Frame, GroundPiece, Solid, Tree
from simulator.high_rise.traffic import Car, Traffic, Walker

PLATE_MIN_PPM = 14.0
TREE_MIN_PX = 2.2
SHADOW = (62, 74, 56)


@dataclass(slots=True)
class _Seen:
    """One thing to draw: how far it is and how it's drawn."""

    distance: float
    draw: Callable[[], None]


class Painter:
    """Holds the scene in arrays for culling and draws frames of any view of it."""

    def __init__(self, layout: Layout, traffic: Traffic, backdrop: Backdrop) -> None:
        self._layout = layout
        self._traffic = traffic
        self._backdrop = backdrop
        solids, trees, ground = layout.solids, layout.trees, layout.ground
        self._solid_at = np.array([(s.x, s.y, s.height / 2) for s in solids])
        self._solid_reach = np.array([s.reach + s.height / 2 for s in solids])
        self._tree_at = np.array([(t.x, t.y, t.height - t.radius) for t in trees])
        self._tree_reach = np.array([t.height * 0.6 for t in trees])
        self._ground_at = np.array([(g.x, g.y, 0.0) for g in ground])
        self._ground_reach = np.array([g.reach for g in ground])
        self._ground_min_ppm = np.array([g.min_ppm for g in ground])
        self._kept: dict[tuple[int, int], tuple[View, skia.Image | None]] = {}
        faces = [face for solid in solids for face in solid.faces]
        self._first_face = np.cumsum([0] + [len(solid.faces) for solid in solids])
        self._face_origin = np.array([face.origin for face in faces])
        self._face_across = np.array([face.across for face in faces])
        self._face_along = np.array([face.along for face in faces])
        self._face_normal = np.array([face.normal for face in faces])
        self._faces = faces
        self._shadow_at = [_shadow(s) for s in solids]
        self._paint = skia.Paint(AntiAlias=True)

    def draw(self, canvas: skia.Canvas, view: View, at: float) -> None:
        """Draw the view of the town at a unix time onto the whole canvas."""
        lens = Lens(view)
        self._draw_land(canvas, lens)
        seen = self._seen_solids(canvas, lens)
        seen += self._seen_trees(canvas, lens)
        seen += self._seen_cars(canvas, lens, self._traffic.cars(at))
        seen += self._seen_walkers(canvas, lens, self._traffic.walkers(at))
        seen.sort(key=lambda thing: -thing.distance)
        for thing in seen:
            thing.draw()

    def _draw_land(self, canvas: skia.Canvas, lens: Lens) -> None:
        """Backdrop and ground; kept as a picture while the camera stands still."""
        view, paint = lens.view, skia.Paint(BlendMode=skia.BlendMode.kSrc)
        size = (view.width, view.height)
        kept = self._kept.get(size)
        if kept is not None and kept[0] == view and kept[1] is not None:
            canvas.drawImage(kept[1], 0, 0, skia.SamplingOptions(), paint)
            return
        self._backdrop.draw(canvas, view)
        self._draw_ground(canvas, lens)
        still = kept is not None and kept[0] == view
        self._kept[size] = (view, canvas.getSurface().makeImageSnapshot() if still else None)

    def _draw_ground(self, canvas: skia.Canvas, lens: Lens) -> None:
        distance = lens.depths(self._ground_at)
        ppm = lens.view.focal_px / np.maximum(distance - self._ground_reach, 10.0)
        visible = lens.seen(self._ground_at, self._ground_reach) & (ppm >= self._ground_min_ppm)
        visible &= ppm * self._ground_reach > 3.0
        canvas.save()
        canvas.concat(lens.ground())
        for index in np.flatnonzero(visible):
            piece: GroundPiece = self._layout.ground[index]
            self._paint.setColor(mixed(piece.rgb, haze_at(float(distance[index]))))
            canvas.drawPath(piece.path, self._paint)
        solid_distance = lens.depths(self._solid_at)
        near = lens.seen(self._solid_at, self._solid_reach * 2.2) & (
            lens.view.focal_px / solid_distance > 1.0
        )
        for index in np.flatnonzero(near):
            haze = haze_at(float(solid_distance[index]))
            self._paint.setColor(mixed(SHADOW, haze) & 0x00FFFFFF | 0x66000000)
            canvas.drawPath(self._shadow_at[index], self._paint)
        canvas.restore()

    def _seen_solids(self, canvas: skia.Canvas, lens: Lens) -> list[_Seen]:
        distance = lens.depths(self._solid_at)
        visible = lens.seen(self._solid_at, self._solid_reach)
        visible &= lens.view.focal_px * self._solid_reach / distance > 2.5
        towards = np.einsum("ij,ij->i", lens.eye - self._face_origin, self._face_normal) > 0.0
        chosen = np.flatnonzero(np.repeat(visible, np.diff(self._first_face)) & towards)
        planes = lens.planes(
            self._face_origin[chosen], self._face_across[chosen], self._face_along[chosen]
        )
        begins = np.searchsorted(chosen, self._first_face)
        found = []
        for index in np.flatnonzero(visible):
            solid: Solid = self._layout.solids[index]
            far = float(distance[index])
            # What stands on a roof is drawn after the house below it.
            order = far - (0.5 * solid.height if solid.reach < 5.0 else 0.0)
            mine = range(begins[index], begins[index + 1])
            faces = [(self._faces[chosen[i]], planes[i]) for i in mine]
            found.append(
                _Seen(order, lambda f=faces, d=far: self._draw_planes(canvas, lens, f, d))  # type: ignore[misc]
            )
        return found

    def _draw_planes(
        self,
        canvas: skia.Canvas,
        lens: Lens,
        faces: list[tuple[Face, list[float]]],
        distance: float,
    ) -> None:
        haze, ppm, paint = haze_at(distance), lens.view.focal_px / distance, self._paint
        for face, plane in faces:
            canvas.setMatrix(skia.Matrix.MakeAll(*plane))
            paint.setColor(mixed(face.rgb, haze))
            canvas.drawPath(face.path, paint)
            for detail in face.details:
                if ppm >= detail.min_ppm:
                    paint.setColor(mixed(detail.rgb, haze))
                    canvas.drawPath(detail.path, paint)
        canvas.resetMatrix()

    def _draw_faces(
        self, canvas: skia.Canvas, lens: Lens, faces: tuple[Face, ...] | list[Face], distance: float
    ) -> None:
        haze, ppm = haze_at(distance), lens.view.focal_px / distance
        eye, paint = lens.view.eye, self._paint
        for face in faces:
            (x, y, z), n = face.origin, face.normal
            if (eye.x - x) * n[0] + (eye.y - y) * n[1] + (eye.z - z) * n[2] <= 0.0:
                continue
            canvas.save()
            canvas.concat(lens.plane(face.origin, face.across, face.along))
            paint.setColor(mixed(face.rgb, haze))
            canvas.drawPath(face.path, paint)
            for detail in face.details:
                if ppm >= detail.min_ppm:
                    paint.setColor(mixed(detail.rgb, haze))
                    canvas.drawPath(detail.path, paint)
            canvas.restore()

    def _seen_trees(self, canvas: skia.Canvas, lens: Lens) -> list[_Seen]:
        distance = lens.depths(self._tree_at)
        visible = lens.seen(self._tree_at, self._tree_reach)
        visible &= lens.view.focal_px * self._tree_reach / distance > TREE_MIN_PX
        chosen = np.flatnonzero(visible)
        places = self._tree_at[chosen]
        crowns = lens.homogeneous(places)
        feet = lens.homogeneous(places * (1.0, 1.0, 0.0))
        found = []
        for index, crown, foot in zip(chosen.tolist(), crowns.tolist(), feet.tolist(), strict=True):
            if foot[2] < 1.0 or crown[2] < 1.0:
                continue
            ends = foot[0] / foot[2], foot[1] / foot[2], crown[0] / crown[2], crown[1] / crown[2]
            tree, far = self._layout.trees[index], float(distance[index])
            found.append(
                _Seen(far, lambda t=tree, d=far, e=ends: self._draw_tree(canvas, lens, t, d, e))  # type: ignore[misc]
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
        paint.setColor(mixed(tree.rgb, haze))
        canvas.drawCircle(x - radius * 0.16, y - radius * 0.18, radius * 0.8, paint)
        if radius > 7.0:
            paint.setColor(mixed((min(255, r + 22), min(255, g + 24), b + 10), haze))
            canvas.drawCircle(x - radius * 0.3, y - radius * 0.36, radius * 0.42, paint)
        if radius > 18.0:
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
            for angle, out in zip(angles, outs, strict=True):
                x = at[0] + out * np.cos(angle) + lift * 0.3
                canvas.drawCircle(
                    float(x),
                    float(at[1] + out * np.sin(angle) * 0.9 + lift * 0.6),
                    radius * 0.17,
                    self._paint,
                )

    def _seen_cars(self, canvas: skia.Canvas, lens: Lens, cars: list[Car]) -> list[_Seen]:
        at = np.array([(car.x, car.y, 0.8) for car in cars])
        distance = lens.depths(at)
        visible = lens.seen(at, np.array([car.body.length * 0.6 for car in cars]))
        visible &= lens.view.focal_px / distance > 0.4
        return [
            _Seen(
                float(distance[index]),
                lambda c=cars[index], d=float(distance[index]): self._draw_car(canvas, lens, c, d),  # type: ignore[misc]
            )
            for index in np.flatnonzero(visible)
        ]

    def _draw_car(self, canvas: skia.Canvas, lens: Lens, car: Car, distance: float) -> None:
        self._draw_car_shadow(canvas, lens, car)
        self._draw_faces(canvas, lens, vehicles.faces(car), distance)
        if lens.view.focal_px / distance < PLATE_MIN_PPM:
            return
        for rear in (True, False):
            left = car.plate_corner(-car.plate.width_m / 2, -0.07, rear)
            right = car.plate_corner(car.plate.width_m / 2, -0.07, rear)
            wide = car.plate.width_m
            across = ((right.x - left.x) / wide, (right.y - left.y) / wide, 0.0)
            eye = lens.view.eye
            if (eye.x - left.x) * across[1] - (eye.y - left.y) * across[0] <= 0.0:
                continue
            canvas.save()
            canvas.concat(lens.plane((left.x, left.y, left.z), across, (0.0, 0.0, 1.0)))
            draw_plate(canvas, car.plate)
            canvas.restore()

    def _draw_car_shadow(self, canvas: skia.Canvas, lens: Lens, car: Car) -> None:
        frame = Frame(car.x + 0.35, car.y + 0.45, car.heading_deg)
        wide, long = car.body.width + 0.5, car.body.length + 0.3
        canvas.save()
        canvas.concat(lens.plane(frame.at(-wide / 2, -long / 2), frame.right, frame.ahead))
        self._paint.setColor(0x70202428)
        canvas.drawRoundRect(skia.Rect.MakeWH(wide, long), 0.4, 0.4, self._paint)
        canvas.restore()

    def _seen_walkers(self, canvas: skia.Canvas, lens: Lens, people: list[Walker]) -> list[_Seen]:
        at = np.array([(walker.x, walker.y, 0.9) for walker in people])
        distance = lens.depths(at)
        visible = lens.seen(at, np.full(len(people), 1.2)) & (lens.view.focal_px / distance > 1.0)
        return [
            _Seen(
                float(distance[index]),
                lambda w=people[index], d=float(distance[index]): self._draw_walker(  # type: ignore[misc]
                    canvas, lens, w, d
                ),
            )
            for index in np.flatnonzero(visible)
        ]

    def _draw_walker(
        self, canvas: skia.Canvas, lens: Lens, walker: Walker, distance: float
    ) -> None:
        right = lens.view.right
        matrix = lens.plane((walker.x, walker.y, 0.0), (right.x, right.y, 0.0), (0.0, 0.0, 1.0))
        haze, paint, tall = haze_at(distance), self._paint, walker.height
        canvas.save()
        canvas.concat(matrix)
        paint.setColor(mixed((44, 46, 56), haze))
        swing = 0.22 * walker.stride
        for leg in (-swing, swing):
            paint.setStrokeWidth(0.15)
            canvas.drawLine(0.0, tall * 0.5, leg, 0.04, paint)
        paint.setColor(mixed(walker.coat, haze))
        canvas.drawRoundRect(
            skia.Rect.MakeXYWH(-0.23, tall * 0.44, 0.46, tall * 0.42), 0.14, 0.14, paint
        )
        paint.setColor(mixed((198, 158, 132), haze))
        canvas.drawCircle(0.0, tall * 0.92, 0.12, paint)
        paint.setColor(mixed((38, 32, 30), haze))
        canvas.drawCircle(0.0, tall * 0.95, 0.11, paint)
        canvas.restore()


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
