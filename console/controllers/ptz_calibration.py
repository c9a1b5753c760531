"""Teaching a head where it looks: places on the map that a person brought to the cross."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from console.controllers.background_job import BackgroundJob
from console.controllers.ptz_controller import PtzController
from console.controllers.ptz_kept import PtzKept
from console.ptz.steering_link import SteeringLink
from console.state.head_calibration import (
    Calibration,
    CalibrationError,
    CalibrationPoint,
    calibrate,
)
from console.state.head_json import to_json
from console.state.head_optics import HeadPosition, Optics


class PtzCalibration(QObject):
    """Collects points of the camera at hand while it is on.

    Attributes:
        is_on: Whether clicks on the map are points.
        points: The points so far.
        found: What they give: a calibration, or why not; None while that is worked out.

    Signals:
        changed: Any of these.
        failed: The camera doesn't say where it looks: a reason and its words.
    """

    changed = Signal()
    failed = Signal(str, str)

    def __init__(
        self,
        ptz: PtzController,
        kept: PtzKept,
        steering: SteeringLink,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ptz = ptz
        self._kept = kept
        self._steering = steering
        self.is_on = False
        self.optics = Optics()
        self.points: list[CalibrationPoint] = []
        self.found: Calibration | CalibrationError | None = None
        self._job: BackgroundJob | None = None
        ptz.ended.connect(self.cancel)

    def begin(self, optics: Optics) -> None:
        """Collect points for a lens of these numbers."""
        camera = self._ptz.camera
        if camera is None or camera.longitude is None or camera.latitude is None:
            return
        self.is_on, self.optics, self.points = True, optics, []
        self.solve()

    def cancel(self) -> None:
        """Forget them."""
        if self._job is not None:
            self._job.cancel()
        self.is_on, self.points, self.found = False, [], None
        self.changed.emit()

    def add(self, lon: float, lat: float) -> None:
        """This place is at the cross now."""
        camera = self._ptz.camera
        if not self.is_on or camera is None:
            return

        def done(told: Mapping[str, Any]) -> None:
            if told["pan"] is None or told["tilt"] is None:
                self.failed.emit("unable", "GetStatus")
                return
            at = HeadPosition(told["pan"], told["tilt"], told["zoom"] or 0.0)
            self.points.append(CalibrationPoint(lon, lat, at))
            self.solve()

        self._steering.ask(camera.number, "status", done, self.failed.emit)

    def remove(self, place: int) -> None:
        """A point was wrong."""
        del self.points[place]
        self.solve()

    def keep(self) -> bool:
        """Keep what was found for everybody; False where nothing fits yet."""
        kept = self._kept.kept
        if not isinstance(self.found, Calibration) or kept is None:
            return False
        head = replace(kept.head, calibration=to_json(self.found.model))
        self._kept.change_head(head)
        self.cancel()
        return True

    def solve(self) -> None:
        """What the points give now: up to a second of work, beside the window's thread."""
        camera = self._ptz.camera
        if camera is None or camera.longitude is None or camera.latitude is None:
            return
        if self._job is not None:
            self._job.cancel()
        self.found = None
        points, place, optics = list(self.points), (camera.longitude, camera.latitude), self.optics
        self._job = BackgroundJob(lambda _: _solved(points, place, optics), self)
        self._job.done.connect(self._take)
        self._job.start()
        self.changed.emit()

    def _take(self, found: Calibration | CalibrationError) -> None:
        self.found = found
        self.changed.emit()


def _solved(
    points: list[CalibrationPoint], place: tuple[float, float], optics: Optics
) -> Calibration | CalibrationError:
    try:
        return calibrate(points, *place, optics)
    except CalibrationError as error:
        return error
