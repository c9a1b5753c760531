"""Tours of the camera at hand: kept in the backend, run from here."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from backend_client.ptz_records import PtzStep, PtzTour
from console.controllers.ptz_controller import PtzController
from console.controllers.ptz_kept import PtzKept
from console.controllers.ptz_lease import PtzLeases
from console.state.ptz_tour import TourRun, TourStep

TICK_MS = 250


class PtzTours(QObject):
    """A tour goes through presets until a hand, somebody else or the button ends it.

    Attributes:
        run: The tour under way.

    Signals:
        changed: It began, went on or ended.
    """

    changed = Signal()

    def __init__(
        self,
        kept: PtzKept,
        leases: PtzLeases,
        ptz: PtzController,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._kept = kept
        self._leases = leases
        self._ptz = ptz
        self._clock = clock
        self.run: TourRun | None = None
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.on_tick)
        ptz.ended.connect(self.on_ended)
        ptz.touched.connect(lambda _: self.stop())  # a hand is stronger than a tour
        ptz.refused.connect(lambda _: self.stop())

    def keep(self, name: str, steps: Sequence[TourStep]) -> None:
        """Keep a tour of the camera at hand."""
        camera, old = self._ptz.camera, self._tour(name)
        if camera is None:
            return
        kept = tuple(PtzStep(one.preset, one.dwell_s, one.speed) for one in steps)
        tour = PtzTour(name, kept, old.version if old else 0)
        number = camera.number
        self._kept.change(number, lambda ptz, town: ptz.keep_tour(town, number, tour))

    def remove(self, name: str) -> None:
        """Forget a tour."""
        camera, old = self._ptz.camera, self._tour(name)
        if camera is not None and old is not None:
            number = camera.number
            self._kept.change(number, lambda ptz, town: ptz.remove_tour(town, number, old))

    def _tour(self, name: str) -> PtzTour | None:
        tours = () if self._kept.kept is None else self._kept.kept.tours
        return next((one for one in tours if one.name == name), None)

    def start(self, name: str) -> bool:
        """Begin a tour of the camera at hand; False where it has no step that there still is."""
        tour = self._tour(name)
        if tour is None or not self._ptz.may_move or self._ptz.camera is None:
            return False
        steps = tuple(TourStep(one.preset, one.dwell_s, one.speed) for one in tour.steps)
        self.run = TourRun(name, steps, due_s=self._clock())
        self._lease(self._ptz.camera.number, is_tour=True)
        self._tick.start()
        self.on_tick()
        return self.run is not None

    def stop(self) -> None:
        """End it; the camera stays with us for a while."""
        if self.run is not None:
            self._end()
            if self._ptz.camera is not None and self._leases.is_ours(self._ptz.camera.number):
                self._lease(self._ptz.camera.number, is_tour=False)

    def on_ended(self, _: object) -> None:
        """The camera isn't at hand any more."""
        self._end()

    def _end(self) -> None:
        self.run = None
        self._tick.stop()
        self.changed.emit()

    def _lease(self, number: str, *, is_tour: bool) -> None:
        self._leases.take(number, lambda: None, lambda _: None, is_tour=is_tour)

    def on_tick(self) -> None:
        """It goes on when its time has come."""
        now = self._clock()
        if self.run is None or not self.run.is_due(now):
            return
        presets = () if self._kept.kept is None else self._kept.kept.presets
        self.run = self.run.gone_on(now, [one.number for one in presets])
        if self.run is None:
            self._end()
            return
        self._ptz.keep_awake()
        self._kept.call(self.run.step.preset, self.run.step.speed, by_hand=False)
        self.changed.emit()
