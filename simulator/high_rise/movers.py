"""Draws what moves: cars with their plates, and people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import skia

from simulator.high_rise import vehicles
from simulator.high_rise.backdrop import Backdrop, mixed
from simulator.high_rise.lens import Lens
from simulator.high_rise.painter import FINE, Drawn, Fineness, Painter, haze_of
from simulator.high_rise.plates import draw_plate
from simulator.high_rise.scene import Scene
from simulator.high_rise.shapes import Face, Frame
from simulator.high_rise.traffic import Car, Traffic, Walker

PLATE_MIN_PPM = 14.0
WHEELS_MIN_PPM = 4.0
WALKER_MIN_PPM = 1.0


@dataclass(slots=True)
class Mover(Drawn):
    """A car or a person, with the pixels it can touch: left, top, right, bottom."""

    box: tuple[int, int, int, int]


class MoverPainter(Painter):
    """A painter that draws the traffic too."""

    def __init__(
        self, scene: Scene, backdrop: Backdrop, traffic: Traffic, fineness: Fineness = FINE
    ) -> None:
        super().__init__(scene, backdrop, fineness)
        self._traffic = traffic

    def draw(self, canvas: skia.Canvas, lens: Lens, at: float) -> None:
        """Draw the view of the town at a unix time onto the whole canvas, from scratch."""
        self.draw_land(canvas, lens)
        things = [*self.standing(canvas, lens), *self.moving(canvas, lens, at)]
        things.sort(key=lambda thing: -thing.distance)
        for thing in things:
            thing.draw()

    def moving(self, canvas: skia.Canvas, lens: Lens, at: float) -> list[Mover]:
        """Cars and people in view at a unix time, the farthest first."""
        found = self._seen_cars(canvas, lens, self._traffic.cars(at))
        found += self._seen_walkers(canvas, lens, self._traffic.walkers(at))
        found.sort(key=lambda mover: -mover.distance)
        return found

    def _seen_cars(self, canvas: skia.Canvas, lens: Lens, cars: list[Car]) -> list[Mover]:
        at = np.array([(car.x, car.y, 0.8) for car in cars])
        reach = np.array([car.body.length * 0.6 + 0.8 for car in cars])
        seen = _in_view(lens, at, reach, self._fine.car_ppm)
        if not seen:
            return []
        bodies = self._bodies(lens, [(cars[i], far) for i, far, _, _ in seen])
        return [
            Mover(far, lambda c=cars[i], d=far, b=body: self._draw_car(canvas, lens, c, d, b), box)  # type: ignore[misc]
            for (i, far, _, box), body in zip(seen, bodies, strict=True)
        ]

    def _bodies(
        self, lens: Lens, cars: list[tuple[Car, float]]
    ) -> list[list[tuple[Face, list[float]]]]:
        """The visible faces of cars at distances, each with its plane; all projected at once."""
        wheels = lens.view.focal_px * self._fine.detail / WHEELS_MIN_PPM
        models = [vehicles.model(c.body, c.rgb, c.heading_deg, far < wheels) for c, far in cars]
        counts = [len(model.faces) for model in models]
        places = np.array([(car.x, car.y, 0.0) for car, _ in cars])
        origin = np.concatenate([model.origin for model in models]) + places.repeat(counts, axis=0)
        normal = np.concatenate([model.normal for model in models])
        towards = np.einsum("ij,ij->i", lens.eye - origin, normal) > 0.0
        across = np.concatenate([model.across for model in models])[towards]
        along = np.concatenate([model.along for model in models])[towards]
        planes = lens.planes(origin[towards], across, along)
        faces = [face for model in models for face in model.faces]
        shown = [faces[i] for i in np.flatnonzero(towards).tolist()]
        both = list(zip(shown, planes, strict=True))
        ends = np.cumsum([0, *counts])
        begins = np.concatenate([[0], np.cumsum(towards)])[ends].tolist()
        return [both[start:end] for start, end in pairwise(begins)]

    def _draw_car(
        self, canvas: skia.Canvas, lens: Lens, car: Car, distance: float,
        body: list[tuple[Face, list[float]]],
    ) -> None:  # fmt: skip
        ppm = lens.view.focal_px / distance
        if ppm >= self._fine.car_shadow_ppm:
            self._draw_car_shadow(canvas, lens, car)
        self.draw_faces(canvas, lens, body, distance)
        if ppm >= PLATE_MIN_PPM:
            self._draw_plates(canvas, lens, car)

    def _draw_plates(self, canvas: skia.Canvas, lens: Lens, car: Car) -> None:
        eye, wide = lens.view.eye, car.plate.width_m
        for rear in (True, False):
            left = car.plate_corner(-wide / 2, -0.07, rear)
            right = car.plate_corner(wide / 2, -0.07, rear)
            across = ((right.x - left.x) / wide, (right.y - left.y) / wide, 0.0)
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

    def _seen_walkers(self, canvas: skia.Canvas, lens: Lens, people: list[Walker]) -> list[Mover]:
        at = np.array([(walker.x, walker.y, 0.9) for walker in people])
        reach = np.full(len(people), 1.2)
        return [
            Mover(far, lambda w=people[i], h=haze: self._draw_walker(canvas, lens, w, h), box)  # type: ignore[misc]
            for i, far, haze, box in _in_view(lens, at, reach, WALKER_MIN_PPM)
        ]

    def _draw_walker(self, canvas: skia.Canvas, lens: Lens, walker: Walker, haze: float) -> None:
        right = lens.view.right
        matrix = lens.plane((walker.x, walker.y, 0.0), (right.x, right.y, 0.0), (0.0, 0.0, 1.0))
        paint, tall = self._paint, walker.height
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


def _in_view(
    lens: Lens, at: np.ndarray, reach: np.ndarray, min_ppm: float
) -> Sequence[tuple[int, float, float, tuple[int, int, int, int]]]:
    """Index, distance, haze and box of the spheres (n, 3) that show and aren't too small."""
    distance, view = lens.depths(at), lens.view
    visible = lens.seen(at, reach) & (view.focal_px / distance > min_ppm)
    spots = lens.homogeneous(at)
    visible &= spots[:, 2] > 4.0
    chosen = np.flatnonzero(visible)
    depth = spots[chosen, 2]
    middle = spots[chosen, :2] / depth[:, None]
    # A sphere off the optical axis shows as an ellipse, at most so much longer.
    half = (1.35 * reach[chosen] * view.focal_px / depth + 2.0)[:, None]
    low = np.clip(middle - half, 0, (view.width, view.height)).astype(int)
    high = np.clip(middle + half + 1, 0, (view.width, view.height)).astype(int)
    boxes = [(*a, *b) for a, b in zip(low.tolist(), high.tolist(), strict=True)]
    far = distance[chosen]
    return list(zip(chosen.tolist(), far.tolist(), haze_of(far), boxes, strict=True))
