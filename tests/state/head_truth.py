"""The simulated town's own geometry as the independent truth about heads."""

from __future__ import annotations

import math
from dataclasses import dataclass

from console.state.head_geometry import HeadModel
from console.state.head_optics import HeadPosition, Optics
from simulator import town
from simulator.cameras import TOWN_CAMERAS
from simulator.high_rise.geometry import Point, Pose, View, aim_at, wrap_pan

TOWER = next(camera for camera in TOWN_CAMERAS if camera.ptz)
EYE = Point(*town.local(TOWER.longitude, TOWER.latitude), 100.0)
WIDTH, HEIGHT = 1920, 1080
ASPECT = WIDTH / HEIGHT


@dataclass(frozen=True, slots=True)
class Head:
    """How a device counts: degrees at 0 and for each 1. Its lens is the tower's."""

    pan_zero: float = 0.0
    pan_scale: float = 180.0
    tilt_zero: float = -35.0
    tilt_scale: float = 55.0

    def position(self, pose: Pose) -> HeadPosition:
        """What the device says when it stands so."""
        pan = wrap_pan(pose.pan_deg - self.pan_zero) / self.pan_scale
        tilt = (pose.tilt_deg - self.tilt_zero) / self.tilt_scale
        return HeadPosition(pan, tilt, math.log(pose.magnification) / math.log(30.0))

    def view(self, pan: float, tilt: float, zoom: float) -> View:
        """The picture at a position."""
        pan_deg = wrap_pan(self.pan_zero + self.pan_scale * pan)
        pose = Pose(pan_deg, self.tilt_zero + self.tilt_scale * tilt, 30.0**zoom)
        return View(EYE, pose, WIDTH, HEIGHT)

    def model(self) -> HeadModel:
        """The console's model with the true numbers."""
        return HeadModel(
            TOWER.longitude,
            TOWER.latitude,
            EYE.z,
            self.pan_zero,
            self.pan_scale,
            self.tilt_zero,
            self.tilt_scale,
            optics=Optics(),
        )


HEADS = {
    "simulated": Head(),
    "other way round": Head(40.0, -180.0),
    "350 degrees": Head(77.0, 175.0),
    "tilt to the zenith": Head(-100.0, 180.0, 0.0, 90.0),
    "350 degrees, other way round": Head(10.0, -175.0, 0.0, 90.0),
}


def places() -> dict[str, Point]:
    """Where cameras and named places of the town are; not what lies right below the tower."""
    found = {c.name: Point(*town.local(c.longitude, c.latitude)) for c in TOWN_CAMERAS}
    for place in town.PLACES:
        x = sum(corner[0] for corner in place.outline) / len(place.outline)
        y = sum(corner[1] for corner in place.outline) / len(place.outline)
        found[place.name] = Point(x, y)
    return {n: p for n, p in found.items() if math.hypot(p.x - EYE.x, p.y - EYE.y) > 60.0}


def look(at: Point, magnification: float, off: float = 0.0, way: float = 0.0) -> Pose:
    """Where the camera looks when a person left a place ``off`` picture widths off the middle."""
    pan, tilt = aim_at(EYE, at)
    view = View(EYE, Pose(pan, tilt, magnification), WIDTH, HEIGHT)
    x = WIDTH / 2 + off * WIDTH * math.cos(way)
    pan, tilt = view.pan_tilt_at(x, HEIGHT / 2 + off * WIDTH * math.sin(way))
    return Pose(pan, tilt, magnification)


def missed(view: View, place: Point) -> float:
    """How far a place is from the middle, in shares of the picture's width."""
    seen = view.project(place)
    return math.inf if seen is None else math.dist(seen, (WIDTH / 2, HEIGHT / 2)) / WIDTH
